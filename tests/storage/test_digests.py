"""What may stand in a digest, and that it is edited only while it is a draft."""

from datetime import timedelta

import pytest

from storage import broadcasts, digests, topics
from storage.database import Database
from storage.models import Digest, DigestEntry
from tests.conftest import NOON
from tests.storage.rows import article, change, topic_tree

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def found(database: Database) -> list[list[str]]:
    stories = database.call(digests.candidate_stories, NOON - DAY, NOON, NOON - 3 * DAY)
    return [[each.link for each in story] for story in stories]


@pytest.mark.parametrize(
    ("published", "arrived", "is_found"),
    [
        (-DAY, -DAY, True),
        (-DAY - HOUR, -DAY - HOUR, False),
        (-HOUR, -HOUR, True),
        (0 * HOUR, 0 * HOUR, False),
        (-2 * DAY, -HOUR, True),
        (-4 * DAY, -HOUR, False),
        (-HOUR, 9 * DAY, True),
        (HOUR, -HOUR, True),
    ],
)
def test_what_appeared_or_arrived_in_the_period_may_stand_in_it(
    database: Database, published: timedelta, arrived: timedelta, is_found: bool
) -> None:
    article(database, "one", published_at=NOON + published, at=NOON + arrived)
    assert found(database) == ([["one"]] if is_found else [])


def test_a_story_comes_whole_but_for_what_was_withdrawn(database: Database) -> None:
    first = article(database, "first", at=NOON - 9 * DAY)
    article(database, "second", story_id=first.story_id, at=NOON - HOUR)
    article(database, "third", story_id=first.story_id, at=NOON - HOUR, is_removed=True)
    article(database, "fourth", at=NOON - HOUR, is_removed=True)
    assert found(database) == [["first", "second"]]


def test_more_stories_than_a_query_takes_parameters(database: Database) -> None:
    first = article(database, "first")
    assert list(database.call(digests.articles_by_story, range(first.story_id, 40_000))) == [first.story_id]


def test_topics_stand_as_the_record_has_them(database: Database) -> None:
    ids = topic_tree(database, {"ai": "", "robots": "ai", "space": ""})
    one = article(database, "one", *ids.values(), topic_names=["Space", "AI", "Robots"])
    two = article(database, "two")
    filed = database.call(digests.topic_ids_by_article, [one.id, two.id])
    assert filed == {one.id: [ids["space"], ids["ai"], ids["robots"]]}


def digest(database: Database, *topic_ids: int) -> Digest:
    entry = DigestEntry(article_id=1, story_id=1, topic_ids=[1], heat=0, outlets=1, is_pinned=False, is_dropped=False)
    return database.call(
        digests.create, [entry], NOON, author_id=901, topic_ids=topic_ids, since_at=NOON - DAY, until_at=NOON,
        is_personal=True,
    )  # fmt: skip


def test_a_digest_is_kept_as_it_was_made(database: Database) -> None:
    made = digest(database, 3, 1)
    kept = database.call(digests.find, made.id)
    assert kept is not None
    assert kept == made
    assert (kept.topic_ids, kept.is_personal, kept.entries[0]["story_id"]) == ([3, 1], True, 1)
    assert database.call(digests.find, 99) is None


def test_the_newest_broadcast_of_a_digest_counts(database: Database) -> None:
    made = digest(database)
    assert database.call(digests.broadcast_of, made.id) is None
    database.call(broadcasts.create_draft, 901, NOON, digest_id=made.id)
    second = database.call(broadcasts.create_draft, 901, NOON, digest_id=made.id)
    newest = database.call(digests.broadcast_of, made.id)
    assert newest
    assert newest.id == second.id


def introduce(row: Digest) -> None:
    row.introduction = "Good morning."


def test_a_digest_is_edited_while_it_is_a_draft(database: Database) -> None:
    made = digest(database)
    assert database.call(digests.change_draft, made.id, introduce) is None, "it has no broadcast"
    broadcast = database.call(broadcasts.create_draft, 901, NOON, digest_id=made.id)
    edited = database.call(digests.change_draft, made.id, introduce)
    assert edited
    assert database.call(digests.find, made.id) == edited
    assert edited.introduction == "Good morning."
    assert database.call(broadcasts.send_draft, broadcast.id, NOON, needs_second=False)
    assert database.call(digests.change_draft, made.id, introduce) is None
    assert database.call(digests.change_draft, 99, introduce) is None


def test_what_was_thrown_away_is_not_edited(database: Database) -> None:
    made = digest(database)
    broadcast = database.call(broadcasts.create_draft, 901, NOON, digest_id=made.id)
    assert database.call(broadcasts.cancel, broadcast.id, NOON)
    assert database.call(digests.change_draft, made.id, introduce) is None


def test_topics_are_found_in_the_order_given(database: Database) -> None:
    ids = topic_tree(database, {"ai": "", "space": ""})
    assert list(database.call(topics.by_id, [ids["space"], 99, ids["ai"]])) == [ids["space"], ids["ai"]]


def test_the_excerpt_of_what_is_listed_is_not_read(database: Database) -> None:
    one = article(database, "one", excerpt="Long.")
    change(database, one, heat=5)
    [[read]] = database.call(digests.articles_by_story, [one.story_id]).values()
    assert (read.title, read.heat) == ("one", 5)
    assert "excerpt" not in read.__dict__
