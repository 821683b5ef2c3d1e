"""Every fault of a send: everybody who can be served is, in the end, and doubles are only where an answer was lost."""

import asyncio
from collections import Counter
from datetime import UTC, datetime

import pytest
from sqlmodel import Session

from bot.delivery.worker import TokenRefusedError
from sandbox.chats import ChatType
from sandbox.faults import FaultKind
from storage import subscribers
from storage.models import ChatKind as Kind
from storage.models import SubscriberStatus, Subscription
from storage.models.base import stored_id
from tests.end_to_end.hole import hole_to
from tests.end_to_end.newsroom import READ_TIMEOUT, Newsroom, on_air, settings_of, until

TITLE = "Quiet rivers rise in the north"
READERS = 12


def once_each(newsroom: Newsroom) -> Counter[tuple[int, str]]:
    return Counter(dict.fromkeys(newsroom.expected([TITLE]), 1))


async def served(newsroom: Newsroom) -> None:
    """Everybody has the news, and the outbox is empty."""
    await until(lambda: set(newsroom.arrived()) >= newsroom.expected([TITLE]) and newsroom.is_drained(), 30)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (FaultKind.FLOOD, 429),
        (FaultKind.SERVER_ERROR, 500),
        (FaultKind.SERVER_ERROR, 503),
        (FaultKind.BAD_GATEWAY, 502),
        (FaultKind.DROPPED, 0),
    ],
)
async def test_what_was_not_delivered_is_delivered_once(newsroom: Newsroom, kind: FaultKind, code: int) -> None:
    people = newsroom.gather(READERS)
    faults = newsroom.sandbox.simulator.faults
    for person in people[:4]:
        faults.add(kind, "sendMessage", str(person.id), code=code)
    newsroom.drop(TITLE)
    async with on_air(newsroom):
        await served(newsroom)
    assert newsroom.arrived() == once_each(newsroom)
    assert newsroom.sandbox.simulator.calls.count("sendMessage", code) >= 4


async def test_a_throttled_chat_delays_no_other(newsroom: Newsroom) -> None:
    slow, *others = newsroom.gather(READERS)
    fault = newsroom.sandbox.simulator.faults.add(FaultKind.FLOOD, "sendMessage", str(slow.id), times=None, seconds=2)
    newsroom.drop(TITLE)
    async with on_air(newsroom):
        await until(lambda: newsroom.arrived().total() == len(others))
        assert (slow.id, TITLE) not in newsroom.arrived()
        newsroom.sandbox.simulator.faults.clear(fault.id)
        await served(newsroom)
    assert newsroom.arrived() == once_each(newsroom)


async def test_a_flood_over_all_passes(newsroom: Newsroom) -> None:
    newsroom.gather(READERS)
    newsroom.sandbox.simulator.faults.add(FaultKind.FLOOD, "sendMessage", times=READERS, seconds=1)
    newsroom.drop(TITLE)
    async with on_air(newsroom):
        await served(newsroom)
    assert newsroom.arrived() == once_each(newsroom)


async def test_a_server_that_fails_again_and_again_loses_nobody(newsroom: Newsroom) -> None:
    person, *_ = newsroom.gather(3)
    newsroom.sandbox.simulator.faults.add(FaultKind.SERVER_ERROR, "sendMessage", str(person.id), times=4, code=500)
    newsroom.drop(TITLE)
    async with on_air(newsroom):
        await served(newsroom)
    assert newsroom.arrived() == once_each(newsroom)


@pytest.mark.parametrize("kind", [FaultKind.ANSWER_LOST, FaultKind.GARBAGE, FaultKind.SLOW])
async def test_only_a_lost_answer_doubles(
    newsroom: Newsroom, kind: FaultKind, caplog: pytest.LogCaptureFixture
) -> None:
    people = newsroom.gather(READERS)
    for person in people[:3]:
        newsroom.sandbox.simulator.faults.add(kind, "sendMessage", str(person.id), seconds=READ_TIMEOUT * 2)
    newsroom.drop(TITLE)
    async with on_air(newsroom):
        await served(newsroom)
    doubled = Counter({(person.id, TITLE): 1 for person in people[:3]})
    assert newsroom.arrived() == once_each(newsroom) + doubled
    assert caplog.text.count("perhaps a double") == 3


