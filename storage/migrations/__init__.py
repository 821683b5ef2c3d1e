"""The schema's history: Alembic, numbered and named by what each step changes.

Alembic, with what it brings along, is loaded where a database of before is brought up to date. A process that finds
nothing to do, or an empty database, does without its 10 MB: what it asks of the history are file names and one row.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Column, Engine, MetaData, PrimaryKeyConstraint, String, Table, inspect, select, text
from sqlalchemy.engine import Connection

from storage import search
from storage.database import DatabaseUnusableError
from storage.models import Base

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parent
VERSION_TABLE = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""Alembic's own (``MigrationContext``): one row with the revision that a database is at."""
MIGRATION_LOCK_KEY = 0x6D696772
"""Key of the advisory lock on PostgreSQL, held for the transaction of a migration."""


def upgrade(engine: Engine) -> list[str]:
    """Bring the database up to date, in one transaction; an empty one is made straight from the models.

    Of several processes that start at once on PostgreSQL one does it, and the others wait until it has.

    Returns:
        The revisions that were applied, oldest first; none when it was up to date.

    Raises:
        DatabaseUnusableError: It was made by a newer version, or by another program.
    """
    if not pending(engine):
        return []
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            # A batch migration copies a table and drops the old one: with foreign keys on, children would go with it.
            # Within a transaction the pragma does nothing, so it goes past SQLAlchemy, which would begin one.
            connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
        else:
            connection.execute(
                text("SET LOCAL idle_in_transaction_session_timeout = 0")
            )  # some compute between statements
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK_KEY})
        before = current_revision(connection)
        if before == revisions()[-1]:  # another process was first
            connection.invalidate()
            return []
        if before is None:  # the same schema in a tenth of the time
            Base.metadata.create_all(connection)
            search.create_index(connection)
            VERSION_TABLE.create(connection, checkfirst=True)
            connection.execute(VERSION_TABLE.insert().values(version_num=revisions()[-1]))
        else:
            _apply(connection)
        if engine.dialect.name == "sqlite" and connection.execute(text("PRAGMA foreign_key_check")).first():
            connection.rollback()
            raise RuntimeError("the migration would leave rows without their parents; nothing was changed")
        connection.commit()
        applied = [step for step in revisions() if before is None or step > before]
        connection.invalidate()  # the pragma must not follow the connection back into the pool
    return applied


def current_revision(connection: Connection) -> str | None:
    """The revision that the database is at; None when it is empty."""
    if not inspect(connection).has_table(VERSION_TABLE.name):
        return None
    return connection.execute(select(VERSION_TABLE.c.version_num)).scalar()


def pending(engine: Engine) -> list[str]:
    """The revisions that the database has not had, oldest first.

    Raises:
        DatabaseUnusableError: It was made by a newer version, or by another program.
    """
    known = revisions()
    with engine.connect() as connection:
        at = current_revision(connection)
        tables = inspect(connection).get_table_names() if at is None and engine.dialect.name == "sqlite" else []
    if at is not None and at not in known:
        raise DatabaseUnusableError(
            f"the database is of a newer Topicwire (at {at}, this one knows {known[-1]}): "
            "install that version, or put a backup of before in its place"
        )
    if set(tables) - {"alembic_version"}:
        raise DatabaseUnusableError(
            f"the database {engine.url.database} belongs to another program: name another file in DATABASE_URL"
        )
    return [step for step in known if at is None or step > at]


def require_current(engine: Engine) -> None:
    """Make sure that the database has had every migration.

    Raises:
        DatabaseUnusableError: It has not, or was made by a newer version or by another program.
    """
    if waiting := pending(engine):
        raise DatabaseUnusableError(
            f"the database is of an older version, before {waiting[0]}: run topicwire migrate first"
        )


def revisions() -> list[str]:
    """All revisions, oldest first."""
    return list(_revisions())


@cache
def _revisions() -> tuple[str, ...]:
    """The numbers with which the files begin."""
    return tuple(sorted(path.name.partition("_")[0] for path in (FOLDER / "versions").glob("[0-9]*.py")))


def _apply(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - ten megabytes that a database which is up to date does without

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config() -> "Config":
    from alembic.config import Config  # noqa: PLC0415 - likewise

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    return config
