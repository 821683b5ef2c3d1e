"""The records that could not be read, with file, line and reason."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from bot.messages.admin.report_press import OpenRejected, OpenStatus
from bot.messages.cleaning import clean, shorten
from bot.messages.keyboard import Page, pressing, rows, turning
from bot.messages.markup import paragraphs
from bot.messages.message import Message
from bot.messages.texts import Voice

PAGE_SIZE = 6
_LONGEST_PATH, _LONGEST_REASON = 160, 400


class RejectedFile(NamedTuple):
    """A file that could not be read; ``line`` counts from 1, None where no line is at fault."""

    path: str
    line: int | None
    reason: str


def rejected(files: Sequence[RejectedFile], page: int, voice: Voice) -> Message:
    """Return a page of the files that could not be read."""
    back = (pressing(voice.label("button-status"), OpenStatus()),)
    if not files:
        return Message(voice.say("rejected-none"), rows(back))
    shown = Page.of(files, page, PAGE_SIZE)
    told = [_file(file, voice) for file in shown.items]
    text = paragraphs(voice.say("rejected-head", count=shown.total), *told, voice.say("rejected-how"))
    return Message(text, rows(turning(shown.number, shown.count, OpenRejected), back))


def _file(file: RejectedFile, voice: Voice) -> Markup:
    path = clean(file.path)
    if len(path) > _LONGEST_PATH:
        path = f"…{path[-_LONGEST_PATH:]}"  # its end tells more than its beginning
    place = f"{path}:{file.line}" if file.line else path
    return voice.say("rejected-file", place=place, reason=shorten(clean(file.reason), _LONGEST_REASON))
