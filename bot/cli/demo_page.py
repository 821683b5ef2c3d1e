"""The demo as a page in the browser."""

import asyncio
import webbrowser

from rich.console import Console

from bot.cli.stage import Stage, stage

WELCOME = """[bold]Topicwire[/bold] - the real bot, with a Telegram of its own on this machine.

  Open  [bold]{url}/[/bold]

Robin follows Computer Vision. As soon as the page is open, {count} sample records are dropped into the folder,
one every {every:g} seconds. Write to the bot, press its buttons, drop records of your own. Ctrl-C ends it.
"""


async def show_page(console: Console, *, every: float, port: int, opens: bool) -> None:
    """Serve the page until Ctrl-C; the samples begin when it is first opened."""
    async with stage(port) as here:
        await here.ask(here.cast.robin, "/start")
        await here.ask(here.cast.robin, "/subscribe Computer Vision")
        url = here.sandbox.url
        console.print(WELCOME.format(url=url, count=here.replay.as_json()["total"], every=every), soft_wrap=True)
        if opens:
            await asyncio.to_thread(webbrowser.open, f"{url}/")
        playing = asyncio.create_task(_play(here, every))
        await here.running
        playing.cancel()


async def _play(here: Stage, every: float) -> None:
    await here.sandbox.visited.wait()
    await here.replay.start(every)
