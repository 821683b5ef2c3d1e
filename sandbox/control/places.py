"""Groups, forums and channels: creating them, their topics, members and rights, and what becomes of them."""

from aiohttp import web

from sandbox.accounts import MemberStatus, Person
from sandbox.chats import CHAT_PERMISSIONS, ChatType
from sandbox.control.requests import ControlRequest, read_control_request
from sandbox.memberships import MigrationSignal
from sandbox.state import NotFoundError


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
    """Create a topic; with ``by_id`` that person opens it, and a service message tells of it."""
    control = await read_control_request(request)
    name, person = str(control.body["name"]), actor(control)
    if person is None:
        return web.json_response(control.simulator.add_topic(control.chat, name).as_topic())
    return web.json_response((await control.simulator.open_topic(control.chat, person, name)).as_topic())


async def set_topic(request: web.Request) -> web.Response:
    """Rename, close, reopen, hide, show or delete a topic; 1 is General."""
    control = await read_control_request(request)
    topic = control.simulator.topic(control.chat, int(control.address["topic_id"]))
    await control.simulator.set_topic(
        control.chat,
        topic,
        closed=control.get("closed"),
        deleted=bool(control.get("deleted", False)),
        hidden=control.get("hidden"),
        name=str(control.get("name", "")),
        by=actor(control),
    )
    return web.json_response(topic.as_topic() | topic.flags())


async def set_forum(request: web.Request) -> web.Response:
    """Switch the topics of a supergroup on or off."""
    control = await read_control_request(request)
    await control.simulator.set_forum(control.chat, is_forum=bool(control.body["is_forum"]))
    return web.json_response(control.chat.as_chat())


def actor(control: ControlRequest) -> Person | None:
    """Return the person of ``by_id``, None if the body names none."""
    return None if control.get("by_id") is None else control.person_of(control.get("by_id"))


async def set_member(request: web.Request) -> web.Response:
    """Change the status of an account in a chat (joined, left, promoted, restricted or kicked), or only its rights."""
    control = await read_control_request(request)
    account, chat, by = control.account_of(control.body["user_id"]), control.chat, actor(control)
    rights = {str(right): bool(given) for right, given in control.get("rights", {}).items()}
    is_anonymous = control.get("is_anonymous")
    is_told = "status" in control.body or not (rights or is_anonymous is not None)
    if is_told:
        status = MemberStatus(control.get("status", "member"))
        if not status.is_inside:
            await control.simulator.remove_member(chat, account, by, kicked=status is MemberStatus.KICKED)
        else:
            denied = {right for right, is_given in rights.items() if not is_given}
            is_hidden = bool(is_anonymous)
            await control.simulator.add_member(chat, account, status, by, denied=denied, is_anonymous=is_hidden)
    else:
        await control.simulator.set_rights(chat, account, rights, by, is_anonymous=is_anonymous)
    member = chat.members[account.id]
    return web.json_response(member.as_member(channel=chat.is_channel))


async def add_bot(request: web.Request) -> web.Response:
    """Let a person add the bot by a link with ``startgroup`` or ``startchannel``."""
    control = await read_control_request(request)
    rights = [str(right) for right in control.get("rights", [])]
    by, payload = control.person_of(control.body["by_id"]), str(control.get("payload", ""))
    await control.simulator.add_bot_by_link(control.chat, by, payload, bot=control.bot, rights=rights)
    return web.json_response(control.chat.members[control.bot.id].as_member(channel=control.chat.is_channel))


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


place_routes = [
    web.post("/sandbox/chats", add_chat),
    web.post("/sandbox/chats/{chat_id}/topics", add_topic),
    web.post("/sandbox/chats/{chat_id}/topics/{topic_id}", set_topic),
    web.post("/sandbox/chats/{chat_id}/members", set_member),
    web.post("/sandbox/chats/{chat_id}/add_bot", add_bot),
    web.post("/sandbox/chats/{chat_id}/forum", set_forum),
    web.post("/sandbox/chats/{chat_id}/migrate", migrate),
    web.post("/sandbox/chats/{chat_id}/delete", delete_chat),
    web.post("/sandbox/chats/{chat_id}/mute", mute),
]
