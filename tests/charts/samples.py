"""Periods and broadcasts to draw."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta

from storage.models import Cancellation
from storage.stats import DayStats, OutcomeCounts, PeriodStats, TopicFollowers
from tests.conftest import NOON

TODAY = date(2026, 3, 4)
LONG = "Artificial Intelligence in Healthcare, Radiology and Everything that Hospitals May Ever Buy"
TOPICS = (
    TopicFollowers("Computer Vision", "computer-vision", 4310),
    TopicFollowers(LONG, "healthcare", 3990),
    TopicFollowers("Robotics 🤖👩‍🚀", "robotics", 1204),
    TopicFollowers("人工知能", "ai-japan", 800),
    TopicFollowers("$x$ and $y_", "maths", 120),
    TopicFollowers("Sixth", "sixth", 3),
)
MIXED = OutcomeCounts(
    48_112,
    12,
    3,
    {
        Cancellation.BLOCKED: 300,
        Cancellation.KICKED: 20,
        Cancellation.UNSUBSCRIBED: 211,
        Cancellation.WITHDRAWN: 80,
        None: 4,
    },
)


def period(
    days: int,
    active: Callable[[int], int] = lambda day: 100 + day,
    alerts: Callable[[int], int] = lambda day: day % 7,
    *,
    topics: Sequence[TopicFollowers] = TOPICS,
    outcomes: OutcomeCounts = MIXED,
    counted_from: int = 0,
    is_whole: bool = False,
    imported: Mapping[int, int] | None = None,
) -> PeriodStats:
    """Days up to ``TODAY``, with numbers by their place."""
    found = [
        DayStats(
            day=TODAY - timedelta(days=days - 1 - place),
            active=active(place),
            paused=2 if place >= counted_from else None,
            gone=5 if place >= counted_from else None,
            joined=1,
            stories=3,
            articles=4,
            alerts=alerts(place),
            announcements=0,
            failed=1,
            cancelled=1,
            imported=(imported or {}).get(place, 0),
        )
        for place in range(days)
    ]
    return PeriodStats(found, 0 if is_whole else active(0), topics, outcomes, is_whole)


NOTHING = OutcomeCounts(0, 0, 0, {})
PERIODS = {
    "nothing yet": period(30, lambda _: 0, lambda _: 0, topics=(), outcomes=NOTHING),
    "one day, one subscriber": period(
        1, lambda _: 1, lambda _: 3, topics=TOPICS[:1], outcomes=OutcomeCounts(3, 0, 0, {})
    ),
    "one day of nothing": period(1, lambda _: 0, lambda _: 0, topics=(), outcomes=NOTHING, is_whole=True),
    "a week": period(7),
    "a month, counted late": period(30, counted_from=12),
    "a year": period(365, lambda day: day * 60, lambda day: day * 11, is_whole=True),
    "ten years": period(3_660, lambda day: day * 60, lambda day: day * 11, is_whole=True),
    "a hundred thousand": period(30, lambda day: 99_700 + 11 * day, lambda day: 1_234_567 + 9_000 * day),
    "fewer and fewer": period(30, lambda day: 3_000 - 90 * day),
    "a month with imports": period(
        30,
        lambda day: 300 + 4 * day + (10_000 if day >= 18 else 0) + (500 if day >= 22 else 0),
        imported={18: 10_000, 22: 500},
    ),
    "an import today": period(7, lambda day: 905 if day == 6 else 5, imported={6: 900}),
    "nothing delivered": period(7, outcomes=OutcomeCounts(0, 3, 0, {None: 2})),
}


def sent(count: int, a_second: float, pause_after: int = 10**9, pause: timedelta = timedelta()) -> list[datetime]:
    """Moments of messages at a steady pace, with a pause in between."""
    steady = timedelta(seconds=1 / a_second)
    return [NOON + steady * place + (pause if place > pause_after else timedelta()) for place in range(count)]


BROADCASTS = {
    "nobody": [],
    "one": [NOON],
    "at once": [NOON] * 12,
    "three": [NOON, NOON + timedelta(seconds=4), NOON + timedelta(seconds=9)],
    "trial and rest": sent(2_000, 24.0, 50, timedelta(seconds=30)),
    "paused overnight": sent(2_000, 24.0, 900, timedelta(hours=9)),
    "a hundred thousand": sent(100_000, 29.0),
    "one an hour for a year": sent(8_760, 1 / 3_600),
}
