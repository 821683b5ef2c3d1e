"""People, chats and topics made and changed, faults and limits set, by the control API."""

from datetime import timedelta

from aiohttp import web

from bot.sandbox.answers import Json
from bot.sandbox.chats import PERMISSIONS, ChatKind
from bot.sandbox.control.guard import WORLD
from bot.sandbox.control.reading import Wish, read_wish
from bot.sandbox.crowd import gather
from bot.sandbox.faults import FaultKind
from bot.sandbox.members import Status
from bot.sandbox.state import UnknownError


async def add_person(request: web.Request) -> web.Response:
    """Create a person, or thousands at once."""
    wish = await read_wish(request)
    if wish.get("count") is not None:
        return web.json_response(add_crowd(wish))
    person = wish.world.add_person(
        str(wish.body["first_name"]),
        str(wish.get("last_name", "")),
        person_id=wish.get("id"),
        username=str(wish.get("username", "")),
        language_code=str(wish.get("language_code", "en")),
        started=bool(wish.get("started", False)),
        bot=wish.bot,
    )
    return web.json_response(person.as_user())


def add_crowd(wish: Wish) -> Json:
    """Create many people; returns how many, and the ids of the first and the last."""
    people = gather(
        wish.world,
        int(wish.body["count"]),
        str(wish.get("first_name", "Reader")),
        first_id=wish.get("id"),
        language_code=str(wish.get("language_code", "en")),
        started=bool(wish.get("started", True)),
        blocked=int(wish.get("blocked", 0)),
        deactivated=int(wish.get("deactivated", 0)),
        bot=wish.bot,
    )
    return {"count": len(people), "first_id": people[0].id, "last_id": people[-1].id}


async def add_chat(request: web.Request) -> web.Response:
    """Create a group, supergroup or channel."""
    wish = await read_wish(request)
    creator = wish.get("creator_id")
    chat = wish.world.add_chat(
        ChatKind(wish.body["kind"]),
        str(wish.body["title"]),
        chat_id=wish.get("id"),
        username=str(wish.get("username", "")),
        creator=None if creator is None else wish.person_of(creator),
        bot_is=Status(wish.get("bot_is", "member")),
        is_forum=bool(wish.get("is_forum", False)),
        bot=wish.bot,
    )
    return web.json_response(chat.as_chat())


async def add_topic(request: web.Request) -> web.Response:
    """Create a topic."""
    wish = await read_wish(request)
    return web.json_response(wish.world.add_topic(wish.chat, str(wish.body["name"])).as_topic())


async def set_topic(request: web.Request) -> web.Response:
    """Close, reopen or delete a topic."""
    wish = await read_wish(request)
    topic = wish.chat.topics.get(int(wish.address["topic_id"]))
    if topic is None:
        raise UnknownError(f"There is no topic {wish.address['topic_id']} in chat {wish.chat.id}.")
    await wish.world.set_topic(wish.chat, topic, closed=wish.get("closed"), deleted=bool(wish.get("deleted", False)))
    return web.json_response(topic.as_topic())


async def set_member(request: web.Request) -> web.Response:
    """Let an account join or leave, or be promoted, restricted or kicked."""
    wish = await read_wish(request)
    account, status = wish.account_of(wish.body["user_id"]), Status(wish.get("status", "member"))
    by = None if wish.get("by_id") is None else wish.person_of(wish.get("by_id"))
    if status.is_inside:
        await wish.world.admit(wish.chat, account, status, by)
    else:
        await wish.world.expel(wish.chat, account, by, kicked=status is Status.KICKED)
    return web.json_response({})


async def migrate(request: web.Request) -> web.Response:
    """Turn a group into a supergroup."""
    wish = await read_wish(request)
    return web.json_response((await wish.world.migrate(wish.chat)).as_chat())


async def delete_chat(request: web.Request) -> web.Response:
    """Delete a group."""
    wish = await read_wish(request)
    wish.world.delete_chat(wish.chat)
    return web.json_response({})


async def mute(request: web.Request) -> web.Response:
    """Let only administrators write in a group, or send what some rights are for, or everyone again."""
    wish = await read_wish(request)
    rights = {str(right) for right in wish.get("rights", ["can_send_messages"])}
    if unknown := rights - {*PERMISSIONS}:
        raise UnknownError(f"There is no right {unknown.pop()}.")
    change = wish.chat.muted.update if wish.get("muted", True) else wish.chat.muted.difference_update
    change(rights)
    return web.json_response({})


async def add_fault(request: web.Request) -> web.Response:
    """Make a rule by which calls go wrong."""
    wish = await read_wish(request)
    named = {name: wish.body[name] for name in ("times", "last", "seconds", "code") if name in wish.body}
    chat = "" if wish.get("chat") is None else str(wish.get("chat"))
    fault = wish.world.faults.add(FaultKind(wish.body["kind"]), str(wish.get("method", "")), chat, **named)
    wish.world.events.publish("fault", fault=fault.as_json())
    return web.json_response(fault.as_json())


async def list_faults(request: web.Request) -> web.Response:
    """Answer with the rules in force."""
    return web.json_response([fault.as_json() for fault in request.app[WORLD].faults.current()])


async def lift_faults(request: web.Request) -> web.Response:
    """Lift all rules, or one."""
    world, wanted = request.app[WORLD], request.match_info.get("fault_id")
    world.faults.clear(None if wanted is None else int(wanted))
    world.events.publish("fault", fault=None)
    return web.json_response({})


async def set_limits(request: web.Request) -> web.Response:
    """Switch the flood limits on or off."""
    wish = await read_wish(request)
    wish.world.limits[wish.bot.id].on = bool(wish.body["on"])
    return web.json_response({"on": wish.world.limits[wish.bot.id].on})


async def skip_time(request: web.Request) -> web.Response:
    """Move the world's time forward."""
    wish = await read_wish(request)
    wish.world.clock.skip(timedelta(seconds=float(wish.body["skip"])))
    return web.json_response({"now": wish.world.now().isoformat()})


places = [
    web.post("/sandbox/people", add_person),
    web.post("/sandbox/chats", add_chat),
    web.post("/sandbox/chats/{chat_id}/topics", add_topic),
    web.post("/sandbox/chats/{chat_id}/topics/{topic_id}", set_topic),
    web.post("/sandbox/chats/{chat_id}/members", set_member),
    web.post("/sandbox/chats/{chat_id}/migrate", migrate),
    web.post("/sandbox/chats/{chat_id}/delete", delete_chat),
    web.post("/sandbox/chats/{chat_id}/mute", mute),
    web.post("/sandbox/faults", add_fault),
    web.get("/sandbox/faults", list_faults),
    web.delete("/sandbox/faults", lift_faults),
    web.delete("/sandbox/faults/{fault_id}", lift_faults),
    web.post("/sandbox/limits", set_limits),
    web.post("/sandbox/clock", skip_time),
]
