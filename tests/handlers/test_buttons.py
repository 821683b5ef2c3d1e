"""Each button in each situation, as the person sees it."""

import re
from typing import NamedTuple

import pytest
from markupsafe import Markup

from bot.handlers.features import ROUTES
from bot.transport.reply import reply_with_post
from bot.views.callback_data import CallbackData, OpenFilter, SaveInPrivate, SetUpGroup, ToggleAnnouncements
from bot.views.message import Message, with_way_out
from storage import subscribers
from storage.database import Database
from tests.handlers import sample_news
from tests.handlers.people import UNCHANGED, Person, Town, town_with
from tests.handlers.sample_digests import digest_of, received
from tests.handlers.test_place_buttons import ABOUT_CHANNELS, ABOUT_MANY_PLACES, ABOUT_THREADS
from tests.handlers.test_share import shared_by
from tests.views.samples import VOICE


def test_every_button_is_answered() -> None:
    assert set(CallbackData.kinds.values()) == ROUTES.buttons.keys()


def test_codes_tell_readers_and_administrators_apart() -> None:
    of_readers = {kind.code for kind, route in ROUTES.buttons.items() if not route.is_for_admins}
    assert of_readers == {
        code for code, kind in CallbackData.kinds.items() if kind.__module__ == "bot.views.callback_data"
    }


class Path(NamedTuple):
    """Commands, then buttons by what their labels contain, all under the message that stands last or at ``place``."""

    before: list[str]
    presses: list[str]
    toast: str
    text: str
    labels: list[str]
    place: int = -1


