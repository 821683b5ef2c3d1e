"""The picture of a period: what was counted becomes texts, lines of a grid and places."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from bot.messages.admin.measures import change, number, share
from bot.messages.admin.stats import reasons
from bot.messages.texts import Voice
from bot.pictures.grid import bounds, ticks
from bot.pictures.scale import around, from_zero
from bot.pictures.values import Bar, Bars, Columns, Heading, Poster, Trend
from storage.reports import Day, Following, Outcomes, Stats

MOST_COLUMNS = 62
MOST_TOPICS = 5
MOST_REASONS = 3
FEW = 8
"""Columns that have room for a number each."""


def poster_of(stats: Stats, voice: Voice) -> Poster:
    """The picture of a period."""
    days = stats.days
    title = voice.label("picture-period", count=len(days))
    span = voice.label("picture-span", first=_day(days[0].day, voice), last=_day(days[-1].day, voice))
    return Poster(
        voice.label("picture-all-time") if stats.is_whole else title,
        span if len(days) > 1 else _day(days[0].day, voice),
        _subscribers(stats, voice),
        _alerts(days, voice),
        _topics(stats.topics, voice),
        _outcomes(stats.outcomes, voice),
    )


def _subscribers(stats: Stats, voice: Voice) -> Trend:
    values = (stats.before, *(day.active for day in stats.days))
    counted = [place for place, day in enumerate(stats.days) if day.is_counted]
    now = stats.today.active
    grown = now - stats.before
    note = voice.label("picture-change", change=change(grown, voice), count=len(stats.days)) if grown else ""
    return Trend(
        Heading(number(now, voice), voice.label("picture-subscribers", count=now), "" if stats.is_whole else note),
        values,
        counted[0] + 1 if counted[0] else 0,
        ticks(around(min(values), max(values)), voice),
        _edges(stats.days, voice),
    )


def _alerts(days: Sequence[Day], voice: Voice) -> Columns:
    each = next(span for span in (1, 7, 30, 365) if len(days) <= span * MOST_COLUMNS)
    values = _grouped([day.alerts for day in days], each)
    total, highest = sum(values), max(values)
    note = _rhythm(total, len(days), each, voice)
    are_few = len(values) <= FEW or not total
    labelled = range(len(values)) if are_few else [values.index(highest)]
    return Columns(
        Heading(number(total, voice), voice.label("picture-alerts", count=total), note),
        values,
        bounds(max(1, highest)) if are_few else ticks(from_zero(max(1, highest)), voice),
        _edges(days, voice),
        tuple((place, number(values[place], voice)) for place in labelled if values[place]),
        "" if total else voice.label("picture-no-alerts"),
    )


def _rhythm(total: int, days: int, each: int, voice: Voice) -> str:
    if each == 7:
        return voice.label("picture-weekly")
    if each > 1:
        return voice.label("picture-columns", count=each)
    average = round(total / days)
    return voice.label("picture-average", count=average) if average and days > 1 else ""


def _topics(topics: Sequence[Following], voice: Voice) -> Bars:
    shown, rest = topics[:MOST_TOPICS], len(topics) - MOST_TOPICS
    note = voice.label("picture-more-topics", count=rest) if rest > 0 else ""
    heading = Heading(number(len(topics), voice), voice.label("picture-topics", count=len(topics)), note)
    bars = (Bar(each.name, each.followers, number(each.followers, voice), each.slug) for each in shown)
    return Bars(heading, tuple(bars), voice.label("picture-no-followers"))


def _outcomes(outcomes: Outcomes, voice: Voice) -> Bars:
    total = outcomes.total
    if not total:
        return Bars(Heading("–", voice.label("picture-delivered")), (), voice.label("picture-nothing-owed"))
    delivered, note = voice.label("picture-delivered"), voice.label("picture-owed", count=total)
    heading = Heading(share(outcomes.sent, total, voice), delivered, note)
    bars = tuple(Bar(label, count, number(count, voice)) for label, count in reasons(outcomes, MOST_REASONS, voice))
    return Bars(heading, bars, voice.label("picture-all-delivered"), share=outcomes.sent / total)


def _grouped(values: Sequence[int], each: int) -> tuple[int, ...]:
    """Sums of so many days each; the last group ends today, the first may be short."""
    first = len(values) % each or each
    groups = [values[:first], *(values[start : start + each] for start in range(first, len(values), each))]
    return tuple(sum(group) for group in groups)


def _edges(days: Sequence[Day], voice: Voice) -> tuple[str, ...]:
    """The first and the last day, and with many the one between."""
    if len(days) == 1:
        return ()
    places = [0, len(days) - 1]
    if len(days) >= 15:
        places.insert(1, len(days) // 2)
    return tuple(_day(days[place].day, voice) for place in places)


def _day(day: date, voice: Voice) -> str:
    return voice.label("picture-day", at=datetime.combine(day, time(), UTC))
