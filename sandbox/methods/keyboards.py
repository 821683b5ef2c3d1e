"""Inline keyboards, and those below the typing field: the checks of TDLib, then those of Telegram's servers."""

from collections.abc import Callable
from typing import Any

from sandbox.protocol import Json, bad_request

MAX_BUTTONS_PER_ROW = 12
MAX_BUTTONS = 300
BUTTON_ERROR = "can't parse inline keyboard button: "
REPLY_BUTTON_ERROR = "can't parse keyboard button: "
# First that is given wins (Client.cpp:9588 of telegram-bot-api 10.0); those of text first, then the objects.
BUTTON_ACTIONS = (
    "url",
    "callback_data",
    "callback_game",
    "pay",
    "switch_inline_query",
    "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat",
    "login_url",
    "web_app",
    "copy_text",
)
ACTIONS_THAT_MAY_BE_EMPTY = {"switch_inline_query", "switch_inline_query_current_chat"}
BUTTON_STYLES = {"primary", "danger", "success"}
PRIVATE_REQUESTS = {
    "request_chat": "Chats",
    "request_users": "Users",
    "request_contact": "Phone number",
    "request_location": "Location",
}
REPLY_KEYBOARD_FIELDS = ("keyboard", "remove_keyboard", "force_reply")


def read_markup(value: object) -> Json | None:
    """Return a `reply_markup` with only the fields of each button that Telegram keeps.

    Raises:
        BotApiError: what the Bot API server says of a markup that it cannot read.
    """
    if value is None or value == "":
        return None
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in value:
        rows = value["inline_keyboard"]
        if not isinstance(rows, list):
            raise bad_request('field "inline_keyboard" must be of type Array')
        return {"inline_keyboard": [read_row(row) for row in rows]}
    if "keyboard" in value:
        return value | {"keyboard": read_reply_rows(value["keyboard"])}
    return value if any(name in value for name in REPLY_KEYBOARD_FIELDS) else None


