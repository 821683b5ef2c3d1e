"""Telling readers by digests: at their hours, after quiet hours and pauses, and where many stories are due at once.

Each step is one transaction: the deliveries and what they follow from are written together, and a key makes each digest
one. So a process that dies at any moment has either done a step or not begun it.
"""

import logging
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlmodel import Session

from bot.digests.reader_digests import (
    ALERTED,
    MOST_KEPT,
    DigestDay,
    HourFate,
    News,
    NewsStory,
    ToldOutlets,
    Wish,
    decide_hour,
    new_digest,
)
from bot.loop import Loop
from bot.news.filters import Matcher
from storage import articles, digests, topics
from storage import reader_digests as stored
from storage.database import Database, read_only
from storage.models import Article, DigestHour, DigestOccasion, Subscriber, SubscriberStatus
from storage.reader_digests import MovedHour, NewDigest, OwedDigest, ReaderChoices
from storage.rhythm import AT_ONCE, Rhythm, RhythmKind
from storage.schedules import roll_hold, zone_of

log = logging.getLogger(__name__)

LOOK_EVERY = timedelta(seconds=10)
"""Measured by a clock that does not jump, so that a jump of the other is noticed."""
FIRST_BATCH, BATCH = 100, 1_000
"""Readers a transaction: few at first, so that the first digest leaves at once."""
FURTHEST_BACK = timedelta(days=31)
"""A digest has no older news, however long nobody was told any."""
FEW_ALERTS = 3
"""So many alerts that were held are told as alerts, more as a digest."""
WITHOUT_HOUR = timedelta(days=1)
"""How far back a digest goes that somebody without an hour asks for."""
ANNOUNCING = timedelta(minutes=5)
"""Alerts of one scan that takes several transactions wait so long at most for the last of them."""

DIGEST_ONLY = str(Rhythm(RhythmKind.DIGEST_ONLY))
NEVER = {str(Rhythm(RhythmKind.OFF))}


@dataclass(slots=True)
class MatchedWords:
    """Which expressions match which articles, each looked for once; more may become known at any time."""

    article_ids: Collection[int]
    _known: set[str] = field(default_factory=set)
    _matchers: list[Matcher] = field(default_factory=list)
    _excerpts: dict[int, str] | None = None
    _found: dict[int, tuple[int, set[str]]] = field(default_factory=dict)

    def expect(self, session: Session, choices: Iterable[ReaderChoices]) -> None:
        """Look for the expressions of these readers too."""
        filters = {words for each in choices for _, _, words in each.filters}
        new = filters.union(words for each in choices for words, _ in each.watches) - self._known
        if not new:
            return
        if self._excerpts is None:
            self._excerpts = stored.excerpts(session, self.article_ids)
        self._known |= new
        self._matchers.append(Matcher(sorted(new)))

    def __call__(self, article: Article) -> Collection[str]:
        """Which of them match an article."""
        done, found = self._found.get(article.id, (0, set()))
        for matcher in self._matchers[done:]:
            found |= set(
                matcher.matching(
                    title=article.title,
                    excerpt=(self._excerpts or {}).get(article.id, ""),
                    provider_name=article.provider_name,
                    provider_domain=article.provider_domain,
                )
            )
        self._found[article.id] = (len(self._matchers), found)
        return found


