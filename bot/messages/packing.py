"""Packing blocks of text and their buttons into as few messages as Telegram's limits allow, none cut in two."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from markupsafe import Markup

from bot.messages.markup import paragraphs, visible_text
from bot.messages.message import LONGEST, Button

MOST_BYTES = 30_000
"""Of a text with its tags, below Telegram's 32,768."""
MOST_ENTITIES = 100
"""Telegram ignores the rest without a word."""
MOST_BUTTONS = 90
"""Telegram is known to take 100."""

_OPENING_TAG = re.compile(r"<[a-z]")
_BETWEEN = 2
"""Line breaks between two paragraphs."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much of a message something takes: code points once parsed, entities, bytes with tags, buttons."""

    characters: int = 0
    entities: int = 0
    bytes: int = 0
    buttons: int = 0

    def __add__(self, other: "Size") -> "Size":
        return Size(
            self.characters + other.characters,
            self.entities + other.entities,
            self.bytes + other.bytes,
            self.buttons + other.buttons,
        )

    @property
    def fits(self) -> bool:
        """Whether a message may be so large."""
        return (
            self.characters <= LONGEST
            and self.entities <= MOST_ENTITIES
            and self.bytes <= MOST_BYTES
            and self.buttons <= MOST_BUTTONS
        )


@dataclass(frozen=True, slots=True)
class Block:
    """What stands together: a story, with what belongs above and below it.

    Attributes:
        heading: stands above; empty within a section.
        heading_again: stands above where a message begins within a section.
        tail: stands below.
        number: opens the story.
        more: opens the rest of the section, which ends here.
    """

    text: Markup
    heading: Markup = field(default_factory=Markup)
    heading_again: Markup = field(default_factory=Markup)
    tail: Markup = field(default_factory=Markup)
    number: Button | None = None
    more: Button | None = None

    def html(self, *, is_first: bool) -> Markup:
        """The block; ``is_first``: as the first of a message."""
        heading = self.heading or (self.heading_again if is_first else Markup())
        return paragraphs(heading, self.text, self.tail)

    def size(self, *, is_first: bool) -> Size:
        """How much it takes, with what parts it from the block before."""
        html = self.html(is_first=is_first)
        between = 0 if is_first else _BETWEEN
        # Beside our tags one more for each story: Telegram itself links a provider that is called example.com.
        entities = len(_OPENING_TAG.findall(html)) + bool(self.number)
        buttons = bool(self.number) + bool(self.more)
        return Size(len(visible_text(html)) + between, entities, len(html.encode()) + between, buttons)


@dataclass(slots=True)
class Part:
    """One message in the making."""

    blocks: list[Block] = field(default_factory=list)
    size: Size = field(default_factory=Size)

    @property
    def html(self) -> Markup:
        """The text of the message."""
        return paragraphs(*(block.html(is_first=place == 0) for place, block in enumerate(self.blocks)))

    @property
    def numbers(self) -> list[Button]:
        """Buttons that open its stories, in order."""
        return [block.number for block in self.blocks if block.number]

    @property
    def more(self) -> list[tuple[Button]]:
        """A row for each section that ends here and has more."""
        return [(block.more,) for block in self.blocks if block.more]

    def takes(self, block: Block) -> bool:
        """Take a block if there is room for it; the first one always."""
        size = self.size + block.size(is_first=not self.blocks)
        if self.blocks and not size.fits:
            return False
        self.blocks.append(block)
        self.size = size
        return True


def pack(blocks: Iterable[Block]) -> list[Part]:
    """Return messages that hold the blocks in their order. A block must fit a message of its own."""
    parts = [Part()]
    for block in blocks:
        if not parts[-1].takes(block):
            parts.append(Part())
            parts[-1].takes(block)
    return parts
