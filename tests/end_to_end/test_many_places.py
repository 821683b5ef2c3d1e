"""One stream of records to people, groups, threads of forums and channels at once: each is told each story once."""

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sqlmodel import Session, select

from sandbox.accounts import MemberStatus
from sandbox.chats import ChatType
from storage.models import ChatKind, Subscriber, Subscription, Topic
from tests.end_to_end.environment import Environment, bot_process, running_bot, until
from tests.support.pipeline import titles

THREADS_OF_A_FORUM = 5
EARLY = datetime(2026, 1, 1, tzinfo=UTC)
MINUTE = 60.0
MOST_A_MINUTE = 20


class Crowd(NamedTuple):
    """How many of each there are."""

    people: int
    groups: int
    threads: int
    channels: int


Address = tuple[int, int]
"""Chat and thread."""
Told = Counter[tuple[Address, str]]
"""How often each address was told each title."""

SMALL, LARGE = Crowd(20, 4, 10, 3), Crowd(2_000, 200, 200, 50)
DENSE = Crowd(people=15, groups=8, threads=10, channels=4)
"""So few that the rate over all holds nobody up: 15 messages a second to people, 5 to places."""
BURST = 24
"""Stories at once: more than a group may have a minute, and five times as many for a forum of five threads."""
QUESTIONS = 7
"""What an administrator asks in each group meanwhile: alerts alone are so far apart that they hardly make twenty."""


