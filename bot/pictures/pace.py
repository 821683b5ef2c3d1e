"""The picture of a broadcast: how many messages went out in each stretch of its time."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.messages.admin.measures import number
from bot.messages.admin.times import lasting, pace
from bot.messages.markup import visible_text
from bot.messages.texts import Voice
from bot.pictures.grid import bounds, ticks
from bot.pictures.scale import from_zero
from bot.pictures.values import Columns, Heading, Pace

STRETCHES = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 21_600, 43_200, 86_400)
"""Seconds that a column may stand for."""
MOST_COLUMNS = 90
LONG = 240
"""Seconds from which on there is something to say between start and end."""
UNITS = (1, 60, 3_600)
"""Seconds, minutes and hours, by which a rate is told: the first in which it is one at least."""


def pace_of(sent_at: Sequence[datetime], broadcast_id: int, voice: Voice) -> Pace:
    """The picture of a broadcast.

    Args:
        sent_at: When each of its messages went out, in order.
        broadcast_id: Its number.
        voice: Texts and language.
    """
    span = voice.label("picture-moment", at=sent_at[0]) if sent_at else ""
    return Pace(voice.label("picture-broadcast", number=str(broadcast_id)), span, _columns(sent_at, voice))


def _columns(sent_at: Sequence[datetime], voice: Voice) -> Columns:
    heading = Heading(number(len(sent_at), voice), voice.label("picture-messages", count=len(sent_at)))
    if not sent_at:
        return Columns(heading, (0,), bounds(1), (), empty=voice.label("picture-nothing-sent"))
    took = (sent_at[-1] - sent_at[0]).total_seconds()
    stretch = next((each for each in STRETCHES if took < each * MOST_COLUMNS), took / MOST_COLUMNS + 1)
    counts = Counter(int((at - sent_at[0]).total_seconds() // stretch) for at in sent_at)
    rates = [counts[place] / stretch for place in range(max(counts) + 1)]
    unit = next((each for each in UNITS if max(rates) * each >= 1), UNITS[-1])
    if len(rates) == 1:
        return Columns(heading, (len(sent_at),), bounds(len(sent_at)), ())
    words = voice.label("picture-took", took=_lasting(took, voice), pace=_pace(len(sent_at) / took, voice))
    return Columns(
        Heading(heading.number, heading.words, words),
        tuple(rate * unit for rate in rates),
        ticks(from_zero(max(rates) * unit), voice),
        (voice.label("picture-start"), *((_lasting(took / 2, voice),) if took >= LONG else ()), _lasting(took, voice)),
        ((rates.index(max(rates)), _pace(max(rates), voice)),),
    )


def _lasting(seconds: float, voice: Voice) -> str:
    return visible_text(lasting(timedelta(seconds=seconds), voice))


def _pace(rate: float, voice: Voice) -> str:
    return visible_text(pace(rate, voice))
