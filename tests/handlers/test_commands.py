"""Each command in each situation, as the person sees it."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from bot.handlers.features import ROUTES
from storage.database import Database
from storage.models import Delivery, DeliveryState
from tests.handlers import sample_news
from tests.handlers.people import Person, Town

NAMES = [name for name, route in ROUTES.commands.items() if not route.is_for_admins]


def test_every_command_is_in_the_menu_in_its_order() -> None:
    assert " ".join(command.name for command in ROUTES.menu) == (
        "start topics subscribe unsubscribe mine volume share latest digest search "
        "filter filters watch watches saved why missed "
        "stop rhythm quiet pause timezone language settings help channel places privacy export delete "
        "broadcast broadcasts drafts digest digests stats status rejected topic audit user ban unban "
        "admins cancel article"
    )
    assert {command.name for command in ROUTES.menu} == ROUTES.commands.keys()


@pytest.mark.parametrize("name", NAMES)
async def test_every_command_answers_a_stranger_and_can_be_repeated(ada: Person, name: str) -> None:
    first = await ada.write(f"/{name}")
    assert "no command" not in first
    assert "something went wrong" not in first
    assert "something went wrong" not in await ada.write(f"/{name}")
    assert len(ada.screen) == 2


SITUATIONS = {
    "a beginner": ([], "/start", "Pick your topics"),
    "somebody who is back": (["/subscribe space"], "/start", "Welcome back"),
    "somebody who had paused": (["/subscribe space", "/stop"], "/start", "Alerts are on again"),
    "a link": ([], "/start computer-vision", "✓ You follow Computer Vision."),
    "a link in other letters": ([], "/start Computer_Vision", "✓ You follow Computer Vision."),
    "a link to what is followed": (["/subscribe space"], "/start space", "You follow Space already."),
    "a link to nothing": ([], "/start atlantis", "leads to no topic"),
    "a link to a topic that is not offered": ([], "/start gossip", "leads to no topic"),
    "a link after a pause": (["/stop"], "/start space", "✓ You follow Space."),
    "the catalogue": ([], "/topics", "You follow none yet."),
    "the catalogue of a follower": (["/subscribe space"], "/topics", "You follow 1."),
    "the catalogue during a pause": (["/stop"], "/topics", "Alerts are paused"),
    "a name": ([], "/subscribe Computer Vision", "✓ You follow Computer Vision."),
    "a name in capitals": ([], "/subscribe COMPUTER  VISION", "✓ You follow Computer Vision."),
    "a slug": ([], "/subscribe computer-vision", "✓ You follow Computer Vision."),
    "a short name": ([], "/subscribe cv", "✓ You follow Computer Vision."),
    "a hashtag": ([], "/subscribe #ComputerVision", "✓ You follow Computer Vision."),
    "a name in quotes": ([], "/subscribe “Space”", "✓ You follow Space."),
    "a parent": ([], "/subscribe AI", "That includes the 2 topics under it."),
    "a near miss": ([], "/subscribe computr visoin", "Did you mean"),
    "a list": ([], "/subscribe Computer Vision, Robotics", "✓ You follow Computer Vision and Robotics."),
    "a list over lines": ([], "/subscribe\nAI\nSpace", "✓ You follow Artificial Intelligence and Space."),
    "a list with and": ([], "/subscribe cv; robotics and space", "Computer Vision, Robotics and Space."),
    "a list with what there is not": ([], "/subscribe space, gardening", "No topic is called “gardening”."),
    "a list with a near miss": ([], "/subscribe space, robotic", "Did you mean one of these?"),
    "a list of what is followed": (["/subscribe space"], "/subscribe space, ai", "You follow Space already."),
    "a list of nothing": ([], "/subscribe ,;", "nor anything like it"),
    "a far miss": ([], "/subscribe gardening", "nor anything like it"),
    "a name of hostile letters": ([], "/subscribe <b>&", "called “<b>&”"),
    "a topic that is not offered": ([], "/subscribe gossip", "nor anything like it"),
    "no name": ([], "/subscribe", "All topics"),
    "what is followed already": (["/subscribe space"], "/subscribe space", "You follow Space already."),
    "following during a pause": (["/stop"], "/subscribe space", "Alerts are paused"),
    "leaving": (["/subscribe space"], "/unsubscribe SPACE", "You no longer follow Space."),
    "leaving a child of a followed parent": (["/subscribe ai"], "/unsubscribe cv", "Computer Vision is muted"),
    "leaving what is not followed": ([], "/unsubscribe space", "You do not follow Space"),
    "leaving a near miss": (["/subscribe robotics"], "/unsubscribe robots", "Did you mean"),
    "leaving a near miss that comes with its parent": (["/subscribe ai"], "/unsubscribe visio", "Did you mean"),
    "leaving a child twice": (["/subscribe ai", "/unsubscribe cv"], "/unsubscribe cv", "Computer Vision is muted"),
    "leaving a list": (["/subscribe space, robotics"], "/unsubscribe Space, Robotics", "follow Space and Robotics."),
    "leaving a list with a child": (["/subscribe ai, space"], "/unsubscribe cv, space", "🔕 Muted: Computer Vision."),
    "leaving a list not followed": ([], "/unsubscribe space, ai", "You do not follow"),
    "leaving a far miss": (["/subscribe robotics"], "/unsubscribe space travel plans", "None of your topics"),
    "leaving without a name": (["/subscribe space"], "/unsubscribe", "Your topics"),
    "no topics of one's own": ([], "/mine", "You follow no topic yet."),
    "topics of one's own": (["/subscribe ai", "/subscribe space"], "/mine", "You follow 2 topics."),
    "one's own during a pause": (["/subscribe ai", "/stop"], "/mine", "Alerts are paused"),
    "no stories": ([], "/latest", "There are no stories yet."),
    "no stories of a topic": ([], "/latest space", "no stories about Space"),
    "stories of nothing": ([], "/latest gardening", "nor anything like it"),
    "pausing": (["/subscribe space"], "/stop", "Alerts are paused"),
    "pausing twice": (["/stop"], "/stop", "Alerts are paused"),
    "settings": ([], "/settings", "Announcements are on"),
    "settings during a pause": (["/stop"], "/settings", "neither news nor announcements arrive"),
    "announcements during a pause": (["/stop"], "/settings", "📣 Announcements are on, and arrive again once"),
    "a newcomer by a link": ([], "/start space", "Each new story comes once, with its source"),
    "a newcomer by a link to nothing": ([], "/start atlantis", "Each new story comes once, with its source"),
    "help": ([], "/help", "/unsubscribe –"),
    "privacy": ([], "/privacy", "wire@news.example"),
    "erasing": ([], "/delete", "Erase everything about you?"),
    "a command in capitals": ([], "/HELP", "/unsubscribe –"),
    "a command for this bot": ([], "/help@wire_bot", "/unsubscribe –"),
    "a command that there is not": ([], "/dance@wire_bot now", "no command “dance”"),
    "a command over two lines": ([], "/subscribe\nspace", "✓ You follow Space."),
    "a greeting": ([], "hello", "I understand commands"),
    "a topic without a command": ([], "computer vision", "You do not follow it."),
    "a word of topics": ([], "machine", "1 topic has “machine” in it."),
    "a part of a word": ([], "otic", "1 topic has “otic” in it."),
    "the card of a topic": ([], "/topics computer vision", "Part of Artificial Intelligence"),
    "a word behind the catalogue": ([], "/topics vision", "1 topic has “vision” in it."),
    "nothing behind the catalogue": ([], "/topics gardening", "nor anything like it"),
    "a card during a pause": (["/stop"], "space", "Alerts are paused"),
    "a verb with a topic": ([], "unsubscribe from Space please", "You do not follow it."),
    "a verb with just a topic": (["/subscribe space"], "Mute space!", "✓ You follow it"),
    "a topic in a sentence": ([], "any news about robots?", "I understand commands"),
    "a topic, nearly": ([], "machine lerning", "looking for Machine Learning?"),
    "an essay": ([], "wherefore " * 400, "I understand commands"),
}


@pytest.mark.parametrize(("before", "command", "answer"), SITUATIONS.values(), ids=SITUATIONS)
async def test_what_a_command_answers(ada: Person, before: list[str], command: str, answer: str) -> None:
    for earlier in before:
        await ada.write(earlier)
    assert answer in await ada.write(command)
    assert len(ada.screen) == len(before) + 1


BUTTONS = {
    "a beginner": ([], "/start", ["Artificial Intelligence", "Robotics", "Space"]),
    "a link": ([], "/start space", ["Latest stories", "Undo", "All topics"]),
    "near misses": ([], "/subscribe machine lerning", ["Machine Learning", "All topics"]),
    "the catalogue": (
        ["/subscribe cv"],
        "/topics",
        ["Artificial Intelligence", "└ ✓ Computer Vision", "└ Machine Learning", "Robotics", "Space"],
    ),
    "one's own": (["/subscribe space"], "/mine", ["✓ Space", "✕", "All topics"]),
    "a pause": ([], "/stop", ["Turn alerts on"]),
    "following during a pause": (["/stop"], "/subscribe space", ["Latest stories", "Turn alerts on"]),
    "a topic without a command": ([], "space", ["Follow Space", "All topics"]),
    "a followed topic without a command": (["/subscribe space"], "space", ["🔕 Mute Space", "Unfollow", "All topics"]),
    "what comes with a parent": (
        ["/subscribe ai"],
        "/topics",
        ["✓ Artificial Intelligence", "└ ✓ Computer Vision · via AI", "Robotics"],
    ),
    "a near miss in a list": (["/subscribe ai, space"], "/subscribe space, robotic", ["Follow Robotics", "My topics"]),
    "a near miss to leave": (["/subscribe ai"], "/unsubscribe visio", ["Computer Vision", "My topics"]),
    "erasing": ([], "/delete", ["Yes, erase everything", "No, keep it"]),
}


@pytest.mark.parametrize(("before", "command", "labels"), BUTTONS.values(), ids=BUTTONS)
async def test_what_a_command_offers(ada: Person, before: list[str], command: str, labels: list[str]) -> None:
    for earlier in before:
        await ada.write(earlier)
    await ada.write(command)
    assert [label for label in ada.buttons if label in labels] == labels


async def test_the_same_name_twice_is_a_question(town: Town, ada: Person) -> None:
    def rename(session: Session) -> None:
        robotics = sample_news._topic(session, "robotics")
        robotics.shortname = "CV"
        session.add(robotics)

    town.database.call(rename)
    assert "Did you mean" in await ada.write("/subscribe cv")
    assert {"Computer Vision", "Robotics"} < set(ada.buttons)


async def test_a_topic_that_left_the_catalogue_stays_with_who_follows_it(town: Town, ada: Person) -> None:
    await ada.write("/subscribe space")

    def unlist(session: Session) -> None:
        space = sample_news._topic(session, "space")
        space.is_listed = False
        session.add(space)

    town.database.call(unlist)
    assert "You follow Space already." in await ada.write("/subscribe space")
    assert "nor anything like it" in await town.person(502).write("/subscribe space")


@pytest.mark.parametrize("content", [{"sticker": {"file_id": "a", "file_unique_id": "a", "type": "regular", "width": 1,
                                                  "height": 1, "is_animated": False, "is_video": False}},
                                     {"photo": [], "caption": "space"}, {"dice": {"emoji": "🎲", "value": 3}}],
                         ids=["sticker", "photo", "dice"])  # fmt: skip
async def test_a_picture_is_answered_with_where_to_begin(ada: Person, content: dict[str, object]) -> None:
    assert "I understand commands" in await ada.send(**content)


async def test_an_album_is_answered_once(ada: Person) -> None:
    for _ in range(4):
        await ada.send(photo=[], media_group_id="12")
    assert len(ada.screen) == 1


async def test_a_service_message_is_not_answered(ada: Person) -> None:
    await ada.send(write_access_allowed={"from_request": False})
    assert ada.screen == []


async def test_an_edited_command_is_not_done_again(town: Town, ada: Person) -> None:
    message = {"message_id": 5, "date": 1, "edit_date": 2, "chat": ada.chat, "from": ada.profile, "text": "/stop"}
    await town.arrive(edited_message=message | {"entities": [{"type": "bot_command", "offset": 0, "length": 5}]})
    assert ada.screen == []


async def test_another_bot_is_not_answered(town: Town) -> None:
    await town.arrive(
        message={
            "message_id": 5,
            "date": 1,
            "chat": {"id": 7, "type": "private"},
            "from": {"id": 7, "is_bot": True, "first_name": "Echo"},
            "text": "hello",
        }
    )
    assert town.telegram.asked == []


async def test_the_latest_stories_stand_newest_first_and_in_pages(town: Town, ada: Person) -> None:
    for number in range(1, 8):
        sample_news.publish(town.database, number, "space")
    assert (await ada.write("/latest")).count("News number") == 5
    assert ada.seen.index("News number 7") < ada.seen.index("News number 3")
    assert ada.buttons == ["1/2", "▶"]


async def test_the_latest_of_a_parent_are_those_of_its_children_too(town: Town, ada: Person) -> None:
    sample_news.publish(town.database, 1, "computer-vision")
    sample_news.publish(town.database, 2, "space")
    assert "News number 1" in await ada.write("/latest ai")
    assert "News number 2" not in ada.seen
    assert "Did you mean" in await ada.write("/latest spaec")
    assert await ada.press("Space") == ""
    assert "News number 2" in ada.seen


async def test_a_story_of_several_articles_is_one(town: Town, ada: Person) -> None:
    first = sample_news.publish(town.database, 1, "space")
    sample_news.publish(town.database, 2, "space", story_id=first.story_id)
    assert (await ada.write("/latest")).count("News number") == 1
    assert "+1 source" in ada.seen


async def test_subscribing_yields_what_arrives_afterwards(town: Town, ada: Person) -> None:
    before = sample_news.publish(town.database, 1, "space")
    town.clock.now += timedelta(minutes=5)
    await ada.write("/subscribe space")
    after = sample_news.publish(town.database, 10, "space")
    assert [row.article_id for row in owed(town.database)] == [after.id]
    assert before.id != after.id


@pytest.mark.parametrize("command", ["/unsubscribe space", "/stop"])
async def test_what_is_no_longer_wanted_is_cancelled(town: Town, ada: Person, command: str) -> None:
    await ada.write("/subscribe space")
    sample_news.publish(town.database, 10, "space")
    assert owed(town.database)
    await ada.write(command)
    assert owed(town.database) == []


def owed(database: Database) -> list[Delivery]:
    def pending(session: Session) -> list[Delivery]:
        return list(session.exec(select(Delivery).where(col(Delivery.state) == DeliveryState.PENDING)))

    return database.call(pending)
