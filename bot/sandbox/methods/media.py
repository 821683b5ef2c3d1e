"""The files of a request: uploaded, named by id, or named by address."""

from urllib.parse import urlsplit

from bot.sandbox.answers import Json, Refusal, bad_request
from bot.sandbox.call import Call
from bot.sandbox.file_kinds import FileKind
from bot.sandbox.files import StoredFile
from bot.sandbox.methods.wording import CAPTION, read_caption

ATTACHED = "attach://"
PAGES = (".html", ".htm", ".txt", ".json")
TOLD = ("width", "height", "duration", "length")


def read_content(call: Call, kind: FileKind) -> Json:
    """Return the content of a message with the file that the parameter of its kind names or brings."""
    caption = read_caption(call) if kind.has_caption else {}
    return read_file(call, call.parameters.text(kind), kind).as_content() | caption | read_spoiler(call, kind)


def read_input_media(call: Call, media: object, *, for_album: bool = False) -> Json:
    """Return the content of a message that an ``InputMedia`` describes.

    Raises:
        Refusal: in Telegram's words.
    """
    if not isinstance(media, dict):
        raise unreadable("Expected an Object")
    kind = input_kind(media, for_album=for_album)
    value = str(media.get("media") or "")
    if not value or (value.startswith(ATTACHED) and value.removeprefix(ATTACHED) not in call.parameters.files):
        raise unreadable("media not found")
    given = {name: media[name] for name in (*CAPTION, "parse_mode", "has_spoiler", *TOLD) if name in media}
    one = Call(call.world, call.bot, type(call.parameters)(given, call.parameters.files))
    return read_file(one, value, kind).as_content() | read_caption(one) | read_spoiler(one, kind)


def input_kind(media: Json, *, for_album: bool) -> FileKind:
    """Return the kind that an ``InputMedia`` says it is."""
    if not isinstance(media.get("type"), str):
        raise unreadable('Can\'t find field "type"')
    if media["type"] == FileKind.ANIMATION and for_album:
        raise unreadable('type "animation" can\'t be used in sendMediaGroup')
    if media["type"] not in {*FileKind} or not (FileKind(media["type"]).company or media["type"] == FileKind.ANIMATION):
        raise unreadable(f'type "{media["type"]}" is unsupported')
    return FileKind(media["type"])


def read_spoiler(call: Call, kind: FileKind) -> Json:
    """Return whether the picture is hidden until it is tapped."""
    return {"has_media_spoiler": True} if kind.is_seen and call.parameters.boolean("has_spoiler") else {}


def read_file(call: Call, value: str, kind: FileKind) -> StoredFile:
    """Return the file that a value names or brings.

    No address is ever fetched. One whose host ends in ``.invalid`` counts as out of reach, one whose path ends as a
    page's does not count as a picture. An id serves for its own kind alone; Telegram is more lenient between some.

    Raises:
        Refusal: in Telegram's words.
    """
    upload = call.parameters.files.get(value.removeprefix(ATTACHED) if value else kind)
    if upload is not None:
        told = {name: call.parameters.integer(name) for name in TOLD}
        return call.world.files.keep(upload, kind, told | {n: call.parameters.text(n) for n in ("performer", "title")})
    if not value:
        raise bad_request(f"there is no {kind.words} in the request")
    if value.startswith(("http://", "https://")):
        return by_address(call, value, kind)
    stored = call.world.files.find(value)
    if stored is None:
        raise bad_request("wrong remote file identifier specified: Wrong string length")
    if stored.kind is not kind:
        raise bad_request(f"can't use file of type {stored.kind.traits.tdlib} as {kind.traits.tdlib}")
    return stored


def by_address(call: Call, url: str, kind: FileKind) -> StoredFile:
    """Return what lies at an address."""
    host = urlsplit(url).hostname or ""
    if not host:
        raise bad_request("invalid file HTTP URL specified: URL host is empty")
    if "." not in host or call.world.parser.link(url) is None:
        raise bad_request("wrong HTTP URL specified")
    if host.endswith(".invalid"):
        raise bad_request("failed to get HTTP URL content")
    if kind is not FileKind.DOCUMENT and urlsplit(url).path.lower().endswith(PAGES):
        raise bad_request("wrong type of the web page content")
    return call.world.files.keep_address(url, kind)


def unreadable(why: str) -> Refusal:
    """Return the refusal of an ``InputMedia``."""
    return bad_request(f"can't parse InputMedia: {why}")
