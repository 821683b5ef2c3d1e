"""Who may do what: every command, button and answer of administrators, tried by everybody in every way."""

from typing import Any

import pytest

from bot.handlers.context import Role
from bot.handlers.features import ROUTES
from bot.views.admin.callback_data import (
    AskBanUser,
    AskEditor,
    BanUser,
    ConfirmAddEditor,
    ConfirmLargeBroadcast,
    ConfirmRemoveEditor,
    OldRejectLargeBroadcast,
    OpenAdmins,
    OpenUser,
    OpenUserPart,
    RejectLargeBroadcast,
    RemoveEditor,
    SwitchSummary,
    TogglePaid,
    UnbanUser,
)
from storage import admins, menus
from storage.models import AuditAct, Awaits
from tests.conftest import NOON
from tests.handlers.admin.broadcast_states import EDITOR, OWNER, STRANGER
from tests.handlers.admin.forged_buttons import PRESSES, SENDING, everything, newsroom
from tests.handlers.people import EXPIRED, Person, Town
from tests.support.telegram import Json

NAMES = [name for name, route in ROUTES.commands.items() if route.is_for_admins and name not in ROUTES.shared]
OWNERS_ONLY = [name for name in NAMES if ROUTES.commands[name].role is Role.OWNER]
PEOPLE = {OpenAdmins, AskEditor, ConfirmAddEditor, RemoveEditor, ConfirmRemoveEditor}
USERS = {OpenUser, OpenUserPart, AskBanUser, BanUser, UnbanUser}
CONFIRMING = {ConfirmLargeBroadcast, RejectLargeBroadcast, OldRejectLargeBroadcast}
"""For owners too, though an editor is told why."""
APOLOGY = "something went wrong"
ANONYMOUS = 1087968824
GROUP: Json = {"id": -1007, "type": "supergroup", "title": "Readers"}
CHANNEL: Json = {"id": -1008, "type": "channel", "title": "News"}
HELPER: Json = {"id": 700, "is_bot": True, "first_name": "Helper", "username": "HelperBot"}


def refused(town: Town) -> list[tuple[int, str]]:
    """Whose attempts stand in the audit, and what they were."""
    entries, _ = town.database.call(admins.audit_entries, 0, 100)
    return [(entry.person_id, entry.about) for entry in entries if entry.act is AuditAct.REFUSED]


