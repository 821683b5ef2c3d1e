"""Which update goes to which handler, in which order and how often, and who may ask for what.

Updates of a chat are handled one after the other. Handlers say what they are for where they stand (``routes``); rights,
floods and the kind of chat are checked here, for subscribers and administrators alike.
"""

import inspect
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar

from sqlmodel import Session
from telegram import Bot, CallbackQuery, Update
from telegram import Message as TelegramMessage
from telegram.constants import ChatType
from telegram.error import BadRequest, TelegramError
from telegram.ext import Application, CallbackContext, TypeHandler, filters

from bot.handlers import (
    account,
    inline,
    preferences,
    rhythm,
    saved,
    search,
    share,
    stories,
    time_zone,
    topics,
    volume,
    why,
)
from bot.handlers import filters as word_filters
from bot.handlers.access import Membership
from bot.handlers.admin import admins as admin_list
from bot.handlers.admin import audience, broadcast_drafts, broadcasts, digests, plans, reports
from bot.handlers.context import (
    AdminContext,
    AdminServices,
    AnonymousContext,
    ChatContext,
    Origin,
    Place,
    Role,
    Services,
    SubscriberContext,
    language_in,
    role_of,
)
from bot.handlers.flood import FloodGuard, FloodVerdict
from bot.handlers.profile import show_admin_commands
from bot.handlers.routes import Route, Routes, collect_routes
from bot.transport.reply import Response, send_reply, send_response, show_toast
from bot.views.admin.admins import owners_only_message
from bot.views.callback_data import CallbackData, parse_callback_data
from bot.views.help import (
    administrators_only_toast,
    apology_message,
    apology_toast,
    expired_toast,
    not_your_menu_toast,
    rights_lost_message,
    too_fast_message,
    too_fast_toast,
)
from bot.views.message import Message
from storage import admins, menus, subscribers
from storage import topics as stored_topics
from storage.models import AuditAct, Awaits, ChatKind, Menu, Subscriber

