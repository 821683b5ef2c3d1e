"""Broadcasts in the chat: every command, button and answer, with what it does."""

from collections.abc import Mapping
from typing import Any

from bot.chat.admin import audience_menu, controls, drafting, launching, linking, timing
from bot.chat.admin.errand import Errand
from bot.chat.admin.panel import show_panel
from bot.chat.admin.previewing import show_preview
from bot.chat.admin.steps import AnswerStep, CommandStep, PressStep
from bot.messages.admin import audience_press, broadcast_press
from bot.messages.admin.recent import PAGE_SIZE, recent
from bot.messages.keyboard import pages_for
from storage import broadcasts, dialogues
from storage.models import Awaits


async def list_broadcasts(errand: Errand, _: str) -> None:
    """Show the newest broadcasts."""
    await _show_page(errand, 0)


async def open_broadcasts(errand: Errand, press: broadcast_press.OpenBroadcasts) -> None:
    """Show a page of the broadcasts there were."""
    await _show_page(errand, press.page)


async def open_panel(errand: Errand, press: broadcast_press.OpenPanel) -> None:
    """Show the panel of a broadcast; whatever was asked before is asked no more."""
    await errand.run(dialogues.answered, errand.person_id)
    await show_panel(errand, press.broadcast_id)


async def show_broadcast(errand: Errand, press: broadcast_press.ShowBroadcast) -> None:
    """Show a broadcast as its recipients see it, and the panel below."""
    await errand.run(dialogues.answered, errand.person_id)
    await show_preview(errand, press.broadcast_id)
    await show_panel(errand, press.broadcast_id, is_new=True)


async def _show_page(errand: Errand, page: int) -> None:
    _, total = await errand.run(broadcasts.recent, 0, 0)
    page = min(page, pages_for(total, PAGE_SIZE) - 1)
    shown, total = await errand.run(broadcasts.recent, page * PAGE_SIZE, PAGE_SIZE)
    await errand.show(recent(shown, page, total, errand.voice))


COMMANDS: Mapping[str, CommandStep] = {"broadcast": drafting.broadcast, "broadcasts": list_broadcasts}

PRESSES: Mapping[type[Any], PressStep] = {
    broadcast_press.OpenBroadcasts: open_broadcasts,
    broadcast_press.OpenPanel: open_panel,
    broadcast_press.ShowBroadcast: show_broadcast,
    broadcast_press.SendNow: launching.send_now,
    broadcast_press.SendTest: launching.send_test,
    broadcast_press.OpenStart: timing.open_start,
    broadcast_press.SetStart: launching.set_start,
    broadcast_press.TakeBack: controls.take_back,
    broadcast_press.CancelBroadcast: controls.cancel,
    broadcast_press.ConfirmCancel: controls.confirm_cancel,
    broadcast_press.PauseBroadcast: controls.pause,
    broadcast_press.ResumeBroadcast: controls.resume,
    broadcast_press.Extend: launching.extend,
    broadcast_press.ConfirmLarge: launching.confirm,
    broadcast_press.RejectLarge: launching.reject,
    broadcast_press.SwitchNotice: drafting.switch_notice,
    broadcast_press.SwitchTrial: drafting.switch_trial,
    broadcast_press.SwitchTwice: drafting.switch_twice,
    broadcast_press.OpenEnd: timing.open_end,
    broadcast_press.SetEnd: timing.set_end,
    broadcast_press.OpenLinks: linking.open_links,
    broadcast_press.DropLinks: linking.drop_links,
    broadcast_press.RewritePost: drafting.rewrite,
    broadcast_press.GetRecipients: controls.get_recipients,
    audience_press.OpenAudience: audience_menu.open_audience,
    audience_press.OpenTopics: audience_menu.open_topics,
    audience_press.SwitchTopic: audience_menu.switch_topic,
    audience_press.OpenLanguages: audience_menu.open_languages,
    audience_press.SwitchLanguage: audience_menu.switch_language,
    audience_press.SwitchKind: audience_menu.switch_kind,
    audience_press.AskJoined: audience_menu.ask_joined,
    audience_press.SetActive: audience_menu.set_active,
    audience_press.Everyone: audience_menu.everyone,
}

ANSWERS: Mapping[Awaits, AnswerStep] = {
    Awaits.POST: drafting.take_post,
    Awaits.LINKS: linking.take_links,
    Awaits.START: timing.take_start,
    Awaits.END: timing.take_end,
    Awaits.JOINED_AFTER: audience_menu.take_joined,
    Awaits.JOINED_BEFORE: audience_menu.take_joined,
}
