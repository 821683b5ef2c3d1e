"""The brake: more than 5 % of enough answers."""

import pytest

from bot.broadcasts.rules import exceeds_failure_threshold


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
