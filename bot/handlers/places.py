"""/places: the groups, threads and channels of a person, pausing, copying and removing them; and what was missed.

A page of a place is bound to it (``storage/menus.py``), so its buttons change the place, and the router asks Telegram
before each press whether the person may. The list and questions about places that are lost are bound to none.
"""

from sqlmodel import Session
from telegram.error import TelegramError

from bot.digests.missed import make_missed_digest
from bot.handlers import rhythm, topics
from bot.handlers.context import ChatContext, SubscriberContext, expired_response
from bot.handlers.routes import button, command
from bot.transport.reply import Response
from bot.views.callback_data import (
    AskCopy,
    AskRemovePlace,
    CopySettings,
    OpenCopySources,
    OpenPlace,
    OpenPlaces,
    OpenPlaceTopics,
    RemovePlace,
    SetPlacePaused,
    TakePlaceOffList,
    TellMissed,
)
from bot.views.help import HelpSection, apology_toast, expired_toast
from bot.views.message import Message, page_count
from bot.views.places import (
    PLACES_PAGE_SIZE,
    PlaceSummary,
    copied_text,
    copied_toast,
    copy_question,
    copy_sources_message,
    lost_place_message,
    missed_paused_toast,
    missed_toast,
    not_yours_message,
    off_list_toast,
    paused_toast,
    place_message,
    place_name,
    places_message,
    remove_question,
    removed_message,
    removed_toast,
)
from bot.views.texts import Voice
from storage import menus, places, subscribers
from storage import topics as stored_topics
from storage.absence import is_away
from storage.database import read_only
from storage.models import Subscriber, Volume


@command("places", is_personal=True, menu=9, section=HelpSection.ALERTS)
def show_places(context: SubscriberContext, _: str) -> Message:
    """Show the person's groups, threads and channels."""
    return _list(context, 0)


@button(OpenPlaces, is_personal=True)
def open_places(context: SubscriberContext, data: OpenPlaces) -> Response:
    """Turn the pages of the list."""
    menus.forget(context.session, context.origin.place.chat_id, context.origin.about_message)
    return Response(_list(context, data.page))


def _list(context: SubscriberContext, page: int) -> Message:
    mine = places.places_of(context.session, context.origin.actor.user_id)
    number = min(page, page_count(len(mine), PLACES_PAGE_SIZE) - 1)
    shown = mine[number * PLACES_PAGE_SIZE : (number + 1) * PLACES_PAGE_SIZE]
    return places_message([summary_of(context.session, each) for each in shown], len(mine), number, context.voice)


@read_only
def summary_of(session: Session, place: Subscriber) -> PlaceSummary:
    """A place with the topics that it follows."""
    chosen = subscribers.choices(session, place.id)
    followed = [each for each in stored_topics.find_all(session) if chosen.get(each.id, Volume.MUTED) != Volume.MUTED]
    return PlaceSummary(place, followed)


@button(OpenPlace, is_personal=True)
async def open_place(context: ChatContext, data: OpenPlace) -> None:
    """Show a place, whose page changes it if the person may."""
    place = await _find(context, data.place_id)
    if place is None:
        return
    summary = await context.run(summary_of, place)
    if await _may_change(context, place):
        await context.show(place_message(summary, context.voice), about_id=place.id)
        return
    may_erase = _may_erase_lost(context, place)
    told = lost_place_message(summary, context.voice) if may_erase else not_yours_message(summary, context.voice)
    await context.run(menus.forget, context.chat_id, context.origin.about_message)
    await context.show(told)


async def _find(context: ChatContext, place_id: int) -> Subscriber | None:
    """A place of the person's; None, and a toast that says so, for any other."""
    place = await context.run(places.find_of, context.person_id, place_id)
    if place is None:
        await context.toast(expired_toast(context.voice))
    return place


async def _may_change(context: ChatContext, place: Subscriber) -> bool:
    try:
        return await context.services.access.may_change(context.bot, place, context.person_id, context.now)
    except TelegramError:
        await context.toast(apology_toast(context.voice))
        raise


def _may_erase_lost(context: ChatContext, place: Subscriber) -> bool:
    """Whether a place is lost, so that Telegram knows no better than who set it up."""
    return is_away(place) and place.set_up_by == context.person_id


@button(TakePlaceOffList, is_personal=True)
async def take_off_list(context: ChatContext, data: TakePlaceOffList) -> None:
    """Forget that a place is the person's; it goes on as it is."""
    place = await _find(context, data.place_id)
    if place is not None:
        await context.run(places.take_off_list, place, context.person_id)
        await context.toast(off_list_toast(context.voice))
        await context.show(await context.run(_first_page, context.person_id, context.voice))


def _first_page(session: Session, person_id: int, voice: Voice) -> Message:
    mine = places.places_of(session, person_id)
    return places_message([summary_of(session, each) for each in mine[:PLACES_PAGE_SIZE]], len(mine), 0, voice)


