"""Parsing feeds: from the bytes of an answer to entries. Pure; run in a child process (``bot/feeds/process.py``).

RSS 0.9x to 2, RDF and Atom by feedparser, which forgives what is not well-formed; JSON Feed (jsonfeed.org) as JSON.
"""

import io
import json
import re
import resource
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from time import struct_time
from typing import IO, Any
from urllib.parse import urljoin, urlsplit

import feedparser

from bot.feeds.parsed import LENGTH, NotAFeedError, ParsedEntry, ParsedFeed
from bot.feeds.text import decode_feed, first_image, text_of_html, text_of_title
from bot.urls import is_usable_url, sendable_url, without_tracking

MAX_ENTRIES = 1_000
"""Of one feed that are read; the first ones, which are the newest with nearly everybody."""

LONGEST_TITLE = 300
LONGEST_TITLE_FROM_TEXT = 100
LONGEST_TEXT = 1_500
"""Characters. Of an extract an alert shows 900."""

LONGEST_ID = 4_000
LONGEST_TTL = 7 * 86_400

_END_OF_ENTRY = re.compile(rb"</(?:[A-Za-z0-9_.-]+:)?(?:item|entry)\s*>")
_SENTENCE_END = re.compile(r"(?<=[.!?…。！？])\s|(?<=[。！？])")
_LINE_BREAKS = re.compile(r"[\r\n\t]+\s*")
# What WordPress adds to each extract.
_SIGNATURE = re.compile(r"\s*The post .{1,400}? (?:first appeared|appeared first) on .{1,200}\.?\s*$")
_VIDEO_HOSTS = frozenset({"youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be", "vimeo.com"})


def parse_feed(body: bytes, address: str, content_type: str = "") -> ParsedFeed:
    """Parse a feed.

    Args:
        body: As it came, unpacked.
        address: Where it was found: what relative links are relative to, unless the feed says otherwise.
        content_type: As the server names it.

    Raises:
        NotAFeedError: It is none.
    """
    text = decode_feed(shorten(body), content_type).lstrip()
    if not text:
        raise NotAFeedError("the answer is empty")
    if text.startswith("{"):
        return _parse_json(text, address)
    return _parse_xml(text, address)


def shorten(body: bytes) -> bytes:
    """Leave out the entries that are too many, so that a feed of 16 MB costs no more than one of the usual size."""
    ends = [found.end() for found in _END_OF_ENTRY.finditer(body)]
    return body[: ends[MAX_ENTRIES - 1]] + body[ends[-1] :] if len(ends) > MAX_ENTRIES else body


# --- RSS, RDF, Atom


