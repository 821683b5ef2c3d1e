"""What is stored about a person, and that it goes when they say so."""

import pytest
from sqlalchemy import Column, or_
from sqlmodel import Session

from storage import subscribers, topics
from storage.database import Database
from storage.models import Base, Topic
from tests.handlers import sample_news
from tests.handlers.people import Person, Town, town_with


@pytest.mark.parametrize("question", ["/delete", "/privacy"])
async def test_who_asks_what_is_stored_is_not_stored_for_it(town: Town, ada: Person, question: str) -> None:
    await ada.write(question)
    assert town.database.call(subscribers.find, ada.id) is None


async def test_erasing_leaves_no_row_and_touches_nobody_else(database: Database) -> None:
    database.call(sample_news.stock)
    async with town_with(database) as town:
        ada, bob = town.person(), town.person(502)
        for person in (ada, bob):
            await person.write("/subscribe space")
        sample_news.publish(database, 10, "space")
        hers, his = identity(database, ada), identity(database, bob)
        kept = database.call(holdings, *his)
        await ada.write("/delete")
        assert database.call(holdings, *hers).keys() == {"subscriber", "subscription", "delivery"}
        await ada.press("Yes, erase everything")
        assert "Everything about you is erased" in ada.seen
        assert ada.buttons == []
        assert database.call(holdings, *hers) == {}
        assert database.call(holdings, *his) == kept


async def test_erasing_twice_is_erasing_once(town: Town, ada: Person) -> None:
    await ada.write("/start")
    await ada.write("/delete")
    [question] = ada.screen[1:]
    for _ in range(2):
        await ada.send_data("y", question)
        assert "Everything about you is erased" in ada.seen
    assert town.database.call(subscribers.find, ada.id) is None


async def test_who_changes_their_mind_keeps_everything(town: Town, ada: Person) -> None:
    await ada.write("/subscribe space")
    await ada.write("/delete")
    kept = town.database.call(holdings, *identity(town.database, ada))
    await ada.press("No, keep it")
    assert "Nothing was erased" in ada.seen
    assert ada.buttons == []
    assert town.database.call(holdings, *identity(town.database, ada)) == kept


async def test_no_name_is_stored(town: Town, ada: Person) -> None:
    await ada.write("/subscribe space")
    stored = repr(town.database.call(holdings, *identity(town.database, ada)))
    assert str(ada.id) in stored
    assert "Ada" not in stored


def identity(database: Database, person: Person) -> tuple[int, int]:
    found = database.call(subscribers.find, person.id)
    assert found
    return person.id, found.id


def holdings(session: Session, chat_id: int, subscriber_id: int) -> dict[str, list[tuple[object, ...]]]:
    """All rows about a person, found by what columns mean, so that a table of later days is not forgotten."""
    found: dict[str, list[tuple[object, ...]]] = {}
    for table in Base.metadata.sorted_tables:
        theirs = [column == chat_id for column in table.c if column.name == "chat_id"]
        theirs += [column == subscriber_id for column in table.c if names_subscriber(column)]
        if theirs:
            rows = session.connection().execute(table.select().where(or_(*theirs))).all()
            found |= {table.name: [tuple(row) for row in rows]} if rows else {}
    return found


def names_subscriber(column: Column[object]) -> bool:
    return any(key.target_fullname == "subscriber.id" for key in column.foreign_keys)


LESS = {
    "pause": (
        "Pause all alerts?",
        ["stop", "STOP.", "please stop", "Stop it!!", "pause", "Pause all alerts", "stop 🛑"],
    ),
    "leave": (
        "Leave all your topics?",
        ["unsubscribe", "Unsubscribe me please", "unsubscribe from all", "unfollow all"],
    ),
    "erase": ("Erase everything about you?", ["delete my data", "Delete", "forget me"]),
}


@pytest.mark.parametrize(
    ("text", "question"), [(text, question) for question, texts in LESS.values() for text in texts]
)
async def test_a_plain_word_that_takes_something_away_asks_first(
    town: Town, ada: Person, text: str, question: str
) -> None:
    await ada.write("/subscribe space")
    before = town.database.call(holdings, *identity(town.database, ada))
    assert question in await ada.write(text)
    assert town.database.call(holdings, *identity(town.database, ada)) == before
    await ada.press("No")
    assert town.database.call(holdings, *identity(town.database, ada)) == before
    assert "Nothing was" in ada.seen


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Help!", "/unsubscribe –"),
        ("help me please", "/unsubscribe –"),
        ("settings", "What reaches you"),
        ("Topics?", "All topics"),
        ("my topics", "Your topics"),
        ("start", "Welcome back"),
        ("latest news", "There are no stories yet."),
        ("digest", "Shall I show you the latest stories now?"),
        ("privacy", "wire@news.example"),
        ("resume", "Alerts are on."),
        ("stop the presses", "I understand commands"),
        ("do not stop", "I understand commands"),
        ("I would stop if I were you, and then go on to other things, perhaps", "I understand commands"),
        ("please", "I understand commands"),
        ("!!!", "I understand commands"),
    ],
)
async def test_other_plain_words_do_what_they_say(ada: Person, text: str, answer: str) -> None:
    await ada.write("/subscribe space")
    assert answer in await ada.write(text)


async def test_plain_words_after_a_pause(ada: Person) -> None:
    await ada.write("/stop")
    assert "Alerts are paused" in await ada.write("stop")
    for word in ("resume", "start", "continue"):
        assert "Turn alerts on again?" in await ada.write(word)
    assert "Alerts are paused" in await ada.write("/settings")
    assert "while alerts are paused" in await ada.write("digest")


async def test_who_follows_nothing_has_nothing_to_leave(ada: Person) -> None:
    assert "You follow no topic, so no news is sent to you." in await ada.write("unsubscribe")


async def test_a_topic_that_is_called_like_a_word_is_shown_unless_somebody_wants_less(town: Town, ada: Person) -> None:
    def name(session: Session) -> None:
        topics.add_missing(session, [Topic(slug="news", name="News"), Topic(slug="stop", name="Stop")], are_listed=True)

    town.database.call(name)
    assert "You do not follow it." in await ada.write("news")
    assert "Pause all alerts?" in await ada.write("stop")


async def test_the_welcome_is_for_newcomers_alone(town: Town, ada: Person) -> None:
    assert (await ada.write("/start space")).startswith("News on the topics you choose")
    assert "✓ You follow Space." in ada.seen
    town.clock.pass_(minutes=1)
    assert (await ada.write("/start ai")).startswith("✓ You follow Artificial Intelligence.")
