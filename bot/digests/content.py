"""Digest content: from the stories of a period to a stored digest, and from a stored digest to its messages."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlmodel import Session

from bot.digests import select
from bot.digests.select import DigestScope, DigestSection
from bot.news.topics import heard_topics
from bot.views.digest import (
    DIGEST_PAGE_SIZE,
    DigestEdition,
    ListedStory,
    ListedTopic,
    digest_messages,
    more_stories_message,
)
from bot.views.message import Message
from bot.views.texts import Voice
from storage import digests, subscribers, topics
from storage.database import read_only
from storage.models import Article, Digest, DigestEntry, DigestOccasion, Topic, Volume

MOST_RENDERED = 256
"""Renderings of one digest that are cached: a personal one has as many as there are ways to follow its topics."""


@dataclass(slots=True)
class DigestContent:
    """What a digest's messages are made of.

    Attributes:
        entries: its stories, in their order, without those whose articles were all withdrawn.
        leads: the article that stands for each story, by the story's id.
        told_through: the topics through which each story is told, by its id; only of a personal digest.
        parents: the parent of each topic.
        followable: the topics of which it matters whether a recipient follows them.
    """

    digest: Digest
    entries: Sequence[DigestEntry]
    topics: Mapping[int, Topic]
    leads: Mapping[int, Article]
    told_through: Mapping[int, Collection[int]]
    parents: Mapping[int, int | None]
    followable: frozenset[int] = field(init=False)
    _rendered: dict[tuple[object, ...], tuple[Message, ...]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        through = (topic_id for each in self.told_through.values() for topic_id in each)
        self.followable = frozenset((*self.topics, *through))

    @property
    def is_personal(self) -> bool:
        """Whether each recipient sees only what they follow."""
        return self.digest.is_personal

    def messages(
        self, voice: Voice, heard: frozenset[int] | None = None, *, is_public: bool = False
    ) -> tuple[Message, ...]:
        """Return its messages, in order; the same objects for all who see the same.

        Args:
            voice: Texts and language.
            heard: What ``load_heard_topics`` found for a recipient of a personal digest; None for all of it.
            is_public: Whether it stands in a channel, and so speaks to nobody of what they chose.

        Returns:
            Nothing when it has no story, or none for this recipient.
        """
        key = (voice.language, heard if self.is_personal else None, is_public)
        if key not in self._rendered:
            if len(self._rendered) >= MOST_RENDERED:
                self._rendered.clear()
            self._rendered[key] = digest_messages(
                replace(self.edition(heard), occasion=DigestOccasion.HOUR) if is_public else self.edition(heard), voice
            )
        return self._rendered[key]

    def edition(self, heard: frozenset[int] | None = None) -> DigestEdition:
        """Return what a reader gets, for ``bot.views.digest``."""
        return DigestEdition(
            self.digest.id,
            self.digest.since_at,
            self.digest.until_at,
            tuple(map(self._listed, self.sections(heard))),
            self.digest.introduction,
            self.digest.day,
            self.digest.occasion,
        )

    def sections(self, heard: frozenset[int] | None = None, *, has_dropped: bool = False) -> list[DigestSection]:
        """Return all stories under each topic; dropped ones only if ``has_dropped``."""
        if heard is None or not self.is_personal:
            return select.arrange_sections(self.entries, list(self.topics), has_dropped=has_dropped)
        mine = [entry for entry in self.entries if not heard.isdisjoint(self.told_through[entry["story_id"]])]
        return select.arrange_sections(mine, list(self.topics), heard)

    def heard_by(self, choices: Mapping[int, Volume]) -> frozenset[int]:
        """Return which of the followable topics somebody with these choices hears of."""
        return heard_topics(self.followable, choices, self.parents)

    def more(self, topic_id: int, page: int, voice: Voice, heard: frozenset[int] | None = None) -> Message | None:
        """Return a page of all stories under a topic; None if its messages have room for them."""
        found = next((section for section in self.sections(heard) if section.topic_id == topic_id), None)
        if found is None or len(found.entries) <= DIGEST_PAGE_SIZE:
            return None
        stories = [self._story(entry) for entry in found.entries]
        return more_stories_message(self.digest.id, self.topics[topic_id], stories, page, voice)

    def _listed(self, section: DigestSection) -> ListedTopic:
        shown = section.entries[:DIGEST_PAGE_SIZE]
        more = len(section.entries) - len(shown)
        return ListedTopic(self.topics[section.topic_id], tuple(map(self._story, shown)), more)

    def _story(self, entry: DigestEntry) -> ListedStory:
        return ListedStory(self.leads[entry["story_id"]], entry["outlets"], entry.get("is_update", False))


@read_only
def choose_entries(
    session: Session, topic_ids: Sequence[int], since_at: datetime, until_at: datetime
) -> list[DigestEntry]:
    """Return the stories of a period under some topics, ranked: the entries of a new digest."""
    found = digests.candidate_stories(session, since_at, until_at, since_at - select.ARCHIVE_AGE)
    filed = digests.topic_ids_by_article(session, [article.id for story in found for article in story])
    return select.select_entries(found, filed, topics.parent_ids(session), DigestScope(topic_ids, since_at, until_at))


def create_digest(
    session: Session,
    *,
    author_id: int,
    topic_ids: Sequence[int],
    since_at: datetime,
    until_at: datetime,
    now: datetime,
    day: date | None = None,
    is_personal: bool = False,
) -> Digest | None:
    """Store the stories of a period as a digest. Returns None, and stores nothing, if there are none.

    Without topics it has the default ones, the topic of the hottest story first.
    """
    wanted = topic_ids or load_default_topics(session)
    entries = choose_entries(session, wanted, since_at, until_at)
    if not entries:
        return None
    order = topic_ids or select.topics_by_heat(entries, wanted)
    return digests.create(
        session, entries, now, author_id=author_id, topic_ids=order, since_at=since_at, until_at=until_at,
        day=day, is_personal=is_personal,
    )  # fmt: skip


@read_only
def load_default_topics(session: Session) -> list[int]:
    """Return the topics of a digest for which none were chosen."""
    return select.default_topics(topics.find_all(session), topics.follower_counts(session))


@read_only
def load_digest_content(session: Session, digest_id: int, topic_id: int | None = None) -> DigestContent | None:
    """Read what a digest's messages are made of; None if there is no such digest.

    With ``topic_id`` only what may stand under that topic is read, which is faster.
    """
    found = digests.find(session, digest_id)
    if found is None:
        return None
    wanted = found.entries
    if topic_id is not None:
        wanted = [entry for entry in wanted if topic_id in _possible_topics(entry, is_personal=found.is_personal)]
    told = digests.articles_by_story(session, [entry["story_id"] for entry in wanted])
    entries = [entry for entry in wanted if entry["story_id"] in told]
    parents = topics.parent_ids(session)
    return DigestContent(
        found,
        entries,
        _sections(session, found.topic_ids),
        {entry["story_id"]: _lead(entry, told[entry["story_id"]]) for entry in entries},
        _told_through(session, told, parents) if found.is_personal else {},
        parents,
    )


@read_only
def load_heard_topics(
    session: Session, content: DigestContent, subscriber_ids: Collection[int]
) -> dict[int, frozenset[int]]:
    """Return which of the followable topics each subscriber hears of; nothing for a digest that is not personal."""
    if not content.is_personal:
        return {}
    choices = subscribers.choices_by_subscriber(session, list(subscriber_ids))
    return {each: content.heard_by(choices.get(each, {})) for each in subscriber_ids}


def _sections(session: Session, topic_ids: Sequence[int]) -> dict[int, Topic]:
    """The topics of a digest, in its order; in one for readers a nameless one for the words that somebody watches."""
    known = topics.by_id(session, topic_ids)
    return {each: known.get(each) or Topic(id=0, slug="", name="") for each in topic_ids if each in known or not each}


def _possible_topics(entry: DigestEntry, *, is_personal: bool) -> list[int]:
    """Return the topics under which readers may find a story: in a personal digest any of its topics."""
    return entry["topic_ids"] if is_personal else entry["topic_ids"][:1]


def _lead(entry: DigestEntry, story: Sequence[Article]) -> Article:
    """Return the article that was chosen to lead; the best of the others if it was withdrawn."""
    chosen = next((article for article in story if article.id == entry["article_id"]), None)
    return chosen or select.lead_article(story)


def _told_through(
    session: Session, told: Mapping[int, Sequence[Article]], parents: Mapping[int, int | None]
) -> dict[int, frozenset[int]]:
    filed = digests.topic_ids_by_article(session, [article.id for story in told.values() for article in story])
    return {story_id: frozenset(select.leaf_topics(story, filed, parents)) for story_id, story in told.items()}
