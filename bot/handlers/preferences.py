"""/settings: what reaches a subscriber, and the switches for it."""

from bot.handlers import rhythm
from bot.handlers.context import SubscriberContext, response_if_changed
from bot.handlers.routes import button, command
from bot.transport.reply import Response
from bot.views.account import alerts_paused_toast, alerts_resumed_toast
from bot.views.callback_data import (
    OpenSettings,
    SetAlertsInSettings,
    SetAnnouncements,
    ToggleAnnouncements,
    TogglePreference,
)
from bot.views.help import HelpSection, expired_toast
from bot.views.message import Message, announcements_button
from bot.views.preferences import SettingsSummary, preference_toast, preferences_message
from storage import subscribers, word_filters
from storage.models import ChatKind
from storage.preferences import ANNOUNCEMENTS, appearance_of, find_switch, values_of
from storage.rhythm import Rhythm


@command("settings", menu=8, section=HelpSection.ALERTS)
def show_settings(context: SubscriberContext, _: str) -> Message:
    """Show what reaches the person."""
    filters = word_filters.count_filters(context.session, context.subscriber_id, context.now)
    watches = len(word_filters.watches_of(context.session, context.subscriber_id))
    chosen = subscribers.subscriptions(context.session, context.subscriber_id)
    summary = SettingsSummary(
        rhythm.clock_of(context),
        Rhythm.parse(context.subscriber.rhythm),
        [(topic, chosen[topic.id]) for topic in context.own],
        filters,
        watches,
        context.subscriber.held_until if rhythm.is_paused_for_a_while(context) else None,
        context.place_kind,
        appearance_of(context.subscriber) if context.place_kind is ChatKind.CHANNEL else None,
        context.subscriber.has_topic_threads if context.has_private_threads and context.is_private else None,
        context.origin.place.is_general and bool(context.own),
    )
    return preferences_message(context.voice, values_of(context.subscriber), summary, is_paused=context.is_paused)


@button(OpenSettings)
def open_settings(context: SubscriberContext, _: OpenSettings) -> Response:
    """Show the same in place of the message that was pressed."""
    return Response(show_settings(context, ""))


@button(SetAlertsInSettings)
def set_alerts(context: SubscriberContext, data: SetAlertsInSettings) -> Response:
    """Pause everything, or go on."""
    if data.is_on:
        is_changed = rhythm.go_on(context)
        toast = alerts_resumed_toast(context.voice)
    else:
        is_changed = subscribers.pause(context.session, context.subscriber_id, context.now)
        toast = alerts_paused_toast(context.voice)
    return response_if_changed(context, Response(show_settings(context, ""), toast), is_changed=is_changed)


@button(TogglePreference)
def toggle_preference(context: SubscriberContext, data: TogglePreference) -> Response:
    """Turn a setting on or off."""
    switch = find_switch(data.number, context.place_kind)
    if switch is None:
        return Response(toast=expired_toast(context.voice))
    is_on = not switch.value(context.subscriber)
    subscribers.set_preference(context.session, context.subscriber_id, switch, is_on, context.now)
    return Response(show_settings(context, ""), preference_toast(context.voice, switch, is_on=is_on))


@button(SetAnnouncements)
def set_announcements(context: SubscriberContext, data: SetAnnouncements) -> Response:
    """Turn announcements on or off below one of them; the button turns over."""
    is_on = bool(data.is_on)
    subscribers.set_preference(context.session, context.subscriber_id, ANNOUNCEMENTS, is_on, context.now)
    toast = preference_toast(context.voice, ANNOUNCEMENTS, is_on=is_on)
    turned = announcements_button(context.voice, is_on=is_on)
    return Response(toast=toast, keyboard=context.turned_over(data, turned))


@button(ToggleAnnouncements)
def toggle_announcements(context: SubscriberContext, _: ToggleAnnouncements) -> Response:
    """Turn announcements on or off, for a button that was sent before other settings had one."""
    return toggle_preference(context, TogglePreference(ANNOUNCEMENTS.number))
