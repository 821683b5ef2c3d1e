"""Writing a broadcast: its message, its link buttons and how it goes out; its preview, and the panel below.

The panel is one message with whatever fits the state of the broadcast.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from sqlmodel import Session
from telegram import Message as TelegramMessage
from telegram.error import BadRequest

from bot.digests.content import load_digest_content
from bot.handlers.admin.progress import WAITING_STATES, load_progress_message
from bot.handlers.context import AdminContext, AdminServices, Role
from bot.handlers.routes import answer, button, command
from bot.transport.capture import capture_post
from bot.transport.reply import reply_with_post
from bot.views.admin.audience import Reach
from bot.views.admin.broadcast_drafts import (
    BadLinkLine,
    LinkFault,
    another_post_question,
    bad_link_buttons_message,
    correct_link_lines,
    link_buttons_question,
    parse_link_buttons,
    post_question,
    post_refused_message,
    post_too_long_message,
    unsupported_post_message,
)
from bot.views.admin.broadcasts import (
    broadcast_discarded_message,
    draft_panel,
    no_longer_draft_toast,
    scheduled_panel,
    unconfirmed_panel,
    unknown_broadcast_toast,
)
from bot.views.admin.callback_data import (
    AskAnotherPost,
    AskLinkButtons,
    DropLinkButtons,
    LeaveLinkLineOut,
    ToggleNeverTwice,
    ToggleNotice,
    TogglePaid,
    ToggleTrial,
)
from bot.views.admin.digests import nothing_left_message
from bot.views.message import (
    Album,
    Keyboard,
    Message,
    Post,
    Sendable,
    sendable_from_json,
    sendable_to_json,
    takes_link_buttons,
    with_link_buttons,
    with_way_out,
    without_command,
)
from bot.views.texts import Voice
from storage import admins, audience, broadcasts, digests, topics
from storage.audience import Audience
from storage.broadcasts import DraftChanges
from storage.database import read_only
from storage.models import Awaits, Broadcast, BroadcastState, PendingQuestion, Topic


@dataclass(frozen=True, slots=True)
class BroadcastOverview:
    """A broadcast, with whom it would reach now."""

    broadcast: Broadcast
    audience: Audience
    topics: list[Topic]
    size: int
    parts: int = 1
    """Messages that each recipient is sent."""

    def reach(self, admin_services: AdminServices) -> Reach:
        """Return whom it reaches, how fast, and by which rules."""
        rest, paid_rate = admin_services.rules.rest, admin_services.paid_rate
        rate = paid_rate if self.broadcast.is_paid and paid_rate else admin_services.rate()
        trial = self.broadcast.trial
        return Reach(self.audience, self.topics, self.size, rate, trial, rest, self.parts, paid_rate)


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
    broadcast = seen.broadcast
    if may_confirm(context, broadcast):
        await context.run(admins.track_confirmation, context.person_id, broadcast.id, shown_in, context.now)
    elif context.query:
        await context.run(admins.untrack_confirmation, context.person_id, shown_in)
    if changes_by_itself(broadcast):
        await _follow_progress(context, broadcast, shown_in)
    elif broadcast.state is BroadcastState.DRAFT and broadcast.progress_message_id == shown_in:
        await context.run(broadcasts.set_progress_message, broadcast.id, None, None)


def may_confirm(context: AdminContext, broadcast: Broadcast) -> bool:
    """Return whether somebody may be the second owner for whom a broadcast waits."""
    is_other = context.is_owner and context.person_id != broadcast.author_id
    return is_other and broadcast.state is BroadcastState.UNCONFIRMED


async def load_panel(context: AdminContext, broadcast: Broadcast) -> Message:
    """Return the panel that fits a broadcast's state, to bring the message that shows it up to date."""
    if broadcast.state not in WAITING_STATES and broadcast.frozen_at:  # its audience need not be counted
        return await load_progress_message(context, broadcast)
    seen = await load_overview(context, broadcast.id)
    return await _panel_message(context, seen) if seen else broadcast_discarded_message(broadcast, context.voice)


def changes_by_itself(broadcast: Broadcast) -> bool:
    """Return whether what the panel shows will change by itself."""
    is_clearing = broadcast.state is BroadcastState.CANCELLED and broadcast.ended_at is None
    return broadcast.state in CHANGING_STATES or is_clearing


async def _panel_message(context: AdminContext, seen: BroadcastOverview) -> Message:
    broadcast, reach, voice = seen.broadcast, seen.reach(context.admin_services), context.voice
    match broadcast.state:
        case BroadcastState.DRAFT:
            return draft_panel(broadcast, reach, await new_token(context, broadcast), voice)
        case BroadcastState.UNCONFIRMED:
            token = await new_token(context, broadcast) if may_confirm(context, broadcast) else None
            return unconfirmed_panel(broadcast, reach, token, context.now, voice)
        case BroadcastState.SCHEDULED:
            return scheduled_panel(broadcast, reach, context.now, voice)
        case BroadcastState.CANCELLED if broadcast.frozen_at is None:
            return broadcast_discarded_message(broadcast, voice)
        case _:
            return await load_progress_message(context, broadcast)


