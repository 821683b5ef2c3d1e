"""Selecting: which stories of a period a digest has, in which order, and under which topic each stands.

A story belongs to the period in which its first article does: by when it arrived, unless that was long after it
appeared. So an archive that is taken in at once is filed under its own days. Hotter stories come first, then those
that more outlets report, then newer ones; an editor may change that.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.news import ranking
from bot.news.ranking import outlet_of
from bot.news.topics import most_specific_topics
from storage.models import Article, DigestEntry, Topic
from storage.topics import ancestors

ARCHIVE_AGE = ranking.ARCHIVE_AGE
news_time = ranking.news_time

TopicsByArticle = Mapping[int, Sequence[int]]
"""Ids of the topics of each article, as its record orders them."""
ParentTopics = Mapping[int, int | None]


@dataclass(frozen=True, slots=True)
class DigestSection:
    """The stories under one topic, in the order in which they stand."""

    topic_id: int
    entries: tuple[DigestEntry, ...]


@dataclass(frozen=True, slots=True)
class DigestScope:
    """Of which topics a digest is, in their order, and from when to when."""

    topic_ids: Sequence[int]
    since_at: datetime
    until_at: datetime

    def __contains__(self, moment: datetime) -> bool:
        return self.since_at <= moment < self.until_at


def select_entries(
    stories: Iterable[Sequence[Article]], filed: TopicsByArticle, parents: ParentTopics, scope: DigestScope
) -> list[DigestEntry]:
    """The entries of a digest, the hottest story first.

    Args:
        stories: Their articles that were not withdrawn, in order of arrival; those outside the scope are left out.
        filed: The topics of those articles.
        parents: The parent of each topic.
        scope: What is wanted.
    """
    wanted = [story for story in stories if story and news_time(story[0]) in scope]
    found = [(_entry(story, filed, parents, scope.topic_ids), news_time(story[0])) for story in wanted]
    under = [(entry, moment) for entry, moment in found if entry["topic_ids"]]
    under.sort(key=lambda pair: (-pair[0]["heat"], -pair[0]["outlets"], -pair[1].timestamp(), pair[0]["story_id"]))
    return [entry for entry, _ in under]


def lead_article(story: Sequence[Article]) -> Article:
    """The best article of a story, the earliest of those."""
    return max(story, key=lambda article: article.quality)


def story_heat(story: Iterable[Article]) -> int:
    """The heat of the hottest article of a story."""
    return max(0, *(article.heat for article in story))


def outlet_count(story: Sequence[Article]) -> int:
    """How many providers report a story; those without a name are one if the best article is of one."""
    return len({outlet_of(article) for article in story} - {""} | {outlet_of(lead_article(story))})


def leaf_topics(story: Sequence[Article], filed: TopicsByArticle, parents: ParentTopics) -> list[int]:
    """Return the topics of a story: the most specific ones of each article, those of the lead first."""
    lead = lead_article(story)
    ordered = [lead, *(article for article in story if article is not lead)]
    return list(
        dict.fromkeys(leaf for each in ordered for leaf in most_specific_topics(filed.get(each.id or 0, ()), parents))
    )


def arrange_sections(
    entries: Iterable[DigestEntry],
    topic_ids: Sequence[int],
    heard: Collection[int] | None = None,
    *,
    has_dropped: bool = False,
) -> list[DigestSection]:
    """The sections of a digest that have stories; each story stands once, under the first of its topics.

    Args:
        entries: In their order; within a section pinned ones go first.
        topic_ids: The order of the sections.
        heard: Only under these topics; None for all.
        has_dropped: Whether dropped stories stand last in their section; otherwise they are left out.
    """
    shown = set(topic_ids) if heard is None else set(topic_ids) & set(heard)
    under: dict[int, list[DigestEntry]] = {}
    for entry in entries:
        place = next((topic_id for topic_id in entry["topic_ids"] if topic_id in shown), None)
        if place is not None and (has_dropped or not entry["is_dropped"]):
            under.setdefault(place, []).append(entry)
    return [
        DigestSection(topic_id, tuple(sorted(under[topic_id], key=_rank)))
        for topic_id in dict.fromkeys(topic_ids)
        if topic_id in under
    ]


def default_topics(everything: Sequence[Topic], followed: Collection[int]) -> list[int]:
    """The topics of a digest when none are named: listed ones that somebody follows, or hears of through a parent.

    All listed ones while nobody follows any.
    """
    parents = {topic.id: topic.parent_id for topic in everything}
    listed = [topic.id for topic in everything if topic.is_listed]
    heard = [each for each in listed if not {each, *ancestors(each, parents)}.isdisjoint(followed)]
    return heard or listed


def topics_by_heat(entries: Iterable[DigestEntry], topic_ids: Sequence[int]) -> list[int]:
    """The topics in the order of their hottest story; those without one last."""
    return list(dict.fromkeys((*(entry["topic_ids"][0] for entry in entries), *topic_ids)))


def move_story(
    entries: Sequence[DigestEntry], topic_ids: Sequence[int], story_id: int, *, is_up: bool
) -> list[DigestEntry]:
    """The entries with one story moved by a place within its section, among those as pinned or dropped as it is."""
    place = {entry["story_id"]: index for index, entry in enumerate(entries)}
    moved = list(entries)
    for section in arrange_sections(entries, topic_ids, has_dropped=True):
        order = [entry["story_id"] for entry in section.entries]
        if story_id in order:
            here, there = _beside(section, order.index(story_id), -1 if is_up else 1)
            one, other = place[here["story_id"]], place[there["story_id"]]
            moved[one], moved[other] = moved[other], moved[one]
    return moved


def toggle_pinned(entries: Iterable[DigestEntry], story_id: int) -> list[DigestEntry]:
    """The entries with one story pinned to the top of its section, or no longer."""
    return _changed(entries, story_id, lambda entry: {**entry, "is_pinned": not entry["is_pinned"]})


def toggle_dropped(entries: Iterable[DigestEntry], story_id: int) -> list[DigestEntry]:
    """The entries with one story dropped, or taken back."""
    return _changed(entries, story_id, lambda entry: {**entry, "is_dropped": not entry["is_dropped"]})


def _entry(
    story: Sequence[Article], filed: TopicsByArticle, parents: ParentTopics, topic_ids: Sequence[int]
) -> DigestEntry:
    lead = lead_article(story)
    return DigestEntry(
        article_id=lead.id or 0,
        story_id=lead.story_id,
        topic_ids=_topics_of_story(leaf_topics(story, filed, parents), parents, topic_ids),
        heat=story_heat(story),
        outlets=outlet_count(story),
        is_pinned=False,
        is_dropped=False,
    )


def _topics_of_story(told_through: Sequence[int], parents: ParentTopics, topic_ids: Collection[int]) -> list[int]:
    """Those of a digest's topics that a story belongs under: its own in order, then those above them."""
    above = [each for leaf in told_through for each in ancestors(leaf, parents)]
    return [topic_id for topic_id in dict.fromkeys((*told_through, *above)) if topic_id in topic_ids]


def _rank(entry: DigestEntry) -> tuple[bool, bool]:
    return entry["is_dropped"], not entry["is_pinned"]


def _beside(section: DigestSection, index: int, step: int) -> tuple[DigestEntry, DigestEntry]:
    """A story and the one that it changes places with: itself where there is none of its rank."""
    here, beside = section.entries[index], index + step
    if 0 <= beside < len(section.entries) and _rank(section.entries[beside]) == _rank(here):
        return here, section.entries[beside]
    return here, here


def _changed(
    entries: Iterable[DigestEntry], story_id: int, change: Callable[[DigestEntry], DigestEntry]
) -> list[DigestEntry]:
    return [change(entry) if entry["story_id"] == story_id else entry for entry in entries]
