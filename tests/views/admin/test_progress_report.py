"""The report: every recipient accounted for, within a caption, whatever Telegram answered."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.admin.progress import LONGEST_REPORT, report_message
from bot.views.format import visible_length
from storage.broadcast_stats import FailureReason, RecipientCounts
from storage.models import BroadcastState, Cancellation, DeliveryState
from tests.conftest import NOON
from tests.views.admin.broadcast_samples import HOUR, broadcast, totals
from tests.views.admin.test_progress import labels, tallies
from tests.views.samples import VOICE, check, hostile

DONE = broadcast(BroadcastState.DONE)
COUNTS = totals(
    sent=19_199,
    dead=4,
    uncertain=2,
    erased=1,
    cancelled={Cancellation.BLOCKED: 600, Cancellation.DEACTIVATED: 190, Cancellation.PAUSED: 4},
)
WHY = [
    FailureReason(DeliveryState.CANCELLED, Cancellation.BLOCKED, "blocked", 600),
    FailureReason(DeliveryState.DEAD, None, "Bad Request: wrong <file> identifier", 4),
    FailureReason(DeliveryState.UNCERTAIN, None, "", 2),
]


def test_all_that_a_report_says() -> None:
    assert check(report_message(COUNTS, DONE, WHY, VOICE)).text.split("\n") == [
        "Broadcast 12 · report",
        "Sent to 19,199 of 20,000 (95.9%)",
        "From 2 Mar 2026, 12:00 UTC on, in 14 minutes, at 23 a second",
        "",
        "Not reached",
        "Blocked the bot: 600",
        "Account deleted: 190",
        "Paused the bot: 4",
        "Erased themselves: 1",
        "",
        "Failed",
        "Refused by Telegram: 4",
        "Perhaps delivered: 2",
        "“Bad Request: wrong <file> identifier”: 4",
        "“No reason was given”: 2",
    ]


def test_all_were_reached_only_if_all_were() -> None:
    assert "Sent to 3 of 3 (100%)" in check(report_message(totals(sent=3), DONE, [], VOICE)).text
    nearly = totals(sent=19_999, dead=1)
    assert "(99.9%)" in check(report_message(nearly, DONE, [], VOICE)).text


def test_without_recipients_there_is_not_much_to_say() -> None:
    text = check(report_message(totals(), broadcast(BroadcastState.DONE), [], VOICE)).text
    assert text == "Broadcast 12 · report\nIt had no recipients, so nothing was sent."


def test_a_report_before_the_end_says_what_is_left() -> None:
    text = check(report_message(totals(sent=1, pending=2), broadcast(), [], VOICE)).text
    assert "Still on its way: 2" in text
    assert "From" not in text


def test_a_cancelled_one_says_so() -> None:
    cancelled = broadcast(BroadcastState.CANCELLED)
    text = check(report_message(totals(sent=1, cancelled={Cancellation.CALLED_OFF: 9}), cancelled, [], VOICE)).text
    assert "cancelled before its end" in text
    assert "Cancelled: 9" in text
    assert "Sent to 1 of 1 (100%)" in text, "what was called off was not to be delivered"
    assert "Failed" not in text


def test_what_nobody_was_to_have_is_no_share() -> None:
    nothing = totals(cancelled={Cancellation.CALLED_OFF: 9})
    text = check(report_message(nothing, broadcast(BroadcastState.CANCELLED), [], VOICE)).text
    assert "It was called off before it reached anybody." in text
    assert "%" not in text
    partly = totals(sent=8, dead=1, cancelled={Cancellation.WITHDRAWN: 40, Cancellation.LATE: 1})
    assert "Sent to 8 of 10 (80%)" in check(report_message(partly, DONE, [], VOICE)).text


@pytest.mark.parametrize(("author_id", "name"), [(-1, "The command line"), (0, "The wire itself")])
def test_who_sent_it_is_named_where_it_is_no_person(author_id: int, name: str) -> None:
    sent = broadcast(BroadcastState.DONE, author_id=author_id)
    assert check(report_message(COUNTS, sent, [], VOICE)).text.splitlines()[1] == f"Author: {name}"


def test_one_that_was_extended_tells_no_average() -> None:
    assert (
        "From"
        not in check(report_message(COUNTS, broadcast(BroadcastState.DONE, frozen_at=NOON + HOUR), [], VOICE)).text
    )


@pytest.mark.parametrize(("is_dark", "label"), [(False, "🌙 Dark"), (True, "☀ Light")])
def test_the_picture_can_be_had_in_the_other_light(is_dark: bool, label: str) -> None:
    shown = report_message(COUNTS, DONE, WHY, VOICE, is_dark=is_dark, token=5)
    assert labels(shown) == [["Recipients (CSV)", label], ["Copy as new"], ["Send to those who joined since"]]
    assert shown.keyboard[0][1].data == f"rf:12:{int(not is_dark)}"


def test_without_a_picture_there_is_no_light() -> None:
    assert labels(report_message(COUNTS, DONE, WHY, VOICE)) == [["Recipients (CSV)"], ["Copy as new"]]


def test_what_was_not_reached_can_be_sent_again_and_is_counted() -> None:
    again = broadcast(BroadcastState.DONE, sent_again=7)
    shown = report_message(COUNTS, again, WHY, VOICE, unreached=5)
    assert labels(shown)[1] == ["Send again to the 5 not reached", "Copy as new"]
    assert "Sent again to 7 not reached before" in check(shown).text
    assert labels(report_message(COUNTS, broadcast(), WHY, VOICE, unreached=5))[1] == ["Copy as new"]


def test_where_there_is_no_room_for_all_reasons_the_most_frequent_stay() -> None:
    counts = totals(sent=1, dead=999_999, cancelled=dict.fromkeys(Cancellation, 999_999), erased=999_999)
    why = [FailureReason(DeliveryState.DEAD, None, f"{number} {'no ' * 40}", 999_999) for number in range(8)]
    message = report_message(counts, DONE, why, VOICE)
    assert visible_length(message.html) <= LONGEST_REPORT
    text = check(message).text
    assert "“0 no" in text
    assert "“7 no" not in text


reasons = st.lists(
    st.builds(
        FailureReason,
        st.sampled_from(DeliveryState),
        st.none() | st.sampled_from(Cancellation),
        hostile,
        st.integers(1, 10**6),
    ),
    max_size=20,
)


@given(tallies, reasons)
def test_a_report_is_a_caption_that_adds_up(counts: RecipientCounts, why: list[FailureReason]) -> None:
    message = report_message(counts, DONE, why, VOICE, is_dark=False)
    assert visible_length(message.html) <= LONGEST_REPORT
    text = check(message).text
    assert "\n\n\n" not in text
    head, _, _ = text.partition("“")
    lines = [line for line in head.split("\n") if re.search(r": [\d,]+$", line)]
    told = sum(int(line.rpartition(": ")[2].replace(",", "")) for line in lines)
    assert told + counts.sent == counts.recipients
