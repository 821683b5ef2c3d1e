"""The commands, in the order in which Telegram's menu and /help list them."""

from dataclasses import dataclass
from enum import Enum

from bot.messages.texts import Voice


class CommandGroup(Enum):
    """Under which heading /help lists a command: the key of the heading."""

    TOPICS = "help-topics"
    NEWS = "help-news"
    DATA = "help-data"


@dataclass(frozen=True, slots=True)
class Command:
    """A command without its slash, the key of its description (at most 256 characters), and its group."""

    name: str
    text_key: str
    group: CommandGroup


COMMANDS = (
    Command("start", "command-start", CommandGroup.NEWS),
    Command("topics", "command-topics", CommandGroup.TOPICS),
    Command("subscribe", "command-subscribe", CommandGroup.TOPICS),
    Command("unsubscribe", "command-unsubscribe", CommandGroup.TOPICS),
    Command("mine", "command-mine", CommandGroup.TOPICS),
    Command("latest", "command-latest", CommandGroup.NEWS),
    Command("stop", "command-stop", CommandGroup.NEWS),
    Command("settings", "command-settings", CommandGroup.NEWS),
    Command("help", "command-help", CommandGroup.DATA),
    Command("privacy", "command-privacy", CommandGroup.DATA),
    Command("delete", "command-delete", CommandGroup.DATA),
)


@dataclass(frozen=True, slots=True)
class Profile:
    """What Telegram shows of the wire before anyone writes: at most 512 and 120 characters."""

    description: str
    short_description: str


def menu(voice: Voice) -> list[tuple[str, str]]:
    """Return name and description of every command, for Telegram's menu."""
    return [(command.name, voice.label(command.text_key)) for command in COMMANDS]


def profile(voice: Voice) -> Profile:
    """Return the descriptions for Telegram."""
    return Profile(voice.label("profile-description"), voice.label("profile-short"))
