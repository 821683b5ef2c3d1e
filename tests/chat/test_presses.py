"""Each button in each situation, as the person sees it."""

from dataclasses import fields
from typing import NamedTuple, get_args

import pytest
from sqlmodel import Session

from bot.chat.presses import PRESS_STEPS
from bot.messages.callback import data_of
from bot.messages.press import CancelDelete, ConfirmDelete, Nothing, OpenRelated, Press
from storage import subscribers
from storage.database import Database
from storage.models import Article, Volume
from storage.stories import required
from tests.chat import news
from tests.chat.telegram import Person, Town, town_with

EXPIRED = "This button is out of date. /topics and /mine show how things stand."
UNCHANGED = "Nothing to change: it is so already"


def test_every_button_is_answered() -> None:
    assert set(get_args(Press)) == PRESS_STEPS.keys() | {ConfirmDelete, CancelDelete, Nothing}


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
        ["/subscribe ai", "/subscribe cv"], ["Unfollow"], "", "Computer Vision is muted", ["Unmute"]
    ),
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


GONE: list[str | None] = [
    "t:99:0",
    "t:99:7",
    "w:99",
    "f:99",
    "u:99",
    "b:99",
    "h:99:0",
    "d:99:0",
    "q:99",
    "m:99",
    "n:99",
    "r:99:1",
    "a:99:0",
]
HOSTILE: list[str | None] = [
    "",
    "t",
    "t:1",
    "t:1:2:3",
    "t:-1:0",
    "t:1:0 ",
    "x",
    "🔕",
    "t:" + "9" * 60,
    "q:9223372036854775808",
    "y:1",
    None,
]


@pytest.mark.parametrize("data", GONE + HOSTILE)
async def test_what_no_button_says_is_out_of_date(town: Town, ada: Person, data: str | None) -> None:
    assert await ada.send_data(data) == EXPIRED
    assert town.telegram.times("answerCallbackQuery") == 1


FORGED = [
    data_of(kind(*(number for _ in fields(kind))))
    for kind in get_args(Press)
    for number in (0, 1, 2**63 - 1)
    if fields(kind)
]


@pytest.mark.parametrize("data", sorted(set(FORGED)))
async def test_forged_numbers_harm_nobody(town: Town, ada: Person, data: str) -> None:
    bob = town.person(502)
    await bob.write("/subscribe space")
    news.publish(town.database, 10, "space")
    assert "something went wrong" not in await ada.send_data(data)
    assert town.telegram.times("answerCallbackQuery") == 1
    assert chosen(town.database, bob) == {news.topic_id(town.database, "space"): Volume.STORIES}


async def test_a_topic_that_is_not_offered_cannot_be_followed_by_its_number(town: Town, ada: Person) -> None:
    number = news.topic_id(town.database, "gossip")
    for data in (f"t:{number}:0", f"w:{number}", f"f:{number}", f"n:{number}"):
        assert await ada.send_data(data) == EXPIRED
    assert chosen(town.database, ada) == {}


async def test_only_whoever_pressed_is_changed(town: Town, ada: Person) -> None:
    """A press that claims another chat is about nobody."""
    query = {"id": "1", "from": ada.profile, "chat_instance": "1", "data": "y"}
    await town.person(502).write("/start")
    await town.arrive(
        callback_query=query | {"message": {"message_id": 1, "date": 1, "chat": {"id": 502, "type": "private"}}}
    )
    assert town.telegram.toasts == [EXPIRED]
    assert town.database.call(subscribers.find, 502)


@pytest.mark.parametrize("text", ["/help", "/privacy"])
async def test_only_whoever_wrote_is_answered(town: Town, ada: Person, text: str) -> None:
    ada.chat = {"id": 502, "type": "private"}
    await ada.write(text)
    assert town.telegram.asked == []


async def test_a_button_under_a_message_that_telegram_does_not_name(town: Town, ada: Person) -> None:
    await town.arrive(callback_query={"id": "1", "from": ada.profile, "chat_instance": "1", "data": "g"})
    assert town.telegram.toasts == [EXPIRED]


