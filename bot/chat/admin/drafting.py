"""Writing a broadcast: its message, and how it goes out."""

from datetime import datetime
from functools import partial

from sqlmodel import Session
from telegram import Message

from bot.chat.admin.drafts import change, draft_of, links_of, present, rewritten
from bot.chat.admin.errand import Errand
from bot.chat.admin.panel import show_panel
from bot.chat.capture import captured
from bot.messages.admin import asking
from bot.messages.admin.broadcast_press import RewritePost, SwitchNotice, SwitchTrial, SwitchTwice
from bot.messages.admin.command_post import without_command
from bot.messages.post import Album, Post, as_json, with_links
from storage import broadcasts, dialogues
from storage.models import Awaits, Dialogue
from storage.stories import required

TRIAL = 50
"""Recipients who go first, unless that is switched off."""


async def broadcast(errand: Errand, argument: str) -> None:
    """Begin a broadcast: with what stands behind the command, or with the next message."""
    post = captured(errand.written) if argument and errand.written else None
    if post is None:
        await errand.run(dialogues.ask, errand.person_id, Awaits.POST, errand.now)
        await errand.reply(asking.post(errand.voice))
        return
    stored = as_json(without_command(post))
    begun = await errand.run(broadcasts.draft, errand.person_id, errand.now, post=stored)
    await present(errand, required(begun.id))


async def rewrite(errand: Errand, press: RewritePost) -> None:
    """Ask for another message in place of the one there is."""
    number = press.broadcast_id
    if await draft_of(errand, number):
        await errand.run(dialogues.ask, errand.person_id, Awaits.POST, errand.now, broadcast_id=number)
        await errand.show(asking.another_post(number, errand.voice))


async def take_post(errand: Errand, asked: Dialogue, message: Message) -> None:
    """Take the message that is to be broadcast; of an album all of it."""
    keep, album = partial(_keep, errand, asked), message.media_group_id
    if album:
        errand.office.albums.take((errand.person_id, album), message, keep)
    else:
        await keep(captured(message))


async def _keep(errand: Errand, asked: Dialogue, post: Post | Album | None) -> None:
    if post is None:
        await errand.reply(asking.not_kept(errand.voice))
    elif post.is_too_long:
        await errand.reply(asking.too_long(errand.voice))
    else:
        broadcast_id = await errand.run(_store, asked, post, errand.now)
        if broadcast_id is not None:
            await present(errand, broadcast_id)


def _store(session: Session, asked: Dialogue, post: Post | Album, now: datetime) -> int | None:
    """Take a message as the answer, once. Returns its broadcast; None when the question stands no more."""
    still = dialogues.awaited(session, asked.person_id, now)
    if still is None or (still.awaits, still.asked_at) != (asked.awaits, asked.asked_at):
        return None
    dialogues.answered(session, asked.person_id)
    if asked.broadcast_id is None:
        return required(broadcasts.draft(session, asked.person_id, now, post=as_json(post)).id)
    before = broadcasts.find(session, asked.broadcast_id)
    links = links_of(before) if before else ()
    rewritten(session, asked.broadcast_id, {"post": as_json(with_links(post, links) if links else post)})
    return asked.broadcast_id


async def switch_notice(errand: Errand, press: SwitchNotice) -> None:
    """Make it a service notice, or news."""
    if await change(errand, press.broadcast_id, lambda draft: {"is_notice": not draft.is_notice}):
        await show_panel(errand, press.broadcast_id)


async def switch_trial(errand: Errand, press: SwitchTrial) -> None:
    """Send a first batch before the rest, or not."""
    if await change(errand, press.broadcast_id, lambda draft: {"trial": 0 if draft.trial else TRIAL}):
        await show_panel(errand, press.broadcast_id)


async def switch_twice(errand: Errand, press: SwitchTwice) -> None:
    """Never send again what is perhaps delivered, or once."""
    if await change(errand, press.broadcast_id, lambda draft: {"never_twice": not draft.never_twice}):
        await show_panel(errand, press.broadcast_id)
