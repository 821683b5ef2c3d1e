"""The progress message: what it says in each state, and that its numbers add up."""

import re
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.admin.progress import PROGRESS_BAR_BLOCKS, done_share, is_broadcast_over, progress_bar, progress_message
from bot.views.format import visible_text
from bot.views.message import Message
from storage.broadcast_stats import RecipientCounts
from storage.models import Broadcast, BroadcastState, Cancellation
from tests.conftest import NOON
from tests.views.admin.broadcast_samples import HOUR, MINUTE, SECOND, broadcast, totals
from tests.views.samples import VOICE, check

AT = NOON + 10 * MINUTE
COUNT = re.compile(r"^(?:Sent|Blocked or gone|Failed|No longer owed|Erased themselves|Left): ([\d,]+)$", re.MULTILINE)
UNDER_WAY = totals(
    sent=11_600,
    dead=3,
    uncertain=1,
    in_flight=4,
    pending=500,
    held=7_580,
    cancelled={Cancellation.BLOCKED: 300, Cancellation.DEACTIVATED: 12},
)
DONE = totals(
    sent=19_200, cancelled={Cancellation.KICKED: 700, Cancellation.PAUSED: 80}, dead=10, uncertain=5, erased=5
)


def shown(broadcast: Broadcast, totals: RecipientCounts = UNDER_WAY, rate: float = 0.0, limit: float = 0.0) -> str:
    return check(message(broadcast, totals, rate, limit=limit)).text


def message(
    broadcast: Broadcast,
    totals: RecipientCounts = UNDER_WAY,
    rate: float = 0.0,
    *,
    limit: float = 0.0,
    token: int | None = None,
) -> Message:
    return progress_message(totals, broadcast, rate, VOICE, now=AT, rest=30 * SECOND, limit=limit, token=token)


def labels(message: Message) -> list[list[str]]:
    return [[button.label for button in row] for row in message.keyboard]


def test_all_that_is_to_be_seen_while_it_runs() -> None:
    assert shown(broadcast(), rate=24.2).split("\n") == [
        "Broadcast 12 · sending",
        "",
        "████████░░░░░░ 59%",
        "",
        "Sent: 11,600",
        "Blocked or gone: 312",
        "Failed: 4",
        "Left: 8,084",
        "",
        "24 a second · about 6 minutes to go",
    ]
    assert labels(message(broadcast())) == [["⏸ Pause", "✕ Cancel"], ["Copy as new"]]


def test_recipients_are_counted_while_they_are_written_down() -> None:
    getting_ready = broadcast(BroadcastState.FREEZING, size=5_000, started_at=None, rests_until=None)
    text = shown(getting_ready, totals(held=5_000))
    assert text.startswith("Broadcast 12 · getting ready\nIts recipients are being written down, 5,000 so far.")
    assert "to go" not in text
    assert labels(message(getting_ready)) == [["⏸ Pause", "✕ Cancel"], ["Copy as new"]]


def test_before_anyone_is_written_down_there_is_no_bar() -> None:
    text = shown(broadcast(BroadcastState.FREEZING, size=0), totals())
    assert "%" not in text
    assert "Left: 0" in text


def test_the_trial_is_told_and_so_is_the_rest_after_it() -> None:
    assert "The first 50 come first. After 30 seconds the rest follows." in shown(broadcast(rests_until=None))
    resting = broadcast(rests_until=AT + 25 * SECOND)
    assert "The first batch is out. The rest follows in 25 seconds, unless you pause or cancel it." in shown(resting)
    assert "batch" not in shown(broadcast(rests_until=AT))


@pytest.mark.parametrize("columns", [{"trial": 0}, {"trial": 50, "size": 50}])
def test_there_is_no_trial_where_all_go_at_once(columns: dict[str, Any]) -> None:
    assert "first" not in shown(broadcast(**columns, rests_until=None))


def test_what_is_still_in_the_air_when_it_is_paused_is_told() -> None:
    paused = broadcast(BroadcastState.PAUSED)
    text = shown(paused, rate=20)
    assert "Nothing more goes out until you resume it.\n4 messages are still on their way." in text
    assert "to go" not in text
    assert "on their way" not in shown(paused, totals(sent=1, held=1))
    assert labels(message(paused)) == [["▶ Resume", "✕ Cancel"], ["Copy as new"]]


def test_the_time_to_go_is_told_by_the_limit_where_nothing_went_just_now() -> None:
    assert "About 5 minutes to go" in shown(broadcast(), limit=25)
    assert "About 1 second to go" in shown(broadcast(), totals(sent=20, held=1), limit=25)
    assert "to go" not in shown(broadcast())
    assert "to go" not in shown(broadcast(), totals(sent=20_000), rate=25)


