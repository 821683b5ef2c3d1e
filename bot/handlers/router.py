"""Which update goes to which handler, in which order and how often, and who may ask for what.

Updates of a chat are handled one after the other. Handlers say what they are for where they stand (``routes``); rights,
floods and the kind of chat are checked here, for subscribers and administrators alike.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum
from functools import partial
from typing import Any, TypeVar
from weakref import WeakValueDictionary

from sqlmodel import Session
from telegram import Bot, CallbackQuery, Update
from telegram import Message as TelegramMessage
from telegram.constants import ChatType
from telegram.error import BadRequest, TelegramError
from telegram.ext import Application, BaseUpdateProcessor, CallbackContext, TypeHandler, filters

from bot.handlers import account, preferences, rhythm, saved, stories, time_zone, topics, volume, why
from bot.handlers import filters as word_filters
from bot.handlers.admin import admins as admin_list
from bot.handlers.admin import audience, broadcast_drafts, broadcasts, digests, plans, reports
from bot.handlers.context import (
    AdminContext,
    AdminServices,
    AnonymousContext,
    Origin,
    Role,
    Services,
    SubscriberContext,
    language_in,
    role_of,
)
from bot.handlers.profile import show_admin_commands
from bot.handlers.routes import Route, Routes, collect_routes
from bot.transport.reply import Response, send_reply, send_response, show_toast
from bot.views.admin.admins import owners_only_message
from bot.views.callback_data import CallbackData, parse_callback_data
from bot.views.help import apology_message, apology_toast, expired_toast, too_fast_message, too_fast_toast
from bot.views.message import Message
from storage import admins, subscribers
from storage import topics as stored_topics
from storage.models import AuditAct, Awaits

FEATURES = (
    account,
    topics,
    stories,
    word_filters,
    saved,
    why,
    preferences,
    volume,
    rhythm,
    time_zone,
    broadcasts,
    broadcast_drafts,
    audience,
    digests,
    plans,
    reports,
    admin_list,
)
"""The modules with handlers."""

ROUTES = collect_routes(FEATURES)
START = "start"
"""Telegram sends it when somebody opens the chat: from then on they have a menu of commands that can be set."""

ANY_WORDS = frozenset({Awaits.READER_FILTER, Awaits.READER_WATCH})
"""Questions whose answer may be any words."""

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
MOST_MESSAGES, MOST_PRESSES = 20, 60
"""A minute, for one person: whoever goes through the catalogue presses a button a second for a while."""

PRIVATE_MESSAGES = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
OTHER_COMMANDS = ~filters.ChatType.PRIVATE & (filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST)
OTHER_COMMANDS &= filters.COMMAND

A = TypeVar("A")
T = TypeVar("T")

log = logging.getLogger(__name__)


class FloodVerdict(Enum):
    """What becomes of a message or a press."""

    ANSWER = "answer"
    WARN = "warn"
    """Too many, for the first time: say so."""
    IGNORE = "ignore"
    """Too many, and that was said."""


@dataclass(slots=True)
class TokenBucket:
    """What one person has left, and whether they were warned since it was last full."""

    tokens: float
    filled_at: datetime
    is_warned: bool = False


class FloodGuard:
    """Lets a person do so many things at once, and as many more in each period; remembers those seen last."""

    def __init__(self, most: int, period: timedelta, *, remembered: int = 10_000) -> None:
        self._most = most
        self._period = period
        self._remembered = remembered
        self._buckets: OrderedDict[Hashable, TokenBucket] = OrderedDict()

    def __len__(self) -> int:
        return len(self._buckets)

    def judge(self, who: Hashable, now: datetime) -> FloodVerdict:
        """Count one thing that somebody did, and say what becomes of it."""
        bucket = self._bucket(who, now)
        if bucket.tokens >= 1:
            bucket.tokens -= 1
            return FloodVerdict.ANSWER
        if bucket.is_warned:
            return FloodVerdict.IGNORE
        bucket.is_warned = True
        return FloodVerdict.WARN

    def _bucket(self, who: Hashable, now: datetime) -> TokenBucket:
        bucket = self._buckets.setdefault(who, TokenBucket(self._most, now))
        self._buckets.move_to_end(who)
        if len(self._buckets) > self._remembered:
            self._buckets.popitem(last=False)
        gained = max(timedelta(), now - bucket.filled_at) / self._period * self._most
        bucket.tokens = min(self._most, bucket.tokens + gained)
        bucket.filled_at = now
        if bucket.tokens == self._most:
            bucket.is_warned = False
        return bucket


MOST_WAITING = 10_000
"""Updates that may wait for their turn. The library's own limit, and high, because whoever waits for an earlier update
of theirs would otherwise hold up people who could be answered."""


CONCURRENT_CHATS = 32
"""People whose commands run at the same time."""


class PerChatUpdateProcessor(BaseUpdateProcessor):
    """Handles the updates of a chat one after the other, and those of several chats at a time."""

    def __init__(self, most: int = CONCURRENT_CHATS) -> None:
        """Set how many chats are answered at a time."""
        super().__init__(max_concurrent_updates=MOST_WAITING)
        self._slots = asyncio.Semaphore(most)
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        """A lock for each chat that is being answered; it goes when nobody holds it or waits for it."""

    async def initialize(self) -> None:
        """Need nothing."""

    async def shutdown(self) -> None:
        """Leave nothing behind."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for the turn of the update's chat, and then for a free slot."""
        key = chat_key(update)
        lock = nullcontext() if key is None else self._locks.setdefault(key, asyncio.Lock())
        async with lock, self._slots:
            await coroutine


