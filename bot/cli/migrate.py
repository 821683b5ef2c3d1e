"""``topicwire migrate``: the database's migrations."""

from bot.app import open_database
from bot.cli.console import stdout
from bot.settings import read_settings
from storage import migrations


def migrate() -> None:
    """Bring the database up to date; "run" does so by itself."""
    database = open_database(read_settings())
    try:
        applied = migrations.upgrade(database.engine)
    finally:
        database.close()
    stdout().print(f"applied: {', '.join(applied)}" if applied else "the database is up to date")
