"""/channel: setting up a channel from the private chat of its administrator, and the page by which it is managed."""

import re

from sqlmodel import Session
from telegram import Message as TelegramMessage
from telegram import MessageOriginChannel
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden

from bot.delivery.compose import load_alert_batch
from bot.handlers import rhythm
from bot.handlers.context import (
    ChatContext,
    Origin,
    Role,
    Services,
    SubscriberContext,
    expired_response,
    response_if_changed,
)
from bot.handlers.preferences import show_settings
from bot.handlers.routes import answer, button, command
from bot.handlers.stories import ShownAlert
from bot.transport.reply import Response
from bot.views.alert import alert_message
from bot.views.callback_data import (
    AskSignature,
    ClearSignature,
    ConfirmRemoveChannel,
    OpenChannel,
    OpenPicture,
    PreviewChannelPost,
    RemoveChannel,
    SetChannelAlerts,
    SetPicture,
)
from bot.views.channels import (
    CHANNEL_REQUEST,
    PICTURE_TEXT_KEYS,
    ChannelProblem,
    ask_channel_message,
    ask_signature_message,
    channel_chosen_message,
    channel_message,
    channel_paused_toast,
    channel_problem_message,
    channel_removed_message,
    no_preview_toast,
    picture_message,
    picture_set_toast,
    remove_channel_message,
    signature_removed_toast,
    signature_too_long_message,
)
from bot.views.help import HelpSection, expired_toast
from bot.views.message import Message
from bot.views.places import limit_message
from storage import admins, articles, channels, places, subscribers, topics
from storage.channels import Channel
from storage.models import Awaits, ChatKind, ReaderQuestion, Subscriber, SubscriberStatus, Volume
from storage.preferences import LONGEST_SIGNATURE, PICTURE, SIGNATURE, appearance_of

_NAME = re.compile(r"(?:@|(?:https?://)?(?:www\.)?(?:t|telegram)\.me/(?:s/)?)([A-Za-z][A-Za-z0-9_]{3,31})(?:/.*)?")

MISNAMED = frozenset({ChannelProblem.UNREADABLE, ChannelProblem.NOT_FOUND})
MENDABLE = MISNAMED | {ChannelProblem.NOT_IN, ChannelProblem.MAY_NOT_POST}
"""After what a name may be sent again, without /channel."""


def read_channel_name(written: str) -> str | None:
    """Return the public name that somebody wrote, as @name or as a link; None for anything else."""
    found = _NAME.fullmatch(written.strip())
    return found[1] if found else None


# Setting up.


@command("channel", is_personal=True, menu=9, section=HelpSection.ALERTS)
async def open_channel_by_name(context: ChatContext, written: str) -> None:
    """Set up the channel that is named, or open its page; without a name ask which."""
    if written:
        await _set_up_by_name(context, written)
        return
    await context.run(_ask_for_channel, context.origin)
    await context.reply(ask_channel_message(context.voice))


def _ask_for_channel(session: Session, origin: Origin) -> None:
    person = _asker(session, origin)
    admins.clear_pending_question(session, origin.actor.user_id)
    subscribers.ask(session, person.id, Awaits.READER_CHANNEL, None, origin.now)


def _asker(session: Session, origin: Origin) -> Subscriber:
    return subscribers.find_or_add(session, origin.place.chat_id, origin.place.kind, origin.actor.language, origin.now)


@answer(Awaits.READER_CHANNEL, role=Role.SUBSCRIBER)
async def take_channel_name(context: ChatContext, _: ReaderQuestion, message: TelegramMessage) -> None:
    """Set up the channel whose name was written after /channel. Words that are none are not waited for again."""
    await context.reply(channel_chosen_message(context.voice))
    written = message.text or ""
    problem = await _set_up_by_name(context, written)
    if problem in MISNAMED and read_channel_name(written) is None:
        await context.run(_forget_question, context.origin)


async def _set_up_by_name(context: ChatContext, written: str) -> ChannelProblem | None:
    name = read_channel_name(written) or read_channel_name(f"@{written.strip()}")
    if name is None:
        return await _refuse(context, ChannelProblem.UNREADABLE, written[:100])
    return await _set_up(context, f"@{name}", f"@{name}")


async def take_shared_chat(context: ChatContext, message: TelegramMessage) -> None:
    """Set up the channel that was chosen by the button of the keyboard."""
    shared = message.chat_shared
    if shared is None or shared.request_id != CHANNEL_REQUEST:
        return
    await context.reply(channel_chosen_message(context.voice))
    await _set_up(context, shared.chat_id, shared.title or "")


async def take_forwarded_post(context: ChatContext, message: TelegramMessage) -> None:
    """Set up the channel from which a post was forwarded."""
    origin = message.forward_origin
    if not isinstance(origin, MessageOriginChannel):
        return
    await context.run(_forget_question, context.origin)
    await context.reply(channel_chosen_message(context.voice))
    await _set_up(context, origin.chat.id, origin.chat.title or "")


