"""A draft: what is in it, changing it, and saying so when it is none any more."""

from collections.abc import Callable

from sqlmodel import Session

from bot.chat.admin.errand import Errand
from bot.chat.admin.panel import show_panel
from bot.chat.admin.previewing import show_preview
from bot.messages.admin import broadcast_toasts
from bot.messages.message import Keyboard
from bot.messages.post import Album, Sendable, from_json
from storage import broadcasts, marks
from storage.broadcasts import Changes
from storage.models import Broadcast, BroadcastState

Alter = Callable[[Broadcast], Changes]
"""What of a draft is to change."""


async def change(errand: Errand, broadcast_id: int, alter: Alter) -> bool:
    """Change a draft. Returns False where it is none any more; that is said, and how it stands is shown."""
    if await errand.run(_changed, broadcast_id, alter):
        return True
    await _is_none(errand, broadcast_id)
    return False


async def draft_of(errand: Errand, broadcast_id: int) -> Broadcast | None:
    """Return a draft; None where it is none any more; that is said, and how it stands is shown."""
    found = await errand.run(broadcasts.find, broadcast_id)
    if found and found.state is BroadcastState.DRAFT:
        return found
    await _is_none(errand, broadcast_id)
    return None


async def present(errand: Errand, broadcast_id: int) -> None:
    """Show what will be sent, and the panel below it."""
    if await draft_of(errand, broadcast_id):
        await show_preview(errand, broadcast_id)
        await show_panel(errand, broadcast_id, is_new=True)


def sendable_of(draft: Broadcast) -> Sendable | None:
    """Return the message of a draft; None for a digest."""
    return from_json(draft.post) if draft.post else None


def links_of(draft: Broadcast) -> Keyboard:
    """Return the link buttons of a draft; an album and a digest have none."""
    sendable = sendable_of(draft)
    return () if sendable is None or isinstance(sendable, Album) else sendable.keyboard


async def _is_none(errand: Errand, broadcast_id: int) -> None:
    if await errand.run(broadcasts.find, broadcast_id):
        await errand.say(broadcast_toasts.left_drafts(errand.voice))
    await show_panel(errand, broadcast_id)


def _changed(session: Session, broadcast_id: int, alter: Alter) -> bool:
    draft = broadcasts.find(session, broadcast_id)
    if draft is None or draft.state is not BroadcastState.DRAFT:
        return False
    return rewritten(session, broadcast_id, alter(draft))


def rewritten(session: Session, broadcast_id: int, changes: Changes) -> bool:
    """Change a draft. Buttons that were shown before send it no more: nobody sends what they have not seen."""
    is_changed = broadcasts.change(session, broadcast_id, **changes)
    if is_changed:
        marks.void(session, broadcast_id)
    return is_changed
