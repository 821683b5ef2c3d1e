"""The bot and the plain model of its promises side by side, over the same news, readers and clock.

The bot is the real one from files that land to messages that leave; only its clock and its wire are ours.
"""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from bot.digests.reader_loop import BurstGuard, ReaderLoop
from bot.news.scan import Scanner
from bot.news.sources.folder import RecordFolder
from storage import schedules, topics
from storage.database import read_only
from storage.models import (
    Article,
    ArticleTopic,
    ChatKind,
    Delivery,
    DeliveryKind,
    DeliveryState,
    DigestStory,
    FilterMode,
    Subscriber,
    Subscription,
    Topic,
    Volume,
    Watch,
    WordFilter,
)
from storage.rhythm import find_zone
from tests.digests.stream import PARENTS, TOPICS, Command, Landing, Settings
from tests.end_to_end.model import Kind, News, Reader, Told, Wire, move, set_hours
from tests.support.pipeline import WINDOW, Pipeline

SCAN = timedelta(minutes=7)
COMMANDS = timedelta(minutes=10)
"""So long after each look at the clock."""
GUARD = BurstGuard(10)


@dataclass
class Simulation:
    """One run."""

    pipeline: Pipeline
    settings: Sequence[Settings]
    landings: list[Landing]
    parents: dict[str, str] = field(default_factory=lambda: dict(PARENTS))
    topics: Sequence[str] = TOPICS
    last_article: int = 0
    news: list[News] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.start = self.pipeline.now
        self.ids = self._topic_ids()
        readers = [_reader(each) for each in self.settings]
        for number, each in enumerate(self.settings):
            self.pipeline.database.call(_store, number, each, self.ids, self.start)
        archive = self.pipeline.database.call(_articles_after, 0)
        self.last_article = max((article_id for article_id, _ in archive), default=0)
        self.model = Wire(self.parents, readers, self.start, {news.story for _, news in archive})
        for _, news in archive:
            self.model.outlets.setdefault(news.story, set()).add(news.source)
        self.loop = self.new_loop()
        self.pipeline.scan = self.new_scan()

    def new_loop(self) -> ReaderLoop:
        """The loop that tells readers by digests, as after a start."""
        return ReaderLoop(self.pipeline.database, self.pipeline.clock, self.pipeline.wake, GUARD)

    def new_scan(self) -> Scanner:
        """The scan of the folder, with the guard that the bot has."""
        source = RecordFolder(self.pipeline.folder)
        return Scanner(self.pipeline.database, [source], None, window=WINDOW, clock=self.pipeline.clock, guard=GUARD)

    def _topic_ids(self) -> dict[str, int]:
        slugs = {name: name.lower().replace(" ", "-") for name in self.topics}
        catalogue = [Topic(slug=slug, name=name) for name, slug in slugs.items()]
        parents = {slugs[child]: slugs[parent] for child, parent in self.parents.items()}
        self.pipeline.database.call(topics.sync_catalogue, catalogue, parents)
        return {topic.name: topic.id for topic in self.pipeline.database.call(topics.find_all)}

    async def run(self, steps: Iterable[tuple[datetime, bool]]) -> None:
        """Let all of it happen."""
        for now, is_up in steps:
            self.pipeline.now = now
            self.model.tick(now, is_up=is_up)
            if is_up:
                await self._deliver()
            await self._news(now + SCAN, is_up=is_up)
            if is_up:
                self._commands(now, now + COMMANDS)

    async def _deliver(self) -> None:
        await self._work(self._tick)
        await self._work(self.pipeline.delivered)

    async def _tick(self) -> None:
        await self.loop.tick()

    async def _scan(self) -> None:
        await self.pipeline.scanned()

    async def _work(self, work: Callable[[], Awaitable[None]]) -> None:
        await work()

    async def _news(self, now: datetime, *, is_up: bool) -> None:
        self.pipeline.now = now
        while self.landings and self.landings[0].at <= now:
            for name, text in self.landings.pop(0).files.items():
                self.pipeline.drop(name, text)
        if is_up:
            await self._work(self._scan)
            if news := self._new_articles():
                self.model.arrive(news, now)
                await self._deliver()

    def _new_articles(self) -> list[News]:
        found = self.pipeline.database.call(_articles_after, self.last_article)
        self.last_article = max((article_id for article_id, _ in found), default=self.last_article)
        self.news += (news for _, news in found)
        return [news for _, news in found]

    def _commands(self, since: datetime, now: datetime) -> None:
        for number, each in enumerate(self.settings):
            for command in each.commands:
                if since <= self.start + command.after < since + timedelta(minutes=15):
                    _obey(self.model.readers[number], command, now)
                    self.pipeline.database.call(_change, number, command, now)

    def differences(self, *, whenever: bool = False) -> Iterator[str]:
        """What each reader was told otherwise than they were owed; ``whenever``: at any time."""
        seen = self.pipeline.database.call(_messages)
        for number, (settings, reader) in enumerate(zip(self.settings, self.model.readers, strict=True)):
            owed, told = _sorted(reader.messages), _sorted(seen.get(number, []))
            if sorted(each[whenever:] for each in owed) != sorted(each[whenever:] for each in told):
                disputed = {story for each in {*map(repr, owed)} ^ {*map(repr, told)} for story in _stories(each)}
                lines = [*_compared(owed, told), *map(str, (each for each in self.news if each.story in disputed))]
                yield f"reader {number}: {settings}\n" + "\n".join(lines)


