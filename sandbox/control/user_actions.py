"""What people do, by the control API: write, send files, forward, share, press, ask inline, block."""

from base64 import b64decode

from aiohttp import web

from sandbox.chats import Chat, ChatMessage
from sandbox.control.requests import ControlRequest, read_control_request
from sandbox.files import FileKind
from sandbox.messages import anonymous_admin_fields, forwarded_from_hidden_user, via_bot_fields
from sandbox.protocol import Json, Upload
from sandbox.sample_media import sample_attachments
from sandbox.simulator import Attachment
from sandbox.state import NotAllowedError, NotFoundError

MEDIA_FIELDS = ("width", "height", "duration", "performer", "title")


async def send_attachments(request: web.Request) -> web.Response:
    """Let a person send a sample, or files: several make an album."""
    wish = await read_control_request(request)
    enclosures = read_attachments(wish)
    place = target_chat(wish)
    thread_id = int(wish.get("thread_id") or 0)
    sent = await wish.simulator.send(
        wish.person, enclosures, place, thread_id=thread_id, about=sender_fields(wish, place)
    )
    return messages_response(sent)


async def forward_messages(request: web.Request) -> web.Response:
    """Let a person forward messages of a chat."""
    wish = await read_control_request(request)
    source = wish.chat_of(wish.body["from_chat_id"])
    messages = [wish.simulator.message(source, int(number)) for number in wish.body["message_ids"]]
    is_hidden = bool(wish.get("hidden", False))
    return messages_response(
        await wish.simulator.forward(wish.person, messages, target_chat(wish), is_hidden=is_hidden)
    )


async def share_contact_or_location(request: web.Request) -> web.Response:
    """Let a person share somebody's contact, or a place."""
    wish = await read_control_request(request)
    place = target_chat(wish)
    if wish.get("contact_id") is not None:
        contact = wish.person_of(wish.get("contact_id"))
        return messages_response([await wish.simulator.share_contact(wish.person, contact, place)])
    where = float(wish.body["latitude"]), float(wish.body["longitude"])
    return messages_response([await wish.simulator.share_location(wish.person, *where, place)])


def read_attachments(wish: ControlRequest) -> tuple[Attachment, ...]:
    """Return the files that a person sends."""
    if wish.get("sample") is not None:
        return sample_attachments(
            str(wish.get("sample")), str(wish.get("caption", "")), str(wish.get("parse_mode", ""))
        )
    return tuple(read_attachment(given) for given in wish.body["files"])


def read_attachment(given: Json) -> Attachment:
    """Return one file as the body of a request describes it."""
    kind = FileKind(given["kind"])
    mime_type = str(given.get("mime_type", "application/octet-stream"))
    upload = Upload(str(given.get("name", kind.value)), mime_type, b64decode(given["content"], validate=True))
    return Attachment(
        kind,
        upload,
        str(given.get("caption", "")),
        str(given.get("parse_mode", "")),
        has_spoiler=bool(given.get("spoiler", False)),
        is_caption_above=bool(given.get("caption_above", False)),
        told={name: given[name] for name in MEDIA_FIELDS if name in given},
    )


def target_chat(wish: ControlRequest) -> Chat:
    """Return where a person sends something: a chat that is named, or the one with the bot."""
    if wish.get("chat_id") is not None:
        return wish.chat_of(wish.get("chat_id"))
    return wish.simulator.private_chat(wish.person, wish.bot)


def sender_fields(wish: ControlRequest, place: Chat) -> Json:
    """Return whose a message is besides its sender's: a group's, a bot's, somebody's who hides behind their name.

    Raises:
        NotAllowedError: the person is no administrator of the group.
    """
    shown: Json = {}
    if wish.get("anonymous"):
        if not place.is_group or not place.status_of(wish.person.id).is_administrator:
            raise NotAllowedError(f"{wish.person.first_name} is no administrator of a group here.")
        shown |= anonymous_admin_fields(place)
    if wish.get("via_bot"):
        shown |= via_bot_fields(str(wish.get("via_bot")))
    if wish.get("forwarded_from"):
        shown |= forwarded_from_hidden_user(str(wish.get("forwarded_from")), wish.simulator.stamp())
    return shown


