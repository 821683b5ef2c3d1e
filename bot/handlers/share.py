"""Links into the bot: topics that are followed by one, perhaps daily, and whole lists of topics (/share)."""

from datetime import datetime, time

from sqlmodel import Session

from bot.handlers import topics
from bot.handlers.context import ChatContext, Place, SubscriberContext, expired_response, response_if_changed
from bot.handlers.rhythm import clock_of
from bot.handlers.routes import button, command
from bot.news.topics import find_topic
from bot.transport.reply import Response
from bot.views.callback_data import TakeOverList, TakeOverTopic
from bot.views.help import HelpSection
from bot.views.message import Message
from bot.views.share import (
    DAILY,
    bot_link,
    followed_daily_message,
    list_gone_message,
    list_payload,
    list_taken_toast,
    list_token_of,
    nothing_to_share_message,
    share_message,
    shared_list_message,
    topic_id_of,
)
from storage import shared_lists, subscribers
from storage import topics as stored_topics
from storage.models import SharedList, Topic, Volume
from storage.rhythm import Rhythm, RhythmKind

DEFAULT_HOUR = time(8)
"""When a topic comes that is followed daily, unless the chat has an hour of its own."""


# Topics.


def answer_link(context: SubscriberContext, payload: str) -> Message:
    """Do what a link offers: follow a topic, perhaps daily, or show a shared list."""
    token = list_token_of(payload)
    if token is not None:
        return _list_page(context, token)
    topic = _linked_topic(context, payload)
    is_daily = payload.lower().endswith(DAILY) and not topic
    daily = _linked_topic(context, payload[: -len(DAILY)]) if is_daily else None
    if daily:
        return _follow_daily(context, daily)
    return topics.follow_from_link(context, topic.slug if topic else payload)


def _linked_topic(context: SubscriberContext, payload: str) -> Topic | None:
    number = topic_id_of(payload)
    if number is not None:
        return context.topic(number)
    exact = next((topic for topic in context.offered if topic.slug == payload), None)
    return exact or find_topic(payload, context.offered)


def _follow_daily(context: SubscriberContext, topic: Topic) -> Message:
    context.choose(topic, Volume.STORIES)
    chat = Rhythm.parse(context.subscriber.rhythm)
    own = subscribers.subscriptions(context.session, context.subscriber_id)[topic.id].rhythm
    known = Rhythm.parse(own) if own else chat
    hour = known.hour if known.kind is RhythmKind.DAILY else DEFAULT_HOUR
    daily = Rhythm(RhythmKind.DAILY, hour)
    subscribers.set_rhythm(context.session, context.subscriber_id, topic.id, daily, context.now)
    return followed_daily_message(topic, hour, clock_of(context).label(context.voice), context.voice)


# Lists.


@command("share", menu=5, section=HelpSection.TOPICS)
async def share_list(context: ChatContext, _: str) -> None:
    """Give a link to all topics of the chat."""
    shared = await context.run(_share, context.origin.place, context.now)
    if shared is None:
        await context.reply(nothing_to_share_message(context.voice))
        return
    link = bot_link(context.bot.username, list_payload(shared.token))
    await context.reply(share_message(link, len(shared.topic_ids), context.voice))


def _share(session: Session, place: Place, now: datetime) -> SharedList | None:
    """The list of what is followed in a place; None if that is nothing that others may see."""
    known = subscribers.find(session, place.chat_id, place.subscriber_thread)
    if known is None:
        return None
    chosen = subscribers.choices(session, known.id)
    listed = [topic.id for topic in stored_topics.find_all(session) if topic.is_listed]
    followed = [topic_id for topic_id in listed if chosen.get(topic_id, Volume.MUTED) is not Volume.MUTED]
    return shared_lists.share(session, known.id, followed, now) if followed else None


@button(TakeOverList)
def take_over_list(context: SubscriberContext, data: TakeOverList) -> Response:
    """Follow all topics of a list that are not followed yet."""
    shared = _offered_list(context, data.token)
    if shared is None:
        return expired_response(context)
    taken = [topic for topic in shared if not context.follows(topic)]
    for topic in taken:
        context.choose(topic, Volume.STORIES)
    response = Response(_list_page(context, data.token, is_taken=True), list_taken_toast(len(taken), context.voice))
    return response_if_changed(context, response, is_changed=bool(taken))


@button(TakeOverTopic)
def take_over_topic(context: SubscriberContext, data: TakeOverTopic) -> Response:
    """Follow one topic of a list."""
    shared = _offered_list(context, data.token)
    topic = next((each for each in shared or () if each.id == data.topic_id), None)
    if topic is None:
        return expired_response(context)
    is_changed = not context.follows(topic) and context.choose(topic, Volume.STORIES)
    response = Response(_list_page(context, data.token, is_taken=True), list_taken_toast(1, context.voice))
    return response_if_changed(context, response, is_changed=is_changed)


def _offered_list(context: SubscriberContext, token: int) -> list[Topic] | None:
    """The topics of a list that are there still, in the order of the list; None if it is somebody's no more."""
    shared = shared_lists.find(context.session, token)
    if shared is None or shared.subscriber_id == context.subscriber_id:
        return None
    return _topics_of(context, shared)


def _topics_of(context: SubscriberContext, shared: SharedList) -> list[Topic]:
    return [topic for topic_id in shared.topic_ids if (topic := context.topic(topic_id))]


def _list_page(context: SubscriberContext, token: int, *, is_taken: bool = False) -> Message:
    shared = shared_lists.find(context.session, token)
    there = _topics_of(context, shared) if shared else []
    if shared is None or not there:
        return list_gone_message(context.voice)
    missing = {topic.id for topic in there if not context.follows(topic)}
    is_own = shared.subscriber_id == context.subscriber_id
    return shared_list_message(token, there, missing, context.voice, is_own=is_own, is_taken=is_taken)
