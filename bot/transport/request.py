"""HTTP requests over aiohttp, in python-telegram-bot's shape, and the proxy that they take."""

import asyncio
import json
import os
import re
import ssl
import time
from collections.abc import Callable, Coroutine
from http import HTTPStatus
from ipaddress import ip_address
from socket import gaierror
from types import TracebackType
from typing import Any, Self, cast
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot import metrics
from bot.transport.connections import ConnectFailedError, ConnectionPool, TurnOverError


def proxy_for(url: URL, proxies: dict[str, str]) -> str | None:
    """Return the proxy by which the environment wants the address reached (with credentials, if it holds any)."""
    host = url.host or ""
    if is_loopback(host) or proxy_bypass(host):
        return None
    return proxies.get(url.scheme)


def is_loopback(host: str) -> bool:
    """Return whether the host is this machine, by name or number."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


Timeout = Any
"""Seconds, None for no limit, or python-telegram-bot's own mark for "the default"."""

NOT_SENT_ERRORS = (
    ConnectFailedError,
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientHttpProxyError,
    aiohttp.InvalidURL,
    aiohttp.NonHttpUrlClientError,
)
"""Raised before the first byte of a request: no address, no connection, no free place in the pool, no way through."""

FORM_HEADERS = {"Content-Type": "application/x-www-form-urlencoded"}
MESSAGE_ID = re.compile(rb'\{"ok":true,"result":\[?\{"message_id":(\d+)[,}]')
FAILED_STATUSES = frozenset({HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE})
RESTART = b"restart"
"""A server that is told to end answers so for messages that it has handed on, too: of unknown fate, as is a 504."""

KEEP_ALIVE = 15.0
"""Seconds that an idle connection is kept, well below the 75 s of common servers: a POST on a connection that turns out
closed is of unknown outcome, and the sooner we drop idle connections ourselves, the rarer that is."""


class NotSentError(NetworkError):
    """The request surely never left."""


class FailedAnswerError(NetworkError):
    """Telegram, or the gateway before it, answered that it failed; that is hardly ever a delivery."""


class ForeignAnswerError(NetworkError):
    """What answered is no Bot API server: the address is wrong, or a portal stands before the network."""

    def __init__(self, url: URL, status: int) -> None:
        phrase = HTTPStatus(status).phrase if status in set(HTTPStatus) else ""
        super().__init__(
            f"what answers at {url.origin()} is no Bot API server ({status} {phrase}): see to TELEGRAM_API_URL"
        )
        self.status = status


CALL_STATUSES: dict[type[NetworkError], str] = {NotSentError: "not_sent", TimedOut: "timeout"}
"""How calls without an answer are counted."""


def require_bot_api(url: URL, status: int, answer: bytes) -> None:
    """Make sure that an answer with an error is one of a Bot API server (Bot API, "Making requests").

    Raises:
        ForeignAnswerError: It is a page, or the JSON of something else.
    """
    if status == HTTPStatus.OK or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return
    try:
        told = json.loads(answer)
    except ValueError:
        told = None
    if not isinstance(told, dict) or told.get("ok") is not False or not {"description", "error_code"} & told.keys():
        raise ForeignAnswerError(url, status)


class CountedCall:
    """A call of the Bot API, counted by its method and by how it ended; errors of the wire become Telegram's."""

    __slots__ = ("_began", "_method", "_status")

    def __init__(self, method: str) -> None:
        self._method = method
        self._status = "lost"
        self._began = time.perf_counter()

    def answered(self, status: int, answer: bytes) -> tuple[int, bytes]:
        """Take note of an answer, and return it."""
        self._status = str(status)
        return status, answer

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is TurnOverError:
            return  # it was no call
        raised = request_error(error) if isinstance(error, aiohttp.ClientError | OSError) else None
        if raised is not None:
            self._status = CALL_STATUSES.get(type(raised), "lost")
        metrics.count_call(self._method, self._status, time.perf_counter() - self._began)
        if raised is not None:
            raise raised from None


