"""People, groups, threads of a forum and channels leave and return amid sends, and the bot is killed."""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from bot.delivery.retry import RetryRules
from storage import chats, outbox, subscribers
from storage.database import read_only
from storage.models import ChatKind, SubscriberStatus, Topic, Volume
from tests.delivery.leaving import Address, Place, Wire, World, add_place
from tests.support.pipeline import Pipeline

OWNER, PERSON, GROUP, FORUM, CHANNEL = 501, 77, -55, -1_000_000_000_066, -1_000_000_000_077
RULES = RetryRules(spread=lambda: 1.0)
STEPS = (
    ("publish",) * 4
    + ("send", "answer") * 3
    + ("hear",) * 3
    + ("out", "mute", "in", "in", "offer", "take")
    + (
        "kill",
        "lost",
        "unknown",
        "move",
    )
)


def kinds_of_places(number: int) -> list[Place]:
    """One of each kind, of chats that are new with each number."""
    return [
        Place(Address(PERSON + number * 1_000), ChatKind.PRIVATE),
        Place(Address(GROUP - number * 1_000), ChatKind.GROUP),
        Place(Address(FORUM - number * 1_000, 7), ChatKind.SUPERGROUP),
        Place(Address(FORUM - number * 1_000, 8), ChatKind.SUPERGROUP),
        Place(Address(CHANNEL - number * 1_000), ChatKind.CHANNEL),
    ]


@dataclass
class Worlds:
    """Worlds one after the other over one database."""

    pipeline: Pipeline
    count: int = 0

    def begin(self) -> World:
        self.count += 1
        places, wire = kinds_of_places(self.count), Wire(now=self.pipeline.clock)
        self.pipeline.wire, self.pipeline.slots = wire, 8
        self.pipeline.delivery = self.pipeline.new_delivery()
        self.pipeline.follows(OWNER)
        self.pipeline.follows(PERSON - 1, "AI")

        def store(session: Session) -> None:
            subscribers.erase(session, PERSON - 1)
            topic = session.exec(select(Topic).where(Topic.name == "AI")).one()
            for place in places:
                row = add_place(session, place, OWNER, self.pipeline.now)
                subscribers.set_subscription(session, row.id, topic.id, Volume.STORIES, self.pipeline.now)

        self.pipeline.database.call(store)
        return World(self.pipeline, wire, places, OWNER)

    def end(self, world: World) -> None:
        for chat_id in {place.address.chat_id for place in world.places} | {OWNER}:
            self.pipeline.database.call(subscribers.erase, chat_id)


@pytest.fixture
def worlds(pipeline: Pipeline) -> Worlds:
    return Worlds(pipeline)


async def happens(worlds: Worlds, steps: list[tuple[str, int]]) -> World:
    """Have things happen in a new world, and all settle down after them."""
    world = worlds.begin()
    for name, which in steps:
        await world.step(name, which)
    await world.settle_down()
    return world


async def test_each_place_is_told_what_it_is_owed_however_it_leaves_and_returns(worlds: Worlds) -> None:
    taken = 0
    for seed in range(20):
        chance = random.Random(seed)
        steps = [(name, chance.randrange(5)) for name in chance.choices(STEPS, k=chance.randint(10, 40))]
        world = await happens(worlds, steps)
        assert world.faults() == [], (seed, steps)
        worlds.end(world)
        taken += world.taken
    assert taken > 5, "the simulation reaches what it is about"


KEYS = ("shut", "shut", "open", "told open", "month")


async def test_the_same_with_threads_that_are_closed_and_months_that_go_by(worlds: Worlds) -> None:
    gone = closings = 0
    for seed in range(20):
        chance = random.Random(1_000 + seed)
        steps = [(name, chance.randrange(5)) for name in chance.choices(STEPS + KEYS, k=chance.randint(20, 50))]
        world = await happens(worlds, steps)
        assert world.faults() == [], (seed, steps)
        worlds.end(world)
        gone += sum(len(place.gone) for place in world.places)
        closings += world.closings
    assert gone > 5, "the simulation reaches what it is about"
    assert closings > 5


def at(which: int, *names: str) -> list[tuple[str, int]]:
    return [(name, which) for name in names]


IS_BACK = ("in", "hear", "offer", "send", "answer")


@pytest.mark.both_engines
async def test_an_offer_that_nobody_took_is_part_of_the_next(worlds: Worlds) -> None:
    """Somebody blocks the bot twice within minutes, and presses nothing in between."""
    world = await happens(worlds, at(0, "out", "hear", "publish", *IS_BACK, "out", "hear", "publish", *IS_BACK))
    assert world.faults() == []
    assert world.taken == 1


