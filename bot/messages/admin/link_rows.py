"""Link buttons as an administrator writes them: ``Label | https://…``, one a line, several with ``&&`` on a line."""

from dataclasses import dataclass
from enum import Enum

from bot.messages.cleaning import clean
from bot.messages.links import web_link
from bot.messages.message import Button, Keyboard

LONGEST_LABEL = 64
MOST_IN_ROW, MOST = 8, 40
"""Buttons. Telegram shows no more than 8 in a row; its limit in all is 100, and nobody reads so many."""


class LinkFault(Enum):
    """What is wrong with a line."""

    NOTHING = "nothing"
    """There is none at all."""
    NO_BAR = "no bar"
    NO_LABEL = "no label"
    LONG_LABEL = "long label"
    BAD_LINK = "bad link"
    FULL_ROW = "full row"
    TOO_MANY = "too many"


@dataclass(frozen=True, slots=True)
class BadLine:
    """The first line that cannot be read, from 1, and why."""

    line: int
    fault: LinkFault


def read_links(text: str) -> Keyboard | BadLine:
    """Return the buttons that a text asks for. An address without a scheme is one on the web."""
    found: list[tuple[Button, ...]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        row = _row(line)
        if isinstance(row, LinkFault):
            return BadLine(number, row)
        found.append(row)
        if sum(map(len, found)) > MOST:
            return BadLine(number, LinkFault.TOO_MANY)
    return tuple(found) or BadLine(1, LinkFault.NOTHING)


def written(keyboard: Keyboard) -> str:
    """Return buttons as they would be written."""
    return "\n".join(" && ".join(f"{button.label} | {button.url}" for button in row) for row in keyboard)


def _row(line: str) -> tuple[Button, ...] | LinkFault:
    row: list[Button] = []
    for part in line.split("&&"):
        button = _button(part)
        if isinstance(button, LinkFault):
            return button
        row.append(button)
    return tuple(row) if len(row) <= MOST_IN_ROW else LinkFault.FULL_ROW


def _button(part: str) -> Button | LinkFault:
    label, bar, address = part.rpartition("|")
    label, address = clean(label), address.strip()
    url = web_link(address if "://" in address else f"https://{address}")
    if not bar:
        return LinkFault.NO_BAR
    if not label:
        return LinkFault.NO_LABEL
    if len(label) > LONGEST_LABEL:
        return LinkFault.LONG_LABEL
    return Button(label, url=url) if url else LinkFault.BAD_LINK
