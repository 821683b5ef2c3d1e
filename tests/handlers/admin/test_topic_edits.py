"""/topic: what editors write and press, and what follows for readers and records."""

import asyncio
from pathlib import Path

import pytest

from bot.views.admin.callback_data import ConfirmMergeTopics, MakeMissedTopic, OpenMissedSearch, SettleMissedSearch
from storage import admins, missed_searches, topics
from storage.database import Database
from storage.models import AuditAct, Topic
from tests.conftest import NOON
from tests.handlers import sample_news
from tests.handlers.admin.broadcast_states import EDITOR, OTHER_OWNER
from tests.handlers.people import Person, Town
from tests.support.pipeline import Pipeline, record


@pytest.fixture
def editor(town: Town) -> Person:
    town.database.call(admins.add_editor, EDITOR, OTHER_OWNER, NOON)
    return town.person(EDITOR)


def offered(database: Database) -> list[str]:
    return [each.name for each in database.call(topics.find_all) if each.is_listed]


def topic(town: Town, slug: str) -> Topic:
    return sample_news.topic(town.database, slug)


def acts(town: Town) -> list[tuple[AuditAct, str]]:
    entries, _ = town.database.call(admins.audit_entries, 0, 100)
    return [(entry.act, entry.about) for entry in reversed(entries)]


async def test_a_topic_is_added_and_offered_at_once(town: Town, editor: Person) -> None:
    said = await editor.write("/topic add Quantum Computing")
    assert said.startswith("Quantum Computing is a topic now, and offered to readers.\n\nQuantum Computing\n")
    assert "✓ You follow Quantum Computing." in await town.person().write("/subscribe quantum computing")
    assert acts(town) == [(AuditAct.TOPIC_CHANGED, "Quantum Computing: added")]
    await editor.press("Undo")
    assert editor.seen.startswith("Taken back: Quantum Computing is as it was before.")
    assert "Quantum Computing" not in offered(town.database)


@pytest.mark.parametrize(("written", "said"), [
    ("/topic add space", "“space” means the topic Space already. Choose another name, or merge the two."),
    ("/topic add CV", "“CV” means the topic Computer Vision already."),
    ("/topic add " + "x" * 101, "That is no name for a topic"),
    ("/topic add", "I could not read that. Write it so: /topic add X"),
    ("/topic alias X", "I could not read that. Write it so: /topic alias X = Y"),
    ("/topic alias Seeing = Nothing", "There is no topic “Nothing”. /topic lists those there are."),
    ("/topic alias Robotics = Space", "“Robotics” is a topic of its own. To make it part of another one"),
    ("/topic merge Space", "I could not read that. Write it so: /topic merge X into Y"),
    ("/topic merge Space into Nothing", "There is no topic “Nothing”."),
    ("/topic merge Nothing into Space", "There is no topic “Nothing”."),
    ("/topic merge Space into SPACE", "That is the same topic."),
    ("/topic rename Space to Robotics", "“Robotics” means the topic Robotics already."),
    ("/topic rename Nothing to Space", "There is no topic “Nothing”."),
    ("/topic gardening", "There is no topic “gardening”."),
])  # fmt: skip
async def test_what_cannot_be_done_is_said_in_a_sentence(town: Town, editor: Person, written: str, said: str) -> None:
    before = offered(town.database)
    assert said in await editor.write(written)
    assert (offered(town.database), acts(town)) == (before, [])


async def test_another_name_counts_for_readers_and_the_finder(town: Town, editor: Person) -> None:
    ada = town.person()
    assert "Did you mean" not in await ada.write("/subscribe astronautics")
    assert await editor.write("/topic alias Astronautics = Space") != ""
    assert "“Astronautics” means Space now." in editor.seen
    assert "Also called: Astronautics" in editor.seen
    assert "✓ You follow Space." in await ada.write("/subscribe ASTRONAUTICS")
    assert "1 topic has “astronaut” in it." in await ada.write("astronaut")
    assert "Space" in await ada.write("/latest astronautics")
    await editor.press("✕ Astronautics")
    assert "“Astronautics” does not mean Space any more." in editor.seen
    assert "no topic" in (await ada.write("/subscribe astronautics")).lower()


