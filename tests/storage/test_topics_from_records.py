"""Topics that records name are kept as they are to be offered or not."""

import pytest

from storage import topics
from storage.database import Database
from storage.models import Topic


@pytest.mark.parametrize("are_listed", [True, False])
def test_whether_a_named_topic_is_offered(database: Database, are_listed: bool) -> None:
    named = Topic(slug="tides", name="Tides", hashtag="#Tides")
    database.call(topics.add_missing, [named, named], are_listed=are_listed)
    [kept] = database.call(topics.find_all)
    assert (kept.slug, kept.name, kept.hashtag, kept.is_listed) == ("tides", "Tides", "#Tides", are_listed)
    database.call(topics.add_missing, [named], are_listed=not are_listed)
    assert [topic.is_listed for topic in database.call(topics.find_all)] == [are_listed], "what is known stays as it is"
