"""Writing a draft.

The questions for its post, link buttons and times, what was typed for buttons read as values, and what is said when
something cannot be taken.

Link buttons are written ``Label | https://…`` or ``Label - https://…``, one a line, several with ``&&`` on a line.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.views.admin.callback_data import (
    DropLinkButtons,
    LeaveLinkLineOut,
    OpenBroadcastPanel,
    SetEndTime,
    SetStartTime,
    StopAsking,
)
from bot.views.admin.written_times import BadTime, TimeFault
from bot.views.format import clean_text, format_time, lines, paragraphs, shorten, valid_url
from bot.views.message import Button, Keyboard, Message, Row, build_keyboard, callback_button
from bot.views.texts import Voice

LONGEST_LINK_LABEL = 64
MOST_LINKS_IN_ROW, MOST_LINKS = 8, 40
"""Buttons. Telegram shows no more than 8 in a row; its limit in all is 100, and nobody reads so many."""


class LinkFault(Enum):
    """What is wrong with a line."""

    NOTHING = "nothing"
    """There is none at all."""
    NO_BAR = "no bar"
    NO_LABEL = "no label"
    LONG_LABEL = "long label"
    BAD_LINK = "bad link"
    FULL_ROW = "full row"
    TOO_MANY = "too many"


@dataclass(frozen=True, slots=True)
class BadLinkLine:
    """The first line that cannot be read, from 1, and why."""

    line: int
    fault: LinkFault


def parse_link_buttons(text: str) -> Keyboard | BadLinkLine:
    """Return the buttons that a text asks for. An address without a scheme is one on the web."""
    found: list[tuple[Button, ...]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        row = _parse_row(line)
        if isinstance(row, LinkFault):
            return BadLinkLine(number, row)
        found.append(row)
        if sum(map(len, found)) > MOST_LINKS:
            return BadLinkLine(number, LinkFault.TOO_MANY)
    return tuple(found) or BadLinkLine(1, LinkFault.NOTHING)


def correct_link_lines(lines: Sequence[str], answer: str) -> str:
    """Return lines of link buttons with an answer in place of the first that cannot be read.

    An answer of several lines is all of them anew; an empty one leaves the line out.
    """
    bad = parse_link_buttons("\n".join(lines))
    if not lines or not isinstance(bad, BadLinkLine) or len(answer.strip().splitlines()) > 1:
        return answer
    return "\n".join([*lines[: bad.line - 1], answer.strip(), *lines[bad.line :]])


def link_buttons_text(keyboard: Keyboard) -> str:
    """Return buttons as they would be written."""
    return "\n".join(" && ".join(f"{button.label} | {button.url}" for button in row) for row in keyboard)


# A label, a bar or a dash, an address. The address is all behind the first separator that a scheme or a host follows,
# so that both may hold bars themselves.
_BUTTON = re.compile(r"(?P<label>.*?)\s*(?:[|｜]|\s[-–—]+\s|:\s)\s*(?P<address>[a-z][a-z0-9+.-]*://\S*)", re.IGNORECASE)
_BARE_BUTTON = re.compile(r"(?P<label>.*?)\s*(?:[|｜]|\s[-–—]+\s)\s*(?P<address>[\w-]+(?:\.[\w-]+)+\.?(?:[:/?#]\S*)?)")


def _parse_row(line: str) -> tuple[Button, ...] | LinkFault:
    row: list[Button] = []
    for part in _split_row(line):
        button = _parse_button(part)
        if isinstance(button, LinkFault):
            return button
        row.append(button)
    return tuple(row) if len(row) <= MOST_LINKS_IN_ROW else LinkFault.FULL_ROW


def _split_row(line: str) -> list[str]:
    """The buttons of a line. Where ``&&`` has no space beside it, and no button behind it, it is part of an address."""
    parts: list[str] = []
    for part in line.split("&&"):
        is_apart = not parts or parts[-1][-1:].isspace() or part[:1].isspace()
        if is_apart or _split_button(part) or not _split_button(parts[-1]):
            parts.append(part)
        else:
            parts[-1] += f"&&{part}"
    return parts


def _split_button(part: str) -> re.Match[str] | None:
    return _BUTTON.fullmatch(part.strip()) or _BARE_BUTTON.fullmatch(part.strip())


def _parse_button(part: str) -> Button | LinkFault:
    found = _split_button(part)
    label, bar, address = part.rpartition("|")
    if found:
        label, bar, address = found["label"], "|", found["address"]
    label, address = clean_text(label), address.strip()
    url = valid_url(address if "://" in address else f"https://{address}")
    if not bar:
        return LinkFault.NO_BAR
    if not label:
        return LinkFault.NO_LABEL
    if len(label) > LONGEST_LINK_LABEL:
        return LinkFault.LONG_LABEL
    return Button(label, url=url) if url else LinkFault.BAD_LINK


START_CHOICES = (15, 60, 180, 720, 1_440)
"""Minutes ahead that are offered."""
END_CHOICES = (1, 3, 6, 12, 24, 72)
"""Hours ahead that are offered."""
_EXAMPLE_CLOCK = "08:00"
_LONGEST_QUOTE = 60


def post_question(voice: Voice) -> Message:
    """Ask for the message to broadcast."""
    stop = callback_button(voice.label("button-never-mind"), StopAsking())
    return Message(voice.say("ask-post"), build_keyboard((stop,)))


def another_post_question(broadcast_id: int, voice: Voice) -> Message:
    """Ask for another message in place of the one there is."""
    return Message(voice.say("ask-another-post"), build_keyboard(_back_row(broadcast_id, voice)))


def unsupported_post_message(voice: Voice) -> Message:
    """Say that a message is of a kind that cannot be broadcast."""
    return Message(voice.say("post-not-kept"))


def post_too_long_message(voice: Voice) -> Message:
    """Say that a message is longer than a bot may write."""
    return Message(voice.say("post-too-long"))


def post_refused_message(reason: str, voice: Voice) -> Message:
    """Say that Telegram refuses a message, in its own words."""
    return Message(voice.say("post-refused", reason=reason))


def link_buttons_question(broadcast_id: int, keyboard: Keyboard, voice: Voice) -> Message:
    """Ask for link buttons; show those there are."""
    there = voice.say("links-now", links=link_buttons_text(keyboard)) if keyboard else Markup()
    drop = (callback_button(voice.label("button-drop-links"), DropLinkButtons(broadcast_id)),) if keyboard else ()
    return Message(paragraphs(voice.say("ask-links"), there), build_keyboard(drop, _back_row(broadcast_id, voice)))


def bad_link_buttons_message(
    broadcast_id: int, bad: BadLinkLine, lines_written: Sequence[str], voice: Voice
) -> Message:
    """Say which line of link buttons cannot be read, and why; of several lines only that one is asked for again."""
    if bad.fault is LinkFault.NOTHING:
        return Message(voice.say("links-nothing"), build_keyboard(_back_row(broadcast_id, voice)))
    why = _link_fault_text(bad.fault, voice)
    if bad.fault is LinkFault.TOO_MANY:
        return Message(why, build_keyboard(_back_row(broadcast_id, voice)))
    written = shorten(clean_text(lines_written[bad.line - 1]), _LONGEST_QUOTE)
    text = voice.say("links-bad", count=bad.line, line=written, why=why)
    if sum(bool(line.strip()) for line in lines_written) < 2:
        return Message(lines(text, voice.say("links-again")), build_keyboard(_back_row(broadcast_id, voice)))
    leave = callback_button(voice.label("button-leave-line-out"), LeaveLinkLineOut(broadcast_id))
    return Message(lines(text, voice.say("links-line-again")), build_keyboard((leave,), _back_row(broadcast_id, voice)))


def start_time_question(broadcast_id: int, token: int, now: datetime, zone: ZoneInfo, voice: Voice) -> Message:
    """Ask when to send; ``token`` makes the buttons good for one press."""
    text = voice.say("ask-start", example=_example_time(now, zone), zone=zone.key)
    offered = [
        callback_button(_in_label(minutes, voice), SetStartTime(broadcast_id, minutes, token))
        for minutes in START_CHOICES
    ]
    return Message(text, build_keyboard(tuple(offered[:3]), tuple(offered[3:]), _back_row(broadcast_id, voice)))


def end_time_question(
    broadcast_id: int, not_after: datetime | None, now: datetime, zone: ZoneInfo, voice: Voice
) -> Message:
    """Ask after when not to send."""
    text = voice.say("ask-end", example=_example_time(now, zone), zone=zone.key)
    there = voice.say("panel-not-after", moment=format_time(not_after, voice)) if not_after else Markup()
    offered = [callback_button(_in_label(hours * 60, voice), SetEndTime(broadcast_id, hours)) for hours in END_CHOICES]
    never = (callback_button(voice.label("button-never-ends"), SetEndTime(broadcast_id, 0)),) if not_after else ()
    keyboard = build_keyboard(tuple(offered[:3]), tuple(offered[3:]), never, _back_row(broadcast_id, voice))
    return Message(paragraphs(text, there), keyboard)


def bad_time_message(bad: BadTime, now: datetime, zone: ZoneInfo, voice: Voice) -> Message:
    """Say why a time cannot be taken, and what was understood of it."""
    understood = _understood(bad, voice)
    match bad.fault:
        case TimeFault.UNREADABLE:
            why = voice.say("time-unreadable", example=_example_time(now, zone))
        case TimeFault.NO_CLOCK:
            why = voice.say("time-no-clock", example=_example_time(now, zone))
        case TimeFault.AMBIGUOUS:
            why = voice.say("time-ambiguous", example=_example_time(now, zone))
        case TimeFault.WRONG_WEEKDAY:
            why = voice.say("time-wrong-weekday")
        case TimeFault.NO_SUCH_ZONE:
            why = voice.say("time-no-zone")
        case TimeFault.SKIPPED:
            why = voice.say("time-skipped")
        case TimeFault.PAST:
            why = voice.say("time-past", at=now.astimezone(zone))
        case _:
            why = voice.say("time-far")
    return Message(lines(understood, why))


def _understood(bad: BadTime, voice: Voice) -> Markup:
    """What was understood: one moment, two that it may be, or a day alone."""
    if not bad.understood:
        return Markup()
    if bad.fault is TimeFault.NO_CLOCK:
        return voice.say("time-understood-day", at=bad.understood[0])
    if len(bad.understood) > 1:
        first, second = (voice.say("time-reading", at=at) for at in bad.understood)
        return voice.say("time-understood-two", first=first, second=second, zone=bad.zone)
    return voice.say("time-understood", at=bad.understood[0], zone=bad.zone)


def _back_row(broadcast_id: int, voice: Voice) -> Row:
    return (callback_button(voice.label("button-to-panel"), OpenBroadcastPanel(broadcast_id)),)


def _in_label(minutes: int, voice: Voice) -> str:
    if minutes % 60:
        return voice.label("button-in-minutes", count=minutes)
    return voice.label("button-in-hours", count=minutes // 60)


def _example_time(now: datetime, zone: ZoneInfo) -> str:
    """Tomorrow morning, as it would be typed."""
    return f"{now.astimezone(zone) + timedelta(days=1):%Y-%m-%d} {_EXAMPLE_CLOCK}"


def _link_fault_text(fault: LinkFault, voice: Voice) -> Markup:
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
