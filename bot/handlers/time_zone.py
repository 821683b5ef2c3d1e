"""/timezone: where a reader lives, told by a city, a zone, an offset, or a position that they send."""

from bot.gazetteer import Place, find_places, zone_at, zone_of_number
from bot.handlers.context import Role, SubscriberContext, expired_response
from bot.handlers.rhythm import schedule_lines
from bot.handlers.routes import answer, button, command
from bot.transport.reply import Response
from bot.views.callback_data import OpenTimeZone, PickZone
from bot.views.help import HelpSection
from bot.views.message import Message
from bot.views.time_zone import zone_choices_message, zone_message, zone_set_message, zone_unknown_message
from storage import subscribers
from storage.models import Awaits, ReaderQuestion
from storage.preferences import ZONE


@command("timezone", menu=7, section=HelpSection.ALERTS)
def set_zone(context: SubscriberContext, place: str) -> Message:
    """Take a place's zone; without one, show the present zone and ask."""
    return _look_up(context, place) if place else _ask_zone(context)


@button(OpenTimeZone)
def open_zone(context: SubscriberContext, _: OpenTimeZone) -> Response:
    """Show the present zone, and ask for another one."""
    return Response(_ask_zone(context))


@button(PickZone)
def pick_zone(context: SubscriberContext, data: PickZone) -> Response:
    """Take the zone of one of several places."""
    zone = zone_of_number(data.zone)
    return Response(_take(context, Place("", "", "", zone))) if zone else expired_response(context)


@answer(Awaits.READER_ZONE, role=Role.SUBSCRIBER)
def answer_zone(context: SubscriberContext, _: ReaderQuestion, text: str) -> Message:
    """Take the zone of the place that somebody wrote when they were asked."""
    return _look_up(context, text)


def take_position(context: SubscriberContext, position: tuple[float, float]) -> Message:
    """Take the zone of where somebody is, latitude first; the position is not stored."""
    return _take(context, Place("", "", "", zone_at(*position)))


def _ask_zone(context: SubscriberContext) -> Message:
    context.ask(Awaits.READER_ZONE)
    return zone_message(context.subscriber.zone, context.now, context.voice)


def _look_up(context: SubscriberContext, written: str) -> Message:
    found = find_places(written)
    if len(found) == 1:
        return _take(context, found[0])
    context.ask(Awaits.READER_ZONE)
    if not found:
        return zone_unknown_message(written, context.voice)
    return zone_choices_message(written, found, context.now, context.voice)


def _take(context: SubscriberContext, place: Place) -> Message:
    subscribers.set_preference(context.session, context.subscriber_id, ZONE, place.zone, context.now)
    return zone_set_message(place, context.now, context.voice, *schedule_lines(context))