def chat_key(update: object) -> int | None:
    """Return the chat that an update concerns, or the person where there is none; both are one in a private chat."""
    if not isinstance(update, Update):
        return None
    place = update.effective_chat or update.effective_user
    return place.id if place else None


UpdateContext = CallbackContext[Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Router:
    """Takes every update to its handler, and remembers who was answered how often."""

    services: Services
    admin_services: AdminServices
    routes: Routes = ROUTES
    messages: FloodGuard = field(default_factory=partial(FloodGuard, MOST_MESSAGES, MINUTE))
    presses: FloodGuard = field(default_factory=partial(FloodGuard, MOST_PRESSES, MINUTE))
    albums: FloodGuard = field(default_factory=partial(FloodGuard, 1, MINUTE, remembered=100))
    pointers: FloodGuard = field(default_factory=partial(FloodGuard, 1, DAY))
    """For each group: it is told where to write, but not over and over."""

    async def route(self, update: Update, context: UpdateContext) -> None:
        """Answer an update."""
        bot, message, query = context.bot, update.message, update.callback_query
        if query:
            if await self._may_go_on(bot, update, self.presses):
                await self._press(bot, update, query)
        elif update.my_chat_member:
            if await account.note_membership(self.services, update):
                await self._point_to_private_chat(bot, update, account.greeting)
        elif message and filters.StatusUpdate.MIGRATE.check_update(update):
            await self._note_move(message)
        elif message and PRIVATE_MESSAGES.check_update(update):
            if self._is_of_album(message) or await self._may_go_on(bot, update, self.messages):
                await self._message(bot, update, message)
        elif message and account.takes_in(message, bot.id):
            await self._point_to_private_chat(bot, update, account.greeting)
        elif OTHER_COMMANDS.check_update(update):
            await self._command_elsewhere(bot, update)

    async def fail(self, update: object, context: UpdateContext) -> None:
        """Log an error that a handler or the poller ended in, and apologise to whoever was to be answered.

        What Telegram or the network does is a line without a traceback, and no apology: it would go the same way,
        perhaps after an answer that arrived after all. Nothing that a person wrote is logged.
        """
        error = context.error
        if isinstance(error, TelegramError) and not isinstance(error, BadRequest):
            log.warning("an answer did not go through, or no update came: %s", error)
            return
        log.error("answering failed", exc_info=error)
        if isinstance(update, Update):
            with suppress(TelegramError):
                await self._apologise(context.bot, update)

    # Who is answered at all.

    async def _may_go_on(self, bot: Bot, update: Update, guard: FloodGuard) -> bool:
        """Return whether somebody is answered, who may be too fast; other bots are not."""
        user = update.effective_user
        if user is None or user.is_bot:
            return False
        verdict = guard.judge(user.id, self.services.clock())
        if verdict is FloodVerdict.WARN:
            voice = self.services.voice_for(update)
            if update.callback_query:
                await show_toast(update.callback_query, too_fast_toast(voice))
            elif update.effective_chat:
                await send_reply(bot, update.effective_chat.id, too_fast_message(voice))
        return verdict is FloodVerdict.ANSWER

    def _is_of_album(self, message: TelegramMessage) -> bool:
        """Return whether a message belongs to an album that was asked for and is arriving: all of it counts as one."""
        user = message.from_user
        return user is not None and (user.id, message.media_group_id) in self.admin_services.albums

    async def _point_to_private_chat(
        self, bot: Bot, update: Update, word: Callable[[Bot, Services, Update], Message] = account.private_only
    ) -> None:
        chat = update.effective_chat
        if chat and self.pointers.judge(chat.id, self.services.clock()) is FloodVerdict.ANSWER:
            await send_reply(bot, chat.id, word(bot, self.services, update))

    async def _note_move(self, message: TelegramMessage) -> None:
        """Take note that a group became a supergroup, which need not be greeted again."""
        if there := message.migrate_to_chat_id:
            self.pointers.judge(there, self.services.clock())
        await account.note_move(self.services, message)

    async def _apologise(self, bot: Bot, update: Update) -> None:
        voice = self.services.voice_for(update)
        if update.callback_query:
            await show_toast(update.callback_query, apology_toast(voice))
        elif update.message and update.message.chat.type == ChatType.PRIVATE:
            await send_reply(bot, update.message.chat.id, apology_message(voice))

    # Messages.

    async def _message(self, bot: Bot, update: Update, message: TelegramMessage) -> None:
        origin = self.services.origin(update)
        if origin is None:
            return
        if filters.COMMAND.check_update(update):
            await self._command(bot, origin, message)
        elif not filters.StatusUpdate.ALL.check_update(update) and not await self._answer(bot, origin, message):
            album = message.media_group_id
            if album is None or self.albums.judge(album, origin.now) is FloodVerdict.ANSWER:
                await self._reply(bot, origin, self._answer_as_reader, message, keeps_question=True)

    async def _command(self, bot: Bot, origin: Origin, message: TelegramMessage) -> None:
        name, addressee = command_of(message)
        route = self.routes.commands.get(name.lower())
        if route and route.role > Role.SUBSCRIBER and await self._admin_command(bot, origin, message, route):
            return
        route = self.routes.shared.get(name.lower(), route)
        if route is None or route.role > Role.SUBSCRIBER or not is_addressed_to(bot, addressee):
            await self._reply(bot, origin, account.answer_unknown_command, written_command(message))
            return
        argument = (message.text or "")[message.entities[0].length :].strip()
        if route.is_anonymous:
            reply = await self.services.database.run(self._handle_anonymously, origin, route.handler, argument)
            await send_reply(bot, origin.place.chat_id, reply)
        else:
            await self._reply(bot, origin, route.handler, argument)
        if name.lower() == START and (role := await self._role(origin)) > Role.SUBSCRIBER:
            await show_admin_commands(bot, self.services, self.routes.menu, origin.actor.user_id, role)

    async def _admin_command(self, bot: Bot, origin: Origin, message: TelegramMessage, route: Route) -> bool:
        """Do what a command asks. Returns False to a stranger, for whom there is no such command."""
        role = await self._role(origin) if is_written_by_sender(message) else Role.SUBSCRIBER
        if role < route.role and route.trigger not in self.routes.shared:
            await self._note_refusal(origin.actor.user_id, f"/{route.trigger}")
        if role is Role.SUBSCRIBER:
            return False
        context = await self._admin_context(bot, origin, role)
        context.written = message
        if role < route.role:
            await context.reply(owners_only_message(context.voice))
        else:
            await context.run(admins.clear_pending_question, context.person_id)
            await route.handler(context, argument_of(message))
        return True

    async def _answer(self, bot: Bot, origin: Origin, message: TelegramMessage) -> bool:
        """Take a message as the answer to what the person was asked. Returns False when nothing was."""
        database, person_id = self.services.database, origin.actor.user_id
        question = await database.run(admins.pending_question, person_id, origin.now)
        if question is None:
            return False
        route, role = self.routes.answers[question.awaits], await self._role(origin)
        if role < route.role:
            await database.run(admins.clear_pending_question, person_id)
            return False
        await route.handler(await self._admin_context(bot, origin, role), question, message)
        return True

    def _answer_as_reader(self, context: SubscriberContext, message: TelegramMessage) -> Message:
        """Take a message as the answer to what the subscriber was asked, or for what it says by itself.

        A plain word such as "stop" is no hour and no place, so it does what it says; any may be a word to look for.
        """
        question = subscribers.take_question(context.session, context.subscriber_id, context.now)
        text = message.text or ""
        if message.location:
            return time_zone.take_position(context, (message.location.latitude, message.location.longitude))
        if question is None or (question.awaits not in ANY_WORDS and account.is_plain_word(text)):
            return account.answer_text(context, text)
        answer: Message = self.routes.answers[question.awaits].handler(context, question, text)
        return answer

    async def _command_elsewhere(self, bot: Bot, update: Update) -> None:
        """Answer a command in a group, unless it is meant for another bot. In a channel the bot says nothing."""
        message = update.effective_message
        if message is None:
            return
        name, addressee = command_of(message)
        route = self.routes.commands.get(name.lower())
        if route and route.role > Role.SUBSCRIBER and route.trigger not in self.routes.shared:
            await self._note_elsewhere(update, f"/{route.trigger}")
        if message.chat.type in account.GROUP_TYPES and is_addressed_to(bot, addressee):
            await self._point_to_private_chat(bot, update)

    # Buttons.

    async def _press(self, bot: Bot, update: Update, query: CallbackQuery) -> None:
        """Do what a button asks. What it sends back may be anything, so it is only ever about whoever sent it."""
        origin, data = self.services.origin(update), parse_callback_data(query.data or "")
        route = self.routes.buttons.get(type(data)) if data else None
        if data is None or route is None or origin is None or origin.place.kind not in route.places:
            if route and route.role > Role.SUBSCRIBER:
                await self._note_elsewhere(update, f"the button {type(data).__name__}")
            await show_toast(query, expired_toast(self.services.voice_for(update)))
        elif route.role > Role.SUBSCRIBER:
            await self._admin_press(bot, origin, query, data, route)
        else:
            handle = self._handle_anonymously if route.is_anonymous else self._handle
            response: Response = await self.services.database.run(handle, origin, route.handler, data)
            await send_response(bot, query, response)

    async def _admin_press(
        self, bot: Bot, origin: Origin, query: CallbackQuery, data: CallbackData, route: Route
    ) -> None:
        """Do what a button asks; to a stranger it is a button that is out of date."""
        role = await self._role(origin)
        if role < route.role:
            await self._note_refusal(origin.actor.user_id, f"the button {type(data).__name__}")
            await show_toast(query, expired_toast(self.services.texts.voice(origin.actor.language)))
            return
        context = await self._admin_context(bot, origin, role)
        context.query = query
        await route.handler(context, data)
        await context.toast()

    # What handlers are given.

    async def _reply(
        self,
        bot: Bot,
        origin: Origin,
        handler: Callable[[SubscriberContext, A], Message],
        argument: A,
        *,
        keeps_question: bool = False,
    ) -> None:
        message = await self.services.database.run(
            self._handle, origin, handler, argument, keeps_question=keeps_question
        )
        await send_reply(bot, origin.place.chat_id, message)

    def _handle(
        self,
        session: Session,
        origin: Origin,
        handler: Callable[[SubscriberContext, A], T],
        argument: A,
        *,
        keeps_question: bool = False,
    ) -> T:
        """Call a handler with the subscriber of the place: added if new, reachable again if they were not.

        What they were asked is forgotten, unless the handler is to look for an answer.
        """
        place = origin.place
        subscriber = subscribers.find_or_add(session, place.chat_id, place.kind, origin.actor.language, origin.now)
        if not keeps_question:
            subscribers.take_question(session, subscriber.id, origin.now)
        context = SubscriberContext(
            session,
            origin,
            subscriber,
            topics=stored_topics.find_all(session),
            chosen=subscribers.choices(session, subscriber.id),
            voice=replace(self.services.texts.voice(subscriber.language), zone=subscriber.zone),
            owners=self.admin_services.owners,
            commands=self.routes.menu,
            contact=self.services.contact,
        )
        return handler(context, argument)

    def _handle_anonymously(
        self, session: Session, origin: Origin, handler: Callable[[AnonymousContext, A], T], argument: A
    ) -> T:
        """Call a handler that takes note of nobody, with the language of the subscriber if there is one."""
        voice = self.services.texts.voice(language_in(session, origin.place, origin.actor.language))
        return handler(AnonymousContext(session, origin, voice, self.services.contact), argument)

    async def _admin_context(self, bot: Bot, origin: Origin, role: Role) -> AdminContext:
        language = await self.services.database.run(language_in, origin.place, origin.actor.language)
        voice = self.services.texts.voice(language)
        return AdminContext(bot, self.services, self.admin_services, origin, role, voice, commands=self.routes.menu)

    # Rights.

    async def _role(self, origin: Origin) -> Role:
        return await self.services.database.run(role_of, self.admin_services.owners, origin.place, origin.actor)

    async def _note_refusal(self, person_id: int, what: str) -> None:
        now = self.services.clock()
        await self.services.database.run(admins.add_audit_entry, person_id, AuditAct.REFUSED, what, now)

    async def _note_elsewhere(self, update: Update, what: str) -> None:
        """Note an attempt outside the private chat; a channel's post has no author but the channel."""
        who = update.effective_user or update.effective_chat
        if who is not None:
            await self._note_refusal(who.id, f"{what} outside the private chat")


def command_of(message: TelegramMessage) -> tuple[str, str]:
    """Return the command with which a message begins, without its slash, and the bot that it is addressed to if any."""
    length = message.entities[0].length
    name, _, addressee = (message.text or "")[1:length].partition("@")
    return name, addressee


def is_addressed_to(bot: Bot, addressee: str) -> bool:
    """Return whether a command is meant for this bot."""
    return addressee.lower() in {"", bot.username.lower()}


def written_command(message: TelegramMessage) -> str:
    """Return the first word of a message that is a command, without slash and addressee."""
    return (message.text or "").partition("\n")[0].partition(" ")[0].removeprefix("/").partition("@")[0]


def argument_of(message: TelegramMessage) -> str:
    """Return what stands after the command of a message, its lines as they are."""
    text = message.text or ""
    return text.partition(" ")[2].strip() if " " in text.partition("\n")[0] else text.partition("\n")[2].strip()


def is_written_by_sender(message: TelegramMessage) -> bool:
    """Return whether a message was written by the person who sends it, here and now."""
    borrowed: tuple[Any, ...] = (message.forward_origin, message.via_bot, message.sender_chat, message.edit_date)
    return not any(borrowed)


def register_handlers(
    application: Application[Any, Any, Any, Any, Any, Any], services: Services, admin_services: AdminServices
) -> None:
    """Have an application answer people."""
    router = Router(services, admin_services)
    application.add_handler(TypeHandler(Update, router.route))
    application.add_error_handler(router.fail)
