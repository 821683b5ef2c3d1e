"""Whose subscriptions cover which article: what SQL says is what the rule in Python says."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col

from bot.news.topics import matching_topics
from storage import articles
from storage.database import Database, read_only
from storage.models import Article, ArticleTopic, Subscriber, Subscription, Topic, Volume
from storage.topics import matching_subscribers
from tests.conftest import NOON
from tests.storage.rows import article, subscriber, topic_tree

pytestmark = pytest.mark.both_engines

TOPICS = 5
choices = st.dictionaries(st.integers(0, TOPICS - 1), st.sampled_from(Volume), max_size=TOPICS)


@read_only
def whom(session: Session, article_id: int) -> set[int]:
    pairs = session.connection().execute(matching_subscribers(col(ArticleTopic.article_id) == article_id))
    return {row.subscriber_id for row in pairs}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    parents=st.lists(st.none() | st.integers(0, TOPICS - 1), min_size=TOPICS, max_size=TOPICS),
    people=st.lists(choices, min_size=1, max_size=4),
    filed=st.sets(st.integers(0, TOPICS - 1)),
)
def test_sql_and_python_say_the_same(
    database: Database, parents: list[int | None], people: list[dict[int, Volume]], filed: set[int]
) -> None:
    """Of any parents, also such as form a ring, which a catalogue refuses."""

    def compare(session: Session) -> None:
        topics = [Topic(slug=f"t{number}", name=f"t{number}") for number in range(TOPICS)]
        session.add_all(topics)
        session.flush()
        ids = [topic.id for topic in topics]
        for topic, parent in zip(topics, parents, strict=True):
            topic.parent_id = None if parent is None else ids[parent]
        subscribers = [Subscriber(chat_id=number, created_at=NOON, seen_at=NOON) for number in range(len(people))]
        session.add_all(subscribers)
        session.flush()
        for each, chosen in zip(subscribers, people, strict=True):
            for number, volume in chosen.items():
                session.add(Subscription(subscriber_id=each.id, topic_id=ids[number], volume=volume, created_at=NOON))
        told = stored_article(session, [topics[number] for number in filed])
        by_sql = whom(session, told)
        line = {topic.id: topic.parent_id for topic in topics}
        by_python = {
            each.id
            for each, chosen in zip(subscribers, people, strict=True)
            if matching_topics(
                [topics[number] for number in filed], {ids[number]: how for number, how in chosen.items()}, line
            )
        }
        session.rollback()
        assert by_sql == by_python

    database.call(compare)


def stored_article(session: Session, filed: list[Topic]) -> int:
    story_id = articles.start_stories(session, 1, NOON)[0]
    told = Article(link="x", story_id=story_id, web_url="x", title="x", published_at=NOON, arrived_at=NOON)
    session.add(told)
    session.flush()
    articles.set_topics(session, {told.id: [topic.id for topic in filed]})
    return told.id


def test_what_arrived_before_the_subscription_is_not_covered(database: Database) -> None:
    ids = topic_tree(database, {"ai": ""})
    subscriber(database, 1, ids["ai"], at=NOON + timedelta(seconds=1))
    same = subscriber(database, 2, ids["ai"])
    assert database.call(whom, article(database, "a", ids["ai"]).id) == {same}


def test_a_child_followed_later_leaves_the_parent_to_decide(database: Database) -> None:
    ids = topic_tree(database, {"ai": "", "vision": "ai"})
    both = subscriber(database, 1, ids["ai"])
    later = subscriber(database, 2, ids["vision"], at=NOON + timedelta(days=1))
    told = article(database, "a", ids["vision"])
    assert database.call(whom, told.id) == {both}
    assert later not in database.call(whom, told.id)


def test_generations_beyond_the_eighth_do_not_count(database: Database) -> None:
    names = [f"t{number}" for number in range(10)]
    ids = topic_tree(database, {name: names[number - 1] if number else "" for number, name in enumerate(names)})
    far, near = subscriber(database, 1, ids["t0"]), subscriber(database, 2, ids["t1"])
    told = article(database, "a", ids["t9"])
    assert database.call(whom, told.id) == {near}
    told = article(database, "b", ids["t8"])
    assert database.call(whom, told.id) == {far, near}