@dataclass(slots=True)
class DigestRound:
    """What all digests share that are made at one time.

    Attributes:
        first_digest: the first that told any of the news; None if none did.
    """

    now: datetime
    news: News
    words: MatchedWords
    first_digest: int | None
    _outlets_told: dict[int, dict[int, int]] = field(default_factory=dict)
    _made: dict[object, str | None] = field(default_factory=dict)
    """The keys of digests, by who are told the same; None for nothing."""
    _new: dict[str, NewDigest] = field(default_factory=dict)
    _ids: dict[str, int] = field(default_factory=dict)
    _owed: list[tuple[str, OwedDigest]] = field(default_factory=list)
    """With the keys of their digests, until they are written."""

    def choices(self, session: Session, chat_rhythms: Mapping[int, str]) -> dict[int, ReaderChoices]:
        """What readers chose, by their id."""
        found = stored.choices_of(session, chat_rhythms, self.now)
        self.words.expect(session, found.values())
        return found

    def told(self, session: Session, subscriber_ids: Collection[int]) -> dict[int, dict[int, int]]:
        """With how many outlets each reader was told which stories."""
        rows = stored.told_rows(session, subscriber_ids, self.news.first_story, self.first_digest)
        unknown = {row.digest_id for row in rows if row.digest_id is not None} - self._outlets_told.keys()
        self._outlets_told |= stored.outlets_told(session, unknown)
        found: dict[int, dict[int, int]] = {}
        for subscriber_id, story_id, digest_id in rows:
            mine = found.setdefault(subscriber_id, {})
            if story_id is not None:
                mine[story_id] = ALERTED
            for told_id, outlets in self._outlets_told[digest_id].items() if digest_id is not None else ():
                known = mine.get(told_id, outlets)
                mine[told_id] = known if known == ALERTED else max(known, outlets)
        return found

    def owe(self, whom: OwedDigest, about: DigestDay, wish: Wish, told: ToldOutlets, since_at: datetime) -> int:
        """Have somebody be told what they wish, as far as they were not told so much; returns how many stories."""
        known = frozenset((each, told[each]) for each in self.news.wanted_stories(wish) & told.keys()) if told else ()
        same = (about, wish, known)
        if same not in self._made:
            if len(self._made) >= MOST_KEPT:
                self._made.clear()
            entries = self.news.entries(wish, told)
            digest = new_digest(about, entries, since_at, self.now) if entries else None
            self._made[same] = digest and digest.content_key
            if digest is not None:
                self._new[digest.content_key] = digest
        key = self._made[same]
        if key is not None:
            self._owed.append((key, whom))
        return len(self.news.entries(wish, told)) if key is not None and about.occasion is DigestOccasion.NOW else 0

    def write(self, session: Session) -> None:
        """Store the digests and deliveries that came together since the last time."""
        self._ids |= stored.find_or_create(session, list(self._new.values()), self.now)
        owed = [whom._replace(digest_id=self._ids[key]) for key, whom in self._owed]
        stored.add_deliveries(session, owed, self.now)
        if self.first_digest is None:
            self.first_digest = min((whom.digest_id for whom in owed), default=None)
        self._new.clear()
        self._owed.clear()


@read_only
def load_round(session: Session, now: datetime, story_ids: Collection[int]) -> DigestRound:
    """Read the news that digests are made of; archive is none."""
    stories = digests.articles_by_story(session, story_ids)
    told = {
        story_id: news
        for story_id, story in stories.items()
        if (news := [each for each in story if not each.is_archive])
    }
    article_ids = [article.id for story in told.values() for article in story]
    filed = digests.topic_ids_by_article(session, article_ids)
    words = MatchedWords(article_ids)
    news = News([NewsStory.of(story) for story in told.values()], filed, topics.parent_ids(session), words)
    return DigestRound(now, news, words, stored.first_digest_of(session, list(told)))


# Hours.


@read_only
def load_due_round(session: Session, now: datetime) -> DigestRound | None:
    """Read the news for all hours that have come; None if none has."""
    if not stored.is_any_due(session, now):
        return None
    since = max(stored.oldest_since(session, now) or now, now - FURTHEST_BACK)
    return load_round(session, now, stored.arrived_stories(session, _margin(since), now))


