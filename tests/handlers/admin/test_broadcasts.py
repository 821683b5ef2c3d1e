"""Every button of broadcasts: by an owner and an editor, in every state, twice, late and after a restart."""

from datetime import timedelta
from typing import Any

import pytest

from bot.handlers.features import ROUTES
from bot.views.admin.callback_data import (
    AskSendBroadcast,
    CancelBroadcast,
    ConfirmCancelBroadcast,
    ConfirmLargeBroadcast,
    ExtendBroadcast,
    OldRejectLargeBroadcast,
    PauseBroadcast,
    RejectLargeBroadcast,
    ResumeBroadcast,
    ReturnToDraft,
    SendBroadcast,
    SendTest,
    SetStartTime,
)
from bot.views.callback_data import CallbackData
from storage import admins, broadcasts
from storage.database import Database
from storage.models import AuditAct, Broadcast, BroadcastState
from tests.handlers.admin.broadcast_states import EDITOR, OWNER, STRANGER, S, acts, in_state, newcomer, readers
from tests.handlers.people import Town, town_with
from tests.storage.broadcast_rows import found

BEGUN = {S.FREEZING, S.RUNNING, S.PAUSED}
WAITING = {S.UNCONFIRMED, S.SCHEDULED}
LEADS: dict[type[Any], dict[BroadcastState, BroadcastState]] = {
    SendBroadcast: {S.DRAFT: S.FREEZING},
    SetStartTime: {S.DRAFT: S.SCHEDULED},
    ExtendBroadcast: {S.DONE: S.FREEZING, S.RUNNING: S.FREEZING},
    ConfirmLargeBroadcast: {S.UNCONFIRMED: S.FREEZING},
    RejectLargeBroadcast: {S.UNCONFIRMED: S.DRAFT},
    ReturnToDraft: dict.fromkeys(WAITING, S.DRAFT),
    CancelBroadcast: dict.fromkeys(WAITING | {S.DRAFT}, S.CANCELLED),
    ConfirmCancelBroadcast: dict.fromkeys(WAITING | BEGUN | {S.DRAFT}, S.CANCELLED),
    PauseBroadcast: dict.fromkeys({S.FREEZING, S.RUNNING}, S.PAUSED),
    ResumeBroadcast: {S.PAUSED: S.RUNNING},
}
"""Where each button leads; all others leave every state as it is."""

ACTS = {
    SendBroadcast: AuditAct.SENT,
    SetStartTime: AuditAct.SCHEDULED,
    ExtendBroadcast: AuditAct.EXTENDED,
    ConfirmLargeBroadcast: AuditAct.CONFIRMED,
    RejectLargeBroadcast: AuditAct.REJECTED,
    ReturnToDraft: AuditAct.CANCELLED,
    CancelBroadcast: AuditAct.CANCELLED,
    ConfirmCancelBroadcast: AuditAct.CANCELLED,
    PauseBroadcast: AuditAct.PAUSED,
    ResumeBroadcast: AuditAct.RESUMED,
}
FOR_OWNERS = {ConfirmLargeBroadcast, RejectLargeBroadcast, OldRejectLargeBroadcast}
WITH_TOKEN = {
    AskSendBroadcast,
    SendBroadcast,
    SetStartTime,
    SendTest,
    ExtendBroadcast,
    ConfirmLargeBroadcast,
    RejectLargeBroadcast,
}
BUTTONS = [
    kind
    for code, kind in CallbackData.kinds.items()
    if len(code) == 2 and code[0] in "bcv" and kind.__module__ == "bot.views.admin.callback_data"
]
TEN_MINUTES = timedelta(minutes=10)


def data(town: Town, kind: type[Any], person_id: int, broadcast_id: int) -> str:
    """What a button sends that was just shown to a person."""
    token = town.database.call(admins.create_token, person_id, broadcast_id, town.clock.now)
    values = {"broadcast_id": broadcast_id, "token": token, "minutes": 60, "hours": 3, "page": 0, "topic_id": 1}
    values |= {"place": 0, "is_after": 1, "days": 30}
    made: CallbackData = kind(**{name: values[name] for name in kind.field_names})
    return made.encode()


