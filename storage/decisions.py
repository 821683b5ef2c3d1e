"""Why a subscriber was told a story, and why not: read from the ledger of deliveries and from what they chose.

What a filter or a volume kept back has a row of ``Suppression``. That a story was told already, or waits for a digest,
follows from the deliveries and the topics, and has none.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import and_, delete, or_
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from storage.articles import is_shown
from storage.database import read_only
from storage.enqueue import TOLD_STATES
from storage.models import (
    Article,
    ArticleTopic,
    Cancellation,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Digest,
    DigestHour,
    DigestStory,
    Story,
    Subscriber,
    SubscriberStatus,
    Subscription,
    Suppression,
    SuppressionReason,
    Topic,
    Volume,
    Watch,
    WordFilter,
)
from storage.rhythm import Rhythm, RhythmKind
from storage.topics import ancestors, parent_ids

STORY_KINDS = (DeliveryKind.ALERT, DeliveryKind.DIGEST)
_SLACK = 12
"""Message ids between the first message of a digest and its last: other messages may stand between."""


class Told(NamedTuple):
    """One delivery, and what led to it.

    Attributes:
        article: That an alert leads with.
        topic: Through which an alert came.
        followed: The topic whose choice let it through: that one, or one above it; None where there is none any more.
        subscription: That choice.
        watch: The watched words through which an alert came.
        filters: Those of the subscriber that it passed.
        digest: Whose stories it tells, of a digest for readers.
    """

    delivery: Delivery
    article: Article | None = None
    topic: Topic | None = None
    followed: Topic | None = None
    subscription: Subscription | None = None
    watch: Watch | None = None
    filters: Sequence[WordFilter] = ()
    digest: Digest | None = None


@read_only
def of_message(session: Session, subscriber_id: int, message_id: int) -> Delivery | None:
    """What a message in the subscriber's chat was sent for; a digest is known by any of its messages."""
    mine = select(Delivery).where(Delivery.subscriber_id == subscriber_id)
    if found := session.exec(mine.where(Delivery.message_id == message_id)).first():
        return found
    near = col(Delivery.message_id).between(message_id + 1, message_id + _SLACK)
    parts = mine.where(near, col(Delivery.part) > 0)
    return session.exec(parts.order_by(col(Delivery.message_id))).first()


@read_only
def of_story(session: Session, subscriber_id: int, article: Article) -> Delivery | None:
    """By what a subscriber was told a story, an alert of just this article first; what was not told comes last."""
    alerts = select(Delivery).where(
        Delivery.subscriber_id == subscriber_id,
        Delivery.story_id == article.story_id,
        Delivery.state != DeliveryState.EMBARGOED,
    )
    digests = (
        select(Delivery)
        .join(DigestStory, col(DigestStory.digest_id) == col(Delivery.digest_id))
        .where(Delivery.subscriber_id == subscriber_id, DigestStory.story_id == article.story_id)
    )
    found = [*session.exec(alerts), *session.exec(digests)]
    told = [each for each in found if each.state in TOLD_STATES]
    return max(told or found, key=lambda each: (each.article_id == article.id, each.created_at), default=None)


@read_only
def last_told(session: Session, subscriber_id: int) -> Delivery | None:
    """The alert or digest that a subscriber was sent last."""
    sent = select(Delivery).where(
        Delivery.subscriber_id == subscriber_id,
        Delivery.state == DeliveryState.SENT,
        col(Delivery.kind).in_(STORY_KINDS),
    )
    return session.exec(sent.order_by(col(Delivery.sent_at).desc(), col(Delivery.id).desc()).limit(1)).first()


