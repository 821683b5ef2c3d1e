"""Whoever goes too fast is told so once, and nobody else notices."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.handlers.flood import FloodGuard, FloodVerdict
from bot.handlers.router import MOST_MESSAGES, MOST_PRESSES
from tests.conftest import NOON
from tests.handlers.people import Person, Town

MINUTE = timedelta(minutes=1)


def test_so_many_then_a_warning_then_silence() -> None:
    guard = FloodGuard(3, MINUTE)
    assert [guard.judge(1, NOON) for _ in range(6)] == [
        *[FloodVerdict.ANSWER] * 3,
        FloodVerdict.WARN,
        FloodVerdict.IGNORE,
        FloodVerdict.IGNORE,
    ]
    assert guard.judge(2, NOON) is FloodVerdict.ANSWER


def test_a_minute_later_all_is_as_before() -> None:
    guard = FloodGuard(3, MINUTE)
    for _ in range(9):
        guard.judge(1, NOON)
    assert guard.judge(1, NOON + timedelta(seconds=20)) is FloodVerdict.ANSWER
    assert guard.judge(1, NOON + timedelta(seconds=21)) is FloodVerdict.IGNORE, "the warning was given"
    later = [guard.judge(1, NOON + timedelta(minutes=5)) for _ in range(5)]
    assert later == [*[FloodVerdict.ANSWER] * 3, FloodVerdict.WARN, FloodVerdict.IGNORE]


def test_a_clock_that_goes_back_takes_nothing_away() -> None:
    guard = FloodGuard(2, MINUTE)
    assert guard.judge(1, NOON) is FloodVerdict.ANSWER
    assert guard.judge(1, NOON - timedelta(hours=1)) is FloodVerdict.ANSWER


def test_only_those_seen_last_are_remembered() -> None:
    guard = FloodGuard(1, MINUTE, remembered=3)
    for who in (1, 2, 3, 1, 4):
        guard.judge(who, NOON)
    assert len(guard) == 3
    assert guard.judge(1, NOON) is FloodVerdict.IGNORE
    assert guard.judge(2, NOON) is FloodVerdict.ANSWER, "forgotten, as the one seen longest ago"


@given(st.lists(st.floats(0, 90), max_size=200), st.integers(1, 30))
def test_never_more_than_twice_the_allowance_in_any_period(gaps: list[float], most: int) -> None:
    """What was left at its start, and what it brings."""
    guard, now, answered = FloodGuard(most, MINUTE), NOON, []
    for gap in gaps:
        now += timedelta(seconds=gap)
        if guard.judge(1, now) is FloodVerdict.ANSWER:
            answered.append(now)
    for first in answered:
        assert sum(first <= at < first + MINUTE for at in answered) <= 2 * most


async def test_commands_that_come_too_fast(town: Town, ada: Person) -> None:
    for _ in range(MOST_MESSAGES + 30):
        await ada.write("/help")
    assert len(ada.screen) == MOST_MESSAGES + 1
    assert "too fast" in ada.seen
    assert "You follow Space" in await town.person(502).write("/subscribe space")
    town.clock.pass_(seconds=10)
    assert "/unsubscribe –" in await ada.write("/help")


async def test_presses_that_come_too_fast(town: Town, ada: Person) -> None:
    await ada.write("/topics")
    for _ in range(MOST_PRESSES):
        assert await ada.press("Space") != ""
    shown = ada.seen
    assert await ada.press("Space") == "A little slower, please"
    assert await ada.press("Space") == ""
    assert ada.seen == shown
    assert "You follow none yet." in await ada.write("/topics"), "writing is counted apart"


async def test_a_flood_does_not_hide_that_the_bot_is_blocked(town: Town, ada: Person) -> None:
    for _ in range(MOST_MESSAGES + 5):
        await ada.write("/help")
    await ada.change("member", "kicked")
    town.clock.pass_(minutes=2)
    await ada.change("kicked", "member")
    assert "Your topics" in await ada.write("/mine")


@pytest.mark.parametrize("talk", ["hello all", "/dance@other_bot"])
async def test_what_is_talked_in_a_group_counts_for_nobody(town: Town, ada: Person, talk: str) -> None:
    group = town.person(ada.id)
    group.chat = {"id": -77, "type": "supergroup", "title": "Readers"}
    for _ in range(MOST_MESSAGES + 5):
        await group.write(talk)
    assert group.screen == []
    assert "/unsubscribe –" in await ada.write("/help")
