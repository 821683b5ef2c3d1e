"""How long, how fast and when, in words."""

from datetime import datetime, timedelta

from markupsafe import Markup

from bot.messages.markup import MomentFormat, moment
from bot.messages.texts import Voice

_MINUTE, _HOUR = 60, 3_600
_SOON = 90
"""Seconds up to which a span is told in seconds."""


def when(at: datetime, voice: Voice) -> Markup:
    """Return a moment that each reader sees in their own zone."""
    return moment(at, voice.say("moment-utc", at=at), MomentFormat.DATE_AND_TIME)


def lasting(span: timedelta, voice: Voice) -> Markup:
    """Return how long something takes: in seconds, in minutes, or in hours and minutes."""
    seconds = max(0, round(span.total_seconds()))
    if seconds < _SOON:
        return voice.say("lasting-seconds", count=seconds)
    minutes = round(seconds / _MINUTE)
    if seconds < _SOON * _MINUTE:
        return voice.say("lasting-minutes", count=minutes)
    return voice.say("lasting-hours", count=minutes // 60, more=minutes % 60)


def pace(rate: float, voice: Voice) -> Markup:
    """Return messages a second in words; less than one a second is told by the minute, less than that by the hour."""
    if rate >= 1:
        return voice.say("pace-second", count=round(rate))
    if rate * _MINUTE >= 1:
        return voice.say("pace-minute", count=round(rate * _MINUTE))
    return voice.say("pace-hour", count=round(rate * _HOUR))
