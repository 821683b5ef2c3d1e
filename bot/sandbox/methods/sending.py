"""Sending: sendMessage, sendPhoto and its kin, sendChatAction."""

from bot.sandbox.answers import Json, bad_request, too_many_requests
from bot.sandbox.call import Call, Method
from bot.sandbox.chats import Chat
from bot.sandbox.file_kinds import FileKind, kind_in
from bot.sandbox.keyboards import read_markup, settle_markup
from bot.sandbox.messages import Message
from bot.sandbox.methods.media import read_content
from bot.sandbox.methods.wording import check_length, read_text
from bot.sandbox.posting import post
from bot.sandbox.request import whole
from bot.sandbox.target import check_not_blocked, check_open, check_writable, find_chat, find_thread

ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}
IN_ALL_FREE = 30
STARS_A_MESSAGE = 0.1


def send_message(call: Call) -> Json:
    """Send a text message."""
    return deliver(call, read_text(call)).as_json()


def sender_of(kind: FileKind) -> Method:
    """Return the method that sends a file of a kind, with its caption if it takes one."""

    def send(call: Call) -> Json:
        return deliver(call, read_content(call, kind)).as_json()

    return send


def deliver(call: Call, content: Json, about: Json | None = None) -> Message:
    """Put a message into the chat of the call, with its keyboard, reply and thread, if all limits allow it."""
    markup = read_markup(call.parameters.parsed("reply_markup", "reply keyboard markup"))
    chat = find_chat(call)
    replied = read_reply(call, chat)
    check_writable(call.bot, chat, kind_in(content))
    thread_id = find_thread(call, chat)
    markup = settle_markup(markup, call.world.parser.link, private=chat.is_private)
    check_length(content)
    check_not_blocked(call.bot, chat)
    check_open(call.bot, chat, thread_id)
    take_room(call, chat)
    return post(
        call.world,
        chat,
        call.bot,
        content,
        about=(about or {}) | replied,
        reply_markup=markup,
        thread_id=thread_id,
    )


def read_reply(call: Call, chat: Chat) -> Json:
    """Return the message that is replied to, as the new message shows it; nothing if none."""
    given = call.parameters.parsed("reply_parameters", "reply parameters")
    if given is None and call.parameters.has("reply_to_message_id"):
        lenient = call.parameters.boolean("allow_sending_without_reply")
        wanted = call.parameters.integer("reply_to_message_id")
        given = {"message_id": wanted, "allow_sending_without_reply": lenient}
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise bad_request("object expected as reply parameters")
    message = chat.messages.get(whole(given.get("message_id")))
    if message is not None:
        return {"reply_to_message": message.as_json(with_reply=False)}
    if not given.get("message_id") or given.get("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def take_room(call: Call, chat: Chat, count: int = 1) -> None:
    """Take room within the flood limits, and pay for a broadcast above the free ones."""
    bot, limits = call.bot, call.world.limits[call.bot.id]
    paid = call.parameters.boolean("allow_paid_broadcast") and bot.stars is not None
    above = paid and limits.sent_this_second() >= IN_ALL_FREE
    if above and (bot.stars or 0.0) < STARS_A_MESSAGE * count:
        raise bad_request("BALANCE_TOO_LOW")
    wait = limits.take(chat.id, is_group=not chat.is_private, count=count, paid=paid)
    if wait:
        raise too_many_requests(wait)
    if above:
        bot.stars = (bot.stars or 0.0) - STARS_A_MESSAGE * count


def send_chat_action(call: Call) -> bool:
    """Show that the bot is doing something."""
    action = call.parameters.text("action").lower()
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = find_chat(call)
    check_writable(call.bot, chat)
    thread_id = find_thread(call, chat)
    check_not_blocked(call.bot, chat)
    call.world.events.publish("action", chat_id=chat.id, bot_id=call.bot.id, thread_id=thread_id, action=action)
    return True
