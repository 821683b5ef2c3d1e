"""People who come and go without a word, groups and channels."""

import pytest
from sqlmodel import Session, select

from storage import chats, subscribers
from storage.database import Database
from storage.models import Delivery, DeliveryState, Subscriber, SubscriberStatus
from tests.handlers import sample_news
from tests.handlers.people import Person, Town, town_with
from tests.support.telegram import ME


async def test_who_blocks_the_bot_is_owed_nothing_and_comes_back_by_unblocking(database: Database) -> None:
    database.call(sample_news.stock)
    async with town_with(database) as town:
        ada, bob = town.person(), town.person(502)
        for person in (ada, bob):
            await person.write("/subscribe space")
        sample_news.publish(database, 1, "space")
        await ada.change("member", "kicked")
        assert subscriber(database, ada).status is SubscriberStatus.BLOCKED
        assert states(database, ada) == [DeliveryState.CANCELLED]
        assert states(database, bob) == [DeliveryState.PENDING]
        sample_news.publish(database, 2, "space")
        assert len(states(database, ada)) == 1
        await ada.change("kicked", "member")
        assert subscriber(database, ada).status is SubscriberStatus.ACTIVE
        sample_news.publish(database, 3, "space")
        assert states(database, ada) == [DeliveryState.CANCELLED, DeliveryState.PENDING]
        assert len(ada.screen) == 1, "nobody is written to for opening or closing the chat"


@pytest.mark.parametrize("message", ["/help", "hello", "/start"])
async def test_who_was_lost_is_reachable_again_by_writing(town: Town, ada: Person, message: str) -> None:
    await ada.write("/subscribe space")
    town.database.call(chats.mark_unreachable, ada.id, SubscriberStatus.MISSING, "chat not found", town.clock.now)
    await ada.write(message)
    assert subscriber(town.database, ada).status is SubscriberStatus.ACTIVE


async def test_who_paused_stays_paused_whatever_they_write(town: Town, ada: Person) -> None:
    for text in ("/stop", "/help", "hello", "/latest"):
        await ada.write(text)
    assert subscriber(town.database, ada).status is SubscriberStatus.PAUSED


async def test_a_stranger_who_opens_the_chat_is_not_stored(town: Town, ada: Person) -> None:
    await ada.change("left", "member")
    await ada.change("member", "kicked")
    assert town.database.call(subscribers.find, ada.id) is None
    assert town.telegram.asked == []


@pytest.fixture
def group(town: Town) -> Person:
    reader = town.person(501)
    reader.chat = {"id": -77, "type": "supergroup", "title": "Readers"}
    return reader


async def test_who_does_not_administer_a_group_is_not_answered_there(town: Town, group: Person) -> None:
    for text in ("/start", "/topics", "/start@Wire_Bot", "/help"):
        await group.write(text)
    assert group.screen == []
    assert town.database.call(subscribers.find, -77) is None


@pytest.mark.parametrize("text", ["good morning", "computer vision", "/start@other_bot", "/dance@other_bot\nplease"])
async def test_what_a_group_says_to_others_is_not_answered(group: Person, text: str) -> None:
    await group.write(text)
    assert group.screen == []


async def test_a_group_that_takes_the_bot_in_is_greeted_once(town: Town, group: Person) -> None:
    await group.change("left", "member")
    assert "Hello!" in group.seen
    assert "Its administrators choose" in group.seen
    assert group.buttons == ["Set up"]
    for text in ("/start", "/help", "/topics@wire_bot", "stop"):
        await group.write(text)
    await group.change("member", "administrator")
    await group.change("administrator", "left")
    await group.change("left", "member")
    assert len(group.screen) == 1
    found = town.database.call(subscribers.find, -77)
    assert found
    assert (found.set_up_by, found.language) == (501, "en")


@pytest.mark.parametrize("said", [{"group_chat_created": True}, {"new_chat_members": [ME]}], ids=["made", "added"])
async def test_a_group_greets_once_however_telegram_says_it(group: Person, said: dict[str, object]) -> None:
    await group.send(**said)
    await group.change("left", "member")
    await group.send(**said)
    assert [message["text"].partition("\n")[0] for message in group.screen] == ["Hello!"]


async def test_somebody_else_who_joins_is_not_greeted(group: Person) -> None:
    await group.send(new_chat_members=[{"id": 7, "is_bot": False, "first_name": "Bo"}])
    assert group.screen == []


async def test_another_role_in_a_group_is_no_reason_to_speak(group: Person) -> None:
    await group.change("administrator", "member")
    assert group.screen == []


async def test_a_button_that_a_stranger_presses_in_a_group_does_nothing(town: Town, group: Person) -> None:
    assert await group.send_data("y") == "Only the administrators of this group can change what comes here."
    assert group.screen == []
    assert town.database.call(subscribers.find, -77) is None


async def test_in_a_channel_the_bot_says_nothing(town: Town) -> None:
    channel = {"id": -99, "type": "channel", "title": "Daily"}
    reader = town.person(501)
    reader.chat = channel
    await reader.change("left", "administrator")
    assert reader.screen == []
    post = {"message_id": 1, "date": 1, "chat": channel}
    for text in ("/start", "/subscribe space", "/broadcast", "/start@wire_bot", "stop", "space"):
        command = {"type": "bot_command", "offset": 0, "length": len(text.split()[0])}
        entities = {"entities": [command]} if text.startswith("/") else {}
        await town.arrive(channel_post=post | entities | {"text": text})
        await town.arrive(edited_channel_post=post | entities | {"text": text, "edit_date": 2})
    await reader.change("administrator", "left")
    await reader.change("left", "administrator")
    assert town.telegram.asked == []
    assert town.database.call(subscribers.find, -99) is None


def subscriber(database: Database, person: Person) -> Subscriber:
    found = database.call(subscribers.find, person.id)
    assert found
    return found


def states(database: Database, person: Person) -> list[DeliveryState]:
    def find(session: Session) -> list[DeliveryState]:
        rows = session.exec(select(Delivery).where(Delivery.chat_id == person.id).order_by("id"))
        return [row.state for row in rows]

    return database.call(find)