def read_reply_rows(rows: object) -> list[list[Json]]:
    """Return the rows of a reply keyboard, each button as an object."""
    if not isinstance(rows, list):
        raise bad_request('field "keyboard" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request('field "keyboard" must be an Array of Arrays')
    return [[read_reply_button(button) for button in row] for row in rows]


def read_reply_button(button: object) -> Json:
    """Return a button of a reply keyboard; one that asks for a chat or people needs a ``request_id``."""
    if isinstance(button, str):
        return {"text": button}
    if not isinstance(button, dict):
        raise bad_request(f"{REPLY_BUTTON_ERROR}KeyboardButton must be an Object or a String")
    if not isinstance(button.get("text"), str):
        raise bad_request(f'{REPLY_BUTTON_ERROR}Can\'t find field "text"')
    for request in ("request_chat", "request_users"):
        asked = button.get(request)
        if asked is not None and not (isinstance(asked, dict) and isinstance(asked.get("request_id"), int)):
            raise bad_request(f'{REPLY_BUTTON_ERROR}Can\'t find field "request_id"')
    return button


def read_row(row: object) -> list[Json]:
    """Return one row of buttons."""
    if not isinstance(row, list):
        raise bad_request('field "inline_keyboard" must be an Array of Arrays')
    return [read_button(button) for button in row]


def read_button(button: object) -> Json:
    """Return a button with its text, its style and its action; of several actions the first in order."""
    if not isinstance(button, dict):
        raise bad_request(f"{BUTTON_ERROR}Object expected as an inline keyboard button")
    if not isinstance(button.get("text"), str):
        raise bad_request(f'{BUTTON_ERROR}Can\'t find field "text"')
    kept = {"text": button["text"]}
    if button.get("icon_custom_emoji_id"):
        kept["icon_custom_emoji_id"] = button["icon_custom_emoji_id"]
    style = button.get("style")
    if style and style != "default":
        if style not in BUTTON_STYLES:
            raise bad_request(f"{BUTTON_ERROR}Invalid button style specified")
        kept["style"] = style
    for action in BUTTON_ACTIONS:
        if button.get(action) or (action in ACTIONS_THAT_MAY_BE_EMPTY and action in button):
            return kept | {action: button[action]}
    raise bad_request(f"{BUTTON_ERROR}Text buttons are unallowed in the inline keyboard")


def finalise_markup(markup: Json | None, link: Callable[[str], str | None], *, private: bool) -> Json | None:
    """Return the keyboard that a message will carry, None if no button is left.

    `link` normalises a web address; None if Telegram does not accept it as one.

    Raises:
        BotApiError: a bad address, callback data above 64 bytes and the like.
    """
    if markup is not None and "keyboard" in markup:
        check_reply_buttons(markup["keyboard"], private=private)
    if markup is None or "inline_keyboard" not in markup:
        return markup
    rows: list[list[Json]] = []
    remaining = MAX_BUTTONS
    for row in markup["inline_keyboard"]:
        shown = [button for button in row if button["text"] or "icon_custom_emoji_id" in button]
        kept = [
            finalise_button(button, link, private=private) for button in shown[: min(MAX_BUTTONS_PER_ROW, remaining)]
        ]
        remaining -= len(kept)
        if kept:
            rows.append(kept)
    return {"inline_keyboard": rows} if rows else None


def check_reply_buttons(rows: list[list[Json]], *, private: bool) -> None:
    """Refuse buttons that only a private chat may have, and rights for the bot that the person need not have.

    The words for such rights are not known; those of buttons are TDLib's.
    """
    for button in (button for row in rows for button in row):
        for request, what in PRIVATE_REQUESTS.items():
            if request in button and not private:
                raise bad_request(f"{what} can be requested in private chats only")
        asked = button.get("request_chat") or {}
        of_bot, of_person = asked.get("bot_administrator_rights"), asked.get("user_administrator_rights")
        if of_bot and not given_rights(of_bot) <= given_rights(of_person):
            raise bad_request("BUTTON_TYPE_INVALID")


def given_rights(rights: object) -> set[str]:
    """Return the rights of a ``ChatAdministratorRights`` that are asked for."""
    return {name for name, is_asked in rights.items() if is_asked} if isinstance(rights, dict) else set()


def finalise_button(button: Json, link: Callable[[str], str | None], *, private: bool) -> Json:
    """Return a button as it is delivered."""
    if "url" in button:
        return button | {"url": normalise_url(str(button["url"]), link)}
    if len(str(button.get("callback_data", "")).encode()) > 64:
        raise bad_request("BUTTON_DATA_INVALID")
    if "copy_text" in button and not 1 <= len(action_text(button, "copy_text", "text")) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    for secure in ("web_app", "login_url"):
        if secure in button:
            check_https(action_text(button, secure, "url"), secure)
    if "web_app" in button and not private:
        raise bad_request("BUTTON_TYPE_INVALID")
    return button


def normalise_url(url: str, link: Callable[[str], str | None]) -> str:
    """Return the address of a URL button as Telegram keeps it."""
    normal = link(url)
    if normal is None:
        scheme, colon, _ = url.partition("://")
        known = not colon or scheme.lower() in {"http", "https", "tg", "ton", "tonsite"}
        reason = "Wrong HTTP URL" if known else "Unsupported URL protocol"
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {reason}")
    return normal


def check_https(url: str, action: str) -> None:
    """Refuse a Web App or login address that is not HTTPS."""
    if not url.lower().startswith("https://"):
        what = "Web App" if action == "web_app" else "login"
        raise bad_request(f"inline keyboard button {what} URL '{url}' is invalid: Only HTTPS links are allowed")


def action_text(button: Json, action: str, name: str) -> str:
    """Return a text member of a button's action."""
    action_object: Any = button[action]
    return str(action_object.get(name, "")) if isinstance(action_object, dict) else ""
