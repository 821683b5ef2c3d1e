"""The broadcasts there were, newest first."""

from collections.abc import Sequence

from bot.messages.admin.broadcast_press import OpenBroadcasts, ShowBroadcast
from bot.messages.cleaning import clean, shorten
from bot.messages.keyboard import pages_for, pressing, rows, turning
from bot.messages.message import Message
from bot.messages.post import from_json
from bot.messages.texts import Voice
from storage.models import Broadcast, BroadcastState

PAGE_SIZE = 8
_LONGEST_GIST = 24


def recent(broadcasts: Sequence[Broadcast], page: int, total: int, voice: Voice) -> Message:
    """Return a page of broadcasts, each a button that opens its panel.

    Args:
        broadcasts: Those of the page.
        page: From 0.
        total: Of all pages.
        voice: Texts and language.
    """
    if not total:
        return Message(voice.say("broadcasts-none"))
    buttons = [(pressing(_label(each, voice), ShowBroadcast(each.id or 0)),) for each in broadcasts]
    turn = turning(page, pages_for(total, PAGE_SIZE), OpenBroadcasts)
    return Message(voice.say("broadcasts-head", count=total), rows(*buttons, turn))


def _label(broadcast: Broadcast, voice: Voice) -> str:
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
    words = clean(from_json(broadcast.post).plain())
    return shorten(words, _LONGEST_GIST) if words else voice.label("button-gist-file")
