"""Sending, copying and forwarding messages: sendMessage, sendMediaGroup, copyMessage and the like."""

from itertools import pairwise

from sandbox.chats import Chat, ChatMessage
from sandbox.files import FileKind, file_kind_of
from sandbox.messages import forward_origin, post_message
from sandbox.methods.call import (
    Call,
    Method,
    check_not_blocked,
    check_topic_open,
    check_writable,
    find_chat,
    find_message,
    find_thread,
)
from sandbox.methods.content import (
    CAPTION_FIELDS,
    check_text_length,
    read_caption,
    read_input_media,
    read_media_content,
    read_text,
)
from sandbox.methods.keyboards import finalise_markup, read_markup
from sandbox.protocol import BotApiError, Json, bad_request, to_integer, too_many_requests

CHAT_ACTIONS = {
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
FREE_PER_SECOND = 30
STARS_PER_MESSAGE = 0.1


def send_message(call: Call) -> Json:
    """Send a text message."""
    return deliver_message(call, read_text(call)).as_json()


def file_sender(kind: FileKind) -> Method:
    """Return the method that sends a file of a kind, with its caption if the kind can have one."""

    def send(call: Call) -> Json:
        return deliver_message(call, read_media_content(call, kind)).as_json()

    return send


def deliver_message(call: Call, content: Json, about: Json | None = None) -> ChatMessage:
    """Post a message to the chat of the call, with its keyboard, reply and thread, after all checks and limits."""
    markup = read_markup(call.parameters.parsed("reply_markup", "reply keyboard markup"))
    chat = find_chat(call)
    replied = read_reply(call, chat)
    check_writable(call.bot, chat, file_kind_of(content))
    thread_id = find_thread(call, chat)
    if chat.is_channel and markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    markup = finalise_markup(markup, call.simulator.parser.link, private=chat.is_private)
    check_text_length(content)
    check_not_blocked(call.bot, chat)
    check_topic_open(call.bot, chat, thread_id)
    take_flood_allowance(call, chat)
    return post_message(
        call.simulator,
        chat,
        call.bot,
        content,
        about=(about or {}) | replied,
        reply_markup=markup,
        thread_id=thread_id,
    )


def read_reply(call: Call, chat: Chat) -> Json:
    """Return the field with the message that is replied to; empty if there is none."""
    given = call.parameters.parsed("reply_parameters", "reply parameters")
    if given is None and call.parameters.has("reply_to_message_id"):
        lenient = call.parameters.boolean("allow_sending_without_reply")
        wanted = call.parameters.integer("reply_to_message_id")
        given = {"message_id": wanted, "allow_sending_without_reply": lenient}
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise bad_request("object expected as reply parameters")
    message = chat.messages.get(to_integer(given.get("message_id")))
    if message is not None:
        return {"reply_to_message": message.as_json(with_reply=False)}
    if not given.get("message_id") or given.get("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def take_flood_allowance(call: Call, chat: Chat, count: int = 1) -> None:
    """Count messages against the flood limits, and charge Stars for those above the free rate."""
    bot, limits = call.bot, call.simulator.limits[call.bot.id]
    paid = call.parameters.boolean("allow_paid_broadcast") and bot.stars is not None
    above = paid and limits.sent_this_second() >= FREE_PER_SECOND
    if above and (bot.stars or 0.0) < STARS_PER_MESSAGE * count:
        raise bad_request("BALANCE_TOO_LOW")
    wait = limits.take(chat.id, is_group=not chat.is_private, count=count, paid=paid)
    if wait:
        raise too_many_requests(wait)
    if above:
        bot.stars = (bot.stars or 0.0) - STARS_PER_MESSAGE * count


def send_chat_action(call: Call) -> bool:
    """Show that the bot is doing something."""
    action = call.parameters.text("action").lower()
    if action not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = find_chat(call)
    check_writable(call.bot, chat)
    thread_id = find_thread(call, chat)
    check_not_blocked(call.bot, chat)
    call.simulator.events.publish("action", chat_id=chat.id, bot_id=call.bot.id, thread_id=thread_id, action=action)
    return True


def copy_message(call: Call) -> Json:
    """Send the content of a message again as the bot's own; a new caption replaces the old one."""
    message = find_message(call, find_chat(call, "from_chat_id"), "message to copy")
    return {"message_id": copy_one(call, message).id}


def copy_messages(call: Call) -> list[Json]:
    """Send the contents of several messages again; those that cannot be copied are skipped."""
    return [{"message_id": copy_one(call, message).id} for message in find_source_messages(call)]


def forward_message(call: Call) -> Json:
    """Forward a message."""
    message = find_message(call, find_chat(call, "from_chat_id"), "message to forward")
    return forward_one(call, message).as_json()


def forward_messages(call: Call) -> list[Json]:
    """Forward several messages; those that cannot be forwarded are skipped."""
    return [{"message_id": forward_one(call, message).id} for message in find_source_messages(call)]


def copy_one(call: Call, message: ChatMessage) -> ChatMessage:
    """Send a copy of one message."""
    if message.is_service:
        raise bad_request("message can't be copied")
    content = dict(message.content)
    if message.file_kind and message.file_kind.has_caption and "caption" in call.parameters.values:
        content = {name: value for name, value in content.items() if name not in CAPTION_FIELDS} | read_caption(call)
    return deliver_message(call, content)


def forward_one(call: Call, message: ChatMessage) -> ChatMessage:
    """Forward one message with its origin."""
    if message.is_service:
        raise bad_request("message can't be forwarded")
    return deliver_message(call, dict(message.content), about={"forward_origin": forward_origin(message)})


def find_source_messages(call: Call) -> list[ChatMessage]:
    """Return the messages of `message_ids` that exist and are no service messages."""
    wanted = call.parameters.parsed("message_ids", "message identifiers")
    if not isinstance(wanted, list):
        raise bad_request("can't parse message identifiers JSON object")
    if not wanted:
        raise bad_request("message identifiers are not specified")
    if len(wanted) > 100:
        raise bad_request("too many message identifiers specified")
    numbers = [to_integer(number) for number in wanted]
    if any(later <= earlier for earlier, later in pairwise(numbers)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    messages = find_chat(call, "from_chat_id").messages
    found = [messages[number] for number in numbers if number in messages and not messages[number].is_service]
    if not found:
        raise bad_request("there are no messages to forward")
    return found


MAX_ALBUM_ITEMS = 10
# An item of an album fails with the raw error code of Telegram's servers.
ALBUM_ITEM_ERRORS = {
    "Bad Request: failed to get HTTP URL content": "WEBPAGE_CURL_FAILED",
    "Bad Request: wrong type of the web page content": "WEBPAGE_MEDIA_EMPTY",
}


def send_media_group(call: Call) -> list[Json]:
    """Send up to ten photos and videos, files or pieces of music as one album, which takes no keyboard.

    A single one is an ordinary message.
    """
    contents = read_album(call)
    chat = find_chat(call)
    replied = read_reply(call, chat)
    for content in contents:
        check_writable(call.bot, chat, file_kind_of(content))
    thread_id = find_thread(call, chat)
    for content in contents:
        check_text_length(content)
    check_not_blocked(call.bot, chat)
    check_topic_open(call.bot, chat, thread_id)
    take_flood_allowance(call, chat, len(contents))
    about = replied | ({"media_group_id": call.simulator.new_id()} if len(contents) > 1 else {})
    sent = [post_message(call.simulator, chat, call.bot, one, about=about, thread_id=thread_id) for one in contents]
    return [message.as_json() for message in sent]


def read_album(call: Call) -> list[Json]:
    """Return the contents of an album's messages."""
    media = call.parameters.parsed("media", "media")
    if not isinstance(media, list):
        raise bad_request("expected an Array of InputMedia")
    if not media:
        raise bad_request("there are no messages to send")
    if len(media) > MAX_ALBUM_ITEMS:
        raise bad_request("too many messages to send as an album")
    contents = [read_album_item(call, number, item) for number, item in enumerate(media, 1)]
    check_album_kinds([kind for content in contents if (kind := file_kind_of(content))])
    if len({bool(item.get("show_caption_above_media")) for item in media}) > 1:
        raise bad_request("parameter show_caption_above_media must be the same for all messages")
    return contents


def check_album_kinds(kinds: list[FileKind]) -> None:
    """Refuse an album of kinds that cannot be mixed."""
    for kind in (FileKind.DOCUMENT, FileKind.AUDIO):
        if kind in kinds and set(kinds) != {kind}:
            raise bad_request(f"{kind} can't be mixed with other media types")


def read_album_item(call: Call, number: int, item: object) -> Json:
    """Return the content of one message of an album."""
    try:
        return read_input_media(call, item, for_album=True)
    except BotApiError as error:
        if error.description not in ALBUM_ITEM_ERRORS:
            raise
        raw = ALBUM_ITEM_ERRORS[error.description]
        raise bad_request(f'failed to send message #{number} with the error message "{raw}"') from None
