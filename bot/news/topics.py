"""Topics: parsing a topic file, slugs and hashtags, the topic that somebody means, and the tree of parents."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise

from bot.news.frontmatter import FrontMatter, Node, Unreadable, decode_text, parse_front_matter, parse_yaml
from bot.news.record import COMMAS, is_visible, one_line
from storage.models import Topic, Volume
from storage.topics import ancestors, nearest_choice

LONGEST_SLUG = 64  # what a deep link holds: https://core.telegram.org/bots/features#deep-linking
LONGEST_TOPIC_NAME = 100
LONGEST_DESCRIPTION = 1_000
LONGEST_HASHTAG = 64

_SLUG = re.compile(r"[a-z0-9-]{1,64}")
_BREAKS = re.compile(r"[^a-z0-9]+")
# Letters that Unicode does not take apart into a Latin one and a mark.
_LATIN = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_SPOKEN_SIGNS = re.compile(r"\+|(?<=\w)#")
# How a sign is drawn, as text or as an emoji, or which form of a Chinese character (Unicode, "Variation Selectors").
_PRESENTATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# Symbols, what encloses a sign, private use, and signs that are newer than Python's tables: each tells topics apart.
_SIGN_CATEGORIES = frozenset({"Sm", "Sc", "Sk", "So", "Me", "Co", "Cn"})
_SIGNS_AMONG_PUNCTUATION = frozenset("%@*§¶†‡‰‱※⁂⁕٪")
_SEPARATORS_AMONG_SYMBOLS = frozenset("|`")
# What makes one emoji of several: the joiner, and the tags of flags such as that of Wales.
_EMOJI_JOINTS = re.compile("[\u200d\U000e0020-\U000e007f]")


@dataclass(frozen=True, slots=True)
class CatalogueTopic:
    """One topic of the catalogue.

    Attributes:
        slug: its name in links and buttons: a-z, 0-9 and hyphens, at most 64.
        parent: the name or slug of the topic above it, as written; None at the top.
        keywords: words and phrases by which records without topics are filed here.
        shortname: for narrow places; empty when the file gives none.
        hashtags: each with its `#`; from the name when the file gives none, empty when the name yields none.
        aliases: other names by which people and records mean it.
    """

    slug: str
    name: str
    parent: str | None
    description: str
    keywords: tuple[str, ...]
    shortname: str
    hashtags: tuple[str, ...]
    aliases: tuple[str, ...] = ()


def parse_topic(data: bytes, file_name: str) -> CatalogueTopic:
    """Reads a topic file: Markdown with front matter, or plain YAML where the name ends in .yaml or .yml.

    Raises:
        Unreadable: also when the topic has no name.
    """
    read = parse_yaml if file_name.lower().endswith((".yaml", ".yml")) else parse_front_matter
    matter = read(decode_text(data))
    name = _field(matter, "name", LONGEST_TOPIC_NAME)
    if not is_visible(name):
        raise Unreadable("name is missing", matter.line_of("name"))
    written = _field(matter, "_id", LONGEST_TOPIC_NAME)
    return CatalogueTopic(
        slug=written if _SLUG.fullmatch(written) else slugify(written or name),
        name=name,
        parent=_field(matter, "parent", LONGEST_TOPIC_NAME) or None,
        description=_field(matter, "description", LONGEST_DESCRIPTION),
        keywords=_keywords(matter.values.get("keywords")),
        shortname=_field(matter, "shortname", LONGEST_TOPIC_NAME),
        hashtags=_hashtags(_lines(matter.values.get("hashtags")) or (name,)),
        aliases=_lines(matter.values.get("aliases")),
    )


@lru_cache(maxsize=4096)
def slugify(name: str) -> str:
    """Returns the slug of a name: the same whatever its case, accents, white space and punctuation.

    Where Latin letters and digits cannot say it all (another script, or signs such as flags, currencies and arrows),
    a few letters of a hash tell it from other names.
    """
    folded, spoken = _folded(name)
    slug = _joined(spoken)
    is_told = slug and len(slug) <= LONGEST_SLUG and all(c.isascii() for c in spoken if c.isalnum())
    if is_told and not any(map(_is_sign, spoken)):
        return slug
    told = "".join(filter(_tells, spoken)) if is_told else folded
    mark = sha256(told.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{slug[:50].strip('-') or 'topic'}-{mark}"


@lru_cache(maxsize=4096)
def _folded(name: str) -> tuple[str, str]:
    """A name without case and forms of presentation; and that without accents, its signs spoken where that is usual."""
    folded = _PRESENTATION.sub("", unicodedata.normalize("NFKC", name)).casefold()
    latin = unicodedata.normalize("NFKD", folded.translate(_LATIN))
    spoken = _SPOKEN_SIGNS.sub(lambda sign: " plus " if sign[0] == "+" else " sharp ", latin)
    return folded, _without_accents(spoken)


def _without_accents(text: str) -> str:
    """Letters without their marks; a sign keeps them: ≠ is = with a stroke."""
    kept: list[str] = []
    for character in text:
        if not unicodedata.combining(character) or (kept and _is_sign(kept[-1])):
            kept.append(character)
    return "".join(kept)


def _joined(spoken: str) -> str:
    return _BREAKS.sub("-", spoken).strip("-")


def _is_sign(character: str) -> bool:
    if character.isascii() and character.isalnum():
        return False
    if unicodedata.category(character) in _SIGN_CATEGORIES:
        return character not in _SEPARATORS_AMONG_SYMBOLS
    return character in _SIGNS_AMONG_PUNCTUATION


def _tells(character: str) -> bool:
    is_part = unicodedata.combining(character) or _EMOJI_JOINTS.match(character)
    return character.isalnum() or _is_sign(character) or bool(is_part)


def make_hashtag(name: str) -> str | None:
    """Returns a name as Telegram's hashtag ("AI in Robotics" as #AIinRobotics), None where there is none.

    Telegram ends a hashtag at the first character that is no letter, digit or underscore, combining marks included,
    and wants at least one letter (TDLib, MessageEntity.cpp, `is_hashtag_letter`).
    """
    composed = unicodedata.normalize("NFC", name)
    spoken = _SPOKEN_SIGNS.sub(lambda sign: "plus" if sign[0] == "+" else "sharp", composed)
    categories = [unicodedata.category(character) for character in spoken]
    kept = "".join(c for c, category in zip(spoken, categories, strict=True) if _fits_hashtag(c, category))
    has_letter = any(category[0] == "L" for category in categories)
    is_torn = any(category[0] == "M" for category in categories)
    return f"#{kept}" if has_letter and not is_torn and len(kept) <= LONGEST_HASHTAG else None


def _fits_hashtag(character: str, category: str) -> bool:
    return character == "_" or category[0] == "L" or category == "Nd"


def _hashtags(names: tuple[str, ...]) -> tuple[str, ...]:
    tags = (make_hashtag(name.lstrip("#")) for name in names)
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def _field(matter: FrontMatter, name: str, longest: int) -> str:
    value = matter.values.get(name)
    if value is not None and not isinstance(value, str):
        raise Unreadable(f"{name} is not plain text", matter.line_of(name))
    return one_line(value or "", longest)


def _keywords(node: Node) -> tuple[str, ...]:
    """A list, or one text with commas between."""
    return _lines(list(COMMAS.split(node)) if isinstance(node, str) else node)


def _lines(node: Node) -> tuple[str, ...]:
    entries = node if isinstance(node, list) else [node]
    lines = (one_line(entry, LONGEST_TOPIC_NAME) for entry in entries if isinstance(entry, str))
    return tuple(dict.fromkeys(line for line in lines if line))


LONGEST_QUERY = 100
"""Characters that are looked at: no name is longer."""

MIN_LIKENESS = 72.0
"""Of 100, how alike a name must be to be offered to somebody who wanted a topic."""
MIN_LIKENESS_UNREQUESTED = 85.0
"""The same for somebody who only wrote something."""
PREFIX_LIKENESS = 90.0
SHORTEST_PREFIX = 3
"""Letters from which the beginning of a word counts as much as ``BEGINNING``."""

_QUOTES = "\"'“”„«»‘’"
_TOPIC_NAMES: tuple[Callable[[Topic], Iterable[str]], ...] = (
    lambda topic: (topic.slug,),
    lambda topic: (slugify(topic.name),),
    lambda topic: (slugify(topic.shortname) if topic.shortname else "",),
    lambda topic: (topic.hashtag.removeprefix("#").casefold(),),
    lambda topic: map(slugify, topic.aliases),
    lambda topic: (_joined(_folded(topic.name)[1]),),
)
"""What a topic goes by, the surest first; last its name without signs, for who does not type them."""


def find_topic(query: str, topics: Sequence[Topic]) -> Topic | None:
    """Returns the topic that goes by this name, slug, short name, hashtag or other name, in any case.

    None if there is none, or more than one: then the person is to choose.
    """
    return TopicIndex(topics).find(query)


class TopicIndex:
    """Topics by each of their names, for somebody who names many at once."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self._by_name: list[dict[str, list[Topic]]] = []
        for called in _TOPIC_NAMES:
            named: dict[str, list[Topic]] = {}
            for topic in topics:
                for name in dict.fromkeys(called(topic)):
                    named.setdefault(name, []).append(topic)
            self._by_name.append(named)

    def find(self, query: str) -> Topic | None:
        """Returns the topic that goes by this name, as ``find_topic`` does."""
        wanted = one_line(query, LONGEST_QUERY).strip(_QUOTES).lstrip("#")
        names = {slugify(wanted), wanted.casefold()} if wanted else set()
        for named in self._by_name:
            found = [topic for name in names for topic in named.get(name, ())]
            if found:
                return found[0] if len(found) == 1 else None
        return None


