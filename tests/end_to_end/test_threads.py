"""A forum of the sandbox: threads are closed, opened and deleted, the forum is switched off, while news comes."""

from sandbox.accounts import MemberStatus
from sandbox.chats import Chat, ChatMessage, ChatType
from storage.models import ChatKind
from tests.end_to_end.environment import Environment, running_bot, until
from tests.end_to_end.test_many_places import subscribe
from tests.support.pipeline import titles

NEWS = titles(5)


def shown(environment: Environment, chat: Chat, thread_id: int = 0) -> list[str]:
    """What the bot wrote in a thread, in order."""
    bot = environment.sandbox.simulator.bot
    written = [each for each in chat.messages.values() if each.sender is bot and not each.is_service]
    return [each.text.split("\n")[0] for each in written if each.thread_id == thread_id]


async def test_stories_wait_for_a_closed_thread_and_survive_a_deleted_one(environment: Environment) -> None:
    simulator = environment.sandbox.simulator
    owner = environment.gather(1)[0]
    forum = simulator.add_chat(ChatType.SUPERGROUP, "Forum", is_forum=True, creator=owner, bot_is=MemberStatus.MEMBER)
    first, second = simulator.add_topic(forum, "First"), simulator.add_topic(forum, "Second")
    places = [((forum.id, each), ChatKind.SUPERGROUP) for each in (first.id, second.id)]
    environment.database.call(subscribe, places, "AI")
    await simulator.set_topic(forum, first, closed=True, by=owner)
    async with running_bot(environment):
        environment.drop(NEWS[0])
        await until(lambda: NEWS[0] in shown(environment, forum, second.id))
        await until(
            lambda: any(
                "is closed" in text for text in shown(environment, forum) + shown(environment, forum, second.id)
            )
        )
        assert shown(environment, forum, first.id) == []
        await simulator.set_topic(forum, first, closed=False, by=owner)
        await until(lambda: shown(environment, forum, first.id) == NEWS[:1])
        await simulator.set_topic(forum, first, deleted=True, by=owner)
        environment.drop(NEWS[1])
        await until(lambda: NEWS[1] in shown(environment, forum) and environment.is_drained())
        await simulator.set_forum(forum, is_forum=False)
        environment.drop(NEWS[2])
        await until(lambda: NEWS[2] in shown(environment, forum) and environment.is_drained())
    told = shown(environment, forum)
    assert len([text for text in told if "is deleted" in text]) == 1
    assert len([text for text in told if "no topics any more" in text]) == 1
    assert told.count(NEWS[2]) == 1


async def test_an_administrator_has_a_thread_made_and_its_news_comes_there(environment: Environment) -> None:
    simulator = environment.sandbox.simulator
    owner = simulator.add_person("Owner", person_id=901)
    forum = simulator.add_chat(ChatType.SUPERGROUP, "Forum", is_forum=True, creator=owner)
    simulator.bot.has_topics = True
    reader = environment.gather(1)[0]
    async with running_bot(environment):
        await simulator.say(owner, "/subscribe AI", forum)
        await until(lambda: bool(shown(environment, forum)))
        await simulator.press(owner, last(environment, forum), "A thread for each topic")
        await until(lambda: "Manage topics" in last(environment, forum).text)
        member = forum.members[simulator.bot.id]
        member.status = MemberStatus.ADMINISTRATOR
        await simulator.set_rights(forum, simulator.bot, {"can_manage_topics": True}, owner)
        await simulator.press(owner, last(environment, forum), "A thread for each topic")
        await until(lambda: "There is a thread for AI now." in last(environment, forum).text)
        [made] = [each for each in forum.topics.values() if each.name == "AI"]
        private = simulator.private_chat(reader)
        await simulator.say(reader, "/settings")
        await until(lambda: bool(shown(environment, private)))
        await simulator.press(reader, last(environment, private), "A thread for each topic")
        await until(lambda: "thread of its own" in last(environment, private).text)
        [own] = private.topics.values()
        environment.drop(*NEWS[:2])
        await until(lambda: len(shown(environment, private, own.id)) == 2 and environment.is_drained())
    assert sorted(shown(environment, forum, made.id)) == sorted(NEWS[:2])
    assert sorted(shown(environment, private, own.id)) == sorted(NEWS[:2])


def last(environment: Environment, chat: Chat) -> ChatMessage:
    """The last message of the bot outside threads."""
    bot = environment.sandbox.simulator.bot
    written = [each for each in chat.messages.values() if each.sender is bot and not each.is_service]
    return [each for each in written if not each.thread_id][-1]