def _forget_question(session: Session, origin: Origin) -> None:
    subscribers.take_question(session, _asker(session, origin).id, origin.now)


async def _set_up(context: ChatContext, address: int | str, name: str) -> ChannelProblem | None:
    """Set up a channel and show its page, or say what has to be done first, and return it."""
    found = await _look_at(context, address)
    if isinstance(found, ChannelProblem):
        return await _refuse(context, found, name or "?")
    if problem := await _missing_rights(context, found.chat_id):
        return await _refuse(context, problem, found.title or name)
    await _let_go(context, found.chat_id)
    try:
        channel = await context.run(_store, found, context.origin, context.services.most_places)
    except places.PlaceLimitError as error:
        await context.reply(limit_message(error, context.voice, context.services.contact))
        return None
    message = await context.run(page_of, channel.id, context)
    await context.reply(message, about_id=channel.id)
    return None


async def _refuse(context: ChatContext, problem: ChannelProblem, name: str) -> ChannelProblem:
    """Say why a channel is not set up; where that can be mended, its name may be sent again."""
    if problem in MENDABLE:
        await context.run(_ask_for_channel, context.origin)
    await context.reply(channel_problem_message(problem, name, context.voice))
    return problem


async def _let_go(context: ChatContext, chat_id: int) -> None:
    """Have a channel that is set up be nobody's, if who did it does not administer it any more."""
    channel = await context.run(subscribers.find, chat_id)
    keeper = channel.set_up_by if channel else None
    if channel is None or keeper is None or keeper == context.person_id:
        return
    if not (await context.services.access.member(context.bot, chat_id, keeper, context.now)).is_administrator:
        await context.run(channels.release, channel.id, keeper)


async def _look_at(context: ChatContext, address: int | str) -> Channel | ChannelProblem:
    try:
        chat = await context.bot.get_chat(address)
    except Forbidden:
        return ChannelProblem.NOT_IN
    except BadRequest:
        return ChannelProblem.NOT_FOUND if isinstance(address, str) else ChannelProblem.NOT_IN
    if chat.type != ChatType.CHANNEL:
        return ChannelProblem.NO_CHANNEL
    return Channel(chat.id, chat.title or "", chat.username or "")


async def _missing_rights(context: ChatContext, chat_id: int) -> ChannelProblem | None:
    """Return what is missing for a channel to be set up, asked of Telegram anew; None for nothing."""
    access, bot, person_id = context.services.access, context.bot, context.person_id
    access.forget(chat_id, bot.id)
    access.forget(chat_id, person_id)
    me = await access.member(bot, chat_id, bot.id, context.now)
    if not me.is_administrator:
        return ChannelProblem.NOT_IN
    if not me.may_post:
        return ChannelProblem.MAY_NOT_POST
    person = await access.member(bot, chat_id, person_id, context.now)
    return None if person.is_administrator else ChannelProblem.NOT_YOURS


def _store(session: Session, channel: Channel, origin: Origin, most_places: int) -> Subscriber:
    if subscribers.find(session, channel.chat_id) is None:
        places.require_room(session, origin.actor.user_id, most_places)
    person = _asker(session, origin)
    return channels.set_up(session, channel, origin.actor.user_id, person.language, origin.now)


async def take_note_of_title(services: Services, post: TelegramMessage) -> None:
    """Take note that a channel is called otherwise; its public name may be another by then, too."""
    renamed = Channel(post.chat.id, post.new_chat_title or "", post.chat.username or "")
    await services.database.run(channels.rename, renamed)


# The page.


def page_of(session: Session, channel_id: int, context: ChatContext) -> Message:
    """Return the page of a channel."""
    channel = session.get_one(Subscriber, channel_id)
    chosen = subscribers.choices(session, channel_id)
    followed = [topic for topic in topics.find_all(session) if chosen.get(topic.id, Volume.MUTED) != Volume.MUTED]
    is_paused = channel.status is SubscriberStatus.PAUSED or channel.paused_until is not None
    waiting = channels.count_waiting(session, channel_id)
    return channel_message(channel, followed, waiting, context.voice, is_paused=is_paused)


def _page(context: SubscriberContext) -> Message:
    waiting = channels.count_waiting(context.session, context.subscriber_id)
    followed = [topic for topic in context.own if context.chosen[topic.id] != Volume.MUTED]
    is_paused = context.is_paused or rhythm.is_paused_for_a_while(context)
    return channel_message(context.subscriber, followed, waiting, context.voice, is_paused=is_paused)


def is_about_channel(context: SubscriberContext) -> bool:
    """Return whether a menu is about a channel: any app may send the data of its buttons from elsewhere."""
    return context.place_kind is ChatKind.CHANNEL