def messages_response(sent: list[ChatMessage]) -> web.Response:
    """Return what was sent; with several, the first as ``message`` too."""
    messages = [message.as_json() for message in sent]
    return web.json_response({"message": messages[0] if messages else None, "messages": messages})


attachment_routes = [
    web.post("/sandbox/people/{person_id}/send", send_attachments),
    web.post("/sandbox/people/{person_id}/forward", forward_messages),
    web.post("/sandbox/people/{person_id}/share", share_contact_or_location),
]


async def say(request: web.Request) -> web.Response:
    """Let a person write a message."""
    wish = await read_control_request(request)
    place = target_chat(wish)
    message = await wish.simulator.say(
        wish.person,
        str(wish.body["text"]),
        place,
        thread_id=int(wish.get("thread_id") or 0),
        reply_to=int(wish.get("reply_to") or 0),
        parse_mode=str(wish.get("parse_mode", "")),
        about=sender_fields(wish, place),
    )
    return web.json_response({"message": message.as_json()})


async def rewrite(request: web.Request) -> web.Response:
    """Let a person edit their message."""
    wish = await read_control_request(request)
    message = wish.simulator.message(wish.chat, int(wish.body["message_id"]))
    if message.sender is not wish.person:
        raise NotFoundError(f"Message {message.id} is not by person {wish.person.id}.")
    await wish.simulator.rewrite(message, str(wish.body["text"]))
    return web.json_response({"message": message.as_json()})


async def press_button(request: web.Request) -> web.Response:
    """Let a person press a button."""
    wish = await read_control_request(request)
    message = wish.simulator.message(wish.chat, int(wish.body["message_id"]))
    query = await wish.simulator.press(wish.person, message, str(wish.body["button"]))
    return web.json_response({"query_id": query.id})


async def ask_inline(request: web.Request) -> web.Response:
    """Let a person ask the bot from the typing field of any chat."""
    wish = await read_control_request(request)
    offset = str(wish.get("offset", ""))
    query = await wish.simulator.ask_inline(wish.person, str(wish.get("text", "")), bot=wish.bot, offset=offset)
    return web.json_response({"query_id": query.id})


async def choose_inline(request: web.Request) -> web.Response:
    """Let a person send one of the results that an inline query got."""
    wish = await read_control_request(request)
    query = wish.simulator.queries.get(str(wish.body["query_id"]))
    if query is None or query.person_id != wish.person.id:
        raise NotFoundError(f"Person {wish.person.id} has made no query {wish.body['query_id']}.")
    message = await wish.simulator.choose_inline(query, str(wish.body["result_id"]), wish.chat)
    return web.json_response({"message": message.as_json()})


async def block(request: web.Request) -> web.Response:
    """Let a person block or unblock the bot."""
    wish = await read_control_request(request)
    turn = wish.simulator.block if wish.get("blocked", True) else wish.simulator.unblock
    await turn(wish.person, wish.bot)
    return web.json_response({})


async def delete_account(request: web.Request) -> web.Response:
    """Let a person delete their account."""
    wish = await read_control_request(request)
    await wish.simulator.delete_account(wish.person)
    return web.json_response({})


async def set_bot(request: web.Request) -> web.Response:
    """Change what Telegram, or BotFather, has settled about the bot."""
    wish = await read_control_request(request)
    bot = wish.bot
    for name in ("revoked", "has_topics", "reads_groups", "inline"):
        if name in wish.body:
            setattr(bot, name, bool(wish.body[name]))
    if "stars" in wish.body:
        bot.stars = None if wish.body["stars"] is None else float(wish.body["stars"])
    return web.json_response(bot.as_me())


user_action_routes = [
    web.post("/sandbox/people/{person_id}/say", say),
    web.post("/sandbox/people/{person_id}/rewrite", rewrite),
    web.post("/sandbox/people/{person_id}/press", press_button),
    web.post("/sandbox/people/{person_id}/inline", ask_inline),
    web.post("/sandbox/people/{person_id}/choose", choose_inline),
    web.post("/sandbox/people/{person_id}/block", block),
    web.post("/sandbox/people/{person_id}/delete", delete_account),
    web.post("/sandbox/bot", set_bot),
]
