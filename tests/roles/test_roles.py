"""Roles as they are named on the command line, and what a process says of itself."""

import asyncio
from datetime import timedelta

import pytest

from bot.roles import ALL_ROLES, Role, UnknownRoleError, names_of, parse_roles
from bot.roles.registration import Registration
from bot.roles.runtime import utc_now
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
    registration = Registration(postgresql, "one", "send", utc_now, lambda: now)

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
    registration = Registration(sqlite, "one", "send", utc_now)
    running = asyncio.create_task(registration.run())
    await asyncio.sleep(0)
    registration.stop()
    await running
    assert not registration.is_steady()


async def test_a_watch_ends_when_others_may_have_taken_the_process_for_dead(postgresql: Database) -> None:
    now = 0.0
    registration = Registration(postgresql, "one", "send", utc_now, lambda: now)
    assert not registration.watch()(), "nobody knows of it yet"
    await registration.begin()
    lives = registration.watch()
    now = 12.9
    assert lives()
    await registration.tick()
    now = 25.0
    assert lives()
    now = 40.0  # SIGSTOP: it wakes, and has not spoken yet
    assert not lives()
    await registration.tick()
    assert not lives(), "what was claimed before may be another's by now"
    assert registration.watch()()


@pytest.mark.parametrize("error", [timedelta(seconds=60), timedelta(seconds=-60)])
async def test_the_clock_of_the_database_counts(
    postgresql: Database, error: timedelta, caplog: pytest.LogCaptureFixture
) -> None:
    registration = Registration(postgresql, "one", "send", lambda: utc_now() + error)
    assert abs(registration.now() - utc_now() - error) < timedelta(seconds=1), "nothing is known yet"
    for _ in range(3):
        await registration.tick()
        assert abs(registration.now() - utc_now()) < timedelta(seconds=5)
    assert caplog.text.count("off the database's") == 1


async def test_clocks_that_agree_are_left_alone(postgresql: Database) -> None:
    now = utc_now()
    registration = Registration(postgresql, "one", "send", lambda: now)

    async def told(seconds: float) -> None:
        registration._set_clock(now + timedelta(seconds=seconds), timedelta(seconds=0.02))

    for seconds, expected in [(0.09, 0.0), (3.0, 3.01), (3.1, 3.01), (4.0, 4.01), (0.02, 0.0)]:
        await told(seconds)
        assert registration.now() - now == timedelta(seconds=expected)


async def test_who_does_not_share_the_database_goes_by_the_clock_of_the_machine(sqlite: Database) -> None:
    registration = Registration(sqlite, "one", "send", utc_now)
    await registration.begin()
    assert abs(registration.now() - utc_now()) < timedelta(seconds=1)
    assert registration.watch()()
