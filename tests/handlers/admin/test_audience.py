"""The audience is chosen by buttons, and its exact size stands on every menu."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from storage import broadcasts, topics
from storage.audience import Audience, count_recipients
from storage.database import Database
from storage.models import ChatKind, Subscriber, Topic
from tests.conftest import NOON
from tests.handlers import sample_news
from tests.handlers.admin.broadcast_states import OWNER
from tests.handlers.people import Person, Town
from tests.storage.broadcast_rows import found, set_columns
from tests.storage.rows import put, subscriber

LONG_AGO = NOON - timedelta(days=40)


@pytest.fixture
async def owner(town: Town) -> Person:
    """An owner with a draft; three people (one from long ago), a group, a supergroup; and a channel, left out."""
    database = town.database
    robotics, ai = sample_news.topic_id(database, "robotics"), sample_news.topic_id(database, "ai")
    subscriber(database, 2_001, robotics)
    subscriber(database, 2_002, ai)
    subscriber(database, 2_003, at=LONG_AGO)
    for number, kind in enumerate((ChatKind.GROUP, ChatKind.SUPERGROUP, ChatKind.CHANNEL)):
        put(database, Subscriber(chat_id=-10 - number, kind=kind, created_at=NOON, seen_at=NOON))
    owner = town.person(OWNER)
    await owner.write("/broadcast Words")
    await owner.press("Audience")
    return owner


def size(person: Person) -> str:
    """The line that says how many they are."""
    [line] = [line for line in person.seen.splitlines() if " recipient" in line or line.startswith("Nobody")]
    return line.partition(" · ")[0]


def stored(database: Database) -> dict[str, object]:
    return found(database, 1).audience


async def test_at_first_it_is_everyone(owner: Person) -> None:
    assert "To everyone" in owner.seen
    assert size(owner) == "5 recipients"
    assert "Everyone" not in owner.buttons


@pytest.mark.parametrize(
    ("labels", "count", "words"),
    [
        (["Private"], "3 recipients", "Chats: Private"),
        (["Groups"], "2 recipients", "Chats: Groups"),
        (["Private", "Groups"], "5 recipients", "Chats: Private, Groups"),
        (["Private", "Private"], "5 recipients", "To everyone"),
        (["Active 30 d"], "4 recipients", "Active in the last 30 days"),
        (["Active 30 d", "Active 90 d"], "5 recipients", "Active in the last 90 days"),
        (["Active 30 d", "✓ Active 30 d"], "5 recipients", "To everyone"),
        (["Languages", "English"], "5 recipients", "Languages: English"),
        (["Languages", "English", "✓ English"], "5 recipients", "To everyone"),
        (["Topics", "Robotics"], "1 recipient", "Topics: Robotics"),
        (["Topics", "Computer Vision"], "1 recipient", "Topics: Computer Vision"),
        (["Topics", "Robotics", "Computer Vision"], "2 recipients", "Topics: Computer Vision, Robotics"),
        (["Topics", "Space"], "Nobody is in this audience at present.", "Topics: Space"),
        (["Topics", "Robotics", "✓ Robotics", "Back"], "5 recipients", "To everyone"),
        (["Private", "Active 7 d", "Everyone"], "5 recipients", "To everyone"),
    ],
)
async def test_what_a_button_leaves_of_it(owner: Person, labels: list[str], count: str, words: str) -> None:
    for label in labels:
        assert await owner.press(label) == ""
    assert size(owner) == count
    assert words in owner.seen.splitlines()


async def test_what_is_chosen_is_marked(owner: Person) -> None:
    for label in ("Groups", "Active 7 d", "Topics", "Robotics"):
        await owner.press(label)
    assert [label for label in owner.buttons if "✓" in label] == ["✓ Robotics"]
    await owner.press("Back")
    assert [label for label in owner.buttons if "✓" in label] == ["✓ Topics", "✓ Groups", "✓ Active 7 d"]


@pytest.mark.parametrize(
    ("label", "count", "words"),
    [("Joined after", "4 recipients", "After 2026-02-01"), ("Joined before", "1 recipient", "Before 2026-02-01")],
)
async def test_the_day_on_which_they_joined(owner: Person, label: str, count: str, words: str) -> None:
    await owner.press(label)
    assert "Write it such as 2026-01-31." in owner.seen
    assert "no day that I can read" in await owner.write("yesterday")
    assert "no day that I can read" in await owner.write("2026-02-30")
    await owner.write(" 2026-02-01 ")
    assert size(owner) == count
    assert f"{label} 1 Feb 2026" in owner.seen
    await owner.press(words)
    assert size(owner) == "5 recipients"
    assert stored(owner.town.database) == {}


async def test_back_from_the_day_asks_no_more(town: Town, owner: Person) -> None:
    await owner.press("Joined after")
    await owner.press("Back")
    await owner.press("Back")
    assert owner.seen.startswith("Broadcast 1 · draft")
    await owner.write("2026-02-01")
    assert stored(town.database) == {}


async def test_a_notice_reaches_who_paused_too(town: Town, owner: Person) -> None:
    await town.person(2_001).write("/stop")
    await owner.press("Back")
    assert size(owner) == "4 recipients"
    await owner.press("Kind: news")
    assert size(owner) == "5 recipients"


async def test_no_broadcast_goes_to_a_channel(town: Town, owner: Person) -> None:
    assert "Channels" not in owner.buttons
    for is_notice in (False, True):
        for audience in (Audience(), Audience(kinds=(ChatKind.CHANNEL,))):
            count = town.database.call(count_recipients, audience, is_notice, town.clock.now)
            assert count == (5 if audience.is_everyone else 0)


async def test_pages_of_topics(town: Town, owner: Person) -> None:
    def more(session: Session) -> None:
        topics.add_missing(session, [Topic(slug=f"z{n}", name=f"Zebra {n}") for n in range(9)], are_listed=True)

    town.database.call(more)
    await owner.press("Topics")
    assert owner.buttons[-3:] == ["1/2", "▶", "‹ Back"]
    await owner.press("▶")
    await owner.press("Zebra 8")
    assert "✓ Zebra 8" in owner.buttons
    assert owner.buttons[-3:] == ["◀", "2/2", "‹ Back"]


@pytest.mark.parametrize("data", ["cc:1:777:0", "ce:1:9", "cf:1:2", "cf:1:9", "ch:1:5", "ch:1:9000000000000000000"])
async def test_a_choice_that_there_is_not(town: Town, owner: Person, data: str) -> None:
    assert await owner.send_data(data) == "That is not there any more. /broadcasts shows what there is."
    assert stored(town.database) == {}


async def test_a_day_that_comes_too_late_changes_nothing(town: Town, owner: Person) -> None:
    await owner.press("Joined after")
    town.database.call(broadcasts.send_draft, 1, NOON, needs_second=False)
    await owner.write("2026-02-01")
    assert stored(town.database) == {}
    assert owner.screen[-2]["text"] == "Nothing was done: it is no draft any more"


async def test_many_topics_are_counted(town: Town, owner: Person) -> None:
    ids = [sample_news.topic_id(town.database, slug) for slug in sample_news.CATALOGUE]
    set_columns(town.database, 1, audience=Audience(topic_ids=(*ids, *range(500, 505))).as_json())
    await owner.press("Topics")
    assert (
        "Topics: Artificial Intelligence, Computer Vision, Machine Learning, Robotics, Space and 5 more" in owner.seen
    )
