"""Broadcasts.

The list of them, the panel by which one is edited and sent, what owners and editors are told of one, and its toasts.
"""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.views.admin.audience import Reach, describe_audience, describe_size
from bot.views.admin.callback_data import (
    AskAnotherPost,
    AskEndTime,
    AskLinkButtons,
    AskSendBroadcast,
    AskStartTime,
    CancelBroadcast,
    ConfirmCancelBroadcast,
    ConfirmLargeBroadcast,
    ExtendPaid,
    OpenAudience,
    OpenBroadcastPanel,
    OpenBroadcasts,
    OpenDigestDraft,
    OpenDrafts,
    PreviewDigest,
    RejectLargeBroadcast,
    ResumeBroadcast,
    ReturnToDraft,
    SendAgain,
    SendBroadcast,
    SendTest,
    ShowBroadcast,
    ToggleNeverTwice,
    ToggleNotice,
    TogglePaid,
    ToggleTrial,
)
from bot.views.admin.progress import author_line, copy_button, failure_reasons
from bot.views.format import clean_text, format_duration, format_rate, format_time, lines, paragraphs, shorten
from bot.views.message import (
    Button,
    Message,
    Row,
    build_keyboard,
    callback_button,
    page_buttons,
    page_count,
    sendable_from_json,
    takes_link_buttons,
)
from bot.views.texts import Voice
from storage.broadcast_stats import FailureReason, RecipientCounts
from storage.models import Broadcast, BroadcastState

BROADCASTS_PAGE_SIZE = 8
_LONGEST_GIST = 24


def broadcasts_message(
    broadcasts: Sequence[Broadcast], page: int, total: int, voice: Voice, *, drafts: int = 0
) -> Message:
    """Return a page of broadcasts, each a button that opens its panel.

    Args:
        broadcasts: Those of the page.
        page: From 0.
        total: Of all pages.
        voice: Texts and language.
        drafts: How many stand on a page of their own.
    """
    beside = (callback_button(voice.label("button-drafts", count=drafts), OpenDrafts(0)),) if drafts else ()
    if not total:
        return Message(voice.say("broadcasts-none"), build_keyboard(beside))
    buttons = [(callback_button(_list_label(each, voice), ShowBroadcast(each.id or 0)),) for each in broadcasts]
    turn = page_buttons(page, page_count(total, BROADCASTS_PAGE_SIZE), OpenBroadcasts)
    return Message(voice.say("broadcasts-head", count=total), build_keyboard(*buttons, turn, beside))


def drafts_message(drafts: Sequence[Broadcast], page: int, total: int, voice: Voice) -> Message:
    """Return a page of drafts, each a button that opens it; the arguments are those of `broadcasts_message`."""
    back = (callback_button(voice.label("button-broadcasts"), OpenBroadcasts(0)),)
    if not total:
        return Message(voice.say("drafts-none"), build_keyboard(back))
    buttons = [(callback_button(_list_label(each, voice), ShowBroadcast(each.id or 0)),) for each in drafts]
    turn = page_buttons(page, page_count(total, BROADCASTS_PAGE_SIZE), OpenDrafts)
    return Message(voice.say("drafts-head", count=total), build_keyboard(*buttons, turn, back))


def send_again_confirmation(broadcast: Broadcast, reach: Reach, token: int, voice: Voice) -> Message:
    """Return the question whether to send a broadcast again to those not reached; ``token`` makes it good once."""
    number, count = broadcast.id or 0, reach.size
    back = callback_button(voice.label("button-cancel-no"), OpenBroadcastPanel(number))
    if not count:
        return Message(voice.say("send-again-nobody", number=str(number)), build_keyboard((back,)))
    doubles = voice.say("send-again-once") if broadcast.never_twice else voice.say("send-again-doubles")
    yes = callback_button(voice.label("button-send-again-yes", count=count), SendAgain(number, count, token))
    text = voice.say("send-again-confirm", number=str(number), count=count)
    price = _price_text(broadcast, reach, voice)
    return Message(paragraphs(text, doubles, price), build_keyboard((yes,), (back,)))


def extend_confirmation(broadcast: Broadcast, reach: Reach, token: int, voice: Voice) -> Message:
    """Return the question whether to send a broadcast that is paid for to those who joined since."""
    number, count = broadcast.id or 0, reach.size
    text = voice.say("extend-confirm", number=str(number), count=count)
    yes = callback_button(voice.label("button-extend-yes", count=count), ExtendPaid(number, count, token))
    back = callback_button(voice.label("button-cancel-no"), OpenBroadcastPanel(number))
    return Message(paragraphs(text, _price_text(broadcast, reach, voice)), build_keyboard((yes,), (back,)))


