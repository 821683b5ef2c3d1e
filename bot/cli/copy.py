"""``topicwire copy``: a stopped installation moves into another database."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from bot.cli.console import stderr, stdout
from storage import copying
from storage.copying import CopiedTable

EXAMPLES = "topicwire copy --from sqlite:///data/topicwire.db --to postgresql://topicwire@db.example.org/topicwire"


def copy(
    *,
    source: Annotated[str, typer.Option("--from", help="Address of the database that is copied; its bot is stopped.")],
    target: Annotated[str, typer.Option("--to", help="Address of an empty database, of either engine.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be copied.")] = False,
) -> None:
    """Copy a stopped installation into an empty database, with all rows, and check each.

    The source is not changed. A copy that was killed is done again from the start by the same command.
    """
    if dry_run:
        planned = copying.plan_copy(source, target)
        _show(stdout(), planned, is_dry=True)
        return
    with _progress(stderr()) as progress:
        copied = copying.copy_database(source, target, progress)
    _show(stdout(), copied, is_dry=False)


@contextmanager
def _progress(console: Console) -> Iterator[copying.Progress]:
    """Show a progress bar on a terminal; yields the function that moves it."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("copying", total=None)
        yield lambda name, done, total: progress.update(task, description=name, completed=done, total=total or None)


def _show(console: Console, tables: Sequence[CopiedTable], *, is_dry: bool) -> None:
    table = Table(title="What would be copied" if is_dry else "What was copied", title_justify="left")
    table.add_column("table")
    table.add_column("rows", justify="right")
    if not is_dry:
        table.add_column("checksum on both sides", style="dim", no_wrap=True)
    for each in tables:
        table.add_row(each.name, f"{each.rows:,}", *(() if is_dry else (each.checksum,)))
    console.print(table)
    total = sum(each.rows for each in tables)
    if is_dry:
        console.print(f"{total:,} rows would be copied; nothing was changed")
    else:
        console.print(f"{total:,} rows were copied and checked: set DATABASE_URL to the new address")
