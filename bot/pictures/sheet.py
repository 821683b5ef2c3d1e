"""A sheet to draw on: places and sizes are in pixels, from the top left."""

from io import BytesIO
from typing import Literal, NamedTuple

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from bot.pictures.lettering import fitted, legible, properties
from bot.pictures.palette import Palette

DPI = 72
"""At so many dots an inch a point is a pixel."""


Align = Literal["left", "center", "right"]


class Box(NamedTuple):
    """A rectangle of a sheet."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height


class Sheet:
    """An empty picture of so many pixels."""

    def __init__(self, width: int, height: int, colours: Palette) -> None:
        self.colours = colours
        self._width, self._height = width, height
        self._figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI, facecolor=colours.ground)
        self._canvas = FigureCanvasAgg(self._figure)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        colour: str,
        *,
        width: float,
        spare: str = "",
        is_bold: bool = False,
        align: Align = "left",
    ) -> None:
        """Write one line with its base at ``y``, as far as the font can, and cut to a width."""
        if not text:
            return
        shown = fitted(legible(text, spare), width, size, is_bold=is_bold)
        self._figure.text(
            x / self._width,
            1 - y / self._height,
            shown,
            color=colour,
            fontproperties=properties(size, is_bold=is_bold),
            horizontalalignment=align,
            verticalalignment="baseline",
            parse_math=False,
        )

    def axes(self, box: Box, x: tuple[float, float], y: tuple[float, float]) -> Axes:
        """Bare axes that span a box, for what has a scale."""
        where = (
            box.left / self._width,
            1 - box.bottom / self._height,
            box.width / self._width,
            box.height / self._height,
        )
        axes = self._figure.add_axes(where)
        axes.set_axis_off()
        axes.set_xlim(*x)
        axes.set_ylim(*y)
        return axes

    def png(self) -> bytes:
        """The picture as a file."""
        file = BytesIO()
        self._canvas.print_png(file)  # type: ignore[no-untyped-call] # its only argument is this one
        return file.getvalue()