PATHS = {
    "following in the catalogue": Path(["/topics"], ["Space"], "You follow Space", "You follow 1.", ["✓ Space"]),
    "leaving in the catalogue": Path(
        ["/topics"], ["Space", "Space"], "You no longer follow Space", "You follow none yet.", ["Space"]
    ),
    "following in the catalogue during a pause": Path(
        ["/stop", "/topics"], ["Space"], "You follow Space", "Alerts are paused", ["Turn alerts on"]
    ),
    "a muted topic in the catalogue": Path(
        ["/subscribe space", "/mine"], ["Space", "All topics", "Space"], "You follow Space", "All topics", ["✓ Space"]
    ),
    "following under the welcome": Path(
        ["/start"], ["Robotics"], "You follow Robotics", "You follow 1 topic.", ["✓ Robotics", "My topics"]
    ),
    "leaving under the welcome": Path(
        ["/start"], ["Robotics", "Robotics"], "You no longer follow Robotics", "Tap one to begin.", ["Robotics"]
    ),
    "following under the welcome during a pause": Path(
        ["/start", "/stop"], ["Robotics"], "You follow Robotics", "Alerts are paused", ["✓ Robotics"], 0
    ),
    "muting one's own": Path(["/subscribe space", "/mine"], ["Space"], "Space is muted", "have muted 1", ["🔕 Space"]),
    "unmuting one's own": Path(
        ["/subscribe space", "/mine"], ["Space", "Space"], "Space is no longer muted", "You follow 1 topic", ["✓ Space"]
    ),
    "leaving one's own": Path(
        ["/subscribe space", "/mine"], ["✕"], "You no longer follow Space", "You follow no topic yet.", ["All topics"]
    ),
    "undoing a link": Path(["/start space"], ["Undo"], "You no longer follow Space", "Undone", ["All topics"]),
    "leaving what was followed": Path(
        ["/subscribe space"],
        ["Unfollow"],
        "You no longer follow Space",
        "You no longer follow Space.",
        ["Follow again"],
    ),
    "following again": Path(
        ["/subscribe space"], ["Unfollow", "Follow again"], "You follow Space", "✓ You follow Space.", ["Unfollow"]
    ),
    "following a near miss": Path(
        ["/subscribe spase"], ["Space"], "You follow Space", "✓ You follow Space.", ["Unfollow"]
    ),
    "leaving a near miss": Path(
        ["/subscribe space", "/unsubscribe spase"],
        ["Space"],
        "You no longer follow Space",
        "You no longer",
        ["My topics"],
    ),
    "leaving the child of a followed parent": Path(
        ["/subscribe ai", "/subscribe cv"],
        ["Unfollow"],
        "Computer Vision is muted",
        "Computer Vision is muted",
        ["🔔 Unmute"],
    ),
    "muting what comes with a parent in the catalogue": Path(
        ["/subscribe ai", "/topics"],
        ["Computer Vision"],
        "Computer Vision is muted",
        "All topics",
        ["└ 🔕 Computer Vision", "└ ✓ Machine Learning · via AI"],
    ),
    "unmuting it there": Path(
        ["/subscribe ai", "/topics"],
        ["Computer Vision", "Computer Vision"],
        "Computer Vision is no longer muted",
        "All topics",
        ["└ ✓ Computer Vision · via AI"],
    ),
    "muting what comes with a parent among one's own": Path(
        ["/subscribe ai", "/mine"],
        ["Computer Vision"],
        "Computer Vision is muted",
        "have muted 1",
        ["└ 🔕 Computer Vision", "└ ✓ Machine Learning · via AI"],
    ),
    "unmuting it among one's own": Path(
        ["/subscribe ai", "/mine"],
        ["Computer Vision", "Computer Vision"],
        "Computer Vision is no longer muted",
        "2 more come",
        ["└ ✓ Computer Vision · via AI"],
    ),
    "unmuting a child below its answer": Path(
        ["/subscribe ai", "/unsubscribe cv"],
        ["Unmute", "Mute Computer Vision"],
        "Computer Vision is muted",
        "It comes with Artificial Intelligence",
        ["🔔 Unmute", "My topics"],
    ),
    "undoing a link to what comes with a parent": Path(
        ["/subscribe ai", "/start cv"], ["Undo"], "", "still comes with Artificial Intelligence", ["All topics"]
    ),
    "about a topic": Path(
        ["/topics"],
        ["About these topics", "Computer Vision"],
        "",
        "Part of Artificial Intelligence",
        ["Follow Computer Vision", "↑ Artificial Intelligence", "All topics"],
    ),
    "following on a card": Path(
        ["space"], ["Follow Space"], "You follow Space", "✓ You follow it", ["🔕 Mute Space", "Unfollow"]
    ),
    "muting on a card": Path(
        ["/subscribe space", "space"], ["Mute Space"], "Space is muted", "🔕 You have", ["🔔 Unmute"]
    ),
    "unmuting on a card": Path(
        ["/subscribe space", "space"], ["Mute Space", "Unmute"], "", "✓ You follow it", ["🔕 Mute Space"]
    ),
    "leaving on a card": Path(
        ["/subscribe space", "space"], ["Unfollow"], "You no longer follow Space", "You do not", ["Follow Space"]
    ),
    "muting a child on its card": Path(
        ["/subscribe ai", "cv"], ["Mute Computer"], "Computer Vision is muted", "🔕 You have muted it.", ["🔔 Unmute"]
    ),
    "unmuting a child on its card": Path(
        ["/subscribe ai", "cv"], ["Mute Computer", "Unmute"], "", "✓ It comes with", ["🔕 Mute Computer Vision"]
    ),
    "from a card to its parent": Path(
        ["cv"], ["↑ Artificial"], "", "Includes Computer Vision and Machine Learning", ["Computer Vision"]
    ),
    "a near miss in a list": Path(
        ["/subscribe space, robotic"], ["Follow Robotics"], "You follow Robotics", "“robotic”", ["Unfollow Robotics"]
    ),
    "a near miss in a list, and back": Path(
        ["/subscribe space, robotic"],
        ["Follow Robotics", "Unfollow Robotics"],
        "You no longer follow Robotics",
        "✓ You follow Space.",
        ["Follow Robotics"],
    ),
    "stop": Path(["Stop!"], ["Yes, pause"], "Alerts are paused", "Alerts are paused", ["Turn alerts on"]),
    "no stop": Path(["stop"], ["No"], "", "Nothing was changed.", []),
    "unsubscribe": Path(
        ["/subscribe space, ai", "unsubscribe"],
        ["Yes, leave them all"],
        "You follow no topic any more",
        "No more news will come",
        ["All topics"],
    ),
    "unsubscribe, but rather a pause": Path(
        ["/subscribe space", "unsubscribe"],
        ["Only pause"],
        "Alerts are paused",
        "Alerts are paused",
        ["Turn alerts on"],
    ),
    "resume": Path(
        ["/subscribe space", "/stop", "resume"], ["Yes, turn them on"], "Alerts are on again", "You follow 1 topic", []
    ),
    "digest": Path(["digest"], ["Yes, show them"], "", "There are no stories yet.", ["All topics"]),
    "unmuting": Path(
        ["/subscribe ai", "/unsubscribe cv"],
        ["Unmute"],
        "Computer Vision is no longer muted",
        "no longer muted",
        ["My topics"],
    ),
    "going on": Path(["/stop"], ["Turn alerts on"], "Alerts are on again", "Alerts are on again", ["All topics"]),
    "going on from one's own": Path(
        ["/subscribe space", "/stop", "/mine"],
        ["Turn alerts on"],
        "Alerts are on again",
        "You follow 1 topic.",
        ["My topics"],
    ),
    "no announcements": Path(
        ["/settings"],
        ["announcements off"],
        "Announcements are off",
        "Announcements are off",
        ["Turn announcements on"],
    ),
    "announcements again": Path(
        ["/settings"],
        ["announcements off", "announcements on"],
        "Announcements are on",
        "Announcements are on",
        ["Turn announcements off"],
    ),
    "silent messages": Path(
        ["/settings"],
        ["silent messages on"],
        "Silent messages are on",
        "Silent messages are on",
        ["Turn silent messages off"],
    ),
    "settings from the help": Path(["/help"], ["Settings"], "", "What reaches you", ["My topics", "Help"]),
    "help": Path(["hello"], ["Help"], "", "/unsubscribe –", ["All topics", "My topics"]),
    "one's own from the help": Path(["/help"], ["My topics"], "", "You follow no topic yet.", ["All topics"]),
    "stories of a topic": Path(["/subscribe space"], ["Latest stories"], "", "no stories about Space", ["All topics"]),
}


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
async def test_what_a_button_does(ada: Person, path: Path) -> None:
    for earlier in path.before:
        await ada.write(earlier)
    toasts = [await ada.press(label, path.place) for label in path.presses]
    assert path.toast in toasts[-1]
    assert path.text in ada.screen[path.place]["text"]
    assert [label for label in ada.buttons_of(path.place) if label in path.labels] == path.labels
    assert len(ada.screen) == len(path.before), "a menu is edited in place"


