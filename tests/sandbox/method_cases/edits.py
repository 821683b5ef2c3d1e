"""Editing, deleting, copying, forwarding, pinning."""

from tests.sandbox.method_cases import Row

GO = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
NO_EDIT = "Bad Request: message to edit not found"
CANNOT = "Bad Request: message can't be edited"


def edit(what: str, message: object, answer: object, **more: object) -> Row:
    return f"editMessage{what}", {"chat_id": 501, "message_id": message, **more}, answer


def media(value: object, answer: object, message: object = "$photo") -> Row:
    return edit("Media", message, answer, media=value)


def take(method: str, answer: object, **more: object) -> Row:
    return method, {"chat_id": 501, "from_chat_id": 501, **more}, answer


ROWS: list[Row] = [
    edit("Text", "$told", {"text": "new", "edit_date": 1795348800, "reply_markup": None}, text="new"),
    edit("Text", "$told", {"text": "new", "reply_markup": GO}, text="new", reply_markup=GO),
    edit("Text", "$told", NOT_MODIFIED, text="told", reply_markup=GO),
    edit("Text", "$told", NOT_MODIFIED, text=" told ", parse_mode="HTML", reply_markup=GO),
    edit("Text", "$told", {"text": "told"}, text="told"),
    edit("Text", "$told", "Bad Request: MESSAGE_TOO_LONG", text="x" * 4097),
    edit("Text", "$told", "Bad Request: message text is empty", text=""),
    edit("Text", "$told", "Bad Request: inline keyboard expected", text="x", reply_markup={"force_reply": True}),
    edit("Text", 99999, NO_EDIT, text="x"),
    edit("Text", "", "Bad Request: message identifier is not specified", text="x"),
    edit("Text", "$said", CANNOT, text="x"),
    edit("Text", "$service", CANNOT, text="x"),
    edit("Text", "$photo", "Bad Request: there is no text in the message to edit", text="x"),
    ("editMessageText", {"text": "x"}, "Bad Request: chat_id is empty"),
    ("editMessageText", {"chat_id": 123456, "message_id": 1, "text": "x"}, "Bad Request: chat not found"),
    ("editMessageText", {"inline_message_id": "AAA", "text": "x"}, "Bad Request: MESSAGE_ID_INVALID"),
    (
        "editMessageText",
        {"chat_id": 502, "message_id": "$to_bob", "text": "x"},
        "Forbidden: bot was blocked by the user",
    ),
    edit("Caption", "$photo", {"caption": "new", "photo": [{}, {}, {}]}, caption="new"),
    edit("Caption", "$photo", {"caption": None}),
    edit("Caption", "$photo", NOT_MODIFIED, caption="seen"),
    edit("Caption", "$photo", "Bad Request: MEDIA_CAPTION_TOO_LONG", caption="x" * 1025),
    edit("Caption", "$told", "Bad Request: there is no caption in the message to edit", caption="x"),
    edit("ReplyMarkup", "$told", {"text": "told", "reply_markup": None}),
    edit("ReplyMarkup", "$photo", {"caption": "seen", "reply_markup": GO}, reply_markup=GO),
    edit("ReplyMarkup", "$told", NOT_MODIFIED, reply_markup=GO),
    edit("ReplyMarkup", 99999, NO_EDIT),
    media({"type": "document", "media": "$file", "caption": "c"}, {"document": {"file_name": "a.txt"}, "caption": "c"}),
    media({"type": "photo", "media": "$picture"}, {"photo": [{}, {}, {}], "caption": None}),
    media({"type": "photo", "media": "$picture", "caption": "seen"}, NOT_MODIFIED),
    media({"type": "photo", "media": "$picture", "caption": "<b>b</b>", "parse_mode": "HTML"}, {"caption": "b"}),
    media({"type": "photo", "media": "$picture"}, {"photo": [{}, {}, {}]}, "$told"),
    media(
        {"type": "photo", "media": "bad"}, "Bad Request: wrong remote file identifier specified: Wrong string length"
    ),
    media("3", "Bad Request: can't parse InputMedia: Media not found"),
    media({}, "Bad Request: can't parse InputMedia: Can't find field \"type\""),
    ("deleteMessage", {"chat_id": 501, "message_id": "$told"}, True),
    ("deleteMessage", {"chat_id": 501, "message_id": "$said"}, True),
    ("deleteMessage", {"chat_id": 501, "message_id": 99999}, "Bad Request: message to delete not found"),
    ("deleteMessages", {"chat_id": 501, "message_ids": ["$told", 99999]}, True),
    ("deleteMessages", {"chat_id": 501, "message_ids": []}, "Bad Request: message identifiers are not specified"),
    (
        "deleteMessages",
        {"chat_id": 501, "message_ids": list(range(1, 102))},
        "Bad Request: too many message identifiers specified",
    ),
    ("deleteMessages", {"chat_id": 501}, "Bad Request: can't parse message identifiers JSON object"),
    take("copyMessage", {}, message_id="$told"),
    take("copyMessage", {}, message_id="$photo", caption="other"),
    take("copyMessage", "Bad Request: message to copy not found", message_id=99999),
    take("copyMessage", "Bad Request: message can't be copied", message_id="$service"),
    ("copyMessage", {"chat_id": 501, "message_id": 1}, "Bad Request: from_chat_id is empty"),
    take("copyMessages", [{}, {}], message_ids=["$told", "$photo"]),
    take("copyMessages", "Bad Request: message identifiers are not specified", message_ids=[]),
    take("copyMessages", "Bad Request: can't parse message identifiers JSON object", message_ids=3),
    take("copyMessages", "Bad Request: too many message identifiers specified", message_ids=list(range(101))),
    take(
        "copyMessages",
        "Bad Request: message identifiers must be in a strictly increasing order",
        message_ids=["$photo", "$told"],
    ),
    take("copyMessages", "Bad Request: there are no messages to forward", message_ids=[99998, 99999]),
    take("forwardMessage", {"forward_origin": {"type": "user"}, "text": "told"}, message_id="$told"),
    take("forwardMessage", "Bad Request: message to forward not found", message_id=99999),
    take("forwardMessage", "Bad Request: message can't be forwarded", message_id="$service"),
    take("forwardMessages", [{}], message_ids=["$told", 99999]),
    ("pinChatMessage", {"chat_id": 501, "message_id": "$told"}, True),
    ("pinChatMessage", {"chat_id": 501, "message_id": 99999}, "Bad Request: message to pin not found"),
    (
        "pinChatMessage",
        {"chat_id": -4001, "message_id": 1},
        "Bad Request: not enough rights to manage pinned messages in the chat",
    ),
    ("unpinChatMessage", {"chat_id": 501}, True),
    ("unpinChatMessage", {"chat_id": 501, "message_id": 99999}, "Bad Request: message to unpin not found"),
    ("unpinAllChatMessages", {"chat_id": 501}, True),
]
