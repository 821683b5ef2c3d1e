"""Any app may send any data as if a button had been pressed."""

from dataclasses import fields
from typing import Any

import pytest

from bot.handlers.features import ROUTES
from storage import subscribers
from storage.models import Volume
from tests.handlers import sample_news
from tests.handlers.people import EXPIRED, Person, Town

GONE: tuple[str, ...] = (
    "t:99:0",
    "t:99:7",
    "w:99",
    "f:99",
    "u:99",
    "b:99",
    "h:99:0",
    "d:99:0",
    "m:99",
    "n:99",
    "a:99:0",
)
GONE_TOO = ("qa:99", "qb:99", "qc:99:0", "qd:99:0:0", "qd:99:1:0", "qd:99:2:0", "qf:99", "qg:99")
WITHDRAWN = ("q:99", "r:99:0", "r:99:1", "e:99", "x:99:1:0")
HOSTILE = (
    None,
    "",
    "t",
    "t:1",
    "t:1:2:3",
    "t:-1:0",
    "t:1:0 ",
    "x",
    "🔕",
    "t:" + "9" * 60,
    "q:9223372036854775808",
    "y:1",
    "qd:1:3:0",
    "qd:1:9223372036854775807:0",
    "qh:1",
    "q",
    "qe",
    "qz",
)


@pytest.mark.parametrize("data", GONE + GONE_TOO + WITHDRAWN + HOSTILE)
async def test_what_no_button_says_is_out_of_date(town: Town, ada: Person, data: str | None) -> None:
    assert await ada.send_data(data) == EXPIRED
    assert town.telegram.times("answerCallbackQuery") == 1


KINDS: list[Any] = [kind for kind, route in ROUTES.buttons.items() if not route.is_for_admins]
FORGED = [
    kind(*(number for _ in fields(kind))).encode() for kind in KINDS for number in (0, 1, 2**63 - 1) if fields(kind)
]


@pytest.mark.parametrize("data", sorted(set(FORGED)))
async def test_forged_numbers_harm_nobody(town: Town, ada: Person, data: str) -> None:
    bob = town.person(502)
    await bob.write("/subscribe space")
    sample_news.publish(town.database, 10, "space")
    assert "something went wrong" not in await ada.send_data(data)
    assert town.telegram.times("answerCallbackQuery") == 1
    assert bob.chosen == {sample_news.topic_id(town.database, "space"): Volume.STORIES}


async def test_a_topic_that_is_not_offered_cannot_be_followed_by_its_number(town: Town, ada: Person) -> None:
    number = sample_news.topic_id(town.database, "gossip")
    by_number = ("t:{}:0", "w:{}", "f:{}", "n:{}", "qa:{}", "qb:{}", "qc:{}:0", "qd:{}:1:0", "qf:{}", "qg:{}")
    for data in (each.format(number) for each in by_number):
        assert await ada.send_data(data) == EXPIRED
    assert ada.chosen == {}


async def test_only_whoever_pressed_is_changed(town: Town, ada: Person) -> None:
    """A press that claims another chat is about nobody."""
    query = {"id": "1", "from": ada.profile, "chat_instance": "1", "data": "y"}
    await town.person(502).write("/start")
    await town.arrive(
        callback_query=query | {"message": {"message_id": 1, "date": 1, "chat": {"id": 502, "type": "private"}}}
    )
    assert town.telegram.toasts == [EXPIRED]
    assert town.database.call(subscribers.find, 502)


@pytest.mark.parametrize("text", ["/help", "/privacy"])
async def test_only_whoever_wrote_is_answered(town: Town, ada: Person, text: str) -> None:
    ada.chat = {"id": 502, "type": "private"}
    await ada.write(text)
    assert town.telegram.asked == []


async def test_a_button_under_a_message_that_telegram_does_not_name(town: Town, ada: Person) -> None:
    await town.arrive(callback_query={"id": "1", "from": ada.profile, "chat_instance": "1", "data": "g"})
    assert town.telegram.toasts == [EXPIRED]
