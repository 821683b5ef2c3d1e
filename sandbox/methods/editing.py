"""Editing and deleting messages: the editMessage methods, deleteMessage and deleteMessages."""

from sandbox.chats import ChatMessage
from sandbox.messages import remove_message, replace_message
from sandbox.methods.call import Call, check_not_blocked, find_chat, find_message
from sandbox.methods.content import CAPTION_FIELDS, check_text_length, read_caption, read_input_media, read_text
from sandbox.methods.keyboards import finalise_markup, read_markup
from sandbox.protocol import Json, bad_request, to_integer

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
DELETABLE_SECONDS = 48 * 3600


def edit_message_text(call: Call) -> Json | bool:
    """Replace the text of a text message."""
    content = read_text(call)
    markup = read_new_markup(call)
    message = find_editable_message(call)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    return edit_message(call, message, content, markup)


def edit_message_caption(call: Call) -> Json | bool:
    """Replace the caption of a photo or file; an empty one removes it."""
    caption = read_caption(call)
    markup = read_new_markup(call)
    message = find_editable_message(call)
    if message.file_kind is None or not message.file_kind.has_caption:
        raise bad_request("there is no caption in the message to edit")
    kept = {name: value for name, value in message.content.items() if name not in CAPTION_FIELDS}
    return edit_message(call, message, kept | caption, markup)


def edit_message_reply_markup(call: Call) -> Json | bool:
    """Replace the keyboard of a message; an empty one removes it."""
    markup = read_new_markup(call)
    message = find_editable_message(call)
    return edit_message(call, message, message.content, markup)


def edit_message_media(call: Call) -> Json | bool:
    """Replace the photo or file of a message."""
    media = call.parameters.parsed("media", "input media")
    if not isinstance(media, dict):
        raise bad_request("can't parse InputMedia: Media not found")
    content = read_input_media(call, media)
    markup = read_new_markup(call)
    return edit_message(call, find_editable_message(call), content, markup)


def read_new_markup(call: Call) -> Json | None:
    """Return the keyboard of an edit, which must be an inline one."""
    markup = read_markup(call.parameters.parsed("reply_markup", "reply keyboard markup"))
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return markup


def find_editable_message(call: Call) -> ChatMessage:
    """Return the message to edit, if it is the bot's own."""
    if call.parameters.has("inline_message_id"):
        sent = call.simulator.inline_messages.get(call.parameters.text("inline_message_id"))
        if sent is None or sent.via_bot_id != call.bot.id:
            raise bad_request("MESSAGE_ID_INVALID")
        return sent
    chat = find_chat(call)
    message = find_message(call, chat, "message to edit")
    if message.sender is not call.bot or message.is_service:
        raise bad_request("message can't be edited")
    return message


def edit_message(call: Call, message: ChatMessage, content: Json, markup: Json | None) -> Json | bool:
    """Replace content and keyboard of a message, if either differs."""
    chat = message.chat
    markup = finalise_markup(markup, call.simulator.parser.link, private=chat.is_private)
    check_text_length(content, editing=True)
    if message.sender is call.bot:
        check_not_blocked(call.bot, chat)
    if content == message.content and markup == message.reply_markup:
        raise bad_request(NOT_MODIFIED)
    replace_message(call.simulator, message, call.bot, content, markup)
    return message.as_json() if message.sender is call.bot else True


def delete_message(call: Call) -> bool:
    """Delete one message for everyone."""
    chat = find_chat(call)
    message = find_message(call, chat, "message to delete")
    if not may_delete(call, message):
        raise bad_request("message can't be deleted for everyone")
    remove_message(call.simulator, message)
    return True


def delete_messages(call: Call) -> bool:
    """Delete up to 100 messages; ids without a message are skipped."""
    wanted = call.parameters.parsed("message_ids", "message identifiers")
    if not isinstance(wanted, list):
        raise bad_request("can't parse message identifiers JSON object")
    if not wanted:
        raise bad_request("message identifiers are not specified")
    if len(wanted) > 100:
        raise bad_request("too many message identifiers specified")
    chat = find_chat(call)
    found = [chat.messages[number] for number in map(to_integer, wanted) if number in chat.messages]
    if not all(may_delete(call, message) for message in found):
        raise bad_request("message can't be deleted for everyone")
    for message in found:
        remove_message(call.simulator, message)
    return True


def may_delete(call: Call, message: ChatMessage) -> bool:
    """Return whether the bot may delete a message: younger than 48 hours, its own or within its rights."""
    member = message.chat.members.get(call.bot.id)
    if member is not None and member.may("can_delete_messages"):
        return True
    young = call.simulator.stamp() - message.date < DELETABLE_SECONDS
    return young and (message.sender is call.bot or message.chat.is_private)
