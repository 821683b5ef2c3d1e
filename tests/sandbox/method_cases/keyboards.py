"""Inline keyboards and the other reply markups."""

from typing import Any

from tests.sandbox.method_cases import Row

BUTTON = "Bad Request: can't parse inline keyboard button: "
NOT_TEXT = BUTTON + "Text buttons are unallowed in the inline keyboard"


def markup(value: object, answer: object, chat_id: int = 501) -> Row:
    return "sendMessage", {"chat_id": chat_id, "text": "x", "reply_markup": value}, answer


def button(answer: object, chat_id: Any = 501, **members: object) -> Row:
    return markup({"inline_keyboard": [[{"text": "b", **members}]]}, answer, chat_id)


def shown(**members: object) -> dict[str, object]:
    return {"reply_markup": {"inline_keyboard": [[{"text": "b", **members}]]}}


def wrong(url: str, reason: str = "Wrong HTTP URL") -> Row:
    return button(f"Bad Request: inline keyboard button URL '{url}' is invalid: {reason}", url=url)


PRESS = {"callback_data": "d"}
ROWS: list[Row] = [
    markup("{", "Bad Request: can't parse reply keyboard markup JSON object"),
    markup("3", "Bad Request: object expected as reply markup"),
    markup([], "Bad Request: object expected as reply markup"),
    markup({}, {"reply_markup": None}),
    markup({"inline_keyboard": []}, {"reply_markup": None}),
    markup({"inline_keyboard": [[]]}, {"reply_markup": None}),
    markup({"inline_keyboard": 4}, 'Bad Request: field "inline_keyboard" must be of type Array'),
    markup({"inline_keyboard": [4]}, 'Bad Request: field "inline_keyboard" must be an Array of Arrays'),
    markup({"inline_keyboard": [[4]]}, BUTTON + "Object expected as an inline keyboard button"),
    markup({"inline_keyboard": [[{}]]}, BUTTON + 'Can\'t find field "text"'),
    markup({"keyboard": [[{"text": "b"}]]}, {"reply_markup": None}),
    markup({"remove_keyboard": True}, {"text": "x"}),
    markup({"force_reply": True}, {"text": "x"}),
    button(NOT_TEXT),
    button(NOT_TEXT, callback_data=""),
    button(shown(callback_data="d" * 64), callback_data="d" * 64),
    button("Bad Request: BUTTON_DATA_INVALID", callback_data="d" * 65),
    button(shown(callback_data="é" * 32), callback_data="é" * 32),
    button("Bad Request: BUTTON_DATA_INVALID", callback_data="é" * 33),
    button(shown(url="https://example.org/a"), url="https://example.org/a"),
    button(shown(url="http://example.org/"), url="example.org"),
    button(shown(url="https://example.org/a"), url="https://example.org/a", callback_data="d"),
    button(shown(url="tg://user?id=501"), url="tg://user?id=501"),
    wrong("http://localhost/"),
    wrong("http://localhost:8080/x"),
    wrong("nonsense"),
    wrong("ftp://example.org/", "Unsupported URL protocol"),
    button(shown(style="danger", **PRESS), style="danger", **PRESS),
    button(shown(style=None, **PRESS), style="default", **PRESS),
    button(BUTTON + "Invalid button style specified", style="link", **PRESS),
    button(shown(copy_text={"text": "c"}), copy_text={"text": "c"}),
    button("Bad Request: BUTTON_COPY_TEXT_INVALID", copy_text={"text": "c" * 257}),
    button("Bad Request: BUTTON_COPY_TEXT_INVALID", copy_text={"text": ""}),
    button(shown(switch_inline_query=""), switch_inline_query=""),
    button(shown(web_app={"url": "https://example.org"}), web_app={"url": "https://example.org"}),
    button("Bad Request: BUTTON_TYPE_INVALID", -4001, web_app={"url": "https://example.org"}),
    button(
        "Bad Request: inline keyboard button Web App URL 'http://a.org' is invalid: Only HTTPS links are allowed",
        web_app={"url": "http://a.org"},
    ),
    button(
        "Bad Request: inline keyboard button login URL 'http://a.org' is invalid: Only HTTPS links are allowed",
        login_url={"url": "http://a.org"},
    ),
    markup(
        {"inline_keyboard": [[{"text": "b", **PRESS}] * 14]},
        {"reply_markup": {"inline_keyboard": [[{"text": "b"}] * 12]}},
    ),
    markup(
        {"inline_keyboard": [[{"text": "b", **PRESS}] * 10] * 31},
        {"reply_markup": {"inline_keyboard": [[{}] * 10] * 30}},
    ),
    markup({"inline_keyboard": [[{"text": "", **PRESS}]]}, {"reply_markup": None}),
    markup(
        {"inline_keyboard": [[{"text": "", "icon_custom_emoji_id": "5", **PRESS}]]},
        {"reply_markup": {"inline_keyboard": [[{"icon_custom_emoji_id": "5"}]]}},
    ),
]

ASKED = {"request_id": 1, "chat_is_channel": True}
UNREADABLE_REPLY = "Bad Request: can't parse keyboard button: "


def below(button: object, answer: object, chat_id: int = 501) -> Row:
    return "sendMessage", {"chat_id": chat_id, "text": "x", "reply_markup": {"keyboard": [[button]]}}, answer


ROWS += [
    below("words", {"reply_markup": None}),
    below({"text": "Channel", "request_chat": ASKED}, {"text": "x"}),
    below({"request_chat": ASKED}, f'{UNREADABLE_REPLY}Can\'t find field "text"'),
    below({"text": "Channel", "request_chat": {}}, f'{UNREADABLE_REPLY}Can\'t find field "request_id"'),
    below(7, f"{UNREADABLE_REPLY}KeyboardButton must be an Object or a String"),
    below(
        {"text": "Channel", "request_chat": ASKED}, "Bad Request: chats can be requested in private chats only", -4001
    ),
    below(
        {"text": "Friend", "request_users": {"request_id": 1}},
        "Bad Request: users can be requested in private chats only",
        -4001,
    ),
    below("words", "Bad Request: inline keyboard expected", -100600),
    below(
        {"text": "Channel", "request_chat": ASKED | {"bot_administrator_rights": {"can_post_messages": True}}},
        "Bad Request: BUTTON_TYPE_INVALID",
    ),
]
