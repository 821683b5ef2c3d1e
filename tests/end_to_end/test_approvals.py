"""A channel of the sandbox whose posts are held: the bot is killed while they wait, and while they are posted."""

import signal
from pathlib import Path

from sqlmodel import Session, col, select

from bot.delivery.worker import slots_for
from sandbox.accounts import MemberStatus
from sandbox.chats import Chat, ChatMessage, ChatType
from sandbox.state import utc_now
from storage import subscribers
from storage.models import ChatKind, DeliveryState, Topic, Volume
from tests.end_to_end.environment import Environment, bot_process, until
from tests.support.pipeline import titles

NEWS = titles(4)
POST = "✅ Post"


def follow(session: Session, channel_id: int, owner_id: int) -> None:
    """Have a channel follow what the readers follow, with its posts held for its owner."""
    topic = session.exec(select(Topic).where(col(Topic.name) == "AI")).one()
    place = subscribers.find_or_add(
        session, channel_id, ChatKind.CHANNEL, "en", utc_now(), title="Deep Sea", set_up_by=owner_id
    )
    place.needs_approval = True
    subscribers.set_subscription(session, place.id, topic.id, Volume.STORIES, utc_now())


def questions(private: Chat) -> dict[str, ChatMessage]:
    """What waits to be decided about in the owner's chat, by title."""
    found = {}
    for message in private.messages.values():
        keys = [key["text"] for row in (message.reply_markup or {}).get("inline_keyboard", []) for key in row]
        if POST in keys:
            found[message.text.split("\n")[0]] = message
    return found


async def test_killed_while_posts_wait_and_while_they_go_out_each_comes_once(
    environment: Environment, tmp_path: Path
) -> None:
    simulator = environment.sandbox.simulator
    [owner] = environment.gather(1)
    private = simulator.private_chat(owner)
    channel = simulator.add_chat(
        ChatType.CHANNEL, "Deep Sea", username="deep_sea", creator=owner, bot_is=MemberStatus.ADMINISTRATOR
    )
    environment.database.call(follow, channel.id, owner.id)
    kills = 0

    def posted() -> list[str]:
        return [title for (chat_id, title), times in environment.arrived().items() for _ in range(times)
                if chat_id == channel.id]  # fmt: skip

    async with bot_process(environment, tmp_path / "bot.log") as bot:
        await bot.start()
        environment.drop(*NEWS)
        await until(lambda: bool(questions(private)))  # in the middle of asking
        assert await bot.end(signal.SIGKILL) == -signal.SIGKILL
        kills += 1
        await bot.start()
        await until(lambda: set(NEWS) <= set(questions(private)))
        asked = sum(message.text.split("\n")[0] in NEWS and message.sender is simulator.bot
                    for message in private.messages.values())  # fmt: skip
        assert asked <= 2 * len(NEWS) + kills, "alerts of their own, questions, and one again for the kill"
        assert posted() == [], "nothing without approval"
        for title in NEWS[:3]:
            await simulator.press(owner, questions(private)[title], POST)
            await until(lambda: bool(posted()) or title not in questions(private))  # noqa: B023 - waited for here
            assert await bot.end(signal.SIGKILL) == -signal.SIGKILL
            kills += 1
            await bot.start()
        for title in NEWS[:3]:  # a press that the killed bot did not come to is made again
            if title in questions(private):
                await simulator.press(owner, questions(private)[title], POST)
        await until(lambda: set(NEWS[:3]) <= set(posted()) and environment.is_drained())
        assert await bot.end(signal.SIGTERM) == 0
    assert set(posted()) == set(NEWS[:3])
    assert len(posted()) <= len(NEWS[:3]) + slots_for(0) * kills
    assert [row.state for row in environment.rows() if row.chat_id == channel.id].count(DeliveryState.HELD) == 1
