"""Posts of encoded forms over kept HTTP/1.1 connections: the way of every message that goes out.

A general client takes half the time of a whole delivery, for what a form never needs: redirects, cookies, sessions,
streams, compression. What goes by a proxy, and files, still take aiohttp (``bot/transport/request.py``).
"""

import asyncio
import re
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import cast

import aiohttp
from yarl import URL

LONGEST_ANSWER = 1 << 20
"""Bytes: no answer to a message is longer, so that what is longer comes from no Bot API server."""

RECEIVED_AT_ONCE = 16_384

HEAD_END = b"\r\n\r\n"
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d+)[ \t]*(?:\r\n|$)")
CHUNKED = re.compile(rb"\r\ntransfer-encoding:[^\r]*chunked")
CLOSES = re.compile(rb"\r\nconnection:[^\r]*close")
STATUS = re.compile(rb"http/1\.([01]) ([1-5]\d\d)(?: |\r\n|$)")

Answer = tuple[int, bytes]
"""Status and body."""


class ConnectFailedError(OSError):
    """There is no connection, so that nothing was sent."""

    def __init__(self, host: str, port: int, fault: OSError) -> None:
        super().__init__(f"{host}:{port}")
        self.host, self.port, self.fault = host, port, fault


class TurnOverError(Exception):
    """The turn of a message was over before its first byte could be written: nothing was sent."""


class UnreadableAnswerError(aiohttp.ClientError):
    """What came is no HTTP, or endless."""


@dataclass(slots=True, eq=False)
class Target:
    """Where an address leads to, and how each of its requests begins."""

    host: str
    port: int
    is_secure: bool
    head: bytes
    """Up to the length of the form."""
    idle: "list[Connection]" = field(default_factory=list)
    """Connections of the same server on which nothing is under way, the latest used last."""


