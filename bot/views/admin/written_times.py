"""Times as administrators write them: moments ahead, days on which something appears, and time zones."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from enum import Enum
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

FARTHEST_TIME = timedelta(days=366)
"""Ahead. Whoever means a later day has mistyped the year."""


class TimeFault(Enum):
    """Why a time cannot be taken."""

    UNREADABLE = "unreadable"
    NO_CLOCK = "no clock"
    """A day without a time of day."""
    AMBIGUOUS = "ambiguous"
    """It can be read in more than one way."""
    WRONG_WEEKDAY = "wrong weekday"
    """The date is another day of the week than the one beside it."""
    NO_SUCH_ZONE = "no such zone"
    SKIPPED = "skipped"
    """Clocks go forward over it: nobody's ever shows it."""
    PAST = "past"
    FAR = "far"


@dataclass(frozen=True, slots=True)
class BadTime:
    """Why a time cannot be taken, and what was understood of it, as clocks show it in the zone that was meant."""

    fault: TimeFault
    understood: tuple[datetime, ...] = ()
    zone: str = ""


@dataclass(frozen=True, slots=True)
class WrittenClock:
    """A time of day; ``is_open`` where morning and evening have not been told apart."""

    at: time
    is_open: bool = False
    is_midnight: bool = False
    """Said in that word, so that it may end a day or begin it."""


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day: the first of ``dates`` with a moment ahead; ``part`` is such as ``evening``."""

    dates: tuple[date, ...]
    part: str = ""
    weekday: int | None = None
    """That stands beside the date."""
    is_said: bool = True


ZoneFinder = Callable[[str], str | None]
"""Gives the IANA name of a zone by what somebody wrote; None if there is none."""


def parse_time(text: str, zone: ZoneInfo, find_zone: ZoneFinder, now: datetime) -> datetime | TimeFault:
    """Return what `read_time` does, of what is amiss only the kind."""
    found = read_time(text, zone, find_zone, now)
    return found.fault if isinstance(found, BadTime) else found


def read_time(text: str, zone: ZoneInfo, find_zone: ZoneFinder, now: datetime) -> datetime | BadTime:
    """Return a moment ahead, in UTC.

    The grammar is small, and all readings of a text are tried: where two of them differ, the text is refused. (The
    library dateparser was tried: it takes ``1.12.2026`` for 12 January and ``friday 9`` for a day in September, guesses
    a time of day where there is none, and never says that a text has two readings.)

    Where clocks go back and show a time twice, the first is meant.

    Args:
        text: such as ``2026-12-01 08:00``, ``tomorrow 8am`` or ``friday 9 Europe/Berlin``.
        zone: in which it is read if it names none.
        find_zone: finds the zone that it names.
        now: what it must lie ahead of, but not by more than `FARTHEST_TIME`.
    """
    words = _plain_words(text)
    for count in range(min(_MOST_ZONE_WORDS, len(words)) + 1):
        spoken, named = words[: len(words) - count], words[len(words) - count :]
        meant = _zone_called(" ".join(named), find_zone) if named else zone
        found = _read_words([word.casefold() for word in spoken], meant or zone, now)
        if found is None:
            continue
        if meant is not None:
            return found
        if not (_is_zone_ahead(words, count, find_zone) or any(map(str.isdecimal, "".join(named)))):
            return BadTime(TimeFault.NO_SUCH_ZONE)
    return BadTime(TimeFault.UNREADABLE)


_MOST_ZONE_WORDS = 3
_ISO_CLOCK = re.compile(r"(?<=\d)[Tt](?=\d)")
_ZONE_BEHIND = re.compile(r"(:\d\d)(?:\.\d+)?(Z|[+-]\d\d:?\d\d)$", re.IGNORECASE)
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d\d))?", re.IGNORECASE)
_FILLERS = frozenset({"at", "@", "on", "the", "of", "o'clock", "oclock"})


def _plain_words(text: str) -> list[str]:
    """The words of a text, without commas and what says nothing."""
    plain = unicodedata.normalize("NFKC", text).replace("’", "'").strip().rstrip(".!?")
    plain = _ZONE_BEHIND.sub(r"\1 \2", _ISO_CLOCK.sub(" ", plain, count=1))
    plain = re.sub(r"\b([ap])\.?\s?m\b\.?", r"\1m", re.sub(r"[,;](?=\s|$)|[()]", " ", plain), flags=re.IGNORECASE)
    return [word for word in plain.split() if word.casefold() not in {"o'clock", "oclock"}]


def _is_zone_ahead(words: Sequence[str], count: int, find_zone: ZoneFinder) -> bool:
    """Whether more of the last words are the name of a zone, as in ``9:00 New York``."""
    longer = range(count + 1, min(_MOST_ZONE_WORDS, len(words)) + 1)
    return any(_zone_called(" ".join(words[-more:]), find_zone) for more in longer)


def _zone_called(name: str, find_zone: ZoneFinder) -> tzinfo | None:
    if name.casefold() in {"z", "utc", "gmt"}:
        return ZoneInfo("UTC")
    if offset := _OFFSET.fullmatch(name):
        span = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(span if offset[1] == "+" else -span) if span < timedelta(hours=15) else None
    found = find_zone(name) or find_zone(re.sub(r"\s+time$", "", name, flags=re.IGNORECASE))
    return ZoneInfo(found) if found else None


def _read_words(words: Sequence[str], zone: tzinfo, now: datetime) -> datetime | BadTime | None:
    """What these words mean in a zone; None if nothing."""
    here = now.astimezone(zone).replace(tzinfo=None)
    span = _read_span(" ".join(words))
    if span is not None:
        return _checked({here + span} if span.days else {(now + span).astimezone(zone).replace(tzinfo=None)}, zone, now)
    pairs = _day_and_clock(words, here.date())
    if not pairs:
        return None
    whole = [(day, clock) for day, clock in pairs if clock]
    if not whole:
        days = sorted({day.dates[0] for day, _ in pairs})
        return BadTime(TimeFault.NO_CLOCK, tuple(datetime.combine(day, time(), zone) for day in days[:2]), str(zone))
    return _read_pairs(whole, zone, now)


def _read_pairs(
    pairs: Sequence[tuple[WrittenDay, WrittenClock]], zone: tzinfo, now: datetime
) -> datetime | BadTime | None:
    here, moments = now.astimezone(zone).replace(tzinfo=None), set[datetime]()
    for day, clock in pairs:
        at = _clock_within(clock, day.part)
        if at is None:
            continue
        meant = _moments(day, replace(clock, at=at), here)
        if day.weekday is not None and not clock.is_midnight and min(meant).weekday() != day.weekday:
            return BadTime(TimeFault.WRONG_WEEKDAY, (min(meant).replace(tzinfo=zone),), str(zone))
        moments |= meant
    return _checked(moments, zone, now) if moments else None


def _moments(day: WrittenDay, clock: WrittenClock, here: datetime) -> set[datetime]:
    """The moments that a day and a time of day may mean."""
    if clock.is_midnight and day.is_said:
        begins = datetime.combine(day.dates[0], time())
        ends = begins + timedelta(days=1)
        return {ends} if day.part or begins.date() == here.date() else {begins, ends}
    each = [datetime.combine(one, clock.at) for one in day.dates]
    return {next((moment for moment in each if moment > here), each[0])}


def _checked(moments: Collection[datetime], zone: tzinfo, now: datetime) -> datetime | BadTime:
    """The one moment that was meant, in UTC, if it can be taken."""
    shown = tuple(moment.replace(tzinfo=zone) for moment in sorted(moments))
    if len(shown) > 1:
        return BadTime(TimeFault.AMBIGUOUS, shown[:2], str(zone))
    ahead = shown[0].replace(tzinfo=UTC) - now
    if abs(ahead) > 2 * FARTHEST_TIME:
        return BadTime(TimeFault.FAR if ahead > timedelta() else TimeFault.PAST, shown, str(zone))
    at = shown[0].astimezone(UTC)
    if at.astimezone(zone).replace(tzinfo=None) != shown[0].replace(tzinfo=None):
        return BadTime(TimeFault.SKIPPED, shown, str(zone))
    if at <= now:
        return BadTime(TimeFault.PAST, shown, str(zone))
    return at if at - now <= FARTHEST_TIME else BadTime(TimeFault.FAR, shown, str(zone))


def _day_and_clock(words: Sequence[str], today: date) -> list[tuple[WrittenDay, WrittenClock | None]]:
    """Every reading of words as a day and a time of day; the day stands first if it can."""
    places = range(len(words) + 1)
    for is_day_first in (True, False):
        found: list[tuple[WrittenDay, WrittenClock | None]] = []
        for place in places:
            spoken = words[:place], words[place:]
            day, clock = spoken if is_day_first else spoken[::-1]
            if day or not (len(clock) == 1 and clock[0].isdecimal()):  # a number alone is no time
                found += _pairs(" ".join(day), " ".join(clock), today)
        if found:
            return found
    return []


def _pairs(day: str, clock: str, today: date) -> Iterator[tuple[WrittenDay, WrittenClock | None]]:
    read = parse_clock(clock) if clock else None
    if (clock and read is None) or not (day or clock):
        return
    for each in _read_day(day, today) if day else [WrittenDay((today, today + timedelta(days=1)), is_said=False)]:
        yield each, read


_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d\d)(?::\d\d)?|h)? ?([ap]m|noon)?")
_MILITARY = re.compile(r"(\d\d)(\d\d)( ?(?:h|hrs|hours))?")
_SPOKEN = re.compile(r"(half past|quarter past|quarter to) (\d{1,2}) ?([ap]m)?")
_PART = re.compile(r"(.+?) (?:in the |at )?(morning|afternoon|evening|night)")
_HOURS_OF = {"morning": range(1, 12), "afternoon": range(1, 7), "evening": range(4, 12), "night": range(6, 12)}


def parse_clock(text: str) -> WrittenClock | None:
    """Return the time of day that a text gives, such as ``8``, ``8:30pm``, ``17.30``, ``at noon``; None for none."""
    plain = text.removeprefix("at ").removeprefix("@").strip()
    if part := _PART.fullmatch(plain):
        clock = parse_clock(part[1])
        at = _clock_within(clock, part[2]) if clock else None
        return WrittenClock(at) if at else None
    if plain in {"noon", "midday", "12 noon"}:
        return WrittenClock(time(12))
    if plain in {"midnight", "12 midnight"}:
        return WrittenClock(time(), is_midnight=True)
    return _spoken_clock(plain) or _digital_clock(plain)


def _spoken_clock(plain: str) -> WrittenClock | None:
    spoken = _SPOKEN.fullmatch(plain)
    hour = int(spoken[2]) if spoken else 0
    if spoken is None or not 1 <= hour <= 12:
        return None
    minute = {"half past": 30, "quarter past": 15, "quarter to": 45}[spoken[1]]
    return _clock(hour if minute != 45 else (hour - 2) % 12 + 1, minute, spoken[3])


def _digital_clock(plain: str) -> WrittenClock | None:
    military = _MILITARY.fullmatch(plain)
    if military and (military[3] or not 2000 <= int(military[0][:4]) <= 2100):  # else it is a year
        return _clock(int(military[1]), int(military[2]), "h")
    found = _CLOCK.fullmatch(plain)
    return _clock(int(found[1]), int(found[2] or 0), found[3]) if found else None


def _clock(hour: int, minute: int, half: str | None) -> WrittenClock | None:
    if half in {"am", "pm"}:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        return None
    return WrittenClock(time(hour, minute), is_open=half is None and 1 <= hour <= 12)


def _clock_within(clock: WrittenClock, part: str) -> time | None:
    """A time of day in a part of the day; None if it does not lie there."""
    if not part or clock.is_midnight:
        return clock.at
    first, at = clock.at.hour, clock.at
    if clock.is_open:
        if first == 12:
            return at if part == "afternoon" else None
        if first not in _HOURS_OF[part]:
            return None
        return at if part == "morning" else at.replace(hour=first + 12)
    return at if (first < 12) == (part == "morning") else None


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_TOMORROW = frozenset({"tomorrow", "tmr", "tmrw", "tomorow", "tommorow", "tommorrow"})
_NAMED_DAYS = {"today": 0, "day after tomorrow": 2, "yesterday": -1} | dict.fromkeys(_TOMORROW, 1)
_DAY_PART = re.compile(r"(.+?) (morning|afternoon|evening|night)")
_WEEKDAY = re.compile(r"(?:(this|coming|this coming|next) )?([a-z]+)\.?( next week)?|next week ([a-z]+)\.?")
_ISO_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DOTTED_DATE = re.compile(r"(\d{1,2})\. ?(\d{1,2})(?:\. ?(\d{4}|\d\d)?)?")
_SLASHED_DATE = re.compile(r"(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}|\d\d))?")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?[ -]?([a-z]+)\.?(?:[ -](\d{4}))?")
_MONTH_DAY = re.compile(r"([a-z]+)\.? ?(\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?")
_DAY_OF_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
_LONG_AGO = timedelta(days=183)
"""A date without a year that is over for longer means next year's."""


