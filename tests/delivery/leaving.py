"""A Telegram whose people, groups, threads and channels leave and return, and what each of them is owed.

Telegram tells the bot of it late or never, messages are under way meanwhile, and the bot is killed. What is owed is
said anew here, from what happened and when the bot heard of it; nothing of that is asked of the database.
"""

import asyncio
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, NamedTuple

from sqlmodel import Session
from telegram import Update
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.delivery.outcome import Delivered, NotSent, Outcome, Unknown
from bot.delivery.retry import RetryRules
from bot.digests.missed import make_missed_digest, offer_missed
from bot.handlers.account import note_membership
from bot.transport.errors import outcome_of
from bot.views.callback_data import TellMissed
from bot.views.message import Message, Sendable
from storage import chats, subscribers, threads
from storage.models import ChatKind, Subscriber, SubscriberStatus
from storage.schedules import CLOSED_FOR
from tests.support.pipeline import Pipeline, record, titles
from tests.support.recording_sender import RecordingSender
from tests.support.telegram import ADMINISTRATOR_RIGHTS, ME

TITLES = titles(2_000)
MINUTE = timedelta(minutes=1)


class Address(NamedTuple):
    chat_id: int
    thread_id: int = 0


class Arrived(NamedTuple):
    """A message as a place shows it."""

    at: datetime
    address: Address
    text: str
    is_offer: bool

    def titles(self, published: list[str]) -> list[str]:
        return [title for title in published if title in self.text]


REFUSALS: dict[tuple[ChatKind, str], TelegramError] = {
    (ChatKind.PRIVATE, "out"): Forbidden("Forbidden: bot was blocked by the user"),
    (ChatKind.PRIVATE, "mute"): Forbidden("Forbidden: user is deactivated"),
    (ChatKind.GROUP, "out"): Forbidden("Forbidden: bot was kicked from the group chat"),
    (ChatKind.GROUP, "mute"): BadRequest("Not enough rights to send text messages to the chat"),
    (ChatKind.SUPERGROUP, "out"): Forbidden("Forbidden: bot is not a member of the supergroup chat"),
    (ChatKind.SUPERGROUP, "mute"): BadRequest("Not enough rights to send text messages to the chat"),
    (ChatKind.CHANNEL, "out"): BadRequest("Chat not found"),
    (ChatKind.CHANNEL, "mute"): BadRequest("Need administrator rights in the channel chat"),
}
"""What a chat answers that has put the bot out, or taken its right to write (of a person: whose account is gone)."""


MEMBERS_RIGHTS = (
    *("send_messages", "send_audios", "send_documents", "send_photos", "send_videos", "send_video_notes"),
    *("send_voice_notes", "send_polls", "send_other_messages", "add_web_page_previews", "change_info"),
    *("invite_users", "pin_messages", "manage_topics", "edit_tag", "react_to_messages"),
)


def membership(chat_id: int, kind: ChatKind, place: str, at: datetime) -> Update:
    """The update that tells of the bot's new place in a chat: in, out or mute."""
    rights: dict[str, Any] = {}
    match place, kind:
        case "out", _:
            status = "kicked"
            rights = {"until_date": 0}
        case "mute", ChatKind.CHANNEL:
            status = "administrator"
        case "mute", ChatKind.PRIVATE:
            status = "kicked"
            rights = {"until_date": 0}
        case "mute", _:
            barred = dict.fromkeys((f"can_{each}" for each in MEMBERS_RIGHTS), False)
            status, rights = "restricted", barred | {"is_member": True, "until_date": 0}
        case _, ChatKind.CHANNEL:
            status, rights = "administrator", {"can_post_messages": True}
        case _:
            status = "member"
    if status == "administrator":
        rights |= dict.fromkeys(ADMINISTRATOR_RIGHTS.split(), True) | {"is_anonymous": False}
    chat = {"id": chat_id, "type": kind.value, "title": "Readers", "first_name": "Ada"}
    member = {"user": ME, "status": status} | rights
    change = {"chat": chat, "from": {"id": 1, "is_bot": False, "first_name": "Ada"}, "date": int(at.timestamp())}
    change |= {"old_chat_member": {"user": ME, "status": "member"}, "new_chat_member": member}
    return Update.de_json({"update_id": 1, "my_chat_member": change})


