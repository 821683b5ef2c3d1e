"""Owners add and remove editors; who cannot be one is refused in a sentence."""

import asyncio
from typing import Any

import pytest

from bot.handlers.admin.admins import IMPERSONAL_IDS
from bot.settings import IMPERSONAL_IDS as REFUSED_IN_SETTINGS
from bot.views.admin.admins import MOST_EDITORS
from bot.views.admin.callback_data import ConfirmAddEditor, ConfirmRemoveEditor, RemoveEditor
from storage import admins
from storage.database import Database
from storage.models import AuditAct, Awaits
from tests.conftest import NOON
from tests.handlers.people import Person, Town

CARL = 903
MISFITS = [
    ("-1001234567890", "That is the id of a group or channel."),
    ("1087968824", "That id stands for all anonymous administrators"),
    ("136817688", "That id stands for"),
    ("777000", "That id stands for"),
    ("99", "That is a bot."),
    ("700", "That is a bot."),
    ("800", "That is the id of a group or channel."),
    ("902", "That is an owner"),
    ("901", "That is an owner"),
    ("@carl", "Telegram does not tell bots who is behind a username."),
    ("Carl", "That names nobody."),
    ("0", "That names nobody."),
    ("٩٠٣", "That names nobody."),
    ("9" * 19, "That names nobody."),
    ("9" * 30, "That names nobody."),
    ("", "That names nobody."),
]


@pytest.fixture
def owner(town: Town) -> Person:
    town.telegram.chats = {
        901: {"first_name": "Ada", "last_name": "Hill"},
        CARL: {"first_name": "Carl", "username": "carl"},
        700: {"first_name": "Helper", "username": "HelperBot"},
        800: {"type": "supergroup", "title": "Readers"},
    }
    return town.person(901)


def editor_ids(database: Database) -> list[int]:
    return [editor.person_id for editor in database.call(admins.all_editors)]


def acts(database: Database) -> list[tuple[int, AuditAct, str]]:
    entries, _ = database.call(admins.audit_entries, 0, 100)
    return [(entry.person_id, entry.act, entry.about) for entry in reversed(entries)]


async def test_an_owner_sees_who_the_administrators_are(town: Town, owner: Person) -> None:
    town.database.call(admins.add_editor, CARL, 901, NOON)
    assert "• Ada Hill (901)\n• 902" in await owner.write("/admins")
    assert "• Carl (903), since 2 Mar 2026, 12:00 UTC, by Ada Hill" in owner.seen
    assert owner.buttons == ["✕ Remove Carl", "Add an editor"]


YES = "Yes, make an editor"


async def add(owner: Person, number: int = CARL) -> str:
    """Make somebody an editor, and return what is said of it."""
    await owner.write(f"/admins add {number}")
    await owner.press(YES)
    return owner.seen


@pytest.mark.parametrize("verb", ["add", "Add  ", ""])
async def test_an_editor_is_added_by_their_id_after_a_question(town: Town, owner: Person, verb: str) -> None:
    carl = town.person(CARL)
    asked = await owner.write(f"/admins {verb} 903")
    assert asked == "Make Carl (903) @carl an editor?\n\nThey could write to all subscribers: broadcasts and digests."
    assert (editor_ids(town.database), acts(town.database)) == ([], [])
    await owner.press(YES)
    assert owner.seen == "Carl (903) is an editor now, and may write broadcasts and digests."
    assert editor_ids(town.database) == [CARL]
    assert acts(town.database) == [(901, AuditAct.EDITOR_ADDED, "903")]
    assert carl.seen.startswith("You are an editor of this bot now")
    [shown] = [asked for name, asked in town.telegram.asked if name == "setMyCommands"]
    assert shown["scope"] == {"type": "chat", "chat_id": CARL}
    names = [command["command"] for command in shown["commands"]]
    assert "broadcast" in names
    assert "admins" not in names