def _parse_xml(text: str, address: str) -> ParsedFeed:
    # feedparser opens what looks like a file or an address, so it is only ever given a stream.
    parsed = feedparser.parse(
        io.BytesIO(_in_utf8(text)),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed.get("version") and not parsed.entries:
        head = text[:2_000].lower()
        is_page = "<html" in head or "<!doctype html" in head
        raise NotAFeedError("it is a web page, not a feed" if is_page else "it is not a feed")
    feed, is_atom = parsed.feed, parsed.get("version", "").startswith("atom")
    site = _web_link(feed.get("link", ""), (address,))
    bases = (address, site) if is_atom else (site, address)
    entries = (_xml_entry(entry, bases, is_atom=is_atom) for entry in parsed.entries[:MAX_ENTRIES])
    title = _title(feed, is_atom=is_atom)
    return _gather(title, site, _ttl(feed.get("ttl")), str(feed.get("language") or ""), entries)


def _in_utf8(text: str) -> bytes:
    """The text with a declaration of the encoding that it has now."""
    if text.startswith("<?xml") and (end := text.find("?>")) > 0:
        text = text[end + 2 :].lstrip()
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + text.encode()


def _xml_entry(entry: Mapping[str, Any], bases: tuple[str, str], *, is_atom: bool) -> ParsedEntry | None:
    markup = _markup(entry)
    text = _extract(markup)
    written = dict(entry)  # without feedparser's second names, which warn
    link = _web_link(_entry_link(entry, markup), bases)
    source = entry.get("source") or {}
    return _entry(
        id=str(entry.get("id") or ""),
        link=link,
        title=_title(entry, is_atom=is_atom),
        text=text,
        published=_moment(written.get("published_parsed")),
        updated=_moment(written.get("updated_parsed")),
        source=text_of_title(str(source.get("title") or "")) if isinstance(source, Mapping) else "",
        image=_web_link(_image(entry, markup), (link, *bases)) if link else "",
        is_video=_is_video(link, [str(each.get("type") or "") for each in entry.get("enclosures", ())]),
    )


def _markup(entry: Mapping[str, Any]) -> str:
    """The extract as the feed has it, or else its whole text."""
    contents = [str(each.get("value") or "") for each in entry.get("content", ()) or ()]
    return next((each for each in (str(entry.get("summary") or ""), *contents) if each.strip()), "")


def _title(of: Mapping[str, Any], *, is_atom: bool) -> str:
    title = str(of.get("title") or "")
    detail = of.get("title_detail") or {}
    if is_atom and detail.get("type") == "text/plain":
        return " ".join(title.split())
    return text_of_title(title)


def _entry_link(entry: Mapping[str, Any], markup: str) -> str:
    """The link of an entry: before redirects of FeedBurner, its own, its id if that is one, the first in its text."""
    if original := str(entry.get("feedburner_origlink") or ""):
        return original
    links = [each for each in entry.get("links", ()) if each.get("rel") == "alternate" and each.get("href")]
    pages = [each for each in links if "html" in (each.get("type") or "html")]
    if links:
        return str((pages or links)[0]["href"])
    if re.match(r"(?i)https?://", link := str(entry.get("id") or "").strip()):
        return link
    found = re.search(r"<a\s[^>]*?href\s*=\s*[\"'](https?://[^\"'<>\s]+)", markup, re.IGNORECASE)
    return found[1].replace("&amp;", "&") if found else ""


def _image(entry: Mapping[str, Any], markup: str) -> str:
    for each in entry.get("media_content", ()) or ():
        if each.get("url") and (each.get("medium") == "image" or (each.get("type") or "").startswith("image/")):
            return str(each["url"])
    for each in entry.get("media_thumbnail", ()) or ():
        if each.get("url"):
            return str(each["url"])
    for each in entry.get("enclosures", ()) or ():
        if each.get("href") and (each.get("type") or "").startswith("image/"):
            return str(each["href"])
    contents = (str(each.get("value") or "") for each in entry.get("content", ()) or ())
    return next(filter(None, map(first_image, (markup, *contents))), "")


def _moment(parsed: struct_time | None) -> str:
    if parsed is None:
        return ""
    try:
        return _iso(datetime(*parsed[:6], tzinfo=UTC))
    except (ValueError, OverflowError):
        return ""


def _ttl(minutes: object) -> int:
    """Seconds of RSS's ``ttl``, which counts minutes (RSS 2.0)."""
    try:
        return max(0, min(int(float(str(minutes)) * 60), LONGEST_TTL))
    except (ValueError, OverflowError):
        return 0


# --- JSON Feed


def _parse_json(text: str, address: str) -> ParsedFeed:
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        raise NotAFeedError("it is neither a feed nor JSON that can be read") from None
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise NotAFeedError("it is JSON, but not a JSON Feed")
    site = _web_link(_string(feed, "home_page_url"), (address,))
    entries = (_json_entry(item, (address, site)) if isinstance(item, dict) else None for item in items[:MAX_ENTRIES])
    title = " ".join(_string(feed, "title").split())
    return _gather(title, site, 0, _string(feed, "language"), entries)


def _json_entry(item: dict[str, Any], bases: tuple[str, str]) -> ParsedEntry | None:
    html, plain = _string(item, "content_html"), _string(item, "summary") or _string(item, "content_text")
    link = _web_link(_string(item, "url") or _string(item, "external_url") or _id_as_link(item), bases)
    attachments = item.get("attachments")
    kinds = (
        [_string(each, "mime_type") for each in attachments or () if isinstance(each, dict)]
        if isinstance(attachments, list)
        else []
    )
    image = _string(item, "image") or _string(item, "banner_image") or first_image(html)
    return _entry(
        id=_string(item, "id"),
        link=link,
        title=" ".join(_string(item, "title").split()),
        text=_cut(" ".join(plain.split()), LONGEST_TEXT) if plain.strip() else _extract(html),
        published=_iso_moment(_string(item, "date_published")),
        updated=_iso_moment(_string(item, "date_modified")),
        source="",
        image=_web_link(image, (link, *bases)) if link else "",
        is_video=_is_video(link, kinds),
    )


def _string(of: dict[str, Any], name: str) -> str:
    """A text, or a number that stands for one, as ids of JSON Feed may be (JSON Feed 1.1, ``id``)."""
    value = of.get(name)
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _id_as_link(item: dict[str, Any]) -> str:
    return link if (link := _string(item, "id")).startswith(("http://", "https://")) else ""


def _iso_moment(written: str) -> str:
    try:
        at = datetime.fromisoformat(written.strip())
        return _iso(at.replace(tzinfo=at.tzinfo or UTC))
    except (ValueError, OverflowError):
        return ""


# --- both


def _gather(
    title: str, site: str, ttl_seconds: int, language: str, entries: Iterable[ParsedEntry | None]
) -> ParsedFeed:
    kept: dict[tuple[str, str], ParsedEntry] = {}
    skipped = 0
    for entry in entries:
        if entry is None:
            skipped += 1
        else:
            kept.setdefault((entry.id, entry.link), entry)
    return ParsedFeed(_cut(title, LONGEST_TITLE), site, ttl_seconds, language, tuple(kept.values()), skipped)


def _entry(**fields: Any) -> ParsedEntry | None:
    """An entry whose title may come from its text; None where there is no link, or nothing to read."""
    title = _cut(fields.pop("title"), LONGEST_TITLE) or title_from(fields["text"]) or _title_from_link(fields["link"])
    if not fields["link"] or not title:
        return None
    fields["id"] = fields["id"].strip()[:LONGEST_ID]
    return ParsedEntry(title=title, **fields)


def title_from(text: str) -> str:
    """Return the first sentence of a text, or its beginning, as a title."""
    first = _SENTENCE_END.split(text.strip(), maxsplit=1)[0].strip()
    return _cut(first, LONGEST_TITLE_FROM_TEXT)


def _title_from_link(link: str) -> str:
    """The words of the last part of a link, where there is nothing else: ``/2026/fog-ferries`` is "Fog ferries"."""
    name = urlsplit(link).path.rstrip("/").rpartition("/")[2].partition(".")[0] if link else ""
    words = re.sub(r"[-_+]+|%20", " ", name).strip()
    return words[:1].upper() + words[1:LONGEST_TITLE_FROM_TEXT] if any(map(str.isalpha, words)) else ""


def _extract(markup: str) -> str:
    return _cut(_SIGNATURE.sub("", text_of_html(markup)), LONGEST_TEXT)


def _cut(text: str, longest: int) -> str:
    """A text of at most so many characters, cut after a whole word where it has any."""
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    whole, space, _ = head.rpartition(" ")
    return f"{(whole if space and len(whole) > longest // 2 else head).rstrip()}…"


def _web_link(written: str, bases: Iterable[str]) -> str:
    """A link that may be sent: resolved against the first base that makes one of it; empty if none does.

    RSS does not say what relative links are relative to; most readers take the site before the address of the feed.
    """
    written = _LINE_BREAKS.sub("", written.strip())
    if not written:
        return ""
    for base in bases:
        try:
            link = urljoin(base, written)
        except ValueError:
            continue
        if is_usable_url(link):
            return without_tracking(sendable_url(link))
    return ""


def _is_video(link: str, types: Iterable[str]) -> bool:
    return any(each.startswith("video/") for each in types) or (urlsplit(link).hostname or "") in _VIDEO_HOSTS


def _iso(at: datetime) -> str:
    """ISO 8601 in UTC; empty for what no record may say (docs/records.md)."""
    at = at.astimezone(UTC)
    return at.strftime("%Y-%m-%dT%H:%M:%SZ") if 1970 <= at.year < 2200 else ""


# --- the child process

CPU_SECONDS = 30
MEMORY_BYTES = 1 << 30


def read_message(stream: IO[bytes]) -> bytes | None:
    """Read one message; None at the end."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    return stream.read(LENGTH.unpack(head)[0])


def messages(stream: IO[bytes]) -> Iterator[tuple[bytes, dict[str, str]]]:
    """Yield what is to be parsed: a body, and where it is from."""
    while (about := read_message(stream)) is not None and (body := read_message(stream)) is not None:
        yield body, json.loads(about)


def answer(body: bytes, about: dict[str, str]) -> dict[str, Any]:
    """Return a feed as JSON has it, or why it is none."""
    try:
        return asdict(parse_feed(body, about["address"], about["content_type"]))
    except NotAFeedError as error:
        return {"error": str(error)}


def main() -> None:
    """Parse what comes in, until there is no more."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for body, about in messages(sys.stdin.buffer):
        spent = resource.getrusage(resource.RUSAGE_SELF)
        limit = int(spent.ru_utime + spent.ru_stime) + CPU_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
        # Half of a surrogate pair, which JSON may hold as an escape, is no text and goes.
        said = json.dumps(answer(body, about), ensure_ascii=False).encode("utf-8", "ignore")
        sys.stdout.buffer.write(LENGTH.pack(len(said)) + said)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
