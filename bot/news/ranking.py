"""Ranking: how much a story matters within a topic, by corroboration, heat, quality and what the topic had lately.

A story is compared with the topic's stories of the last seven days, those of the topics under it included, by news
time. It passes for N a day if it stands among the first of them, N for each day that there is; more pass after little
did lately, and fewer after much, so that a stream that swells or thins brings about N a day too. It is judged when one
of its articles arrives, never later, and may pass later when another outlet reports it. No reader's choices are looked
at: all who want N a day of a topic are told the same stories.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from heapq import heappop, heappush
from math import exp, log, log1p
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlmodel import Session

from storage import ranking, topics
from storage.enqueue import StoryRank
from storage.models import Article
from storage.ranking import RankedArticle, RankedStory
from storage.topics import ancestors

ARCHIVE_AGE = timedelta(hours=48)
"""An article that arrives so much later than it was published belongs to the day of its publication."""

PAST = timedelta(days=7)
"""What a story is compared with."""

NEVER = 1_000_000
"""Stories a day of one that passes for nobody."""

TOLD_FOR = timedelta(hours=48)
"""So long after a story passed it has to pass anew: whoever was told of it then is told of what else is reported."""

TOP_SHARE, MOST_TOP_SHARE = 0.27, 0.35
"""Of a topic's stories: those that are to be top, and more than which never are when one is judged, in seven days."""

MEMORY = 2.5
"""Days after which what passed counts a third (1/e) of what it did."""
GAIN = 4.0
"""How strongly it counts: where nothing passed lately e to this power as many pass, and as many fewer after twice N."""
EXCESS_GAIN = 2.0
"""The same for what passed in seven days beyond N a day. What is missing of N in seven days is not made up for."""
STEP_COST = 0.5
"""That stories are whole makes more pass than is meant; by how much less the smallest N is opened for that."""

_DAY = 86_400.0
_MASK = 2**64 - 1


def news_time(article: Article | RankedArticle) -> datetime:
    """Return to which time an article belongs: its arrival, or for one from an archive its publication."""
    late = article.arrived_at - article.published_at
    return article.published_at if late > ARCHIVE_AGE else article.arrived_at


def outlet_of(article: Article | RankedArticle) -> str:
    """Return who reports an article, alike however it is written; empty where the record does not say."""
    return (article.provider_name.strip() or article.provider_domain.strip()).casefold()


class StoryReport(NamedTuple):
    """A story as it stood when one of its articles arrived.

    Attributes:
        article_id: of the article.
        at: to which time it belongs.
        score: of the story with that article (``story_score``).
    """

    story_id: int
    article_id: int
    at: datetime
    score: float


def story_score(outlets: int, heat: int, quality: int) -> float:
    """How much a story matters: who else reports it most, then its heat, then the best quality of its articles.

    Twice the outlets count as much as four times the heat.
    """
    return 2 * log(max(1, outlets)) + log1p(max(0, heat) / 50) + max(0, quality) / 100


