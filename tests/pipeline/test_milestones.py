"""Turning points of a broadcast: taken once, and only by whoever is in time."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from sqlmodel import Session

from bot.pipeline import milestones
from storage import audit, broadcasts
from storage.database import Query
from storage.models import Broadcast, BroadcastState
from tests.pipeline.town import EDITOR, OTHER_OWNER, OWNER, Town

HOUR = timedelta(hours=1)
Milestone = Callable[[Session, int, Town], bool]

MILESTONES: dict[str, tuple[BroadcastState, Milestone]] = {
    "confirm": (
        BroadcastState.SCHEDULED,
        lambda session, which, town: milestones.ask_second(session, which, [OWNER], town.now),
    ),
    "braked": (
        BroadcastState.RUNNING,
        lambda session, which, town: milestones.brake(session, which, (3, 50), [OWNER, EDITOR], town.now),
    ),
    "report": (
        BroadcastState.RUNNING,
        lambda session, which, town: milestones.finish(session, which, [OWNER], town.now),
    ),
    "report of a cancelled one": (
        BroadcastState.CANCELLED,
        lambda session, which, town: milestones.clear_up(session, which, [OWNER], town.now),
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
    assert {kind for kind, _ in town.notes()} == ({name.split()[0]} if took[0] else set())
    assert bool(town.database.call(audit.entries, 0, 9)[1]) is (name == "braked" and took[0])


async def test_what_is_not_over_is_not_reported(town: Town) -> None:
    town.crowd(1)
    which = town.sends()
    for _ in range(2):
        await town.broadcasting.tick()
    assert not town.database.call(milestones.finish, which, [OWNER], town.now)
    town.changes(which, state=BroadcastState.CANCELLED)
    assert not town.database.call(milestones.clear_up, which, [OWNER], town.now)  # it calls off what is left
    assert town.notes() == []
    assert town.database.call(milestones.clear_up, which, [OWNER], town.now)


@pytest.mark.parametrize("at", ["begin", "ask", "brake", "finish"])
async def test_what_an_administrator_did_meanwhile_stands(
    town: Town, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    """The loop may look at a broadcast that is not any more what it was when it was read."""
    town.crowd(61 if at == "ask" else 60)
    which = town.sends(trial=0, starts_at=town.now + HOUR if at in {"begin", "ask"} else None)
    town.now += HOUR
    if at in {"brake", "finish"}:
        town.changes(which, trial=1 if at == "brake" else 0)
        for _ in range(3):
            await town.broadcasting.tick()
        settle_all(town, which, "dead" if at == "brake" else "sent")
    stale = town.database.call(broadcasts.at_work)
    assert town.database.call(broadcasts.cancel, which, town.now)
    monkeypatch.setattr(broadcasts, "at_work", returning(stale))
    await town.broadcasting.tick()
    monkeypatch.undo()
    assert town.broadcast(which).state == "cancelled"
    assert {person for _, person in town.notes()} <= {OWNER}
    assert OTHER_OWNER not in {person for _, person in town.notes()}


def returning(found: Sequence[Broadcast]) -> Query[[], Sequence[Broadcast]]:
    return lambda _session: found


def settle_all(town: Town, which: int, state: str) -> None:
    """Have all that was let go end so; of a broadcast that is to end, all of it."""