@read_only
def explain(session: Session, delivery: Delivery) -> Told:
    """All that led to a delivery."""
    if delivery.kind is not DeliveryKind.ALERT or delivery.article_id is None:
        digest = session.get(Digest, delivery.digest_id) if delivery.digest_id else None
        return Told(delivery, digest=digest)
    reader = _Choices.load(session, delivery.subscriber_id)
    topic_id = delivery.topic_id
    if delivery.watch_id is None:
        filed = _topics_of(session, [delivery.article_id]).get(delivery.article_id, [])
        ways = [each for each, choice in reader.through(filed) if topic_id in {None, each, choice.topic_id}]
        topic_id = ways[0] if ways else topic_id
    choice = reader.nearest(topic_id) if topic_id else None
    passed = filters(session, delivery.subscriber_id, delivery.created_at)
    lineage = [topic_id, *ancestors(topic_id, reader.parents)] if topic_id else []
    return Told(
        delivery,
        article=session.get(Article, delivery.article_id),
        topic=session.get(Topic, topic_id) if topic_id else None,
        followed=session.get(Topic, choice.topic_id) if choice and choice.volume is not Volume.MUTED else None,
        subscription=choice,
        watch=session.get(Watch, delivery.watch_id) if delivery.watch_id else None,
        filters=[each for each in passed if each.topic_id is None or each.topic_id in lineage],
    )


@read_only
def filters(session: Session, subscriber_id: int, at: datetime) -> list[WordFilter]:
    """The filters of a subscriber that counted at a time."""
    there = select(WordFilter).where(
        WordFilter.subscriber_id == subscriber_id,
        col(WordFilter.created_at) <= at,
        or_(col(WordFilter.expires_at).is_(None), col(WordFilter.expires_at) > at),
    )
    return list(session.exec(there.order_by(col(WordFilter.id))))


@read_only
def choices(session: Session, subscriber_id: int) -> dict[int, Subscription]:
    """What a subscriber chose, by topic; a topic without a choice goes by the nearest above it."""
    parents, chosen = parent_ids(session), _Choices.load(session, subscriber_id)
    return {topic_id: choice for topic_id in parents if (choice := chosen.nearest(topic_id))}


class Fate(StrEnum):
    """What became of an article that a subscriber was not told."""

    FOLDED = "folded"
    """Another article of its story was told."""
    FILTERED = "filtered"
    VOLUME = "volume"
    HELD = "held"
    WAITS = "waits"
    """For a digest."""
    OFF = "off"
    """The rhythm of its topics is off."""
    PAUSED = "paused"
    """Alerts were off altogether."""
    RETRIED = "retried"
    """Telegram could not be reached, and is tried again."""
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    CANCELLED = "cancelled"


class Missed(NamedTuple):
    """An article that a subscriber was not told, and why.

    Attributes:
        at: When that was decided.
        topic_id: Through which it would have come, or whose volume or filter kept it back.
        until: When it is told after all, as far as that is known.
        told_id: The article of the story that was told.
        reason: Why it is no longer owed.
    """

    article_id: int
    at: datetime
    fate: Fate
    topic_id: int | None = None
    until: datetime | None = None
    told_id: int | None = None
    reason: Cancellation | None = None


@read_only
def missed(
    session: Session, subscriber: Subscriber, since: datetime, now: datetime, watched: Collection[int] = ()
) -> list[Missed]:
    """What a subscriber was not told of all that came since then, the newest first; each article once.

    Args:
        session: In one transaction.
        subscriber: Who asks.
        since: What was decided before is left out.
        now: What is due later waits.
        watched: Ids of the articles that hold words which they watch.
    """
    found: dict[int, Missed] = {}
    arrived = _arrived(session, since)
    reader = _Choices.load(session, subscriber.id)
    owed = _owed(session, subscriber.id, since)
    kept_back = _suppressed(session, subscriber.id, since)
    stories = {each.story_id for each in arrived} | {each.story_id for each in kept_back if each.story_id}
    tellings = _tellings(session, subscriber.id, stories)
    for delivery in owed:
        for article_id in _articles_in(session, delivery):
            if unsent := _unsent(delivery, article_id, subscriber, now):
                found.setdefault(article_id, unsent)
    known = found.keys() | {each.article_id for each in owed}
    for row in kept_back:
        if row.article_id not in known and (missed_one := _kept_back(row, tellings, reader)):
            found.setdefault(row.article_id, missed_one)
    known = known | {each.article_id for each in kept_back}
    filed = _topics_of(session, [each.id for each in arrived if each.id not in known])
    for article in arrived:
        ways = reader.through(filed.get(article.id, []), article.known_since)
        rhythms = [(each, choice.rhythm) for each, choice in ways] + [(None, "")] * (article.id in watched)
        if article.id not in known and rhythms:
            untold = _untold(article, rhythms, tellings, subscriber, reader, now)
            found |= {article.id: untold} if untold else {}
    return sorted(found.values(), key=lambda each: (each.at, each.article_id), reverse=True)


