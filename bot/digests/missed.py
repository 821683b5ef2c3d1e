"""What somebody missed while the bot could not write to them: offered once, and told in one digest if they want it.

They missed what arrived while they were away, what they were owed when they were lost, and what was to stand in their
next digests by then; less what they were told since.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.digests.reader_digests import DigestDay, News, Wish
from bot.digests.reader_loop import DIGEST_ONLY, FURTHEST_BACK, LOOK_EVERY, NEVER, DigestRound, load_round
from bot.loop import Loop
from storage import absence, articles, place_notices
from storage import reader_digests as stored
from storage.database import Database
from storage.models import DigestHour, DigestOccasion, PlaceNoticeKind, Subscriber
from storage.reader_digests import OwedDigest, ReaderChoices
from storage.rhythm import Rhythm, RhythmKind
from storage.schedules import zone_of

FEW = 20
"""Readers a transaction."""
ROUNDING = timedelta(hours=1)
"""An article may be noticed so long before it is stored."""


def offer_missed(session: Session, now: datetime, limit: int) -> int:
    """Offer so many of those who came back the digest of what they missed, if they missed anything; returns how many.

    Who was away for longer than 30 days is offered nothing.
    """
    back = absence.returned(session, now, limit)
    for reader in back:
        is_late = reader.lost_at and reader.returned_at and reader.returned_at - reader.lost_at > absence.OFFERED_WITHIN
        if not is_late and _count(session, reader, now):
            place_notices.tell_once(session, reader, PlaceNoticeKind.RETURNED, now)
        else:
            absence.forget(session, reader)
    return len(back)


def make_missed_digest(session: Session, reader: Subscriber, now: datetime) -> int:
    """Write the digest of what a reader missed; returns how many stories it has. It is made once an absence."""
    if reader.lost_at is None or reader.returned_at is None:
        return 0
    articles.lock_ingest(session)
    key = f"digest:{reader.id}:{DigestOccasion.RETURN}:{reader.lost_at.isoformat()}"
    made, wish, told = _missed(session, reader, now)
    count = len(made.news.entries(wish, told))
    about = DigestDay(DigestOccasion.RETURN, now.astimezone(zone_of(reader)).date())
    due_at = reader.held_until if reader.held_from and reader.held_from <= now and reader.held_until else now
    made.owe(OwedDigest(key, reader.id, reader.chat_id, max(due_at, now)), about, wish, told, reader.lost_at)
    made.write(session)
    absence.forget(session, reader)
    return count


def _count(session: Session, reader: Subscriber, now: datetime) -> int:
    made, wish, told = _missed(session, reader, now)
    return len(made.news.entries(wish, told))


def _missed(session: Session, reader: Subscriber, now: datetime) -> tuple[DigestRound, Wish, dict[int, int]]:
    """The news of the time, what of it the reader wants, and what they were told."""
    lost_at, returned_at = reader.lost_at or now, reader.returned_at or now
    earliest = now - FURTHEST_BACK
    hours = stored.hours_of(session, [reader.id]).get(reader.id, [])
    since = max(min((lost_at, *(lost_at - _period(hour) for hour in hours))), earliest)
    alerts = absence.lost_alerts(session, reader)
    arrived = stored.arrived_stories(session, since - ROUNDING, returned_at)
    made = load_round(session, now, {*arrived, *alerts.values()})
    choices = made.choices(session, {reader.id: reader.rhythm})[reader.id]
    told = made.told(session, [reader.id]).get(reader.id, {})
    wish = _wish(made.news, reader, choices, max(lost_at, earliest), hours)
    owed = frozenset(article for article in alerts if made.news.has_article(article))
    return made, wish._replace(listed=owed), told


def _wish(
    news: News, reader: Subscriber, choices: ReaderChoices, lost_at: datetime, hours: Sequence[DigestHour]
) -> Wish:
    """All that came since they were lost, and what digests were to tell of the time before."""
    of_digests = tuple(
        news.wish(choices, reader.rhythm, lost_at - _period(hour), frozenset((hour.rhythm, DIGEST_ONLY)))
        for hour in hours
    )
    wanted = frozenset((reader.rhythm, *(each.rhythm for each in choices.topics))) - NEVER
    return news.wish(choices, reader.rhythm, lost_at, wanted)._replace(has_alerts=True, also=of_digests)


def _period(hour: DigestHour) -> timedelta:
    """How far back a digest of this hour goes."""
    return timedelta(days=7 if Rhythm.parse(hour.rhythm).kind is RhythmKind.WEEKLY else 1)


class MissedLoop(Loop):
    """Looks every few seconds who came back, and offers them what they missed.

    Args:
        database: Where everything is.
        clock: Now, aware.
        wake: Called when there is something to send.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime], wake: Callable[[], None]) -> None:
        super().__init__(LOOK_EVERY)
        self._database = database
        self._clock = clock
        self._wake = wake

    async def tick(self) -> None:
        """Offer a few at a time, so that others get to write in between."""
        while await self._database.run(offer_missed, self._clock(), FEW):
            self._wake()
