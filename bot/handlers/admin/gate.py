"""Lets administrators of the bot in: their commands, their buttons and their answers; what strangers try is noted."""

from dataclasses import dataclass

from sqlmodel import Session
from telegram import Bot, CallbackQuery, Update
from telegram import Message as TelegramMessage

from bot.handlers.command_text import argument_of, is_written_by_sender
from bot.handlers.context import AdminContext, AdminServices, Origin, Place, Role, Services, language_in, role_of
from bot.handlers.routes import GROUPS, Route, Routes
from bot.transport.reply import show_toast
from bot.views.admin.admins import owners_only_message
from bot.views.admin.reviews import editors_only_toast
from bot.views.callback_data import CallbackData
from bot.views.help import expired_toast
from storage import admins, subscribers
from storage.models import AuditAct, ChatKind, PendingQuestion


@dataclass(frozen=True, slots=True)
class AdminGate:
    """Asks of each command, press and answer of administrators whether the person may, just now."""

    services: Services
    admin_services: AdminServices
    routes: Routes

    async def command(self, bot: Bot, origin: Origin, message: TelegramMessage, route: Route) -> bool:
        """Do what a command asks. Returns False to a stranger, for whom there is no such command."""
        role = await self.role(origin) if is_written_by_sender(message) else Role.SUBSCRIBER
        if role < route.role and route.trigger not in self.routes.shared:
            await self.note_refusal(origin.actor.user_id, f"/{route.trigger}")
        if role is Role.SUBSCRIBER:
            return False
        context = await self._context(bot, origin, role)
        context.written = message
        if role < route.role:
            await context.reply(owners_only_message(context.voice))
        else:
            await context.run(_forget_questions, origin)
            await route.handler(context, argument_of(message))
        return True

    async def answer(self, bot: Bot, origin: Origin, message: TelegramMessage) -> bool:
        """Take a message as the answer to what the person was asked. Returns False when nothing was."""
        database, person_id = self.services.database, origin.actor.user_id
        question = await database.run(admins.pending_question, person_id, origin.now)
        if question is None or not _is_asked_here(question, origin):
            return False
        route, role = self.routes.answers[question.awaits], await self.role(origin)
        if role < route.role:
            await database.run(admins.clear_pending_question, person_id)
            return False
        await route.handler(await self._context(bot, origin, role), question, message)
        return True

    async def press(self, bot: Bot, origin: Origin, query: CallbackQuery, data: CallbackData, route: Route) -> None:
        """Do what a button asks; to a stranger it is a button that is out of date."""
        role = await self.role(origin)
        if role < route.role:
            await self.note_refusal(origin.actor.user_id, f"the button {type(data).__name__}")
            voice = self.services.texts.voice(origin.actor.language)
            await show_toast(query, editors_only_toast(voice) if self.is_review_group(origin) else expired_toast(voice))
            return
        context = await self._context(bot, origin, role)
        context.query = query
        await route.handler(context, data)
        await context.toast()

    async def role(self, origin: Origin) -> Role:
        """Return what a person may do, looked up just now."""
        place = Place(origin.actor.user_id) if self.is_review_group(origin) else origin.place
        return await self.services.database.run(role_of, self.admin_services.owners, place, origin.actor)

    def is_review_group(self, origin: Origin) -> bool:
        """Return whether something was asked in the group in which editors are shown what waits for them."""
        place = origin.place
        return place.kind in GROUPS and place.chat_id == self.admin_services.review_chat_id

    async def note_refusal(self, person_id: int, what: str) -> None:
        """Note what somebody tried who may not."""
        now = self.services.clock()
        await self.services.database.run(admins.add_audit_entry, person_id, AuditAct.REFUSED, what, now)

    async def note_elsewhere(self, update: Update, what: str) -> None:
        """Note an attempt outside the private chat; a channel's post has no author but the channel."""
        who = update.effective_user or update.effective_chat
        if who is not None:
            await self.note_refusal(who.id, f"{what} outside the private chat")

    async def _context(self, bot: Bot, origin: Origin, role: Role) -> AdminContext:
        language = await self.services.database.run(language_in, origin.place, origin.actor.language)
        voice = self.services.texts.voice(language)
        return AdminContext(
            bot=bot,
            services=self.services,
            origin=origin,
            voice=voice,
            admin_services=self.admin_services,
            role=role,
            commands=self.routes.menu,
        )


def _is_asked_here(question: PendingQuestion, origin: Origin) -> bool:
    """Return whether what was written answers the question: in a group only a reply to it does."""
    if question.chat_id is None:
        return origin.place.kind is ChatKind.PRIVATE
    return (origin.place.chat_id, origin.about_message) == (question.chat_id, question.message_id)


def _forget_questions(session: Session, origin: Origin) -> None:
    """Wait for no answer any more, neither as an administrator of the bot nor as a reader."""
    person_id = origin.actor.user_id
    admins.clear_pending_question(session, person_id)
    reader = subscribers.find(session, person_id)
    if reader is not None:
        subscribers.take_question(session, reader.id, origin.now)
