"""Texts about a group or a channel do not speak as if its administrator were meant, nor of the wrong place."""

import re

import pytest

from bot.views.texts import Scene
from tests.views import tdlib_parser
from tests.views.samples import VOICE
from tests.views.test_locales import ENGLISH, LANGUAGES, PLAIN, arguments, numbers_for, reader_messages

GROUP, GROUP_FROM_PRIVATE = Scene("group", "group"), Scene("group", "private")
CHANNEL = Scene("channel", "private")
THREAD, THREAD_FROM_PRIVATE = Scene("thread", "group"), Scene("thread", "private")
SCENES = [GROUP, GROUP_FROM_PRIVATE, THREAD, THREAD_FROM_PRIVATE, CHANNEL]
YOURS = re.compile(
    r"\b(your(?! mind)|yours|to you)\b"
    r"|\byou (follow|do not follow|no longer|watch|have|had|get|hear|were|mute|left|asked|paused?)\b",
    re.IGNORECASE,
)
"""What a reader is told of their own news. An administrator is spoken to as well: “what you choose”, “write me”."""
HERE = re.compile(r"\bhere\b", re.IGNORECASE)
OTHER_KIND = {
    "group": re.compile(r"\bthis channel\b", re.IGNORECASE),
    "channel": re.compile(r"\bthis (group|thread)\b", re.IGNORECASE),
    "thread": re.compile(r"\bthis channel\b", re.IGNORECASE),
}

YOURS_IS_RIGHT = {
    "all-left": "in answer to plain words, which only private chats have, and of one's own news",
    "command-places": "the groups and channels of whoever asks",
    "digests-off": "as all-left",
    "channel-checking": "the channel that the person has just named",
    "export": "the file is one person's",
    "leave-all-confirm": "as all-left",
    "notice-own-thread-gone": "of a private chat",
    "place-not-yours": "the list of whoever asks",
    "place-limit": "the private chat of whoever is told of their limit",
    "places": "as command-places",
    "places-none": "as command-places",
    "profile-description": "the bot’s profile",
    "resume-confirm": "as all-left",
    "saved-none": "what somebody saves is theirs",
    "settings-approval-on": "posts come to whoever approves them",
    "source-muted": "“Mute …” stands below alerts in private chats alone",
    "toast-approval-on": "as settings-approval-on",
    "toast-place-off-list": "as place-not-yours",
    "toast-anonymous-menu": "of the person who pressed",
    "toast-not-your-menu": "of the person who pressed",
    "toast-saved-in-private": "of the person who pressed",
    "toast-source-muted": "as source-muted",
    "toast-source-muted-week": "as source-muted",
    "toast-source-unmuted": "as source-muted",
    "topic-threads-on": "of a private chat",
    "welcome-empty": "there is no topic at all yet, so nobody has set up a group",
    "zone-hint": "by the clock of whoever writes",
}
HERE_IS_RIGHT = {
    "apology": "where it was tried",
    "button-threads-here": "asked in the thread that is meant",
    "latest-none": "on the page itself",
    "privacy-no-contact": "where it is asked",
    "rhythm-means-off-topic": "on the page itself",
    "saved-how": "as saved-none",
    "share-gone": "“Here are” is no place",
    "threads-no-forum": "asked in the thread that is meant",
    "threads-no-right": "asked in the thread that is meant",
    "threads-question": "asked in the thread that is meant",
    "toast-administrators-only": "at a press in the group that is meant",
    "place-notice-returned": "posted in the place that is meant",
    "share-taken": "lists are taken over where the link was opened",
    "unknown-text": "“Here is” is no place",
    "volume-now-along": "on the page itself",
    "welcome-back": "“Here is” is no place",
}
NEVER_OF_CHANNELS = {
    "followed-daily": "links are opened in private chats and groups",
    "share": "a list is shared by /share, which is about the chat where it is written",
    "share-all-followed": "as share",
    "share-none": "as share",
    "share-own": "as share",
    "share-taken": "as share",
    "group-greeting": "for groups",
    "threads-no-forum": "for groups",
    "toast-administrators-only": "for groups",
}


def said(key: str, scene: Scene, language: str = "en") -> list[str]:
    """A text in a scene, with each of the numbers that it may count."""
    speak = VOICE.texts.label if key.startswith(PLAIN) else VOICE.texts.say
    return [str(speak(key, language, scene, **arguments(ENGLISH[key], number))) for number in numbers_for(key)]


