"""Digests for readers: which stories stand in the digest of whom.

A story comes through the topics of its articles as alerts do (``storage/topics.py``), and stands under the topic that
somebody chose. Whoever chose the same has the same stories, so they are chosen once for all of them; a moment counts
only for which articles came before it, so that those who chose at different times may still have chosen the same.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from enum import Enum, IntEnum, auto
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from bot.digests.select import lead_article, news_time, outlet_count, story_heat, topics_by_heat
from bot.news.topics import most_specific_topics
from storage.enums import DigestOccasion, FilterMode, Volume
from storage.models import Article, DigestEntry
from storage.reader_digests import DueHour, MovedHour, NewDigest, ReaderChoices
from storage.rhythm import Rhythm, RhythmKind, find_zone
from storage.topics import ancestors

WATCHED = 0
"""Stands for a topic's id: the section of stories that came through watched words alone."""

LATE_ARRIVAL = timedelta(hours=1)
"""An article that was stored so long after it was noticed, at most, still stands in the next digest."""
LATE_COMMIT = timedelta(minutes=2)
"""An article that was announced shortly before a digest may not have been seen by it yet, and is looked at again."""

MatchingExpressions = Callable[[Article], Collection[str]]
"""Which of the filters and watches match an article."""


class Standing(IntEnum):
    """What a choice for a topic lets into a digest."""

    WHOLE = 0
    """What arrived in its time."""
    LISTED = 1
    """Only the articles that a wish lists: what is told at once otherwise."""
    NOTHING = 2
    MUTED = 3
    """Nothing, whenever it was chosen."""


@dataclass(frozen=True, slots=True)
class NewsStory:
    """A story that may stand in a digest.

    Attributes:
        articles: those that were not withdrawn, in order of arrival.
    """

    story_id: int
    articles: Sequence[Article]
    heat: int
    outlets: int

    @classmethod
    def of(cls, articles: Sequence[Article]) -> "NewsStory":
        """The story of some articles."""
        return cls(articles[0].story_id, articles, story_heat(articles), outlet_count(articles))

    @property
    def rank(self) -> tuple[float, ...]:
        """Sorts the hottest first, then what more report, then the newest."""
        return -self.heat, -self.outlets, -news_time(self.articles[0]).timestamp(), self.story_id


class Wish(NamedTuple):
    """What readers want in a digest; all who have an equal one have the same stories, but for what they were told.

    Moments are places in ``News``.
    """

    since: int
    choices: tuple[tuple[int, Standing, int], ...] = ()
    """Topic, what it lets in, and when it was chosen; by topic."""
    filters: tuple[tuple[int, FilterMode, str], ...] = ()
    watches: tuple[tuple[str, int], ...] = ()
    listed: frozenset[int] = frozenset()
    """Articles that stand in it though their topics are told at once otherwise."""
    has_alerts: bool = False
    """Whether what is listed was owed as an alert: it stands in it whenever it arrived, and through whatever topic."""
    also: "tuple[Wish, ...]" = ()
    """What is wanted besides: a pause may have taken the digests of several hours."""


ALERTED = -1
"""In place of a number of outlets: a story was told by itself."""
ToldOutlets = Mapping[int, int]
"""With how many outlets each story was told."""


MOST_KEPT = 4_096
"""Choices that are remembered for others who want the same."""

MOST_WAYS_KEPT = 50_000
"""Ways in which stories come that are remembered likewise."""


class _ArticleNews(NamedTuple):
    """An article as it is chosen by: its moments are places, its topics each with those above."""

    article: Article
    arrived: int
    noticed: int
    lines: tuple[tuple[int, ...], ...]