async def test_a_request_that_never_arrives_is_made_again(newsroom: Newsroom) -> None:
    newsroom.gather(3)
    newsroom.drop(TITLE)
    async with hole_to(newsroom.sandbox.port) as (url, hole):
        hole.is_swallowing = True
        async with on_air(newsroom, settings_of(newsroom, url)):
            await until(lambda: hole.swallowed == 3)
            assert not newsroom.arrived()
            hole.is_swallowing = False
            await served(newsroom)
    assert newsroom.arrived() == once_each(newsroom)


async def test_people_who_cannot_be_served_delay_no_other(newsroom: Newsroom) -> None:
    blocker, leaver, *others = newsroom.gather(READERS)
    simulator = newsroom.sandbox.simulator
    group = simulator.add_chat(ChatType.GROUP, "Group")
    newsroom.database.call(follow_as_group, group.id)
    blocker.blocked.add(simulator.bot.id)  # before the bot hears of it
    await simulator.delete_account(leaver)
    await simulator.remove_member(group, simulator.bot)
    newsroom.drop(TITLE)
    async with on_air(newsroom):
        await until(lambda: newsroom.arrived().total() == len(others) and newsroom.is_drained())
    statuses = {
        chat_id: required_status(newsroom, chat_id) for chat_id in (blocker.id, leaver.id, group.id, others[0].id)
    }
    assert statuses == {
        blocker.id: SubscriberStatus.BLOCKED,
        leaver.id: SubscriberStatus.DEACTIVATED,
        group.id: SubscriberStatus.KICKED,
        others[0].id: SubscriberStatus.ACTIVE,
    }
    assert sum(row.state == "cancelled" for row in newsroom.rows()) in {2, 3}  # the group's may not even be owed


def required_status(newsroom: Newsroom, chat_id: int) -> SubscriberStatus:
    found = newsroom.database.call(subscribers.find, chat_id)
    assert found is not None
    return found.status


def follow_as_group(session: Session, chat_id: int) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    subscriber = subscribers.find_or_add(session, chat_id, Kind.GROUP, "en", at)
    session.add(Subscription(subscriber_id=stored_id(subscriber.id), topic_id=1, created_at=at))


async def test_a_group_that_became_a_supergroup_is_served_there(newsroom: Newsroom) -> None:
    newsroom.gather(2)
    group = newsroom.sandbox.simulator.add_chat(ChatType.GROUP, "Group")
    newsroom.database.call(follow_as_group, group.id)
    supergroup = await newsroom.sandbox.simulator.migrate(group)
    newsroom.drop(TITLE)
    async with on_air(newsroom):
        await until(lambda: newsroom.arrived()[supergroup.id, TITLE] == 1 and newsroom.is_drained())
    assert newsroom.arrived().total() == 3


async def test_a_revoked_token_ends_the_bot_and_loses_nothing(newsroom: Newsroom) -> None:
    newsroom.gather(READERS)
    async with on_air(newsroom) as running:
        await until(lambda: newsroom.sandbox.simulator.calls.count("setMyCommands") > 0)
        await asyncio.sleep(0.2)
        newsroom.sandbox.simulator.bot.revoked = True
        newsroom.drop(TITLE)
        with pytest.raises(TokenRefusedError):
            async with asyncio.timeout(20):
                await asyncio.shield(running)
    assert not newsroom.arrived()
    assert {row.state for row in newsroom.rows()} <= {"pending"}
    newsroom.sandbox.simulator.bot.revoked = False
    newsroom.database.call(due_now)
    async with on_air(newsroom):
        await served(newsroom)
    assert newsroom.arrived() == once_each(newsroom)


def due_now(session: Session) -> None:
    """Spare the test the minute that a refused token makes everything wait."""
    session.connection().exec_driver_sql("UPDATE delivery SET due_at = created_at")
