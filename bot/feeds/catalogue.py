"""FEEDS_FILE: which feeds there are, as a YAML list. Pure, but for reading the file."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from yarl import URL

from bot.feeds.addresses import read_address
from bot.news.frontmatter import FileProblem, Node, Unreadable, decode_text, parse_yaml_list
from bot.news.record import LARGEST_NUMBER, LONGEST_NAME, one_line
from storage.feeds import WantedFeed

LONGEST_INTERVAL = 7 * 86_400.0
"""Seconds: who wants a feed more rarely does not want it."""

LONGEST_FOLDER = 60
MOST_FEEDS = 20_000

_COMMAS = re.compile("[,\uff0c\u3001\u060c\n]")
_NAMES = frozenset({"address", "url", "name", "topics", "quality", "interval", "hold"})


@dataclass(frozen=True, slots=True)
class FeedList:
    """What FEEDS_FILE says.

    Attributes:
        feeds: Those that can be fetched, each address once.
        problems: What cannot be used, and why.
    """

    feeds: tuple[WantedFeed, ...]
    problems: tuple[FileProblem, ...] = ()


def load_feeds(file: Path, shortest: float) -> FeedList:
    """Read FEEDS_FILE. An entry that cannot be used is a problem, and harms no other.

    Args:
        file: FEEDS_FILE.
        shortest: The shortest interval in seconds, and the one of feeds that name none (FEEDS_MIN_SECONDS).

    Raises:
        Unreadable: It is no list of feeds.
        OSError: It cannot be read.
    """
    entries = parse_yaml_list(decode_text(file.read_bytes()), "feeds", MOST_FEEDS)
    if entries is None:
        raise Unreadable("it must be a list of feeds, or have one under feeds:")
    feeds: dict[str, WantedFeed] = {}
    problems = []
    for number, entry in enumerate(entries, 1):
        try:
            wanted = read_wanted(entry, shortest)
            if wanted.address in feeds:
                raise ValueError("its address stands twice")  # noqa: TRY301 - told like all else
        except ValueError as error:
            problems.append(FileProblem(str(file), None, f"feed {number} is left out: {error}"))
        else:
            feeds[wanted.address] = wanted
    return FeedList(tuple(feeds.values()), tuple(problems))


def read_wanted(entry: Node, shortest: float) -> WantedFeed:
    """Return a feed as an entry of the list tells of it: a mapping, or the address alone.

    Raises:
        ValueError: It cannot be used; the sentence says why.
    """
    tree: Node = {"address": entry} if isinstance(entry, str) else entry
    if not isinstance(tree, dict):
        raise ValueError("it is neither an address nor names and values")  # noqa: TRY004 - as all else
    if strange := sorted(tree.keys() - _NAMES):
        raise ValueError(f"{strange[0][:40]!a} is not known: {', '.join(sorted(_NAMES))} are")
    written = tree.get("address") or tree.get("url")
    if not isinstance(written, str):
        raise ValueError("it has no address")  # noqa: TRY004 - as all else
    return wanted_feed(
        written,
        shortest,
        name=_text(tree, "name"),
        topics=_topics(tree.get("topics")),
        quality=int(_number(tree, "quality", 0)),
        interval=_number(tree, "interval", 0),
        is_held=_flag(tree, "hold"),
    )


def wanted_feed(
    address: str,
    shortest: float,
    *,
    name: str = "",
    topics: tuple[str, ...] = (),
    quality: int = 0,
    interval: float = 0.0,
    is_held: bool = False,
) -> WantedFeed:
    """Return a feed as it may be stored, wherever it comes from.

    Args:
        address: As written.
        shortest: The shortest interval in seconds; a shorter one is lengthened, and 0 means it.
        name: As people call it; empty for the feed's own name.
        topics: Of each of its records.
        quality: Of each of its records.
        interval: Seconds.
        is_held: Whether its records wait for an editor.

    Raises:
        AddressError: The address is none of the web.
    """
    read = read_address(address)
    return WantedFeed(
        read,
        folder_name(name, read),
        min(max(interval, shortest), max(LONGEST_INTERVAL, shortest)),
        one_line(name, LONGEST_NAME),
        topics,
        quality,
        is_held,
    )


def folder_name(name: str, address: str) -> str:
    """Return what the folder of a feed's records is called, such as ``osterby-journal`` or ``news-example-sports``."""
    url = URL(address)
    last = url.path.rstrip("/").rpartition("/")[2].partition(".")[0]
    place = " ".join(filter(None, ((url.host or "").removeprefix("www."), last if last not in {"feed", "rss"} else "")))
    for text in (name, place):
        plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
        if slug := re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_FOLDER].rstrip("-"):
            return slug
    return "feed"


def _text(tree: dict[str, Node], name: str) -> str:
    value = tree.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"its {name} is not plain text")
    return value or ""


def _number(tree: dict[str, Node], name: str, missing: float) -> float:
    text = _text(tree, name).strip()
    try:
        number = float(text) if text else missing
    except ValueError:
        raise ValueError(f"its {name} is not a number") from None
    if not abs(number) <= LARGEST_NUMBER:  # nor is NaN
        raise ValueError(f"its {name} is not a number up to {LARGEST_NUMBER:,}")
    return number


def _flag(tree: dict[str, Node], name: str) -> bool:
    match _text(tree, name).strip().lower():
        case "" | "false" | "no" | "off" | "0":
            return False
        case "true" | "yes" | "on" | "1":
            return True
    raise ValueError(f"its {name} is neither true nor false")


def _topics(written: Node) -> tuple[str, ...]:
    entries = _COMMAS.split(written) if isinstance(written, str) else written or []
    if not isinstance(entries, list) or not all(isinstance(each, str) for each in entries):
        raise ValueError("its topics are not a list of names")
    names = (one_line(str(each), LONGEST_NAME) for each in entries)
    return tuple(dict.fromkeys(filter(None, names)))
