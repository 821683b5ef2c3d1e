"""Threads: making one for each topic, in forums and in private chats, and what Telegram says about threads."""

import logging
from collections.abc import Iterable, Sequence

from sqlmodel import Session
from telegram import Bot, Update
from telegram import Message as TelegramMessage
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.delivery.outcome import ThreadClosed, ThreadGone
from bot.handlers.context import ChatContext, Origin, Services
from bot.handlers.routes import button
from bot.transport.errors import outcome_of_refusal
from bot.views.callback_data import MakeThreads, ToggleTopicThreads, parse_callback_data
from bot.views.help import expired_toast
from bot.views.places import limit_message
from bot.views.threads import (
    MadeThreads,
    no_forum_message,
    no_right_message,
    no_right_toast,
    nothing_to_thread_message,
    thread_name,
    threads_made_message,
    topic_threads_message,
)
from storage import places, subscribers, threads, topics
from storage.models import ChatKind, Subscriber, Topic, Volume
from storage.places import PlaceLimitError
from storage.preferences import TOPIC_THREADS

log = logging.getLogger(__name__)

MOST_AT_ONCE = 15
"""Threads that are made at one press: a group takes 20 messages a minute, and each is one."""

# What Telegram says.


def concerns(message: TelegramMessage) -> bool:
    """Return whether a message says that a thread was opened, made or renamed."""
    return any(
        (
            message.forum_topic_reopened,
            message.general_forum_topic_unhidden,
            message.forum_topic_edited,
            message.forum_topic_created,
        )
    )


async def take_note(services: Services, message: TelegramMessage) -> None:
    """Take note of it. That one was closed or deleted is found out by sending, since the bot may write all the same."""
    chat_id, now = message.chat.id, services.clock()
    thread_id = (message.message_thread_id or 0) if message.is_topic_message else 0
    if message.forum_topic_reopened:
        await services.database.run(threads.note_open, chat_id, thread_id, now)
    elif message.general_forum_topic_unhidden:  # it may be closed still
        await services.database.run(threads.try_again, chat_id, 0, now)
    elif (named := message.forum_topic_edited or message.forum_topic_created) and named.name:
        await services.database.run(threads.rename, chat_id, thread_id, named.name)
        await services.database.run(threads.try_again, chat_id, thread_id, now)


async def is_shut(services: Services, update: object, error: Exception | None) -> bool:
    """Return whether an answer was refused because its thread is closed or gone.

    One that is closed is noted, so whoever can mend it is told, once: nothing can be answered in the thread itself.
    """
    if not isinstance(update, Update) or not isinstance(error, BadRequest):
        return False
    outcome, origin = outcome_of_refusal(error.message), services.origin(update)
    if isinstance(outcome, ThreadClosed) and origin and origin.place.is_forum:
        await services.database.run(
            threads.note_closed, origin.place.chat_id, origin.place.subscriber_thread, origin.now
        )
    if is_about_thread := isinstance(outcome, ThreadClosed | ThreadGone):
        log.info("an answer did not go through: %s", error)
    return is_about_thread


async def note_answered(services: Services, origin: Origin) -> None:
    """Take note that an answer went through: its thread is open."""
    if origin.place.is_forum:
        place = origin.place
        await services.database.run(threads.note_open, place.chat_id, place.subscriber_thread, origin.now)


# A thread for each topic of a forum.


@button(MakeThreads)
async def make_threads(context: ChatContext, data: MakeThreads) -> None:
    """Make a thread for each topic that the question was about, and have it follow that topic."""
    place = context.origin.place
    if place.kind is not ChatKind.SUPERGROUP or place.thread_id:
        await context.toast(expired_toast(context.voice))
        return
    wanted = await context.run(_wanted, place.chat_id, data.topic_id or _below(context))
    bot_ = await context.services.access.member(context.bot, place.chat_id, context.bot.id, context.now)
    if not wanted:
        await context.show(nothing_to_thread_message(context.voice))
    elif not bot_.may_make_threads:
        context.services.access.forget(place.chat_id, context.bot.id)  # it is asked again at the next press
        await context.toast(no_right_toast(context.voice))
        await context.show(no_right_message(wanted, context.voice))
    else:
        await _make_and_report(context, wanted)


async def _make_and_report(context: ChatContext, wanted: Sequence[Topic]) -> None:
    await context.toast()
    try:
        outcome = await _make_each(context, wanted)
    except PlaceLimitError as error:
        await context.show(limit_message(error, context.voice, context.services.contact))
    except (BadRequest, Forbidden) as error:
        is_off = "not a forum" in str(error).lower() or "forum_missing" in str(error).lower()
        context.services.access.forget(context.chat_id, context.bot.id)
        await context.show((no_forum_message if is_off else no_right_message)(wanted, context.voice))
    else:
        await context.show(threads_made_message(outcome, context.voice))


