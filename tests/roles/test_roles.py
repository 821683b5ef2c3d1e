"""Roles as they are named on the command line, and what a process says of itself."""

import asyncio

import pytest

from bot.roles import ALL_ROLES, Role, UnknownRoleError, names_of, parse_roles
from bot.roles.registration import Registration
from storage.database import Database


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ([], ALL_ROLES),
        (["send"], {Role.SEND}),
        (["updates,schedule"], {Role.UPDATES, Role.SCHEDULE}),
        (["updates", "schedule"], {Role.UPDATES, Role.SCHEDULE}),
        (["Updates, send", "send"], {Role.UPDATES, Role.SEND}),
        (["send,schedule,updates"], ALL_ROLES),
    ],
)
def test_roles_are_named_with_commas_or_again_and_again(written: list[str], meant: set[Role]) -> None:
    assert parse_roles(written) == meant


@pytest.mark.parametrize("written", [["sned"], ["send,poll"], [""], [","]])
def test_what_is_no_role_is_refused_with_those_that_there_are(written: list[str]) -> None:
    with pytest.raises(UnknownRoleError, match="name updates, schedule, send, with commas between"):
        parse_roles(written)


def test_names_stand_in_one_order() -> None:
    assert names_of({Role.SEND, Role.UPDATES}) == "updates,send"


async def test_who_was_cut_off_or_stopped_believes_nobody_dead_for_a_while(postgresql: Database) -> None:
    now = 0.0
    registration = Registration(postgresql, "one", "send", lambda: now)

    async def beat_until(end: float) -> None:
        nonlocal now
        while now < end:
            await registration.tick()
            now += 2

    assert not registration.is_steady()
    await beat_until(14)
    assert not registration.is_steady(), "others may have had as little chance to speak"
    await beat_until(20)
    assert registration.is_steady()
    now = 26.0  # SIGSTOP, or a machine that was suspended
    assert not registration.is_steady()
    await beat_until(36)
    assert not registration.is_steady()
    await beat_until(46)
    assert registration.is_steady()


async def test_on_sqlite_nobody_else_needs_to_know(sqlite: Database) -> None:
    registration = Registration(sqlite, "one", "send")
    running = asyncio.create_task(registration.run())
    await asyncio.sleep(0)
    registration.stop()
    await running
    assert not registration.is_steady()
