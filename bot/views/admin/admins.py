"""The administrators.

Who they are and who becomes one, what one may not do, and the audit: who did what, and when.
"""

from collections.abc import Mapping, Sequence
from enum import Enum

from markupsafe import Markup

from bot.views.admin.callback_data import (
    AskEditor,
    ConfirmAddEditor,
    ConfirmRemoveEditor,
    OpenAdmins,
    OpenArticle,
    OpenAudit,
    OpenBroadcastPanel,
    OpenPlan,
    OpenTopicEditor,
    RemoveEditor,
    StopAsking,
)
from bot.views.admin.progress import actor_name
from bot.views.format import clean_text, format_time, lines, link, paragraphs, shorten
from bot.views.message import Message, Row, build_keyboard, callback_button, page_buttons, page_count
from bot.views.texts import Voice
from storage.admins import is_person
from storage.models import AuditAct, AuditEntry, Editor, PendingQuestion

MOST_EDITORS = 40
"""What one message has room for, with a button each."""

_LONGEST_NAME = 24


class EditorRefusal(Enum):
    """Why somebody cannot become an editor: the key of the sentence that says so."""

    NO_ID = "editor-no-id"
    USERNAME = "editor-username"
    HIDDEN = "editor-hidden"
    CHAT = "editor-chat"
    BOT = "editor-bot"
    ANONYMOUS = "editor-anonymous"
    OWNER = "editor-owner"
    ALREADY = "editor-already"
    BANNED = "editor-banned"
    TOO_MANY = "editor-too-many"


def person_name(person_id: int, names: Mapping[int, str]) -> str:
    """Return what a person is called; their number where nothing better is known."""
    return shorten(clean_text(names.get(person_id, "")), _LONGEST_NAME) or str(person_id)


def person_link(person_id: int, names: Mapping[int, str]) -> Markup:
    """Return a person's name, which opens their profile, and their number; of a chat that alone."""
    name = person_name(person_id, names)
    opened = link(f"tg://user?id={person_id}" if person_id > 0 else None, name)
    return opened if name == str(person_id) else opened + f" ({person_id})"


def actor_link(actor_id: int, names: Mapping[int, str], voice: Voice) -> Markup:
    """Return who acted: a person, who is linked, the command line, or the wire itself."""
    return person_link(actor_id, names) if is_person(actor_id) else actor_name(actor_id, voice)


def admins_message(owners: Sequence[int], editors: Sequence[Editor], names: Mapping[int, str], voice: Voice) -> Message:
    """Return who the administrators are, with buttons that change the editors.

    Args:
        owners: User ids of the settings.
        editors: Everybody who was made one.
        names: What they are called, as far as it is known.
        voice: Texts and language.
    """
    text = paragraphs(
        lines(voice.say("admins-owners"), *(Markup("• ") + person_link(person, names) for person in owners)),
        lines(voice.say("admins-editors"), *(_editor_line(editor, names, voice) for editor in editors))
        if editors
        else voice.say("admins-no-editors"),
    )
    removing = [_remove_row(editor.person_id, names, voice) for editor in editors]
    return Message(text, build_keyboard(*removing, (callback_button(voice.label("button-add-editor"), AskEditor()),)))


def editor_question(voice: Voice) -> Message:
    """Return the question who is to become an editor."""
    return Message(voice.say("ask-editor"), build_keyboard(stop_asking_row(voice)))


def editor_refused_message(why: EditorRefusal, voice: Voice, *, is_asked: bool) -> Message:
    """Return why somebody cannot become an editor; while that is asked, with a way out."""
    return Message(
        voice.say(why.value), build_keyboard(stop_asking_row(voice)) if is_asked else _admins_keyboard(voice)
    )


def editor_addition_confirmation(
    person_id: int, names: Mapping[int, str], username: str, voice: Voice, *, is_known: bool
) -> Message:
    """Return the question whether to make somebody an editor.

    Args:
        person_id: Theirs.
        names: What they are called, as far as it is known.
        username: Theirs, without the sign before it; empty if they have none or it is not known.
        voice: Texts and language.
        is_known: Whether they have ever written to the bot.
    """
    name = person_link(person_id, names) + (f" @{username}" if username else "")
    hint = voice.say("add-editor-means") if is_known else voice.say("add-editor-unknown")
    yes = callback_button(voice.label("button-add-editor-yes"), ConfirmAddEditor(person_id))
    no = callback_button(voice.label("button-add-editor-no"), OpenAdmins())
    return Message(paragraphs(voice.say("add-editor", name=name), hint), build_keyboard((yes,), (no,)))


def editor_added_message(person_id: int, names: Mapping[int, str], voice: Voice) -> Message:
    """Return that somebody is an editor now; who has never written to the wire is not known by name."""
    text = voice.say("editor-added", name=person_link(person_id, names))
    hint = "" if person_id in names else voice.say("editor-unmet")
    return Message(paragraphs(text, hint), _admins_keyboard(voice))


def editor_welcome_message(voice: Voice) -> Message:
    """Return what a new editor is told."""
    return Message(voice.say("editor-welcome"))


def editor_removal_confirmation(person_id: int, names: Mapping[int, str], voice: Voice) -> Message:
    """Return the question whether to remove an editor."""
    yes = callback_button(voice.label("button-remove-editor-yes"), ConfirmRemoveEditor(person_id))
    no = callback_button(voice.label("button-remove-editor-no"), OpenAdmins())
    return Message(voice.say("remove-editor", name=person_link(person_id, names)), build_keyboard((yes,), (no,)))


