"""Building chart data from news: who told a story first, and what other settings would have told."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.charts.data import ComparisonChart, Heading, OutletMark, OutletsChart, Pair
from bot.views.format import article_title, format_duration, format_number, provider_name, visible_text
from bot.views.texts import Voice
from storage.models import Article

MOST_OUTLETS = 14
MOST_PAIRS = 12
LONGEST_TITLE = 60
PLAUSIBLE_LEAD = timedelta(days=1)
"""What is dated further ahead of its arrival counts as when it arrived."""


class OutletTime(NamedTuple):
    """When an outlet first told a story, and with which article."""

    name: str
    at: datetime
    article: Article


def outlet_times(articles: Sequence[Article]) -> list[OutletTime]:
    """Return when each outlet first told a story, the first one first.

    The time of publication counts; where only a day is known, or it lies far ahead, the time of arrival.
    """
    times: dict[str, OutletTime] = {}
    for article in sorted(articles, key=lambda each: (_told_at(each), each.id)):
        name = provider_name(article)
        if name:
            times.setdefault(name.casefold(), OutletTime(name, _told_at(article), article))
    return sorted(times.values(), key=lambda each: each.at)


def _told_at(article: Article) -> datetime:
    is_plausible = not article.is_day_only and article.published_at <= article.arrived_at + PLAUSIBLE_LEAD
    return article.published_at if is_plausible else article.arrived_at


def build_outlets_chart(articles: Sequence[Article], voice: Voice) -> OutletsChart:
    """Return the chart of who told a story first.

    Args:
        articles: Of the story, one at least.
        voice: Texts and language.
    """
    times = outlet_times(articles)
    shown, rest = times[:MOST_OUTLETS], len(times) - MOST_OUTLETS
    first, last = (shown[0].at, shown[-1].at) if shown else (articles[0].arrived_at, articles[0].arrived_at)
    span = last - first
    marks = tuple(
        OutletMark(each.name, (each.at - first) / span if span else 0.0, _lead(each.at - first, voice), _ascii(each))
        for each in shown
    )
    return OutletsChart(
        voice.label("picture-first"),
        voice.label("picture-moment", at=first),
        Heading(
            format_number(len(times), voice),
            voice.label("picture-outlets", count=len(times)),
            voice.label("picture-within", span=_span(span, voice)) if span else "",
        ),
        marks,
        (voice.label("picture-moment", at=first), voice.label("picture-moment", at=last) if span else ""),
        voice.label("picture-more-outlets", count=rest)
        if rest > 0
        else article_title(shown[0].article if shown else articles[0], LONGEST_TITLE),
    )


def _lead(after: timedelta, voice: Voice) -> str:
    return voice.label("picture-after", span=_span(after, voice)) if after else voice.label("picture-was-first")


def _span(span: timedelta, voice: Voice) -> str:
    return visible_text(format_duration(span, voice))


def _ascii(outlet: OutletTime) -> str:
    """The host of an outlet, for a name that the font cannot write."""
    return outlet.article.provider_domain if outlet.article.provider_domain.isascii() else ""


class Compared(NamedTuple):
    """What a follower of a topic has a day, under two settings."""

    name: str
    before: float
    after: float
    fallback: str = ""


def build_comparison_chart(
    rows: Sequence[Compared], totals: tuple[float, float], span: str, voice: Voice
) -> ComparisonChart:
    """Return the chart of a replay.

    Args:
        rows: By topic, the largest first.
        totals: Alerts a day to all followers, before and after.
        span: Of which time, in words.
        voice: Texts and language.
    """
    before, after = totals
    pairs = tuple(
        Pair(each.name, (each.before, each.after), (f"{each.before:.1f}", f"{each.after:.1f}"), each.fallback)
        for each in rows[:MOST_PAIRS]
    )
    rest = len(rows) - MOST_PAIRS
    more = (voice.label("picture-more-topics", count=rest),) if rest > 0 else ()
    return ComparisonChart(
        voice.label("picture-replay"),
        span,
        Heading(
            format_number(round(after), voice),
            voice.label("picture-replayed", count=round(after)),
            voice.label("picture-replayed-before", count=round(before)),
        ),
        (voice.label("picture-before"), voice.label("picture-after-change")),
        pairs,
        " · ".join((voice.label("picture-replay-note"), *more)),
        voice.label("picture-replay-empty"),
    )
