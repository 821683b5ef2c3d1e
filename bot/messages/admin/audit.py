"""Who did what, and when."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.messages.admin.report_press import OpenAudit
from bot.messages.admin.staff import named
from bot.messages.admin.times import when
from bot.messages.cleaning import clean
from bot.messages.keyboard import pages_for, rows, turning
from bot.messages.markup import lines, paragraphs
from bot.messages.message import Message
from bot.messages.texts import Voice
from storage.models import AuditAct, AuditEntry

PAGE_SIZE = 8

ACT_KEYS: Mapping[AuditAct, str] = {
    AuditAct.REFUSED: "audit-refused",
    AuditAct.EDITOR_ADDED: "audit-editor-added",
    AuditAct.EDITOR_REMOVED: "audit-editor-removed",
    AuditAct.TESTED: "audit-tested",
    AuditAct.SENT: "audit-sent",
    AuditAct.SCHEDULED: "audit-scheduled",
    AuditAct.CONFIRMED: "audit-confirmed",
    AuditAct.REJECTED: "audit-rejected",
    AuditAct.PAUSED: "audit-paused",
    AuditAct.RESUMED: "audit-resumed",
    AuditAct.CANCELLED: "audit-cancelled",
    AuditAct.EXTENDED: "audit-extended",
    AuditAct.BRAKED: "audit-braked",
    AuditAct.PLAN_MADE: "audit-plan-made",
    AuditAct.PLAN_CHANGED: "audit-plan-changed",
    AuditAct.PLAN_REMOVED: "audit-plan-removed",
    AuditAct.ISSUE_DROPPED: "audit-issue-dropped",
    AuditAct.EXPORTED: "audit-exported",
    AuditAct.IMPORTED: "audit-imported",
}
"""The text that says what was done."""


def audit(entries: Sequence[AuditEntry], page: int, total: int, names: Mapping[int, str], voice: Voice) -> Message:
    """Return a page of the audit, newest first.

    Args:
        entries: Those of the page.
        page: From 0.
        total: How many entries there are in all.
        names: What those who did something are called, as far as it is known.
        voice: Texts and language.
    """
    if not entries:
        return Message(voice.say("audit-empty"))
    text = paragraphs(voice.say("audit"), *(_entry(entry, names, voice) for entry in entries))
    return Message(text, rows(turning(page, pages_for(total, PAGE_SIZE), OpenAudit)))


def _entry(entry: AuditEntry, names: Mapping[int, str], voice: Voice) -> Markup:
    who = named(entry.person_id, names) if entry.person_id else voice.say("audit-nobody")
    about = clean(entry.about)
    return lines(
        voice.say(ACT_KEYS[entry.act]) + (f" · {about}" if about else ""),
        voice.say("audit-who", name=who, moment=when(entry.at, voice)),
    )