def make_due_digests(session: Session, made: DigestRound, limit: int) -> int:
    """Write the digests of so many hours that have come, and when each comes next; returns how many were dealt with."""
    articles.lock_ingest(session)
    now, hours = made.now, stored.due_hours(session, made.now, limit)
    decided = [(hour, decide_hour(hour, now)) for hour in hours]
    mine = {hour.subscriber_id: hour.chat_rhythm for hour, each in decided if each.fate is HourFate.MADE}
    choices, told = made.choices(session, mine), made.told(session, mine)
    left_out = stored.left_out(session, mine, min((hour.since_at for hour in hours), default=now))
    for hour, each in decided:
        if each.fate is not HourFate.MADE:
            continue
        reader, listed = hour.subscriber_id, left_out.get(hour.subscriber_id, ())
        wanted = frozenset((hour.rhythm, DIGEST_ONLY))
        wish = made.news.wish(choices[reader], hour.chat_rhythm, hour.since_at, wanted, listed)
        told_them = told.get(reader, {})
        key, due_at = f"digest:{reader}:{hour.rhythm}:{each.day}", _due_at(hour.held_from, hour.held_until, now)
        whom = OwedDigest(key, reader, hour.chat_id, due_at)
        made.owe(whom, DigestDay(DigestOccasion.HOUR, each.day), wish, told_them, hour.since_at)
    made.write(session)
    stored.move_hours(session, [each.moved for _, each in decided])
    return len(hours)


def _due_at(held_from: datetime | None, held_until: datetime | None, now: datetime) -> datetime:
    """When what is owed now may be sent."""
    is_held = held_from is not None and held_from <= now
    return max(held_until, now) if is_held and held_until else now


def _margin(since: datetime) -> datetime:
    """Since when articles are looked at that may be new after a time."""
    return since - timedelta(hours=1)


# Ends of quiet hours and pauses.


def end_holds(session: Session, now: datetime, limit: int) -> int:
    """Tell so many readers what was held for them, and write when nothing arrives next; returns how many."""
    articles.lock_ingest(session)
    ended = stored.ended_holds(session, now, limit)
    if not ended:
        return 0
    spans = {each.id: (each.held_from or now, each.held_until or now) for each in ended}
    paused = [each for each in ended if each.paused_until is not None and each.paused_until <= now]
    for each in ended:
        if each.paused_until is not None and each.paused_until <= now:
            each.paused_until = None
        roll_hold(each, now)
        session.add(each)
    session.flush()
    readers = [each for each in ended if each.status == SubscriberStatus.ACTIVE]
    quiet = [each for each in readers if each not in paused and _due_at(each.held_from, each.held_until, now) == now]
    counts = stored.pending_story_counts(session, [each.id for each in quiet])
    many = [each for each in quiet if counts.get(each.id, 0) > FEW_ALERTS]
    _collapse(session, many, DigestOccasion.QUIET, spans, now)
    _end_pauses(session, [each for each in readers if each in paused], spans, now)
    for due_at in {_due_at(each.held_from, each.held_until, now) for each in ended}:
        free = [each.id for each in ended if _due_at(each.held_from, each.held_until, now) == due_at]
        stored.release_held(session, free, due_at, now)
    return len(ended)


Spans = Mapping[int, tuple[datetime, datetime]]
"""From when to when nothing arrived, by subscriber."""


def _collapse(
    session: Session, readers: Collection[Subscriber], occasion: DigestOccasion, spans: Spans, now: datetime
) -> None:
    """Have alerts that wait for readers become one digest each."""
    if not readers:
        return
    by_id = {each.id: each for each in readers}
    listed: dict[int, list[stored.PendingAlert]] = {}
    for alert in stored.take_alerts(session, by_id, now):
        listed.setdefault(alert.subscriber_id, []).append(alert)
    story_ids = {alert.story_id for alerts in listed.values() for alert in alerts}
    made = load_round(session, now, story_ids)
    choices = stored.choices_of(session, {each: by_id[each].rhythm for each in listed}, now)
    for reader, alerts in listed.items():
        subscriber, (since, until) = by_id[reader], spans.get(reader, (now, None))
        wish = made.news.wish_for_alerts(choices[reader], (alert.article_id for alert in alerts))
        about = DigestDay(occasion, now.astimezone(zone_of(subscriber)).date())
        made.owe(_owed(subscriber, occasion, until or alerts[0].id, now), about, wish, {}, since)
    made.write(session)


