"""Subscribers, and what follows from what they choose."""

from datetime import timedelta

import pytest

from storage import absence, admins, chats, enqueue, subscribers
from storage.database import Database
from storage.models import (
    Awaits,
    Cancellation,
    ChatKind,
    Digest,
    ReaderQuestion,
    SavedArticle,
    SubscriberStatus,
    Suppression,
    SuppressionReason,
    Volume,
    Watch,
    WordFilter,
)
from storage.preferences import ANNOUNCEMENTS, RHYTHM
from tests.conftest import NOON
from tests.storage.broadcast_rows import running
from tests.storage.rows import (
    WINDOW,
    article,
    begun,
    change,
    deliveries,
    find,
    owed,
    put,
    states,
    subscriber,
    topic_tree,
)

LATER = NOON + timedelta(hours=1)


def test_who_writes_is_met_once(database: Database) -> None:
    first = database.call(subscribers.find_or_add, 7_777_777_777, ChatKind.PRIVATE, "de", NOON)
    again = database.call(subscribers.find_or_add, 7_777_777_777, ChatKind.PRIVATE, "fr", LATER)
    assert again.id == first.id
    assert (again.created_at, again.seen_at, again.language) == (NOON, LATER, "de")
    assert database.call(subscribers.find, 7_777_777_777, 5) is None


@pytest.mark.parametrize(
    ("status", "then"),
    [(each, SubscriberStatus.ACTIVE) for each in sorted(absence.UNREACHABLE_STATUSES)]
    + [(SubscriberStatus.PAUSED, SubscriberStatus.PAUSED)],
)
def test_who_comes_back_can_be_reached_again(
    database: Database, status: SubscriberStatus, then: SubscriberStatus
) -> None:
    subscriber(database, 1)
    change(database, find(database, 1), status=status, status_reason="why")
    met = database.call(subscribers.find_or_add, 1, ChatKind.PRIVATE, "en", LATER)
    assert met.status is then


def test_choices_are_kept_by_topic(database: Database) -> None:
    ids = topic_tree(database, {"ai": "", "bees": ""})
    one = subscriber(database, 1, ids["ai"], muted=[ids["bees"]])
    two = subscriber(database, 2, ids["bees"])
    three = subscriber(database, 3)
    assert database.call(subscribers.choices, one) == {ids["ai"]: Volume.STORIES, ids["bees"]: Volume.MUTED}
    assert database.call(subscribers.choices_by_subscriber, [one, two, three]) == {
        one: {ids["ai"]: Volume.STORIES, ids["bees"]: Volume.MUTED},
        two: {ids["bees"]: Volume.STORIES},
    }


def test_choosing_the_same_again_changes_nothing(database: Database) -> None:
    ids = topic_tree(database, {"ai": ""})
    one = subscriber(database, 1)
    assert database.call(subscribers.set_subscription, one, ids["ai"], Volume.STORIES, NOON)
    assert not database.call(subscribers.set_subscription, one, ids["ai"], Volume.STORIES, LATER)
    told = article(database, "a", ids["ai"])
    assert database.call(enqueue.add_alerts, told, NOON - WINDOW, NOON) == 1  # the first time counts


def test_dropping_a_topic_cancels_what_nothing_else_covers(database: Database) -> None:
    ids = topic_tree(database, {"ai": "", "bees": ""})
    one = subscriber(database, 1, ids["ai"], ids["bees"])
    for told in (article(database, "a", ids["ai"]), article(database, "b", ids["ai"], ids["bees"])):
        database.call(enqueue.add_alerts, told, NOON - WINDOW, NOON)
    assert database.call(subscribers.remove_subscription, one, ids["ai"], NOON)
    assert states(database) == ["cancelled", "pending"]
    assert not database.call(subscribers.remove_subscription, one, ids["ai"], NOON)


def test_pausing_cancels_what_has_not_left_and_keeps_all_choices(database: Database) -> None:
    ids = topic_tree(database, {"ai": ""})
    one = subscriber(database, 1, ids["ai"])
    database.call(enqueue.add_alerts, article(database, "a", ids["ai"]), NOON - WINDOW, NOON)
    begun(database)
    database.call(enqueue.add_alerts, article(database, "b", ids["ai"]), NOON - WINDOW, NOON)
    assert database.call(subscribers.pause, one, NOON)
    assert not database.call(subscribers.pause, one, NOON)
    assert states(database) == ["in_flight", "cancelled"]
    assert database.call(enqueue.add_alerts, article(database, "c", ids["ai"]), NOON - WINDOW, NOON) == 0
    assert database.call(subscribers.resume, one, NOON)
    assert not database.call(subscribers.resume, one, NOON)
    assert database.call(subscribers.choices, one) == {ids["ai"]: Volume.STORIES}
    assert database.call(enqueue.add_alerts, article(database, "d", ids["ai"]), NOON - WINDOW, NOON) == 1


