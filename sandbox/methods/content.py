"""The content of messages: texts, captions, link previews and files (uploads, ids or addresses); getFile."""

from urllib.parse import urlsplit

from sandbox.files import FileKind, StoredFile
from sandbox.methods.call import Call
from sandbox.protocol import BotApiError, Json, bad_request

MAX_TEXT_LENGTH = 4096
MAX_CAPTION_LENGTH = 1024
CAPTION_FIELDS = ("caption", "caption_entities", "show_caption_above_media")
PREVIEW_FIELDS = ("is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text")


def read_text(call: Call) -> Json:
    """Return the content of a text message: text, entities and link preview."""
    text = call.parameters.text("text")
    if not text:
        raise bad_request("message text is empty")
    content = format_text(call, text, "text", "entities", call.parameters.parsed("entities", "entities"))
    preview = read_link_preview(call)
    if preview:
        content["link_preview_options"] = preview
    return content


def read_caption(call: Call) -> Json:
    """Return the caption part of a media message; nothing if there is none."""
    caption = call.parameters.text("caption")
    if not caption:
        return {}
    given = call.parameters.parsed("caption_entities", "caption entities")
    content = format_text(call, caption, "caption", "caption_entities", given)
    if call.parameters.boolean("show_caption_above_media"):
        content["show_caption_above_media"] = True
    return content


def format_text(call: Call, text: str, text_name: str, entities_name: str, given: object) -> Json:
    """Return a text and its entities under their names."""
    written = call.simulator.parser.read(text, call.parameters.text("parse_mode"), given)
    content: Json = {text_name: written.text}
    if written.entities:
        content[entities_name] = written.entities
    return content


def read_link_preview(call: Call) -> Json:
    """Return the `LinkPreviewOptions` that differ from the default."""
    given = call.parameters.parsed("link_preview_options", "link preview options")
    if given is None:
        return {"is_disabled": True} if call.parameters.boolean("disable_web_page_preview") else {}
    if not isinstance(given, dict):
        raise bad_request("object expected as link preview options")
    return {name: given[name] for name in PREVIEW_FIELDS if given.get(name)}


def check_text_length(content: Json, *, editing: bool = False) -> None:
    """Refuse a text above 4,096 or a caption above 1,024 code points; an edit is refused in other words."""
    if len(content.get("text", "")) > MAX_TEXT_LENGTH:
        raise bad_request("MESSAGE_TOO_LONG" if editing else "message is too long")
    if len(content.get("caption", "")) > MAX_CAPTION_LENGTH:
        raise bad_request("MEDIA_CAPTION_TOO_LONG" if editing else "message caption is too long")


ATTACH_SCHEME = "attach://"
WEB_PAGE_SUFFIXES = (".html", ".htm", ".txt", ".json")
MEDIA_FIELDS = ("width", "height", "duration", "length")


def read_media_content(call: Call, kind: FileKind) -> Json:
    """Return the content of a message with the file that the parameter of its kind names or brings."""
    caption = read_caption(call) if kind.has_caption else {}
    return read_file(call, call.parameters.text(kind), kind).as_content() | caption | read_spoiler(call, kind)


def read_input_media(call: Call, media: object, *, for_album: bool = False) -> Json:
    """Return the content of a message that an ``InputMedia`` describes.

    Raises:
        BotApiError: in Telegram's words.
    """
    if not isinstance(media, dict):
        raise input_media_error("Expected an Object")
    kind = input_media_kind(media, for_album=for_album)
    value = str(media.get("media") or "")
    if not value or (
        value.startswith(ATTACH_SCHEME) and value.removeprefix(ATTACH_SCHEME) not in call.parameters.files
    ):
        raise input_media_error("media not found")
    given = {
        name: media[name] for name in (*CAPTION_FIELDS, "parse_mode", "has_spoiler", *MEDIA_FIELDS) if name in media
    }
    one = Call(call.simulator, call.bot, type(call.parameters)(given, call.parameters.files))
    return read_file(one, value, kind).as_content() | read_caption(one) | read_spoiler(one, kind)


def input_media_kind(media: Json, *, for_album: bool) -> FileKind:
    """Return the kind that an ``InputMedia`` says it is."""
    if not isinstance(media.get("type"), str):
        raise input_media_error('Can\'t find field "type"')
    if media["type"] == FileKind.ANIMATION and for_album:
        raise input_media_error('type "animation" can\'t be used in sendMediaGroup')
    if media["type"] not in {*FileKind} or not (
        FileKind(media["type"]).album_kinds or media["type"] == FileKind.ANIMATION
    ):
        raise input_media_error(f'type "{media["type"]}" is unsupported')
    return FileKind(media["type"])


def read_spoiler(call: Call, kind: FileKind) -> Json:
    """Return whether the picture is hidden until it is tapped."""
    return {"has_media_spoiler": True} if kind.is_seen and call.parameters.boolean("has_spoiler") else {}


def read_file(call: Call, value: str, kind: FileKind) -> StoredFile:
    """Return the file that a value names by id or address, or that was uploaded.

    No address is ever fetched. A host that ends in ``.invalid`` counts as unreachable, a path that ends like that of a
    web page does not count as a picture. An id is good for its own kind only; Telegram is more lenient between some.

    Raises:
        BotApiError: in Telegram's words.
    """
    upload = call.parameters.files.get(value.removeprefix(ATTACH_SCHEME) if value else kind)
    if upload is not None:
        metadata = {name: call.parameters.integer(name) for name in MEDIA_FIELDS}
        return call.simulator.files.keep(
            upload, kind, metadata | {n: call.parameters.text(n) for n in ("performer", "title")}
        )
    if not value:
        raise bad_request(f"there is no {kind.label} in the request")
    if value.startswith(("http://", "https://")):
        return file_by_url(call, value, kind)
    stored = call.simulator.files.find(value)
    if stored is None:
        raise bad_request("wrong remote file identifier specified: Wrong string length")
    if stored.kind is not kind:
        raise bad_request(f"can't use file of type {stored.kind.traits.tdlib} as {kind.traits.tdlib}")
    return stored


def file_by_url(call: Call, url: str, kind: FileKind) -> StoredFile:
    """Return the file of an address."""
    host = urlsplit(url).hostname or ""
    if not host:
        raise bad_request("invalid file HTTP URL specified: URL host is empty")
    if "." not in host or call.simulator.parser.link(url) is None:
        raise bad_request("wrong HTTP URL specified")
    if host.endswith(".invalid"):
        raise bad_request("failed to get HTTP URL content")
    if kind is not FileKind.DOCUMENT and urlsplit(url).path.lower().endswith(WEB_PAGE_SUFFIXES):
        raise bad_request("wrong type of the web page content")
    return call.simulator.files.keep_address(url, kind)


def input_media_error(why: str) -> BotApiError:
    """Return the error for an ``InputMedia``."""
    return bad_request(f"can't parse InputMedia: {why}")


def get_file(call: Call) -> Json:
    """Return where a file can be downloaded."""
    stored = call.simulator.files.find(call.parameters.text("file_id"))
    if stored is None:
        raise bad_request("invalid file_id")
    return {
        "file_id": stored.id,
        "file_unique_id": stored.id[-15:],
        "file_size": len(stored.content),
        "file_path": stored.path,
    }
