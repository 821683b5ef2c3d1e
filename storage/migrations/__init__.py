"""The schema's history: Alembic, numbered and named by what each step changes."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text
from sqlalchemy.engine import Connection


def upgrade(engine: Engine) -> list[str]:
    """Bring the database up to date, in one transaction.

    Returns:
        The revisions that were applied, oldest first; none when it was up to date.
    """
    config = _config()
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            # A batch migration copies a table and drops the old one: with foreign keys on, children would go with it.
            # Within a transaction the pragma does nothing, so it goes past SQLAlchemy, which would begin one.
            connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
        before = current_revision(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if engine.dialect.name == "sqlite" and connection.execute(text("PRAGMA foreign_key_check")).first():
            connection.rollback()
            raise RuntimeError("the migration would leave rows without their parents; nothing was changed")
        connection.commit()
        applied = [step for step in revisions() if before is None or step > before]
        connection.invalidate()  # the pragma must not follow the connection back into the pool
    return applied


def current_revision(connection: Connection) -> str | None:
    """The revision that the database is at; None when it is empty."""
    return MigrationContext.configure(connection).get_current_revision()


def is_behind(engine: Engine) -> bool:
    """Whether there are migrations that the database has not had."""
    with engine.connect() as connection:
        return current_revision(connection) != revisions()[-1]


def revisions() -> list[str]:
    """All revisions, oldest first."""
    return sorted(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    return config
