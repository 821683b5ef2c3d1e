"""What an administrator is asked to write, and what is said when it cannot be taken."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.messages.admin.audience_press import OpenAudience
from bot.messages.admin.broadcast_press import DropLinks, OpenPanel, SetEnd, SetStart
from bot.messages.admin.link_rows import BadLine, LinkFault, written
from bot.messages.admin.staff_press import StopAsking
from bot.messages.admin.times import when
from bot.messages.admin.typed_times import TimeFault
from bot.messages.keyboard import Row, pressing, rows
from bot.messages.markup import paragraphs
from bot.messages.message import Keyboard, Message
from bot.messages.texts import Voice

STARTS = (15, 60, 180, 720, 1_440)
"""Minutes ahead that are offered."""
ENDS = (1, 3, 6, 12, 24, 72)
"""Hours ahead that are offered."""
_EXAMPLE_CLOCK = "08:00"


def post(voice: Voice) -> Message:
    """Ask for the message to broadcast."""
    stop = pressing(voice.label("button-never-mind"), StopAsking())
    return Message(voice.say("ask-post"), rows((stop,)))


def another_post(broadcast_id: int, voice: Voice) -> Message:
    """Ask for another message in place of the one there is."""
    return Message(voice.say("ask-another-post"), rows(_back(broadcast_id, voice)))


def not_kept(voice: Voice) -> Message:
    """Say that a message is of a kind that cannot be broadcast."""
    return Message(voice.say("post-not-kept"))


def too_long(voice: Voice) -> Message:
    """Say that a message is longer than a bot may write."""
    return Message(voice.say("post-too-long"))


def refused(reason: str, voice: Voice) -> Message:
    """Say that Telegram refuses a message, in its own words."""
    return Message(voice.say("post-refused", reason=reason))


def links(broadcast_id: int, keyboard: Keyboard, voice: Voice) -> Message:
    """Ask for link buttons; show those there are."""
    there = voice.say("links-now", links=written(keyboard)) if keyboard else Markup()
    drop = (pressing(voice.label("button-drop-links"), DropLinks(broadcast_id)),) if keyboard else ()
    return Message(paragraphs(voice.say("ask-links"), there), rows(drop, _back(broadcast_id, voice)))


def bad_links(bad: BadLine, voice: Voice) -> Message:
    """Say which line of link buttons cannot be read, and why."""
    if bad.fault is LinkFault.NOTHING:
        return Message(voice.say("links-nothing"))
    return Message(voice.say("links-bad", count=bad.line, why=_why_link(bad.fault, voice)))


def start(broadcast_id: int, mark: int, now: datetime, zone: ZoneInfo, voice: Voice) -> Message:
    """Ask when to send; ``mark`` makes the buttons good for one press."""
    text = voice.say("ask-start", example=_example(now, zone), zone=zone.key)
    offered = [pressing(_in(minutes, voice), SetStart(broadcast_id, minutes, mark)) for minutes in STARTS]
    return Message(text, rows(tuple(offered[:3]), tuple(offered[3:]), _back(broadcast_id, voice)))


def end(broadcast_id: int, not_after: datetime | None, now: datetime, zone: ZoneInfo, voice: Voice) -> Message:
    """Ask after when not to send."""
    text = voice.say("ask-end", example=_example(now, zone), zone=zone.key)
    there = voice.say("panel-not-after", moment=when(not_after, voice)) if not_after else Markup()
    offered = [pressing(_in(hours * 60, voice), SetEnd(broadcast_id, hours)) for hours in ENDS]
    never = (pressing(voice.label("button-never-ends"), SetEnd(broadcast_id, 0)),) if not_after else ()
    keyboard = rows(tuple(offered[:3]), tuple(offered[3:]), never, _back(broadcast_id, voice))
    return Message(paragraphs(text, there), keyboard)


def bad_time(fault: TimeFault, now: datetime, zone: ZoneInfo, voice: Voice) -> Message:
    """Say why a time cannot be taken."""
    match fault:
        case TimeFault.UNREADABLE:
            return Message(voice.say("time-unreadable", example=_example(now, zone)))
        case TimeFault.NO_SUCH_ZONE:
            return Message(voice.say("time-no-zone"))
        case TimeFault.SKIPPED:
            return Message(voice.say("time-skipped"))
        case TimeFault.PAST:
            return Message(voice.say("time-past"))
        case _:
            return Message(voice.say("time-far"))


def joined(broadcast_id: int, now: datetime, voice: Voice, *, is_after: bool) -> Message:
    """Ask for the day before or after which they joined."""
    example = f"{now - timedelta(days=30):%Y-%m-%d}"
    question = (
        voice.say("ask-joined-after", example=example) if is_after else voice.say("ask-joined-before", example=example)
    )
    return Message(question, rows((pressing(voice.label("button-to-panel"), OpenAudience(broadcast_id)),)))


def bad_day(now: datetime, voice: Voice) -> Message:
    """Say that what was written is no day."""
    return Message(voice.say("day-unreadable", example=f"{now - timedelta(days=30):%Y-%m-%d}"))


def _back(broadcast_id: int, voice: Voice) -> Row:
    return (pressing(voice.label("button-to-panel"), OpenPanel(broadcast_id)),)


def _in(minutes: int, voice: Voice) -> str:
    if minutes % 60:
        return voice.label("button-in-minutes", count=minutes)
    return voice.label("button-in-hours", count=minutes // 60)


def _example(now: datetime, zone: ZoneInfo) -> str:
    """Tomorrow morning, as it would be typed."""
    return f"{now.astimezone(zone) + timedelta(days=1):%Y-%m-%d} {_EXAMPLE_CLOCK}"


def _why_link(fault: LinkFault, voice: Voice) -> Markup:
    match fault:
        case LinkFault.NO_BAR | LinkFault.NOTHING:
            return voice.say("links-no-bar")
        case LinkFault.NO_LABEL:
            return voice.say("links-no-label")
        case LinkFault.LONG_LABEL:
            return voice.say("links-long-label")
        case LinkFault.BAD_LINK:
            return voice.say("links-bad-link")
        case LinkFault.FULL_ROW:
            return voice.say("links-full-row")
        case _:
            return voice.say("links-too-many")