@dataclass
class Wire(RecordingSender):
    """Telegram: takes what it may at once, and answers when the gate is open."""

    now: Any = None
    refusals: dict[int, TelegramError] = field(default_factory=dict)
    moved: dict[int, int] = field(default_factory=dict)
    closed: set[Address] = field(default_factory=set)
    """Threads in which nobody may write."""
    faults: list[str] = field(default_factory=list)
    gate: asyncio.Event | None = None
    waiting: int = 0
    log: list[Arrived] = field(default_factory=list)
    perhaps_twice: set[tuple[Address, str]] = field(default_factory=set)
    """What arrived while the bot could not know that it did."""
    flying: set[tuple[Address, str]] = field(default_factory=set)

    async def send(self, chat_id: int, thread_id: int, message: Sendable, **_: Any) -> Outcome:
        address = Address(chat_id, thread_id)
        outcome = self._arrive(address, message)
        flight = (address, message.plain())
        if self.gate is not None and not self.gate.is_set():
            self.waiting += 1
            if isinstance(outcome, Delivered):
                self.flying.add(flight)
            await self.gate.wait()
            self.waiting -= 1
            self.flying.discard(flight)
        return outcome

    def _arrive(self, address: Address, message: Sendable) -> Outcome:
        fault = self.faults.pop() if self.faults else ""
        if fault == "lost":
            return NotSent("connection refused")
        if there := self.moved.get(address.chat_id):
            return outcome_of(ChatMigrated(there))
        if refusal := self.refusals.get(address.chat_id):
            return outcome_of(refusal)
        if address in self.closed:
            return outcome_of(BadRequest("TOPIC_CLOSED"))
        assert isinstance(message, Message)
        buttons = [button.data for row in message.keyboard for button in row]
        self.log.append(Arrived(self.now(), address, message.plain(), TellMissed().encode() in buttons))
        if fault == "unknown":
            self.perhaps_twice.add((address, message.plain()))
            return Unknown("timed out")
        return Delivered(len(self.log))


@dataclass
class Place:
    """What is true of a place, and what it is owed."""

    address: Address
    kind: ChatKind
    may_miss: set[str] = field(default_factory=set)
    """Stories that a channel may go without: it was away, or on its way out."""
    never: set[str] = field(default_factory=set)
    """Stories that a channel is not owed: the bot knew that it was away."""
    aged: set[str] = field(default_factory=set)
    """Stories that a month went by over before they were told."""
    gone: set[str] = field(default_factory=set)
    """Those of them that came before or during an absence of more than 30 days, of which the bot knew all the time."""
    before_return: dict[str, datetime] = field(default_factory=dict)
    """Stories of before a return, with when the bot heard of it: told as missed alone."""