KEPT = timedelta(days=15)
"""So long is known what was kept back: a weekly digest looks back a week, and may be skipped once."""
_ERASED_AT_ONCE = 20_000


def forget_kept_back(session: Session, now: datetime) -> int:
    """Erase what was kept back longer ago than ``KEPT``, the oldest first and so many at once; returns how many."""
    oldest = sql_select(col(Suppression.id)).order_by(col(Suppression.id)).limit(_ERASED_AT_ONCE).subquery()
    old = and_(col(Suppression.id).in_(sql_select(oldest.c.id)), col(Suppression.at) <= now - KEPT)
    return session.connection().execute(delete(Suppression).where(old)).rowcount


@read_only
def texts_since(session: Session, since: datetime) -> list[Any]:
    """The articles that arrived since a time: rows with ``id``, ``arrived_at`` and all that an expression looks at."""
    columns = (
        Article.id,
        Article.arrived_at,
        Article.title,
        Article.excerpt,
        Article.provider_name,
        Article.provider_domain,
    )
    query = sql_select(*map(col, columns)).where(col(Article.arrived_at) > since, is_shown())
    return list(session.connection().execute(query))


class _Arrived(NamedTuple):
    id: int
    story_id: int
    arrived_at: datetime
    known_since: datetime


class _KeptBack(NamedTuple):
    article_id: int
    story_id: int
    reason: SuppressionReason
    topic_id: int | None
    at: datetime


class _Telling(NamedTuple):
    """That a story was told, or is about to be.

    Attributes:
        until: Articles that came by then are part of it; None for an alert, which tells one article.
    """

    article_id: int | None
    until: datetime | None = None

    def includes(self, article_id: int, arrived_at: datetime) -> bool:
        return article_id == self.article_id if self.until is None else arrived_at <= self.until


class _Choices:
    """What a subscriber chose about topics, by the rule of ``storage/topics.py``."""

    def __init__(
        self, chosen: Iterable[Subscription], parents: Mapping[int, int | None], hours: Mapping[str, datetime]
    ) -> None:
        self._chosen = {each.topic_id: each for each in chosen}
        self._hours = hours
        self.parents = parents

    @classmethod
    def load(cls, session: Session, subscriber_id: int) -> "_Choices":
        """Read them."""
        chosen = session.exec(select(Subscription).where(Subscription.subscriber_id == subscriber_id))
        hours = session.exec(select(DigestHour).where(DigestHour.subscriber_id == subscriber_id))
        return cls(chosen, parent_ids(session), {each.rhythm: each.due_at for each in hours})

    def nearest(self, topic_id: int) -> Subscription | None:
        """The choice that decides about a topic."""
        line = (topic_id, *ancestors(topic_id, self.parents))
        return next((self._chosen[each] for each in line if each in self._chosen), None)

    def through(self, filed: Sequence[int], since: datetime | None = None) -> list[tuple[int, Subscription]]:
        """The topics of an article that bring it, with the choices that say so; those made after it came do not."""
        above = {each for topic_id in filed for each in ancestors(topic_id, self.parents) if each != topic_id}
        decided = [(each, choice) for each in filed if each not in above and (choice := self.nearest(each))]
        return [
            (each, choice)
            for each, choice in decided
            if choice.volume is not Volume.MUTED and (since is None or choice.created_at <= since)
        ]

    def next_digest(self, rhythms: Collection[Rhythm] = ()) -> datetime | None:
        """When the next digest of one of these rhythms is due, or the next of all."""
        wanted = {str(each) for each in rhythms if each.has_hour} or self._hours.keys()
        return min((due_at for rhythm, due_at in self._hours.items() if rhythm in wanted), default=None)


