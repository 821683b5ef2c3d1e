#!/usr/bin/env python3
"""Draws docs/images/alert.svg anew: ``python docs/images/alert.py``.

A sample record takes the real path (scanned, ingested, worded, sent to the sandbox) and is drawn as the demo draws it.
"""

import asyncio
import io
import tempfile
from datetime import UTC, datetime, timedelta
from importlib import resources
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme

from bot.news.scan import Scanner
from bot.news.sources.folder import RecordFolder
from bot.transport.sender import message_fields
from bot.views.alert import alert_message
from bot.views.message import Message
from bot.views.texts import Texts
from sandbox.methods.dispatch import execute
from sandbox.protocol import Json, Parameters
from sandbox.simulator import TelegramSimulator
from sandbox.state import Clock
from sandbox.terminal import render_message
from storage import articles, migrations, topics
from storage.database import Database

PICTURE = Path(__file__).with_name("alert.svg")
SAMPLES = resources.files("sandbox") / "samples"
RECORD = "county-police-weigh-face-recognition.md"
AT = datetime(2026, 3, 2, 11, 7, tzinfo=UTC)
WIDTH = 78

NIGHT = TerminalTheme(
    (23, 33, 43),
    (240, 244, 248),
    [
        (14, 22, 33),  # black
        (229, 96, 88),  # red
        (111, 185, 110),  # green
        (200, 178, 96),  # yellow
        (106, 179, 243),  # blue
        (164, 126, 200),  # magenta
        (98, 188, 200),  # cyan
        (200, 208, 216),  # white
    ],
)
"""Telegram's night colours, roughly."""

# rich's own frame, less its fonts from elsewhere: whoever looks at the picture is not to be counted by anyone.
FRAME = """\
<svg viewBox="0 24 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img" aria-label="An alert of Topicwire">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace;
  font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}
</defs>
<rect y="24" width="{width}" height="{height}" rx="12" fill="#17212b"/>
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def picture() -> str:
    """Return the alert as SVG."""
    with tempfile.TemporaryDirectory() as folder:
        message = asyncio.run(_worded(Path(folder)))
    shown = asyncio.run(_sent(message))
    console = Console(record=True, file=io.StringIO(), width=WIDTH, force_terminal=True, color_system="truecolor")
    console.print(render_message(shown, width=WIDTH))
    drawn = console.export_svg(theme=NIGHT, code_format=FRAME, unique_id="alert", title="")
    return "\n".join(line.rstrip() for line in drawn.splitlines()) + "\n"


async def _worded(folder: Path) -> Message:
    """Scan the record into a database of its own, and word it for a reader."""
    records = folder / "records"
    records.mkdir()
    (records / RECORD).write_bytes((SAMPLES / "records" / RECORD).read_bytes())
    database = Database(f"sqlite:///{folder}/picture.db")
    try:
        migrations.upgrade(database.engine)
        with resources.as_file(SAMPLES / "topics") as catalogue:
            sources = [RecordFolder(records)]
            await Scanner(database, sources, catalogue, window=timedelta(hours=48), clock=lambda: AT).run()
        (article,) = database.call(articles.stories_since, None)[0]
        filed = database.call(topics.by_article, [article.id])[article.id]
    finally:
        database.close()
    return alert_message(article, others=(), topics=filed, voice=Texts.packaged().voice("en"))


async def _sent(message: Message) -> Json:
    """Send the message in a sandbox whose clock stands still, and return what Telegram would show."""
    simulator = TelegramSimulator(clock=Clock(wall=lambda: AT))
    reader = simulator.add_person("Robin")
    await simulator.say(reader, "/start")
    reply = await execute(
        simulator, simulator.token, "sendmessage", Parameters({"chat_id": reader.id, **message_fields(message)})
    )
    shown: Json = reply.body["result"]
    return shown


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
    print(f"drawn: {PICTURE}")  # noqa: T201 - a script speaks to whoever runs it
