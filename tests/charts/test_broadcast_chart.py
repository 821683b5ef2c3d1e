"""The picture of a broadcast holds every message of it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.charts.build import MOST_RATE_COLUMNS, build_broadcast_chart
from tests.charts.samples import BROADCASTS, sent
from tests.conftest import NOON
from tests.views.samples import VOICE


@pytest.mark.parametrize(
    ("name", "number", "note", "edges"),
    [
        ("nobody", "0", "", ()),
        ("one", "1", "", ()),
        ("at once", "12", "", ()),
        ("three", "3", "in 9 seconds, 20 a minute", ("start", "9 seconds")),
        ("trial and rest", "2,000", "in 2 minutes, 18 a second", ("start", "2 minutes")),
        ("a hundred thousand", "100,000", "in 57 minutes, 29 a second", ("start", "29 minutes", "57 minutes")),
        ("one an hour for a year", "8,760", "in 8,759 hours, 1 an hour", ("start", "4,379 h 30 min", "8,759 hours")),
    ],
)
def test_the_numbers_that_matter(name: str, number: str, note: str, edges: tuple[str, ...]) -> None:
    pace = build_broadcast_chart(BROADCASTS[name], 12, VOICE)
    assert pace.title == "Broadcast 12"
    assert pace.span == ("2 Mar 2026, 12:00 UTC" if BROADCASTS[name] else "")
    assert (pace.columns.heading.number, pace.columns.heading.note) == (number, note)
    assert pace.columns.edges == edges


def test_a_broadcast_that_reached_nobody_says_so() -> None:
    columns = build_broadcast_chart([], 12, VOICE).columns
    assert (columns.empty, columns.labels) == ("Nothing was sent.", ())


def test_a_pause_is_a_gap() -> None:
    values = build_broadcast_chart(BROADCASTS["paused overnight"], 12, VOICE).columns.values
    assert values[0] > 0 < values[-1]
    assert sum(value == 0 for value in values) > len(values) * 0.9


def test_the_fastest_stretch_bears_its_rate() -> None:
    columns = build_broadcast_chart(sent(600, 20.0), 12, VOICE).columns
    [(place, label)] = columns.labels
    assert columns.values[place] == max(columns.values)
    assert label == "20 a second"
    assert [tick.label for tick in columns.ticks] == ["0", "10", "20"]


@given(st.lists(st.floats(0, 40_000_000), min_size=2, max_size=300).map(sorted))
def test_every_message_is_in_a_column(seconds: list[float]) -> None:
    columns = build_broadcast_chart([NOON + timedelta(seconds=each) for each in seconds], 12, VOICE).columns
    assert len(columns.values) <= MOST_RATE_COLUMNS + 1
    if len(columns.values) == 1:
        assert columns.values == (len(seconds),)
    else:
        parts = [value / sum(columns.values) * len(seconds) for value in columns.values]
        assert parts == pytest.approx([round(part) for part in parts], abs=1e-6)
        assert parts[0] > 0.5 < parts[-1]
    assert max(columns.values) <= columns.ticks[-1].value