def _unsent(delivery: Delivery, article_id: int, subscriber: Subscriber, now: datetime) -> Missed | None:
    """What keeps an article of a delivery from the subscriber; None where it is out, or under way."""
    unsent = Missed(article_id, delivery.created_at, Fate.FAILED, delivery.topic_id)
    match delivery.state:
        case DeliveryState.DEAD:
            return unsent
        case DeliveryState.UNCERTAIN:
            return unsent._replace(fate=Fate.UNCERTAIN)
        case DeliveryState.CANCELLED if delivery.cancelled_for is Cancellation.FILTERED:
            return unsent._replace(fate=Fate.FILTERED, topic_id=None)
        case DeliveryState.CANCELLED if delivery.cancelled_for is not Cancellation.IN_DIGEST:
            return unsent._replace(fate=Fate.CANCELLED, reason=delivery.cancelled_for)
        case DeliveryState.PENDING:
            return _pending(delivery, unsent, subscriber, now)
        case _:
            return None


def _pending(delivery: Delivery, unsent: Missed, subscriber: Subscriber, now: datetime) -> Missed | None:
    """For what a delivery waits; None where it goes out now."""
    if subscriber.held_from is not None and subscriber.held_from <= now:
        return unsent._replace(fate=Fate.HELD, until=subscriber.held_until)
    if delivery.attempts + delivery.failures + delivery.unknowns:
        return unsent._replace(fate=Fate.RETRIED, until=delivery.due_at)
    return unsent._replace(fate=Fate.HELD, until=delivery.due_at) if delivery.due_at > now else None


def _kept_back(row: _KeptBack, tellings: Mapping[int, list[_Telling]], reader: _Choices) -> Missed | None:
    """An article that a filter or a volume kept back; None where a digest told it after all."""
    if row.reason is SuppressionReason.FILTERED:
        return Missed(row.article_id, row.at, Fate.FILTERED, row.topic_id)
    if any(each.until is not None and row.at <= each.until for each in tellings.get(row.story_id, [])):
        return None
    return Missed(row.article_id, row.at, Fate.VOLUME, row.topic_id, until=reader.next_digest())


def _untold(  # noqa: PLR0917 - all that it may depend on
    article: _Arrived,
    ways: Sequence[tuple[int | None, str]],
    tellings: Mapping[int, list[_Telling]],
    subscriber: Subscriber,
    reader: _Choices,
    now: datetime,
) -> Missed | None:
    """An article that comes to the subscriber in some ways, and of which nothing was decided when it arrived.

    A way is a topic, or None for watched words, with the rhythm that was chosen for it.
    """
    told = tellings.get(article.story_id, [])
    at, topic_id = article.arrived_at, ways[0][0]
    if any(each.includes(article.id, at) for each in told):
        return None
    if told:
        return Missed(article.id, at, Fate.FOLDED, topic_id, told_id=told[0].article_id)
    if subscriber.status is SubscriberStatus.PAUSED:
        return Missed(article.id, at, Fate.PAUSED, topic_id)
    rhythms = {Rhythm.parse(rhythm or subscriber.rhythm) for _, rhythm in ways}
    kinds = {each.kind for each in rhythms}
    if RhythmKind.AT_ONCE in kinds:
        return None
    if kinds == {RhythmKind.OFF}:
        return Missed(article.id, at, Fate.OFF, topic_id)
    due_at = reader.next_digest(rhythms)
    return Missed(article.id, at, Fate.WAITS, topic_id, until=due_at and max(due_at, now))


