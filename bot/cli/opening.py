"""The database that a command works with."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.application import open_database
from bot.settings import Settings, SettingsError
from storage import migrations
from storage.database import Database


@contextmanager
def opened(settings: Settings, *, is_dry: bool = False, may_make: bool = False) -> Iterator[Database]:
    """The database of the settings, brought up to date, unless nothing is to be changed.

    Args:
        settings: With its address.
        is_dry: Whether it is left as it is, and must be of this version.
        may_make: Whether one is made where there is none.

    Raises:
        SettingsError: There is none, or it is of an older version.
    """
    database = open_database(settings, must_exist=is_dry or not may_make)
    try:
        if not is_dry:
            migrations.upgrade(database.engine)
        elif migrations.is_behind(database.engine):
            raise SettingsError("the database is of an older version: run topicwire migrate first")
        yield database
    finally:
        database.close()
