"""Groups: who is answered there, whose menu a message is, and what is tried by everybody in every way."""

import inspect
from dataclasses import dataclass

import pytest
from sqlmodel import select

from bot.handlers.access import ANONYMOUS_ADMINISTRATOR
from bot.handlers.features import ROUTES
from bot.handlers.routes import GROUPS
from bot.views.callback_data import OpenAlertActions, OpenCatalogue, OpenSettings, SaveInPrivate
from storage import menus, saved, subscribers
from storage.models import ReaderQuestion, Volume
from tests.handlers import sample_news
from tests.handlers.people import EXPIRED, Person, Town
from tests.storage.rows import change
from tests.support.telegram import ME, Json

CHAT = -1007
FORUM: Json = {"id": CHAT, "type": "supergroup", "title": "Readers", "is_forum": True}
PLACES: dict[str, tuple[Json, Json]] = {
    "group": ({"id": CHAT, "type": "group", "title": "Readers"}, {}),
    "supergroup": ({"id": CHAT, "type": "supergroup", "title": "Readers"}, {}),
    "thread": (FORUM, {"message_thread_id": 7, "is_topic_message": True}),
}
MEMBERS: dict[str, Json] = {
    "owner": {"status": "creator"},
    "administrator": {"status": "administrator"},
    "anonymous": {"status": "administrator", "is_anonymous": True},
    "member": {"status": "member"},
    "restricted": {"status": "restricted", "is_member": True},
    "stranger": {"status": "left"},
}
NOT_ADMINISTRATORS = ("member", "stranger")
COMMANDS = [name for name, route in {**ROUTES.commands, **ROUTES.shared}.items() if not route.is_for_admins]
ONLY_ADMINISTRATORS = "Only the administrators of this group can change what comes here."
SOMEBODY_ELSES = "Somebody else opened this menu. Write /settings to open your own."
ANONYMOUS_MENU = "An anonymous administrator opened this menu. Write /settings to open your own."
APOLOGY = "something went wrong"