async def test_a_button_that_does_nothing_is_answered(town: Town, ada: Person) -> None:
    assert await ada.send_data("z") == ""
    assert town.telegram.asked == [("answerCallbackQuery", {"callback_query_id": "77"})]
    assert town.database.call(subscribers.find, ada.id) is None


async def test_paging_goes_on_in_the_same_message(town: Town, ada: Person) -> None:
    for number in range(1, 13):
        news.publish(town.database, number, "space")
    await ada.write("/latest")
    await ada.press("▶")
    assert "News number 7" in ada.seen
    await ada.press("▶")
    assert "News number 2" in ada.seen
    assert ada.buttons == ["◀", "3/3"]
    await ada.send_data("l:9223372036854775807", ada.screen[-1])
    assert ada.buttons == ["◀", "3/3"]
    await ada.send_data(f"a:{news.topic_id(town.database, 'space')}:1", ada.screen[-1])
    assert "Latest stories: Space" in ada.seen
    assert len(ada.screen) == 1


async def test_topics_do_not_move_under_the_finger(town: Town, ada: Person) -> None:
    await ada.write("/start")
    before = ada.buttons[:-1]
    for number in range(600, 604):
        await town.person(number).write("/subscribe space")
    await ada.press(before[2])
    assert [label.removeprefix("✓ ") for label in ada.buttons[: len(before)]] == before


async def test_the_welcome_is_there_again_when_its_buttons_are_not_known(town: Town, ada: Person) -> None:
    number = news.topic_id(town.database, "space")
    assert await ada.send_data(f"w:{number}") == "You follow Space"
    assert "✓ Space" in ada.buttons
    assert len(ada.buttons) > 5


@pytest.mark.parametrize(
    ("refusal", "shown_anew"),
    [
        ("Bad Request: message is not modified: specified new message content is the same", False),
        ("Bad Request: message to edit not found", True),
        ("Bad Request: message can't be edited", True),
    ],
)
async def test_a_menu_that_cannot_be_edited(town: Town, ada: Person, refusal: str, shown_anew: bool) -> None:
    await ada.write("/topics")
    town.telegram.refusals["editMessageText"] = 400, refusal
    assert await ada.press("Space") == "You follow Space"
    assert [message["message_id"] for message in ada.screen] == ([1, 2] if shown_anew else [1])
    assert town.telegram.toasts == ["You follow Space"]


async def test_a_menu_that_telegram_no_longer_has_is_sent_anew(ada: Person) -> None:
    await ada.write("/topics")
    await ada.send_data("c:0", {"chat": ada.chat, "message_id": 1, "date": 0})
    assert len(ada.screen) == 2
    assert "All topics" in ada.seen


async def test_a_press_that_waited_too_long_is_done_all_the_same(town: Town, ada: Person) -> None:
    await ada.write("/topics")
    town.telegram.refusals["answerCallbackQuery"] = (
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
    )
    await ada.press("Space")
    assert "You follow 1." in ada.seen
    assert len(ada.screen) == 1


async def test_the_related_articles_of_an_alert_are_paged_through(town: Town, ada: Person) -> None:
    await ada.write("/subscribe space")
    article = news.publish(town.database, 10, "space", related=7)
    alert = await alerted(ada, article)
    assert "Report 4" in alert
    assert "Report 5" not in alert
    await ada.press("… and 2 more")
    assert "Report 5" in ada.seen
    assert "Report 4" not in ada.seen
    await ada.press("Back to the alert")
    assert ada.seen == alert
    assert ada.buttons == ["Read", "🔕 Mute Space", "… and 2 more"]


async def test_an_alert_of_one_topic_mutes_it(town: Town, ada: Person) -> None:
    await ada.write("/subscribe space")
    alert = await alerted(ada, news.publish(town.database, 10, "space"))
    assert await ada.press("Mute Space") == "Space is muted"
    assert ada.screen[-2]["text"] == alert, "the alert stays"
    assert "Space is muted" in ada.seen
    assert await ada.press("Mute Space", -2) == UNCHANGED
    assert await ada.press("Unmute") == "Space is no longer muted"
    assert chosen(town.database, ada) == {news.topic_id(town.database, "space"): Volume.STORIES}


