"""An audience becomes rows of the outbox."""

from datetime import timedelta

import pytest

from storage import broadcasts, recipients
from storage.audience import Audience
from storage.database import Database
from storage.models import BroadcastState, ChatKind, Delivery, DeliveryState, SubscriberStatus
from storage.recipients import ALL_WRITTEN, BROADCAST_PRIORITY
from tests.conftest import NOON
from tests.storage.broadcast_rows import drafted, found, running, set_columns
from tests.storage.rows import change, claimed, deliveries, find, put, subscriber, topic_tree

pytestmark = pytest.mark.both_engines

LATER = NOON + timedelta(hours=1)


def freezing_one(database: Database, audience: Audience = broadcasts.EVERYONE) -> int:
    which = drafted(database, audience)
    assert database.call(broadcasts.send_draft, which, NOON, needs_second=False)
    return which


def chats(database: Database) -> list[tuple[int, int]]:
    return [(row.chat_id, row.subscriber_id) for row in deliveries(database)]


@pytest.mark.parametrize(("is_notice", "kind"), [(False, "broadcast"), (True, "notice")])
def test_a_recipient_becomes_a_row_that_is_held(database: Database, is_notice: bool, kind: str) -> None:
    one = subscriber(database, 5)
    which = running(database, is_notice=is_notice)
    row = deliveries(database)[0]
    wanted = by_hand(which, one).model_dump() | {"id": row.id, "kind": kind}
    assert row.model_dump() == wanted
    assert claimed(database) == []


def by_hand(broadcast_id: int, subscriber_id: int) -> Delivery:
    return Delivery(
        dedupe_key=f"broadcast:{broadcast_id}:{subscriber_id}", subscriber_id=subscriber_id, chat_id=5,
        broadcast_id=broadcast_id, priority=BROADCAST_PRIORITY, state=DeliveryState.HELD, created_at=NOON, due_at=NOON,
    )  # fmt: skip


def test_chunk_by_chunk_until_all_are_written(database: Database) -> None:
    for chat_id in range(1, 6):
        subscriber(database, chat_id)
    which = freezing_one(database)
    assert not database.call(recipients.freeze, which, 2, NOON)
    half = found(database, which)
    assert (half.state, half.size, half.started_at) == (BroadcastState.FREEZING, 2, None)
    assert not database.call(recipients.freeze, which, 2, NOON)
    assert database.call(recipients.freeze, which, 2, LATER)
    whole = found(database, which)
    assert (whole.state, whole.size, whole.frozen_to, whole.started_at) == (
        BroadcastState.RUNNING,
        5,
        ALL_WRITTEN,
        LATER,
    )
    assert [chat_id for chat_id, _ in chats(database)] == [1, 2, 3, 4, 5]


def test_of_nobody_nothing_is_written(database: Database) -> None:
    which = freezing_one(database)
    assert database.call(recipients.freeze, which, 2, NOON)
    assert (found(database, which).size, found(database, which).state) == (0, BroadcastState.RUNNING)


@pytest.mark.parametrize("state", [state for state in BroadcastState if state is not BroadcastState.FREEZING])
def test_only_what_is_freezing_is_frozen(database: Database, state: BroadcastState) -> None:
    subscriber(database, 1)
    which = drafted(database, state=state)
    assert not database.call(recipients.freeze, which, 2, NOON)
    assert not database.call(recipients.freeze, which + 1, 2, NOON)
    assert deliveries(database) == []
    assert found(database, which).state is state


def test_only_the_audience_is_written(database: Database) -> None:
    ids = topic_tree(database, {"ai": "", "vision": "ai"})
    broad, _ = subscriber(database, 1, ids["ai"]), subscriber(database, 2)
    group = subscriber(database, -3, ids["vision"])
    running(database, Audience(topic_ids=(ids["vision"],)))
    assert chats(database) == [(1, broad), (-3, group)]
    running(database, Audience(kinds=(ChatKind.GROUP,)))
    assert chats(database)[2:] == [(-3, group)]


def test_who_joined_after_it_was_frozen_is_left_out(database: Database) -> None:
    subscriber(database, 1)
    which = freezing_one(database)
    assert not database.call(recipients.freeze, which, 1, NOON)
    subscriber(database, 2, at=NOON + timedelta(seconds=1))
    assert not database.call(recipients.freeze, which, 1, LATER)
    assert database.call(recipients.freeze, which, 1, LATER)
    assert [chat_id for chat_id, _ in chats(database)] == [1]


def test_extending_reaches_who_joined_since_and_nobody_twice(database: Database) -> None:
    subscriber(database, 1)
    which = running(database)
    subscriber(database, 2, at=LATER)
    assert database.call(broadcasts.extend, which, LATER)
    assert database.call(recipients.freeze, which, 10, LATER)
    assert [chat_id for chat_id, _ in chats(database)] == [1, 2]
    assert found(database, which).size == 2


def test_a_chat_with_threads_is_told_once(database: Database) -> None:
    forum = subscriber(database, -5)
    subscriber(database, -5, thread_id=7)
    which = running(database)
    assert chats(database) == [(-5, forum)]
    change(database, find(database, -5), status=SubscriberStatus.PAUSED)
    database.call(broadcasts.extend, which, LATER)
    assert database.call(recipients.freeze, which, 10, LATER)
    assert chats(database) == [(-5, forum)]  # its thread would be the lowest now, but the chat was told


def test_a_row_that_is_there_is_no_obstacle(database: Database) -> None:
    one = subscriber(database, 5)
    which = freezing_one(database)
    set_columns(database, which, size=1)
    put(database, by_hand(which, one))
    assert database.call(recipients.freeze, which, 10, NOON)
    assert (len(deliveries(database)), found(database, which).size) == (1, 1)
