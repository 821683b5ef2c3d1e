"""Who the administrators are, what they did, and asking nothing any more."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlmodel import Session
from telegram import Message as Written
from telegram.error import TelegramError

from bot.chat.admin import newcomer
from bot.chat.admin.errand import Errand
from bot.chat.admin.names import names_of
from bot.chat.admin.office import Role
from bot.chat.admin.steps import AnswerStep, CommandStep, PressStep
from bot.chat.admin.unasked import voice_of
from bot.chat.profile import hide_commands, show_commands
from bot.chat.replying import reply
from bot.messages.admin import staff
from bot.messages.admin.audit import PAGE_SIZE
from bot.messages.admin.audit import audit as audit_page
from bot.messages.admin.report_press import OpenAudit
from bot.messages.admin.staff import Misfit
from bot.messages.admin.staff_press import AskEditor, ConfirmRemoveEditor, OpenAdmins, RemoveEditor, StopAsking
from bot.messages.keyboard import pages_for
from bot.messages.message import Message
from storage import audit, dialogues, editors
from storage.models import AuditAct, Awaits, Dialogue

ADD = "add"


async def admins(errand: Errand, argument: str) -> None:
    """Show the administrators; an id makes somebody an editor, with or without ``add`` before it."""
    verb, _, rest = argument.strip().partition(" ")
    is_add = verb.lower() == ADD
    whom = (rest if is_add else argument).strip()
    if whom:
        await _add(errand, newcomer.written(whom), is_asked=False)
    elif is_add:
        await _ask(errand)
    else:
        await errand.reply(await _admins(errand))


async def open_admins(errand: Errand, _: OpenAdmins) -> None:
    """Show the administrators in place of what was pressed."""
    await errand.show(await _admins(errand))


async def ask_editor(errand: Errand, _: AskEditor) -> None:
    """Ask who is to become an editor."""
    await _ask(errand)


async def take_editor(errand: Errand, _: Dialogue, message: Written) -> None:
    """Make whoever a message names an editor."""
    await _add(errand, newcomer.named_in(message), is_asked=True)


async def remove_editor(errand: Errand, press: RemoveEditor) -> None:
    """Ask whether to remove an editor."""
    if not await errand.run(editors.is_editor, press.person_id):
        await _none_any_more(errand)
        return
    names = await names_of(errand.bot, [press.person_id])
    await errand.show(staff.confirm_remove(press.person_id, names, errand.voice))


async def confirm_remove_editor(errand: Errand, press: ConfirmRemoveEditor) -> None:
    """Remove an editor, and their commands from their menu."""
    if not await errand.run(_removed, press.person_id, errand.person_id, errand.now):
        await _none_any_more(errand)
        return
    await hide_commands(errand.bot, press.person_id)
    names = await names_of(errand.bot, [press.person_id])
    await errand.show(staff.removed(press.person_id, names, errand.voice))


async def show_audit(errand: Errand, _: str) -> None:
    """Show who did what last."""
    await errand.reply(await _audit(errand, 0))


async def open_audit(errand: Errand, press: OpenAudit) -> None:
    """Show a page of the audit in place of the one that was pressed."""
    await errand.show(await _audit(errand, press.page))


async def cancel(errand: Errand, _: str) -> None:
    """Ask nothing any more: any command of an administrator ends what was asked, and this one does nothing else."""
    await errand.reply(staff.not_asked(None, errand.voice))


async def stop_asking(errand: Errand, _: StopAsking) -> None:
    """Ask nothing any more, and show the way back."""
    asked = await errand.run(dialogues.awaited, errand.person_id, errand.now)
    await errand.run(dialogues.answered, errand.person_id)
    await errand.show(staff.not_asked(asked, errand.voice))


async def _admins(errand: Errand) -> Message:
    owners, present = sorted(errand.office.owners), await errand.run(editors.every)
    people = {*owners, *(editor.person_id for editor in present), *(editor.added_by for editor in present)}
    return staff.admins(owners, present, await names_of(errand.bot, people), errand.voice)


async def _audit(errand: Errand, page: int) -> Message:
    """A page; one beyond the end is the last."""
    _, total = await errand.run(audit.entries, 0, 0)
    shown = min(page, pages_for(total, PAGE_SIZE) - 1)
    entries, total = await errand.run(audit.entries, shown * PAGE_SIZE, PAGE_SIZE)
    names = await names_of(errand.bot, (entry.person_id for entry in entries))
    return audit_page(entries, shown, total, names, errand.voice)


async def _ask(errand: Errand) -> None:
    await errand.run(dialogues.ask, errand.person_id, Awaits.EDITOR, errand.now)
    await errand.show(staff.ask_editor(errand.voice))


async def _add(errand: Errand, found: int | Misfit, *, is_asked: bool) -> None:
    person = await newcomer.checked(errand, found)
    if isinstance(person, Misfit):
        await errand.reply(staff.misfit(person, errand.voice, is_asked=is_asked))
        return
    await errand.run(_noted, person, errand.person_id, errand.now)
    await _welcome(errand, person)
    await errand.reply(staff.added(person, await names_of(errand.bot, [person]), errand.voice))


async def _welcome(errand: Errand, person_id: int) -> None:
    """Tell a new editor; who has not written to the bot yet cannot be told."""
    await show_commands(errand.bot, errand.desk, person_id, Role.EDITOR)
    with suppress(TelegramError):
        await reply(errand.bot, person_id, staff.welcome(await voice_of(errand.desk, person_id)))


async def _none_any_more(errand: Errand) -> None:
    await errand.toast(staff.gone(errand.voice))
    await errand.show(await _admins(errand))


def _noted(session: Session, person_id: int, by: int, now: datetime) -> None:
    dialogues.answered(session, by)
    if editors.add(session, person_id, by, now):
        audit.note(session, by, AuditAct.EDITOR_ADDED, str(person_id), now)


def _removed(session: Session, person_id: int, by: int, now: datetime) -> bool:
    if not editors.remove(session, person_id):
        return False
    dialogues.answered(session, person_id)
    audit.note(session, by, AuditAct.EDITOR_REMOVED, str(person_id), now)
    return True


COMMANDS: Mapping[str, CommandStep] = {"admins": admins, "audit": show_audit, "cancel": cancel}
PRESSES: Mapping[type[Any], PressStep] = {
    OpenAdmins: open_admins,
    AskEditor: ask_editor,
    RemoveEditor: remove_editor,
    ConfirmRemoveEditor: confirm_remove_editor,
    StopAsking: stop_asking,
    OpenAudit: open_audit,
}
ANSWERS: Mapping[Awaits, AnswerStep] = {Awaits.EDITOR: take_editor}
