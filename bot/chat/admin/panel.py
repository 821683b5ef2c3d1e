"""The panel of a broadcast: whatever fits its state, in one message that goes with it to its end."""

from contextlib import suppress

from telegram.error import BadRequest

from bot.chat.admin import sight
from bot.chat.admin.errand import Errand
from bot.chat.admin.reporting import progress_of
from bot.chat.admin.sight import Sight
from bot.messages.admin import broadcast_toasts, panel
from bot.messages.message import Message
from storage import broadcasts, marks
from storage.models import Broadcast, BroadcastState
from storage.stories import required

LIVING = frozenset(
    {
        BroadcastState.UNCONFIRMED,
        BroadcastState.SCHEDULED,
        BroadcastState.FREEZING,
        BroadcastState.RUNNING,
        BroadcastState.PAUSED,
    }
)
"""States that pass by themselves."""


async def show_panel(errand: Errand, broadcast_id: int, *, is_new: bool = False) -> None:
    """Show the panel that fits a broadcast's state.

    Args:
        errand: Of whoever sees it.
        broadcast_id: Of what; one that is not there is answered with a toast.
        is_new: As a new message below all others, instead of in place of the one that was pressed.
    """
    seen = await sight.look(errand, broadcast_id)
    if seen is None:
        await errand.say(broadcast_toasts.unknown(errand.voice))
        return
    message = await _panel(errand, seen)
    shown_in = await (errand.reply(message) if is_new else errand.show(message))
    if is_living(seen.broadcast):
        await _follow(errand, seen.broadcast, shown_in)


def is_living(broadcast: Broadcast) -> bool:
    """Return whether what the panel shows will change by itself."""
    is_clearing = broadcast.state is BroadcastState.CANCELLED and broadcast.ended_at is None
    return broadcast.state in LIVING or is_clearing


async def _panel(errand: Errand, seen: Sight) -> Message:
    broadcast, reach, voice = seen.broadcast, seen.reach(errand.office.rate()), errand.voice
    match broadcast.state:
        case BroadcastState.DRAFT:
            return panel.draft(broadcast, reach, await fresh_mark(errand, broadcast), voice)
        case BroadcastState.UNCONFIRMED:
            may_confirm = errand.is_owner and errand.person_id != broadcast.author_id
            mark = await fresh_mark(errand, broadcast) if may_confirm else None
            return panel.unconfirmed(broadcast, reach, mark, voice)
        case BroadcastState.SCHEDULED:
            return panel.scheduled(broadcast, reach, voice)
        case BroadcastState.CANCELLED if broadcast.frozen_at is None:
            return panel.discarded(broadcast, voice)
        case _:
            return await progress_of(errand, broadcast)


async def fresh_mark(errand: Errand, broadcast: Broadcast) -> int:
    """Return a mark that makes the buttons of one message good for one press of this person."""
    return await errand.run(marks.make, errand.person_id, required(broadcast.id), errand.now)


async def _follow(errand: Errand, broadcast: Broadcast, message_id: int) -> None:
    """Have the message show the progress from now on, in place of an earlier one in the same chat.

    Where somebody else's chat shows it, it stays there: whoever else looks sees how it stands at the moment.
    """
    place = broadcast.progress_chat_id, broadcast.progress_message_id
    if broadcast.progress_chat_id not in {None, errand.person_id} or place == (errand.person_id, message_id):
        return
    await errand.run(broadcasts.show_progress_in, required(broadcast.id), errand.person_id, message_id)
    if broadcast.progress_message_id is not None:
        with suppress(BadRequest):  # gone by now, or too old to be deleted
            await errand.bot.delete_message(errand.person_id, broadcast.progress_message_id)
