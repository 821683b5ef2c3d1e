"""/user, /ban and /unban: what owners see of somebody, and that who is banned is neither answered nor sent anything."""

import pytest
from sqlmodel import Session

from bot.views.admin.callback_data import BanUser, UnbanUser
from storage import admins, bans, subscribers
from storage.database import Database
from storage.models import AuditAct, ChatKind, Subscriber, SubscriberStatus
from tests.conftest import NOON
from tests.handlers import sample_news
from tests.handlers.admin.broadcast_states import EDITOR, OTHER_OWNER, OWNER, STRANGER
from tests.handlers.people import Person, Town, town_with
from tests.storage.rows import find, states
from tests.support.telegram import Json

GROUP: Json = {"id": -1007, "type": "supergroup", "title": "Readers", "username": "readers_group"}


@pytest.fixture
async def owner(town: Town) -> Person:
    town.telegram.chats = {
        OWNER: {"first_name": "Ada"},
        STRANGER: {"first_name": "Eve", "last_name": "Lake", "username": "eve_lake"},
    }
    await town.person(STRANGER, "de").write("/subscribe space")
    return town.person(OWNER)


def acts(town: Town) -> list[tuple[AuditAct, str]]:
    entries, _ = town.database.call(admins.audit_entries, 0, 100)
    return [(entry.act, entry.about) for entry in reversed(entries)]


@pytest.mark.parametrize("whom", ["501", "@eve_lake", "@EVE_LAKE"])
async def test_an_owner_sees_who_somebody_is(town: Town, owner: Person, whom: str) -> None:
    said = await owner.write(f"/user {whom}")
    assert said.startswith("Eve Lake (501) @eve_lake\nHas alerts\nLanguage: de\nFollows one topic\nSet up no place\n")
    assert owner.buttons == ["Settings", "Topics", "Places", "Last deliveries", "Ban"]
    assert acts(town) == [(AuditAct.LOOKED_UP, "501")]


async def test_an_owner_sees_what_they_see_and_changes_nothing(town: Town, owner: Person) -> None:
    eve = town.person(STRANGER, "de")
    sample_news.publish(town.database, 1, "space")
    for label, command, below in (("Settings", "/settings", "▫ "), ("Topics", "/mine", "▫ ✓ Space · ✕")):
        seen = await eve.write(command)
        await owner.write("/user 501")
        await owner.press(label)
        assert owner.seen.startswith(f"As Eve Lake sees it:\n\n{seen}\n\n▫ ")
        assert below in owner.seen
        assert owner.buttons == ["Back"]
    await owner.press("Back")
    await owner.press("Last deliveries")
    assert "Alert · waits" in owner.seen
    assert "News number 1" in owner.seen
    await owner.press("Back")
    await owner.press("Places")
    assert "They set up none." in owner.seen


@pytest.mark.parametrize(("written", "said"), [
    ("/user", "Write /user and the id"),
    ("/user 777", "The bot knows nobody by 777."),
    ("/user Eve", "The bot knows nobody by Eve."),
    ("/user @nobody_here", "Nobody among those who were here last goes by @nobody_here"),
    ("/ban", "Write it so: /ban 123456789 and the reason."),
    ("/ban Eve", "Write it so: /ban 123456789 and the reason."),
    (f"/ban {OWNER}", "That is an owner, who cannot be banned."),
    (f"/ban {OTHER_OWNER} no", "That is an owner, who cannot be banned."),
    (f"/ban {EDITOR}", "That is an editor. Remove them first: /admins"),
    ("/ban 99", "That is this bot."),
    ("/unban", "Write it so: /unban 123456789"),
    ("/unban 501", "There is no ban of Eve Lake (501)."),
])  # fmt: skip
async def test_what_cannot_be_done_is_said_in_a_sentence(town: Town, owner: Person, written: str, said: str) -> None:
    town.database.call(admins.add_editor, EDITOR, OWNER, NOON)
    assert said in await owner.write(written)
    assert acts(town) == []


async def banned(town: Town, owner: Person) -> Person:
    """Somebody with all sorts of buttons on their screen, who is banned."""
    eve = town.person(STRANGER, "de")
    await eve.write("/topics")
    await owner.write("/ban 501 sends  advertisements")
    town.telegram.screens[STRANGER].clear()
    town.telegram.asked.clear()
    return eve


async def test_who_is_banned_is_neither_answered_nor_sent_anything(town: Town, owner: Person) -> None:
    sample_news.publish(town.database, 1, "space")
    eve = await banned(town, owner)
    assert states(town.database) == ["cancelled"]
    assert acts(town) == [(AuditAct.BANNED, "501: sends advertisements")]
    for written in ("/start", "/mine", "space", "/delete", "/stop", "/broadcast x"):
        assert await eve.write(written) == ""
    assert await eve.send_data("c:0") == ""
    query = {"id": "5", "from": eve.profile, "query": "space", "offset": ""}
    await town.arrive(inline_query=query)
    await Person(town, STRANGER, chat=GROUP).write("/topics@wire_bot")
    await Person(town, STRANGER, chat=GROUP).send_data("c:0")
    assert town.telegram.asked == []
    sample_news.publish(town.database, 2, "space")
    assert states(town.database) == ["cancelled"]
    assert find(town.database, STRANGER).status is SubscriberStatus.BANNED


