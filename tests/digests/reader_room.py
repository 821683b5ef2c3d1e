"""Readers, their news, and the loop that tells them by digests, over a database and by a clock that only tests move."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from bot.digests.reader_loop import BurstGuard, ReaderLoop
from storage import enqueue, schedules
from storage.database import Database, read_only
from storage.models import (
    Article,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Digest,
    DigestEntry,
    DigestHour,
    Subscriber,
    Subscription,
    Volume,
)
from tests.conftest import NOON
from tests.storage.rows import article, change, find, subscriber, topic_tree

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
TREE = {"ai": "", "vision": "ai", "space": ""}


@dataclass
class Room:
    database: Database
    now: datetime = NOON
    most: int = 10
    woken: int = 0
    topics: dict[str, int] = field(default_factory=dict)
    links: int = 0

    def __post_init__(self) -> None:
        self.topics = topic_tree(self.database, TREE)

    def wake(self) -> None:
        self.woken += 1

    def reader(self, chat_id: int, *slugs: str, topic_rhythms: dict[str, str] | None = None, **columns: Any) -> int:
        """Somebody who follows topics; what they chose besides is in columns of theirs."""
        reader = subscriber(self.database, chat_id, *(self.topics[slug] for slug in slugs), at=self.now)
        self.choose(chat_id, topic_rhythms or {}, **columns)
        return reader

    def choose(self, chat_id: int, topic_rhythms: dict[str, str] | None = None, **columns: Any) -> None:
        change(self.database, find(self.database, chat_id), **columns)

        def write(session: Session) -> None:
            reader = session.get_one(Subscriber, find(self.database, chat_id).id)
            for slug, rhythm in (topic_rhythms or {}).items():
                mine = select(Subscription).where(
                    Subscription.subscriber_id == reader.id, Subscription.topic_id == self.topics[slug]
                )
                session.exec(mine).one().rhythm = rhythm
            session.flush()
            schedules.reschedule(session, reader, self.now)

        self.database.call(write)

    def set_volume(self, chat_id: int, slug: str, volume: Volume) -> None:
        def write(session: Session) -> None:
            mine = select(Subscription).where(
                Subscription.subscriber_id == find(self.database, chat_id).id,
                Subscription.topic_id == self.topics[slug],
            )
            session.exec(mine).one().volume = volume

        self.database.call(write)

    def news(self, *slugs: str, **columns: Any) -> Article:
        """An article that arrives now and was announced."""
        self.links += 1
        values: dict[str, Any] = {
            "at": self.now,
            "announced_at": self.now,
            "title": f"News {self.links}",
            "provider_name": "Post",
        }
        topics = [self.topics[slug] for slug in slugs]
        return article(self.database, f"https://a.example/{self.links}", *topics, **(values | columns))

    def alert(self, told: Article, chat_id: int, **columns: Any) -> Delivery:
        """An alert that waits."""
        reader = find(self.database, chat_id)
        due_at = schedules_due(reader, self.now)
        row = Delivery(
            dedupe_key=f"alert:{told.id}:{reader.id}", subscriber_id=reader.id, chat_id=chat_id, article_id=told.id,
            story_id=told.story_id, priority=enqueue.ALERT_PRIORITY, created_at=self.now,
            **({"due_at": due_at} | columns),
        )  # fmt: skip

        def write(session: Session) -> None:
            session.add(row)

        self.database.call(write)
        return row

    def loop(self) -> ReaderLoop:
        return ReaderLoop(self.database, lambda: self.now, self.wake, BurstGuard(self.most))

    async def at(self, now: datetime) -> None:
        """Have a process that was only just started do its round."""
        self.now = now
        await self.loop().tick()

    def owed(self, chat_id: int | None = None) -> list[Delivery]:
        """The digests that are owed, or were."""

        @read_only
        def read(session: Session) -> list[Delivery]:
            rows = select(Delivery).where(Delivery.kind == DeliveryKind.DIGEST).order_by(col(Delivery.id))
            return [row for row in session.exec(rows) if chat_id in {None, row.chat_id}]

        return self.database.call(read)

    def alerts(self, chat_id: int, state: DeliveryState = DeliveryState.PENDING) -> list[Delivery]:
        @read_only
        def read(session: Session) -> list[Delivery]:
            rows = select(Delivery).where(Delivery.kind == DeliveryKind.ALERT, Delivery.chat_id == chat_id)
            return [row for row in session.exec(rows.order_by(col(Delivery.id))) if row.state == state]

        return self.database.call(read)

    def digest(self, row: Delivery) -> Digest:
        return self.database.call(lambda session: session.get_one(Digest, row.digest_id))

    def entries(self, chat_id: int) -> list[list[DigestEntry]]:
        """The entries of each digest of a chat."""
        return [self.digest(row).entries for row in self.owed(chat_id)]

    def told(self, chat_id: int) -> list[list[int]]:
        """The stories of each digest of a chat."""
        return [[entry["story_id"] for entry in entries] for entries in self.entries(chat_id)]

    def hour(self, chat_id: int) -> DigestHour:
        @read_only
        def read(session: Session) -> DigestHour:
            return session.exec(
                select(DigestHour).where(DigestHour.subscriber_id == find(self.database, chat_id).id)
            ).one()

        return self.database.call(read)

    def sent(self, row: Delivery) -> None:
        change(self.database, row, state=DeliveryState.SENT, sent_at=self.now, settled_at=self.now)


def schedules_due(reader: Subscriber, now: datetime) -> datetime:
    is_held = reader.held_from is not None and reader.held_from <= now
    return reader.held_until if is_held and reader.held_until else now
