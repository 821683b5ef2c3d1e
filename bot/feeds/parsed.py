"""What parsing a feed comes to, as values: they travel from the child process, which alone loads the parsers."""

import struct
from dataclasses import dataclass

LENGTH = struct.Struct("!I")
"""Before each message to the child process, and of it."""


class NotAFeedError(ValueError):
    """What was fetched is no feed; the sentence says what it looks like."""


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """One entry, as plain text.

    Attributes:
        id: As the feed names it; may be empty.
        link: Absolute, fit to be sent, without tracking.
        title: Its own, or from its text; never empty.
        text: An extract; may be empty.
        published: ISO 8601 in UTC; empty where it is missing or cannot be read.
        updated: The same.
        source: Who published it, where the feed gathers others' entries.
        image: An address, or empty.
        is_video: Whether it is to be watched.
    """

    id: str
    link: str
    title: str
    text: str = ""
    published: str = ""
    updated: str = ""
    source: str = ""
    image: str = ""
    is_video: bool = False


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed.

    Attributes:
        title: As it calls itself.
        site: The page that it belongs to, absolute; may be empty.
        ttl_seconds: How long it asks to be left alone; 0 where it does not say.
        language: As written.
        entries: In its order, none twice.
        skipped: How many entries have no link that could be sent, or nothing to read.
    """

    title: str = ""
    site: str = ""
    ttl_seconds: int = 0
    language: str = ""
    entries: tuple[ParsedEntry, ...] = ()
    skipped: int = 0
