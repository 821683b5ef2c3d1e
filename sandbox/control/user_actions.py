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
    control = await read_control_request(request)
    attachments = read_attachments(control)
    target = target_chat(control)
    thread_id = int(control.get("thread_id") or 0)
    sent = await control.simulator.send(
        control.person, attachments, target, thread_id=thread_id, about=sender_fields(control, target)
    )
    return messages_response(sent)


async def forward_messages(request: web.Request) -> web.Response:
    """Let a person forward messages of a chat."""
    control = await read_control_request(request)
    source = control.chat_of(control.body["from_chat_id"])
    messages = [control.simulator.message(source, int(number)) for number in control.body["message_ids"]]
    is_hidden = bool(control.get("hidden", False))
    return messages_response(
        await control.simulator.forward(control.person, messages, target_chat(control), is_hidden=is_hidden)
    )


async def share_contact_or_location(request: web.Request) -> web.Response:
    """Let a person share a contact or a location."""
    control = await read_control_request(request)
    target = target_chat(control)
    if control.get("contact_id") is not None:
        contact = control.person_of(control.get("contact_id"))
        return messages_response([await control.simulator.share_contact(control.person, contact, target)])
    where = float(control.body["latitude"]), float(control.body["longitude"])
    return messages_response([await control.simulator.share_location(control.person, *where, target)])


def read_attachments(control: ControlRequest) -> tuple[Attachment, ...]:
    """Return the files that a person sends."""
    if control.get("sample") is not None:
        return sample_attachments(
            str(control.get("sample")), str(control.get("caption", "")), str(control.get("parse_mode", ""))
        )
    return tuple(read_attachment(given) for given in control.body["files"])


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
        metadata={name: given[name] for name in MEDIA_FIELDS if name in given},
    )


def target_chat(control: ControlRequest) -> Chat:
    """Return the chat that the body names, or the private chat with the bot."""
    if control.get("chat_id") is not None:
        return control.chat_of(control.get("chat_id"))
    return control.simulator.private_chat(control.person, control.bot)


def sender_fields(control: ControlRequest, target: Chat) -> Json:
    """Return the fields of an anonymous administrator, of an inline bot, or of a forwarded hidden user.

    Raises:
        NotAllowedError: the person is no administrator of the group.
    """
    shown: Json = {}
    if control.get("anonymous"):
        if not target.is_group or not target.status_of(control.person.id).is_administrator:
            raise NotAllowedError(f"{control.person.first_name} is no administrator of a group here.")
        shown |= anonymous_admin_fields(target)
    if control.get("via_bot"):
        shown |= via_bot_fields(str(control.get("via_bot")))
    if control.get("forwarded_from"):
        shown |= forwarded_from_hidden_user(str(control.get("forwarded_from")), control.simulator.stamp())
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
    control = await read_control_request(request)
    target = target_chat(control)
    message = await control.simulator.say(
        control.person,
        str(control.body["text"]),
        target,
        thread_id=int(control.get("thread_id") or 0),
        reply_to=int(control.get("reply_to") or 0),
        parse_mode=str(control.get("parse_mode", "")),
        about=sender_fields(control, target),
    )
    return web.json_response({"message": message.as_json()})


async def edit_text(request: web.Request) -> web.Response:
    """Let a person edit their message."""
    control = await read_control_request(request)
    message = control.simulator.message(control.chat, int(control.body["message_id"]))
    if message.sender is not control.person:
        raise NotFoundError(f"Message {message.id} is not by person {control.person.id}.")
    await control.simulator.edit_text(message, str(control.body["text"]))
    return web.json_response({"message": message.as_json()})


async def press_button(request: web.Request) -> web.Response:
    """Let a person press a button."""
    control = await read_control_request(request)
    message = control.simulator.message(control.chat, int(control.body["message_id"]))
    query = await control.simulator.press(control.person, message, str(control.body["button"]))
    return web.json_response({"query_id": query.id})


async def ask_inline(request: web.Request) -> web.Response:
    """Let a person make an inline query."""
    control = await read_control_request(request)
    offset = str(control.get("offset", ""))
    where = None if control.get("chat_id") is None else control.chat_of(control.get("chat_id"))
    query = await control.simulator.ask_inline(
        control.person, str(control.get("text", "")), bot=control.bot, offset=offset, chat=where
    )
    return web.json_response({"query_id": query.id})


async def choose_inline(request: web.Request) -> web.Response:
    """Let a person send one of the results of their inline query."""
    control = await read_control_request(request)
    query = control.simulator.queries.get(str(control.body["query_id"]))
    if query is None or query.person_id != control.person.id:
        raise NotFoundError(f"Person {control.person.id} has made no query {control.body['query_id']}.")
    result_id, thread_id = str(control.body["result_id"]), int(control.get("thread_id") or 0)
    message = await control.simulator.choose_inline(query, result_id, control.chat, thread_id=thread_id)
    return web.json_response({"message": message.as_json()})


async def tap_reply_button(request: web.Request) -> web.Response:
    """Let a person tap a button below the typing field, and choose the chat or the people that it asks for."""
    control = await read_control_request(request)
    chosen = None if control.get("chosen_id") is None else control.chat_of(control.get("chosen_id"))
    people = [control.person_of(number) for number in control.get("chosen_ids", [])]
    message = await control.simulator.tap(
        control.person, str(control.body["button"]), target_chat(control), chosen=chosen, chosen_people=people
    )
    return web.json_response({"message": message.as_json()})


async def list_choices(request: web.Request) -> web.Response:
    """Answer with the chats that a person may choose for a button below the typing field."""
    control = await read_control_request(request)
    chats = control.simulator.chats_to_share(control.person, str(control.body["button"]), target_chat(control))
    return web.json_response({"chats": [chat.as_chat() for chat in chats]})


async def block(request: web.Request) -> web.Response:
    """Let a person block or unblock the bot."""
    control = await read_control_request(request)
    action = control.simulator.block if control.get("blocked", True) else control.simulator.unblock
    await action(control.person, control.bot)
    return web.json_response({})


async def delete_account(request: web.Request) -> web.Response:
    """Let a person delete their account."""
    control = await read_control_request(request)
    await control.simulator.delete_account(control.person)
    return web.json_response({})


user_action_routes = [
    web.post("/sandbox/people/{person_id}/say", say),
    web.post("/sandbox/people/{person_id}/rewrite", edit_text),
    web.post("/sandbox/people/{person_id}/press", press_button),
    web.post("/sandbox/people/{person_id}/inline", ask_inline),
    web.post("/sandbox/people/{person_id}/choose", choose_inline),
    web.post("/sandbox/people/{person_id}/tap", tap_reply_button),
    web.post("/sandbox/people/{person_id}/choices", list_choices),
    web.post("/sandbox/people/{person_id}/block", block),
    web.post("/sandbox/people/{person_id}/delete", delete_account),
]
