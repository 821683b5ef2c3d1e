"""A forum of the sandbox: threads are closed, opened and deleted, the forum is switched off, while news comes."""

from sandbox.accounts import MemberStatus
from sandbox.chats import Chat, ChatType
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
