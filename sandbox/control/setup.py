"""Setting up the simulator: people, chats, topics and members, faults, flood limits and the clock."""

from datetime import timedelta

from aiohttp import web

from sandbox.accounts import MemberStatus
from sandbox.chats import CHAT_PERMISSIONS, ChatType
from sandbox.control.requests import SIMULATOR, ControlRequest, read_control_request
from sandbox.faults import FaultKind
from sandbox.protocol import Json
from sandbox.seed_data import add_people
from sandbox.state import NotFoundError


async def add_person(request: web.Request) -> web.Response:
    """Create a person, or thousands at once."""
    wish = await read_control_request(request)
    if wish.get("count") is not None:
        return web.json_response(add_many_people(wish))
    person = wish.simulator.add_person(
        str(wish.body["first_name"]),
        str(wish.get("last_name", "")),
        person_id=wish.get("id"),
        username=str(wish.get("username", "")),
        language_code=str(wish.get("language_code", "en")),
        started=bool(wish.get("started", False)),
        bot=wish.bot,
    )
    return web.json_response(person.as_user())


def add_many_people(wish: ControlRequest) -> Json:
    """Create many people; returns how many, and the ids of the first and the last."""
    people = add_people(
        wish.simulator,
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
    wish = await read_control_request(request)
    creator = wish.get("creator_id")
    chat = wish.simulator.add_chat(
        ChatType(wish.body["kind"]),
        str(wish.body["title"]),
        chat_id=wish.get("id"),
        username=str(wish.get("username", "")),
        creator=None if creator is None else wish.person_of(creator),
        bot_is=MemberStatus(wish.get("bot_is", "member")),
        is_forum=bool(wish.get("is_forum", False)),
        bot=wish.bot,
    )
    return web.json_response(chat.as_chat())


async def add_topic(request: web.Request) -> web.Response:
    """Create a topic."""
    wish = await read_control_request(request)
    return web.json_response(wish.simulator.add_topic(wish.chat, str(wish.body["name"])).as_topic())


async def set_topic(request: web.Request) -> web.Response:
    """Close, reopen or delete a topic."""
    wish = await read_control_request(request)
    topic = wish.chat.topics.get(int(wish.address["topic_id"]))
    if topic is None:
        raise NotFoundError(f"There is no topic {wish.address['topic_id']} in chat {wish.chat.id}.")
    await wish.simulator.set_topic(
        wish.chat, topic, closed=wish.get("closed"), deleted=bool(wish.get("deleted", False))
    )
    return web.json_response(topic.as_topic())


async def set_member(request: web.Request) -> web.Response:
    """Let an account join or leave, or be promoted, restricted or kicked."""
    wish = await read_control_request(request)
    account, status = wish.account_of(wish.body["user_id"]), MemberStatus(wish.get("status", "member"))
    by = None if wish.get("by_id") is None else wish.person_of(wish.get("by_id"))
    if status.is_inside:
        await wish.simulator.add_member(wish.chat, account, status, by)
    else:
        await wish.simulator.remove_member(wish.chat, account, by, kicked=status is MemberStatus.KICKED)
    return web.json_response({})


async def migrate(request: web.Request) -> web.Response:
    """Turn a group into a supergroup."""
    wish = await read_control_request(request)
    return web.json_response((await wish.simulator.migrate(wish.chat)).as_chat())


async def delete_chat(request: web.Request) -> web.Response:
    """Delete a group."""
    wish = await read_control_request(request)
    wish.simulator.delete_chat(wish.chat)
    return web.json_response({})


async def mute(request: web.Request) -> web.Response:
    """Let only administrators write in a group, or send what some rights are for, or everyone again."""
    wish = await read_control_request(request)
    rights = {str(right) for right in wish.get("rights", ["can_send_messages"])}
    if unknown := rights - {*CHAT_PERMISSIONS}:
        raise NotFoundError(f"There is no right {unknown.pop()}.")
    change = wish.chat.muted.update if wish.get("muted", True) else wish.chat.muted.difference_update
    change(rights)
    return web.json_response({})


async def add_fault(request: web.Request) -> web.Response:
    """Make a rule by which calls go wrong."""
    wish = await read_control_request(request)
    named = {name: wish.body[name] for name in ("times", "last", "seconds", "code") if name in wish.body}
    chat = "" if wish.get("chat") is None else str(wish.get("chat"))
    fault = wish.simulator.faults.add(FaultKind(wish.body["kind"]), str(wish.get("method", "")), chat, **named)
    wish.simulator.events.publish("fault", fault=fault.as_json())
    return web.json_response(fault.as_json())


async def list_faults(request: web.Request) -> web.Response:
    """Answer with the rules in force."""
    return web.json_response([fault.as_json() for fault in request.app[SIMULATOR].faults.current()])


async def lift_faults(request: web.Request) -> web.Response:
    """Lift all rules, or one."""
    simulator, wanted = request.app[SIMULATOR], request.match_info.get("fault_id")
    simulator.faults.clear(None if wanted is None else int(wanted))
    simulator.events.publish("fault", fault=None)
    return web.json_response({})


async def set_limits(request: web.Request) -> web.Response:
    """Switch the flood limits on or off."""
    wish = await read_control_request(request)
    wish.simulator.limits[wish.bot.id].on = bool(wish.body["on"])
    return web.json_response({"on": wish.simulator.limits[wish.bot.id].on})


async def skip_time(request: web.Request) -> web.Response:
    """Move the world's time forward."""
    wish = await read_control_request(request)
    wish.simulator.clock.skip(timedelta(seconds=float(wish.body["skip"])))
    return web.json_response({"now": wish.simulator.now().isoformat()})


setup_routes = [
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
