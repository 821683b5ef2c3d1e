"""A consistent copy of the database while it is in use."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from storage.database import Database


class BackupError(RuntimeError):
    """No copy was made; the sentence says why."""


def back_up(database: Database, target: Path) -> None:
    """Copy the database into a new file: SQLite's ``VACUUM INTO``, or ``pg_dump`` in its custom format.

    Raises:
        BackupError: The file is there already or cannot be written, or ``pg_dump`` is missing or fails.
    """
    if target.exists():
        raise BackupError(f"{target} is there already; name a new file")
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f"{target.name}.partial")
    partial.unlink(missing_ok=True)
    try:
        if database.is_sqlite:
            _copy_sqlite(database, partial)
        else:
            _dump_postgresql(database, partial)
        partial.chmod(0o600)
        partial.rename(target)
    finally:
        partial.unlink(missing_ok=True)


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
