"""What administrators are told without having asked, in words; the report has a file of its own."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.messages.admin.broadcast_press import CancelBroadcast, ConfirmLarge, OpenPanel, RejectLarge, ResumeBroadcast
from bot.messages.admin.plan_press import DropIssue, OpenPlan
from bot.messages.admin.report import failures
from bot.messages.admin.times import when
from bot.messages.keyboard import Row, pressing, rows
from bot.messages.markup import lines, paragraphs
from bot.messages.message import Message
from bot.messages.texts import Voice
from storage.models import Broadcast, DigestIssue
from storage.tally import Reason, Tally

_MOST_REASONS = 3


def confirm(broadcast: Broadcast, size: int, author: Markup, mark: int, voice: Voice) -> Message:
    """Return the question to a second owner whether a large broadcast goes out; the message itself stands above.

    Args:
        broadcast: As it stands.
        size: How many recipients it has.
        author: Who wants to send it.
        mark: Lets the one who is asked confirm it.
        voice: Texts and language.
    """
    number = broadcast.id or 0
    text = voice.say("note-confirm", number=str(number), name=author, count=size)
    starts = voice.say("note-confirm-starts", moment=when(broadcast.starts_at, voice)) if broadcast.starts_at else ""
    yes = pressing(voice.label("button-confirm-large"), ConfirmLarge(number, mark))
    no = pressing(voice.label("button-reject-large"), RejectLarge(number))
    return Message(paragraphs(text, starts), rows((yes, no), _open(number, voice)))


def braked(broadcast: Broadcast, tally: Tally, reasons: Sequence[Reason], voice: Voice) -> Message:
    """Return that a broadcast was paused because too much of it fails, with the most frequent reasons."""
    number = broadcast.id or 0
    text = paragraphs(
        voice.say("note-braked", number=str(number)),
        lines(
            voice.say("note-braked-failed", count=tally.failed, more=tally.sent + tally.failed),
            failures(reasons, _MOST_REASONS, voice),
        ),
        voice.say("note-braked-next", count=tally.left),
    )
    resume = pressing(voice.label("button-resume-broadcast"), ResumeBroadcast(number))
    cancel = pressing(voice.label("button-cancel-broadcast"), CancelBroadcast(number))
    return Message(text, rows((resume, cancel), _open(number, voice)))


def approve(issue: DigestIssue, called: str, voice: Voice) -> Message:
    """Return that an issue of a digest waits for an editor; the digest stands above, its panel below."""
    text = voice.say("note-approve", called=called, moment=when(issue.due_at, voice))
    return Message(text, rows((pressing(voice.label("button-drop-issue"), DropIssue(issue.id or 0)),)))


def empty(issue: DigestIssue, called: str, voice: Voice) -> Message:
    """Return that an issue of a digest had nothing in it."""
    return Message(voice.say("note-empty", called=called, moment=when(issue.due_at, voice)), _plan(issue, voice))


def missed(issue: DigestIssue, called: str, voice: Voice) -> Message:
    """Return that an issue of a digest was missed for too long to be made up."""
    return Message(voice.say("note-missed", called=called, moment=when(issue.due_at, voice)), _plan(issue, voice))


def _open(broadcast_id: int, voice: Voice) -> Row:
    return (pressing(voice.label("button-open-broadcast"), OpenPanel(broadcast_id)),)


def _plan(issue: DigestIssue, voice: Voice) -> tuple[Row, ...]:
    return rows((pressing(voice.label("button-open-plan"), OpenPlan(issue.plan_id)),))