def test_who_wants_no_news_from_administrators_is_sent_none_of_it(database: Database) -> None:
    one = subscriber(database, 1)
    subscriber(database, 2)
    running(database)
    running(database, is_notice=True)
    assert not database.call(subscribers.set_preference, one, ANNOUNCEMENTS, True, NOON)
    assert database.call(subscribers.set_preference, one, ANNOUNCEMENTS, False, NOON)
    assert not database.call(subscribers.set_preference, one, ANNOUNCEMENTS, False, NOON)
    assert [(row.chat_id, row.kind, row.cancelled_for) for row in deliveries(database)] == [
        (1, "broadcast", Cancellation.OPTED_OUT),
        (2, "broadcast", None),
        (1, "notice", None),
        (2, "notice", None),
    ]
    assert database.call(subscribers.set_preference, one, ANNOUNCEMENTS, True, NOON)
    assert find(database, 1).hears_announcements


def test_losing_a_chat_concerns_all_its_threads(database: Database) -> None:
    ids = topic_tree(database, {"ai": ""})
    subscriber(database, -5, ids["ai"])
    subscriber(database, -5, ids["ai"], thread_id=7)
    subscriber(database, 2, ids["ai"])
    database.call(enqueue.add_alerts, article(database, "a", ids["ai"]), NOON - WINDOW, NOON)
    database.call(chats.mark_unreachable, -5, SubscriberStatus.KICKED, "bot was kicked", NOON)
    assert find(database, -5).status is find(database, -5, 7).status is SubscriberStatus.KICKED
    assert find(database, 2).status is SubscriberStatus.ACTIVE
    assert sorted(states(database)) == ["cancelled", "cancelled", "pending"]


def test_erasing_leaves_no_trace(database: Database) -> None:
    ids = topic_tree(database, {"ai": ""})
    one, two = subscriber(database, 1, ids["ai"]), subscriber(database, 2, ids["ai"])
    database.call(enqueue.add_alerts, article(database, "a", ids["ai"]), NOON - WINDOW, NOON)
    assert database.call(subscribers.erase, 1)
    assert not database.call(subscribers.erase, 1)
    assert database.call(subscribers.find, 1) is None
    assert database.call(subscribers.choices, one) == {}
    assert [row.subscriber_id for row in deliveries(database)] == [two]


def test_a_question_is_answered_once_and_within_ten_minutes(database: Database) -> None:
    ids = topic_tree(database, {"ai": ""})
    one, other = subscriber(database, 1), subscriber(database, 2)
    assert database.call(subscribers.take_question, one, NOON) is None
    database.call(subscribers.ask, one, Awaits.READER_HOUR, None, NOON)
    database.call(subscribers.ask, one, Awaits.READER_COUNT, ids["ai"], NOON)
    assert database.call(subscribers.take_question, other, NOON) is None
    found = database.call(subscribers.take_question, one, NOON + timedelta(minutes=9))
    assert found
    assert (found.awaits, found.topic_id) == (Awaits.READER_COUNT, ids["ai"])
    assert database.call(subscribers.take_question, one, NOON) is None
    database.call(subscribers.ask, one, Awaits.READER_ZONE, None, NOON)
    assert database.call(subscribers.take_question, one, NOON + timedelta(minutes=10)) is None


def test_the_newest_question_counts_for_whoever_is_an_administrator_too(database: Database) -> None:
    one = subscriber(database, 1)
    database.call(subscribers.ask, one, Awaits.READER_HOUR, None, NOON)
    database.call(admins.set_pending_question, 1, Awaits.POST, NOON)
    assert database.call(subscribers.take_question, one, NOON) is None


def test_erasing_leaves_no_trace_of_words_hours_and_what_was_saved(database: Database) -> None:
    ids = topic_tree(database, {"ai": ""})
    one, told = subscriber(database, 1, ids["ai"]), article(database, "a", ids["ai"])
    database.call(subscribers.set_preference, one, RHYTHM, "daily 08:00", NOON)
    watch = Watch(subscriber_id=one, expression="words", created_at=NOON)
    put(
        database,
        watch,
        WordFilter(subscriber_id=one, topic_id=ids["ai"], expression="words", created_at=NOON),
        SavedArticle(subscriber_id=one, article_id=told.id, saved_at=NOON),
        Suppression(subscriber_id=one, article_id=told.id, reason=SuppressionReason.FILTERED, at=NOON),
        ReaderQuestion(subscriber_id=one, awaits=Awaits.READER_ZONE, asked_at=NOON),
    )
    digest = put(database, Digest(author_id=0, since_at=NOON, until_at=NOON, created_at=NOON))
    owed(database, told, one, 1, watch_id=watch.id, digest_id=digest.id)
    assert database.call(subscribers.erase, 1)
    with database.engine.connect() as connection:
        for table in ("digest_hour", "word_filter", "watch", "suppression", "saved_article", "reader_question"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0
    assert deliveries(database) == []
