"""``topicwire sandbox``."""

import asyncio
import signal
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot import logs
from bot.cli.console import stderr, stdout
from bot.cli.serving import PORT, Port, told_plainly
from bot.sandbox import cast
from bot.sandbox.folder import Folder
from bot.sandbox.server import Sandbox
from bot.settings import SettingsError

WELCOME = """[bold]The sandbox[/bold]: Telegram on this machine, without an account.

  Chat page      {url}/
  Bot API        {url}
  Bot token      {token}

For Topicwire, in .env:  TELEGRAM_API_URL={url}  TELEGRAM_BOT_TOKEN={token}
Any other bot: give its library the Bot API address above; every token is welcome. Ctrl-C ends it, and all is forgotten.
"""


def sandbox(
    *,
    port: Port = PORT,
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
    folder = None if records is None else Folder(records.absolute())
    with told_plainly(host, port):
        asyncio.run(_serve(Sandbox(host=host, port=port, folder=folder), stdout()))


async def _serve(sandbox: Sandbox, console: Console) -> None:
    cast.assemble(sandbox.world)
    async with sandbox:
        console.print(WELCOME.format(url=sandbox.url, token=sandbox.token), soft_wrap=True)
        if sandbox.warning:
            stderr().print(f"Warning: {sandbox.warning}", style="yellow", markup=False, soft_wrap=True)
        await _told_to_stop()


async def _told_to_stop() -> None:
    """Wait for Ctrl-C or SIGTERM."""
    stopping = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, stopping.set)
    await stopping.wait()
