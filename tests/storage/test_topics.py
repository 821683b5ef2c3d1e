"""Topics: what the catalogue says, and the names that records bring."""

from storage import subscribers, topics
from storage.database import Database
from storage.models import Topic, Volume
from tests.conftest import NOON
from tests.storage.rows import article, subscriber, topic_tree


def listed(database: Database) -> list[str]:
    return [topic.slug for topic in database.call(topics.find_all) if topic.is_listed]


def test_topics_are_listed_by_name_in_any_case(database: Database) -> None:
    topic_tree(database, {"robots": "", "AI": "", "bees": ""})
    assert listed(database) == ["AI", "bees", "robots"]


def test_a_catalogue_brings_changes_and_takes_off_the_list(database: Database) -> None:
    before = topic_tree(database, {"ai": "", "vision": "ai", "robots": "ai"})
    changed = Topic(slug="ai", name="A.I.", description="d", shortname="s", hashtag="#ai")
    database.call(topics.sync_catalogue, [changed, Topic(slug="vision", name="v")], {})
    after = {topic.slug: topic for topic in database.call(topics.find_all)}
    assert {slug: topic.id for slug, topic in after.items()} == before
    assert after["ai"].model_dump(exclude={"id"}) == changed.model_dump(exclude={"id"})
    assert listed(database) == ["ai", "vision"]
    assert database.call(topics.parent_ids) == dict.fromkeys(before.values())


def test_a_topic_whose_slug_changes_keeps_its_followers_by_its_name(database: Database) -> None:
    before = topic_tree(database, {"news": "", "ai": ""})
    database.call(topics.sync_catalogue, [Topic(slug="news", name="🇩🇪 News"), Topic(slug="ai", name="AI")], {})
    renamed = [Topic(slug="news-1", name="🇩🇪 NEWS"), Topic(slug="news-2", name="🇫🇷 News"), Topic(slug="ai", name="AI")]
    database.call(topics.sync_catalogue, renamed, {"news-2": "news-1"})
    after = {topic.slug: topic for topic in database.call(topics.find_all)}
    assert (after["news-1"].id, after["ai"].id) == (before["news"], before["ai"])
    assert after["news-2"].parent_id == before["news"]
    assert sorted(listed(database)) == ["ai", "news-1", "news-2"]


def test_an_incomplete_catalogue_gives_no_topic_another_slug(database: Database) -> None:
    before = topic_tree(database, {"ai": ""})
    database.call(topics.sync_catalogue, [Topic(slug="ai-2", name="ai")], {}, is_complete=False)
    assert {topic.slug for topic in database.call(topics.find_all)} == {"ai", "ai-2"}
    assert database.call(topics.by_id, before.values())[before["ai"]].slug == "ai"


def test_an_incomplete_catalogue_takes_nothing_away(database: Database) -> None:
    ids = topic_tree(database, {"ai": "", "vision": "ai"})
    database.call(topics.sync_catalogue, [Topic(slug="ai", name="AI")], {}, is_complete=False)
    assert set(listed(database)) == {"ai", "vision"}
    assert database.call(topics.parent_ids)[ids["vision"]] == ids["ai"]


def test_a_parent_that_is_not_known_is_none(database: Database) -> None:
    ids = topic_tree(database, {"ai": "nowhere"})
    assert database.call(topics.parent_ids) == {ids["ai"]: None}


def test_names_that_records_bring_are_added_once(database: Database) -> None:
    ids = topic_tree(database, {"ai": ""})
    wanted = [Topic(slug="ai", name="Other"), Topic(slug="new", name="New"), Topic(slug="new", name="NEW")]
    database.call(topics.add_missing, wanted, are_listed=False)
    assert [topic.name for topic in database.call(topics.find_all)] == ["ai", "New"]
    assert listed(database) == ["ai"]
    database.call(topics.mark_all_listed)
    assert listed(database) == ["ai", "new"]
    assert ids["ai"]


def test_the_topics_of_articles_stand_as_their_records_name_them(database: Database) -> None:
    ids = topic_tree(database, {"ai": "", "bees": "", "cats": "", "dogs": ""})
    one = article(database, "1", *ids.values(), topic_names=["cats", "AI"])
    two = article(database, "2", ids["dogs"])
    three = article(database, "3")
    found = database.call(topics.by_article, [each.id or 0 for each in (one, two, three)])
    assert {key: [topic.slug for topic in each] for key, each in found.items()} == {
        one.id: ["cats", "ai", "bees", "dogs"],
        two.id: ["dogs"],
    }


def test_followers_are_counted_without_those_who_muted(database: Database) -> None:
    ids = topic_tree(database, {"ai": "", "bees": ""})
    subscriber(database, 1, ids["ai"])
    subscriber(database, 2, ids["ai"], muted=[ids["bees"]])
    assert database.call(topics.follower_counts) == {ids["ai"]: 2}
    assert database.call(subscribers.set_subscription, 1, ids["ai"], Volume.MUTED, NOON)
    assert database.call(topics.follower_counts) == {ids["ai"]: 1}
