"""Broadcasts in the chat: listing, sending, timing, pausing and cancelling them.

Each button that sends is good for one press of one person within ten minutes.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from sqlmodel import Session
from telegram import Message as TelegramMessage
from telegram.error import TelegramError

from bot.broadcasts import actions
from bot.broadcasts.actions import SendRequest, SendResult
from bot.handlers.admin import broadcast_drafts
from bot.handlers.admin.broadcast_drafts import (
    BroadcastOverview,
    change_draft,
    find_draft,
    new_token,
    show_broadcast_preview,
    show_panel,
    show_preview_and_panel,
)
from bot.handlers.admin.progress import count_unreached, send_recipients
from bot.handlers.context import AdminContext, Role, voice_of
from bot.handlers.routes import answer, button, command
from bot.transport.reply import send_reply
from bot.views.admin.audience import Reach
from bot.views.admin.broadcast_drafts import (
    END_CHOICES,
    START_CHOICES,
    bad_time_message,
    end_time_question,
    start_time_question,
)
from bot.views.admin.broadcasts import (
    BROADCASTS_PAGE_SIZE,
    broadcast_cancelled_toast,
    broadcast_confirmed_toast,
    broadcast_discarded_toast,
    broadcast_extended_toast,
    broadcast_paused_toast,
    broadcast_rejected_notification,
    broadcast_rejected_toast,
    broadcast_resumed_toast,
    broadcasts_message,
    cancel_confirmation,
    copied_toast,
    count_changed_toast,
    drafts_message,
    exporting_toast,
    extend_confirmation,
    more_joined_toast,
    no_longer_draft_toast,
    no_recipients_toast,
    nobody_joined_toast,
    not_possible_toast,
    not_yourself_toast,
    owners_only_toast,
    returned_to_draft_toast,
    scheduled_toast,
    second_owner_asked_toast,
    send_again_confirmation,
    send_confirmation,
    sending_toast,
    sent_again_toast,
    stale_button_toast,
    test_sent_toast,
    too_late_toast,
    too_many_joined_toast,
    unknown_broadcast_toast,
    void_confirmation_message,
    void_confirmation_toast,
)
from bot.views.admin.callback_data import (
    AskEndTime,
    AskSendAgain,
    AskSendBroadcast,
    AskStartTime,
    CancelBroadcast,
    ConfirmCancelBroadcast,
    ConfirmLargeBroadcast,
    CopyBroadcast,
    ExtendBroadcast,
    ExtendPaid,
    GetRecipientsFile,
    OldRejectLargeBroadcast,
    OpenBroadcastPanel,
    OpenBroadcasts,
    OpenDrafts,
    PauseBroadcast,
    RejectLargeBroadcast,
    ResumeBroadcast,
    ReturnToDraft,
    SendAgain,
    SendBroadcast,
    SendTest,
    SetEndTime,
    SetStartTime,
    ShowBroadcast,
)
from bot.views.admin.written_times import BadTime, find_zone, read_time
from bot.views.message import page_count
from bot.views.texts import Voice
from storage import admins, broadcast_stats, broadcasts, recipients
from storage.models import AuditAct, Awaits, Broadcast, BroadcastState, PendingQuestion

SEND_TOASTS: dict[SendResult, Callable[[Voice], str]] = {
    SendResult.SENDING: sending_toast,
    SendResult.SCHEDULED: scheduled_toast,
    SendResult.UNCONFIRMED: second_owner_asked_toast,
    SendResult.CONFIRMED: broadcast_confirmed_toast,
    SendResult.REJECTED: broadcast_rejected_toast,
    SendResult.EXTENDED: broadcast_extended_toast,
    SendResult.LEFT_DRAFTS: no_longer_draft_toast,
    SendResult.STALE: stale_button_toast,
    SendResult.NOBODY: no_recipients_toast,
    SendResult.TOO_LATE: too_late_toast,
    SendResult.NOT_YOURSELF: not_yourself_toast,
    SendResult.IMPOSSIBLE: not_possible_toast,
    SendResult.TOO_MANY_JOINED: too_many_joined_toast,
    SendResult.NOBODY_JOINED: nobody_joined_toast,
    SendResult.MORE_JOINED: more_joined_toast,
    SendResult.SENT_AGAIN: sent_again_toast,
    SendResult.COUNT_CHANGED: count_changed_toast,
}
"""The toast that tells each result."""

StateChange = Callable[[Session, int, int, datetime], bool]
"""Moves a broadcast on, by its id, for a person. Returns whether it could be."""

BEGUN_STATES = frozenset({BroadcastState.FREEZING, BroadcastState.RUNNING, BroadcastState.PAUSED})


@button(PauseBroadcast, role=Role.EDITOR)
async def pause_broadcast(context: AdminContext, data: PauseBroadcast) -> None:
    """Pause a broadcast."""
    await _change_state(context, data.broadcast_id, actions.pause, broadcast_paused_toast)


@button(ResumeBroadcast, role=Role.EDITOR)
async def resume_broadcast(context: AdminContext, data: ResumeBroadcast) -> None:
    """Go on with a broadcast."""
    await _change_state(context, data.broadcast_id, actions.resume, broadcast_resumed_toast)


@button(ReturnToDraft, role=Role.EDITOR)
async def take_back_broadcast(context: AdminContext, data: ReturnToDraft) -> None:
    """Make a broadcast that waits a draft again."""
    await _change_state(context, data.broadcast_id, actions.return_to_draft, returned_to_draft_toast)


@button(CancelBroadcast, role=Role.EDITOR)
async def cancel_broadcast(context: AdminContext, data: CancelBroadcast) -> None:
    """Cancel a broadcast; one that has begun after a question, below the message that shows its progress."""
    broadcast = await context.run(broadcasts.find, data.broadcast_id)
    if broadcast is None or broadcast.state not in BEGUN_STATES:
        await _change_state(context, data.broadcast_id, actions.cancel, broadcast_discarded_toast)
        return
    counted = await context.run(broadcast_stats.recipient_counts, data.broadcast_id)
    await context.reply(cancel_confirmation(broadcast, counted.left, context.voice))


@button(ConfirmCancelBroadcast, role=Role.EDITOR)
async def confirm_cancel(context: AdminContext, data: ConfirmCancelBroadcast) -> None:
    """Cancel one that has begun."""
    await _change_state(context, data.broadcast_id, actions.cancel, broadcast_cancelled_toast)


@button(GetRecipientsFile, role=Role.EDITOR)
async def export_recipients(context: AdminContext, data: GetRecipientsFile) -> None:
    """Send a CSV of every recipient."""
    if await context.run(broadcasts.find, data.broadcast_id) is None:
        await context.toast(unknown_broadcast_toast(context.voice))
        return
    await context.audit(AuditAct.EXPORTED, f"recipients of broadcast {data.broadcast_id}")
    await context.toast(exporting_toast(context.voice))
    await send_recipients(context, data.broadcast_id)


async def _change_state(
    context: AdminContext, broadcast_id: int, change: StateChange, said: Callable[[Voice], str]
) -> None:
    """Move a broadcast on if it can be, and show its state."""
    is_done = await context.run(change, broadcast_id, context.person_id, context.now)
    if is_done:
        context.admin_services.wake()
    await context.toast(said(context.voice) if is_done else not_possible_toast(context.voice))
    await show_panel(context, broadcast_id)


SendAction = Callable[[Session, SendRequest], SendResult]


@button(AskSendBroadcast, role=Role.EDITOR)
async def ask_send(context: AdminContext, data: AskSendBroadcast) -> None:
    """Ask whether to send a draft now, with the number of its recipients."""
    number = data.broadcast_id
    draft = await find_draft(context, number)
    seen = await broadcast_drafts.load_overview(context, number) if draft else None
    if draft is None or seen is None:
        return
    is_good = await context.run(admins.use_token, data.token, context.person_id, number, context.now)
    if is_good and seen.size:
        request = _send_request(context, seen, None, None)
        token, reach = await new_token(context, draft), seen.reach(context.admin_services)
        await context.show(send_confirmation(draft, reach, token, context.voice, needs_second=request.needs_second))
    else:
        await context.toast((no_recipients_toast if is_good else stale_button_toast)(context.voice))
        await show_panel(context, number)


@button(SendBroadcast, role=Role.EDITOR)
async def send_now(context: AdminContext, data: SendBroadcast) -> None:
    """Send a draft."""
    await run_send_action(context, actions.send, data.broadcast_id, data.token)


@button(SetStartTime, role=Role.EDITOR)
async def set_start(context: AdminContext, data: SetStartTime) -> None:
    """Send a draft in so many minutes."""
    if data.minutes not in START_CHOICES:
        await context.toast(unknown_broadcast_toast(context.voice))
        return
    starts_at = context.now + timedelta(minutes=data.minutes)
    await run_send_action(context, actions.send, data.broadcast_id, data.token, starts_at)


@button(ExtendBroadcast, role=Role.EDITOR)
async def extend_broadcast(context: AdminContext, data: ExtendBroadcast) -> None:
    """Send a broadcast to people who joined after it was frozen; where that costs Stars, ask before."""
    seen = await broadcast_drafts.load_overview(context, data.broadcast_id)
    reach = await _paid_extension(context, seen) if seen else None
    if seen and reach:
        await context.reply(extend_confirmation(seen.broadcast, reach, data.token, context.voice))
        await context.toast()
    else:
        await run_send_action(context, actions.extend, data.broadcast_id, data.token)


async def _paid_extension(context: AdminContext, seen: BroadcastOverview) -> Reach | None:
    """Return whom a broadcast would be extended to for Stars; None where it costs none, or nobody joined."""
    reach = seen.reach(context.admin_services)
    if not (seen.broadcast.is_paid and reach.paid_rate):
        return None
    count = await context.run(recipients.count_new, seen.broadcast, context.now)
    return replace(reach, size=count) if count else None


@button(ExtendPaid, role=Role.EDITOR)
async def extend_paid(context: AdminContext, data: ExtendPaid) -> None:
    """Send a broadcast to those who joined since, as many as were named at most."""
    await run_send_action(context, partial(actions.extend, most=data.count), data.broadcast_id, data.token)


@button(AskSendAgain, role=Role.EDITOR)
async def ask_send_again(context: AdminContext, data: AskSendAgain) -> None:
    """Ask whether to send a broadcast again to those whom it failed to reach, with their number."""
    seen = await broadcast_drafts.load_overview(context, data.broadcast_id)
    if seen is None or seen.broadcast.state is not BroadcastState.DONE:
        await context.toast(not_possible_toast(context.voice))
        await show_panel(context, data.broadcast_id)
        return
    reach = replace(seen.reach(context.admin_services), size=await count_unreached(context, seen.broadcast))
    token = await new_token(context, seen.broadcast)
    await context.reply(send_again_confirmation(seen.broadcast, reach, token, context.voice))
    await context.toast()


@button(SendAgain, role=Role.EDITOR)
async def send_again(context: AdminContext, data: SendAgain) -> None:
    """Send a broadcast again to those whom it failed to reach."""
    await run_send_action(context, partial(actions.send_again, count=data.count), data.broadcast_id, data.token)


@button(ConfirmLargeBroadcast, role=Role.EDITOR)
async def confirm_large(context: AdminContext, data: ConfirmLargeBroadcast) -> None:
    """Confirm a large broadcast."""
    if await _require_owner(context, data.broadcast_id):
        await _answer_confirmation(context, actions.confirm, data.broadcast_id, data.token)


@button(RejectLargeBroadcast, role=Role.EDITOR)
async def reject_large(context: AdminContext, data: RejectLargeBroadcast) -> None:
    """Refuse a large broadcast: it is a draft again, and its author is told."""
    if not await _require_owner(context, data.broadcast_id):
        return
    result = await _answer_confirmation(context, actions.reject, data.broadcast_id, data.token)
    broadcast = await context.run(broadcasts.find, data.broadcast_id)
    if broadcast and result is SendResult.REJECTED:
        await _tell_author(context, broadcast)


@button(OldRejectLargeBroadcast, role=Role.EDITOR)
async def reject_by_old_button(context: AdminContext, data: OldRejectLargeBroadcast) -> None:
    """Refuse nothing: whoever presses may not have seen what the broadcast is now."""
    if await _require_owner(context, data.broadcast_id):
        await context.toast(void_confirmation_toast(context.voice))
        await _show_void(context, data.broadcast_id)


VOID_RESULTS = frozenset({SendResult.STALE, SendResult.IMPOSSIBLE})
"""Results after which the message that was pressed can confirm nothing."""


async def _answer_confirmation(
    context: AdminContext, action: SendAction, broadcast_id: int, token: int
) -> SendResult | None:
    """Confirm or refuse, and show the result; a message that is out of date says so, and does nothing else."""
    toasts = {**SEND_TOASTS, SendResult.STALE: void_confirmation_toast}
    result = await _run_action(context, action, broadcast_id, token, toasts=toasts)
    if result in VOID_RESULTS:
        await _show_void(context, broadcast_id)
    elif result is not None:
        await show_panel(context, broadcast_id)
    return result


async def _show_void(context: AdminContext, broadcast_id: int) -> None:
    broadcast = await context.run(broadcasts.find, broadcast_id)
    if broadcast is None:
        await context.toast(unknown_broadcast_toast(context.voice))
        return
    shown_in = await context.show(void_confirmation_message(broadcast, context.voice))
    await context.run(admins.untrack_confirmation, context.person_id, shown_in)


async def run_send_action(
    context: AdminContext, action: SendAction, broadcast_id: int, token: int | None, starts_at: datetime | None = None
) -> SendResult | None:
    """Send a broadcast in one of the ways of ``actions`` and show the result; None when there is no such broadcast."""
    result = await _run_action(context, action, broadcast_id, token, starts_at)
    if result is not None:
        await show_panel(context, broadcast_id)
    return result


async def _run_action(
    context: AdminContext,
    action: SendAction,
    broadcast_id: int,
    token: int | None,
    starts_at: datetime | None = None,
    *,
    toasts: Mapping[SendResult, Callable[[Voice], str]] = SEND_TOASTS,
) -> SendResult | None:
    """Do one of ``actions`` and say the result; None when there is no such broadcast."""
    seen = await broadcast_drafts.load_overview(context, broadcast_id)
    if seen is None:
        await context.say(unknown_broadcast_toast(context.voice))
        return None
    result = await context.run(action, _send_request(context, seen, token, starts_at))
    if result.is_done:
        context.admin_services.wake()
    if context.query or not result.is_done:  # else the panel says it
        await context.say(toasts[result](context.voice))
    return result


def _send_request(
    context: AdminContext, seen: BroadcastOverview, token: int | None, starts_at: datetime | None
) -> SendRequest:
    services = context.admin_services
    return SendRequest(
        seen.broadcast.id, context.person_id, seen.size, services.owners, context.now, token, starts_at, services.rules
    )


@button(SendTest, role=Role.EDITOR)
async def send_test(context: AdminContext, data: SendTest) -> None:
    """Send a broadcast to whoever presses, and nobody else."""
    if await context.run(actions.use_test_token, data.broadcast_id, data.token, context.person_id, context.now):
        if await show_broadcast_preview(context, data.broadcast_id):
            await context.toast(test_sent_toast(context.voice))
    else:
        await context.toast(stale_button_toast(context.voice))
    await show_panel(context, data.broadcast_id)


async def _tell_author(context: AdminContext, broadcast: Broadcast) -> None:
    if not admins.is_person(broadcast.author_id) or broadcast.author_id == context.person_id:
        return
    voice = await voice_of(context.services, broadcast.author_id)
    with suppress(TelegramError):  # they will find it among /broadcasts
        await send_reply(context.bot, broadcast.author_id, broadcast_rejected_notification(broadcast, voice))


async def _require_owner(context: AdminContext, broadcast_id: int) -> bool:
    if context.is_owner:
        return True
    await context.audit(AuditAct.REFUSED, f"to confirm broadcast {broadcast_id}")
    await context.toast(owners_only_toast(context.voice))
    return False


@button(AskStartTime, role=Role.EDITOR)
async def ask_start(context: AdminContext, data: AskStartTime) -> None:
    """Ask when to send a draft."""
    number = data.broadcast_id
    draft = await find_draft(context, number)
    if draft:
        await context.run(
            admins.set_pending_question, context.person_id, Awaits.START, context.now, broadcast_id=number
        )
        token = await new_token(context, draft)
        await context.show(start_time_question(number, token, context.now, context.admin_services.zone, context.voice))


@answer(Awaits.START, role=Role.EDITOR)
async def take_start(context: AdminContext, question: PendingQuestion, message: TelegramMessage) -> None:
    """Take a time as it is written: the broadcast is scheduled for it."""
    starts_at = await _read_time(context, message)
    if starts_at:
        sent = await run_send_action(context, actions.send, question.broadcast_id or 0, None, starts_at)
        if sent is not actions.SendResult.TOO_LATE:
            await context.run(admins.clear_pending_question, context.person_id)


@button(AskEndTime, role=Role.EDITOR)
async def ask_end(context: AdminContext, data: AskEndTime) -> None:
    """Ask after when not to send a draft."""
    number = data.broadcast_id
    draft = await find_draft(context, number)
    if draft:
        await context.run(admins.set_pending_question, context.person_id, Awaits.END, context.now, broadcast_id=number)
        await context.show(
            end_time_question(number, draft.not_after, context.now, context.admin_services.zone, context.voice)
        )


@button(SetEndTime, role=Role.EDITOR)
async def set_end(context: AdminContext, data: SetEndTime) -> None:
    """Drop what has not left after so many hours; 0: whenever."""
    if data.hours not in {0, *END_CHOICES}:
        await context.toast(unknown_broadcast_toast(context.voice))
        return
    await _change_end(context, data.broadcast_id, context.now + timedelta(hours=data.hours) if data.hours else None)


@answer(Awaits.END, role=Role.EDITOR)
async def take_end(context: AdminContext, question: PendingQuestion, message: TelegramMessage) -> None:
    """Take a time as it is written."""
    not_after = await _read_time(context, message)
    if not_after:
        await _change_end(context, question.broadcast_id or 0, not_after)


async def _change_end(context: AdminContext, broadcast_id: int, not_after: datetime | None) -> None:
    await context.run(admins.clear_pending_question, context.person_id)
    if await change_draft(context, broadcast_id, lambda _: {"not_after": not_after}):
        await show_panel(context, broadcast_id)


async def _read_time(context: AdminContext, message: TelegramMessage) -> datetime | None:
    """The time that was written; what is amiss with it is said."""
    zone = context.admin_services.zone
    found = read_time(message.text or "", zone, find_zone, context.now)
    if isinstance(found, BadTime):
        await context.reply(bad_time_message(found, context.now, zone, context.voice))
        return None
    return found


@command("broadcasts", role=Role.EDITOR, menu=2)
async def list_broadcasts(context: AdminContext, _: str) -> None:
    """Show the newest broadcasts."""
    await _show_list_page(context, 0)


@button(OpenBroadcasts, role=Role.EDITOR)
async def open_broadcasts(context: AdminContext, data: OpenBroadcasts) -> None:
    """Show a page of the broadcasts there were."""
    await _show_list_page(context, data.page)


@button(OpenBroadcastPanel, role=Role.EDITOR)
async def open_panel(context: AdminContext, data: OpenBroadcastPanel) -> None:
    """Show the panel of a broadcast; whatever was asked before is asked no more."""
    await context.run(admins.clear_pending_question, context.person_id)
    await show_panel(context, data.broadcast_id)


@button(ShowBroadcast, role=Role.EDITOR)
async def show_broadcast(context: AdminContext, data: ShowBroadcast) -> None:
    """Show a broadcast as its recipients see it, and the panel below."""
    await context.run(admins.clear_pending_question, context.person_id)
    await show_broadcast_preview(context, data.broadcast_id)
    await show_panel(context, data.broadcast_id, is_new=True)


@command("drafts", role=Role.EDITOR, menu=3)
async def list_drafts(context: AdminContext, _: str) -> None:
    """Show the newest drafts."""
    await _show_drafts_page(context, 0)


@button(OpenDrafts, role=Role.EDITOR)
async def open_drafts(context: AdminContext, data: OpenDrafts) -> None:
    """Show a page of drafts."""
    await _show_drafts_page(context, data.page)


@button(CopyBroadcast, role=Role.EDITOR)
async def copy_broadcast(context: AdminContext, data: CopyBroadcast) -> None:
    """Make a new draft of a broadcast, and show it."""
    draft = await context.run(broadcasts.copy_as_draft, data.broadcast_id, context.person_id, context.now)
    if draft is None:
        await context.toast(unknown_broadcast_toast(context.voice))
        return
    await context.toast(copied_toast(context.voice))
    await show_preview_and_panel(context, draft.id)


async def _show_drafts_page(context: AdminContext, page: int) -> None:
    _, total = await context.run(broadcasts.drafts, 0, 0)
    page = min(page, page_count(total, BROADCASTS_PAGE_SIZE) - 1)
    shown, total = await context.run(broadcasts.drafts, page * BROADCASTS_PAGE_SIZE, BROADCASTS_PAGE_SIZE)
    await context.show(drafts_message(shown, page, total, context.voice))


async def _show_list_page(context: AdminContext, page: int) -> None:
    _, total = await context.run(broadcasts.recent, 0, 0)
    page = min(page, page_count(total, BROADCASTS_PAGE_SIZE) - 1)
    shown, total = await context.run(broadcasts.recent, page * BROADCASTS_PAGE_SIZE, BROADCASTS_PAGE_SIZE)
    _, drafts = await context.run(broadcasts.drafts, 0, 0)
    await context.show(broadcasts_message(shown, page, total, context.voice, drafts=drafts))
