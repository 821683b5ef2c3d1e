"""Bursts for groups, threads of one forum and channels, at the pace of Telegram's limits, in time that tests move.

The worker, its pauses and the rate limiter are the real ones; what the sandbox's server lets through is what arrives.
"""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select
from telegram.error import RetryAfter

from bot.delivery.outcome import Delivered, Outcome, Throttled
from bot.delivery.retry import RetryRules
from bot.delivery.worker import AT_ONCE, slots_for
from bot.transport.errors import outcome_of
from bot.transport.rate_limiter import Priority, RateLimiter
from bot.views.message import Sendable
from sandbox.flood_limits import MAX_PER_MINUTE_TO_GROUP, MINUTE, ChatUsage, FloodLimits
from storage.models import ChatKind, Subscriber, Subscription, Topic
from tests.conftest import NOON
from tests.support.pipeline import Pipeline, record, titles
from tests.support.recording_sender import RecordingSender
from tests.transport.virtual_time import VirtualTime, settle

RATE = 25.0
STEP = 0.25
STORIES = 12
Address = tuple[int, int]
PEOPLE: list[Address] = [(501 + number, 0) for number in range(4)]
FORUM, GROUP, CHANNEL = -1_000_000_000_001, -1_000_000_000_002, -1_000_000_000_003
ANSWER = "Your topics"
ANSWERS = 9
"""Messages of a conversation, or of a process before: alerts alone are so far apart that they hardly make twenty."""
THREADS: list[Address] = [(FORUM, 7), (FORUM, 8)]


@dataclass
class Server(RecordingSender):
    """Telegram behind the bot's own pace; a message arrives at once, or is refused for a limit."""

    time: VirtualTime = field(default_factory=VirtualTime)
    limiter: RateLimiter = field(init=False)
    limits: FloodLimits = field(init=False)
    """Of the server."""
    arrived: list[tuple[float, Address, str]] = field(default_factory=list)
    refused: int = 0

    def __post_init__(self) -> None:
        self.limits = FloodLimits(self.time.clock)
        self.limiter = RateLimiter(RATE, self.time.clock, self.time.sleep)

    async def send(
        self, chat_id: int, thread_id: int, message: Sendable, *, is_bulk: bool = False, **_: Any
    ) -> Outcome:
        try:
            await self.limiter.turn(chat_id, Priority.REST if is_bulk else Priority.ALERT)
        except RetryAfter as error:
            return outcome_of(error)
        if wait := self.limits.take(chat_id, is_group=chat_id < 0):
            self.refused += 1
            self.limiter.throttled(chat_id, timedelta(seconds=wait))
            return Throttled(timedelta(seconds=wait))
        self.arrived.append((self.time.now, (chat_id, thread_id), message.plain().split("\n")[0]))
        return Delivered(len(self.arrived))

    async def answer(self, chat_id: int) -> None:
        """Answer an administrator, which counts for the minute and goes before all alerts."""
        await self.limiter.turn(chat_id, Priority.REPLY)
        self.refused += bool(self.limits.take(chat_id, is_group=True))
        self.arrived.append((self.time.now, (chat_id, 0), ANSWER))

    def sent_before(self, chat_id: int, ago: Sequence[float]) -> None:
        """Have a process before this one have sent messages, as one finds in the database at the start."""
        for seconds in ago:
            self.arrived.append((-seconds, (chat_id, 0), ANSWER))
            self.limits._chats.setdefault(chat_id, ChatUsage()).minute.append(-seconds)
        self.limiter.remember((chat_id, timedelta(seconds=seconds)) for seconds in ago)

    def told(self) -> Counter[tuple[Address, str]]:
        return Counter((address, title) for _, address, title in self.arrived if title != ANSWER)

    def busiest_minutes(self) -> dict[int, int]:
        """The most messages in a sliding minute, by chat."""
        times: defaultdict[int, list[float]] = defaultdict(list)
        for at, (chat_id, _), _ in self.arrived:
            times[chat_id].append(at)
        return {
            chat_id: max(sum(first <= at < first + MINUTE for at in sent) for first in sent)
            for chat_id, sent in times.items()
        }