async def test_what_only_records_name_becomes_another_name(town: Town, editor: Person) -> None:
    article = sample_news.publish(town.database, 1, "gossip")
    await editor.write("/topic alias Gossip = Space")
    filed = town.database.call(topics.by_article, [article.id])
    assert [each.name for each in filed[article.id]] == ["Space"]


async def test_a_topic_is_renamed_and_still_known_by_its_old_name_and_link(town: Town, editor: Person) -> None:
    said = await editor.write("/topic rename Computer Vision to Image Recognition")
    assert said.startswith("It is called Image Recognition now; “Computer Vision” still means it.")
    ada = town.person()
    for written in ("/subscribe computer vision", "/start computer-vision", "/subscribe CV"):
        assert "Image Recognition" in await ada.write(written)
    assert ada.chosen.keys() == {topic(town, "computer-vision").id}
    await editor.press("Undo")
    assert topic(town, "computer-vision").name == "Computer Vision"


async def test_names_with_the_words_between_are_understood(town: Town, editor: Person) -> None:
    await editor.write("/topic add Text to Speech")
    await editor.write("/topic rename Text to Speech to Speech")
    assert "Speech" in offered(town.database)
    await editor.write("/topic add Insight into Minds")
    assert "Make Insight into Minds part of Space?" in await editor.write("/topic merge Insight into Minds into space")


async def test_a_merge_names_its_followers_and_moves_them(town: Town, editor: Person) -> None:
    for number, written in ((1, "/subscribe robotics"), (2, "/subscribe robotics, space"), (3, "/subscribe space")):
        await town.person(number).write(written)
    said = await editor.write("/topic merge Robotics into Space")
    assert "2 subscribers follow Robotics, and follow Space from then on, as much of it and when they did." in said
    assert "One of them follows both: what they chose about Space stays." in said
    assert acts(town) == []
    await editor.press("Yes, merge")
    assert "Robotics is part of Space now. Its 2 followers moved." in editor.seen
    assert all(town.person(number).chosen.keys() == {topic(town, "space").id} for number in (1, 2, 3))
    assert acts(town) == [(AuditAct.TOPICS_MERGED, "Robotics into Space, 2 followers")]
    assert "Space" in await town.person(4).write("/start robotics")


async def test_two_editors_merge_once_and_late_presses_say_so(town: Town, editor: Person) -> None:
    await town.person(1).write("/subscribe robotics")
    ids = [topic(town, slug).id for slug in ("robotics", "space", "machine-learning")]
    data = ConfirmMergeTopics(*ids[:2]).encode()
    await asyncio.gather(editor.send_data(data), town.person(OTHER_OWNER).send_data(data))
    await editor.send_data(ConfirmMergeTopics(ids[0], ids[2]).encode())
    assert editor.seen == "Robotics is part of Machine Learning already." or "part of" in editor.seen
    assert town.person(1).chosen.keys() == {ids[1]}
    assert [act for act, _ in acts(town)] == [AuditAct.TOPICS_MERGED]


async def test_a_topic_that_was_merged_away_can_be_had_again(town: Town, editor: Person) -> None:
    await editor.write("/topic merge Robotics into Space")
    await editor.press("Yes, merge")
    assert "Robotics is a topic now" in await editor.write("/topic add Robotics")
    assert "✓ You follow Robotics." in await town.person().write("/subscribe robotics")


ANSWERS = [
    ("Rename", "Outer Space", "It is called Outer Space now"),
    ("Describe", "All above the air.", "Space has another description."),
    ("Part of…", "artificial intelligence", "Space is part of Artificial Intelligence now."),
    ("Keywords", "rocket, moon landing; orbit", "Keywords: rocket, moon landing, orbit"),
    ("Another name", "Astronautics", "“Astronautics” means Space now."),
    ("Merge into…", "Robotics", "Make Space part of Robotics?"),
]


