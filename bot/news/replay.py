"""Replaying the past: what the followers of each topic would have been told under other settings.

Plain functions of values, which send nothing and store nothing. With the settings as they were they come to what was
recorded, for everybody who is told stories at once and by topics alone; those whom digests, filters, volumes or
watches concern are left out and counted.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.news.filing import KeywordCatalogue
from bot.news.matching import ArticleFeatures, StoryIndex
from bot.news.topics import most_specific_topics, slugify
from storage.models import Topic, Volume
from storage.replay import Past, PastArticle, PastChoice
from storage.topics import ancestors

CAPACITY = 5_000
"""Articles that each is compared with, as when it came (``bot/news/ingest.py``)."""
FileArticle = Callable[[PastArticle], Sequence[int]]
"""Returns the topics of an article."""


@dataclass(frozen=True, slots=True)
class ReplaySettings:
    """Settings of one run.

    Attributes:
        window: who was told of a story less than so long ago is not told again.
        parents: the parent of each topic.
        needed: the score at which an article joins a story; None leaves all stories as they are.
        file: what articles are filed under; None leaves them where they are.
    """

    window: timedelta
    parents: Mapping[int, int | None]
    needed: float | None = None
    file: FileArticle | None = None


class Figures(NamedTuple):
    """What somebody would have had who follows one topic and nothing else, at once and each story once.

    Attributes:
        articles: that the topic covers.
        stories: that they tell.
        alerts: those that would have been sent.
    """

    articles: int = 0
    stories: int = 0
    alerts: int = 0

    @property
    def folded(self) -> int:
        """Articles that would have joined an alert that was sent."""
        return self.articles - self.alerts


class TopicReplay(NamedTuple):
    """A topic under both settings."""

    topic_id: int
    name: str
    followers: int
    before: Figures
    after: Figures


class Replay(NamedTuple):
    """What a replay came to.

    Attributes:
        since: begin of the time.
        days: how many days it has.
        topics: those with articles under either settings, the most alerts first.
        followers: subscribers that it holds for.
        left_out: those who are told by other rules.
        recorded: alerts that they were sent, by the database.
        before: the same by the replay, with the settings as they are.
        after: with the others.
    """

    since: datetime
    days: float
    topics: list[TopicReplay]
    followers: int
    left_out: int
    recorded: int
    before: int
    after: int


class _Event(NamedTuple):
    """An article that alerts people, as one run has it; each line is a topic of it with those above."""

    article_id: int
    story: int
    known_since: datetime
    arrived_at: datetime
    told_at: datetime
    lines: tuple[tuple[int, ...], ...]


class Timeline:
    """The articles of a time as one run has them, in the order in which they are told."""

    def __init__(self, past: Past, since: datetime, settings: ReplaySettings) -> None:
        self._since = since
        self._window = settings.window
        self._by_topic: defaultdict[int, list[int]] = defaultdict(list)
        self._events = _events(past.articles, since, settings)
        for place, event in enumerate(self._events):
            for topic_id in {topic_id for line in event.lines for topic_id in line}:
                self._by_topic[topic_id].append(place)

    def told(self, choices: Iterable[PastChoice]) -> list[int]:
        """Return the articles of the time that somebody with these choices would have been told."""
        chosen = {choice.topic_id: choice for choice in choices}
        last: dict[int, datetime] = {}
        found = []
        for event in self._covered(chosen):
            ways = _ways(event, chosen)
            is_new = event.story not in last or last[event.story] <= event.told_at - self._window
            if Volume.ALL in ways or (ways and is_new):
                last[event.story] = event.told_at
                if event.arrived_at >= self._since:
                    found.append(event.article_id)
        return found

    def figures(self, topic_id: int) -> Figures:
        """Return what somebody would have had who follows this topic alone."""
        chosen = {topic_id: PastChoice(topic_id, Volume.STORIES, None)}
        covered = [event for event in self._covered(chosen) if event.arrived_at >= self._since]
        return Figures(len(covered), len({event.story for event in covered}), len(self.told(chosen.values())))

    def _covered(self, chosen: Mapping[int, PastChoice]) -> list[_Event]:
        places = {place for topic_id in chosen for place in self._by_topic.get(topic_id, ())}
        return [self._events[place] for place in sorted(places)]


def _ways(event: _Event, chosen: Mapping[int, PastChoice]) -> set[Volume]:
    """The volumes of the choices that bring an article: for each of its topics the nearest (``storage/topics.py``)."""
    begin = min(event.arrived_at, event.known_since)
    ways = set()
    for line in event.lines:
        for topic_id in line:
            choice = chosen.get(topic_id)
            if choice and (choice.volume is Volume.MUTED or choice.since is None or choice.since <= begin):
                ways.add(choice.volume)
                break
    return ways - {Volume.MUTED}


def _events(articles: Sequence[PastArticle], since: datetime, settings: ReplaySettings) -> list[_Event]:
    stories = _stories(articles, since, settings.needed)
    known: dict[int, datetime] = {}
    for article in articles:
        if not article.is_removed:
            story = stories[article.id]
            known[story] = min(known.get(story, article.arrived_at), article.arrived_at)
    told = [article for article in articles if article.told_at is not None]
    told.sort(key=lambda article: (article.told_at, article.published_at, article.link))
    found = []
    for article in told:
        story, told_at = stories[article.id], article.told_at
        lines = _lines(article, settings)
        if lines and told_at is not None:
            found.append(_Event(article.id, story, known[story], article.arrived_at, told_at, lines))
    return found


def _lines(article: PastArticle, settings: ReplaySettings) -> tuple[tuple[int, ...], ...]:
    filed = settings.file(article) if settings.file else article.topic_ids
    leaves = most_specific_topics(filed, settings.parents)
    return tuple((leaf, *ancestors(leaf, settings.parents)) for leaf in leaves)


def _stories(articles: Sequence[PastArticle], since: datetime, needed: float | None) -> dict[int, int]:
    """The story of each article: as stored, or of those that came in the time as another score makes them."""
    if needed is None:
        return {article.id: article.story_id for article in articles}
    index, stories = StoryIndex(CAPACITY, needed=needed), {}
    for number, article in enumerate(articles, 1):
        features = ArticleFeatures.of(
            link=article.link,
            title=article.title,
            excerpt=article.excerpt,
            published_at=article.published_at,
            related=article.related,
        )
        story = article.story_id
        if article.arrived_at >= since:
            joined = index.join(features)
            story = -number if joined is None else joined
        index.add(features, story)
        stories[article.id] = story
    return stories


class Refiling(NamedTuple):
    """What articles would be filed under with other topics; new topics have negative ids.

    Attributes:
        names: of the new topics.
    """

    parents: Mapping[int, int | None]
    names: Mapping[int, str]
    file: FileArticle


def refiling(known: Sequence[Topic], wanted: Sequence[Topic], parents: Mapping[str, str]) -> Refiling:
    """Return how articles would be filed with other topic files.

    A topic is the one that is known by its slug, or by its name, so its followers stay with it.

    Args:
        known: Topics as stored.
        wanted: Those of the topic files.
        parents: Slug of the parent by slug of the child.
    """
    stored = {topic.name.casefold(): topic.id for topic in known} | {topic.slug: topic.id for topic in known}
    ids = {
        topic.slug: stored.get(topic.slug, stored.get(topic.name.casefold(), -number))
        for number, topic in enumerate(wanted, 1)
    }
    by_name = stored | {slugify(topic.name): ids[topic.slug] for topic in wanted}
    by_name |= {topic.name.casefold(): ids[topic.slug] for topic in wanted} | ids
    keywords = KeywordCatalogue({ids[topic.slug]: topic.keywords for topic in wanted})

    def file(article: PastArticle) -> list[int]:
        if not article.topic_names:
            return [under.topic for under in keywords.file(article.title, article.excerpt)]
        found = (by_name.get(name.casefold(), by_name.get(slugify(name))) for name in article.topic_names)
        return list(dict.fromkeys(topic_id for topic_id in found if topic_id is not None))

    above = {topic.id: None for topic in known} | {
        ids[topic.slug]: ids.get(parents.get(topic.slug, "")) for topic in wanted
    }
    return Refiling(above, {ids[topic.slug]: topic.name for topic in wanted if ids[topic.slug] < 0}, file)


def replay_past(  # noqa: PLR0917 - one call, in the order of the text
    past: Past,
    since: datetime,
    before: datetime,
    present: ReplaySettings,
    other: ReplaySettings,
    names: Mapping[int, str],
) -> Replay:
    """Return what each topic's followers had, and what they would have had.

    Args:
        past: As ``storage/replay.py`` reads it.
        since: Begin of the time.
        before: Its end.
        present: The settings as they are.
        other: Those that are tried.
        names: Of topics, by id; those of the other settings among them.
    """
    old, new = Timeline(past, since, present), Timeline(past, since, other)
    rows = [
        TopicReplay(topic_id, name, past.following[topic_id], old.figures(topic_id), new.figures(topic_id))
        for topic_id, name in names.items()
    ]
    rows = [row for row in rows if row.before.articles or row.after.articles]
    rows.sort(key=lambda row: (-max(row.before.alerts, row.after.alerts), row.name.casefold()))
    told = [(each.number, len(old.told(each.choices)), len(new.told(each.choices))) for each in past.followers]
    return Replay(
        since,
        (before - since) / timedelta(days=1),
        rows,
        sum(number for number, _, _ in told),
        past.left_out,
        past.recorded.total(),
        sum(number * was for number, was, _ in told),
        sum(number * would for number, _, would in told),
    )
