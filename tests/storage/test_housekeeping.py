"""What is over and old goes; what people were told stays known, and so do all counts."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select
from sqlmodel import Session, col

from storage import broadcast_stats, broadcasts, enqueue, housekeeping, stats
from storage.absence import LOST_FOR
from storage.database import Database
from storage.housekeeping import Ages
from storage.models import (
    AuditAct,
    AuditEntry,
    Base,
    Broadcast,
    BroadcastState,
    Cancellation,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Digest,
    DigestHour,
    DigestOccasion,
    DigestStory,
    IncomingUpdate,
    PlaceNotice,
    PlaceNoticeKind,
    Subscription,
    Volume,
)
from tests.conftest import NOON
from tests.storage.broadcast_rows import let_go, running
from tests.storage.rows import article, change, deliveries, owed, put, subscriber, topic_tree

pytestmark = pytest.mark.both_engines

DAY = timedelta(days=1)
KEEP, WINDOW = 30 * DAY, 2 * DAY
OLD = NOON - 31 * DAY
ANCIENT = NOON - 100 * DAY


def tidy(database: Database, *, limit: int = 3, keep: timedelta = KEEP, window: timedelta = WINDOW) -> int:
    """Do all steps until nothing is left to erase; returns how many rows went."""
    ages, erased = Ages.at(NOON, keep, window), 0
    for step in housekeeping.STEPS:
        after: int | None = 0
        while after is not None:
            ids, after = database.call(step.find, ages, after, limit)
            erased += database.call(step.erase, ages, ids)
    return erased


def told(database: Database, at: Any = OLD, number: int = 1, *, arrived: Any = ANCIENT, **columns: Any) -> Delivery:
    """An alert that was sent."""
    reader = subscriber(database, number)
    link = f"https://example.org/{number}/{at:%Y%m%d%H%M}"
    news = article(database, link, at=arrived, announced_at=arrived)
    values = {"state": DeliveryState.SENT, "created_at": at, "sent_at": at, "settled_at": at} | columns
    return owed(database, news, reader, number, **values)


@pytest.mark.parametrize("state", housekeeping.OVER)
def test_what_is_over_and_old_goes(database: Database, state: DeliveryState) -> None:
    told(database, state=state)
    young = told(database, NOON - 29 * DAY, 2, state=state)
    assert tidy(database) == 1
    assert [row.id for row in deliveries(database)] == [young.id]


@pytest.mark.parametrize("state", sorted(set(DeliveryState) - set(housekeeping.OVER)))
def test_what_is_still_owed_stays_however_old(database: Database, state: DeliveryState) -> None:
    told(database, state=state, sent_at=None, settled_at=None)
    assert tidy(database) == 0


def test_what_came_to_its_end_lately_stays(database: Database) -> None:
    told(database, settled_at=NOON - DAY)
    assert tidy(database) == 0


def test_the_story_window_stays_where_it_is_longer(database: Database) -> None:
    told(database)
    assert tidy(database, window=40 * DAY) == 0


@pytest.mark.parametrize("looked_at", [1, 2, 3, 1_000])
def test_steps_pass_over_what_stays(database: Database, looked_at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(housekeeping, "LOOKED_AT", looked_at)
    kept = [told(database, number=number, state=DeliveryState.PENDING, settled_at=None).id for number in range(1, 6)]
    for number in range(6, 12):
        told(database, number=number)
    assert tidy(database, limit=2) == 6
    assert [row.id for row in deliveries(database)] == kept


def test_what_stands_after_many_young_ones_is_young_and_not_read(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(housekeeping, "LOOKED_AT", 2)
    told(database)
    for number in range(2, 6):
        told(database, NOON - DAY, number)
    ages, looks = Ages.at(NOON, KEEP, WINDOW), 0
    after: int | None = 0
    while after is not None:
        after, looks = database.call(housekeeping.find_deliveries, ages, after, 10).after, looks + 1
    assert looks == 2


def test_an_article_that_is_not_announced_keeps_its_deliveries(database: Database) -> None:
    row = told(database)
    with database.engine.begin() as connection:
        table = Base.metadata.tables["article"]
        connection.execute(table.update().where(table.c.id == row.article_id).values(announced_at=None))
    assert tidy(database) == 0


def test_readers_of_digests_keep_what_they_were_told_of_a_story_that_goes_on(database: Database) -> None:
    for number in (1, 2):
        told(database, number=number, arrived=NOON - DAY)
    told(database, number=3)
    hours = [each.subscriber_id for each in deliveries(database)]
    for reader in (hours[0], hours[2]):
        put(database, DigestHour(subscriber_id=reader, rhythm="daily 08:00", due_at=NOON, since_at=NOON - DAY))
    assert tidy(database) == 2
    assert [row.subscriber_id for row in deliveries(database)] == hours[:1]


@pytest.mark.parametrize(
    ("reader", "topic", "left"),
    [
        ({}, {}, 0),
        ({}, {"volume": Volume.TOP}, 1),
        ({}, {"volume": Volume.SOME, "per_day": 3}, 1),
        ({}, {"rhythm": "digest only"}, 1),
        ({"rhythm": "digest only"}, {}, 1),
        ({"paused_until": NOON + DAY}, {}, 1),
        ({"lost_at": NOON - DAY}, {}, 1),
    ],
)
def test_whoever_may_get_a_digest_without_an_hour_keeps_what_they_were_told_too(
    database: Database, reader: dict[str, Any], topic: dict[str, Any], left: int
) -> None:
    topics = topic_tree(database, {"space": ""})
    row = told(database, arrived=NOON - DAY)
    values: dict[str, Any] = {"subscriber_id": row.subscriber_id, "topic_id": topics["space"], "created_at": ANCIENT}
    put(database, Subscription(**values | topic))
    if reader:
        with database.engine.begin() as connection:
            table = Base.metadata.tables["subscriber"]
            connection.execute(table.update().where(table.c.id == row.subscriber_id).values(**reader))
    tidy(database)
    assert len(deliveries(database)) == left


@pytest.mark.parametrize(("arrived", "left"), [(NOON - DAY, 1), (ANCIENT, 0)])
def test_a_digest_stays_while_a_story_of_it_goes_on(database: Database, arrived: Any, left: int) -> None:
    row = told(database, arrived=arrived)
    digest = put(
        database,
        Digest(author_id=0, occasion=DigestOccasion.HOUR, content_key="x", since_at=OLD, until_at=OLD, created_at=OLD),
    )
    put(database, DigestStory(digest_id=digest.id, story_id=row.story_id or 0, outlets=1))
    put(database, DigestHour(subscriber_id=row.subscriber_id, rhythm="daily 08:00", due_at=NOON, since_at=NOON - DAY))
    change(database, row, kind=DeliveryKind.DIGEST, digest_id=digest.id, story_id=None, article_id=None)
    tidy(database)
    assert len(deliveries(database)) == left
    with database.engine.connect() as connection:
        assert len(connection.execute(select(col(Digest.id))).all()) == left


def test_what_a_lost_chat_was_owed_stays_while_it_may_be_offered(database: Database) -> None:
    lost = {"state": DeliveryState.CANCELLED, "cancelled_for": LOST_FOR[0]}
    told(database, number=1, **lost)
    told(database, NOON - 33 * DAY, 2, **lost)
    assert tidy(database) == 1
    assert len(deliveries(database)) == 1


def test_a_notice_about_a_place_stays(database: Database) -> None:
    row = told(database)
    notice = put(database, PlaceNotice(place_id=row.subscriber_id, kind=PlaceNoticeKind.NO_RIGHTS, created_at=OLD))
    change(database, row, place_notice_id=notice.id)
    assert tidy(database) == 0


# Counts.

ENDS: list[dict[str, Any]] = [
    {"state": DeliveryState.SENT},
    {"state": DeliveryState.SENT},
    {"state": DeliveryState.DEAD, "last_error": "too long"},
    {"state": DeliveryState.UNCERTAIN, "last_error": "no answer"},
    {"state": DeliveryState.CANCELLED, "cancelled_for": Cancellation.BLOCKED, "last_error": "blocked"},
    {"state": DeliveryState.CANCELLED, "cancelled_for": Cancellation.OPTED_OUT, "last_error": "opted_out"},
]


def old_broadcast(database: Database, **columns: Any) -> int:
    """A broadcast whose recipients came to each end, long ago."""
    for number in range(1, len(ENDS) + 1):
        subscriber(database, number)
    which = running(database)
    let_go(database, which)
    for row, end in zip(deliveries(database), ENDS, strict=True):
        change(database, row, created_at=OLD, settled_at=OLD, **end)
    values = {"state": BroadcastState.DONE, "ended_at": OLD} | columns
    with database.engine.begin() as connection:
        table = Base.metadata.tables["broadcast"]
        connection.execute(table.update().where(table.c.id == which).values(**values))
    return which


@pytest.mark.parametrize("limit", [1, 2, 100])
def test_the_report_of_a_broadcast_says_the_same(database: Database, limit: int) -> None:
    which = old_broadcast(database)
    report = (broadcast_stats.recipient_counts, broadcast_stats.failure_reasons)
    before: list[Any] = [database.call(each, which) for each in report]
    assert tidy(database, limit=limit) == len(ENDS)
    after: list[Any] = [database.call(each, which) for each in report]
    assert after[0] == before[0]
    assert sorted(map(repr, after[1])) == sorted(map(repr, before[1]))


@pytest.mark.parametrize("columns", [{"ended_at": NOON - DAY}, {"state": BroadcastState.RUNNING, "ended_at": None}])
def test_a_broadcast_that_is_not_long_over_keeps_its_recipients(database: Database, columns: dict[str, Any]) -> None:
    old_broadcast(database, **columns)
    assert tidy(database) == 0


def test_nobody_is_sent_a_broadcast_again_by_extending_it(database: Database) -> None:
    which = old_broadcast(database)
    assert not database.call(broadcast_stats.is_shortened, which)
    ages = Ages.at(NOON, KEEP, WINDOW)
    database.call(housekeeping.erase_deliveries, ages, database.call(housekeeping.find_deliveries, ages, 0, 1).ids)
    assert database.call(broadcast_stats.is_shortened, which)
    assert not database.call(broadcasts.extend, which, NOON)
    with database.engine.connect() as connection:
        assert connection.execute(select(col(Broadcast.state))).scalar_one() is BroadcastState.DONE


def test_statistics_say_the_same(database: Database) -> None:
    for number, end in enumerate(ENDS, 1):
        told(database, OLD - number * DAY, number, **end)
        told(database, NOON - DAY, number, **end)

    before = database.call(sums)
    assert tidy(database, limit=4) == len(ENDS)
    assert database.call(sums) == before


def sums(session: Session) -> Any:
    """Deliveries by day and result, as the statistics have them."""
    return stats._sums_by_day(stats._ended_counts(session, ANCIENT))


# Updates and the audit.


def test_updates_that_were_handled_go(database: Database) -> None:
    for number, (at, handled) in enumerate([(OLD, OLD), (OLD, None), (NOON, NOON)], 1):
        put(database, IncomingUpdate(update_id=number, chat_id=1, body="{}", received_at=at, handled_at=handled))
    assert tidy(database, limit=1) == 1
    with database.engine.connect() as connection:
        assert list(connection.execute(select(col(IncomingUpdate.update_id))).scalars()) == [2, 3]


def test_the_audit_stays_a_year(database: Database) -> None:
    for days in (400, 366, 300, 1):
        put(database, AuditEntry(at=NOON - days * DAY, person_id=1, act=AuditAct.CONFIRMED))
    assert tidy(database, limit=1) == 2


# Whatever is erased, the same is decided.

TELLINGS = st.lists(
    st.tuples(
        st.integers(1, 3),  # whom
        st.integers(0, 2),  # which story
        st.sampled_from(sorted(DeliveryState)),
        st.sampled_from([0, 1, 2, 3, 29, 30, 31, 40]),  # days ago
        st.sampled_from([None, Cancellation.SKIPPED, Cancellation.BLOCKED]),
    ),
    max_size=8,
    unique_by=lambda telling: telling[:2],
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(TELLINGS, st.sampled_from([1, 30]), st.sampled_from([1, 2, 35]))
def test_whatever_is_erased_the_same_people_are_told(
    database: Database, tellings: Collection[Any], keep: int, window: int
) -> None:
    empty(database)
    topics = topic_tree(database, {"space": ""})
    readers = [subscriber(database, number, *topics.values(), at=ANCIENT) for number in (1, 2, 3)]
    stories = [article(database, f"https://example.org/{each}", at=ANCIENT, announced_at=ANCIENT) for each in range(3)]
    flying = set()
    for whom, which, state, days, reason in tellings:
        if state is DeliveryState.IN_FLIGHT and whom in flying:
            continue
        flying |= {whom} if state is DeliveryState.IN_FLIGHT else set()
        at = NOON - days * DAY
        ends: dict[str, Any] = {"settled_at": at} if state in housekeeping.OVER else {}
        ends |= {"cancelled_for": reason} if state is DeliveryState.CANCELLED else {}
        owed(database, stories[which], readers[whom - 1], whom, state=state, created_at=at, **ends)
    news = [
        article(database, f"https://example.org/new{each}", *topics.values(), story_id=stories[each].story_id)
        for each in range(3)
    ]
    before = decided(database, news, window)
    tidy(database, keep=keep * DAY, window=window * DAY)
    assert decided(database, news, window) == before


def decided(database: Database, news: Collection[Any], window: int) -> set[str]:
    """The keys of what would be owed; nothing is written."""

    class UndoneError(Exception):
        """Rolls back."""

    found: set[str] = set()

    def enqueue_all(session: Session) -> None:
        for each in news:
            enqueue.add_alerts(session, each, NOON - window * DAY, NOON)
            keys = select(col(Delivery.dedupe_key)).where(col(Delivery.article_id) == each.id)
            found.update(session.connection().execute(keys).scalars())
        raise UndoneError

    with pytest.raises(UndoneError):
        database.call(enqueue_all)
    return found


def empty(database: Database) -> None:
    with database.engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(delete(table))