async def new_token(context: AdminContext, broadcast: Broadcast) -> int:
    """Return a one-time token that makes the buttons of one message good for one press of this person."""
    return await context.run(admins.create_token, context.person_id, broadcast.id, context.now)


async def _follow_progress(context: AdminContext, broadcast: Broadcast, message_id: int) -> None:
    """Have the message show the progress from now on, in place of an earlier one in the same chat.

    Where somebody else's chat shows it, it stays there: whoever else looks sees how it stands at the moment.
    """
    place = broadcast.progress_chat_id, broadcast.progress_message_id
    if broadcast.progress_chat_id not in {None, context.chat_id} or place == (context.chat_id, message_id):
        return
    await context.run(broadcasts.set_progress_message, broadcast.id, context.chat_id, message_id)
    if broadcast.progress_message_id is not None:
        with suppress(BadRequest):  # gone by now, or too old to be deleted
            await context.bot.delete_message(context.chat_id, broadcast.progress_message_id)


async def show_digest_preview(context: AdminContext, digest_id: int) -> bool:
    """Show all messages of a digest, as those get them who follow all of its topics.

    Returns:
        Whether there was anything in it.
    """
    content = await context.run(load_digest_content, digest_id)
    broadcast = await context.run(digests.broadcast_of, digest_id)
    messages: Sequence[Sendable] = content.messages(context.voice) if content else ()
    if messages and broadcast:
        messages = (*messages[:-1], _as_received(messages[-1], broadcast, context.voice))
    for message in messages or [nothing_left_message(context.voice)]:
        await reply_with_post(context.bot, context.chat_id, message)
    return bool(messages)


def _as_received(last: Sendable, broadcast: Broadcast, voice: Voice) -> Sendable:
    """Return the last message of a broadcast as it arrives: below news stands a way out, below notices none."""
    return last if broadcast.is_notice else with_way_out(last, voice)


async def show_broadcast_preview(context: AdminContext, broadcast_id: int) -> bool:
    """Show a broadcast as its recipients will see it. Returns False where Telegram refuses it, which is said."""
    broadcast = await context.run(broadcasts.find, broadcast_id)
    if broadcast is None:
        return False
    if broadcast.digest_id is not None:
        return await show_digest_preview(context, broadcast.digest_id)
    try:
        shown = _as_received(sendable_from_json(broadcast.post), broadcast, context.voice)
        await reply_with_post(context.bot, context.chat_id, shown)
    except BadRequest as error:
        await context.reply(post_refused_message(error.message, context.voice))
        return False
    return True


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


@command("broadcast", role=Role.EDITOR, menu=1)
async def begin_broadcast(context: AdminContext, argument: str) -> None:
    """Begin a broadcast: with what stands behind the command, or with the next message."""
    post = capture_post(context.written) if argument and context.written else None
    if post is None:
        await context.run(admins.set_pending_question, context.person_id, Awaits.POST, context.now)
        await context.reply(post_question(context.voice))
        return
    stored = sendable_to_json(without_command(post))
    begun = await context.run(broadcasts.create_draft, context.person_id, context.now, post=stored)
    await show_preview_and_panel(context, begun.id)


@button(AskAnotherPost, role=Role.EDITOR)
async def rewrite_post(context: AdminContext, data: AskAnotherPost) -> None:
    """Ask for another message in place of the one there is."""
    number = data.broadcast_id
    if await find_draft(context, number):
        await context.run(admins.set_pending_question, context.person_id, Awaits.POST, context.now, broadcast_id=number)
        await context.show(another_post_question(number, context.voice))


@answer(Awaits.POST, role=Role.EDITOR)
async def take_post(context: AdminContext, question: PendingQuestion, message: TelegramMessage) -> None:
    """Take the message that is to be broadcast; of an album all of it."""
    keep, album = partial(_keep_post, context, question), message.media_group_id
    if album:
        context.admin_services.albums.take((context.person_id, album), message, keep)
    else:
        await keep(capture_post(message))


async def _keep_post(context: AdminContext, question: PendingQuestion, post: Post | Album | None) -> None:
    if post is None:
        await context.reply(unsupported_post_message(context.voice))
    elif post.is_too_long:
        await context.reply(post_too_long_message(context.voice))
    else:
        broadcast_id = await context.run(_store_post, question, post, context.now)
        if broadcast_id is not None:
            await show_preview_and_panel(context, broadcast_id)