def content(broadcast: Broadcast) -> tuple[object, ...]:
    return broadcast.post, broadcast.audience, broadcast.is_notice, broadcast.trial, broadcast.never_twice


@pytest.fixture
def full(town: Town) -> Town:
    """A town with readers and an editor."""
    readers(town.database)
    return town


def test_every_button_is_answered() -> None:
    assert set(BUTTONS) <= ROUTES.buttons.keys()
    assert {kind for kind in BUTTONS if "token" in kind.field_names} == WITH_TOKEN


@pytest.mark.parametrize("person_id", [OWNER, EDITOR])
@pytest.mark.parametrize("kind", BUTTONS, ids=lambda kind: str(kind.__name__))
async def test_a_button_in_every_state_and_pressed_twice(full: Town, kind: type[Any], person_id: int) -> None:
    person, is_allowed = full.person(person_id), person_id == OWNER or kind not in FOR_OWNERS
    for state in BroadcastState:
        broadcast_id = in_state(full.database, state)
        before, done, sent = (
            found(full.database, broadcast_id),
            len(acts(full.database)),
            data(full, kind, person_id, broadcast_id),
        )
        leads = LEADS.get(kind, {}).get(state) if is_allowed else None
        newcomer(full.database, 7_001 + broadcast_id)
        for press in (1, 2):
            await person.send_data(sent)
            assert full.telegram.times("answerCallbackQuery") == press
            after = found(full.database, broadcast_id)
            assert after.state is (leads or state), state
            assert state is S.DRAFT or content(after) == content(before)
        full.telegram.asked.clear()
        if kind in LEADS and is_allowed:
            assert acts(full.database)[done:] == ([(person_id, ACTS[kind])] if leads else [])
    assert not [shown for shown in person.screen if "something went wrong" in shown["text"]]


@pytest.mark.parametrize("kind", sorted(WITH_TOKEN, key=str), ids=lambda kind: str(kind.__name__))
@pytest.mark.parametrize("amiss", ["late", "somebody else's", "of another broadcast", "guessed"])
async def test_a_button_that_sends_is_good_for_one_person_and_ten_minutes(
    full: Town, kind: type[Any], amiss: str
) -> None:
    [(state, _)] = list(LEADS[kind].items())[:1] if kind in LEADS else [(S.DRAFT, S.DRAFT)]
    broadcast_id, owner = in_state(full.database, state), full.person(OWNER)
    other_id = in_state(full.database, state)
    sent = data(full, kind, EDITOR if amiss == "somebody else's" else OWNER, broadcast_id)
    if amiss == "of another broadcast":
        sent = sent.replace(f":{broadcast_id}:", f":{other_id}:")
    elif amiss == "guessed":
        sent = sent[:-1] + str((int(sent[-1]) + 1) % 10)
    full.clock.now += TEN_MINUTES if amiss == "late" else timedelta()
    toast = await owner.send_data(sent)
    assert toast.startswith("Nothing was done: this button is good for one press")
    assert {found(full.database, each).state for each in (broadcast_id, other_id)} == {state}
    assert acts(full.database) == []


async def test_sending_takes_a_question_that_names_how_many(full: Town) -> None:
    owner = full.person(OWNER)
    await owner.write("/broadcast Hello")
    assert await owner.press("Send now") == ""
    assert owner.seen.startswith("Send broadcast 1 to 3 recipients now?")
    assert owner.buttons == ["Yes, send to 3", "No, not yet"]
    assert found(full.database, 1).state is S.DRAFT
    await owner.press("No, not yet")
    assert owner.seen.startswith("Broadcast 1 · draft")
    await owner.press("Send now")
    newcomer(full.database)
    assert await owner.press("Yes, send to 3") == "It goes out now"


