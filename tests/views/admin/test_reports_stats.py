"""The statistics in numbers."""

import csv
from dataclasses import replace

import pytest

from bot.views.admin.reports import days_csv, stats_message, stats_period_question, topics_csv, undelivered_reasons
from storage.models import Cancellation
from storage.stats import OutcomeCounts, TopicFollowers
from tests.charts.samples import LONG, PERIODS, period
from tests.views.samples import VOICE, check

CAPTION = 1_024


def labels(days: int, *, is_dark: bool = False, has_picture: bool = True) -> list[str]:
    message = stats_message(PERIODS["a week"], days, VOICE, is_dark=is_dark, has_picture=has_picture)
    return [button.label for row in message.keyboard for button in row]


def test_the_caption_says_what_the_picture_shows() -> None:
    stats = PERIODS["a month, counted late"]
    stats = replace(stats, days=[replace(day, announcements=10) for day in stats.days])
    text = check(stats_message(stats, 30, VOICE, is_dark=False)).text
    assert text.splitlines() == [
        "Last 30 days",
        "",
        "129 subscribers (+29)",
        "2 paused, 5 blocked or gone",
        "",
        "85 alerts sent",
        "90 new stories",
        "300 messages of broadcasts and digests",
        "",
        "98.8% of 48,662 delivered",
        "• Chat blocked or gone: 320",
        "• No longer wanted: 211",
        "• Refused by Telegram: 12",
        "• For other reasons: 7",
        "80 more called off, withdrawn, or told in a digest",
        "",
        "Most followed",
        "• Computer Vision: 4,310",
        "• Artificial Intelligence in Healthcare, Radiology and…: 3,990",
        "• Robotics 🤖👩‍🚀: 1,204",
        "• 人工知能: 800",
        "• $x$ and $y_: 120",
        "",
        "The dotted part is worked out from who is still here: nobody counted then.",
    ]


@pytest.mark.parametrize("name", PERIODS)
@pytest.mark.parametrize("days", [0, 30])
def test_every_period_fits_a_caption(name: str, days: int) -> None:
    assert len(check(stats_message(PERIODS[name], days, VOICE, is_dark=True)).text) <= CAPTION


def test_the_longest_names_fit_too() -> None:
    many = [TopicFollowers(f"{LONG} & <{place}>", "x", 10**9) for place in range(9)]
    stats = period(30, lambda _: 10**9, lambda _: 10**9, topics=many, counted_from=20)
    assert len(check(stats_message(stats, 30, VOICE, is_dark=True)).text) <= CAPTION


@pytest.mark.parametrize(
    ("days", "is_dark", "shown"),
    [
        (7, False, ["• 7 days", "30 days", "All time", "🌙 Dark", "Numbers (CSV)"]),
        (0, True, ["7 days", "30 days", "• All time", "☀ Light", "Numbers (CSV)"]),
        (12, False, ["7 days", "30 days", "All time", "🌙 Dark", "Numbers (CSV)"]),
    ],
)
def test_buttons_lead_to_other_times_and_the_other_light(days: int, is_dark: bool, shown: list[str]) -> None:
    assert labels(days, is_dark=is_dark) == shown


def test_without_a_picture_there_is_no_light_to_choose() -> None:
    assert labels(7, has_picture=False) == ["• 7 days", "30 days", "All time", "Numbers (CSV)"]
    text = check(stats_message(PERIODS["a week"], 7, VOICE, is_dark=False, has_picture=False)).text
    assert text.endswith("The picture could not be drawn just now.")


def test_who_asks_for_no_time_is_offered_some() -> None:
    message = stats_period_question(VOICE)
    assert "/stats 7d" in check(message).text
    assert [button.data for row in message.keyboard for button in row] == ["ra:7:0", "ra:30:0", "ra:0:0"]


def test_reasons_beyond_the_most_frequent_are_one() -> None:
    every = OutcomeCounts(9, 6, 5, dict.fromkeys([*Cancellation, None], 10))
    assert undelivered_reasons(every, 3, VOICE) == [
        ("Chat blocked or gone", 40),
        ("No longer wanted", 40),
        ("For other reasons", 41),
    ]
    assert sum(count for _, count in undelivered_reasons(every, 9, VOICE)) == every.owed - every.sent


def test_what_editors_called_off_was_not_to_be_delivered() -> None:
    outcomes = OutcomeCounts(118, 2, 0, {Cancellation.CALLED_OFF: 800, Cancellation.WITHDRAWN: 80})
    text = check(stats_message(period(7, outcomes=outcomes), 7, VOICE, is_dark=False)).text
    assert (
        "98.3% of 120 delivered\n• Refused by Telegram: 2\n880 more called off, withdrawn, or told in a digest" in text
    )
    nothing = OutcomeCounts(0, 0, 0, {Cancellation.CALLED_OFF: 800})
    text = check(stats_message(period(7, outcomes=nothing), 7, VOICE, is_dark=False)).text
    assert "delivered" not in text
    assert "800 more called off, withdrawn, or told in a digest" in text


def test_who_was_imported_is_no_growth() -> None:
    stats = PERIODS["a month with imports"]
    text = check(stats_message(stats, 30, VOICE, is_dark=False)).text
    assert "10,916 subscribers (+116)\n10,500 imported" in text


def test_the_numbers_of_each_day_are_a_table() -> None:
    rows = list(csv.DictReader(days_csv(PERIODS["a month, counted late"]).splitlines()))
    assert len(rows) == 30
    assert rows[0] == {
        "day": "2026-02-03", "active": "100", "paused": "", "gone": "", "joined": "1", "stories": "3", "articles": "4",
        "alerts": "0", "announcements": "0", "failed": "1", "cancelled": "1", "imported": "0",
    }  # fmt: skip
    assert (rows[-1]["day"], rows[-1]["gone"]) == ("2026-03-04", "5")


def test_a_name_is_no_formula() -> None:
    stats = period(1, topics=[TopicFollowers('=HYPERLINK("x")', "x", 3), TopicFollowers("a, b", "a-b", 1)])
    assert list(csv.reader(topics_csv(stats).splitlines())) == [
        ["topic", "slug", "followers"],
        ['\'=HYPERLINK("x")', "x", "3"],
        ["a, b", "a-b", "1"],
    ]
