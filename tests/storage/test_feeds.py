"""Feeds as rows: added, changed, ended, and the entries of each."""

from datetime import timedelta

import pytest

from storage import feeds
from storage.database import Database
from storage.feeds import SyncedFeeds, WantedFeed
from storage.models import Feed, FeedOrigin
from storage.models.base import stored_id
from tests.conftest import NOON

NEWS = WantedFeed("https://news.example/feed", "news-example", 300, "News", ("AI",), 7)
OTHER = WantedFeed("https://other.example/feed", "news-example", 600)
LATER = NOON + timedelta(days=1)


def add(database: Database, wanted: WantedFeed = NEWS, origin: FeedOrigin = FeedOrigin.CHAT) -> Feed:
    return database.call(feeds.add, wanted, origin, NOON)[0]


def sync(database: Database, *wanted: WantedFeed, is_complete: bool = True) -> SyncedFeeds:
    return database.call(feeds.sync_file, wanted, LATER, is_complete=is_complete)


@pytest.mark.both_engines
def test_a_feed_is_added_once(database: Database) -> None:
    feed, is_new = database.call(feeds.add, NEWS, FeedOrigin.CHAT, NOON, added_by=7)
    again, is_new_again = database.call(feeds.add, NEWS, FeedOrigin.IMPORTED, LATER)

    assert (is_new, is_new_again, again.id, again.origin) == (True, False, feed.id, FeedOrigin.CHAT)
    assert (feed.name, feed.topics, feed.quality, feed.interval_seconds, feed.added_by) == ("News", ["AI"], 7, 300.0, 7)
    assert (feed.due_at, feed.succeeded_at, feed.failures) == (NOON, None, 0)


def test_each_has_a_folder_of_its_own(database: Database) -> None:
    wanted = [NEWS, OTHER, WantedFeed("https://third.example/", "news-example-2", 300)]
    assert [add(database, each).folder for each in wanted] == ["news-example", "news-example-2", "news-example-2-2"]


def test_first_fetches_are_spread(database: Database) -> None:
    sync(database, NEWS, OTHER)
    due = database.call(feeds.due_times)
    assert [each.due_at - LATER for each in due] == [timedelta(), feeds.SPREAD]


def test_a_feed_is_found_by_where_it_moved(database: Database) -> None:
    feed = add(database)
    database.call(feeds.change, stored_id(feed.id), moved_to="https://new.example/feed")
    found = database.call(feeds.find_by_address, "https://new.example/feed")
    assert found is not None
    assert found.id == feed.id
    assert database.call(feeds.find_by_address, "") is None


def test_what_is_paused_or_ended_is_not_due(database: Database) -> None:
    one, two = add(database), add(database, OTHER)
    database.call(feeds.pause, stored_id(one.id), NOON)
    assert [each.id for each in database.call(feeds.due_times)] == [two.id]
    database.call(feeds.change, stored_id(two.id), ended_at=NOON)
    assert database.call(feeds.due_times) == []
    database.call(feeds.resume, stored_id(one.id), LATER)
    assert [(each.id, each.due_at) for each in database.call(feeds.due_times)] == [(one.id, LATER)]


@pytest.mark.both_engines
def test_the_file_says_which_there_are(database: Database) -> None:
    chat = add(database, WantedFeed("https://chat.example/", "chat", 300))
    assert sync(database, NEWS, OTHER) == (2, 0, 0)
    assert sync(database, NEWS, OTHER) == (0, 0, 0)
    assert sync(database, WantedFeed(NEWS.address, "x", 900, "Names")) == (0, 1, 1)
    found = {feed.address: feed for feed in database.call(feeds.find_all)}
    assert (found[NEWS.address].name, found[NEWS.address].interval_seconds) == ("Names", 900.0)
    assert found[NEWS.address].folder == "news-example"
    assert found[OTHER.address].ended_at == LATER
    assert found[chat.address].ended_at is None


def test_a_file_with_faults_ends_none(database: Database) -> None:
    sync(database, NEWS, OTHER)
    assert sync(database, NEWS, is_complete=False).ended == 0


def test_a_feed_that_comes_back_begins_with_its_archive(database: Database) -> None:
    sync(database, NEWS)
    feed_id = stored_id(database.call(feeds.find_all)[0].id)
    database.call(feeds.save_fetch, feed_id, {"succeeded_at": NOON, "etag": '"7"'})
    sync(database)
    assert sync(database, NEWS).changed == 1
    feed = database.call(feeds.find, feed_id)
    assert feed is not None
    assert (feed.ended_at, feed.succeeded_at, feed.etag) == (None, None, "")


def test_what_its_server_ended_stays_so_while_the_file_has_it(database: Database) -> None:
    sync(database, NEWS)
    feed_id = stored_id(database.call(feeds.find_all)[0].id)
    database.call(feeds.save_fetch, feed_id, {"ended_at": NOON, "last_error": "gone for good"})
    sync(database, NEWS)
    assert database.call(feeds.due_times) == []
    sync(database)
    sync(database, NEWS)
    assert [each.id for each in database.call(feeds.due_times)] == [feed_id]


def test_the_file_takes_over_what_others_added(database: Database) -> None:
    feed = add(database)
    assert sync(database, NEWS).changed == 1
    assert sync(database).ended == 1
    assert database.call(feeds.find, stored_id(feed.id)).ended_at == LATER  # type: ignore[union-attr] # it is there


def entry(key: str, title: str = "Fog") -> dict[str, object]:
    link = f"https://news.example/{key}"
    return {"key": key, "link": link, "path": f"a/{key}.md", "written": {"title": title}, "first_seen_at": NOON}


@pytest.mark.both_engines
def test_entries_are_kept_and_brought_up_to_date(database: Database) -> None:
    feed_id = stored_id(add(database).id)
    database.call(feeds.save_entries, feed_id, [entry("a"), entry("b")], NOON)
    database.call(feeds.save_entries, feed_id, [entry("b", "Bees"), entry("c")], LATER)

    assert database.call(feeds.known_links, feed_id)[0] == ("a", "https://news.example/a")
    assert {each.key for each in database.call(feeds.latest_entries, feed_id)} == {"b", "c"}
    found = database.call(feeds.entries_by_key, feed_id, ["a", "b", "x"])
    assert {key: each.written["title"] for key, each in found.items()} == {"a": "Fog", "b": "Bees"}
    assert (found["b"].first_seen_at, found["b"].seen_at) == (NOON, LATER)
    assert database.call(feeds.entry_counts) == {feed_id: 3}


def test_entries_that_are_long_gone_are_forgotten(database: Database) -> None:
    feed_id = stored_id(add(database).id)
    database.call(feeds.save_entries, feed_id, [entry("a"), entry("b")], NOON)
    late = NOON + feeds.FORGOTTEN_AFTER + timedelta(seconds=1)
    database.call(feeds.save_entries, feed_id, [entry("b")], late)
    assert database.call(feeds.entry_counts) == {feed_id: 1}


@pytest.mark.both_engines
def test_what_is_removed_is_gone_with_its_entries(database: Database) -> None:
    feed_id = stored_id(add(database).id)
    database.call(feeds.save_entries, feed_id, [entry("a")], NOON)
    assert database.call(feeds.remove, feed_id)
    assert not database.call(feeds.remove, feed_id)
    database.call(feeds.save_entries, feed_id, [entry("a")], NOON)
    assert database.call(feeds.entry_counts) == {}