def editor_removed_message(person_id: int, names: Mapping[int, str], voice: Voice) -> Message:
    """Return that somebody is no editor any more."""
    return Message(voice.say("editor-removed", name=person_link(person_id, names)), _admins_keyboard(voice))


def asking_stopped_message(asked: PendingQuestion | None, voice: Voice) -> Message:
    """Return that no answer is waited for any more, with the way back to what the question was about."""
    return Message(voice.say("not-asked"), build_keyboard(_back_row(asked, voice)))


def not_an_editor_toast(voice: Voice) -> str:
    """Return the toast for a button about an editor who is none any more."""
    return voice.label("toast-no-editor")


def stop_asking_row(voice: Voice) -> Row:
    """Return the button with which nothing is asked any more."""
    return (callback_button(voice.label("button-stop-asking"), StopAsking()),)


def _editor_line(editor: Editor, names: Mapping[int, str], voice: Voice) -> Markup:
    return voice.say(
        "admins-editor",
        name=person_link(editor.person_id, names),
        moment=format_time(editor.added_at, voice),
        by=person_name(editor.added_by, names),
    )


def _remove_row(person_id: int, names: Mapping[int, str], voice: Voice) -> Row:
    label = voice.label("button-remove-editor", name=person_name(person_id, names))
    return (callback_button(label, RemoveEditor(person_id)),)


def _admins_keyboard(voice: Voice) -> tuple[Row, ...]:
    return build_keyboard((callback_button(voice.label("button-admins"), OpenAdmins()),))


def _back_row(asked: PendingQuestion | None, voice: Voice) -> Row:
    if asked and asked.broadcast_id is not None:
        return (callback_button(voice.label("button-back-to-broadcast"), OpenBroadcastPanel(asked.broadcast_id)),)
    if asked and asked.plan_id is not None:
        return (callback_button(voice.label("button-back-to-plan"), OpenPlan(asked.plan_id)),)
    if asked and asked.topic_id is not None:
        return (callback_button(voice.label("button-back-to-topic"), OpenTopicEditor(asked.topic_id)),)
    if asked and asked.article_id is not None:
        return (callback_button(voice.label("button-back-to-article"), OpenArticle(asked.article_id)),)
    return ()


def owners_only_message(voice: Voice) -> Message:
    """Only owners may."""
    return Message(voice.say("owners-only"))


AUDIT_PAGE_SIZE = 8

AUDIT_TEXT_KEYS: Mapping[AuditAct, str] = {
    AuditAct.REFUSED: "audit-refused",
    AuditAct.EDITOR_ADDED: "audit-editor-added",
    AuditAct.EDITOR_REMOVED: "audit-editor-removed",
    AuditAct.TESTED: "audit-tested",
    AuditAct.SENT: "audit-sent",
    AuditAct.SCHEDULED: "audit-scheduled",
    AuditAct.ASKED: "audit-asked",
    AuditAct.CONFIRMED: "audit-confirmed",
    AuditAct.REJECTED: "audit-rejected",
    AuditAct.PAUSED: "audit-paused",
    AuditAct.RESUMED: "audit-resumed",
    AuditAct.CANCELLED: "audit-cancelled",
    AuditAct.EXTENDED: "audit-extended",
    AuditAct.SENT_AGAIN: "audit-sent-again",
    AuditAct.AUTO_PAUSED: "audit-braked",
    AuditAct.PLAN_MADE: "audit-plan-made",
    AuditAct.PLAN_CHANGED: "audit-plan-changed",
    AuditAct.PLAN_REMOVED: "audit-plan-removed",
    AuditAct.ISSUE_DROPPED: "audit-issue-dropped",
    AuditAct.TOPIC_CHANGED: "audit-topic-changed",
    AuditAct.TOPICS_MERGED: "audit-topics-merged",
    AuditAct.LOOKED_UP: "audit-looked-up",
    AuditAct.BANNED: "audit-banned",
    AuditAct.UNBANNED: "audit-unbanned",
    AuditAct.ARTICLE_EDITED: "audit-article-edited",
    AuditAct.WITHDRAWN: "audit-withdrawn",
    AuditAct.RESTORED: "audit-restored",
    AuditAct.CORRECTED: "audit-corrected",
    AuditAct.STORY_SPLIT: "audit-story-split",
    AuditAct.STORIES_JOINED: "audit-stories-joined",
    AuditAct.EXPORTED: "audit-exported",
    AuditAct.IMPORTED: "audit-imported",
}
"""The text that says what was done."""


def audit_message(
    entries: Sequence[AuditEntry], page: int, total: int, names: Mapping[int, str], voice: Voice
) -> Message:
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
    return Message(text, build_keyboard(page_buttons(page, page_count(total, AUDIT_PAGE_SIZE), OpenAudit)))


def _entry(entry: AuditEntry, names: Mapping[int, str], voice: Voice) -> Markup:
    who = actor_link(entry.person_id, names, voice)
    about = clean_text(entry.about)
    return lines(
        voice.say(AUDIT_TEXT_KEYS[entry.act]) + (f" · {about}" if about else ""),
        voice.say("audit-who", name=who, moment=format_time(entry.at, voice)),
    )