def _list_label(broadcast: Broadcast, voice: Voice) -> str:
    number, gist = str(broadcast.id), _gist(broadcast, voice)
    match broadcast.state:
        case BroadcastState.DRAFT:
            label = voice.label("button-is-draft", number=number, gist=gist)
        case BroadcastState.UNCONFIRMED:
            label = voice.label("button-is-unconfirmed", number=number, gist=gist)
        case BroadcastState.SCHEDULED:
            label = voice.label("button-is-scheduled", number=number, gist=gist)
        case BroadcastState.FREEZING | BroadcastState.RUNNING:
            label = voice.label("button-is-running", number=number, gist=gist)
        case BroadcastState.PAUSED:
            label = voice.label("button-is-paused", number=number, gist=gist)
        case BroadcastState.DONE:
            label = voice.label("button-is-done", number=number, gist=gist)
        case _:
            label = voice.label("button-is-cancelled", number=number, gist=gist)
    return label


def _gist(broadcast: Broadcast, voice: Voice) -> str:
    """Its first words; a digest has none of its own, and a file may have none."""
    if broadcast.digest_id:
        return voice.label("button-gist-digest")
    words = clean_text(sendable_from_json(broadcast.post).plain())
    return shorten(words, _LONGEST_GIST) if words else voice.label("button-gist-file")


def draft_panel(broadcast: Broadcast, reach: Reach, token: int, voice: Voice) -> Message:
    """Return the panel of a draft.

    Args:
        broadcast: As it stands.
        reach: Whom it reaches.
        token: Makes the buttons that send good for one press.
        voice: Texts and language.
    """
    number = broadcast.id or 0
    text = paragraphs(
        lines(voice.say("panel-draft", number=str(number)), author_line(broadcast, voice), _above(broadcast, voice)),
        lines(describe_audience(reach, voice), describe_size(reach, voice)),
        _options_text(broadcast, reach, voice),
    )
    keyboard = build_keyboard(
        _content_buttons(broadcast, voice),
        (callback_button(voice.label("button-audience"), OpenAudience(number)), _notice_button(broadcast, voice)),
        _option_buttons(broadcast, voice),
        _price_buttons(broadcast, reach, voice),
        (_end_button(broadcast, voice), *_schedule_buttons(broadcast, reach, voice)),
        (
            callback_button(voice.label("button-test"), SendTest(number, token)),
            *_send_buttons(broadcast, reach, token, voice),
        ),
        (callback_button(voice.label("button-discard"), CancelBroadcast(number)),),
    )
    return Message(text, keyboard)


def unconfirmed_panel(broadcast: Broadcast, reach: Reach, token: int | None, now: datetime, voice: Voice) -> Message:
    """Return the panel of a broadcast that waits for a second owner; ``token`` is for whoever may be that owner."""
    number = broadcast.id or 0
    asked = voice.say("panel-confirm") if token is not None else voice.say("panel-waits")
    head = lines(voice.say("panel-unconfirmed", number=str(number)), author_line(broadcast, voice), asked)
    text, back = _waiting_text(head, broadcast, reach, now, voice), _back_buttons(broadcast, voice)
    if token is None:
        return Message(text, build_keyboard(*back))
    confirm = callback_button(voice.label("button-confirm-broadcast"), ConfirmLargeBroadcast(number, token))
    reject = callback_button(voice.label("button-reject-broadcast"), RejectLargeBroadcast(number, token))
    return Message(text, build_keyboard((confirm, reject), *back))


def scheduled_panel(broadcast: Broadcast, reach: Reach, now: datetime, voice: Voice) -> Message:
    """Return the panel of a broadcast that waits for its time."""
    head = lines(voice.say("panel-scheduled", number=str(broadcast.id or 0)), author_line(broadcast, voice))
    return Message(_waiting_text(head, broadcast, reach, now, voice), build_keyboard(*_back_buttons(broadcast, voice)))


def broadcast_discarded_message(broadcast: Broadcast, voice: Voice) -> Message:
    """Return what is left of a broadcast that was cancelled before anybody was sent it."""
    number = broadcast.id or 0
    return Message(voice.say("panel-discarded", number=str(number)), build_keyboard((copy_button(number, voice),)))


def cancel_confirmation(broadcast: Broadcast, left: int, voice: Voice) -> Message:
    """Return the question whether to cancel a broadcast that has begun; ``left`` have not had it yet."""
    number = broadcast.id or 0
    stop = callback_button(voice.label("button-cancel-yes"), ConfirmCancelBroadcast(number))
    leave = callback_button(voice.label("button-cancel-no"), OpenBroadcastPanel(number))
    return Message(voice.say("cancel-confirm", number=str(number), count=left), build_keyboard((stop,), (leave,)))