_NO_NAME = re.compile(rf"[{_QUOTES}]|(?:^|\s)[-\u2010-\u2015\u2212]|[,;](?:\s|$)")
MOST_WORDS_OF_NAME = 12


def topic_at_start(text: str, topics: Sequence[Topic]) -> tuple[Topic | None, str]:
    """Returns the topic with whose name a text begins, the longest such name, and what stands after it.

    What begins with a minus or stands in quotes is a word to look for and no name.
    """
    index = TopicIndex(topics)
    ends = [word.end() for word in re.finditer(r"\S+", text)][:MOST_WORDS_OF_NAME]
    for end in reversed(ends):
        name = text[:end]
        topic = None if _NO_NAME.search(name) else index.find(name)
        if topic is not None:
            return topic, text[end:].strip()
    return None, text.strip()


_LIST_SIGN = re.compile(r"[&,;\n،、，；]")
_BETWEEN_TOPICS = re.compile(r"\s*[,;\n،、，；][\s,;،、，；]*(?:(?:and|&)\s+)?|\s+(?:and|&)\s+", re.IGNORECASE)
LONGEST_LIST, MOST_NAMED_TOPICS = 2_000, 30
"""Characters and parts of a list that are looked at."""


def find_topics(query: str, topics: Sequence[Topic]) -> list[tuple[str, Topic | None]]:
    """Returns what somebody names in a list, part by part, each with the topic that goes by that name if one does.

    Parts stand between commas, semicolons, lines or "and". A name that itself holds one of these wins: from each part
    on, as many as name a topic together are one.
    """
    index, bounds = TopicIndex(topics), _bounds_of_parts(query[:LONGEST_LIST])
    found: list[tuple[str, Topic | None]] = []
    first = 0
    while first < len(bounds):
        part = query[slice(*bounds[first])]
        runs = ((last, query[bounds[first][0] : bounds[last][1]]) for last in range(len(bounds) - 1, first, -1))
        named = ((last, run, topic) for last, run in runs if (topic := _find_whole(index, run)))
        last, run, topic = next(named, (first, part, index.find(part)))
        found.append((run, topic))
        first = last + 1
    return found


