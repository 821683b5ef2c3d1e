"""Feeds: which there are, when each is due, how they do, and the entries of each that became records."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import delete, func, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from storage.database import read_only
from storage.models import Feed, FeedEntry, FeedOrigin

FORGOTTEN_AFTER = timedelta(days=180)
"""So long after a feed last had an entry nothing is known of it any more; its record stays."""

SPREAD = timedelta(milliseconds=50)
"""Between the first fetches of feeds that are added together."""


@dataclass(frozen=True, slots=True)
class WantedFeed:
    """A feed as somebody wants it.

    Attributes:
        address: By which it is known.
        folder: Of its records, if no other feed has it.
        interval_seconds: From one fetch to the next.
        name: Empty: as it calls itself.
        topics: Of each record; none: the catalogue's keywords decide.
        quality: Of each record.
        is_held: Whether each waits for an editor.
    """

    address: str
    folder: str
    interval_seconds: float
    name: str = ""
    topics: tuple[str, ...] = ()
    quality: int = 0
    is_held: bool = False


class DueFeed(NamedTuple):
    """When a feed is to be fetched, and what it takes to decide how."""

    id: int
    address: str
    due_at: datetime
    failures: int


@read_only
def find(session: Session, feed_id: int) -> Feed | None:
    """Return a feed; None if there is none."""
    return session.get(Feed, feed_id)


@read_only
def find_by_address(session: Session, address: str) -> Feed | None:
    """Return the feed with this address, or the one that moved there; None if there is none."""
    own = session.exec(select(Feed).where(Feed.address == address)).first()
    return own or session.exec(select(Feed).where(Feed.moved_to == address, Feed.moved_to != "")).first()


@read_only
def find_all(session: Session) -> list[Feed]:
    """Return all feeds by name: first those that are fetched, then those that are paused or ended."""
    found = session.exec(select(Feed)).all()
    return sorted(found, key=lambda feed: (not is_fetched(feed), display_name(feed).casefold(), feed.id))


def display_name(feed: Feed) -> str:
    """Return what people call a feed."""
    return feed.name or feed.title or feed.address


def is_fetched(feed: Feed) -> bool:
    """Return whether a feed is fetched at all."""
    return feed.paused_at is None and feed.ended_at is None


@read_only
def due_times(session: Session) -> list[DueFeed]:
    """Return when each feed is due that is fetched at all, the first that is due first."""
    query = select(Feed.id, Feed.address, Feed.due_at, Feed.failures).where(
        col(Feed.paused_at).is_(None), col(Feed.ended_at).is_(None)
    )
    return [DueFeed(*row) for row in session.exec(query.order_by(col(Feed.due_at), col(Feed.id)))]


@read_only
def entry_counts(session: Session) -> dict[int, int]:
    """Return how many entries of each feed are known, by its id."""
    counts = select(FeedEntry.feed_id, func.count()).group_by(col(FeedEntry.feed_id))
    return dict(session.exec(counts).all())


# What people change.


def add(
    session: Session, wanted: WantedFeed, origin: FeedOrigin, now: datetime, *, added_by: int = 0, place: int = 0
) -> tuple[Feed, bool]:
    """Add a feed, unless its address is known already; one that had ended is fetched again.

    Args:
        session: In one transaction.
        wanted: As somebody wants it.
        origin: Who names it.
        now: Its first fetch is due then, or soon after.
        added_by: User id.
        place: Among those that are added together: their first fetches are spread.

    Returns:
        The feed, and whether it is new or came back.
    """
    found = find_by_address(session, wanted.address)
    if found is not None:
        was_over = found.ended_at is not None
        if was_over:
            _begin_again(found, now + place * SPREAD)
            found.origin, found.added_by = origin, added_by
            session.flush()
        return found, was_over
    feed = Feed(
        **_columns(wanted),
        folder=_free_folder(session, wanted.folder),
        origin=origin,
        added_by=added_by,
        added_at=now,
        due_at=now + place * SPREAD,
    )
    session.add(feed)
    session.flush()
    return feed, True


def change(session: Session, feed_id: int, /, **columns: Any) -> Feed | None:
    """Change columns of a feed. Returns it; None if there is none."""
    feed = session.get(Feed, feed_id)
    if feed is not None:
        for name, value in columns.items():
            setattr(feed, name, value)
        session.flush()
    return feed


def pause(session: Session, feed_id: int, now: datetime) -> Feed | None:
    """Have a feed fetched no more until it is resumed."""
    return change(session, feed_id, paused_at=now)


def resume(session: Session, feed_id: int, now: datetime) -> Feed | None:
    """Have a feed fetched again, at once; also one that ended, whose next fetch is its first then."""
    feed = session.get(Feed, feed_id)
    if feed is not None:
        feed.paused_at = None
        if feed.ended_at is not None:
            _begin_again(feed, now)
        feed.due_at, feed.failures = now, 0
        session.flush()
    return feed


def hasten(session: Session, feed_id: int, now: datetime) -> Feed | None:
    """Have a feed fetched at once."""
    return change(session, feed_id, due_at=now)


def remove(session: Session, feed_id: int) -> bool:
    """Forget a feed and its entries; its records stay. Returns whether it was there."""
    return session.connection().execute(delete(Feed).where(col(Feed.id) == feed_id)).rowcount > 0


class SyncedFeeds(NamedTuple):
    """How many feeds of FEEDS_FILE are new, were changed, and have left it."""

    added: int
    changed: int
    ended: int


def sync_file(session: Session, wanted: Sequence[WantedFeed], now: datetime, *, is_complete: bool) -> SyncedFeeds:
    """Have the feeds of FEEDS_FILE be those that it names now.

    One that others had added is the file's from then on; one that leaves the file ends, and its records stay.

    Args:
        session: In one transaction.
        wanted: Addresses once each.
        now: The time.
        is_complete: Whether all of the file could be read; otherwise none ends.
    """
    known = {feed.address: feed for feed in session.exec(select(Feed))}
    added = changed = 0
    for each in wanted:
        feed = known.get(each.address)
        if feed is None:
            add(session, each, FeedOrigin.FILE, now, place=added)
            added += 1
        elif _take_over(feed, each, now + added * SPREAD):
            changed += 1
    gone = known.keys() - {each.address for each in wanted} if is_complete else set()
    left = [known[address] for address in gone if known[address].origin is FeedOrigin.FILE]
    ended = sum(feed.ended_at is None for feed in left)
    for feed in left:
        feed.ended_at, feed.last_error = feed.ended_at or now, ""
    session.flush()
    return SyncedFeeds(added, changed, ended)


def _take_over(feed: Feed, wanted: WantedFeed, now: datetime) -> bool:
    columns = _columns(wanted) | {"origin": FeedOrigin.FILE}
    if changed := {name for name, value in columns.items() if getattr(feed, name) != value}:
        for name in changed:
            setattr(feed, name, columns[name])
        if "interval_seconds" in changed:
            feed.due_at = min(feed.due_at, now)
    # One that ended because its server said so stays so, until it has left the file and come back.
    if feed.ended_at is not None and not feed.last_error:
        _begin_again(feed, now)
        return True
    return bool(changed)


def _columns(wanted: WantedFeed) -> dict[str, Any]:
    return {
        "address": wanted.address,
        "name": wanted.name,
        "topics": list(wanted.topics),
        "quality": wanted.quality,
        "interval_seconds": wanted.interval_seconds,
        "is_held": wanted.is_held,
    }


def _begin_again(feed: Feed, now: datetime) -> None:
    """Have a feed that had ended be as one that is new: what it brought meanwhile is archive."""
    feed.ended_at = feed.succeeded_at = None
    feed.failures, feed.last_error, feed.due_at = 0, "", now
    feed.etag = feed.last_modified = feed.body_hash = ""


def _free_folder(session: Session, wanted: str) -> str:
    """The folder, with a number behind it where another feed has it."""
    like = col(Feed.folder).startswith(wanted, autoescape=True)
    taken = {folder.casefold() for folder in session.exec(select(Feed.folder).where(like))}
    names = (wanted if number == 1 else f"{wanted}-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name.casefold() not in taken)


# What a fetch finds.


@read_only
def known_links(session: Session, feed_id: int) -> list[tuple[str, str]]:
    """Return key and canonical link of each entry of a feed, in the order in which they came."""
    query = select(FeedEntry.key, FeedEntry.link).where(FeedEntry.feed_id == feed_id)
    return [(key, link) for key, link in session.exec(query.order_by(col(FeedEntry.first_seen_at)))]


@read_only
def latest_entries(session: Session, feed_id: int) -> list[FeedEntry]:
    """Return the entries that a feed had when it was last read."""
    last = select(func.max(FeedEntry.seen_at)).where(FeedEntry.feed_id == feed_id).scalar_subquery()
    return list(session.exec(select(FeedEntry).where(FeedEntry.feed_id == feed_id, FeedEntry.seen_at == last)))


@read_only
def entries_by_key(session: Session, feed_id: int, keys: Collection[str]) -> dict[str, FeedEntry]:
    """Return entries of a feed by their keys; who is not known is missing."""
    query = select(FeedEntry).where(FeedEntry.feed_id == feed_id, col(FeedEntry.key).in_(keys))
    return {entry.key: entry for entry in session.exec(query)}


def save_fetch(session: Session, feed_id: int, columns: Mapping[str, Any]) -> None:
    """Store how a fetch went, unless the feed was removed meanwhile."""
    session.connection().execute(update(Feed).where(col(Feed.id) == feed_id).values(**columns))


def save_entries(session: Session, feed_id: int, entries: Iterable[Mapping[str, Any]], now: datetime) -> None:
    """Store entries as they were written, and forget those that the feed has not had for half a year.

    Args:
        session: In one transaction.
        feed_id: Of a feed; if it is gone, nothing is stored.
        entries: ``key``, ``link``, ``path``, ``written`` and ``first_seen_at`` of each that the feed has.
        now: When it had them.
    """
    if session.get(Feed, feed_id) is None:
        return
    connection = session.connection()
    insert: Any = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = insert(FeedEntry)
    changed = {name: statement.excluded[name] for name in ("link", "path", "written", "seen_at")}
    upsert = statement.on_conflict_do_update(index_elements=["feed_id", "key"], set_=changed)
    if rows := [{**entry, "feed_id": feed_id, "seen_at": now} for entry in entries]:
        connection.execute(upsert, rows)
    old = delete(FeedEntry).where(col(FeedEntry.feed_id) == feed_id, col(FeedEntry.seen_at) < now - FORGOTTEN_AFTER)
    connection.execute(old)
