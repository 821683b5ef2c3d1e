"""Chart data: the numbers to draw, and all texts in the language of the reader.

Plain values without imports of the program, so that they can be pickled for another process.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: the main number, what it counts, and a note."""

    number: str
    words: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A grid line; without a label it is not numbered."""

    value: float
    label: str


@dataclass(frozen=True, slots=True)
class Break:
    """A place in a line chart before which the line is broken: what comes next did not grow out of what was.

    Attributes:
        place: index of the first value behind it.
        weight: of several whose labels have no room, the heaviest keep theirs.
    """

    place: int
    label: str
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Trend:
    """A line chart, one value a day.

    Attributes:
        values: oldest first; one at least.
        known_from: index of the first value that was counted; those before were worked out.
        ticks: lowest first; the lowest and the highest are the bounds of the plot.
        edges: labels below the first value, evenly between, and below the last.
        breaks: places at which many came at once, in order.
    """

    heading: Heading
    values: tuple[int, ...]
    known_from: int
    ticks: tuple[Tick, ...]
    edges: tuple[str, ...]
    breaks: tuple[Break, ...] = ()


@dataclass(frozen=True, slots=True)
class Columns:
    """A column chart over time.

    Attributes:
        values: oldest first; one at least.
        ticks: lowest first; the lowest is 0.
        edges: labels below the first column, evenly between, and below the last.
        labels: labels on columns, each with the index of its column.
        empty: text in place of the columns when all are 0.
    """

    heading: Heading
    values: tuple[float, ...]
    ticks: tuple[Tick, ...]
    edges: tuple[str, ...]
    labels: tuple[tuple[int, str], ...] = ()
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a bar chart.

    Attributes:
        fallback: a name in ASCII letters, used if the font lacks those of the label.
    """

    label: str
    value: int
    number: str
    fallback: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart, largest first.

    Attributes:
        empty: text in place of the bars when there are none.
        share: from 0 to 1, drawn as one bar of two parts above the others; None: no such bar.
    """

    heading: Heading
    bars: tuple[Bar, ...]
    empty: str = ""
    share: float | None = None


@dataclass(frozen=True, slots=True)
class StatsChart:
    """The chart of the statistics of a period."""

    title: str
    span: str
    subscribers: Trend
    alerts: Columns
    topics: Bars
    outcomes: Bars


@dataclass(frozen=True, slots=True)
class BroadcastChart:
    """The chart of how fast a broadcast was sent."""

    title: str
    span: str
    columns: Columns


@dataclass(frozen=True, slots=True)
class Pair:
    """Two values of one thing, such as before and after.

    Attributes:
        numbers: how they are written.
        fallback: a name in ASCII letters, used if the font lacks those of the label.
    """

    label: str
    values: tuple[float, float]
    numbers: tuple[str, str]
    fallback: str = ""


@dataclass(frozen=True, slots=True)
class ComparisonChart:
    """Pairs of bars, one below the other.

    Attributes:
        legend: what the two bars of each pair are.
        note: a line below all.
        empty: text in place of the bars when there are none.
    """

    title: str
    span: str
    heading: Heading
    legend: tuple[str, str]
    pairs: tuple[Pair, ...]
    note: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True)
class OutletMark:
    """When an outlet told a story.

    Attributes:
        at: where on the axis of time, from 0 to 1.
        note: how long after the first.
        fallback: a name in ASCII letters, used if the font lacks those of the label.
    """

    label: str
    at: float
    note: str
    fallback: str = ""


@dataclass(frozen=True, slots=True)
class OutletsChart:
    """The outlets that told a story over time, the first on top.

    Attributes:
        edges: labels at the begin and the end of the time.
        note: a line below all, such as how many are not shown.
    """

    title: str
    span: str
    heading: Heading
    marks: tuple[OutletMark, ...]
    edges: tuple[str, str]
    note: str = ""


Chart = StatsChart | BroadcastChart | ComparisonChart | OutletsChart
