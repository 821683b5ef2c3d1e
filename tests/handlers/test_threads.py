"""Threads: here or one for each topic, what Telegram says about threads, and threads in private chats."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import Session, col, select

from bot.handlers.router import register_handlers
from bot.views.callback_data import MakeThreads
from storage import subscribers, threads, topics
from storage.database import Database
from storage.models import ForumThread
from tests.handlers import sample_news
from tests.handlers.people import RIGHTS, Person, Town, town_with
from tests.support.telegram import ME, Json

GROUP = -1001234567890
FORUM: Json = {"id": GROUP, "type": "supergroup", "title": "Readers", "is_forum": True}


@pytest.fixture
async def town(sqlite: Database, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Town]:
    """A bot that may make threads, in forums and in private chats."""
    sqlite.call(sample_news.stock)

    def register(application: Any, services: Any, admin_services: Any) -> None:
        register_handlers(application, replace(services, has_private_threads=lambda: True), admin_services)

    monkeypatch.setattr("tests.handlers.people.register_handlers", register)
    async with town_with(sqlite) as town:
        made = iter(range(71, 999))
        answer = town.telegram._of_chat

        def of_chat(name: str, asked: Json) -> object:
            if name == "createForumTopic":
                return {"message_thread_id": next(made), "name": asked["name"], "icon_color": 1}
            return answer(name, asked)

        monkeypatch.setattr(town.telegram, "_of_chat", of_chat)
        make(town, can_manage_topics=True)
        yield town


def make(town: Town, *, can_manage_topics: bool) -> None:
    rights = {"status": "administrator"} | RIGHTS["administrator"] | {"can_manage_topics": can_manage_topics}
    for number in (501, 502, ME["id"]):
        town.telegram.members[GROUP, number] = rights
    town.clock.pass_(minutes=2)


@pytest.fixture
def admin(town: Town) -> Person:
    return Person(town, 501, chat=FORUM)


def followed(town: Town, thread_id: int) -> list[str]:
    """The slugs of what a thread follows."""

    def read(session: Session) -> list[str]:
        found = subscribers.find(session, GROUP, thread_id)
        names = {each.id: each.slug for each in topics.find_all(session)}
        return sorted(names[each] for each in subscribers.choices(session, found.id)) if found else []

    return town.database.call(read)


def made(town: Town) -> list[tuple[int, str]]:
    def read(session: Session) -> list[tuple[int, str]]:
        rows = session.exec(select(ForumThread).order_by(col(ForumThread.thread_id)))
        return [(row.thread_id, row.name) for row in rows]

    return town.database.call(read)


def in_thread(person: Person, thread_id: int, **content: object) -> Json:
    return {"message_thread_id": thread_id, "is_topic_message": True} | content


def command(text: str) -> Json:
    return {"text": text, "entities": [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]}


async def test_general_is_asked_and_here_follows_there(town: Town, admin: Person) -> None:
    assert "Here, or one thread for each topic?" in await admin.write("/subscribe robotics")
    assert admin.buttons[:2] == ["Here", "A thread for each topic"]
    assert followed(town, 0) == []
    await admin.press("Here")
    assert followed(town, 0) == ["robotics"]


async def test_each_topic_gets_a_thread_once(town: Town, admin: Person) -> None:
    await admin.write("/subscribe robotics, space")
    await admin.press("A thread for each topic")
    assert "There are 2 threads now" in admin.seen
    assert [name for _, name in made(town)] == ["Robotics", "Space"] or len(made(town)) == 2
    assert sorted(followed(town, 71) + followed(town, 72)) == ["robotics", "space"]
    await admin.write("/subscribe robotics, space")
    await admin.press("A thread for each topic")
    assert "already" in admin.seen
    assert town.telegram.times("createForumTopic") == 2


async def test_the_present_list_moves_into_threads(town: Town, admin: Person) -> None:
    await admin.write("/subscribe robotics")
    await admin.press("Here")
    await admin.write("/subscribe")
    await admin.press("A thread for each topic")
    assert followed(town, 0) == []
    assert followed(town, 71) == ["robotics"]


async def test_whoever_sets_up_by_buttons_finds_the_threads_too(town: Town, admin: Person) -> None:
    await admin.write("/settings")
    assert "A thread for each topic" not in admin.buttons, "it follows nothing yet"
    await admin.write("/start")
    await admin.press("Robotics")
    await admin.press("A thread for each topic")
    assert followed(town, 71) == ["robotics"]
    await admin.write("/subscribe space")
    await admin.press("Here")
    await admin.write("/settings")
    await admin.press("A thread for each topic")
    assert followed(town, 72) == ["space"]
    await admin.send(**in_thread(admin, 72, **command("/settings")))
    assert "A thread for each topic" not in admin.buttons


async def test_nothing_to_make_threads_for_says_how(town: Town, admin: Person) -> None:
    await admin.write("/subscribe")
    await admin.press("A thread for each topic")
    assert "/subscribe" in admin.seen
    assert town.telegram.times("createForumTopic") == 0


async def test_a_missing_right_is_named_and_here_is_offered(town: Town, admin: Person) -> None:
    make(town, can_manage_topics=False)
    await admin.write("/subscribe robotics")
    await admin.press("A thread for each topic")
    assert "Manage topics" in admin.seen
    await admin.press("A thread for each topic")
    assert "Manage topics" in town.telegram.toasts[-1], "the message stays as it is"
    make(town, can_manage_topics=True)
    await admin.press("A thread for each topic")
    assert followed(town, 71) == ["robotics"]


async def test_a_forum_that_was_switched_off_offers_here(town: Town, admin: Person) -> None:
    town.telegram.refusals["createForumTopic"] = (400, "Bad Request: the chat is not a forum")
    await admin.write("/subscribe robotics")
    await admin.press("A thread for each topic")
    assert admin.buttons == ["Here"]
    await admin.press("Here")
    assert followed(town, 0) == ["robotics"]


async def test_a_thread_follows_by_itself_and_is_answered_there(town: Town, admin: Person) -> None:
    opened = {"message_id": 7, "date": 1, "chat": FORUM, "forum_topic_created": {"name": "Robots", "icon_color": 1}}
    await admin.send(**in_thread(admin, 7, reply_to_message=opened, **command("/subscribe robotics")))
    assert followed(town, 7) == ["robotics"]
    assert town.telegram.asked[-1][1]["message_thread_id"] == 7
    place = town.database.call(subscribers.find, GROUP, 7)
    assert place is not None
    assert place.thread_name == "Robots"
    await admin.send(**in_thread(admin, 7, forum_topic_edited={"name": "Machines"}))
    place = town.database.call(subscribers.find, GROUP, 7)
    assert place is not None
    assert place.thread_name == "Machines"


@pytest.mark.parametrize("content", [{"forum_topic_reopened": {}}, {"general_forum_topic_unhidden": {}}])
async def test_general_that_opens_is_tried_again(town: Town, admin: Person, content: Json) -> None:
    await admin.write("/subscribe robotics")
    await admin.press("Here")
    town.database.call(threads.note_closed, GROUP, 0, town.clock.now)
    await admin.send(**content)
    found = town.database.call(subscribers.find, GROUP)
    assert found is not None
    assert found.thread_closed_at is None or found.thread_closed_at < town.clock.now


async def test_a_command_in_a_closed_thread_tells_whoever_can_open_it(town: Town, admin: Person) -> None:
    """Nothing can be answered in the thread itself; once something can, its stories come again."""
    await admin.send(**in_thread(admin, 7, **command("/subscribe robotics")))
    town.telegram.refusals["sendMessage"] = (400, "Bad Request: TOPIC_CLOSED")
    await admin.send(**in_thread(admin, 7, **command("/mine")))
    place = town.database.call(subscribers.find, GROUP, 7)
    assert place is not None
    assert place.thread_closed_at is not None
    del town.telegram.refusals["sendMessage"]
    await admin.send(**in_thread(admin, 7, **command("/mine")))
    place = town.database.call(subscribers.find, GROUP, 7)
    assert place is not None
    assert place.thread_closed_at is None


async def test_a_command_in_a_thread_replies_to_nothing(town: Town, admin: Person) -> None:
    """Telegram has it reply to the message that opened the thread."""
    opened = {"message_id": 7, "date": 1, "chat": FORUM, "forum_topic_created": {"name": "Robots", "icon_color": 1}}
    await admin.send(**in_thread(admin, 7, reply_to_message=opened, **command("/why")))
    alone = admin.seen
    await admin.write("/why")
    assert admin.seen == alone


async def test_nobody_else_makes_threads(town: Town, admin: Person) -> None:
    await admin.write("/subscribe robotics")
    town.telegram.members[GROUP, 503] = {"status": "member"}
    shown = admin.screen[-1]
    stranger = Person(town, 503, chat=FORUM)
    await stranger.send_data(MakeThreads(0).encode(), shown)
    assert town.telegram.times("createForumTopic") == 0


async def test_a_person_has_a_thread_for_each_topic(town: Town) -> None:
    ada = town.person()
    await ada.write("/subscribe robotics")
    await ada.write("/settings")
    await ada.press("A thread for each topic")
    assert [name for _, name in made(town)] == ["Robotics"]
    await ada.write("/subscribe space")
    assert len(made(town)) == 2, "following later makes one too"
    await ada.write("/settings")
    assert "thread of its own" in ada.seen
    await ada.press("No threads")
    assert made(town) == []


async def test_where_there_are_no_private_threads_nothing_is_offered(sqlite: Database) -> None:
    sqlite.call(sample_news.stock)
    async with town_with(sqlite) as town:
        ada = town.person()
        await ada.write("/settings")
        assert not [label for label in ada.buttons if "thread" in label]
