"""Votes, reactions, and topics that are followed or left after a story, as rows."""

from collections import Counter
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete
from sqlmodel import Session, col, select

from storage import chats, responses, subscribers
from storage.database import Database, read_only
from storage.models import Article, Delivery, DeliveryState, FollowEvent, Story, Volume, Vote
from tests.conftest import NOON
from tests.storage.rows import put, subscriber, topic_tree

NUMBERS = count(1)
ALERT = 77
"""The message that told the article."""


@read_only
def votes(session: Session) -> set[tuple[int, int, int, str, int]]:
    return {
        (each.chat_id, each.person_id, each.article_id, each.sign, each.number) for each in session.exec(select(Vote))
    }


@read_only
def events(session: Session) -> list[tuple[int, int | None, bool]]:
    found = session.exec(select(FollowEvent).order_by(col(FollowEvent.id)))
    return [(each.topic_id, each.story_id, each.is_follow) for each in found]


def told(database: Database, chat_id: int = 5, topic_id: int | None = None, number: int = 1) -> Article:
    """Have a chat be told an article, which is returned."""
    story = put(database, Story(started_at=NOON))
    article = put(
        database,
        Article(
            link=f"https://a.example/{number}", web_url=f"https://a.example/{number}", story_id=story.id,
            title=f"News {number}", published_at=NOON, arrived_at=NOON, announced_at=NOON,
        ),
    )  # fmt: skip
    owed = database.call(subscribers.find, chat_id) or None
    to = owed.id if owed else subscriber(database, chat_id)
    put(
        database,
        Delivery(
            dedupe_key=f"alert:{article.id}:{to}", subscriber_id=to, chat_id=chat_id, article_id=article.id,
            story_id=story.id, topic_id=topic_id, priority=3, state=DeliveryState.SENT, created_at=NOON, due_at=NOON,
            sent_at=NOON, message_id=ALERT,
        ),
    )  # fmt: skip
    return article


@pytest.mark.both_engines
def test_a_vote_is_given_changed_and_taken_back(database: Database) -> None:
    article = told(database)
    signs = [database.call(responses.vote, 5, article.id, sign, NOON) for sign in "+--+"]
    assert signs == ["+", "-", "", "+"]
    assert database.call(votes) == {(5, 5, article.id, "+", 1)}
    assert database.call(responses.vote, 5, 999, "+", NOON) is None
    assert database.call(responses.vote, 5, article.id, "👍", NOON) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(presses=st.lists(st.tuples(st.integers(1, 3), st.sampled_from("+-")), max_size=12))
def test_whatever_is_pressed_each_person_has_one_vote_at_most(sqlite: Database, presses: list[tuple[int, str]]) -> None:
    """A press of what stands takes it back; any other press is the vote."""
    sqlite.call(lambda session: session.connection().execute(delete(Vote)))
    article = told(sqlite, number=next(NUMBERS))
    stands: dict[int, str] = {}
    for person, sign in presses:
        stands[person] = "" if stands.get(person) == sign else sign
        assert sqlite.call(responses.vote, person, article.id, sign, NOON) == stands[person]
    found = {(person, sign) for _, person, _, sign, _ in sqlite.call(votes)}
    assert found == {(person, sign) for person, sign in stands.items() if sign}


def test_reactions_take_the_place_of_those_before(sqlite: Database) -> None:
    article = told(sqlite, -100)
    assert sqlite.call(responses.react, -100, ALERT, 5, ["👍", "🔥"], NOON)
    assert sqlite.call(responses.react, -100, ALERT, 6, ["👍"], NOON)
    assert sqlite.call(responses.react, -100, ALERT, 5, ["🔥"], NOON)
    assert sqlite.call(votes) == {(-100, 5, article.id, "🔥", 1), (-100, 6, article.id, "👍", 1)}
    assert sqlite.call(responses.count_reactions, -100, ALERT, {"❤": 12, "👎": 0}, NOON)
    assert sqlite.call(responses.count_reactions, -100, ALERT, {"❤": 11}, NOON)
    assert (-100, 0, article.id, "❤", 11) in sqlite.call(votes)
    assert sqlite.call(responses.react, -100, ALERT, 6, [], NOON)
    assert len(sqlite.call(votes)) == 2


