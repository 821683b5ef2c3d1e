"""Who the administrators are, and making somebody one."""

from collections.abc import Mapping, Sequence
from enum import Enum

from markupsafe import Markup

from bot.messages.admin.broadcast_press import OpenPanel
from bot.messages.admin.plan_press import OpenPlan
from bot.messages.admin.staff_press import AskEditor, ConfirmRemoveEditor, OpenAdmins, RemoveEditor, StopAsking
from bot.messages.admin.times import when
from bot.messages.cleaning import clean, shorten
from bot.messages.keyboard import Row, pressing, rows
from bot.messages.markup import lines, link, paragraphs
from bot.messages.message import Message
from bot.messages.texts import Voice
from storage.models import Dialogue, Editor

MOST_EDITORS = 40
"""What one message has room for, with a button each."""

_LONGEST_NAME = 24


class Misfit(Enum):
    """Why somebody cannot become an editor: the key of the sentence that says so."""

    NO_ID = "editor-no-id"
    USERNAME = "editor-username"
    HIDDEN = "editor-hidden"
    CHAT = "editor-chat"
    BOT = "editor-bot"
    ANONYMOUS = "editor-anonymous"
    OWNER = "editor-owner"
    ALREADY = "editor-already"
    TOO_MANY = "editor-too-many"


def name_of(person_id: int, names: Mapping[int, str]) -> str:
    """Return what a person is called; their number where nothing better is known."""
    return shorten(clean(names.get(person_id, "")), _LONGEST_NAME) or str(person_id)


def named(person_id: int, names: Mapping[int, str]) -> Markup:
    """Return a person's name, which opens their profile, and their number; of a chat that alone."""
    name = name_of(person_id, names)
    opened = link(f"tg://user?id={person_id}" if person_id > 0 else None, name)
    return opened if name == str(person_id) else opened + f" ({person_id})"


def admins(owners: Sequence[int], editors: Sequence[Editor], names: Mapping[int, str], voice: Voice) -> Message:
    """Return who the administrators are, with buttons that change the editors.

    Args:
        owners: User ids of the settings.
        editors: Everybody who was made one.
        names: What they are called, as far as it is known.
        voice: Texts and language.
    """
    text = paragraphs(
        lines(voice.say("admins-owners"), *(Markup("• ") + named(person, names) for person in owners)),
        lines(voice.say("admins-editors"), *(_editor(editor, names, voice) for editor in editors))
        if editors
        else voice.say("admins-no-editors"),
    )
    removing = [_removing(editor.person_id, names, voice) for editor in editors]
    return Message(text, rows(*removing, (pressing(voice.label("button-add-editor"), AskEditor()),)))


def ask_editor(voice: Voice) -> Message:
    """Return the question who is to become an editor."""
    return Message(voice.say("ask-editor"), rows(stop_asking(voice)))


def misfit(why: Misfit, voice: Voice, *, is_asked: bool) -> Message:
    """Return why somebody cannot become an editor; while that is asked, with a way out."""
    return Message(voice.say(why.value), rows(stop_asking(voice)) if is_asked else _back(voice))


def added(person_id: int, names: Mapping[int, str], voice: Voice) -> Message:
    """Return that somebody is an editor now; who has never written to the wire is not known by name."""
    text = voice.say("editor-added", name=named(person_id, names))
    hint = "" if person_id in names else voice.say("editor-unmet")
    return Message(paragraphs(text, hint), _back(voice))


def welcome(voice: Voice) -> Message:
    """Return what a new editor is told."""
    return Message(voice.say("editor-welcome"))


def confirm_remove(person_id: int, names: Mapping[int, str], voice: Voice) -> Message:
    """Return the question whether to remove an editor."""
    yes = pressing(voice.label("button-remove-editor-yes"), ConfirmRemoveEditor(person_id))
    no = pressing(voice.label("button-remove-editor-no"), OpenAdmins())
    return Message(voice.say("remove-editor", name=named(person_id, names)), rows((yes,), (no,)))


def removed(person_id: int, names: Mapping[int, str], voice: Voice) -> Message:
    """Return that somebody is no editor any more."""
    return Message(voice.say("editor-removed", name=named(person_id, names)), _back(voice))


def not_asked(asked: Dialogue | None, voice: Voice) -> Message:
    """Return that no answer is waited for any more, with the way back to what the question was about."""
    return Message(voice.say("not-asked"), rows(_back_to(asked, voice)))


def gone(voice: Voice) -> str:
    """Return the toast for a button about an editor who is none any more."""
    return voice.label("toast-no-editor")


def stop_asking(voice: Voice) -> Row:
    """Return the button with which nothing is asked any more."""
    return (pressing(voice.label("button-stop-asking"), StopAsking()),)


def _editor(editor: Editor, names: Mapping[int, str], voice: Voice) -> Markup:
    return voice.say(
        "admins-editor",
        name=named(editor.person_id, names),
        moment=when(editor.added_at, voice),
        by=name_of(editor.added_by, names),
    )


def _removing(person_id: int, names: Mapping[int, str], voice: Voice) -> Row:
    label = voice.label("button-remove-editor", name=name_of(person_id, names))
    return (pressing(label, RemoveEditor(person_id)),)


def _back(voice: Voice) -> tuple[Row, ...]:
    return rows((pressing(voice.label("button-admins"), OpenAdmins()),))


def _back_to(asked: Dialogue | None, voice: Voice) -> Row:
    if asked and asked.broadcast_id is not None:
        return (pressing(voice.label("button-back-to-broadcast"), OpenPanel(asked.broadcast_id)),)
    if asked and asked.plan_id is not None:
        return (pressing(voice.label("button-back-to-plan"), OpenPlan(asked.plan_id)),)
    return ()
