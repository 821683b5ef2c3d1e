"""Files of every kind, alone and in albums."""

from typing import Any

from sandbox.files import FileKind
from tests.sandbox.method_cases import Row

VIDEO = "https://example.org/ferry.mp4"
UNREADABLE = "Bad Request: can't parse InputMedia: "
CAPTIONED = [kind for kind in FileKind if kind.has_caption]


def method(kind: str) -> str:
    return f"send{kind.title().replace('_', '')}"


def sent(kind: str, answer: object, value: str = VIDEO, **more: object) -> Row:
    return method(kind), {"chat_id": 501, kind: value, **more}, answer


def album(answer: object, *items: Any) -> Row:
    return "sendMediaGroup", {"chat_id": 501, "media": list(items)}, answer


def item(kind: str, value: str = VIDEO, **more: object) -> dict[str, object]:
    return {"type": kind, "media": value, **more}


PICTURE = item("photo", "$picture")
ABOVE = item("video", caption="x", show_caption_above_media=True)

ROWS: list[Row] = [
    sent("video", {"video": {"width": 1200, "height": 675, "duration": 0, "file_name": "ferry.mp4"}}),
    sent("animation", {"animation": {"mime_type": "video/mp4"}, "document": {"file_name": "ferry.mp4"}}),
    sent("audio", {"audio": {"duration": 0, "file_name": "ferry.mp4"}}),
    sent("voice", {"voice": {"duration": 0, "file_name": None}}),
    sent("sticker", {"sticker": {"type": "regular", "width": 512, "is_video": False}}),
    sent("video_note", {"video_note": {"length": 675, "duration": 0}}),
    *((method(kind), {"chat_id": 501}, f"Bad Request: there is no {kind.label} in the request") for kind in FileKind),
    *(
        sent(kind, {"caption": "b", "caption_entities": [{"type": "bold"}]}, caption="<b>b</b>", parse_mode="HTML")
        for kind in CAPTIONED
    ),
    sent("sticker", {"caption": None}, caption="x"),
    sent("video_note", {"caption": None}, caption="x"),
    sent("video", {"has_media_spoiler": True}, has_spoiler=True),
    sent("animation", {"has_media_spoiler": True}, has_spoiler="true"),
    sent("document", {"has_media_spoiler": None}, has_spoiler=True),
    sent("video", "Bad Request: message caption is too long", caption="x" * 1025),
    sent("video", "Bad Request: can't use file of type Photo as Video", "$picture"),
    sent("video", "Bad Request: can't use file of type Document as Video", "$file"),
    sent("document", "Bad Request: can't use file of type Photo as Document", "$picture"),
    sent("voice", "Bad Request: wrong remote file identifier specified: Wrong string length", "bad"),
    sent("video", "Bad Request: failed to get HTTP URL content", "https://gone.invalid/a.mp4"),
    sent("video", "Bad Request: wrong type of the web page content", "https://example.org/a.html"),
    sent("document", {"document": {"file_name": "a.html"}}, "https://example.org/a.html"),
    sent("video", {"reply_markup": {"inline_keyboard": [[{"text": "Go"}]]}},
         reply_markup={"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}),
    album([{"photo": [{}, {}, {}]}, {"video": {}, "caption": "c"}], PICTURE, item("video", caption="c")),
    album([{"audio": {}}, {"audio": {}}], item("audio"), item("audio")),
    album([{"video": {}, "media_group_id": None}], item("video")),
    album([{"has_media_spoiler": True}, {}], item("video", has_spoiler=True), PICTURE),
    album("Bad Request: audio can't be mixed with other media types", item("audio"), PICTURE),
    album("Bad Request: document can't be mixed with other media types", item("document"), item("video")),
    album(UNREADABLE + 'type "animation" can\'t be used in sendMediaGroup', item("animation")),
    album(UNREADABLE + 'type "sticker" is unsupported', item("sticker")),
    album(UNREADABLE + "media not found", item("photo", "attach://missing")),
    album(UNREADABLE + "media not found", {"type": "video"}),
    album(UNREADABLE + "Can't find field \"type\"", {"media": VIDEO}),
    album(
        "Bad Request: parameter show_caption_above_media must be the same for all messages",
        ABOVE,
        item("video"),
    ),
    album([{"show_caption_above_media": True}, {}], ABOVE, item("photo", "$picture", show_caption_above_media=True)),
    ("editMessageMedia", {"chat_id": 501, "message_id": "$photo", "media": item("animation")},
     {"animation": {}, "photo": None}),
    ("editMessageMedia", {"chat_id": 501, "message_id": "$photo", "media": item("voice")},
     UNREADABLE + 'type "voice" is unsupported'),
]  # fmt: skip