REPEATED = {
    "follow": (["/subscribe spase"], "Space", "You follow Space already."),
    "unfollow": (["/subscribe space"], "Unfollow", "You do not follow Space"),
    "undo": (["/start space"], "Undo", "Undone"),
    "resume": (["/stop"], "Turn alerts on", "Alerts are on again"),
    "drop": (["/subscribe space", "/mine"], "✕", "You follow no topic yet."),
    "follow on a card": (["space"], "Follow Space", "✓ You follow it"),
    "mute on a card": (["/subscribe space", "space"], "Mute Space", "🔕 You have muted it."),
    "leave on a card": (["/subscribe space", "space"], "Unfollow", "You do not follow it."),
    "follow from a list": (["/subscribe ai, robotic"], "Follow Robotics", "✓ You follow Artificial Intelligence."),
    "leave from a list": (["/subscribe space, ai", "/unsubscribe ai, spase"], "Unfollow Space", "You no longer follow"),
    "mute below an answer": (["/subscribe ai", "/unsubscribe cv"], "Unmute", "no longer muted"),
    "pause": (["stop"], "Yes, pause", "Alerts are paused"),
    "leave all": (["/subscribe space, ai", "unsubscribe"], "Yes, leave them all", "You follow no topic any more"),
}


@pytest.mark.parametrize(("before", "label", "text"), REPEATED.values(), ids=REPEATED)
async def test_a_button_pressed_twice_changes_nothing_more(
    ada: Person, before: list[str], label: str, text: str
) -> None:
    for earlier in before:
        await ada.write(earlier)
    message = ada.screen[-1]
    [data] = [button["callback_data"] for button in ada.keys(message) if label in button["text"]]
    await ada.send_data(data, message)
    assert await ada.send_data(data, message) == UNCHANGED
    assert text in ada.seen