async def test_an_offer_of_long_ago_is_over(worlds: Worlds) -> None:
    world = worlds.begin()
    for name in ("out", "hear", "publish", *IS_BACK):
        await world.step(name)
    worlds.pipeline.now += timedelta(days=20)
    for name in ("out", "hear"):
        await world.step(name)
    worlds.pipeline.now += timedelta(days=20)
    for name in ("publish", *IS_BACK, "take", "send", "answer"):
        await world.step(name)
    told = world.told()[world.places[0].address]
    assert [told[title] for title in world.published] == [0, 1], "the second absence is no longer than 30 days"


@pytest.mark.both_engines
async def test_what_is_missed_right_after_an_absence_of_a_month_is_offered(worlds: Worlds) -> None:
    """Somebody blocks the bot for a month, and again before anybody looked whether there is something to offer."""
    steps = at(0, "out", "hear", "publish", "month", "in", "hear", "out", "hear", "publish", *IS_BACK)
    world = await happens(worlds, steps)
    told = world.told()[world.places[0].address]
    assert world.faults() == []
    assert [told[title] for title in world.published] == [0, 1]


@pytest.mark.both_engines
@pytest.mark.parametrize("which", range(5))
async def test_a_refusal_from_before_an_absence_of_which_nobody_heard(worlds: Worlds, which: int) -> None:
    """A basic group puts the bot out, which is believed once a send fails; it takes it in, and then that is told."""
    world = await happens(worlds, at(which, "publish", "out", "send", "in", "hear", "hear", "answer"))
    place = world.places[which]
    status = worlds.pipeline.database.call(standing_of, place.address)
    assert world.faults() == []
    assert status == "active"


@pytest.mark.both_engines
async def test_an_edit_that_was_refused_before_the_return_says_nothing_of_the_chat(worlds: Worlds) -> None:
    database, now = worlds.pipeline.database, worlds.pipeline.now
    world = worlds.begin()
    lost = (SubscriberStatus.KICKED, "bot was kicked from the supergroup chat")
    [chat_id, *_] = {place.address.chat_id for place in world.places if place.address.thread_id}
    database.call(chats.mark_unreachable, chat_id, *lost, now + timedelta(minutes=1))
    database.call(chats.mark_reachable, chat_id, now + timedelta(minutes=2))
    database.call(chats.mark_unreachable, chat_id, *lost, now + timedelta(minutes=3), now)
    assert database.call(standing_of, Address(chat_id, 7)) == "active"
    database.call(chats.mark_unreachable, chat_id, *lost, now + timedelta(minutes=5), now + timedelta(minutes=4))
    assert database.call(standing_of, Address(chat_id, 7)) == "kicked"


@read_only
def standing_of(session: Session, address: Address) -> str:
    found = subscribers.find(session, *address)
    return found.status.value if found else ""


@pytest.mark.both_engines
async def test_what_places_were_sent_lately_is_known_after_a_kill(worlds: Worlds) -> None:
    """Also what was under way, which may have arrived; what persons were sent has no such limit."""
    world = worlds.begin()
    for name in ("publish", "send", "answer", "publish", "send"):
        await world.step(name)
    pipeline = worlds.pipeline
    past = pipeline.database.call(outbox.sent_to_places, pipeline.now - timedelta(minutes=9))
    addresses = [place.address.chat_id for place in world.places if place.kind is not ChatKind.PRIVATE]
    assert Counter(chat_id for chat_id, _ in past) == Counter(addresses) + Counter(set(addresses))
    await world.answer()
    assert pipeline.database.call(outbox.sent_to_places, pipeline.now) == []


@pytest.mark.parametrize("name", ["unknown", "kill"])
async def test_what_may_have_arrived_counts_for_the_pace_of_a_group(worlds: Worlds, name: str) -> None:
    world = worlds.begin()
    group = world.places[1].address
    worlds.pipeline.delivery._rules = world.rules = RULES
    await world.publish()
    await world.publish()
    world.wire.faults = [name] * (len(world.places) - 1) if name == "unknown" else []
    await world.send()
    began_at = worlds.pipeline.now
    await (world.kill() if name == "kill" else world.answer())
    await world.send()
    await world.answer()
    assert len([each for each in world.wire.log if each.address == group]) == 1
    worlds.pipeline.now = began_at + RULES.pause_group
    await world.send()
    await world.answer()
    assert len([each for each in world.wire.log if each.address == group]) == 2
