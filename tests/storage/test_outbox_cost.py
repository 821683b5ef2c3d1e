"""What a claim costs: it depends on how many are wanted, not on how many wait."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Update, delete, event, func, insert, select, text, update
from sqlmodel import Session, col

from storage import outbox
from storage.database import Database
from storage.enqueue import ALERT_PRIORITY, delivery_defaults
from storage.models import Delivery, DeliveryState, Subscriber, SubscriberStatus
from storage.recipients import BROADCAST_PRIORITY
from storage.settle import Sent, settle_claims
from tests.conftest import NOON
from tests.storage.rows import LEASE, SECOND

pytestmark = pytest.mark.both_engines

WANTED = 8
HOUR = timedelta(hours=1)


def fill(
    database: Database,
    chats: int,
    *,
    depth: int = 1,
    paused: int = 0,
    due_at: Any = NOON,
    priority: int = ALERT_PRIORITY,
) -> None:
    """Owe ``depth`` rows to each new chat, of which the first ``paused`` take a pause. No statistics are gathered."""

    def write(session: Session) -> None:
        connection = session.connection()
        start = connection.execute(select(func.count(col(Subscriber.id)))).scalar_one()
        people = [
            Subscriber(
                id=start + n,
                chat_id=1_000 + start + n,
                created_at=NOON,
                seen_at=NOON,
                not_before=NOON + HOUR if n <= paused else None,
            ).model_dump()
            for n in range(1, chats + 1)
        ]
        connection.execute(insert(Subscriber), people)
        owe(connection, people, depth, due_at, priority)

    database.call(write)


def deepen(database: Database, depth: int) -> None:
    """Owe ``depth`` rows more to each chat that there is."""

    def write(session: Session) -> None:
        connection = session.connection()
        chats = connection.execute(select(col(Subscriber.id), col(Subscriber.chat_id)).order_by(col(Subscriber.id)))
        owe(connection, [row._asdict() for row in chats], depth, NOON, ALERT_PRIORITY, again="again:")

    database.call(write)


def owe(
    connection: Connection, people: list[dict[str, Any]], depth: int, due_at: Any, priority: int, *, again: str = ""
) -> None:
    defaults = {name: value.value for name, value in delivery_defaults().items()}
    rows = [
        defaults
        | {
            "dedupe_key": f"{again}{person['id']}:{number}:{priority}",
            "subscriber_id": person["id"],
            "chat_id": person["chat_id"],
            "priority": priority,
            "created_at": NOON,
            "due_at": due_at,
        }
        for number in range(depth)
        for person in people
    ]
    connection.execute(insert(Delivery), rows)


def claim(session: Session, limit: int = WANTED) -> list[outbox.Claim]:
    return outbox.claim_due(session, "one", NOON + SECOND, LEASE, limit)


def cost(database: Database) -> int:
    """What a claim reads: rows of the outbox on PostgreSQL, steps of the virtual machine on SQLite."""

    def measured(session: Session) -> int:
        connection = session.connection()
        spent = _count_steps(connection) if database.is_sqlite else _count_rows(connection)
        assert len(claim(session)) == WANTED
        session.rollback()
        return spent[0]

    return database.call(measured)


def _count_steps(connection: Connection) -> list[int]:
    spent = [0]
    raw: Any = connection.connection.driver_connection

    def step() -> None:
        spent[0] += 1

    raw.set_progress_handler(step, 10)
    event.listen(connection, "rollback", lambda _: raw.set_progress_handler(None, 0))
    return spent


def _count_rows(connection: Connection) -> list[int]:
    spent = [0]

    @event.listens_for(connection, "before_cursor_execute")
    def explain(connection: Connection, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        if statement.startswith(("SELECT delivery", "SELECT anon", "WITH")):  # not the settings, nor the UPDATE
            other: Any = connection.connection.cursor()
            other.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", values)
            spent[0] += sum(map(_rows_read, walk(other.fetchone()[0][0]["Plan"])))
            other.close()

    return spent


def walk(node: dict[str, Any]) -> list[dict[str, Any]]:
    return [node, *(each for child in node.get("Plans", ()) for each in walk(child))]


def _rows_read(node: dict[str, Any]) -> int:
    assert node["Node Type"] not in {"Seq Scan", "Bitmap Heap Scan", "Hash Join", "Merge Join"}, node
    if node.get("Relation Name") != "delivery":
        return 0
    read = node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
    return int(read * node["Actual Loops"])


def test_it_does_not_grow_with_what_waits(database: Database) -> None:
    fill(database, 50)
    few = cost(database)
    fill(database, 2_000)
    assert 0 < cost(database) < 1.5 * few


def test_it_does_not_grow_with_what_is_not_due_yet(database: Database) -> None:
    fill(database, 50)
    few = cost(database)
    fill(database, 2_000, due_at=NOON + HOUR, priority=ALERT_PRIORITY - 1)
    assert cost(database) < 2 * few


def test_it_does_not_grow_with_what_waits_for_chats_that_take_a_pause(database: Database) -> None:
    fill(database, 50, depth=4, paused=10)
    few = cost(database)
    deepen(database, 60)
    assert cost(database) < 1.6 * few


def test_it_does_not_grow_with_what_waits_for_the_end_of_quiet_hours(database: Database) -> None:
    fill(database, 40)
    quiet = update(Subscriber).values(held_from=NOON, held_until=NOON + HOUR)

    def begin(session: Session) -> None:
        session.connection().execute(quiet)

    database.call(begin)
    fill(database, 50, depth=4)
    database.call(claim)
    few = cost(database)
    fill(database, 2_000, due_at=NOON + HOUR)
    deepen(database, 60)
    assert cost(database) < 4 * few


@pytest.mark.parametrize(
    "once",
    [
        update(Delivery).values(state=DeliveryState.SENT),
        update(Delivery).values(chat_id=1, priority=BROADCAST_PRIORITY, due_at=NOON + HOUR),
        update(Subscriber).values(status=SubscriberStatus.BLOCKED),
        update(Subscriber).values(not_before=NOON + HOUR),
    ],
    ids=["nothing waited", "one chat waited", "everybody had blocked", "everybody took a pause"],
)
@pytest.mark.parametrize("chats", [3, 500])
def test_it_does_not_depend_on_what_was_so_when_statistics_were_gathered(
    postgresql: Database, once: Update, chats: int
) -> None:
    def gather(session: Session) -> None:
        session.connection().execute(once)
        session.connection().execute(text("ANALYZE"))
        session.connection().execute(delete(Delivery))
        session.connection().execute(delete(Subscriber))

    fill(postgresql, chats, depth=1_500 // chats)
    postgresql.call(gather)
    fill(postgresql, 50, depth=4, paused=10)
    few = cost(postgresql)
    deepen(postgresql, 60)
    assert few < 50 * WANTED
    assert cost(postgresql) < 1.6 * few


def test_chats_behind_those_that_take_a_pause_are_reached(database: Database) -> None:
    fill(database, 600, depth=2, paused=590)
    found = database.call(claim, 32)
    assert sorted(each.chat_id for each in found) == list(range(1_591, 1_601))


def test_the_first_of_a_chat_goes_first_also_behind_others(database: Database) -> None:
    fill(database, 60, depth=3, paused=50)
    found = database.call(claim, 10)
    everything = database.call(lambda session: session.execute(select(col(Delivery.chat_id), col(Delivery.id))).all())
    first = {chat_id: min(each for chat, each in everything if chat == chat_id) for chat_id, _ in everything}
    assert {each.chat_id: each.id for each in found} == {chat_id: first[chat_id] for chat_id in range(1_051, 1_061)}


def test_a_chat_that_takes_a_pause_holds_up_no_other_priority(database: Database) -> None:
    fill(database, 40, depth=2, paused=40)
    fill(database, 5, priority=BROADCAST_PRIORITY)
    assert len(database.call(claim)) == 5


def test_the_settings_of_the_planner_end_with_the_transaction(postgresql: Database) -> None:
    fill(postgresql, 5)
    postgresql.call(claim)
    shown = postgresql.call(lambda session: session.execute(text("SHOW enable_seqscan")).scalar_one())
    assert shown == "on"


def test_rows_of_a_claim_are_looked_up_by_their_key(postgresql: Database) -> None:
    """Whatever is believed of a table without statistics: all that is pending must not be walked for them."""
    fill(postgresql, 2_000)
    said: list[tuple[str, Any]] = []
    event.listen(postgresql.engine, "before_cursor_execute", lambda *it: said.append((it[2], it[3])))
    postgresql.call(claim, 32)
    plan = ""
    with postgresql.engine.connect() as connection:
        for statement, values in tuple(said):
            is_claim = statement.startswith("UPDATE delivery SET state")
            found = connection.exec_driver_sql(f"EXPLAIN {statement}" if is_claim else statement, values)
            plan += "".join(found.scalars()) if is_claim else ""
    assert "using pk_delivery" in plan


def test_statements_of_a_batch_are_the_same_whatever_its_size(database: Database) -> None:
    """So none is written out and planned anew for another number of rows, and none comes for each row."""
    fill(database, 40)
    sizes = [path_of_batch(database, size) for size in (1, 2, 25)]
    assert sizes[0] == sizes[1] == sizes[2]
    assert database.call(outbox.backlog, NOON).by_state == {DeliveryState.SENT: 28, DeliveryState.PENDING: 12}


def path_of_batch(database: Database, size: int) -> list[str]:
    """The statements that claim, begin and settle so many."""
    said: list[str] = []

    def listen(*executed: Any) -> None:
        if executed[2].startswith("UPDATE"):
            said.append(executed[2])

    event.listen(database.engine, "before_cursor_execute", listen)
    claims = database.call(outbox.claim_due, "one", NOON, LEASE, size)
    assert database.call(outbox.begin, claims, NOON) == {claim.id for claim in claims}
    settled = [Sent(claim, 7, "shown", not_before=NOON + SECOND) for claim in claims]
    database.call(settle_claims, settled, NOON)
    event.remove(database.engine, "before_cursor_execute", listen)
    return said
