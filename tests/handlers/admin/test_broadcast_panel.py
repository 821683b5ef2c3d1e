"""The panel goes with a broadcast to its end, in one message; what was begun is stopped and resumed."""

import pytest

from storage import recipients
from storage.models import AuditAct, BroadcastState
from tests.conftest import NOON
from tests.handlers.admin.broadcast_states import EDITOR, OTHER_OWNER, OWNER, S, acts, in_state, newcomer, readers
from tests.handlers.people import Person, Town
from tests.storage.broadcast_rows import PLENTY, found, set_columns

HEADS = {
    S.DRAFT: "Broadcast 1 · draft",
    S.UNCONFIRMED: "Broadcast 1 · waits for a second owner",
    S.SCHEDULED: "Broadcast 1 · scheduled",
    S.FREEZING: "Broadcast 1 · getting ready",
    S.RUNNING: "Broadcast 1 · sending",
    S.PAUSED: "Broadcast 1 · paused",
    S.DONE: "Broadcast 1 · sent",
    S.CANCELLED: "Broadcast 1 · cancelled",
}


@pytest.fixture
def owner(town: Town) -> Person:
    readers(town.database)
    return town.person(OWNER)


def place(town: Town, broadcast_id: int = 1) -> tuple[int | None, int | None]:
    shown = found(town.database, broadcast_id)
    return shown.progress_chat_id, shown.progress_message_id


@pytest.mark.parametrize("state", BroadcastState)
async def test_every_state_has_its_panel(town: Town, owner: Person, state: BroadcastState) -> None:
    in_state(town.database, state)
    await owner.send_data("ba:1")
    assert owner.seen.partition("\n")[0] == HEADS[state]
    lives = state not in {S.DRAFT, S.DONE, S.CANCELLED}
    assert place(town) == ((OWNER, 1) if lives else (None, None))


async def test_the_panel_becomes_the_progress(town: Town, owner: Person) -> None:
    await owner.write("/broadcast Words")
    await owner.send_now()
    assert len(owner.screen) == 2
    assert owner.seen.startswith("Broadcast 1 · getting ready")
    assert place(town) == (OWNER, 2)


async def test_the_progress_moves_to_where_it_is_opened_again(town: Town, owner: Person) -> None:
    await owner.write("/broadcast Words")
    await owner.send_now()
    await owner.write("/broadcasts")
    await owner.press("1 · sending")
    heads = [shown["text"].partition("\n")[0] for shown in owner.screen]
    assert heads == ["Words", "Broadcasts", "Words", "Broadcast 1 · getting ready"], "there is one progress message"
    assert place(town) == (OWNER, max(town.telegram.screens[OWNER]))


async def test_an_old_progress_that_cannot_be_deleted_is_left(town: Town, owner: Person) -> None:
    await owner.write("/broadcast Words")
    await owner.send_now()
    town.telegram.refusals["deleteMessage"] = 400, "Bad Request: message can't be deleted for everyone"
    await owner.send_data("bh:1")
    assert place(town) == (OWNER, 4)


async def test_somebody_else_sees_how_it_stands_and_may_stop_it(town: Town, owner: Person) -> None:
    await owner.write("/broadcast Words")
    await owner.send_now()
    editor = town.person(EDITOR)
    await editor.send_data("ba:1")
    assert await editor.press("Pause") == "Paused"
    assert place(town) == (OWNER, 2)
    assert acts(town.database)[-1] == (EDITOR, AuditAct.PAUSED)


async def test_a_paused_one_is_frozen_to_the_end_after_it_is_resumed(town: Town, owner: Person) -> None:
    in_state(town.database, S.FREEZING)
    await owner.send_data("bp:1")
    assert await owner.press("Resume") == "It goes on"
    assert found(town.database, 1).state is S.FREEZING
    assert town.database.call(recipients.freeze, 1, PLENTY, NOON)


