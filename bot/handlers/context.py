"""What a handler is given: where something was asked and by whom, the services, and the subscriber or administrator."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import IntEnum
from typing import ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from markupsafe import Markup
from sqlmodel import Session
from telegram import Bot, CallbackQuery, InputFile, InputMediaPhoto, Update
from telegram import Message as TelegramMessage
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.broadcasts.rules import BroadcastRules
from bot.delivery.outcome import Unchanged
from bot.handlers.access import Access
from bot.transport.capture import AlbumCollector
from bot.transport.errors import outcome_of
from bot.transport.reply import Response, edit_or_reply, message_parameters, send_reply, show_toast
from bot.views.callback_data import CallbackData, parse_callback_data
from bot.views.help import MenuCommand, expired_toast, unchanged_toast
from bot.views.message import Button, Keyboard, Message, replace_button
from bot.views.texts import FALLBACK, Texts, Voice
from storage import admins, menus, places, subscribers
from storage.database import Database, Query, read_only
from storage.models import AuditAct, Awaits, ChatKind, Subscriber, SubscriberStatus, Topic, Volume
from storage.places import MOST_TOPICS, TopicLimitError
from storage.topics import NearestChoice, ancestors, nearest_choice

T = TypeVar("T")
P = ParamSpec("P")


class Role(IntEnum):
    """What a person may do; each role may do all that the ones below it may."""

    SUBSCRIBER = 0
    """What everybody may, subscriber or not."""
    EDITOR = 1
    """Everything but change who the administrators are."""
    OWNER = 2
    """Everything. The settings name the owners."""


@dataclass(frozen=True, slots=True)
class Place:
    """The chat, or the thread of a forum, in which something was asked.

    Attributes:
        thread_id: 0 for the chat itself.
    """

    chat_id: int
    thread_id: int = 0
    kind: ChatKind = ChatKind.PRIVATE
    title: str = field(default="", compare=False)
    username: str = field(default="", compare=False)
    is_forum: bool = field(default=False, compare=False)
    thread_name: str = field(default="", compare=False)

    @property
    def is_general(self) -> bool:
        """Whether it is the chat itself of a forum, "General", beside which there are threads."""
        return self.kind is ChatKind.SUPERGROUP and self.is_forum and not self.thread_id

    @property
    def subscriber_thread(self) -> int:
        """The thread by which the subscriber is known: a private chat is one subscriber, whatever threads it has."""
        return 0 if self.kind is ChatKind.PRIVATE else self.thread_id


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who wrote or pressed something.

    Attributes:
        user_id: of an anonymous administrator of a group the id of the group.
        language: the nearest to their app's that there are texts in.
        is_anonymous: whether they write in the group's name (Bot API, ``Message.sender_chat``).
    """

    user_id: int
    language: str
    is_anonymous: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a message or a press comes from.

    Attributes:
        now: when it arrived.
        keyboard: the buttons of the message that was pressed, if one was.
        about_message: id of the message that was pressed, or that what was written replies to; 0 for none.
    """

    place: Place
    actor: Actor
    now: datetime
    keyboard: Keyboard = ()
    about_message: int = 0


@dataclass(frozen=True, slots=True)
class Services:
    """What answering people takes.

    Attributes:
        contact: whom /privacy names; empty if the people who run the bot did not say.
        access: knows who administers which group or channel.
        most_places: how many places somebody may set up.
        has_private_threads: whether the bot may make threads in private chats (Bot API, ``has_topics_enabled``).
    """

    database: Database
    texts: Texts
    clock: Callable[[], datetime]
    contact: str = ""
    access: Access = field(default_factory=Access)
    most_places: int = 20
    has_private_threads: Callable[[], bool] = lambda: False

    def origin(self, update: Update) -> Origin | None:
        """Return where an update comes from; None for one without a chat or a person, or of a chat that is not theirs.

        In a private chat both have one id, so whoever pressed is whose choices are changed.
        """
        chat, user = update.effective_chat, update.effective_user
        if chat is None or user is None:
            return None
        kind = ChatKind(chat.type)
        if kind is ChatKind.PRIVATE and chat.id != user.id:
            return None
        is_anonymous = _writes_as_group(update)
        actor = Actor(chat.id if is_anonymous else user.id, self.language_of(update), is_anonymous)
        place = Place(chat.id, _thread_id(update), kind, chat.title or "", chat.username or "")
        place = replace(place, is_forum=bool(chat.is_forum), thread_name=_thread_name(update))
        return Origin(place, actor, self.clock(), _keyboard(update), _about_message(update))

    def language_of(self, update: Update) -> str:
        """Return the language of the texts that is nearest to the person's app's, which may tell none."""
        user = update.effective_user
        return self.texts.nearest(user.language_code or "" if user else "")

    def voice_for(self, update: Update) -> Voice:
        """Return the texts in that language."""
        return self.texts.voice(self.language_of(update))


def _thread_id(update: Update) -> int:
    message = update.effective_message
    is_in_thread = isinstance(message, TelegramMessage) and message.is_topic_message
    return (message.message_thread_id or 0) if isinstance(message, TelegramMessage) and is_in_thread else 0


def _thread_name(update: Update) -> str:
    """What a thread was called when it was opened: a message in it replies to that, if to nothing else."""
    opening = update.message.reply_to_message if update.message else None
    return opening.forum_topic_created.name if opening and opening.forum_topic_created else ""


def _writes_as_group(update: Update) -> bool:
    """Return whether a message is an anonymous administrator's."""
    message = update.message
    return message is not None and message.sender_chat is not None and message.sender_chat.id == message.chat.id