def wrong(words: re.Pattern[str], scene: Scene) -> set[str]:
    """The texts that have such words in a scene."""
    keys = (key for key in reader_messages() if not key.startswith("words-"))
    spared = NEVER_OF_CHANNELS if scene.chat == "channel" else {}
    return {key for key in keys if key not in spared and any(words.search(text) for text in said(key, scene))}


@pytest.mark.parametrize("scene", SCENES, ids=str)
def test_nothing_is_the_readers_own_where_a_group_or_channel_is_meant(scene: Scene) -> None:
    assert wrong(YOURS, scene) - YOURS_IS_RIGHT.keys() == set()


@pytest.mark.parametrize("scene", [GROUP_FROM_PRIVATE, THREAD_FROM_PRIVATE, CHANNEL], ids=str)
def test_here_is_not_said_of_a_place_that_is_managed_from_elsewhere(scene: Scene) -> None:
    assert wrong(HERE, scene) - HERE_IS_RIGHT.keys() - YOURS_IS_RIGHT.keys() == set()


@pytest.mark.parametrize("scene", SCENES, ids=str)
def test_a_group_is_no_channel(scene: Scene) -> None:
    assert wrong(OTHER_KIND[scene.chat], scene) == set()


def test_no_exception_has_become_needless() -> None:
    assert YOURS_IS_RIGHT.keys() - {key for scene in SCENES for key in wrong(YOURS, scene)} == set()
    assert HERE_IS_RIGHT.keys() - wrong(HERE, GROUP_FROM_PRIVATE) == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scene", SCENES, ids=str)
def test_each_text_is_what_telegram_takes_in_every_scene(language: str, scene: Scene) -> None:
    for key in reader_messages():
        for text in said(key, scene, language):
            plain = text if key.startswith(PLAIN) else tdlib_parser.parse(text).text
            assert plain.strip(), key


COMMAND = re.compile(r"(?<![<\w/.])/[a-z]{3,}")
SAID_TO_COMMANDS = {
    "pause-unreadable",
    "rhythm-examples",
    "rhythm-no-topic-at-all",
    "search-how",
    "volume-unknown",
    "volume-unclear",
    "share-what",
    "unknown-command",
    "missed-paused",
    "missed-waits-next",
    "why-announcement",
    "why-nothing",
    "why-unknown",
    "deleted",
    "privacy",
    "privacy-no-contact",
    "welcome",
    "welcome-empty",
    "catalogue-empty",
}
"""In answer to a command, which is about the chat where it is written."""
ABOUT_THE_PERSON = {
    "place-limit",
    "places-none",
    "rights-lost",
    "saved-by-link",
    "toast-saved",
    "toast-expired",
    "toast-filters-full",
    "toast-anonymous-menu",
    "toast-not-your-menu",
    "group-greeting",
    "notice-own-thread-gone",
}
SAY_WHERE = {
    "channel-may-not-post",
    "channel-not-in",
    "channel-no-channel",
    "channel-not-found",
    "channel-unreadable",
    "notice-forum-off",
    "notice-some-thread-deleted",
    "notice-thread-deleted",
    "place-notice-left",
    "threads-how",
    "threads-nothing",
}
LEFT_OUT = {"filters-how", "filters-of-topic-how", "volumes-how", "watches-how"}
"""``Scene.is_elsewhere`` leaves them out."""


@pytest.mark.parametrize("scene", [GROUP_FROM_PRIVATE, THREAD_FROM_PRIVATE, CHANNEL], ids=str)
def test_no_command_is_named_that_would_be_about_the_person_instead(scene: Scene) -> None:
    right = SAID_TO_COMMANDS | ABOUT_THE_PERSON | SAY_WHERE | LEFT_OUT
    assert wrong(COMMAND, scene) - right == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_thread_is_no_group_where_it_has_topics_of_its_own(language: str) -> None:
    for key in ("followed", "mine", "settings", "zone-is", "toast-unfollowed"):
        assert said(key, THREAD, language) != said(key, GROUP, language)
    assert said("help", THREAD, language) == said("help", GROUP, language), "a text without words for threads"
