"""Types of a record's fields: each takes the text of the file and refuses nonsense in a few words.

The words continue a sentence that begins with the field's name, and never repeat what the file says.
"""

import re
from datetime import UTC, datetime
from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator

from bot.alerts.links import canonical
from bot.alerts.plaintext import is_visible, one_line

# A message holds 4,096 characters in all, so nobody would ever see more.
LONGEST_TITLE = 1_000
LONGEST_TEXT = 8_000
LONGEST_NAME = 100
LARGEST_NUMBER = 1_000_000

_SIDE = re.compile(r"[0-9]{1,6}")
_LOCALE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,4}")


def _title(value: object) -> str:
    title = _line(value, LONGEST_TITLE)
    if not is_visible(title):
        raise ValueError("is missing")
    return title


def _text(value: object) -> str:
    return _line(value, LONGEST_TEXT)


def _name(value: object) -> str:
    return _line(value, LONGEST_NAME)


def _line(value: object, longest: int) -> str:
    return one_line(value, longest) if isinstance(value, str) else ""


def _canonical(value: object) -> str:
    return canonical(_given(value))


def _moment(value: object) -> datetime:
    text = _given(value)
    try:
        at = datetime.fromisoformat(text)
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError("is not a date and time such as 2020-02-02T11:06:00Z") from None
    if not 1970 <= at.year < 2200:
        raise ValueError("lies outside the years 1970 to 2199")
    return at


def _moment_if_any(value: object) -> datetime | None:
    try:
        return _moment(value)
    except ValueError:
        return None


def _number(value: object) -> int:
    if value is None:
        return 0
    text = _given(value)
    try:
        number = float(text)
    except ValueError:
        raise ValueError("is not a number") from None
    if not abs(number) <= LARGEST_NUMBER:  # nor is NaN
        raise ValueError(f"is not a number up to {LARGEST_NUMBER:,}")
    return int(number)


def _side(value: object) -> int | None:
    return int(value) or None if isinstance(value, str) and _SIDE.fullmatch(value) else None


def _flag(value: object) -> object:
    return "false" if value is None else value


def _kind(value: object) -> str:
    return "video" if isinstance(value, str) and value.strip().lower() == "video" else "article"


def _locale(value: object) -> str | None:
    return value if isinstance(value, str) and _LOCALE.fullmatch(value) else None


def _given(value: object) -> str:
    if not value:
        raise ValueError("is missing")
    if not isinstance(value, str):
        raise ValueError("is not plain text")  # noqa: TRY004 - the schema collects ValueError alone
    return value.strip()


Title: TypeAlias = Annotated[str, BeforeValidator(_title)]
Text: TypeAlias = Annotated[str, BeforeValidator(_text)]
Name: TypeAlias = Annotated[str, BeforeValidator(_name)]
Link: TypeAlias = Annotated[str, BeforeValidator(_given)]
CanonicalLink: TypeAlias = Annotated[str, BeforeValidator(_canonical)]
# Without a zone it is UTC, without a time midnight; Telegram counts time from 1970.
Moment: TypeAlias = Annotated[datetime, BeforeValidator(_moment)]
MomentIfAny: TypeAlias = Annotated[datetime | None, BeforeValidator(_moment_if_any)]
Number: TypeAlias = Annotated[int, BeforeValidator(_number)]
Side: TypeAlias = Annotated[int | None, BeforeValidator(_side)]
Flag: TypeAlias = Annotated[bool, BeforeValidator(_flag)]
Kind: TypeAlias = Annotated[Literal["article", "video"], BeforeValidator(_kind)]
Locale: TypeAlias = Annotated[str | None, BeforeValidator(_locale)]
