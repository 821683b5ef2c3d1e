"""Each reply is a message that Telegram takes, says what it should and offers the next step."""

from datetime import timedelta

import pytest
from hypothesis import given

from bot.messages import account, answers, commands, following, latest, muting, preferences, toasts, welcome
from bot.messages.following import Wish
from bot.messages.message import Message
from storage.models import Topic, Volume
from tests.messages.samples import AI, LANGUAGE, PUBLISHED, SPACE, VISION, VOICE, article, check, hostile, topics

BOTH = {1: Volume.STORIES, 2: Volume.MUTED}
CASES = [
    (welcome.welcome([AI, SPACE], {}, VOICE), "Pick your topics", [["AI"], ["Space"], ["All topics"]]),
    (welcome.welcome([AI], BOTH, VOICE), "You follow 1 topic.", [["✓ AI"], ["All topics", "My topics"]]),
    (welcome.welcome([], {2: Volume.MUTED}, VOICE), "All your topics are muted.", [["All topics", "My topics"]]),
    (welcome.welcome([], {}, VOICE), "There are no topics yet.", []),
    (welcome.welcome([], {}, VOICE), "put files of topics into the folder that TOPICS_DIR names", []),
    (welcome.picked([AI], BOTH, VOICE), "You follow 1 topic.", [["✓ AI"], ["All topics", "My topics"]]),
    (welcome.picked([AI], {}, VOICE), "Tap one to begin.", [["AI"], ["All topics", "My topics"]]),
    (welcome.resumed(BOTH, VOICE), "Alerts are on again", [["My topics", "All topics"]]),
    (welcome.resumed({}, VOICE), "until you choose one", [["All topics"]]),
    (welcome.stopped(VOICE), "Alerts are paused", [["Turn alerts on"]]),
    (
        following.followed(AI, 2, VOICE),
        "That includes the 2 topics under it.",
        [["Latest stories", "Unfollow"], ["All topics"]],
    ),
    (
        following.followed(VISION, 0, VOICE),
        "✓ You follow Computer Vision.",
        [["Latest stories", "Unfollow"], ["All topics"]],
    ),
    (
        following.followed_by_link(AI, 1, VOICE),
        "includes the topic under it",
        [["Latest stories", "Undo"], ["All topics"]],
    ),
    (following.already_followed(AI, VOICE), "You follow AI already.", [["Latest stories", "Unfollow"]]),
    (following.unfollowed(AI, VOICE), "You no longer follow AI.", [["Follow again", "My topics"]]),
    (following.follow_undone(AI, VOICE), "you do not follow AI.", [["All topics"]]),
    (following.not_followed(AI, VOICE), "You do not follow AI,", [["Follow AI"], ["My topics"]]),
    (
        following.did_you_mean("visoin", [VISION, LANGUAGE], Wish.FOLLOW, VOICE),
        "called “visoin” exactly",
        [["Computer Vision"], ["Language"], ["All topics"]],
    ),
    (following.did_you_mean("<x>", [], Wish.UNFOLLOW, VOICE), "called “<x>”, nor", [["My topics"]]),
    (following.unknown_link(VOICE), "no topic that I know", [["All topics"]]),
    (muting.mute_which([AI, VISION], VOICE), "Which topic", [["AI"], ["Computer Vision"]]),
    (muting.muted(AI, VOICE), "AI is muted", [["Unmute", "Unfollow"]]),
    (muting.unmuted(AI, VOICE), "AI is no longer muted", [["My topics"]]),
    (account.privacy("wire@news.example", VOICE), "Whom to ask\nwire@news.example", []),
    (account.privacy(" ", VOICE), "The people who run this bot", []),
    (account.confirm_delete(VOICE), "Erase everything about you?", [["Yes, erase everything"], ["No, keep it"]]),
    (account.deleted(VOICE), "Everything about you is erased", []),
    (account.kept(VOICE), "Nothing was erased", []),
    (
        preferences.preferences(VOICE, hears_announcements=True, is_paused=False),
        "Announcements are on: now and then",
        [["Turn announcements off"], ["My topics", "Help"]],
    ),
    (
        preferences.preferences(VOICE, hears_announcements=False, is_paused=True),
        "no news arrives until you turn them on again.\n\n🔕 Announcements are off",
        [["Turn announcements on"], ["Turn alerts on"], ["My topics", "Help"]],
    ),
    (answers.help_(VOICE), "\n/mine – The topics that you follow\n", [["All topics", "My topics"], ["Settings"]]),
    (answers.unknown_text(None, VOICE), "commands and the names of topics", [["All topics", "Help"]]),
    (answers.unknown_text(AI, VOICE), "looking for AI?", [["Follow AI"], ["All topics", "Help"]]),
    (
        answers.unknown_text(AI, VOICE, is_followed=True),
        "looking for AI?",
        [["Latest stories"], ["All topics", "Help"]],
    ),
    (answers.unknown_command("dance", VOICE), "no command “dance”", [["All topics", "Help"]]),
    (answers.apology(VOICE), "Nothing is lost", []),
    (answers.too_fast(VOICE), "too fast", []),
    (answers.private_only("https://t.me/wire_bot", VOICE), "private chats", [["Open a private chat"]]),
    (latest.latest([], 0, None, 0, VOICE), "There are no stories yet.", [["All topics"]]),
    (latest.latest([[]], 0, AI, 0, VOICE), "no stories about AI yet", [["All topics"]]),
]


