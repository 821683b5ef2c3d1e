"""One HTTP client for feeds and pages, from whatever servers: within limits, and to public addresses alone."""

import asyncio
import re
import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from importlib.metadata import version
from types import TracebackType
from typing import Self

import aiohttp
from multidict import CIMultiDictProxy
from yarl import URL

from bot.feeds.addresses import AddressError, AddressGuard, GuardedResolver, web_address
from bot.feeds.unpacking import ACCEPTED, UnpackError, unpacker_for

MAX_BYTES = 16 * 2**20
"""Of a body, unpacked."""

MAX_SECONDS = 60.0
"""For a fetch in all, redirects included."""

MAX_REDIRECTS = 10
CONNECT_SECONDS = 15.0

LARGE_BYTES = 2**20
LARGE_AT_ONCE = 2
"""Bodies of more than ``LARGE_BYTES`` that are in memory at a time: the others wait, within their time."""

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.7, */*;q=0.5"
)
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT_REDIRECTS = frozenset({301, 308})

LONGEST_VALIDATOR = 1_024
"""Characters of an ETag that is kept: longer ones are a nuisance."""

_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)


def user_agent(contact: str = "") -> str:
    """Return how the bot calls itself to servers: its name and version, and whom to write to, if that is set."""
    reachable = f"; {contact}" if contact.isascii() and contact.isprintable() and contact else ""
    return f"Topicwire/{version('topicwire')} (news bot, reads feeds{reachable})"


class FetchError(Exception):
    """Nothing could be fetched.

    Attributes:
        sentence: For people, without a full stop.
        is_permanent: Whether the address as it stands can never be fetched.
    """

    def __init__(self, sentence: str, *, is_permanent: bool = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.is_permanent = is_permanent


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered.

    Attributes:
        status: Of HTTP; no redirect.
        body: Unpacked; empty unless the status is 200.
        content_type: As the server names it, with its charset.
        address: Where it was found, after all redirects.
        moved_to: Where redirects led that are permanent, all of them up to there; empty if none.
        etag: To ask next time whether it changed; also ``last_modified``.
        retry_after: How long the server wants to be left alone.
        max_age: How long the answer stays fresh.
    """

    status: int
    body: bytes = b""
    content_type: str = ""
    address: str = ""
    moved_to: str = ""
    etag: str = ""
    last_modified: str = ""
    retry_after: timedelta | None = None
    max_age: timedelta | None = None


def _utc_now() -> datetime:
    return datetime.now(UTC)


class FeedClient:
    """Fetches what the web has at an address. An asynchronous context, so that its connections are closed.

    No cookies, no proxies of the environment, no redirects that were not looked at.

    Args:
        user_agent: Says who asks.
        guard: Says who may be asked.
        max_seconds: For one fetch.
        clock: Now; for dates in ``Retry-After``.
        resolver: Of names; the guard's own unless given.
    """

    def __init__(
        self,
        user_agent: str,
        guard: AddressGuard,
        *,
        max_seconds: float = MAX_SECONDS,
        clock: Callable[[], datetime] = _utc_now,
        resolver: GuardedResolver | None = None,
    ) -> None:
        self._headers = {"User-Agent": user_agent, "Accept": ACCEPT, "Accept-Encoding": ACCEPTED}
        self._guard = guard
        self._max_seconds = max_seconds
        self._clock = clock
        self._resolver = resolver
        self._large = asyncio.Semaphore(LARGE_AT_ONCE)
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        """Be ready to fetch."""
        connector = aiohttp.TCPConnector(
            resolver=self._resolver or GuardedResolver(self._guard), use_dns_cache=False, keepalive_timeout=5
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_SECONDS),
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def fetch(self, address: str, *, etag: str = "", last_modified: str = "") -> Fetched:
        """Fetch an address once.

        Args:
            address: http(s).
            etag: Of what is known already: the answer is 304 if that is what there is.
            last_modified: The same, for servers without ETags.

        Raises:
            FetchError: There is no answer, none within the limits, or nobody may ask there.
        """
        async with self.fetching(address, etag=etag, last_modified=last_modified) as fetched:
            return fetched

    @asynccontextmanager
    async def fetching(self, address: str, *, etag: str = "", last_modified: str = "") -> AsyncIterator[Fetched]:
        """The same; inside the block the body is in memory, and few others that are as large."""
        async with AsyncExitStack() as holding:
            try:
                async with asyncio.timeout(self._max_seconds):
                    fetched = await self._follow(address, _conditions(etag, last_modified), holding)
            except aiohttp.ConnectionTimeoutError:
                raise FetchError("the server cannot be reached") from None
            except TimeoutError:
                raise FetchError(f"the server did not answer in full within {self._max_seconds:g} s") from None
            except AddressError as error:
                raise FetchError(str(error), is_permanent=True) from None
            except (aiohttp.ClientError, OSError, UnpackError, ValueError) as error:
                raise FetchError(sentence_of(error)) from None
            yield fetched

    async def _follow(self, address: str, conditions: Mapping[str, str], holding: AsyncExitStack) -> Fetched:
        """Fetch, and go where redirects lead."""
        url, moved_to, is_moving = web_address(address), "", True
        for _ in range(MAX_REDIRECTS + 1):
            self._guard.check_literal(url)
            if self._session is None:
                raise RuntimeError("the client is not open")
            async with self._session.get(url, headers={**self._headers, **conditions}, allow_redirects=False) as answer:
                if answer.status not in REDIRECTS:
                    return await self._read(answer, url, moved_to, conditions, holding)
                is_moving = is_moving and answer.status in PERMANENT_REDIRECTS
                url = _target(url, answer.headers.get("Location", ""))
                moved_to = str(url) if is_moving else moved_to
        raise FetchError(f"the server redirects more than {MAX_REDIRECTS} times")

    async def _read(
        self,
        answer: aiohttp.ClientResponse,
        url: URL,
        moved_to: str,
        conditions: Mapping[str, str],
        holding: AsyncExitStack,
    ) -> Fetched:
        if answer.status == HTTPStatus.NOT_MODIFIED and not conditions:
            raise FetchError("the server says that nothing changed, though nothing is known yet")
        headers = answer.headers
        is_found = answer.status == HTTPStatus.OK
        return Fetched(
            answer.status,
            await self._body(answer, holding) if is_found else b"",
            headers.get("Content-Type", "")[:LONGEST_VALIDATOR],
            str(url),
            moved_to,
            _validator(headers, "ETag"),
            _validator(headers, "Last-Modified"),
            retry_after(headers.get("Retry-After", ""), self._clock()),
            max_age(headers),
        )

    async def _body(self, answer: aiohttp.ClientResponse, holding: AsyncExitStack) -> bytes:
        if (answer.content_length or 0) > MAX_BYTES:
            raise FetchError(_too_large())
        unpacker = unpacker_for(answer.headers.get("Content-Encoding", ""))
        parts: list[bytes] = []
        size, is_large, is_empty = 0, False, True
        async for packed in answer.content.iter_any():
            is_empty = False
            for part in unpacker.unpack(packed) if unpacker else (packed,):
                parts.append(part)
                size += len(part)
                if size > MAX_BYTES:
                    raise FetchError(_too_large())
                if size > LARGE_BYTES and not is_large:
                    is_large = True
                    await holding.enter_async_context(self._large)
        if unpacker and not is_empty:
            unpacker.finish()
        return b"".join(parts)


def _too_large() -> str:
    return f"the answer is larger than {MAX_BYTES // 2**20} MB"


def _conditions(etag: str, last_modified: str) -> dict[str, str]:
    """Return headers that ask only for what changed (RFC 9110, section 13.1)."""
    conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in conditions.items() if value}


def _validator(headers: CIMultiDictProxy[str], name: str) -> str:
    value = headers.get(name, "").strip()
    return value if len(value) <= LONGEST_VALIDATOR and value.isprintable() and value.isascii() else ""


def _target(url: URL, location: str) -> URL:
    """Return where a redirect leads.

    Raises:
        FetchError: Nowhere.
        AddressError: To what is not of the web.
    """
    if not location:
        raise FetchError("the server redirects, and does not say where")
    try:
        target = url.join(URL(location))
    except ValueError:
        raise FetchError("the server redirects to what is no address") from None
    return web_address(target)


def retry_after(written: str, now: datetime) -> timedelta | None:
    """Return how long a server wants to be left alone (RFC 9110, section 10.2.3); None where it does not say."""
    written = written.strip()
    if written.isascii() and written.isdigit():
        return timedelta(seconds=min(int(written[:9]), 10**8))
    with suppress(ValueError, TypeError, OverflowError):
        at = parsedate_to_datetime(written)
        return max(at.replace(tzinfo=at.tzinfo or UTC) - now, timedelta())
    return None


def max_age(headers: CIMultiDictProxy[str]) -> timedelta | None:
    """Return how long an answer stays fresh, less its time in a cache (RFC 9111, sections 4.2 and 5.1)."""
    found = _MAX_AGE.search(headers.get("Cache-Control", ""))
    age = headers.get("Age", "")
    if not found:
        return None
    lain = int(age[:9]) if age.isascii() and age.isdigit() else 0
    return timedelta(seconds=max(int(found[1]) - lain, 0))


SENTENCES: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    ((aiohttp.ClientConnectorCertificateError, ssl.SSLCertVerificationError), "the server's certificate is not valid"),
    ((aiohttp.ClientConnectorSSLError, ssl.SSLError), "there is no safe connection with the server"),
    (aiohttp.ClientConnectorDNSError, "the name of the server is not known"),
    (aiohttp.ClientConnectorError, "the server cannot be reached"),
    (aiohttp.ClientPayloadError, "the answer is cut off"),
    (aiohttp.InvalidURL, "the address cannot be read"),
)


def sentence_of(error: Exception) -> str:
    """Return in plain words why there was no answer."""
    if isinstance(error, UnpackError):
        return str(error)
    found = (sentence for kinds, sentence in SENTENCES if isinstance(error, kinds))
    return next(found, "the server does not answer as a web server does")
