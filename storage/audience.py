"""Audiences: the filter that selects the recipients of a broadcast."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql import ColumnElement, Select
from sqlmodel import Session, col

from storage.database import read_only
from storage.models import ChatKind, Subscriber, SubscriberStatus, Subscription
from storage.topics import topic_subscribers


@dataclass(frozen=True, slots=True)
class Audience:
    """A filter: a subscriber who matches all fields is a recipient. An empty field matches everybody."""

    topic_ids: tuple[int, ...] = ()
    """Subscribers who would get an article filed under one of these topics."""
    languages: tuple[str, ...] = ()
    kinds: tuple[ChatKind, ...] = ()
    """GROUP stands for supergroups too."""
    joined_after: date | None = None
    """A day in UTC, which itself is out."""
    joined_before: date | None = None
    """A day in UTC, which itself is out."""
    active_days: int | None = None
    """Wrote or pressed something within so many days."""

    @property
    def is_everyone(self) -> bool:
        """Whether everybody matches."""
        return self == Audience()

    def as_json(self) -> dict[str, Any]:
        """Return it as stored with a broadcast: only fields that are not empty."""
        found: dict[str, Any] = {
            "topic_ids": list(self.topic_ids),
            "languages": list(self.languages),
            "kinds": [kind.value for kind in self.kinds],
            "joined_after": self.joined_after and self.joined_after.isoformat(),
            "joined_before": self.joined_before and self.joined_before.isoformat(),
            "active_days": self.active_days,
        }
        return {name: value for name, value in found.items() if value not in ([], None)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Audience":
        """Return the audience that was stored; of an empty mapping, everyone."""
        after, before = stored.get("joined_after"), stored.get("joined_before")
        return cls(
            topic_ids=tuple(stored.get("topic_ids", ())),
            languages=tuple(stored.get("languages", ())),
            kinds=tuple(ChatKind(kind) for kind in stored.get("kinds", ())),
            joined_after=date.fromisoformat(after) if after else None,
            joined_before=date.fromisoformat(before) if before else None,
            active_days=stored.get("active_days"),
        )


def select_recipients(audience: Audience, *, is_notice: bool, now: datetime) -> Select[Any]:
    """Ids of the ``Subscriber`` who are to have a broadcast, as of ``now``; of a chat with threads, only the lowest.

    News goes to those who hear announcements and are not paused, a notice to all who have not left. Neither goes to a
    channel: the bot and those who run it have no word of their own there.
    It can be narrowed down by conditions on ``Subscriber``, at a cost in proportion.
    """
    lower, followers = aliased(Subscriber), topic_subscribers(audience.topic_ids)
    passes = partial(_passes, audience, is_notice, now, followers)
    is_not_lowest = exists().where(
        col(lower.chat_id) == col(Subscriber.chat_id),
        col(lower.thread_id) < col(Subscriber.thread_id),
        *passes(lower),
    )
    return select(col(Subscriber.id)).where(*passes(Subscriber), ~is_not_lowest)


@read_only
def count_recipients(session: Session, audience: Audience, is_notice: bool, now: datetime) -> int:
    """Count the recipients of an audience."""
    whom = select_recipients(audience, is_notice=is_notice, now=now).subquery()
    return session.connection().execute(select(func.count()).select_from(whom)).scalar_one()


def _passes(
    audience: Audience, is_notice: bool, now: datetime, followers: Select[Any], who: Any
) -> list[ColumnElement[bool]]:
    """Return the conditions by which a subscriber (the table, or an alias of it) is a recipient."""
    wanted: list[ColumnElement[bool]] = [col(who.created_at) <= now, col(who.kind) != ChatKind.CHANNEL]
    if is_notice:
        wanted.append(col(who.status).in_((SubscriberStatus.ACTIVE, SubscriberStatus.PAUSED)))
    else:
        wanted += [col(who.status) == SubscriberStatus.ACTIVE, col(who.hears_announcements).is_(True)]
    if audience.topic_ids:
        wanted.append(followers.where(col(Subscription.subscriber_id) == col(who.id)).exists())
    if audience.languages:
        wanted.append(col(who.language).in_(audience.languages))
    if audience.kinds:
        wanted.append(col(who.kind).in_(_with_supergroups(audience.kinds)))
    return wanted + _of_time(who, audience, now)


def _of_time(who: Any, audience: Audience, now: datetime) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if audience.joined_after is not None:
        wanted.append(col(who.created_at) > datetime.combine(audience.joined_after, time.max, UTC))
    if audience.joined_before is not None:
        wanted.append(col(who.created_at) < datetime.combine(audience.joined_before, time.min, UTC))
    if audience.active_days is not None:
        wanted.append(col(who.seen_at) >= now - timedelta(days=audience.active_days))
    return wanted


def _with_supergroups(kinds: tuple[ChatKind, ...]) -> tuple[ChatKind, ...]:
    return (*kinds, ChatKind.SUPERGROUP) if ChatKind.GROUP in kinds else kinds
