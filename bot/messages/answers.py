"""Answers to what was not understood, or did not work, and the help."""

from bot.messages.cleaning import clean, shorten
from bot.messages.commands import COMMANDS, CommandGroup
from bot.messages.keyboard import opening, rows
from bot.messages.markup import bold, lines, paragraphs
from bot.messages.message import Message
from bot.messages.naming import topic_name
from bot.messages.shortcuts import to_catalogue, to_follow, to_help, to_latest_of, to_mine, to_settings
from bot.messages.texts import Voice
from storage.models import Topic

_LONGEST_COMMAND = 32


def help_(voice: Voice) -> Message:
    """Return the commands with their descriptions, by group."""
    groups = [lines(voice.say(group.value), *_commands(group, voice)) for group in CommandGroup]
    text = paragraphs(voice.say("help"), *groups)
    return Message(text, rows((to_catalogue(voice), to_mine(voice)), (to_settings(voice),)))


def unknown_text(suggestion: Topic | None, voice: Voice, *, is_followed: bool = False) -> Message:
    """Return the answer to text that is no command, with the topic that it resembles and whether that is followed."""
    general = (to_catalogue(voice), to_help(voice))
    if suggestion is None:
        return Message(voice.say("unknown-text"), rows(general))
    offer = to_latest_of(suggestion, voice) if is_followed else to_follow(suggestion, voice)
    return Message(voice.say("unknown-text-topic", topic=bold(topic_name(suggestion))), rows((offer,), general))


def unknown_command(command: str, voice: Voice) -> Message:
    """Return the answer to a command that there is not; ``command`` without its slash."""
    asked = shorten(clean(command), _LONGEST_COMMAND)
    return Message(voice.say("unknown-command", command=asked), rows((to_catalogue(voice), to_help(voice))))


def apology(voice: Voice) -> Message:
    """Return what is said when something broke."""
    return Message(voice.say("apology"))


def too_fast(voice: Voice) -> Message:
    """Return the request to slow down."""
    return Message(voice.say("too-fast"))


def private_only(chat_url: str, voice: Voice) -> Message:
    """Return the answer in a group or channel, with a button that opens the private chat."""
    return Message(voice.say("private-only"), rows(opening(voice.label("button-private"), chat_url)))


def _commands(group: CommandGroup, voice: Voice) -> list[str]:
    return [f"/{command.name} – {voice.label(command.text_key)}" for command in COMMANDS if command.group is group]