def _sorted(messages: Iterable[Told]) -> list[tuple[datetime, str, list[int]]]:
    return sorted((told.at, told.kind.value, sorted(told.stories)) for told in messages)


def _stories(message: str) -> list[int]:
    return [int(each) for each in message[message.rindex("[") + 1 : -2].split(",")]


def _compared(
    owed: list[tuple[datetime, str, list[int]]], told: list[tuple[datetime, str, list[int]]]
) -> Iterator[str]:
    for each in sorted({repr(one): one for one in (*owed, *told)}.values(), key=lambda one: (one[0], one[1], one[2])):
        by_model, by_bot = owed.count(each), told.count(each)
        mark = "  both" if by_model == by_bot else f"  model {by_model}, bot {by_bot}"
        yield f"{mark:20} {each[0]:%a %m-%d %H:%M} {each[1]} {each[2]}"


def _reader(settings: Settings) -> Reader:
    zone = find_zone(settings.zone)
    return Reader(zone, settings.rhythm, settings.quiet, settings.follows, settings.filters, settings.watches)


def _obey(reader: Reader, command: Command, now: datetime) -> None:
    match command.name:
        case "pause":
            reader.silent_since = reader.silent_since or now
            reader.paused_until = now + timedelta(hours=int(command.value))
        case "quiet":
            reader.quiet = command.value
        case "rhythm":
            reader.rhythm = command.value
        case _:
            move(reader, find_zone(command.value), now)
    set_hours(reader, now)


def _change(session: Session, number: int, command: Command, now: datetime) -> None:
    subscriber = session.exec(select(Subscriber).where(Subscriber.chat_id == number + 1)).one()
    match command.name:
        case "pause":
            subscriber.paused_until = now + timedelta(hours=int(command.value))
        case "quiet":
            subscriber.quiet_hours = command.value
        case "rhythm":
            subscriber.rhythm = command.value
        case _:
            subscriber.zone = command.value
    schedules.reschedule(session, subscriber, now)


def _store(session: Session, number: int, settings: Settings, ids: dict[str, int], now: datetime) -> None:
    subscriber = Subscriber(chat_id=number + 1, kind=ChatKind.PRIVATE, created_at=now, seen_at=now)
    subscriber.zone, subscriber.rhythm, subscriber.quiet_hours = settings.zone, settings.rhythm, settings.quiet
    session.add(subscriber)
    session.flush()
    mine: dict[str, Any] = {"subscriber_id": subscriber.id, "created_at": now}
    for topic, follows in settings.follows.items():
        volume = Volume(follows.volume)
        session.add(Subscription(topic_id=ids[topic], volume=volume, rhythm=follows.rhythm, **mine))
    for hides in settings.filters:
        mode = FilterMode.ONLY if hides.is_only else FilterMode.HIDE
        topic_id = ids[hides.topic] if hides.topic else None
        session.add(WordFilter(topic_id=topic_id, mode=mode, expression=f"any: {_term(hides.words)}", **mine))
    for words in settings.watches:
        session.add(Watch(expression=f"all: {_term(words)}", **mine))
    session.flush()
    schedules.reschedule(session, subscriber, now)


def _term(words: str) -> str:
    """A word or phrase as filters are stored."""
    where, _, rest = words.rpartition(":")
    term = rest.lower()
    return f"{where}{':' if where else ''}" + (f'"{term}"' if " " in term else term)


@read_only
def _articles_after(session: Session, last_id: int) -> list[tuple[int, News]]:
    filed: dict[int, list[str]] = defaultdict(list)
    names = select(ArticleTopic.article_id, Topic.name).join(Topic, col(Topic.id) == ArticleTopic.topic_id)
    for article_id, name in session.exec(names.where(col(ArticleTopic.article_id) > last_id)):
        filed[article_id].append(name)
    new = select(Article).where(col(Article.id) > last_id, col(Article.is_removed).is_(False))
    return [
        (
            each.id,
            News(each.arrived_at, each.story_id, tuple(filed[each.id]), each.title, each.excerpt, each.provider_name),
        )
        for each in session.exec(new.order_by(col(Article.id)))
    ]


@read_only
def _messages(session: Session) -> dict[int, list[Told]]:
    """What left, by reader."""
    stories: dict[int, set[int]] = defaultdict(set)
    for told in session.exec(select(DigestStory)):
        stories[told.digest_id].add(told.story_id)
    found: dict[int, list[Told]] = defaultdict(list)
    for row in session.exec(select(Delivery).where(Delivery.state == DeliveryState.SENT)):
        assert row.sent_at is not None
        if row.kind is DeliveryKind.DIGEST and row.digest_id is not None:
            found[row.chat_id - 1].append(Told(row.sent_at, Kind.DIGEST, frozenset(stories[row.digest_id])))
        elif row.story_id is not None:
            found[row.chat_id - 1].append(Told(row.sent_at, Kind.ALERT, frozenset({row.story_id})))
    return found
