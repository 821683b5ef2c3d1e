"""Progress messages follow their broadcasts, and come to rest with them."""

import logging

import pytest

from bot.handlers.admin.broadcast_drafts import load_panel
from bot.handlers.admin.progress import UPDATE_INTERVAL, ProgressUpdater, forget_progress_message
from bot.handlers.context import AdminServices, Services
from storage import admins, broadcasts
from storage.models import BroadcastState
from tests.conftest import NOON
from tests.handlers.admin.running_broadcasts import BLOCKED, SECOND, SENT, settle, shown_in, under_way
from tests.handlers.people import OWNERS, TEXTS, Person, Town
from tests.storage.broadcast_rows import drafted, found, set_columns

EDIT = "editMessageText"


@pytest.fixture
async def owner(town: Town) -> Person:
    """An owner, with a message in their chat."""
    owner = town.person(901)
    await owner.write("/help")
    town.telegram.asked.clear()
    return owner


def board_of(town: Town, admin_services: AdminServices | None = None) -> ProgressUpdater:
    services = Services(town.database, TEXTS, town.clock)
    return ProgressUpdater(town.application.bot, services, admin_services or AdminServices(owners=OWNERS), load_panel)


@pytest.fixture
def board(town: Town) -> ProgressUpdater:
    return board_of(town)


async def test_a_message_is_edited_while_it_goes_on_and_only_when_something_changed(
    town: Town, owner: Person, board: ProgressUpdater
) -> None:
    shown_in(town.database, under_way(town.database, recipients=5))  # and the owner
    await board.tick()
    assert "Left: 6" in owner.seen
    assert owner.buttons == ["⏸ Pause", "✕ Cancel", "Copy as new"]
    await board.tick()
    assert town.telegram.times(EDIT) == 1
    settle(town.database, [SENT, SENT, BLOCKED])
    town.clock.pass_(seconds=4)
    await board.tick()
    assert "Sent: 2\nBlocked or gone: 1\nFailed: 0\nLeft: 3" in owner.seen
    assert "30 a minute · about 6 seconds to go" in owner.seen
    assert town.telegram.times(EDIT) == 2


async def test_no_message_is_edited_more_often_than_every_five_seconds() -> None:
    assert UPDATE_INTERVAL.total_seconds() >= 5


async def test_the_end_is_shown_once(town: Town, owner: Person, board: ProgressUpdater) -> None:
    number = under_way(town.database)
    settle(town.database, [SENT] * 6)
    shown_in(town.database, number)
    set_columns(town.database, number, state=BroadcastState.DONE, ended_at=NOON + 10 * SECOND)
    for _ in range(3):
        await board.tick()
    assert owner.seen.startswith("Broadcast 1 · sent")
    assert owner.buttons == [
        "Report",
        "Recipients (CSV)",
        "Copy as new",
        "Send to those who joined since",
    ]
    assert town.telegram.times(EDIT) == 1
    assert found(town.database, number).progress_message_id is None


async def test_a_cancelled_one_is_followed_until_it_is_cleared_away(
    town: Town, owner: Person, board: ProgressUpdater
) -> None:
    number = under_way(town.database)
    shown_in(town.database, number)
    set_columns(town.database, number, state=BroadcastState.CANCELLED)
    await board.tick()
    assert found(town.database, number).progress_message_id == 1
    set_columns(town.database, number, ended_at=NOON)
    await board.tick()
    assert "cancelled" in owner.seen
    assert found(town.database, number).progress_message_id is None


async def test_before_it_begins_the_panel_changes_with_the_state_and_not_otherwise(
    town: Town, owner: Person, board: ProgressUpdater
) -> None:
    """What was scheduled and has grown waits for somebody: the panel that its author looks at says so."""
    number = drafted(town.database, author_id=901)
    shown_in(town.database, number)
    set_columns(town.database, number, state=BroadcastState.SCHEDULED, starts_at=NOON)
    for _ in range(3):
        await board.tick()
    assert owner.seen.startswith("Broadcast 1 · scheduled")
    assert town.telegram.times(EDIT) == 1
    assert town.database.call(broadcasts.require_confirmation, number)
    for _ in range(3):
        await board.tick()
    assert owner.seen.startswith("Broadcast 1 · waits for a second owner")
    assert "is past: it goes out as soon as it is confirmed" in owner.seen
    assert town.telegram.times(EDIT) == 2
    assert town.database.call(broadcasts.reject, number)
    for _ in range(3):
        await board.tick()
    assert owner.seen.startswith("Broadcast 1 · draft")
    assert town.telegram.times(EDIT) == 3
    assert found(town.database, number).progress_message_id is None, "a draft changes by nobody but its author"


