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
from tests.end_to_end.environment import READ_TIMEOUT, Environment, running_bot, settings_of, until
from tests.end_to_end.proxy import proxy_to

TITLE = "Quiet rivers rise in the north"
READERS = 12


def once_each(environment: Environment) -> Counter[tuple[int, str]]:
    return Counter(dict.fromkeys(environment.expected([TITLE]), 1))


async def served(environment: Environment) -> None:
    """Everybody has the news, and the outbox is empty."""
    await until(lambda: set(environment.arrived()) >= environment.expected([TITLE]) and environment.is_drained(), 30)


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
async def test_what_was_not_delivered_is_delivered_once(environment: Environment, kind: FaultKind, code: int) -> None:
    people = environment.gather(READERS)
    faults = environment.sandbox.simulator.faults
    for person in people[:4]:
        faults.add(kind, "sendMessage", str(person.id), code=code)
    environment.drop(TITLE)
    async with running_bot(environment):
        await served(environment)
    assert environment.arrived() == once_each(environment)
    assert environment.sandbox.simulator.calls.count("sendMessage", code) >= 4


async def test_a_throttled_chat_delays_no_other(environment: Environment) -> None:
    slow, *others = environment.gather(READERS)
    fault = environment.sandbox.simulator.faults.add(
        FaultKind.FLOOD, "sendMessage", str(slow.id), times=None, seconds=2
    )
    environment.drop(TITLE)
    async with running_bot(environment):
        await until(lambda: environment.arrived().total() == len(others))
        assert (slow.id, TITLE) not in environment.arrived()
        environment.sandbox.simulator.faults.clear(fault.id)
        await served(environment)
    assert environment.arrived() == once_each(environment)


async def test_a_flood_over_all_passes(environment: Environment) -> None:
    environment.gather(READERS)
    environment.sandbox.simulator.faults.add(FaultKind.FLOOD, "sendMessage", times=READERS, seconds=1)
    environment.drop(TITLE)
    async with running_bot(environment):
        await served(environment)
    assert environment.arrived() == once_each(environment)


async def test_a_server_that_fails_again_and_again_loses_nobody(environment: Environment) -> None:
    person, *_ = environment.gather(3)
    environment.sandbox.simulator.faults.add(FaultKind.SERVER_ERROR, "sendMessage", str(person.id), times=4, code=500)
    environment.drop(TITLE)
    async with running_bot(environment):
        await served(environment)
    assert environment.arrived() == once_each(environment)


@pytest.mark.parametrize("kind", [FaultKind.ANSWER_LOST, FaultKind.GARBAGE, FaultKind.SLOW])
async def test_only_a_lost_answer_doubles(
    environment: Environment, kind: FaultKind, caplog: pytest.LogCaptureFixture
) -> None:
    people = environment.gather(READERS)
    for person in people[:3]:
        environment.sandbox.simulator.faults.add(kind, "sendMessage", str(person.id), seconds=READ_TIMEOUT * 2)
    environment.drop(TITLE)
    async with running_bot(environment):
        await served(environment)
    doubled = Counter({(person.id, TITLE): 1 for person in people[:3]})
    assert environment.arrived() == once_each(environment) + doubled
    assert caplog.text.count("perhaps a double") == 3


async def test_a_request_that_never_arrives_is_made_again(environment: Environment) -> None:
    environment.gather(3)
    environment.drop(TITLE)
    async with proxy_to(environment.sandbox.port) as (url, proxy):
        proxy.is_swallowing = True
        async with running_bot(environment, settings_of(environment, url)):
            await until(lambda: proxy.swallowed == 3)
            assert not environment.arrived()
            proxy.is_swallowing = False
            await served(environment)
    assert environment.arrived() == once_each(environment)


async def test_people_who_cannot_be_served_delay_no_other(environment: Environment) -> None:
    blocker, leaver, *others = environment.gather(READERS)
    simulator = environment.sandbox.simulator
    group = simulator.add_chat(ChatType.GROUP, "Group")
    environment.database.call(follow_as_group, group.id)
    blocker.blocked.add(simulator.bot.id)  # before the bot hears of it
    await simulator.delete_account(leaver)
    await simulator.remove_member(group, simulator.bot)
    environment.drop(TITLE)
    async with running_bot(environment):
        await until(lambda: environment.arrived().total() == len(others) and environment.is_drained())
    statuses = {
        chat_id: required_status(environment, chat_id) for chat_id in (blocker.id, leaver.id, group.id, others[0].id)
    }
    assert statuses == {
        blocker.id: SubscriberStatus.BLOCKED,
        leaver.id: SubscriberStatus.DEACTIVATED,
        group.id: SubscriberStatus.KICKED,
        others[0].id: SubscriberStatus.ACTIVE,
    }
    assert sum(row.state == "cancelled" for row in environment.rows()) in {2, 3}  # the group's may not even be owed


def required_status(environment: Environment, chat_id: int) -> SubscriberStatus:
    found = environment.database.call(subscribers.find, chat_id)
    assert found is not None
    return found.status


def follow_as_group(session: Session, chat_id: int) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    subscriber = subscribers.find_or_add(session, chat_id, Kind.GROUP, "en", at)
    session.add(Subscription(subscriber_id=subscriber.id, topic_id=1, created_at=at))


async def test_a_group_that_became_a_supergroup_is_served_there(environment: Environment) -> None:
    creator, _ = environment.gather(2)
    group = environment.sandbox.simulator.add_chat(ChatType.GROUP, "Group", creator=creator)
    environment.database.call(follow_as_group, group.id)
    supergroup = await environment.sandbox.simulator.migrate(group)
    environment.drop(TITLE)
    async with running_bot(environment):
        await until(lambda: environment.arrived()[supergroup.id, TITLE] == 1 and environment.is_drained())
    assert environment.arrived().total() == 3


async def test_a_revoked_token_ends_the_bot_and_loses_nothing(environment: Environment) -> None:
    environment.gather(READERS)
    async with running_bot(environment) as running:
        await until(lambda: environment.sandbox.simulator.calls.count("setMyCommands") > 0)
        await asyncio.sleep(0.2)
        environment.sandbox.simulator.bot.revoked = True
        environment.drop(TITLE)
        with pytest.raises(TokenRefusedError):
            async with asyncio.timeout(20):
                await asyncio.shield(running)
    assert not environment.arrived()
    assert {row.state for row in environment.rows()} <= {"pending"}
    environment.sandbox.simulator.bot.revoked = False
    environment.database.call(due_now)
    async with running_bot(environment):
        await served(environment)
    assert environment.arrived() == once_each(environment)


def due_now(session: Session) -> None:
    """Spare the test the minute that a refused token makes everything wait."""
    session.connection().exec_driver_sql("UPDATE delivery SET due_at = created_at")