def test_a_reaction_to_anything_but_an_alert_is_not_kept(sqlite: Database) -> None:
    told(sqlite, -100)
    assert not sqlite.call(responses.react, -100, ALERT + 1, 5, ["👍"], NOON)
    assert not sqlite.call(responses.react, -200, ALERT, 5, ["👍"], NOON)
    assert sqlite.call(votes) == set()


def test_erasing_a_person_takes_their_votes_and_reactions_along(sqlite: Database) -> None:
    article = told(sqlite, 5)
    told(sqlite, -100, number=2)
    sqlite.call(responses.vote, 5, article.id, "+", NOON)
    sqlite.call(responses.vote, 6, article.id, "-", NOON)
    sqlite.call(responses.react, -100, ALERT, 5, ["🔥"], NOON)
    assert sqlite.call(subscribers.erase, 5)
    assert sqlite.call(votes) == {(6, 6, article.id, "-", 1)}


def test_reactions_move_with_their_group(sqlite: Database) -> None:
    article = told(sqlite, -5)
    sqlite.call(responses.react, -5, ALERT, 7, ["🔥"], NOON)
    sqlite.call(chats.migrate_chat, -5, -1005, NOON)
    assert sqlite.call(votes) == {(-1005, 7, article.id, "🔥", 1)}


@pytest.mark.both_engines
def test_following_and_leaving_a_topic_names_the_story_told_before_and_nobody(database: Database) -> None:
    topic = topic_tree(database, {"ai": ""})["ai"]
    person = subscriber(database, 5, topic)
    story = told(database, 5, topic).story_id
    later = NOON + timedelta(hours=23)
    assert database.call(subscribers.set_subscription, person, topic, Volume.MUTED, later)
    assert database.call(subscribers.set_subscription, person, topic, Volume.STORIES, later)
    assert database.call(subscribers.remove_subscription, person, topic, NOON + timedelta(hours=25))
    joined = (topic, None, True)
    assert database.call(events) == [joined, (topic, story, False), (topic, story, True), (topic, None, False)]
    assert not {"subscriber_id", "chat_id", "person_id"} & set(FollowEvent.model_fields)


def test_a_story_of_another_topic_is_not_why_one_is_left(sqlite: Database) -> None:
    topics = topic_tree(sqlite, {"ai": "", "space": ""})
    person = subscriber(sqlite, 5, *topics.values())
    told(sqlite, 5, topics["space"])
    sqlite.call(subscribers.remove_subscription, person, topics["ai"], NOON)
    assert sqlite.call(events)[-1] == (topics["ai"], None, False)


def test_a_change_of_volume_is_neither_following_nor_leaving(sqlite: Database) -> None:
    topic = topic_tree(sqlite, {"ai": ""})["ai"]
    person = subscriber(sqlite, 5, topic)
    before = len(sqlite.call(events))
    sqlite.call(subscribers.set_volume, person, topic, Volume.ALL, 0, NOON)
    assert len(sqlite.call(events)) == before


@pytest.mark.both_engines
def test_what_readers_said_is_counted_by_story(database: Database) -> None:
    topic = topic_tree(database, {"ai": ""})["ai"]
    people = [subscriber(database, chat_id, topic) for chat_id in (5, 6)]
    quiet, loud = told(database, 5, topic), told(database, 6, topic, number=2)
    database.call(responses.vote, 5, quiet.id, "+", NOON)
    for person in (5, 6, 7):
        database.call(responses.vote, person, loud.id, "-", NOON)
    database.call(responses.react, 6, ALERT, 6, ["🔥"], NOON)
    database.call(subscribers.remove_subscription, people[1], topic, NOON)
    found = database.call(responses.since, NOON, 5)
    assert (found.up, found.down, found.voters, found.reactions) == (1, 3, 3, [("🔥", 1)])
    assert (found.followed, found.left) == (2, 1)
    assert [(each.title, each.up, each.down, each.reactions, each.left) for each in found.stories] == [
        ("News 2", 0, 3, 1, 1),
        ("News 1", 1, 0, 0, 0),
    ]
    assert database.call(responses.since, NOON + timedelta(days=1), 5).stories == []
    assert Counter(each.total for each in found.stories) == Counter({5: 1, 1: 1})
