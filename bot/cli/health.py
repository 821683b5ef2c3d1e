"""``topicwire health``, for people and for the health check of a container."""

import time

import typer

from bot.loop import read_heartbeats
from bot.settings import read_settings


def health() -> None:
    """Say whether a bot with these settings runs and is well: process, Telegram, database, scans and outbox.

    Where its roles are split over processes, all of this machine count.

    Exits with 0 when it is, and with 1 when something is amiss.
    """
    problems = read_heartbeats(read_settings().database_url.get_secret_value(), time.time())
    for subject, problem in problems.items():
        typer.echo(f"amiss  {subject}: {problem}")
    if not problems:
        typer.echo("the bot is well")
    raise typer.Exit(1 if problems else 0)
