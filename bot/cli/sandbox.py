"""``topicwire sandbox``, and what it shares with the demo: the port option and the errors at the start."""

import asyncio
import errno
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot import logs
from bot.cli.console import stderr, stdout
from bot.settings import SettingsError
from sandbox import seed_data
from sandbox.formatting import ParserMissingError
from sandbox.records import DropFolder
from sandbox.server import Sandbox

DEFAULT_PORT = 8081
PortOption = Annotated[int, typer.Option(help="Where to listen; 0 takes any free port.", min=0, max=65535)]


@contextmanager
def explain_start_errors(host: str, port: int) -> Iterator[None]:
    """Turn expected errors at the start of a sandbox into one sentence and exit code 1."""
    try:
        yield
    except ParserMissingError as error:
        raise _exit(str(error)) from None
    except OSError as error:
        reason = START_ERRORS.get(error.errno or 0)
        if reason is None:
            raise
        raise _exit(reason.format(host=host, port=port)) from None


def _exit(sentence: str) -> typer.Exit:
    """Print an error, and return the exception to raise."""
    stderr().print(f"topicwire: {sentence}", style="red", markup=False, soft_wrap=True)
    return typer.Exit(1)


START_ERRORS = {
    errno.EADDRINUSE: "port {port} is taken by another program: choose another with --port, or 0 for any free one",
    errno.EACCES: "this user may not listen on port {port}: choose one above 1023 with --port",
    errno.EADDRNOTAVAIL: "{host} is no address of this machine",
}

WELCOME = """[bold]The sandbox[/bold]: Telegram on this machine, without an account.

  Chat page      {url}/
  Bot API        {url}
  Bot token      {token}

For Topicwire, in .env:  TELEGRAM_API_URL={url}  TELEGRAM_BOT_TOKEN={token}
Any other bot: give its library the Bot API address above; every token is welcome. Ctrl-C ends it, and all is forgotten.
"""


def sandbox(
    *,
    port: PortOption = DEFAULT_PORT,
    host: Annotated[
        str, typer.Option(help="Where to listen. Any but 127.0.0.1 lets others read and write everything in it.")
    ] = "127.0.0.1",
    records: Annotated[
        Path | None, typer.Option(help="The bot's records folder, so that the page can drop records into it.")
    ] = None,
) -> None:
    """Serve a Bot API and a chat page on this machine: a bot without a token or an account."""
    logs.set_up("ERROR", "text")
    if records is not None and not records.is_dir():
        raise SettingsError(f"--records names {records}, which is no folder")
    folder = None if records is None else DropFolder(records.absolute())
    with explain_start_errors(host, port):
        asyncio.run(_serve(Sandbox(host=host, port=port, folder=folder), stdout()))


async def _serve(sandbox: Sandbox, console: Console) -> None:
    seed_data.add_seed_data(sandbox.simulator)
    async with sandbox:
        console.print(WELCOME.format(url=sandbox.url, token=sandbox.token), soft_wrap=True)
        if sandbox.warning:
            stderr().print(f"Warning: {sandbox.warning}", style="yellow", markup=False, soft_wrap=True)
        await _wait_for_signal()


async def _wait_for_signal() -> None:
    """Wait for Ctrl-C or SIGTERM."""
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    await stopping.wait()
