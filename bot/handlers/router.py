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
from telegram import Bot, CallbackQuery, MessageOriginChannel, Update
from telegram import Message as TelegramMessage
from telegram.constants import ChatType
from telegram.error import BadRequest, TelegramError
from telegram.ext import Application, CallbackContext, TypeHandler, filters

from bot import metrics
from bot.handlers import (
    account,
    channels,
    groups,
    inline,
    time_zone,
)
from bot.handlers import threads as forum_threads
from bot.handlers.access import Membership
from bot.handlers.admin.gate import AdminGate
from bot.handlers.command_text import (
    argument_of,
    command_of,
    is_addressed_to,
    is_borrowed,
    written_command,
)
from bot.handlers.context import (
    AdminServices,
    AnonymousContext,
    ChatContext,
    Origin,
    Place,
    Role,
    Services,
    SubscriberContext,
    language_in,
)
from bot.handlers.features import ROUTES
from bot.handlers.flood import FloodGuard, FloodVerdict
from bot.handlers.menu_presses import as_anonymous, as_private, is_old, is_opener, shows_alert
from bot.handlers.profile import show_admin_commands
from bot.handlers.routes import GROUPS, Route, Routes
from bot.transport.reply import Response, send_reply, send_response, show_toast
from bot.views.callback_data import CallbackData, parse_callback_data
from bot.views.groups import administrators_only_toast, not_your_menu_toast, private_only_message
from bot.views.help import (
    apology_message,
    apology_toast,
    expired_toast,
    rights_lost_message,
    too_fast_message,
    too_fast_toast,
    unknown_command_message,
)
from bot.views.message import Message
from bot.views.places import limit_message
from storage import menus, places, subscribers
from storage import topics as stored_topics
from storage.models import Awaits, ChatKind, Subscriber
from storage.places import PlaceLimitError, TopicLimitError

START = "start"
"""Telegram sends it when somebody opens the chat: from then on they have a menu of commands that can be set."""

ANY_WORDS = frozenset({Awaits.READER_FILTER, Awaits.READER_WATCH, Awaits.READER_SEARCH})
"""Questions whose answer may be any words."""

