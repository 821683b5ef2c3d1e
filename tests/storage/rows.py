"""Rows for tests of the queries."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, col, select

from storage import articles, outbox, search, subscribers, topics
from storage.database import Database, read_only
from storage.models import Article, ChatKind, Delivery, Subscriber, Topic, Volume
from storage.outbox import Claim
from tests.conftest import NOON

LEASE = timedelta(minutes=2)
WINDOW = timedelta(hours=48)
SECOND = timedelta(seconds=1)
R = TypeVar("R", bound=SQLModel)


def put(database: Database, *rows: R) -> R:
    """Store rows; returns the first."""

    def store(session: Session) -> None:
        session.add_all(rows)

    database.call(store)
    return rows[0]


def change(database: Database, row: R, **values: Any) -> None:
    """Change columns of a stored row."""

    def store(session: Session) -> None:
        stored = session.merge(row)
        for name, value in values.items():
            setattr(stored, name, value)

    database.call(store)


def topic_tree(database: Database, parents: Mapping[str, str]) -> dict[str, int]:
    """Topics by slug, each under its parent ("" at the top); returns their ids."""
    catalogue = [Topic(slug=slug, name=slug) for slug in parents]
    database.call(topics.sync_catalogue, catalogue, {slug: parent for slug, parent in parents.items() if parent})
    return {topic.slug: topic.id for topic in database.call(topics.find_all)}


def subscriber(
    database: Database,
    chat_id: int,
    *topic_ids: int,
    at: datetime = NOON,
    muted: Sequence[int] = (),
    thread_id: int = 0,
) -> int:
    """A subscriber who follows some topics and mutes others; returns the id."""
    if thread_id:
        put(database, Subscriber(chat_id=chat_id, thread_id=thread_id, created_at=at, seen_at=at))
        found = find(database, chat_id, thread_id).id
    else:
        kind = ChatKind.GROUP if chat_id < 0 else ChatKind.PRIVATE
        found = database.call(subscribers.find_or_add, chat_id, kind, "en", at).id
    for topic_id in topic_ids:
        database.call(subscribers.set_subscription, found, topic_id, Volume.STORIES, at)
    for topic_id in muted:
        database.call(subscribers.set_subscription, found, topic_id, Volume.MUTED, at)
    return found


def find(database: Database, chat_id: int, thread_id: int = 0) -> Subscriber:
    """The subscriber of a chat, who must be there."""
    found = database.call(subscribers.find, chat_id, thread_id)
    assert found is not None
    return found


def article(
    database: Database, link: str, *topic_ids: int, story_id: int | None = None, at: datetime = NOON, **columns: Any
) -> Article:
    """An article filed under topics, in a story of its own unless one is given."""

    def store(session: Session) -> Article:
        story = articles.start_stories(session, 1, at)[0] if story_id is None else story_id
        values: dict[str, Any] = {"web_url": link, "title": link, "published_at": at} | columns
        stored = Article(link=link, story_id=story, arrived_at=at, **values)
        session.add(stored)
        session.flush()
        articles.set_topics(session, {stored.id: topic_ids})
        search.index_articles(session.connection(), [stored.id])
        return stored

    return database.call(store)


def owed(database: Database, told: Article, subscriber_id: int, chat_id: int, **columns: Any) -> Delivery:
    """A delivery that is pending, whoever covers what."""
    values: dict[str, Any] = {"priority": 3, "created_at": NOON, "due_at": NOON}
    values |= {"dedupe_key": f"test:{told.id}:{subscriber_id}"} | columns
    row = Delivery(
        subscriber_id=subscriber_id, chat_id=chat_id, article_id=told.id, story_id=told.story_id, **values
    )  # fmt: skip
    return put(database, row)


def deliveries(database: Database) -> list[Delivery]:
    """The outbox, in order."""

    @read_only
    def read(session: Session) -> list[Delivery]:
        return list(session.exec(select(Delivery).order_by(col(Delivery.id))))

    return database.call(read)


def states(database: Database) -> list[str]:
    """Where each delivery stands, in order."""
    return [row.state.value for row in deliveries(database)]


def claimed(database: Database, at: datetime = NOON, owner: str = "one", limit: int = 100) -> list[Claim]:
    """Claim what is due."""
    return database.call(outbox.claim_due, owner, at, LEASE, limit)


def begun(database: Database, at: datetime = NOON, owner: str = "one") -> list[Claim]:
    """Claim what is due, and mark it as begun."""
    claims = claimed(database, at, owner)
    assert database.call(outbox.begin, claims, at) == {claim.id for claim in claims}
    return claims


def in_the_air(database: Database) -> Claim:
    """A message to a group that has begun, with another one owed to it."""
    ids = topic_tree(database, {"ai": ""})
    chat = subscriber(database, -5, ids["ai"])
    for link in "ab":
        owed(database, article(database, link, ids["ai"]), chat, -5)
    return begun(database)[0]
