"""What readers are owed and when: the rules of rhythms, quiet hours, pauses, volumes, filters and watches, plainly.

Written from what was promised, not from the code: it shares nothing with it, is slow, and looks at the clock on the
wall of each reader every few minutes. ``tests/digests/simulation.py`` runs the bot beside it.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import NamedTuple

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = timedelta(days=1)
LATEST = timedelta(hours=6)
"""A digest that is later waits for the next."""
WINDOW = timedelta(hours=48)
"""A story of which an alert or a digest told longer ago is told again by an alert."""
MOST_HELD = 3
"""After quiet hours so many stories come as alerts, more as one digest."""


class Kind(StrEnum):
    ALERT = "alert"
    DIGEST = "digest"


class Told(NamedTuple):
    """One message that a reader is owed.

    Attributes:
        stories: One for an alert.
    """

    at: datetime
    kind: Kind
    stories: frozenset[int]


@dataclass(frozen=True)
class News:
    """One article that arrived."""

    at: datetime
    story: int
    topics: tuple[str, ...]
    title: str
    excerpt: str
    source: str

    def holds(self, words: str) -> bool:
        """Whether it has words, as whole words in any case; ``source:`` and ``title:`` look there alone."""
        where, _, rest = words.partition(":")
        if rest and where == "source":
            return rest.casefold() in self.source.casefold()
        text = self.title if rest and where == "title" else f"{self.title} {self.excerpt}"
        return _plain_words(rest or words) in _plain_words(text)


def _plain_words(text: str) -> str:
    """The words of a text alone, with a space around each."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return f" {' '.join(words)} "


@dataclass(frozen=True)
class Follows:
    """A topic that somebody follows, or mutes.

    Attributes:
        rhythm: Empty: that of the chat.
        volume: ``all``, ``stories`` or ``muted``.
    """

    rhythm: str = ""
    volume: str = "stories"


@dataclass(frozen=True)
class Hides:
    """A filter.

    Attributes:
        topic: Empty: for the whole chat.
        is_only: It lets only these through, and does not hide them.
    """

    words: str
    topic: str = ""
    is_only: bool = False

    def hides(self, news: News) -> bool:
        return news.holds(self.words) is not self.is_only


@dataclass
class Hour:
    """One digest hour of a reader: what it has is what came after ``since``, and each date has one."""

    since: datetime
    last: date
    due_at: datetime | None = None
    """Since when it is due and was not seen to."""
    is_new: bool = True
    """It never came yet."""


@dataclass
class Reader:
    """A reader with their settings and all that they were told."""

    zone: tzinfo
    rhythm: str = "at once"
    quiet: str = ""
    follows: Mapping[str, Follows] = field(default_factory=dict)
    filters: Sequence[Hides] = ()
    watches: Sequence[str] = ()
    burst: int = 10
    paused_until: datetime | None = None
    silent_since: datetime | None = None
    hours: dict[str, Hour] = field(default_factory=dict)
    told_at: dict[int, datetime] = field(default_factory=dict)
    told: dict[int, set[str] | None] = field(default_factory=dict)
    """Stories, with the outlets that a digest named; none named for an alert, which itself says who else reports it."""
    arrived: list[tuple[News, frozenset[str]]] = field(default_factory=list)
    """What came, with the rhythms of the ways in which it did; empty for that of the chat."""
    held: list[News] = field(default_factory=list)
    """Alerts that wait for the end of quiet hours or a pause."""
    held_digests: list[frozenset[int]] = field(default_factory=list)
    messages: list[Told] = field(default_factory=list)