@pytest.mark.parametrize(
    ("rests_until", "told"),
    [
        (None, "10 a second · about 40 seconds to go"),
        (AT + 25 * SECOND, "About 30 seconds to go"),  # what went just before the rest is no pace to count on
        (AT, "10 a second · about 10 seconds to go"),
    ],
)
def test_the_time_to_go_counts_the_rest_after_the_trial(rests_until: datetime | None, told: str) -> None:
    text = shown(broadcast(size=150, rests_until=rests_until), totals(sent=50, held=100), rate=10, limit=20)
    assert text.endswith(f"\n\n{told}")


def test_the_end_by_which_it_must_have_left_is_told() -> None:
    assert "Not sent after 2 Mar 2026, 15:00 UTC." in shown(broadcast(not_after=NOON + 3 * HOUR))
    assert "Not sent after" not in shown(broadcast(BroadcastState.DONE, not_after=NOON + 3 * HOUR), DONE)


def test_when_it_is_done_all_are_accounted_for() -> None:
    done = broadcast(BroadcastState.DONE)
    assert shown(done, DONE).split("\n") == [
        "Broadcast 12 · sent",
        "",
        "██████████████ 100%",
        "",
        "Sent: 19,200",
        "Blocked or gone: 700",
        "Failed: 15",
        "No longer owed: 80",
        "Erased themselves: 5",
        "",
        "It took 14 minutes, at 23 a second.",
    ]
    assert labels(message(done, DONE)) == [["Report", "Recipients (CSV)"], ["Copy as new"]]
    assert labels(message(done, DONE, token=7))[1:] == [["Copy as new"], ["Send to those who joined since"]]


def test_a_cancelled_one_says_what_did_not_leave() -> None:
    cancelled = broadcast(BroadcastState.CANCELLED)
    called_off = totals(sent=10, cancelled={Cancellation.CALLED_OFF: 40})
    assert "Broadcast 12 · cancelled" in shown(cancelled, called_off)
    assert "No longer owed: 40" in shown(cancelled, called_off)
    assert "%" not in shown(cancelled, called_off), "a full bar would say that all have it"
    assert labels(message(cancelled, called_off, token=7)) == [["Report", "Recipients (CSV)"], ["Copy as new"]]


def test_while_a_cancelled_one_is_cleared_away_it_is_not_over() -> None:
    clearing = broadcast(BroadcastState.CANCELLED, ended_at=None)
    assert "4 messages are still on their way.\n" in shown(clearing)
    assert "Left: 8,084" in shown(clearing)
    assert not is_broadcast_over(clearing)
    assert is_broadcast_over(broadcast(BroadcastState.CANCELLED))
    assert not is_broadcast_over(broadcast(ended_at=NOON))


def test_one_that_never_began_was_sent_to_nobody() -> None:
    never = broadcast(BroadcastState.CANCELLED, frozen_at=None, started_at=None, size=0)
    assert "Nothing was sent" in shown(never, totals())
    assert labels(message(never, totals())) == []


def test_one_that_was_extended_tells_no_average_over_the_time_between() -> None:
    assert "It took" not in shown(broadcast(BroadcastState.DONE, frozen_at=NOON + HOUR), DONE)


@given(st.floats(0, 1, allow_nan=False))
def test_the_bar_is_full_only_when_all_is_done(share: float) -> None:
    text = visible_text(progress_bar(share, VOICE))
    assert text.count("█") + text.count("░") == PROGRESS_BAR_BLOCKS
    assert (text.count("█") == PROGRESS_BAR_BLOCKS) == (share == 1)
    assert ("100%" in text) == (share == 1)


counted = st.integers(0, 10**6)
tallies = st.builds(
    totals,
    held=counted,
    pending=counted,
    in_flight=counted,
    sent=counted,
    dead=counted,
    uncertain=counted,
    erased=counted,
    cancelled=st.dictionaries(st.sampled_from(Cancellation), counted),
)
states = st.sampled_from(
    [
        BroadcastState.FREEZING,
        BroadcastState.RUNNING,
        BroadcastState.PAUSED,
        BroadcastState.DONE,
        BroadcastState.CANCELLED,
    ]
)


@given(tallies, states, st.just(0.0) | st.floats(0.001, 1_000))
def test_what_is_shown_adds_up_to_all_recipients(counts: RecipientCounts, state: BroadcastState, rate: float) -> None:
    ended_at = NOON if counts.left == 0 else None
    text = shown(broadcast(state, ended_at=ended_at), counts, rate)
    told = COUNT.findall(text)
    assert sum(int(number.replace(",", "")) for number in told) == counts.recipients
    assert 0 <= done_share(counts) <= 1
