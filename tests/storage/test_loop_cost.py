"""What loops that look for places every few seconds read: the few rows that they want, not all that there are."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, insert, text
from sqlmodel import Session

from storage import absence, cancellations, channels
from storage.database import Database
from storage.enqueue import delivery_defaults
from storage.models import (
    Approval,
    ApprovalState,
    ChatKind,
    Delivery,
    DeliveryState,
    Subscriber,
    SubscriberStatus,
    Subscription,
)
from tests.conftest import NOON
from tests.storage.rows import article, owed, states, subscriber, topic_tree

OWNER, CHANNEL = 1, 2
MINUTE = timedelta(minutes=1)
Look = Callable[[Session], object]


def fill(database: Database, count: int) -> None:
    """So many people, of whom each fifth is lost and one is back; so many posts, of which one waits for a question."""

    def write(session: Session) -> None:
        connection = session.connection()
        people = []
        for number in range(1, count + 1):
            person = Subscriber(id=number, chat_id=number, created_at=NOON, seen_at=NOON)
            if number == count:
                person.lost_at, person.returned_at = NOON, NOON + MINUTE
            elif number % 5 == 0:
                person.lost_at, person.status = NOON, SubscriberStatus.BLOCKED
            if number == CHANNEL:
                person.kind, person.set_up_by = ChatKind.CHANNEL, OWNER
            people.append(person.model_dump())
        connection.execute(insert(Subscriber), people)
        defaults = {name: value.value for name, value in delivery_defaults().items()}
        posts = [
            defaults
            | {"id": number, "dedupe_key": f"alert:{number}", "subscriber_id": CHANNEL, "chat_id": CHANNEL}
            | {"priority": 1, "created_at": NOON, "due_at": NOON}
            | {"state": DeliveryState.HELD if number == count else DeliveryState.SENT}
            for number in range(1, count + 1)
        ]
        connection.execute(insert(Delivery), posts)
        decided = [
            Approval(delivery_id=number, state=ApprovalState.POSTED, created_at=NOON) for number in range(1, count)
        ]
        asked = [*decided, Approval(delivery_id=count, created_at=NOON)]
        connection.execute(insert(Approval), [each.model_dump() for each in asked])

    database.call(write)


def returned(session: Session) -> None:
    assert len(absence.returned(session, NOON + MINUTE, 20)) == 1


def unasked(session: Session) -> None:
    assert len(channels.unasked(session, 20)) == 1


def steps_of(database: Database, look: Look) -> int:
    """Steps of SQLite's virtual machine that a look takes."""

    def measured(session: Session) -> int:
        raw: Any = session.connection().connection.driver_connection
        steps = [0]

        def count() -> None:
            steps[0] += 1

        raw.set_progress_handler(count, 10)
        look(session)
        raw.set_progress_handler(None, 0)
        return steps[0]

    return database.call(measured)


@pytest.mark.parametrize("look", [returned, unasked])
def test_a_look_does_not_grow_with_what_there_is(sqlite: Database, look: Look) -> None:
    fill(sqlite, 4_000)
    assert steps_of(sqlite, look) < 100, "a walk over all would take thousands"


@pytest.mark.parametrize(("look", "index"), [(returned, "ix_subscriber_is_back"), (unasked, "ix_approval_new")])
def test_postgresql_looks_along_the_index(postgresql: Database, look: Look, index: str) -> None:
    fill(postgresql, 4_000)
    plans: list[str] = []

    def explained(session: Session) -> None:
        connection = session.connection()
        connection.execute(text("ANALYZE"))

        @event.listens_for(connection, "before_cursor_execute")
        def explain(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
            other: Any = connection.connection.cursor()
            other.execute(f"EXPLAIN {statement}", values)
            plans.extend(row[0] for row in other.fetchall())

        look(session)

    postgresql.call(explained)
    assert any(index in line for line in plans)


def test_what_settles_one_message_looks_at_no_other_subscriber(sqlite: Database) -> None:
    """When a sender dies as many are settled as it had slots, while all others wait for what that locks."""
    topic = topic_tree(sqlite, {"ai": ""})["ai"]
    owed(sqlite, article(sqlite, "a", topic), subscriber(sqlite, 1, topic), 1)

    def settle(session: Session) -> None:
        cancellations.cancel_unwanted(session, 1, NOON)

    alone = steps_of(sqlite, settle)
    sqlite.call(follow, range(2, 2_000), topic)
    assert steps_of(sqlite, settle) < 1.5 * alone
    assert states(sqlite) == ["pending"]


def follow(session: Session, ids: Iterable[int], topic: int) -> None:
    people = [Subscriber(id=each, chat_id=each, created_at=NOON, seen_at=NOON).model_dump() for each in ids]
    session.connection().execute(insert(Subscriber), people)
    choices = [Subscription(subscriber_id=each["id"], topic_id=topic, created_at=NOON).model_dump() for each in people]
    session.connection().execute(insert(Subscription), choices)