def named_weekday(word: str) -> int | None:
    """Return which day of the week a word names, from 0 for Monday; ``mondays`` and ``mon`` do too."""
    plain = word.rstrip(".")
    short = plain[:-1] if plain.endswith("s") and len(plain) > 4 else plain
    return next((place for place, name in enumerate(_WEEKDAYS) if _is_short_for(short, name, 2)), None)


def named_month(word: str) -> int | None:
    """Return which month a word names, from 1; its first three letters are enough."""
    plain = word.rstrip(".")
    return next((place for place, name in enumerate(_MONTHS, 1) if _is_short_for(plain, name, 3)), None)


def _is_short_for(word: str, name: str, least: int) -> bool:
    return len(word) >= least and name.startswith(word)


def _read_day(text: str, today: date) -> list[WrittenDay]:
    """Every day that a text may mean."""
    plain = " ".join(word for word in text.split() if word not in _FILLERS)
    if plain in {"tonight", "this evening", "this afternoon", "this morning"}:
        return [WrittenDay((today,), "evening" if plain == "tonight" else plain[5:])]
    if part := _DAY_PART.fullmatch(plain):
        return [replace(day, part=part[2]) for day in _read_day(part[1], today) if not day.part]
    if plain in _NAMED_DAYS:
        return [WrittenDay((today + timedelta(days=_NAMED_DAYS[plain]),))]
    span = _read_span(plain)
    if span is not None and span.days and not span.seconds:
        return [WrittenDay((today + span,))]
    return _weekdays(plain, today) or _dates(plain, today) or _date_beside_weekday(plain, today)


