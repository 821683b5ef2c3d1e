"""Who the administrators are and what they did: /admins, /audit and /cancel."""

import asyncio
import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from sqlmodel import Session
from telegram import Bot, ChatFullInfo, MessageOriginUser
from telegram import Message as TelegramMessage
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.digests.schedule import cron_in_words
from bot.handlers.context import (
    AdminContext,
    Role,
    voice_of,
)
from bot.handlers.profile import hide_admin_commands, show_admin_commands
from bot.handlers.routes import answer, button, command
from bot.transport.reply import send_reply
from bot.views.admin.admins import (
    AUDIT_PAGE_SIZE,
    MOST_EDITORS,
    EditorRefusal,
    admins_message,
    asking_stopped_message,
    editor_added_message,
    editor_addition_confirmation,
    editor_question,
    editor_refused_message,
    editor_removal_confirmation,
    editor_removed_message,
    editor_welcome_message,
    not_an_editor_toast,
)
from bot.views.admin.admins import audit_message as audit_page
from bot.views.admin.callback_data import (
    AskEditor,
    ConfirmAddEditor,
    ConfirmRemoveEditor,
    OpenAdmins,
    OpenAudit,
    RemoveEditor,
    StopAsking,
)
from bot.views.message import Message, page_count
from storage import admins, bans
from storage.models import AuditAct, Awaits, PendingQuestion


async def fetch_names(bot: Bot, person_ids: Iterable[int]) -> dict[int, str]:
    """Return names by id, of those whom Telegram lets the bot know."""
    wanted = sorted({person for person in person_ids if person > 0})
    found = await asyncio.gather(*(fetch_chat(bot, person) for person in wanted))
    return {person: chat.full_name for person, chat in zip(wanted, found, strict=True) if chat and chat.full_name}


async def fetch_chat(bot: Bot, chat_id: int | str) -> ChatFullInfo | None:
    """Return what Telegram says of a chat; None for somebody who has never written to the bot."""
    try:
        return await bot.get_chat(chat_id)
    except TelegramError:
        return None


IMPERSONAL_IDS = frozenset({1087968824, 136817688, 777000})
"""Anonymous administrators of groups, everyone who writes as a channel, and Telegram itself; the settings refuse them
too."""

LARGEST_ID = 2**52 - 1
"""Bot API, ``User.id``: at most 52 significant bits."""

_USER_ID = re.compile(r"-?[0-9]{1,19}")


def parse_user(message: TelegramMessage) -> int | EditorRefusal:
    """Return whose id a message gives: by a contact, by its author if it is forwarded, or as a number."""
    if message.contact:
        return message.contact.user_id or EditorRefusal.NO_ID
    if isinstance(message.forward_origin, MessageOriginUser):
        author = message.forward_origin.sender_user
        return EditorRefusal.BOT if author.is_bot else author.id
    if message.forward_origin:
        return EditorRefusal.HIDDEN
    return parse_user_id(message.text or "")


def parse_user_id(text: str) -> int | EditorRefusal:
    """Return the id that stands in a text."""
    words = text.strip()
    if words.startswith("@"):
        return EditorRefusal.USERNAME
    if not _USER_ID.fullmatch(words):
        return EditorRefusal.NO_ID
    number = int(words)
    if number < 0:
        return EditorRefusal.CHAT
    return number if 0 < number <= LARGEST_ID else EditorRefusal.NO_ID


def _name_in(message: TelegramMessage) -> str:
    """What a message calls the person whom it names."""
    if message.contact:
        return f"{message.contact.first_name} {message.contact.last_name or ''}".strip()
    origin = message.forward_origin
    return origin.sender_user.full_name if isinstance(origin, MessageOriginUser) else ""


async def check_new_editor(context: AdminContext, found: int | EditorRefusal) -> int | EditorRefusal:
    """Return the id of whoever can become an editor, or why they cannot."""
    if isinstance(found, EditorRefusal):
        return found
    return (
        _misfit_by_id(context, found)
        or await _misfit_by_role(context, found)
        or await _misfit_by_chat(context, found)
        or found
    )