def _find_whole(index: TopicIndex, run: str) -> Topic | None:
    """The topic whose name is several parts of a list; where a comma stands between them, its name holds one."""
    topic = index.find(run) if len(run) <= LONGEST_TOPIC_NAME else None
    is_list = _LIST_SIGN.search(run) and topic and not _LIST_SIGN.search(topic.name + topic.shortname)
    return None if is_list else topic


def _bounds_of_parts(query: str) -> list[tuple[int, int]]:
    """Where each part of a list begins and ends."""
    breaks = [(0, 0), *(found.span() for found in _BETWEEN_TOPICS.finditer(query)), (len(query), len(query))]
    bounds = [(start, end) for (_, start), (end, _) in pairwise(breaks) if query[start:end].strip()]
    return bounds[:MOST_NAMED_TOPICS]


def topics_with(word: str, topics: Sequence[Topic]) -> list[Topic]:
    """Returns the topics that go by a name that holds a word or a part of one; where a word begins so comes first.

    Fewer letters than ``SHORTEST_PREFIX`` must be a whole word, where words stand apart.
    """
    from rapidfuzz import utils  # noqa: PLC0415 - four megabytes that are needed when somebody searches

    wanted = utils.default_process(one_line(word, LONGEST_QUERY))
    if not wanted:
        return []
    is_short = wanted.isascii() and len(wanted) < SHORTEST_PREFIX
    names = [f" {utils.default_process(' / '.join(_spoken_names(topic)))} " for topic in topics]
    begin = [f" {wanted} " in name if is_short else f" {wanted}" in name for name in names]
    hold = [not is_short and wanted in name for name in names]
    ranked = zip(topics, begin, hold, strict=True)
    found = [(not begins, topic) for topic, begins, holds in ranked if begins or holds]
    return [topic for _, topic in sorted(found, key=lambda pair: pair[0])]


