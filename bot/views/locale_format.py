"""Dates, hours, weekdays, lists and names as each language writes them: by CLDR, which Babel brings along.

Each function takes the IETF tag of a language; ``Voice`` (``bot/views/texts.py``) has them as methods.
"""

import re
from collections.abc import Sequence
from datetime import date, time
from functools import lru_cache

from babel import Locale, localedata
from babel.dates import format_date, format_time, get_day_names, match_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal
from markupsafe import Markup

FORMATS = {"en": "en-GB"}
"""Where the dates and numbers of a language are written as in one of its countries."""

_PART = re.compile("\ue000(\\d+)\ue001")
_DAY_WITHOUT_YEAR = "MMMMEEEEd"
_NAMES = {"pt-BR": "Português (Brasil)", "zh-Hans": "简体中文"}
"""What a language calls itself where CLDR says less than its readers do."""


_UNUSED = (
    "compact_currency_formats", "compact_decimal_formats", "compound_unit_patterns", "currency_formats",
    "currency_names", "currency_names_plural", "currency_symbols", "scripts", "territories", "unit_display_names",
    "unit_patterns", "variants",
)  # fmt: skip
"""What CLDR knows of each language besides, and no text says: two thirds of the megabyte."""


@lru_cache
def find_locale(language: str) -> Locale:
    """Return what CLDR knows of a language, without units, currencies and countries.

    Raises:
        babel.UnknownLocaleError: It knows no such language.
    """
    locale = Locale.parse(FORMATS.get(language, language), sep="-")
    for name in ("root", locale.language, str(locale)):  # Babel keeps each, as the parent of the next
        kept = localedata.load(name)
        for key in _UNUSED:
            kept.pop(key, None)
    return locale


@lru_cache(maxsize=4_096)
def clock_text(hour: time, language: str) -> str:
    """Return an hour of the day on a clock, such as ``08:00``."""
    return format_time(hour, "short", locale=find_locale(language))


@lru_cache(maxsize=4_096)
def day_text(day: date, language: str) -> str:
    """Return a day with its weekday and without its year, such as *Friday 27 November*."""
    return format_date(day, _day_pattern(language), locale=find_locale(language))


@lru_cache
def _day_pattern(language: str) -> str:
    """The order and the signs of CLDR with all names in full: some languages have such a day in short names alone."""
    skeletons = find_locale(language).datetime_skeletons
    pattern = str(skeletons[match_skeleton(_DAY_WITHOUT_YEAR, skeletons)].pattern)
    parts = re.split("('[^']*')", pattern)
    return "".join(
        part if part[:1] == "'" else re.sub("([EcM])\\1{2,}|E+", lambda found: found[0][0] * 4, part) for part in parts
    )


@lru_cache
def weekday_text(weekday: int, language: str) -> str:
    """Return the name of a weekday that stands alone, with a capital; 0 is Monday."""
    return _capital(get_day_names("wide", "stand-alone", find_locale(language))[weekday])


@lru_cache
def short_weekday_text(weekday: int, language: str) -> str:
    """Return the shortest clear name of a weekday, such as *Mo*; 0 is Monday."""
    return str(get_day_names("short", "stand-alone", find_locale(language))[weekday])


def number_text(number: float, language: str) -> str:
    """Return a number with the signs of the language."""
    return format_decimal(number, locale=find_locale(language))


def list_text(parts: Sequence[str], language: str) -> Markup:
    """Return parts one after the other with a word before the last, *A, B and C*; plain text among them is escaped."""
    safe = [str(Markup.escape(part)) for part in parts]
    joined = format_list([f"\ue000{number}\ue001" for number in range(len(safe))], locale=find_locale(language))
    if language == "zh-Hans":  # where Latin letters stand apart, see docs/glossaries
        joined = joined.replace("和", " 和 ")
    return Markup(_PART.sub(lambda part: safe[int(part[1])], joined))  # noqa: S704 - each part is escaped


def series_text(parts: Sequence[str], language: str) -> str:
    """Return parts of a longer series with the language's comma between, and no word before the last."""
    pattern: str = find_locale(language).list_patterns["standard"]["middle"]
    comma = pattern.removeprefix("{0}").removesuffix("{1}")
    if any(isinstance(part, Markup) for part in parts):
        return Markup(comma).join(parts)  # noqa: S704 - a comma
    return comma.join(parts)


def zone_text(zone: str, language: str) -> str:
    """Return how a zone is called: the city in its name, as the language writes it, or the offset."""
    named = find_locale(language).time_zones.get(zone, {}).get("city")
    return named or zone.rpartition("/")[2].replace("_", " ") or "UTC"


@lru_cache
def language_name(language: str) -> str:
    """Return what a language calls itself, with a capital."""
    return _NAMES.get(language) or _capital(Locale.parse(language.partition("-")[0]).display_name or language)


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
