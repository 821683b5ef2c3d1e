"""``topicwire health``, for the health check of a container."""

import time

import typer

from bot.loop import heartbeat_file
from bot.settings import read_settings

STALE_AFTER = 60.0
"""Seconds: the bot looks after itself every ten."""


def health() -> None:
    """Exit with 0 when a bot with these settings runs and is well."""
    try:
        age = time.time() - heartbeat_file(read_settings().database_url.get_secret_value()).stat().st_mtime
    except OSError:
        raise typer.Exit(1) from None
    raise typer.Exit(0 if age < STALE_AFTER else 1)
