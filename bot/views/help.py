"""Commands with their descriptions, the help, and answers to what was not understood or not allowed."""

from dataclasses import dataclass
from enum import Enum

from bot.views.buttons import (
    build_keyboard,
    catalogue_button,
    follow_button,
    help_button,
    my_topics_button,
    settings_button,
    topic_latest_button,
    url_buttons,
)
from bot.views.format import topic_name
from bot.views.html import bold, clean_text, lines, paragraphs, shorten
from bot.views.message import Message
from bot.views.texts import Voice
from storage.models import Topic


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
class BotProfile:
    """What Telegram shows of the wire before anyone writes: at most 512 and 120 characters."""

    description: str
    short_description: str


def command_menu(voice: Voice) -> list[tuple[str, str]]:
    """Return name and description of every command, for Telegram's menu."""
    return [(command.name, voice.label(command.text_key)) for command in COMMANDS]


def bot_profile(voice: Voice) -> BotProfile:
    """Return the descriptions for Telegram."""
    return BotProfile(voice.label("profile-description"), voice.label("profile-short"))


_LONGEST_COMMAND = 32


def help_message(voice: Voice) -> Message:
    """Return the commands with their descriptions, by group."""
    groups = [lines(voice.say(group.value), *_command_lines(group, voice)) for group in CommandGroup]
    text = paragraphs(voice.say("help"), *groups)
    return Message(text, build_keyboard((catalogue_button(voice), my_topics_button(voice)), (settings_button(voice),)))


def unknown_text_message(suggestion: Topic | None, voice: Voice, *, is_followed: bool = False) -> Message:
    """Return the answer to text that is no command, with the topic that it resembles and whether that is followed."""
    general = (catalogue_button(voice), help_button(voice))
    if suggestion is None:
        return Message(voice.say("unknown-text"), build_keyboard(general))
    offer = topic_latest_button(suggestion, voice) if is_followed else follow_button(suggestion, voice)
    return Message(
        voice.say("unknown-text-topic", topic=bold(topic_name(suggestion))), build_keyboard((offer,), general)
    )


def unknown_command_message(command: str, voice: Voice) -> Message:
    """Return the answer to a command that there is not; ``command`` without its slash."""
    asked = shorten(clean_text(command), _LONGEST_COMMAND)
    return Message(
        voice.say("unknown-command", command=asked), build_keyboard((catalogue_button(voice), help_button(voice)))
    )


def apology_message(voice: Voice) -> Message:
    """Return what is said when something broke."""
    return Message(voice.say("apology"))


def too_fast_message(voice: Voice) -> Message:
    """Return the request to slow down."""
    return Message(voice.say("too-fast"))


def private_only_message(chat_url: str, voice: Voice) -> Message:
    """Return the answer in a group or channel, with a button that opens the private chat."""
    return Message(voice.say("private-only"), build_keyboard(url_buttons(voice.label("button-private"), chat_url)))


def _command_lines(group: CommandGroup, voice: Voice) -> list[str]:
    return [f"/{command.name} – {voice.label(command.text_key)}" for command in COMMANDS if command.group is group]


def unchanged_toast(voice: Voice) -> str:
    """It was so already."""
    return voice.label("toast-unchanged")


def expired_toast(voice: Voice) -> str:
    """What the button was for is no longer there, or it is no button of ours."""
    return voice.label("toast-expired")


def too_fast_toast(voice: Voice) -> str:
    """Pressed too often."""
    return voice.label("toast-too-fast")


def apology_toast(voice: Voice) -> str:
    """Something broke."""
    return voice.label("toast-apology")
