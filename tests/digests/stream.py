"""A made-up stream of news and readers of all kinds, the same for the same seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, repeat
from random import Random
from typing import NamedTuple

from tests.end_to_end.model import Follows, Hides
from tests.support.pipeline import record

PARENTS = {"Vision": "AI", "Robots": "AI", "Faces": "Vision"}
TOPICS = ("AI", "Vision", "Robots", "Faces", "Chips", "Policy")
ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Pacific/Auckland",
    "",
    "UTC-03:30",
)
COMMON_WORDS = ("launch", "funding", "lawsuit", "battery", "museum", "open source")
SOURCES = ("Harbour Courier", "Northern Wire", "Evening Post", "The Ledger", "Southern Times")
SYLLABLES = ("ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "wu", "za")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


class Vocabulary(NamedTuple):
    """What readers choose from."""

    topics: tuple[str, ...] = TOPICS
    words: tuple[str, ...] = COMMON_WORDS
    sources: tuple[str, ...] = SOURCES


MADE_UP = Vocabulary()


@dataclass(frozen=True)
class Landing:
    """Files that land together."""

    at: datetime
    files: dict[str, str]


def made_up_stream(random: Random, start: datetime, hours: int, stories: int) -> list[Landing]:
    """Stories of one to four articles over some hours, with one flood of many stories at once."""
    landings: list[tuple[datetime, str, str]] = []
    flood = random.randrange(10, hours - 10)
    for story in range(stories):
        first = flood * 60 if story < stories // 8 else random.randrange(hours * 60)
        words = [_made_up_word(random) for _ in range(9)]
        filed = random.sample(TOPICS, random.choice((1, 1, 2)))
        for number in range(random.choice((1, 1, 2, 3, 4))):
            after = 0 if number == 0 else random.randrange(20 * 60)
            at = start + (first + after) * MINUTE
            said = f"{random.choice(COMMON_WORDS)} again" if random.random() < 0.3 else "today"
            text = record(
                f"{' '.join(words)} n{story:03}x{number}",
                f"https://{number}.example/{story}",
                random.sample(TOPICS, 1) + filed if random.random() < 0.2 else filed,
                at,
                excerpt=f"{' '.join(words[:6])} {said}",
                provider=random.choice(SOURCES),
            )
            landings.append((at, f"{story}-{number}.md", text))
    return [Landing(at, {name: text}) for at, name, text in sorted(landings)]


def _made_up_word(random: Random) -> str:
    return "".join(random.choices(SYLLABLES, k=4))


@dataclass(frozen=True)
class Command:
    """What a reader does in the middle of it.

    Attributes:
        after: since the start.
        name: ``pause``, ``quiet``, ``rhythm`` or ``zone``.
    """

    after: timedelta
    name: str
    value: str


@dataclass(frozen=True)
class Settings:
    """What a reader has chosen, and will."""

    zone: str
    rhythm: str
    quiet: str
    follows: dict[str, Follows]
    filters: tuple[Hides, ...]
    watches: tuple[str, ...]
    commands: tuple[Command, ...]


def all_kinds_of_readers(
    random: Random, count: int, hours: int, vocabulary: Vocabulary = MADE_UP
) -> Iterator[Settings]:
    """Readers with mixed settings; the first ones are plain, so that what goes wrong is told by the simplest."""
    for number in range(count):
        is_plain = number < count // 6
        follows = _follows(random, vocabulary.topics, is_plain=is_plain)
        yield Settings(
            zone=random.choice(ZONES),
            rhythm="at once" if number % 6 == 0 else _rhythm(random),
            quiet=random.choice(QUIET) if number % 2 else "",
            follows=follows,
            filters=() if is_plain else tuple(_filters(random, vocabulary._replace(topics=tuple(follows)))),
            watches=() if is_plain or random.random() < 0.7 else (random.choice(vocabulary.words),),
            commands=() if is_plain or random.random() < 0.5 else tuple(_commands(random, hours)),
        )


QUIET = ("22:00-07:00", "fri,sat 23:00-09:00", "13:00-14:30", "00:00-06:30", "22:00-02:30", "20:15-19:45")


def _rhythm(random: Random) -> str:
    hour = f"{random.choice((0, 1, 2, 7, 8, 12, 17, 23)):02}:{random.choice((0, 15, 30, 45)):02}"
    day = random.choice(("sat", "sun", "mon"))
    chosen = ["at once", f"daily {hour}", f"weekly {day} {hour}", "digest only", "off"]
    return random.choices(chosen, (8, 8, 3, 1, 1))[0]


def _follows(random: Random, topics: tuple[str, ...], *, is_plain: bool) -> dict[str, Follows]:
    followed = random.sample(topics, random.choice((1, 2, 3)))
    if is_plain:
        return dict.fromkeys(followed, Follows())
    return {
        topic: Follows(
            rhythm=_rhythm(random) if random.random() < 0.35 else "",
            volume=random.choices(("stories", "all", "muted"), (6, 2, 1))[0],
        )
        for topic in followed
    }


def _filters(random: Random, vocabulary: Vocabulary) -> Iterator[Hides]:
    if random.random() < 0.3:
        field = random.choice(("", "", "title:", "source:"))
        yield Hides(f"{field}{random.choice(vocabulary.sources if field == 'source:' else vocabulary.words)}")
    if random.random() < 0.15:
        yield Hides(random.choice(vocabulary.words), random.choice(vocabulary.topics), is_only=random.random() < 0.5)


def _commands(random: Random, hours: int) -> Iterator[Command]:
    for _ in range(random.choice((1, 2))):
        name = random.choice(("pause", "quiet", "rhythm", "zone"))
        value = {
            "pause": random.choice(("1", "5", "24")),
            "quiet": random.choice(("", *QUIET)),
            "rhythm": _rhythm(random),
            "zone": random.choice(ZONES),
        }[name]
        yield Command(timedelta(minutes=15 * random.randrange(8, hours * 4 - 8)), name, value)


def steps(
    start: datetime, hours: int, every: timedelta, down: tuple[tuple[int, int], ...]
) -> Iterator[tuple[datetime, bool]]:
    """The times at which the bot looks at its clock, and if it runs then: not from and to hours of ``down``."""
    asleep = set(chain.from_iterable(range(*each) for each in down))
    for number, at in zip(range(int(hours * HOUR / every)), repeat(start), strict=False):
        moment = at + number * every
        yield moment, int((moment - start) / HOUR) not in asleep
