"""The HTTP server: the Bot API at ``/bot<token>/<method>``, the control API and the chat page at ``/``."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from importlib import resources
from io import BytesIO
from pathlib import PurePath
from types import TracebackType
from typing import Self

from aiohttp import ClientSession, web

from sandbox.control.places import place_routes
from sandbox.control.records import REPLAY, record_routes, set_folder
from sandbox.control.requests import LOCAL_HOSTS, LOCAL_ONLY, SIMULATOR, control_middleware
from sandbox.control.setup import setup_routes
from sandbox.control.state import state_routes
from sandbox.control.user_actions import attachment_routes, user_action_routes
from sandbox.faults import FaultKind
from sandbox.methods.dispatch import HttpReply, answer_call, error_reply
from sandbox.protocol import BotApiError, encode_json, read_request
from sandbox.records import DropFolder, RecordReplay
from sandbox.simulator import TelegramSimulator
from sandbox.state import NotFoundError
from sandbox.webhooks import WebhookSender

control_routes = [
    *state_routes,
    *setup_routes,
    *place_routes,
    *user_action_routes,
    *attachment_routes,
    *record_routes,
]

PAGE_OPENED: web.AppKey[asyncio.Event] = web.AppKey("page_opened", asyncio.Event)
PAGE_FILE_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


async def show_page(request: web.Request) -> web.Response:
    """Answer with the page, and set `PAGE_OPENED`."""
    request.app[PAGE_OPENED].set()
    return page_file("index.html")


async def show_page_file(request: web.Request) -> web.Response:
    """Answer with one of the page's files."""
    return page_file(request.match_info["name"])


def page_file(name: str) -> web.Response:
    """Return a file of the page.

    Raises:
        web.HTTPNotFound: there is none of that name.
    """
    files = {file.name: file for file in (resources.files("sandbox") / "page").iterdir()}
    kind = PAGE_FILE_TYPES.get(PurePath(name).suffix)
    if kind is None or name not in files:
        raise web.HTTPNotFound(text="The page has no such file.")
    return web.Response(body=files[name].read_bytes(), content_type=kind, charset="utf-8", headers=PAGE_HEADERS)


page_routes = [web.get("/", show_page), web.get("/page/{name}", show_page_file)]

MAX_BODY_BYTES = 64 * 1024 * 1024
BAD_GATEWAY_PAGE = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    "<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
)


def create_app(
    simulator: TelegramSimulator, *, local: bool = True, folder: DropFolder | None = None
) -> web.Application:
    """Return the application that serves a simulator; `local`: it listens to this machine only."""
    app = web.Application(client_max_size=MAX_BODY_BYTES, middlewares=[control_middleware])
    app[SIMULATOR], app[LOCAL_ONLY], app[PAGE_OPENED] = simulator, local, asyncio.Event()
    set_folder(app, simulator, folder)
    app.router.add_route("*", "/bot{token:[^/]+}/{method}", call_method)
    app.router.add_route("*", "/bot{token:[^/]+}/test/{method}", call_method)
    app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", download_file)
    app.add_routes([*page_routes, *control_routes])
    app.router.add_route("*", "/{path:.*}", not_found)
    app.cleanup_ctx.append(run_webhooks)
    app.on_shutdown.append(close_connections)
    return app


async def call_method(request: web.Request) -> web.StreamResponse:
    """Answer one call of a method."""
    simulator, name = request.app[SIMULATOR], request.match_info["method"]
    try:
        parameters = await read_request(request)
    except BotApiError as error:
        return await send_reply(request, error_reply(error))
    reply = await answer_call(simulator, request.match_info["token"], name, parameters)
    return await send_reply(request, reply)


async def send_reply(request: web.Request, reply: HttpReply) -> web.StreamResponse:
    """Send a reply, damaged as its fault says."""
    if reply.delay:
        await asyncio.sleep(reply.delay)
    if reply.fault in {FaultKind.DROPPED, FaultKind.ANSWER_LOST} and request.transport is not None:
        request.transport.abort()
    if reply.fault is FaultKind.BAD_GATEWAY:
        return web.Response(status=502, text=BAD_GATEWAY_PAGE, content_type="text/html")
    if reply.fault is FaultKind.GARBAGE:
        return web.Response(text='{"ok":true,"result":', content_type="application/json")
    headers = {"Retry-After": str(reply.retry_after)} if reply.retry_after else None
    text = encode_json(reply.body)
    return web.Response(status=reply.status or 500, text=text, headers=headers, content_type="application/json")


async def not_found(request: web.Request) -> web.StreamResponse:
    """Answer a request for an unknown address."""
    return await send_reply(request, error_reply(BotApiError(404)))


async def download_file(request: web.Request) -> web.StreamResponse:
    """Answer with the content of a file."""
    simulator = request.app[SIMULATOR]
    try:
        simulator.bot_of(request.match_info["token"])
    except BotApiError as error:
        return await send_reply(request, error_reply(error))
    path = request.match_info["path"]
    stored = next((one for one in simulator.files.by_id.values() if one.path == path), None)
    if stored is None:
        return await not_found(request)
    return web.Response(body=BytesIO(stored.content), content_type="application/octet-stream")


async def run_webhooks(app: web.Application) -> AsyncIterator[None]:
    """Post updates to webhooks as long as the application runs."""
    async with ClientSession() as session:
        webhooks = WebhookSender(app[SIMULATOR], session)
        task = asyncio.create_task(webhooks.run())
        yield
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def close_connections(app: web.Application) -> None:
    """End waiting polls, event streams and the replay, so that the server can stop at once."""
    simulator, replay = app[SIMULATOR], app[REPLAY]
    if replay is not None:
        await replay.stop()
    for bot in simulator.bots.values():
        bot.queue.release()
    simulator.events.close()


@dataclass(slots=True, eq=False)
class Sandbox:
    """A simulator on a port of this machine: ``async with Sandbox() as sandbox``.

    Port 0 takes a free one. Whoever reaches another host than the loopback address can read and write
    everything in the sandbox. With the bot's records `folder` the page can drop records.
    """

    simulator: TelegramSimulator = field(default_factory=TelegramSimulator)
    port: int = 0
    host: str = "127.0.0.1"
    folder: DropFolder | None = None
    _runner: web.AppRunner = field(init=False)

    @property
    def url(self) -> str:
        """The address of the server, without a slash at the end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    @property
    def warning(self) -> str:
        """A warning if other machines can reach the sandbox, else empty."""
        if self.host in LOCAL_HOSTS:
            return ""
        return f"Everyone who reaches {self.host} can read and write everything in this sandbox."

    @property
    def token(self) -> str:
        """The token of the simulator's own bot."""
        return self.simulator.token

    @property
    def page_opened(self) -> asyncio.Event:
        """Set as soon as the page was opened."""
        return self._runner.app[PAGE_OPENED]

    @property
    def replay(self) -> RecordReplay:
        """The replay of sample records into the folder.

        Raises:
            NotFoundError: the sandbox was given no folder.
        """
        replay = self._runner.app[REPLAY]
        if replay is None:
            raise NotFoundError("The sandbox does not know the bot's records folder.")
        return replay

    async def __aenter__(self) -> Self:
        app = create_app(self.simulator, local=self.host in LOCAL_HOSTS, folder=self.folder)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self.host, self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()
        self.simulator.message_log.close()
