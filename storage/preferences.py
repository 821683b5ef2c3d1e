"""The settings of a subscriber, each declared once.

A setting is a ``Preference`` in ``PREFERENCES`` and a column of ``SubscriberPreferences``. From that follow its line
and switch in ``/settings`` (``bot/views/preferences.py``), the button that changes it
(``bot/handlers/preferences.py``), its column in the CSV of subscribers (``bot/cli/subscribers.py``), and its value when
two chats become one (``storage/subscribers.py``). A new one takes a declaration here, a migration, its texts, and the
place that obeys it.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from sqlmodel import Field, SQLModel

from storage.enums import ChatKind, DeliveryKind, Picture
from storage.rhythm import AT_ONCE, QuietHours, Rhythm, find_zone, offset_name

T = TypeVar("T")


class ChangedBy(StrEnum):
    """Who may change a preference."""

    SUBSCRIBER = "subscriber"
    """The chat itself, in ``/settings``."""
    OPERATOR = "operator"
    """Who runs the bot, by the command line; ``/settings`` does not show it."""


EVERYWHERE = frozenset(ChatKind)
IN_CHANNELS = frozenset({ChatKind.CHANNEL})
NOT_IN_CHANNELS = EVERYWHERE - IN_CHANNELS
NOWHERE: frozenset[ChatKind] = frozenset()


def keep_residents(_guest: T, resident: T) -> T:
    """Merge rule: the choice of the subscriber who has the address already."""
    return resident


def on_if_either(guest: bool, resident: bool) -> bool:
    """Merge rule: on where it was on for either."""
    return guest or resident


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference(ABC, Generic[T]):
    """One setting of a subscriber.

    Attributes:
        column: The attribute of ``Subscriber`` that holds its value.
        name: Its column in CSV, and with hyphens part of the keys of its texts.
        number: Names it in the data of buttons. It stays the same for ever, and no other preference takes it.
        default: The value until somebody chooses.
        changed_by: Who may change it.
        kinds: The kinds of chat that have it.
        merge: The value of one subscriber made of two: of the one who moves, and of the one who lives there already.
    """

    column: str
    name: str
    number: int
    default: T
    changed_by: ChangedBy = ChangedBy.SUBSCRIBER
    kinds: frozenset[ChatKind] = EVERYWHERE
    merge: Callable[[T, T], T] = keep_residents

    def value(self, subscriber: "SubscriberPreferences") -> T:
        """The value that a subscriber's row holds."""
        found: T = getattr(subscriber, self.column)
        return found

    @abstractmethod
    def parse(self, word: str) -> T:
        """The value that a word in a file stands for.

        Raises:
            ValueError: It stands for none.
        """

    @abstractmethod
    def format(self, value: T) -> str:
        """The word for a value in a file."""


YES_NO_WORDS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch(Preference[bool]):
    """A preference that is on or off.

    Attributes:
        lets_through: Deliveries of this kind are sent only while the switch is on. When it is turned off, those of
            which nothing has left are cancelled.
    """

    lets_through: DeliveryKind | None = None

    def parse(self, word: str) -> bool:
        """Yes or no."""
        if word.lower() not in YES_NO_WORDS:
            raise ValueError(f"{self.name} cannot be {word!r}, but yes or no")
        return YES_NO_WORDS[word.lower()]

    def format(self, value: bool) -> str:
        """Yes or no."""
        return "yes" if value else "no"