def _weekdays(plain: str, today: date) -> list[WrittenDay]:
    found = _WEEKDAY.fullmatch(plain)
    weekday = named_weekday(found[2] or found[4]) if found else None
    if found is None or weekday is None:
        return []
    coming = today + timedelta(days=(weekday - today.weekday()) % 7)
    in_next_week = today + timedelta(days=7 - today.weekday() + weekday)
    if found[3] or found[4]:
        return [WrittenDay((in_next_week,))]
    if found[1] == "next":  # to some the one that comes next, to others that of next week
        first = coming if coming > today else coming + timedelta(days=7)
        return [WrittenDay((day,)) for day in dict.fromkeys((first, in_next_week))]
    return [WrittenDay((coming,) if found[1] else (coming, coming + timedelta(days=7)))]


def _dates(plain: str, today: date) -> list[WrittenDay]:
    if iso := _ISO_DATE.fullmatch(plain):
        return _date(iso[3], int(iso[2]), iso[1], today)
    if dotted := _DOTTED_DATE.fullmatch(plain):
        return _date(dotted[1], int(dotted[2]), dotted[3], today)
    if slashed := _SLASHED_DATE.fullmatch(plain):  # its parts stand in either order
        first, second, year = slashed.groups()
        return [*_date(first, int(second), year, today), *_date(second, int(first), year, today)]
    return _spoken_date(plain, today)