class AiohttpRequest(BaseRequest):
    """python-telegram-bot's wire over aiohttp.

    A request that has begun runs to its end even when whoever awaits it is cancelled, because a send that is cut off
    may be out all the same; `shutdown` waits for those. Proxies of the environment are used, but never for loopback.
    """

    def __init__(
        self,
        *,
        pool_size: int = 256,
        connect_timeout: float = 5.0,
        read_timeout: float = 30.0,
        write_timeout: float = 60.0,
    ) -> None:
        """Set limits, in seconds.

        Args:
            pool_size: Connections at a time.
            connect_timeout: For a place in the pool and a connection, together.
            read_timeout: For each part of the answer. Telegram's server sits out limits of up to 8 s by itself, so a
                short one makes unknowns of sends that would succeed.
            write_timeout: For an upload, on top of the others. A form fits into the socket's buffer and needs none.
        """
        self._pool_size = pool_size
        self._connect_timeout = connect_timeout
        self._read_timeout = read_timeout
        self._write_timeout = write_timeout
        self._send_timeout = client_timeout(connect_timeout, read_timeout)
        self._session: aiohttp.ClientSession | None = None
        self._pool: ConnectionPool | None = None
        self._proxies: dict[str, str] = {}
        self._proxies_found: dict[URL, str | None] = {}
        self._in_air: set[asyncio.Task[tuple[int, bytes]]] = set()

    @property
    def read_timeout(self) -> float:
        """Seconds that each part of an answer may take; python-telegram-bot adds a poll's own timeout to it."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the session. Opts into timedeltas for python-telegram-bot's durations, whose integers are deprecated."""
        os.environ.setdefault("PTB_TIMEDELTA", "true")
        if self._session is None:
            self._proxies = getproxies()
            connector = aiohttp.TCPConnector(limit=self._pool_size, keepalive_timeout=KEEP_ALIVE)
            self._session = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )
            self._pool = ConnectionPool(
                self._pool_size,
                self._send_timeout.connect or self._connect_timeout,
                self._send_timeout.sock_read or self._read_timeout,
                KEEP_ALIVE,
                {"User-Agent": self.USER_AGENT, "Accept": "*/*"} | FORM_HEADERS,
            )

    async def shutdown(self) -> None:
        """Take no more requests, let those in the air land, and close the session."""
        session, self._session = self._session, None
        pool, self._pool = self._pool, None
        if pool is not None:
            await pool.close()
        if self._in_air:
            await asyncio.wait(self._in_air)
        if session is not None:
            await session.close()

    async def do_request(  # noqa: PLR0917  # the signature is python-telegram-bot's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Timeout = BaseRequest.DEFAULT_NONE,
        write_timeout: Timeout = BaseRequest.DEFAULT_NONE,
        connect_timeout: Timeout = BaseRequest.DEFAULT_NONE,
        pool_timeout: Timeout = BaseRequest.DEFAULT_NONE,  # noqa: ARG002  # waiting for the pool is part of connecting
    ) -> tuple[int, bytes]:
        """Return status and body of the answer.

        Raises:
            NotSentError: The request never left.
            ForeignAnswerError: What refused it is no Bot API server.
            NetworkError: It may have (`TimedOut` when the answer did not come in time).
        """
        connect = self._or_default(connect_timeout, self._connect_timeout)
        read = self._or_default(read_timeout, self._read_timeout)
        write = self._or_default(write_timeout, self._write_timeout)
        if request_data is None:
            exchange = self._exchange(method, URL(url), None, None, client_timeout(connect, read))
        elif request_data.contains_files:
            exchange = self._exchange(
                method, URL(url), multipart_form(request_data), None, client_timeout(connect, read, write)
            )
        else:
            form = request_data.url_encoded_parameters().encode()
            exchange = self._exchange(method, URL(url), form, FORM_HEADERS, client_timeout(connect, read))
        status, answer = await self._to_its_end(exchange)
        require_bot_api(URL(url), status, answer)
        return status, answer

    async def send(self, url: URL, form: bytes, is_over: Callable[[], bool] = lambda: False) -> int:
        """Post an encoded form and return the id of the message, or of an album's first, that Telegram answers with.

        Reads no more of an answer than its start, unless that is no plain success.

        Args:
            url: Of the method.
            form: Its parameters.
            is_over: Asked just before the first byte is written; not where a proxy leads there.

        Raises:
            TelegramError: As `post` does.
            TurnOverError: The turn of the message was over; nothing was sent.
        """
        status, answer = await self._post_form(url, form, is_over)
        if status == 200 and (start := MESSAGE_ID.match(answer)):
            return int(start[1])
        if status in FAILED_STATUSES and RESTART not in answer:
            raise FailedAnswerError(f"{status} {HTTPStatus(status).phrase}")
        require_bot_api(url, status, answer)
        return await ReceivedAnswer(status, answer).message_id()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return an answer's JSON object; unlike the original, without logging what cannot be read.

        Raises:
            TelegramError: It is no JSON object.
        """
        try:
            answer = json.loads(payload)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise TelegramError("Invalid server response: see whether TELEGRAM_API_URL is that of a Bot API server")
        return answer

    @classmethod
    def _or_default(cls, seconds: Timeout, default: float) -> float | None:
        return default if seconds is cls.DEFAULT_NONE else cast("float | None", seconds)

    async def _to_its_end(self, exchange: Coroutine[Any, Any, tuple[int, bytes]]) -> tuple[int, bytes]:
        task = asyncio.create_task(exchange)
        self._in_air.add(task)
        task.add_done_callback(self._landed)
        return await asyncio.shield(task)

    def _landed(self, task: asyncio.Task[tuple[int, bytes]]) -> None:
        self._in_air.discard(task)
        if not task.cancelled():
            task.exception()  # else asyncio complains of an error that nobody was left to hear

    def _proxy_of(self, url: URL) -> str | None:
        """Return the proxy that leads to a server, found once for each: telling a name from a number takes its time."""
        if (origin := url.origin()) not in self._proxies_found:
            self._proxies_found[origin] = proxy_for(url, self._proxies)
        return self._proxies_found[origin]

    async def _post_form(self, url: URL, form: bytes, is_over: Callable[[], bool]) -> tuple[int, bytes]:
        """Post a form on a kept connection, or by the proxy that leads there."""
        if self._proxies and self._proxy_of(url):
            return await self._to_its_end(self._exchange("POST", url, form, FORM_HEADERS, self._send_timeout))
        if self._pool is None:
            raise NotSentError("The request object is not open")
        with CountedCall(url.name) as call:
            return call.answered(*await self._pool.post(url, form, is_over))

    async def _exchange(
        self,
        method: str,
        url: URL,
        body: bytes | aiohttp.FormData | None,
        headers: dict[str, str] | None,
        timeout: aiohttp.ClientTimeout,  # noqa: ASYNC109  # aiohttp's own, in four parts
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise NotSentError("The request object is not open")
        proxy = self._proxy_of(url) if self._proxies else None
        with CountedCall(url.name) as call:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=timeout, proxy=proxy, allow_redirects=False
            ) as response:
                return call.answered(response.status, await response.read())


class ReceivedAnswer(AiohttpRequest):
    """An answer that is already here, put through python-telegram-bot's own mapping of answers to errors."""

    def __init__(self, status: int, answer: bytes) -> None:
        super().__init__()
        self._answer = status, answer

    async def do_request(self, *_: Any, **__: Any) -> tuple[int, bytes]:
        """Return the answer."""
        return self._answer

    async def message_id(self) -> int:
        """Return the id of the message in the answer.

        Raises:
            TelegramError: The answer is an error, or cannot be read.
        """
        try:
            answered = cast("Any", await self.post(""))
            return int((answered[0] if isinstance(answered, list) else answered)["message_id"])
        except (LookupError, TypeError, ValueError):
            raise TelegramError("Invalid server response") from None