@pytest.mark.parametrize(("message", "part", "labels"), CASES)
def test_what_a_reply_says_and_offers(message: Message, part: str, labels: list[list[str]]) -> None:
    assert part in check(message).text
    assert [[button.label for button in row] for row in message.keyboard] == labels


def test_what_the_buttons_of_one_topic_send() -> None:
    sent = {
        "b:1": following.followed_by_link(AI, 0, VOICE),
        "f:1": following.unfollowed(AI, VOICE),
        "u:1": following.did_you_mean("a", [AI], Wish.UNFOLLOW, VOICE),
        "n:1": muting.muted(AI, VOICE),
        "m:1": muting.mute_which([AI], VOICE),
        "a:1:0": following.already_followed(AI, VOICE),
        "w:1": welcome.welcome([AI], {}, VOICE),
        "g": welcome.stopped(VOICE),
        "y": account.confirm_delete(VOICE),
        "k": account.confirm_delete(VOICE),
        "i": answers.unknown_text(None, VOICE),
        "o:0": following.not_followed(AI, VOICE),
    }
    for data, message in sent.items():
        assert data in [button.data for row in message.keyboard for button in row]


def test_the_latest_stories() -> None:
    lead = article(1, "ZDNet", quality=101, title="Seals & ships")
    story = [article(2, "Sea Post", quality=3), lead, article(3, "Daily Tide")]
    older = [article(4, "North", published_at=PUBLISHED - timedelta(days=1))]
    pair = [article(5, "North"), article(6, "South", quality=1)]
    message = latest.latest([story, [], older, pair], 17, None, 1, VOICE)
    assert check(message).text == (
        "Latest stories\n\n"
        "Seals & ships\nZDNet · 2 Mar 2026, 09:30 UTC · +2 sources\n\n"
        "Harbour cameras learn to count seals\nNorth · 1 Mar 2026, 09:30 UTC\n\n"
        "Harbour cameras learn to count seals\nSouth · 2 Mar 2026, 09:30 UTC · +1 source"
    )
    assert check(message).of("TextUrl")[0].url == "https://zdnet.example/1"
    assert [button.data for button in message.keyboard[0]] == ["l:0", "z", "l:2"]


def test_the_latest_stories_of_a_topic() -> None:
    message = latest.latest([[article()]], 6, VISION, 0, VOICE)
    assert check(message).text.startswith("Latest stories: Computer Vision\n\n")
    assert [button.data for button in message.keyboard[0]] == ["z", "a:2:1"]


def test_the_help_lists_every_command_once() -> None:
    text = check(answers.help_(VOICE)).text
    assert [text.count(f"/{command.name} – ") for command in commands.COMMANDS] == [1] * 11


def test_the_menu_and_the_profile_keep_telegrams_limits() -> None:
    menu = commands.menu(VOICE)
    assert [name for name, _ in menu] == [
        "start",
        "topics",
        "subscribe",
        "unsubscribe",
        "mine",
        "latest",
        "stop",
        "settings",
        "help",
        "privacy",
        "delete",
    ]
    assert all(1 <= len(description) <= 256 for _, description in menu)
    profile = commands.profile(VOICE)
    assert len(profile.description) <= 512
    assert len(profile.short_description) <= 120


LONG = Topic(id=9, slug="long", name="A & B " * 40)


@pytest.mark.parametrize(
    "toast",
    [
        *(
            say(topic, VOICE)
            for say in (toasts.followed, toasts.unfollowed, toasts.muted, toasts.unmuted)
            for topic in (AI, LONG)
        ),
        *(toasts.announcements(VOICE, are_on=are_on) for are_on in (True, False)),
        *(say(VOICE) for say in (toasts.resumed, toasts.unchanged, toasts.expired, toasts.too_fast, toasts.apology)),
    ],
)
def test_toasts_fit(toast: str) -> None:
    assert 1 <= len(toast) <= 200
    assert "&amp;" not in toast


@given(topics, hostile)
def test_whatever_a_topic_is_called_or_someone_writes_telegram_takes_the_reply(topic: Topic, text: str) -> None:
    for message in (
        following.followed_by_link(topic, 2, VOICE),
        following.not_followed(topic, VOICE),
        following.did_you_mean(text, [topic], Wish.FOLLOW, VOICE),
        following.did_you_mean(text, [], Wish.FOLLOW, VOICE),
        muting.mute_which([topic], VOICE),
        welcome.welcome([topic], {}, VOICE),
        latest.latest([[article(title=text)]], 1, topic, 0, VOICE),
        answers.unknown_command(text, VOICE),
        account.privacy(text, VOICE),
    ):
        check(message)