class TopicRanking:
    """The stories of one topic in the last seven days, as they were judged, and the judgement of the next."""

    def __init__(self, past: Iterable[RankedStory] = ()) -> None:
        """Take the stories as they were judged before.

        What passed is weighed from ``_origin`` on, growing with time instead of fading; so a weight stays what it is.
        """
        self._stories: dict[int, RankedStory] = {}
        self._places: list[tuple[float, float]] = []
        self._begun: list[tuple[float, int]] = []
        self._passed: defaultdict[int, float] = defaultdict(float)
        self._counts: defaultdict[int, int] = defaultdict(int)
        self._weight = self._top_weight = 0.0
        self._top = 0
        known = sorted(past, key=lambda story: story.began_at)
        self._origin = _days(known[0].began_at) if known else 0.0
        for story in known:
            self._enter(story)

    def __getitem__(self, story_id: int) -> RankedStory | None:
        return self._stories.get(story_id)

    def __iter__(self) -> Iterator[RankedStory]:
        return iter(self._stories.values())

    def judge(self, report: StoryReport) -> RankedStory:
        """Rank a story anew, now that an article of it arrived; reports are given in the order of their time."""
        now = _days(report.at)
        self._forget(now - PAST.days)
        known = self._stories.get(report.story_id)
        if known:
            self._leave(known)
        if known and report.at - known.ranked_at > TOLD_FOR:
            known = known._replace(ranked_at=report.at, per_day=NEVER, is_top=False)
        story = known or RankedStory(report.story_id, 0, report.at, report.at, report.score, NEVER, is_top=False)
        newest, score = max(report.article_id, story.article_id), max(report.score, story.score)
        story = story._replace(article_id=newest, score=score)
        self._enter(story)
        position = len(self._places) - bisect_left(self._places, _place(story)) - 1 + _lot(story.story_id, 2)
        per_day = min(story.per_day, self._smallest(position, now))
        is_top = story.is_top or self._is_top(position)
        if per_day == story.per_day and is_top == story.is_top:
            return story
        self._leave(story)
        story = story._replace(per_day=per_day, is_top=is_top, ranked_at=report.at)
        self._enter(story)
        return story

    def _smallest(self, position: float, now: float) -> int:
        """The smallest number of stories a day for which one that so many stand before passes."""
        past = min(max(now - self._begun[0][0], 1.0), float(PAST.days))
        usual = MEMORY * (1 - exp(-past / MEMORY))
        fade = exp((self._origin - now) / MEMORY)
        least = position / (past * exp(GAIN))  # below that it passes for nobody, whatever passed before
        per_day, lately, count = 0, 0.0, 0
        while True:
            per_day += 1
            lately += self._passed.get(per_day, 0.0) * fade
            count += self._counts.get(per_day, 0)
            if per_day < least:
                continue
            opening = _opening(lately / (per_day * usual), count / (per_day * past)) - STEP_COST / per_day
            if position < per_day * past * exp(opening):
                return per_day

    def _is_top(self, position: float) -> bool:
        """Whether a story that so many stand before is top; both sums bear the same weight of time."""
        count = len(self._places)
        if self._top + 1 > MOST_TOP_SHARE * count:
            return False
        opening = _opening(self._top_weight / (TOP_SHARE * self._weight), self._top / (TOP_SHARE * count))
        return position < TOP_SHARE * count * exp(opening)

    def _enter(self, story: RankedStory) -> None:
        began = _days(story.began_at)
        self._origin = self._origin or began
        if story.story_id not in self._stories:
            heappush(self._begun, (began, story.story_id))
        self._stories[story.story_id] = story
        insort(self._places, _place(story))
        self._count(story, 1)

    def _leave(self, story: RankedStory) -> None:
        """Take a story out, to enter it anew."""
        del self._places[bisect_left(self._places, _place(story))]
        self._count(story, -1)

    def _count(self, story: RankedStory, sign: int) -> None:
        weight = sign * exp((_days(story.began_at) - self._origin) / MEMORY)
        self._weight += weight
        if story.is_top:
            self._top += sign
            self._top_weight += weight
        passed = sign * exp((_days(story.ranked_at) - self._origin) / MEMORY)
        self._passed[story.per_day] += passed
        self._counts[story.per_day] += sign

    def _forget(self, before: float) -> None:
        while self._begun and self._begun[0][0] < before:
            self._leave(self._stories.pop(heappop(self._begun)[1]))


def _opening(lately: float, past: float) -> float:
    """The power of e by which more stories pass, or fewer where it is below 0.

    Args:
        lately: What passed in the last hours, by what was meant to.
        past: The same for seven days.
    """
    return GAIN * (1 - lately) + EXCESS_GAIN * min(0.0, 1 - past)


def _place(story: RankedStory) -> tuple[float, float]:
    """By which a story stands before those that have less; a lot decides between equal scores."""
    return story.score, _lot(story.story_id, 1)


def _days(moment: datetime) -> float:
    return moment.timestamp() / _DAY


def _lot(story_id: int, which: int) -> float:
    """A number from 0 to 1 that a story draws: always the same, and unlike that of the story beside it."""
    mixed = (story_id * 2 + which) * 0x9E3779B97F4A7C15 & _MASK
    mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9 & _MASK
    mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB & _MASK
    return (mixed ^ mixed >> 31) / 2**64


class TopicCatchUp(NamedTuple):
    """A topic's ranking with all that arrived by now.

    Attributes:
        reports: what was judged just now, in its order.
    """

    ranking: TopicRanking
    reports: Sequence[StoryReport]


