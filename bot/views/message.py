"""What can be sent: a message of the bot with its buttons, or a post or an album of an administrator.

Each can be stored. A post keeps its entities and the id of its file: Telegram keeps a file that was uploaded once, and
whoever names its id sends it again.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any, Generic, Protocol, TypeVar

from markupsafe import Markup

from bot.views.callback_data import (
    CallbackData,
    FollowTopic,
    NoAction,
    OpenCatalogue,
    OpenHelp,
    OpenMyTopics,
    OpenSettings,
    OpenTopicCard,
    OpenTopicLatest,
    SetAnnouncements,
    UnfollowTopic,
)
from bot.views.format import LONGEST_TEXT, first_link, topic_label, valid_url, visible_text
from bot.views.texts import Voice
from storage.models import Topic

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Button:
    """A button of an inline keyboard: opens ``url``, sends ``data`` (1 to 64 bytes) back, or has a chat be picked.

    Attributes:
        inline_query: what is put behind the bot's name in that chat (Bot API, ``switch_inline_query``).
    """

    label: str
    data: str | None = None
    url: str | None = None
    inline_query: str | None = None


Row = tuple[Button, ...]
Keyboard = tuple[Row, ...]
"""Rows of buttons, top to bottom."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file that goes with an answer."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class ChatChoice:
    """A button of a reply keyboard that has the person choose a channel of theirs (``KeyboardButtonRequestChat``)."""

    label: str
    request_id: int


