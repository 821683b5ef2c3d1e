"""Corrections to readers: a text to those who were told a story, and who these are.

A subscriber was told by an alert that was sent, or perhaps sent, or by a digest with the story. One whose message is
under way just now counts, and is looked at again when the correction is sent (``told_among``). What they chose since
does not matter; who blocked the bot, paused, was banned or erased is not written to. In quiet hours it waits until
they end: whoever sleeps has not read what was wrong.
"""

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import String, and_, case, cast, func, literal, null, or_, select, union_all, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from storage.database import read_only
from storage.enqueue import ALERT_PRIORITY, delivery_defaults
from storage.models import (
    Article,
    Broadcast,
    Correction,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Digest,
    DigestStory,
    Story,
    Subscriber,
    SubscriberStatus,
)
from storage.schedules import is_held

IDS_A_QUERY = 1_000
"""SQLite takes 32,766 parameters."""


class Told(NamedTuple):
    """How many subscribers were told a story.

    Attributes:
        reached: Of whom so many can be written to.
        perhaps: Of these, so many were perhaps not told: nobody knows what became of their message.
    """

    everybody: int
    reached: int
    perhaps: int


@read_only
def told(session: Session, story_id: int, now: datetime) -> Told:
    """Count who was told a story."""
    last = _last_tellings(session, story_id).subquery()
    is_active = _may_be_written_to(now)
    is_unsure = and_(is_active, col(Delivery.state) != DeliveryState.SENT)
    counts: Any = select(func.count(), _number_of(is_active), _number_of(is_unsure)).select_from(last)
    counts = counts.join(Delivery, col(Delivery.id) == last.c.delivery_id)
    counts = counts.join(Subscriber, col(Subscriber.id) == col(Delivery.subscriber_id))
    return Told(*session.connection().execute(counts).one())


def _may_be_written_to(now: datetime) -> Any:
    """Select subscribers who are active, and have not asked for silence until a time."""
    is_paused = col(Subscriber.paused_until) > now
    return and_(col(Subscriber.status) == SubscriberStatus.ACTIVE, func.coalesce(~is_paused, True))


def _number_of(condition: Any) -> Any:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def draft(  # noqa: PLR0917 - the columns, in their order
    session: Session, article: Article, text: str, entities: list[dict[str, Any]], by: int, now: datetime
) -> int:
    """Keep a correction that is not sent yet; returns its id."""
    row = Correction(
        story_id=article.story_id,
        article_id=article.id,
        text=text,
        entities=entities,
        written_by=by,
        written_at=now,
    )
    session.add(row)
    session.flush()
    return row.id


@read_only
def find(session: Session, correction_id: int) -> Correction | None:
    """One correction."""
    return session.get(Correction, correction_id)


@read_only
def of_story(session: Session, story_id: int) -> list[Correction]:
    """The corrections of a story that were sent, oldest first."""
    query = select(Correction).where(col(Correction.story_id) == story_id, col(Correction.sent_at).is_not(None))
    return list(session.scalars(query.order_by(col(Correction.id))))


@read_only
def with_titles(session: Session, correction_ids: Collection[int]) -> dict[int, tuple[Correction, str]]:
    """Corrections by their id, each with the title of the article that it is about."""
    query = select_rows(Correction, Article.title).outerjoin(Article, col(Article.id) == col(Correction.article_id))
    rows = session.exec(query.where(col(Correction.id).in_(correction_ids)))
    return {correction.id: (correction, title or "") for correction, title in rows}


def send(session: Session, correction_id: int, expected: int, by: int, now: datetime) -> int | None:
    """Owe a correction to those who were told its story, once.

    Args:
        session: In one transaction.
        correction_id: Which.
        expected: How many the editor confirmed; where there are more or fewer by now, nothing is done.
        by: The editor who confirmed it.
        now: When.

    Returns:
        To how many it is owed; None where it was sent already, or the number is another.
    """
    mine = and_(col(Correction.id) == correction_id, col(Correction.sent_at).is_(None))
    taken = session.connection().execute(update(Correction).where(mine).values(sent_at=now, sent_by=by)).rowcount
    row = session.get(Correction, correction_id, populate_existing=True)
    if not taken or row is None:
        return None
    if told(session, row.story_id, now).reached != expected:
        _give_back(session, correction_id)
        return None
    row.recipients = _owe(session, row, now)
    session.add(row)
    return row.recipients


def _give_back(session: Session, correction_id: int) -> None:
    values = {"sent_at": null(), "sent_by": null()}
    session.connection().execute(update(Correction).where(col(Correction.id) == correction_id).values(values))


def _owe(session: Session, correction: Correction, now: datetime) -> int:
    """Write the deliveries: each answers the last message that told the story, in its thread."""
    last = _last_tellings(session, correction.story_id).subquery()
    table = Delivery.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    is_here = table.c.chat_id == col(Subscriber.chat_id)  # else its messages are those of the chat before
    at = literal(now, table.c.created_at.type)
    row = delivery_defaults() | {
        "kind": literal(DeliveryKind.CORRECTION, table.c.kind.type),
        "dedupe_key": literal(f"{DeliveryKind.CORRECTION}:{correction.id}:") + cast(col(Subscriber.id), String),
        "subscriber_id": col(Subscriber.id),
        "chat_id": col(Subscriber.chat_id),
        "topic_id": table.c.topic_id,
        "correction_id": literal(correction.id, table.c.correction_id.type),
        "reply_to": case((is_here, table.c.message_id)),
        "priority": literal(ALERT_PRIORITY),
        "created_at": at,
        "due_at": case((is_held(now), col(Subscriber.held_until)), else_=at),
    }
    owed: Any = select(*row.values()).select_from(last).join(table, table.c.id == last.c.delivery_id)
    owed = owed.join(Subscriber, col(Subscriber.id) == table.c.subscriber_id)
    owed = owed.where(_may_be_written_to(now)).order_by(col(Subscriber.id))
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(Delivery).from_select(list(row), owed).on_conflict_do_nothing()
    return session.connection().execute(statement.execution_options(preserve_rowcount=True)).rowcount


