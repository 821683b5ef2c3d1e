"""Setting up the simulator: people, chats, topics and members, faults, flood limits, the clock and bots."""

from datetime import timedelta

from aiohttp import web

from sandbox.accounts import MemberStatus
from sandbox.chats import CHAT_PERMISSIONS, ChatType
from sandbox.control.requests import SIMULATOR, ControlRequest, read_control_request
from sandbox.faults import FaultKind
from sandbox.protocol import Json
from sandbox.seed_data import add_people
from sandbox.simulator import MigrationSignal
from sandbox.state import NotFoundError


async def add_person(request: web.Request) -> web.Response:
    """Create a person, or thousands at once."""
    control = await read_control_request(request)
    if control.get("count") is not None:
        return web.json_response(add_many_people(control))
    person = control.simulator.add_person(
        str(control.body["first_name"]),
        str(control.get("last_name", "")),
        person_id=control.get("id"),
        username=str(control.get("username", "")),
        language_code=str(control.get("language_code", "en")),
        started=bool(control.get("started", False)),
        bot=control.bot,
    )
    return web.json_response(person.as_user())


def add_many_people(control: ControlRequest) -> Json:
    """Create many people; returns how many, and the ids of the first and the last."""
    people = add_people(
        control.simulator,
        int(control.body["count"]),
        str(control.get("first_name", "Reader")),
        first_id=control.get("id"),
        language_code=str(control.get("language_code", "en")),
        started=bool(control.get("started", True)),
        blocked=int(control.get("blocked", 0)),
        deactivated=int(control.get("deactivated", 0)),
        bot=control.bot,
    )
    return {"count": len(people), "first_id": people[0].id, "last_id": people[-1].id}


async def add_chat(request: web.Request) -> web.Response:
    """Create a group, supergroup or channel."""
    control = await read_control_request(request)
    creator = control.get("creator_id")
    chat = control.simulator.add_chat(
        ChatType(control.body["kind"]),
        str(control.body["title"]),
        chat_id=control.get("id"),
        username=str(control.get("username", "")),
        creator=None if creator is None else control.person_of(creator),
        bot_is=MemberStatus(control.get("bot_is", "member")),
        is_forum=bool(control.get("is_forum", False)),
        bot=control.bot,
    )
    return web.json_response(chat.as_chat())


async def add_topic(request: web.Request) -> web.Response:
    """Create a topic."""
    control = await read_control_request(request)
    return web.json_response(control.simulator.add_topic(control.chat, str(control.body["name"])).as_topic())


async def set_topic(request: web.Request) -> web.Response:
    """Close, reopen or delete a topic."""
    control = await read_control_request(request)
    topic = control.chat.topics.get(int(control.address["topic_id"]))
    if topic is None:
        raise NotFoundError(f"There is no topic {control.address['topic_id']} in chat {control.chat.id}.")
    await control.simulator.set_topic(
        control.chat, topic, closed=control.get("closed"), deleted=bool(control.get("deleted", False))
    )
    return web.json_response(topic.as_topic())


async def set_member(request: web.Request) -> web.Response:
    """Change the status of an account in a chat: joined, left, promoted, restricted or kicked."""
    control = await read_control_request(request)
    account, status = control.account_of(control.body["user_id"]), MemberStatus(control.get("status", "member"))
    by = None if control.get("by_id") is None else control.person_of(control.get("by_id"))
    if status.is_inside:
        await control.simulator.add_member(control.chat, account, status, by)
    else:
        await control.simulator.remove_member(control.chat, account, by, kicked=status is MemberStatus.KICKED)
    return web.json_response({})


async def migrate(request: web.Request) -> web.Response:
    """Turn a group into a supergroup; `signals` says what bots are told of it, and in which order."""
    control = await read_control_request(request)
    signals = [MigrationSignal(name) for name in control.get("signals", list(MigrationSignal))]
    return web.json_response((await control.simulator.migrate(control.chat, signals)).as_chat())


async def delete_chat(request: web.Request) -> web.Response:
    """Delete a group."""
    control = await read_control_request(request)
    control.simulator.delete_chat(control.chat)
    return web.json_response({})


async def mute(request: web.Request) -> web.Response:
    """Take from the members of a group the right to write, or the rights that are named, or give them back."""
    control = await read_control_request(request)
    rights = {str(right) for right in control.get("rights", ["can_send_messages"])}
    if unknown := rights - {*CHAT_PERMISSIONS}:
        raise NotFoundError(f"There is no right {unknown.pop()}.")
    change = control.chat.muted.update if control.get("muted", True) else control.chat.muted.difference_update
    change(rights)
    return web.json_response({})


async def add_fault(request: web.Request) -> web.Response:
    """Add a fault rule."""
    control = await read_control_request(request)
    named = {name: control.body[name] for name in ("times", "last", "seconds", "code") if name in control.body}
    chat = "" if control.get("chat") is None else str(control.get("chat"))
    fault = control.simulator.faults.add(FaultKind(control.body["kind"]), str(control.get("method", "")), chat, **named)
    control.simulator.events.publish("fault", fault=fault.as_json())
    return web.json_response(fault.as_json())


async def list_faults(request: web.Request) -> web.Response:
    """Answer with the rules in force."""
    return web.json_response([fault.as_json() for fault in request.app[SIMULATOR].faults.current()])


async def remove_faults(request: web.Request) -> web.Response:
    """Remove all fault rules, or one."""
    simulator, wanted = request.app[SIMULATOR], request.match_info.get("fault_id")
    simulator.faults.clear(None if wanted is None else int(wanted))
    simulator.events.publish("fault", fault=None)
    return web.json_response({})


async def set_limits(request: web.Request) -> web.Response:
    """Switch the flood limits on or off."""
    control = await read_control_request(request)
    control.simulator.limits[control.bot.id].on = bool(control.body["on"])
    return web.json_response({"on": control.simulator.limits[control.bot.id].on})


async def skip_time(request: web.Request) -> web.Response:
    """Move the simulator's time forward."""
    control = await read_control_request(request)
    control.simulator.clock.skip(timedelta(seconds=float(control.body["skip"])))
    return web.json_response({"now": control.simulator.now().isoformat()})


async def set_bot(request: web.Request) -> web.Response:
    """Change the settings of a bot (its owner makes them with BotFather), its Stars, or revoke its token."""
    control = await read_control_request(request)
    bot = control.bot
    for name in ("revoked", "has_topics", "reads_groups", "inline"):
        if name in control.body:
            setattr(bot, name, bool(control.body[name]))
    if "stars" in control.body:
        bot.stars = None if control.body["stars"] is None else float(control.body["stars"])
    return web.json_response(bot.as_me())


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
    web.delete("/sandbox/faults", remove_faults),
    web.delete("/sandbox/faults/{fault_id}", remove_faults),
    web.post("/sandbox/limits", set_limits),
    web.post("/sandbox/clock", skip_time),
    web.post("/sandbox/bot", set_bot),
]
