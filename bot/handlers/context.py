"""What a handler is given: who asks, the services that answering takes, and the subscriber or administrator."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from typing import Any, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from markupsafe import Markup
from sqlmodel import Session
from telegram import Bot, CallbackQuery, InputFile, InputMediaPhoto, Update
from telegram import Message as Written
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest

from bot.delivery.outcome import Unchanged
from bot.news.scan import ScanHistory
from bot.news.topics import ancestors
from bot.transport.capture import AlbumCollector
from bot.transport.errors import outcome_of
from bot.transport.reply import Response, edit_or_reply, message_parameters, send_reply, show_toast
from bot.views.callback_data import SubscriberCallbackData, parse_callback_data
from bot.views.format import topic_id
from bot.views.help import expired_toast, unchanged_toast
from bot.views.message import Message
from bot.views.texts import FALLBACK, Texts, Voice
from storage import admins, subscribers, topics
from storage.database import Database, Query
from storage.models import AuditAct, ChatKind, PendingQuestion, Subscriber, SubscriberStatus, Topic, Volume
from storage.models.base import stored_id


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in their private chat with the bot, and the moment in which they wrote or pressed something.

    Attributes:
        chat_id: in a private chat also the person's own id.
        language: the nearest to their app's that there are texts in.
        other_buttons: what the other buttons of the message that they pressed one of would have asked.
    """

    chat_id: int
    language: str
    now: datetime
    other_buttons: tuple[SubscriberCallbackData, ...] = ()


@dataclass(frozen=True, slots=True)
class Services:
    """What answering people takes.

    Attributes:
        contact: whom /privacy names; empty if the people who run the bot did not say.
    """

    database: Database
    texts: Texts
    clock: Callable[[], datetime]
    contact: str = ""

    def language_of(self, update: Update) -> str:
        """Return the language of the texts that is nearest to the person's app's, which may tell none."""
        user = update.effective_user
        tag = (user.language_code or "" if user else "").casefold()
        known = {language.casefold(): language for language in self.texts.languages}
        return known.get(tag) or known.get(tag.partition("-")[0]) or FALLBACK

    def voice_for(self, update: Update) -> Voice:
        """Return the texts in that language."""
        return self.texts.voice(self.language_of(update))

    def actor(self, update: Update) -> Actor | None:
        """Return who wrote or pressed in a private chat; None for all that came from elsewhere."""
        chat, user = update.effective_chat, update.effective_user
        # In a private chat both are the person, so whoever pressed is whose choices are changed.
        if chat is None or user is None or chat.type != ChatType.PRIVATE or chat.id != user.id:
            return None
        return Actor(chat.id, self.language_of(update), self.clock(), _other_buttons(update))


def _other_buttons(update: Update) -> tuple[SubscriberCallbackData, ...]:
    message = update.callback_query.message if update.callback_query else None
    if not isinstance(message, Written) or message.reply_markup is None:
        return ()
    buttons = (button for row in message.reply_markup.inline_keyboard for button in row)
    asked = (parse_callback_data(button.callback_data) for button in buttons if isinstance(button.callback_data, str))
    return tuple(press for press in asked if isinstance(press, SubscriberCallbackData))


A = TypeVar("A")
P = ParamSpec("P")
T = TypeVar("T")


@dataclass(slots=True)
class SubscriberContext:
    """What a step of the conversation sees, and through which it changes what the subscriber chose.

    Attributes:
        everything: all topics by name, listed or not.
        chosen: what the subscriber chose, by topic id; kept up to date.
    """

    session: Session
    actor: Actor
    subscriber: Subscriber
    everything: Sequence[Topic]
    chosen: Mapping[int, Volume]
    voice: Voice

    @property
    def subscriber_id(self) -> int:
        """The id of the subscriber's row."""
        return stored_id(self.subscriber.id)

    @property
    def is_paused(self) -> bool:
        """Whether nothing is sent until the person says /start."""
        return self.subscriber.status is SubscriberStatus.PAUSED

    @property
    def offered(self) -> list[Topic]:
        """The topics that the person may see: those listed, and their own."""
        return [topic for topic in self.everything if topic.is_listed or topic.id in self.chosen]

    @property
    def own(self) -> list[Topic]:
        """The topics that the person chose."""
        return [topic for topic in self.everything if topic.id in self.chosen]

    @property
    def parents(self) -> dict[int, int | None]:
        """The parent of each topic."""
        return {topic_id(topic): topic.parent_id for topic in self.everything}

    def topic(self, wanted: int) -> Topic | None:
        """Return a topic by its id, if the person may see it: any app may send any number."""
        return next((topic for topic in self.offered if topic.id == wanted), None)

    def follows(self, topic: Topic) -> bool:
        """Return whether this very topic is followed and not muted."""
        return self.chosen.get(topic_id(topic)) is Volume.STORIES

    def under(self, topic: Topic) -> list[int]:
        """Return the ids of all topics under one."""
        parents = self.parents
        return [below for below in parents if topic.id in ancestors(below, parents)]

    def choose(self, topic: Topic, volume: Volume) -> bool:
        """Follow or mute a topic. Returns whether anything changed."""
        self.chosen = {**self.chosen, topic_id(topic): volume}
        return subscribers.set_subscription(self.session, self.subscriber_id, topic_id(topic), volume, self.actor.now)

    def drop(self, topic: Topic) -> bool:
        """Forget what was chosen about a topic. Returns whether anything was."""
        self.chosen = {chosen: volume for chosen, volume in self.chosen.items() if chosen != topic.id}
        return subscribers.remove_subscription(self.session, self.subscriber_id, topic_id(topic), self.actor.now)


