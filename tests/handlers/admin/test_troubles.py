"""Owners are told of what needs a person, once an hour a cause, also across restarts and while the database is down."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event

from bot.handlers.admin.notifier import Notifier, TroubleReporter
from bot.handlers.context import AdminServices, Services
from storage.database import Database, DatabaseUnusableError
from storage.models import Trouble
from tests.conftest import NOON
from tests.handlers.people import OWNERS, TEXTS, Person, Town


class Telling:
    """A round of what stores trouble, and one of what tells it."""

    def __init__(self, troubles: TroubleReporter, notifier: Notifier) -> None:
        self._troubles, self._notifier = troubles, notifier

    async def tick(self) -> None:
        await self._troubles.tick()
        await self._notifier.tick()


def started(town: Town) -> tuple[TroubleReporter, Telling]:
    """What notices trouble and what tells it, as a process has them that has just started."""
    services = Services(town.database, TEXTS, town.clock)
    troubles = TroubleReporter(town.application.bot, services, OWNERS)
    return troubles, Telling(troubles, Notifier(town.application.bot, services, AdminServices(owners=OWNERS)))


@pytest.fixture
def owner(town: Town) -> Person:
    return town.person(901)


def told(person: Person) -> list[str]:
    """First lines of what a person was told, oldest first."""
    return [message["text"].partition("\n")[0] for message in person.screen]


CAUSES = [
    (Trouble.SCAN, {"reason": "more than half of the files are gone."}, "Scans fail"),
    (Trouble.REJECTED, {"count": 3}, "3 records could not be read"),
    (Trouble.DATABASE, {"reason": "database or disk is full"}, "The database cannot be used"),
    (Trouble.DISK, {"free": 1_000_000}, "Hardly any room is left on the disk"),
    (Trouble.OUTAGE, {"since": NOON.isoformat()}, "Telegram is out of reach"),
    (Trouble.PLAN, {"plan": 7, "reason": "KeyError"}, "A planned digest cannot be made"),
    (Trouble.FEED, {"feed": 7, "name": "A", "reason": "it is gone"}, "A feed cannot be read any more"),
]


@pytest.mark.parametrize(("cause", "about", "said"), CAUSES)
async def test_each_owner_is_told_once_an_hour_also_after_a_restart(
    town: Town, owner: Person, cause: Trouble, about: dict[str, object], said: str
) -> None:
    troubles, notifier = started(town)
    await notifier.tick()
    troubles.report(cause, about)
    await notifier.tick()
    assert told(owner) == told(town.person(902)) == [said]
    assert told(town.person(903)) == []
    troubles.report(Trouble.SCAN if cause is Trouble.DATABASE else Trouble.DATABASE, {"reason": "another cause"})
    await notifier.tick()
    assert len(told(owner)) == 2
    if cause is not Trouble.REJECTED:
        town.clock.pass_(minutes=59)
        again, notifier = started(town)
        again.report(cause, about)
        again.outage_changed(True)
        await notifier.tick()
        assert told(owner).count(said) == 1
        town.clock.pass_(minutes=2)
        again.report(cause, about)
        await notifier.tick()
        assert told(owner).count(said) == 2


async def test_records_that_are_rejected_within_the_hour_are_counted_and_told_when_it_is_over(
    town: Town, owner: Person
) -> None:
    troubles, notifier = started(town)
    troubles.report(Trouble.REJECTED, {"count": 2})
    troubles.report(Trouble.REJECTED, {"count": 1})
    await notifier.tick()
    assert told(owner) == ["3 records could not be read"]
    for _ in range(2):
        town.clock.pass_(minutes=10)
        troubles.report(Trouble.REJECTED, {"count": 1})
        await notifier.tick()
    assert len(told(owner)) == 1
    town.clock.pass_(minutes=40)
    await notifier.tick()
    assert told(owner)[1:] == ["2 records could not be read"]
    await owner.press("Show them")
    assert owner.seen == await town.person(902).write("/rejected"), "the button opens the page that names them"


async def test_an_outage_and_its_end_are_told(town: Town, owner: Person) -> None:
    troubles, notifier = started(town)
    troubles.outage_changed(True)
    await notifier.tick()
    town.clock.pass_(minutes=14)
    troubles.outage_changed(False)
    await notifier.tick()
    assert told(owner) == ["Telegram is out of reach", "Telegram answers again"]
    assert "from 2 Mar 2026, 12:00 UTC on, for 14 minutes" in owner.seen
    troubles.outage_changed(True)
    troubles.outage_changed(False)
    await notifier.tick()
    assert len(told(owner)) == 2, "it falters again within the hour"


async def test_an_outage_that_could_not_be_told_is_told_with_its_end(town: Town, owner: Person) -> None:
    troubles, notifier = started(town)
    town.telegram.refusals["sendMessage"] = 502, "Bad Gateway"
    troubles.outage_changed(True)
    await notifier.tick()
    assert owner.screen == []
    town.telegram.refusals.clear()
    town.clock.pass_(minutes=3)
    _, notifier = started(town)  # whoever starts has reached Telegram
    await notifier.tick()
    town.clock.pass_(minutes=10)
    await notifier.tick()
    assert told(owner) == ["Telegram answers again"]
    assert "for 3 minutes" in owner.seen


async def test_trouble_of_the_database_is_told_without_it_and_stored_when_it_is_back(town: Town, owner: Person) -> None:
    troubles, notifier = started(town)
    town.database.on_trouble = troubles.database_failed
    with away(town.database):
        for _ in range(3):
            with pytest.raises(DatabaseUnusableError):
                await notifier.tick()
            town.clock.pass_(minutes=1)
    assert told(owner) == told(town.person(902)) == ["The database cannot be used"]
    assert "the disk is full. What is owed waits" in owner.seen
    await notifier.tick()
    again, notifier = started(town)
    again.database_failed("once more")
    await notifier.tick()
    assert len(told(owner)) == 1, "the next process knows that it was told"
    town.clock.pass_(minutes=61)
    again.database_failed("once more")
    await notifier.tick()
    assert len(told(owner)) == 2


@contextmanager
def away(database: Database) -> Iterator[None]:
    """Have a database that cannot write what owners are to be told."""

    def refuse(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if " note" in statement:
            raise DatabaseUnusableError("the disk is full")

    for engine in (database._reading, database._writing):
        event.listen(engine, "before_cursor_execute", refuse)
    yield
    for engine in (database._reading, database._writing):
        event.remove(engine, "before_cursor_execute", refuse)


async def test_a_disk_that_is_nearly_full_is_told(town: Town, owner: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Database, "free_space", lambda _: 12_000_000)
    _, notifier = started(town)
    await notifier.tick()
    await notifier.tick()
    assert owner.seen.startswith("Hardly any room is left on the disk\n\n12 MB are free")
    assert len(owner.screen) == 1


async def test_what_is_no_trouble_of_this_hour_is_forgotten(town: Town, owner: Person) -> None:
    troubles, notifier = started(town)
    troubles.report(Trouble.SCAN, {"reason": "gone"})
    await notifier.tick()
    troubles.report(Trouble.SCAN, {"reason": "gone"})
    await notifier.tick()
    town.clock.now += timedelta(hours=3)
    await notifier.tick()
    assert told(owner) == ["Scans fail"], "by then it may have been mended"