async def test_who_never_wrote_to_the_bot_is_added_all_the_same(town: Town, owner: Person) -> None:
    town.telegram.refusals |= {
        "getMyCommands": (400, "Bad Request: chat not found"),
        "deleteMyCommands": (400, "Bad Request: chat not found"),
    }
    assert (await owner.write("/admins 904")).startswith(
        "Make 904 an editor?\n\nThis bot does not know who that is: they have never written to it."
    )
    await owner.press(YES)
    assert "They have not written to this bot yet." in owner.seen
    await owner.send_data(ConfirmRemoveEditor(904).encode(), owner.screen[-1])
    assert owner.seen == "904 is no editor any more."
    assert [act for _, act, _ in acts(town.database)] == [AuditAct.EDITOR_ADDED, AuditAct.EDITOR_REMOVED]


async def test_a_welcome_that_does_not_arrive_stops_nothing(town: Town, owner: Person) -> None:
    await owner.write("/admins 903")
    town.telegram.refusals["sendMessage"] = 403, "Forbidden: bot was blocked by the user"
    await owner.press(YES)
    assert editor_ids(town.database) == [CARL]


FORWARDED = {"date": 1, "type": "user", "sender_user": {"id": CARL, "is_bot": False, "first_name": "Carl"}}
NAMINGS: list[dict[str, Any]] = [
    {"text": " 903 "},
    {"text": "a joke", "forward_origin": FORWARDED},
    {"contact": {"phone_number": "1", "first_name": "Carl", "user_id": CARL}},
]


@pytest.mark.parametrize("naming", NAMINGS)
async def test_an_editor_is_added_by_a_number_a_forward_or_a_contact(
    town: Town, owner: Person, naming: dict[str, Any]
) -> None:
    await owner.write("/admins")
    await owner.press("Add an editor")
    assert "Who is to become an editor?" in owner.seen
    assert "Make Carl (903) @carl an editor?" in await owner.send(**naming)
    await owner.press(YES)
    assert editor_ids(town.database) == [CARL]
    assert "an editor" not in await owner.write("904"), "no answer is waited for any more"
    assert editor_ids(town.database) == [CARL]


BOT = {"id": 700, "is_bot": True, "first_name": "Helper"}
CHANNEL = {"id": -1009, "type": "channel", "title": "News"}
NOBODY: list[tuple[dict[str, Any], str]] = [
    ({"text": "x", "forward_origin": {"date": 1, "type": "user", "sender_user": BOT}}, "That is a bot."),
    (
        {"text": "x", "forward_origin": {"date": 1, "type": "hidden_user", "sender_user_name": "Carl"}},
        "hides it when they are forwarded",
    ),
    (
        {"text": "x", "forward_origin": {"date": 1, "type": "channel", "chat": CHANNEL, "message_id": 1}},
        "it was no person",
    ),
    ({"text": "x", "forward_origin": {"date": 1, "type": "chat", "sender_chat": CHANNEL}}, "it was no person"),
    ({"contact": {"phone_number": "1", "first_name": "Carl"}}, "That names nobody."),
    ({"sticker": {"file_id": "s", "file_unique_id": "u", "width": 1, "height": 1, "type": "regular",
                  "is_animated": False, "is_video": False}}, "That names nobody."),
]  # fmt: skip


@pytest.mark.parametrize(("naming", "said"), NOBODY)
async def test_who_is_not_named_is_asked_for_again(
    town: Town, owner: Person, naming: dict[str, Any], said: str
) -> None:
    await owner.write("/admins add")
    assert said in await owner.send(**naming)
    assert owner.buttons == ["Never mind"]
    assert editor_ids(town.database) == []
    assert "Make Carl (903)" in await owner.write("903"), "the question still stands"


@pytest.mark.parametrize(("written", "said"), MISFITS)
async def test_who_cannot_be_an_editor_is_refused_in_a_sentence(
    town: Town, owner: Person, written: str, said: str
) -> None:
    await owner.write("/admins add")
    assert said in await owner.write(written or "  ")
    if written:
        assert said in await owner.write(f"/admins add {written}")
        assert owner.buttons == ["Administrators"]
    assert editor_ids(town.database) == []
    assert acts(town.database) == []