def _about_message(update: Update) -> int:
    query, written = update.callback_query, update.message
    about = query.message if query else written.reply_to_message if written else None
    if isinstance(about, TelegramMessage) and about.forum_topic_created:
        return 0  # every message in a thread that replies to nothing replies to this one
    return about.message_id if about else 0


def _keyboard(update: Update) -> Keyboard:
    message = update.callback_query.message if update.callback_query else None
    if not isinstance(message, TelegramMessage) or message.reply_markup is None:
        return ()
    return tuple(
        tuple(
            Button(
                button.text,
                data if isinstance(data := button.callback_data, str) else None,
                button.url,
                button.switch_inline_query,
            )
            for button in row
        )
        for row in message.reply_markup.inline_keyboard
    )


@read_only
def role_of(session: Session, owners: frozenset[int], place: Place, actor: Actor) -> Role:
    """Return what a person may do in a place: administrators are so in their private chat alone."""
    if place.kind is not ChatKind.PRIVATE:
        return Role.SUBSCRIBER
    if actor.user_id in owners:
        return Role.OWNER
    return Role.EDITOR if admins.is_editor(session, actor.user_id) else Role.SUBSCRIBER


@read_only
def language_in(session: Session, place: Place, default: str = FALLBACK) -> str:
    """Return the language of the subscriber of a place; the default where there is none."""
    known = subscribers.find(session, place.chat_id, place.thread_id)
    return known.language if known else default


@dataclass(slots=True)
class AnonymousContext:
    """What a handler sees that takes note of nobody: who asks is no subscriber for asking."""

    session: Session
    origin: Origin
    voice: Voice
    contact: str