def _store_post(session: Session, question: PendingQuestion, post: Post | Album, now: datetime) -> int | None:
    """Take a message as the answer, once. Returns its broadcast; None when the question stands no more."""
    still = admins.pending_question(session, question.person_id, now)
    if still is None or (still.awaits, still.asked_at) != (question.awaits, question.asked_at):
        return None
    admins.clear_pending_question(session, question.person_id)
    if question.broadcast_id is None:
        return broadcasts.create_draft(session, question.person_id, now, post=sendable_to_json(post)).id
    before = broadcasts.find(session, question.broadcast_id)
    links = links_of(before) if before else ()
    store_changes(
        session, question.broadcast_id, {"post": sendable_to_json(with_link_buttons(post, links) if links else post)}
    )
    return question.broadcast_id


@button(ToggleNotice, role=Role.EDITOR)
async def switch_notice(context: AdminContext, data: ToggleNotice) -> None:
    """Make it a service notice, or news."""
    if await change_draft(context, data.broadcast_id, lambda draft: {"is_notice": not draft.is_notice}):
        await show_panel(context, data.broadcast_id)


@button(ToggleTrial, role=Role.EDITOR)
async def switch_trial(context: AdminContext, data: ToggleTrial) -> None:
    """Send a first batch before the rest, or not."""
    if await change_draft(context, data.broadcast_id, lambda draft: {"trial": 0 if draft.trial else TRIAL_SIZE}):
        await show_panel(context, data.broadcast_id)


@button(ToggleNeverTwice, role=Role.EDITOR)
async def switch_twice(context: AdminContext, data: ToggleNeverTwice) -> None:
    """Never send again what is perhaps delivered, or once."""
    if await change_draft(context, data.broadcast_id, lambda draft: {"never_twice": not draft.never_twice}):
        await show_panel(context, data.broadcast_id)


@button(TogglePaid, role=Role.OWNER)
async def switch_paid(context: AdminContext, data: TogglePaid) -> None:
    """Let it cost Stars, or not: an owner's to say, once the panel has named the price."""
    if await change_draft(context, data.broadcast_id, lambda draft: {"is_paid": not draft.is_paid}):
        await show_panel(context, data.broadcast_id)


@button(AskLinkButtons, role=Role.EDITOR)
async def open_links(context: AdminContext, data: AskLinkButtons) -> None:
    """Ask for link buttons, where there can be any."""
    number = data.broadcast_id
    draft = await find_draft(context, number)
    if draft is None:
        return
    sendable = sendable_of(draft)
    if sendable is None or not takes_link_buttons(sendable):
        await show_panel(context, number)
        return
    await context.run(admins.set_pending_question, context.person_id, Awaits.LINKS, context.now, broadcast_id=number)
    await context.show(link_buttons_question(number, links_of(draft), context.voice))


@answer(Awaits.LINKS, role=Role.EDITOR)
async def take_links(context: AdminContext, question: PendingQuestion, message: TelegramMessage) -> None:
    """Take link buttons as they are written; of lines that were kept, the one that could not be read."""
    await _take_link_lines(context, question, correct_link_lines(question.kept, message.text or ""))


@button(LeaveLinkLineOut, role=Role.EDITOR)
async def leave_line_out(context: AdminContext, data: LeaveLinkLineOut) -> None:
    """Take link buttons without the line that cannot be read."""
    question = await context.run(admins.pending_question, context.person_id, context.now)
    if question and question.awaits is Awaits.LINKS and question.broadcast_id == data.broadcast_id and question.kept:
        await _take_link_lines(context, question, correct_link_lines(question.kept, ""))
    else:
        await show_panel(context, data.broadcast_id)


async def _take_link_lines(context: AdminContext, question: PendingQuestion, text: str) -> None:
    found, number, written = parse_link_buttons(text), question.broadcast_id or 0, text.splitlines()
    if not isinstance(found, BadLinkLine):
        await _set_links(context, number, found)
        return
    kept = () if found.fault in {LinkFault.NOTHING, LinkFault.TOO_MANY} else written
    await context.run(
        admins.set_pending_question, context.person_id, Awaits.LINKS, context.now, broadcast_id=number, kept=kept
    )
    await context.reply(bad_link_buttons_message(number, found, written, context.voice))


@button(DropLinkButtons, role=Role.EDITOR)
async def drop_links(context: AdminContext, data: DropLinkButtons) -> None:
    """Take the link buttons away."""
    await _set_links(context, data.broadcast_id, ())


async def _set_links(context: AdminContext, broadcast_id: int, links: Keyboard) -> None:
    await context.run(admins.clear_pending_question, context.person_id)
    if await change_draft(context, broadcast_id, lambda draft: _link_changes(draft, links)):
        await show_preview_and_panel(context, broadcast_id)


def _link_changes(draft: Broadcast, links: Keyboard) -> DraftChanges:
    sendable = sendable_of(draft)
    return {"post": sendable_to_json(with_link_buttons(sendable, links))} if sendable else {"post": draft.post}
