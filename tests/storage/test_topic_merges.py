"""Merging topics: followers move along, and nobody is told a story twice."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from storage import enqueue, shared_lists, subscribers, topic_edits, topic_merges, topics
from storage.database import Database, read_only
from storage.models import (
    ArticleTopic,
    ChatKind,
    DigestPlan,
    FilterMode,
    ForumThread,
    StoryRanking,
    Subscription,
    Topic,
    Volume,
    WordFilter,
)
from storage.topic_edits import AliasName
from storage.topic_merges import Followers
from tests.conftest import NOON
from tests.storage.rows import WINDOW, article, deliveries, find, owed, put, states, subscriber, topic_tree

LATER = NOON + timedelta(hours=1)
pytestmark = pytest.mark.both_engines


@pytest.fixture
def ids(database: Database) -> dict[str, int]:
    return topic_tree(database, {"ai": "", "vision": "ai", "images": "ai", "space": ""})


def merged(database: Database, ids: dict[str, int], source: str, target: str) -> Followers:
    def merge(session: Session) -> Followers:
        topic_edits.lock(session)
        one, other = session.get_one(Topic, ids[source]), session.get_one(Topic, ids[target])
        return topic_merges.merge(session, one, other, [AliasName(source, source)], 901, LATER)

    return database.call(merge)


def chosen(database: Database, chat_id: int) -> dict[int, tuple[Volume, int, str]]:
    """What somebody chose about each topic."""
    rows = database.call(subscribers.subscriptions, find(database, chat_id).id)
    return {each.topic_id: (Volume(each.volume), each.per_day, each.rhythm) for each in rows.values()}


def rows_of(database: Database, model: Any) -> list[Any]:
    @read_only
    def read(session: Session) -> list[Any]:
        return list(session.exec(select(model)))

    return database.call(read)


def named(database: Database, slug: str) -> Topic:
    return next(each for each in database.call(topics.find_all) if each.slug == slug)


def test_followers_move_with_their_volume_and_rhythm(database: Database, ids: dict[str, int]) -> None:
    one = subscriber(database, 1)
    database.call(subscribers.set_volume, one, ids["images"], Volume.SOME, 3, NOON)
    database.call(subscribers.set_rhythm, one, ids["images"], "daily 08:00", NOON)
    subscriber(database, 2, ids["images"])
    assert merged(database, ids, "images", "vision") == Followers(2, 0)
    assert chosen(database, 1) == {ids["vision"]: (Volume.SOME, 3, "daily 08:00")}
    assert chosen(database, 2) == {ids["vision"]: (Volume.STORIES, 0, "")}
    assert {each.created_at for each in rows_of(database, Subscription)} == {NOON}, "no older, and no newer"


def test_who_follows_both_keeps_what_they_chose_about_the_one_that_stays(
    database: Database, ids: dict[str, int]
) -> None:
    one = subscriber(database, 1, ids["images"], ids["vision"])
    database.call(subscribers.set_volume, one, ids["vision"], Volume.TOP, 0, NOON)
    subscriber(database, 2, ids["images"], muted=[ids["vision"]])
    subscriber(database, 3, ids["ai"], muted=[ids["images"]])
    subscriber(database, 4, ids["vision"], muted=[ids["images"]])
    assert merged(database, ids, "images", "vision") == Followers(2, 1)
    assert chosen(database, 1) == {ids["vision"]: (Volume.TOP, 0, "")}
    assert chosen(database, 2) == {ids["vision"]: (Volume.STORIES, 0, "")}, "who follows it is not silenced"
    assert chosen(database, 3) == {ids["ai"]: (Volume.STORIES, 0, "")}, "nor does a mute spread"
    assert chosen(database, 4) == {ids["vision"]: (Volume.STORIES, 0, "")}


def test_nobody_is_told_a_story_twice(database: Database, ids: dict[str, int]) -> None:
    for chat_id, slugs in ((1, ["images"]), (2, ["vision"]), (3, ["images", "vision"])):
        subscriber(database, chat_id, *(ids[slug] for slug in slugs))
    first = article(database, "https://a.example/1", ids["images"])
    database.call(enqueue.add_alerts, first, NOON - WINDOW, NOON)
    assert sorted(row.chat_id for row in deliveries(database)) == [1, 3]
    merged(database, ids, "images", "vision")
    assert states(database) == ["pending", "pending"], "what waits is still covered"
    follow_up = article(database, "https://b.example/1", ids["vision"], story_id=first.story_id, at=LATER)
    assert database.call(enqueue.add_alerts, follow_up, LATER - WINDOW, LATER) == 1
    assert [row.chat_id for row in deliveries(database) if row.article_id == follow_up.id] == [2], "who was not told it"
    fresh = article(database, "https://b.example/2", ids["vision"], at=LATER)
    assert database.call(enqueue.add_alerts, fresh, LATER - WINDOW, LATER) == 3


def test_an_alert_waits_for_the_digest_of_who_has_that_topic_in_digests(
    database: Database, ids: dict[str, int]
) -> None:
    one = subscriber(database, 1, ids["images"], ids["vision"])
    database.call(subscribers.set_rhythm, one, ids["vision"], "daily 18:00", NOON)
    told = article(database, "https://a.example/1", ids["images"])
    owed(database, told, one, 1, topic_id=ids["images"])
    merged(database, ids, "images", "vision")
    [row] = deliveries(database)
    assert (row.state, row.cancelled_for) == ("cancelled", "in_digest")


def test_articles_and_their_ranks_stand_under_the_topic_once(database: Database, ids: dict[str, int]) -> None:
    both = article(database, "https://a.example/1", ids["images"], ids["vision"])
    one = article(database, "https://a.example/2", ids["images"], ids["space"])
    ranked: dict[str, Any] = {
        "article_id": both.id,
        "began_at": NOON,
        "ranked_at": NOON,
        "score": 1.0,
        "per_day": 1,
        "is_top": True,
    }
    for slug in ("images", "vision"):
        put(database, StoryRanking(topic_id=ids[slug], story_id=both.story_id, **ranked))
    put(database, StoryRanking(topic_id=ids["images"], story_id=one.story_id, **ranked))
    merged(database, ids, "images", "vision")
    filed = {(each.article_id, each.topic_id) for each in rows_of(database, ArticleTopic)}
    assert filed == {(both.id, ids["vision"]), (one.id, ids["vision"]), (one.id, ids["space"])}
    assert {(each.topic_id, each.story_id) for each in rows_of(database, StoryRanking)} == {
        (ids["vision"], both.story_id), (ids["vision"], one.story_id),
    }  # fmt: skip


def test_filters_move_with_who_moves(database: Database, ids: dict[str, int]) -> None:
    mover, owner = subscriber(database, 1, ids["images"]), subscriber(database, 2, ids["images"], ids["vision"])
    for who, words in ((mover, "cats"), (owner, "dogs")):
        only = WordFilter(subscriber_id=who, topic_id=ids["images"], mode=FilterMode.ONLY, expression=words,
                          created_at=NOON)  # fmt: skip
        put(database, only)
    merged(database, ids, "images", "vision")
    assert [(each.subscriber_id, each.topic_id) for each in rows_of(database, WordFilter)] == [(mover, ids["vision"])]


def test_the_topic_is_offered_no_more_and_its_names_mean_the_other(database: Database, ids: dict[str, int]) -> None:
    merged(database, ids, "images", "vision")
    merged(database, ids, "vision", "space")
    gone, here = named(database, "images"), named(database, "space")
    assert (gone.is_listed, named(database, "vision").is_listed, here.is_listed) == (False, False, True)
    assert here.aliases == ["images", "vision"]
    assert (edit := database.call(topic_edits.find, gone.id)) is not None
    assert edit.merged_into == "space", "not in what is part of another itself"


@pytest.mark.parametrize(("source", "target", "parents"), [
    ("ai", "space", {"vision": "space", "images": "space", "space": ""}),
    ("ai", "vision", {"images": "vision", "vision": "", "space": ""}),
    ("images", "ai", {"vision": "ai", "ai": "", "space": ""}),
])  # fmt: skip
def test_what_stood_under_it_stands_under_the_other(
    database: Database, ids: dict[str, int], source: str, target: str, parents: dict[str, str]
) -> None:
    merged(database, ids, source, target)
    by_id = {each.id: each for each in database.call(topics.find_all)}
    found = {each.slug: by_id[each.parent_id].slug if each.parent_id else "" for each in by_id.values()}
    assert {slug: above for slug, above in found.items() if slug != source} == parents


def test_a_forum_with_a_thread_for_each_is_told_in_one(database: Database, ids: dict[str, int]) -> None:
    for thread_id, slug in ((7, "images"), (8, "vision")):
        subscriber(database, -100, ids[slug], thread_id=thread_id)
        put(database, ForumThread(chat_id=-100, thread_id=thread_id, topic_id=ids[slug], name=slug, created_at=NOON))
    subscriber(database, -200, ids["images"], thread_id=7)
    put(database, ForumThread(chat_id=-200, thread_id=7, topic_id=ids["images"], name="images", created_at=NOON))
    merged(database, ids, "images", "vision")
    told = article(database, "https://a.example/1", ids["vision"], at=LATER)
    assert database.call(enqueue.add_alerts, told, LATER - WINDOW, LATER) == 2
    made = {(each.chat_id, each.thread_id, each.topic_id) for each in rows_of(database, ForumThread)}
    assert made == {(-100, 8, ids["vision"]), (-200, 7, ids["vision"])}


def test_lists_of_topics_name_the_other(database: Database, ids: dict[str, int]) -> None:
    one = database.call(subscribers.find_or_add, 1, ChatKind.PRIVATE, "en", NOON).id
    database.call(shared_lists.share, one, [ids["images"], ids["vision"], ids["space"]], NOON)
    plan = DigestPlan(author_id=1, cron="0 8 * * *", zone="UTC", topic_ids=[ids["images"]], created_at=NOON,
                      audience={"topic_ids": [ids["images"]]})  # fmt: skip
    put(database, plan)
    merged(database, ids, "images", "vision")
    [shared], [planned] = database.call(shared_lists.of_subscriber, one), rows_of(database, DigestPlan)
    assert shared.topic_ids == [ids["vision"], ids["space"]]
    assert (planned.topic_ids, planned.audience["topic_ids"]) == ([ids["vision"]], [ids["vision"]])
