"""The panel: the message by which a broadcast is edited and sent, and on which one that waits is shown."""

from markupsafe import Markup

from bot.messages.admin.audience_press import OpenAudience
from bot.messages.admin.broadcast_press import (
    CancelBroadcast,
    ConfirmCancel,
    ConfirmLarge,
    OpenEnd,
    OpenLinks,
    OpenPanel,
    OpenStart,
    RejectLarge,
    RewritePost,
    SendNow,
    SendTest,
    ShowBroadcast,
    SwitchNotice,
    SwitchTrial,
    SwitchTwice,
    TakeBack,
)
from bot.messages.admin.digest_press import OpenDraft, PreviewDigest
from bot.messages.admin.reach import Reach, how_many, who
from bot.messages.admin.times import lasting, when
from bot.messages.keyboard import Row, pressing, rows
from bot.messages.markup import lines, paragraphs
from bot.messages.message import Button, Message
from bot.messages.post import from_json, takes_links
from bot.messages.texts import Voice
from storage.models import Broadcast


def draft(broadcast: Broadcast, reach: Reach, mark: int, voice: Voice) -> Message:
    """Return the panel of a draft.

    Args:
        broadcast: As it stands.
        reach: Whom it reaches.
        mark: Makes the buttons that send good for one press.
        voice: Texts and language.
    """
    number = broadcast.id or 0
    text = paragraphs(
        lines(voice.say("panel-draft", number=str(number)), _above(broadcast, voice)),
        lines(who(reach, voice), how_many(reach, voice)),
        _rules(broadcast, reach, voice),
    )
    keyboard = rows(
        _content(broadcast, voice),
        (pressing(voice.label("button-audience"), OpenAudience(number)), _kind(broadcast, voice)),
        _ways(broadcast, voice),
        (_end(broadcast, voice), *_schedule(broadcast, reach, voice)),
        (pressing(voice.label("button-test"), SendTest(number, mark)), *_send(broadcast, reach, mark, voice)),
        (pressing(voice.label("button-discard"), CancelBroadcast(number)),),
    )
    return Message(text, keyboard)


def unconfirmed(broadcast: Broadcast, reach: Reach, mark: int | None, voice: Voice) -> Message:
    """Return the panel of a broadcast that waits for a second owner; ``mark`` is for whoever may be that owner."""
    number = broadcast.id or 0
    asked = voice.say("panel-confirm") if mark is not None else voice.say("panel-waits")
    head = lines(voice.say("panel-unconfirmed", number=str(number)), asked)
    text, back = _waiting(head, broadcast, reach, voice), _ways_back(broadcast, voice)
    if mark is None:
        return Message(text, rows(*back))
    confirm = pressing(voice.label("button-confirm-broadcast"), ConfirmLarge(number, mark))
    reject = pressing(voice.label("button-reject-broadcast"), RejectLarge(number))
    return Message(text, rows((confirm, reject), *back))


def scheduled(broadcast: Broadcast, reach: Reach, voice: Voice) -> Message:
    """Return the panel of a broadcast that waits for its time."""
    head = voice.say("panel-scheduled", number=str(broadcast.id or 0))
    return Message(_waiting(head, broadcast, reach, voice), rows(*_ways_back(broadcast, voice)))


def discarded(broadcast: Broadcast, voice: Voice) -> Message:
    """Return what is left of a broadcast that was cancelled before anybody was sent it."""
    return Message(voice.say("panel-discarded", number=str(broadcast.id or 0)))


def confirm_cancel(broadcast: Broadcast, left: int, voice: Voice) -> Message:
    """Return the question whether to cancel a broadcast that has begun; ``left`` have not had it yet."""
    number = broadcast.id or 0
    stop = pressing(voice.label("button-cancel-yes"), ConfirmCancel(number))
    leave = pressing(voice.label("button-cancel-no"), OpenPanel(number))
    return Message(voice.say("cancel-confirm", number=str(number), count=left), rows((stop,), (leave,)))


