"""Which topic somebody means by what they wrote."""

from collections.abc import Callable, Sequence

from rapidfuzz import fuzz, utils

from bot.alerts.catalogue import slugify
from bot.alerts.plaintext import one_line
from storage.models import Topic

LONGEST_QUERY = 100
"""Characters that are looked at: no name is longer."""

NEAR = 72.0
"""Of 100, how alike a name must be to be offered to somebody who wanted a topic."""
PLAIN = 85.0
"""The same for somebody who only wrote something."""
BEGINNING = 90.0
SHORTEST_BEGINNING = 3
"""Letters from which the beginning of a word counts as much as ``BEGINNING``."""

_QUOTES = "\"'“”„«»‘’"
_CALLED: tuple[Callable[[Topic], str], ...] = (
    lambda topic: topic.slug,
    lambda topic: slugify(topic.name),
    lambda topic: slugify(topic.shortname) if topic.shortname else "",
    lambda topic: topic.hashtag.removeprefix("#").casefold(),
)
"""What a topic goes by, the surest first."""


def named(query: str, topics: Sequence[Topic]) -> Topic | None:
    """Returns the topic that goes by this name, slug, short name or hashtag, in any case.

    None if there is none, or more than one: then the person is to choose.
    """
    wanted = one_line(query, LONGEST_QUERY).strip(_QUOTES).lstrip("#")
    if not wanted:
        return None
    names = {slugify(wanted), wanted.casefold()}
    for called in _CALLED:
        found = [topic for topic in topics if called(topic) in names]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def near(query: str, topics: Sequence[Topic], *, at_least: float = NEAR, limit: int = 5) -> list[Topic]:
    """Returns the topics whose name or short name is most like this, the likest first."""
    wanted = utils.default_process(one_line(query, LONGEST_QUERY))
    if not wanted:
        return []
    scored = [(_likeness(wanted, topic), topic) for topic in topics]
    likely = [pair for pair in scored if pair[0][0] >= at_least]
    return [topic for _, topic in sorted(likely, key=lambda pair: pair[0], reverse=True)[:limit]]


def _likeness(wanted: str, topic: Topic) -> tuple[float, float]:
    """By words in any order first, then as written, both of 100."""
    names = [utils.default_process(name) for name in (topic.name, topic.shortname) if name]
    words = max(max(fuzz.token_set_ratio(wanted, name), _beginning(wanted, name)) for name in names)
    return words, max(fuzz.ratio(wanted, name) for name in names)


def _beginning(wanted: str, name: str) -> float:
    return BEGINNING if len(wanted) >= SHORTEST_BEGINNING and f" {wanted}" in f" {name}" else 0.0