def _owed(reader: Subscriber, occasion: DigestOccasion, what: datetime | int, now: datetime) -> OwedDigest:
    """The digest of a reader's that follows from something."""
    key = f"digest:{reader.id}:{occasion}:{what.isoformat() if isinstance(what, datetime) else what}"
    return OwedDigest(key, reader.id, reader.chat_id, _due_at(reader.held_from, reader.held_until, now))


class ReaderPause(NamedTuple):
    """A pause that is over, with the hours that came in it."""

    reader: Subscriber
    choices: ReaderChoices
    since: datetime
    hours: Sequence[DigestHour]

    def wish(self, news: News, alerts: Collection[int], left_out: Collection[int]) -> Wish:
        """All that came since it began, and what each digest that it took would have had."""
        chosen, rhythm = self.choices, self.reader.rhythm
        taken = tuple(
            news.wish(chosen, rhythm, hour.since_at, frozenset((hour.rhythm, DIGEST_ONLY)), left_out)
            for hour in self.hours
        )
        wanted = _rhythms(self.reader, chosen) - NEVER
        return news.wish(chosen, rhythm, self.since, wanted, alerts)._replace(has_alerts=True, also=taken)


def _end_pauses(session: Session, readers: Sequence[Subscriber], spans: Spans, now: datetime) -> None:
    """Tell readers in one digest each what came while they paused, and what was to stand in digests of that time."""
    if not readers:
        return
    ids = [each.id for each in readers]
    hours = {
        reader: [hour for hour in mine if hour.due_at <= now] for reader, mine in stored.hours_of(session, ids).items()
    }
    since = {
        each: max(min((spans[each][0], *(hour.since_at for hour in hours.get(each, ())))), now - FURTHEST_BACK)
        for each in ids
    }
    held: dict[int, list[stored.PendingAlert]] = {}
    for alert in stored.take_alerts(session, ids, now):
        held.setdefault(alert.subscriber_id, []).append(alert)
    story_ids = {*stored.arrived_stories(session, _margin(min(since.values())), now)}
    story_ids |= {alert.story_id for alerts in held.values() for alert in alerts}
    made = load_round(session, now, story_ids)
    choices = made.choices(session, {each.id: each.rhythm for each in readers})
    told, left_out = made.told(session, ids), stored.left_out(session, ids, min(since.values()))
    for each in readers:
        alerts = held.get(each.id, ())
        mine = ReaderPause(each, choices[each.id], spans[each.id][0], hours.get(each.id, ()))
        wish = mine.wish(made.news, [alert.article_id for alert in alerts], left_out.get(each.id, ()))
        about = DigestDay(DigestOccasion.PAUSE, now.astimezone(zone_of(each)).date())
        # Whoever wants every article may have been told the story of an alert that was held.
        taken = {alert.story_id for alert in alerts}
        told_them = {story: outlets for story, outlets in told.get(each.id, {}).items() if story not in taken}
        whom = _owed(each, DigestOccasion.PAUSE, spans[each.id][1], now)
        made.owe(whom, about, wish, told_them, since[each.id])
    made.write(session)
    passed = [_passed(each, hour, now) for each in readers for hour in hours.get(each.id, ())]
    stored.move_hours(session, passed)


def _rhythms(reader: Subscriber, choices: ReaderChoices) -> frozenset[str]:
    return frozenset((reader.rhythm, *(each.rhythm for each in choices.topics)))


def _passed(reader: Subscriber, hour: DigestHour, now: datetime) -> MovedHour:
    """An hour that came in a pause: its dates are used up, and its stories told."""
    rhythm, zone = Rhythm.parse(hour.rhythm), zone_of(reader)
    day = max(rhythm.last_due(zone, now).astimezone(zone).date(), hour.last_day or date.min)
    return MovedHour(hour.id, rhythm.next_due(zone, now, day), now, day)


# Many at once, and on demand.


