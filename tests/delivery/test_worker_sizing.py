"""Slots and pauses at a rate."""

from datetime import timedelta

import pytest

from bot.delivery.retry import RetryRules
from bot.delivery.worker import FEWEST_SLOTS, MOST_SLOTS, MOST_SLOTS_OF_ONE, retry_rules_for, slots_for


@pytest.mark.parametrize(
    ("rate", "slots"),
    [(0, MOST_SLOTS), (0.1, FEWEST_SLOTS), (25, FEWEST_SLOTS), (120, 20), (300, 50), (1_000, 167), (2_000, MOST_SLOTS)],
)
def test_more_messages_a_second_need_more_slots(rate: float, slots: int) -> None:
    assert slots_for(rate) == slots


@pytest.mark.parametrize(
    ("rate", "slots"), [(0, MOST_SLOTS), (25, FEWEST_SLOTS), (240, 40), (2_000, MOST_SLOTS_OF_ONE)]
)
def test_where_others_can_share_the_rate_one_process_has_fewer(rate: float, slots: int) -> None:
    assert slots_for(rate, is_shared=True) == slots


def test_without_a_rate_no_chat_rests() -> None:
    assert retry_rules_for(25) == RetryRules()
    assert (retry_rules_for(0).pause_private, retry_rules_for(0).pause_group) == (timedelta(), timedelta())


@pytest.mark.parametrize(("rate", "paid_rate", "slots"), [(25, 0, 4), (25, 20, 4), (25, 200, 33), (25, 1_000, 167)])
def test_paid_broadcasts_have_slots_for_their_rate(rate: float, paid_rate: float, slots: int) -> None:
    assert slots_for(rate, paid_rate) == slots