def handle_for_subscriber(
    session: Session, actor: Actor, texts: Texts, step: Callable[[SubscriberContext, A], T], argument: A
) -> T:
    """Take a step of the conversation with the subscriber who came: added if new, reachable again if they were not."""
    subscriber = subscribers.find_or_add(session, actor.chat_id, ChatKind.PRIVATE, actor.language, actor.now)
    chosen = subscribers.choices(session, stored_id(subscriber.id))
    voice = texts.voice(subscriber.language)
    return step(SubscriberContext(session, actor, subscriber, topics.find_all(session), chosen, voice), argument)


def expired_response(context: SubscriberContext, message: Message | None = None) -> Response:
    """What the button was for is no longer there; the message shows how things stand."""
    return Response(message, expired_toast(context.voice))


def response_if_changed(context: SubscriberContext, answer: Response, *, is_changed: bool) -> Response:
    """The answer, with a toast that says so when nothing had to change."""
    return answer if is_changed else replace(answer, toast=unchanged_toast(context.voice))


class Role(Enum):
    """What an administrator may do."""

    OWNER = "owner"
    """Everything."""
    EDITOR = "editor"
    """Everything but change who the administrators are."""


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
        scans: the last scan, and the last that found something.
        albums: those that are arriving.
    """

    owners: frozenset[int] = frozenset()
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    rate: Callable[[], float] = lambda: 25.0
    wake: Callable[[], None] = wake_nobody
    version: str = ""
    started_at: datetime | None = None
    scans: Callable[[], ScanHistory] = ScanHistory
    albums: AlbumCollector = field(default_factory=AlbumCollector)

    async def role_of(self, database: Database, person_id: int) -> Role | None:
        """Return what a person may do; None for everybody else."""
        if person_id in self.owners:
            return Role.OWNER
        return Role.EDITOR if await database.run(admins.is_editor, person_id) else None


@dataclass(slots=True)
class AdminContext:
    """What an administrator asked for in their private chat: by a command, by a button, or by an answer.

    Attributes:
        person_id: the user, whose rights were checked; their private chat has the same id.
        query: the button press, if it was one.
        written: the command as it was written, with its formatting, if it was one.
    """

    bot: Bot
    services: Services
    admin_services: AdminServices
    person_id: int
    role: Role
    voice: Voice
    now: datetime
    query: CallbackQuery | None = None
    written: Written | None = None
    is_answered: bool = field(default=False, init=False)

    @property
    def is_owner(self) -> bool:
        """Whether the settings name the person."""
        return self.role is Role.OWNER

    async def run(self, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query in a transaction of its own."""
        return await self.services.database.run(query, *args, **kwargs)

    async def audit(self, act: AuditAct, about: str = "") -> None:
        """Note what was done."""
        await self.run(admins.add_audit_entry, self.person_id, act, about, self.now)

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

    async def reply(self, message: Message) -> int:
        """Send a message; returns its id."""
        return await send_reply(self.bot, self.person_id, message)

    async def show(self, message: Message) -> int:
        """Show a message in place of the one that was pressed, or send it if none was; returns its id."""
        pressed = self.query.message if self.query else None
        await self.toast()
        if pressed is None or not pressed.is_accessible:
            return await self.reply(message)
        if self._is_media:
            await self.bot.edit_message_reply_markup(self.person_id, pressed.message_id, reply_markup=None)
            return await self.reply(message)
        return await edit_or_reply(self.bot, pressed, message)

    async def show_picture(self, png: bytes, caption: Message) -> None:
        """Show a picture in place of the one that was pressed, or send it if none was."""
        await self.toast()
        text = message_parameters(caption)
        markup = text["reply_markup"]
        if self.query and self.query.message and self._is_media:
            media = InputMediaPhoto(png, text["text"], parse_mode=ParseMode.HTML, filename="picture.png")
            place = self.query.message.message_id
            try:
                await self.bot.edit_message_media(media, self.person_id, place, reply_markup=markup)
            except BadRequest as error:
                if not isinstance(outcome_of(error), Unchanged):
                    raise
        else:
            await self.bot.send_photo(
                self.person_id, InputFile(png, "picture.png"), text["text"], parse_mode=ParseMode.HTML,
                reply_markup=markup,
            )  # fmt: skip

    async def send_file(self, name: str, content: bytes, caption: Message | None = None) -> None:
        """Send a document."""
        text = message_parameters(caption)["text"] if caption else None
        await self.bot.send_document(
            self.person_id, InputFile(content, name), text, parse_mode=ParseMode.HTML, filename=name
        )

    @property
    def _is_media(self) -> bool:
        """Whether the message that was pressed carries a file, so that no text can take its place."""
        pressed = self.query.message if self.query else None
        return bool(getattr(pressed, "photo", None) or getattr(pressed, "document", None))


AdminCommandHandler = Callable[[AdminContext, str], Awaitable[None]]
"""Does what was asked, with what was written after the command."""

AdminButtonHandler = Callable[[AdminContext, Any], Awaitable[None]]
"""Does what was asked; each takes the kind of press by which it is found."""

AdminAnswerHandler = Callable[[AdminContext, PendingQuestion, Written], Awaitable[None]]
"""Takes a message that answers a question."""


async def background_context(
    bot: Bot, services: Services, admin_services: AdminServices, person_id: int
) -> AdminContext | None:
    """Return an errand for a person; None if they are no administrator (any more)."""
    role = await admin_services.role_of(services.database, person_id)
    if role is None:
        return None
    return AdminContext(
        bot, services, admin_services, person_id, role, await voice_of(services, person_id), services.clock()
    )


async def voice_of(services: Services, person_id: int) -> Voice:
    """Return the texts in a person's language, as far as it is known."""
    known = await services.database.run(subscribers.find, person_id)
    return services.texts.voice(known.language if known else FALLBACK)
