"""Which addresses may be fetched: those of the public web, and those that FEEDS_ALLOW_PRIVATE names.

Whoever can have the bot fetch something must not reach what only the bot can reach: other services of its machine and
its network (OWASP, "Server-Side Request Forgery Prevention").
"""

import asyncio
import re
import socket
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

IPAddress = IPv4Address | IPv6Address

LONGEST_ADDRESS = 2_048

_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052
# Reserved, though Python takes some for public: IPv4-compatible (RFC 4291, 2.5.5.1), local NAT64 (RFC 8215),
# site-local (RFC 3879), 6bone (RFC 3701).
_RESERVED = tuple(map(IPv6Network, ("::/96", "64:ff9b:1::/48", "fec0::/10", "3ffe::/16")))
_UNSAFE = re.compile("[\x00-\x20\x7f-\xa0\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")

RESOLVERS = 8
"""Threads that wait for the DNS: of their own, because a server that never answers would hold up all else."""


class AddressError(ValueError):
    """An address that is not fetched; the sentence says why."""


def read_address(written: str) -> str:
    """Return an address of the web as it is fetched and stored: without a fragment, the host in ASCII.

    ``feed:`` before it is left out, and one without a scheme is taken for https.

    Raises:
        AddressError: It is none, or holds a user name.
    """
    text = written.strip()
    if text.lower().startswith("feed:"):
        text = text[5:].removeprefix("//") if re.match(r"(?i)feed:(//)?https?:", text) else f"http:{text[5:]}"
    if not _SCHEME.match(text) or re.match(r"[^/:]+\.[^/:]+:\d", text):
        text = f"https://{text.removeprefix('//')}"
    if len(text) > LONGEST_ADDRESS:
        raise AddressError(f"the address is longer than {LONGEST_ADDRESS} characters")
    if _UNSAFE.search(text):
        raise AddressError("the address holds white space or control characters")
    return str(web_address(text))


def web_address(text: str | URL) -> URL:
    """Return an address that is http(s) and names a host.

    Raises:
        AddressError: It does not.
    """
    try:
        url = URL(text).with_fragment(None)
        host, port = url.raw_host, url.port
    except ValueError:
        raise AddressError("the address cannot be read: it must be such as https://news.example/feed.xml") from None
    if url.scheme not in {"http", "https"}:
        raise AddressError("the address does not begin with http:// or https://")
    if not host or not port:
        raise AddressError("the address names no host")
    if url.user is not None or url.password is not None:
        raise AddressError("the address holds a user name, which would be seen by others: leave it out")
    return url


def literal_address(host: str) -> IPAddress | None:
    """Return the address that a host is written as; None for a name.

    Raises:
        AddressError: It is a number in a form that only some programs read: decimal, octal, hexadecimal, shortened.
    """
    try:
        return ip_address(host)
    except ValueError:
        last = host.rstrip(".").rpartition(".")[2]
        if last[:1].isdigit():  # no top-level domain begins with a digit (RFC 3696, section 2; WHATWG URL, 3.5)
            raise AddressError("the address names a host by an unusual number") from None
        return None


def is_public(address: IPAddress) -> bool:
    """Return whether an address is one of the public internet, also where it wraps one of IPv4."""
    if isinstance(address, IPv6Address):
        if address.scope_id is not None or any(address in network for network in _RESERVED):
            return False
        if address in _NAT64:
            return is_public(IPv4Address(address.packed[-4:]))
        if wrapped := address.ipv4_mapped or address.sixtofour:
            return is_public(wrapped)
        if address.teredo is not None:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


class AddressGuard:
    """Decides which addresses may be connected to.

    Args:
        allowed: Hosts and networks of one's own (FEEDS_ALLOW_PRIVATE).
    """

    def __init__(self, allowed: Iterable[str] = ()) -> None:
        self._hosts: set[str] = set()
        self._networks: list[IPv4Network | IPv6Network] = []
        for each in allowed:
            try:
                self._networks.append(ip_network(each, strict=False))
            except ValueError:
                self._hosts.add(each.lower().rstrip("."))

    def allows(self, host: str, address: IPAddress) -> bool:
        """Return whether a host may be reached at this address."""
        if host.lower().rstrip(".") in self._hosts or is_public(address):
            return True
        plain = address.ipv4_mapped if isinstance(address, IPv6Address) and address.ipv4_mapped else address
        return any(plain in network for network in self._networks if network.version == plain.version)

    def check_literal(self, url: URL) -> None:
        """Refuse an address whose host is written as a number that may not be reached.

        Raises:
            AddressError: With the sentence for people.
        """
        host = url.raw_host or ""
        literal = literal_address(host)
        if literal is not None and not self.allows(host, literal):
            raise AddressError(refusal(host))


def refusal(host: str) -> str:
    """Return why a host is not asked, and what to do where it is one's own."""
    return f"{host} is no public address: name it in FEEDS_ALLOW_PRIVATE if it is yours"


class GuardedResolver(AbstractResolver):
    """Resolves names, and leaves out what may not be reached.

    The connector connects to what this returns and asks nobody again, so a name that means something else a moment
    later (DNS rebinding) gains nothing.
    """

    def __init__(self, guard: AddressGuard) -> None:
        self._guard = guard
        self._threads = ThreadPoolExecutor(RESOLVERS, thread_name_prefix="feeds-dns")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return where a host may be reached.

        Raises:
            OSError: It has no address.
            AddressError: It has none that may be reached.
        """
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._threads, look_up, host, port, family)
        allowed = [each for each in found if self._guard.allows(host, ip_address(each["host"]))]
        if not allowed:
            raise AddressError(refusal(host))
        return allowed

    async def close(self) -> None:
        """Wait for nobody."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def look_up(host: str, port: int, family: socket.AddressFamily) -> list[ResolveResult]:
    """Ask the system for the addresses of a host.

    Raises:
        OSError: It knows none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, family=family, flags=socket.AI_ADDRCONFIG)
    return [
        ResolveResult(
            hostname=host,
            host=str(address[0]),
            port=port,
            family=kind,
            proto=proto,
            flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
        )
        for kind, _, proto, _, address in found
    ]
