"""Commands with their descriptions, the help, and answers to what was not understood or not allowed."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.views.format import bold, clean_text, lines, paragraphs, shorten, topic_name
from bot.views.message import (
    Message,
    build_keyboard,
    catalogue_button,
    follow_button,
    help_button,
    my_topics_button,
    settings_button,
    topic_card_button,
)
from bot.views.texts import Voice
from storage.models import Topic


class HelpSection(Enum):
    """Under which heading /help lists a command: the key of the heading."""

    TOPICS = "help-topics"
    NEWS = "help-news"
    ALERTS = "help-alerts"
    DATA = "help-data"


@dataclass(frozen=True, slots=True)
class MenuCommand:
    """A command in Telegram's menu and in /help. The text ``command-<name>`` describes it in at most 256 characters.

    Attributes:
        name: without its slash.
        section: of /help; those of administrators stand under a heading of their own.
        role: the number of the role that may; 0 for everybody.
        is_shared: whether administrators have another command of the same name, and not this one.
        is_personal: whether it works in private chats alone.
    """

    name: str
    section: HelpSection = HelpSection.NEWS
    role: int = 0
    is_shared: bool = False
    is_personal: bool = False

    @property
    def text_key(self) -> str:
        """The key of its description."""
        return f"command-{self.name}{'-reader' if self.is_shared else ''}"

    def description(self, voice: Voice) -> str:
        """Return what it does."""
        return voice.label(self.text_key)

    def line(self, voice: Voice) -> str:
        """Return its line in /help."""
        return f"/{self.name} – {self.description(voice)}"


@dataclass(frozen=True, slots=True)
class BotProfile:
    """What Telegram shows of the wire before anyone writes: at most 512 and 120 characters."""

    description: str
    short_description: str


def command_menu(commands: Sequence[MenuCommand], voice: Voice, role: int = 0) -> list[tuple[str, str]]:
    """Return name and description of every command that a role has, for Telegram's menu."""
    return [(command.name, command.description(voice)) for command in _commands_of(commands, role)]


def group_command_menu(commands: Sequence[MenuCommand], voice: Voice) -> list[tuple[str, str]]:
    """Return the same of every command that works in groups."""
    return [(each.name, each.description(voice)) for each in _commands_of(commands, 0) if not each.is_personal]


def _commands_of(commands: Sequence[MenuCommand], role: int) -> list[MenuCommand]:
    """The commands that a role has."""
    return [each for each in commands if each.role <= role and not (role and each.is_shared)]


def bot_profile(voice: Voice) -> BotProfile:
    """Return the descriptions for Telegram."""
    return BotProfile(voice.label("profile-description"), voice.label("profile-short"))


_LONGEST_COMMAND = 32


def help_message(commands: Sequence[MenuCommand], voice: Voice, role: int = 0) -> Message:
    """Return the commands that a role has with their descriptions, by section; those of administrators stand last."""
    is_in_group = voice.scene.here == "group"
    had = [each for each in _commands_of(commands, role) if not (is_in_group and each.is_personal)]
    sections = [
        lines(
            voice.say(section.value), *(each.line(voice) for each in had if each.section is section and not each.role)
        )
        for section in HelpSection
    ]
    own = [each.line(voice) for each in had if each.role]
    more = lines(voice.say("help-admin"), *own) if own else ""
    text = paragraphs(voice.say("help"), *sections, voice.say("help-words"), more)
    return Message(text, build_keyboard((catalogue_button(voice), my_topics_button(voice)), (settings_button(voice),)))


def unknown_text_message(suggestion: Topic | None, voice: Voice, *, is_followed: bool = False) -> Message:
    """Return the answer to text that is no command, with the topic that it resembles and whether that is followed."""
    general = (catalogue_button(voice), help_button(voice))
    if suggestion is None:
        return Message(voice.say("unknown-text"), build_keyboard(general))
    card = topic_card_button(suggestion, voice)
    offer = (card,) if is_followed else (follow_button(suggestion, voice), card)
    return Message(voice.say("unknown-text-topic", topic=bold(topic_name(suggestion))), build_keyboard(offer, general))


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


def unchanged_toast(voice: Voice) -> str:
    """It was so already."""
    return voice.label("toast-unchanged")


def expired_toast(voice: Voice) -> str:
    """What the button was for is no longer there, or it is no button of ours."""
    return voice.label("toast-expired")


def rights_lost_message(voice: Voice) -> Message:
    """Return that somebody may not change a group or channel any more, or the bot may not post there."""
    return Message(voice.say("rights-lost"))


def too_fast_toast(voice: Voice) -> str:
    """Pressed too often."""
    return voice.label("toast-too-fast")


def apology_toast(voice: Voice) -> str:
    """Something broke."""
    return voice.label("toast-apology")