def similar_topics(
    query: str, topics: Sequence[Topic], *, at_least: float = MIN_LIKENESS, limit: int = 5
) -> list[Topic]:
    """Returns the topics that go by the names that are most like this, the likest first.

    Where nothing but signs is asked for, those whose name has them.
    """
    from rapidfuzz import utils  # noqa: PLC0415 - likewise

    written = _PRESENTATION.sub("", one_line(query, LONGEST_QUERY)).casefold()
    wanted = utils.default_process(written)
    if not wanted:
        return [topic for topic in topics if written and written in _PRESENTATION.sub("", topic.name)][:limit]
    scored = [(_likeness(wanted, written, topic), topic) for topic in topics]
    likely = [pair for pair in scored if pair[0][0] >= at_least]
    return [topic for _, topic in sorted(likely, key=lambda pair: pair[0], reverse=True)[:limit]]


def _spoken_names(topic: Topic) -> tuple[str, ...]:
    """What people call a topic."""
    return (topic.name, topic.shortname, *topic.aliases)


def _likeness(wanted: str, written: str, topic: Topic) -> tuple[float, float, float]:
    """By words in any order first, then by letters, then with signs, each of 100."""
    from rapidfuzz import fuzz, utils  # noqa: PLC0415 - likewise

    names = [utils.default_process(name) for name in _spoken_names(topic) if name]
    words = max(max(fuzz.token_set_ratio(wanted, name), _prefix_likeness(wanted, name)) for name in names)
    signs = fuzz.ratio(written, _PRESENTATION.sub("", topic.name).casefold())
    return words, max(fuzz.ratio(wanted, name) for name in names), signs


def _prefix_likeness(wanted: str, name: str) -> float:
    return PREFIX_LIKENESS if len(wanted) >= SHORTEST_PREFIX and f" {wanted}" in f" {name}" else 0.0


def most_specific_topics(topic_ids: Collection[int], parents: Mapping[int, int | None]) -> list[int]:
    """The topics among these that are not above another of them, in the order given."""
    above = {ancestor for topic_id in topic_ids for ancestor in ancestors(topic_id, parents)}
    return [topic_id for topic_id in topic_ids if topic_id not in above]


def matching_topics(
    topics: Sequence[Topic], choices: Mapping[int, Volume], parents: Mapping[int, int | None]
) -> list[Topic]:
    """The topics of an article through which a subscriber hears of it: the ones to mute to hear less.

    The nearest choice to a topic decides, as ``storage/topics.py`` has it: its own, else its parent's, and so on.
    """
    by_id = {topic.id: topic for topic in topics}
    return [
        by_id[topic_id]
        for topic_id in most_specific_topics(list(by_id), parents)
        if _is_heard(topic_id, choices, parents)
    ]


def muted_topics(
    topics: Sequence[Topic], choices: Mapping[int, Volume], parents: Mapping[int, int | None]
) -> list[Topic]:
    """The topics of an article that a subscriber has muted, themselves or through one above: the ones to unmute."""
    by_id = {topic.id: topic for topic in topics}
    decided = {each: nearest_choice(each, choices, parents) for each in most_specific_topics(list(by_id), parents)}
    return [by_id[each] for each, found in decided.items() if found and found.volume is Volume.MUTED]


def heard_topics(
    topic_ids: Collection[int], choices: Mapping[int, Volume], parents: Mapping[int, int | None]
) -> frozenset[int]:
    """Of these topics, those whose news a subscriber hears: the nearest choice to each decides."""
    return frozenset(each for each in topic_ids if _is_heard(each, choices, parents))


def _is_heard(topic_id: int, choices: Mapping[int, Volume], parents: Mapping[int, int | None]) -> bool:
    decides = nearest_choice(topic_id, choices, parents)
    return decides is not None and decides.volume is not Volume.MUTED