@dataclass(frozen=True, slots=True)
class ReplyKeyboard:
    """What stands in place of the person's keyboard; without buttons it takes away what stands there."""

    choices: tuple[ChatChoice, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """What Telegram is to show, in its HTML (Bot API, "HTML style"), at most 4,096 characters once parsed."""

    html: Markup
    keyboard: Keyboard = ()
    preview_url: str | None = None
    """Shown large above the text; None shows no preview at all."""
    document: Document | None = None
    """Of an answer: the text is its caption (``LONGEST_CAPTION``). It is neither stored nor delivered."""
    is_preview_small: bool = False
    reply_keyboard: ReplyKeyboard | None = None
    """Of an answer without other buttons. It is neither stored nor delivered."""

    def plain(self) -> str:
        """The text alone, for when Telegram refuses the formatting: the first link stands below it, so none is lost."""
        text, url = visible_text(self.html), first_link(self.html)
        whole = f"{text}\n\n{url}" if url else text
        return whole if len(whole) <= LONGEST_TEXT else text

    def shown(self) -> str:
        """All that it shows, for telling two messages apart."""
        shown = (str(self.html), self.keyboard, self.preview_url)
        return repr((*shown, "small") if self.is_preview_small else shown)


class SupportsShown(Protocol):
    """Whatever can say all that it shows; hashable."""

    def shown(self) -> str:
        """Return all that it shows, for telling two apart."""


@lru_cache(maxsize=256)
def content_hash(message: SupportsShown) -> str:
    """Return a short hash of what a message shows: equal digests, nothing to edit."""
    return hashlib.blake2b(message.shown().encode("utf-8", "backslashreplace"), digest_size=12).hexdigest()


Json = dict[str, Any]

LONGEST_CAPTION = 1_024
"""Code points of a caption (Bot API, ``sendPhoto``); people with Telegram Premium may write more, bots may not."""


class PostKind(StrEnum):
    """What a post carries, in the Bot API's names."""

    TEXT = "text"
    PHOTO = "photo"
    VIDEO = "video"
    ANIMATION = "animation"
    DOCUMENT = "document"
    AUDIO = "audio"
    VOICE = "voice"
    STICKER = "sticker"
    VIDEO_NOTE = "video_note"

    @property
    def has_caption(self) -> bool:
        """Whether words may stand with the file."""
        return self not in {PostKind.TEXT, PostKind.STICKER, PostKind.VIDEO_NOTE}


@dataclass(frozen=True, slots=True)
class Post:
    """One message of an administrator.

    Attributes:
        text: the text, or the caption of a file.
        entities: its formatting, a JSON array of the Bot API's ``MessageEntity``; empty for none.
        preview: the JSON object of ``LinkPreviewOptions`` of a text; empty for Telegram's default.
    """

    kind: PostKind
    text: str = ""
    entities: str = ""
    file_id: str = ""
    has_spoiler: bool = False
    is_caption_above: bool = False
    preview: str = ""
    keyboard: Keyboard = ()

    @property
    def is_too_long(self) -> bool:
        """Whether a bot may not write so much."""
        return len(self.text) > (LONGEST_TEXT if self.kind is PostKind.TEXT else LONGEST_CAPTION)

    def plain(self) -> str:
        """The words alone, for when Telegram refuses the formatting; the first link that they hide stands below."""
        url = next((one["url"] for one in json.loads(self.entities or "[]") if one.get("url")), "")
        whole = f"{self.text}\n\n{url}" if url else self.text
        return whole if not replace(self, text=whole).is_too_long else self.text

    def shown(self) -> str:
        """All that it shows, for telling two posts apart."""
        return repr(self)


@dataclass(frozen=True, slots=True)
class Album:
    """Two to ten photos and videos, or files of one kind, that Telegram shows as one; buttons it can have none."""

    items: tuple[Post, ...]

    @property
    def is_too_long(self) -> bool:
        """Whether one of the captions is longer than a bot may write."""
        return any(item.is_too_long for item in self.items)

    def plain(self) -> str:
        """The captions alone."""
        return "\n\n".join(filter(None, (item.plain() for item in self.items)))

    def shown(self) -> str:
        """All that it shows, for telling two albums apart."""
        return repr(self)


Sendable = Message | Post | Album


def takes_link_buttons(sendable: Sendable) -> bool:
    """Return whether buttons can stand below it."""
    return not isinstance(sendable, Album)


def with_link_buttons(sendable: Sendable, keyboard: Keyboard) -> Sendable:
    """Return it with these buttons in place of its own; an album as it is, for it can have none."""
    return sendable if isinstance(sendable, Album) else replace(sendable, keyboard=keyboard)


def sendable_to_json(sendable: Sendable) -> Json:
    """Return what is stored of it."""
    if isinstance(sendable, Album):
        return {"album": [sendable_to_json(item) for item in sendable.items]}
    kept = {field.name: getattr(sendable, field.name) for field in fields(sendable)}
    kept["keyboard"] = [[_button_to_json(button) for button in row] for row in sendable.keyboard]
    given = {name: value for name, value in kept.items() if value}
    return given | {"html": str(sendable.html)} if isinstance(sendable, Message) else given


def sendable_from_json(stored: Mapping[str, Any]) -> Sendable:
    """Return what ``sendable_to_json`` has made.

    Raises:
        ValueError: nothing is stored, or something else.
    """
    if "album" in stored:
        return Album(tuple(_post_from_json(item) for item in stored["album"]))
    if "html" in stored:
        html = Markup(stored["html"])  # noqa: S704  # made by `sendable_to_json`
        is_small = stored.get("is_preview_small", False)
        return Message(html, _keyboard_from_json(stored), stored.get("preview_url"), is_preview_small=is_small)
    return _post_from_json(stored)


def _post_from_json(stored: Mapping[str, Any]) -> Post:
    known = {field.name for field in fields(Post)} - {"kind", "keyboard"}
    kept = {name: stored[name] for name in known & stored.keys()}
    return Post(PostKind(stored.get("kind", "nothing")), keyboard=_keyboard_from_json(stored), **kept)


def _keyboard_from_json(stored: Mapping[str, Any]) -> Keyboard:
    return tuple(tuple(Button(**button) for button in row) for row in stored.get("keyboard", ()))


def _button_to_json(button: Button) -> Json:
    given = {"label": button.label, "data": button.data, "url": button.url, "inline_query": button.inline_query}
    return {name: value for name, value in given.items() if value is not None}


_COMMAND = re.compile(r"/\S+\s*")


def without_command(post: Post) -> Post:
    """Return a text without the command that it begins with, its formatting moved along.

    Places of entities count in UTF-16 units (Bot API, ``MessageEntity``).
    """
    found = _COMMAND.match(post.text)
    start = found.end() if found else 0
    cut = len(post.text[:start].encode("utf-16-le")) // 2
    moved = [_moved_entity(entity, cut) for entity in json.loads(post.entities or "[]")]
    kept = [entity for entity in moved if entity["length"] > 0]
    entities = json.dumps(kept, ensure_ascii=False, separators=(",", ":")) if kept else ""
    return replace(post, text=post.text[start:], entities=entities)


def _moved_entity(entity: dict[str, Any], cut: int) -> dict[str, Any]:
    """An entity of which ``cut`` units before its text are gone; its length is not positive if all of it is."""
    end = entity["offset"] + entity["length"] - cut
    offset = max(0, entity["offset"] - cut)
    return entity | {"offset": offset, "length": end - offset}


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """One page of a list. Pages count from 0; there is always one."""

    items: Sequence[Item]
    number: int
    count: int
    total: int

    @classmethod
    def of(cls, items: Sequence[Item], number: int, size: int) -> "Page[Item]":
        """Cut a page out of a whole list; a number beyond the end is the last page."""
        count = page_count(len(items), size)
        number = min(max(number, 0), count - 1)
        return cls(items[number * size : (number + 1) * size], number, count, len(items))


def page_count(total: int, size: int) -> int:
    """Return how many pages a list takes, at least one."""
    return max(1, -(-total // size))


def callback_button(label: str, data: CallbackData) -> Button:
    """Return a button that sends data back."""
    return Button(label, data=data.encode())


def url_buttons(label: str, url: str | None) -> Row:
    """Return a button that opens a URL, or none where the URL may not stand on a button."""
    checked = valid_url(url)
    return (Button(label, url=checked),) if checked else ()


def page_buttons(number: int, count: int, data_for: Callable[[int], CallbackData], *, is_round: bool = False) -> Row:
    """Return a row that turns pages, ``◀ 2/4 ▶``; none where there is one page.

    A round one leads on from the last page to the first, and back, so that its buttons always stand in one place.
    """
    if count < 2:
        return ()
    back = (callback_button("◀", data_for((number - 1) % count)),) if is_round or number > 0 else ()
    here = (callback_button(f"{number + 1}/{count}", NoAction()),)
    ahead = (callback_button("▶", data_for((number + 1) % count)),) if is_round or number < count - 1 else ()
    return back + here + ahead


def build_keyboard(*candidates: Row) -> Keyboard:
    """Return the rows that have buttons."""
    return tuple(row for row in candidates if row)


def replace_button(keyboard: Keyboard, data: CallbackData, button: Button) -> Keyboard:
    """Return the buttons with another one in place of whatever sends this data."""
    sent = data.encode()
    return tuple(tuple(button if each.data == sent else each for each in row) for row in keyboard)


def announcements_button(voice: Voice, *, is_on: bool) -> Button:
    """Return the button below a digest or an announcement: *Announcements off*, or *on* where they are off."""
    label = voice.label("button-opt-out") if is_on else voice.label("button-opt-in")
    return callback_button(label, SetAnnouncements(0 if is_on else 1))


@lru_cache(maxsize=256)
def with_way_out(sendable: Sendable, voice: Voice) -> Sendable:
    """Return an announcement with the button below that turns announcements off; the same object every time.

    The buttons of whoever wrote it stay above. An album stays as it is, for it can have none.
    """
    if isinstance(sendable, Album):
        return sendable
    return replace(sendable, keyboard=(*sendable.keyboard, (announcements_button(voice, is_on=True),)))


def catalogue_button(voice: Voice) -> Button:
    """*All topics*."""
    return callback_button(voice.label("button-all-topics"), OpenCatalogue())


def my_topics_button(voice: Voice) -> Button:
    """*My topics*."""
    return callback_button(voice.label("button-mine"), OpenMyTopics())


def help_button(voice: Voice) -> Button:
    """*Help*."""
    return callback_button(voice.label("button-help"), OpenHelp())


def settings_button(voice: Voice) -> Button:
    """*Settings*."""
    return callback_button(voice.label("button-settings"), OpenSettings())


def topic_latest_button(topic: Topic, voice: Voice) -> Button:
    """*Latest stories* of a topic."""
    return callback_button(voice.label("button-latest"), OpenTopicLatest(topic.id))


def topic_card_button(topic: Topic, voice: Voice) -> Button:
    """*About* a topic."""
    return callback_button(voice.label("button-about"), OpenTopicCard(topic.id))


def follow_button(topic: Topic, voice: Voice) -> Button:
    """*Follow* a topic, by name."""
    return callback_button(voice.label("button-follow", topic=topic_label(topic)), FollowTopic(topic.id))


def unfollow_button(topic: Topic, voice: Voice) -> Button:
    """*Unfollow* the topic that the message is about."""
    return callback_button(voice.label("button-unfollow"), UnfollowTopic(topic.id))
