"""Spans, paces and moments in words."""

from datetime import timedelta

import pytest

from bot.views.format import format_duration, format_rate, format_time
from tests.conftest import NOON
from tests.views import tdlib_parser
from tests.views.samples import VOICE


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "less than a second"),
        (0.4, "less than a second"),
        (1, "1 second"),
        (89.4, "89 seconds"),
        (89.6, "2 minutes"),
        (90, "2 minutes"),
        (149, "2 minutes"),
        (89 * 60, "89 minutes"),
        (90 * 60, "1 h 30 min"),
        (7_170, "2 hours"),
        (7_200, "2 hours"),
        (36_000_000, "10,000 hours"),
    ],
)
def test_a_span_is_told_as_one_would_say_it(seconds: float, words: str) -> None:
    assert format_duration(timedelta(seconds=seconds), VOICE) == words


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        (25, "25 a second"),
        (1_000, "1,000 a second"),
        (1, "1 a second"),
        (0.5, "30 a minute"),
        (1 / 60, "1 a minute"),
        (0.01, "36 an hour"),
        (0, "0 an hour"),
    ],
)
def test_a_pace_is_told_by_the_second_the_minute_or_the_hour(rate: float, words: str) -> None:
    assert format_rate(rate, VOICE) == words


def test_a_moment_is_the_readers_own() -> None:
    [shown] = tdlib_parser.parse(format_time(NOON, VOICE)).of("DateTime")
    assert shown.text == "2 Mar 2026, 12:00 UTC"
