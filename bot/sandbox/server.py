"""The server: the Bot API at ``/bot<token>/<method>``, the control API and the page beside it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from io import BytesIO
from types import TracebackType
from typing import Self

from aiohttp import ClientSession, web

from bot.sandbox.answers import Refusal, encode
from bot.sandbox.control.guard import LOCAL, LOOPBACK, WORLD, guard
from bot.sandbox.control.page import VISITED, page
from bot.sandbox.control.records import REPLAY, know_folder
from bot.sandbox.control.routes import routes
from bot.sandbox.dispatch import Reply, answer, reply_of
from bot.sandbox.faults import FaultKind
from bot.sandbox.folder import Folder
from bot.sandbox.replay import Replay
from bot.sandbox.request import decode
from bot.sandbox.state import UnknownError
from bot.sandbox.webhooks import Webhooks
from bot.sandbox.world import World

LARGEST_BODY = 64 * 1024 * 1024
GATEWAY_PAGE = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    "<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
)


def create_app(world: World, *, local: bool = True, folder: Folder | None = None) -> web.Application:
    """Return the application that serves a world; `local` if it listens to this machine alone."""
    app = web.Application(client_max_size=LARGEST_BODY, middlewares=[guard])
    app[WORLD], app[LOCAL], app[VISITED] = world, local, asyncio.Event()
    know_folder(app, world, folder)
    app.router.add_route("*", "/bot{token:[^/]+}/{method}", call_method)
    app.router.add_route("*", "/bot{token:[^/]+}/test/{method}", call_method)
    app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", download)
    app.add_routes([*page, *routes])
    app.router.add_route("*", "/{path:.*}", not_found)
    app.cleanup_ctx.append(post_webhooks)
    app.on_shutdown.append(let_go)
    return app


async def call_method(request: web.Request) -> web.StreamResponse:
    """Answer one call of a method."""
    world, name = request.app[WORLD], request.match_info["method"]
    try:
        parameters = await decode(request)
    except Refusal as refusal:
        return await respond(request, reply_of(refusal))
    reply = await answer(world, request.match_info["token"], name, parameters)
    return await respond(request, reply)


async def respond(request: web.Request, reply: Reply) -> web.StreamResponse:
    """Send a reply, or spoil it as its fault says."""
    if reply.delay:
        await asyncio.sleep(reply.delay)
    if reply.fault in {FaultKind.DROPPED, FaultKind.ANSWER_LOST} and request.transport is not None:
        request.transport.abort()
    if reply.fault is FaultKind.BAD_GATEWAY:
        return web.Response(status=502, text=GATEWAY_PAGE, content_type="text/html")
    if reply.fault is FaultKind.GARBAGE:
        return web.Response(text='{"ok":true,"result":', content_type="application/json")
    headers = {"Retry-After": str(reply.retry_after)} if reply.retry_after else None
    text = encode(reply.body)
    return web.Response(status=reply.status or 500, text=text, headers=headers, content_type="application/json")


async def not_found(request: web.Request) -> web.StreamResponse:
    """Answer what is no address of this server."""
    return await respond(request, reply_of(Refusal(404)))


async def download(request: web.Request) -> web.StreamResponse:
    """Answer with the content of a file."""
    world = request.app[WORLD]
    try:
        world.bot_of(request.match_info["token"])
    except Refusal as refusal:
        return await respond(request, reply_of(refusal))
    path = request.match_info["path"]
    stored = next((one for one in world.files.by_id.values() if one.path == path), None)
    if stored is None:
        return await not_found(request)
    return web.Response(body=BytesIO(stored.content), content_type="application/octet-stream")


async def post_webhooks(app: web.Application) -> AsyncIterator[None]:
    """Post updates to webhooks as long as the application runs."""
    async with ClientSession() as session:
        webhooks = Webhooks(app[WORLD], session)
        task = asyncio.create_task(webhooks.run())
        yield
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def let_go(app: web.Application) -> None:
    """End waiting polls, listeners and the replay, so that the server can stop at once."""
    world, replay = app[WORLD], app[REPLAY]
    if replay is not None:
        await replay.stop()
    for bot in world.bots.values():
        bot.queue.release()
    world.events.close()


@dataclass(slots=True, eq=False)
class Sandbox:
    """A world on a port of this machine: ``async with Sandbox() as sandbox``.

    Port 0 takes a free one. Any host but the loopback address has to be given on purpose: whoever reaches
    it can read and write everything in the sandbox. With the bot's records `folder` the page can drop records.
    """

    world: World = field(default_factory=World)
    port: int = 0
    host: str = "127.0.0.1"
    folder: Folder | None = None
    _runner: web.AppRunner = field(init=False)

    @property
    def url(self) -> str:
        """The address of the server, without a slash at the end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    @property
    def warning(self) -> str:
        """What listening beyond this machine means; empty if the sandbox does not."""
        if self.host in LOOPBACK:
            return ""
        return f"Everyone who reaches {self.host} can read and write everything in this sandbox."

    @property
    def token(self) -> str:
        """The token of the bot that the world begins with."""
        return self.world.token

    @property
    def visited(self) -> asyncio.Event:
        """Set when somebody has opened the page."""
        return self._runner.app[VISITED]

    @property
    def replay(self) -> Replay:
        """What drops sample records into the folder.

        Raises:
            UnknownError: the sandbox was given no folder.
        """
        replay = self._runner.app[REPLAY]
        if replay is None:
            raise UnknownError("The sandbox does not know the bot's records folder.")
        return replay

    async def __aenter__(self) -> Self:
        app = create_app(self.world, local=self.host in LOOPBACK, folder=self.folder)
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
        self.world.ledger.close()
