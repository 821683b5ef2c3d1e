"""Lines of a grid, each with its number."""

from collections.abc import Sequence

from bot.messages.admin.measures import number
from bot.messages.texts import Voice
from bot.pictures.values import Tick


def ticks(values: Sequence[int], voice: Voice) -> tuple[Tick, ...]:
    """Lines that bear their numbers."""
    return tuple(Tick(value, number(value, voice)) for value in values)


def bounds(highest: float) -> tuple[Tick, ...]:
    """From 0 to the highest value, with no numbers: the columns bear theirs."""
    return Tick(0, ""), Tick(highest, "")
