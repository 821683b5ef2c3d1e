"""How things are written in messages: names, numbers, times, lists."""

from datetime import datetime, timedelta

from markupsafe import Markup

from bot.views.html import TimeFormat, clean_text, shorten, time_tag, valid_text_url, valid_url
from bot.views.texts import Voice
from storage.models import Article, Topic

_LONGEST_NAME = 60
_LONGEST_LABEL = 32
"""What one button across a phone shows without cutting."""


def topic_id(topic: Topic) -> int:
    """Return the id of a stored topic.

    Raises:
        ValueError: It was not stored yet.
    """
    return _id_of(topic)


def article_id(article: Article) -> int:
    """Return the id of a stored article.

    Raises:
        ValueError: It was not stored yet.
    """
    return _id_of(article)


def topic_name(topic: Topic) -> str:
    """Return a topic's name for a text."""
    return shorten(clean_text(topic.name) or clean_text(topic.slug), _LONGEST_NAME)


def topic_label(topic: Topic) -> str:
    """Return a topic's name for a button: the short one where the name is long."""
    name = topic_name(topic)
    return name if len(name) <= _LONGEST_LABEL else shorten(clean_text(topic.shortname) or name, _LONGEST_LABEL)


def provider_name(article: Article) -> str:
    """Return who published an article; its domain if it has no name, perhaps nothing."""
    return shorten(clean_text(article.provider_name) or clean_text(article.provider_domain), _LONGEST_NAME)


def article_title(article: Article, limit: int) -> str:
    """Return an article's title in at most so many code points; its link if it has none that shows."""
    return shorten(clean_text(article.title) or clean_text(article.web_url) or clean_text(article.link), limit)


def article_url(article: Article) -> str | None:
    """Return where a text links an article: as its record writes it, else canonically; None if neither will do."""
    return valid_text_url(article.web_url) or valid_text_url(article.link)


def article_button_url(article: Article) -> str | None:
    """Return the same for a button, which has room for longer ones."""
    return valid_url(article.web_url) or valid_url(article.link)


def _id_of(row: Topic | Article) -> int:
    if row.id is None:
        raise ValueError(f"{row!r} has no id yet")
    return row.id


_MINUTE, _HOUR = 60, 3_600
_SHORT = 90
"""Seconds up to which a span is told in seconds."""


def format_time(at: datetime, voice: Voice) -> Markup:
    """Return a moment that each reader sees in their own zone."""
    return time_tag(at, voice.say("moment-utc", at=at), TimeFormat.DATE_AND_TIME)


def format_duration(span: timedelta, voice: Voice) -> Markup:
    """Return how long something takes: in seconds, in minutes, or in hours and minutes."""
    seconds = max(0, round(span.total_seconds()))
    if seconds < _SHORT:
        return voice.say("lasting-seconds", count=seconds)
    minutes = round(seconds / _MINUTE)
    if seconds < _SHORT * _MINUTE:
        return voice.say("lasting-minutes", count=minutes)
    return voice.say("lasting-hours", count=minutes // 60, more=minutes % 60)


def format_rate(rate: float, voice: Voice) -> Markup:
    """Return messages a second in words; less than one a second is told by the minute, less than that by the hour."""
    if rate >= 1:
        return voice.say("pace-second", count=round(rate))
    if rate * _MINUTE >= 1:
        return voice.say("pace-minute", count=round(rate * _MINUTE))
    return voice.say("pace-hour", count=round(rate * _HOUR))


_KILO = 1_000


def format_number(count: int, voice: Voice) -> str:
    """Return a whole number, its thousands apart."""
    return voice.label("measure-number", count=count)


def format_share(part: int, whole: int, voice: Voice) -> str:
    """Return a part in percent, rounded down to a tenth: what is not all of it is never called so."""
    tenths = part * 1_000 // whole if whole else 0
    text = format_number(tenths // 10, voice)
    return voice.label("measure-percent", percent=f"{text}.{tenths % 10}" if tenths % 10 else text)


def format_change(count: int, voice: Voice) -> str:
    """Return how many more there are, or fewer, with a sign."""
    sign = "+" if count > 0 else "−" if count < 0 else ""
    return sign + format_number(abs(count), voice)


def format_size(size: int, voice: Voice) -> str:
    """Return a size that is given in bytes: in kB, MB or GB."""
    if size < _KILO**2:
        return voice.label("measure-kilobytes", amount=_amount(size / _KILO))
    if size < _KILO**3:
        return voice.label("measure-megabytes", amount=_amount(size / _KILO**2))
    return voice.label("measure-gigabytes", amount=_amount(size / _KILO**3))


def _amount(value: float) -> str:
    return f"{value:.1f}" if value < 10 else f"{value:.0f}"
