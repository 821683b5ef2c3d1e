"""A consistent copy of the database while it is in use."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from storage.database import Database, DatabaseUnusableError, explain_database_error


class BackupError(RuntimeError):
    """No copy was made; the sentence says why."""


def keep_copy(database: Database, revision: str, now: datetime) -> Path:
    """Copy a SQLite database beside itself before a migration, named by date and revision.

    Raises:
        DatabaseUnusableError: The copy cannot be made, so that the migration should not be.
    """
    path = Path(str(database.url.database))
    target = path.with_name(f"{path.stem}-before-migration-{now:%Y%m%dT%H%M%SZ}-{revision}{path.suffix}")
    partial = target.with_name(f"{target.name}.partial")
    try:
        partial.touch(mode=0o600)
        # SQLite's backup API copies page by page, also beside a writer ("SQLite Backup API").
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(partial)) as copy:
            source.backup(copy)
        partial.replace(target)
    except (OSError, sqlite3.Error) as error:
        partial.unlink(missing_ok=True)
        reason = explain_database_error(error, database.url) or error
        raise DatabaseUnusableError(
            f"no copy could be kept beside the database, so it was not migrated ({reason}): make room on its disk"
        ) from error
    return target


def back_up(database: Database, target: Path) -> None:
    """Copy the database into a new file: SQLite's ``VACUUM INTO``, or ``pg_dump`` in its custom format.

    Raises:
        BackupError: The file is there already or cannot be written, or ``pg_dump`` is missing or fails.
    """
    if target.exists():
        raise BackupError(f"{target} is there already; name a new file")
    partial = target.with_name(f"{target.name}.partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        _copy(database, partial)
        partial.chmod(0o600)
        partial.rename(target)
    except OSError as error:
        raise BackupError(f"{target} cannot be written: {error.strerror}") from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def _copy(database: Database, target: Path) -> None:
    if database.is_sqlite:
        _copy_sqlite(database, target)
    else:
        _dump_postgresql(database, target)


def _copy_sqlite(database: Database, target: Path) -> None:
    # A connection of its own: the engine's one for writing is hard to get where much is written.
    with closing(sqlite3.connect(str(database.url.database))) as connection:
        try:
            connection.execute("VACUUM INTO ?", (str(target),))
        except sqlite3.Error as error:
            raise BackupError(f"SQLite could not copy the database: {error}") from error


def _dump_postgresql(database: Database, target: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise BackupError("pg_dump is not installed here; it comes with PostgreSQL's client programs")
    url = database.url
    # The password goes by the environment: arguments can be seen by everyone on the machine.
    environment = {**os.environ, "PGPASSWORD": url.password or ""}
    address = url.set(drivername="postgresql", password=None).render_as_string()
    done = subprocess.run(  # noqa: S603 - a fixed program, its arguments no shell's
        [program, "--format=custom", f"--file={target}", f"--dbname={address}"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupError(f"pg_dump failed: {done.stderr.strip()}")
