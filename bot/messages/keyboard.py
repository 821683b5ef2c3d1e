"""Rows of buttons, and paging through what does not fit one message."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.messages.admin.press import AdminPress
from bot.messages.callback import data_of
from bot.messages.links import web_link
from bot.messages.message import Button, Keyboard
from bot.messages.press import Nothing, Press

Item = TypeVar("Item")
Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """One page of a list. Pages count from 0; there is always one."""

    items: Sequence[Item]
    number: int
    count: int
    total: int

    @classmethod
    def of(cls, items: Sequence[Item], number: int, size: int) -> "Page[Item]":
        """Cut a page out of a whole list; a number beyond the end is the last page."""
        count = pages_for(len(items), size)
        number = min(max(number, 0), count - 1)
        return cls(items[number * size : (number + 1) * size], number, count, len(items))


def pages_for(total: int, size: int) -> int:
    """Return how many pages a list takes, at least one."""
    return max(1, -(-total // size))


def pressing(label: str, press: Press | AdminPress) -> Button:
    """Return a button that sends back what was pressed."""
    return Button(label, data=data_of(press))


def opening(label: str, url: str | None) -> Row:
    """Return a button that opens a URL, or none where the URL may not stand on a button."""
    checked = web_link(url)
    return (Button(label, url=checked),) if checked else ()


def turning(number: int, count: int, press_for: Callable[[int], Press | AdminPress]) -> Row:
    """Return a row that turns pages, ``◀ 2/4 ▶``; none where there is one page."""
    if count < 2:
        return ()
    back = (pressing("◀", press_for(number - 1)),) if number > 0 else ()
    here = (pressing(f"{number + 1}/{count}", Nothing()),)
    ahead = (pressing("▶", press_for(number + 1)),) if number < count - 1 else ()
    return back + here + ahead


def rows(*candidates: Row) -> Keyboard:
    """Return the rows that have buttons."""
    return tuple(row for row in candidates if row)
