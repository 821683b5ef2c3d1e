"""A server that answers what a test tells it to, and remembers what it was asked."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

TOKEN = "123456789:AAtestAAtestAAtestAAtestAAtestAAtes"
MESSAGE = {"message_id": 7, "date": 1789000000, "chat": {"id": 1, "type": "private"}, "text": "x"}


@dataclass(frozen=True)
class Answer:
    """What the stub does with one request."""

    status: int = 200
    body: bytes = b""
    cuts: bool = False
    """Reads the request and closes the connection without a word."""
    until: asyncio.Event | None = None
    """Answers no sooner than that, or when the stub ends."""
    headers: dict[str, str] = field(default_factory=dict)


def accepts(result: object = MESSAGE) -> Answer:
    return Answer(body=json.dumps({"ok": True, "result": result}, separators=(",", ":")).encode())


def refuses(code: int, description: str, **parameters: int) -> Answer:
    body: dict[str, object] = {"ok": False, "error_code": code, "description": description}
    if parameters:
        body["parameters"] = parameters
    return Answer(code, json.dumps(body).encode())


@dataclass
class Stub:
    """Answers in the order of `answers`, then with success."""

    url: str = ""
    answers: deque[Answer] = field(default_factory=deque)
    asked: list[tuple[str, dict[str, str | bytes]]] = field(default_factory=list)
    """Path and fields of each request."""
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    connections: set[int] = field(default_factory=set)
    held: list[asyncio.Event] = field(default_factory=list)

    def will(self, *answers: Answer) -> None:
        self.answers.extend(answers)

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        posted = await request.post()
        fields = {
            name: value.file.read() if isinstance(value, web.FileField) else value for name, value in posted.items()
        }
        self.asked.append(
            (request.path, {name: value for name, value in fields.items() if not isinstance(value, bytearray)})
        )
        self.connections.add(id(request.transport))
        self.arrived.set()
        answer = self.answers.popleft() if self.answers else accepts()
        if answer.until is not None:
            self.held.append(answer.until)
            await answer.until.wait()
        if answer.cuts and request.transport is not None:
            request.transport.close()
        return web.Response(status=answer.status, body=answer.body, headers=answer.headers)


@asynccontextmanager
async def running() -> AsyncIterator[Stub]:
    """Run a stub on a free port; its `url` is what `Bot.base_url` would be."""
    stub = Stub()
    runner = web.ServerRunner(web.Server(stub.answer, access_log=None), shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    stub.url = f"http://127.0.0.1:{runner.addresses[0][1]}/bot{TOKEN}"
    try:
        yield stub
    finally:
        for event in stub.held:
            event.set()
        await runner.cleanup()
