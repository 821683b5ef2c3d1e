"""Articles and the stories they tell."""

from datetime import timedelta

import pytest

from storage import articles
from storage.database import Database
from storage.models import Article
from storage.models.base import stored_id
from tests.conftest import NOON
from tests.storage.rows import article, change, topic_tree

pytestmark = pytest.mark.both_engines

HOUR = timedelta(hours=1)


def test_articles_are_known_by_their_link_and_their_amp_page(database: Database) -> None:
    one = article(database, "one", amp_link="one/amp")
    two = article(database, "two", amp_link="one")
    article(database, "three")
    found = database.call(articles.by_links, ["one", "nowhere"])
    assert [row["id"] for row in found] == [one.id, two.id]
    assert [row["id"] for row in database.call(articles.by_links, ["one/amp", "two"])] == [one.id, two.id]
    assert found[0] == one.model_dump()


def test_the_recent_ones_come_in_order_of_arrival(database: Database) -> None:
    ids = [stored_id(article(database, str(number)).id) for number in range(5)]
    assert [each.id for each in database.call(articles.recent, 3)] == ids[2:]
    assert [each.id for each in database.call(articles.recent, 9, ids[3])] == ids[4:]


def test_what_is_to_be_announced_comes_by_publication_and_link(database: Database) -> None:
    later = article(database, "a", published_at=NOON + HOUR)
    second, first = article(database, "c"), article(database, "b")
    change(database, article(database, "d"), announced_at=NOON)
    assert database.call(articles.unannounced) == [first.id, second.id, later.id]
    assert database.call(articles.find, stored_id(first.id)) is not None
    assert database.call(articles.find, 999) is None


def test_a_story_is_told_by_its_articles_that_stand(database: Database) -> None:
    first = article(database, "a")
    second = article(database, "b", story_id=first.story_id)
    article(database, "c", story_id=first.story_id, is_removed=True)
    other = article(database, "d")
    found = database.call(articles.by_story, [first.story_id, other.story_id, 999])
    assert {key: [each.id for each in told] for key, told in found.items()} == {
        first.story_id: [first.id, second.id],
        other.story_id: [other.id],
    }


def test_filing_anew_replaces_the_topics(database: Database) -> None:
    ids = topic_tree(database, {"ai": "", "bees": ""})
    told = article(database, "a", ids["ai"], at=NOON)
    assert database.call(articles.latest_stories, [ids["ai"]], 0, 9) == ([told.story_id], 1)
    database.call(articles.set_topics, {stored_id(told.id): [ids["bees"]]})
    assert database.call(articles.latest_stories, [ids["bees"]], 0, 9) == ([told.story_id], 1)
    assert database.call(articles.latest_stories, [ids["ai"]], 0, 9) == ([], 0)


def test_the_newest_stories_come_in_pages(database: Database) -> None:
    ids = topic_tree(database, {"ai": "", "bees": ""})
    told = [article(database, str(n), ids["ai"], published_at=NOON + n * HOUR).story_id for n in range(5)]
    article(database, "x", ids["bees"], story_id=told[0], published_at=NOON + 9 * HOUR)
    article(database, "y", ids["ai"], is_removed=True)
    assert database.call(articles.latest_stories, None, 0, 2) == ([told[0], told[4]], 5)
    assert database.call(articles.latest_stories, None, 4, 2) == ([told[1]], 5)
    assert database.call(articles.latest_stories, [ids["ai"]], 0, 2) == ([told[4], told[3]], 5)
    assert database.call(articles.latest_stories, [ids["bees"]], 0, 2) == ([told[0]], 1)


def test_what_is_dated_more_than_a_day_ahead_sorts_by_its_arrival(database: Database) -> None:
    ahead = {
        "soon": article(database, "soon", at=NOON, published_at=NOON + 23 * HOUR),
        "late": article(database, "late", at=NOON + HOUR, published_at=NOON + timedelta(days=63_000)),
        "next": article(database, "next", at=NOON + 2 * HOUR),
        "far": article(database, "far", at=NOON + 3 * HOUR, published_at=NOON + 28 * HOUR),
        "last": article(database, "last", at=NOON + 4 * HOUR),
    }
    newest, total = database.call(articles.latest_stories, None, 0, 9)
    names = {told.story_id: name for name, told in ahead.items()}
    assert ([names[story_id] for story_id in newest], total) == (["soon", "last", "far", "next", "late"], 5)


def test_stories_since_then(database: Database) -> None:
    old = article(database, "a", at=NOON - HOUR)
    grown = article(database, "b", at=NOON - HOUR)
    article(database, "c", story_id=grown.story_id, at=NOON)
    everything = [["a"], ["b", "c"]]
    assert [[each.link for each in told] for told in database.call(articles.stories_since, None)] == everything
    assert [[each.link for each in told] for told in database.call(articles.stories_since, NOON)] == everything[1:]
    assert old.story_id


def test_a_row_that_is_not_stored_has_no_id() -> None:
    assert stored_id(3) == 3
    with pytest.raises(ValueError, match="not stored yet"):
        stored_id(None)


def test_rows_stored_at_once_get_ids_in_their_order(database: Database) -> None:
    assert database.call(articles.start_stories, 0, NOON) == database.call(articles.add_all, []) == []
    stories = database.call(articles.start_stories, 3, NOON)
    rows = [
        Article(link=str(n), story_id=story, web_url="", title=str(n), published_at=NOON, arrived_at=NOON).model_dump(
            exclude={"id"}
        )
        for n, story in enumerate(stories)
    ]
    ids = database.call(articles.add_all, rows)
    assert stories == sorted(stories)
    assert ids == sorted(ids)
    stored = database.call(articles.by_links, ["0", "1", "2"])
    assert [(row["id"], row["link"], row["story_id"]) for row in stored] == list(zip(ids, "012", stories, strict=True))


def test_articles_are_changed_by_id(database: Database) -> None:
    one, two, three = (stored_id(article(database, link).id) for link in "abc")
    changes: list[tuple[int, dict[str, object]]] = [
        (one, {"title": "x", "heat": 3}),
        (two, {"title": "y"}),
        (three, {"heat": 4, "title": "z"}),
    ]
    database.call(articles.update_all, changes)
    database.call(articles.update_all, [])
    stored = database.call(articles.by_links, "abc")
    assert [(row["title"], row["heat"]) for row in stored] == [("x", 3), ("y", 0), ("z", 4)]


def test_what_was_announced_before_stays_as_it_was(database: Database) -> None:
    one, two = article(database, "a"), article(database, "b")
    change(database, one, announced_at=NOON)
    ids = [stored_id(two.id), stored_id(one.id), 999]
    assert {key: row.story_id for key, row in database.call(articles.to_announce, ids).items()} == {
        two.id: two.story_id
    }
    database.call(articles.mark_announced, ids, NOON + HOUR)
    assert [row["announced_at"] for row in database.call(articles.by_links, "ab")] == [NOON, NOON + HOUR]
