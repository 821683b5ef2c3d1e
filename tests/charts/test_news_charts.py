"""Who told a story first, and what other settings would have told, as pictures."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from matplotlib.image import imread

from bot.charts.build_news import (
    MOST_OUTLETS,
    MOST_PAIRS,
    Compared,
    build_comparison_chart,
    build_outlets_chart,
    outlet_times,
)
from bot.charts.child import draw_chart
from bot.charts.data import Chart
from bot.charts.draw import CHART_WIDTH, palette
from storage.models import Article
from tests.conftest import NOON
from tests.views.samples import VOICE

EDGE = 30
LONG = "The Lowport Gazette and Evening Mariner of the Northern Coast and all its Harbours"


def article(number: int, name: str, minutes: float, *, is_day_only: bool = False, arrived: float = 0) -> Article:
    at = NOON + timedelta(minutes=minutes)
    return Article(
        id=number, link=f"https://a.example/{number}", web_url="https://a.example", story_id=1, title=f"News {number}",
        published_at=at, is_day_only=is_day_only, arrived_at=at + timedelta(minutes=arrived), provider_name=name,
        provider_domain=f"{number}.example",
    )  # fmt: skip


def test_each_outlet_counts_once_with_what_it_told_first() -> None:
    told = [article(1, "Post", 30), article(2, "Lamp", 10), article(3, "post", 5), article(4, "", 1)]
    told[3].provider_domain = ""
    times = outlet_times(told)
    assert [(each.name, each.article.id) for each in times] == [("post", 3), ("Lamp", 2)]
    assert outlet_times([article(5, "", 0)])[0].name == "5.example"


def test_where_a_record_gives_only_a_day_or_a_time_ahead_the_arrival_counts() -> None:
    of_day = article(1, "Post", 0, is_day_only=True, arrived=90)
    ahead = article(2, "Lamp", 60 * 24 * 3, arrived=-60 * 24 * 3)
    found = {each.name: each.at for each in outlet_times([of_day, ahead])}
    assert found == {"Post": NOON + timedelta(minutes=90), "Lamp": NOON}


def test_the_first_stands_on_top_and_the_others_in_their_distance() -> None:
    chart = build_outlets_chart([article(1, "Post", 120), article(2, "Lamp", 0), article(3, "Oven", 30)], VOICE)
    assert [(each.label, each.at, each.note) for each in chart.marks] == [
        ("Lamp", 0.0, "first"),
        ("Oven", 0.25, "30 minutes later"),
        ("Post", 1.0, "2 hours later"),
    ]
    assert (chart.heading.number, chart.heading.words) == ("3", "outlets")


def test_more_outlets_than_fit_are_counted() -> None:
    chart = build_outlets_chart([article(n, f"Post {n}", n) for n in range(1, MOST_OUTLETS + 4)], VOICE)
    assert len(chart.marks) == MOST_OUTLETS
    assert chart.note == "and 3 more outlets"


def test_topics_have_a_bar_for_each_of_both() -> None:
    rows = [Compared(f"Topic {number}", 9.0 - number / 2, number / 2) for number in range(MOST_PAIRS + 2)]
    chart = build_comparison_chart(rows, (120.4, 99.6), "a week", VOICE)
    assert len(chart.pairs) == MOST_PAIRS
    assert chart.pairs[1].numbers == ("8.5", "0.5")
    assert (chart.heading.number, chart.heading.note) == ("100", "120 before")
    assert chart.note == "Alerts a day to somebody who follows one topic alone · and 2 more"


DRAWN: dict[str, Chart] = {
    "one outlet": build_outlets_chart([article(1, LONG, 0)], VOICE),
    "outlets": build_outlets_chart([article(n, LONG if n % 2 else "新华社", n * n * 30) for n in range(1, 18)], VOICE),
    "no topic": build_comparison_chart([], (0, 0), "a week", VOICE),
    "topics": build_comparison_chart([Compared(LONG, 1_234.5, 9_999.9), Compared("AI", 0, 0)], (1e6, 1e7), "7d", VOICE),
}  # fmt: skip


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_keeps_its_edges(name: str) -> None:
    is_dark = name in {"topics", "outlets"}
    picture: Any = (imread(BytesIO(draw_chart(DRAWN[name], is_dark=is_dark)), format="png")[:, :, :3] * 255).round()
    assert picture.shape[1] == CHART_WIDTH
    ground = tuple(bytes.fromhex(palette(is_dark=is_dark).ground.removeprefix("#")))
    inked = (picture != ground).any(axis=2)
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    assert rows[0] >= EDGE
    assert columns[0] >= EDGE
    assert rows[-1] < picture.shape[0] - EDGE
    assert columns[-1] < CHART_WIDTH - EDGE
