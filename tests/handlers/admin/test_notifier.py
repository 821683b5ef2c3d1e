"""Notes reach the administrators whom they are owed to, at least once, and stop where nobody can be told."""

import logging
from datetime import timedelta
from typing import Any

import pytest

from bot.handlers.admin.notifier import LONGEST_PAUSE, MOST_ATTEMPTS, Notifier, pause_after, show_notification
from bot.handlers.context import AdminServices, Services, background_context
from storage import admins, broadcasts
from storage.models import BroadcastState, DigestIssue, DigestPlan, IssueState, Notification, NotificationKind
from tests.conftest import NOON
from tests.handlers.admin.running_broadcasts import REFUSED, SECOND, SENT, done, settle, under_way
from tests.handlers.people import OWNERS, TEXTS, Person, Town
from tests.storage.broadcast_rows import drafted, found, set_columns
from tests.storage.rows import put

FOREVER = timedelta(days=1)


@pytest.fixture
def owner(town: Town) -> Person:
    town.telegram.chats = {901: {"first_name": "Ada"}}
    return town.person(902)


@pytest.fixture
def teller(town: Town) -> Notifier:
    services = Services(town.database, TEXTS, town.clock)
    return Notifier(town.application.bot, services, AdminServices(owners=OWNERS))


def owe(
    town: Town, kind: NotificationKind, broadcast_id: int | None = None, person: int = 902, issue: int | None = None
) -> None:
    town.database.call(admins.add_notifications, [person], kind, NOON, broadcast_id=broadcast_id, issue_id=issue)


def owed(town: Town) -> list[Notification]:
    """What is still to be told, some day."""
    return town.database.call(admins.due_notifications, NOON + FOREVER, 100)


def issue_of(town: Town, state: IssueState, broadcast_id: int | None = None) -> int:
    plan = put(town.database, DigestPlan(author_id=901, cron="0 8 * * *", zone="UTC", created_at=NOON))
    issue = DigestIssue(
        plan_id=plan.id,
        local_date=NOON.date(),
        due_at=NOON,
        made_at=NOON,
        state=state,
        broadcast_id=broadcast_id,
    )
    return put(town.database, issue).id


async def test_the_report_comes_with_its_picture_and_every_recipient(
    town: Town, owner: Person, teller: Notifier
) -> None:
    owe(town, NotificationKind.REPORT, done(town.database))
    await teller.tick()
    assert [name for name, _ in town.telegram.asked] == ["sendPhoto", "sendDocument"]
    report = owner.screen[0]["text"]
    assert report.startswith("Broadcast 1 · report\nSent to 3 of 6 (50%)")
    assert "Blocked the bot: 2" in report
    assert "“Bad Request: wrong file identifier”: 1" in report
    assert owner.buttons_of(0) == [
        "Recipients (CSV)", "🌙 Dark", "Send again to the 1 not reached", "Copy as new",
        "Send to those who joined since",
    ]  # fmt: skip
    assert owed(town) == []


async def test_the_report_of_what_reached_nobody_has_no_picture(town: Town, owner: Person, teller: Notifier) -> None:
    number = under_way(town.database)
    settle(town.database, [REFUSED] * 6)
    set_columns(town.database, number, state=BroadcastState.DONE, ended_at=NOON + 10 * SECOND)
    owe(town, NotificationKind.REPORT, number)
    await teller.tick()
    assert [name for name, _ in town.telegram.asked] == ["sendMessage", "sendDocument"]
    assert owner.buttons_of(0) == [
        "Recipients (CSV)", "Send again to the 6 not reached", "Copy as new", "Send to those who joined since"
    ]  # fmt: skip