class Wire:
    """The bot, as it was promised."""

    def __init__(
        self, parents: Mapping[str, str], readers: Sequence[Reader], now: datetime, archive: Collection[int] = ()
    ) -> None:
        """Begin; the stories of the archive were known before anybody followed anything, and are not told."""
        self.parents, self.readers, self.archive = parents, readers, archive
        self.outlets: dict[int, set[str]] = {}
        for reader in readers:
            set_hours(reader, now)

    def arrive(self, news: Sequence[News], now: datetime) -> None:
        """Take in what one scan found."""
        for each in news:
            self.outlets.setdefault(each.story, set()).add(each.source)
        for reader in self.readers:
            alerts = [each for each in news if self._is_alert(reader, each)]
            if is_silent(reader, now):
                reader.silent_since = reader.silent_since or now
                reader.held += alerts
            elif reader.burst and len({each.story for each in alerts}) > reader.burst:
                self._digest(reader, {each.story for each in alerts}, now)
            else:
                reader.messages += [Told(now, Kind.ALERT, frozenset({each.story})) for each in alerts]

    def tick(self, now: datetime, *, is_up: bool = True) -> None:
        """Look at the clocks of all readers; nothing is told while the bot is down."""
        for reader in self.readers:
            _note_what_is_due(reader, now)
            if is_up:
                self._see_to(reader, now)

    def _is_alert(self, reader: Reader, news: News) -> bool:
        """Take an article in for a reader; returns whether it is an alert."""
        ways = list(self._ways(reader, news))
        if ways:
            reader.arrived.append((news, frozenset(rhythm for rhythm, _ in ways)))
        is_new = news.story not in reader.told or reader.told_at[news.story] <= news.at - WINDOW
        if not any((rhythm or reader.rhythm) == "at once" and (is_new or volume == "all") for rhythm, volume in ways):
            return False
        reader.told[news.story], reader.told_at[news.story] = None, news.at
        return True

    def _ways(self, reader: Reader, news: News) -> Iterator[tuple[str, str]]:
        """The rhythm and volume of each way in which an article comes to a reader: topics, and words they watch."""
        if any(each.hides(news) for each in reader.filters if not each.topic):
            return
        for topic in self._most_specific(news.topics) if news.story not in self.archive else ():
            nearest = next((each for each in self._line(topic) if each in reader.follows), None)
            if nearest is None or reader.follows[nearest].volume == "muted":
                continue
            if not any(each.hides(news) for each in reader.filters if each.topic == nearest):
                yield reader.follows[nearest].rhythm, reader.follows[nearest].volume
        if any(news.holds(words) for words in reader.watches):
            yield "", "stories"

    def _most_specific(self, topics: Sequence[str]) -> list[str]:
        return [each for each in topics if not any(each in self._line(other)[1:] for other in topics)]

    def _line(self, topic: str) -> list[str]:
        """A topic, its parent, and so on."""
        above = self.parents.get(topic)
        return [topic, *(self._line(above) if above else [])]

    def _see_to(self, reader: Reader, now: datetime) -> None:
        end = reader.paused_until
        if end and end <= now and not (is_silent(reader, end) and is_silent(reader, now)):
            self._end_pause(reader, now)
            reader.silent_since = None
        if is_silent(reader, now):
            reader.silent_since = reader.silent_since or now
        else:
            self._tell_what_was_held(reader, now)
            reader.silent_since = None
        due = [(hour.due_at, rhythm) for rhythm, hour in reader.hours.items() if hour.due_at is not None]
        for _, rhythm in sorted(due) if not reader.paused_until else ():
            self._see_to_hour(reader, rhythm, reader.hours[rhythm], now)

    def _end_pause(self, reader: Reader, now: datetime) -> None:
        """What came in it, and what digests would have told that were due in it, follows once, as a digest."""
        came = {news.story for news in reader.held} | self._came(reader, None, reader.silent_since or now)
        for rhythm, hour in reader.hours.items():
            if hour.due_at is not None:
                came |= self._came(reader, rhythm, hour.since)
                hour.since, hour.due_at = now, None
        reader.messages += [Told(now, Kind.DIGEST, stories) for stories in reader.held_digests]
        reader.held, reader.held_digests, reader.paused_until = [], [], None
        self._digest(reader, came, now)

    def _tell_what_was_held(self, reader: Reader, now: datetime) -> None:
        """More than three stories are one digest; digests that were due meanwhile come at the end."""
        reader.messages += [Told(now, Kind.DIGEST, stories) for stories in reader.held_digests]
        stories = {news.story for news in reader.held}
        if len(stories) > MOST_HELD:
            self._digest(reader, stories, now)
        else:
            reader.messages += [Told(now, Kind.ALERT, frozenset({news.story})) for news in reader.held]
        reader.held, reader.held_digests = [], []

    def _see_to_hour(self, reader: Reader, rhythm: str, hour: Hour, now: datetime) -> None:
        """A digest that is due has what came since the last one; if it is too late, its stories wait for the next."""
        due_at, hour.due_at = hour.due_at, None
        if due_at is None or now - due_at > LATEST:
            return
        came, hour.since = self._came(reader, rhythm, hour.since), now
        self._digest(reader, came, now)

    def _came(self, reader: Reader, rhythm: str | None, since: datetime) -> set[int]:
        """The stories that came at a rhythm since a time, or None: at any, and that a digest is to tell."""
        return {
            news.story
            for news, rhythms in reader.arrived
            for each in (each or reader.rhythm for each in rhythms)
            if since < news.at and (each in {rhythm, "digest only"} or (rhythm is None and each != "off"))
            if self._is_untold(reader, news.story)
        }

    def _is_untold(self, reader: Reader, story: int) -> bool:
        """Whether a digest tells a story: it was not told, or told in a digest and has other outlets since."""
        if story not in reader.told:
            return True
        named = reader.told[story]
        return named is not None and bool(self.outlets[story] - named)

    def _digest(self, reader: Reader, stories: set[int], now: datetime) -> None:
        for story in stories:
            reader.told[story], reader.told_at[story] = set(self.outlets[story]), now
        if not stories:
            return
        if is_silent(reader, now):
            reader.held_digests.append(frozenset(stories))
        else:
            reader.messages.append(Told(now, Kind.DIGEST, frozenset(stories)))


