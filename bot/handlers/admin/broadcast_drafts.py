"""Writing a broadcast: its message, its link buttons, and how it goes out."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from sqlmodel import Session
from telegram import Message

from bot.handlers.admin.broadcast_panel import show_broadcast_preview, show_panel
from bot.handlers.context import AdminContext
from bot.transport.capture import capture_post
from bot.views.admin.broadcast_callback_data import (
    AskAnotherPost,
    AskLinkButtons,
    DropLinkButtons,
    ToggleNeverTwice,
    ToggleNotice,
    ToggleTrial,
)
from bot.views.admin.broadcast_drafts import (
    BadLinkLine,
    another_post_question,
    bad_link_buttons_message,
    link_buttons_question,
    parse_link_buttons,
    post_question,
    post_too_long_message,
    unsupported_post_message,
)
from bot.views.admin.broadcasts import no_longer_draft_toast
from bot.views.message import (
    Album,
    Keyboard,
    Post,
    Sendable,
    sendable_from_json,
    sendable_to_json,
    takes_link_buttons,
    with_link_buttons,
    without_command,
)
from storage import admins, broadcasts
from storage.broadcasts import DraftChanges
from storage.models import Awaits, Broadcast, BroadcastState, PendingQuestion
from storage.models.base import stored_id

DraftChange = Callable[[Broadcast], DraftChanges]
"""What of a draft is to change."""


async def change_draft(context: AdminContext, broadcast_id: int, alter: DraftChange) -> bool:
    """Change a draft. Returns False where it is none any more; that is said, and how it stands is shown."""
    if await context.run(_apply_change, broadcast_id, alter):
        return True
    await refuse_change(context, broadcast_id)
    return False


async def find_draft(context: AdminContext, broadcast_id: int) -> Broadcast | None:
    """Return a draft; None where it is none any more; that is said, and how it stands is shown."""
    found = await context.run(broadcasts.find, broadcast_id)
    if found and found.state is BroadcastState.DRAFT:
        return found
    await refuse_change(context, broadcast_id)
    return None


async def show_preview_and_panel(context: AdminContext, broadcast_id: int) -> None:
    """Show what will be sent, and the panel below it."""
    if await find_draft(context, broadcast_id):
        await show_broadcast_preview(context, broadcast_id)
        await show_panel(context, broadcast_id, is_new=True)


def sendable_of(draft: Broadcast) -> Sendable | None:
    """Return the message of a draft; None for a digest."""
    return sendable_from_json(draft.post) if draft.post else None


def links_of(draft: Broadcast) -> Keyboard:
    """Return the link buttons of a draft; an album and a digest have none."""
    sendable = sendable_of(draft)
    return () if sendable is None or isinstance(sendable, Album) else sendable.keyboard


async def refuse_change(context: AdminContext, broadcast_id: int) -> None:
    """Say that a broadcast is no draft any more, and show how it stands."""
    if await context.run(broadcasts.find, broadcast_id):
        await context.say(no_longer_draft_toast(context.voice))
    await show_panel(context, broadcast_id)


def _apply_change(session: Session, broadcast_id: int, alter: DraftChange) -> bool:
    draft = broadcasts.find(session, broadcast_id)
    if draft is None or draft.state is not BroadcastState.DRAFT:
        return False
    return store_changes(session, broadcast_id, alter(draft))


def store_changes(session: Session, broadcast_id: int, changes: DraftChanges) -> bool:
    """Change a draft. Buttons that were shown before send it no more: nobody sends what they have not seen."""
    is_changed = broadcasts.change_draft(session, broadcast_id, **changes)
    if is_changed:
        admins.revoke_tokens(session, broadcast_id)
    return is_changed


TRIAL_SIZE = 50
"""Recipients who go first, unless that is switched off."""


async def begin_broadcast(context: AdminContext, argument: str) -> None:
    """Begin a broadcast: with what stands behind the command, or with the next message."""
    post = capture_post(context.written) if argument and context.written else None
    if post is None:
        await context.run(admins.set_pending_question, context.person_id, Awaits.POST, context.now)
        await context.reply(post_question(context.voice))
        return
    stored = sendable_to_json(without_command(post))
    begun = await context.run(broadcasts.create_draft, context.person_id, context.now, post=stored)
    await show_preview_and_panel(context, stored_id(begun.id))


async def rewrite_post(context: AdminContext, press: AskAnotherPost) -> None:
    """Ask for another message in place of the one there is."""
    number = press.broadcast_id
    if await find_draft(context, number):
        await context.run(admins.set_pending_question, context.person_id, Awaits.POST, context.now, broadcast_id=number)
        await context.show(another_post_question(number, context.voice))


async def take_post(context: AdminContext, asked: PendingQuestion, message: Message) -> None:
    """Take the message that is to be broadcast; of an album all of it."""
    keep, album = partial(_keep_post, context, asked), message.media_group_id
    if album:
        context.admin_services.albums.take((context.person_id, album), message, keep)
    else:
        await keep(capture_post(message))


async def _keep_post(context: AdminContext, asked: PendingQuestion, post: Post | Album | None) -> None:
    if post is None:
        await context.reply(unsupported_post_message(context.voice))
    elif post.is_too_long:
        await context.reply(post_too_long_message(context.voice))
    else:
        broadcast_id = await context.run(_store_post, asked, post, context.now)
        if broadcast_id is not None:
            await show_preview_and_panel(context, broadcast_id)


def _store_post(session: Session, asked: PendingQuestion, post: Post | Album, now: datetime) -> int | None:
    """Take a message as the answer, once. Returns its broadcast; None when the question stands no more."""
    still = admins.pending_question(session, asked.person_id, now)
    if still is None or (still.awaits, still.asked_at) != (asked.awaits, asked.asked_at):
        return None
    admins.clear_pending_question(session, asked.person_id)
    if asked.broadcast_id is None:
        return stored_id(broadcasts.create_draft(session, asked.person_id, now, post=sendable_to_json(post)).id)
    before = broadcasts.find(session, asked.broadcast_id)
    links = links_of(before) if before else ()
    store_changes(
        session, asked.broadcast_id, {"post": sendable_to_json(with_link_buttons(post, links) if links else post)}
    )
    return asked.broadcast_id


async def switch_notice(context: AdminContext, press: ToggleNotice) -> None:
    """Make it a service notice, or news."""
    if await change_draft(context, press.broadcast_id, lambda draft: {"is_notice": not draft.is_notice}):
        await show_panel(context, press.broadcast_id)


async def switch_trial(context: AdminContext, press: ToggleTrial) -> None:
    """Send a first batch before the rest, or not."""
    if await change_draft(context, press.broadcast_id, lambda draft: {"trial": 0 if draft.trial else TRIAL_SIZE}):
        await show_panel(context, press.broadcast_id)


async def switch_twice(context: AdminContext, press: ToggleNeverTwice) -> None:
    """Never send again what is perhaps delivered, or once."""
    if await change_draft(context, press.broadcast_id, lambda draft: {"never_twice": not draft.never_twice}):
        await show_panel(context, press.broadcast_id)


async def open_links(context: AdminContext, press: AskLinkButtons) -> None:
    """Ask for link buttons, where there can be any."""
    number = press.broadcast_id
    draft = await find_draft(context, number)
    if draft is None:
        return
    sendable = sendable_of(draft)
    if sendable is None or not takes_link_buttons(sendable):
        await show_panel(context, number)
        return
    await context.run(admins.set_pending_question, context.person_id, Awaits.LINKS, context.now, broadcast_id=number)
    await context.show(link_buttons_question(number, links_of(draft), context.voice))


async def take_links(context: AdminContext, asked: PendingQuestion, message: Message) -> None:
    """Take link buttons as they are written."""
    found = parse_link_buttons(message.text or "")
    if isinstance(found, BadLinkLine):
        await context.reply(bad_link_buttons_message(found, context.voice))
    else:
        await _set_links(context, asked.broadcast_id or 0, found)


async def drop_links(context: AdminContext, press: DropLinkButtons) -> None:
    """Take the link buttons away."""
    await _set_links(context, press.broadcast_id, ())


async def _set_links(context: AdminContext, broadcast_id: int, links: Keyboard) -> None:
    await context.run(admins.clear_pending_question, context.person_id)
    if await change_draft(context, broadcast_id, lambda draft: _link_changes(draft, links)):
        await show_preview_and_panel(context, broadcast_id)


def _link_changes(draft: Broadcast, links: Keyboard) -> DraftChanges:
    sendable = sendable_of(draft)
    return {"post": sendable_to_json(with_link_buttons(sendable, links))} if sendable else {"post": draft.post}
