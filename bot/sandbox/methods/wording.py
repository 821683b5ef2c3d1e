"""The texts and captions of a request: read first, measured once the chat is known."""

from bot.sandbox.answers import Json, bad_request
from bot.sandbox.call import Call

MAX_TEXT = 4096
MAX_CAPTION = 1024
CAPTION = ("caption", "caption_entities", "show_caption_above_media")
PREVIEW = ("is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text")


def read_text(call: Call) -> Json:
    """Return the content of a text message: text, entities and link preview."""
    text = call.parameters.text("text")
    if not text:
        raise bad_request("message text is empty")
    content = formatted(call, text, "text", "entities", call.parameters.parsed("entities", "entities"))
    preview = read_preview(call)
    if preview:
        content["link_preview_options"] = preview
    return content


def read_caption(call: Call) -> Json:
    """Return the caption part of a media message; nothing if there is none."""
    caption = call.parameters.text("caption")
    if not caption:
        return {}
    given = call.parameters.parsed("caption_entities", "caption entities")
    content = formatted(call, caption, "caption", "caption_entities", given)
    if call.parameters.boolean("show_caption_above_media"):
        content["show_caption_above_media"] = True
    return content


def formatted(call: Call, text: str, text_name: str, entities_name: str, given: object) -> Json:
    """Return a text and its entities under their names."""
    written = call.world.parser.read(text, call.parameters.text("parse_mode"), given)
    content: Json = {text_name: written.text}
    if written.entities:
        content[entities_name] = written.entities
    return content


def read_preview(call: Call) -> Json:
    """Return the `LinkPreviewOptions` that differ from the default."""
    given = call.parameters.parsed("link_preview_options", "link preview options")
    if given is None:
        return {"is_disabled": True} if call.parameters.boolean("disable_web_page_preview") else {}
    if not isinstance(given, dict):
        raise bad_request("object expected as link preview options")
    return {name: given[name] for name in PREVIEW if given.get(name)}


def check_length(content: Json, *, editing: bool = False) -> None:
    """Refuse a text above 4,096 or a caption above 1,024 code points; an edit is refused in other words."""
    if len(content.get("text", "")) > MAX_TEXT:
        raise bad_request("MESSAGE_TOO_LONG" if editing else "message is too long")
    if len(content.get("caption", "")) > MAX_CAPTION:
        raise bad_request("MEDIA_CAPTION_TOO_LONG" if editing else "message caption is too long")
