"""An administrator writes a broadcast, sees it as it will arrive, and changes it."""

import json
from typing import Any

import pytest

from bot.handlers.context import AdminServices
from bot.handlers.router import MOST_MESSAGES
from bot.transport.capture import AlbumCollector
from storage import admins, broadcasts
from storage.database import Database
from tests.handlers.admin.broadcast_states import EDITOR, OTHER_OWNER, OWNER, S, in_state, readers
from tests.handlers.people import OWNERS, Person, Town, town_with
from tests.storage.broadcast_rows import found
from tests.transport.virtual_time import VirtualTime

ASKED = "A new broadcast"
PHOTO = {"photo": [{"file_id": "small", "file_unique_id": "s", "width": 9, "height": 9},
                   {"file_id": "large", "file_unique_id": "l", "width": 90, "height": 90}]}  # fmt: skip
POLL = {"poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
                 "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
                 "allows_revoting": False, "members_only": False}}  # fmt: skip


@pytest.fixture
def owner(town: Town) -> Person:
    readers(town.database)
    return town.person(OWNER)


def post_of(town: Town, broadcast_id: int = 1) -> dict[str, Any]:
    return found(town.database, broadcast_id).post


def texts(person: Person) -> list[str]:
    return [shown["text"].partition("\n")[0] for shown in person.screen]


async def test_text_behind_the_command_goes_straight_to_the_preview(town: Town, owner: Person) -> None:
    await owner.write("/broadcast The wire moves on Sunday")
    assert texts(owner) == ["The wire moves on Sunday", "Broadcast 1 · draft"]
    assert "3 recipients" in owner.seen


async def test_formatting_behind_the_command_is_kept(town: Town, owner: Person) -> None:
    text = "/broadcast 😀 a bold move"
    entities = [{"type": "bot_command", "offset": 0, "length": 10}, {"type": "bold", "offset": 16, "length": 4}]
    await owner.send(text=text, entities=entities)
    shown = town.telegram.asked[0][1]
    assert shown["text"] == "😀 a bold move"
    assert json.loads(json.dumps(shown["entities"])) == [{"type": "bold", "offset": 5, "length": 4}]


async def test_a_message_is_asked_for_and_kept_as_it_looks(town: Town, owner: Person) -> None:
    assert (await owner.write("/broadcast")).startswith(ASKED)
    await owner.send(caption="On the bridge", caption_entities=[{"type": "bold", "offset": 7, "length": 6}], **PHOTO)
    assert texts(owner)[1:] == ["On the bridge", "Broadcast 1 · draft"]
    kept = post_of(town)
    assert (kept["kind"], kept["text"], kept["file_id"]) == ("photo", "On the bridge", "large")
    assert json.loads(kept["entities"]) == [{"type": "bold", "offset": 7, "length": 6}]


@pytest.mark.parametrize(
    ("content", "answer"),
    [(POLL, "I cannot broadcast this kind"), (PHOTO | {"caption": "x" * 1_025}, "longer than the 1,024")],
)
async def test_what_cannot_be_sent_is_refused_and_still_asked_for(
    town: Town, owner: Person, content: dict[str, Any], answer: str
) -> None:
    await owner.write("/broadcast")
    assert answer in await owner.send(**content)
    await owner.write("Then words")
    assert post_of(town)["text"] == "Then words"


async def test_a_forwarded_message_is_as_good(town: Town, owner: Person) -> None:
    origin = {"type": "hidden_user", "sender_user_name": "Somebody", "date": 1}
    await owner.write("/broadcast")
    await owner.send(text="Said elsewhere", forward_origin=origin)
    assert post_of(town)["text"] == "Said elsewhere"


async def test_never_mind(town: Town, owner: Person) -> None:
    await owner.write("/broadcast")
    await owner.press("Never mind")
    await owner.write("Hello")
    assert broadcasts_in(town.database) == 0


async def test_the_question_outlives_a_restart(town: Town, owner: Person) -> None:
    await owner.write("/broadcast")
    async with town_with(town.database) as anew:
        await anew.person(OWNER).write("Written later")
    assert post_of(town)["text"] == "Written later"


async def test_telegram_refuses_what_is_shown(town: Town, owner: Person) -> None:
    await owner.write("/broadcast")
    town.telegram.refusals["sendPhoto"] = 400, "Bad Request: wrong file identifier"
    await owner.send(**PHOTO)
    assert texts(owner)[1:] == ["Telegram refuses this message", "Broadcast 1 · draft"]
    assert "Wrong file identifier" in owner.screen[1]["text"]


