"""Filters and watches as rows: what holds, drafts, limits of what is kept, what cancels, and what moves."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from storage import cancellations, chats, subscribers, word_filters
from storage.database import Database, read_only
from storage.models import Cancellation, FilterMode, Volume, WordFilter
from tests.conftest import NOON
from tests.storage import rows

HIDE, ONLY = FilterMode.HIDE, FilterMode.ONLY
DAY = timedelta(days=1)


def saved(database: Database, whom: int, *expressions: str, topic_id: int | None = None) -> list[int]:
    """Save filters that hide; returns their ids."""
    return [database.call(word_filters.add_filter, whom, topic_id, HIDE, each, None, NOON).id for each in expressions]


def held(database: Database, whom: int) -> list[str]:
    return [each.expression for each in database.call(word_filters.filters_of, whom, NOON)]


@pytest.mark.both_engines
def test_a_filter_is_saved_once_and_removed(database: Database) -> None:
    ada, bob = (rows.subscriber(database, chat) for chat in (1, 2))
    one, again, other = saved(database, ada, "any: a", "any: a", "any: b")
    assert one == again != other
    ai = rows.topic_tree(database, {"ai": ""})["ai"]
    assert saved(database, ada, "any: a", topic_id=ai) != [one]
    database.call(word_filters.add_filter, ada, None, ONLY, "any: a", None, NOON)
    assert held(database, ada) == ["any: a", "any: b", "any: a", "any: a"]
    assert database.call(word_filters.count_filters, ada, NOON) == 4
    assert not database.call(word_filters.remove_filter, bob, one), "somebody else's"
    assert database.call(word_filters.remove_filter, ada, one)
    assert not database.call(word_filters.remove_filter, ada, one)
    assert database.call(word_filters.find_filter, ada, one, NOON) is None
    assert list(database.call(word_filters.filters_by_subscriber, [ada, bob], NOON)) == [ada]


@pytest.mark.both_engines
def test_a_filter_ends_and_is_erased_a_day_later(database: Database) -> None:
    ada = rows.subscriber(database, 1)
    week = NOON + 7 * DAY
    muted = database.call(word_filters.add_filter, ada, None, HIDE, "any: source:a", week, NOON)
    for at, count in ((NOON, 1), (week - rows.SECOND, 1), (week, 0)):
        assert database.call(word_filters.count_filters, ada, at) == count
    assert database.call(word_filters.find_filter, ada, muted.id, week) is None
    assert database.call(word_filters.filters_by_subscriber, [ada], week) == {}
    database.call(word_filters.add_drafts, ada, None, {HIDE: "any: b"}, week)
    assert stored(database) == ["any: source:a", "any: b"]
    database.call(word_filters.add_drafts, ada, None, {HIDE: "any: c"}, week + DAY)
    assert stored(database) == ["any: c"]


def stored(database: Database) -> list[str]:
    """All rows, whatever holds."""

    @read_only
    def read(session: Session) -> list[str]:
        return list(session.exec(select(WordFilter.expression).order_by(col(WordFilter.id))))

    return database.call(read)


def test_a_mute_for_a_week_becomes_one_for_good(database: Database) -> None:
    ada = rows.subscriber(database, 1)
    first = database.call(word_filters.add_filter, ada, None, HIDE, "any: source:a", NOON + DAY, NOON)
    assert saved(database, ada, "any: source:a") == [first.id]
    assert database.call(word_filters.count_filters, ada, NOON + 9 * DAY) == 1


@pytest.mark.both_engines
def test_a_draft_does_nothing_until_it_is_saved(database: Database) -> None:
    ada, bob = (rows.subscriber(database, chat) for chat in (1, 2))
    drafts = database.call(word_filters.add_drafts, ada, None, {ONLY: "any: a", HIDE: "any: b"}, NOON)
    ids = [draft.id for draft in drafts]
    assert held(database, ada) == database.call(word_filters.expressions) == []
    assert database.call(word_filters.find_drafts, bob, ids) == []
    found = database.call(word_filters.find_drafts, ada, [*ids, 99])
    assert [draft.expression for draft in found] == ["any: a", "any: b"]
    before = database.call(word_filters.edition)
    later = NOON + timedelta(hours=1)
    filters = database.call(word_filters.save_drafts, found, later)
    assert [(each.mode, each.expression, each.created_at) for each in filters] == [
        (ONLY, "any: a", later), (HIDE, "any: b", later)
    ]  # fmt: skip
    assert database.call(word_filters.edition) != before
    assert held(database, ada) == ["any: a", "any: b"]
    assert database.call(word_filters.find_drafts, ada, ids) == [], "saved once"


def test_only_the_last_drafts_are_kept(database: Database) -> None:
    ada = rows.subscriber(database, 1)
    saved(database, ada, "any: kept")
    for number in range(2 * word_filters.MOST_DRAFTS):
        database.call(word_filters.add_drafts, ada, None, {HIDE: f"any: {number}"}, NOON)
    assert len(stored(database)) == word_filters.MOST_DRAFTS + 2
    assert held(database, ada) == ["any: kept"]


@pytest.mark.both_engines
def test_expressions_are_read_once_each_and_news_of_them_is_told(database: Database) -> None:
    ada, bob = (rows.subscriber(database, chat) for chat in (1, 2))
    editions = [database.call(word_filters.edition)]
    assert editions == [(None, None)]

    def changes() -> bool:
        editions.append(database.call(word_filters.edition))
        return editions[-1] not in editions[:-1]

    [first] = saved(database, ada, "any: a")
    assert changes()
    saved(database, bob, "any: a")
    database.call(word_filters.add_watch, bob, "all: w", NOON)
    assert changes()
    assert sorted(database.call(word_filters.expressions)) == ["all: w", "any: a"]
    database.call(word_filters.remove_filter, ada, first)
    assert not changes()
    database.call(word_filters.add_drafts, ada, None, {HIDE: "any: d"}, NOON)
    assert sorted(database.call(word_filters.expressions)) == ["all: w", "any: a"]


@pytest.mark.both_engines
def test_a_watch_is_saved_once_and_what_came_by_it_is_cancelled_with_it(database: Database) -> None:
    ada = rows.subscriber(database, 1)
    watch, is_new = database.call(word_filters.add_watch, ada, "all: a", NOON)
    assert is_new
    assert database.call(word_filters.add_watch, ada, "all: a", NOON) == (watch, False)
    rows.owed(database, rows.article(database, "a"), ada, 1, watch_id=watch.id)
    bob = rows.subscriber(database, 2)
    assert database.call(word_filters.remove_watch, bob, watch.id, NOON) is None
    assert rows.states(database) == ["pending"]
    assert database.call(word_filters.remove_watch, ada, watch.id, NOON) == watch
    assert rows.states(database) == ["cancelled"]
    assert database.call(word_filters.watches_of, ada) == []


@pytest.mark.both_engines
def test_waiting_alerts_are_read_and_those_that_a_filter_hides_cancelled(database: Database) -> None:
    ada, bob = (rows.subscriber(database, chat) for chat in (1, 2))
    told = rows.article(database, "a")
    mine, theirs = rows.owed(database, told, ada, 1), rows.owed(database, told, bob, 2)
    waiting = database.call(word_filters.waiting_alerts, ada)
    assert [(delivery.id, article.title) for delivery, article in waiting] == [(mine.id, "a")]
    assert database.call(cancellations.cancel_filtered, ada, [mine.id, theirs.id], NOON) == 1
    assert [row.cancelled_for for row in rows.deliveries(database)] == [Cancellation.FILTERED, None]
    rows.begun(database)
    assert database.call(cancellations.cancel_filtered, bob, [theirs.id], NOON) == 0, "it has left"
    assert database.call(word_filters.waiting_alerts, bob) == []


def test_the_newest_texts_are_read(database: Database) -> None:
    for number in range(3):
        rows.article(database, str(number), at=NOON + number * DAY)
    rows.article(database, "gone", at=NOON + 5 * DAY, is_removed=True)
    found = database.call(word_filters.texts_since, NOON, 10)
    assert [row.title for row in found] == ["2", "1"]
    assert len(database.call(word_filters.texts_since, NOON - DAY, 2)) == 2


@pytest.mark.both_engines
def test_words_move_with_a_chat(database: Database) -> None:
    guest, home = rows.subscriber(database, -1), rows.subscriber(database, -2)
    saved(database, guest, "any: a", "any: b")
    saved(database, home, "any: a")
    database.call(word_filters.add_drafts, home, None, {HIDE: "any: b"}, NOON)
    database.call(word_filters.add_watch, guest, "all: a", NOON)
    database.call(word_filters.add_watch, home, "all: a", NOON)
    database.call(word_filters.add_watch, guest, "all: b", NOON)
    database.call(chats.migrate_chat, -1, -2, NOON)
    assert sorted(held(database, home)) == ["any: a", "any: b"]
    assert sorted(each.expression for each in database.call(word_filters.watches_of, home)) == ["all: a", "all: b"]


def test_a_topic_that_comes_with_another_is_set_apart(database: Database) -> None:
    ids = rows.topic_tree(database, {"ai": "", "vision": "ai", "space": ""})
    ada = rows.subscriber(database, 1, ids["ai"])
    for topic, expected in (("vision", True), ("vision", False), ("ai", False), ("space", False)):
        assert database.call(subscribers.set_apart, ada, ids[topic], NOON) is expected
    assert database.call(subscribers.choices, ada) == {ids["ai"]: Volume.STORIES, ids["vision"]: Volume.STORIES}