def _misfit_by_id(context: AdminContext, person_id: int) -> EditorRefusal | None:
    if person_id in IMPERSONAL_IDS:
        return EditorRefusal.ANONYMOUS
    return EditorRefusal.BOT if person_id == context.bot.id else None


async def _misfit_by_role(context: AdminContext, person_id: int) -> EditorRefusal | None:
    if person_id in context.admin_services.owners:
        return EditorRefusal.OWNER
    present = await context.run(admins.all_editors)
    if any(editor.person_id == person_id for editor in present):
        return EditorRefusal.ALREADY
    if await context.run(bans.find, person_id):
        return EditorRefusal.BANNED
    return EditorRefusal.TOO_MANY if len(present) >= MOST_EDITORS else None


async def _misfit_by_chat(context: AdminContext, person_id: int) -> EditorRefusal | None:
    chat = await fetch_chat(context.bot, person_id)
    if chat is None:
        return None
    if chat.type != ChatType.PRIVATE:
        return EditorRefusal.CHAT
    # Telegram keeps usernames that end so for bots, and tells of a chat in no other way that it is one.
    return EditorRefusal.BOT if (chat.username or "").lower().endswith("bot") else None


ADD = "add"


@command("admins", role=Role.OWNER, menu=9)
async def show_admins(context: AdminContext, argument: str) -> None:
    """Show the administrators; an id asks whether to make somebody an editor, with or without ``add`` before it."""
    verb, _, rest = argument.strip().partition(" ")
    is_add = verb.lower() == ADD
    whom = (rest if is_add else argument).strip()
    if whom:
        await _ask_to_add(context, parse_user_id(whom), is_asked=False)
    elif is_add:
        await _ask_for_editor(context)
    else:
        await context.reply(await _load_admins_message(context))


@button(OpenAdmins, role=Role.OWNER)
async def open_admins(context: AdminContext, _: OpenAdmins) -> None:
    """Show the administrators in place of what was pressed."""
    await context.show(await _load_admins_message(context))


@button(AskEditor, role=Role.OWNER)
async def ask_editor(context: AdminContext, _: AskEditor) -> None:
    """Ask who is to become an editor."""
    await _ask_for_editor(context)


@answer(Awaits.EDITOR, role=Role.OWNER)
async def take_editor(context: AdminContext, _: PendingQuestion, message: TelegramMessage) -> None:
    """Ask whether whoever a message names is to become an editor."""
    await _ask_to_add(context, parse_user(message), is_asked=True, said_name=_name_in(message))


@button(RemoveEditor, role=Role.OWNER)
async def remove_editor(context: AdminContext, data: RemoveEditor) -> None:
    """Ask whether to remove an editor."""
    if not await context.run(admins.is_editor, data.person_id):
        await _show_editor_gone(context)
        return
    names = await fetch_names(context.bot, [data.person_id])
    await context.show(editor_removal_confirmation(data.person_id, names, context.voice))


@button(ConfirmRemoveEditor, role=Role.OWNER)
async def confirm_remove_editor(context: AdminContext, data: ConfirmRemoveEditor) -> None:
    """Remove an editor, and their commands from their menu."""
    if not await context.run(_remove_editor, data.person_id, context.person_id, context.now):
        await _show_editor_gone(context)
        return
    await hide_admin_commands(context.bot, data.person_id)
    names = await fetch_names(context.bot, [data.person_id])
    await context.show(editor_removed_message(data.person_id, names, context.voice))


@command("audit", role=Role.EDITOR, menu=8)
async def show_audit(context: AdminContext, _: str) -> None:
    """Show who did what last."""
    await context.reply(await _load_audit_page(context, 0))


@button(OpenAudit, role=Role.EDITOR)
async def open_audit(context: AdminContext, data: OpenAudit) -> None:
    """Show a page of the audit in place of the one that was pressed."""
    await context.show(await _load_audit_page(context, data.page))


@command("cancel", role=Role.EDITOR, menu=10)
async def cancel_question(context: AdminContext, _: str) -> None:
    """Ask nothing any more: any command of an administrator ends what was asked, and this one does nothing else."""
    await context.reply(asking_stopped_message(None, context.voice))


