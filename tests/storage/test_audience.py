"""Who is to have a broadcast: what SQL says is what the rule in Python says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from bot.news.topics import matching_topics
from storage import audience
from storage.audience import Audience
from storage.database import Database, read_only
from storage.models import ChatKind, Subscriber, SubscriberStatus, Subscription, Topic, Volume
from storage.topics import topic_subscribers
from tests.conftest import NOON
from tests.storage.rows import subscriber, topic_tree

pytestmark = pytest.mark.both_engines

TOPICS = 4
TODAY = NOON.date()
DAY = timedelta(days=1)
moments = st.sampled_from(
    [
        datetime.combine(TODAY - DAY * days, at, UTC) + timedelta(microseconds=shift)
        for days in (0, 1, 7)
        for at in (time.min, time(12))
        for shift in (-1, 0, 1)
    ]
)
days = st.none() | st.sampled_from([TODAY - DAY * ago for ago in (-1, 0, 1, 2, 7)])


@dataclass(frozen=True)
class Person:
    """A subscriber as the rule sees it; topics by number."""

    chat_id: int
    thread_id: int
    kind: ChatKind
    language: str
    status: SubscriberStatus
    hears_announcements: bool
    created_at: datetime
    seen_at: datetime
    choices: Mapping[int, Volume] = field(hash=False)


people = st.builds(
    Person,
    chat_id=st.integers(1, 4),
    thread_id=st.integers(0, 2),
    kind=st.sampled_from(ChatKind),
    language=st.sampled_from(["de", "en"]),
    status=st.sampled_from(
        [SubscriberStatus.ACTIVE, SubscriberStatus.ACTIVE, SubscriberStatus.PAUSED, SubscriberStatus.BLOCKED]
    ),
    hears_announcements=st.sampled_from([True, True, False]),
    created_at=moments,
    seen_at=moments,
    choices=st.dictionaries(st.integers(0, TOPICS - 1), st.sampled_from(Volume), max_size=TOPICS),
)
audiences = st.builds(
    Audience,
    topic_ids=st.just(()) | st.lists(st.integers(0, TOPICS - 1), max_size=2, unique=True).map(tuple),
    languages=st.just(()) | st.lists(st.sampled_from(["de", "en", "fr"]), max_size=2, unique=True).map(tuple),
    kinds=st.just(()) | st.lists(st.sampled_from(ChatKind), max_size=2, unique=True).map(tuple),
    joined_after=days,
    joined_before=days,
    active_days=st.none() | st.sampled_from([0, 1, 7]),
)


def passes(person: Person, whom: Audience, is_notice: bool, line: Mapping[int, int | None]) -> bool:
    """The rule of one subscriber."""
    topics = [Topic(id=number, slug="", name="") for number in whom.topic_ids]
    kinds = {*whom.kinds} | ({ChatKind.SUPERGROUP} if ChatKind.GROUP in whom.kinds else set())
    joined = person.created_at.date()
    is_wanted = person.status is SubscriberStatus.ACTIVE and person.hears_announcements
    is_reached = is_wanted or (is_notice and person.status in {SubscriberStatus.ACTIVE, SubscriberStatus.PAUSED})
    return (
        is_reached
        and person.kind is not ChatKind.CHANNEL
        and person.created_at <= NOON
        and (not topics or any(matching_topics([topic], person.choices, line) for topic in topics))
        and (not whom.languages or person.language in whom.languages)
        and (not kinds or person.kind in kinds)
        and (whom.joined_after is None or joined > whom.joined_after)
        and (whom.joined_before is None or joined < whom.joined_before)
        and (whom.active_days is None or person.seen_at >= NOON - DAY * whom.active_days)
    )


def stored(session: Session, everybody: Sequence[Person], parents: Sequence[int | None]) -> tuple[list[int], list[int]]:
    """Write topics and people; returns the ids of both."""
    topics = [Topic(slug=f"t{number}", name=f"t{number}") for number in range(TOPICS)]
    session.add_all(topics)
    session.flush()
    ids = [topic.id for topic in topics]
    for topic, parent in zip(topics, parents, strict=True):
        topic.parent_id = None if parent is None else ids[parent]
    rows = [
        Subscriber(
            chat_id=one.chat_id, thread_id=one.thread_id, kind=one.kind, language=one.language, status=one.status,
            hears_announcements=one.hears_announcements, created_at=one.created_at, seen_at=one.seen_at,
        )
        for one in everybody
    ]  # fmt: skip
    session.add_all(rows)
    session.flush()
    for row, one in zip(rows, everybody, strict=True):
        for number, volume in one.choices.items():
            session.add(Subscription(subscriber_id=row.id, topic_id=ids[number], volume=volume, created_at=NOON))
    session.flush()
    return ids, [row.id for row in rows]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    parents=st.lists(st.none() | st.integers(0, TOPICS - 1), min_size=TOPICS, max_size=TOPICS),
    everybody=st.lists(people, min_size=1, max_size=6, unique_by=lambda one: (one.chat_id, one.thread_id)),
    whom=audiences,
    is_notice=st.booleans(),
)
def test_sql_and_python_say_the_same(
    database: Database, parents: list[int | None], everybody: list[Person], whom: Audience, is_notice: bool
) -> None:
    """Of any parents, also such as form a ring, which a catalogue refuses."""

    def compare(session: Session) -> None:
        topic_ids, ids = stored(session, everybody, parents)
        resolved = _with_topics(whom, [topic_ids[number] for number in whom.topic_ids])
        query = audience.select_recipients(resolved, is_notice=is_notice, now=NOON)
        by_sql = set(session.connection().execute(query).scalars())
        counted = audience.count_recipients(session, resolved, is_notice, NOON)
        line = dict(enumerate(parents))
        matching = [
            (one.chat_id, one.thread_id, found)
            for one, found in zip(everybody, ids, strict=True)
            if passes(one, whom, is_notice, line)
        ]
        lowest = {chat_id: found for chat_id, _, found in sorted(matching, reverse=True)}
        session.rollback()
        assert by_sql == set(lowest.values())
        assert counted == len(lowest)

    database.call(compare)


def _with_topics(whom: Audience, topic_ids: list[int]) -> Audience:
    return Audience.from_json(whom.as_json() | {"topic_ids": topic_ids})


@given(whom=audiences)
def test_an_audience_is_stored_as_it_is(whom: Audience) -> None:
    assert Audience.from_json(whom.as_json()) == whom
    assert whom.is_everyone == (whom.as_json() == {})


def test_what_is_stored_is_plain() -> None:
    whom = Audience(
        topic_ids=(3,), kinds=(ChatKind.GROUP,), joined_after=date(2026, 1, 2), joined_before=date.max, active_days=7
    )
    assert whom.as_json() == {
        "topic_ids": [3],
        "kinds": ["group"],
        "joined_after": "2026-01-02",
        "joined_before": "9999-12-31",
        "active_days": 7,
    }


def test_everyone_is_everyone() -> None:
    assert Audience.from_json({}) == Audience()
    assert Audience().is_everyone
    assert not Audience(languages=("en",)).is_everyone


@pytest.mark.parametrize(("is_notice", "expected"), [(False, 1), (True, 3)])
def test_a_notice_reaches_all_who_have_not_left(database: Database, is_notice: bool, expected: int) -> None:
    for chat_id, columns in enumerate(_PEOPLE, start=1):
        _add(database, chat_id, **columns)
    assert database.call(audience.count_recipients, Audience(), is_notice, NOON) == expected


_PEOPLE: list[dict[str, Any]] = [
    {},
    {"hears_announcements": False},
    {"status": SubscriberStatus.PAUSED},
    {"status": SubscriberStatus.BLOCKED},
]


def _add(database: Database, chat_id: int, **columns: Any) -> None:
    def store(session: Session) -> None:
        session.add(Subscriber(chat_id=chat_id, created_at=NOON, seen_at=NOON, **columns))

    database.call(store)


def test_the_last_day_there_is_lets_nobody_pass(database: Database) -> None:
    subscriber(database, 1)
    assert database.call(audience.count_recipients, Audience(joined_after=date.max), False, NOON) == 0


@read_only
def pairs(session: Session, topic_ids: list[int]) -> set[tuple[int, int]]:
    return {
        (topic_id, subscriber_id)
        for topic_id, subscriber_id in session.connection().execute(topic_subscribers(topic_ids))
    }


def test_followers_are_told_by_topic(database: Database) -> None:
    ids = topic_tree(database, {"ai": "", "vision": "ai", "bees": ""})
    broad = subscriber(database, 1, ids["ai"])
    narrow = subscriber(database, 2, ids["vision"])
    choosy = subscriber(database, 3, ids["ai"], ids["bees"], muted=[ids["vision"]])
    assert database.call(pairs, [ids["vision"], ids["bees"]]) == {
        (ids["vision"], broad),
        (ids["vision"], narrow),
        (ids["bees"], choosy),
    }
    assert database.call(pairs, [ids["ai"]]) == {(ids["ai"], broad), (ids["ai"], choosy)}
    assert database.call(pairs, []) == set()
