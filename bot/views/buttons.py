"""Buttons, rows of them, paging, and the buttons that stand under many messages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.views.admin.callback_data import AdminCallbackData
from bot.views.callback_data import (
    FollowTopic,
    NoAction,
    OpenCatalogue,
    OpenHelp,
    OpenMyTopics,
    OpenSettings,
    OpenTopicLatest,
    SubscriberCallbackData,
    UnfollowTopic,
    encode_callback_data,
)
from bot.views.format import topic_id, topic_label
from bot.views.html import valid_url
from bot.views.message import Button, Keyboard, Row
from bot.views.texts import Voice
from storage.models import Topic

Item = TypeVar("Item")


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


def callback_button(label: str, press: SubscriberCallbackData | AdminCallbackData) -> Button:
    """Return a button that sends back what was pressed."""
    return Button(label, data=encode_callback_data(press))


def url_buttons(label: str, url: str | None) -> Row:
    """Return a button that opens a URL, or none where the URL may not stand on a button."""
    checked = valid_url(url)
    return (Button(label, url=checked),) if checked else ()


def page_buttons(
    number: int, count: int, press_for: Callable[[int], SubscriberCallbackData | AdminCallbackData]
) -> Row:
    """Return a row that turns pages, ``◀ 2/4 ▶``; none where there is one page."""
    if count < 2:
        return ()
    back = (callback_button("◀", press_for(number - 1)),) if number > 0 else ()
    here = (callback_button(f"{number + 1}/{count}", NoAction()),)
    ahead = (callback_button("▶", press_for(number + 1)),) if number < count - 1 else ()
    return back + here + ahead


def build_keyboard(*candidates: Row) -> Keyboard:
    """Return the rows that have buttons."""
    return tuple(row for row in candidates if row)


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
    return callback_button(voice.label("button-latest"), OpenTopicLatest(topic_id(topic)))


def follow_button(topic: Topic, voice: Voice) -> Button:
    """*Follow* a topic, by name."""
    return callback_button(voice.label("button-follow", topic=topic_label(topic)), FollowTopic(topic_id(topic)))


def unfollow_button(topic: Topic, voice: Voice) -> Button:
    """*Unfollow* the topic that the message is about."""
    return callback_button(voice.label("button-unfollow"), UnfollowTopic(topic_id(topic)))
