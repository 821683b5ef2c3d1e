"""How readers respond: votes below alerts, reactions to them, and topics that they follow or leave after a story.

A vote is kept with the person who gave it, so that there is one of each and they can take it back. That somebody
followed or left a topic is kept without them.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import case, delete, exists, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from storage.database import read_only
from storage.models import Article, ArticleTopic, Delivery, DeliveryKind, DeliveryState, FollowEvent, Subscriber, Vote
from storage.models.editing import IS_OF_BUTTON

UP, DOWN = "+", "-"
BUTTON_SIGNS = (UP, DOWN)
ANONYMOUS = 0
"""Stands for the readers of a channel, whom Telegram does not name."""
AFTER_STORY = timedelta(days=1)
"""A topic that somebody follows or leaves so soon after a story was perhaps followed or left for it."""


def vote(session: Session, person_id: int, article_id: int, sign: str, now: datetime) -> str | None:
    """Take a press of a vote button: the vote is given, changed, or taken back by pressing the same again.

    Returns:
        The vote that stands now; empty when it was taken back, None where there is no such article.
    """
    if sign not in BUTTON_SIGNS or session.get(Article, article_id) is None:
        return None
    mine = (col(Vote.person_id) == person_id, col(Vote.article_id) == article_id, col(Vote.sign).in_(BUTTON_SIGNS))
    if session.scalar(select(col(Vote.sign)).where(*mine)) == sign:
        session.connection().execute(delete(Vote).where(*mine))
        return ""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    given = insert(Vote).values(
        chat_id=person_id, person_id=person_id, article_id=article_id, sign=sign, number=1, at=now
    )
    session.connection().execute(
        given.on_conflict_do_update(
            index_elements=["person_id", "article_id"], index_where=IS_OF_BUTTON, set_={"sign": sign, "at": now}
        )
    )
    return sign


def react(  # noqa: PLR0917 - what Telegram says, in its order
    session: Session, chat_id: int, message_id: int, person_id: int, signs: Collection[str], now: datetime
) -> bool:
    """Store the reactions of one person to a message, in place of those before. Returns whether it is an alert."""
    return _set_reactions(session, (chat_id, message_id), person_id, dict.fromkeys(signs, 1), now)


def count_reactions(session: Session, chat_id: int, message_id: int, counts: Mapping[str, int], now: datetime) -> bool:
    """Store how many reacted to a message whom Telegram does not name. Returns whether it is an alert."""
    return _set_reactions(session, (chat_id, message_id), ANONYMOUS, counts, now)


def _set_reactions(
    session: Session, message: tuple[int, int], person_id: int, counts: Mapping[str, int], now: datetime
) -> bool:
    chat_id, message_id = message
    article_id = _article_of(session, chat_id, message_id)
    if article_id is None:
        return False
    before = (
        col(Vote.chat_id) == chat_id,
        col(Vote.person_id) == person_id,
        col(Vote.article_id) == article_id,
        col(Vote.sign).not_in(BUTTON_SIGNS),
    )
    session.connection().execute(delete(Vote).where(*before))
    for sign, number in counts.items():
        if number > 0:
            session.add(
                Vote(chat_id=chat_id, person_id=person_id, article_id=article_id, sign=sign, number=number, at=now)
            )
    return True


def _article_of(session: Session, chat_id: int, message_id: int) -> int | None:
    """The article that a message told; found by the subscribers of the chat, whose deliveries have an index."""
    there = select(col(Subscriber.id)).where(col(Subscriber.chat_id) == chat_id)
    found = select(col(Delivery.article_id)).where(
        col(Delivery.subscriber_id).in_(there),
        col(Delivery.message_id) == message_id,
        col(Delivery.kind) == DeliveryKind.ALERT,
    )
    article_id: int | None = session.scalar(found.limit(1))
    return article_id


def note_follow(session: Session, subscriber_id: int, topic_id: int, *, is_follow: bool, now: datetime) -> None:
    """Store that somebody followed or left a topic, with the story of it that they were last told within a day."""
    is_filed = exists().where(
        col(ArticleTopic.article_id) == col(Delivery.article_id), col(ArticleTopic.topic_id) == topic_id
    )
    told = (
        select(col(Delivery.story_id))
        .where(
            col(Delivery.subscriber_id) == subscriber_id,
            col(Delivery.kind) == DeliveryKind.ALERT,
            col(Delivery.state) == DeliveryState.SENT,
            col(Delivery.sent_at) > now - AFTER_STORY,
            or_(col(Delivery.topic_id) == topic_id, is_filed),
        )
        .order_by(col(Delivery.sent_at).desc(), col(Delivery.id).desc())
        .limit(1)
    )
    session.add(FollowEvent(topic_id=topic_id, story_id=session.scalar(told), is_follow=is_follow, at=now))


@read_only
def votes_of(session: Session, person_id: int) -> list[tuple[str, str, str, datetime]]:
    """Return what a person said of articles, newest first: title, link, sign, and when."""
    query = (
        select(col(Article.title), col(Article.web_url), col(Vote.sign), col(Vote.at))
        .join(Article, col(Article.id) == col(Vote.article_id))
        .where(col(Vote.person_id) == person_id)
        .order_by(col(Vote.at).desc(), col(Vote.article_id))
    )
    rows = session.connection().execute(query)
    return [(title, link, sign, at) for title, link, sign, at in rows]


KEPT = timedelta(days=365)


def prune(session: Session, now: datetime) -> None:
    """Delete what readers said and did more than a year ago."""
    for table in (Vote, FollowEvent):
        session.connection().execute(delete(table).where(col(table.at) < now - KEPT))


def erase(session: Session, chat_id: int) -> None:
    """Delete the votes and reactions of a person, or of a chat."""
    theirs = or_(col(Vote.person_id) == chat_id, col(Vote.chat_id) == chat_id)
    session.connection().execute(delete(Vote).where(theirs))


def move(session: Session, old_id: int, new_id: int) -> None:
    """Have what was said in a group that got another id be that of the new one; the messages there bear new numbers."""
    for each in session.scalars(select(Vote).where(col(Vote.chat_id) == old_id)).all():
        values = each.model_dump() | {"chat_id": new_id}
        session.delete(each)
        session.flush()
        session.merge(Vote(**values))


class StoryResponse(NamedTuple):
    """What readers said of a story, or did after it.

    Attributes:
        article_id: the article of it that most responded to.
        followed: how often its topics were followed within a day after it was told.
        left: how often they were left.
    """

    story_id: int
    article_id: int
    title: str
    up: int = 0
    down: int = 0
    reactions: int = 0
    followed: int = 0
    left: int = 0

    @property
    def total(self) -> int:
        """All of it."""
        return self.up + self.down + self.reactions + self.followed + self.left


class Responses(NamedTuple):
    """What readers said and did since a time.

    Attributes:
        voters: people who voted by a button.
        reactions: how often each emoji was given, the most frequent first.
        followed: topics that were followed, and
        left: topics that were left, whatever for.
        stories: those that most responded to first.
    """

    up: int
    down: int
    voters: int
    reactions: list[tuple[str, int]]
    followed: int
    left: int
    stories: list[StoryResponse]


@read_only
def since(session: Session, begin: datetime, limit: int) -> Responses:
    """Return what readers said and did since then, and so many stories at most."""
    signs = Counter[str]()
    for sign, number in session.connection().execute(
        select(col(Vote.sign), func.sum(col(Vote.number))).where(col(Vote.at) >= begin).group_by(col(Vote.sign))
    ):
        signs[sign] = int(number)
    up, down = signs.pop(UP, 0), signs.pop(DOWN, 0)
    voters = select(func.count(col(Vote.person_id).distinct())).where(
        col(Vote.at) >= begin, col(Vote.sign).in_(BUTTON_SIGNS)
    )
    events = select(col(FollowEvent.is_follow), func.count()).where(col(FollowEvent.at) >= begin)
    grouped = events.group_by(col(FollowEvent.is_follow))
    counted = Counter[bool](dict(session.connection().execute(grouped).all()))
    return Responses(
        up,
        down,
        session.scalar(voters) or 0,
        signs.most_common(),
        counted[True],
        counted[False],
        _stories_since(session, begin, limit),
    )


def _stories_since(session: Session, begin: datetime, limit: int) -> list[StoryResponse]:
    found: dict[int, Counter[str]] = {}
    for story_id, up, down, reactions in session.connection().execute(_votes_by_story(begin)):
        found[story_id] = Counter(up=int(up), down=int(down), reactions=int(reactions))
    events = select(col(FollowEvent.story_id), col(FollowEvent.is_follow), func.count()).where(
        col(FollowEvent.at) >= begin, col(FollowEvent.story_id).is_not(None)
    )
    grouped = events.group_by(col(FollowEvent.story_id), col(FollowEvent.is_follow))
    for story_id, is_follow, number in session.connection().execute(grouped):
        if story_id is not None:
            found.setdefault(story_id, Counter())["followed" if is_follow else "left"] = number
    most = sorted(found, key=lambda story_id: (-sum(found[story_id].values()), -story_id))[:limit]
    leads = _leads(session, most)
    counts = ("up", "down", "reactions", "followed", "left")
    return [
        StoryResponse(story_id, *leads[story_id], *(found[story_id][name] for name in counts))
        for story_id in most
        if story_id in leads
    ]


def _votes_by_story(begin: datetime) -> Any:
    def of(condition: Any) -> Any:
        return func.sum(case((condition, col(Vote.number)), else_=0))

    return (
        select(
            col(Article.story_id),
            of(col(Vote.sign) == UP),
            of(col(Vote.sign) == DOWN),
            of(col(Vote.sign).not_in(BUTTON_SIGNS)),
        )
        .join(Article, col(Article.id) == col(Vote.article_id))
        .where(col(Vote.at) >= begin)
        .group_by(col(Article.story_id))
    )


def _leads(session: Session, story_ids: Collection[int]) -> dict[int, tuple[int, str]]:
    """The first article of each story that was not withdrawn: its id and title."""
    query = select(col(Article.story_id), col(Article.id), col(Article.title)).where(
        col(Article.story_id).in_(story_ids), col(Article.is_removed).is_(False)
    )
    found: dict[int, tuple[int, str]] = {}
    for story_id, article_id, title in session.connection().execute(query.order_by(col(Article.id))):
        found.setdefault(story_id, (article_id, title))
    return found
