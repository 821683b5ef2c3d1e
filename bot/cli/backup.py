"""``topicwire backup``: a copy of the database."""

from pathlib import Path
from typing import Annotated

import typer

from bot.app import current_database
from bot.cli.console import stdout
from bot.settings import read_settings
from storage.backup import back_up


def backup(file: Annotated[Path, typer.Argument(help="A new file for the copy.")]) -> None:
    """Copy the database into FILE, consistently, also while the bot runs.

    SQLite: the copy is a database that can take its place. PostgreSQL: a dump for pg_restore.
    """
    with current_database(read_settings()) as database:
        back_up(database, file)
    stdout().print(f"copied into {file} ({file.stat().st_size:,} bytes)", markup=False)
