"""URLs: which ones may be used, and the canonical form by which an article is known."""

import re
from functools import lru_cache
from ipaddress import AddressValueError, IPv4Address
from typing import NamedTuple

MAX_URL_LENGTH = 2_048

# Parameters that say who sent the reader, never what is read. Each is documented by the one who adds it; a name that
# some sites use for their own purposes (ref, source, id, cmp) is not among them.
TRACKING_PARAMETERS = frozenset(
    {
        *("gclid", "gclsrc", "dclid", "gbraid", "wbraid", "srsltid", "_ga", "_gl"),  # Google Ads and Analytics
        *("fbclid", "igsh", "igshid"),  # Facebook, Instagram
        *("msclkid", "yclid", "twclid", "ttclid", "li_fat_id"),  # Microsoft, Yandex, X, TikTok, LinkedIn
        *("mc_cid", "mc_eid", "mkt_tok", "vero_id"),  # Mailchimp, Marketo, Vero
        *("_hsenc", "_hsmi", "hss_channel"),  # HubSpot
        *("oly_anon_id", "oly_enc_id"),  # Omeda
        *("ef_id", "s_kwcid"),  # Adobe Advertising
        *("guccounter", "guce_referrer", "guce_referrer_sig", "soc_src", "soc_trk"),  # Yahoo
        *("amp_gsa", "amp_js_v", "usqp"),  # Google's AMP viewer
    }
)
_TRACKING_FAMILIES = ("utm_", "mtm_", "pk_")  # Google Analytics, Matomo, Piwik

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_URL = re.compile(r"(https?)://([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#.*)?", re.IGNORECASE)  # RFC 3986, appendix B
_AUTHORITY = re.compile(r"((?:[\w-]+\.)+([\w-]+)\.?)(?::([0-9]{0,5}))?")
_DEFAULT_PORTS = {"http": 80, "https": 443}

# The AMP caches (https://cdn.ampproject.org/caches.json) and Google's viewer name the article in their path;
# `s/` says that it is served over https.
_CACHE_HOSTS = (".cdn.ampproject.org", ".bing-amp.com")
_CACHE_PATH = re.compile(r"/[cv]/(s/)?(.+)")
_VIEWER_HOST = re.compile(r"(?:www\.)?google\.(?:com|[a-z]{2}|com?\.[a-z]{2})")
_VIEWER_PATH = re.compile(r"/amp/(s/)?(.+)")


class _Parts(NamedTuple):
    scheme: str
    host: str
    path: str
    query: str

    def __str__(self) -> str:
        query = f"?{self.query}" if self.query else ""
        return f"{self.scheme}://{self.host}{self.path}{query}"


@lru_cache(maxsize=4096)
def canonical_url(link: str) -> str:
    """Returns the form that all spellings of one address share.

    Scheme and host in lower case, no default port, fragment or tracking parameters, a space inside as %20; an address
    in an AMP cache or viewer becomes the one that it names. Nothing else is guessed: percent-encoding, the order of
    parameters and a trailing slash stay. That a publisher's AMP page belongs to an article is known only where a
    record names both, so that mapping is made when the record is taken in.

    Raises:
        ValueError: the link cannot be used; the message continues a sentence that begins with its name.
    """
    parts = _split(link)
    while inner := _inside_amp(parts):
        parts = inner
    return str(parts)


def is_usable_url(link: str) -> bool:
    """Says whether a link may be stored and sent: http(s), with a public host, without credentials."""
    try:
        canonical_url(link)
    except ValueError:
        return False
    return True


def _split(link: str) -> _Parts:
    link = link.replace(" ", "%20")
    if len(link) > MAX_URL_LENGTH:
        raise ValueError(f"is longer than {MAX_URL_LENGTH} characters")
    if _UNSAFE.search(link):
        raise ValueError("holds a control character")
    if not (found := _URL.fullmatch(link)):
        raise ValueError("does not begin with http:// or https://")
    scheme, authority, path, query = found.groups()
    scheme = scheme.lower()
    return _Parts(scheme, _host(authority.lower(), scheme), path, _without_tracking(query or ""))


def _host(authority: str, scheme: str) -> str:
    if "@" in authority:
        raise ValueError("holds a user name")
    if not (found := _AUTHORITY.fullmatch(authority)):
        raise ValueError("names no host with a dot")
    host, last_label, port = found.groups()
    if len(host) > 253:
        raise ValueError("names no host with a dot")
    if last_label[0].isdigit() and not _is_public_address(host):
        raise ValueError("names no public host")
    number = int(port or _DEFAULT_PORTS[scheme])
    if not 0 < number < 1 << 16:
        raise ValueError("names no possible port")
    return host if number == _DEFAULT_PORTS[scheme] else f"{host}:{number}"


def _is_public_address(host: str) -> bool:
    # No top-level domain begins with a digit; 127.1 and 10.0x1 are addresses in disguise.
    try:
        return IPv4Address(host).is_global
    except AddressValueError:
        return False


def _without_tracking(query: str) -> str:
    return "&".join(part for part in query.split("&") if not _is_tracking(part)) if query else ""


def _is_tracking(parameter: str) -> bool:
    name = parameter.partition("=")[0].lower()
    return name in TRACKING_PARAMETERS or name.startswith(_TRACKING_FAMILIES)


def _inside_amp(outer: _Parts) -> _Parts | None:
    if f".{outer.host}".endswith(_CACHE_HOSTS):
        found = _CACHE_PATH.fullmatch(outer.path)
    elif _VIEWER_HOST.fullmatch(outer.host):
        found = _VIEWER_PATH.fullmatch(outer.path)
    else:
        return None
    try:
        return found and _split(str(_Parts("https" if found[1] else "http", found[2], "", outer.query)))
    except ValueError:
        return None
