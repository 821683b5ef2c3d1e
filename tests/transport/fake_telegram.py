"""Telegram as the bot's wire meets it."""

import json
from collections import defaultdict
from typing import Any

from markupsafe import Markup
from telegram.request import BaseRequest, RequestData

from bot.views.format import visible_text
from tests.conftest import NOON

Json = dict[str, Any]

ME: Json = {"id": 99, "is_bot": True, "first_name": "Wire", "username": "wire_bot"}
EMPTY = {
    "getMyCommands": [],
    "getMyDescription": {"description": ""},
    "getMyShortDescription": {"short_description": ""},
}

CARRIERS = {
    "sendPhoto": "photo",
    "sendDocument": "document",
    "sendVideo": "video",
    "sendAnimation": "animation",
    "sendAudio": "audio",
    "sendVoice": "voice",
    "sendSticker": "sticker",
    "sendVideoNote": "video_note",
    "editMessageMedia": "photo",
}
"""Methods that send a file, with its kind."""


class Telegram(BaseRequest):
    """The one double: takes requests where they would leave the machine, and keeps what every chat shows."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Json]] = []
        """Method and parameters of each request."""
        self.screens: defaultdict[int, dict[int, Json]] = defaultdict(dict)
        """What each chat shows: its messages by their id."""
        self.toasts: list[str] = []
        self.refusals: dict[str, tuple[int, str]] = {}
        """Methods that fail, with code and description."""
        self.chats: dict[int, Json] = {}
        """What getChat knows, by id."""
        self.files: dict[str, bytes] = {}
        """What was uploaded, by name."""
        self.results: Json = {"getMe": ME} | EMPTY

    @property
    def read_timeout(self) -> float:
        return 1.0

    async def initialize(self) -> None:
        """Need nothing."""

    async def shutdown(self) -> None:
        """Leave nothing behind."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        name = url.rpartition("/")[2]
        asked = dict(request_data.parameters) if request_data else {}
        self.asked.append((name, asked))
        if request_data:
            self._keep(request_data)
        if refusal := self._refusal(name, asked):
            code, description = refusal
            return code, json.dumps({"ok": False, "error_code": code, "description": description}).encode()
        return 200, json.dumps({"ok": True, "result": self._result(name, asked)}).encode()

    def _keep(self, asked: RequestData) -> None:
        for name, content, _ in asked.multipart_data.values():
            assert isinstance(content, bytes)
            self.files[str(name)] = content

    def times(self, method: str) -> int:
        return [name for name, _ in self.asked].count(method)

    def _refusal(self, name: str, asked: Json) -> tuple[int, str] | None:
        if name == "getChat" and asked["chat_id"] not in self.chats:
            return 400, "Bad Request: chat not found"
        return self.refusals.get(name)

    def _result(self, name: str, asked: Json) -> object:
        if name in {"sendMessage", "editMessageText"}:
            return self._show(asked)
        if name in CARRIERS:
            return self._show_file(CARRIERS[name], asked)
        if name == "sendMediaGroup":
            return [self._show_file(item["type"], item | {"chat_id": asked["chat_id"]}) for item in asked["media"]]
        if name == "editMessageReplyMarkup":
            shown = self.screens[asked["chat_id"]][asked["message_id"]]
            return shown | {"reply_markup": asked.get("reply_markup", {"inline_keyboard": []})}
        if name == "answerCallbackQuery":
            self.toasts.append(asked.get("text", ""))
        return self._of_chat(name, asked) or self.results.get(name, True)

    def _of_chat(self, name: str, asked: Json) -> object:
        if name == "getChat":
            plain = {"id": asked["chat_id"], "type": "private", "accent_color_id": 0, "max_reaction_count": 11}
            return plain | self.chats[asked["chat_id"]]
        return name == "deleteMessage" and self.screens[asked["chat_id"]].pop(asked["message_id"], None) is not None

    def _show_file(self, kind: str, asked: Json) -> Json:
        """A message with a file; its caption counts as its text."""
        file: Json = {"file_id": f"{kind}-1", "file_unique_id": "u", "width": 90, "height": 90, "duration": 1}
        file |= {"length": 90, "type": "regular", "is_animated": False, "is_video": False}
        media = asked.get("media")
        told = media if isinstance(media, dict) else asked
        shown = self._show({"parse_mode": "HTML"} | asked | {"text": told.get("caption", "")})
        shown[kind] = [file] if kind == "photo" else file
        return shown

    def _show(self, asked: Json) -> Json:
        screen = self.screens[asked["chat_id"]]
        assert asked.get("parse_mode") in {None, "HTML"}
        text = asked["text"] if asked.get("parse_mode") is None else visible_text(Markup(asked["text"]))
        shown: Json = {
            "message_id": asked.get("message_id") or max(screen, default=0) + 1,
            "date": int(NOON.timestamp()),
            "chat": {"id": asked["chat_id"], "type": "private" if asked["chat_id"] > 0 else "supergroup"},
            "from": ME,
            "text": text,
        }
        if "reply_markup" in asked:
            shown["reply_markup"] = asked["reply_markup"]
        screen[shown["message_id"]] = shown
        return shown