def rank_articles(session: Session, articles: Iterable[Any], now: datetime) -> dict[int, dict[int, StoryRank]]:
    """How the stories of articles stand, by article id and topic id, and keep it.

    Only topics of which somebody wants only some stories are ranked: those of the articles, and those above them.

    Args:
        session: In the transaction that fans the articles out.
        articles: With their ``id`` and ``story_id``.
        now: The present time.
    """
    wanted = ranking.ranked_topics(session)
    by_id = {article.id: article.story_id for article in articles}
    if not wanted or not by_id:
        return {}
    parents = topics.parent_ids(session)
    filed = {
        article_id: {each for leaf in leaves for each in (leaf, *ancestors(leaf, parents))} & wanted
        for article_id, leaves in ranking.topics_of(session, by_id).items()
    }
    found: dict[int, dict[int, StoryRank]] = {article_id: {} for article_id in by_id}
    for topic_id in set().union(*filed.values()):
        mine = {article_id: by_id[article_id] for article_id in by_id if topic_id in filed.get(article_id, ())}
        caught_up = catch_up(session, topic_id, parents, now, mine)
        judged = {report.story_id for report in caught_up.reports}
        ranking.store(session, topic_id, [story for story in caught_up.ranking if story.story_id in judged], now)
        for article_id in mine:
            story = caught_up.ranking[by_id[article_id]]
            found[article_id][topic_id] = StoryRank(story.per_day, story.is_top) if story else StoryRank(NEVER, False)
    return found


def catch_up(
    session: Session,
    topic_id: int,
    parents: Mapping[int, int | None],
    now: datetime,
    arriving: Mapping[int, int] = MappingProxyType({}),
) -> TopicCatchUp:
    """Judge what arrived in a topic since it was looked at last; nothing is stored.

    Args:
        session: In one transaction.
        topic_id: The topic; those under it count as part of it.
        parents: The parent of each topic.
        now: The present time.
        arriving: The articles that are fanned out, with their stories: from however old an archive, or held for however
            long, they are news of now.
    """
    since = now - PAST
    past = ranking.ranked_stories(session, topic_id, since)
    after_id = max((story.article_id for story in past), default=0) or ranking.first_arrival(session, since) - 1
    ranked = {story.story_id for story in past}
    late = [article_id for article_id, story_id in arriving.items() if story_id not in ranked]
    found = ranking.articles_to_rank(session, _covered(topic_id, parents), after_id, late)
    reports = _reports(found, since, arriving)
    judge = TopicRanking(past)
    for report in reports:
        judge.judge(report)
    return TopicCatchUp(judge, reports)


class TopicDay(NamedTuple):
    """What a topic had in a day.

    Attributes:
        articles: how many belong to it.
        ranks: of the stories that began in it.
    """

    articles: int
    ranks: Sequence[StoryRank]


def topic_day(  # noqa: PLR0917 - a topic, a day, and when one looks
    session: Session, topic_id: int, parents: Mapping[int, int | None], start: datetime, end: datetime, now: datetime
) -> TopicDay:
    """What a topic, with those under it, had from one time to another, and what would have passed; nothing is stored.

    Args:
        session: In one transaction.
        topic_id: The topic.
        parents: The parent of each topic.
        start: When the day begins, at most a few days ago.
        end: When it ends.
        now: The present time.
    """
    first = ranking.first_arrival(session, start)
    found = ranking.articles_to_rank(session, _covered(topic_id, parents), first - 1) if first else []
    stories = catch_up(session, topic_id, parents, now).ranking
    return TopicDay(
        articles=sum(article.is_new and start <= news_time(article) < end for article in found),
        ranks=[StoryRank(story.per_day, story.is_top) for story in stories if start <= story.began_at < end],
    )


def _covered(topic_id: int, parents: Mapping[int, int | None]) -> list[int]:
    """A topic and those under it."""
    return [topic_id, *(each for each in parents if topic_id in ancestors(each, parents))]


def _reports(articles: Iterable[RankedArticle], since: datetime, arriving: Collection[int]) -> list[StoryReport]:
    """What the new ones of these articles report, in the order of their time; they are given in order of arrival.

    Of what arrived at once the greatest goes first, so that it does not find the day's stories passed already.
    """
    outlets: defaultdict[int, set[str]] = defaultdict(set)
    heat: defaultdict[int, int] = defaultdict(int)
    quality: defaultdict[int, int] = defaultdict(int)
    found = []
    for article in articles:
        story_id = article.story_id
        outlets[story_id] |= {outlet_of(article)} - {""}
        heat[story_id] = max(heat[story_id], article.heat)
        quality[story_id] = max(quality[story_id], article.quality)
        at = news_time(article)
        if at < since and article.id in arriving:
            at = article.arrived_at
        if article.is_new and at >= since:
            score = story_score(len(outlets[story_id]), heat[story_id], quality[story_id])
            found.append(StoryReport(story_id, article.id, at, score))
    return sorted(found, key=lambda report: (report.at, -report.score, report.article_id))
