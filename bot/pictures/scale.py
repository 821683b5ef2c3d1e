"""Round numbers for the lines of a grid."""

from math import ceil, floor, log10

ROUND = (10, 15, 20, 25, 30, 40, 50, 60, 80, 100)
"""In tenths of a power of ten."""
NEAR = 0.5
"""A line that never falls below this share of its highest point need not begin at 0."""
SMALL = 100
"""Below, every single one shows anyway."""
FLATTEST = 0.02
"""The least share of the number that the height of a picture stands for, lest one subscriber more looks like many."""


def from_zero(highest: float, intervals: int = 2) -> tuple[int, ...]:
    """Lines from 0 to a round number that is not below the highest value."""
    step = round_up(highest / intervals)
    return tuple(step * place for place in range(max(1, ceil(highest / step)) + 1))


def around(lowest: float, highest: float, intervals: int = 2) -> tuple[int, ...]:
    """Lines for a course: from 0, unless it stays so far above that its ups and downs would not show."""
    if lowest < highest * NEAR or highest < SMALL:
        return from_zero(highest, intervals)
    step = round_up(max(highest - lowest, highest * FLATTEST) / intervals)
    while ceil(highest / step) - floor(lowest / step) > intervals:
        step = round_up(step + 1)
    first, last = floor(lowest / step), ceil(highest / step)
    return tuple(step * place for place in range(first, max(last, first + 1) + 1))


def round_up(step: float) -> int:
    """The nearest of 1, 2, 3, … 10, 15, 20, 25, … that is not below a number."""
    unit = int(10 ** floor(log10(max(step, 1))))
    return next(unit * tenths // 10 for tenths in ROUND if unit * tenths >= step * 10 and unit * tenths % 10 == 0)
