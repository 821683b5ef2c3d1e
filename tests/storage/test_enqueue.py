"""Who is owed an article, and who no longer is."""

from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import text
from sqlmodel import Session

from storage import cancellations, edits, enqueue
from storage.database import Database
from storage.edits import MOST_EDITS
from storage.enqueue import ALERT_PRIORITY, TOLD_STATES
from storage.models import (
    Article,
    Cancellation,
    DeliveryKind,
    DeliveryState,
    Subscriber,
    SubscriberStatus,
    Subscription,
)
from tests.conftest import NOON
from tests.storage.rows import (
    WINDOW,
    article,
    begun,
    change,
    claimed,
    deliveries,
    find,
    owed,
    states,
    subscriber,
    topic_tree,
)

pytestmark = pytest.mark.both_engines

LATER = NOON + timedelta(hours=1)


def owe(database: Database, told: Article, at: timedelta = timedelta()) -> int:
    return database.call(enqueue.add_alerts, told, NOON + at - WINDOW, NOON + at)


def stories(told: Article) -> dict[int, int]:
    return {told.id: told.story_id}


@pytest.fixture
def ai(database: Database) -> int:
    """A topic that chats 1 and 2 follow."""
    topic_id = topic_tree(database, {"ai": ""})["ai"]
    for chat_id in (1, 2):
        subscriber(database, chat_id, topic_id)
    return topic_id


def test_everybody_who_follows_is_owed_once(database: Database, ai: int) -> None:
    told = article(database, "a", ai)
    assert (owe(database, told), owe(database, told)) == (2, 0)
    row = deliveries(database)[0]
    assert (row.dedupe_key, row.chat_id, row.priority, row.state) == (
        f"alert:{told.id}:1",
        1,
        ALERT_PRIORITY,
        "pending",
    )
    assert (row.created_at, row.due_at, row.article_id, row.story_id) == (NOON, NOON, told.id, told.story_id)
    assert (row.fence, row.attempts, row.unknowns, row.is_plain, row.message_id) == (0, 0, 0, False, None)


def test_who_cannot_be_reached_is_owed_nothing(database: Database, ai: int) -> None:
    change(database, find(database, 1), status=SubscriberStatus.BLOCKED)
    assert owe(database, article(database, "a", ai)) == 1


@pytest.mark.parametrize("state", DeliveryState)
def test_who_was_told_of_a_story_is_not_told_again(database: Database, ai: int, state: DeliveryState) -> None:
    first = article(database, "a", ai)
    owe(database, first)
    change(database, deliveries(database)[0], state=state)
    second = article(database, "b", ai, story_id=first.story_id)
    assert owe(database, second) == (0 if state in TOLD_STATES else 1)


def test_after_the_window_a_story_is_told_again(database: Database, ai: int) -> None:
    first = article(database, "a", ai)
    owe(database, first)
    second = article(database, "b", ai, story_id=first.story_id)
    assert owe(database, second, WINDOW - timedelta(seconds=1)) == 0
    assert owe(database, second, WINDOW) == 2


def test_messages_that_are_out_or_on_their_way_are_to_show_who_else_reports(database: Database, ai: int) -> None:
    subscriber(database, 3, ai)
    first = article(database, "a", ai)
    owe(database, first)
    sent, flying, pending = deliveries(database)
    change(database, sent, state=DeliveryState.SENT)
    change(database, flying, state=DeliveryState.IN_FLIGHT)
    second = article(database, "b", ai, story_id=first.story_id)
    assert database.call(edits.fold, stories(second), NOON - WINDOW, LATER) == 2
    assert [row.update_due_at for row in deliveries(database)] == [LATER, LATER, None]
    assert database.call(edits.fold, stories(first), NOON - WINDOW, LATER) == 0
    assert database.call(edits.fold, stories(second), NOON, LATER) == 0
    change(database, sent, updates=MOST_EDITS)
    assert database.call(edits.fold, stories(second), NOON - WINDOW, LATER) == 1
    assert pending.id


def test_withdrawing_an_article_cancels_what_has_not_left(database: Database, ai: int) -> None:
    for chat_id in (3, 4):
        subscriber(database, chat_id, ai)
    first, other = article(database, "a", ai), article(database, "b", ai)
    owe(database, first)
    change(database, deliveries(database)[3], state=DeliveryState.SENT)
    change(database, deliveries(database)[0], state=DeliveryState.IN_FLIGHT, begun_at=NOON)
    claimed(database, limit=1)
    assert database.call(cancellations.cancel_article, first.id, LATER) == 2
    assert states(database) == ["in_flight", "cancelled", "cancelled", "sent"]
    assert database.call(cancellations.cancel_article, other.id, LATER) == 0


def test_cancelling_all_of_a_chat_leaves_the_others(database: Database, ai: int) -> None:
    owe(database, article(database, "a", ai))
    assert database.call(cancellations.cancel_chat, 1, Cancellation.BLOCKED, LATER, "why") == 1
    assert [(row.state, row.last_error) for row in deliveries(database)] == [("cancelled", "why"), ("pending", "")]
    first, second = deliveries(database)
    assert (first.cancelled_for, first.settled_at) == (Cancellation.BLOCKED, LATER)
    assert (second.cancelled_for, second.settled_at) == (None, None)