@dataclass(slots=True)
class SubscriberContext:
    """What a handler sees of a subscriber, and through which it changes what they chose. All of it is one transaction.

    Attributes:
        subscriber: whom it is about: the chat or thread in which it was asked, or another place of the person's.
        asker_id: of the subscriber of the chat or thread in which it was asked.
        topics: all topics by name, listed or not.
        chosen: what the subscriber chose, by topic id; kept up to date.
        commands: every command there is.
        contact: whom /privacy names.
        has_private_threads: whether there can be threads in private chats.
        most_places: how many places somebody may set up.
    """

    session: Session
    origin: Origin
    subscriber: Subscriber
    asker_id: int
    topics: Sequence[Topic]
    chosen: Mapping[int, Volume]
    voice: Voice
    owners: frozenset[int] = frozenset()
    commands: Sequence[MenuCommand] = ()
    contact: str = ""
    has_private_threads: bool = False
    most_places: int = 20

    @property
    def now(self) -> datetime:
        """When the message or the press arrived."""
        return self.origin.now

    @property
    def other_buttons(self) -> tuple[CallbackData, ...]:
        """What the buttons of the message that was pressed send back."""
        found = (parse_callback_data(button.data) for row in self.origin.keyboard for button in row if button.data)
        return tuple(data for data in found if data)

    @property
    def role(self) -> Role:
        """What the person who asks may do."""
        return role_of(self.session, self.owners, self.origin.place, self.origin.actor)

    @property
    def subscriber_id(self) -> int:
        """The id of the subscriber's row."""
        return self.subscriber.id

    @property
    def place_kind(self) -> ChatKind:
        """The kind of chat that it is about, which may be another than where it was asked."""
        return ChatKind(self.subscriber.kind)

    @property
    def is_private(self) -> bool:
        """Whether it is about somebody's private chat."""
        return self.place_kind is ChatKind.PRIVATE

    @property
    def is_paused(self) -> bool:
        """Whether nothing is sent until the person says /start."""
        return self.subscriber.status is SubscriberStatus.PAUSED

    @property
    def is_newcomer(self) -> bool:
        """Whether this is the first thing that the person ever asked."""
        return self.subscriber.created_at == self.now and not self.chosen

    @property
    def offered(self) -> list[Topic]:
        """The topics that the person may see: those listed, and their own."""
        return [topic for topic in self.topics if topic.is_listed or topic.id in self.chosen]

    @property
    def own(self) -> list[Topic]:
        """The topics that the person chose."""
        return [topic for topic in self.topics if topic.id in self.chosen]

    @property
    def parents(self) -> dict[int, int | None]:
        """The parent of each topic."""
        return {topic.id: topic.parent_id for topic in self.topics}

    def topic(self, wanted: int) -> Topic | None:
        """Return a topic by its id, if the person may see it: any app may send any number."""
        return next((topic for topic in self.offered if topic.id == wanted), None)

    def follows(self, topic: Topic) -> bool:
        """Return whether this very topic is followed and not muted."""
        return self.chosen.get(topic.id, Volume.MUTED) is not Volume.MUTED

    def decides(self, topic: Topic) -> NearestChoice | None:
        """Return the choice, on the topic or above it, that says whether the person hears of it."""
        return nearest_choice(topic.id, self.chosen, self.parents)

    def hears(self, topic: Topic) -> bool:
        """Return whether the topic's news reaches the person, be it through one above it."""
        decides = self.decides(topic)
        return decides is not None and decides.volume is not Volume.MUTED

    def source(self, topic: Topic) -> Topic | None:
        """Return the topic above this one that would bring its news if nothing were chosen about itself."""
        others = {chosen: volume for chosen, volume in self.chosen.items() if chosen != topic.id}
        decides = nearest_choice(topic.id, others, self.parents)
        if decides is None or decides.volume is Volume.MUTED:
            return None
        return next((above for above in self.topics if above.id == decides.topic_id), None)

    @property
    def heard(self) -> list[Topic]:
        """The topics that the person chose, and those that come with them."""
        return [topic for topic in self.offered if topic.id in self.chosen or self.hears(topic)]

    def under(self, topic: Topic) -> list[int]:
        """Return the ids of all topics under one."""
        parents = self.parents
        return [below for below in parents if topic.id in ancestors(below, parents)]

    def choose(self, topic: Topic, volume: Volume) -> bool:
        """Follow or mute a topic; one that is followed keeps its volume. Returns whether anything changed."""
        self._require_room(topic)
        is_kept = volume is Volume.STORIES and self.follows(topic)
        self.chosen = self.chosen if is_kept else {**self.chosen, topic.id: volume}
        return subscribers.set_subscription(self.session, self.subscriber_id, topic.id, volume, self.now)

    def choose_volume(self, topic: Topic, volume: Volume, per_day: int) -> bool:
        """Choose how much of a topic comes, and so follow it. Returns whether anything changed."""
        self._require_room(topic)
        self.chosen = {**self.chosen, topic.id: volume}
        return subscribers.set_volume(self.session, self.subscriber_id, topic.id, volume, per_day, self.now)

    def _require_room(self, topic: Topic) -> None:
        """Make sure that a place may follow another topic, and if it is the first, that there may be another place.

        Raises:
            PlaceLimitError: Who set it up has as many places as they may; nothing of what was asked is done.
            TopicLimitError: It follows as many topics as it may; likewise.
        """
        if not self.is_private and not self.chosen:
            places.require_room(self.session, self.subscriber.set_up_by, self.most_places)
        if not self.is_private and topic.id not in self.chosen and len(self.chosen) >= MOST_TOPICS:
            raise TopicLimitError

    def drop(self, topic: Topic) -> bool:
        """Forget what was chosen about a topic. Returns whether anything was."""
        self.chosen = {chosen: volume for chosen, volume in self.chosen.items() if chosen != topic.id}
        return subscribers.remove_subscription(self.session, self.subscriber_id, topic.id, self.now)

    def leave(self, topic: Topic) -> bool:
        """Hear of a topic no more: mute it where one above would bring it all the same. Returns whether that is new."""
        return self.choose(topic, Volume.MUTED) if self.source(topic) else self.drop(topic)

    def unmute(self, topic: Topic) -> bool:
        """Hear of a topic again: through the one above it where there is one. Returns whether that is new."""
        return self.drop(topic) if self.source(topic) else self.choose(topic, Volume.STORIES)

    def ask(self, awaits: Awaits, topic_id: int | None = None) -> None:
        """Have the next plain message answer a question, for ten minutes: ``@answer(awaits, role=Role.SUBSCRIBER)``.

        A command, a button or any message ends the wait. So whoever cannot read an answer asks again. In a group only
        commands are read: there the page says which one to write, and nothing is waited for.
        """
        if self.origin.place.kind is not ChatKind.PRIVATE:
            return
        admins.clear_pending_question(self.session, self.origin.actor.user_id)
        about_id = None if self.asker_id == self.subscriber_id else self.subscriber_id
        subscribers.ask(self.session, self.asker_id, awaits, topic_id, self.now, about_id)

    def turned_over(self, pressed: CallbackData, button: Button) -> Keyboard | None:
        """Return the buttons of the message with another one where one was pressed; None if they are not known."""
        return replace_button(self.origin.keyboard, pressed, button) or None