async def test_nobody_becomes_an_editor_twice(town: Town, owner: Person) -> None:
    await add(owner)
    question = owner.screen[-1]
    assert await owner.write("/admins add 903") == "They are an editor already."
    await owner.send_data(ConfirmAddEditor(CARL).encode(), question)
    assert "They are an editor already." in [message["text"] for message in owner.screen]
    assert len(acts(town.database)) == 1


async def test_who_is_only_named_by_a_message_is_asked_for_by_that_name(town: Town, owner: Person) -> None:
    await owner.write("/admins add")
    contact = {"phone_number": "1", "first_name": "Dora", "last_name": "Lake", "user_id": 904}
    assert (await owner.send(contact=contact)).startswith("Make Dora Lake (904) an editor?\n\nThis bot does not know")
    await owner.press("No")
    assert "There are none." in owner.seen
    assert editor_ids(town.database) == []


@pytest.mark.parametrize("number", [0, 777000, 700, 800, 902, 2**62])
async def test_a_forged_press_makes_no_misfit_an_editor(town: Town, owner: Person, number: int) -> None:
    await owner.write("/admins")
    await owner.send_data(ConfirmAddEditor(number).encode(), owner.screen[-1])
    assert editor_ids(town.database) == []


async def test_two_owners_who_add_the_same_person_at_once_add_them_once(town: Town, owner: Person) -> None:
    data = ConfirmAddEditor(CARL).encode()
    await asyncio.gather(owner.send_data(data), town.person(902).send_data(data))
    assert editor_ids(town.database) == [CARL]
    assert [act for _, act, _ in acts(town.database)] == [AuditAct.EDITOR_ADDED]


async def test_there_are_no_more_editors_than_a_message_has_room_for(town: Town, owner: Person) -> None:
    for number in range(MOST_EDITORS):
        town.database.call(admins.add_editor, 2_000 + number, 901, NOON)
    assert "as many editors as there can be" in await owner.write("/admins add 903")
    assert len(await owner.write("/admins")) < 4_096


async def test_the_settings_and_the_question_refuse_the_same() -> None:
    assert REFUSED_IN_SETTINGS.keys() == IMPERSONAL_IDS


async def test_an_editor_is_removed_after_a_question(town: Town, owner: Person) -> None:
    await add(owner)
    town.database.call(admins.set_pending_question, CARL, Awaits.POST, NOON)
    await owner.write("/admins")
    await owner.press("✕ Remove Carl")
    assert owner.seen.startswith("Remove Carl (903)?")
    await owner.press("No, keep")
    assert editor_ids(town.database) == [CARL]
    await owner.press("✕ Remove Carl")
    await owner.press("Yes, remove")
    assert owner.seen == "Carl (903) is no editor any more."
    assert editor_ids(town.database) == []
    assert acts(town.database)[-1] == (901, AuditAct.EDITOR_REMOVED, "903")
    [forgotten] = [asked for name, asked in town.telegram.asked if name == "deleteMyCommands"]
    assert forgotten == {"scope": {"type": "chat", "chat_id": CARL}}
    assert town.database.call(admins.pending_question, CARL, NOON) is None


@pytest.mark.parametrize("press", [RemoveEditor(CARL), ConfirmRemoveEditor(CARL)])
async def test_who_is_none_any_more_is_not_removed_twice(
    town: Town, owner: Person, press: RemoveEditor | ConfirmRemoveEditor
) -> None:
    await owner.write("/admins")
    assert await owner.send_data(press.encode(), owner.screen[-1]) == "They are no editor any more"
    assert "There are none." in owner.seen
    assert acts(town.database) == []


async def test_a_removed_editor_can_do_nothing_any_more(town: Town, owner: Person) -> None:
    await add(owner)
    carl = town.person(CARL)
    assert "Audit" in await carl.write("/audit")
    await owner.send_data(ConfirmRemoveEditor(CARL).encode(), owner.screen[-1])
    assert await carl.write("/audit") == "There is no command “audit”. /help lists those there are."
    assert acts(town.database)[-1] == (CARL, AuditAct.REFUSED, "/audit")
