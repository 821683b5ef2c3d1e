"""``topicwire run``."""

import asyncio

from bot import logs
from bot.application import Topicwire, open_database
from bot.process import ease_collector
from bot.settings import read
from storage import migrations
from storage.instance import OnlySender


def run() -> None:
    """Run the bot until it is told to stop (Ctrl-C or SIGTERM).

    Brings the database up to date first. Needs TELEGRAM_BOT_TOKEN.
    """
    settings = read()
    logs.set_up(settings.log_level, settings.log_format, [settings.token])
    database = open_database(settings)
    try:
        with OnlySender(database) as lock:
            migrations.upgrade(database.engine)
            ease_collector()
            asyncio.run(Topicwire(settings, database, lock.is_held).run())
    finally:
        database.close()