async def test_a_button_that_does_nothing_is_answered(town: Town, ada: Person) -> None:
    assert await ada.send_data("z") == ""
    assert town.telegram.asked == [("answerCallbackQuery", {"callback_query_id": "77"})]
    assert town.database.call(subscribers.find, ada.id) is None


async def test_every_button_that_is_shown_works_on_both_engines(database: Database) -> None:
    """Presses whatever button shows up, until none is new."""
    database.call(sample_news.stock)
    async with town_with(database) as town:
        ada = town.person()
        for number in range(1, 8):
            sample_news.publish(database, number, "space")
        for text in (
            "/help",  # its place is taken by whatever a press shows
            "/start",
            "/topics",
            "/start space",
            "/subscribe robotics",
            "/unsubscribe robots",
            "/mine",
            "/latest",
        ):
            await ada.write(text)
        bob = town.person(502)
        await bob.write("/subscribe space, ai")
        await ada.write(f"/start {await shared_by(bob)}")
        await ada.alerted(sample_news.publish(database, 9, "space", "robotics", related=7))
        for number in range(10, 21):
            sample_news.publish(database, number, "robotics")
        await received(ada, digest_of(town, "space", "robotics"))
        for text in (
            "/subscribe spase",
            "hello",
            "/help",
            "/settings",
            "stop",
            "unsubscribe",
            "digest",
            "/unsubscribe robotic, spase",
            "/subscribe ai, spase",
            "/unsubscribe cv",
            "space",
            "robot",
            "/delete",
            "/rhythm space daily 8",
            "/rhythm",
            "digest at 8",
            "/quiet 22-7",
            "/pause 1h",
            "/timezone Springfield",
            "/filter -crypto",
            "/filter space only rocket",
            "/filters",
            "/watch rocket",
            "/watches",
            "/search news",
        ):
            town.clock.pass_(minutes=1)
            await ada.write(text)
        first = sample_news.publish(database, 30, "computer-vision")
        for number in range(31, 37):
            sample_news.publish(database, number, "computer-vision", story_id=first.story_id)
        await ada.alerted(first)
        await reply_with_post(town.application.bot, ada.id, with_way_out(Message(Markup("Announcement")), VOICE))
        await ada.write("/stop")
        await ada.write("/settings")
        done: set[str] = set()
        while waiting := on_screen(ada) - done:
            town.clock.pass_(minutes=1)
            await ada.write("/subscribe space, robotics, ai")
            await ada.write("/unsubscribe cv")
            if not any(data.startswith(f"{OpenFilter.code}:") for data in done):
                await ada.write("/filters")  # which lists what a press has saved meanwhile
            # What a press made of the message is pressed too, though another press takes its place.
            pressed = [min(waiting)]
            while pressed:
                data = pressed.pop()
                done.add(data)
                assert "something went wrong" not in await ada.send_data(data, ada.screen[0])
                pressed += sorted(on_screen(ada) - done - waiting - set(pressed))
        codes = {kind.code for kind, route in ROUTES.buttons.items() if not route.is_for_admins}
        assert {data.partition(":")[0] for data in done} == codes - UNSHOWN - ABOUT_PLACES


UNSHOWN = {ToggleAnnouncements.code, SetUpGroup.code, SaveInPrivate.code}
"""Kinds whose buttons are not shown now, or in groups alone (tests/handlers/test_groups.py)."""

ABOUT_PLACES = {kind.code for kind in ABOUT_CHANNELS | ABOUT_MANY_PLACES | ABOUT_THREADS}
"""Shown to those who have places (tests/handlers/test_place_buttons.py)."""

_OTHER_HOUR = re.compile(r"wb:.*:(?!480$)[1-9]\d*|wc:\d+:[2-7]")
"""An hour of many, or a day."""


def on_screen(person: Person) -> set[str]:
    keys = [key for message in person.screen for key in person.keys(message)]
    found = {key["callback_data"] for key in keys if "callback_data" in key}
    return {data for data in found if not _OTHER_HOUR.fullmatch(data)}
