"""Above ten thousand recipients a second owner confirms, when there is one."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from bot.broadcasts import actions
from bot.broadcasts.actions import SendRequest, SendResult
from bot.broadcasts.rules import BroadcastRules
from bot.handlers.context import AdminServices
from storage import admins, broadcasts
from storage.database import Database
from storage.models import AuditAct, NotificationKind
from tests.conftest import NOON
from tests.handlers import sample_news
from tests.handlers.admin.broadcast_states import EDITOR, OTHER_OWNER, OWNER, S, acts, in_state, newcomer, readers
from tests.handlers.people import OWNERS, Person, Town, town_with
from tests.storage.broadcast_rows import found, set_columns

TWO_ARE_LARGE = replace(BroadcastRules(), large=2)


@pytest.fixture
async def town(sqlite: Database) -> AsyncIterator[Town]:
    """A bot with a catalogue, where a second owner confirms what more than two people are sent."""
    sqlite.call(sample_news.stock)
    async with town_with(sqlite, AdminServices(owners=OWNERS, rules=TWO_ARE_LARGE)) as town:
        yield town


@pytest.fixture
def owner(town: Town) -> Person:
    readers(town.database)
    return town.person(OWNER)


async def send(person: Person) -> str:
    await person.write("/broadcast Words")
    return await person.send_now()


def asked(database: Database) -> list[int]:
    return [
        note.person_id
        for note in database.call(admins.due_notifications, NOON, 9)
        if note.kind is NotificationKind.CONFIRM
    ]


async def test_the_others_are_asked_and_one_of_them_lets_it_go(town: Town, owner: Person) -> None:
    assert await send(owner) == "The other owners are asked to confirm it"
    assert "waits for a second owner" in owner.seen
    assert "Confirm and send" not in owner.buttons
    assert asked(town.database) == [OTHER_OWNER]
    other = town.person(OTHER_OWNER)
    await other.write("/broadcasts")
    await other.press("1 · to confirm")
    assert other.screen[-2]["text"] == "Words"
    assert await other.press("Confirm and send") == "Confirmed"
    sent = found(town.database, 1)
    assert (sent.state, sent.author_id, sent.confirmed_by) == (S.FREEZING, OWNER, OTHER_OWNER)
    assert acts(town.database) == [(OWNER, AuditAct.ASKED), (OTHER_OWNER, AuditAct.CONFIRMED)]
    assert (sent.progress_chat_id, sent.progress_message_id) == (OWNER, 2), "it goes on where its author sees it"


async def test_whoever_sends_it_is_not_the_second(town: Town, owner: Person) -> None:
    await send(owner)
    broadcast_id = in_state(town.database, S.UNCONFIRMED, OWNER)
    assert await owner.send_data(f"bf:{broadcast_id}:1") == "Another owner must confirm it, not you"
    assert found(town.database, broadcast_id).state is S.UNCONFIRMED


async def test_a_draft_is_its_sender_s(town: Town, owner: Person) -> None:
    broadcast_id = in_state(town.database, S.DRAFT, OTHER_OWNER)
    await owner.send_data(f"bh:{broadcast_id}")
    await owner.send_now()
    assert asked(town.database) == [OTHER_OWNER], "the one who wrote it may confirm what somebody else sends"
    assert found(town.database, broadcast_id).author_id == OWNER


async def test_an_editor_s_takes_any_owner(town: Town, owner: Person) -> None:
    await send(town.person(EDITOR))
    assert asked(town.database) == [OWNER, OTHER_OWNER]
    assert await town.person(EDITOR).send_data("bf:1:1") == "Only an owner can do that"
    assert await town.person(EDITOR).send_data("vb:1:1") == "Only an owner can do that"
    assert acts(town.database)[1:] == [(EDITOR, AuditAct.REFUSED)] * 2
    assert found(town.database, 1).state is S.UNCONFIRMED


async def test_the_only_owner_needs_no_second(sqlite: Database) -> None:
    readers(sqlite)
    async with town_with(sqlite, AdminServices(owners=frozenset({OWNER}), rules=TWO_ARE_LARGE)) as town:
        assert await send(town.person(OWNER)) == "It goes out now"


async def test_a_scheduled_one_waits_for_its_time_once_it_is_confirmed(town: Town, owner: Person) -> None:
    await owner.write("/broadcast Words")
    await owner.press("Schedule")
    assert await owner.press("In 1 hour") == "The other owners are asked to confirm it"
    assert "Goes out 2 Mar 2026, 13:00 UTC." in owner.seen
    other = town.person(OTHER_OWNER)
    await other.send_data("bh:1")
    await other.press("Confirm")
    assert found(town.database, 1).state is S.SCHEDULED


async def test_it_is_refused_and_its_author_told(town: Town, owner: Person) -> None:
    await send(owner)
    other = town.person(OTHER_OWNER)
    await other.send_data("bh:1")
    assert await other.press("Refuse") == "Refused: it is a draft again"
    assert owner.seen.startswith("Broadcast 1 was refused")
    await owner.press("Open it")
    assert owner.seen.startswith("Broadcast 1 · draft")
    assert acts(town.database)[1:] == [(OTHER_OWNER, AuditAct.REJECTED)]


@pytest.mark.parametrize("author_id", [-1, 0, OTHER_OWNER])
async def test_nobody_is_told_who_need_not_be(town: Town, owner: Person, author_id: int) -> None:
    broadcast_id = in_state(town.database, S.UNCONFIRMED, author_id)
    token = town.database.call(admins.create_token, OTHER_OWNER, broadcast_id, NOON)
    assert await town.person(OTHER_OWNER).send_data(f"vb:{broadcast_id}:{token}") == "Refused: it is a draft again"
    assert owner.screen == []


async def test_nobody_confirms_what_they_have_not_seen(town: Town, owner: Person) -> None:
    await send(owner)
    other = town.person(OTHER_OWNER)
    await other.send_data("bh:1")
    await owner.press("Take back")
    await owner.press("New message")
    await owner.write("Other words")
    await owner.send_now()
    assert (await other.press("Confirm and send")).startswith("Nothing was done: this button is good for one press")
    assert found(town.database, 1).state is S.UNCONFIRMED
    assert other.seen.startswith("Broadcast 1: nothing can be confirmed here any more")
    assert other.buttons == ["Open the broadcast"], "they have seen other words above it"
    await other.press("Open the broadcast")
    assert other.screen[-2]["text"] == "Other words"
    assert await other.press("Confirm and send") == "Confirmed"


@pytest.mark.parametrize("label", ["Confirm and send", "Refuse"])
async def test_an_old_confirmation_does_nothing(town: Town, owner: Person, label: str) -> None:
    await send(owner)
    other, third = town.person(OTHER_OWNER), town.person(EDITOR)
    await other.send_data("bh:1")
    await third.send_data("ba:1")
    await third.press("Take back")
    done = len(acts(town.database))
    assert await other.press(label) == "Nothing was done: see how it stands now"
    assert "It is a draft again" in other.seen
    assert found(town.database, 1).state is S.DRAFT
    assert len(acts(town.database)) == done


async def test_a_refusal_of_before_it_had_a_token_does_nothing(town: Town, owner: Person) -> None:
    await send(owner)
    other = town.person(OTHER_OWNER)
    assert (await other.send_data("bg:1")).startswith("Nothing was done")
    assert found(town.database, 1).state is S.UNCONFIRMED
    assert (await other.send_data("bg:77")).startswith("Nothing was done")


async def test_what_may_not_be_sent_any_more_is_not_confirmed(town: Town, owner: Person) -> None:
    await owner.write("/broadcast Words")
    await owner.press("Until: any time")
    await owner.press("In 1 hour")
    await owner.send_now()
    other = town.person(OTHER_OWNER)
    town.clock.now += timedelta(hours=1)
    await other.send_data("bh:1")
    assert "would be over" in await other.press("Confirm and send")
    assert found(town.database, 1).state is S.UNCONFIRMED


async def test_an_author_who_has_blocked_the_bot_is_not_told(town: Town, owner: Person) -> None:
    await send(owner)
    town.telegram.refusals["sendMessage"] = 403, "Forbidden: bot was blocked by the user"
    shown = {"message_id": 1, "date": 1, "chat": {"id": OTHER_OWNER, "type": "private"}, "text": "x"}
    token = town.database.call(admins.create_token, OTHER_OWNER, 1, NOON)
    assert await town.person(OTHER_OWNER).send_data(f"vb:1:{token}", shown) == "Refused: it is a draft again"
    assert found(town.database, 1).state is S.DRAFT


async def test_so_many_newcomers_take_a_broadcast_of_their_own(town: Town, owner: Person) -> None:
    broadcast_id = in_state(town.database, S.DONE)
    set_columns(town.database, broadcast_id, size=0)
    await owner.send_data(f"ba:{broadcast_id}")
    assert "Make it a new broadcast" in await owner.press("joined since")
    assert found(town.database, broadcast_id).state is S.DONE


Race = tuple[S, Callable[[Session, SendRequest], SendResult], Callable[[Session, int], object], SendResult]
RACES: dict[str, Race] = {
    "sent by two": (
        S.DRAFT,
        actions.send,
        lambda session, which: broadcasts.cancel(session, which, NOON),
        SendResult.LEFT_DRAFTS,
    ),
    "confirmed and taken back": (S.UNCONFIRMED, actions.confirm, broadcasts.reject, SendResult.IMPOSSIBLE),
    "extended by two": (
        S.DONE,
        actions.extend,
        lambda session, which: broadcasts.extend(session, which, NOON),
        SendResult.IMPOSSIBLE,
    ),
}


@pytest.mark.parametrize("race", RACES.values(), ids=RACES)
def test_of_two_who_are_at_it_at_once_one_comes_too_late(sqlite: Database, race: Race) -> None:
    readers(sqlite)
    state, step, first, answer = race
    broadcast_id = in_state(sqlite, state)
    newcomer(sqlite)

    def both(session: Session) -> SendResult:
        seen = broadcasts.find(session, broadcast_id)  # what the second sees of it, though the first has moved it
        first(session, broadcast_id)
        sent = step(session, SendRequest(broadcast_id, OWNER, 1, {OWNER}, NOON))
        assert seen
        return sent

    assert sqlite.call(both) is answer
    assert acts(sqlite) == []


@pytest.mark.parametrize(
    ("columns", "size", "answer"), [({}, 0, SendResult.NOBODY), ({"not_after": NOON}, 1, SendResult.TOO_LATE)]
)
def test_sending_to_newcomers_that_would_do_nothing(
    sqlite: Database, columns: dict[str, Any], size: int, answer: SendResult
) -> None:
    broadcast_id = in_state(sqlite, S.DONE)
    set_columns(sqlite, broadcast_id, **columns)
    assert (
        sqlite.call(actions.extend, SendRequest(broadcast_id, OWNER, size, {OWNER}, NOON, rules=TWO_ARE_LARGE))
        is answer
    )
    assert found(sqlite, broadcast_id).state is S.DONE
