"""People and chats with everything for which a call can be refused, for the table of method cases."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sandbox.accounts import MemberStatus
from sandbox.chats import ChatType
from sandbox.files import FileKind
from sandbox.messages import post_message
from sandbox.protocol import Upload
from sandbox.simulator import TelegramSimulator
from sandbox.state import Clock

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (640).to_bytes(4) + (480).to_bytes(4)


def still_clock() -> Clock:
    """Return a clock that moves only when told."""
    return Clock(wall=lambda: NOON, seconds=lambda: 1000.0)


@dataclass(frozen=True, slots=True)
class Scenario:
    simulator: TelegramSimulator
    ids: dict[str, object]


async def build_scenario() -> Scenario:
    simulator = TelegramSimulator(clock=still_clock(), flood_limits=False)
    ada = simulator.add_person("Ada", person_id=501, username="ada", started=True)
    bob = simulator.add_person("Bob", person_id=502, started=True)
    cyd = simulator.add_person("Cyd", person_id=503, started=True)
    dee = simulator.add_person("Dee", person_id=504)
    simulator.add_person("Eve", person_id=505)
    simulator.add_bot("777:another-bot")
    await simulator.block(bob)
    await simulator.delete_account(cyd)
    ids: dict[str, object] = await add_places(simulator)
    simulator.chats[-4001].members[dee.id] = type(simulator.chats[-4001].members[simulator.bot.id])(dee)
    chat = simulator.private_chat(ada)
    keyboard = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    told = post_message(simulator, chat, simulator.bot, {"text": "told"}, reply_markup=keyboard)
    picture = simulator.files.keep(Upload("a.png", "image/png", PNG), FileKind.PHOTO)
    file = simulator.files.keep(Upload("a.txt", "text/plain", b"text"), FileKind.DOCUMENT)
    photo = post_message(simulator, chat, simulator.bot, picture.as_content() | {"caption": "seen"})
    said = await simulator.say(ada, "hello")
    service = post_message(simulator, chat, simulator.bot, {"pinned_message": told.as_json()})
    query = await simulator.press(ada, told, "Go")
    inline = await simulator.ask_inline(ada, "news")
    ids |= {"$told": told.id, "$photo": photo.id, "$said": said.id, "$service": service.id}
    ids |= {"$query": query.id, "$inline": inline.id, "$picture": picture.id, "$file": file.id}
    blocked = post_message(simulator, simulator.private_chat(bob), simulator.bot, {"text": "to Bob"})
    return Scenario(simulator, ids | {"$to_bob": blocked.id})


async def add_places(simulator: TelegramSimulator) -> dict[str, object]:
    """Add groups, forums and channels; return the ids of the topics."""
    simulator.add_chat(ChatType.GROUP, "Group", chat_id=-4001)
    kicked = simulator.add_chat(ChatType.GROUP, "Kicked", chat_id=-4002)
    kicked_super = simulator.add_chat(ChatType.SUPERGROUP, "Kicked", chat_id=-100402)
    simulator.add_chat(ChatType.SUPERGROUP, "Left", chat_id=-100403, bot_is=MemberStatus.LEFT)
    simulator.add_chat(ChatType.GROUP, "Left", chat_id=-4003, bot_is=MemberStatus.LEFT)
    simulator.add_chat(ChatType.CHANNEL, "Left", chat_id=-100404, bot_is=MemberStatus.LEFT)
    deleted = simulator.add_chat(ChatType.GROUP, "Deleted", chat_id=-4004)
    admin = MemberStatus.ADMINISTRATOR
    forum = simulator.add_chat(ChatType.SUPERGROUP, "Forum", chat_id=-100500, bot_is=admin, is_forum=True)
    visited = simulator.add_chat(ChatType.SUPERGROUP, "Visited", chat_id=-100501, is_forum=True)
    muted = simulator.add_chat(ChatType.SUPERGROUP, "Muted", chat_id=-100502)
    simulator.add_chat(ChatType.CHANNEL, "Channel", chat_id=-100600, bot_is=admin, username="the_channel")
    simulator.add_chat(ChatType.CHANNEL, "Read only", chat_id=-100601)
    banned = simulator.add_chat(ChatType.CHANNEL, "Banned", chat_id=-100602)
    simulator.delete_chat(deleted)
    muted.muted.add("can_send_messages")
    for chat in (kicked, kicked_super, banned):
        await simulator.remove_member(chat, simulator.bot)
    topics = {"$topic": simulator.add_topic(forum, "Open"), "$gone": simulator.add_topic(forum, "Gone")}
    topics |= {"$closed": simulator.add_topic(visited, "Closed"), "$own_closed": simulator.add_topic(forum, "Shut")}
    await simulator.set_topic(forum, topics["$gone"], deleted=True)
    await simulator.set_topic(visited, topics["$closed"], closed=True)
    await simulator.set_topic(forum, topics["$own_closed"], closed=True)
    return {name: topic.id for name, topic in topics.items()}