@dataclass(slots=True)
class News:
    """The stories among which digests are chosen at one time.

    Attributes:
        filed: the topics of each article.
        matching: asked only for readers with filters or watches.
    """

    stories: Sequence[NewsStory]
    filed: Mapping[int, Sequence[int]]
    parents: Mapping[int, int | None]
    matching: MatchingExpressions = field(default=lambda _article: ())
    _lineage: dict[int, tuple[int, ...]] = field(default_factory=dict, init=False)
    _items: list[tuple[_ArticleNews, ...]] = field(default_factory=list, init=False)
    """The articles of each story."""
    _under: dict[int, set[int]] = field(default_factory=dict, init=False)
    _place_of: dict[int, int] = field(default_factory=dict, init=False)
    _chosen: dict[Wish, list[DigestEntry]] = field(default_factory=dict, init=False)
    _entries: dict[tuple[object, ...], DigestEntry] = field(default_factory=dict, init=False)
    _plain: dict[tuple[object, ...], DigestEntry | None] = field(default_factory=dict, init=False)
    _topics_at: list[tuple[int, ...]] = field(default_factory=list, init=False)
    """The topics of each story, with those above."""
    _instants: list[datetime] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.stories = sorted(self.stories, key=lambda story: story.rank)
        articles = [article for story in self.stories for article in story.articles]
        moments = {article.arrived_at for article in articles} | {noticed_at(article) for article in articles}
        self._instants = sorted(moments)
        for place, story in enumerate(self.stories):
            items = tuple(map(self._item, story.articles))
            self._items.append(items)
            lines = (above for item in items for line in item.lines for above in line)
            self._topics_at.append(tuple(dict.fromkeys(lines)))
            self._place_of |= {item.article.id: place for item in items}
            for topic_id in self._topics_at[-1]:
                self._under.setdefault(topic_id, set()).add(place)

    def _item(self, article: Article) -> _ArticleNews:
        leaves = most_specific_topics(self.filed.get(article.id, ()), self.parents)
        return _ArticleNews(
            article, self.place(article.arrived_at), self.place(noticed_at(article)), tuple(map(self._line, leaves))
        )

    @property
    def first_story(self) -> int:
        """The lowest id of a story; 0 without any."""
        return min((story.story_id for story in self.stories), default=0)

    def has_article(self, article_id: int) -> bool:
        """Whether an article is among the news: it may have been withdrawn."""
        return article_id in self._place_of

    def place(self, moment: datetime) -> int:
        """How many moments of the news come before one: what is chosen at one place has the same effect."""
        return bisect_left(self._instants, moment)

    def wish(
        self,
        choices: ReaderChoices,
        chat_rhythm: str,
        since: datetime,
        wanted: frozenset[str],
        listed: Iterable[int] = (),
    ) -> Wish:
        """What a reader wants in a digest.

        Args:
            choices: What they chose.
            chat_rhythm: Their rhythm.
            since: The digest has what arrived after.
            wanted: The rhythms whose topics stand in it whole; of those that are told at once only what is listed.
            listed: Articles.
        """
        watches = choices.watches if chat_rhythm in wanted else ()
        return Wish(
            bisect_right(self._instants, since),
            tuple(
                (each.topic_id, standing, 0 if standing is Standing.MUTED else self.place(each.created_at))
                for each in choices.topics
                for standing in (standing_of(each.volume, each.rhythm, wanted),)
            ),
            choices.filters,
            tuple((words, self.place(at)) for words, at in watches),
            frozenset(self._place_of.keys() & set(listed)),
        )

    def wish_for_alerts(self, choices: ReaderChoices, listed: Iterable[int]) -> Wish:
        """A digest of alerts that were owed: just these, each under the topic that it came through."""
        chosen = tuple(
            (each.topic_id, Standing.MUTED if each.volume is Volume.MUTED else Standing.LISTED, 0)
            for each in choices.topics
        )
        return Wish(len(self._instants), chosen, listed=frozenset(self._place_of.keys() & set(listed)), has_alerts=True)

    def entries(self, wish: Wish, told: ToldOutlets) -> list[DigestEntry]:
        """The entries of a digest, the hottest first, without what its readers were told.

        What an earlier digest told comes again if more outlets report it by now.
        """
        chosen = self._chosen_for(wish)
        if not told:
            return chosen
        return [
            entry if (known := told.get(entry["story_id"])) is None else {**entry, "is_update": True}
            for entry in chosen
            if (known := told.get(entry["story_id"])) is None or ALERTED < known < entry["outlets"]
        ]

    def wanted_stories(self, wish: Wish) -> frozenset[int]:
        """Which stories a wish is about, told or not."""
        return frozenset(entry["story_id"] for entry in self._chosen_for(wish))

    def _chosen_for(self, wish: Wish) -> list[DigestEntry]:
        if wish not in self._chosen:
            if len(self._chosen) >= MOST_KEPT:
                self._chosen.clear()
            self._chosen[wish] = self._choose_all(wish) if wish.also else list(self._choose(wish))
        return self._chosen[wish]

    def _choose_all(self, wish: Wish) -> list[DigestEntry]:
        parts = (*reversed(wish.also), wish)  # a story stands as the wish itself has it
        found = {entry["story_id"]: entry for part in parts for entry in self._choose(part)}
        return sorted(found.values(), key=lambda entry: self._place_of[entry["article_id"]])

    def _choose(self, wish: Wish) -> Iterator[DigestEntry]:
        chosen = {topic_id: (standing, since) for topic_id, standing, since in wish.choices}
        is_plain = not (wish.filters or wish.watches or wish.listed)
        for place in sorted(self._possible(wish)):
            if is_plain:  # what comes of a story depends on the choices for its topics alone
                same = (place, wish.since, *map(chosen.get, self._topics_at[place]))
                if same not in self._plain:
                    if len(self._plain) >= MOST_WAYS_KEPT:
                        self._plain.clear()
                    self._plain[same] = self._come(place, wish, chosen)
                entry = self._plain[same]
            else:
                entry = self._come(place, wish, chosen)
            if entry is not None:
                yield entry

    def _come(self, place: int, wish: Wish, chosen: Mapping[int, tuple[Standing, int]]) -> DigestEntry | None:
        """The entry of a story as it comes to whoever wishes so; None if it does not."""
        items = self._items[place]
        known_since = min(item.arrived for item in items)
        through = tuple((item.article.id, self._through(item, wish, chosen, known_since)) for item in items)
        return self._entry(place, through) if any(topic_ids for _, topic_ids in through) else None

    def _entry(self, place: int, through: tuple[tuple[int, tuple[int, ...]], ...]) -> DigestEntry:
        """The entry of a story; the same object for all to whom it comes the same way."""
        same = (place, through)
        if same not in self._entries:
            self._entries[same] = _entry(self.stories[place], {each: found for each, found in through if found})
        return self._entries[same]

    def _possible(self, wish: Wish) -> set[int]:
        """The places of the stories that may come through what was chosen."""
        found = {self._place_of[article_id] for article_id in wish.listed}
        for topic_id, standing, _ in wish.choices:
            if standing is Standing.WHOLE:
                found |= self._under.get(topic_id, set())
        if wish.watches:
            found.update(range(len(self.stories)))
        return found

    def _through(
        self, item: _ArticleNews, wish: Wish, chosen: Mapping[int, tuple[Standing, int]], known_since: int
    ) -> tuple[int, ...]:
        """The topics somebody chose through which an article comes to them, or ``WATCHED``."""
        is_listed, is_new = item.article.id in wish.listed, item.noticed >= wish.since
        is_owed = is_listed and wish.has_alerts
        matched = self.matching(item.article) if wish.filters or wish.watches else ()
        if not (is_owed or is_new) or (wish.filters and _is_hidden(0, wish.filters, matched)):
            return ()
        found: list[int] = []
        for line in item.lines:
            topic_id = _deciding(line, chosen, None if is_owed else known_since)
            standing = chosen[topic_id][0] if topic_id else Standing.NOTHING
            comes = is_new if standing is Standing.WHOLE else standing is Standing.LISTED and is_listed
            if comes and topic_id not in found and not _is_hidden(topic_id, wish.filters, matched):
                found.append(topic_id)
        if not found and (is_owed or (is_new and _is_watched(wish.watches, matched, item.arrived))):
            found.append(WATCHED)
        return tuple(found)

    def _line(self, topic_id: int) -> tuple[int, ...]:
        if topic_id not in self._lineage:
            self._lineage[topic_id] = (topic_id, *ancestors(topic_id, self.parents))
        return self._lineage[topic_id]


