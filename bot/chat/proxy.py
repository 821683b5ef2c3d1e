"""Which proxy the environment asks for. aiohttp could tell, but reads the environment and a netrc for each request."""

from ipaddress import ip_address
from urllib.request import proxy_bypass

from yarl import URL


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
