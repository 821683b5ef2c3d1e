"""``topicwire topics export``: what it writes is read as the same catalogue."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cli.topics import topic_file, topic_files
from bot.news.record import one_line
from bot.news.sources.topic_files import load_catalogue
from bot.news.topics import parse_topic, slugify
from storage import topic_edits, topics
from storage.database import Database
from storage.models import Topic
from storage.topic_edits import AliasName
from tests.cli.conftest import Run
from tests.conftest import NOON
from tests.handlers import sample_news


def seen(database: Database) -> list[tuple[object, ...]]:
    """What matters of each topic on offer."""
    every = {each.id: each for each in database.call(topics.find_all)}
    return [
        (each.slug, each.name, each.description, each.hashtag, each.keywords, sorted(each.aliases),
         every[each.parent_id].slug if each.parent_id else "")
        for each in every.values()
        if each.is_listed
    ]  # fmt: skip


def change(database: Database) -> None:
    database.call(sample_news.stock)
    space = sample_news.topic(database, "space")
    database.call(
        topic_edits.change, space, {"description": 'Rockets: "and" more', "keywords": ["moon", "#7"]}, 1, NOON
    )
    added = database.call(topic_edits.add, Topic(slug="c", name="C# & C++", hashtag="#C"), 1, NOON)
    database.call(topic_edits.set_parent, added, sample_news.topic(database, "ai"), 1, NOON)
    database.call(topic_edits.add_alias, added, AliasName(slugify("C: the language"), "C: the language"), 1, NOON)


def test_what_is_exported_is_read_as_the_same_catalogue(topicwire: Run, home: Path) -> None:
    topicwire("migrate")
    database = Database(f"sqlite:///{home}/data/topicwire.db")
    change(database)
    before = seen(database)
    code, out, _ = topicwire("topics", "export", "out")
    assert (code, out) == (0, f"{len(before)} topics are in out\n")
    other = Database(f"sqlite:///{home}/other.db")
    topicwire("migrate", DATABASE_URL=f"sqlite:///{home}/other.db")
    catalogue = load_catalogue(home / "out")
    assert catalogue.problems == ()
    other.call(catalogue.store)
    assert [each for each in seen(other) if each[0] != "c"] == [each for each in before if each[0] != "c"]
    [language] = [each for each in seen(other) if each[0] == "c"]
    assert language == ("c", "C# & C++", "", "#C", [], ["C: the language"], "ai")


def test_a_folder_that_is_not_empty_is_left_alone(topicwire: Run, home: Path) -> None:
    topicwire("migrate")
    (home / "out").mkdir()
    (home / "out" / "mine.md").write_text("mine")
    code, _, err = topicwire("topics", "export", "out")
    assert code == 2
    assert "out is not empty: name another folder" in err
    assert [path.name for path in (home / "out").iterdir()] == ["mine.md"]


def test_files_keep_their_paths_and_never_leave_the_folder() -> None:
    known = [Topic(id=1, slug="a", name="A", file="below/a.yaml"), Topic(id=2, slug="b", name="B", file="../b.md")]
    files = topic_files(known)
    assert files.keys() == {"below/a.yaml", "b.md"}
    assert parse_topic(files["below/a.yaml"].encode(), "below/a.yaml").name == "A"


@pytest.mark.parametrize("name", ["a.md", "a.yaml"])
@settings(max_examples=settings().max_examples)
@given(text=st.text(st.characters(exclude_characters=",;，；、،"), min_size=1, max_size=40))
def test_any_words_come_back(name: str, text: str) -> None:
    words = " ".join(text.split())
    topic = Topic(id=1, slug="a", name="A", description=words, keywords=[f"x {words}"])
    read = parse_topic(topic_file(topic, {1: topic}, is_yaml=name.endswith("yaml")).encode(), name)
    assert (read.name, read.slug) == ("A", "a")
    assert read.description == one_line(words, 1_000)
    assert read.keywords == (one_line(f"x {words}", 100),)