@button(StopAsking, role=Role.EDITOR)
async def stop_asking(context: AdminContext, _: StopAsking) -> None:
    """Ask nothing any more, and show the way back."""
    question = await context.run(admins.pending_question, context.person_id, context.now)
    await context.run(admins.clear_pending_question, context.person_id)
    await context.show(asking_stopped_message(question, context.voice))


async def _load_admins_message(context: AdminContext) -> Message:
    owners, present = sorted(context.admin_services.owners), await context.run(admins.all_editors)
    people = {*owners, *(editor.person_id for editor in present), *(editor.added_by for editor in present)}
    return admins_message(owners, present, await fetch_names(context.bot, people), context.voice)


async def _load_audit_page(context: AdminContext, page: int) -> Message:
    """A page; one beyond the end is the last."""
    _, total = await context.run(admins.audit_entries, 0, 0)
    shown = min(page, page_count(total, AUDIT_PAGE_SIZE) - 1)
    entries, total = await context.run(admins.audit_entries, shown * AUDIT_PAGE_SIZE, AUDIT_PAGE_SIZE)
    names = await fetch_names(context.bot, (entry.person_id for entry in entries))
    for entry in entries:  # earlier versions noted a plan's time as it is stored
        entry.about = cron_in_words(entry.about)
    return audit_page(entries, shown, total, names, context.voice)


async def _ask_for_editor(context: AdminContext) -> None:
    await context.run(admins.set_pending_question, context.person_id, Awaits.EDITOR, context.now)
    await context.show(editor_question(context.voice))


async def _ask_to_add(
    context: AdminContext, found: int | EditorRefusal, *, is_asked: bool, said_name: str = ""
) -> None:
    """Ask whether whoever was named is to become an editor, by their name: a number is easily mistyped."""
    person = await check_new_editor(context, found)
    if isinstance(person, EditorRefusal):
        await context.reply(editor_refused_message(person, context.voice, is_asked=is_asked))
        return
    await context.run(admins.clear_pending_question, context.person_id)
    chat = await fetch_chat(context.bot, person)
    names = {person: chat.full_name if chat and chat.full_name else said_name}
    username = (chat.username if chat else None) or ""
    await context.reply(editor_addition_confirmation(person, names, username, context.voice, is_known=chat is not None))


@button(ConfirmAddEditor, role=Role.OWNER)
async def confirm_add_editor(context: AdminContext, data: ConfirmAddEditor) -> None:
    """Make somebody an editor."""
    person = await check_new_editor(
        context, data.person_id if 0 < data.person_id <= LARGEST_ID else EditorRefusal.NO_ID
    )
    if isinstance(person, EditorRefusal):
        await context.show(editor_refused_message(person, context.voice, is_asked=False))
        return
    await context.run(_store_editor, person, context.person_id, context.now)
    await _welcome_editor(context, person)
    await context.show(editor_added_message(person, await fetch_names(context.bot, [person]), context.voice))


async def _welcome_editor(context: AdminContext, person_id: int) -> None:
    """Tell a new editor; who has not written to the bot yet cannot be told."""
    await show_admin_commands(context.bot, context.services, context.commands, person_id, Role.EDITOR)
    with suppress(TelegramError):
        await send_reply(context.bot, person_id, editor_welcome_message(await voice_of(context.services, person_id)))


async def _show_editor_gone(context: AdminContext) -> None:
    await context.toast(not_an_editor_toast(context.voice))
    await context.show(await _load_admins_message(context))


def _store_editor(session: Session, person_id: int, by: int, now: datetime) -> None:
    admins.clear_pending_question(session, by)
    if admins.add_editor(session, person_id, by, now):
        admins.add_audit_entry(session, by, AuditAct.EDITOR_ADDED, str(person_id), now)


def _remove_editor(session: Session, person_id: int, by: int, now: datetime) -> bool:
    if not admins.remove_editor(session, person_id):
        return False
    admins.clear_pending_question(session, person_id)
    admins.add_audit_entry(session, by, AuditAct.EDITOR_REMOVED, str(person_id), now)
    return True