async def test_the_rate_is_that_of_the_last_minute_in_which_a_process_ran(town: Town, owner: Person) -> None:
    """A process that has run for ten seconds has had no minute to send in."""
    number = under_way(town.database, recipients=9)
    shown_in(town.database, number)
    town.clock.pass_(minutes=30)
    started_at = town.clock.now
    settle(town.database, [SENT] * 6, since=started_at)
    town.clock.pass_(seconds=10)
    restarted = board_of(town, AdminServices(owners=OWNERS, started_at=started_at))
    await restarted.tick()
    assert "36 a minute" in owner.seen
    town.clock.pass_(seconds=20)
    await restarted.tick()
    assert "12 a minute" in owner.seen


async def test_the_rest_after_the_first_batch_slows_no_rate(town: Town, owner: Person, board: ProgressUpdater) -> None:
    number = under_way(town.database, recipients=9)
    shown_in(town.database, number)
    rested = NOON + 30 * SECOND
    set_columns(town.database, number, rests_until=rested)
    settle(town.database, [SENT] * 6, since=rested)
    town.clock.pass_(seconds=36)
    await board.tick()
    assert "1 a second" in owner.seen


async def test_after_a_restart_it_goes_on(town: Town, owner: Person, board: ProgressUpdater) -> None:
    shown_in(town.database, under_way(town.database))
    await board.tick()
    town.telegram.refusals[EDIT] = 400, "Bad Request: message is not modified"
    again = board_of(town)
    await again.tick()
    await again.tick()
    assert town.telegram.times(EDIT) == 2


@pytest.mark.parametrize(
    ("code", "words"),
    [(400, "Bad Request: message to edit not found"), (403, "Forbidden: bot was blocked by the user")],
)
async def test_a_message_that_is_gone_is_followed_no_more(
    town: Town, owner: Person, board: ProgressUpdater, code: int, words: str
) -> None:
    number = under_way(town.database)
    shown_in(town.database, number)
    town.telegram.refusals[EDIT] = code, words
    await board.tick()
    assert found(town.database, number).progress_message_id is None


async def test_who_is_no_administrator_any_more_is_shown_nothing(
    town: Town, owner: Person, board: ProgressUpdater
) -> None:
    number = under_way(town.database)
    town.database.call(admins.add_editor, 903, 901, NOON)
    shown_in(town.database, number, person_id=903)
    await town.person(903).write("/help")
    await board.tick()
    assert town.telegram.times(EDIT) == 1
    town.database.call(admins.remove_editor, 903)
    settle(town.database, [SENT])
    await board.tick()
    assert town.telegram.times(EDIT) == 1
    assert found(town.database, number).progress_message_id is None


async def test_telegram_is_left_alone_as_long_as_it_wants(
    town: Town, owner: Person, board: ProgressUpdater, caplog: pytest.LogCaptureFixture
) -> None:
    shown_in(town.database, under_way(town.database))
    town.telegram.refusals[EDIT] = 429, "Too Many Requests: retry after 30"
    with caplog.at_level(logging.WARNING):
        await board.tick()
    assert "the progress of broadcast 1 was not shown" in caplog.text
    del town.telegram.refusals[EDIT]
    town.clock.pass_(seconds=29)
    await board.tick()
    assert town.telegram.times(EDIT) == 1
    town.clock.pass_(seconds=1)
    await board.tick()
    assert owner.seen.startswith("Broadcast 1 · ")
    assert town.telegram.times(EDIT) == 2


async def test_one_that_cannot_be_shown_stops_no_other(
    town: Town, owner: Person, caplog: pytest.LogCaptureFixture
) -> None:
    for recipients in (6, 0):
        shown_in(town.database, under_way(town.database, recipients))
    divisors = iter([0, 1])
    admin_services = AdminServices(owners=OWNERS, rate=lambda: 25.0 / next(divisors))
    await board_of(town, admin_services).tick()
    assert "the progress of broadcast 1 cannot be shown" in caplog.text
    assert owner.seen.startswith("Broadcast 2 · ")


async def test_an_outage_is_a_line_in_the_log(
    town: Town, owner: Person, board: ProgressUpdater, caplog: pytest.LogCaptureFixture
) -> None:
    number = under_way(town.database)
    shown_in(town.database, number)
    town.telegram.refusals[EDIT] = 500, "Internal Server Error"
    await board.tick()
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert found(town.database, number).progress_message_id == 1


async def test_what_went_on_meanwhile_is_not_forgotten(town: Town, owner: Person) -> None:
    number = under_way(town.database)
    before = shown_in(town.database, number)
    for columns in ({"state": BroadcastState.PAUSED}, {"state": before.state, "progress_message_id": 9}):
        set_columns(town.database, number, **columns)
        town.database.call(forget_progress_message, before)
        assert found(town.database, number).progress_message_id is not None
    assert town.database.call(broadcasts.with_progress_message)