ANNOUNCEMENTS = Switch(
    column="hears_announcements",
    name="announcements",
    number=0,
    default=True,
    kinds=NOT_IN_CHANNELS,
    lets_through=DeliveryKind.BROADCAST,
)
# A sound that woke somebody cannot be taken back. A silent message waits to be read, and one press undoes the choice.
SILENT_MESSAGES = Switch(
    column="gets_silent_messages", name="silent_messages", number=1, default=False, merge=on_if_either
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written(Preference[str]):
    """A preference that is stored as it is written, where it is well written.

    Attributes:
        check: Returns how a value is stored; raises ``ValueError`` for what is none. Empty stands for the default.
    """

    check: Callable[[str], str]

    def parse(self, word: str) -> str:
        """The value as it is stored."""
        return self.check(word) if word else self.default

    def format(self, value: str) -> str:
        """The value as it is stored."""
        return value


def _zone_name(word: str) -> str:
    find_zone(word)
    return offset_name(word) or word


ZONE = Written(column="zone", name="time_zone", number=2, default="", check=_zone_name)
RHYTHM = Written(
    column="rhythm",
    name="rhythm",
    number=3,
    default=str(AT_ONCE),
    check=lambda word: str(Rhythm.parse(word)),
)
QUIET_HOURS = Written(
    column="quiet_hours", name="quiet_hours", number=4, default="", check=lambda word: str(QuietHours.parse(word))
)

LONGEST_SIGNATURE = 120
"""Characters."""


def _signature(word: str) -> str:
    if len(word) > LONGEST_SIGNATURE:
        raise ValueError(f"a signature has at most {LONGEST_SIGNATURE} characters")
    return " ".join(word.split())


def _picture(word: str) -> str:
    if word not in {each.value for each in Picture}:
        raise ValueError(f"picture cannot be {word!r}, but {', '.join(Picture)}")
    return word


SIGNATURE = Written(column="signature", name="signature", number=5, default="", kinds=IN_CHANNELS, check=_signature)
HASHTAGS = Switch(column="shows_hashtags", name="hashtags", number=6, default=True, kinds=IN_CHANNELS)
PICTURE = Written(
    column="picture",
    name="picture",
    number=7,
    default=Picture.LARGE.value,
    kinds=IN_CHANNELS,
    check=_picture,
)
LINK_PREVIEW = Switch(column="shows_link_preview", name="link_preview", number=8, default=False, kinds=IN_CHANNELS)
APPROVAL = Switch(column="needs_approval", name="approval", number=9, default=False, kinds=IN_CHANNELS)
TOPIC_THREADS = Switch(column="has_topic_threads", name="topic_threads", number=10, default=False, kinds=NOWHERE)

PREFERENCES: tuple[Preference[Any], ...] = (
    RHYTHM,
    QUIET_HOURS,
    ZONE,
    ANNOUNCEMENTS,
    SILENT_MESSAGES,
    TOPIC_THREADS,
    SIGNATURE,
    HASHTAGS,
    PICTURE,
    LINK_PREVIEW,
    APPROVAL,
)
"""All settings, in the order of ``/settings`` and of the columns in CSV."""


class SubscriberPreferences(SQLModel):
    """The columns of ``Subscriber`` that hold the values."""

    hears_announcements: bool = ANNOUNCEMENTS.default
    """Whether news from administrators, digests among them, is wanted."""
    gets_silent_messages: bool = SILENT_MESSAGES.default
    """Whether messages arrive without a sound (Bot API, ``disable_notification``)."""
    zone: str = ZONE.default
    """IANA name of the time zone, or an offset such as ``UTC+05:30``; empty: not told yet, and taken for UTC."""
    rhythm: str = RHYTHM.default
    """When stories are told, of topics without a rhythm of their own (``storage/rhythm.py``)."""
    quiet_hours: str = QUIET_HOURS.default
    """When nothing arrives (``storage/rhythm.py``); empty: never."""
    signature: str = SIGNATURE.default
    """What stands under each post of a channel; empty: nothing."""
    shows_hashtags: bool = HASHTAGS.default
    picture: str = PICTURE.default
    """How the picture of a story is shown: a value of ``Picture``."""
    shows_link_preview: bool = LINK_PREVIEW.default
    """Whether Telegram shows a preview of the article where no picture of it is shown."""
    needs_approval: bool = Field(default=APPROVAL.default, index=True)
    """Whether each post waits for an administrator of the channel."""
    has_topic_threads: bool = TOPIC_THREADS.default
    """Whether each topic has a thread of its own in the private chat (Bot API 9.3)."""


class Appearance(NamedTuple):
    """How the posts of a channel look."""

    signature: str = ""
    has_hashtags: bool = HASHTAGS.default
    picture: Picture = Picture.LARGE
    has_link_preview: bool = LINK_PREVIEW.default


class HasAppearance(Protocol):
    """Whatever has the columns of a channel's row by which its posts look."""

    @property
    def signature(self) -> str: ...  # noqa: D102 - as the columns of the row, here and below

    @property
    def shows_hashtags(self) -> bool: ...  # noqa: D102

    @property
    def picture(self) -> str: ...  # noqa: D102

    @property
    def shows_link_preview(self) -> bool: ...  # noqa: D102


def appearance_of(subscriber: HasAppearance) -> Appearance:
    """How the posts of a channel look, by its row or what was read of it."""
    picture = Picture(subscriber.picture)
    return Appearance(subscriber.signature, subscriber.shows_hashtags, picture, subscriber.shows_link_preview)


def switches(kind: ChatKind) -> tuple[Switch, ...]:
    """The switches that a subscriber of a kind of chat may turn, in order."""
    mine = (each for each in PREFERENCES if isinstance(each, Switch) and kind in each.kinds)
    return tuple(each for each in mine if each.changed_by is ChangedBy.SUBSCRIBER)


def find_switch(number: int, kind: ChatKind) -> Switch | None:
    """The switch that a button names, if a subscriber of this kind of chat may turn it."""
    return next((each for each in switches(kind) if each.number == number), None)


def default_values() -> dict[str, Any]:
    """The values of whoever has chosen nothing, by column."""
    return {each.column: each.default for each in PREFERENCES}


def values_of(subscriber: SubscriberPreferences) -> dict[str, Any]:
    """The values of a subscriber's row, by column."""
    return {each.column: each.value(subscriber) for each in PREFERENCES}


def merged_values(guest: SubscriberPreferences, resident: SubscriberPreferences) -> dict[str, Any]:
    """The values of two subscribers who become one, by column."""
    return {each.column: each.merge(each.value(guest), each.value(resident)) for each in PREFERENCES}


def refused_kinds(subscriber: SubscriberPreferences) -> set[DeliveryKind]:
    """The kinds of delivery that a subscriber has switched off."""
    off = (each for each in PREFERENCES if isinstance(each, Switch) and not each.value(subscriber))
    return {each.lets_through for each in off if each.lets_through}
