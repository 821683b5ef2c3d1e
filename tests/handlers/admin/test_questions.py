"""Questions can be left, and the audit looked through."""

import pytest

from bot.views.admin.callback_data import OpenBroadcastPanel, StopAsking
from storage import admins
from storage.models import AuditAct, Awaits
from tests.conftest import NOON
from tests.handlers.admin.test_admins import editor_ids
from tests.handlers.people import Person, Town
from tests.storage.broadcast_rows import drafted


@pytest.fixture
def owner(town: Town) -> Person:
    town.telegram.chats = {901: {"first_name": "Ada", "last_name": "Hill"}}
    return town.person(901)


async def test_nothing_is_asked_any_more_after_never_mind(town: Town, owner: Person) -> None:
    await owner.write("/admins add")
    await owner.press("Never mind")
    assert owner.seen == "Nothing is asked any more, and nothing was changed."
    await owner.write("903")
    assert editor_ids(town.database) == []


async def test_never_mind_leads_back_to_what_was_asked_about(town: Town, owner: Person) -> None:
    draft = drafted(town.database)
    town.database.call(admins.set_pending_question, 901, Awaits.LINKS, NOON, broadcast_id=draft)
    await owner.write("/help")
    await owner.send_data(StopAsking().encode(), owner.screen[-1])
    [button] = owner.keys(owner.screen[-1])
    assert button == {"text": "Back to the broadcast", "callback_data": OpenBroadcastPanel(draft).encode()}


async def test_cancel_ends_what_was_asked(town: Town, owner: Person) -> None:
    await owner.write("/admins add")
    assert await owner.write("/cancel") == "Nothing is asked any more, and nothing was changed."
    await owner.write("903")
    assert editor_ids(town.database) == []


async def test_a_question_is_forgotten_after_an_hour(town: Town, owner: Person) -> None:
    await owner.write("/admins add")
    town.clock.pass_(hours=1)
    await owner.write("903")
    assert editor_ids(town.database) == []


async def test_the_audit_pages(town: Town, owner: Person) -> None:
    assert await owner.write("/audit") == "Nobody has done anything yet."
    for number in range(20):
        town.database.call(admins.add_audit_entry, 901, AuditAct.SENT, f"broadcast {number}", NOON)
    await owner.write("/audit")
    assert owner.seen.startswith("Audit\n\nSent · broadcast 19\nAda Hill (901) · 2 Mar 2026, 12:00 UTC")
    assert owner.buttons == ["1/3", "▶"]
    await owner.press("▶")
    await owner.press("▶")
    assert owner.seen.endswith("Sent · broadcast 0\nAda Hill (901) · 2 Mar 2026, 12:00 UTC")
    await owner.send_data("re:999", owner.screen[-1])
    assert owner.buttons == ["◀", "3/3"]
