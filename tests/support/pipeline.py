"""The whole pipeline over one database, from a record in a folder to a message that was sent, and records for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from bot.broadcasts.loop import BroadcastLoop
from bot.broadcasts.rules import BroadcastRules
from bot.delivery.compose import AlertRequest
from bot.delivery.retry import RetryRules
from bot.delivery.worker import DeliveryWorker
from bot.news.scan import Scanner, ScanReport
from bot.news.sources.folder import RecordFolder
from bot.views.alert import alert_message
from bot.views.message import Message, Post, PostKind, sendable_to_json
from bot.views.texts import Texts
from storage import broadcasts, subscribers, topics
from storage.database import Database, read_only
from storage.models import (
    Article,
    Broadcast,
    ChatKind,
    DeliveryState,
    Notification,
    Subscriber,
    SubscriberStatus,
    Topic,
    Volume,
)
from storage.models import Delivery as Row
from tests.conftest import NOON
from tests.support.recording_sender import RecordingSender

WINDOW = timedelta(hours=48)
TEXTS = Texts.packaged(is_strict=True)
OWNER, OTHER_OWNER, EDITOR = 901, 902, 903
OWNERS = frozenset({OWNER, OTHER_OWNER})
SHORT = BroadcastRules(rest=timedelta(seconds=30), chunk=40, feed=20, large=60)
"""Rules for a few recipients."""

WORDS = ("amber", "basalt", "cobalt", "dahlia", "ember", "fjord", "garnet", "harbor")


def record(  # noqa: PLR0917 - what a record says, in the order in which one says it
    title: str,
    link: str,
    topics: Sequence[str] = ("AI",),
    at: datetime = NOON,
    excerpt: str = "",
    provider: str = "Example Post",
    quality: int = 50,
    extra: str = "",
) -> str:
    """The text of a record file."""
    named = "".join(f"\n  - {topic}" for topic in topics)
    return (
        f'---\ntitle: "{title}"\nexcerpt: "{excerpt}"\npublishedDateTime: {at:%Y-%m-%dT%H:%M:%SZ}\n'
        f'webUrl: "{link}"\ntype: article\nquality: {quality}\n'
        f"provider:\n  name: {provider}\ntopics:{named}\n{extra}---\n"
    )


def titles(count: int) -> list[str]:
    """Titles that have nothing to do with each other."""
    return [" ".join(f"{WORDS[(n + shift) % 8]}{n}" for shift in (0, 3, 5)) for n in range(count)]


@read_only
def stored_articles(session: Session) -> list[Article]:
    return list(session.exec(select(Article)))


@dataclass
class Pipeline:
    """A database, a folder of records, a wire and a clock that only tests move."""

    database: Database
    folder: Path
    wire: RecordingSender = field(default_factory=RecordingSender)
    now: datetime = NOON
    slots: int = 4
    topics_folder: Path | None = None
    on_outage: Callable[[bool], None] = lambda _began: None
    """Told of outages by deliveries made from then on."""

    def __post_init__(self) -> None:
        self.folder.mkdir(exist_ok=True)
        self.texts = TEXTS
        self.scan = self.new_scan()
        self.delivery = self.new_delivery()
        self.broadcasting = self.new_broadcasting()

    def clock(self) -> datetime:
        return self.now

    def new_scan(self) -> Scanner:
        return Scanner(self.database, [RecordFolder(self.folder)], self.topics_folder, window=WINDOW, clock=self.clock)

    def new_delivery(self, owner: str = "one") -> DeliveryWorker:
        rules = RetryRules(pause_private=timedelta(), pause_group=timedelta(), spread=lambda: 1.0)
        return DeliveryWorker(
            self.database,
            self.wire,
            self.word,
            self.texts.voice,
            owner=owner,
            slots=self.slots,
            rules=rules,
            clock=self.clock,
            on_outage=self.on_outage,
        )

    def word(
        self,
        article: Article,
        others: Sequence[Article],
        topics: Sequence[Topic],
        is_saved: bool,
        reader: AlertRequest,
    ) -> Message:
        voice = self.texts.voice(reader.language, reader.zone)
        return alert_message(
            article,
            others=others,
            topics=topics,
            voice=voice,
            is_saved=is_saved,
            chat_kind=reader.chat_kind,
            appearance=reader.appearance,
        )

    def new_broadcasting(self, owners: frozenset[int] = OWNERS) -> BroadcastLoop:
        """The loop of broadcasts; what it lets go is delivered by a delivery that runs, or by ``delivered``."""
        return BroadcastLoop(self.database, SHORT, owners, self.clock, self.wake)

    def wake(self) -> None:
        """Wake the delivery that there is now."""
        self.delivery.wake()

    def crowd(self, count: int, first: int = 1) -> None:
        """Have so many people join at once, who follow nothing."""

        def join(session: Session) -> None:
            at = self.now
            people = [Subscriber(chat_id=first + n, created_at=at, seen_at=at) for n in range(count)]
            session.add_all(people)

        self.database.call(join)

    def sends(self, text: str = "Hello", author_id: int = OWNER, **changes: Any) -> int:
        """Have an administrator send a broadcast to everyone now, unless changes say otherwise; returns its id."""
        post = sendable_to_json(Post(PostKind.TEXT, text)) if text else None

        def send(session: Session) -> int:
            draft = broadcasts.create_draft(session, author_id, self.now, post=post).id
            starts_at = changes.pop("starts_at", None)
            assert not changes or broadcasts.change_draft(session, draft, **changes)
            assert broadcasts.send_draft(session, draft, self.now, needs_second=False, starts_at=starts_at)
            return draft

        return self.database.call(send)

    def broadcast(self, broadcast_id: int) -> Broadcast:
        """A broadcast as it stands."""
        found = self.database.call(broadcasts.find, broadcast_id)
        assert found is not None
        return found

    def changes(self, broadcast_id: int, **columns: Any) -> None:
        """Set columns of a broadcast, whatever its state allows."""

        def change(session: Session) -> None:
            found = session.get_one(Broadcast, broadcast_id)
            for name, value in columns.items():
                setattr(found, name, value)

        self.database.call(change)

    def notes(self) -> list[tuple[str, int]]:
        """What administrators are owed to be told, and who is, in order."""

        @read_only
        def read(session: Session) -> list[tuple[str, int]]:
            owed = session.exec(select(Notification).order_by(col(Notification.id)))
            return [(note.kind.value, note.person_id) for note in owed]

        return self.database.call(read)

    async def broadcasted(self, after: timedelta = timedelta(), rounds: int = 20) -> None:
        """Let the loop and the delivery take turns, so many times."""
        self.now += after
        for _ in range(rounds):
            await self.broadcasting.tick()
            await self.delivery.drain()

    def drop(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    async def scanned(self) -> ScanReport:
        return await self.scan.run()

    async def delivered(self, after: timedelta = timedelta()) -> None:
        self.now += after
        await self.delivery.drain()

    def rows(self, chat_id: int | None = None) -> list[Row]:
        """The outbox as it stands, of one chat or of all."""

        @read_only
        def read(session: Session) -> list[Row]:
            query = select(Row).order_by(col(Row.id))
            return list(session.exec(query if chat_id is None else query.where(Row.chat_id == chat_id)))

        return self.database.call(read)

    def states(self, chat_id: int | None = None) -> list[DeliveryState]:
        """Where the deliveries stand, of one chat or of all."""
        return [row.state for row in self.rows(chat_id)]

    def status(self, chat_id: int) -> SubscriberStatus:
        """Whether a chat may be sent anything, and if not, why."""
        found = self.database.call(subscribers.find, chat_id)
        assert found is not None
        return found.status

    def follows(self, chat_id: int, *names: str, volume: Volume = Volume.STORIES) -> int:
        """Have a chat follow topics, which come to be if need be; returns the subscriber's id."""
        wanted = [Topic(slug=name.lower().replace(" ", "-"), name=name) for name in names]
        self.database.call(topics.add_missing, wanted, are_listed=True)
        kind = ChatKind.GROUP if chat_id < 0 else ChatKind.PRIVATE
        subscriber = self.database.call(subscribers.find_or_add, chat_id, kind, "en", self.now).id
        by_name = {topic.name: topic.id for topic in self.database.call(topics.find_all)}
        for name in names:
            self.database.call(subscribers.set_subscription, subscriber, by_name[name], volume, self.now)
        return subscriber