async def test_a_ban_holds_after_a_restart_and_ends_with_all_that_there_was(town: Town, owner: Person) -> None:
    await banned(town, owner)
    async with town_with(town.database) as again:
        eve = again.person(STRANGER)
        assert await eve.write("/mine") == ""
        assert "is not banned any more" in await again.person(OWNER).write("/unban 501")
        await eve.write("/mine")
        assert "✓ Space" in eve.buttons
    sample_news.publish(town.database, 3, "space")
    assert states(town.database) == ["pending"]
    assert [act for act, _ in acts(town)] == [AuditAct.BANNED, AuditAct.UNBANNED]


async def test_what_was_under_way_when_they_were_banned_is_not_answered(town: Town, owner: Person) -> None:
    """The ban is committed between the look of the router and the transaction of the handler."""
    eve = town.person(STRANGER)
    looked_up = subscribers.is_any_banned
    await owner.write("/ban 501")

    def too_early(session: Session, chat_ids: list[int]) -> bool:
        return looked_up(session, []) if STRANGER in chat_ids else looked_up(session, chat_ids)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subscribers, "is_any_banned", too_early)
        town.telegram.screens[STRANGER].clear()
        assert await eve.write("/stop") == ""
        assert await eve.send_data("c:0") == ""
    assert find(town.database, STRANGER).status is SubscriberStatus.BANNED


async def test_a_place_is_banned_by_its_id_and_other_members_are_not_answered_there(town: Town, owner: Person) -> None:
    def add(session: Session) -> None:
        session.add(Subscriber(chat_id=-1007, kind=ChatKind.SUPERGROUP, title="Readers", username="readers_group",
                               set_up_by=STRANGER, created_at=NOON, seen_at=NOON))  # fmt: skip

    town.database.call(add)
    said = await owner.write("/ban 501")
    assert "One place that they set up goes on; to ban it too, write /ban and its id: -1007" in said
    assert find(town.database, -1007).status is SubscriberStatus.ACTIVE
    assert "Readers (-1007) is banned" in await owner.write("/ban @readers_group noise")
    town.telegram.asked.clear()
    town.telegram.members[-1007, 7] = {"status": "creator"}
    await Person(town, 7, chat=GROUP).write("/topics@wire_bot")
    assert town.telegram.asked == []
    assert "Banned" in await owner.write("/user -1007")


async def test_a_banned_person_takes_the_bot_into_a_group_and_nobody_is_greeted(town: Town, owner: Person) -> None:
    eve = await banned(town, owner)
    there = Person(town, eve.id, chat=GROUP)
    await there.change("left", "member")
    assert [name for name, _ in town.telegram.asked if name == "sendMessage"] == []


async def test_buttons_ban_and_lift_and_are_for_owners(town: Town, owner: Person) -> None:
    town.database.call(admins.add_editor, EDITOR, OWNER, NOON)
    await owner.write("/user 501")
    await owner.press("Ban")
    assert owner.seen.startswith("Ban Eve Lake (501)?")
    await owner.press("Yes, ban")
    assert "Eve Lake (501) is banned" in owner.seen
    await owner.send_data(BanUser(find(town.database, STRANGER).id).encode())
    assert owner.seen == "They are banned already."
    await owner.write("/user 501")
    assert "Banned" in owner.seen
    assert "by Ada" in owner.seen
    await owner.press("Lift the ban")
    assert "Has alerts" in owner.seen
    editor = town.person(EDITOR)
    await editor.send_data(UnbanUser(find(town.database, STRANGER).id).encode())
    assert await editor.write("/user 501") == "Only an owner of this bot can do that."
    assert "is banned" in await editor.write("/ban 501 spam")
    assert "is not banned" in await editor.write("/unban 501")


async def test_who_is_banned_cannot_become_an_editor(town: Town, owner: Person) -> None:
    await owner.write("/ban 501")
    assert await owner.write("/admins add 501") == "They are banned. Lift that first: /unban and their id."


async def test_an_owner_who_was_banned_before_is_answered(sqlite: Database) -> None:
    sqlite.call(sample_news.stock)
    sqlite.call(bans.ban, OWNER, "", OTHER_OWNER, NOON)
    async with town_with(sqlite) as town:
        assert "Administrators" not in await town.person(OWNER).write("/mine")
        assert town.person(OWNER).screen != []
        assert sqlite.call(subscribers.find, OWNER) is not None
