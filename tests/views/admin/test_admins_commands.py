"""The commands of administrators, as their menu and /help list them."""

import pytest

from bot.views.admin.admins import ADMIN_COMMANDS, admin_command_menu, with_admin_help
from bot.views.help import COMMANDS, help_message
from tests.views.samples import VOICE, check


@pytest.mark.parametrize(("is_owner", "count"), [(True, len(ADMIN_COMMANDS)), (False, len(ADMIN_COMMANDS) - 1)])
def test_the_menu_has_everybodys_commands_first(is_owner: bool, count: int) -> None:
    menu = admin_command_menu(VOICE, is_owner=is_owner)
    assert [name for name, _ in menu[: len(COMMANDS)]] == [command.name for command in COMMANDS]
    assert len(menu) == len(COMMANDS) + count
    assert ("admins" in dict(menu)) == is_owner
    assert all(0 < len(description) <= 256 for _, description in menu)
    assert len(menu) <= 100


@pytest.mark.parametrize("is_owner", [True, False])
def test_the_help_has_a_paragraph_of_them(is_owner: bool) -> None:
    whole = help_message(VOICE)
    help_ = with_admin_help(whole, VOICE, is_owner=is_owner)
    text = check(help_).text
    assert text.startswith(check(whole).text)
    assert "\n\nFor administrators\n/broadcast – Write to all subscribers, or some\n" in text
    assert ("/admins" in text) == is_owner
    assert help_.keyboard == whole.keyboard
