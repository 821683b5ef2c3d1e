"""How the wire is doing, in words."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.views.admin.reports import ScanSummary, StatusFacts, status_message
from storage.models import Broadcast, BroadcastState, DeliveryState
from storage.stats import Health
from tests.conftest import NOON
from tests.views.samples import VOICE, check

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
CALM = Health({DeliveryState.SENT: 48_112}, 0, None, 0, 0, None, 12_400_000, is_sqlite=True)
QUIET = ScanSummary(NOON - 4 * SECOND, unchanged=6_504)
FIND = ScanSummary(NOON - HOUR, unchanged=6_500, new=3, folded=1, owed=12)
FACTS = StatusFacts("0.1.0", NOON - 3 * HOUR, NOON, CALM, 25.0, QUIET, FIND)


def text(**changes: Any) -> str:
    return check(status_message(replace(FACTS, **changes), VOICE)).text


def health(**changes: Any) -> Health:
    return replace(CALM, **changes)


def test_a_calm_day() -> None:
    assert text().splitlines() == [
        "Topicwire 0.1.0",
        "Running for 3 hours, since 2 Mar 2026, 09:00 UTC.",
        "",
        "Records",
        "Scanned 2 Mar 2026, 11:59 UTC: nothing new in 6,504 files.",
        "Last find 2 Mar 2026, 11:00 UTC: 3 new, 1 more of known stories, 12 alerts owed.",
        "",
        "Outbox",
        "Nothing waits to be sent.",
        "48,112 sent",
        "",
        "Rate",
        "Nothing went out in the last minute. The limit is 25 a second.",
        "No chat is throttled.",
        "",
        "Database",
        "SQLite, 12 MB",
    ]


def test_a_busy_day() -> None:
    states = {state: 1_000 + place for place, state in enumerate(DeliveryState)}
    busy = Health(states, 12, NOON - 40 * SECOND, 1_470, 2, NOON + 31 * SECOND, 3_400_000_000, is_sqlite=False)
    shown = text(health=busy, last=FIND).splitlines()
    assert "989 wait to be sent, the oldest for 40 seconds by now." in shown
    for line in (
        "12 to be tried again later",
        "1,000 held back until their broadcast goes on",
        "1,002 on their way",
        "1,003 sent",
        "1,004 refused by Telegram",
        "1,005 perhaps delivered",
        "1,006 no longer owed",
        "24 a second in the last minute, of 25 a second at most.",
        "Telegram throttles 2 chats, the last for 31 seconds more.",
        "PostgreSQL, 3.4 GB",
        "Scanned 2 Mar 2026, 11:00 UTC: 3 new, 1 more of known stories, 12 alerts owed.",
    ):
        assert line in shown


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"last": None, "last_find": None}, "Not scanned yet."),
        ({"last": ScanSummary(NOON, problem="4 of 4 <records> are gone")},
         "12:00 UTC failed: 4 of 4 <records> are gone"),
        ({"last_find": ScanSummary(NOON, changed=2, rejected=1, gone=5, owed=1)},
         "2 changed, 1 could not be read, 5 gone, 1 alert owed."),
        ({"started_at": NOON - 50 * HOUR}, "Running for 2 days, since 28 Feb 2026, 10:00 UTC."),
        ({"limit": 0.0}, "Nothing went out in the last minute. There is no limit."),
        ({"limit": 0.0, "health": health(sent_lately=90)}, "2 a second in the last minute, without a limit."),
        ({"health": health(sent_lately=6)}, "6 a minute in the last minute, of 25 a second at most."),
        ({"health": health(by_state={DeliveryState.PENDING: 3}, later=3)}, "3 to be tried again later"),
        ({"health": health(by_state={DeliveryState.PENDING: 3}, later=3)}, "Nothing waits to be sent."),
        ({"health": health(throttled=1, throttled_until=NOON + 9 * SECOND)},
         "Telegram throttles 1 chat, for 9 seconds more."),
    ],
)  # fmt: skip
def test_what_else_there_is_to_say(changes: dict[str, Any], line: str) -> None:
    assert line in text(**changes)


def test_a_process_that_does_not_run_yet() -> None:
    assert "Running" not in text(started_at=None)


def test_a_first_scan_that_found_nothing_has_no_find_to_tell_of() -> None:
    assert "Last find" not in text(last_find=None)


def test_broadcasts_at_work() -> None:
    def broadcast(number: int, state: BroadcastState, **more: Any) -> Broadcast:
        return Broadcast(id=number, author_id=901, state=state, created_at=NOON, **more)

    at_work = [
        broadcast(1, BroadcastState.SCHEDULED, starts_at=NOON + HOUR),
        broadcast(2, BroadcastState.FREEZING, size=5_000),
        broadcast(3, BroadcastState.RUNNING, size=20_000),
        broadcast(4, BroadcastState.PAUSED, size=20_000),
        *(broadcast(number, BroadcastState.RUNNING) for number in range(5, 8)),
    ]
    shown = text(broadcasts=at_work, left={3: 12_345, 4: 7})
    assert shown.split("Broadcasts at work\n")[1].split("\n\n")[0].splitlines() == [
        "1: begins 2 Mar 2026, 13:00 UTC",
        "2: getting ready, 5,000 recipients so far",
        "3: sending, 12,345 left",
        "4: paused, 7 left",
        "5: sending, 0 left",
        "and 2 more",
    ]


@pytest.mark.parametrize(("count", "labels"), [(0, ["↻ Refresh"]), (3, ["↻ Refresh", "Not readable: 3"])])
def test_what_could_not_be_read_is_a_button_away(count: int, labels: list[str]) -> None:
    keyboard = status_message(replace(FACTS, rejected=count), VOICE).keyboard
    assert [button.label for row in keyboard for button in row] == labels
