"""What administrators are told unasked, in words."""

import pytest
from markupsafe import Markup

from bot.views.admin.broadcasts import (
    confirm_large_notification,
    failure_threshold_notification,
    void_confirmation_message,
    waits_for_owner_notification,
)
from bot.views.admin.plans import approve_issue_notification, empty_issue_notification, missed_issue_notification
from storage.models import BroadcastState, DigestIssue, IssueState
from tests.conftest import NOON
from tests.views.admin.broadcast_samples import HOUR, broadcast, totals
from tests.views.admin.test_progress import labels
from tests.views.admin.test_progress_report import WHY
from tests.views.samples import VOICE, check

ISSUE = DigestIssue(
    id=5, plan_id=3, local_date=NOON.date(), due_at=NOON, made_at=NOON, state=IssueState.WAITING, broadcast_id=12
)
OPEN = ["Open the broadcast"]


def test_a_second_owner_is_asked_about_a_large_broadcast() -> None:
    waiting = broadcast(BroadcastState.UNCONFIRMED)
    message = confirm_large_notification(waiting, 20_000, Markup("Ada"), 7, VOICE, now=NOON)
    text = check(message).text
    assert "Broadcast 12 waits for you" in text
    assert "Ada wants to send the message above to 20,000 recipients." in text
    assert "Goes out" not in text
    assert labels(message) == [["✓ Confirm", "✕ Refuse"], OPEN]
    assert message.keyboard[0][0].data == "bf:12:7"


def test_when_it_is_to_begin_is_told() -> None:
    waiting = broadcast(BroadcastState.UNCONFIRMED, starts_at=NOON + HOUR)
    assert (
        "Goes out 2 Mar 2026, 13:00 UTC."
        in check(confirm_large_notification(waiting, 1, Markup("Ada"), 7, VOICE, now=NOON)).text
    )


def test_a_time_that_is_past_is_told_as_past() -> None:
    waiting = broadcast(BroadcastState.UNCONFIRMED, starts_at=NOON)
    asked = confirm_large_notification(waiting, 20_000, Markup("Ada"), 7, VOICE, now=NOON)
    told = waits_for_owner_notification(waiting, 20_000, [Markup("Ada"), Markup("Bo")], NOON, VOICE)
    for message in (asked, told):
        text = check(message).text
        assert "Its time, 2 Mar 2026, 12:00 UTC, is past: it goes out as soon as it is confirmed." in text
        assert "Goes out" not in text
    text = check(told).text
    assert "Its audience has grown to 20,000 recipients." in text
    assert "Asked: Ada, Bo." in text
    assert labels(told) == [OPEN]


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (BroadcastState.UNCONFIRMED, "it may have changed since"),
        (BroadcastState.DRAFT, "refused or taken back"),
        (BroadcastState.SCHEDULED, "at its time"),
        (BroadcastState.CANCELLED, "It was cancelled."),
        (BroadcastState.RUNNING, "goes out or has gone out"),
    ],
)
def test_a_confirmation_that_is_void_says_so_and_why(state: BroadcastState, why: str) -> None:
    message = void_confirmation_message(broadcast(state), VOICE)
    text = check(message).text
    assert text.startswith("Broadcast 12: nothing can be confirmed here any more")
    assert why in text
    assert labels(message) == [OPEN]
    assert message.keyboard[0][0].data == "bh:12"


def test_a_broadcast_that_was_braked_says_why_and_what_can_be_done() -> None:
    message = failure_threshold_notification(
        broadcast(BroadcastState.PAUSED), totals(sent=186, dead=14, held=800), WHY, VOICE
    )
    assert check(message).text.split("\n") == [
        "Broadcast 12 was paused by itself: too much of it fails",
        "",
        "14 of 200 messages failed so far.",
        "“Bad Request: wrong <file> identifier”: 4",
        "“No reason was given”: 2",
        "",
        "800 recipients are left. Nothing more goes out until you resume it.",
    ]
    assert labels(message) == [["▶ Resume", "✕ Cancel"], OPEN]


def test_an_issue_waits_for_an_editor() -> None:
    message = approve_issue_notification(ISSUE, "Space <&>", VOICE)
    assert "“Space <&>” of 2 Mar 2026, 12:00 UTC stands above." in check(message).text
    assert labels(message) == [["Do not send this one"]]


def test_an_issue_that_was_not_sent_says_why_and_opens_its_plan() -> None:
    for message, said in (
        (empty_issue_notification(ISSUE, "Space", VOICE), "had no stories, so nothing was sent"),
        (missed_issue_notification(ISSUE, "Space", VOICE), "more than six hours late"),
    ):
        assert said in check(message).text
        assert labels(message) == [["Open the digest"]]
        assert message.keyboard[0][0].data == "pc:3"
