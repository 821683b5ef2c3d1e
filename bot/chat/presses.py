"""What each button does."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.chat import alert_menu, digest_reading, following, menus, news, preferences, standing
from bot.chat.answer import Answer
from bot.chat.visit import Visit
from bot.messages import press

PressStep = Callable[[Visit, Any], Answer]
"""Does what was asked; each takes the kind of press by which it is found."""

PRESS_STEPS: Mapping[type[press.Press], PressStep] = {
    press.OpenCatalogue: menus.open_catalogue,
    press.Toggle: menus.toggle,
    press.Pick: menus.pick,
    press.OpenMine: menus.open_mine,
    press.Hush: menus.hush,
    press.Drop: menus.drop,
    press.Follow: following.follow,
    press.Unfollow: following.unfollow,
    press.UndoFollow: following.undo_follow,
    press.OpenRelated: alert_menu.open_related,
    press.ChooseMute: alert_menu.choose_mute,
    press.Mute: alert_menu.mute,
    press.Unmute: alert_menu.unmute,
    press.OpenLatest: news.open_latest,
    press.OpenLatestOf: news.open_latest_of,
    press.OpenStory: digest_reading.open_story,
    press.OpenMore: digest_reading.open_more,
    press.OpenSettings: preferences.open_settings,
    press.SwitchAnnouncements: preferences.switch_announcements,
    press.OpenHelp: standing.open_help,
    press.Resume: standing.resume,
}
"""All but those that concern no subscriber: to erase or not, and the button that does nothing."""