@button(OpenChannel, is_personal=True)
def open_channel(context: SubscriberContext, _: OpenChannel) -> Response:
    """Show the page of the channel."""
    return Response(_page(context)) if is_about_channel(context) else expired_response(context)


@button(SetChannelAlerts, is_personal=True)
def set_channel_alerts(context: SubscriberContext, data: SetChannelAlerts) -> Response:
    """Have nothing posted, or go on."""
    if not is_about_channel(context):
        return expired_response(context)
    is_on = bool(data.is_on)
    if is_on:
        is_changed = rhythm.go_on(context)
    else:
        is_changed = subscribers.pause(context.session, context.subscriber_id, context.now)
    response = Response(_page(context), channel_paused_toast(context.voice, is_on=is_on))
    return response_if_changed(context, response, is_changed=is_changed)


@button(PreviewChannelPost, is_personal=True)
def preview_post(context: SubscriberContext, _: PreviewChannelPost) -> Response:
    """Send a post as the channel would show it: of the newest story of its topics, or of all."""
    if not is_about_channel(context):
        return expired_response(context)
    wanted = [each for topic in context.own for each in (topic.id, *context.under(topic))]
    newest, _ignored = articles.latest_stories(context.session, wanted or None, 0, 1)
    if not newest and wanted:
        newest, _ignored = articles.latest_stories(context.session, None, 0, 1)
    story = articles.by_story(context.session, newest).get(newest[0], []) if newest else []
    if not story:
        return Response(toast=no_preview_toast(context.voice))
    channel, appearance = context.subscriber, appearance_of(context.subscriber)
    voice = context.voice.texts.voice(channel.language, channel.zone)
    shown = ShownAlert(
        channel.id, channel.language, channel.zone, channel.kind, story[0].id, story[0].story_id, appearance
    )
    message = load_alert_batch(context.session, [shown]).message(
        shown,
        lambda article, others, filed, is_saved, _: alert_message(
            article, others=others, topics=filed, voice=voice, is_saved=is_saved, appearance=appearance
        ),
    )
    return Response(message, is_new=True)


@button(RemoveChannel, is_personal=True)
def ask_before_removing(context: SubscriberContext, _: RemoveChannel) -> Response:
    """Ask whether to forget the channel."""
    if not is_about_channel(context):
        return expired_response(context)
    return Response(remove_channel_message(context.subscriber, context.voice))


@button(ConfirmRemoveChannel, is_personal=True)
async def remove_channel(context: ChatContext, _: ConfirmRemoveChannel) -> None:
    """Forget the channel."""
    channel = await context.run(channels.find_channel, context.about_id)
    if channel is None:
        await context.toast(expired_toast(context.voice))
        return
    message = channel_removed_message(channel, context.voice)
    await context.run(channels.remove, channel.id)
    await context.show(message)


# Settings that only channels have.


@button(AskSignature, is_personal=True)
def ask_signature(context: SubscriberContext, _: AskSignature) -> Response:
    """Ask what is to stand under each post."""
    if not is_about_channel(context):
        return expired_response(context)
    context.ask(Awaits.READER_SIGNATURE)
    return Response(ask_signature_message(appearance_of(context.subscriber), context.voice))


@answer(Awaits.READER_SIGNATURE, role=Role.SUBSCRIBER)
def take_signature(context: SubscriberContext, _: ReaderQuestion, text: str) -> Message:
    """Take what was written as the signature."""
    written = " ".join(text.split())
    if len(written) > LONGEST_SIGNATURE:
        return signature_too_long_message(LONGEST_SIGNATURE, context.voice)
    subscribers.set_preference(context.session, context.subscriber_id, SIGNATURE, written, context.now)
    return show_settings(context, "")


@button(ClearSignature, is_personal=True)
def clear_signature(context: SubscriberContext, _: ClearSignature) -> Response:
    """Have nothing stand under posts."""
    if not is_about_channel(context):
        return expired_response(context)
    subscribers.set_preference(context.session, context.subscriber_id, SIGNATURE, "", context.now)
    return Response(show_settings(context, ""), signature_removed_toast(context.voice))


@button(OpenPicture, is_personal=True)
def open_picture(context: SubscriberContext, _: OpenPicture) -> Response:
    """Show how the picture can be shown."""
    if not is_about_channel(context):
        return expired_response(context)
    return Response(picture_message(appearance_of(context.subscriber), context.voice))


@button(SetPicture, is_personal=True)
def set_picture(context: SubscriberContext, data: SetPicture) -> Response:
    """Choose how it is shown."""
    choices = list(PICTURE_TEXT_KEYS)
    if not is_about_channel(context) or data.picture >= len(choices):
        return expired_response(context)
    picture = choices[data.picture]
    subscribers.set_preference(context.session, context.subscriber_id, PICTURE, picture.value, context.now)
    return Response(show_settings(context, ""), picture_set_toast(context.voice))
