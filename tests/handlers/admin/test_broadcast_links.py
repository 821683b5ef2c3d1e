"""Link buttons below a broadcast, where there can be any."""

import pytest

from bot.views.message import sendable_from_json
from storage import broadcasts
from storage.models import Digest
from tests.conftest import NOON
from tests.handlers.admin.broadcast_states import HOUR, OWNER, readers
from tests.handlers.people import Person, Town
from tests.storage.broadcast_rows import found
from tests.storage.rows import put


@pytest.fixture
def owner(town: Town) -> Person:
    readers(town.database)
    return town.person(OWNER)


async def test_link_buttons_are_written_shown_and_taken_away(town: Town, owner: Person) -> None:
    await owner.write("/broadcast Words")
    await owner.press("Link buttons")
    assert "Line 1, “Read https://a.example”: between label and address" in await owner.write("Read https://a.example")
    assert "Nothing was changed." in owner.seen
    await owner.write("Read | a.example && Look | https://b.example\nMore | https://c.example")
    *links, way_out = owner.keys(owner.screen[-2])
    assert [key["url"] for key in links] == ["https://a.example", "https://b.example", "https://c.example"]
    assert way_out["text"] == "Announcements off"
    await owner.press("Link buttons")
    assert "Read | https://a.example && Look | https://b.example" in owner.seen
    await owner.press("Remove all")
    assert sendable_from_json(found(town.database, 1).post) == sendable_from_json({"kind": "text", "text": "Words"})
    assert owner.buttons_of(-2) == ["Announcements off"]


GOOD_LINES = "One | https://a.example\nTwo https://b.example\nThree | https://c.example\nFour | localhost"


async def test_only_the_lines_that_cannot_be_read_are_asked_for_again(town: Town, owner: Person) -> None:
    await owner.write("/broadcast Words")
    await owner.press("Link buttons")
    asked = await owner.write(GOOD_LINES)
    assert asked.startswith("Line 2, “Two https://b.example”: between label and address")
    assert asked.endswith("Send this line alone again; the others are kept.")
    assert "Line 4, “Four | localhost”: this address" in await owner.write("Two | http://b.example/?a|b&&c")
    assert "Line 4, “Four | nowhere”: this address" in await owner.write("Four | nowhere")
    await owner.write("Four - https://d.example")
    assert [(key["text"], key["url"]) for key in owner.keys(owner.screen[-2]) if "url" in key] == [
        ("One", "https://a.example"), ("Two", "http://b.example/?a|b&&c"), ("Three", "https://c.example"),
        ("Four", "https://d.example"),
    ]  # fmt: skip
    await owner.press("Link buttons")
    await owner.write("Bad")
    await owner.press("Back")
    await owner.press("Link buttons")
    await owner.write("Only | https://e.example")
    assert [key["text"] for key in owner.keys(owner.screen[-2]) if "url" in key] == ["Only"], (
        "nothing of an earlier answer is kept"
    )


async def test_a_line_that_cannot_be_read_is_left_out_or_all_are_written_anew(town: Town, owner: Person) -> None:
    await owner.write("/broadcast Words")
    await owner.press("Link buttons")
    await owner.write(GOOD_LINES)
    await owner.press("Leave this line out")
    await owner.write("Six | https://f.example\nSeven | https://g.example")
    assert [key["text"] for key in owner.keys(owner.screen[-2]) if "url" in key] == ["Six", "Seven"]
    await owner.press("Link buttons")
    await owner.write(GOOD_LINES)
    before = owner.screen[-1]
    await owner.press("Leave this line out")
    await owner.press("Leave this line out")
    assert [key["text"] for key in owner.keys(owner.screen[-2]) if "url" in key] == ["One", "Three"]
    await owner.send_data("xl:1", before)
    assert owner.seen.startswith("Broadcast 1 · draft"), "nothing is asked any more"


async def test_a_photo_is_no_link(town: Town, owner: Person) -> None:
    await owner.write("/broadcast Words")
    await owner.press("Link buttons")
    assert "There is no button in this." in await owner.send(
        photo=[{"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}]
    )


async def test_a_digest_is_shown_as_such(town: Town, owner: Person) -> None:
    digest = put(town.database, Digest(author_id=OWNER, since_at=NOON - HOUR, until_at=NOON, created_at=NOON))
    draft = town.database.call(broadcasts.create_draft, OWNER, NOON, digest_id=digest.id)
    await owner.send_data(f"bh:{draft.id}")
    assert owner.buttons[:2] == ["Edit the digest", "Preview"]
    await owner.send_data(f"bl:{draft.id}")
    assert owner.seen.startswith("Broadcast 1 · draft"), "link buttons cannot stand below it"
    await owner.send_data(f"bm:{draft.id}")
    assert found(town.database, 1).post == {}
