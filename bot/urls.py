"""URLs: which links may be sent, in which form, and the canonical form by which an article is known.

Records, related articles and the buttons that editors write all go through ``sendable_url``.
"""

import re
from functools import lru_cache
from ipaddress import AddressValueError, IPv4Address
from typing import NamedTuple
from urllib.parse import quote

import idna
from markupsafe import escape

MAX_URL_LENGTH = 2_048
MAX_URL_BYTES = 4_096
"""Once written in HTML: the alert of a record holds the longest link beside all else within Telegram's limit."""

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

# Control characters, and what turns the direction of text: a link that looks like another is not sent.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# White space (Unicode's categories Z), format characters (Cf), fillers that show nothing, and the three combining marks
# that Telegram takes out of the address of a button (TDLib, clean_input_string). Browsers send them percent-encoded.
_INVISIBLE = re.compile(
    "[ \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
    "\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
    "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\u030a\u0333\u033f]"
)
# What copying leaves at the ends of an address: white space, zero-width characters and marks of direction.
_EDGES = (
    " \t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\xad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_URL = re.compile(r"(https?)://([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#.*)?", re.IGNORECASE)  # RFC 3986, appendix B
_AUTHORITY = re.compile(r"([^:]*)(?::([0-9]{0,5}))?")
_HOST = re.compile(r"(?:[a-z0-9_-]+\.)+([a-z0-9_-]+)\.?")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_LONGEST_LABEL, _LONGEST_HOST = 63, 253  # RFC 1035

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


def sendable_url(link: str) -> str:
    """Returns a link in the form in which it may be sent, in texts and on buttons.

    What is invisible is taken off its ends and percent-encoded inside; the host is in composed form (NFC), and in
    ASCII where Telegram would lose a character of it. Otherwise the link stays as written.

    Raises:
        ValueError: the link is not http(s), has no public host, holds credentials or control characters, or is too
            long. The message continues a sentence that begins with the name of the link.
    """
    return read_url(link)[0]


def canonical_url(link: str) -> str:
    """Returns the form that all spellings of one address share.

    Scheme and host in lower case, the host in ASCII, no default port, fragment or tracking parameters, what is
    invisible percent-encoded; an address in an AMP cache or viewer becomes the one that it names. Nothing else is
    guessed: percent-encoding, the order of parameters and a trailing slash stay. That a publisher's AMP page belongs
    to an article is known only where a record names both, so that mapping is made when the record is taken in.

    Raises:
        ValueError: as `sendable_url`.
    """
    return read_url(link)[1]


def without_tracking(link: str) -> str:
    """Returns a link as written, less the parameters that say who sent the reader."""
    head, mark, rest = link.partition("?")
    query, hash_sign, fragment = rest.partition("#")
    kept = _without_tracking(query)
    return link if not mark or kept == query else f"{head}{'?' if kept else ''}{kept}{hash_sign}{fragment}"


def is_usable_url(link: str) -> bool:
    """Says whether a link may be stored and sent."""
    try:
        read_url(link)
    except ValueError:
        return False
    return True


def site_name(canonical_link: str) -> str:
    """Returns the host of a canonical link as people read it: in its own script, without `www.`."""
    host = canonical_link.split("/", 3)[2].removeprefix("www.")
    return ".".join(map(_readable_label, host.split("."))) if "xn--" in host else host


@lru_cache(maxsize=4096)
def read_url(written: str) -> tuple[str, str]:
    """The sendable and the canonical form of a link."""
    link = _written_for_sending(written.strip(_EDGES))
    parts = _split(link)
    while inner := _inside_amp(parts):
        parts = inner
    canonical = str(parts)
    if len(canonical) > MAX_URL_LENGTH:  # a host in ASCII is longer
        raise ValueError(f"is longer than {MAX_URL_LENGTH} characters")
    return link, canonical


def _written_for_sending(link: str) -> str:
    if len(link) > MAX_URL_LENGTH:
        raise ValueError(f"is longer than {MAX_URL_LENGTH} characters")
    if _UNSAFE.search(link):
        raise ValueError("holds a control character")
    if not link.isascii() and (found := _URL.fullmatch(link)):
        link = link[: found.start(2)] + _host_for_sending(found[2]) + link[found.end(2) :]
    link = _INVISIBLE.sub(lambda found: quote(found[0]), link)
    if len(link) > MAX_URL_LENGTH:
        raise ValueError(f"is longer than {MAX_URL_LENGTH} characters")
    if len(link) * 5 > MAX_URL_BYTES and len(escape(link).encode()) > MAX_URL_BYTES:
        raise ValueError(f"is longer than {MAX_URL_BYTES} bytes")
    return link


def _host_for_sending(authority: str) -> str:
    host, colon, port = authority.partition(":")
    mapped = _mapped(host)
    shown = host if mapped == host.lower() else mapped
    return (_ascii_host(mapped) if _INVISIBLE.search(shown) else shown) + colon + port


def _split(link: str) -> _Parts:
    if not (found := _URL.fullmatch(link)):
        raise ValueError("does not begin with http:// or https://")
    scheme, authority, path, query = found.groups()
    scheme = scheme.lower()
    return _Parts(scheme, _host(authority, scheme), path, _without_tracking(query or ""))


def _host(authority: str, scheme: str) -> str:
    if "@" in authority:
        raise ValueError("holds a user name")
    written = _AUTHORITY.fullmatch(authority)
    host = _ascii_host(_mapped(written[1])) if written else ""
    found = _HOST.fullmatch(host)
    if not written or not found or len(host) > _LONGEST_HOST:
        raise ValueError("names no host with a dot")
    if found[1][0].isdigit() and not _is_public_address(host):
        raise ValueError("names no public host")
    number = int(written[2] or _DEFAULT_PORTS[scheme])
    if not 0 < number < 1 << 16:
        raise ValueError("names no possible port")
    return host if number == _DEFAULT_PORTS[scheme] else f"{host}:{number}"


def _mapped(host: str) -> str:
    """A host in lower case and composed form, as browsers map it (UTS 46, non-transitional)."""
    if host.isascii():
        return host.lower()
    try:
        return idna.uts46_remap(host, std3_rules=False)
    except idna.IDNAError:
        raise ValueError("names no host that there can be") from None


def _ascii_host(mapped: str) -> str:
    return mapped if mapped.isascii() else ".".join(map(_ascii_label, mapped.split(".")))


def _ascii_label(label: str) -> str:
    """A label as it is asked for in the DNS.

    Checked as browsers do (UTS 46, CheckBidi and CheckJoiners), who take symbols too, which IDNA 2008 refuses.
    """
    if label.isascii():
        return label
    try:
        idna.check_initial_combiner(label)
        idna.check_bidi(label)
        are_joined = all(idna.valid_contextj(label, at) for at, sign in enumerate(label) if sign in "\u200c\u200d")
    except (idna.IDNAError, ValueError):
        are_joined = False
    encoded = f"xn--{label.encode('punycode').decode()}"
    if not are_joined or len(encoded) > _LONGEST_LABEL:
        raise ValueError("names no host that there can be")
    return encoded


def _readable_label(label: str) -> str:
    try:
        readable = label[4:].encode().decode("punycode") if label.startswith("xn--") else label
        return readable if _ascii_label(_mapped(readable)) == label else label
    except ValueError:
        return label


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