async def test_another_message_keeps_audience_and_links(town: Town, owner: Person) -> None:
    await owner.write("/broadcast First words")
    await owner.press("Link buttons")
    await owner.write("Read | https://a.example")
    await owner.press("Kind: news")
    await owner.press("New message")
    assert owner.seen.startswith("Another message")
    await owner.send(**PHOTO)
    kept = found(town.database, 1)
    assert (kept.post["file_id"], kept.is_notice) == ("large", True)
    assert kept.post["keyboard"] == [[{"label": "Read", "url": "https://a.example"}]]


async def test_a_message_that_comes_after_it_was_sent_changes_nothing(town: Town, owner: Person) -> None:
    await owner.write("/broadcast First words")
    await owner.press("New message")
    town.database.call(broadcasts.send_draft, 1, town.clock.now, needs_second=False)
    await owner.write("Second thoughts")
    assert post_of(town)["text"] == "First words"
    assert texts(owner)[-2:] == ["Nothing was done: it is no draft any more", "Broadcast 1 · getting ready"]


async def test_back_asks_no_more(town: Town, owner: Person) -> None:
    await owner.write("/broadcast First words")
    await owner.press("New message")
    await owner.press("Back")
    assert owner.seen.startswith("Broadcast 1 · draft")
    assert town.database.call(admins.pending_question, OWNER, town.clock.now) is None


@pytest.mark.parametrize("label", ["Kind: news", "First batch: 50"])
async def test_nobody_sends_what_somebody_else_has_changed(town: Town, owner: Person, label: str) -> None:
    await owner.write("/broadcast Words")
    other = town.person(OTHER_OWNER)
    await other.send_data("bh:1")
    await other.press(label)
    assert (await owner.send_now()).startswith("Nothing was done: this button is good for one press")
    assert await owner.send_now() == "It goes out now"


async def test_how_it_goes_out_is_switched(town: Town, owner: Person) -> None:
    await owner.write("/broadcast Words")
    for label in ("First batch: 50", "Never twice: off", "Kind: news"):
        await owner.press(label)
    changed = found(town.database, 1)
    assert (changed.trial, changed.never_twice, changed.is_notice) == (0, True, True)
    assert "never sent again" in owner.seen
    for label in ("First batch: off", "Never twice: on", "Kind: notice"):
        await owner.press(label)
    back = found(town.database, 1)
    assert (back.trial, back.never_twice, back.is_notice) == (50, False, False)


async def test_paying_is_turned_on_for_one_broadcast_once_its_price_was_seen(sqlite: Database) -> None:
    async with town_with(sqlite, AdminServices(owners=OWNERS, paid_rate=500.0)) as town:
        owner = town.person(OWNER)
        readers(sqlite)
        await owner.write("/broadcast Words")
        price = next(label for label in owner.buttons if label.startswith("Paid speed: off"))
        assert price == "Paid speed: off · would cost up to 1 ⭐"
        assert not found(sqlite, 1).is_paid
        await owner.press(price)
        assert found(sqlite, 1).is_paid
        assert "Paid for, at 500 a second: up to 1 Star of" in owner.seen
        await owner.write("/broadcast Other words")
        assert not found(sqlite, 2).is_paid


async def test_an_editor_cannot_spend(sqlite: Database) -> None:
    async with town_with(sqlite, AdminServices(owners=OWNERS, paid_rate=500.0)) as town:
        await town.person(OWNER).write("/broadcast Words")
        readers(sqlite)
        await town.person(EDITOR).send_data("bz:1")
        assert not found(sqlite, 1).is_paid


async def test_nothing_speaks_of_paying_where_the_settings_do_not(town: Town, owner: Person) -> None:
    await owner.write("/broadcast Words")
    assert not [label for label in owner.buttons if "Paid" in label]


async def test_a_draft_of_another_is_opened_from_the_list(town: Town, owner: Person) -> None:
    await owner.write("/broadcasts")
    assert owner.seen == "There are no broadcasts yet. /broadcast begins one."
    for _ in range(9):
        in_state(town.database, S.DRAFT, OTHER_OWNER)
    await owner.write("/drafts")
    assert owner.buttons == [
        *(f"{number} · draft · The wire moves on Sunday" for number in range(9, 1, -1)),
        "1/2",
        "▶",
        "Broadcasts",
    ]
    await owner.press("▶")
    assert owner.buttons == ["1 · draft · The wire moves on Sunday", "◀", "2/2", "Broadcasts"]
    await owner.press("1 · draft")
    assert texts(owner)[-2:] == ["The wire moves on Sunday", "Broadcast 1 · draft"]


