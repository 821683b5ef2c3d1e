"""Turning points of a broadcast: taken once, and only by whoever is in time."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from bot.broadcasts import loop
from bot.broadcasts.rules import MIN_ANSWERS
from storage import admins, broadcasts
from storage.models import BroadcastState, Cancellation, Delivery, DeliveryState, Subscriber, SubscriberStatus
from tests.support.pipeline import EDITOR, OWNER, SHORT, Town

HOUR = timedelta(hours=1)
Milestone = Callable[[Session, int, Town], bool]

MILESTONES: dict[str, tuple[BroadcastState, Milestone]] = {
    "confirm": (
        BroadcastState.SCHEDULED,
        lambda session, which, town: loop.ask_second_owner(session, which, [OWNER], town.now),
    ),
    "braked": (
        BroadcastState.RUNNING,
        lambda session, which, town: loop.pause_failing(session, which, (3, 50), [OWNER, EDITOR], town.now),
    ),
    "report": (
        BroadcastState.RUNNING,
        lambda session, which, town: loop.finish_broadcast(session, which, [OWNER], town.now),
    ),
    "report of a cancelled one": (
        BroadcastState.CANCELLED,
        lambda session, which, town: loop.clear_cancelled(session, which, [OWNER], town.now),
    ),
}


@pytest.mark.parametrize("name", MILESTONES)
@pytest.mark.parametrize("state", BroadcastState)
def test_who_comes_too_late_tells_nobody(town: Town, name: str, state: BroadcastState) -> None:
    its_state, milestone = MILESTONES[name]
    which = town.sends()
    town.changes(which, state=state)
    took = [town.database.call(milestone, which, town) for _ in range(2)]
    assert took == [state is its_state, False]
    assert {kind for kind, _ in town.notes()} == ({name.split(maxsplit=1)[0]} if took[0] else set())
    assert bool(town.database.call(admins.audit_entries, 0, 9)[1]) is (name == "braked" and took[0])


async def test_what_is_not_over_is_not_reported(town: Town) -> None:
    town.crowd(1)
    which = town.sends()
    for _ in range(2):
        await town.broadcasting.tick()
    assert not town.database.call(loop.finish_broadcast, which, [OWNER], town.now)
    town.changes(which, state=BroadcastState.CANCELLED)
    assert not town.database.call(loop.clear_cancelled, which, [OWNER], town.now)  # it calls off what is left
    assert town.notes() == []
    assert town.database.call(loop.clear_cancelled, which, [OWNER], town.now)


@pytest.mark.parametrize("at", ["begin", "ask", "brake", "finish"])
async def test_what_an_administrator_did_meanwhile_stands(town: Town, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    """A broadcast may have changed since the loop read it."""
    town.crowd(SHORT.large + 1 if at == "ask" else SHORT.large)
    is_scheduled = at in {"begin", "ask"}
    which = town.sends(trial=0, starts_at=town.now + HOUR if is_scheduled else None)
    if not is_scheduled:
        for _ in range(3):
            await town.broadcasting.tick()
        town.database.call(settle_some, DeliveryState.DEAD if at == "brake" else DeliveryState.SENT, town.now)
    town.now += HOUR
    stale = town.database.call(broadcasts.active)
    town.changes(which, state=BroadcastState.DRAFT)
    monkeypatch.setattr(broadcasts, "active", lambda _session: stale)
    await town.broadcasting.tick()
    assert town.broadcast(which).state == "draft"
    assert town.notes() == []


def settle_some(session: Session, state: DeliveryState, now: datetime) -> None:
    """Have the first fifty end so, or all that were sent."""
    rows = session.exec(select(Delivery).order_by(col(Delivery.id))).all()
    for row in rows if state is DeliveryState.SENT else rows[:MIN_ANSWERS]:
        row.state, row.settled_at = state, now
        session.add(row)


async def test_who_is_lost_in_the_instant_in_which_the_row_is_written_keeps_nothing_open(town: Town) -> None:
    """As on PostgreSQL, where the one does not see the other."""
    town.crowd(2)
    which = town.sends(trial=0)
    for _ in range(2):
        await town.broadcasting.tick()
    assert town.states() == ["pending", "pending"]
    town.database.call(lose_quietly, 1)
    await town.broadcasted()
    assert town.broadcast(which).state == "done"
    assert [(row.state, row.cancelled_for) for row in town.rows(1)] == [("cancelled", Cancellation.BLOCKED)]


def lose_quietly(session: Session, chat_id: int) -> None:
    found = session.exec(select(Subscriber).where(Subscriber.chat_id == chat_id)).one()
    found.status = SubscriberStatus.BLOCKED
    session.add(found)
