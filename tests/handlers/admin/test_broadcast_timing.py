"""When a broadcast goes out, and after when it does not: by buttons and in writing."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.handlers.context import AdminServices
from storage import broadcasts
from storage.database import Database
from storage.models import AuditAct
from tests.conftest import NOON
from tests.handlers.admin.broadcast_states import HOUR, OWNER, S, acts, readers
from tests.handlers.people import OWNERS, Person, Town, town_with
from tests.storage.broadcast_rows import found


@pytest.fixture
async def owner(town: Town) -> Person:
    readers(town.database)
    owner = town.person(OWNER)
    await owner.write("/broadcast Words")
    return owner


async def test_it_is_scheduled_by_a_button(town: Town, owner: Person) -> None:
    await owner.press("Schedule")
    assert owner.seen.startswith("When is it to go out?")
    assert await owner.press("In 3 hours") == "Scheduled"
    scheduled = found(town.database, 1)
    assert (scheduled.state, scheduled.starts_at) == (S.SCHEDULED, NOON + 3 * HOUR)
    assert "Goes out 2 Mar 2026, 15:00 UTC." in owner.seen
    assert owner.buttons == ["Preview", "Copy as new", "Take back", "Cancel"]


async def test_it_is_scheduled_in_writing(sqlite: Database) -> None:
    readers(sqlite)
    async with town_with(sqlite, AdminServices(owners=OWNERS, zone=ZoneInfo("Europe/Berlin"))) as town:
        owner = town.person(OWNER)
        await owner.write("/broadcast Words")
        await owner.press("Schedule")
        assert "or 2026-03-03 08:00. That is read in Europe/Berlin" in owner.seen
        await owner.write("2026-03-29 12:00")
        assert found(sqlite, 1).starts_at == datetime(2026, 3, 29, 10, tzinfo=UTC)
        assert acts(sqlite) == [(OWNER, AuditAct.SCHEDULED)]
        assert owner.seen.startswith("Broadcast 1 · scheduled")
        await owner.write("2026-03-30 12:00")
        assert found(sqlite, 1).starts_at == datetime(2026, 3, 29, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("soon", "Write them such as 2026-03-03 08:00."),
        ("tomorrow", "I understood Tuesday, 3 March 2026.\nThe time of day is missing."),
        ("2026-03-02 11:59", "I understood Monday, 2 March 2026, 11:59, UTC.\nThat is over. It is 2 Mar 2026, 12:00"),
        (
            "4/3/2026 9:00",
            "That may be Wednesday, 4 March 2026, 09:00, or Friday, 3 April 2026, 09:00, UTC.\nWrite it",
        ),
        ("monday 3 march 9:00", "I understood Tuesday, 3 March 2026, 09:00, UTC.\nThat is not the day of the week"),
        ("2062-03-02 12:00", "more than a year ahead"),
        ("2026-03-29 02:30 Europe/Berlin", "it never comes"),
        ("2026-03-29 12:00 Atlantis", "I know no such time zone."),
    ],
)
async def test_a_time_that_cannot_be_taken_is_asked_for_again(
    town: Town, owner: Person, written: str, answer: str
) -> None:
    await owner.press("Schedule")
    assert answer in await owner.write(written)
    await owner.write("2026-03-29 12:00 new york")
    assert found(town.database, 1).starts_at == datetime(2026, 3, 29, 16, tzinfo=UTC)


async def test_it_is_scheduled_in_words(town: Town, owner: Person) -> None:
    await owner.press("Schedule")
    await owner.write("tomorrow 8am")
    assert found(town.database, 1).starts_at == datetime(2026, 3, 3, 8, tzinfo=UTC)


async def test_the_time_after_which_it_is_not_sent(town: Town, owner: Person) -> None:
    await owner.press("Until: any time")
    await owner.press("In 3 hours")
    assert found(town.database, 1).not_after == NOON + 3 * HOUR
    assert "Not sent after 2 Mar 2026, 15:00 UTC." in owner.seen
    await owner.press("Until: set")
    assert "That is over." in await owner.write("2026-03-02 11:00")
    await owner.write("2026-03-02 13:00")
    assert found(town.database, 1).not_after == NOON + HOUR
    await owner.press("Until: set")
    await owner.press("Until: any time")
    assert found(town.database, 1).not_after is None
    assert "Not sent after" not in owner.seen


async def test_it_cannot_begin_when_it_must_be_over(town: Town, owner: Person) -> None:
    await owner.press("Until: any time")
    await owner.press("In 1 hour")
    await owner.press("Schedule")
    assert "would be over" in await owner.press("In 1 hour")
    await owner.press("Schedule")
    await owner.write("2026-03-02 13:00")
    assert "would be over" in owner.screen[-2]["text"]
    await owner.write("2026-03-02 12:59")
    assert found(town.database, 1).state is S.SCHEDULED


async def test_it_is_not_sent_once_it_must_be_over(town: Town, owner: Person) -> None:
    await owner.press("Until: any time")
    await owner.press("In 1 hour")
    town.clock.now += HOUR
    await owner.send_data("ba:1", owner.screen[-1])
    assert "would be over" in await owner.send_now()
    assert found(town.database, 1).state is S.DRAFT


@pytest.mark.parametrize("data", ["bv:1:16:1", "bv:1:9000000000000000000:1", "by:1:2", "by:1:9000000000000000000"])
async def test_a_time_that_is_not_offered(town: Town, owner: Person, data: str) -> None:
    assert "not there any more" in await owner.send_data(data)
    assert (found(town.database, 1).state, found(town.database, 1).not_after) == (S.DRAFT, None)


async def test_a_scheduled_one_is_taken_back_and_changed(town: Town, owner: Person) -> None:
    await owner.press("Schedule")
    await owner.press("In 15 min")
    assert await owner.press("Take back") == "It is a draft again"
    await owner.press("Kind: news")
    assert await owner.send_now() == "It goes out now"
    assert found(town.database, 1).starts_at is None
    assert [act for _, act in acts(town.database)] == [AuditAct.SCHEDULED, AuditAct.CANCELLED, AuditAct.SENT]


async def test_times_for_what_is_no_draft_any_more(town: Town, owner: Person) -> None:
    await owner.press("Until: any time")
    town.database.call(broadcasts.send_draft, 1, NOON, needs_second=False)
    await owner.write("2026-03-02 13:00")
    assert found(town.database, 1).not_after is None
    assert owner.screen[-2]["text"] == "Nothing was done: it is no draft any more"


async def test_the_broadcast_is_gone_when_its_time_is_written(town: Town, owner: Person) -> None:
    await owner.press("Schedule")
    town.clock.now += timedelta(minutes=61)
    await owner.write("2026-03-29 12:00")
    assert found(town.database, 1).state is S.DRAFT, "an hour later nobody waits for it any more"