def set_hours(reader: Reader, now: datetime) -> None:
    """Have the digest hours that a reader's rhythms name; one that is past today starts tomorrow."""
    rhythms = {reader.rhythm, *(each.rhythm for each in reader.follows.values() if each.volume != "muted")}
    wanted = {each for each in rhythms if each.startswith(("daily", "weekly"))}
    gone = [reader.hours.pop(each) for each in set(reader.hours) - wanted]
    since = min((hour.since for hour in gone), default=now)
    for rhythm in wanted - set(reader.hours):
        wall = now.astimezone(reader.zone)
        last = wall.date() if wall.time() >= _hour(rhythm) else wall.date() - DAY
        reader.hours[rhythm] = Hour(since, last)


def move(reader: Reader, zone: tzinfo, now: datetime) -> None:
    """Have a reader's clocks show the time of another zone; an hour that never came yet begins anew."""
    reader.zone = zone
    new = {rhythm: hour for rhythm, hour in reader.hours.items() if hour.is_new and hour.due_at is None}
    reader.hours = {rhythm: hour for rhythm, hour in reader.hours.items() if rhythm not in new}
    set_hours(reader, now)
    for rhythm, hour in new.items():
        reader.hours[rhythm].since = hour.since


def is_silent(reader: Reader, now: datetime) -> bool:
    """Whether nothing may arrive: a pause, or quiet hours by the clock on the wall."""
    is_paused = reader.paused_until is not None and now < reader.paused_until
    return is_paused or _is_quiet(reader.quiet, now.astimezone(reader.zone))


def _is_quiet(quiet: str, wall: datetime) -> bool:
    if not quiet:
        return False
    named, _, hours = quiet.rpartition(" ")
    days = {WEEKDAYS.index(day) for day in named.split(",")} if named else set(range(7))
    start, end = map(time.fromisoformat, hours.split("-"))
    began_today, began_yesterday = wall.weekday() in days, (wall.weekday() - 1) % 7 in days
    if start < end:
        return began_today and start <= wall.time() < end
    return (began_today and wall.time() >= start) or (began_yesterday and wall.time() < end)


def _hour(rhythm: str) -> time:
    return time.fromisoformat(rhythm.rsplit(maxsplit=1)[-1])


def _note_what_is_due(reader: Reader, now: datetime) -> None:
    """Due means: local time is past the hour, and the last digest's local date is before today."""
    wall = now.astimezone(reader.zone)
    for rhythm, hour in reader.hours.items():
        is_day = not rhythm.startswith("weekly") or rhythm.split()[1] == WEEKDAYS[wall.weekday()]
        if is_day and wall.time() >= _hour(rhythm) and hour.last < wall.date():
            hour.last, hour.due_at, hour.is_new = wall.date(), now, False