def _spoken_date(plain: str, today: date) -> list[WrittenDay]:
    if (named := _DAY_MONTH.fullmatch(plain)) and (month := named_month(named[2])):
        return _date(named[1], month, named[3], today)
    if (named := _MONTH_DAY.fullmatch(plain)) and (month := named_month(named[1])):
        return _date(named[2], month, named[3], today)
    if number := _DAY_OF_MONTH.fullmatch(plain):
        months = [divmod(today.year * 12 + today.month - 1 + more, 12) for more in range(4)]
        return _first_dates([(year, month + 1, int(number[1])) for year, month in months], today)
    return []


def _date_beside_weekday(plain: str, today: date) -> list[WrittenDay]:
    """A date with its day of the week before or behind it."""
    words = plain.split()
    for word, rest in ((words[0], words[1:]), (words[-1], words[:-1])) if len(words) > 1 else ():
        weekday = named_weekday(word)
        if weekday is not None and (found := _dates(" ".join(rest), today)):
            fitting = [day for day in found if day.dates[0].weekday() == weekday]
            return [replace(day, weekday=weekday) for day in fitting or found]
    return []


def _date(day: str, month: int, year: str | None, today: date) -> list[WrittenDay]:
    if year:
        return _first_dates([(int(year) if len(year) == 4 else 2000 + int(year), month, int(day))], today)
    return _first_dates([(today.year + more, month, int(day)) for more in range(5)], today)