@read_only
def told_among(session: Session, story_id: int, subscriber_ids: Collection[int]) -> set[int]:
    """Those of some subscribers who were told a story by now."""
    telling = _tellings(session, story_id, is_over=True).subquery()
    found = select(telling.c.subscriber_id).where(telling.c.subscriber_id.in_(subscriber_ids))
    return set(session.connection().execute(found).scalars())


def _last_tellings(session: Session, story_id: int) -> Any:
    """Subscribers who were told a story, each with the last delivery that did."""
    telling = _tellings(session, story_id).subquery()
    last = func.max(telling.c.delivery_id).label("delivery_id")
    return select(telling.c.subscriber_id, last).group_by(telling.c.subscriber_id)


def _tellings(session: Session, story_id: int, *, is_over: bool = False) -> Any:
    """The deliveries that told a story, with their subscribers; each kind is found by its own index."""
    columns: Any = select(col(Delivery.subscriber_id), col(Delivery.id).label("delivery_id"))
    in_digests = select(col(DigestStory.digest_id)).where(col(DigestStory.story_id) == story_id)
    by_alert = and_(col(Delivery.story_id) == story_id, col(Delivery.kind) == DeliveryKind.ALERT)
    by_digest = and_(col(Delivery.digest_id).in_(in_digests), col(Delivery.kind) == DeliveryKind.DIGEST)
    by_broadcast = col(Delivery.broadcast_id).in_(_broadcast_digests(session, story_id))
    ways = (columns.where(each, _is_told(is_over=is_over)) for each in (by_alert, by_digest, by_broadcast))
    return union_all(*ways)


@cache
def _is_told(*, is_over: bool) -> Any:
    told_by_now = col(Delivery.state).in_((DeliveryState.SENT, DeliveryState.UNCERTAIN))
    is_under_way = and_(col(Delivery.state) == DeliveryState.IN_FLIGHT, col(Delivery.begun_at).is_not(None))
    return told_by_now if is_over else or_(told_by_now, is_under_way)


def _broadcast_digests(session: Session, story_id: int) -> list[int]:
    """The broadcasts of digests that editors or plans made and that have the story.

    One that shows each reader what they follow tells it to all of them: what they followed then is not known.
    """
    began_at = select(col(Story.started_at)).where(col(Story.id) == story_id).scalar_subquery()
    query = select(col(Broadcast.id), col(Digest.entries)).join(Digest, col(Digest.id) == col(Broadcast.digest_id))
    rows = session.connection().execute(query.where(col(Digest.created_at) >= began_at)).all()
    return [row.id for row in rows if any(_tells(entry, story_id) for entry in row.entries)]


def _tells(entry: Any, story_id: int) -> bool:
    return entry["story_id"] == story_id and not entry["is_dropped"]


# Alerts that failed.

FAILED = (DeliveryState.DEAD, DeliveryState.UNCERTAIN)


class FailedAlerts(NamedTuple):
    """Alerts of an article that did not arrive, or perhaps not, of subscribers who can be written to."""

    dead: int
    uncertain: int

    @property
    def total(self) -> int:
        """Both."""
        return self.dead + self.uncertain


@read_only
def failed(session: Session, article_id: int) -> FailedAlerts:
    """Count the alerts that may be sent again."""
    query = select(col(Delivery.state), func.count()).where(_has_failed(article_id)).group_by(col(Delivery.state))
    counts: dict[DeliveryState, int] = dict(session.connection().execute(query).all())
    return FailedAlerts(counts.get(DeliveryState.DEAD, 0), counts.get(DeliveryState.UNCERTAIN, 0))


def send_again(session: Session, article_id: int, expected: int, now: datetime) -> int:
    """Have the alerts that failed be owed once more; returns how many, 0 where there are not as many as expected."""
    if failed(session, article_id).total != expected:
        return 0
    here = select(col(Subscriber.chat_id)).where(col(Subscriber.id) == col(Delivery.subscriber_id)).scalar_subquery()
    values = {
        "state": DeliveryState.PENDING,
        "due_at": now,
        "chat_id": here,
        "settled_at": null(),
        "begun_at": null(),
        "is_plain": False,
        **dict.fromkeys(("attempts", "failures", "unknowns"), 0),
    }
    return session.connection().execute(update(Delivery).where(_has_failed(article_id)).values(values)).rowcount


def _has_failed(article_id: int) -> Any:
    active = select(col(Subscriber.id)).where(col(Subscriber.status) == SubscriberStatus.ACTIVE)
    return and_(
        col(Delivery.article_id) == article_id,
        col(Delivery.kind) == DeliveryKind.ALERT,
        col(Delivery.state).in_(FAILED),
        col(Delivery.subscriber_id).in_(active),
    )