def found_places(environment: Environment, crowd: Crowd) -> list[tuple[Address, ChatKind]]:
    """Groups, forums with their threads and channels in which the bot is an administrator."""
    simulator, places = environment.sandbox.simulator, []
    for number in range(crowd.groups):
        chat = simulator.add_chat(ChatType.SUPERGROUP, f"Group {number}", bot_is=MemberStatus.MEMBER)
        places.append(((chat.id, 0), ChatKind.SUPERGROUP))
    for number in range(crowd.threads // THREADS_OF_A_FORUM):
        forum = simulator.add_chat(ChatType.SUPERGROUP, f"Forum {number}", is_forum=True)
        threads = [simulator.add_topic(forum, f"Thread {each}") for each in range(THREADS_OF_A_FORUM)]
        places += [((forum.id, thread.id), ChatKind.SUPERGROUP) for thread in threads]
    for number in range(crowd.channels):
        chat = simulator.add_chat(ChatType.CHANNEL, f"Channel {number}", bot_is=MemberStatus.ADMINISTRATOR)
        places.append(((chat.id, 0), ChatKind.CHANNEL))
    return places


def subscribe(session: Session, places: Iterable[tuple[Address, ChatKind]], topic_name: str) -> None:
    topic = session.exec(select(Topic).where(Topic.name == topic_name)).one()
    for (chat_id, thread_id), kind in places:
        place = Subscriber(chat_id=chat_id, thread_id=thread_id, kind=kind, created_at=EARLY, seen_at=EARLY)
        session.add(place)
        session.flush()
        session.add(Subscription(subscriber_id=place.id, topic_id=topic.id, created_at=EARLY))


def told(environment: Environment) -> Told:
    """How often each chat or thread shows each title."""
    simulator = environment.sandbox.simulator
    chats = [*simulator.chats.values(), *(simulator.private_chat(person) for person in environment.people)]
    return Counter(
        ((chat.id, message.thread_id), message.text.split("\n")[0])
        for chat in chats
        for message in chat.messages.values()
        if message.sender is simulator.bot and not message.is_service
    )


def owed(environment: Environment, places: Iterable[tuple[Address, ChatKind]], count: int) -> Told:
    return Counter(owed_news(environment, places, titles(count)))


async def test_each_is_told_each_story_once(environment: Environment) -> None:
    environment.gather(SMALL.people)
    places = found_places(environment, SMALL)
    environment.database.call(subscribe, places, "AI")
    environment.drop(*titles(3))
    expected = owed(environment, places, 3)
    async with running_bot(environment):
        await until(lambda: told(environment).total() >= expected.total() and environment.is_drained())
    assert told(environment) == expected


@pytest.mark.soak
@pytest.mark.timeout(3_600)
async def test_at_scale_with_telegrams_limits_on(environment: Environment, tmp_path: Path) -> None:
    environment.gather(LARGE.people)
    places = found_places(environment, LARGE)
    environment.database.call(subscribe, places, "AI")
    environment.sandbox.simulator.limits[environment.sandbox.simulator.bot.id].on = True
    environment.drop(*titles(6))
    expected = owed(environment, places, 6)
    async with bot_process(environment, tmp_path / "bot.log", 28.0) as bot:
        await bot.start()
        async with asyncio.timeout(3_000):
            while told(environment).total() < expected.total():  # noqa: ASYNC110 - chats tell no one
                await asyncio.sleep(10)
        await until(environment.is_drained)
    assert told(environment) == expected
    assert busiest_minute(environment, {address[0] for address, _ in places}) <= MOST_A_MINUTE


@pytest.mark.soak
@pytest.mark.timeout(1_800)
async def test_bursts_at_the_pace_of_groups_hold_up_no_person(environment: Environment, tmp_path: Path) -> None:
    """The same burst to people alone, and then to people and places: places wait for minutes, and no person does."""
    environment.gather(DENSE.people)
    simulator, news = environment.sandbox.simulator, titles(2 * BURST)
    simulator.limits[simulator.bot.id].on = True
    async with bot_process(environment, tmp_path / "bot.log", 28.0, BURST_ALERTS="0") as bot:
        await bot.start()
        alone = await seconds_of_burst(environment, news[:BURST], [])
        places = found_places(environment, DENSE)
        environment.database.call(subscribe, places, "AI")
        await ask_in_groups(environment, places)
        beside = await seconds_of_burst(environment, news[BURST:], places)
    chats = {address[0] for address, _ in places}
    expected = owed(environment, [], BURST) + Counter(owed_news(environment, places, news[BURST:]))
    paces = {chat_id: busiest_minute(environment, {chat_id}) for chat_id in chats}
    refused = simulator.calls.count("sendMessage", 429)
    print(f"places: {len(places)} in {len(chats)} chats, {beside.places:.0f} s; people: {alone.people:.1f} s alone, "  # noqa: T201 - figures
          f"{beside.people:.1f} s beside places, ratio {beside.people / alone.people:.2f}; "
          f"most in a minute {sorted(paces.values())}; refused {refused}")  # fmt: skip
    assert Counter({each: times for each, times in told(environment).items() if each[1] in news}) == expected
    assert max(paces.values()) == MOST_A_MINUTE, "the limit binds, and is kept"
    assert refused == 0


async def ask_in_groups(environment: Environment, places: Iterable[tuple[Address, ChatKind]]) -> None:
    """Have an administrator of each group ask some things at once."""
    simulator = environment.sandbox.simulator
    groups = {chat_id for (chat_id, _), kind in places if kind is not ChatKind.CHANNEL}
    for number, chat_id in enumerate(sorted(groups)):
        chat, person = simulator.chats[chat_id], simulator.add_person(f"Administrator {number}")
        await simulator.add_member(chat, person, status=MemberStatus.ADMINISTRATOR)
        for _ in range(QUESTIONS):
            await simulator.say(person, "/topics", chat)


class Seconds(NamedTuple):
    """From the record to the last message."""

    people: float
    places: float


async def seconds_of_burst(
    environment: Environment, news: list[str], places: Iterable[tuple[Address, ChatKind]]
) -> Seconds:
    """Have records land, and wait until everybody has their stories; returns how long that took."""
    owed_now = set(owed_news(environment, places, news))
    began_at = time.time()
    environment.drop(*news)
    async with asyncio.timeout(900):
        while not owed_now <= told(environment).keys():  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.5)
    await until(environment.is_drained)
    sent = [
        each for each in environment.sandbox.simulator.message_log.deliveries() if each["text"].split("\n")[0] in news
    ]
    ends = {is_person: max((at_of(each) for each in sent if (each["chat_id"] > 0) is is_person), default=began_at)
            for is_person in (True, False)}  # fmt: skip
    return Seconds(ends[True] - began_at, ends[False] - began_at)


def owed_news(
    environment: Environment, places: Iterable[tuple[Address, ChatKind]], news: Iterable[str]
) -> list[tuple[Address, str]]:
    addresses = [*((person.id, 0) for person in environment.people), *(address for address, _ in places)]
    return [(address, title) for address in addresses for title in news]


def at_of(entry: Mapping[str, Any]) -> float:
    return datetime.fromisoformat(entry["at"]).timestamp()


def busiest_minute(environment: Environment, chats: set[int]) -> int:
    """The most messages that one of these chats was sent in any sliding minute."""
    times: defaultdict[int, list[float]] = defaultdict(list)
    for entry in environment.sandbox.simulator.message_log.deliveries():
        if entry["chat_id"] in chats:
            times[entry["chat_id"]].append(at_of(entry))
    return max(sum(start <= at < start + MINUTE for at in sent) for sent in times.values() for start in sent)