def _deciding(line: Iterable[int], chosen: Mapping[int, tuple[Standing, int]], known_since: int | None) -> int:
    """The first topic of a line whose choice counts for a story that is known since then; 0 if there is none."""
    for topic_id in line:
        if topic_id in chosen:
            standing, since = chosen[topic_id]
            if standing is Standing.MUTED or known_since is None or since <= known_since:
                return topic_id
    return 0


def _is_watched(watches: Iterable[tuple[str, int]], matched: Collection[str], arrived: int) -> bool:
    return any(words in matched and since <= arrived for words, since in watches)


def noticed_at(article: Article) -> datetime:
    """Until when an article counts as new: a digest that was made before may not have seen it."""
    latest = article.arrived_at + LATE_ARRIVAL
    stored = latest if article.announced_at is None else article.announced_at + LATE_COMMIT
    return max(article.arrived_at, min(stored, latest))


@lru_cache(maxsize=10_000)
def standing_of(volume: Volume, rhythm: str, wanted: frozenset[str]) -> Standing:
    """What a choice lets into a digest that has the topics of some rhythms whole."""
    if volume is Volume.MUTED:
        return Standing.MUTED
    if rhythm in wanted:
        return Standing.WHOLE
    return Standing.LISTED if Rhythm.parse(rhythm).kind is RhythmKind.AT_ONCE else Standing.NOTHING