@pytest.mark.parametrize(("label", "answer", "said"), ANSWERS)
async def test_the_page_of_a_topic_asks_for_each_change(
    town: Town, editor: Person, label: str, answer: str, said: str
) -> None:
    assert (await editor.write("/topic space")).startswith("Space\nNo description.\nPart of no other topic\n")
    await editor.press(label)
    assert said in await editor.write(answer)
    assert not (await editor.write("hello")).startswith("There is no topic"), "nothing is asked any more"


async def test_an_answer_that_will_not_do_is_asked_for_again(town: Town, editor: Person) -> None:
    await editor.write("/topic ai")
    await editor.press("Part of…")
    assert "Computer Vision is part of Artificial Intelligence itself." in await editor.write("computer vision")
    assert editor.buttons == ["Never mind"]
    assert "part of Space now" in await editor.write("space")
    await editor.press("Part of…")
    assert "is part of no other topic now" in await editor.write("-")


async def test_what_nobody_found_becomes_another_name_a_topic_or_nothing(town: Town, editor: Person) -> None:
    for written in ("/subscribe robots arms", "/topics gardening", "/subscribe knitting", "/topics knitting"):
        await town.person().write(written)
    await town.person().write("my secret plan")
    await editor.write("/topic")
    await editor.press("Searched and not found (3)")
    assert editor.buttons[:3] == ["knitting (2)", "robots arms (1)", "gardening (1)"]
    await editor.press("robots arms")
    await editor.press("= Robotics")
    assert "“robots arms” means Robotics now." in editor.seen
    [knitting, gardening] = town.database.call(missed_searches.waiting, 0, 10)[0]
    await editor.send_data(MakeMissedTopic(knitting.id).encode())
    assert "knitting is a topic now" in editor.seen
    assert "off the list" in await editor.send_data(SettleMissedSearch(gardening.id).encode())
    assert await editor.send_data(SettleMissedSearch(gardening.id).encode()) == "That was dealt with already."
    assert await editor.send_data(OpenMissedSearch(gardening.id).encode()) == "That was dealt with already."
    assert "Nothing waits" in editor.seen


async def test_the_other_name_of_a_search_can_be_written(town: Town, editor: Person) -> None:
    await town.person().write("/topics gardening")
    await editor.write("/topic")
    await editor.press("Searched and not found (1)")
    await editor.press("gardening")
    await editor.press("Another name of…")
    assert "“gardening” means Space now." in await editor.write("space")


async def test_records_that_name_an_alias_are_filed_under_the_topic(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "topics"
    folder.mkdir()
    (folder / "space.md").write_text("---\nname: Space\naliases: [Cosmos]\n---\n")
    (folder / "robots.md").write_text("---\nname: Robots\n---\n")
    pipeline = Pipeline(database, tmp_path / "records", topics_folder=folder)
    await pipeline.scanned()
    known = {each.name: each for each in database.call(topics.find_all)}
    from bot.handlers.admin.topic_changes import merge_topics  # noqa: PLC0415 - what the chat does

    database.call(merge_topics, known["Robots"].id, known["Space"].id, EDITOR, NOON)
    (folder / "robots.md").write_text("---\nname: Robots\ndescription: again\n---\n")
    for number, name in enumerate(("Cosmos", "ROBOTS", "space")):
        pipeline.drop(f"{number}.md", record(f"Title {number}", f"https://a.example/{number}", (name,)))
    await pipeline.new_scan().run()
    every = database.call(topics.find_all)
    assert [each.name for each in every if each.is_listed] == ["Space"], "its file is still there, and read"
    filed = database.call(topics.by_article, range(1, 4))
    assert {each.name for found in filed.values() for each in found} == {"Space"}
    assert len(filed) == 3
