"""Who may have what done: every command, press and answer of an administrator passes here.

Rights hang on the person's user id alone, looked up each time. Commands count in the private chat, written by the
person: what is forwarded, edited or sent through another bot is none.
"""

from dataclasses import dataclass
from typing import Any

from telegram import Bot, CallbackQuery, Message, Update

from bot.chat.admin.errand import Errand
from bot.chat.admin.office import Office, Role
from bot.chat.admin.registry import ANSWERS, COMMANDS, FOR_OWNERS, PRESSES
from bot.chat.desk import Caller, Desk
from bot.chat.profile import show_commands
from bot.chat.replying import toast
from bot.messages import toasts
from bot.messages.admin import rights
from bot.messages.admin.commands import with_admin_help
from bot.messages.admin.press import AdminPress
from bot.messages.message import Message as Content
from bot.messages.texts import Voice
from storage import audit, dialogues, subscribers
from storage.models import AuditAct


@dataclass(frozen=True, slots=True)
class Reception:
    """Lets administrators in, and nobody else."""

    desk: Desk
    office: Office

    async def command(self, bot: Bot, update: Update, name: str, argument: str) -> bool:
        """Do what a command asks. Returns False when there is no such command for whoever wrote it."""
        caller, message = self.desk.caller(update), update.message
        if name not in COMMANDS or caller is None or message is None:
            return False
        role = await self._role(caller) if is_first_hand(message) else None
        if role is None:
            await self._refuse(caller, f"/{name}")
            return False
        errand = await self._errand(bot, caller, role)
        errand.written = message
        if self._is_beyond(role, name):
            await self._refuse(caller, f"/{name}")
            await errand.reply(rights.owners_only(errand.voice))
        else:
            await self.desk.database.run(dialogues.answered, caller.chat_id)
            await COMMANDS[name](errand, argument)
        return True

    async def press(self, bot: Bot, query: CallbackQuery, caller: Caller, asked: AdminPress) -> None:
        """Do what a button asks; to a stranger it is a button that is out of date."""
        role = await self._role(caller)
        if role is None or self._is_beyond(role, type(asked)):
            await self._refuse(caller, f"the button {type(asked).__name__}")
            await toast(query, toasts.expired(self.desk.texts.voice(caller.language)))
            return
        errand = await self._errand(bot, caller, role, query)
        await PRESSES[type(asked)](errand, asked)
        await errand.toast()

    async def answer(self, bot: Bot, caller: Caller, message: Message) -> bool:
        """Take a message as the answer to what the person was asked. Returns False when nothing was."""
        asked = await self.desk.database.run(dialogues.awaited, caller.chat_id, caller.now)
        if asked is None:
            return False
        role = await self._role(caller)
        if role is None or self._is_beyond(role, asked.awaits):
            await self.desk.database.run(dialogues.answered, caller.chat_id)
            return False
        await ANSWERS[asked.awaits](await self._errand(bot, caller, role), asked, message)
        return True

    async def met(self, bot: Bot, caller: Caller) -> None:
        """Have the menu of an administrator who begins show what they can do."""
        if role := await self._role(caller):
            await show_commands(bot, self.desk, caller.chat_id, role)

    async def helped(self, caller: Caller, help_: Content) -> Content:
        """Return the help, for an administrator with what they can do besides."""
        role = await self._role(caller)
        return with_admin_help(help_, await self._voice(caller), is_owner=role is Role.OWNER) if role else help_

    def expects(self, person_id: int, message: Message) -> bool:
        """Return whether a message belongs to an album that was asked for and is arriving: all of it counts as one."""
        return (person_id, message.media_group_id) in self.office.albums

    async def attempted(self, update: Update, name: str) -> None:
        """Note that a command of administrators was tried where none is taken, such as in a group."""
        if name in COMMANDS:
            await self._note_elsewhere(update, f"/{name}")

    async def forged(self, update: Update, asked: AdminPress) -> None:
        """Note that a button of administrators was pressed where there is none."""
        await self._note_elsewhere(update, f"the button {type(asked).__name__}")

    async def _note_elsewhere(self, update: Update, what: str) -> None:
        """Note an attempt outside the private chat; a channel's post has no author but the channel."""
        who = update.effective_user or update.effective_chat
        if who is not None:
            about = f"{what} outside the private chat"
            await self.desk.database.run(audit.note, who.id, AuditAct.REFUSED, about, self.desk.clock())

    async def _role(self, caller: Caller) -> Role | None:
        return await self.office.role_of(self.desk.database, caller.chat_id)

    async def _refuse(self, caller: Caller, what: str) -> None:
        await self.desk.database.run(audit.note, caller.chat_id, AuditAct.REFUSED, what, caller.now)

    async def _errand(self, bot: Bot, caller: Caller, role: Role, query: CallbackQuery | None = None) -> Errand:
        voice = await self._voice(caller)
        return Errand(bot, self.desk, self.office, caller.chat_id, role, voice, caller.now, query)

    async def _voice(self, caller: Caller) -> Voice:
        known = await self.desk.database.run(subscribers.find, caller.chat_id)
        return self.desk.texts.voice(known.language if known else caller.language)

    @staticmethod
    def _is_beyond(role: Role, step: object) -> bool:
        return step in FOR_OWNERS and role is not Role.OWNER


def is_first_hand(message: Message) -> bool:
    """Return whether a message was written by the person who sends it, here and now."""
    borrowed: tuple[Any, ...] = (message.forward_origin, message.via_bot, message.sender_chat, message.edit_date)
    return not any(borrowed)