def broadcast_rejected_notification(broadcast: Broadcast, voice: Voice) -> Message:
    """Return what the author of a broadcast is told when the second owner refuses it."""
    number = broadcast.id or 0
    open_it = callback_button(voice.label("button-open-panel"), ShowBroadcast(number))
    return Message(voice.say("told-rejected", number=str(number)), build_keyboard((open_it,)))


def _above(broadcast: Broadcast, voice: Voice) -> Markup:
    return voice.say("panel-digest") if broadcast.digest_id else voice.say("panel-post")


def _options_text(broadcast: Broadcast, reach: Reach, voice: Voice) -> Markup:
    """What it is, and how it goes out."""
    return lines(
        voice.say("panel-notice") if broadcast.is_notice else voice.say("panel-news"),
        voice.say("panel-trial", count=broadcast.trial, rest=format_duration(reach.rest, voice))
        if 0 < broadcast.trial < reach.size
        else "",
        voice.say("panel-never-twice") if broadcast.never_twice else "",
        _price_text(broadcast, reach, voice),
        voice.say("panel-not-after", moment=format_time(broadcast.not_after, voice)) if broadcast.not_after else "",
    )


def _price_text(broadcast: Broadcast, reach: Reach, voice: Voice) -> Markup:
    """What it costs; nothing where nobody pays."""
    if not (broadcast.is_paid and reach.paid_rate):
        return Markup()
    return voice.say("panel-paid", stars=reach.stars, pace=format_rate(reach.paid_rate, voice))


def _price_buttons(broadcast: Broadcast, reach: Reach, voice: Voice) -> Row:
    """To let it cost Stars, which are named before; none where the settings have no paid rate."""
    if not reach.paid_rate:
        return ()
    label = voice.label("button-paid" if broadcast.is_paid else "button-free", stars=reach.stars)
    return (callback_button(label, TogglePaid(broadcast.id or 0)),)


def _starts_text(broadcast: Broadcast, now: datetime, voice: Voice) -> Markup:
    """When it goes out; a time that is past is told as past."""
    if broadcast.starts_at is None:
        return Markup()
    moment = format_time(broadcast.starts_at, voice)
    if broadcast.starts_at > now:
        return voice.say("panel-starts", moment=moment)
    if broadcast.state is BroadcastState.UNCONFIRMED:
        return voice.say("panel-starts-past", moment=moment)
    return voice.say("panel-starts-now", moment=moment)


def _waiting_text(head: Markup, broadcast: Broadcast, reach: Reach, now: datetime, voice: Voice) -> Markup:
    starts = _starts_text(broadcast, now, voice)
    whom = lines(describe_audience(reach, voice), describe_size(reach, voice))
    return paragraphs(lines(head, starts), whom, _options_text(broadcast, reach, voice))


def _content_buttons(broadcast: Broadcast, voice: Voice) -> Row:
    """To change what is sent: of a digest its stories, of a post its words and its link buttons."""
    number = broadcast.id or 0
    if broadcast.digest_id:
        edit = callback_button(voice.label("button-panel-digest"), OpenDigestDraft(broadcast.digest_id))
        return edit, callback_button(voice.label("button-panel-preview"), PreviewDigest(broadcast.digest_id))
    rewrite = callback_button(voice.label("button-rewrite"), AskAnotherPost(number))
    links = callback_button(voice.label("button-link-buttons"), AskLinkButtons(number))
    return (rewrite, links) if takes_link_buttons(sendable_from_json(broadcast.post)) else (rewrite,)


def _notice_button(broadcast: Broadcast, voice: Voice) -> Button:
    label = voice.label("button-is-notice") if broadcast.is_notice else voice.label("button-is-news")
    return callback_button(label, ToggleNotice(broadcast.id or 0))


def _option_buttons(broadcast: Broadcast, voice: Voice) -> Row:
    """How it goes out."""
    number, trial = broadcast.id or 0, broadcast.trial
    batch = voice.label("button-panel-trial", count=trial) if trial else voice.label("button-panel-no-trial")
    twice = voice.label("button-never-twice") if broadcast.never_twice else voice.label("button-perhaps-twice")
    return callback_button(batch, ToggleTrial(number)), callback_button(twice, ToggleNeverTwice(number))


def _end_button(broadcast: Broadcast, voice: Voice) -> Button:
    label = voice.label("button-ends") if broadcast.not_after else voice.label("button-never-ends")
    return callback_button(label, AskEndTime(broadcast.id or 0))


