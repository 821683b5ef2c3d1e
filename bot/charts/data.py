"""Chart data: what is drawn, every text ready to be read, every number ready to be measured.

Plain values, so that they travel to another process without taking the program along.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """The number that matters, what it counts, and what else is to be known of it."""

    number: str
    words: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid."""

    value: float
    label: str


@dataclass(frozen=True, slots=True)
class Trend:
    """A number that goes up and down, one value a day.

    Attributes:
        values: oldest first; one at least.
        known_from: the place from which on they were counted; before, they are worked out.
        ticks: lowest first; the lowest and the highest bound the picture.
        edges: what stands under the first, perhaps some between, and the last value.
    """

    heading: Heading
    values: tuple[int, ...]
    known_from: int
    ticks: tuple[Tick, ...]
    edges: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Amounts one after the other in time.

    Attributes:
        values: oldest first; one at least.
        ticks: lowest first; the lowest is 0.
        edges: what stands under the first, perhaps some between, and the last column.
        labels: what stands on a column, by its place.
        empty: said in place of the columns when all are 0.
    """

    heading: Heading
    values: tuple[float, ...]
    ticks: tuple[Tick, ...]
    edges: tuple[str, ...]
    labels: tuple[tuple[int, str], ...] = ()
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One amount among others.

    Attributes:
        spare: a name in ASCII letters, should the font lack those of the label.
    """

    label: str
    value: int
    number: str
    spare: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """Amounts by name, largest first.

    Attributes:
        empty: said when there are none.
        share: of what the heading counts, from 0 to 1, shown as one bar of two parts; None: no such bar.
    """

    heading: Heading
    bars: tuple[Bar, ...]
    empty: str = ""
    share: float | None = None


@dataclass(frozen=True, slots=True)
class StatsChart:
    """The statistics of a period."""

    title: str
    span: str
    subscribers: Trend
    alerts: Columns
    topics: Bars
    outcomes: Bars


@dataclass(frozen=True, slots=True)
class BroadcastChart:
    """How fast a broadcast went."""

    title: str
    span: str
    columns: Columns