@dataclass
class Town:
    """Places and people that follow one topic, and a bot that is ticked every quarter of a second."""

    pipeline: Pipeline
    server: Server
    working: int = 0

    def settle_in(self, addresses: Sequence[Address]) -> None:
        self.pipeline.follows(499, "AI")

        def store(session: Session) -> None:
            topic = session.exec(select(Topic).where(Topic.name == "AI")).one()
            session.delete(session.exec(select(Subscription)).one())
            for chat_id, thread_id in addresses:
                kind = ChatKind.SUPERGROUP if chat_id < 0 else ChatKind.PRIVATE
                kind = ChatKind.CHANNEL if chat_id <= CHANNEL else kind
                row = Subscriber(chat_id=chat_id, thread_id=thread_id, kind=kind, created_at=NOON, seen_at=NOON)
                session.add(row)
                session.flush()
                session.add(Subscription(subscriber_id=row.id, topic_id=topic.id, created_at=NOON))

        self.pipeline.database.call(store)

    async def burst(self, count: int) -> None:
        for number, title in enumerate(titles(count)):
            self.pipeline.drop(f"{number}.md", record(title, f"https://a.example/{number}", at=NOON))
        await self.pipeline.scanned()

    async def run(self, until: Callable[[], bool]) -> None:
        """Let time pass, until something is so."""
        while not until():
            assert self.server.time.now < 3_600, "it comes to an end"
            self.pipeline.now = NOON + timedelta(seconds=self.server.time.now)
            while await self.pipeline.delivery.tick() == AT_ONCE:
                await self.rest()
            await self.rest()
            await self.server.time.pass_until(self.next_at())
            await self.rest()

    async def rest(self) -> None:
        """Wait until nothing is written any more."""
        await settle()
        while self.working:
            await asyncio.sleep(0)
            if not self.working:
                await settle()

    def next_at(self) -> float:
        """When something is next: a turn, or a look into the outbox."""
        time = self.server.time
        waking = [at for at, _, woken in time._sleepers if not woken.done() and at > time.now]
        return min([time.now + STEP, *waking])


@pytest.fixture
def town(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # as an open request object has it
    server = Server()
    town, run = Town(pipeline, server), pipeline.database.run

    async def counted(*arguments: Any, **named: Any) -> Any:
        town.working += 1
        try:
            return await run(*arguments, **named)
        finally:
            town.working -= 1

    monkeypatch.setattr(pipeline.database, "run", counted)
    pipeline.wire, pipeline.slots = server, slots_for(RATE)
    pipeline.delivery = pipeline.new_delivery()
    pipeline.delivery._rules = RetryRules(spread=lambda: 1.0)
    return town


async def test_a_burst_is_told_once_everywhere_at_twenty_a_minute(town: Town) -> None:
    """Over all threads of a forum together, and in channels."""
    addresses = [*PEOPLE, *THREADS, (GROUP, 0), (CHANNEL, 0)]
    town.settle_in(addresses)
    await town.burst(STORIES)
    answers = [asyncio.create_task(town.server.answer(chat)) for chat in (GROUP, FORUM) for _ in range(ANSWERS)]
    town.server.sent_before(CHANNEL, [9.0 - number for number in range(ANSWERS)])
    await town.run(lambda: town.server.told().total() >= len(addresses) * STORIES)
    await asyncio.gather(*answers)
    assert town.server.told() == Counter((address, title) for address in addresses for title in titles(STORIES))
    paces = town.server.busiest_minutes()
    assert [paces[chat] for chat in (FORUM, GROUP, CHANNEL)] == [MAX_PER_MINUTE_TO_GROUP] * 3, "it binds, and is kept"
    assert town.server.refused == 0


async def test_places_whose_minute_is_full_hold_up_no_person(town: Town) -> None:
    """Nor do they hold slots: more places wait at once than messages may be in the air."""
    channels = [(CHANNEL - number, 0) for number in range(3 * town.pipeline.slots)]
    town.settle_in([*PEOPLE, *channels])
    for chat_id, _ in channels:
        town.server.sent_before(chat_id, [54.0 - number / 10 for number in range(MAX_PER_MINUTE_TO_GROUP)])
    await town.burst(STORIES)

    def to_people() -> list[float]:
        return [at for at, address, _ in town.server.arrived if address in PEOPLE]

    await town.run(lambda: len(to_people()) >= len(PEOPLE) * STORIES)
    assert to_people()[-1] < STORIES * 1.2, "one a second"