def _schedule_buttons(broadcast: Broadcast, reach: Reach, voice: Voice) -> Row:
    """Nothing can be sent to nobody, now or later."""
    return (
        (callback_button(voice.label("button-panel-schedule"), AskStartTime(broadcast.id or 0)),) if reach.size else ()
    )


def _send_buttons(broadcast: Broadcast, reach: Reach, token: int, voice: Voice) -> Row:
    label = voice.label("button-send-now", count=reach.size)
    return (callback_button(label, AskSendBroadcast(broadcast.id or 0, token)),) if reach.size else ()


def send_confirmation(broadcast: Broadcast, reach: Reach, token: int, voice: Voice, *, needs_second: bool) -> Message:
    """Return the question whether to send a draft now, which names its recipients; ``token`` lets one person do it."""
    number = broadcast.id or 0
    text = paragraphs(
        voice.say("send-confirm", number=str(number), count=reach.size),
        lines(describe_audience(reach, voice), describe_size(reach, voice), _price_text(broadcast, reach, voice)),
        voice.say("send-confirm-second") if needs_second else voice.say("send-confirm-final"),
    )
    send = callback_button(voice.label("button-send-yes", count=reach.size), SendBroadcast(number, token))
    leave = callback_button(voice.label("button-send-no"), OpenBroadcastPanel(number))
    return Message(text, build_keyboard((send,), (leave,)))


def _back_buttons(broadcast: Broadcast, voice: Voice) -> tuple[Row, ...]:
    """To look at what will be sent, and to send it not, or not yet."""
    number = broadcast.id or 0
    look = callback_button(voice.label("button-panel-preview"), ShowBroadcast(number))
    back = callback_button(voice.label("button-take-back"), ReturnToDraft(number))
    discard = callback_button(voice.label("button-discard"), CancelBroadcast(number))
    return (look, copy_button(number, voice)), (back, discard)


_MOST_REASONS = 3


def confirm_large_notification(
    broadcast: Broadcast, size: int, author: Markup, token: int, voice: Voice, *, now: datetime
) -> Message:
    """Return the question to a second owner whether a large broadcast goes out; the message itself stands above.

    Args:
        broadcast: As it stands.
        size: How many recipients it has.
        author: Who wants to send it.
        token: Lets the one who is asked confirm it, or refuse.
        voice: Texts and language.
        now: A time to begin that is past is told as past.
    """
    number = broadcast.id or 0
    text = voice.say("note-confirm", number=str(number), name=author, count=size)
    yes = callback_button(voice.label("button-confirm-large"), ConfirmLargeBroadcast(number, token))
    no = callback_button(voice.label("button-reject-large"), RejectLargeBroadcast(number, token))
    keyboard = build_keyboard((yes, no), _open_broadcast_buttons(number, voice))
    return Message(paragraphs(text, _starts_text(broadcast, now, voice)), keyboard)


def waits_for_owner_notification(
    broadcast: Broadcast, size: int, asked: Sequence[Markup], now: datetime, voice: Voice
) -> Message:
    """Return what the author of a scheduled broadcast is told once it is so large that others must confirm it."""
    number = broadcast.id or 0
    text = voice.say("note-waits", number=str(number), count=size, names=Markup(", ").join(asked))
    keyboard = build_keyboard(_open_broadcast_buttons(number, voice))
    return Message(paragraphs(text, _starts_text(broadcast, now, voice)), keyboard)


def void_confirmation_message(broadcast: Broadcast, voice: Voice) -> Message:
    """Return what a message that asked for a confirmation says once nothing can be confirmed by it."""
    number = broadcast.id or 0
    match broadcast.state:
        case BroadcastState.UNCONFIRMED:
            why = voice.say("note-void-anew")
        case BroadcastState.DRAFT:
            why = voice.say("note-void-draft")
        case BroadcastState.SCHEDULED:
            why = voice.say("note-void-scheduled")
        case BroadcastState.CANCELLED:
            why = voice.say("note-void-cancelled")
        case _:
            why = voice.say("note-void-begun")
    look = callback_button(voice.label("button-open-broadcast"), ShowBroadcast(number))
    return Message(paragraphs(voice.say("note-void", number=str(number)), why), build_keyboard((look,)))


