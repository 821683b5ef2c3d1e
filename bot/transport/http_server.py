"""The HTTP server of a process: how it is (``/healthz``, ``/readyz``), what it counted (``/metrics``), and the webhook.

It is meant for this machine and for the proxy in front of it: it has no encryption, and asks nobody who they are.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus

from aiohttp import hdrs, web
from aiohttp.abc import AbstractStreamWriter
from aiohttp.http import RawRequestMessage
from aiohttp.streams import StreamReader
from aiohttp.web_protocol import RequestHandler

log = logging.getLogger(__name__)

Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]
Routes = Mapping[tuple[str, str], Handler]
"""By method and path, the path as it stands in the request."""

MOST_BODY = 1 << 20
"""Bytes of a request. An update is a few kilobytes, and hardly ever a hundred."""

LOOK_SECONDS = 5.0
"""That ``/readyz`` takes at most: whoever asks waits no longer (10 s with Kubernetes, 1 s as a default)."""

LAST_SECONDS = 2.0
"""For requests that are being answered when the process ends."""


class HttpServerError(RuntimeError):
    """Nothing can be served at the address of the settings; the sentence says why and what to do."""


class _Request(web.BaseRequest):
    """A request whose answer does not say which program gave it, not even when the request is malformed."""

    async def _prepare_hook(self, response: web.StreamResponse) -> None:
        response.headers.popall(hdrs.SERVER, None)


class HttpServer:
    """Serves from ``start`` to ``stop``.

    Args:
        host: Name or number of an address of this machine.
        port: 0 for any that is free.
        find_problems: Returns what is wrong by subject; an empty text where nothing is.
        read_metrics: Returns what was counted, and its content type.
        routes: What is served besides.
    """

    def __init__(
        self,
        host: str,
        port: int,
        *,
        find_problems: Callable[[], Awaitable[Mapping[str, str]]],
        read_metrics: Callable[[], tuple[bytes, str]],
        routes: Routes | None = None,
    ) -> None:
        self._host = host
        self._port = port
        self._find_problems = find_problems
        self._read_metrics = read_metrics
        self._routes: Routes = {
            ("GET", "/healthz"): self._answer_health,
            ("GET", "/readyz"): self._answer_readiness,
            ("GET", "/metrics"): self._answer_metrics,
            **(routes or {}),
        }
        self._runner: web.ServerRunner | None = None

    @property
    def port(self) -> int:
        """The port that it serves at; 0 when it does not."""
        addresses = self._runner.addresses if self._runner else []
        return int(addresses[0][1]) if addresses else 0

    async def start(self) -> None:
        """Begin to serve.

        Raises:
            HttpServerError: The address cannot be had.
        """
        quiet = logging.getLogger(f"{__name__}.malformed")
        quiet.setLevel(logging.CRITICAL)  # else whoever sends nonsense fills the log, a traceback each
        server = web.Server(self._answer, request_factory=_make_request, access_log=None, logger=quiet)
        runner = web.ServerRunner(server, handle_signals=False, shutdown_timeout=LAST_SECONDS)
        await runner.setup()
        try:
            await web.TCPSite(runner, self._host, self._port).start()
        except OSError as error:
            await runner.cleanup()
            raise HttpServerError(
                f"nothing can be served at {self._host}, port {self._port} ({_reason(error)}): "
                "set another HTTP_PORT, or see to HTTP_HOST"
            ) from error
        self._runner = runner

    async def stop(self) -> None:
        """Take no more requests, and answer those that came."""
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        asked = request.rel_url.raw_path
        method = "GET" if request.method == "HEAD" else request.method
        handler = self._routes.get((method, asked))
        if handler is None:
            others = sorted(each for each, path in self._routes if path == asked)
            if others:
                return text_answer(HTTPStatus.METHOD_NOT_ALLOWED, headers={"Allow": ", ".join(others)})
            return text_answer(HTTPStatus.NOT_FOUND)
        try:
            return await handler(request)
        except web.HTTPException as refusal:
            return text_answer(HTTPStatus(refusal.status))
        except Exception:
            log.exception("a request to %s failed", asked)
            return text_answer(HTTPStatus.INTERNAL_SERVER_ERROR)

    async def _answer_health(self, _request: web.BaseRequest) -> web.Response:
        """Say that the process turns around: whoever reads this knows."""
        return text_answer(HTTPStatus.OK, "ok")

    async def _answer_readiness(self, _request: web.BaseRequest) -> web.Response:
        """Say whether the process can do its work, and why not."""
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                found = await self._find_problems()
        except TimeoutError:
            found = {"database": f"no answer within {LOOK_SECONDS:.0f} s"}
        problems = [f"{subject}: {problem}" for subject, problem in found.items() if problem]
        if problems:
            return text_answer(HTTPStatus.SERVICE_UNAVAILABLE, "\n".join(problems))
        return text_answer(HTTPStatus.OK, "ready")

    async def _answer_metrics(self, _request: web.BaseRequest) -> web.Response:
        body, content_type = self._read_metrics()
        return web.Response(body=body, headers={hdrs.CONTENT_TYPE: content_type})


def text_answer(status: HTTPStatus, words: str = "", headers: Mapping[str, str] | None = None) -> web.Response:
    """Return an answer in plain text: the words, or what the status is called; nobody keeps it."""
    kept = {hdrs.CACHE_CONTROL: "no-store", **(headers or {})}
    return web.Response(status=status, text=f"{words or status.phrase}\n", headers=kept)


def _make_request(
    message: RawRequestMessage,
    payload: StreamReader,
    protocol: RequestHandler,
    writer: AbstractStreamWriter,
    task: "asyncio.Task[None]",
) -> web.BaseRequest:
    loop = asyncio.get_running_loop()
    return _Request(message, payload, protocol, writer, task, loop, client_max_size=MOST_BODY)


def _reason(error: OSError) -> str:
    """What the system says, without the address that asyncio repeats."""
    return (error.strerror or str(error)).rpartition(": ")[2]
