"""Reports and recipients on demand."""

import sys

import pytest

from bot.handlers.admin import progress
from bot.handlers.context import Actor, AdminContext, AdminServices, Origin, Place, Role, Services
from bot.views.admin.callback_data import ExtendBroadcast
from bot.views.callback_data import parse_callback_data
from storage import admins
from tests.conftest import NOON
from tests.handlers.admin.running_broadcasts import SENT, done, settle, under_way
from tests.handlers.people import OWNERS, TEXTS, Town
from tests.storage.broadcast_rows import found


def context(town: Town) -> AdminContext:
    services = Services(town.database, TEXTS, town.clock)
    origin = Origin(Place(901), Actor(901, "en"), town.clock.now)
    return AdminContext(
        bot=town.application.bot,
        services=services,
        admin_services=AdminServices(owners=OWNERS),
        origin=origin,
        role=Role.OWNER,
        voice=TEXTS.voice("en"),
    )


async def test_the_present_rate_is_that_of_the_last_seconds(town: Town) -> None:
    number = under_way(town.database)
    settle(town.database, [SENT] * 4)
    town.clock.pass_(seconds=8)
    message = await progress.load_progress_message(context(town), found(town.database, number))
    assert "30 a minute · about 4 seconds to go" in message.html
    town.clock.pass_(seconds=60)
    message = await progress.load_progress_message(context(town), found(town.database, number))
    assert "About 1 second to go" in message.html


async def test_one_that_is_done_can_be_sent_to_those_who_joined_since(town: Town) -> None:
    number = done(town.database)
    message = await progress.load_progress_message(context(town), found(town.database, number))
    asked = parse_callback_data(message.keyboard[-1][0].data or "")
    assert isinstance(asked, ExtendBroadcast)
    assert town.database.call(admins.use_token, asked.token, 901, number, NOON)


async def test_the_report_of_no_broadcast_is_none(town: Town) -> None:
    await progress.show_broadcast_report(context(town), 99)
    assert town.telegram.asked == []


async def test_every_recipient_is_in_the_files(town: Town) -> None:
    number = under_way(town.database)
    await progress.send_recipients(context(town), number)
    [(method, asked)] = town.telegram.asked
    assert (method, asked["chat_id"]) == ("sendDocument", 901)
    [(name, content)] = town.telegram.files.items()
    assert name == "broadcast-1-recipients.csv"
    lines = content.decode().splitlines()
    assert lines[0].startswith("delivery,chat_id,")
    assert [line.split(",")[1] for line in lines[1:]] == [str(5_001 + number) for number in range(6)]


@pytest.mark.parametrize(("most", "sizes"), [(6, [6]), (4, [4, 2]), (5, [4, 2]), (2, [2, 2, 2])])
async def test_no_file_is_longer_than_it_may_be(town: Town, most: int, sizes: list[int]) -> None:
    number = under_way(town.database)
    await progress.send_recipients(context(town), number, page=2, most_lines=most)
    assert [content.count(b"\n") - 1 for content in town.telegram.files.values()] == sizes
    assert all(content.startswith(b"delivery,") for content in town.telegram.files.values())


async def test_of_nobody_there_is_the_first_line_alone(town: Town) -> None:
    await progress.send_recipients(context(town), under_way(town.database, recipients=0))
    [content] = town.telegram.files.values()
    assert content.count(b"\n") == 1


async def test_where_no_picture_can_be_drawn_the_numbers_must_do(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "no-such-program")
    await progress.show_broadcast_report(context(town), done(town.database))
    [(method, asked)] = town.telegram.asked
    assert method == "sendMessage"
    assert "Sent to <b>3</b> of 6" in asked["text"]


async def test_before_the_first_is_sent_there_is_no_picture(town: Town) -> None:
    number = under_way(town.database)
    await progress.show_broadcast_report(context(town), number, is_dark=True)
    assert [name for name, _ in town.telegram.asked] == ["sendMessage"]
