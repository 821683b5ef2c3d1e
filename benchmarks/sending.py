"""Messages a second to a server that answers at once: our sender beside plain python-telegram-bot, in one run.

Run as ``python -m benchmarks.sending [messages]``. The stub runs in a process of its own, on the last core, and does
as little as can be; the clients take turns on the first, in several rounds. Pinning needs Linux.

Everyone gets the same message, as subscribers of a topic do, so the sender encodes it once; "each its own" is the
worst case, a new message every time.
"""

import asyncio
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from statistics import median
from typing import Any

import telegram
from markupsafe import Markup
from telegram.request import HTTPXRequest

from bot.delivery.outcome import Delivered
from bot.transport.rate_limiter import RateLimiter
from bot.transport.request import AiohttpRequest
from bot.transport.sender import Sender
from bot.views.message import Button, Message

ROUNDS = 5
TOKEN = "123456789:benchmark"
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
TEXT = "A made-up headline about a made-up camera\nThe Daily Sample\n\n" + "It sees a little more than the last. " * 20
RESULT = {
    "message_id": 4711,
    "from": {"id": 123456789, "is_bot": True, "first_name": "Wire", "username": "wire_bot"},
    "chat": {"id": 1000, "first_name": "Ada", "type": "private"},
    "date": 1789000000,
    "text": TEXT,
    "entities": [{"offset": 0, "length": 41, "type": "bold"}],
    "link_preview_options": {"url": "https://example.org/a.jpg", "prefer_large_media": True, "show_above_text": True},
    "reply_markup": {"inline_keyboard": [[{"text": "Read", "url": "https://example.org/a"}]]},
}
"""What Telegram echoes of the message below; it writes no needless spaces."""
BODY = json.dumps({"ok": True, "result": RESULT}, separators=(",", ":")).encode()
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (len(BODY), BODY)
MESSAGE = Message(
    html=Markup("<b>{}</b>{}").format(TEXT[:41], TEXT[41:]),
    keyboard=((Button("Read", url="https://example.org/a"), Button("Mute", data="mute:1")),),
    preview_url="https://example.org/a.jpg",
)


class Stub(asyncio.Protocol):
    """Answers every request on a kept connection with the same message, without reading more of it than its length."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take a connection."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._received = b""

    def data_received(self, data: bytes) -> None:
        """Answer, if that completes a request."""
        self._received += data
        head = self._received.find(b"\r\n\r\n")
        if head < 0:
            return
        length = LENGTH.search(self._received, 0, head)
        if len(self._received) >= head + 4 + (int(length[1]) if length else 0):
            self._received = b""
            self._transport.write(ANSWER)


async def serve_stub() -> None:
    server = await asyncio.get_running_loop().create_server(Stub, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


@contextmanager
def start_stub() -> Iterator[str]:
    """Run a stub on the last core and this process on the first; gives the base URL, without a token."""
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    with subprocess.Popen([sys.executable, "-m", "benchmarks.sending", "stub"], stdout=subprocess.PIPE) as process:
        try:
            if len(cores) > 1:
                os.sched_setaffinity(process.pid, {cores[-1]})
                os.sched_setaffinity(0, {cores[0]})
            assert process.stdout is not None
            yield f"http://127.0.0.1:{int(process.stdout.readline())}/bot"
        finally:
            process.kill()
            if cores:
                os.sched_setaffinity(0, cores)


async def rate_of(send: Callable[[int], Awaitable[object]], messages: int, slots: int) -> float:
    """Return messages a second, with so many sends at a time, each to the next chat, after a short warm-up."""

    async def slot(chats: Iterator[int], last: int) -> None:
        while (chat := next(chats)) <= last:
            await send(chat)

    chats = count(1)
    await asyncio.gather(*(slot(chats, slots * 10) for _ in range(slots)))
    chats = count(1)
    started_at = time.perf_counter()
    await asyncio.gather(*(slot(chats, messages) for _ in range(slots)))
    return messages / (time.perf_counter() - started_at)


async def plain_ptb_loop(url: str, messages: int, slots: int = 1) -> float:
    """Return the rate of python-telegram-bot as it comes; with one slot: ``await bot.send_message(...)`` in a loop."""
    keyboard = telegram.InlineKeyboardMarkup.from_row(
        [
            telegram.InlineKeyboardButton("Read", url="https://example.org/a"),
            telegram.InlineKeyboardButton("Mute", callback_data="mute:1"),
        ]
    )
    preview = telegram.LinkPreviewOptions(url=MESSAGE.preview_url, prefer_large_media=True, show_above_text=True)
    async with HTTPXRequest() as request:
        plain = telegram.Bot(TOKEN, base_url=url, request=request)
        return await rate_of(
            lambda chat: plain.send_message(
                chat, str(MESSAGE.html), parse_mode="HTML", reply_markup=keyboard, link_preview_options=preview
            ),
            messages,
            slots,
        )


async def sender_loop(url: str, messages: int, slots: int = 16, *, each_its_own: bool = False) -> float:
    """Return the rate of our sender, all paces lifted."""

    async def send(chat: int) -> None:
        message = replace(MESSAGE, html=MESSAGE.html + str(chat)) if each_its_own else MESSAGE
        outcome = await sender.send(chat, 0, message)
        assert isinstance(outcome, Delivered), outcome

    async with AiohttpRequest() as request:
        sender = Sender(request, url + TOKEN, RateLimiter(0))
        return await rate_of(send, messages, slots)


def main(messages: int) -> None:
    os.environ["NO_PROXY"] = "127.0.0.1"
    runs: tuple[tuple[str, Callable[[str], Coroutine[Any, Any, float]]], ...] = (
        ("python-telegram-bot, a loop", lambda url: plain_ptb_loop(url, messages // 8)),
        ("python-telegram-bot, 16 at a time", lambda url: plain_ptb_loop(url, messages // 8, slots=16)),
        ("sender, one at a time", lambda url: sender_loop(url, messages, slots=1)),
        ("sender, 4 at a time", lambda url: sender_loop(url, messages, slots=4)),
        ("sender, 16 at a time", lambda url: sender_loop(url, messages, slots=16)),
        ("sender, 16 at a time, each its own", lambda url: sender_loop(url, messages, slots=16, each_its_own=True)),
    )
    with start_stub() as url:
        rounds = [[asyncio.run(run(url)) for _, run in runs] for _ in range(ROUNDS)]
    print(f"messages a second: median of {ROUNDS} rounds, lowest to highest; times the loop of the same round: median")
    for place, (name, _) in enumerate(runs):
        rates = [rates[place] for rates in rounds]
        times = median(rates[place] / rates[0] for rates in rounds)
        print(f"{name:36}{median(rates):8,.0f} {min(rates):8,.0f} to {max(rates):6,.0f}{times:8.1f}")


if __name__ == "__main__":
    if sys.argv[1:] == ["stub"]:
        asyncio.run(serve_stub())
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 8_000)
