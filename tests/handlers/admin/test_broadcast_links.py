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
    assert "Line 1: between label and address" in await owner.write("Read https://a.example")
    await owner.write("Read | a.example && Look | https://b.example\nMore | https://c.example")
    *links, way_out = owner.keys(owner.screen[-2])
    assert [key["url"] for key in links] == ["https://a.example", "https://b.example", "https://c.example"]
    assert way_out["text"] == "Announcements off"
    await owner.press("Link buttons")
    assert "Read | https://a.example && Look | https://b.example" in owner.seen
    await owner.press("Remove all")
    assert sendable_from_json(found(town.database, 1).post) == sendable_from_json({"kind": "text", "text": "Words"})
    assert owner.buttons_of(-2) == ["Announcements off"]


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
