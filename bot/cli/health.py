"""``topicwire health``, for people and for the health check of a container."""

import time

import typer

from bot.loop import heartbeat_file, read_heartbeat
from bot.settings import read_settings


def health() -> None:
    """Say whether a bot with these settings runs and is well: process, Telegram, database, scans and outbox.

    Exits with 0 when it is, and with 1 when something is amiss.
    """
    file = heartbeat_file(read_settings().database_url.get_secret_value())
    problems = read_heartbeat(file, time.time())
    for subject, problem in problems.items():
        typer.echo(f"amiss  {subject}: {problem}")
    if not problems:
        typer.echo("the bot is well")
    raise typer.Exit(1 if problems else 0)