async def test_cancelling_what_has_begun_takes_a_question(town: Town, owner: Person) -> None:
    in_state(town.database, S.RUNNING)
    await owner.send_data("ba:1")
    await owner.press("Cancel")
    assert "3 recipients who have not had it yet will not get it." in owner.seen
    await owner.press("No, leave it")
    assert [shown["text"].partition("\n")[0] for shown in owner.screen] == [HEADS[S.RUNNING]]
    await owner.press("Cancel")
    assert await owner.press("Yes, cancel it") == "Cancelled: nothing more goes out"
    assert owner.seen.startswith(HEADS[S.CANCELLED])
    assert acts(town.database) == [(OWNER, AuditAct.CANCELLED)]


async def test_a_cancelled_one_is_followed_until_it_is_cleared(town: Town, owner: Person) -> None:
    in_state(town.database, S.CANCELLED)
    set_columns(town.database, 1, ended_at=None, frozen_at=NOON)
    await owner.send_data("ba:1")
    assert place(town) == (OWNER, 1)


async def test_a_draft_that_is_thrown_away(town: Town, owner: Person) -> None:
    await owner.write("/broadcast Words")
    assert await owner.press("Cancel") == "Cancelled: nobody was sent it"
    assert owner.seen == "Broadcast 1 · cancelled\n\nNobody was sent it."
    assert owner.buttons == ["Copy as new"]


async def test_nobody_to_send_it_to(town: Town) -> None:
    owner = town.person(OWNER)
    await owner.write("/broadcast Words")
    assert "Nobody is in this audience" in owner.seen
    assert not {"Send now", "Schedule…"} & set(owner.buttons)
    readers(town.database)
    await owner.send_data("ba:1", owner.screen[-1])
    [sent] = [key["callback_data"] for key in owner.keys(owner.screen[-1]) if "Send now" in key["text"]]
    for number in range(3):
        await town.person(2_000 + number).write("/stop")
    assert await owner.send_data(sent, owner.screen[-1]) == "Nothing was done: nobody is in this audience"
    assert found(town.database, 1).state is S.DRAFT


async def test_recipients_are_sent_as_a_file(town: Town, owner: Person) -> None:
    in_state(town.database, S.DONE)
    await owner.send_data("ba:1")
    assert await owner.press("CSV") == "The file is on its way"
    assert town.telegram.times("sendDocument") == 1
    assert acts(town.database) == [(OWNER, AuditAct.EXPORTED)]


async def test_it_is_sent_to_those_who_joined_since(town: Town, owner: Person) -> None:
    in_state(town.database, S.DONE)
    await owner.send_data("ba:1")
    assert await owner.press("joined since") == "Nothing was done: nobody has joined since"
    assert found(town.database, 1).state is S.DONE
    newcomer(town.database)
    assert await owner.press("joined since") == "It goes to those who joined since"
    assert found(town.database, 1).state is S.FREEZING
    assert place(town) == (OWNER, 1)


async def test_the_test_goes_to_nobody_else(town: Town, owner: Person) -> None:
    await owner.write("/broadcast Words")
    await owner.press("Test to me")
    assert [shown["text"].partition("\n")[0] for shown in owner.screen] == ["Words", HEADS[S.DRAFT], "Words"]
    assert {asked["chat_id"] for name, asked in town.telegram.asked if name == "sendMessage"} == {OWNER}
    assert await owner.press("Test to me", 1) == "Sent to you: it stands below", "there is a fresh button"


async def test_a_large_one_is_seen_by_its_other_owner_alone(town: Town, owner: Person) -> None:
    in_state(town.database, S.UNCONFIRMED, OTHER_OWNER)
    await town.person(EDITOR).send_data("ba:1")
    assert "Confirm and send" not in town.person(EDITOR).buttons
    await owner.send_data("ba:1")
    assert owner.buttons == ["Confirm and send", "Refuse", "Preview", "Copy as new", "Take back", "Cancel"]


async def test_a_test_that_telegram_refuses(town: Town, owner: Person) -> None:
    await owner.write("/broadcast")
    await owner.send(sticker={"file_id": "s", "file_unique_id": "u", "type": "regular", "width": 9, "height": 9,
                              "is_animated": False, "is_video": False})  # fmt: skip
    town.telegram.refusals["sendSticker"] = 400, "Bad Request: wrong file identifier"
    assert await owner.press("Test to me") == ""
    assert owner.seen.startswith("Telegram refuses this message")
