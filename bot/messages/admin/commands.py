"""The commands of administrators, in the order in which their menu and /help list them."""

from dataclasses import dataclass, replace

from bot.messages.commands import menu
from bot.messages.markup import lines, paragraphs
from bot.messages.message import Message
from bot.messages.texts import Voice


@dataclass(frozen=True, slots=True)
class AdminCommand:
    """A command without its slash, the key of its description, and whether it is for owners alone."""

    name: str
    text_key: str
    is_for_owners: bool = False


ADMIN_COMMANDS = (
    AdminCommand("broadcast", "command-broadcast"),
    AdminCommand("broadcasts", "command-broadcasts"),
    AdminCommand("digest", "command-digest"),
    AdminCommand("digests", "command-digests"),
    AdminCommand("stats", "command-stats"),
    AdminCommand("status", "command-status"),
    AdminCommand("rejected", "command-rejected"),
    AdminCommand("audit", "command-audit"),
    AdminCommand("admins", "command-admins", is_for_owners=True),
    AdminCommand("cancel", "command-cancel"),
)


def admin_menu(voice: Voice, *, is_owner: bool) -> list[tuple[str, str]]:
    """Return name and description of every command that an administrator has, everybody's first."""
    own = [(command.name, voice.label(command.text_key)) for command in _commands(is_owner=is_owner)]
    return menu(voice) + own


def with_admin_help(help_: Message, voice: Voice, *, is_owner: bool) -> Message:
    """Return the help with a paragraph for administrators."""
    own = [f"/{command.name} – {voice.label(command.text_key)}" for command in _commands(is_owner=is_owner)]
    return replace(help_, html=paragraphs(help_.html, lines(voice.say("help-admin"), *own)))


def _commands(*, is_owner: bool) -> list[AdminCommand]:
    return [command for command in ADMIN_COMMANDS if is_owner or not command.is_for_owners]
