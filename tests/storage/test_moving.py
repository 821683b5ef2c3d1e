"""Changes of address: everything comes along, and nobody is told a story twice for it."""

from storage import subscribers
from storage.database import Database
from storage.models import DeliveryState, Volume
from storage.moving import leave_thread, move_chat
from tests.conftest import NOON
from tests.storage.rows import article, change, claimed, deliveries, find, owed, subscriber, topic_tree

OLD, NEW = -5, -1001234567890


def test_a_group_keeps_everything_under_its_new_id(database: Database) -> None:
    ids = topic_tree(database, {"ai": ""})
    group = subscriber(database, OLD, ids["ai"])
    owed(database, article(database, "a"), group, OLD)
    database.call(move_chat, OLD, NEW, NOON)
    moved = find(database, NEW)
    assert (moved.id, moved.kind) == (group, "supergroup")
    assert database.call(subscribers.choices, group) == {ids["ai"]: Volume.STORIES}
    assert [claim.chat_id for claim in claimed(database)] == [NEW]
    assert database.call(subscribers.find, OLD) is None


def test_what_is_in_the_air_moves_too(database: Database) -> None:
    owed(database, article(database, "a"), subscriber(database, OLD), OLD)
    claimed(database)
    database.call(move_chat, OLD, NEW, NOON)
    assert [(row.chat_id, row.state) for row in deliveries(database)] == [(NEW, "in_flight")]


def test_moving_twice_changes_nothing(database: Database) -> None:
    group = subscriber(database, OLD)
    for _ in range(2):
        database.call(move_chat, OLD, NEW, NOON)
    assert find(database, NEW).id == group


def test_who_lives_there_already_takes_over(database: Database) -> None:
    ids = topic_tree(database, {"ai": "", "robots": "", "vision": ""})
    old = subscriber(database, OLD, ids["ai"], ids["vision"])
    new = subscriber(database, NEW, ids["robots"], muted=[ids["ai"]])
    same = article(database, "a")
    owed(database, same, old, OLD)
    owed(database, same, new, NEW)
    owed(database, article(database, "b"), old, OLD)
    database.call(move_chat, OLD, NEW, NOON)
    assert database.call(subscribers.find, OLD) is None
    assert database.call(subscribers.choices, new) == {
        ids["robots"]: Volume.STORIES,
        ids["ai"]: Volume.MUTED,
        ids["vision"]: Volume.STORIES,
    }
    rows = deliveries(database)
    assert {row.subscriber_id for row in rows} == {new}
    assert {row.chat_id for row in rows} == {NEW}
    assert [row.state for row in rows] == ["cancelled", "pending", "pending"]


def test_what_the_resident_was_not_told_is_told(database: Database) -> None:
    old, new = subscriber(database, OLD), subscriber(database, NEW)
    story = article(database, "a")
    owed(database, story, old, OLD)
    change(database, owed(database, story, new, NEW), state=DeliveryState.CANCELLED)
    database.call(move_chat, OLD, NEW, NOON)
    assert [row.state for row in deliveries(database)] == ["pending", "cancelled"]


def test_what_was_sent_stays_sent(database: Database) -> None:
    old, new = subscriber(database, OLD), subscriber(database, NEW)
    story = article(database, "a")
    change(database, owed(database, story, old, OLD), state=DeliveryState.SENT)
    change(database, owed(database, story, new, NEW), state=DeliveryState.SENT)
    database.call(move_chat, OLD, NEW, NOON)
    assert [row.state for row in deliveries(database)] == ["sent", "sent"]


def test_the_subscriber_of_a_thread_goes_on_in_the_chat(database: Database) -> None:
    thread = subscriber(database, NEW, thread_id=7)
    database.call(leave_thread, thread, NOON)
    assert find(database, NEW).id == thread


def test_a_thread_that_is_gone_becomes_one_with_its_chat(database: Database) -> None:
    ids = topic_tree(database, {"ai": ""})
    chat, thread = subscriber(database, NEW), subscriber(database, NEW, ids["ai"], thread_id=7)
    database.call(leave_thread, thread, NOON)
    assert database.call(subscribers.find, NEW, 7) is None
    assert database.call(subscribers.choices, chat) == {ids["ai"]: Volume.STORIES}


def test_threads_move_with_their_chat(database: Database) -> None:
    chat, thread = subscriber(database, OLD), subscriber(database, OLD, thread_id=7)
    database.call(move_chat, OLD, NEW, NOON)
    assert (find(database, NEW).id, find(database, NEW, 7).id) == (chat, thread)


def test_nobody_moves_who_is_not_there(database: Database) -> None:
    database.call(move_chat, OLD, NEW, NOON)
    database.call(leave_thread, 99, NOON)
    assert database.call(subscribers.find, NEW) is None
