"""One stream of records to people, groups, threads of forums and channels at once: each is told each story once."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

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
    addresses = [*((person.id, 0) for person in environment.people), *(address for address, _ in places)]
    return Counter({(address, title): 1 for address in addresses for title in titles(count)})


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


def busiest_minute(environment: Environment, chats: set[int]) -> int:
    """The most messages that one of these chats was sent in any sliding minute."""
    times: defaultdict[int, list[float]] = defaultdict(list)
    for entry in environment.sandbox.simulator.message_log.deliveries():
        if entry["chat_id"] in chats:
            times[entry["chat_id"]].append(datetime.fromisoformat(entry["at"]).timestamp())
    return max(sum(start <= at < start + MINUTE for at in sent) for sent in times.values() for start in sent)