async def test_unmuting_during_a_pause_says_so(town: Town, ada: Person) -> None:
    for command in ("/subscribe ai", "/unsubscribe cv", "/stop"):
        await ada.write(command)
    assert await ada.press("Unmute", 1) == "Computer Vision is no longer muted"
    assert "Alerts are paused" in ada.screen[1]["text"]


async def test_what_is_not_muted_is_not_unmuted(town: Town, ada: Person) -> None:
    number = news.topic_id(town.database, "space")
    assert await ada.send_data(f"n:{number}") == UNCHANGED
    assert await ada.send_data(f"m:{number}") == UNCHANGED
    assert await ada.send_data(f"h:{number}:0") == EXPIRED
    assert chosen(town.database, ada) == {}


async def test_an_alert_of_several_topics_asks_which_to_mute(town: Town, ada: Person) -> None:
    for slug in ("space", "ai"):
        await ada.write(f"/subscribe {slug}")
    alert = await alerted(ada, news.publish(town.database, 10, "space", "robotics", "computer-vision"))
    await ada.press("Mute topic")
    assert "Which topic would you like to mute?" in ada.seen
    assert sorted(ada.buttons) == ["Computer Vision", "Space"]
    assert await ada.press("Computer Vision") == "Computer Vision is muted"
    assert "Computer Vision is muted" in ada.seen
    assert [message["text"] for message in ada.screen[-2:]] == [alert, ada.seen]
    assert await ada.press("Mute topic", -2) == ""
    assert ada.buttons == ["Space"]


async def test_a_withdrawn_article_has_no_buttons_left(town: Town, ada: Person) -> None:
    await ada.write("/subscribe space")
    article = news.publish(town.database, 10, "space", related=7)
    alert = await alerted(ada, article)
    town.database.call(news.withdraw, required(article.id))
    assert await ada.press("… and 2 more") == EXPIRED
    assert ada.seen == alert


async def test_nothing_is_left_to_mute(town: Town, ada: Person) -> None:
    article = news.publish(town.database, 10, "space", "robotics")
    assert await ada.send_data(f"q:{article.id}") == EXPIRED


async def test_every_button_that_is_shown_works_on_both_engines(database: Database) -> None:
    """Presses whatever button shows up, until none is new."""
    database.call(news.stock)
    async with town_with(database) as town:
        ada = town.person()
        for number in range(1, 8):
            news.publish(database, number, "space")
        for text in (
            "/start",
            "/topics",
            "/start space",
            "/subscribe robotics",
            "/unsubscribe robots",
            "/mine",
            "/latest",
        ):
            await ada.write(text)
        await alerted(ada, news.publish(database, 9, "space", "robotics", related=7))
        for text in ("/subscribe spase", "hello", "/stop", "/delete"):
            await ada.write(text)
        done: set[str] = set()
        while new := on_screen(ada) - done:
            done |= new
            for data in sorted(new):
                town.clock.pass_(minutes=1)
                await ada.write("/subscribe space")
                await ada.write("/subscribe robotics")
                assert "something went wrong" not in await ada.send_data(data, ada.screen[0])
        assert {data[0] for data in done} == {kind.letter for kind in get_args(Press)}


async def alerted(person: Person, article: Article) -> str:
    """Have the person's alert of an article stand in their chat, as pressing its buttons shows it."""
    await person.write("/help")
    await person.send_data(data_of(OpenRelated(required(article.id), 0)), person.screen[-1])
    return person.seen


def chosen(database: Database, person: Person) -> dict[int, Volume]:
    def find(session: Session) -> dict[int, Volume]:
        found = subscribers.find(session, person.id)
        return subscribers.choices(session, required(found.id)) if found else {}

    return database.call(find)


def on_screen(person: Person) -> set[str]:
    keys = [key for message in person.screen for key in person.keys(message)]
    return {key["callback_data"] for key in keys if "callback_data" in key}
