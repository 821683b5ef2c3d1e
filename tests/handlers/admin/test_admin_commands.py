"""Administrators alone are shown their commands: in the menu (scopes) and in the help."""

import logging

import pytest

from bot.handlers.context import Role, Services
from bot.handlers.features import ROUTES
from bot.handlers.profile import hide_admin_commands, publish_admin_commands, show_admin_commands
from bot.views.callback_data import OpenHelp
from storage import admins
from tests.conftest import NOON
from tests.handlers.people import OWNERS, TEXTS, Person, Town

EVERYBODYS = [command.name for command in ROUTES.menu if not command.role and not command.is_shared]
"""But for those that are something else for administrators."""
OWN = [command.name for command in ROUTES.menu if command.role]


@pytest.fixture
def services(town: Town) -> Services:
    town.database.call(admins.add_editor, 903, 901, NOON)
    town.database.call(admins.add_editor, 902, 901, NOON)
    return Services(town.database, TEXTS, town.clock)


def set_for(town: Town) -> dict[int, list[str]]:
    """The commands that were set, by chat."""
    scopes = [asked for name, asked in town.telegram.asked if name == "setMyCommands"]
    return {asked["scope"]["chat_id"]: [each["command"] for each in asked["commands"]] for asked in scopes}


async def test_each_administrator_is_shown_what_they_can_do(town: Town, services: Services) -> None:
    await publish_admin_commands(town.application.bot, services, ROUTES.menu, OWNERS)
    shown = set_for(town)
    assert shown.keys() == {901, 902, 903}
    assert shown[901] == shown[902] == EVERYBODYS + OWN
    assert shown[903] == EVERYBODYS + [name for name in OWN if name != "admins"]


async def test_what_is_shown_already_is_not_set_again(town: Town, services: Services) -> None:
    await show_admin_commands(town.application.bot, services, ROUTES.menu, 901, Role.OWNER)
    [shown] = [asked for name, asked in town.telegram.asked if name == "setMyCommands"]
    town.telegram.results["getMyCommands"] = shown["commands"]
    await show_admin_commands(town.application.bot, services, ROUTES.menu, 901, Role.OWNER)
    assert town.telegram.times("setMyCommands") == 1


@pytest.mark.parametrize(
    ("refusal", "level"),
    [((400, "Bad Request: chat not found"), logging.INFO), ((429, "Too Many Requests"), logging.WARNING)],
)
async def test_who_never_wrote_to_the_bot_stops_nothing(
    town: Town, services: Services, caplog: pytest.LogCaptureFixture, refusal: tuple[int, str], level: int
) -> None:
    town.telegram.refusals |= {"setMyCommands": refusal, "deleteMyCommands": refusal}
    with caplog.at_level(logging.INFO):
        await publish_admin_commands(town.application.bot, services, ROUTES.menu, OWNERS)
        await hide_admin_commands(town.application.bot, 903)
    levels = [record.levelno for record in caplog.records if record.name == "bot.handlers.profile"]
    assert levels == [level] * 3 + [logging.WARNING]


async def test_an_administrator_who_begins_is_shown_them(town: Town) -> None:
    await town.person(901).write("/start")
    assert set_for(town).keys() == {901}


async def test_nobody_else_is(town: Town, ada: Person) -> None:
    for text in ("/start", "/help", "/broadcast", "/cancel"):
        await ada.write(text)
    assert set_for(town) == {}


@pytest.mark.parametrize(("number", "has_more"), [(901, True), (501, False)])
async def test_the_help_tells_administrators_more(town: Town, number: int, has_more: bool) -> None:
    person = town.person(number)
    assert ("For administrators" in await person.write("/help")) == has_more
    await person.write("/topics")
    help_ = person.screen[-1]
    await person.send_data(OpenHelp.code, help_)
    assert ("/broadcasts – " in person.seen) == has_more
    assert ("/admins – " in person.seen) == has_more
