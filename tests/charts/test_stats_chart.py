"""The picture of a period says what was counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.charts.build import MOST_ALERT_COLUMNS, build_stats_chart
from bot.charts.data import Break, Heading
from storage.models import Cancellation
from storage.stats import OutcomeCounts
from tests.charts.samples import PERIODS, period
from tests.views.samples import VOICE


def test_the_numbers_that_matter() -> None:
    poster = build_stats_chart(PERIODS["a month, counted late"], VOICE)
    assert (poster.title, poster.span) == ("Last 30 days", "3 Feb 2026 – 4 Mar 2026")
    assert poster.subscribers.heading == Heading("129", "subscribers", "+29 in 30 days")
    assert poster.alerts.heading == Heading("85", "alerts", "3 a day")
    assert poster.topics.heading == Heading("6", "topics are followed", "and 1 more")
    assert poster.outcomes.heading == Heading("98.8%", "delivered", "of 48,662 owed")
    assert [(bar.label, bar.number) for bar in poster.outcomes.bars] == [
        ("Chat blocked or gone", "320"),
        ("No longer wanted", "211"),
        ("For other reasons", "19"),
    ]


def test_the_course_is_dotted_until_somebody_counted() -> None:
    trend = build_stats_chart(PERIODS["a month, counted late"], VOICE).subscribers
    assert (len(trend.values), trend.known_from) == (31, 13)
    assert build_stats_chart(PERIODS["a week"], VOICE).subscribers.known_from == 0


def test_an_import_breaks_the_line_and_is_no_growth() -> None:
    trend = build_stats_chart(PERIODS["a month with imports"], VOICE).subscribers
    assert trend.breaks == (Break(19, "Import: 10,000", 10_000), Break(23, "Import: 500", 500))
    assert trend.heading.note == "+116 in 30 days"
    assert build_stats_chart(PERIODS["an import today"], VOICE).subscribers.heading.note == ""
    assert build_stats_chart(PERIODS["a week"], VOICE).subscribers.breaks == ()


def test_who_was_imported_before_anybody_counted_may_be_in_what_was_worked_out() -> None:
    for level, grown in ((lambda _: 50, 0), (lambda day: 50 if day >= 3 else 5, 0), (lambda day: 50 + day, 5)):
        assert period(7, level, counted_from=3, imported={3: 45}).grown == grown


@pytest.mark.parametrize(
    ("name", "title", "note"),
    [
        ("one day, one subscriber", "Today", ""),
        ("fewer and fewer", "Last 30 days", "−2,610 in 30 days"),
        ("a year", "All time", ""),
        ("nothing yet", "Last 30 days", ""),
    ],
)
def test_titles_and_growth(name: str, title: str, note: str) -> None:
    poster = build_stats_chart(PERIODS[name], VOICE)
    assert (poster.title, poster.subscribers.heading.note) == (title, note)


@pytest.mark.parametrize(
    ("days", "columns", "note"),
    [(1, 1, ""), (62, 62, "3 a day"), (63, 9, "a column is a week"), (434, 62, "a column is a week"),
     (435, 15, "a column is 30 days"), (3_660, 11, "a column is 365 days")],
)  # fmt: skip
def test_long_periods_have_columns_of_several_days(days: int, columns: int, note: str) -> None:
    alerts = build_stats_chart(period(days), VOICE).alerts
    assert (len(alerts.values), alerts.heading.note) == (columns, note)


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=900))
def test_the_columns_are_all_alerts(counts: list[int]) -> None:
    alerts = build_stats_chart(period(len(counts), alerts=counts.__getitem__), VOICE).alerts
    assert sum(alerts.values) == sum(counts)
    assert alerts.heading.number == f"{sum(counts):,}"
    assert len(alerts.values) <= MOST_ALERT_COLUMNS
    assert 0 <= min(alerts.values) <= max(alerts.values) <= alerts.ticks[-1].value
    assert {label for place, label in alerts.labels} <= {f"{value:,}" for value in alerts.values}
    assert bool(alerts.empty) is not any(counts)


def test_few_columns_bear_their_numbers_and_need_no_grid() -> None:
    alerts = build_stats_chart(PERIODS["a week"], VOICE).alerts
    assert [label for _, label in alerts.labels] == ["1", "2", "3", "4", "5", "6"]  # a day of none bears none
    assert [tick.label for tick in alerts.ticks] == ["", ""]


@pytest.mark.parametrize(
    ("outcomes", "number", "bars", "sentence"),
    [
        (OutcomeCounts(0, 0, 0, {}), "–", 0, "Nothing has been owed in this time."),
        (OutcomeCounts(175, 0, 0, {}), "100%", 0, "All that was owed has been delivered."),
        (OutcomeCounts(99_999, 1, 0, {}), "99.9%", 1, "All that was owed has been delivered."),
        (OutcomeCounts(0, 0, 0, {Cancellation.CALLED_OFF: 9}), "–", 0, "Nothing has been owed in this time."),
        (OutcomeCounts(118, 2, 0, {Cancellation.CALLED_OFF: 880}), "98.3%", 1, ""),
        (OutcomeCounts(0, 0, 7, {Cancellation.LATE: 1, Cancellation.PAUSED: 1}), "0%", 3, ""),
    ],
)
def test_outcomes(outcomes: OutcomeCounts, number: str, bars: int, sentence: str) -> None:
    drawn = build_stats_chart(period(7, outcomes=outcomes), VOICE).outcomes
    assert (drawn.heading.number, len(drawn.bars)) == (number, bars)
    assert drawn.bars or drawn.empty == sentence
    assert drawn.share is None or drawn.share == outcomes.sent / outcomes.owed
