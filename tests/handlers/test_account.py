"""What is stored about a person, and that it goes when they say so."""

import pytest
from sqlalchemy import Column, or_
from sqlmodel import Session

from storage import subscribers
from storage.database import Database
from storage.models import Base
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
