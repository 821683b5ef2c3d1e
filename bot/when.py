"""When people want to be told, as they write it: hours, days, rhythms, quiet hours and spans. Nothing is guessed.

What is stored is written in one way (``storage/rhythm.py``); what people write is read in many: "8", "8:00", "8am",
"every Friday at 5pm", "weekdays 22-7".
"""

import re
from datetime import time, timedelta

from bot.when_words import in_english
from storage.rhythm import WEEKDAYS, QuietHours, Rhythm, RhythmKind

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NAMED_HOURS = {"noon": time(12), "midday": time(12), "midnight": time()}
_NAMED_HOURS |= {word: time(hour) for hour, word in enumerate(_NUMBERS, 1)}
_HOUR = rf"(?:\d{{1,2}}(?:[:.]\d{{2}})?\s*(?:[ap]\.?m\b\.?|h\b|o'?clock\b)?|\d{{4}}|{'|'.join(_NAMED_HOURS)})"
_CLOCK = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?\s*(?:(a|p)\.?m\.?|h|o'?clock)?")

_DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|rs|r|rsday|urday)?s?")
_SETS_OF_DAYS = {
    "weekdays": range(5),
    "weekday": range(5),
    "weeknights": range(5),
    "workdays": range(5),
    "weekend": range(5, 7),
    "weekends": range(5, 7),
    "daily": range(7),
    "every day": range(7),
    "everyday": range(7),
    "every night": range(7),
    "at night": range(7),
    "": range(7),
}

_PLAIN_RHYTHMS = {
    RhythmKind.AT_ONCE: ("at once", "now", "instantly", "immediately"),
    RhythmKind.DIGEST_ONLY: ("digest only", "only digest", "only digests", "digests only", "in digests only", "digest"),
    RhythmKind.OFF: ("off", "never", "none", "not at all"),
}
_PLAIN = {words: Rhythm(kind) for kind, all_words in _PLAIN_RHYTHMS.items() for words in all_words}
_DAILY = re.compile(
    rf"(?:daily|every ?day|each day|every (?P<part>morning|evening|night))(?: digest)?(?:,? at|,)? (?P<hour>{_HOUR})"
)
_WEEKLY = re.compile(rf"(?:weekly|every week|every|each|on)?(?: on)? ?(?P<day>[a-z]+?)s?(?:,? at|,)? (?P<hour>{_HOUR})")
_EVENING = {"evening", "night"}

_TO = r"\s*(?:-|–|—|\bto\b|\buntil\b|\btill?\b)\s*"
_QUIET = re.compile(
    rf"(?P<before>.*?),?\s*(?:\bfrom\b|\bbetween\b)?\s*(?<![\d:.])(?P<start>{_HOUR})(?:{_TO}|\s+and\s+)(?P<end>{_HOUR})"
    r"(?![\d:.])\s*(?:on\s+)?(?P<after>.*)"
)

_SPAN = re.compile(r"(?P<count>\d{1,4}|an?|one|)\s*(?P<unit>minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w)")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
LONGEST_PAUSE = timedelta(days=366)


def read_hour(words: str) -> time | None:
    """An hour of the day, to the minute; None for what is none."""
    found = _hour_in_english(words)
    return _hour_in_english(in_english(words)) if found is None else found


def _hour_in_english(words: str) -> time | None:
    words = _plain(words).removeprefix("at ")
    if words in _NAMED_HOURS:
        return _NAMED_HOURS[words]
    found = _CLOCK.fullmatch(words)
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour == 24 and not minute:
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


def read_day(word: str) -> int | None:
    """A day of the week by its name or its first letters, 0 for Monday; None for what is none."""
    word = _plain(word)
    found = _DAY.fullmatch(word)
    is_name = found and any(name.startswith(word.removesuffix("s")) or word == name for name in _DAY_NAMES)
    return WEEKDAYS.index(found[1]) if found and is_name else None


def read_rhythm(words: str) -> Rhythm | None:
    """A rhythm, with its hour if it has one; None for what is none."""
    found = _rhythm_in_english(words)
    return _rhythm_in_english(in_english(words)) if found is None else found


def _rhythm_in_english(words: str) -> Rhythm | None:
    words = _plain(words)
    if words in _PLAIN:
        return _PLAIN[words]
    if found := _DAILY.fullmatch(words):
        at = read_hour(found["hour"])
        if at and found["part"] in _EVENING and at.hour < 12 and not re.search(r"[ap]\.?m|:", found["hour"]):
            at = at.replace(hour=at.hour + 12)
        return Rhythm(RhythmKind.DAILY, at) if at else None
    if found := _WEEKLY.fullmatch(words):
        at, day = read_hour(found["hour"]), read_day(found["day"])
        return Rhythm(RhythmKind.WEEKLY, at, day) if at is not None and day is not None else None
    return None


def read_topic_rhythm(words: str) -> tuple[str, Rhythm | None] | None:
    """A topic's name and its rhythm, which stands last and may be that of the chat (None); None for what is neither.

    The name is empty where the whole is a rhythm.
    """
    parts = words.split()
    for cut in range(len(parts)):
        name, rest = " ".join(parts[:cut]).strip(" :,–-"), " ".join(parts[cut:])
        if (rhythm := read_rhythm(rest)) is not None and (name or not cut):
            return name, rhythm
        if name and _plain(rest) in {"default", "as the chat", "like the chat", "as default"}:
            return name, None
    return None


def read_quiet_hours(words: str) -> QuietHours | None:
    """Quiet hours, with their days before or behind; None for what is none."""
    found = _quiet_hours_in_english(words)
    return _quiet_hours_in_english(in_english(words)) if found is None else found


def _quiet_hours_in_english(words: str) -> QuietHours | None:
    found = _QUIET.fullmatch(_plain(words))
    if found is None or (found["before"] and found["after"]):
        return None
    start, end = read_hour(found["start"]), read_hour(found["end"])
    days = _read_days(found["before"] or found["after"])
    if start is None or end is None or start == end or days is None:
        return None
    return QuietHours(start, end, days)


def _read_days(words: str) -> frozenset[int] | None:
    words = words.strip(" ,:")
    if words in _SETS_OF_DAYS:
        return frozenset(_SETS_OF_DAYS[words])
    found: set[int] = set()
    for part in re.split(r"\s*(?:,|\band\b|&|\s)\s*", re.sub(r"\s*[-–—]\s*|\s+to\s+", "-", words)):
        if part in _SETS_OF_DAYS and part:
            found.update(_SETS_OF_DAYS[part])
            continue
        first, dash, last = part.partition("-")
        begin, end = read_day(first), read_day(last if dash else first)
        if begin is None or end is None:
            return None
        found.update((begin + step) % 7 for step in range((end - begin) % 7 + 1))
    return frozenset(found)


def read_span(words: str) -> timedelta | None:
    """How long, from a minute to a year; None for what is no time, or longer."""
    found = _span_in_english(words)
    return _span_in_english(in_english(words)) if found is None else found


def _span_in_english(words: str) -> timedelta | None:
    found = _SPAN.fullmatch(_plain(words).removeprefix("for "))
    if found is None:
        return None
    count = int(found["count"]) if found["count"].isdigit() else 1
    span = count * _UNITS[found["unit"][0]]
    return span if timedelta() < span <= LONGEST_PAUSE else None


def _plain(words: str) -> str:
    return " ".join(words.casefold().replace("’", "'").split()).strip(" .!")
