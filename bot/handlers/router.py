"""Which update goes to which handler, who may ask for what, and how the answer gets back."""

import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from telegram import Bot, CallbackQuery, Message, Update
from telegram.constants import ChatType
from telegram.error import BadRequest, TelegramError
from telegram.ext import (
    Application,
    ApplicationHandlerStop,
    CallbackContext,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.handlers import account, membership, preferences, stories, topics
from bot.handlers.admin import audience, broadcasts, digests, plans, reports
from bot.handlers.admin.admins import ANSWERS, COMMANDS, PRESSES
from bot.handlers.context import (
    Actor,
    AdminAnswerHandler,
    AdminButtonHandler,
    AdminCommandHandler,
    AdminContext,
    AdminServices,
    Role,
    Services,
    SubscriberContext,
    handle_for_subscriber,
)
from bot.handlers.flood import FloodGuard, FloodVerdict
from bot.handlers.profile import show_admin_commands
from bot.transport.reply import Response, send_reply, send_response, show_toast
from bot.views.account import data_deleted_message, data_kept_message, delete_confirmation, privacy_message
from bot.views.admin.admins import owners_only_message, with_admin_help
from bot.views.admin.callback_data import AdminCallbackData, AskEditor, ConfirmRemoveEditor, OpenAdmins, RemoveEditor
from bot.views.callback_data import (
    CancelDelete,
    ChooseTopicToMute,
    ConfirmDelete,
    DropTopic,
    FollowTopic,
    MuteTopic,
    NoAction,
    OpenCatalogue,
    OpenDigestTopic,
    OpenHelp,
    OpenLatest,
    OpenMyTopics,
    OpenRelated,
    OpenSettings,
    OpenStory,
    OpenTopicLatest,
    PickTopic,
    ResumeAlerts,
    SubscriberCallbackData,
    ToggleAnnouncements,
    ToggleMute,
    ToggleTopic,
    UndoFollow,
    UnfollowTopic,
    UnmuteTopic,
    parse_callback_data,
)
from bot.views.help import apology_message, apology_toast, expired_toast, too_fast_message, too_fast_toast
from bot.views.message import Message as Content
from bot.views.texts import Voice
from storage import admins, subscribers
from storage.models import AuditAct, Awaits

SubscriberCommandHandler = Callable[[SubscriberContext, str], Content]
"""Does what was asked, with what was written after the command."""

AnonymousCommandHandler = Callable[[Services, Voice], Content]
"""Answers without taking note of who asked."""

SUBSCRIBER_COMMANDS: Mapping[str, SubscriberCommandHandler] = {
    "start": account.start,
    "topics": topics.show_catalogue,
    "subscribe": topics.subscribe,
    "unsubscribe": topics.unsubscribe,
    "mine": topics.show_own_topics,
    "latest": stories.show_latest,
    "stop": account.stop,
    "settings": preferences.show_settings,
    "help": account.show_help,
}

ANONYMOUS_COMMANDS: Mapping[str, AnonymousCommandHandler] = {
    "privacy": lambda services, voice: privacy_message(services.contact, voice),
    "delete": lambda _, voice: delete_confirmation(voice),
}
"""Whoever asks what is stored is not stored for asking."""

SubscriberButtonHandler = Callable[[SubscriberContext, Any], Response]
"""Does what was asked; each takes the kind of press by which it is found."""

SUBSCRIBER_BUTTONS: Mapping[type[SubscriberCallbackData], SubscriberButtonHandler] = {
    OpenCatalogue: topics.open_catalogue,
    ToggleTopic: topics.toggle_topic,
    PickTopic: topics.toggle_welcome_topic,
    OpenMyTopics: topics.open_own_topics,
    ToggleMute: topics.toggle_muted,
    DropTopic: topics.drop_own_topic,
    FollowTopic: topics.follow_topic,
    UnfollowTopic: topics.unfollow_topic,
    UndoFollow: topics.undo_follow,
    OpenRelated: stories.open_related,
    ChooseTopicToMute: stories.ask_mute,
    MuteTopic: stories.mute_topic,
    UnmuteTopic: stories.unmute_topic,
    OpenLatest: stories.open_latest,
    OpenTopicLatest: stories.open_latest_of_topic,
    OpenStory: stories.open_story,
    OpenDigestTopic: stories.open_more_stories,
    OpenSettings: preferences.open_settings,
    ToggleAnnouncements: preferences.switch_announcements,
    OpenHelp: account.open_help,
    ResumeAlerts: account.resume,
}
"""All but those that concern no subscriber: to erase or not, and the button that does nothing."""

log = logging.getLogger(__name__)


async def handle_error(bot: Bot, services: Services, update: object, error: Exception | None) -> None:
    """Log an error that a handler or the poller ended in, and apologise to whoever was to be answered.

    What the wire does is a line without a traceback, and no apology: it would go the same way, perhaps after an
    answer that arrived after all. Nothing that a person wrote is logged.
    """
    if isinstance(error, TelegramError) and not isinstance(error, BadRequest):
        log.warning("an answer did not go through, or no update came: %s", error)
        return
    log.error("answering failed", exc_info=error)
    if isinstance(update, Update):
        with suppress(TelegramError):
            await _apologise(bot, services, update)


async def _apologise(bot: Bot, services: Services, update: Update) -> None:
    voice = services.voice_for(update)
    if update.callback_query:
        await show_toast(update.callback_query, apology_toast(voice))
    elif update.message and update.message.chat.type == ChatType.PRIVATE:
        await send_reply(bot, update.message.chat.id, apology_message(voice))


ADMIN_COMMANDS: Mapping[str, AdminCommandHandler] = {
    **broadcasts.COMMANDS,
    **digests.COMMANDS,
    **plans.COMMANDS,
    **reports.COMMANDS,
    **COMMANDS,
}

ADMIN_BUTTONS: Mapping[type[Any], AdminButtonHandler] = {
    **broadcasts.PRESSES,
    **audience.PRESSES,
    **digests.PRESSES,
    **plans.PRESSES,
    **reports.PRESSES,
    **PRESSES,
}

ADMIN_ANSWERS: Mapping[Awaits, AdminAnswerHandler] = {
    **broadcasts.ANSWERS,
    **audience.ANSWERS,
    **digests.ANSWERS,
    **plans.ANSWERS,
    **ANSWERS,
}

OWNERS_ONLY = frozenset(
    {
        "admins",
        Awaits.EDITOR,
        OpenAdmins,
        AskEditor,
        RemoveEditor,
        ConfirmRemoveEditor,
    }
)
"""Who changes people."""


@dataclass(frozen=True, slots=True)
class AdminRouter:
    """Lets administrators in, and nobody else."""

    services: Services
    admin_services: AdminServices

    async def command(self, bot: Bot, update: Update, name: str, argument: str) -> bool:
        """Do what a command asks. Returns False when there is no such command for whoever wrote it."""
        actor, message = self.services.actor(update), update.message
        if name not in ADMIN_COMMANDS or actor is None or message is None:
            return False
        role = await self._role(actor) if is_written_by_sender(message) else None
        if role is None:
            await self._refuse(actor, f"/{name}")
            return False
        context = await self._context(bot, actor, role)
        context.written = message
        if self._is_beyond(role, name):
            await self._refuse(actor, f"/{name}")
            await context.reply(owners_only_message(context.voice))
        else:
            await self.services.database.run(admins.clear_pending_question, actor.chat_id)
            await ADMIN_COMMANDS[name](context, argument)
        return True

    async def press(self, bot: Bot, query: CallbackQuery, actor: Actor, asked: AdminCallbackData) -> None:
        """Do what a button asks; to a stranger it is a button that is out of date."""
        role = await self._role(actor)
        if role is None or self._is_beyond(role, type(asked)):
            await self._refuse(actor, f"the button {type(asked).__name__}")
            await show_toast(query, expired_toast(self.services.texts.voice(actor.language)))
            return
        context = await self._context(bot, actor, role, query)
        await ADMIN_BUTTONS[type(asked)](context, asked)
        await context.toast()

    async def answer(self, bot: Bot, actor: Actor, message: Message) -> bool:
        """Take a message as the answer to what the person was asked. Returns False when nothing was."""
        asked = await self.services.database.run(admins.pending_question, actor.chat_id, actor.now)
        if asked is None:
            return False
        role = await self._role(actor)
        if role is None or self._is_beyond(role, asked.awaits):
            await self.services.database.run(admins.clear_pending_question, actor.chat_id)
            return False
        await ADMIN_ANSWERS[asked.awaits](await self._context(bot, actor, role), asked, message)
        return True

    async def met(self, bot: Bot, actor: Actor) -> None:
        """Have the menu of an administrator who begins show what they can do."""
        if role := await self._role(actor):
            await show_admin_commands(bot, self.services, actor.chat_id, role)

    async def helped(self, actor: Actor, help_: Content) -> Content:
        """Return the help, for an administrator with what they can do besides."""
        role = await self._role(actor)
        return with_admin_help(help_, await self._voice(actor), is_owner=role is Role.OWNER) if role else help_

    def expects(self, person_id: int, message: Message) -> bool:
        """Return whether a message belongs to an album that was asked for and is arriving: all of it counts as one."""
        return (person_id, message.media_group_id) in self.admin_services.albums

    async def attempted(self, update: Update, name: str) -> None:
        """Note that a command of administrators was tried where none is taken, such as in a group."""
        if name in ADMIN_COMMANDS:
            await self._note_elsewhere(update, f"/{name}")

    async def forged(self, update: Update, asked: AdminCallbackData) -> None:
        """Note that a button of administrators was pressed where there is none."""
        await self._note_elsewhere(update, f"the button {type(asked).__name__}")

    async def _note_elsewhere(self, update: Update, what: str) -> None:
        """Note an attempt outside the private chat; a channel's post has no author but the channel."""
        who = update.effective_user or update.effective_chat
        if who is not None:
            about = f"{what} outside the private chat"
            await self.services.database.run(
                admins.add_audit_entry, who.id, AuditAct.REFUSED, about, self.services.clock()
            )

    async def _role(self, actor: Actor) -> Role | None:
        return await self.admin_services.role_of(self.services.database, actor.chat_id)

    async def _refuse(self, actor: Actor, what: str) -> None:
        await self.services.database.run(admins.add_audit_entry, actor.chat_id, AuditAct.REFUSED, what, actor.now)

    async def _context(self, bot: Bot, actor: Actor, role: Role, query: CallbackQuery | None = None) -> AdminContext:
        voice = await self._voice(actor)
        return AdminContext(bot, self.services, self.admin_services, actor.chat_id, role, voice, actor.now, query)

    async def _voice(self, actor: Actor) -> Voice:
        known = await self.services.database.run(subscribers.find, actor.chat_id)
        return self.services.texts.voice(known.language if known else actor.language)

    @staticmethod
    def _is_beyond(role: Role, step: object) -> bool:
        return step in OWNERS_ONLY and role is not Role.OWNER


def is_written_by_sender(message: Message) -> bool:
    """Return whether a message was written by the person who sends it, here and now."""
    borrowed: tuple[Any, ...] = (message.forward_origin, message.via_bot, message.sender_chat, message.edit_date)
    return not any(borrowed)


UpdateContext = CallbackContext[Any, Any, Any, Any]

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
MOST_COMMANDS, MOST_PRESSES = 20, 60
"""A minute, for one person: whoever goes through the catalogue presses a button a second for a while."""

GUARD_GROUP = -1
PRIVATE_MESSAGES = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
OTHER_CHATS = ~filters.ChatType.PRIVATE & (filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST)


@dataclass(frozen=True, slots=True)
class Router:
    """The handlers, with what they remember of who was answered how often."""

    services: Services
    reception: AdminRouter
    commands: FloodGuard = field(default_factory=partial(FloodGuard, MOST_COMMANDS, MINUTE))
    presses: FloodGuard = field(default_factory=partial(FloodGuard, MOST_PRESSES, MINUTE))
    albums: FloodGuard = field(default_factory=partial(FloodGuard, 1, MINUTE, remembered=100))
    pointers: FloodGuard = field(default_factory=partial(FloodGuard, 1, DAY))

    async def guard(self, update: Update, context: UpdateContext) -> None:
        """Let nobody go too fast, before anything is done for them; other bots are not answered at all."""
        user, query = update.effective_user, update.callback_query
        if user is None or not (query or PRIVATE_MESSAGES.check_update(update)):
            return
        if user.is_bot:
            raise ApplicationHandlerStop
        if update.message and self.reception.expects(user.id, update.message):
            return
        verdict = (self.presses if query else self.commands).judge(user.id, self.services.clock())
        if verdict is FloodVerdict.WARN:
            await self._warn(update, context)
        if verdict is not FloodVerdict.ANSWER:
            raise ApplicationHandlerStop

    async def command(self, step: SubscriberCommandHandler, update: Update, context: UpdateContext) -> None:
        """Do what a command asks; an administrator who begins is shown their commands."""
        await self._take(step, " ".join(context.args or ()), update, context)
        if step is account.start and (actor := self.services.actor(update)):
            await self.reception.met(context.bot, actor)

    async def reading(self, reading: AnonymousCommandHandler, update: Update, context: UpdateContext) -> None:
        """Answer a command that takes note of nobody."""
        if actor := self.services.actor(update):
            await send_reply(context.bot, actor.chat_id, reading(self.services, await self._voice(actor)))

    async def unknown_command(self, update: Update, context: UpdateContext) -> None:
        """Do what an administrator asks; say to everybody else that there is no such command."""
        name, _ = _command_and_addressee(update)
        if not await self.reception.command(context.bot, update, name.lower(), _command_argument(update)):
            await self._take(account.answer_unknown_command, name, update, context)

    async def words(self, update: Update, context: UpdateContext) -> None:
        """Answer text, or a picture, a sticker and the like; of an album once."""
        message, actor = update.message, self.services.actor(update)
        if message is None or actor is None:
            return
        if await self.reception.answer(context.bot, actor, message):
            return
        album = message.media_group_id
        if album is None or self.albums.judge(album, self.services.clock()) is FloodVerdict.ANSWER:
            await self._take(topics.answer_text, message.text or "", update, context)

    async def press(self, update: Update, context: UpdateContext) -> None:
        """Do what a button asks. What it sends back may be anything, so it is only ever about whoever sent it."""
        query = update.callback_query
        if query is None:
            return
        actor, asked = self.services.actor(update), parse_callback_data(query.data or "")
        if actor is None or asked is None:
            if asked is not None and not isinstance(asked, SubscriberCallbackData):
                await self.reception.forged(update, asked)
            await show_toast(query, expired_toast(self.services.voice_for(update)))
        elif not isinstance(asked, SubscriberCallbackData):
            await self.reception.press(context.bot, query, actor, asked)
        else:
            await send_response(context.bot, query, await self._answer(actor, asked))

    async def elsewhere(self, update: Update, context: UpdateContext) -> None:
        """Answer a command in a group or channel, unless it is meant for another bot."""
        name, addressee = _command_and_addressee(update)
        await self.reception.attempted(update, name.lower())
        if addressee.lower() in {"", context.bot.username.lower()}:
            await membership.point_to_private_chat(context.bot, self.services, update, self.pointers)

    async def moved(self, update: Update, context: UpdateContext) -> None:
        """Take note of being blocked, let in again, or put into a group."""
        await membership.handle_membership_change(context.bot, self.services, update, self.pointers)

    async def failed(self, update: object, context: UpdateContext) -> None:
        """Log an error, and apologise."""
        await handle_error(context.bot, self.services, update, context.error)

    async def _take(
        self, step: SubscriberCommandHandler, argument: str, update: Update, context: UpdateContext
    ) -> None:
        if actor := self.services.actor(update):
            message = await self.services.database.run(
                handle_for_subscriber, actor, self.services.texts, step, argument
            )
            if step is account.show_help:
                message = await self.reception.helped(actor, message)
            await send_reply(context.bot, actor.chat_id, message)

    async def _answer(self, actor: Actor, asked: SubscriberCallbackData) -> Response:
        match asked:
            case NoAction():
                return Response()
            case CancelDelete():
                return Response(data_kept_message(await self._voice(actor)))
            case ConfirmDelete():
                voice = await self._voice(actor)
                await self.services.database.run(subscribers.erase, actor.chat_id)
                return Response(data_deleted_message(voice))
        answer = await self.services.database.run(
            handle_for_subscriber, actor, self.services.texts, SUBSCRIBER_BUTTONS[type(asked)], asked
        )
        if isinstance(asked, OpenHelp) and answer.message:
            return Response(await self.reception.helped(actor, answer.message))
        return answer

    async def _voice(self, actor: Actor) -> Voice:
        """The language of the subscriber, or of the app of somebody who is none."""
        known = await self.services.database.run(subscribers.find, actor.chat_id)
        return self.services.texts.voice(known.language if known else actor.language)

    async def _warn(self, update: Update, context: UpdateContext) -> None:
        voice = self.services.voice_for(update)
        if update.callback_query:
            await show_toast(update.callback_query, too_fast_toast(voice))
        elif update.effective_chat:
            await send_reply(context.bot, update.effective_chat.id, too_fast_message(voice))


def _command_and_addressee(update: Update) -> tuple[str, str]:
    """The command of a message, without its slash, and the bot that it is addressed to, if any."""
    text = update.effective_message.text or "" if update.effective_message else ""
    name, _, addressee = text.partition("\n")[0].partition(" ")[0].removeprefix("/").partition("@")
    return name, addressee


def _command_argument(update: Update) -> str:
    """What stands after the command of a message."""
    text = update.effective_message.text or "" if update.effective_message else ""
    return text.partition(" ")[2].strip() if " " in text.partition("\n")[0] else text.partition("\n")[2].strip()


def register_handlers(
    application: Application[Any, Any, Any, Any, Any, Any], services: Services, admin_services: AdminServices
) -> None:
    """Have an application answer people."""
    conversation = Router(services, AdminRouter(services, admin_services))
    application.add_handler(TypeHandler(Update, conversation.guard), group=GUARD_GROUP)
    for name, step in SUBSCRIBER_COMMANDS.items():
        application.add_handler(CommandHandler(name, partial(conversation.command, step), PRIVATE_MESSAGES))
    for name, reading in ANONYMOUS_COMMANDS.items():
        application.add_handler(CommandHandler(name, partial(conversation.reading, reading), PRIVATE_MESSAGES))
    application.add_handler(MessageHandler(PRIVATE_MESSAGES & filters.COMMAND, conversation.unknown_command))
    application.add_handler(MessageHandler(PRIVATE_MESSAGES & ~filters.StatusUpdate.ALL, conversation.words))
    application.add_handler(MessageHandler(OTHER_CHATS & filters.COMMAND, conversation.elsewhere))
    application.add_handler(CallbackQueryHandler(conversation.press))
    application.add_handler(ChatMemberHandler(conversation.moved, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_error_handler(conversation.failed)
