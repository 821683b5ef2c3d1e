"""The page at ``/`` and the files that it is made of. It loads nothing from anywhere else."""

import asyncio
from importlib import resources
from pathlib import PurePath

from aiohttp import web

VISITED: web.AppKey[asyncio.Event] = web.AppKey("visited", asyncio.Event)
TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


async def index(request: web.Request) -> web.Response:
    """Answer with the page, and take note that somebody looks."""
    request.app[VISITED].set()
    return serve("index.html")


async def part(request: web.Request) -> web.Response:
    """Answer with one of the page's files."""
    return serve(request.match_info["name"])


def serve(name: str) -> web.Response:
    """Return a file of the page.

    Raises:
        web.HTTPNotFound: there is none of that name.
    """
    files = {file.name: file for file in (resources.files("bot.sandbox") / "page").iterdir()}
    kind = TYPES.get(PurePath(name).suffix)
    if kind is None or name not in files:
        raise web.HTTPNotFound(text="The page has no such file.")
    return web.Response(body=files[name].read_bytes(), content_type=kind, charset="utf-8", headers=HEADERS)


page = [web.get("/", index), web.get("/page/{name}", part)]
