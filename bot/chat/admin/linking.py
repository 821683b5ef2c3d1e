"""The link buttons below a broadcast."""

from telegram import Message

from bot.chat.admin.drafts import change, draft_of, links_of, present, sendable_of
from bot.chat.admin.errand import Errand
from bot.chat.admin.panel import show_panel
from bot.messages.admin import asking
from bot.messages.admin.broadcast_press import DropLinks, OpenLinks
from bot.messages.admin.link_rows import BadLine, read_links
from bot.messages.message import Keyboard
from bot.messages.post import as_json, takes_links, with_links
from storage import dialogues
from storage.broadcasts import Changes
from storage.models import Awaits, Broadcast, Dialogue


async def open_links(errand: Errand, press: OpenLinks) -> None:
    """Ask for link buttons, where there can be any."""
    number = press.broadcast_id
    draft = await draft_of(errand, number)
    if draft is None:
        return
    sendable = sendable_of(draft)
    if sendable is None or not takes_links(sendable):
        await show_panel(errand, number)
        return
    await errand.run(dialogues.ask, errand.person_id, Awaits.LINKS, errand.now, broadcast_id=number)
    await errand.show(asking.links(number, links_of(draft), errand.voice))


async def take_links(errand: Errand, asked: Dialogue, message: Message) -> None:
    """Take link buttons as they are written."""
    found = read_links(message.text or "")
    if isinstance(found, BadLine):
        await errand.reply(asking.bad_links(found, errand.voice))
    else:
        await _link(errand, asked.broadcast_id or 0, found)


async def drop_links(errand: Errand, press: DropLinks) -> None:
    """Take the link buttons away."""
    await _link(errand, press.broadcast_id, ())


async def _link(errand: Errand, broadcast_id: int, links: Keyboard) -> None:
    await errand.run(dialogues.answered, errand.person_id)
    if await change(errand, broadcast_id, lambda draft: _linked(draft, links)):
        await present(errand, broadcast_id)


def _linked(draft: Broadcast, links: Keyboard) -> Changes:
    sendable = sendable_of(draft)
    return {"post": as_json(with_links(sendable, links))} if sendable else {"post": draft.post}
