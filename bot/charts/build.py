"""Building chart data from statistics and from the send times of a broadcast: texts, columns and grid lines."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from math import ceil, floor, log10

from bot.charts.data import Bar, Bars, Break, BroadcastChart, Columns, Heading, StatsChart, Tick, Trend
from bot.views.admin.reports import undelivered_reasons
from bot.views.format import format_change, format_duration, format_number, format_rate, format_share, visible_text
from bot.views.texts import Voice
from storage.stats import DayStats, OutcomeCounts, PeriodStats, TopicFollowers

ROUND_STEPS = (10, 15, 20, 25, 30, 40, 50, 60, 80, 100)
"""Steps between grid lines, in tenths of a power of ten."""
NEAR_ZERO = 0.5
"""The scale of a line that stays above this share of its highest value need not start at 0."""
SMALL_COUNT = 100
"""Scales of smaller numbers always start at 0."""
MIN_RANGE = 0.02
"""Least range of a scale as a share of the highest value, so that one subscriber more does not look like many."""


def scale_from_zero(highest: float, intervals: int = 2) -> tuple[int, ...]:
    """Return grid lines from 0 to a round number that is not below the highest value."""
    step = round_up(highest / intervals)
    return tuple(step * place for place in range(max(1, ceil(highest / step)) + 1))


def scale_around(lowest: float, highest: float, intervals: int = 2) -> tuple[int, ...]:
    """Return grid lines for a line chart: from 0, unless its changes would be too small to see."""
    if lowest < highest * NEAR_ZERO or highest < SMALL_COUNT:
        return scale_from_zero(highest, intervals)
    step = round_up(max(highest - lowest, highest * MIN_RANGE) / intervals)
    while ceil(highest / step) - floor(lowest / step) > intervals:
        step = round_up(step + 1)
    first, last = floor(lowest / step), ceil(highest / step)
    return tuple(step * place for place in range(first, max(last, first + 1) + 1))


def round_up(step: float) -> int:
    """Return the least of 1, 2, 3, … 10, 15, 20, 25, … that is not below a number."""
    unit = int(10 ** floor(log10(max(step, 1))))
    return next(unit * tenths // 10 for tenths in ROUND_STEPS if unit * tenths >= step * 10 and unit * tenths % 10 == 0)


def labelled_ticks(values: Sequence[int], voice: Voice) -> tuple[Tick, ...]:
    """Return grid lines labelled with their numbers."""
    return tuple(Tick(value, format_number(value, voice)) for value in values)


def unlabelled_bounds(highest: float) -> tuple[Tick, ...]:
    """Return grid lines at 0 and the highest value without labels, for columns that have labels of their own."""
    return Tick(0, ""), Tick(highest, "")


MOST_ALERT_COLUMNS = 62
MOST_TOPICS = 5
MOST_REASONS = 3
FEW_COLUMNS = 8
"""Up to so many columns there is room for a label on each."""


def build_stats_chart(stats: PeriodStats, voice: Voice) -> StatsChart:
    """Return the chart of a period."""
    days = stats.days
    title = voice.label("picture-period", count=len(days))
    span = voice.label("picture-span", first=_day(days[0].day, voice), last=_day(days[-1].day, voice))
    return StatsChart(
        voice.label("picture-all-time") if stats.is_whole else title,
        span if len(days) > 1 else _day(days[0].day, voice),
        _subscribers(stats, voice),
        _alerts(days, voice),
        _topics(stats.topics, voice),
        _outcomes(stats.outcomes, voice),
    )


def _subscribers(stats: PeriodStats, voice: Voice) -> Trend:
    values = (stats.before, *(day.active for day in stats.days))
    counted = [place for place, day in enumerate(stats.days) if day.is_counted]
    now = stats.today.active
    grown = stats.grown
    note = voice.label("picture-change", change=format_change(grown, voice), count=len(stats.days)) if grown else ""
    return Trend(
        Heading(
            format_number(now, voice), voice.label("picture-subscribers", count=now), "" if stats.is_whole else note
        ),
        values,
        counted[0] + 1 if counted[0] else 0,
        labelled_ticks(scale_around(min(values), max(values)), voice),
        _edges(stats.days, voice),
        tuple(_import_breaks(stats.days, voice)),
    )


def _import_breaks(days: Sequence[DayStats], voice: Voice) -> Iterator[Break]:
    """Yield a break for each day of an import: the line does not lead up to those who were imported."""
    for place, day in enumerate(days, start=1):
        if day.imported:
            yield Break(place, voice.label("picture-import", count=day.imported), day.imported)


def _alerts(days: Sequence[DayStats], voice: Voice) -> Columns:
    each = next(span for span in (1, 7, 30, 365) if len(days) <= span * MOST_ALERT_COLUMNS)
    values = _grouped([day.alerts for day in days], each)
    total, highest = sum(values), max(values)
    note = _rhythm(total, len(days), each, voice)
    are_few = len(values) <= FEW_COLUMNS or not total
    labelled = range(len(values)) if are_few else [values.index(highest)]
    return Columns(
        Heading(format_number(total, voice), voice.label("picture-alerts", count=total), note),
        values,
        unlabelled_bounds(max(1, highest)) if are_few else labelled_ticks(scale_from_zero(max(1, highest)), voice),
        _edges(days, voice),
        tuple((place, format_number(values[place], voice)) for place in labelled if values[place]),
        "" if total else voice.label("picture-no-alerts"),
    )


def _rhythm(total: int, days: int, each: int, voice: Voice) -> str:
    if each == 7:
        return voice.label("picture-weekly")
    if each > 1:
        return voice.label("picture-columns", count=each)
    average = round(total / days)
    return voice.label("picture-average", count=average) if average and days > 1 else ""


def _topics(topics: Sequence[TopicFollowers], voice: Voice) -> Bars:
    shown, rest = topics[:MOST_TOPICS], len(topics) - MOST_TOPICS
    note = voice.label("picture-more-topics", count=rest) if rest > 0 else ""
    heading = Heading(format_number(len(topics), voice), voice.label("picture-topics", count=len(topics)), note)
    bars = (Bar(each.name, each.followers, format_number(each.followers, voice), each.slug) for each in shown)
    return Bars(heading, tuple(bars), voice.label("picture-no-followers"))


def _outcomes(outcomes: OutcomeCounts, voice: Voice) -> Bars:
    total = outcomes.owed
    if not total:
        return Bars(Heading("–", voice.label("picture-delivered")), (), voice.label("picture-nothing-owed"))
    delivered, note = voice.label("picture-delivered"), voice.label("picture-owed", count=total)
    heading = Heading(format_share(outcomes.sent, total, voice), delivered, note)
    bars = tuple(
        Bar(label, count, format_number(count, voice))
        for label, count in undelivered_reasons(outcomes, MOST_REASONS, voice)
    )
    return Bars(heading, bars, voice.label("picture-all-delivered"), share=outcomes.sent / total)


def _grouped(values: Sequence[int], each: int) -> tuple[int, ...]:
    """Return sums over groups of `each` values; the first group may be smaller."""
    first = len(values) % each or each
    groups = [values[:first], *(values[start : start + each] for start in range(first, len(values), each))]
    return tuple(sum(group) for group in groups)


def _edges(days: Sequence[DayStats], voice: Voice) -> tuple[str, ...]:
    """Return the labels of the first and the last day, and with 15 days or more of the middle one."""
    if len(days) == 1:
        return ()
    places = [0, len(days) - 1]
    if len(days) >= 15:
        places.insert(1, len(days) // 2)
    return tuple(_day(days[place].day, voice) for place in places)


def _day(day: date, voice: Voice) -> str:
    return voice.label("picture-day", at=datetime.combine(day, time(), UTC))


COLUMN_SECONDS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 21_600, 43_200, 86_400)
"""Seconds per column."""
MOST_RATE_COLUMNS = 90
LONG_SECONDS = 240
"""Broadcasts that took at least so many seconds have a label between start and end."""
RATE_UNITS = (1, 60, 3_600)
"""Seconds, minutes and hours: a rate is given in the first unit in which it is at least 1."""


def build_broadcast_chart(sent_at: Sequence[datetime], broadcast_id: int, voice: Voice) -> BroadcastChart:
    """Return the chart of a broadcast.

    Args:
        sent_at: When each of its messages was sent, in order.
        broadcast_id: Its number.
        voice: Texts and language.
    """
    span = voice.label("picture-moment", at=sent_at[0]) if sent_at else ""
    return BroadcastChart(
        voice.label("picture-broadcast", number=str(broadcast_id)), span, _rate_columns(sent_at, voice)
    )


def _rate_columns(sent_at: Sequence[datetime], voice: Voice) -> Columns:
    heading = Heading(format_number(len(sent_at), voice), voice.label("picture-messages", count=len(sent_at)))
    if not sent_at:
        return Columns(heading, (0,), unlabelled_bounds(1), (), empty=voice.label("picture-nothing-sent"))
    took = (sent_at[-1] - sent_at[0]).total_seconds()
    seconds = next((each for each in COLUMN_SECONDS if took < each * MOST_RATE_COLUMNS), took / MOST_RATE_COLUMNS + 1)
    counts = Counter(int((at - sent_at[0]).total_seconds() // seconds) for at in sent_at)
    rates = [counts[place] / seconds for place in range(max(counts) + 1)]
    unit = next((each for each in RATE_UNITS if max(rates) * each >= 1), RATE_UNITS[-1])
    if len(rates) == 1:
        return Columns(heading, (len(sent_at),), unlabelled_bounds(len(sent_at)), ())
    words = voice.label("picture-took", took=_duration(took, voice), pace=_rate(len(sent_at) / took, voice))
    return Columns(
        Heading(heading.number, heading.words, words),
        tuple(rate * unit for rate in rates),
        labelled_ticks(scale_from_zero(max(rates) * unit), voice),
        (
            voice.label("picture-start"),
            *((_duration(took / 2, voice),) if took >= LONG_SECONDS else ()),
            _duration(took, voice),
        ),
        ((rates.index(max(rates)), _rate(max(rates), voice)),),
    )


def _duration(seconds: float, voice: Voice) -> str:
    return visible_text(format_duration(timedelta(seconds=seconds), voice))


def _rate(rate: float, voice: Voice) -> str:
    return visible_text(format_rate(rate, voice))
