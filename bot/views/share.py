"""Links into the bot, and lists of topics that people share by one."""

import re
from collections.abc import Collection, Sequence
from datetime import time
from urllib.parse import quote, urlencode

from markupsafe import Markup, escape

from bot.views.callback_data import OpenTopicRhythm, TakeOverList, TakeOverTopic, UndoFollow
from bot.views.format import bold, lines, paragraphs, topic_label, topic_name
from bot.views.message import (
    Button,
    Message,
    build_keyboard,
    callback_button,
    catalogue_button,
    my_topics_button,
    topic_latest_button,
)
from bot.views.texts import Voice
from storage.models import Topic

DAILY = "-daily"
PLAIN = "inline"
"""What a link carries that only opens the bot: Telegram wants something (Bot API, ``InlineQueryResultsButton``)."""
LONGEST_PAYLOAD = 64
"""Of A-Z, a-z, 0-9, _ and - (Bot API, "Deep linking")."""
MOST_NAMED, MOST_OFFERED = 60, 40
"""Topics of a shared list that are named in its text, and those with a button of their own."""

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]+")
_TOPIC_BY_ID = re.compile(r"t_([0-9]{1,18})")
_SHARED_LIST = re.compile(r"l_([0-9a-f]{1,16})")


def topic_payload(topic: Topic, *, is_daily: bool = False) -> str:
    """Return what a link to a topic carries: its slug, or where that does not fit its number."""
    ending = DAILY if is_daily else ""
    payload = topic.slug + ending
    fits = len(payload) <= LONGEST_PAYLOAD and _PAYLOAD.fullmatch(payload)
    return payload if fits else f"t_{topic.id}{ending}"


def topic_id_of(payload: str) -> int | None:
    """Return the number of the topic that a link carries, if it is a number."""
    found = _TOPIC_BY_ID.fullmatch(payload)
    return int(found[1]) if found else None


def list_payload(token: int) -> str:
    """Return what a link to a shared list carries."""
    return f"l_{token:x}"


def list_token_of(payload: str) -> int | None:
    """Return the token of a shared list that a link carries, if it does."""
    found = _SHARED_LIST.fullmatch(payload)
    token = int(found[1], 16) if found else 2**63
    return token if token < 2**63 else None


def bot_link(username: str, payload: str) -> str:
    """Return a link that opens the bot with something to carry."""
    return f"https://t.me/{username}?start={payload}"


def followed_daily_message(topic: Topic, hour: time, zone: str, voice: Voice) -> Message:
    """Return the answer to a link by which a topic is followed and comes daily: with *Undo*."""
    text = voice.say("followed-daily", topic=bold(topic_name(topic)), hour=voice.clock(hour), zone=zone)
    change = callback_button(voice.label("button-link-rhythm"), OpenTopicRhythm(topic.id))
    undo = callback_button(voice.label("button-undo"), UndoFollow(topic.id))
    return Message(
        text, build_keyboard((change, undo), (topic_latest_button(topic, voice),), (catalogue_button(voice),))
    )


def share_message(link: str, count: int, voice: Voice) -> Message:
    """Return the link to somebody's topics, with a button that sends it to others."""
    text = paragraphs(voice.say("share", count=count), voice.say("share-link", link=link), voice.say("share-what"))
    query = urlencode({"url": link, "text": voice.label("label-share-text")}, quote_via=quote)
    button = Button(voice.label("button-share-list"), url=f"https://t.me/share/url?{query}")
    return Message(text, build_keyboard((button,)))


def nothing_to_share_message(voice: Voice) -> Message:
    """Return that there are no topics to share."""
    return Message(voice.say("share-none"), build_keyboard((catalogue_button(voice),)))


def list_gone_message(voice: Voice) -> Message:
    """Return that a list is shared no more."""
    return Message(voice.say("share-gone"), build_keyboard((catalogue_button(voice),)))


def shared_list_message(
    token: int, topics: Sequence[Topic], missing: Collection[int], voice: Voice, *, is_own: bool, is_taken: bool = False
) -> Message:
    """Return what a shared list offers: first of all a button that takes it over.

    Args:
        token: Of the list.
        topics: Those of it that are there.
        missing: Ids of those that the person does not follow.
        voice: Texts and language.
        is_own: Whether the person shared it.
        is_taken: Whether they have just taken it over.
    """
    named = Markup("\n").join(_named(topic, topic.id not in missing) for topic in topics[:MOST_NAMED])
    names = voice.say("share-offer-topics", topics=named)
    heading = voice.say("share-offer", count=len(topics))
    if is_own:
        return Message(paragraphs(heading, names, voice.say("share-own")), build_keyboard((my_topics_button(voice),)))
    if not missing:
        note = voice.say("share-taken" if is_taken else "share-all-followed")
        ways = (my_topics_button(voice), catalogue_button(voice))
        return Message(paragraphs(heading, names, note), build_keyboard(ways))
    everything = callback_button(voice.label("button-take-over-all", count=len(topics)), TakeOverList(token))
    single = [
        (callback_button(f"➕ {topic_label(topic)}", TakeOverTopic(token, topic.id)),)
        for topic in topics
        if topic.id in missing and len(topics) > 1
    ]
    how = voice.say("share-offer-how") if len(topics) > 1 else ""
    return Message(lines(paragraphs(heading, names, how)), build_keyboard((everything,), *single[:MOST_OFFERED]))


def _named(topic: Topic, is_followed: bool) -> Markup:
    return Markup("%s %s") % ("✓" if is_followed else "•", escape(topic_name(topic)))


def list_taken_toast(count: int, voice: Voice) -> str:
    """Return how many topics are followed that were not."""
    return voice.label("toast-list-taken", count=count)