async def test_a_list_that_has_grown_shorter_shows_its_last_page(town: Town, owner: Person) -> None:
    in_state(town.database, S.SCHEDULED)
    await owner.send_data("bk:7")
    assert owner.buttons == ["1 · scheduled · The wire moves on Sunday"]


async def test_drafts_stand_on_a_page_of_their_own(town: Town, owner: Person) -> None:
    assert await owner.write("/drafts") == "There are no drafts. /broadcast begins one."
    for _ in range(10):
        in_state(town.database, S.DRAFT)
    in_state(town.database, S.SCHEDULED)
    assert await owner.write("/broadcasts") == "Broadcasts\n\nThere is one so far. Tap it to see how it stands."
    assert owner.buttons == ["11 · scheduled · The wire moves on Sunday", "Drafts (10)"]
    await owner.press("Drafts")
    assert owner.seen.startswith("Drafts\n\nThere are 10, the newest first.")
    assert owner.buttons[0] == "10 · draft · The wire moves on Sunday"
    assert len(owner.buttons) == 8 + 2 + 1
    await owner.send_data("xg:7", owner.screen[-1])
    assert owner.buttons[:2] == ["2 · draft · The wire moves on Sunday", "1 · draft · The wire moves on Sunday"]
    await owner.press("Broadcasts")
    assert owner.buttons[0].startswith("11 · scheduled")


async def test_a_broadcast_is_copied_once_whichever_state_it_is_in(town: Town, owner: Person) -> None:
    for state in S:
        number = in_state(town.database, state)
        if state is S.DRAFT:
            continue
        await owner.send_data(f"bh:{number}")
        copied = await owner.press("Copy as new")
        assert copied == "Copied: this is a new draft", state
        assert owner.seen.startswith("Broadcast "), state
        assert "· draft" in owner.seen, state
        await owner.press("Cancel")
    assert "not there any more" in await owner.send_data("xc:999")


def broadcasts_in(database: Database) -> int:
    return database.call(broadcasts.recent, 0, 1)[1] + database.call(broadcasts.drafts, 0, 1)[1]


async def test_an_album_is_waited_for(sqlite: Database) -> None:
    time = VirtualTime()
    albums = AlbumCollector(time.sleep)
    async with town_with(sqlite, AdminServices(owners=OWNERS, albums=albums)) as town:
        owner = town.person(OWNER)
        await owner.write("/broadcast")
        for number in range(3):
            await owner.send(media_group_id="7", message_id=number + 10, **PHOTO)
            await time.pass_until(time.now + 0.9)
        assert broadcasts_in(sqlite) == 0
        await time.pass_until(time.now + 1)
        await albums.arrive()
        assert len(post_of(town)["album"]) == 3
        assert texts(owner)[1:] == ["", "", "", "Broadcast 1 · draft"]
        assert "Link buttons" not in owner.buttons
        await owner.send_data("bl:1")
        assert owner.seen.startswith("Broadcast 1 · draft"), "buttons cannot stand below an album"


async def test_an_album_that_nobody_waits_for_any_more_is_let_go(sqlite: Database) -> None:
    time = VirtualTime()
    albums = AlbumCollector(time.sleep)
    async with town_with(sqlite, AdminServices(owners=OWNERS, albums=albums)) as town:
        owner = town.person(OWNER)
        await owner.write("/broadcast")
        await owner.send(media_group_id="7", **PHOTO)
        await owner.press("Never mind")
        await time.pass_until(2)
        await albums.arrive()
        assert broadcasts_in(sqlite) == 0


async def test_an_album_counts_as_one_message(sqlite: Database) -> None:
    time = VirtualTime()
    albums = AlbumCollector(time.sleep)
    async with town_with(sqlite, AdminServices(owners=OWNERS, albums=albums)) as town:
        owner = town.person(OWNER)
        for _ in range(MOST_MESSAGES - 1):
            await owner.write("/broadcast")
        for number in range(10):
            await owner.send(media_group_id="7", message_id=number + 10, **PHOTO)
        await time.pass_until(2)
        await albums.arrive()
        assert len(post_of(town)["album"]) == 10