def failure_threshold_notification(
    broadcast: Broadcast, totals: RecipientCounts, reasons: Sequence[FailureReason], voice: Voice
) -> Message:
    """Return that a broadcast was paused because too much of it fails, with the most frequent reasons."""
    number = broadcast.id or 0
    text = paragraphs(
        voice.say("note-braked", number=str(number)),
        lines(
            voice.say("note-braked-failed", count=totals.failed, more=totals.sent + totals.failed),
            failure_reasons(reasons, _MOST_REASONS, voice),
        ),
        voice.say("note-braked-next", count=totals.left),
    )
    resume = callback_button(voice.label("button-resume-broadcast"), ResumeBroadcast(number))
    cancel = callback_button(voice.label("button-cancel-broadcast"), CancelBroadcast(number))
    return Message(text, build_keyboard((resume, cancel), _open_broadcast_buttons(number, voice)))


def _open_broadcast_buttons(broadcast_id: int, voice: Voice) -> Row:
    return (callback_button(voice.label("button-open-broadcast"), OpenBroadcastPanel(broadcast_id)),)


def sending_toast(voice: Voice) -> str:
    """It goes out."""
    return voice.label("toast-sending")


def scheduled_toast(voice: Voice) -> str:
    """It goes out by itself at its time."""
    return voice.label("toast-scheduled")


def second_owner_asked_toast(voice: Voice) -> str:
    """A second owner was asked."""
    return voice.label("toast-unconfirmed")


def no_longer_draft_toast(voice: Voice) -> str:
    """It was sent, or thrown away, before: nothing was done."""
    return voice.label("toast-left-drafts")


def stale_button_toast(voice: Voice) -> str:
    """The button was good for one press within ten minutes: nothing was done, a new one is there."""
    return voice.label("toast-stale")


def void_confirmation_toast(voice: Voice) -> str:
    """The button of a confirmation is void: nothing was done, and how it stands is behind another button."""
    return voice.label("toast-void")


def no_recipients_toast(voice: Voice) -> str:
    """There is nobody to send it to."""
    return voice.label("toast-nobody")


def too_late_toast(voice: Voice) -> str:
    """It was not to be sent after a time that is over by then."""
    return voice.label("toast-too-late")


def unknown_broadcast_toast(voice: Voice) -> str:
    """There is no such broadcast, or no such choice."""
    return voice.label("toast-unknown-broadcast")


def test_sent_toast(voice: Voice) -> str:
    """It was sent to whoever pressed."""
    return voice.label("toast-tested")


def returned_to_draft_toast(voice: Voice) -> str:
    """It is a draft again."""
    return voice.label("toast-taken-back")


def broadcast_discarded_toast(voice: Voice) -> str:
    """It was thrown away unsent."""
    return voice.label("toast-discarded")


def broadcast_cancelled_toast(voice: Voice) -> str:
    """It was cancelled under way."""
    return voice.label("toast-called-off")


def broadcast_paused_toast(voice: Voice) -> str:
    """Nothing more goes out."""
    return voice.label("toast-paused")


def broadcast_resumed_toast(voice: Voice) -> str:
    """It goes on."""
    return voice.label("toast-resumed-broadcast")


def not_possible_toast(voice: Voice) -> str:
    """Not as it stands by now: nothing was done."""
    return voice.label("toast-impossible")


def broadcast_confirmed_toast(voice: Voice) -> str:
    """The second owner let it go."""
    return voice.label("toast-confirmed")


def broadcast_rejected_toast(voice: Voice) -> str:
    """The second owner did not."""
    return voice.label("toast-rejected")


def not_yourself_toast(voice: Voice) -> str:
    """Whoever sends it cannot be the second owner."""
    return voice.label("toast-not-yourself")


def owners_only_toast(voice: Voice) -> str:
    """Editors cannot confirm."""
    return voice.label("toast-owners-only")


def broadcast_extended_toast(voice: Voice) -> str:
    """It goes to people who joined after it was frozen."""
    return voice.label("toast-extended")


def too_many_joined_toast(voice: Voice) -> str:
    """So many joined that a second owner must confirm: a broadcast of its own."""
    return voice.label("toast-too-many-joined")


def nobody_joined_toast(voice: Voice) -> str:
    """Everybody whom it is for has a place in it already."""
    return voice.label("toast-nobody-joined")


def sent_again_toast(voice: Voice) -> str:
    """It goes again to those whom it failed to reach."""
    return voice.label("toast-sent-again")


def copied_toast(voice: Voice) -> str:
    """There is a new draft with the same content."""
    return voice.label("toast-copied")


def more_joined_toast(voice: Voice) -> str:
    """Return what is said where more people have joined than a question named."""
    return voice.label("toast-more-joined")


def count_changed_toast(voice: Voice) -> str:
    """Others are unreached by now."""
    return voice.label("toast-count-changed")


def exporting_toast(voice: Voice) -> str:
    """A file is on its way."""
    return voice.label("toast-exporting")
