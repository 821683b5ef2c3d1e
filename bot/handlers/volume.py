"""/volume: how much of each topic comes."""

import re
from datetime import timedelta

from bot.handlers.context import Role, SubscriberContext, expired_response, response_if_changed
from bot.handlers.routes import answer, button, command
from bot.news import ranking, topics
from bot.transport.reply import Response
from bot.views.account import with_paused_note
from bot.views.callback_data import AskPerDay, OpenTopicVolume, OpenVolumes, SetTopicVolume
from bot.views.help import HelpSection
from bot.views.message import Message
from bot.views.topics import TopicAction, topic_suggestions_message
from bot.views.volume import (
    MOST_PER_DAY,
    OFFERED,
    VOLUMES,
    TopicVolume,
    Yesterday,
    per_day_question,
    topic_volume_message,
    unknown_volume_message,
    volume_of,
    volume_set_message,
    volume_toast,
    volumes_message,
)
from storage import subscribers
from storage.models import Awaits, ReaderQuestion, Topic, Volume
from storage.rhythm import day_bounds
from storage.schedules import zone_of

_VOLUME = re.compile(
    r"(?P<word>all|stories|top)|(?:about\s+)?(?P<number>\d{1,9})(?:\s*(?:/|a|per)\s*day)?", re.IGNORECASE
)


@command("volume", menu=5, section=HelpSection.TOPICS)
def show_volume(context: SubscriberContext, query: str) -> Message:
    """Show how much of each topic comes; of one that is named the choices; with a volume behind it, choose that."""
    if not query.strip():
        return _volumes_page(context, 0)
    topic = topics.find_topic(query, context.offered)
    if topic is not None:
        return _topic_page(context, topic)
    for found in _splits(query):
        topic = topics.find_topic(found[0], context.offered)
        chosen = parse_volume(found[1])
        if topic is not None and chosen is not None:
            return _set(context, topic, chosen)[0]
        if topic is not None and " " not in found[1]:
            return unknown_volume_message(topic, found[1], context.voice)
    named = next((name for name, words in _splits(query) if parse_volume(words)), query)
    near = topics.similar_topics(named, context.offered)
    return topic_suggestions_message(named, near, TopicAction.READ_ABOUT, context.voice)


def _splits(query: str) -> list[tuple[str, str]]:
    """The ways to take what somebody wrote as the name of a topic and a volume of up to four words, fewest first."""
    words = query.split()
    return [(" ".join(words[:-count]), " ".join(words[-count:])) for count in range(1, min(5, len(words)))]


def parse_volume(words: str) -> TopicVolume | None:
    """Return the volume that somebody wrote: ``all``, ``stories``, ``top``, or a number of stories a day."""
    found = _VOLUME.fullmatch(words.strip())
    if found is None:
        return None
    if found["word"]:
        return TopicVolume(Volume(found["word"].lower()))
    count = int(found["number"])
    return TopicVolume(Volume.SOME, count) if 1 <= count <= MOST_PER_DAY else None


@button(OpenVolumes)
def open_volumes(context: SubscriberContext, data: OpenVolumes) -> Response:
    """Show a page of the person's topics with the volume of each."""
    return Response(_volumes_page(context, data.page))


@button(OpenTopicVolume)
def open_topic_volume(context: SubscriberContext, data: OpenTopicVolume) -> Response:
    """Show the choices for a topic."""
    topic = context.topic(data.topic_id)
    return Response(_topic_page(context, topic)) if topic else expired_response(context)


@button(SetTopicVolume)
def set_topic_volume(context: SubscriberContext, data: SetTopicVolume) -> Response:
    """Choose one of them."""
    topic = context.topic(data.topic_id)
    volume = VOLUMES[data.number] if data.number < len(VOLUMES) else None
    is_some = volume is Volume.SOME
    if topic is None or volume is None or (is_some and not 1 <= data.per_day <= MOST_PER_DAY):
        return expired_response(context)
    chosen = TopicVolume(volume, data.per_day if is_some else 0)
    message, is_changed = _set(context, topic, chosen)
    return response_if_changed(
        context, Response(message, volume_toast(topic, chosen, context.voice)), is_changed=is_changed
    )


@button(AskPerDay)
def ask_per_day(context: SubscriberContext, data: AskPerDay) -> Response:
    """Ask how many stories a day somebody wants."""
    topic = context.topic(data.topic_id)
    if topic is None:
        return expired_response(context)
    context.ask(Awaits.READER_COUNT, topic_id=topic.id)
    return Response(per_day_question(topic, context.voice))


@answer(Awaits.READER_COUNT, role=Role.SUBSCRIBER)
def take_per_day(context: SubscriberContext, question: ReaderQuestion, text: str) -> Message:
    """Take the number of stories a day; what is none is asked for again."""
    topic = context.topic(question.topic_id or 0)
    if topic is None:
        return _volumes_page(context, 0)
    chosen = parse_volume(text)
    if chosen is None:
        context.ask(Awaits.READER_COUNT, topic_id=topic.id)
        return per_day_question(topic, context.voice, was_unclear=True)
    return _set(context, topic, chosen)[0]


def _set(context: SubscriberContext, topic: Topic, chosen: TopicVolume) -> tuple[Message, bool]:
    is_changed = context.choose_volume(topic, chosen.volume, chosen.per_day)
    message = volume_set_message(topic, chosen, _yesterday(context, topic, chosen), context.voice)
    return (with_paused_note(message, context.voice) if context.is_paused else message), is_changed


def _topic_page(context: SubscriberContext, topic: Topic) -> Message:
    decides = context.decides(topic)
    own = subscribers.subscriptions(context.session, context.subscriber_id)
    now = volume_of(own[decides.topic_id]) if decides else None
    above = decides.topic_id if decides and decides.topic_id != topic.id else None
    source = next((each for each in context.topics if each.id == above), None)
    return topic_volume_message(topic, now, source, _yesterday(context, topic), context.voice)


def _volumes_page(context: SubscriberContext, page: int) -> Message:
    own = subscribers.subscriptions(context.session, context.subscriber_id)
    heard = [(topic, volume_of(own[topic.id])) for topic in context.own if context.follows(topic)]
    return volumes_message(heard, page, context.voice)


def _yesterday(context: SubscriberContext, topic: Topic, *others: TopicVolume) -> Yesterday:
    """What the topic had yesterday, and what each choice would have sent, and others."""
    zone = zone_of(context.subscriber)
    start, end = day_bounds(context.now.astimezone(zone).date() - timedelta(days=1), zone)
    day = ranking.topic_day(context.session, topic.id, context.parents, start, end, context.now)
    sent = {each: day.articles if each.volume is Volume.ALL else len(day.ranks) for each in (*OFFERED, *others)}
    for each in sent:
        if each.volume is Volume.TOP:
            sent[each] = sum(rank.is_top for rank in day.ranks)
        elif each.volume is Volume.SOME:
            sent[each] = sum(rank.per_day <= each.per_day for rank in day.ranks)
    return Yesterday(len(day.ranks), sent)