async def test_the_question_is_of_what_is_there_to_be_sent(full: Town) -> None:
    """What was changed since the panel was shown is looked at before anything is asked."""
    owner = full.person(OWNER)
    await owner.write("/broadcast Hello")
    panel = owner.screen[-1]
    [ask] = [key["callback_data"] for key in owner.keys(panel) if "Send now" in key["text"]]
    full.database.call(broadcasts.cancel, 1, full.clock.now)
    assert "no draft any more" in await owner.send_data(ask, panel)
    for number in range(3):
        await full.person(2_000 + number).write("/stop")
    other = in_state(full.database, S.DRAFT)
    assert (
        await owner.send_data(data(full, AskSendBroadcast, OWNER, other))
        == "Nothing was done: nobody is in this audience"
    )


async def test_a_stale_button_gives_way_to_a_fresh_one(full: Town) -> None:
    owner = full.person(OWNER)
    await owner.write("/broadcast Hello")
    full.clock.now += TEN_MINUTES
    await owner.send_now()
    assert await owner.send_now() == "It goes out now"
    assert found(full.database, 1).state is S.FREEZING


@pytest.mark.parametrize("label", ["Yes, send", "Test to me"])
async def test_after_a_restart_a_button_sends_once(full: Town, label: str) -> None:
    owner = full.person(OWNER)
    await owner.write("/broadcast Hello")
    if label == "Yes, send":
        await owner.press("Send now")
    [sent] = [key["callback_data"] for key in owner.keys(owner.screen[-1]) if label in key["text"]]
    toasts = []
    for _ in range(3):
        async with town_with(full.database) as anew:
            toasts.append(await anew.person(OWNER).send_data(sent))
    assert toasts[0] in {"It goes out now", "Sent to you: it stands below"}
    assert [toast[:16] for toast in toasts[1:]] == ["Nothing was done"] * 2
    assert len(acts(full.database)) == 1


@pytest.mark.parametrize("kind", BUTTONS, ids=lambda kind: str(kind.__name__))
async def test_a_stranger_has_no_buttons(full: Town, kind: type[Any]) -> None:
    broadcast_id = in_state(full.database, S.DRAFT)
    before = found(full.database, broadcast_id)
    toast = await full.person(STRANGER).send_data(data(full, kind, STRANGER, broadcast_id))
    assert toast.startswith("This button is out of date")
    assert found(full.database, broadcast_id) == before
    assert acts(full.database) == [(STRANGER, AuditAct.REFUSED)]
    assert full.person(STRANGER).screen == []


@pytest.mark.parametrize(
    "kind", [kind for kind in BUTTONS if "broadcast_id" in kind.field_names], ids=lambda kind: str(kind.__name__)
)
async def test_a_broadcast_that_there_is_not(full: Town, kind: type[Any]) -> None:
    owner, number = full.person(OWNER), in_state(full.database, S.DRAFT)
    sent = data(full, kind, OWNER, number).replace(f":{number}", ":777", 1)
    assert await owner.send_data(sent)
    assert not [shown for shown in owner.screen if "went wrong" in shown["text"]]


async def test_on_both_engines_a_broadcast_is_written_narrowed_down_and_sent(database: Database) -> None:
    readers(database)
    async with town_with(database) as town:
        owner = town.person(OWNER)
        await owner.write("/broadcast Hello")
        for label in (
            "Audience",
            "Private",
            "Active 30 d",
            "Languages",
            "English",
            "Back",
            "Back",
            "Kind",
            "Test to me",
        ):
            await owner.press(label, 1)
        assert await owner.send_now(1) == "It goes out now"
        assert await owner.press("Pause", 1) == "Paused"
        assert await owner.press("Resume", 1) == "It goes on"
        await owner.press("Cancel", 1)
        assert await owner.press("Yes") == "Cancelled: nothing more goes out"
    sent = found(database, 1)
    assert sent.state is S.CANCELLED
    assert sent.audience == {"languages": ["en"], "kinds": ["private"], "active_days": 30}
    assert [act for _, act in acts(database)] == [
        AuditAct.TESTED, AuditAct.SENT, AuditAct.PAUSED, AuditAct.RESUMED, AuditAct.CANCELLED,
    ]  # fmt: skip
