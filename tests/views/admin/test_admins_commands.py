"""The commands of administrators, as their menu and /help list them."""

import pytest

from bot.handlers.context import Role
from bot.handlers.features import ROUTES
from bot.views.help import command_menu, help_message
from tests.views.samples import VOICE, check


@pytest.mark.parametrize(("role", "count"), [(Role.OWNER, 15), (Role.EDITOR, 13), (Role.SUBSCRIBER, 0)])
def test_the_menu_has_everybodys_commands_first(role: Role, count: int) -> None:
    menu = command_menu(ROUTES.menu, VOICE, role)
    everybodys = [each.name for each in ROUTES.menu if not each.role and not (role and each.is_shared)]
    assert [name for name, _ in menu[: len(everybodys)]] == everybodys
    assert len(menu) == len(everybodys) + count
    assert ("admins" in dict(menu)) == (role is Role.OWNER)
    assert all(0 < len(description) <= 256 for _, description in menu)
    assert len(menu) <= 100


@pytest.mark.parametrize("role", [Role.OWNER, Role.EDITOR])
def test_the_help_has_a_paragraph_of_them(role: Role) -> None:
    whole, help_ = help_message(ROUTES.menu, VOICE), help_message(ROUTES.menu, VOICE, role)
    text = check(help_).text
    readers_own = [command.line(VOICE) for command in ROUTES.menu if command.is_shared]
    assert readers_own
    for line in check(whole).text.splitlines():
        assert (line in text.splitlines()) is (line not in readers_own), line
    assert "\n\nFor administrators\n/broadcast – Write to all subscribers, or some\n" in text
    assert ("/admins" in text) == (role is Role.OWNER)
    assert help_.keyboard == whole.keyboard