@dataclass(frozen=True, slots=True)
class BurstGuard:
    """Sees to it that nobody is sent more alerts at once than they can bear.

    Attributes:
        most: stories that are due at once for a chat and still are told as alerts; 0: any number.
    """

    most: int

    def hold_back(self, session: Session, now: datetime) -> None:
        """Have the alerts that were written now wait for the rest of what is announced together."""
        stored.postpone_alerts(session, now, now + ANNOUNCING)

    def collapse_announced(self, session: Session, now: datetime, *, is_held_back: bool) -> None:
        """Have what was announced together become one digest for whom it is too much, and be due for the others."""
        self.collapse(session, now, now + ANNOUNCING)
        if is_held_back:
            stored.postpone_alerts(session, now + ANNOUNCING, now)

    def collapse(self, session: Session, now: datetime, due_by: datetime | None = None) -> int:
        """Have alerts that are due become one digest for whom they are too many; returns for how many readers."""
        count = 0
        while self.most and (many := stored.overwhelmed(session, self.most, due_by or now, now, BATCH)):
            _collapse(session, many, DigestOccasion.BURST, {}, now)
            count += len(many)
        return count

    def collapse_backlog(self, session: Session, now: datetime) -> int:
        """The same for a few of them, in a transaction of its own."""
        articles.lock_ingest(session)
        many = stored.overwhelmed(session, self.most, now, now, BATCH) if self.most else []
        _collapse(session, many, DigestOccasion.BURST, {}, now)
        return len(many)


@read_only
def _is_guard_needed(session: Session, most: int, now: datetime) -> bool:
    return bool(most) and bool(stored.overwhelmed(session, most, now, now, 1))


def make_digest_now(session: Session, reader: Subscriber, now: datetime) -> int:
    """Write a digest that a reader asks for: all that stands in their next ones, as far as it has come.

    It goes back as far as the oldest of their hours does. Who has none, and so no digest by themselves, gets the last
    24 hours of what is told in digests only, and what the volume of a topic left out.

    Returns:
        How many stories it has; nothing is written for none.
    """
    articles.lock_ingest(session)
    hours = stored.hours_of(session, [reader.id]).get(reader.id, ())
    since = max(min((hour.since_at for hour in hours), default=now - WITHOUT_HOUR), now - FURTHEST_BACK)
    made = load_round(session, now, stored.arrived_stories(session, _margin(since), now))
    choices = made.choices(session, {reader.id: reader.rhythm})[reader.id]
    wanted = _rhythms(reader, choices) - NEVER - {str(AT_ONCE)}
    listed = stored.left_out(session, [reader.id], since).get(reader.id, ())
    wish = made.news.wish(choices, reader.rhythm, since, wanted, listed)
    told = made.told(session, [reader.id]).get(reader.id, {})
    about = DigestDay(DigestOccasion.NOW, now.astimezone(zone_of(reader)).date())
    count = made.owe(_owed(reader, DigestOccasion.NOW, now, now), about, wish, told, since)
    made.write(session)
    return count


class ReaderLoop(Loop):
    """Looks every few seconds which readers are to be told something by a digest.

    Args:
        database: Where everything is.
        clock: Now, aware.
        wake: Called when there is something to send.
        guard: Against many alerts at once.
    """

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        wake: Callable[[], None],
        guard: BurstGuard,
    ) -> None:
        super().__init__(LOOK_EVERY)
        self._database = database
        self._clock = clock
        self._wake = wake
        self._guard = guard

    async def tick(self) -> None:
        """Do all that is due; with one time for all, so that who is told the same today is tomorrow too."""
        now = self._clock()
        await self._in_batches(lambda size: self._database.run(end_holds, now, size))
        if due := await self._database.run(load_due_round, now):
            await self._in_batches(lambda size: self._database.run(make_due_digests, due, size))
        if await self._database.run(_is_guard_needed, self._guard.most, now):
            await self._in_batches(lambda _: self._database.run(self._guard.collapse_backlog, now))

    async def _in_batches(self, step: Callable[[int], Awaitable[int]]) -> None:
        """Do a step until there is nothing left to do; others get to write in between."""
        size = FIRST_BATCH
        while await step(size):
            self._wake()
            size = BATCH