def told_rejected(broadcast: Broadcast, voice: Voice) -> Message:
    """Return what the author of a broadcast is told when the second owner refuses it."""
    number = broadcast.id or 0
    open_it = pressing(voice.label("button-open-panel"), ShowBroadcast(number))
    return Message(voice.say("told-rejected", number=str(number)), rows((open_it,)))


def _above(broadcast: Broadcast, voice: Voice) -> Markup:
    return voice.say("panel-digest") if broadcast.digest_id else voice.say("panel-post")


def _rules(broadcast: Broadcast, reach: Reach, voice: Voice) -> Markup:
    """What it is, and how it goes out."""
    return lines(
        voice.say("panel-notice") if broadcast.is_notice else voice.say("panel-news"),
        voice.say("panel-trial", count=broadcast.trial, rest=lasting(reach.rest, voice))
        if 0 < broadcast.trial < reach.size
        else "",
        voice.say("panel-never-twice") if broadcast.never_twice else "",
        voice.say("panel-not-after", moment=when(broadcast.not_after, voice)) if broadcast.not_after else "",
    )


def _waiting(head: Markup, broadcast: Broadcast, reach: Reach, voice: Voice) -> Markup:
    starts = voice.say("panel-starts", moment=when(broadcast.starts_at, voice)) if broadcast.starts_at else ""
    whom = lines(who(reach, voice), how_many(reach, voice))
    return paragraphs(lines(head, starts), whom, _rules(broadcast, reach, voice))


def _content(broadcast: Broadcast, voice: Voice) -> Row:
    """To change what is sent: of a digest its stories, of a post its words and its link buttons."""
    number = broadcast.id or 0
    if broadcast.digest_id:
        edit = pressing(voice.label("button-panel-digest"), OpenDraft(broadcast.digest_id))
        return edit, pressing(voice.label("button-panel-preview"), PreviewDigest(broadcast.digest_id))
    rewrite = pressing(voice.label("button-rewrite"), RewritePost(number))
    links = pressing(voice.label("button-link-buttons"), OpenLinks(number))
    return (rewrite, links) if takes_links(from_json(broadcast.post)) else (rewrite,)


def _kind(broadcast: Broadcast, voice: Voice) -> Button:
    label = voice.label("button-is-notice") if broadcast.is_notice else voice.label("button-is-news")
    return pressing(label, SwitchNotice(broadcast.id or 0))


def _ways(broadcast: Broadcast, voice: Voice) -> Row:
    """How it goes out."""
    number, trial = broadcast.id or 0, broadcast.trial
    batch = voice.label("button-panel-trial", count=trial) if trial else voice.label("button-panel-no-trial")
    twice = voice.label("button-never-twice") if broadcast.never_twice else voice.label("button-perhaps-twice")
    return pressing(batch, SwitchTrial(number)), pressing(twice, SwitchTwice(number))


def _end(broadcast: Broadcast, voice: Voice) -> Button:
    label = voice.label("button-ends") if broadcast.not_after else voice.label("button-never-ends")
    return pressing(label, OpenEnd(broadcast.id or 0))


def _schedule(broadcast: Broadcast, reach: Reach, voice: Voice) -> Row:
    """Nothing can be sent to nobody, now or later."""
    return (pressing(voice.label("button-panel-schedule"), OpenStart(broadcast.id or 0)),) if reach.size else ()


def _send(broadcast: Broadcast, reach: Reach, mark: int, voice: Voice) -> Row:
    label = voice.label("button-send-now", count=reach.size)
    return (pressing(label, SendNow(broadcast.id or 0, mark)),) if reach.size else ()


def _ways_back(broadcast: Broadcast, voice: Voice) -> tuple[Row, ...]:
    """To look at what will be sent, and to send it not, or not yet."""
    number = broadcast.id or 0
    look = pressing(voice.label("button-panel-preview"), ShowBroadcast(number))
    back = pressing(voice.label("button-take-back"), TakeBack(number))
    return (look,), (back, pressing(voice.label("button-discard"), CancelBroadcast(number)))
