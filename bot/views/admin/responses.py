"""What readers say, who told a story first, what is silent, and what a day brought."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from markupsafe import Markup

from bot.views.admin.callback_data import OpenResponses, OpenStats, OpenStatus, ShowOutlets, SwitchSummary
from bot.views.format import bold, clean_text, format_duration, format_number, lines, paragraphs, shorten
from bot.views.message import Button, Message, build_keyboard, callback_button
from bot.views.texts import Voice
from storage.responses import Responses, StoryResponse

_MOST_REACTIONS, _MOST_LISTED = 8, 12
_LONGEST_TITLE, _LONGEST_NAME = 90, 60
SHOWN_STORIES = 5


def responses_message(found: Responses, days: int, voice: Voice) -> Message:
    """Return what readers said and did, and the stories that most responded to.

    Args:
        found: What was counted.
        days: Of how many days, today among them; 0: all.
        voice: Texts and language.
    """
    head = voice.say("responses-head", count=days) if days else voice.say("responses-head-all")
    stories = [_story(number, story, voice) for number, story in enumerate(found.stories, 1)]
    text = paragraphs(head, _votes(found, voice), _follows(found, voice), lines(*stories) if stories else "")
    first = tuple(
        callback_button(voice.label("button-first", number=str(number)), ShowOutlets(story.article_id, 0))
        for number, story in enumerate(found.stories, 1)
    )
    back = callback_button(voice.label("button-back-to-stats"), OpenStats(days, 0))
    return Message(text, build_keyboard(first, (back,)))


def responses_button(days: int, voice: Voice) -> Button:
    """*Readers*, below statistics."""
    return callback_button(voice.label("button-responses"), OpenResponses(days))


def _votes(found: Responses, voice: Voice) -> Markup:
    reactions = "  ".join(
        f"{sign} {format_number(number, voice)}" for sign, number in found.reactions[:_MOST_REACTIONS]
    )
    voted = voice.say(
        "responses-votes",
        up=format_number(found.up, voice),
        down=format_number(found.down, voice),
        count=found.voters,
    )
    none = not (found.up or found.down or reactions)
    return lines(
        voice.say("responses-no-votes") if none else voted if found.up or found.down else "",
        voice.say("responses-reactions", reactions=reactions) if reactions else "",
    )


def _follows(found: Responses, voice: Voice) -> Markup:
    followed, left = format_number(found.followed, voice), format_number(found.left, voice)
    return voice.say("responses-follows", followed=followed, left=left)


def _story(number: int, story: StoryResponse, voice: Voice) -> Markup:
    parts = (("👍", story.up), ("👎", story.down), ("💬", story.reactions), ("➕", story.followed), ("➖", story.left))
    counts = " ".join(f"{sign} {format_number(count, voice)}" for sign, count in parts if count)
    title = shorten(clean_text(story.title), _LONGEST_TITLE)
    return voice.say("responses-story", number=str(number), title=title, counts=counts)


def outlets_message(title: str, article_id: int, outlets: int, voice: Voice, *, is_dark: bool) -> Message:
    """Return the caption of the picture of who told a story first."""
    label = voice.label("button-light") if is_dark else voice.label("button-dark")
    other = callback_button(label, ShowOutlets(article_id, int(not is_dark)))
    text = lines(bold(shorten(clean_text(title), _LONGEST_TITLE)), voice.say("outlets-told", count=outlets))
    return Message(text, build_keyboard((other,)))


def outlets_list(title: str, outlets: Sequence[tuple[str, datetime]], voice: Voice) -> Message:
    """Return the same in words, where it cannot be drawn."""
    told = []
    for name, at in outlets[:_MOST_LISTED]:
        after = at - outlets[0][1]
        span = format_duration(after, voice)
        told.append(
            voice.say("outlets-line", name=name, span=span) if after else voice.say("outlets-was-first", name=name)
        )
    return Message(paragraphs(bold(shorten(clean_text(title), _LONGEST_TITLE)), lines(*told)))


def silence_notification(about: Mapping[str, Any], voice: Voice) -> Message:
    """Tell owners what brought nothing on a day, and how much it usually brings."""
    silent = about["silent"]
    told = [
        voice.say(
            f"silence-{each['kind']}",
            name=shorten(clean_text(str(each["name"])), _LONGEST_NAME),
            count=int(each["usual"]),
        )
        for each in silent[:_MOST_LISTED]
    ]
    more = len(silent) - _MOST_LISTED
    rest = voice.say("silence-more", count=more) if more > 0 else ""
    head = voice.say("silence-head", day=_day(str(about["day"]), voice))
    return Message(paragraphs(head, lines(*told, rest), voice.say("silence-how")))


def summary_notification(about: Mapping[str, Any], voice: Voice) -> Message:
    """Tell an owner what a day brought."""
    count = {name: int(about[name]) for name in about if isinstance(about[name], int)}
    number = {name: format_number(value, voice) for name, value in count.items()}
    came = voice.say("summary-came", stories=number["stories"], count=count["articles"])
    told = voice.say("summary-told", people=number["people"], count=count["alerts"])
    failed = [
        voice.say("summary-failed", count=count["failed"]) if count["failed"] else "",
        voice.say("summary-rejected", count=count["rejected"]) if count["rejected"] else "",
        voice.say("summary-troubles", troubles=", ".join(about["troubles"])) if about["troubles"] else "",
    ]
    text = paragraphs(
        voice.say("summary-head", day=_day(str(about["day"]), voice)),
        lines(
            came,
            told,
            voice.say("summary-announcements", count=count["announcements"]) if count["announcements"] else "",
        ),
        lines(*failed) if any(failed) else voice.say("summary-nothing-failed"),
        voice.say("summary-readers", active=number["active"], joined=number["joined"]),
    )
    off = callback_button(voice.label("button-summary-off"), SwitchSummary(0, 0))
    return Message(text, build_keyboard((off, callback_button(voice.label("button-status"), OpenStatus()))))


def summary_button(voice: Voice, *, is_on: bool) -> Button:
    """Switch the summary of each day on or off, below /status."""
    label = voice.label("button-summary-off" if is_on else "button-summary-on")
    return callback_button(label, SwitchSummary(int(not is_on), 1))


def _day(day: str, voice: Voice) -> str:
    return voice.label("picture-day", at=datetime.combine(date.fromisoformat(day), time(), UTC))
