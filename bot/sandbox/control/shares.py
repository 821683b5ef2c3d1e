"""What people send beside words, by the control API: files, albums, forwards, contacts, places."""

from base64 import b64decode

from aiohttp import web

from bot.sandbox.answers import Json
from bot.sandbox.chats import Chat
from bot.sandbox.control.reading import Wish, read_wish
from bot.sandbox.enclosures import sample
from bot.sandbox.file_kinds import FileKind
from bot.sandbox.messages import Message
from bot.sandbox.origins import by_way_of, from_a_name, in_the_name_of
from bot.sandbox.request import Upload
from bot.sandbox.sharing import Enclosure
from bot.sandbox.speaking import NotAllowedError

TOLD = ("width", "height", "duration", "performer", "title")


async def send(request: web.Request) -> web.Response:
    """Let a person send a sample, or files: several make an album."""
    wish = await read_wish(request)
    enclosures = enclosed(wish)
    place = place_of(wish)
    thread_id = int(wish.get("thread_id") or 0)
    sent = await wish.world.send(wish.person, enclosures, place, thread_id=thread_id, about=about(wish, place))
    return answer(sent)


async def forward(request: web.Request) -> web.Response:
    """Let a person forward messages of a chat."""
    wish = await read_wish(request)
    source = wish.chat_of(wish.body["from_chat_id"])
    messages = [wish.world.message(source, int(number)) for number in wish.body["message_ids"]]
    is_hidden = bool(wish.get("hidden", False))
    return answer(await wish.world.forward(wish.person, messages, place_of(wish), is_hidden=is_hidden))


async def share(request: web.Request) -> web.Response:
    """Let a person share somebody's contact, or a place."""
    wish = await read_wish(request)
    place = place_of(wish)
    if wish.get("contact_id") is not None:
        contact = wish.person_of(wish.get("contact_id"))
        return answer([await wish.world.share_contact(wish.person, contact, place)])
    where = float(wish.body["latitude"]), float(wish.body["longitude"])
    return answer([await wish.world.share_place(wish.person, *where, place)])


def enclosed(wish: Wish) -> tuple[Enclosure, ...]:
    """Return the files that a person sends."""
    if wish.get("sample") is not None:
        return sample(str(wish.get("sample")), str(wish.get("caption", "")), str(wish.get("parse_mode", "")))
    return tuple(enclosure(given) for given in wish.body["files"])


def enclosure(given: Json) -> Enclosure:
    """Return one file as the body of a request describes it."""
    kind = FileKind(given["kind"])
    mime_type = str(given.get("mime_type", "application/octet-stream"))
    upload = Upload(str(given.get("name", kind.value)), mime_type, b64decode(given["content"], validate=True))
    return Enclosure(
        kind,
        upload,
        str(given.get("caption", "")),
        str(given.get("parse_mode", "")),
        has_spoiler=bool(given.get("spoiler", False)),
        is_caption_above=bool(given.get("caption_above", False)),
        told={name: given[name] for name in TOLD if name in given},
    )


def place_of(wish: Wish) -> Chat:
    """Return where a person sends something: a chat that is named, or the one with the bot."""
    if wish.get("chat_id") is not None:
        return wish.chat_of(wish.get("chat_id"))
    return wish.world.private_chat(wish.person, wish.bot)


def about(wish: Wish, place: Chat) -> Json:
    """Return whose a message is besides its sender's: a group's, a bot's, somebody's who hides behind their name.

    Raises:
        NotAllowedError: the person is no administrator of the group.
    """
    shown: Json = {}
    if wish.get("anonymous"):
        if not place.is_group or not place.status_of(wish.person.id).is_administrator:
            raise NotAllowedError(f"{wish.person.first_name} is no administrator of a group here.")
        shown |= in_the_name_of(place)
    if wish.get("via_bot"):
        shown |= by_way_of(str(wish.get("via_bot")))
    if wish.get("forwarded_from"):
        shown |= from_a_name(str(wish.get("forwarded_from")), wish.world.stamp())
    return shown


def answer(sent: list[Message]) -> web.Response:
    """Return what was sent; with several, the first as ``message`` too."""
    messages = [message.as_json() for message in sent]
    return web.json_response({"message": messages[0] if messages else None, "messages": messages})


shares = [
    web.post("/sandbox/people/{person_id}/send", send),
    web.post("/sandbox/people/{person_id}/forward", forward),
    web.post("/sandbox/people/{person_id}/share", share),
]