@dataclass
class World:
    """Places of each kind that follow one topic, set up by one person."""

    pipeline: Pipeline
    wire: Wire
    places: list[Place]
    owner: int
    standing: dict[int, str] = field(default_factory=dict)
    """In, out or mute, by chat."""
    unheard: list[tuple[int, str]] = field(default_factory=list)
    known_away: set[int] = field(default_factory=set)
    """Chats that the bot was told are lost."""
    long_away: set[int] = field(default_factory=set)
    """Chats that were lost when a month went by, and did not come back since."""
    published: list[str] = field(default_factory=list)
    losses: int = 0
    closings: int = 0
    returns: Counter[int] = field(default_factory=Counter)
    drain: asyncio.Task[None] | None = None
    kills: int = 0
    new_ids: dict[int, int] = field(default_factory=dict)
    taken: int = 0
    rules: RetryRules | None = None
    """Pauses of the bot that starts anew, other than none."""

    async def step(self, name: str, which: int = 0) -> None:
        """Have something happen, to the place of a number where it takes one."""
        self.pipeline.now += MINUTE
        place = self.places[which % len(self.places)]
        match name:
            case "publish" | "send" | "answer" | "kill" | "hear" | "month":
                await getattr(self, name)()
            case "out" | "mute" | "in":
                self.change(place, name)
            case "lost" | "unknown":
                self.wire.faults = [name]
            case "offer":
                self.pipeline.database.call(offer_missed, self.pipeline.now, 10)
            case "take":
                self.pipeline.database.call(self.take, place)
            case "move":
                self.move(place)
            case "shut" | "open":
                self.turn_key(place, is_shut=name == "shut")
            case "told open":
                self.pipeline.database.call(self.note_open, place)

    async def publish(self) -> None:
        title = TITLES[len(list(self.pipeline.folder.iterdir()))]
        self.published.append(title)
        text = record(title, f"https://a.example/{title.replace(' ', '-')}", at=self.pipeline.now)
        self.pipeline.drop(f"{title}.md", text)
        await self.pipeline.scanned()
        for place in self.places:
            chat_id = place.address.chat_id
            if chat_id in self.known_away:
                place.never.add(title)
            if self.standing.get(chat_id, "in") != "in" or chat_id in {each for each, _ in self.unheard}:
                place.may_miss.add(title)
            if chat_id in self.long_away:
                place.aged.add(title)

    async def send(self) -> None:
        """Have the bot send what is due, without an answer so far."""
        if self.drain is None:
            self.wire.gate = asyncio.Event()
            self.drain = asyncio.create_task(self.pipeline.delivery.drain())
        while not self.drain.done() and self.wire.waiting < max(1, len(self.pipeline.delivery._in_air)):  # noqa: ASYNC110
            await asyncio.sleep(0.001)

    async def answer(self) -> None:
        """Have Telegram answer all, also what follows."""
        if self.drain is not None and self.wire.gate is not None:
            self.wire.gate.set()
            await self.drain
            self.drain = None

    async def kill(self) -> None:
        """Kill the bot (SIGKILL) and start it anew; what arrived and was not noted is perhaps told twice."""
        self.kills += 1
        under_way = set(self.pipeline.delivery._in_air)
        if self.drain is not None:
            under_way.add(self.drain)
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        self.wire.perhaps_twice |= self.wire.flying
        self.wire.flying, self.wire.waiting, self.drain = set(), 0, None
        self.pipeline.delivery = self.pipeline.new_delivery(f"after kill {self.kills}")
        self.pipeline.delivery._rules = self.rules or self.pipeline.delivery._rules
        await self.pipeline.delivery.sweep(is_alone=True)

    def change(self, place: Place, standing: str) -> None:
        """Have a chat put the bot out, take its right to write, or give all back."""
        chat_id, before = place.address.chat_id, self.standing.get(place.address.chat_id, "in")
        is_known = self.pipeline.database.call(subscribers.find, *place.address) is not None  # where it moved to
        if before == standing or not is_known:
            return
        self.standing[chat_id] = standing
        self.unheard.append((chat_id, standing))
        self.wire.refusals.pop(chat_id, None)
        if standing == "in":
            return
        self.losses += 1
        self.wire.refusals[chat_id] = REFUSALS[place.kind, standing]
        told = self.told()
        for each in self.places:
            if each.address.chat_id == chat_id:
                each.may_miss |= {title for title in self.published if not told[each.address][title]}

    async def hear(self) -> None:
        """Have the bot be told the next thing."""
        if not self.unheard:
            return
        chat_id, standing = self.unheard.pop(0)
        if chat_id in self.wire.moved:
            return
        kind = next(each.kind for each in self.places if each.address.chat_id == chat_id)
        services: Any = SimpleNamespace(database=self.pipeline.database, clock=self.pipeline.clock)
        await note_membership(services, membership(chat_id, kind, standing, self.pipeline.now))
        if standing != "in":
            if kind is not ChatKind.GROUP or standing == "mute":
                self.known_away.add(chat_id)
            return
        self.returns[chat_id] += 1
        self.long_away.discard(chat_id)
        if chat_id in self.known_away:
            self.known_away.discard(chat_id)
            for place in self.places:
                if place.address.chat_id == chat_id:
                    place.before_return = dict.fromkeys(self.published, self.pipeline.now)

    def turn_key(self, place: Place, *, is_shut: bool) -> None:
        """Have a thread closed or opened, of which the bot is told later or never."""
        if not place.address.thread_id:
            return
        if is_shut and place.address not in self.wire.closed:
            self.closings += 1
            self.wire.closed.add(place.address)
        elif not is_shut:
            self.wire.closed.discard(place.address)

    def note_open(self, session: Session, place: Place) -> None:
        """Have the bot be told that a thread is open, if it is."""
        if place.address.thread_id and place.address not in self.wire.closed:
            threads.note_open(session, *place.address, self.pipeline.now)

    async def month(self) -> None:
        """Have more than 30 days go by, in which whoever may be told anything is."""
        for name in ("send", "answer"):
            await self.step(name)
        told = self.told()
        for place in self.places:
            waiting = {title for title in self.published if not told[place.address][title]}
            place.aged |= waiting
            if place.address.chat_id in self.known_away:
                place.gone |= waiting
            is_in = self.standing.get(place.address.chat_id, "in") == "in"
            unheard = {chat_id for chat_id, _ in self.unheard}
            if place.address.chat_id in self.known_away | unheard or not is_in:
                self.long_away.add(place.address.chat_id)
        self.pipeline.now += timedelta(days=31)

    def take(self, session: Session, place: Place) -> None:
        """Press the button of the last offer that a place was made, if it can be pressed."""
        has_offer = any(each.is_offer and each.address == place.address for each in self.wire.log)
        reader = subscribers.find(session, *place.address)
        if not has_offer or reader is None or self.standing.get(place.address.chat_id, "in") != "in":
            return
        if reader.status is SubscriberStatus.ACTIVE:
            self.taken += bool(make_missed_digest(session, reader, self.pipeline.now))

    def move(self, place: Place) -> None:
        """Have a group become a supergroup: the bot hears that it left the old one, perhaps, and where it went."""
        old = place.address.chat_id
        if place.kind is not ChatKind.GROUP or old in self.known_away or self.standing.get(old, "in") != "in":
            return
        new = -1_000_000_000_000 + old
        self.wire.moved[old], self.new_ids[old] = new, new
        place.address, place.kind = Address(new), ChatKind.SUPERGROUP
        if self.losses % 2:
            self.pipeline.database.call(chats.migrate_chat, old, new, self.pipeline.now)

    async def settle_down(self) -> None:
        """Let the bot in everywhere, have it hear of it and send all; then everybody asks what they missed."""
        self.wire.faults = []
        for number in range(len(self.places)):
            await self.step("in", number)
            await self.step("open", number)
        for _ in range(len(self.unheard) + 1):
            await self.step("hear")
        self.pipeline.now += CLOSED_FOR
        for _ in range(2):
            self.pipeline.now += timedelta(minutes=10)
            for name in ("send", "answer", "offer", "send", "answer"):
                await self.step(name)
            for number in range(len(self.places)):
                await self.step("take", number)
            self.pipeline.now += timedelta(minutes=10)
            for name in ("send", "answer"):
                await self.step(name)

    def told(self) -> defaultdict[Address, Counter[str]]:
        """How often each place was told each story, in a message of its own or in one with others."""
        found: defaultdict[Address, Counter[str]] = defaultdict(Counter)
        for each in self.wire.log:
            address = Address(self.new_ids.get(each.address.chat_id, each.address.chat_id), each.address.thread_id)
            found[address].update(each.titles(self.published))
        return found

    def faults(self) -> list[str]:
        """What is not as it is owed, in words."""
        found = []
        told = self.told()
        twice = Counter(
            (Address(self.new_ids.get(address.chat_id, address.chat_id), address.thread_id), title)
            for address, text in self.wire.perhaps_twice
            for title in self.published
            if title in text
        )
        for place in self.places:
            is_channel = place.kind is ChatKind.CHANNEL
            for title in self.published:
                times, most = told[place.address][title], 1 + self.kills * ((place.address, title) in twice)
                most += twice[place.address, title]
                least = 0 if title in place.aged or (is_channel and title in place.may_miss) else 1
                most = 0 if title in place.gone or (is_channel and title in place.never) else most
                if not least <= times <= most:
                    found.append(f"{place.address} was told {title!r} {times} times, owed {least} to {most}")
        return found + self._wrong_words() + self._late()

    def _wrong_words(self) -> list[str]:
        """Words of the bot itself where there may be none, or more than there is to say."""
        found = []
        of_channels = {place.address for place in self.places if place.kind is ChatKind.CHANNEL}
        notices = Counter(each.address for each in self.wire.log if not each.titles(self.published))
        for address, count in notices.items():
            if address in of_channels:
                found.append(f"{address}, a channel, was told something by the bot itself")
            elif address.chat_id == self.owner and count > self.losses * 2 + self.closings:
                found.append(f"the owner was told {count} things of {self.losses} losses, {self.closings} closings")
        offers = Counter(each.address for each in self.wire.log if each.is_offer)
        doubled = Counter(address for address, _ in self.wire.perhaps_twice)
        found += [
            f"{address} was made {count} offers after {self.returns[address.chat_id]} returns"
            for address, count in offers.items()
            if count > self.returns[address.chat_id] + doubled[address] * (1 + self.kills)
        ]
        return found

    def _late(self) -> list[str]:
        """Stories of before a return of which the bot heard, told as if they were new."""
        found = []
        for place in self.places:
            for each in self.wire.log:
                news = each.titles(self.published)
                is_alert = each.address == place.address and len(news) == 1 and each.text.startswith(news[0])
                if is_alert and each.at > place.before_return.get(news[0], each.at):
                    found.append(f"{place.address} was told {news[0]!r} after its return, as if it was new")
        return found


def add_place(session: Session, place: Place, owner: int, now: datetime) -> Subscriber:
    """Store a place that somebody set up."""
    of_place = None if place.kind is ChatKind.PRIVATE else owner
    chat_id, thread_id = place.address
    row = Subscriber(chat_id=chat_id, thread_id=thread_id, kind=place.kind, created_at=now, seen_at=now)
    row.title, row.set_up_by = "Readers", of_place
    session.add(row)
    session.flush()
    return row
