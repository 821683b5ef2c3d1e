"""Copying and forwarding: copyMessage(s), forwardMessage(s)."""

from itertools import pairwise

from bot.sandbox.answers import Json, bad_request
from bot.sandbox.call import Call
from bot.sandbox.messages import Message
from bot.sandbox.methods.sending import deliver
from bot.sandbox.methods.wording import CAPTION, read_caption
from bot.sandbox.origins import origin
from bot.sandbox.request import whole
from bot.sandbox.target import find_chat, find_message


def copy_message(call: Call) -> Json:
    """Send the content of a message again, as the bot's own; a new caption takes the old one's place."""
    message = find_message(call, find_chat(call, "from_chat_id"), "message to copy")
    return {"message_id": copy(call, message).id}


def copy_messages(call: Call) -> list[Json]:
    """Send the contents of several messages again; those that cannot be copied are passed over."""
    return [{"message_id": copy(call, message).id} for message in find_messages(call)]


def forward_message(call: Call) -> Json:
    """Forward a message."""
    message = find_message(call, find_chat(call, "from_chat_id"), "message to forward")
    return forward(call, message).as_json()


def forward_messages(call: Call) -> list[Json]:
    """Forward several messages; those that cannot be forwarded are passed over."""
    return [{"message_id": forward(call, message).id} for message in find_messages(call)]


def copy(call: Call, message: Message) -> Message:
    """Send a copy of one message."""
    if message.is_service:
        raise bad_request("message can't be copied")
    content = dict(message.content)
    if message.file_kind and message.file_kind.has_caption and "caption" in call.parameters.values:
        content = {name: value for name, value in content.items() if name not in CAPTION} | read_caption(call)
    return deliver(call, content)


def forward(call: Call, message: Message) -> Message:
    """Forward one message, its origin shown."""
    if message.is_service:
        raise bad_request("message can't be forwarded")
    return deliver(call, dict(message.content), about={"forward_origin": origin(message)})


def find_messages(call: Call) -> list[Message]:
    """Return the messages of `message_ids` that exist and say something."""
    wanted = call.parameters.parsed("message_ids", "message identifiers")
    if not isinstance(wanted, list):
        raise bad_request("can't parse message identifiers JSON object")
    if not wanted:
        raise bad_request("message identifiers are not specified")
    if len(wanted) > 100:
        raise bad_request("too many message identifiers specified")
    numbers = [whole(number) for number in wanted]
    if any(later <= earlier for earlier, later in pairwise(numbers)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    messages = find_chat(call, "from_chat_id").messages
    found = [messages[number] for number in numbers if number in messages and not messages[number].is_service]
    if not found:
        raise bad_request("there are no messages to forward")
    return found
