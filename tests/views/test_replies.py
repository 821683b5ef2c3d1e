"""Each reply is a message that Telegram takes, says what it should and offers the next step."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given

from bot.handlers.features import ROUTES
from bot.views.account import (
    alerts_paused_message,
    alerts_paused_toast,
    alerts_resumed_message,
    alerts_resumed_toast,
    all_left_message,
    all_left_toast,
    data_deleted_message,
    data_kept_message,
    delete_confirmation,
    digest_question,
    leave_all_question,
    left_as_is_message,
    not_paused_message,
    nothing_to_leave,
    pause_question,
    privacy_message,
    resume_question,
    topic_picked_message,
    welcome_message,
    with_welcome,
)
from bot.views.alert import alert_actions_message, alert_message
from bot.views.groups import group_greeting, private_only_message
from bot.views.help import (
    apology_message,
    apology_toast,
    bot_profile,
    command_menu,
    expired_toast,
    help_message,
    too_fast_message,
    too_fast_toast,
    unchanged_toast,
    unknown_command_message,
    unknown_text_message,
)
from bot.views.message import Message
from bot.views.preferences import SettingsSummary, preference_toast, preferences_message
from bot.views.rhythm import Clock
from bot.views.stories import latest_message
from bot.views.topics import (
    ListAnswer,
    TopicAction,
    already_followed_message,
    follow_undone_message,
    followed_by_link_message,
    followed_message,
    followed_toast,
    found_topics_message,
    muted_message,
    muted_toast,
    not_followed_message,
    not_followed_toast,
    topic_card,
    topic_list_message,
    topic_suggestions_message,
    unfollowed_message,
    unfollowed_toast,
    unknown_topic_link_message,
    unmuted_message,
    unmuted_toast,
)
from storage.models import ArticleKind, ChatKind, Topic, Volume
from storage.preferences import default_values, switches
from storage.rhythm import QuietHours
from tests.conftest import NOON
from tests.views.samples import AI, LANGUAGE, PUBLISHED, SPACE, TOPICS, VISION, VOICE, article, check, hostile, topics

BOTH = {1: Volume.STORIES, 2: Volume.MUTED}
CASES = [
    (welcome_message([AI, SPACE], TOPICS, {}, VOICE), "Pick your topics", [["AI"], ["Space"], ["All topics"]]),
    (welcome_message([AI], TOPICS, BOTH, VOICE), "You follow 1 topic.", [["✓ AI"], ["All topics", "My topics"]]),
    (
        welcome_message([], TOPICS, {2: Volume.MUTED}, VOICE),
        "All your topics are muted.",
        [["All topics", "My topics"]],
    ),
    (welcome_message([], [], {}, VOICE), "There are no topics yet.", []),
    (welcome_message([], [], {}, VOICE), "put files of topics into the folder that TOPICS_DIR names", []),
    (topic_picked_message([AI], TOPICS, BOTH, VOICE), "You follow 1 topic.", [["✓ AI"], ["All topics", "My topics"]]),
    (topic_picked_message([AI], TOPICS, {}, VOICE), "Tap one to begin.", [["AI"], ["All topics", "My topics"]]),
    (alerts_resumed_message(BOTH, VOICE), "Alerts are on again", [["My topics", "All topics"]]),
    (alerts_resumed_message({}, VOICE), "until you choose one", [["All topics"]]),
    (alerts_paused_message(VOICE), "Alerts are paused", [["Turn alerts on"]]),
    (
        followed_message(AI, 2, VOICE),
        "That includes the 2 topics under it.",
        [["Latest stories", "Unfollow"], ["All topics"]],
    ),
    (
        followed_message(VISION, 0, VOICE),
        "✓ You follow Computer Vision.",
        [["Latest stories", "Unfollow"], ["All topics"]],
    ),
    (
        followed_by_link_message(AI, 1, VOICE),
        "includes the topic under it",
        [["Latest stories", "Undo"], ["All topics"]],
    ),
    (already_followed_message(AI, VOICE), "You follow AI already.", [["Latest stories", "Unfollow"]]),
    (unfollowed_message(AI, VOICE), "You no longer follow AI.", [["Follow again", "My topics"]]),
    (follow_undone_message(AI, None, VOICE), "you do not follow AI.", [["All topics"]]),
    (follow_undone_message(VISION, AI, VOICE), "Computer Vision still comes with AI,", [["All topics"]]),
    (not_followed_message(AI, VOICE), "You do not follow AI,", [["Follow AI"], ["My topics"]]),
    (
        topic_suggestions_message("visoin", [VISION, LANGUAGE], TopicAction.FOLLOW, VOICE),
        "called “visoin” exactly",
        [["Computer Vision"], ["Language"], ["All topics"]],
    ),
    (topic_suggestions_message("<x>", [], TopicAction.UNFOLLOW, VOICE), "called “<x>”, nor", [["My topics"]]),
    (unknown_topic_link_message(VOICE), "no topic that I know", [["All topics"]]),
    (muted_message(AI, None, VOICE), "AI is muted", [["🔔 Unmute", "Unfollow"]]),
    (muted_message(VISION, AI, VOICE), "Computer Vision is muted. It comes with AI", [["🔔 Unmute", "My topics"]]),
    (unmuted_message(AI, VOICE), "AI is no longer muted", [["🔕 Mute AI"], ["My topics"]]),
    (pause_question(VOICE), "Pause all alerts?", [["Yes, pause"], ["No"]]),
    (resume_question(VOICE), "Turn alerts on again?", [["Yes, turn them on"], ["No"]]),
    (
        leave_all_question(BOTH, VOICE),
        "You have 2 topics. They will no longer be yours",
        [["Yes, leave them all"], ["Only pause alerts"], ["No"], ["My topics"]],
    ),
    (
        leave_all_question({1: Volume.STORIES}, VOICE),
        "You have 1 topic. It will",
        [["Yes, leave them all"], ["Only pause alerts"], ["No"], ["My topics"]],
    ),
    (all_left_message(VOICE), "You follow no topic any more", [["All topics"]]),
    (nothing_to_leave(VOICE), "You follow no topic,", [["All topics"]]),
    (not_paused_message(VOICE), "Alerts are on. New stories arrive here as they break.", [["My topics", "All topics"]]),
    (left_as_is_message(VOICE), "Nothing was changed.", []),
    (
        digest_question(VOICE, are_announcements_on=True, is_paused=False),
        "and you receive them",
        [["Yes, show them"], ["No"], ["Settings"]],
    ),
    (
        digest_question(VOICE, are_announcements_on=False, is_paused=True),
        "turned that off",
        [["Yes, show them"], ["No"], ["Settings"]],
    ),
    (
        with_welcome(followed_by_link_message(SPACE, 0, VOICE), VOICE),
        "Each new story comes once",
        [["Latest stories", "Undo"], ["All topics"]],
    ),
    (group_greeting(VOICE), "Its administrators choose the topics", [["Set up"]]),
    (privacy_message("wire@news.example", VOICE), "Whom to ask\nwire@news.example", []),
    (privacy_message(" ", VOICE), "The people who run this bot", []),
    (delete_confirmation(VOICE), "Erase everything about you?", [["Yes, erase everything"], ["No, keep it"]]),
    (data_deleted_message(VOICE), "Everything about you is erased", []),
    (data_kept_message(VOICE), "Nothing was erased", []),
    (
        preferences_message(VOICE, default_values(), SettingsSummary(Clock(NOON, "")), is_paused=False),
        "At once · announcements on · silent off\n\n📣 Announcements are on: now and then",
        [
            ["🕗 When news comes", "🌙 Quiet hours"],
            ["⏸ Pause …", "🌍 Time zone"],
            ["🎚 How much comes", "Filters"],
            ["Watches", "Saved"],
            ["Turn announcements off"],
            ["Turn silent messages on"],
            ["🌐 Language"],
            ["My topics", "Help"],
        ],
    ),
    (
        preferences_message(
            VOICE,
            {"hears_announcements": False, "gets_silent_messages": True},
            SettingsSummary(Clock(NOON, "Europe/Berlin", QuietHours.parse("22:00-07:00")), filters=2, watches=1),
            is_paused=True,
        ),
        "At once, Berlin · quiet 22:00–07:00 · 2 filters · 1 watch · announcements off · silent on\n\n⏸ Alerts",
        [
            ["🕗 When news comes", "🌙 Quiet hours"],
            ["Turn alerts on", "🌍 Time zone"],
            ["🎚 How much comes", "Filters"],
            ["Watches", "Saved"],
            ["Turn announcements on"],
            ["Turn silent messages off"],
            ["🌐 Language"],
            ["My topics", "Help"],
        ],
    ),
    (
        help_message(ROUTES.menu, VOICE),
        "\n/mine – The topics that you follow\n",
        [["All topics", "My topics"], ["Settings"]],
    ),
    (unknown_text_message(None, VOICE), "commands and the names of topics", [["All topics", "Help"]]),
    (unknown_text_message(AI, VOICE), "looking for AI?", [["Follow AI", "About it"], ["All topics", "Help"]]),
    (
        unknown_text_message(AI, VOICE, is_followed=True),
        "looking for AI?",
        [["About it"], ["All topics", "Help"]],
    ),
    (unknown_command_message("dance", VOICE), "no command “dance”", [["All topics", "Help"]]),
    (apology_message(VOICE), "Nothing is lost", []),
    (too_fast_message(VOICE), "too fast", []),
    (
        private_only_message("/saved", "https://t.me/wire_bot", VOICE),
        "/saved is for one person alone",
        [["Open a private chat"]],
    ),
    (latest_message([], 0, None, 0, VOICE), "There are no stories yet.", [["All topics"]]),
    (latest_message([[]], 0, AI, 0, VOICE), "no stories about AI yet", [["All topics"]]),
]


@pytest.mark.parametrize(("message", "part", "labels"), CASES)
def test_what_a_reply_says_and_offers(message: Message, part: str, labels: list[list[str]]) -> None:
    assert part in check(message).text
    assert [[button.label for button in row] for row in message.keyboard] == labels


def test_what_the_buttons_of_one_topic_send() -> None:
    sent = {
        "b:1": followed_by_link_message(AI, 0, VOICE),
        "f:1": unfollowed_message(AI, VOICE),
        "u:1": topic_suggestions_message("a", [AI], TopicAction.UNFOLLOW, VOICE),
        "n:1": muted_message(AI, None, VOICE),
        "qb:1": unmuted_message(AI, VOICE),
        "qh": leave_all_question(BOTH, VOICE),
        "qj": leave_all_question(BOTH, VOICE),
        "qk": pause_question(VOICE),
        "l:0": digest_question(VOICE, are_announcements_on=True, is_paused=False),
        "a:1:0": already_followed_message(AI, VOICE),
        "w:1": welcome_message([AI], TOPICS, {}, VOICE),
        "g": alerts_paused_message(VOICE),
        "y": delete_confirmation(VOICE),
        "k": delete_confirmation(VOICE),
        "i": unknown_text_message(None, VOICE),
        "o:0": not_followed_message(AI, VOICE),
    }
    for data, message in sent.items():
        assert data in [button.data for row in message.keyboard for button in row]


def test_the_latest_stories() -> None:
    lead = article(1, "ZDNet", quality=101, title="Seals & ships")
    story = [article(2, "Sea Post", quality=3), lead, article(3, "Daily Tide")]
    older = [article(4, "North", published_at=PUBLISHED - timedelta(days=1))]
    pair = [article(5, "North"), article(6, "South", quality=1)]
    message = latest_message([story, [], older, pair], 17, None, 1, VOICE)
    assert check(message).text == (
        "Latest stories\n\n"
        "Seals & ships\nZDNet · 2 Mar 2026, 09:30 UTC · +2 sources\n\n"
        "Harbour cameras learn to count seals\nNorth · 1 Mar 2026, 09:30 UTC\n\n"
        "Harbour cameras learn to count seals\nSouth · 2 Mar 2026, 09:30 UTC · +1 source"
    )
    assert check(message).of("TextUrl")[0].url == "https://zdnet.example/1"
    assert [button.data for button in message.keyboard[0]] == ["l:0", "z", "l:2"]


def test_a_date_without_a_time_shows_as_the_day_alone() -> None:
    dated = article(published_at=datetime(2026, 11, 27, tzinfo=UTC), is_day_only=True, kind=ArticleKind.VIDEO)
    shown = check(latest_message([[dated]], 1, None, 0, VOICE))
    assert shown.text.endswith("\nCoast Gazette · ▶ Video · 27 November 2026")
    alert = alert_message(dated, others=[], topics=[], voice=VOICE)
    assert check(alert).text.endswith("\nCoast Gazette · ▶ Video · 27 November 2026")
    assert "tg-time" not in shown.text + alert.html


def test_a_page_of_long_links_can_be_opened() -> None:
    full = "&<\"'" * 400
    long = [
        article(n, full, title=full, web_url=f"https://{n}.example/?" + "&" * 815, published_at=PUBLISHED)
        for n in range(5)
    ]
    assert len(check(latest_message([[each] for each in long], 5, None, 0, VOICE)).of("TextUrl")) == 5


def test_the_latest_stories_of_a_topic() -> None:
    message = latest_message([[article()]], 6, VISION, 0, VOICE)
    assert check(message).text.startswith("Latest stories: Computer Vision\n\n")
    assert [button.data for button in message.keyboard[0]] == ["z", "a:2:1"]


def test_the_help_lists_every_command_once() -> None:
    text = check(help_message(ROUTES.menu, VOICE)).text
    assert [text.count(f"/{command.name} – ") for command in ROUTES.menu if not command.role] == [1] * 30


def test_the_menu_and_the_profile_keep_telegrams_limits() -> None:
    menu = command_menu(ROUTES.menu, VOICE)
    assert [name for name, _ in menu] == [
        "start",
        "topics",
        "subscribe",
        "unsubscribe",
        "mine",
        "volume",
        "share",
        "latest",
        "digest",
        "search",
        "filter",
        "filters",
        "watch",
        "watches",
        "saved",
        "why",
        "missed",
        "stop",
        "rhythm",
        "quiet",
        "pause",
        "timezone",
        "language",
        "settings",
        "help",
        "channel",
        "places",
        "privacy",
        "export",
        "delete",
    ]
    assert all(1 <= len(description) <= 256 for _, description in menu)
    profile = bot_profile(VOICE)
    assert len(profile.description) <= 512
    assert len(profile.short_description) <= 120


LONG = Topic(id=9, slug="long", name="A & B " * 40)


@pytest.mark.parametrize(
    "toast",
    [
        *(
            say(topic, VOICE)
            for say in (followed_toast, unfollowed_toast, muted_toast, unmuted_toast, not_followed_toast)
            for topic in (AI, LONG)
        ),
        *(
            preference_toast(VOICE, switch, is_on=is_on)
            for switch in switches(ChatKind.PRIVATE)
            for is_on in (True, False)
        ),
        *(
            say(VOICE)
            for say in (
                alerts_paused_toast,
                all_left_toast,
                alerts_resumed_toast,
                unchanged_toast,
                expired_toast,
                too_fast_toast,
                apology_toast,
            )
        ),
    ],
)
def test_toasts_fit(toast: str) -> None:
    assert 1 <= len(toast) <= 200
    assert "&amp;" not in toast


@given(topics, hostile)
def test_whatever_a_topic_is_called_or_someone_writes_telegram_takes_the_reply(topic: Topic, text: str) -> None:
    for message in (
        followed_by_link_message(topic, 2, VOICE),
        not_followed_message(topic, VOICE),
        topic_suggestions_message(text, [topic], TopicAction.FOLLOW, VOICE),
        topic_suggestions_message(text, [], TopicAction.FOLLOW, VOICE),
        alert_actions_message(article(7, title=text), [topic], [], VOICE),
        topic_list_message({ListAnswer.FOLLOWED: [topic]}, [text], [topic], TopicAction.FOLLOW, VOICE),
        topic_card(topic, [topic], {}, [[article(title=text)]], VOICE, page=0),
        found_topics_message(text, [topic], [topic], {}, VOICE),
        welcome_message([topic], [topic], {}, VOICE),
        latest_message([[article(title=text)]], 1, topic, 0, VOICE),
        unknown_command_message(text, VOICE),
        privacy_message(text, VOICE),
    ):
        check(message)