async def test_a_note_in_the_middle_of_which_something_fails_is_told_again(
    town: Town, owner: Person, teller: Notifier
) -> None:
    number = under_way(town.database)
    settle(town.database, [REFUSED] * 6)
    owe(town, NotificationKind.REPORT, number)
    town.telegram.refusals["sendDocument"] = 500, "Internal Server Error"
    await teller.tick()
    [note] = owed(town)
    assert (note.attempts, note.due_at) == (1, NOON + 5 * SECOND)
    town.telegram.refusals.clear()
    await teller.tick()
    assert len(owed(town)) == 1, "it is not due yet"
    town.clock.pass_(seconds=5)
    await teller.tick()
    assert owed(town) == []
    assert len(owner.screen) == 3


async def test_a_second_owner_sees_the_message_and_can_confirm_it(town: Town, owner: Person, teller: Notifier) -> None:
    number = drafted(town.database)
    assert town.database.call(broadcasts.send_draft, number, NOON, needs_second=True)
    owe(town, NotificationKind.CONFIRM, number)
    await teller.tick()
    preview, question = (message["text"] for message in owner.screen)
    assert preview == "The wire moves on Sunday"
    assert "Ada (901) wants to send the message above to 0 recipients" in question
    await owner.press("✓ Confirm")
    assert found(town.database, number).confirmed_by == 902
    assert owed(town) == []


@pytest.mark.parametrize("author_id", [-1, 0])
async def test_a_second_owner_is_told_where_no_person_wants_to_send(
    town: Town, owner: Person, teller: Notifier, author_id: int
) -> None:
    number = drafted(town.database, author_id=author_id)
    assert town.database.call(broadcasts.send_draft, number, NOON, needs_second=True)
    owe(town, NotificationKind.CONFIRM, number)
    await teller.tick()
    name = "The command line" if author_id else "The wire itself"
    assert f"{name} wants to send the message above" in owner.seen


async def test_an_author_is_told_whom_a_broadcast_that_has_grown_waits_for(town: Town, teller: Notifier) -> None:
    town.telegram.chats = {902: {"first_name": "Bo"}}
    author, number = town.person(901), drafted(town.database, author_id=901)
    assert town.database.call(broadcasts.send_draft, number, NOON, needs_second=False, starts_at=NOON + SECOND)
    assert town.database.call(broadcasts.require_confirmation, number)
    town.clock.pass_(minutes=1)
    owe(town, NotificationKind.CONFIRM, number, person=901)
    await teller.tick()
    assert "Broadcast 1 waits for a second owner" in author.seen
    assert "Asked: Bo (902)." in author.seen
    assert "is past: it goes out as soon as it is confirmed" in author.seen
    assert author.buttons == ["Open the broadcast"]
    assert len(author.screen) == 1


async def test_a_confirmation_says_that_it_is_void_once_it_is(town: Town, owner: Person, teller: Notifier) -> None:
    number = drafted(town.database)
    assert town.database.call(broadcasts.send_draft, number, NOON, needs_second=True)
    owe(town, NotificationKind.CONFIRM, number)
    await teller.tick()
    await teller.tick()
    assert "wants to send the message above" in owner.seen
    assert town.database.call(broadcasts.reject, number)
    await teller.tick()
    assert owner.seen.startswith("Broadcast 1: nothing can be confirmed here any more")
    assert owner.buttons == ["Open the broadcast"]
    edits = town.telegram.times("editMessageText")
    await teller.tick()
    assert town.telegram.times("editMessageText") == edits


async def test_of_two_confirmations_the_earlier_is_void(town: Town, owner: Person, teller: Notifier) -> None:
    number = drafted(town.database)
    for _ in range(2):
        town.database.call(broadcasts.reject, number)
        assert town.database.call(broadcasts.send_draft, number, NOON, needs_second=True)
        owe(town, NotificationKind.CONFIRM, number)
        await teller.tick()
    assert owner.screen[1]["text"].startswith("Broadcast 1: nothing can be confirmed here any more")
    assert "it may have changed since" in owner.screen[1]["text"]
    assert "wants to send the message above" in owner.seen
    await owner.press("✓ Confirm")
    await teller.tick()
    assert owner.seen.startswith("Broadcast 1 · getting ready"), "what became a panel stays one"


