"""Topics that the chat changed: before what files say, until these say the same; and each change can be taken back."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from storage import missed_searches, topic_edits, topics
from storage.database import Database
from storage.models import Topic
from storage.topic_edits import AliasName
from tests.conftest import NOON

DAY = timedelta(days=1)
pytestmark = pytest.mark.both_engines


def files(database: Database, *, aliases: dict[str, list[AliasName]] | None = None, **names: str) -> None:
    """Store a catalogue as a scan does: the slug of each topic, and what its file calls it."""

    def store(session: Session) -> None:
        catalogue = [Topic(slug=slug, name=name, description=f"On {name}", file=f"{slug}.md")
                     for slug, name in names.items()]  # fmt: skip
        topics.sync_catalogue(session, catalogue, {"cv": "ai"} if "cv" in names else {})
        topic_edits.sync_aliases(session, aliases or {})
        topic_edits.apply_all(session, names.keys())

    database.call(store)


def named(database: Database, slug: str) -> Topic:
    return next(each for each in database.call(topics.find_all) if each.slug == slug)


def offered(database: Database) -> dict[str, str]:
    return {each.slug: each.name for each in database.call(topics.find_all) if each.is_listed}


def rename(database: Database, slug: str, name: str) -> None:
    topic = named(database, slug)
    wanted = Topic(slug=name.lower(), name=name, hashtag=f"#{name}")
    database.call(topic_edits.rename, topic, wanted, [AliasName("old", topic.name)], 901, NOON)


def undo(database: Database, slug: str, version: int) -> Topic | None:
    return database.call(topic_edits.undo, named(database, slug).id, version, 901, NOON)


def test_a_name_of_the_chat_stays_whatever_scans_read_until_the_file_has_it(database: Database) -> None:
    files(database, ai="AI", cv="Vision")
    rename(database, "cv", "Images")
    for _ in range(2):
        files(database, ai="AI", cv="Vision")
        assert (named(database, "cv").name, named(database, "cv").hashtag) == ("Images", "#Images")
        assert named(database, "cv").description == "On Vision"
    files(database, ai="AI", cv="Seeing")
    assert named(database, "cv").name == "Images"
    files(database, ai="AI", cv="Images")
    files(database, ai="AI", cv="Sight")
    assert named(database, "cv").name == "Sight", "whoever writes the files leads again"


def test_a_topic_that_is_in_no_file_stays_offered(database: Database) -> None:
    files(database, ai="AI")
    topic = database.call(topic_edits.add, Topic(slug="space", name="Space"), 901, NOON)
    database.call(topic_edits.set_parent, topic, named(database, "ai"), 901, NOON)
    files(database, ai="AI", cv="Vision")
    assert offered(database) == {"ai": "AI", "cv": "Vision", "space": "Space"}
    assert named(database, "space").parent_id == named(database, "ai").id
    files(database, ai="AI", space="Space")
    files(database, ai="AI")
    assert offered(database) == {"ai": "AI"}, "it came with a file, and went with it"


def test_a_topic_that_only_records_name_is_offered_when_it_is_added(database: Database) -> None:
    database.call(topics.add_missing, [Topic(slug="gossip", name="Gossip")], are_listed=False)
    known = named(database, "gossip")
    assert database.call(topic_edits.add, Topic(slug="gossip", name="Gossip"), 901, NOON).id == known.id
    assert offered(database) == {"gossip": "Gossip"}
    assert undo(database, "gossip", 1) is not None
    assert offered(database) == {}


CHANGES: dict[str, tuple[Any, Any]] = {
    "a description": ({"description": "New"}, "description"),
    "keywords": ({"keywords": ["a", "b"]}, "keywords"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_is_taken_back_once_and_not_when_another_followed(database: Database, what: str) -> None:
    values, column = CHANGES[what]
    files(database, cv="Vision", ai="AI")
    before = getattr(named(database, "cv"), column)
    database.call(topic_edits.change, named(database, "cv"), values, 901, NOON)
    database.call(topic_edits.change, named(database, "cv"), {"shortname": "CV"}, 902, NOON)
    assert undo(database, "cv", 1) is None
    assert undo(database, "cv", 2) is not None
    assert undo(database, "cv", 2) is None
    assert undo(database, "cv", 3) is None, "one step back"
    assert (getattr(named(database, "cv"), column), named(database, "cv").shortname) == (values[column], "")
    assert before != values[column]


def test_taking_a_name_back_takes_its_alias_back(database: Database) -> None:
    files(database, cv="Vision", ai="AI")
    database.call(topic_edits.add_alias, named(database, "cv"), AliasName("sight", "Sight"), 901, NOON)
    rename(database, "cv", "Images")
    assert named(database, "cv").aliases == ["Vision", "Sight"]
    undo(database, "cv", 2)
    assert (named(database, "cv").name, named(database, "cv").aliases) == ("Vision", ["Sight"])
    files(database, cv="Vision", ai="AI")
    assert (named(database, "cv").name, named(database, "cv").aliases) == ("Vision", ["Sight"])


def test_a_ring_of_parents_is_refused(database: Database) -> None:
    files(database, ai="AI", cv="Vision")
    ai, vision = named(database, "ai"), named(database, "cv")
    assert not database.call(topic_edits.set_parent, ai, vision, 901, NOON)
    assert not database.call(topic_edits.set_parent, ai, ai, 901, NOON)
    assert named(database, "ai").parent_id is None
    assert database.call(topic_edits.find, ai.id) is None
    assert database.call(topic_edits.set_parent, vision, None, 901, NOON)
    files(database, ai="AI", cv="Vision")
    assert named(database, "cv").parent_id is None
    undo(database, "cv", 1)
    assert named(database, "cv").parent_id == ai.id


def test_aliases_of_files_follow_the_files_and_leave_those_of_the_chat(database: Database) -> None:
    files(database, ai="AI", cv="Vision")
    sight, eyes = AliasName("sight", "Sight"), AliasName("eyes", "Eyes")
    assert database.call(topic_edits.add_alias, named(database, "cv"), sight, 901, NOON)
    assert not database.call(topic_edits.add_alias, named(database, "ai"), sight, 901, NOON), "it means another topic"
    files(database, ai="AI", cv="Vision", aliases={"ai": [sight, eyes]})
    assert (named(database, "ai").aliases, named(database, "cv").aliases) == (["Eyes"], ["Sight"])
    assert not database.call(topic_edits.remove_alias, named(database, "ai"), "eyes", 901, NOON), "a file says so"
    files(database, ai="AI", cv="Vision", aliases={"cv": [sight, eyes]})
    assert (named(database, "ai").aliases, named(database, "cv").aliases) == ([], ["Eyes", "Sight"])
    files(database, ai="AI", cv="Vision")
    assert named(database, "cv").aliases == [], "those that the files had by then went with them"


def test_what_nobody_finds_is_counted_without_anybody(database: Database) -> None:
    for text in ("Quantum  Computing", "quantum computing", "QUANTUM COMPUTING", "gardening"):
        database.call(missed_searches.note, text, NOON)
    found, total = database.call(missed_searches.waiting, 0, 10)
    assert [(each.text, each.count) for each in found] == [("QUANTUM COMPUTING", 3), ("gardening", 1)]
    assert total == 2
    database.call(missed_searches.settle_words, "Gardening")
    database.call(missed_searches.note, "gardening", NOON)
    assert [each.text for each in database.call(missed_searches.waiting, 0, 10)[0]] == ["QUANTUM COMPUTING"]


@pytest.mark.parametrize("text", [
    "@ada_hill", "ada@post.example", "post.example", "https://post.example", "+49 170 5551234", "/start", "", "...",
    "12", "my name is Ada Hill and", "x" * 51,
])  # fmt: skip
def test_what_may_name_somebody_is_not_kept(database: Database, text: str) -> None:
    database.call(missed_searches.note, text, NOON)
    assert database.call(missed_searches.waiting, 0, 10) == ([], 0)


def test_old_searches_go_and_there_are_never_too_many(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missed_searches, "MOST_KEPT", 3)
    for number, word in enumerate(("old", "one", "two", "three", "four")):
        at = NOON - 100 * DAY if word == "old" else NOON + number * DAY
        database.call(missed_searches.note, word, at)
    found, _ = database.call(missed_searches.waiting, 0, 10)
    assert {each.text for each in found} == {"two", "three", "four"}
