"""A web server on this machine whose answers tests set: feeds, redirects, and whatever servers do wrong."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

Respond = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]

HOST = "127.0.0.1"


@dataclass
class FeedServer:
    """Pages by path; what is not there is a 404."""

    pages: dict[str, Respond | web.Response | str | bytes] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    requests: list[web.BaseRequest] = field(default_factory=list)
    port: int = 0

    def url(self, path: str = "/") -> str:
        return f"http://{HOST}:{self.port}{path}"

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        self.asked[request.path] += 1
        self.requests.append(request)
        match self.pages.get(request.path):
            case None:
                return web.Response(status=404)
            case web.Response() as page:
                return web.Response(status=page.status, body=page.body, headers=page.headers)
            case str() | bytes() as page:
                body = page.encode() if isinstance(page, str) else page
                return web.Response(body=body, content_type="application/xml")
            case respond:
                return await respond(request)

    def redirect(self, path: str, target: str, status: int = 302) -> None:
        self.pages[path] = web.Response(status=status, headers={"Location": target})


@asynccontextmanager
async def feed_server() -> AsyncIterator[FeedServer]:
    """Serve feeds inside the block."""
    served = FeedServer()
    runner = web.ServerRunner(web.Server(served.answer, handler_cancellation=True), shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, HOST, 0)
    await site.start()
    served.port = runner.addresses[0][1]
    try:
        yield served
    finally:
        await runner.cleanup()


@asynccontextmanager
async def raw_server(talk: Callable[[asyncio.StreamWriter], Awaitable[None]]) -> AsyncIterator[str]:
    """A server that says what it likes to whoever connects; yields its address."""

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        try:
            await talk(writer)
        except ConnectionError:
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(connected, HOST, 0)
    async with server:
        yield f"http://{HOST}:{server.sockets[0].getsockname()[1]}/feed.xml"
