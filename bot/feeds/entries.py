"""Which entries of a feed are known already, and under which key: pure.

An entry is known by its id, or without one by its link. The same id with a new link is the same entry, corrected; one
id on different links within a feed is several entries. Where ids change all the time the link tells, and where both do
the title with the time of publication.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from bot.feeds.parsed import ParsedEntry
from bot.urls import canonical_url


class KnownEntry(NamedTuple):
    """What tells an entry that is known.

    Attributes:
        key: Under which it is stored.
        link: Canonical.
        title: As last written; empty where it need not be known.
        published: The same.
    """

    key: str
    link: str
    title: str = ""
    published: str = ""


class RecognisedEntry(NamedTuple):
    """An entry, and the key under which it is known or is to be stored."""

    entry: ParsedEntry
    key: str
    link: str
    is_new: bool


def recognise(
    entries: Sequence[ParsedEntry], known: Iterable[KnownEntry], latest: Iterable[KnownEntry] = ()
) -> list[RecognisedEntry]:
    """Return each entry with its key; two that are one are so once.

    Args:
        entries: Of one feed, as it stands.
        known: All of the feed that are stored, in the order in which they came.
        latest: Those of them that the feed had when it was last read, with title and time of publication.
    """
    return list(_Recognition(entries, known, latest).results())


def id_key(entry_id: str) -> str:
    """Return the key of an entry that is known by its id."""
    return _hashed("id", entry_id)


def link_key(link: str) -> str:
    """Return the key of an entry that is known by its canonical link."""
    return _hashed("link", link)


def _hashed(kind: str, text: str) -> str:
    return sha256(f"{kind} {text}".encode("utf-8", "replace")).hexdigest()[:24]


class _Recognition:
    def __init__(
        self, entries: Sequence[ParsedEntry], known: Iterable[KnownEntry], latest: Iterable[KnownEntry]
    ) -> None:
        self._known: dict[str, str] = {}
        self._by_link: defaultdict[str, list[str]] = defaultdict(list)
        self._shared: set[str] = set()
        """Keys of ids that stand, or stood, on several links."""
        for each in known:
            self._known[each.key] = each.link
            self._by_link[each.link].append(each.key)
            if "." in each.key:
                self._shared.add(each.key.partition(".")[0])
        self._by_title: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for each in latest:
            self._by_title[each.title, each.published].append(each.key)
        self._entries = [(entry, canonical_url(entry.link)) for entry in entries]
        links: defaultdict[str, set[str]] = defaultdict(set)
        for entry, link in self._entries:
            if entry.id:
                links[id_key(entry.id)].add(link)
        self._shared |= {key for key, of_id in links.items() if len(of_id) > 1}

    def results(self) -> Iterator[RecognisedEntry]:
        found = {at: key for at in range(len(self._entries)) if (key := self._by_own_key(*self._entries[at]))}
        taken = set(found.values())
        for second in (self._by_its_link, self._by_its_title):
            for at, (entry, link) in enumerate(self._entries):
                free = (key for key in second(entry, link) if key not in taken)
                if at not in found and (key := next(free, None)):
                    found[at] = key
                    taken.add(key)
        told: set[str] = set()
        for at, (entry, link) in enumerate(self._entries):
            key = found.get(at) or self._new_key(entry, link)
            if key not in told:
                told.add(key)
                yield RecognisedEntry(entry, key, link, is_new=at not in found)

    def _by_own_key(self, entry: ParsedEntry, link: str) -> str | None:
        if not entry.id:
            key = link_key(link)
            return key if key in self._known else None
        plain = id_key(entry.id)
        if (both := _with_link(plain, link)) in self._known:
            return both
        is_this = plain in self._known and (self._known[plain] == link or plain not in self._shared)
        return plain if is_this else None

    def _by_its_link(self, _entry: ParsedEntry, link: str) -> Sequence[str]:
        return self._by_link.get(link, ())

    def _by_its_title(self, entry: ParsedEntry, _link: str) -> Sequence[str]:
        return self._by_title.get((entry.title, entry.published), ()) if entry.published else ()

    def _new_key(self, entry: ParsedEntry, link: str) -> str:
        if not entry.id:
            return link_key(link)
        plain = id_key(entry.id)
        return _with_link(plain, link) if plain in self._shared else plain


def _with_link(plain: str, link: str) -> str:
    return f"{plain}.{link_key(link)[:12]}"


Written = Mapping[str, object]


def known_entry(key: str, link: str, written: Written) -> KnownEntry:
    """Return what tells a stored entry, from the fields that were last written."""
    title, published = written.get("title"), written.get("publishedDateTime")
    return KnownEntry(key, link, str(title or ""), str(published or ""))