class Connection(asyncio.BufferedProtocol):
    """One connection, with one exchange at a time. It is read on though nobody may wait for the answer any more."""

    def __init__(self, pool: "ConnectionPool", target: Target) -> None:
        self._pool = pool
        self._loop = asyncio.get_running_loop()
        self._idle_among = target.idle
        self._buffer = memoryview(bytearray(RECEIVED_AT_ONCE))
        self._received = b""
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[Answer] | None = None
        self._deadline = 0.0
        self._alarm: asyncio.TimerHandle | None = None
        self.idle_since = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the connection."""
        self._transport = cast("asyncio.Transport", transport)

    def exchange(self, request: bytes) -> asyncio.Future[Answer]:
        """Send a request; the answer is told by what this returns."""
        if self._transport is None:
            raise RuntimeError("it is not connected")
        self._answer = self._loop.create_future()
        self._heard()
        self._transport.write(request)
        return self._answer

    def get_buffer(self, sizehint: int) -> memoryview:  # noqa: ARG002 - the signature is asyncio's
        """Return where the next bytes go."""
        return self._buffer

    def buffer_updated(self, nbytes: int) -> None:
        """Take bytes, and hand over the answer that they complete."""
        received = self._received = self._received + bytes(self._buffer[:nbytes])
        if self._answer is None:
            self.close()  # it speaks unasked
            return
        try:
            read = read_answer(received)
        except UnreadableAnswerError as error:
            self._land(error)
            return
        if read is not None:
            self._land(read[0], is_kept=read[1])
        elif len(received) > LONGEST_ANSWER:
            self._land(UnreadableAnswerError("the answer is too long"))
        else:
            self._heard()

    def connection_lost(self, exc: Exception | None) -> None:
        """End what is under way; where an answer ends with its connection, that completes it."""
        if self._answer is not None:
            rest = answer_until_end(self._received) if exc is None else None
            self._land(rest or aiohttp.ServerDisconnectedError())
        self.close()

    def close(self) -> None:
        """Close it, whatever is under way."""
        if self in self._idle_among:
            self._idle_among.remove(self)
        if self._alarm is not None:
            self._alarm.cancel()
        if self._transport is not None:
            self._transport.abort()

    def _heard(self) -> None:
        """Wait for the next part of the answer from now on; one timer a connection serves many exchanges."""
        self._deadline = self._loop.time() + self._pool.read_timeout
        if self._alarm is None:
            self._alarm = self._loop.call_at(self._deadline, self._look_at_clock)

    def _look_at_clock(self) -> None:
        self._alarm = None
        if self._answer is None:
            return
        if self._loop.time() < self._deadline:
            self._alarm = self._loop.call_at(self._deadline, self._look_at_clock)
        else:
            self._land(aiohttp.SocketTimeoutError())

    def _land(self, end: Answer | Exception, *, is_kept: bool = False) -> None:
        answer, self._answer, self._received = self._answer, None, b""
        if answer is not None and not answer.done():
            if isinstance(end, Exception):
                answer.set_exception(end)
            else:
                answer.set_result(end)
        if is_kept and self._pool.is_open:
            self.idle_since = self._loop.time()
            self._idle_among.append(self)
        else:
            self.close()
        self._pool.landed(self)


class ConnectionPool:
    """The connections, at most so many with a request under way.

    Args:
        size: Requests at a time.
        connect_timeout: Seconds for a place in the pool and a connection, together.
        read_timeout: Seconds for each part of an answer.
        keep_alive: Seconds that an idle connection is kept.
        headers: Of every request.
    """

    def __init__(
        self, size: int, connect_timeout: float, read_timeout: float, keep_alive: float, headers: Mapping[str, str]
    ) -> None:
        self.read_timeout = read_timeout
        self.is_open = True
        self._connect_timeout = connect_timeout
        self._keep_alive = keep_alive
        self._headers = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self._places = asyncio.Semaphore(size)
        self._busy: set[Connection] = set()
        self._targets: dict[URL, Target] = {}
        self._tls: ssl.SSLContext | None = None
        self._all_landed = asyncio.Event()
        self._broom: asyncio.TimerHandle | None = None

    async def post(self, url: URL, form: bytes, is_over: Callable[[], bool] = lambda: False) -> Answer:
        """Post an encoded form. Whoever is cancelled while it is under way hears nothing, but it goes on.

        Args:
            url: Where to.
            form: The form.
            is_over: Asked once there is a connection, just before the first byte is written.

        Raises:
            TurnOverError: It was over, so that nothing was sent; the connection is kept.
            aiohttp.InvalidURL: The address is none of HTTP.
            aiohttp.ConnectionTimeoutError: No place or no connection in time, so that nothing was sent.
            ConnectFailedError: No connection, so that nothing was sent.
            aiohttp.ClientError: It ended while the request was under way.
            TimeoutError: Likewise, in silence.
        """
        target = self._targets.get(url) or self._learn(url)
        connection = None if self._places.locked() else self._take_idle(target)
        if connection is None:
            connection = await self._wait_for_connection(target)
        else:
            await self._places.acquire()
        if is_over():
            self._keep(target, connection)
            raise TurnOverError
        self._busy.add(connection)
        return await connection.exchange(b"%b%d\r\n\r\n%b" % (target.head, len(form), form))

    def _keep(self, target: Target, connection: Connection) -> None:
        """Have a connection on which nothing was sent wait for the next request."""
        self._places.release()
        if self.is_open:
            connection.idle_since = asyncio.get_running_loop().time()
            target.idle.append(connection)
        else:
            connection.close()

    async def close(self) -> None:
        """Close the connections when what is under way has landed."""
        self.is_open = False
        if self._busy:
            await self._all_landed.wait()
        if self._broom is not None:
            self._broom.cancel()
        for target in self._targets.values():
            for connection in list(target.idle):
                connection.close()

    def landed(self, connection: Connection) -> None:
        """Take note that nothing is under way on a connection any more."""
        self._busy.discard(connection)
        self._places.release()
        if not self._busy and not self.is_open:
            self._all_landed.set()
        if self._broom is None and self.is_open:
            self._broom = asyncio.get_running_loop().call_later(self._keep_alive, self._drop_stale)

    def _learn(self, url: URL) -> Target:
        if url.scheme not in {"http", "https"} or not url.host or url.port is None:
            raise aiohttp.InvalidURL(url.scheme)
        host = url.host_port_subcomponent
        head = f"POST {url.raw_path_qs} HTTP/1.1\r\nHost: {host}\r\n{self._headers}Content-Length: ".encode("latin-1")
        target = Target(url.raw_host or url.host, url.port, url.scheme == "https", head)
        for known in self._targets.values():
            if (known.host, known.port, known.is_secure) == (target.host, target.port, target.is_secure):
                target.idle = known.idle
        self._targets[url] = target
        return target

    def _take_idle(self, target: Target) -> Connection | None:
        oldest = asyncio.get_running_loop().time() - self._keep_alive
        while target.idle:
            connection = target.idle.pop()
            if connection.idle_since > oldest:
                return connection
            connection.close()
        return None

    async def _wait_for_connection(self, target: Target) -> Connection:
        try:
            async with asyncio.timeout(self._connect_timeout):
                await self._places.acquire()
                try:
                    return self._take_idle(target) or await self._connect(target)
                except BaseException:
                    self._places.release()
                    raise
        except TimeoutError:
            raise aiohttp.ConnectionTimeoutError from None

    async def _connect(self, target: Target) -> Connection:
        if target.is_secure and self._tls is None:
            self._tls = ssl.create_default_context()
            self._tls.set_alpn_protocols(["http/1.1"])
        tls = self._tls if target.is_secure else None
        try:
            _, connection = await asyncio.get_running_loop().create_connection(
                lambda: Connection(self, target), target.host, target.port, ssl=tls, happy_eyeballs_delay=0.25
            )
        except TimeoutError:
            raise
        except OSError as error:
            raise ConnectFailedError(target.host, target.port, error) from None
        return connection

    def _drop_stale(self) -> None:
        """Close connections that idled for too long, and look again as long as there are any."""
        self._broom, loop = None, asyncio.get_running_loop()
        idle = {connection for target in self._targets.values() for connection in target.idle}
        for connection in idle:
            if connection.idle_since + self._keep_alive <= loop.time():
                connection.close()
        if idle:
            self._broom = loop.call_later(self._keep_alive / 4, self._drop_stale)


def read_answer(received: bytes) -> tuple[Answer, bool] | None:
    """Return the answer and whether its connection can be kept; None while it is not complete (RFC 9112).

    Raises:
        UnreadableAnswerError: It is no HTTP.
    """
    end = received.find(HEAD_END)
    if end < 0:
        return None
    head, start = received[:end].lower(), end + len(HEAD_END)
    line = STATUS.match(head)
    if line is None:
        raise UnreadableAnswerError("what answers speaks no HTTP")
    status = int(line[2])
    if status < 200:  # "continue", which nobody asked for
        return read_answer(received[start:])
    body = _read_body(head, received, start) if status not in {204, 304} else (b"", start)
    if body is None:
        return None
    is_kept = line[1] == b"1" and CLOSES.search(head) is None and body[1] == len(received)
    return (status, body[0]), is_kept


def _read_body(head: bytes, received: bytes, start: int) -> tuple[bytes, int] | None:
    """Return a body and where it ends; None while it is not complete, or where only its connection ends it."""
    if CHUNKED.search(head):
        return read_chunks(received, start)
    length = LENGTH.search(head)
    if length is None or len(received) < (end := start + int(length[1])):
        return None
    return received[start:end], end


def read_chunks(received: bytes, at: int) -> tuple[bytes, int] | None:
    """Return a chunked body that begins at a place, and where it ends; None while it is not complete.

    Raises:
        UnreadableAnswerError: It is none.
    """
    body: list[bytes] = []
    while (line_end := received.find(b"\r\n", at)) >= 0:
        try:
            size = int(received[at:line_end].partition(b";")[0], 16)
        except ValueError:
            raise UnreadableAnswerError("a chunk has no length") from None
        at = line_end + 2
        if size == 0:
            # Its trailers, of which there are hardly ever any, end with an empty line.
            end = at if received.startswith(b"\r\n", at) else received.find(HEAD_END, at) + 2
            return (b"".join(body), end + 2) if end >= at and len(received) >= end + 2 else None
        if len(received) < at + size + 2:
            return None
        body.append(received[at : at + size])
        at += size + 2
    return None


def answer_until_end(received: bytes) -> Answer | None:
    """Return an answer whose body ends with its connection; None where what came is no whole answer."""
    head, separator, body = received.partition(HEAD_END)
    line = STATUS.match(head.lower())
    if not separator or line is None or LENGTH.search(head.lower()) or CHUNKED.search(head.lower()):
        return None
    return int(line[2]), body
