"""``topicwire run``: the bot, until it is stopped."""

import asyncio
import logging
from importlib.metadata import version

from bot import error_reports, logs
from bot.app import Topicwire, migrate_database, open_database
from bot.loop import tune_garbage_collector
from bot.settings import misspelt_settings, read_settings
from storage.lock import SenderLock

log = logging.getLogger(__name__)


def run() -> None:
    """Run the bot until it is told to stop (Ctrl-C or SIGTERM).

    Brings the database up to date first. Needs TELEGRAM_BOT_TOKEN.
    """
    settings = read_settings()
    logs.set_up(settings.log_level, settings.log_format, [settings.token])
    if settings.sentry_dsn:
        error_reports.set_up(settings.sentry_dsn.get_secret_value(), version("topicwire"), [settings.token])
    for sentence in misspelt_settings():
        log.warning("%s", sentence)
    database = open_database(settings)
    try:
        with SenderLock(database) as lock:
            migrate_database(database)
            tune_garbage_collector()
            asyncio.run(Topicwire(settings, database, lock.keep).run())
    finally:
        database.close()
