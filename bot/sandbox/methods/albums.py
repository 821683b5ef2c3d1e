"""Albums: sendMediaGroup."""

from bot.sandbox.answers import Json, Refusal, bad_request
from bot.sandbox.call import Call
from bot.sandbox.methods.editing import media_content
from bot.sandbox.methods.sending import read_reply, take_room
from bot.sandbox.methods.wording import check_length
from bot.sandbox.posting import post
from bot.sandbox.target import check_not_blocked, check_open, check_writable, find_chat, find_thread

ITEMS = 10
# An album's items fail with the raw code of the data centre.
RAW = {
    "Bad Request: failed to get HTTP URL content": "WEBPAGE_CURL_FAILED",
    "Bad Request: wrong type of the web page content": "WEBPAGE_MEDIA_EMPTY",
}


def send_media_group(call: Call) -> list[Json]:
    """Send up to ten photos, or up to ten files, as one album; it takes no keyboard."""
    contents = read_album(call)
    chat = find_chat(call)
    replied = read_reply(call, chat)
    check_writable(call.bot, chat, "photos")
    thread_id = find_thread(call, chat)
    for content in contents:
        check_length(content)
    check_not_blocked(call.bot, chat)
    check_open(call.bot, chat, thread_id)
    take_room(call, chat, len(contents))
    about = replied | {"media_group_id": call.world.new_id()}
    sent = [post(call.world, chat, call.bot, one, about=about, thread_id=thread_id) for one in contents]
    return [message.as_json() for message in sent]


def read_album(call: Call) -> list[Json]:
    """Return the contents of an album's messages."""
    media = call.parameters.parsed("media", "media")
    if not isinstance(media, list):
        raise bad_request("expected an Array of InputMedia")
    if not media:
        raise bad_request("there are no messages to send")
    if len(media) > ITEMS:
        raise bad_request("too many messages to send as an album")
    contents = [read_item(call, number, item) for number, item in enumerate(media, 1)]
    if len({"document" in content for content in contents}) > 1:
        raise bad_request("document can't be mixed with other media types")
    return contents


def read_item(call: Call, number: int, item: object) -> Json:
    """Return the content of one message of an album."""
    if not isinstance(item, dict):
        raise bad_request("can't parse InputMedia: Expected an Object")
    try:
        return media_content(call, item)
    except Refusal as refusal:
        if refusal.description not in RAW:
            raise
        raw = RAW[refusal.description]
        raise bad_request(f'failed to send message #{number} with the error message "{raw}"') from None