@dataclass
class Member(Person):
    """Somebody in a group, who may write in its name."""

    is_anonymous: bool = False

    async def say(self, text: str, about: Json | None = None) -> list[str]:
        """Write a command there, and return what the bot answers."""
        before = set(self.town.telegram.screens[self.chat["id"]])
        entity = {"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}
        message: Json = {"text": text, "entities": [entity]} | (about or {})
        if self.is_anonymous:
            bot = {"id": ANONYMOUS_ADMINISTRATOR, "is_bot": True, "first_name": "Group"}
            message = {"from": bot, "sender_chat": self.chat} | message
        await self.send(**message)
        return [message["text"] for number, message in self.town.telegram.screens[CHAT].items() if number not in before]


def member(town: Town, kind: str, number: int = 501, chat: Json | None = None) -> Member:
    """Somebody in the group, as Telegram knows them."""
    if kind != "stranger":
        town.telegram.members[CHAT, number] = MEMBERS[kind]
    return Member(town, number, chat=chat or PLACES["supergroup"][0], is_anonymous=kind == "anonymous")


def chosen(town: Town, thread_id: int = 0) -> dict[int, Volume]:
    found = town.database.call(subscribers.find, CHAT, thread_id)
    return town.database.call(subscribers.choices, found.id) if found else {}


@pytest.mark.parametrize("kind", ["owner", "administrator", "anonymous"])
@pytest.mark.parametrize("place", PLACES)
async def test_every_command_works_for_administrators(town: Town, place: str, kind: str) -> None:
    chat, about = PLACES[place]
    writer = member(town, kind, chat=chat)
    await writer.change("left", "member")
    for name in COMMANDS:
        town.clock.pass_(minutes=1)
        [answer] = await writer.say(f"/{name}@wire_bot", about)
        assert APOLOGY not in answer
        is_personal = not ROUTES.shared.get(name, ROUTES.commands[name]).places & GROUPS
        assert ("is for one person alone" in answer) == is_personal, name
    sent = [asked for method, asked in town.telegram.asked if method == "sendMessage"][1:]
    assert {asked.get("message_thread_id") for asked in sent} == {about.get("message_thread_id")}


@pytest.mark.parametrize("kind", ["member", "restricted", "stranger"])
@pytest.mark.parametrize("place", PLACES)
async def test_no_command_of_anybody_else_is_answered_or_noted(town: Town, place: str, kind: str) -> None:
    chat, about = PLACES[place]
    if kind == "restricted":
        town.telegram.members[CHAT, 501] = {"status": "member"}
    writer = Member(town, 501, chat=chat)
    for name in COMMANDS:
        town.clock.pass_(minutes=1)
        assert await writer.say(f"/{name}@wire_bot space", about) == []
        assert await writer.say(f"/{name} space", about) == []
    assert {method for method, _ in town.telegram.asked} == {"getChatMember"}
    assert chosen(town, 7) == chosen(town) == {}
    assert town.database.call(subscribers.find, CHAT) is None


CHANNEL: Json = {"id": -1009, "type": "channel", "title": "News"}
FORWARD: Json = {"date": 1, "type": "user", "sender_user": {"id": 501, "is_bot": False, "first_name": "Ada"}}
NOT_HERE_AND_NOW: dict[str, Json] = {
    "forwarded": {"forward_origin": FORWARD},
    "via another bot": {"via_bot": {"id": 700, "is_bot": True, "first_name": "Helper"}},
    "edited": {"edit_date": 2},
    "in the name of a channel": {"sender_chat": CHANNEL},
    "of the linked channel": {
        "sender_chat": CHANNEL,
        "is_automatic_forward": True,
        "from": {"id": 777000, "is_bot": False, "first_name": "Telegram"},
    },
    "of another bot": {"from": {"id": 501, "is_bot": True, "first_name": "Helper"}},
}


@pytest.mark.parametrize("way", NOT_HERE_AND_NOW)
async def test_what_an_administrator_did_not_write_here_and_now_is_no_command(town: Town, way: str) -> None:
    owner = member(town, "owner")
    assert await owner.say("/subscribe space", NOT_HERE_AND_NOW[way]) == []
    assert chosen(town) == {}


async def test_commands_of_other_bots_are_told_apart(town: Town) -> None:
    owner = member(town, "owner")
    assert await owner.say("/subscribe@other_bot space") == []
    assert await owner.say("/dance") == []
    assert await owner.say("/dance@other_bot") == []
    assert chosen(town) == {}
    [answer] = await owner.say("/dance@Wire_Bot")
    assert answer == "There is no command “dance”. /help lists those there are."
    assert await owner.say("/subscribe@WIRE_bot space") == [
        "✓ This group follows Space. New stories arrive here as they break."
    ]
    assert len(chosen(town)) == 1


async def test_plain_words_in_a_group_are_not_read(town: Town) -> None:
    owner = member(town, "owner")
    await owner.say("/quiet")
    await owner.press("Other hours") if "Other hours" in owner.buttons else None
    before = len(owner.screen)
    await owner.write("22:00-07:00")
    await owner.write("stop")
    assert len(owner.screen) == before


async def test_only_who_opened_a_menu_may_press_it(town: Town) -> None:
    ada, bob = member(town, "administrator"), member(town, "owner", 502)
    eve, hidden = member(town, "member", 503), member(town, "anonymous", 504)
    await ada.say("/topics")
    assert await bob.press("Space") == SOMEBODY_ELSES
    assert await hidden.press("Space") == SOMEBODY_ELSES
    assert await eve.press("Space") == ONLY_ADMINISTRATORS
    assert chosen(town) == {}
    assert await ada.press("Space") == "This group follows Space"
    assert len(chosen(town)) == 1


async def test_the_menu_of_an_anonymous_administrator_is_any_anonymous_ones(town: Town) -> None:
    hidden, other = member(town, "anonymous"), member(town, "anonymous", 502)
    named, eve = member(town, "owner", 503), member(town, "member", 504)
    await hidden.say("/topics")
    assert await named.press("Space") == ANONYMOUS_MENU
    assert await eve.press("Space") == ONLY_ADMINISTRATORS
    assert await other.press("Space") == "This group follows Space"
    assert await hidden.press("Space") == "This group no longer follows Space"


async def test_a_menu_that_may_be_forgotten_is_nobodys(town: Town) -> None:
    ada, bob = member(town, "administrator"), member(town, "owner", 502)
    await ada.say("/topics")
    town.clock.pass_(days=31)
    assert town.database.call(menus.prune, town.clock.now) == 1
    assert await bob.press("Space") == EXPIRED
    assert chosen(town) == {}


async def test_who_is_demoted_is_refused_at_the_next_press(town: Town) -> None:
    ada = member(town, "administrator")
    await ada.say("/topics")
    await ada.press("Space")
    town.telegram.members[CHAT, 501] = {"status": "member"}
    assert await ada.press("Space") == "This group no longer follows Space", "the answer is kept a minute"
    await town.arrive(
        chat_member={
            "chat": ada.chat,
            "from": ada.profile,
            "date": 1,
            "old_chat_member": {"status": "member", "user": ada.profile},
            "new_chat_member": {"status": "member", "user": ada.profile},
        }
    )
    assert await ada.press("Space") == ONLY_ADMINISTRATORS
    assert chosen(town) == {}


async def test_rights_are_asked_for_once_a_minute(town: Town) -> None:
    ada = member(town, "administrator")
    for _ in range(3):
        await ada.say("/help")
    assert town.telegram.times("getChatMember") == 1
    town.clock.pass_(minutes=1)
    await ada.say("/help")
    assert town.telegram.times("getChatMember") == 2


ADDED: Json = {"new_chat_members": [ME]}


@pytest.mark.parametrize(
    "order", ["change, message, start", "start, message, change", "message, start, change, change"]
)
@pytest.mark.parametrize("payload", ["", " true", " space"])
async def test_a_link_that_adds_the_bot_greets_once_and_follows(town: Town, order: str, payload: str) -> None:
    ada = member(town, "administrator")
    for step in order.split(", "):
        if step == "change":
            await ada.change("left", "member")
        elif step == "message":
            await ada.send(**ADDED)
        else:
            await ada.say(f"/start@wire_bot{payload}")
    texts = [message["text"] for message in ada.screen]
    assert [text.startswith("Hello!") for text in texts].count(True) == 1
    assert len(texts) == (2 if payload == " space" else 1)
    assert len(chosen(town)) == (1 if payload == " space" else 0)


async def test_any_administrator_may_set_up_and_then_the_menu_is_theirs(town: Town) -> None:
    ada, bob, eve = member(town, "owner"), member(town, "administrator", 502), member(town, "member", 503)
    await ada.change("left", "member")
    assert await eve.press("Set up") == ONLY_ADMINISTRATORS
    await bob.press("Set up")
    assert "Tap the topics that this group should follow" in bob.seen
    assert await ada.press("Space") == SOMEBODY_ELSES
    assert await bob.press("Space") == "This group follows Space"
    found = town.database.call(subscribers.find, CHAT)
    assert found
    assert found.set_up_by == bob.id, "who subscribed the group, not who added the bot"


async def test_a_group_that_becomes_a_supergroup_is_not_greeted_again(town: Town) -> None:
    ada = Member(town, 501, chat={"id": -77, "type": "group", "title": "Readers"})
    await ada.change("left", "member")
    assert len(ada.screen) == 1
    town.telegram.migrated[-77] = CHAT
    ada.chat = PLACES["supergroup"][0]
    await ada.change("left", "member")
    assert ada.screen == []
    assert town.database.call(subscribers.find, CHAT)
    assert town.database.call(subscribers.find, -77) is None


# Alerts.


async def test_more_is_for_administrators_and_back_gives_it_free_again(town: Town) -> None:
    ada, bob, eve = member(town, "owner"), member(town, "administrator", 502), member(town, "member", 503)
    await ada.say("/subscribe space")
    article = sample_news.publish(town.database, 10, "space")
    await ada.send_data(
        f"r:{article.id}:0", {"message_id": 1, "date": int(town.clock.now.timestamp()), "chat": ada.chat}
    )
    assert ada.buttons == ["Read", "More", "☆ Save"]
    assert await eve.press("More") == ONLY_ADMINISTRATORS
    await bob.press("More")
    assert any("Mute Space" in label for label in bob.buttons)
    assert await ada.press("Mute Space") == SOMEBODY_ELSES
    assert await eve.press("Mute Space") == ONLY_ADMINISTRATORS
    await bob.press("Back")
    assert bob.buttons == ["Read", "More", "☆ Save"]
    alert = ada.screen[-1]
    await ada.press("More")
    assert await bob.press("Back") == SOMEBODY_ELSES
    assert await bob.send_data(OpenAlertActions(article.id).encode(), ada.screen[-1]) == SOMEBODY_ELSES
    await bob.send_data(OpenAlertActions(article.id).encode(), alert)
    assert await ada.press("Mute Space") == SOMEBODY_ELSES, "an alert that was brought up to date is free again"


async def test_save_is_for_whoever_presses(town: Town) -> None:
    eve = member(town, "member", 503)
    reader = town.person(503)
    await reader.write("/start")
    article = sample_news.publish(town.database, 10, "space")
    assert await eve.send_data(SaveInPrivate(article.id).encode()) == "Saved, and sent to you in our private chat"
    assert reader.buttons[1] == "★ Saved"
    assert await eve.send_data(SaveInPrivate(article.id).encode()) == "Saved already"
    assert len(reader.screen) == 2
    assert town.database.call(subscribers.find, CHAT) is None


async def test_who_never_wrote_to_the_bot_is_taken_there(town: Town) -> None:
    eve = member(town, "member", 503)
    article = sample_news.publish(town.database, 10, "space")
    assert await eve.send_data(SaveInPrivate(article.id).encode()) == f"https://t.me/wire_bot?start=save-{article.id}"
    assert town.database.call(subscribers.find, 503) is None
    reader = town.person(503)
    assert "★ Saved. /saved shows all." in await reader.write(f"/start save-{article.id}")
    found = town.database.call(subscribers.find, 503)
    assert found
    assert town.database.call(saved.count, found.id) == 1
    assert "withdrawn" in await reader.write("/start save-999")


# Whatever anybody sends.


@pytest.mark.parametrize("kind", ["member", "stranger", "administrator", "anonymous"])
async def test_forged_presses_of_any_kind(town: Town, kind: str) -> None:
    ada, forger = member(town, "owner", 777), member(town, kind)
    await ada.say("/subscribe space")
    before = chosen(town)
    for button, route in ROUTES.buttons.items():
        town.clock.pass_(minutes=1)
        numbers = dict.fromkeys(inspect.signature(button).parameters, 1)
        toast = await forger.send_data(button(**numbers).encode(), ada.screen[0])
        assert APOLOGY not in toast
        if route.is_for_admins:
            assert toast == EXPIRED
        elif not route.is_open:
            refusals = {ONLY_ADMINISTRATORS} if kind in NOT_ADMINISTRATORS else {SOMEBODY_ELSES, EXPIRED}
            assert toast in refusals or not route.places & GROUPS, button
    assert chosen(town) == before
    assert len(ada.screen) == 1


@pytest.mark.parametrize(
    "data",
    [
        "",
        "?",
        "zz:1",
        "y:" + "9" * 40,
        "na:1:2",
        "nb:x",
        OpenSettings().encode(),
        OpenCatalogue(0).encode(),
        OpenAlertActions(1).encode(),
    ],
)
async def test_a_stranger_changes_nothing_whatever_they_send(town: Town, data: str) -> None:
    eve = member(town, "member")
    assert APOLOGY not in await eve.send_data(data)
    assert eve.screen == []
    assert town.database.call(subscribers.find, CHAT) is None


async def test_whoever_is_too_fast_is_not_told_so_in_a_group(town: Town) -> None:
    ada = member(town, "owner")
    for _ in range(20):
        await ada.say("/help")
    assert await ada.say("/help") == []
    assert len(ada.screen) == 20


async def test_an_administrator_erases_the_group_after_a_question(town: Town) -> None:
    ada, bob = member(town, "owner"), member(town, "administrator", 502)
    await ada.say("/subscribe space")
    assert "Erase everything about this group?" in (await ada.say("/delete"))[0]
    assert await bob.press("Yes, erase") == SOMEBODY_ELSES
    await ada.press("Yes, erase")
    assert "Everything about this group is erased" in ada.seen
    assert town.database.call(subscribers.find, CHAT) is None


async def test_whoever_is_erased_is_not_known_in_groups_either(town: Town) -> None:
    ada = member(town, "owner")
    await ada.say("/subscribe space")
    person = town.person(501)
    await person.write("/delete")
    await person.press("Yes, erase")
    found = town.database.call(subscribers.find, CHAT)
    assert found
    assert found.set_up_by is None
    assert town.database.call(menus.find, CHAT, 1) is None
    assert len(chosen(town)) == 1


async def test_every_button_that_a_group_is_shown_works_there(town: Town) -> None:
    ada = member(town, "owner")
    await ada.say("/subscribe space")
    article = sample_news.publish(town.database, 10, "space", related=7)
    now = int(town.clock.now.timestamp())
    await ada.send_data(f"r:{article.id}:0", {"message_id": 1, "date": now, "chat": ada.chat})
    await ada.say("/watch battery")
    await ada.say("/filter crypto")
    for name in COMMANDS:
        await ada.say(f"/{name}")
        town.clock.pass_(minutes=1)
    pressed: set[str] = set()
    waiting = [*ada.screen]
    while waiting and len(pressed) < 250:
        shown = waiting.pop(0)
        for button in ada.keys(shown):
            data = button.get("callback_data", "")
            if not data or data in pressed or data.startswith(("nb", "x")) or "Yes, " in button["text"]:
                continue
            pressed.add(data)
            town.clock.pass_(seconds=30)
            before = {number: message["text"] for number, message in town.telegram.screens[CHAT].items()}
            toast = await ada.send_data(data, shown)
            assert APOLOGY not in toast, (button, toast)
            assert toast not in {SOMEBODY_ELSES, ONLY_ADMINISTRATORS}, (button, toast)
            for number, message in town.telegram.screens[CHAT].items():
                if before.get(number) != message["text"]:
                    waiting.append(dict(message))
    assert len(pressed) > 60
    asked = town.database.call(lambda session: session.exec(select(ReaderQuestion)).all())
    assert asked == [], "nothing is waited for in a group"


async def test_a_thread_speaks_the_language_of_its_group_whoever_writes_there(town: Town) -> None:
    ada = member(town, "owner", chat=FORUM)
    await ada.change("left", "member")
    found = town.database.call(subscribers.find, CHAT)
    assert found
    change(town.database, found, language="de")
    await ada.say("/help", PLACES["thread"][1])
    thread = town.database.call(subscribers.find, CHAT, 7)
    assert thread
    assert thread.language == "de"
