"""A small town with everything that can refuse a message, for the table of answers."""

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.sandbox.chats import ChatKind
from bot.sandbox.clock import Clock
from bot.sandbox.file_kinds import FileKind
from bot.sandbox.members import Status
from bot.sandbox.posting import post
from bot.sandbox.request import Upload
from bot.sandbox.world import World

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (640).to_bytes(4) + (480).to_bytes(4)


def still_clock() -> Clock:
    """Return a clock that moves only when told."""
    return Clock(wall=lambda: NOON, seconds=lambda: 1000.0)


@dataclass(frozen=True, slots=True)
class Town:
    world: World
    ids: dict[str, object]


async def build_town() -> Town:
    world = World(clock=still_clock(), flood_limits=False)
    ada = world.add_person("Ada", person_id=501, username="ada", started=True)
    bob = world.add_person("Bob", person_id=502, started=True)
    cyd = world.add_person("Cyd", person_id=503, started=True)
    dee = world.add_person("Dee", person_id=504)
    world.add_person("Eve", person_id=505)
    world.add_bot("777:another-bot")
    await world.block(bob)
    await world.delete_account(cyd)
    ids: dict[str, object] = await add_places(world)
    world.chats[-4001].members[dee.id] = type(world.chats[-4001].members[world.bot.id])(dee)
    chat = world.private_chat(ada)
    keyboard = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    told = post(world, chat, world.bot, {"text": "told"}, reply_markup=keyboard)
    picture = world.files.keep(Upload("a.png", "image/png", PNG), FileKind.PHOTO)
    file = world.files.keep(Upload("a.txt", "text/plain", b"text"), FileKind.DOCUMENT)
    photo = post(world, chat, world.bot, picture.as_content() | {"caption": "seen"})
    said = await world.say(ada, "hello")
    service = post(world, chat, world.bot, {"pinned_message": told.as_json()})
    query = await world.press(ada, told, "Go")
    inline = await world.ask_inline(ada, "news")
    ids |= {"$told": told.id, "$photo": photo.id, "$said": said.id, "$service": service.id}
    ids |= {"$query": query.id, "$inline": inline.id, "$picture": picture.id, "$file": file.id}
    blocked = post(world, world.private_chat(bob), world.bot, {"text": "to Bob"})
    return Town(world, ids | {"$to_bob": blocked.id})


async def add_places(world: World) -> dict[str, object]:
    """Add groups, forums and channels; return the ids of the topics."""
    world.add_chat(ChatKind.GROUP, "Group", chat_id=-4001)
    kicked = world.add_chat(ChatKind.GROUP, "Kicked", chat_id=-4002)
    kicked_super = world.add_chat(ChatKind.SUPERGROUP, "Kicked", chat_id=-100402)
    world.add_chat(ChatKind.SUPERGROUP, "Left", chat_id=-100403, bot_is=Status.LEFT)
    world.add_chat(ChatKind.GROUP, "Left", chat_id=-4003, bot_is=Status.LEFT)
    world.add_chat(ChatKind.CHANNEL, "Left", chat_id=-100404, bot_is=Status.LEFT)
    deleted = world.add_chat(ChatKind.GROUP, "Deleted", chat_id=-4004)
    admin = Status.ADMINISTRATOR
    forum = world.add_chat(ChatKind.SUPERGROUP, "Forum", chat_id=-100500, bot_is=admin, is_forum=True)
    visited = world.add_chat(ChatKind.SUPERGROUP, "Visited", chat_id=-100501, is_forum=True)
    muted = world.add_chat(ChatKind.SUPERGROUP, "Muted", chat_id=-100502)
    world.add_chat(ChatKind.CHANNEL, "Channel", chat_id=-100600, bot_is=admin, username="the_channel")
    world.add_chat(ChatKind.CHANNEL, "Read only", chat_id=-100601)
    banned = world.add_chat(ChatKind.CHANNEL, "Banned", chat_id=-100602)
    world.delete_chat(deleted)
    muted.muted.add("can_send_messages")
    for chat in (kicked, kicked_super, banned):
        await world.expel(chat, world.bot)
    topics = {"$topic": world.add_topic(forum, "Open"), "$gone": world.add_topic(forum, "Gone")}
    topics |= {"$closed": world.add_topic(visited, "Closed"), "$own_closed": world.add_topic(forum, "Shut")}
    await world.set_topic(forum, topics["$gone"], deleted=True)
    await world.set_topic(visited, topics["$closed"], closed=True)
    await world.set_topic(forum, topics["$own_closed"], closed=True)
    return {name: topic.id for name, topic in topics.items()}
