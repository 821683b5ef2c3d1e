"""``topicwire run``: the bot, until it is stopped."""

import asyncio
import logging
from importlib.metadata import version
from typing import Annotated

import typer

from bot import error_reports, logs
from bot.app import Topicwire, migrate_database, open_database
from bot.loop import tune_allocator, tune_garbage_collector
from bot.roles import names_of, parse_roles
from bot.settings import misspelt_settings, read_settings
from storage.lock import BotLock

log = logging.getLogger(__name__)

ROLE_HELP = (
    "What this process does: updates, schedule or send; several with commas between, or repeated. All by default."
)


def run(role: Annotated[list[str] | None, typer.Option(help=ROLE_HELP)] = None) -> None:
    """Run the bot until it is told to stop (Ctrl-C or SIGTERM).

    Brings the database up to date first. Needs TELEGRAM_BOT_TOKEN. On PostgreSQL several processes share the work.
    """
    roles = parse_roles(role or [])
    settings = read_settings()
    logs.set_up(settings.log_level, settings.log_format, [settings.token])
    if settings.sentry_dsn:
        error_reports.set_up(settings.sentry_dsn.get_secret_value(), version("topicwire"), [settings.token])
    for sentence in misspelt_settings():
        log.warning("%s", sentence)
    tune_allocator()
    database = open_database(settings)
    try:
        with BotLock(database, names_of(roles).split(",")) as lock:
            migrate_database(database)
            tune_garbage_collector()
            asyncio.run(Topicwire(settings, database, roles, lock.keep).run())
    finally:
        database.close()