def client_timeout(connect: float | None, read: float | None, write: float | None = None) -> aiohttp.ClientTimeout:
    """Return aiohttp's timeouts; it has none for writing, so an upload gets one for everything."""
    total = connect + read + write if connect and read and write else None
    return aiohttp.ClientTimeout(total=total, connect=connect, sock_connect=connect, sock_read=read)


def multipart_form(data: RequestData) -> aiohttp.FormData:
    """Return parameters and files as multipart/form-data."""
    form = aiohttp.FormData(data.json_parameters, default_to_multipart=True)
    for name, (filename, content, mime_type) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime_type)
    return form


def request_error(error: Exception) -> NetworkError:
    """Return python-telegram-bot's error for one of the connection."""
    if isinstance(error, NOT_SENT_ERRORS):
        return NotSentError(error_text(error))
    return (TimedOut if isinstance(error, TimeoutError) else NetworkError)(error_text(error))


def error_text(error: BaseException) -> str:
    """Return what an error says, unless its words may hold the address of the request."""
    if isinstance(error, aiohttp.ClientConnectorError | ConnectFailedError):
        return f"Cannot connect to {error.host}:{error.port}: {connection_fault(error)}"
    return type(error).__name__


def connection_fault(error: aiohttp.ClientConnectorError | ConnectFailedError) -> str:
    """Return in plain words why there is no connection."""
    if isinstance(error, ConnectFailedError):
        return tcp_fault(error.fault)
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return f"its certificate is not valid ({getattr(error.certificate_error, 'verify_message', '')})"
    if isinstance(error, aiohttp.ClientConnectorSSLError):
        return "it does not speak TLS; is its address http:// instead of https://?"
    return tcp_fault(error.os_error)


def tcp_fault(error: OSError) -> str:
    """Return in plain words why the system or TLS gives no connection."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not valid ({error.verify_message})"
    if isinstance(error, ssl.SSLError):
        return "it does not speak TLS; is its address http:// instead of https://?"
    if error.errno and not isinstance(error, gaierror):
        return os.strerror(error.errno)  # asyncio's own words hold the address
    return error.strerror or "no connection"
