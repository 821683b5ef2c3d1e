"""Albums: sendMediaGroup."""

from bot.sandbox.answers import Json, Refusal, bad_request
from bot.sandbox.call import Call
from bot.sandbox.file_kinds import FileKind, kind_in
from bot.sandbox.methods.media import read_input_media
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
    """Send up to ten photos and videos, files or pieces of music as one album, which takes no keyboard.

    A single one is an ordinary message.
    """
    contents = read_album(call)
    chat = find_chat(call)
    replied = read_reply(call, chat)
    for content in contents:
        check_writable(call.bot, chat, kind_in(content))
    thread_id = find_thread(call, chat)
    for content in contents:
        check_length(content)
    check_not_blocked(call.bot, chat)
    check_open(call.bot, chat, thread_id)
    take_room(call, chat, len(contents))
    about = replied | ({"media_group_id": call.world.new_id()} if len(contents) > 1 else {})
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
    check_company([kind for content in contents if (kind := kind_in(content))])
    if len({bool(item.get("show_caption_above_media")) for item in media}) > 1:
        raise bad_request("parameter show_caption_above_media must be the same for all messages")
    return contents


def check_company(kinds: list[FileKind]) -> None:
    """Refuse an album of kinds that do not go together."""
    for kind in (FileKind.DOCUMENT, FileKind.AUDIO):
        if kind in kinds and set(kinds) != {kind}:
            raise bad_request(f"{kind} can't be mixed with other media types")


def read_item(call: Call, number: int, item: object) -> Json:
    """Return the content of one message of an album."""
    try:
        return read_input_media(call, item, for_album=True)
    except Refusal as refusal:
        if refusal.description not in RAW:
            raise
        raw = RAW[refusal.description]
        raise bad_request(f'failed to send message #{number} with the error message "{raw}"') from None
