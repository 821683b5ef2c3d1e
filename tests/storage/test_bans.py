"""Bans: nothing is sent, what was owed is cancelled, and lifting one brings back what there was."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from storage import admins, bans, chats, enqueue, subscriber_export, subscribers
from storage.database import Database
from storage.models import Cancellation, ChatKind, Delivery, DeliveryKind, SubscriberStatus
from tests.conftest import NOON
from tests.storage.rows import WINDOW, article, claimed, deliveries, find, owed, put, states, subscriber, topic_tree

LATER = NOON + timedelta(hours=1)
pytestmark = pytest.mark.both_engines


def ban(database: Database, chat_id: int, reason: str = "") -> bool:
    return database.call(bans.ban, chat_id, reason, 901, LATER)


def test_what_is_owed_is_cancelled_also_notices_and_nothing_new_is_owed(database: Database) -> None:
    ids = topic_tree(database, {"ai": ""})
    who = subscriber(database, 1, ids["ai"])
    owed(database, article(database, "a", ids["ai"]), who, 1)
    put(database, Delivery(kind=DeliveryKind.NOTICE, dedupe_key="n", subscriber_id=who, chat_id=1, priority=1,
                           created_at=NOON, due_at=NOON))  # fmt: skip
    assert ban(database, 1, "spam")
    assert states(database) == ["cancelled", "cancelled"]
    assert {row.cancelled_for for row in deliveries(database)} == {Cancellation.BANNED}
    assert (find(database, 1).status, find(database, 1).status_reason) == (SubscriberStatus.BANNED, "spam")
    assert database.call(enqueue.add_alerts, article(database, "b", ids["ai"], at=LATER), LATER - WINDOW, LATER) == 0
    owed(database, article(database, "c", ids["ai"]), who, 1, due_at=LATER)
    assert claimed(database, LATER) == [], "not even what was written by mistake"


def test_lifting_it_brings_back_what_each_was(database: Database) -> None:
    ids = topic_tree(database, {"ai": ""})
    subscriber(database, 1, ids["ai"])
    paused = subscriber(database, 2, ids["ai"])
    database.call(subscribers.pause, paused, NOON)
    for chat_id in (1, 2):
        assert ban(database, chat_id)
        assert not ban(database, chat_id), "once"
        assert database.call(bans.unban, chat_id, LATER)
        assert not database.call(bans.unban, chat_id, LATER)
    assert (find(database, 1).status, find(database, 2).status) == (SubscriberStatus.ACTIVE, SubscriberStatus.PAUSED)
    assert database.call(subscribers.choices, find(database, 1).id).keys() == {ids["ai"]}
    assert database.call(enqueue.add_alerts, article(database, "b", ids["ai"], at=LATER), LATER - WINDOW, LATER) == 1


def test_an_editor_is_removed_first(database: Database) -> None:
    database.call(admins.add_editor, 903, 901, NOON)
    assert not ban(database, 903)
    database.call(admins.remove_editor, 903)
    assert ban(database, 903)


def test_who_is_not_known_yet_can_be_banned(database: Database) -> None:
    assert ban(database, 5)
    assert database.call(subscribers.find_or_add, 5, ChatKind.PRIVATE, "en", LATER).status is SubscriberStatus.BANNED
    assert database.call(bans.unban, 5, LATER)
    assert find(database, 5).status is SubscriberStatus.ACTIVE


def test_neither_blocking_nor_pausing_nor_coming_back_ends_it(database: Database) -> None:
    who = subscriber(database, 1)
    ban(database, 1)
    database.call(chats.mark_unreachable, 1, SubscriberStatus.BLOCKED, "the person blocked the bot", LATER)
    database.call(chats.mark_reachable, 1, LATER)
    assert not database.call(subscribers.pause, who, LATER)
    assert not database.call(subscribers.resume, who, LATER)
    database.call(subscribers.find_or_add, 1, ChatKind.PRIVATE, "en", LATER)
    assert find(database, 1).status is SubscriberStatus.BANNED


def test_places_that_a_banned_person_set_up_go_on(database: Database) -> None:
    ids = topic_tree(database, {"ai": ""})
    subscriber(database, 1)
    place = subscriber(database, -7, ids["ai"])

    def set_up(session: Session) -> None:
        session.get_one(type(find(database, -7)), place).set_up_by = 1

    database.call(set_up)
    ban(database, 1)
    assert database.call(enqueue.add_alerts, article(database, "b", ids["ai"], at=LATER), LATER - WINDOW, LATER) == 1
    assert database.call(bans.place_ids_of, 1) == [-7]


def test_a_banned_group_that_becomes_a_supergroup_stays_banned(database: Database) -> None:
    subscriber(database, -7)
    ban(database, -7, "noise")
    database.call(chats.migrate_chat, -7, -1007, LATER)
    assert database.call(bans.find, -7) is None
    assert (found := database.call(bans.find, -1007)) is not None
    assert found.reason == "noise"
    assert find(database, -1007).status is SubscriberStatus.BANNED
    assert database.call(bans.unban, -1007, LATER)
    assert find(database, -1007).status is SubscriberStatus.ACTIVE


def test_an_import_neither_lifts_a_ban_nor_loses_one(database: Database) -> None:
    subscriber(database, 1)
    subscriber(database, 2)
    ban(database, 2)
    found, _ = database.call(subscriber_export.export_page, 0, 10)
    for chat_id in (1, 2):
        database.call(subscribers.erase, chat_id)
    database.call(bans.unban, 2, LATER)
    ban(database, 1)
    database.call(subscriber_export.import_subscribers, found, LATER)
    assert (find(database, 1).status, find(database, 2).status) == (SubscriberStatus.BANNED,) * 2
    assert database.call(bans.find, 2) is not None