def command(text: str) -> Json:
    entity = {"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}
    return {"text": text, "entities": [entity]}


AWAITED = [awaits for awaits in Awaits if not awaits.startswith("reader_")]


def test_every_command_button_and_question_has_its_step() -> None:
    assert {*NAMES, *ROUTES.shared} == {name for name, route in ROUTES.commands.items() if route.is_for_admins}
    assert len(NAMES) == 14
    assert {kind for kind, route in ROUTES.buttons.items() if route.is_for_admins} == set(PRESSES)
    assert {awaits for awaits, route in ROUTES.answers.items() if route.is_for_admins} == set(AWAITED)


def test_owners_alone_change_people_and_spend() -> None:
    """Written down once more: what a decorator says of rights is not to change by a slip."""
    routes = [*ROUTES.commands.values(), *ROUTES.buttons.values(), *ROUTES.answers.values()]
    assert {route.trigger for route in routes if route.role is Role.OWNER} == {
        "admins", "user", Awaits.EDITOR, TogglePaid, SwitchSummary, *PEOPLE, *USERS,
    }  # fmt: skip


async def test_to_a_stranger_there_is_no_such_command(town: Town) -> None:
    for name in NAMES:
        before = town.database.call(everything)
        stranger = town.person(STRANGER)
        assert await stranger.write(f"/{name} all") == f"There is no command “{name}”. /help lists those there are."
        assert stranger.buttons == ["All topics", "Help"]
        assert refused(town)[:1] == [(STRANGER, f"/{name}")]
        assert town.database.call(everything) == before


async def test_an_owner_may_do_everything(town: Town) -> None:
    for name in NAMES:
        owner = town.person(OWNER)
        seen = await owner.write(f"/{name}")
        assert "There is no command" not in seen
        assert APOLOGY not in seen
        assert refused(town) == []


async def test_an_editor_may_do_all_but_change_people(town: Town) -> None:
    for name in NAMES:
        town.database.call(admins.add_editor, EDITOR, OWNER, NOON)
        before = town.database.call(everything)
        seen = await town.person(EDITOR).write(f"/{name} add 904" if name in OWNERS_ONLY else f"/{name}")
        assert "There is no command" not in seen
        if name in OWNERS_ONLY:
            assert seen == "Only an owner of this bot can do that."
            assert refused(town)[:1] == [(EDITOR, f"/{name}")]
            assert town.database.call(everything) == before
        else:
            assert (EDITOR, f"/{name}") not in refused(town)


FORWARD: Json = {"date": 1, "type": "user", "sender_user": {"id": 5, "is_bot": False, "first_name": "Eve"}}
BORROWED: dict[str, Json] = {
    "forwarded": {"forward_origin": FORWARD},
    "forwarded by hand, from the owner": {
        "forward_origin": FORWARD | {"sender_user": {"id": OWNER, "is_bot": False, "first_name": "Ada"}}
    },
    "forwarded from who hides": {"forward_origin": {"date": 1, "type": "hidden_user", "sender_user_name": "Ada"}},
    "via another bot": {"via_bot": HELPER},
    "on behalf of a chat": {"sender_chat": GROUP},
    "edited": {"edit_date": 2},
}


@pytest.mark.parametrize("way", BORROWED)
async def test_what_an_owner_did_not_write_here_and_now_is_no_command(town: Town, way: str) -> None:
    for name in NAMES:
        before = town.database.call(everything)
        seen = await town.person(OWNER).send(**command(f"/{name}"), **BORROWED[way])
        assert seen == f"There is no command “{name}”. /help lists those there are."
        assert refused(town)[:1] == [(OWNER, f"/{name}")]
        assert town.database.call(everything) == before


@pytest.mark.parametrize("kind", ["edited_message", "edited_channel_post", "business_message"])
async def test_what_is_no_new_message_is_not_even_answered(town: Town, kind: str) -> None:
    for name in NAMES:
        owner = town.person(OWNER)
        message = {"message_id": 1, "date": 1, "chat": owner.chat, "from": owner.profile} | command(f"/{name}")
        await town.arrive(**{kind: message})
        assert town.telegram.asked == []
        assert refused(town) == []


WRITERS: dict[str, tuple[int, Json]] = {
    "an owner": (OWNER, {"from": {"id": OWNER, "is_bot": False, "first_name": "Ada"}}),
    "a stranger": (STRANGER, {"from": {"id": STRANGER, "is_bot": False, "first_name": "Eve"}}),
    "an anonymous administrator": (
        ANONYMOUS,
        {
            "from": {"id": ANONYMOUS, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"},
            "sender_chat": GROUP,
        },
    ),
}


@pytest.mark.parametrize("writer", WRITERS)
async def test_in_a_group_nobody_is_an_administrator(town: Town, writer: str) -> None:
    for name in NAMES:
        before = town.database.call(everything)
        number, signed = WRITERS[writer]
        await town.arrive(message={"message_id": 1, "date": 1, "chat": GROUP} | signed | command(f"/{name}@wire_bot"))
        answers = [answer["text"] for answer in town.telegram.screens.pop(GROUP["id"], {}).values()]
        if writer == "an anonymous administrator":
            assert answers == [f"There is no command “{name}”. /help lists those there are."]
            town.database.call(menus.forget, GROUP["id"], 1)
        else:
            assert answers == []
        assert refused(town)[:1] == [(number, f"/{name} outside the private chat")]
        assert town.database.call(everything) == before


async def test_a_channel_is_no_administrator(town: Town) -> None:
    for name in NAMES:
        before = town.database.call(everything)
        await town.arrive(
            channel_post={"message_id": 1, "date": 1, "chat": CHANNEL, "sender_chat": CHANNEL} | command(f"/{name}")
        )
        assert refused(town)[:1] == [(CHANNEL["id"], f"/{name} outside the private chat")]
        assert town.database.call(everything) == before


async def test_another_bot_is_not_answered_at_all(town: Town) -> None:
    for name in NAMES:
        chat = {"id": HELPER["id"], "type": "private", "first_name": "Helper"}
        await town.arrive(message={"message_id": 1, "date": 1, "chat": chat, "from": HELPER} | command(f"/{name}"))
        assert town.telegram.asked == []


@pytest.mark.parametrize("kind", PRESSES)
async def test_a_button_is_out_of_date_to_a_stranger_and_in_a_group_and_an_owner_presses_it(
    town: Town, kind: type[Any]
) -> None:
    data = newsroom(town.database, kind).encode()
    before = town.database.call(everything)
    stranger = town.person(STRANGER)
    assert await stranger.send_data(data) == EXPIRED
    assert stranger.screen == []
    assert await Person(town, OWNER, chat=GROUP).send_data(data) == EXPIRED
    assert refused(town) == [
        (OWNER, f"the button {kind.__name__} outside the private chat"),
        (STRANGER, f"the button {kind.__name__}"),
    ]
    assert town.database.call(everything) == before
    assert APOLOGY not in await town.person(OWNER).send_data(data)
    assert len(refused(town)) == 2
    if kind in SENDING:
        assert town.database.call(everything) != before, "or a stranger's press would prove nothing"


@pytest.mark.parametrize("kind", PRESSES)
async def test_an_editor_presses_all_but_what_changes_people_or_spends(town: Town, kind: type[Any]) -> None:
    press = newsroom(town.database, kind)
    before = town.database.call(everything)
    toast = await town.person(EDITOR).send_data(press.encode())
    assert APOLOGY not in toast
    if kind in PEOPLE | USERS | CONFIRMING | {TogglePaid, SwitchSummary}:
        assert (toast == EXPIRED) == (kind not in CONFIRMING)
        assert [who for who, _ in refused(town)] == [EDITOR]
        assert town.database.call(everything) == before
    else:
        assert refused(town) == []


@pytest.mark.parametrize("awaits", AWAITED)
@pytest.mark.parametrize("person", [STRANGER, EDITOR])
async def test_who_lost_their_rights_while_they_were_asked_answers_nothing(
    town: Town, awaits: Awaits, person: int
) -> None:
    town.database.call(admins.set_pending_question, person, awaits, NOON)
    if person == EDITOR:
        if awaits is not Awaits.EDITOR:
            return
        town.database.call(admins.add_editor, EDITOR, OWNER, NOON)
    seen = await town.person(person).write("904")
    assert seen.startswith("I understand commands and the names of topics.")
    assert town.database.call(admins.pending_question, person, NOON) is None
    assert [editor.person_id for editor in town.database.call(admins.all_editors)] == [EDITOR] * (person == EDITOR)


async def test_rights_are_looked_up_at_every_press(town: Town) -> None:
    town.database.call(admins.add_editor, EDITOR, OWNER, NOON)
    editor = town.person(EDITOR)
    await editor.write("/audit")
    town.database.call(admins.remove_editor, EDITOR)
    assert await editor.send_data("re:0", editor.screen[-1]) == EXPIRED
    assert refused(town) == [(EDITOR, "the button OpenAudit")]
