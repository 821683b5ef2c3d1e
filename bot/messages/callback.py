"""What a button sends back: a closed grammar of one or two letters and numbers, such as ``t:12:0``.

Two letters are for administrators, whose rights are looked up at every press.

Any app may send any bytes as if a button had been pressed, so this data says what was asked, never that it is
allowed: whoever acts on it looks up the present state by the person's own id.
"""

import re
from dataclasses import fields
from typing import get_args

from bot.messages.admin.press import AdminPress
from bot.messages.press import Press

_DATA = re.compile(r"([a-z]{1,2})((?::(?:0|[1-9][0-9]{0,18}))*)")
_LARGEST = 2**63 - 1
_ALL = get_args(Press) + get_args(AdminPress)
_KINDS: dict[str, type[Press | AdminPress]] = {kind.letter: kind for kind in _ALL}
_FIELDS = {kind: tuple(field.name for field in fields(kind)) for kind in _ALL}


def data_of(press: Press | AdminPress) -> str:
    """Return the data of a button: ASCII, at most 62 of Telegram's 64 bytes."""
    return ":".join((press.letter, *(str(getattr(press, name)) for name in _FIELDS[type(press)])))


def parse(data: str) -> Press | AdminPress | None:
    """Return what was pressed, or None for anything that no button of ours says."""
    found = _DATA.fullmatch(data)
    kind = _KINDS.get(found[1]) if found else None
    if found is None or kind is None:
        return None
    numbers = [int(number) for number in found[2].split(":")[1:]]
    if len(numbers) != len(_FIELDS[kind]) or any(number > _LARGEST for number in numbers):
        return None
    return kind(*numbers)