def expired_response(context: SubscriberContext, message: Message | None = None) -> Response:
    """What the button was for is no longer there; the message shows how things stand."""
    return Response(message, expired_toast(context.voice))


def response_if_changed(context: SubscriberContext, response: Response, *, is_changed: bool) -> Response:
    """Return the response, with a toast that says so when nothing had to change."""
    return response if is_changed else replace(response, toast=unchanged_toast(context.voice))


@dataclass(slots=True, kw_only=True)
class ChatContext:
    """What a handler sees that speaks with Telegram itself: of an administrator of the bot, or of channels and forums.

    Attributes:
        query: the button press, if it was one.
        about_id: the subscriber whom the message that was pressed or answered is about; None: the chat itself.
    """

    bot: Bot
    services: Services
    origin: Origin
    voice: Voice
    query: CallbackQuery | None = None
    about_id: int | None = None
    is_answered: bool = field(default=False, init=False)

    @property
    def person_id(self) -> int:
        """Who asks."""
        return self.origin.actor.user_id

    @property
    def chat_id(self) -> int:
        """Where they are answered."""
        return self.origin.place.chat_id

    @property
    def now(self) -> datetime:
        """When the message or the press arrived."""
        return self.origin.now

    async def run(self, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query in a transaction of its own."""
        return await self.services.database.run(query, *args, **kwargs)

    async def toast(self, text: str = "") -> None:
        """Answer the press with a toast; only the first one shows."""
        if self.query and not self.is_answered:
            self.is_answered = True
            await show_toast(self.query, text)

    async def say(self, text: str) -> None:
        """Say something short: by a toast, or by a message where nothing was pressed."""
        if self.query:
            await self.toast(text)
        else:
            await self.reply(Message(Markup.escape(text)))

    async def reply(self, message: Message, about_id: int | None = None) -> int:
        """Send a message, whose buttons change another subscriber if ``about_id`` names one; returns its id."""
        sent = await send_reply(self.bot, self.chat_id, message, self.origin.place.thread_id)
        await self._keep_menu(sent, about_id)
        return sent

    async def show(self, message: Message, about_id: int | None = None) -> int:
        """Show a message in place of the one that was pressed, or send it if none was; returns its id."""
        pressed = self.query.message if self.query else None
        await self.toast()
        if pressed is None or not pressed.is_accessible:
            return await self.reply(message, about_id)
        if self._is_media:
            await self.bot.edit_message_reply_markup(self.chat_id, pressed.message_id, reply_markup=None)
            return await self.reply(message, about_id)
        shown = await edit_or_reply(self.bot, pressed, message)
        await self._keep_menu(shown, about_id)
        return shown

    async def _keep_menu(self, message_id: int, about_id: int | None) -> None:
        """Note whose menu a message is, where that is not plain: in a group, or about another subscriber."""
        if about_id is not None or self.origin.place.kind is not ChatKind.PRIVATE:
            await self.run(menus.keep, self.chat_id, message_id, self.person_id, about_id, self.now)

    @property
    def _is_media(self) -> bool:
        """Whether the message that was pressed carries a file, so that no text can take its place."""
        pressed = self.query.message if self.query else None
        return bool(getattr(pressed, "photo", None) or getattr(pressed, "document", None))


STORY_WINDOW = timedelta(hours=48)


def wake_nobody() -> None:
    """Wake nobody."""


@dataclass(frozen=True, slots=True)
class AdminServices:
    """What serving administrators takes.

    Attributes:
        owners: user ids of the settings.
        zone: in which times that they write are read.
        rate: messages a second that go out at present; 0 for no limit.
        wake: says that there is something to send.
        version: of the program.
        started_at: when the process began to run; None while it does not.
        albums: those that are arriving.
        rules: how broadcasts go out.
        paid_rate: messages a second of broadcasts that are paid for; 0 where none is.
        window: who was told of a story less than so long ago is not told again.
    """

    owners: frozenset[int] = frozenset()
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    rate: Callable[[], float] = lambda: 25.0
    wake: Callable[[], None] = wake_nobody
    version: str = ""
    started_at: datetime | None = None
    albums: AlbumCollector = field(default_factory=AlbumCollector)
    rules: BroadcastRules = field(default_factory=BroadcastRules)
    paid_rate: float = 0.0
    window: timedelta = STORY_WINDOW


@dataclass(slots=True, kw_only=True)
class AdminContext(ChatContext):
    """What a handler sees of an administrator, who asks by a command, by a button, or by an answer.

    Attributes:
        role: what they may do, looked up just now.
        written: the command as it was written, with its formatting, if it was one.
        commands: every command there is.
    """

    admin_services: AdminServices
    role: Role
    written: TelegramMessage | None = None
    commands: Sequence[MenuCommand] = ()

    @property
    def is_owner(self) -> bool:
        """Whether the settings name the person."""
        return self.role is Role.OWNER

    async def audit(self, act: AuditAct, about: str = "") -> None:
        """Note what was done."""
        await self.run(admins.add_audit_entry, self.person_id, act, about, self.now)

    async def show_picture(self, png: bytes, caption: Message) -> None:
        """Show a picture in place of the one that was pressed, or send it if none was."""
        await self.toast()
        text = message_parameters(caption)
        markup = text["reply_markup"]
        if self.query and self.query.message and self._is_media:
            media = InputMediaPhoto(png, text["text"], parse_mode=ParseMode.HTML, filename="picture.png")
            message_id = self.query.message.message_id
            try:
                await self.bot.edit_message_media(media, self.chat_id, message_id, reply_markup=markup)
            except BadRequest as error:
                if not isinstance(outcome_of(error), Unchanged):
                    raise
        else:
            await self.bot.send_photo(
                self.chat_id, InputFile(png, "picture.png"), text["text"], parse_mode=ParseMode.HTML,
                reply_markup=markup,
            )  # fmt: skip

    async def send_file(self, name: str, content: bytes, caption: Message | None = None) -> None:
        """Send a document."""
        text = message_parameters(caption)["text"] if caption else None
        await self.bot.send_document(
            self.chat_id, InputFile(content, name), text, parse_mode=ParseMode.HTML, filename=name
        )


async def background_context(
    bot: Bot, services: Services, admin_services: AdminServices, person_id: int
) -> AdminContext | None:
    """Return a context for telling a person something unrequested; None if they are no administrator (any more)."""
    place = Place(person_id)
    language = await services.database.run(language_in, place)
    origin = Origin(place, Actor(person_id, language), services.clock())
    role = await services.database.run(role_of, admin_services.owners, place, origin.actor)
    if role is Role.SUBSCRIBER:
        return None
    voice = services.texts.voice(language)
    return AdminContext(
        bot=bot, services=services, origin=origin, voice=voice, admin_services=admin_services, role=role
    )


async def voice_of(services: Services, person_id: int) -> Voice:
    """Return the texts in a person's language, as far as it is known."""
    return services.texts.voice(await services.database.run(language_in, Place(person_id)))
