"""A broadcast as an administrator sends it in the chat, with a pause and kills: what arrived is what was reported."""

import asyncio
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count

from sqlmodel import Session, col, select

from bot.views.admin.callback_data import (
    AskSendBroadcast,
    PauseBroadcast,
    ResumeBroadcast,
    SendBroadcast,
    ToggleTrial,
)
from bot.views.callback_data import parse_callback_data
from sandbox.accounts import BotAccount, Person
from sandbox.chats import Chat, ChatMessage, ChatType
from sandbox.protocol import Json
from storage.database import read_only
from storage.models import Broadcast, BroadcastState, Delivery, Subscriber
from storage.models import ChatKind as StoredKind
from tests.end_to_end.environment import FIRST_PERSON, Environment, Process, until

OWNER, PASSERS_BY = 900_000_001, 910_000_000
TEXT = "Ferries are back on time"
EARLY = datetime(2026, 1, 1, tzinfo=UTC)
ENDED = {BroadcastState.DONE, BroadcastState.CANCELLED}


@dataclass
class Recipients:
    """Who is to have a broadcast: people and groups, of whom some are gone without the bot's knowing."""

    environment: Environment
    people: list[Person] = field(default_factory=list)
    groups: list[Chat] = field(default_factory=list)
    blocked: set[int] = field(default_factory=set)
    deactivated: set[int] = field(default_factory=set)
    migrated: dict[int, int] = field(default_factory=dict)
    """New id by the old one."""

    @property
    def owner(self) -> Person:
        """The administrator."""
        return self.environment.sandbox.simulator.people[OWNER]

    @property
    def living(self) -> set[int]:
        """The chats that a message can reach, by the ids that they have now."""
        people = {person.id for person in self.people} - self.blocked - self.deactivated
        return people | {self.migrated.get(group.id, group.id) for group in self.groups}

    async def settle(self, people: int, groups: int, chance: random.Random) -> None:
        """Have so many people and groups subscribe; three in a hundred block the bot, one leaves, some groups move."""
        simulator = self.environment.sandbox.simulator
        simulator.add_person("Owner", person_id=OWNER, started=True)
        self.people = [simulator.add_person(f"P{n}", person_id=FIRST_PERSON + n, started=True) for n in range(people)]
        self.groups = [simulator.add_chat(ChatType.GROUP, f"G{n}") for n in range(groups)]
        gone = chance.sample(self.people, round(people * 0.04))
        for person in gone[: round(people * 0.03)]:
            person.blocked.add(simulator.bot.id)
            self.blocked.add(person.id)
        for person in gone[round(people * 0.03) :]:
            person.deactivated = True
            self.deactivated.add(person.id)
        for group in self.groups[: (groups + 1) // 2]:
            self.migrated[group.id] = (await simulator.migrate(group)).id
        self.environment.database.call(self._subscribe)

    def _subscribe(self, session: Session) -> None:
        ids = [(person.id, StoredKind.PRIVATE) for person in self.people]
        ids += [(group.id, StoredKind.GROUP) for group in self.groups]
        session.add_all(Subscriber(chat_id=each, kind=kind, created_at=EARLY, seen_at=EARLY) for each, kind in ids)


@read_only
def last_broadcast(session: Session) -> Broadcast | None:
    """The newest broadcast."""
    return session.exec(select(Broadcast).order_by(col(Broadcast.id).desc())).first()


@read_only
def states_of(session: Session, broadcast_id: int) -> Counter[str]:
    """How many recipients are in each state."""
    return Counter(session.exec(select(Delivery.state).where(Delivery.broadcast_id == broadcast_id)))


@dataclass
class BroadcastRun:
    """One broadcast, sent from the chat."""

    recipients: Recipients
    waits: list[float] = field(default_factory=list)
    """Seconds that passers-by waited for the answer to /start, where no kill came between."""
    lives: int = 0
    """Goes up when the bot is killed, and when it is started again."""
    arrived_paused: int = 0
    """What had arrived when it was paused."""

    @property
    def environment(self) -> Environment:
        """Where it happens."""
        return self.recipients.environment

    @property
    def broadcast(self) -> Broadcast:
        """The broadcast as it stands."""
        found = self.environment.database.call(last_broadcast)
        assert found is not None
        return found

    def states(self) -> Counter[str]:
        """How many recipients are in each state."""
        return self.environment.database.call(states_of, self.broadcast.id or 0)

    def screen(self) -> list[ChatMessage]:
        """What the bot wrote to the owner, in order."""
        chat = self.environment.sandbox.simulator.private_chat(self.recipients.owner)
        return [message for message in chat.messages.values() if isinstance(message.sender, BotAccount)]

    def buttons(self, message: ChatMessage) -> list[Json]:
        """The buttons of a message."""
        return [button for row in (message.reply_markup or {}).get("inline_keyboard", []) for button in row]

    def found(self, kind: type) -> tuple[ChatMessage, str] | None:
        """The newest button of a kind: its message and its data."""
        for message in reversed(self.screen()):
            for button in self.buttons(message):
                if isinstance(parse_callback_data(data := button.get("callback_data", "")), kind):
                    return message, data
        return None

    async def press(self, kind: type) -> None:
        """Press the newest button of a kind, once there is one."""
        await until(lambda: self.found(kind) is not None)
        shown = self.found(kind)
        assert shown is not None
        await self.environment.sandbox.simulator.press(self.recipients.owner, *shown)

    def arrived(self) -> Counter[int]:
        """How often each chat has the broadcast."""
        entries = self.environment.sandbox.simulator.message_log.deliveries()
        return Counter(entry["chat_id"] for entry in entries if entry.get("text") == TEXT)

    @property
    def deeds(self) -> int:
        """What the bot did that anybody saw; to count it takes no time."""
        return len(self.environment.sandbox.simulator.message_log.entries)

    async def passing_by(self, bot: Process, every: float = 0.25) -> None:
        """Have one new person after the other say /start, and note how long each waits where no kill came between."""
        simulator = self.environment.sandbox.simulator
        for number in count(PASSERS_BY):
            person = simulator.add_person("Passer-by", person_id=number, started=True)
            chat, life, at = simulator.private_chat(person), self.lives, time.perf_counter()
            await simulator.say(person, "/start")
            await until(lambda chat=chat: len(chat.messages) > 1)  # type: ignore[misc] # bound now
            if life == self.lives:
                self.waits.append(time.perf_counter() - at)
            await asyncio.sleep(every)

    async def kill(self, bot: Process, when: Callable[[], bool]) -> None:
        """Kill the bot at a moment, and start it again."""
        await until(when, patience=600)
        self.lives += 1
        assert await bot.end(signal.SIGKILL) == -signal.SIGKILL
        polls = self.polls()
        await bot.start()
        await until(lambda: self.polls() > polls)
        self.lives += 1

    def polls(self) -> int:
        """How often the bot asked for updates and got an answer."""
        return self.environment.sandbox.simulator.calls.count("getUpdates", 200)


async def run(
    broadcast_run: BroadcastRun, bot: Process, kills: int, chance: random.Random, *, has_trial: bool = True
) -> None:
    """Send a broadcast from the chat, pause it, go on, kill the bot so many times, and wait for its end."""
    simulator, owner = broadcast_run.environment.sandbox.simulator, broadcast_run.recipients.owner
    everybody = len(broadcast_run.recipients.living)
    await bot.start()
    await simulator.say(owner, f"/broadcast {TEXT}")
    if not has_trial:
        await until(lambda: broadcast_run.found(AskSendBroadcast) is not None)
        outdated = broadcast_run.found(AskSendBroadcast)
        await broadcast_run.press(ToggleTrial)
        await until(lambda: broadcast_run.found(AskSendBroadcast) != outdated)
    await broadcast_run.press(AskSendBroadcast)
    await broadcast_run.press(SendBroadcast)
    await until(lambda: broadcast_run.broadcast.state is not BroadcastState.DRAFT)
    beside = asyncio.create_task(broadcast_run.passing_by(bot))
    try:
        await until(lambda: broadcast_run.deeds > everybody * 0.1, patience=120)
        await broadcast_run.press(PauseBroadcast)
        await until(lambda: broadcast_run.broadcast.state is BroadcastState.PAUSED)
        await until(lambda: not broadcast_run.states()["in_flight"])
        broadcast_run.arrived_paused = broadcast_run.arrived().total()
        await asyncio.sleep(1.0)  # a second in which nothing may arrive
        assert broadcast_run.arrived().total() == broadcast_run.arrived_paused
        await broadcast_run.press(ResumeBroadcast)
        for number in range(kills):
            share = 0.15 + (number + chance.random()) * 0.75 / kills
            await broadcast_run.kill(bot, lambda share=share: broadcast_run.deeds > everybody * share)  # type: ignore[misc] # bound now
        await until(lambda: broadcast_run.broadcast.state in ENDED, patience=1800)
    finally:
        beside.cancel()
        await asyncio.gather(beside, return_exceptions=True)
