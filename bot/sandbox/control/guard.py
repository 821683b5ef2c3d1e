"""Who may use the control API: this machine, and pages that the server itself has served."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

from bot.sandbox.answers import Refusal
from bot.sandbox.speaking import NotAllowedError
from bot.sandbox.state import UnknownError
from bot.sandbox.world import World

WORLD: web.AppKey[World] = web.AppKey("world", World)
LOCAL: web.AppKey[bool] = web.AppKey("local", bool)
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
STATUSES: dict[type[Exception], int] = {
    UnknownError: 404,
    NotAllowedError: 409,
    Refusal: 400,
    KeyError: 400,
    ValueError: 400,
    TypeError: 400,
}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what another site's page sends, and turn the world's errors into answers."""
    if not request.path.startswith("/sandbox/"):
        return await handler(request)
    if not is_from_here(request):
        return refuse(403, "The control API answers only to this machine and to the sandbox's own page.")
    try:
        return await handler(request)
    except tuple(STATUSES) as error:
        status = next(status for kind, status in STATUSES.items() if isinstance(error, kind))
        return refuse(status, str(error.args[0]))


def is_from_here(request: web.Request) -> bool:
    """Return whether a request names this server as its host and comes from no other site's page."""
    host = urlsplit(f"//{request.host}").hostname
    if request.app[LOCAL] and host not in LOOPBACK:
        return False
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


def refuse(status: int, sentence: str) -> web.Response:
    """Return a refusal of the control API."""
    return web.json_response({"error": sentence}, status=status)