async def test_a_panel_that_confirms_is_void_when_another_owner_was_quicker(
    town: Town, owner: Person, teller: Notifier
) -> None:
    number = drafted(town.database, author_id=903)
    assert town.database.call(broadcasts.send_draft, number, NOON, needs_second=True)
    set_columns(town.database, number, progress_chat_id=903, progress_message_id=1)
    await owner.send_data(f"bh:{number}")
    assert "Confirm and send" in owner.buttons
    assert town.database.call(broadcasts.confirm, number, 901, NOON)
    await teller.tick()
    assert "It was confirmed" in owner.seen


@pytest.mark.parametrize(
    ("refusal", "is_tried_again"),
    [
        ((400, "Bad Request: message to edit not found"), False),
        ((403, "Forbidden: bot was blocked by the user"), False),
        ((429, "Too Many Requests: retry after 77"), True),
    ],
)
async def test_a_confirmation_that_cannot_be_edited(
    town: Town, owner: Person, teller: Notifier, refusal: tuple[int, str], is_tried_again: bool
) -> None:
    number = drafted(town.database)
    assert town.database.call(broadcasts.send_draft, number, NOON, needs_second=True)
    owe(town, NotificationKind.CONFIRM, number)
    await teller.tick()
    assert town.database.call(broadcasts.reject, number)
    town.telegram.refusals["editMessageText"] = refusal
    await teller.tick()
    assert bool(town.database.call(admins.void_confirmations, 9)) is is_tried_again


async def test_what_is_out_of_date_is_not_told(town: Town, owner: Person, teller: Notifier) -> None:
    number = under_way(town.database)
    owe(town, NotificationKind.CONFIRM, number)
    owe(town, NotificationKind.AUTO_PAUSED, number)
    owe(town, NotificationKind.APPROVE, issue=issue_of(town, IssueState.SENT))
    await teller.tick()
    assert owner.screen == []
    assert owed(town) == []


@pytest.mark.parametrize("about", [{"broadcast_id": 99}, {"issue_id": 99}])
async def test_what_was_erased_meanwhile_is_not_told(town: Town, owner: Person, about: dict[str, Any]) -> None:
    note = Notification(person_id=902, kind=NotificationKind.REPORT, created_at=NOON, due_at=NOON, **about)
    services = Services(town.database, TEXTS, town.clock)
    context = await background_context(town.application.bot, services, AdminServices(owners=OWNERS), 902)
    assert context
    await show_notification(context, note)
    assert owner.screen == []


async def test_a_brake_is_told_with_its_reasons(town: Town, owner: Person, teller: Notifier) -> None:
    number = under_way(town.database)
    settle(town.database, [SENT, SENT, REFUSED])
    assert town.database.call(broadcasts.auto_pause, number, NOON)
    owe(town, NotificationKind.AUTO_PAUSED, number)
    await teller.tick()
    assert "Broadcast 1 was paused by itself" in owner.seen
    assert "1 of 3 messages failed so far.\n“Bad Request: wrong file identifier”: 1" in owner.seen
    await owner.press("▶ Resume")
    assert found(town.database, number).state is BroadcastState.RUNNING


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (NotificationKind.EMPTY, "had no stories, so nothing was sent"),
        (NotificationKind.MISSED, "more than six hours late"),
    ],
)
async def test_an_issue_that_was_not_sent_is_told(
    town: Town, owner: Person, teller: Notifier, kind: NotificationKind, said: str
) -> None:
    owe(town, kind, issue=issue_of(town, IssueState(kind.value)))
    await teller.tick()
    assert said in owner.seen
    assert owner.buttons == ["Open the digest"]