def _first_dates(wanted: Iterable[tuple[int, int, int]], today: date) -> list[WrittenDay]:
    """Those of some days that there are: of one alone that one, else what is not long over."""
    found: list[date] = []
    for numbers in wanted:
        with suppress(ValueError):  # there is no 30 February
            found.append(date(*numbers))
    if len(found) > 1:
        found = [day for day in found if today - day < _LONG_AGO]
    if len(found) > 1 and found[0] < today and (found[1] - found[0]).days > 31:
        found = found[:1]  # it is just over: that is said
    return [WrittenDay(tuple(found[:2]))] if found else []


_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "half an": 0.5}
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_AMOUNT = re.compile(
    r"(?:and )?(\d{1,5}(?:[.,]\d{1,2})?|half an|[a-z]+) ?(minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w)(?![a-z])\s*"
)
_SPAN = re.compile(r"(?:in |\+ ?)(.+)|(.+) from now|(\d+ (?:minutes?|hours?))")


def _read_span(plain: str) -> timedelta | None:
    """How long from now, as in ``in 2 hours``, ``in 1h 30m`` or ``an hour and a half from now``."""
    found = _SPAN.fullmatch(plain)
    written = next(filter(None, found.groups()), "") if found else ""
    rest = re.sub(r"^an hour and a half$", "90 minutes", re.sub(r"(\d)h(\d\d?)$", r"\1h \2m", written))
    total, place = timedelta(), 0
    while amount := _AMOUNT.match(rest, place):
        count = _COUNTS.get(amount[1]) if amount[1][0].isalpha() else float(amount[1].replace(",", "."))
        if count is None:
            return None
        total, place = total + timedelta(**{_UNITS[amount[2][0]]: count}), amount.end()
    return total if rest and place == len(rest) else None