async def _make_each(context: ChatContext, wanted: Sequence[Topic]) -> MadeThreads:
    """Make the threads one after the other, each stored at once: whoever presses again gets no second one."""
    outcome = MadeThreads()
    for number, topic in enumerate(wanted):
        if topic.id in await context.run(threads.made_for, context.chat_id):
            outcome.there.append(topic)
            continue
        if len(outcome.made) == MOST_AT_ONCE:
            outcome.left = list(wanted[number:])
            break
        await context.run(places.require_room, context.person_id, context.services.most_places)
        try:
            made = await context.bot.create_forum_topic(context.chat_id, thread_name(topic))
        except (BadRequest, Forbidden):
            if not outcome.made:
                raise
            outcome.left = list(wanted[number:])
            break
        except TelegramError:
            outcome.left = list(wanted[number:])
            break
        await context.run(_follow_in_thread, context, made.message_thread_id, topic)
        outcome.made.append(topic)
    return outcome


def _follow_in_thread(session: Session, context: ChatContext, thread_id: int, topic: Topic) -> None:
    """Store a thread, and have it follow its topic in place of the chat itself."""
    place, now = context.origin.place, context.now
    threads.keep(session, place.chat_id, thread_id, topic.id, thread_name(topic), now)
    home = subscribers.find(session, place.chat_id)
    language = home.language if home else context.origin.actor.language
    subscriber = subscribers.find_or_add(
        session,
        place.chat_id,
        place.kind,
        language,
        now,
        thread_id,
        title=place.title,
        username=place.username,
        set_up_by=context.person_id,
    )
    subscriber.thread_name = thread_name(topic)
    subscriber.zone = home.zone if home else subscriber.zone
    session.add(subscriber)
    session.flush()
    subscribers.set_subscription(session, subscriber.id, topic.id, Volume.STORIES, now)
    if home is not None:
        subscribers.remove_subscription(session, home.id, topic.id, now)


def _below(context: ChatContext) -> tuple[int, ...]:
    """The topics that the buttons of the pressed message name."""
    found = (parse_callback_data(each.data) for row in context.origin.keyboard for each in row if each.data)
    return tuple(data.topic_id for data in found if isinstance(data, MakeThreads) and data.topic_id)


def _wanted(session: Session, chat_id: int, asked: int | Iterable[int]) -> list[Topic]:
    """The topics that were asked for; where none was named, all that the chat follows."""
    home = subscribers.find(session, chat_id)
    chosen = subscribers.choices(session, home.id) if home else {}
    own = {topic_id for topic_id, volume in chosen.items() if volume is not Volume.MUTED}
    ids = {asked} if isinstance(asked, int) else set(asked) or own
    return [topic for topic in topics.find_all(session) if topic.id in ids and (topic.is_listed or topic.id in own)]


# A thread for each topic of a private chat.


@button(ToggleTopicThreads, is_personal=True)
async def toggle_topic_threads(context: ChatContext, data: ToggleTopicThreads) -> None:
    """Give each topic that somebody follows a thread of its own in their private chat, or take that back."""
    if data.is_on and not context.services.has_private_threads():
        await context.toast(expired_toast(context.voice))
        return
    await context.run(_set_topic_threads, context.chat_id, context, is_on=bool(data.is_on))
    outcome = MadeThreads()
    if data.is_on:
        outcome = await make_missing(context.bot, context.services, context.chat_id)
    is_on = bool(data.is_on)
    await context.show(topic_threads_message(context.voice, is_on=is_on, made=outcome.made, left=bool(outcome.left)))


def _set_topic_threads(session: Session, chat_id: int, context: ChatContext, *, is_on: bool) -> None:
    person = subscribers.find_or_add(session, chat_id, ChatKind.PRIVATE, context.origin.actor.language, context.now)
    subscribers.set_preference(session, person.id, TOPIC_THREADS, is_on, context.now)
    if not is_on:
        threads.forget_all(session, chat_id)


async def make_missing(bot: Bot, services: Services, chat_id: int) -> MadeThreads:
    """Make the threads that somebody who wants one for each topic does not have yet."""
    outcome = MadeThreads()
    wanted = await services.database.run(_missing, chat_id)
    for number, topic in enumerate(wanted):
        try:
            made = await bot.create_forum_topic(chat_id, thread_name(topic))
        except TelegramError:
            outcome.left = list(wanted[number:])
            break
        thread_id, now = made.message_thread_id, services.clock()
        await services.database.run(threads.keep, chat_id, thread_id, topic.id, thread_name(topic), now)
        outcome.made.append(topic)
    return outcome


def _missing(session: Session, chat_id: int) -> list[Topic]:
    person: Subscriber | None = subscribers.find(session, chat_id)
    if person is None or not person.has_topic_threads:
        return []
    made, chosen = threads.made_for(session, chat_id), subscribers.choices(session, person.id)
    own = {topic_id for topic_id, volume in chosen.items() if volume is not Volume.MUTED and topic_id not in made}
    return [topic for topic in topics.find_all(session) if topic.id in own] if own else []