def _is_hidden(topic_id: int, filters: Collection[tuple[int, FilterMode, str]], matched: Collection[str]) -> bool:
    """Whether the filters of a topic hide an article, or those of the chat for 0."""
    if not filters:
        return False
    own = [(mode, words) for of_topic, mode, words in filters if of_topic == topic_id]
    only = [words for mode, words in own if mode is FilterMode.ONLY]
    hides = any(words in matched for mode, words in own if mode is FilterMode.HIDE)
    return hides or (bool(only) and not any(words in matched for words in only))


def _entry(story: NewsStory, through: Mapping[int, Sequence[int]]) -> DigestEntry:
    """The entry of a story, led by the best of the articles that come to the reader."""
    lead = lead_article([article for article in story.articles if article.id in through])
    topics = dict.fromkeys((*through[lead.id], *(each for found in through.values() for each in found)))
    under = [topic_id for topic_id in topics if topic_id != WATCHED] or [WATCHED]
    return DigestEntry(
        article_id=lead.id, story_id=story.story_id, topic_ids=under, heat=story.heat, outlets=story.outlets,
        is_pinned=False, is_dropped=False,
    )  # fmt: skip


MISSED_AFTER = timedelta(hours=6)
"""A digest that is late by more, because the bot did not run, is not made; its stories stand in the next."""


class HourFate(Enum):
    """What becomes of an hour that has come."""

    MADE = auto()
    """A digest, if there is anything in it."""
    MISSED = auto()
    PASSED = auto()
    """Its date had its digest, or nobody is there to be told."""


class DecidedHour(NamedTuple):
    """An hour that has come, and how it stands afterwards.

    Attributes:
        day: the reader's date that it is of.
    """

    fate: HourFate
    day: date
    moved: MovedHour


def decide_hour(hour: DueHour, now: datetime) -> DecidedHour:
    """What becomes of an hour: each date of the reader's has one digest at most.

    What counts is the last time that it came: a bot that did not run for days makes up for one, if for any.
    """
    last_due = _last_due(hour.rhythm, hour.zone, now)
    at = max(last_due, hour.due_at)
    day = max(last_due.astimezone(_zone(hour.zone)).date(), hour.last_day or date.min)
    if not hour.is_active:
        fate, since_at, day = HourFate.PASSED, now, hour.last_day or day
    elif day == hour.last_day:
        fate, since_at = HourFate.PASSED, hour.since_at
    elif now - at > MISSED_AFTER:
        fate, since_at = HourFate.MISSED, hour.since_at
    else:
        fate, since_at = HourFate.MADE, now
    due_at = _next_due(hour.rhythm, hour.zone, now, day)
    return DecidedHour(fate, day, MovedHour(hour.id, due_at, since_at, day))


def _zone(name: str) -> tzinfo:
    try:
        return find_zone(name)
    except ValueError:
        return find_zone("")


@lru_cache(maxsize=10_000)
def _last_due(rhythm: str, zone: str, now: datetime) -> datetime:
    return Rhythm.parse(rhythm).last_due(_zone(zone), now)


@lru_cache(maxsize=10_000)
def _next_due(rhythm: str, zone: str, now: datetime, last_day: date) -> datetime:
    return Rhythm.parse(rhythm).next_due(_zone(zone), now, last_day)


class DigestDay(NamedTuple):
    """Why there is a digest, and the date that it bears."""

    occasion: DigestOccasion
    day: date


def new_digest(about: DigestDay, entries: Sequence[DigestEntry], since_at: datetime, now: datetime) -> NewDigest:
    """A digest of some entries, one at least, that arrived from when to when; known by what it shows."""
    shown = (f"{about.occasion}/{about.day}", *map(_shown, entries))
    key = sha256("/".join(shown).encode()).hexdigest()
    return NewDigest(about.occasion, key, topics_by_heat(entries, ()), entries, since_at, now, about.day)


def _shown(entry: DigestEntry) -> str:
    """All that an entry shows."""
    lead = f"{entry['story_id']} {entry['article_id']} {entry['outlets']} {entry.get('is_update', False)}"
    return f"{lead} {entry['topic_ids']}"