MINUTE = timedelta(minutes=1)
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

    @property
    def gate(self) -> AdminGate:
        """Lets administrators of the bot in."""
        return AdminGate(self.services, self.admin_services, self.routes)

    async def route(self, update: Update, context: UpdateContext) -> None:  # noqa: C901, PLR0912 - an arm a kind of update
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
                await self._greet(bot, update)
        elif message and await self._is_noted(update, message):
            return
        elif message and PRIVATE_MESSAGES.check_update(update):
            if self._is_of_album(message) or await self._may_go_on(bot, update, self.messages):
                await self._message(bot, update, message)
        elif message and account.takes_in(message, bot.id):
            await self._greet(bot, update)
        elif update.channel_post and update.channel_post.new_chat_title:
            await channels.take_note_of_title(self.services, update.channel_post)
        elif OTHER_COMMANDS.check_update(update):
            await self._command_elsewhere(bot, update)
        elif message and message.chat.id == self.admin_services.review_chat_id and message.reply_to_message:
            await self._review_answer(bot, update, message)

    async def _review_answer(self, bot: Bot, update: Update, message: TelegramMessage) -> None:
        """Take a reply in the editors' group as an answer, if it is one of an editor who was asked."""
        origin = self.services.origin(update)
        if origin and not filters.StatusUpdate.ALL.check_update(update):
            await self.gate.answer(bot, origin, message)

    async def _is_noted(self, update: Update, message: TelegramMessage) -> bool:
        """Take note of a service message about the chat itself: it moved, or a thread of it changed."""
        if not filters.StatusUpdate.ALL.check_update(update):
            return False
        if filters.StatusUpdate.MIGRATE.check_update(update):
            await account.note_move(self.services, message)
        elif forum_threads.concerns(message):
            await forum_threads.take_note(self.services, message)
        else:
            return False
        return True

    async def fail(self, update: object, context: UpdateContext) -> None:
        """Log an error that a handler or the poller ended in, and apologise to whoever was to be answered.

        What Telegram or the network does is a line without a traceback, and no apology: it would go the same way,
        perhaps after an answer that arrived after all. Nothing that a person wrote is logged.
        """
        error = context.error
        if isinstance(error, TelegramError) and not isinstance(error, BadRequest):
            log.warning("an answer did not go through, or no update came: %s", error)
            return
        if await forum_threads.is_shut(self.services, update, error):
            return
        metrics.UPDATE_ERRORS.inc()
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

    async def _greet(self, bot: Bot, update: Update) -> bool:
        """Greet a group that took the bot in, if it was not yet. Returns whether it was greeted."""
        message, chat = await groups.greeting(bot, self.services, update), update.effective_chat
        if message is None or chat is None:
            return False
        await send_reply(bot, chat.id, message)
        return True

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
        elif message.chat_shared:
            await channels.take_shared_chat(await self._chat_context(bot, origin), message)
        elif not filters.StatusUpdate.ALL.check_update(update) and not await self.gate.answer(bot, origin, message):
            album = message.media_group_id
            if album is None or self.albums.judge(album, origin.now) is FloodVerdict.ANSWER:
                await self._reader_message(bot, origin, message)

    async def _reader_message(self, bot: Bot, origin: Origin, message: TelegramMessage) -> None:
        """Take a message as a post of a channel, as the answer to a question of which Telegram is asked, or as any."""
        if isinstance(message.forward_origin, MessageOriginChannel):
            await channels.take_forwarded_post(await self._chat_context(bot, origin), message)
            return
        asked = await self.services.database.run(subscribers.open_question, origin.place.chat_id, origin.now)
        route = self.routes.answers[asked.awaits] if asked else None
        if asked is None or route is None or not inspect.iscoroutinefunction(route.handler):
            await self._reader_answer(bot, origin, message)
            return
        await self.services.database.run(subscribers.take_question, asked.subscriber_id, origin.now)
        context = await self._chat_context(bot, origin, asked.about_id)
        if asked.about_id is not None and not await self._may_change(bot, origin, asked.about_id):
            await context.reply(rights_lost_message(context.voice))
            return
        await route.handler(context, asked, message)

    async def _reader_answer(self, bot: Bot, origin: Origin, message: TelegramMessage) -> None:
        about = await self.services.database.run(subscribers.question_about, origin.place.chat_id)
        if about is not None and not await self._may_change(bot, origin, about):
            about = None
        await self._reply(bot, origin, self._answer_as_reader, message, keeps_question=True, about=about)

    async def _command(self, bot: Bot, origin: Origin, message: TelegramMessage) -> None:
        name, addressee = command_of(message)
        route = self.routes.commands.get(name.lower())
        if route and route.role > Role.SUBSCRIBER and await self.gate.command(bot, origin, message, route):
            return
        route = self.routes.shared.get(name.lower(), route)
        if route is None or route.role > Role.SUBSCRIBER or not is_addressed_to(bot, addressee):
            await self._reply(bot, origin, account.answer_unknown_command, written_command(message))
            return
        argument = argument_of(message)
        if not inspect.iscoroutinefunction(route.handler):
            argument = (message.text or "")[message.entities[0].length :].strip()
        await self._do_command(bot, origin, route, argument)
        if name.lower() == START and (role := await self.gate.role(origin)) > Role.SUBSCRIBER:
            await show_admin_commands(bot, self.services, self.routes.menu, origin.actor.user_id, role)

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
        if question is None or (question.awaits not in ANY_WORDS and account.is_plain_word(text, self.services.texts)):
            return account.answer_text(context, text)
        answer: Message = self.routes.answers[question.awaits].handler(context, question, text)
        return answer

    async def _command_elsewhere(self, bot: Bot, update: Update) -> None:
        """Do what an administrator of a group asks there. Nobody else is answered, and in a channel nobody is.

        A command that is meant for another bot is none of ours; nor, unless it is addressed to this one, is a command
        that it does not have.
        """
        message = update.effective_message
        if message is None:
            return
        name, addressee = command_of(message)
        route = self.routes.commands.get(name.lower())
        if route and route.is_review and update.message and is_addressed_to(bot, addressee):
            origin = self.services.origin(update)
            if origin and self.gate.is_review_group(origin):
                await self.gate.command(bot, origin, message, route)
                return
        if route and route.role > Role.SUBSCRIBER and route.trigger not in self.routes.shared:
            await self.gate.note_elsewhere(update, f"/{route.trigger}")
        route = self.routes.shared.get(name.lower(), route)
        is_ours = addressee or (route is not None and route.role is Role.SUBSCRIBER)
        if not is_ours or not is_addressed_to(bot, addressee) or not update.message or is_borrowed(message):
            return
        origin = self.services.origin(update)
        if origin and await self._is_of_administrator(bot, update, origin):
            await self._group_command(bot, update, origin, route)

    async def _is_of_administrator(self, bot: Bot, update: Update, origin: Origin) -> bool:
        """Return whether an administrator of a group wrote a command, who is not too fast; that is not said there."""
        user, place = update.effective_user, origin.place
        if user is None or (user.is_bot and not origin.actor.is_anonymous) or place.kind not in GROUPS:
            return False
        who = (place.chat_id, origin.actor.user_id)
        if self.messages.judge(who, origin.now) is not FloodVerdict.ANSWER:
            return False
        return origin.actor.is_anonymous or (await self._member(bot, origin)).is_administrator

    async def _group_command(self, bot: Bot, update: Update, origin: Origin, route: Route | None) -> None:
        message = update.effective_message
        if message is None:
            return
        argument = argument_of(message)
        voice = self.services.texts.voice(origin.actor.language)
        if route is None or route.role > Role.SUBSCRIBER:
            await self._send(bot, origin, unknown_command_message(written_command(message), voice))
        elif origin.place.kind not in route.places:
            await self._send(bot, origin, private_only_message(f"/{route.trigger}", bot.link, voice))
        elif route.trigger != START or not await self._is_greeted(bot, update, argument):
            await self._do_command(bot, origin, route, argument)

    async def _is_greeted(self, bot: Bot, update: Update, payload: str) -> bool:
        """Return whether the greeting is the answer to /start, which a link that adds the bot sends as well."""
        is_now = await self._greet(bot, update)
        if payload not in groups.WITHOUT_PAYLOAD:
            return False
        is_of_link = bool(update.message and command_of(update.message)[1])  # one that is typed has no name behind it
        return is_now or (is_of_link and await groups.was_just_greeted(self.services, update))

    async def _do_command(self, bot: Bot, origin: Origin, route: Route, argument: str) -> None:
        if inspect.iscoroutinefunction(route.handler):
            await route.handler(await self._chat_context(bot, origin), argument)
        elif route.is_anonymous:
            reply = await self.services.database.run(self._handle_anonymously, origin, route.handler, argument)
            await self._send(bot, origin, reply)
        else:
            await self._reply(bot, origin, route.handler, argument)

    async def _member(self, bot: Bot, origin: Origin) -> Membership:
        return await self.services.access.member(bot, origin.place.chat_id, origin.actor.user_id, origin.now)

    # Buttons.

    async def _press(self, bot: Bot, update: Update, query: CallbackQuery) -> None:
        """Do what a button asks. What it sends back may be anything, so it is only ever about whoever sent it."""
        origin, data = self.services.origin(update), parse_callback_data(query.data or "")
        route = self.routes.buttons.get(type(data)) if data else None
        if data is None or route is None or origin is None or not self._is_at_home(route, origin):
            if route and route.role > Role.SUBSCRIBER:
                await self.gate.note_elsewhere(update, f"the button {type(data).__name__}")
            await show_toast(query, expired_toast(self.services.voice_for(update)))
        elif route.role > Role.SUBSCRIBER:
            await self.gate.press(bot, origin, query, data, route)
        elif origin.place.kind is not ChatKind.PRIVATE and route.is_open:
            await self._reader_press(bot, as_private(origin), query, data, route, None)
        else:
            await self._menu_press(bot, origin, query, data, route)

    def _is_at_home(self, route: Route, origin: Origin) -> bool:
        """Return whether a button may be pressed in such a chat."""
        is_open = route.is_open and origin.place.kind is not ChatKind.CHANNEL
        is_review = route.is_review and self.gate.is_review_group(origin)
        return origin.place.kind in route.places or is_open or is_review

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
            if menu is None and is_old(query, origin.now):
                await show_toast(query, expired_toast(voice))
                return
            if menu is not None and not (is_opener(menu, origin, member) or shows_alert(origin, data)):
                is_anonymous = menu.opened_by == origin.place.chat_id
                await show_toast(query, not_your_menu_toast(voice, is_anonymous=is_anonymous))
                return
            if member.is_anonymous:
                origin = as_anonymous(origin)
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
            try:
                response = await database.run(self._handle, origin, route.handler, data, about=about)
            except (PlaceLimitError, TopicLimitError) as error:
                response = Response(self._limit(error, origin), is_new=True)
        if origin.place.kind is not ChatKind.PRIVATE:
            await self._keep_or_free(origin, response, about)
        sent = await send_response(bot, query, response)
        if sent and not (response.is_free and origin.place.kind is not ChatKind.PRIVATE):
            await self._keep_menu(origin, sent, about)
        await self._make_threads(bot, origin)

    async def _keep_or_free(self, origin: Origin, response: Response, about: int | None) -> None:
        """Note that a message in a group is the menu of who pressed, or that it is nobody's any more."""
        if response.is_free and not response.is_new:
            await self.services.database.run(menus.forget, origin.place.chat_id, origin.about_message)
        elif response.message or response.keyboard:
            await self._keep_menu(origin, origin.about_message, about)

    async def _may_change(self, bot: Bot, origin: Origin, about: int) -> bool:
        """Return whether somebody may change another subscriber from their private chat."""
        place = await self.services.database.run(menus.subscriber_of, about)
        access, person = self.services.access, origin.actor.user_id
        return place is not None and await access.may_change(bot, place, person, origin.now)

    async def _keep_menu(self, origin: Origin, message_id: int, about: int | None) -> None:
        """Note whose menu a message is, where that is not plain: in a group, or about another subscriber."""
        place = origin.place
        if about is not None or place.kind is not ChatKind.PRIVATE:
            await self.services.database.run(
                menus.keep, place.chat_id, message_id, origin.actor.user_id, about, origin.now
            )

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
        try:
            message = await self.services.database.run(
                self._handle, origin, handler, argument, keeps_question=keeps_question, about=about
            )
        except (PlaceLimitError, TopicLimitError) as error:
            message, about = self._limit(error, origin), None
        await self._send(bot, origin, message, about)

    def _limit(self, error: PlaceLimitError | TopicLimitError, origin: Origin) -> Message:
        return limit_message(error, self.services.texts.voice(origin.actor.language), self.services.contact)

    async def _send(self, bot: Bot, origin: Origin, message: Message, about: int | None = None) -> None:
        sent = await send_reply(bot, origin.place.chat_id, message, origin.place.thread_id)
        await self._keep_menu(origin, sent, about)
        await forum_threads.note_answered(self.services, origin)
        await self._make_threads(bot, origin)

    async def _make_threads(self, bot: Bot, origin: Origin) -> None:
        """Make the threads of topics that somebody follows since, who wants a thread for each."""
        if origin.place.kind is ChatKind.PRIVATE and self.services.has_private_threads():
            await forum_threads.make_missing(bot, self.services, origin.place.chat_id)

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
        asker = _find_or_add(session, origin, self.services.most_places)
        if not keeps_question:
            subscribers.take_question(session, asker.id, origin.now)
        subscriber = asker if about is None else session.get_one(Subscriber, about)
        chosen = subscribers.choices(session, subscriber.id)
        if about is None and not chosen and origin.place.kind in GROUPS:
            subscriber.set_up_by = origin.actor.user_id
        voice = replace(self.services.texts.voice(asker.language), zone=subscriber.zone)
        context = SubscriberContext(
            session,
            origin,
            subscriber,
            asker_id=asker.id,
            topics=stored_topics.find_all(session),
            chosen=chosen,
            voice=voice.about(ChatKind(subscriber.kind), origin.place.kind, subscriber.thread_id).paced(
                subscriber.rhythm
            ),
            owners=self.admin_services.owners,
            commands=self.routes.menu,
            contact=self.services.contact,
            has_private_threads=self.services.has_private_threads(),
            most_places=self.services.most_places,
        )
        return handler(context, argument)

    def _handle_anonymously(
        self, session: Session, origin: Origin, handler: Callable[[AnonymousContext, A], T], argument: A
    ) -> T:
        """Call a handler that takes note of nobody, with the language of the subscriber if there is one."""
        voice = self.services.texts.voice(language_in(session, origin.place, origin.actor.language))
        voice = voice.about(origin.place.kind)
        return handler(AnonymousContext(session, origin, voice, self.services.contact), argument)

    async def _chat_context(
        self, bot: Bot, origin: Origin, about: int | None = None, query: CallbackQuery | None = None
    ) -> ChatContext:
        language = await self.services.database.run(language_in, origin.place, origin.actor.language)
        voice = self.services.texts.voice(language).about(origin.place.kind)
        return ChatContext(bot=bot, services=self.services, origin=origin, voice=voice, query=query, about_id=about)


def _find_or_add(session: Session, origin: Origin, most_places: int) -> Subscriber:
    place, actor = origin.place, origin.actor
    set_up_by = actor.user_id if place.kind is not ChatKind.PRIVATE else None
    if set_up_by is not None and subscribers.find(session, place.chat_id, place.subscriber_thread) is None:
        places.require_room(session, set_up_by, most_places)
    tag = actor.language
    if place.subscriber_thread:
        tag = language_in(session, Place(place.chat_id), tag)
    found = subscribers.find_or_add(
        session,
        place.chat_id,
        place.kind,
        tag,
        origin.now,
        place.subscriber_thread,
        title=place.title,
        username=place.username if place.kind is not ChatKind.PRIVATE else "",
        set_up_by=set_up_by,
    )
    found.thread_name = found.thread_name or (place.thread_name if place.subscriber_thread else "")
    return found


def register_handlers(
    application: Application[Any, Any, Any, Any, Any, Any], services: Services, admin_services: AdminServices
) -> None:
    """Have an application answer people."""
    router = Router(services, admin_services)
    application.add_handler(TypeHandler(Update, router.route))
    application.add_error_handler(router.fail)
