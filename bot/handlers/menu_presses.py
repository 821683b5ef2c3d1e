"""Whose a press is: of a menu that somebody opened, of an alert, of an old message; and in whose name it counts."""

from dataclasses import replace
from datetime import datetime

from telegram import CallbackQuery
from telegram import Message as TelegramMessage

from bot.handlers.access import Membership
from bot.handlers.context import Origin, Place
from bot.views.callback_data import CallbackData, OpenAlertActions
from storage import menus
from storage.models import Menu


def as_private(origin: Origin) -> Origin:
    """Return where a press comes from, as if it were in the private chat of whoever pressed."""
    return replace(origin, place=Place(origin.actor.user_id))


def as_anonymous(origin: Origin) -> Origin:
    """Return where a press comes from, in the group's name: an anonymous administrator presses as a person."""
    return replace(origin, actor=replace(origin.actor, user_id=origin.place.chat_id, is_anonymous=True))


def is_old(query: CallbackQuery, now: datetime) -> bool:
    """Return whether a message may have been a menu that is forgotten by now."""
    message = query.message
    return not isinstance(message, TelegramMessage) or message.date < now - menus.MENU_LIFETIME


def shows_alert(origin: Origin, data: CallbackData) -> bool:
    """Return whether a menu has become an alert again, as one does that is brought up to date: it is nobody's then."""
    shown = (button.data for row in origin.keyboard for button in row)
    return isinstance(data, OpenAlertActions) and data.encode() in shown


def is_opener(menu: Menu, origin: Origin, member: Membership) -> bool:
    """Return whether somebody opened a menu; that of an anonymous administrator is any anonymous one's."""
    if menu.opened_by == origin.place.chat_id:
        return member.is_anonymous
    return menu.opened_by == origin.actor.user_id
