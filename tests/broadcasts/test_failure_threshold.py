"""The brake: more than 5 % of enough answers."""

from datetime import datetime, timedelta

import pytest

from bot.broadcasts.rules import counts_failures_since, exceeds_failure_threshold, missing_of_trial
from storage.models import Broadcast
from tests.conftest import NOON


@pytest.mark.parametrize(
    ("failed", "answered", "is_too_much"),
    [
        (0, 0, False),
        (0, 200, False),
        (10, 200, False),
        (11, 200, True),
        (49, 49, False),
        (2, 50, False),
        (3, 50, True),
        (200, 200, True),
    ],
)
def test_more_than_one_in_twenty_is_too_much(failed: int, answered: int, is_too_much: bool) -> None:
    assert exceeds_failure_threshold(failed, answered) is is_too_much


@pytest.mark.parametrize(
    ("failed", "answered", "is_too_much"), [(0, 0, False), (0, 9, False), (1, 9, True), (1, 20, False)]
)
def test_a_trial_that_is_over_says_something_however_small(failed: int, answered: int, is_too_much: bool) -> None:
    assert exceeds_failure_threshold(failed, answered, fewest=1) is is_too_much


EARLIER = NOON - timedelta(hours=1)


@pytest.mark.parametrize(
    ("auto_paused_at", "started_at", "frozen_at", "since"),
    [
        (None, None, None, None),
        (None, None, EARLIER, None),
        (None, NOON, EARLIER, None),
        (None, EARLIER, EARLIER, None),
        (None, EARLIER, NOON, NOON),
        (NOON, EARLIER, EARLIER, NOON),
        (NOON, EARLIER, NOON - timedelta(minutes=1), NOON),
        (NOON, EARLIER, NOON + timedelta(minutes=1), NOON + timedelta(minutes=1)),
    ],
)
def test_what_was_settled_before_the_last_pause_or_extension_counts_no_more(
    auto_paused_at: datetime | None, started_at: datetime | None, frozen_at: datetime | None, since: datetime | None
) -> None:
    broadcast = Broadcast(
        author_id=901, created_at=EARLIER, auto_paused_at=auto_paused_at, started_at=started_at, frozen_at=frozen_at
    )
    assert counts_failures_since(broadcast) == since


@pytest.mark.parametrize(("tried", "missing"), [(0, 50), (3, 47), (50, 0), (60, 0)])
def test_a_trial_draws_until_enough_were_tried(tried: int, missing: int) -> None:
    assert missing_of_trial(Broadcast(author_id=901, created_at=NOON, trial=50), tried) == missing