async def test_an_issue_waits_with_its_preview_and_its_panel(town: Town, owner: Person, teller: Notifier) -> None:
    number = drafted(town.database)
    owe(town, NotificationKind.APPROVE, number, issue=issue_of(town, IssueState.WAITING, number))
    await teller.tick()
    assert owner.screen[0]["text"] == "The wire moves on Sunday"
    assert owner.buttons_of(1) == ["Do not send this one"]
    assert len(owner.screen) == 3
    assert owed(town) == []


async def test_everybody_is_told_in_their_own_chat(town: Town, teller: Notifier) -> None:
    town.database.call(admins.add_editor, 903, 901, NOON)
    number = under_way(town.database)
    settle(town.database, [REFUSED] * 6)
    for person in (901, 903):
        owe(town, NotificationKind.REPORT, number, person)
    await teller.tick()
    assert len(town.person(901).screen) == len(town.person(903).screen) == 2


async def test_who_is_no_administrator_any_more_is_told_nothing(town: Town, teller: Notifier) -> None:
    owe(town, NotificationKind.REPORT, done(town.database), person=903)
    await teller.tick()
    assert town.telegram.asked == []
    assert owed(town) == []


async def test_who_blocked_the_bot_is_not_told_again(town: Town, owner: Person, teller: Notifier) -> None:
    owe(town, NotificationKind.REPORT, under_way(town.database))
    town.telegram.refusals["sendMessage"] = 403, "Forbidden: bot was blocked by the user"
    await teller.tick()
    assert owed(town) == []


async def test_telegram_is_left_alone_as_long_as_it_wants(town: Town, owner: Person, teller: Notifier) -> None:
    owe(town, NotificationKind.REPORT, under_way(town.database))
    town.telegram.refusals["sendMessage"] = 429, "Too Many Requests: retry after 77"
    await teller.tick()
    [note] = owed(town)
    assert note.due_at == NOON + 77 * SECOND


async def test_what_telegram_refuses_is_given_up_in_the_end(
    town: Town, owner: Person, teller: Notifier, caplog: pytest.LogCaptureFixture
) -> None:
    owe(town, NotificationKind.REPORT, under_way(town.database))
    town.telegram.refusals["sendMessage"] = 400, "Bad Request: can't parse entities"
    for _ in range(MOST_ATTEMPTS):
        assert len(owed(town)) == 1
        await teller.tick()
        town.clock.pass_(minutes=5)
    assert owed(town) == []
    assert "notification 1 (report) is given up" in caplog.text


async def test_one_that_cannot_be_told_stops_no_other(
    town: Town, owner: Person, teller: Notifier, caplog: pytest.LogCaptureFixture
) -> None:
    broken = drafted(town.database, post={"kind": "riddle"})
    assert town.database.call(broadcasts.send_draft, broken, NOON, needs_second=True)
    owe(town, NotificationKind.CONFIRM, broken)
    owe(town, NotificationKind.EMPTY, issue=issue_of(town, IssueState.EMPTY))
    with caplog.at_level(logging.ERROR):
        await teller.tick()
    assert "notification 1 (confirm) cannot be told" in caplog.text
    assert "A digest was empty" in owner.seen
    [note] = owed(town)
    assert note.kind is NotificationKind.CONFIRM


async def test_without_a_connection_it_is_tried_for_as_long_as_it_takes(
    town: Town, owner: Person, teller: Notifier
) -> None:
    owe(town, NotificationKind.REPORT, under_way(town.database))
    town.telegram.refusals["sendMessage"] = 409, "Conflict: terminated by other getUpdates request"
    for _ in range(MOST_ATTEMPTS + 2):
        await teller.tick()
        town.clock.pass_(minutes=5)
    assert len(owed(town)) == 1


def test_pauses_double_up_to_five_minutes() -> None:
    assert [pause_after(attempts).total_seconds() for attempts in range(8)] == [5, 10, 20, 40, 80, 160, 300, 300]
    assert pause_after(10**6) == LONGEST_PAUSE