class RecurrenceFault(Enum):
    """Why words do not say when something appears."""

    NO_CLOCK = "no clock"
    """They name days, but no time of day."""
    OFTEN = "often"
    """More than once a day."""


_TIME = r"\d{1,2}(?::\d\d)?(?: ?[ap]m)?"
_OFTEN = re.compile(rf"\b(?:(?:hours?|hourly|minutes?|twice|times a day)\b|{_TIME} and (?:at )?{_TIME}$)")
_SAYS_NOTHING = frozenset({"every", "each", "on", "the", "of", "in", "at", "weekly", "monthly", "yearly", "all", "a"})
_UNSAID = frozenset({"weekly", "monthly", "yearly"})
_DAY_SETS = {
    "day": "*", "days": "*", "daily": "*", "everyday": "*",
    "weekday": "MON-FRI", "weekdays": "MON-FRI", "workday": "MON-FRI", "workdays": "MON-FRI",
    "working day": "MON-FRI", "working days": "MON-FRI", "business day": "MON-FRI", "business days": "MON-FRI",
    "weekend": "SAT,SUN", "weekends": "SAT,SUN",
}  # fmt: skip
_PLACES = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_RANGE = re.compile(r"([a-z]+)(?: to | through | until | ?[-–] ?)([a-z]+)")


def parse_recurrence(text: str) -> str | RecurrenceFault | None:
    """Return when something appears as a cron expression, such as ``30 7 * * MON-FRI`` for ``weekdays at 7:30``.

    None for what is written otherwise, perhaps as a cron expression.
    """
    plain = re.sub(r"\s*[,&/+]\s*", " and ", " ".join(_plain_words(text)).casefold())
    if _OFTEN.search(plain):
        return RecurrenceFault.OFTEN
    words = [word for word in re.sub(r"\bevery day\b", "daily", plain).split() if word]
    splits = [(words[:place], words[place:]) for place in range(len(words))]
    for days, clock in [*splits, *((after, before) for before, after in splits)]:
        read = parse_clock(" ".join(clock)) if clock else None
        cron = _read_days(days, read) if read else None
        if cron:
            return cron
    noon = WrittenClock(time(12))
    return RecurrenceFault.NO_CLOCK if words and _read_days(words, noon) and words != ["at"] else None


def _read_days(words: Sequence[str], clock: WrittenClock) -> str | None:
    """A cron expression for the days that words name, at a time of day."""
    part = next((word.removesuffix("s") for word in words if word.removesuffix("s") in _HOURS_OF), "")
    kept = [word for word in words if word not in _SAYS_NOTHING and word.removesuffix("s") not in _HOURS_OF]
    if not kept and _UNSAID.intersection(words):  # on which day of the week, or of the month?
        return None
    at, days = _clock_within(clock, part), _cron_days(" ".join(kept).removeprefix("month "))
    return f"{at.minute} {at.hour} {days}" if at and days else None


def _cron_days(plain: str) -> str | None:
    """The last three fields: day of the month, month, day of the week."""
    if not plain:
        return "* * *"
    included, _, excluded = plain.partition(" except ")
    among, without = _named_days(included), _named_days(excluded) if excluded else set[int]()
    if among is not None and without is not None and among - without:
        left = sorted(among - without)
        return f"* * {_cron_weekdays(left)}"
    return _cron_dates(plain) if not excluded else None


def _cron_weekdays(days: Sequence[int]) -> str:
    if len(days) == 7:
        return "*"
    names = [_WEEKDAYS[day][:3].upper() for day in days]
    is_row = len(days) > 2 and days[-1] - days[0] == len(days) - 1
    return f"{names[0]}-{names[-1]}" if is_row else ",".join(names)