FEATURES = (
    account,
    topics,
    stories,
    search,
    word_filters,
    saved,
    why,
    preferences,
    volume,
    rhythm,
    time_zone,
    share,
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

ANY_WORDS = frozenset({Awaits.READER_FILTER, Awaits.READER_WATCH, Awaits.READER_SEARCH})
"""Questions whose answer may be any words."""

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
MOST_MESSAGES, MOST_PRESSES, MOST_INLINE = 20, 60, 120
"""A minute, for one person: whoever goes through the catalogue presses a button a second for a while."""

PRIVATE_MESSAGES = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
OTHER_COMMANDS = ~filters.ChatType.PRIVATE & (filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST)
OTHER_COMMANDS &= filters.COMMAND

A = TypeVar("A")
T = TypeVar("T")

log = logging.getLogger(__name__)


UpdateContext = CallbackContext[Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Router:
    """Takes every update to its handler, and remembers who was answered how often."""

    services: Services
    admin_services: AdminServices
    routes: Routes = ROUTES
    messages: FloodGuard = field(default_factory=partial(FloodGuard, MOST_MESSAGES, MINUTE))
    presses: FloodGuard = field(default_factory=partial(FloodGuard, MOST_PRESSES, MINUTE))
    inline: FloodGuard = field(default_factory=partial(FloodGuard, MOST_INLINE, MINUTE))
    albums: FloodGuard = field(default_factory=partial(FloodGuard, 1, MINUTE, remembered=100))
    pointers: FloodGuard = field(default_factory=partial(FloodGuard, 1, DAY))
    """For each group: it is told where to write, but not over and over."""

    async def route(self, update: Update, context: UpdateContext) -> None:  # noqa: C901 - one arm a kind of update
        """Answer an update."""
        bot, message, query = context.bot, update.message, update.callback_query
        if update.chat_member:
            self.services.access.forget(update.chat_member.chat.id, update.chat_member.new_chat_member.user.id)
        elif query:
            if await self._may_go_on(bot, update, self.presses):
                await self._press(bot, update, query)
        elif update.inline_query:
            if await self._may_go_on(bot, update, self.inline):
                await inline.answer_inline_query(bot, self.services, update)
        elif update.my_chat_member:
            self.services.access.forget(update.my_chat_member.chat.id, bot.id)
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
                await self._reader_answer(bot, origin, message)

    async def _reader_answer(self, bot: Bot, origin: Origin, message: TelegramMessage) -> None:
        about = await self.services.database.run(subscribers.question_about, origin.place.chat_id)
        if about is not None and not await self._may_change(bot, origin, about):
            about = None
        await self._reply(bot, origin, self._answer_as_reader, message, keeps_question=True, about=about)

    async def _command(self, bot: Bot, origin: Origin, message: TelegramMessage) -> None:
        name, addressee = command_of(message)
        route = self.routes.commands.get(name.lower())
        if route and route.role > Role.SUBSCRIBER and await self._admin_command(bot, origin, message, route):
            return
        route = self.routes.shared.get(name.lower(), route)
        if route is None or route.role > Role.SUBSCRIBER or not is_addressed_to(bot, addressee):
            await self._reply(bot, origin, account.answer_unknown_command, written_command(message))
            return
        if inspect.iscoroutinefunction(route.handler):
            await route.handler(await self._chat_context(bot, origin), argument_of(message))
            return
        argument = (message.text or "")[message.entities[0].length :].strip()
        if route.is_anonymous:
            reply = await self.services.database.run(self._handle_anonymously, origin, route.handler, argument)
            await self._send(bot, origin, reply)
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
        question = subscribers.take_question(context.session, context.asker_id, context.now)
        if question and question.about_id not in {None, context.subscriber_id}:
            return rights_lost_message(context.voice)
        text = message.text or ""
        if message.location:
            return time_zone.take_position(context, (message.location.latitude, message.location.longitude))
        if question is None or (question.awaits not in ANY_WORDS and account.is_plain_word(text)):
            return account.answer_text(context, text)
        answer: Message = self.routes.answers[question.awaits].handler(context, question, text)
        return answer

    async def _command_elsewhere(self, bot: Bot, update: Update) -> None:
        """Do what an administrator of a group asks there. Nobody else is answered, and in a channel nobody is.

        A command that is meant for another bot is none of ours.
        """
        message = update.effective_message
        if message is None:
            return
        name, addressee = command_of(message)
        route = self.routes.commands.get(name.lower())
        if route and route.role > Role.SUBSCRIBER and route.trigger not in self.routes.shared:
            await self._note_elsewhere(update, f"/{route.trigger}")
        route = self.routes.shared.get(name.lower(), route)
        origin = self.services.origin(update) if update.message and is_addressed_to(bot, addressee) else None
        if route is None or origin is None or origin.place.kind not in route.places or is_borrowed(message):
            return
        if await self._may_manage(bot, origin) and await self._may_go_on(bot, update, self.messages):
            await self._group_command(bot, origin, message, route)

    async def _group_command(self, bot: Bot, origin: Origin, message: TelegramMessage, route: Route) -> None:
        argument = argument_of(message)
        if inspect.iscoroutinefunction(route.handler):
            await route.handler(await self._chat_context(bot, origin), argument)
        elif route.is_anonymous:
            reply = await self.services.database.run(self._handle_anonymously, origin, route.handler, argument)
            await self._send(bot, origin, reply)
        else:
            await self._reply(bot, origin, route.handler, argument)

    async def _may_manage(self, bot: Bot, origin: Origin) -> bool:
        """Return whether somebody administers the group in which they ask."""
        return origin.actor.is_anonymous or (await self._member(bot, origin)).is_administrator

    async def _member(self, bot: Bot, origin: Origin) -> Membership:
        return await self.services.access.member(bot, origin.place.chat_id, origin.actor.user_id, origin.now)

    # Buttons.

    async def _press(self, bot: Bot, update: Update, query: CallbackQuery) -> None:
        """Do what a button asks. What it sends back may be anything, so it is only ever about whoever sent it."""
        origin, data = self.services.origin(update), parse_callback_data(query.data or "")
        route = self.routes.buttons.get(type(data)) if data else None
        if data is None or route is None or origin is None or not _is_at_home(route, origin):
            if route and route.role > Role.SUBSCRIBER:
                await self._note_elsewhere(update, f"the button {type(data).__name__}")
            await show_toast(query, expired_toast(self.services.voice_for(update)))
        elif route.role > Role.SUBSCRIBER:
            await self._admin_press(bot, origin, query, data, route)
        elif origin.place.kind is not ChatKind.PRIVATE and route.is_open:
            await self._reader_press(bot, as_private(origin), query, data, route, None)
        else:
            await self._menu_press(bot, origin, query, data, route)

    async def _menu_press(
        self, bot: Bot, origin: Origin, query: CallbackQuery, data: CallbackData, route: Route
    ) -> None:
        """Do what a button of a menu asks, if it is theirs and they may."""
        menu = await self.services.database.run(menus.find, origin.place.chat_id, origin.about_message)
        about = menu.subscriber_id if menu else None
        voice = self.services.texts.voice(origin.actor.language)
        if origin.place.kind is not ChatKind.PRIVATE:
            member = await self._member(bot, origin)
            if not member.is_administrator:
                await show_toast(query, administrators_only_toast(voice))
                return
            if menu is not None and not _is_opener(menu, origin, member):
                await show_toast(query, not_your_menu_toast(voice))
                return
        elif about is not None and not await self._may_change(bot, origin, about):
            await show_toast(query, expired_toast(voice))
            await send_response(bot, query, Response(rights_lost_message(voice)))
            return
        await self._reader_press(bot, origin, query, data, route, about)

    async def _reader_press(  # noqa: PLR0917 - likewise
        self, bot: Bot, origin: Origin, query: CallbackQuery, data: CallbackData, route: Route, about: int | None
    ) -> None:
        if inspect.iscoroutinefunction(route.handler):
            context = await self._chat_context(bot, origin, about, query)
            await route.handler(context, data)
            await context.toast()
            return
        database = self.services.database
        response: Response
        if route.is_anonymous:
            response = await database.run(self._handle_anonymously, origin, route.handler, data)
        else:
            response = await database.run(self._handle, origin, route.handler, data, about=about)
        if origin.place.kind is not ChatKind.PRIVATE:
            await self._keep_menu(origin, origin.about_message, about)
        if sent := await send_response(bot, query, response):
            await self._keep_menu(origin, sent, about)

    async def _may_change(self, bot: Bot, origin: Origin, about: int) -> bool:
        """Return whether somebody may change another subscriber from their private chat: asked of Telegram each time.

        They administer its chat; and in a channel the bot may post.
        """
        place = await self.services.database.run(menus.subscriber_of, about)
        if place is None:
            return False
        if place.kind is ChatKind.PRIVATE:
            return place.chat_id == origin.actor.user_id
        access, now = self.services.access, origin.now
        if not (await access.member(bot, place.chat_id, origin.actor.user_id, now)).is_administrator:
            return False
        return place.kind is not ChatKind.CHANNEL or (await access.member(bot, place.chat_id, bot.id, now)).may_post

    async def _keep_menu(self, origin: Origin, message_id: int, about: int | None) -> None:
        """Note whose menu a message is, where that is not plain: in a group, or about another subscriber."""
        place = origin.place
        if about is not None or place.kind is not ChatKind.PRIVATE:
            await self.services.database.run(
                menus.keep, place.chat_id, message_id, origin.actor.user_id, about, origin.now
            )

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
        about: int | None = None,
    ) -> None:
        message = await self.services.database.run(
            self._handle, origin, handler, argument, keeps_question=keeps_question, about=about
        )
        await self._send(bot, origin, message, about)

    async def _send(self, bot: Bot, origin: Origin, message: Message, about: int | None = None) -> None:
        sent = await send_reply(bot, origin.place.chat_id, message, origin.place.thread_id)
        await self._keep_menu(origin, sent, about)

    def _handle(
        self,
        session: Session,
        origin: Origin,
        handler: Callable[[SubscriberContext, A], T],
        argument: A,
        *,
        keeps_question: bool = False,
        about: int | None = None,
    ) -> T:
        """Call a handler with the subscriber of the place: added if new, reachable again if they were not.

        With ``about`` it is another subscriber whom it changes. What they were asked is forgotten, unless the handler
        is to look for an answer.
        """
        asker = _find_or_add(session, origin)
        if not keeps_question:
            subscribers.take_question(session, asker.id, origin.now)
        subscriber = asker if about is None else session.get_one(Subscriber, about)
        context = SubscriberContext(
            session,
            origin,
            subscriber,
            asker_id=asker.id,
            topics=stored_topics.find_all(session),
            chosen=subscribers.choices(session, subscriber.id),
            voice=replace(self.services.texts.voice(asker.language), zone=subscriber.zone),
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
        return AdminContext(
            bot=bot,
            services=self.services,
            origin=origin,
            voice=voice,
            admin_services=self.admin_services,
            role=role,
            commands=self.routes.menu,
        )

    async def _chat_context(
        self, bot: Bot, origin: Origin, about: int | None = None, query: CallbackQuery | None = None
    ) -> ChatContext:
        language = await self.services.database.run(language_in, origin.place, origin.actor.language)
        voice = self.services.texts.voice(language)
        return ChatContext(bot=bot, services=self.services, origin=origin, voice=voice, query=query, about_id=about)

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


def _find_or_add(session: Session, origin: Origin) -> Subscriber:
    place, actor = origin.place, origin.actor
    return subscribers.find_or_add(
        session,
        place.chat_id,
        place.kind,
        actor.language,
        origin.now,
        place.subscriber_thread,
        title=place.title,
        username=place.username if place.kind is not ChatKind.PRIVATE else "",
        set_up_by=actor.user_id if place.kind is not ChatKind.PRIVATE and not actor.is_anonymous else None,
    )


def as_private(origin: Origin) -> Origin:
    """Return where a press comes from, as if it were in the private chat of whoever pressed."""
    return replace(origin, place=Place(origin.actor.user_id))


def _is_at_home(route: Route, origin: Origin) -> bool:
    return origin.place.kind in route.places or (route.is_open and origin.place.kind is not ChatKind.CHANNEL)


def _is_opener(menu: Menu, origin: Origin, member: Membership) -> bool:
    """Return whether somebody opened a menu; that of an anonymous administrator is any anonymous one's."""
    if menu.opened_by == origin.place.chat_id:
        return member.is_anonymous
    return menu.opened_by == origin.actor.user_id


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


def is_borrowed(message: TelegramMessage) -> bool:
    """Return whether a message was written elsewhere, or before, and is only sent on."""
    return any((message.forward_origin, message.via_bot, message.edit_date))


def register_handlers(
    application: Application[Any, Any, Any, Any, Any, Any], services: Services, admin_services: AdminServices
) -> None:
    """Have an application answer people."""
    router = Router(services, admin_services)
    application.add_handler(TypeHandler(Update, router.route))
    application.add_error_handler(router.fail)
