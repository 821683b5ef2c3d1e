"""What is owed, how old the oldest is, who there is, and when articles were told: measured from the rows."""

from datetime import timedelta

import pytest

from storage import measures
from storage.database import Database
from storage.models import ChatKind, DeliveryState, DigestHour, DigestPlan, RecordFile, SubscriberStatus
from tests.conftest import NOON
from tests.storage.rows import article, change, find, owed, put, subscriber

pytestmark = pytest.mark.both_engines

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def outbox(database: Database) -> dict[tuple[str, ...], float]:
    return dict(database.call(measures.outbox, NOON))


def ages(database: Database) -> tuple[float, ...]:
    found = outbox(database)
    return tuple(found["outbox_oldest_age_seconds", state] for state in ("pending", "in_flight", "held"))


def test_an_empty_database(database: Database) -> None:
    found = outbox(database)
    assert found.pop(("database_bytes",)) > 10_000
    assert found.pop(("measured_timestamp_seconds",)) == NOON.timestamp()
    assert set(found.values()) == {0}
    assert {name for name, *_ in found} == {
        "outbox_deliveries", "outbox_oldest_age_seconds", "digests_due", "digests_late",
    }  # fmt: skip


def test_what_is_owed_by_state_and_what_was_sent_in_none(database: Database) -> None:
    states = (DeliveryState.PENDING, DeliveryState.PENDING, DeliveryState.IN_FLIGHT, DeliveryState.SENT)
    told = article(database, "https://a.example/1")
    for number, state in enumerate(states, start=1):
        at = NOON - number * MINUTE
        owed(database, told, subscriber(database, number), number, state=state, due_at=at, begun_at=at)
    found = outbox(database)
    assert (found["outbox_deliveries", "pending"], found["outbox_deliveries", "in_flight"]) == (2, 1)
    assert ("outbox_deliveries", "sent") not in found
    assert ages(database) == (120.0, 180.0, 0.0)


@pytest.mark.parametrize(
    "rest",
    [
        {"not_before": NOON + SECOND},
        {"held_from": NOON - MINUTE, "held_until": NOON + MINUTE},
        {"thread_closed_at": NOON - MINUTE},
    ],
)
def test_what_may_not_go_now_makes_nothing_late(database: Database, rest: dict[str, object]) -> None:
    told = article(database, "https://a.example/1")
    owed(database, told, subscriber(database, 1), 1, due_at=NOON - 20 * MINUTE)
    owed(database, told, subscriber(database, 2), 2, due_at=NOON - 2 * MINUTE)
    owed(database, told, subscriber(database, 3), 3, due_at=NOON + MINUTE)
    assert ages(database)[0] == 1200.0
    change(database, find(database, 1), **rest)
    assert ages(database)[0] == 120.0


@pytest.mark.parametrize("priority", [3, 5, 9])
def test_the_oldest_of_every_priority_counts(database: Database, priority: int) -> None:
    told = article(database, "https://a.example/1")
    owed(database, told, subscriber(database, 1), 1, due_at=NOON - MINUTE, priority=priority)
    assert ages(database)[0] == 60.0


def test_digests_that_are_due_and_late(database: Database) -> None:
    for number, minutes in enumerate((-1, 0, 4, 6), start=1):
        due_at = NOON - minutes * MINUTE
        put(
            database,
            DigestHour(
                subscriber_id=subscriber(database, number), rhythm="daily 08:00", due_at=due_at, since_at=due_at
            ),
        )
    put(
        database,
        DigestPlan(author_id=1, cron="0 8 * * *", zone="UTC", next_at=NOON - 6 * MINUTE, created_at=NOON),
        DigestPlan(author_id=1, cron="0 8 * * *", zone="UTC", next_at=NOON - 6 * MINUTE, created_at=NOON, is_on=False),
    )
    found = outbox(database)
    assert {name: found[name] for name in found if name[0].startswith("digests")} == {
        ("digests_due", "reader"): 3, ("digests_late", "reader"): 1,
        ("digests_due", "plan"): 1, ("digests_late", "plan"): 1,
    }  # fmt: skip


def test_places_by_kind_and_state(database: Database) -> None:
    for chat_id in (1, 2, -3):
        subscriber(database, chat_id)
    change(database, find(database, 2), status=SubscriberStatus.BLOCKED)
    assert database.call(measures.places) == {
        ("places", ChatKind.PRIVATE, SubscriberStatus.ACTIVE): 1,
        ("places", ChatKind.PRIVATE, SubscriberStatus.BLOCKED): 1,
        ("places", ChatKind.GROUP, SubscriberStatus.ACTIVE): 1,
    }


def told(database: Database, *sent: int | None) -> int:
    """An article that was told to some after so many seconds, and not yet to others."""
    found = article(database, "https://a.example/told", announced_at=NOON)
    for number, seconds in enumerate(sent, start=1):
        state = DeliveryState.PENDING if seconds is None else DeliveryState.SENT
        sent_at = None if seconds is None else NOON + seconds * SECOND
        owed(database, found, subscriber(database, number), number, state=state, sent_at=sent_at)
    return found.id


def times(database: Database, article_id: int) -> measures.StoryTimes:
    return database.call(measures.story_times, [article_id], NOON + MINUTE)[article_id]


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ((), (None, None, True)),
        ((None, None), (None, None, False)),
        ((2, None), (2.0, None, False)),
        ((3, 2, 9), (2.0, 9.0, True)),
    ],
)
def test_first_and_last_message(
    database: Database, sent: tuple[int | None, ...], expected: tuple[float | None, float | None, bool]
) -> None:
    assert times(database, told(database, *sent)) == expected


def test_an_article_that_is_not_announced_is_not_over(database: Database) -> None:
    found = article(database, "https://a.example/1")
    assert times(database, found.id) == (None, None, False)


def test_who_has_quiet_hours_does_not_make_the_last_message_late(database: Database) -> None:
    article_id = told(database, 4, None)
    change(database, find(database, 2), held_from=NOON - MINUTE, held_until=NOON + 60 * MINUTE)
    assert times(database, article_id) == (4.0, 4.0, True)


@pytest.mark.parametrize(("age", "first"), [(3.0, 5.0), (601.0, 2.0), (-5.0, 2.0)])
def test_time_counts_from_the_file_unless_its_date_is_not_of_now(database: Database, age: float, first: float) -> None:
    article_id = told(database, 2)
    mtime_ns = int((NOON.timestamp() - age) * 1e9)
    put(
        database,
        RecordFile(folder="f", path="p", size=1, mtime_ns=mtime_ns, inode=1, read_at=NOON, article_id=article_id),
    )
    assert times(database, article_id).first == pytest.approx(first)


def test_of_an_article_that_many_are_told_both_ends_are_looked_at(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measures, "SAMPLE", 2)
    article_id = told(database, 1, 2, 3, 4, None)
    assert times(database, article_id) == (1.0, None, False)
    monkeypatch.setattr(measures, "SAMPLE", 9)
    assert times(database, article_id) == (1.0, None, False)


def test_new_articles_are_those_after_the_newest(database: Database) -> None:
    first = article(database, "https://a.example/1").id
    assert database.call(measures.articles_after, None) == ([], first)
    second = article(database, "https://a.example/2").id
    assert database.call(measures.articles_after, first) == ([second], second)
    assert database.call(measures.articles_after, second) == ([], second)
