"""The panel of a broadcast: one message with whatever fits its state, and the preview above it."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session
from telegram import Bot
from telegram.error import BadRequest

from bot.broadcasts.actions import RULES
from bot.digests.content import load_digest_content
from bot.handlers.admin.progress import load_progress_message
from bot.handlers.context import AdminContext, Services
from bot.transport.reply import reply_with_post, send_reply
from bot.views.admin.audience import Reach
from bot.views.admin.broadcast_drafts import post_refused_message
from bot.views.admin.broadcasts import (
    broadcast_discarded_message,
    draft_panel,
    scheduled_panel,
    unconfirmed_panel,
    unknown_broadcast_toast,
)
from bot.views.admin.digests import nothing_left_message
from bot.views.message import Message, sendable_from_json
from bot.views.texts import Voice
from storage import admins, audience, broadcasts, topics
from storage.audience import Audience
from storage.database import read_only
from storage.models import Broadcast, BroadcastState, Topic
from storage.models.base import stored_id


@dataclass(frozen=True, slots=True)
class BroadcastOverview:
    """A broadcast, with whom it would reach now."""

    broadcast: Broadcast
    audience: Audience
    topics: list[Topic]
    size: int
    parts: int = 1
    """Messages that each recipient is sent."""

    def reach(self, rate: float) -> Reach:
        """Return whom it reaches, at so many messages a second."""
        trial = self.broadcast.trial
        return Reach(self.audience, self.topics, self.size, rate, trial, RULES.rest, self.parts)


async def load_overview(context: AdminContext, broadcast_id: int) -> BroadcastOverview | None:
    """Return a broadcast with whom it would reach now; None if there is none of that number."""
    seen = await context.run(_load_overview, broadcast_id, context.now)
    if seen is None or seen.broadcast.digest_id is None:
        return seen
    content = await context.run(load_digest_content, seen.broadcast.digest_id)
    return replace(seen, parts=max(1, len(content.messages(context.voice)))) if content else seen


@read_only
def _load_overview(session: Session, broadcast_id: int, now: datetime) -> BroadcastOverview | None:
    broadcast = broadcasts.find(session, broadcast_id)
    if broadcast is None:
        return None
    wanted = Audience.from_json(broadcast.audience)
    size = audience.count_recipients(session, wanted, broadcast.is_notice, now)
    return BroadcastOverview(broadcast, wanted, topics.find_all(session), size)


CHANGING_STATES = frozenset(
    {
        BroadcastState.UNCONFIRMED,
        BroadcastState.SCHEDULED,
        BroadcastState.FREEZING,
        BroadcastState.RUNNING,
        BroadcastState.PAUSED,
    }
)
"""States that pass by themselves."""


async def show_panel(context: AdminContext, broadcast_id: int, *, is_new: bool = False) -> None:
    """Show the panel that fits a broadcast's state.

    Args:
        context: Of whoever sees it.
        broadcast_id: Of what; one that is not there is answered with a toast.
        is_new: As a new message below all others, instead of in place of the one that was pressed.
    """
    seen = await load_overview(context, broadcast_id)
    if seen is None:
        await context.say(unknown_broadcast_toast(context.voice))
        return
    message = await _panel_message(context, seen)
    shown_in = await (context.reply(message) if is_new else context.show(message))
    if changes_by_itself(seen.broadcast):
        await _follow_progress(context, seen.broadcast, shown_in)


def changes_by_itself(broadcast: Broadcast) -> bool:
    """Return whether what the panel shows will change by itself."""
    is_clearing = broadcast.state is BroadcastState.CANCELLED and broadcast.ended_at is None
    return broadcast.state in CHANGING_STATES or is_clearing


async def _panel_message(context: AdminContext, seen: BroadcastOverview) -> Message:
    broadcast, reach, voice = seen.broadcast, seen.reach(context.admin_services.rate()), context.voice
    match broadcast.state:
        case BroadcastState.DRAFT:
            return draft_panel(broadcast, reach, await new_token(context, broadcast), voice)
        case BroadcastState.UNCONFIRMED:
            may_confirm = context.is_owner and context.person_id != broadcast.author_id
            token = await new_token(context, broadcast) if may_confirm else None
            return unconfirmed_panel(broadcast, reach, token, voice)
        case BroadcastState.SCHEDULED:
            return scheduled_panel(broadcast, reach, voice)
        case BroadcastState.CANCELLED if broadcast.frozen_at is None:
            return broadcast_discarded_message(broadcast, voice)
        case _:
            return await load_progress_message(context, broadcast)


async def new_token(context: AdminContext, broadcast: Broadcast) -> int:
    """Return a one-time token, which makes the buttons of one message good for one press of this person."""
    return await context.run(admins.create_token, context.person_id, stored_id(broadcast.id), context.now)


async def _follow_progress(context: AdminContext, broadcast: Broadcast, message_id: int) -> None:
    """Have the message show the progress from now on, in place of an earlier one in the same chat.

    Where somebody else's chat shows it, it stays there: whoever else looks sees how it stands at the moment.
    """
    place = broadcast.progress_chat_id, broadcast.progress_message_id
    if broadcast.progress_chat_id not in {None, context.person_id} or place == (context.person_id, message_id):
        return
    await context.run(broadcasts.set_progress_message, stored_id(broadcast.id), context.person_id, message_id)
    if broadcast.progress_message_id is not None:
        with suppress(BadRequest):  # gone by now, or too old to be deleted
            await context.bot.delete_message(context.person_id, broadcast.progress_message_id)


async def show_digest_preview(bot: Bot, services: Services, person_id: int, digest_id: int, voice: Voice) -> bool:
    """Send a person all messages of a digest, as those get them who follow all of its topics.

    Returns:
        Whether there was anything in it.
    """
    content = await services.database.run(load_digest_content, digest_id)
    messages = content.messages(voice) if content else ()
    for message in messages or [nothing_left_message(voice)]:
        await send_reply(bot, person_id, message)
    return bool(messages)


async def show_broadcast_preview(context: AdminContext, broadcast_id: int) -> bool:
    """Show a broadcast as its recipients will see it. Returns False where Telegram refuses it, which is said."""
    broadcast = await context.run(broadcasts.find, broadcast_id)
    if broadcast is None:
        return False
    if broadcast.digest_id is not None:
        return await show_digest_preview(
            context.bot, context.services, context.person_id, broadcast.digest_id, context.voice
        )
    try:
        await reply_with_post(context.bot, context.person_id, sendable_from_json(broadcast.post))
    except BadRequest as error:
        await context.reply(post_refused_message(error.message, context.voice))
        return False
    return True