def _arrived(session: Session, since: datetime) -> list[_Arrived]:
    query = (
        sql_select(col(Article.id), col(Article.story_id), col(Article.arrived_at), col(Story.started_at))
        .join(Story, col(Story.id) == col(Article.story_id))
        .where(col(Article.arrived_at) > since, is_shown())
    )
    return [_Arrived._make(row) for row in session.connection().execute(query)]


def _owed(session: Session, subscriber_id: int, since: datetime) -> list[Delivery]:
    mine = select(Delivery).where(Delivery.subscriber_id == subscriber_id, col(Delivery.kind).in_(STORY_KINDS))
    recent = or_(col(Delivery.created_at) > since, col(Delivery.state) == DeliveryState.PENDING)
    recent = and_(recent, col(Delivery.state) != DeliveryState.EMBARGOED)
    return list(session.exec(mine.where(recent).order_by(col(Delivery.id).desc())))


def _suppressed(session: Session, subscriber_id: int, since: datetime) -> list[_KeptBack]:
    query = (
        sql_select(
            col(Suppression.article_id),
            col(Article.story_id),
            col(Suppression.reason),
            col(Suppression.topic_id),
            col(Suppression.at),
        )
        .join(Article, col(Article.id) == col(Suppression.article_id))
        .where(
            col(Suppression.subscriber_id) == subscriber_id,
            col(Suppression.at) > since,
            is_shown(),
        )
        .order_by(col(Suppression.id).desc())
    )
    return [_KeptBack._make(row) for row in session.connection().execute(query)]


def _articles_in(session: Session, delivery: Delivery) -> list[int]:
    if delivery.article_id is not None:
        return [delivery.article_id]
    digest = session.get(Digest, delivery.digest_id) if delivery.digest_id else None
    return [entry["article_id"] for entry in digest.entries] if digest else []


_IDS_A_QUERY = 1_000
"""SQLite takes 32,766 parameters."""


def _tellings(session: Session, subscriber_id: int, story_ids: Collection[int]) -> dict[int, list[_Telling]]:
    """By what the subscriber was told each of these stories, or is about to be."""
    found: dict[int, list[_Telling]] = {}
    mine = (col(Delivery.subscriber_id) == subscriber_id, col(Delivery.state).in_(TOLD_STATES))
    for ids in _chunks(sorted(story_ids)):
        alerts = sql_select(col(Delivery.story_id), col(Delivery.article_id)).where(
            *mine, col(Delivery.story_id).in_(ids)
        )
        for story_id, article_id in session.connection().execute(alerts.order_by(col(Delivery.id))):
            found.setdefault(int(story_id or 0), []).append(_Telling(article_id))
        digests = (
            sql_select(col(DigestStory.story_id), col(Digest.id), col(Digest.until_at))
            .join(Digest, col(Digest.id) == col(DigestStory.digest_id))
            .join(Delivery, col(Delivery.digest_id) == col(Digest.id))
            .where(*mine, col(DigestStory.story_id).in_(ids))
        )
        for story_id, digest_id, until_at in session.connection().execute(digests).all():
            entries = session.get_one(Digest, digest_id).entries
            lead = next((entry["article_id"] for entry in entries if entry["story_id"] == story_id), None)
            found.setdefault(story_id, []).append(_Telling(lead, until_at))
    return found


def _topics_of(session: Session, article_ids: Sequence[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for ids in _chunks(article_ids):
        pairs = sql_select(col(ArticleTopic.article_id), col(ArticleTopic.topic_id))
        for article_id, topic_id in session.connection().execute(pairs.where(col(ArticleTopic.article_id).in_(ids))):
            found.setdefault(article_id, []).append(topic_id)
    return found


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + _IDS_A_QUERY] for start in range(0, len(ids), _IDS_A_QUERY))
