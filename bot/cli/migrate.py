"""``topicwire migrate``: the database's migrations."""

from bot.app import migrate_database, open_database
from bot.cli.console import stdout
from bot.settings import read_settings


def migrate() -> None:
    """Bring the database up to date; "run" and "scan" do so by themselves.

    A copy of a SQLite file as it was before is kept beside it.
    """
    database = open_database(read_settings())
    try:
        done = migrate_database(database)
    finally:
        database.close()
    if done.applied:
        stdout().print(f"applied: {', '.join(done.applied)}", markup=False)
    stdout().print(str(done), markup=False, soft_wrap=True)
