"""``topicwire demo``."""

import asyncio
from typing import Annotated

import typer

from bot import logs
from bot.cli.console import stdout
from bot.cli.demo_page import show_page
from bot.cli.demo_print import print_all
from bot.cli.serving import PORT, Port, told_plainly

HOST = "127.0.0.1"
PRINTED_EVERY, SHOWN_EVERY = 1.5, 4.0


def demo(
    *,
    headless: Annotated[
        bool, typer.Option("--headless", help="Print the messages instead, and end by itself.")
    ] = False,
    every: Annotated[float | None, typer.Option(help="Seconds between two records.", min=0, max=3600)] = None,
    stay: Annotated[bool, typer.Option("--stay", help="Headless: go on until Ctrl-C.")] = False,
    port: Port = PORT,
    open_it: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Show the main job on this machine, without a token or an account.

    Starts the real bot against a local Bot API server, with SQLite in a temporary folder, and prints the address of a
    chat page on which sample news arrives. Without a terminal, or headless, it prints each message as its reader would
    see it.
    """
    logs.set_up("ERROR", "text")
    console = stdout()
    with told_plainly(HOST, port):
        if headless or stay or not console.is_terminal:
            asyncio.run(print_all(console, every=PRINTED_EVERY if every is None else every, stay=stay))
        else:
            asyncio.run(show_page(console, every=SHOWN_EVERY if every is None else every, port=port, opens=open_it))