# The page of a place, which is bound to it.


def _page(context: SubscriberContext) -> Message:
    return place_message(summary_of(context.session, context.subscriber), context.voice)


@button(SetPlacePaused, is_personal=True)
def set_paused(context: SubscriberContext, data: SetPlacePaused) -> Response:
    """Pause the place of the page, or have it go on."""
    if context.is_private:
        return expired_response(context)
    if data.is_paused:
        subscribers.pause(context.session, context.subscriber_id, context.now)
    else:
        rhythm.go_on(context)
    return Response(_page(context), paused_toast(context.voice, is_paused=bool(data.is_paused)))


@button(OpenPlaceTopics, is_personal=True)
def open_topics(context: SubscriberContext, _: OpenPlaceTopics) -> Response:
    """Show what the place of the page follows, or where it follows nothing the catalogue."""
    shown = topics.show_own_topics(context, "") if context.chosen else topics.show_catalogue(context, "")
    return Response(shown)


# Copying settings.


@button(OpenCopySources, is_personal=True)
def open_copy_sources(context: SubscriberContext, data: OpenCopySources) -> Response:
    """Ask from where to copy settings to the place of the page."""
    if context.is_private:
        return expired_response(context)
    others = _sources(context)
    return Response(copy_sources_message(context.subscriber, others, data.page, context.voice))


def _sources(context: SubscriberContext) -> list[Subscriber]:
    mine = places.places_of(context.session, context.origin.actor.user_id)
    return [each for each in mine if each.id != context.subscriber_id]


@button(AskCopy, is_personal=True)
def ask_copy(context: SubscriberContext, data: AskCopy) -> Response:
    """Ask whether to copy from a place, and how."""
    wanted = data.place_id or context.asker_id
    source = next((each for each in _sources(context) if each.id == wanted), None)
    if not data.place_id:
        source = context.session.get_one(Subscriber, context.asker_id)
    if context.is_private or source is None:
        return expired_response(context)
    return Response(copy_question(source, context.subscriber, context.voice))


@button(CopySettings, is_personal=True)
async def copy_settings(context: ChatContext, data: CopySettings) -> None:
    """Copy settings to the place of the page, if the person may see those of the source."""
    source = await context.run(_source, context.chat_id, context.person_id, data.place_id)
    if source is None or context.about_id is None or source.id == context.about_id:
        await context.toast(expired_toast(context.voice))
        return
    if not await _may_change(context, source):
        await context.run(menus.forget, context.chat_id, context.origin.about_message)
        await context.show(not_yours_message(await context.run(summary_of, source), context.voice))
        return
    message = await context.run(_copy, source.id, context.about_id, context, is_replaced=bool(data.replaces))
    await context.toast(copied_toast(context.voice))
    await context.show(message, about_id=context.about_id)


@read_only
def _source(session: Session, chat_id: int, person_id: int, place_id: int) -> Subscriber | None:
    """A place of the person's by its id; for 0 their own chat."""
    return places.find_of(session, person_id, place_id) if place_id else subscribers.find(session, chat_id)


def _copy(session: Session, source_id: int, target_id: int, context: ChatContext, *, is_replaced: bool) -> Message:
    source, target = (session.get_one(Subscriber, each) for each in (source_id, target_id))
    copied = places.copy_settings(session, source, target, context.now, replaces=is_replaced)
    return place_message(summary_of(session, target), context.voice, copied_text(source, copied, context.voice))


# Removing.


@button(AskRemovePlace, is_personal=True)
async def ask_remove(context: ChatContext, data: AskRemovePlace) -> None:
    """Ask whether to erase a place."""
    place = await _find(context, data.place_id)
    if place is not None and await _may_remove(context, place):
        await context.show(remove_question(place, context.voice))


@button(RemovePlace, is_personal=True)
async def remove(context: ChatContext, data: RemovePlace) -> None:
    """Erase a place with all that it chose."""
    place = await _find(context, data.place_id)
    if place is None or not await _may_remove(context, place):
        return
    name = place_name(place, context.voice)
    await context.run(places.erase, place)
    await context.toast(removed_toast(context.voice))
    await context.show(removed_message(name, context.voice))


async def _may_remove(context: ChatContext, place: Subscriber) -> bool:
    if _may_erase_lost(context, place) or await _may_change(context, place):
        return True
    await context.show(not_yours_message(await context.run(summary_of, place), context.voice))
    return False


# What was missed.


@button(TellMissed)
def tell_missed(context: SubscriberContext, _: TellMissed) -> Response:
    """Send the digest of what came while the bot could not write; once."""
    if context.is_paused:
        return Response(toast=missed_paused_toast(context.voice))
    count = make_missed_digest(context.session, context.subscriber, context.now)
    return Response(toast=missed_toast(context.voice, is_coming=count > 0), keyboard=())
