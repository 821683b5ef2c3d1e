"""The statistics in numbers: the caption of their picture, and why what was owed was not delivered."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.messages.admin.measures import change, number, share
from bot.messages.admin.report_press import GetStats, OpenStats
from bot.messages.cleaning import clean, shorten
from bot.messages.keyboard import pressing, rows
from bot.messages.markup import lines, paragraphs
from bot.messages.message import Button, Keyboard, Message
from bot.messages.texts import Voice
from storage.models import Cancellation
from storage.reports import Following, Outcomes, Stats

PERIODS = (7, 30, 0)
"""Days that are offered; 0: all."""

_GONE = (Cancellation.BLOCKED, Cancellation.DEACTIVATED, Cancellation.KICKED, Cancellation.MISSING)
_UNWANTED = (Cancellation.PAUSED, Cancellation.UNSUBSCRIBED, Cancellation.OPTED_OUT)
_CALLED_OFF = (Cancellation.CALLED_OFF, Cancellation.LATE)
_MOST_TOPICS, _MOST_REASONS = 5, 4
_LONGEST_NAME = 60


def stats_caption(stats: Stats, days: int, voice: Voice, *, is_dark: bool, has_picture: bool = True) -> Message:
    """Return the numbers of a period, at most 1,024 characters.

    Args:
        stats: What was counted.
        days: What was asked for; 0: all.
        voice: Texts and language.
        is_dark: Whether the picture is.
        has_picture: Whether there is one.
    """
    text = paragraphs(
        voice.say("stats-period", count=len(stats.days)) if days else voice.say("stats-all"),
        _people(stats, voice),
        _sent(stats, voice),
        _delivered(stats.outcomes, voice),
        _followed(stats.topics, voice),
        _remark(stats, voice, has_picture=has_picture),
    )
    return Message(text, _buttons(days, voice, is_dark=is_dark, has_picture=has_picture))


def which_period(voice: Voice) -> Message:
    """Ask of which time the statistics are wanted."""
    choices = tuple(pressing(_label(days, voice), OpenStats(days, 0)) for days in PERIODS)
    return Message(voice.say("stats-which"), rows(choices))


def reasons(outcomes: Outcomes, most: int, voice: Voice) -> list[tuple[str, int]]:
    """Return why what was owed was not delivered, the most frequent first; what is beyond ``most`` as one, last."""
    cancelled = dict(outcomes.cancelled)
    counts = [
        (voice.label("picture-gone"), sum(cancelled.pop(reason, 0) for reason in _GONE)),
        (voice.label("picture-unwanted"), sum(cancelled.pop(reason, 0) for reason in _UNWANTED)),
        (voice.label("picture-called-off"), sum(cancelled.pop(reason, 0) for reason in _CALLED_OFF)),
        (voice.label("picture-withdrawn"), cancelled.pop(Cancellation.WITHDRAWN, 0)),
        (voice.label("picture-refused"), outcomes.dead),
        (voice.label("picture-uncertain"), outcomes.uncertain),
    ]
    found = sorted((each for each in counts if each[1]), key=lambda each: -each[1])
    other = sum(cancelled.values())
    if len(found) + bool(other) > most:
        other += sum(count for _, count in found[most - 1 :])
        found = found[: most - 1]
    return found + ([(voice.label("picture-other"), other)] if other else [])


def _people(stats: Stats, voice: Voice) -> Markup:
    today = stats.today
    grown = change(today.active - stats.before, voice)
    return lines(
        voice.say("stats-subscribers", count=today.active, change=grown),
        voice.say("stats-absent", paused=number(today.paused or 0, voice), gone=number(today.gone or 0, voice)),
    )


def _sent(stats: Stats, voice: Voice) -> Markup:
    announcements = sum(day.announcements for day in stats.days)
    return lines(
        voice.say("stats-alerts", count=sum(day.alerts for day in stats.days)),
        voice.say("stats-stories", count=sum(day.stories for day in stats.days)),
        voice.say("stats-announcements", count=announcements) if announcements else "",
    )


def _delivered(outcomes: Outcomes, voice: Voice) -> Markup:
    if not outcomes.total:
        return Markup()
    why = reasons(outcomes, _MOST_REASONS, voice)
    return lines(
        voice.say("stats-delivered", share=share(outcomes.sent, outcomes.total, voice), count=outcomes.total),
        *(voice.say("stats-reason", reason=reason, count=count) for reason, count in why),
    )


def _followed(topics: Sequence[Following], voice: Voice) -> Markup:
    if not topics:
        return Markup()
    names = [shorten(clean(each.name) or each.slug, _LONGEST_NAME) for each in topics[:_MOST_TOPICS]]
    counts = zip(names, topics, strict=False)
    told = [voice.say("stats-topic", topic=name, count=topic.followers) for name, topic in counts]
    return lines(voice.say("stats-followed"), *told)


def _remark(stats: Stats, voice: Voice, *, has_picture: bool) -> Markup:
    if not has_picture:
        return voice.say("stats-no-picture")
    return Markup() if stats.days[0].is_counted else voice.say("stats-dotted")


def _buttons(days: int, voice: Voice, *, is_dark: bool, has_picture: bool) -> Keyboard:
    choices = []
    for period in PERIODS:
        label = _label(period, voice)
        shown = voice.label("button-stats-shown", label=label) if period == days else label
        choices.append(pressing(shown, OpenStats(period, int(is_dark))))
    file = pressing(voice.label("button-stats-file"), GetStats(days))
    return rows(tuple(choices), (*(_other_light(days, voice, is_dark=is_dark) if has_picture else ()), file))


def _other_light(days: int, voice: Voice, *, is_dark: bool) -> tuple[Button, ...]:
    label = voice.label("button-light") if is_dark else voice.label("button-dark")
    return (pressing(label, OpenStats(days, int(not is_dark))),)


def _label(days: int, voice: Voice) -> str:
    return voice.label("button-stats-days", count=days) if days else voice.label("button-stats-all")