def _named_days(plain: str) -> set[int] | None:
    """Days of the week, from 0 for Monday: one, several, or from one to another."""
    found: set[int] = set()
    for each in re.split(
        r"\s+and\s+|(?<=[a-z])\s+(?=(?:mon|tue|wed|thu|fri|sat|sun))(?<!to )(?<!through )(?<!until )", plain
    ):
        known, ends = _DAY_SETS.get(each), _RANGE.fullmatch(each)
        if known:
            found |= {"*": set(range(7)), "MON-FRI": set(range(5)), "SAT,SUN": {5, 6}}[known]
        elif ends:
            first, last = named_weekday(ends[1]), named_weekday(ends[2])
            if first is None or last is None:
                return None
            found |= {(first + more) % 7 for more in range((last - first) % 7 + 1)}
        elif (day := named_weekday(each)) is not None:
            found.add(day)
        else:
            return None
    return found


def _cron_dates(plain: str) -> str | None:
    """Days of the month, of a year, or a day of the week in the month."""
    words = plain.split()
    place, last = (words[0], words[1]) if len(words) > 1 else ("", "")
    weekday = named_weekday(last)
    if weekday is not None and plain in {f"{place} {last}", f"{place} {last} month"}:
        if place == "last":
            return f"* * {weekday + 1}L"
        return f"* * {_WEEKDAYS[weekday][:3].upper()}#{_PLACES[place]}" if place in _PLACES else None
    if (named := _DAY_MONTH.fullmatch(plain)) and (month := named_month(named[2])) and not named[3]:
        return f"{int(named[1])} {month} *"
    if (named := _MONTH_DAY.fullmatch(plain)) and (month := named_month(named[1])) and not named[3]:
        return f"{int(named[2])} {month} *"
    dates = [_day_of_month(each) for each in re.sub(r"(?: day)?(?: month)?$", "", plain).split(" and ")]
    return f"{','.join(dates)} * *" if all(dates) else None


def _day_of_month(word: str) -> str:
    """A day of the month as cron writes it; empty for what is none."""
    if word in {"last", "first"}:
        return "L" if word == "last" else "1"
    number = _DAY_OF_MONTH.fullmatch(word)
    return number[1].lstrip("0") if number and 1 <= int(number[1]) <= 31 else ""


LEAST_LIKENESS = 75.0
"""Of 100, how alike a name must be to be offered."""
MOST_ZONES_OFFERED = 3
LONGEST_ZONE_NAME = 60
"""Characters that are looked at: no name is longer."""


def find_zone(written: str) -> str | None:
    """Return the IANA name of the zone that somebody means: by that name or by its city alone, in any case.

    None where no zone is called so, or more than one.
    """
    wanted = _plain_zone(written)
    names = _zones_by_name()
    if wanted in names:
        return names[wanted]
    cities = {name for plain, name in names.items() if plain.rpartition("/")[2] == wanted}
    return cities.pop() if len(cities) == 1 else None


def similar_zones(written: str) -> list[str]:
    """Return names that are like what somebody wrote, the likest first."""
    wanted = _plain_zone(written)
    scored = [(_likeness(wanted, plain), name) for plain, name in _zones_by_name().items()]
    likely = [pair for pair in scored if pair[0] >= LEAST_LIKENESS]
    return [name for _, name in sorted(likely, key=lambda pair: (-pair[0], pair[1]))[:MOST_ZONES_OFFERED]]


def _likeness(wanted: str, plain: str) -> float:
    from rapidfuzz import fuzz  # noqa: PLC0415 - four megabytes that are needed when somebody mistypes a zone

    return max(fuzz.ratio(wanted, plain), fuzz.ratio(wanted, plain.rpartition("/")[2]))


@cache
def _zones_by_name() -> dict[str, str]:
    """Every name by how people may write it; read from some hundred files, so but once."""
    return {_plain_zone(name): name for name in available_timezones()}


def _plain_zone(name: str) -> str:
    return "_".join(name[:LONGEST_ZONE_NAME].casefold().split())