def test_what_is_still_covered_is_still_wanted(database: Database, ai: int) -> None:
    owe(database, article(database, "a", ai))
    database.call(cancellations.cancel_unwanted, 1, LATER)
    database.call(cancellations.cancel_unwanted, 999, LATER)
    assert states(database) == ["pending", "pending"]
    begun(database)
    change(database, find(database, 1), status=SubscriberStatus.PAUSED)
    database.call(cancellations.cancel_unwanted, 1, LATER)
    assert states(database) == ["in_flight", "in_flight"]


@pytest.fixture
def three(database: Database) -> list[int]:
    """An alert, news and a notice to chat 1, each held or pending; returns their ids."""
    told = article(database, "a")
    chat = subscriber(database, 1)
    kinds = {DeliveryKind.ALERT: "pending", DeliveryKind.BROADCAST: "held", DeliveryKind.NOTICE: "held"}
    rows = [
        owed(database, told, chat, 1, kind=kind, state=DeliveryState(state), dedupe_key=kind.value)
        for kind, state in kinds.items()
    ]
    return [row.id for row in rows]


@pytest.mark.parametrize("reason", Cancellation)
def test_who_paused_is_still_owed_notices(database: Database, three: list[int], reason: Cancellation) -> None:
    left = 1 if reason is Cancellation.PAUSED else 0
    assert database.call(cancellations.cancel_chat, 1, reason, LATER) == len(three) - left
    assert states(database) == ["cancelled", "cancelled", "held" if left else "cancelled"]
    assert [row.last_error for row in deliveries(database)][:2] == [reason.value] * 2


@pytest.mark.parametrize(
    ("status", "hears", "left"),
    [
        (SubscriberStatus.ACTIVE, True, ["cancelled", "held", "held"]),  # no choice covers the alert
        (SubscriberStatus.ACTIVE, False, ["cancelled", "cancelled", "held"]),
        (SubscriberStatus.PAUSED, True, ["cancelled", "cancelled", "held"]),
        (SubscriberStatus.BLOCKED, True, ["cancelled", "cancelled", "cancelled"]),
    ],
)
def test_what_a_subscriber_gave_up_is_cancelled(
    database: Database, three: list[int], status: SubscriberStatus, hears: bool, left: list[str]
) -> None:
    change(database, find(database, 1), status=status, hears_announcements=hears)
    database.call(cancellations.cancel_unwanted, 1, LATER)
    assert states(database) == left


def test_without_announcements_news_alone_is_cancelled(database: Database, three: list[int]) -> None:
    assert database.call(cancellations.cancel_opted_out, 1, LATER) == 0
    change(database, find(database, 1), hears_announcements=False)
    assert database.call(cancellations.cancel_opted_out, 1, LATER) == 1
    rows = deliveries(database)
    assert [row.state for row in rows] == ["pending", "cancelled", "held"]
    assert (rows[1].cancelled_for, rows[1].settled_at) == (Cancellation.OPTED_OUT, LATER)


def import_while_analyzed(session: Session, count: int) -> None:
    """Import subscribers, with the tables looked at from outside before that is committed."""
    people = [Subscriber(chat_id=1_000 + n, created_at=NOON, seen_at=NOON) for n in range(count)]
    session.add_all(people)
    session.flush()
    session.add_all(Subscription(subscriber_id=each.id, topic_id=1, created_at=NOON) for each in people)
    session.flush()
    url = session.get_bind().engine.url.set(drivername="postgresql")
    with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as autovacuum:
        autovacuum.execute("ANALYZE subscriber, subscription, delivery")


def estimated(session: Session) -> tuple[float, ...]:
    names = ("subscriber", "subscription")
    query = text("SELECT reltuples FROM pg_class WHERE oid = CAST(:name AS regclass)")
    return tuple(session.connection().execute(query, {"name": name}).scalar_one() for name in names)


def test_estimates_that_autovacuum_made_during_an_import_are_renewed(postgresql: Database) -> None:
    """Else the planner goes through all subscribers for each: minutes for a thousand of them."""
    topic_id = topic_tree(postgresql, {"ai": ""})["ai"]
    postgresql.call(import_while_analyzed, 1_000)
    assert postgresql.call(estimated) == (0, 0)
    assert owe(postgresql, article(postgresql, "a", topic_id, at=LATER), timedelta(hours=1)) == 1_000
    assert postgresql.call(estimated) == (1_000, 1_000)
    postgresql.call(set_estimates)
    owe(postgresql, article(postgresql, "b", topic_id, at=LATER), timedelta(hours=2))
    assert postgresql.call(estimated) == (999, 999), "what is right enough is left alone"


def set_estimates(session: Session) -> None:
    session.connection().execute(
        text("UPDATE pg_class SET reltuples = 999 WHERE relname IN ('subscriber', 'subscription')")
    )
