"""A message's text for a terminal: entities become styles, quotes and code become blocks."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from bot.sandbox.answers import Json

BLOCKS = {"blockquote", "expandable_blockquote", "pre"}
STYLES = {
    "bold": "bold",
    "italic": "italic",
    "underline": "underline",
    "strikethrough": "strike",
    "spoiler": "on grey50",
    "code": "cyan",
    "url": "blue",
    "email": "blue",
    "phone_number": "blue",
    "text_mention": "blue",
    "mention": "blue",
    "hashtag": "blue",
    "cashtag": "blue",
    "bot_command": "blue",
    "date_time": "underline",
}
BAR = "▎ "
OPENS = "▾ "


@dataclass(frozen=True, slots=True)
class Barred:
    """Something with a bar before every line; the first line may have a mark of its own."""

    content: RenderableType
    style: str
    first: str = BAR

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        inner = options.update_width(max(1, options.max_width - len(BAR)))
        style = console.get_style(self.style)
        for number, line in enumerate(console.render_lines(self.content, inner, pad=False)):
            yield Segment(BAR if number else self.first, style)
            yield from line
            yield Segment.line()


def blocks(text: str, entities: list[Json]) -> Iterator[RenderableType]:
    """Yield a formatted text as paragraphs, quotes and pieces of code; offsets are UTF-16 units."""
    styled, spans = style_text(text, entities)
    at = 0
    for start, stop, kind in spans:
        yield from paragraph(styled[at:start])
        if kind == "pre":
            yield Barred(trimmed(styled[start:stop]), "cyan")
        else:
            first = OPENS if kind == "expandable_blockquote" else BAR
            yield Barred(trimmed(styled[start:stop]), "green", first)
        at = stop
    yield from paragraph(styled[at:])


def paragraph(text: Text) -> Iterator[Text]:
    """Yield what stands between two blocks, unless it is but a line break."""
    if text.plain not in {"", "\n"}:
        yield trimmed(text)


def style_text(text: str, entities: list[Json]) -> tuple[Text, list[tuple[int, int, str]]]:
    """Return the whole text with its styles, and where its outermost blocks begin and end."""
    where = code_points(text)
    styled = Text(text)
    spans: list[tuple[int, int, str]] = []
    for entity in entities:
        start = where.get(entity["offset"], len(text))
        stop = where.get(entity["offset"] + entity["length"], len(text))
        styled.stylize(style_of(entity, text[start:stop]), start, stop)
        if entity["type"] in BLOCKS and (not spans or start >= spans[-1][1]):
            spans.append((start, stop, entity["type"]))
    return styled, spans


def style_of(entity: Json, covered: str) -> Style:
    """Return the style of one entity; links can be followed where the terminal knows how."""
    style = Style.parse(STYLES.get(entity["type"], "none"))
    if entity["type"] == "text_link":
        return Style(color="blue", underline=True, link=entity["url"])
    if entity["type"] == "url":
        address = covered if "://" in covered else f"https://{covered}"
        return style + Style(link=address)
    return style


def code_points(text: str) -> dict[int, int]:
    """Return which place in a text lies at which offset in UTF-16 units."""
    offsets = accumulate((2 if ord(letter) > 0xFFFF else 1 for letter in text), initial=0)
    return {offset: place for place, offset in enumerate(offsets)}


def trimmed(text: Text) -> Text:
    """Return a piece of text without the line break that separates it from its neighbours."""
    start = 1 if text.plain.startswith("\n") else 0
    stop = len(text) - (1 if text.plain.endswith("\n") and len(text) > start else 0)
    return text[start:stop]
