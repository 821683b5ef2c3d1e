"""The one double of Telegram, at the outermost wire; the other Telegram of the tests is the sandbox.

``Telegram`` takes the place of what makes requests, and keeps what every chat shows. ``Stub`` takes them over HTTP, for
tests of what makes them: it answers as a test tells it to, also late, in pieces or not at all.
"""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from markupsafe import Markup
from telegram.request import BaseRequest, RequestData

from bot.views.format import visible_text
from tests.conftest import NOON

Json = dict[str, Any]

TOKEN = "123456789:AAtestAAtestAAtestAAtestAAtestAAtes"
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


ADMINISTRATOR_RIGHTS = (
    "can_be_edited can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members can_promote_members "
    "can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories"
)


def member(user_id: int, status: str = "left", **about: object) -> Json:
    """What getChatMember answers about somebody."""
    account = {"id": user_id, "is_bot": user_id == ME["id"], "first_name": "Ada"}
    rights: Json = {}
    if status in {"administrator", "creator"}:
        rights = {"is_anonymous": False}
    if status == "administrator":
        rights |= dict.fromkeys(ADMINISTRATOR_RIGHTS.split(), True)
    return {"user": account, "status": status} | rights | about


class Telegram(BaseRequest):
    """Takes requests where they would leave the process, and keeps what every chat shows."""

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
        self.members: dict[tuple[int, int], Json] = {}
        """What getChatMember knows, by chat and person: a status, and what differs from that status's usual rights."""
        self.commands: dict[str, Json] = {}
        """The menus of commands, by scope and language."""
        self.migrated: dict[object, int] = {}
        """Groups that became supergroups, with their new ids."""
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
        if name.startswith("send") and (there := self.migrated.get(asked.get("chat_id"))):
            moved = {"migrate_to_chat_id": there}
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            refused = {"ok": False, "error_code": 400, "description": words, "parameters": moved}
            return 400, json.dumps(refused).encode()
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
            return self._told(self._show(asked))
        if name in CARRIERS:
            return self._show_file(CARRIERS[name], asked)
        if name == "sendMediaGroup":
            return [self._show_file(item["type"], item | {"chat_id": asked["chat_id"]}) for item in asked["media"]]
        if name == "editMessageReplyMarkup":
            screen, place = self.screens[asked["chat_id"]], asked["message_id"]
            screen[place] = screen[place] | {"reply_markup": asked.get("reply_markup", {"inline_keyboard": []})}
            return screen[place]
        if name in {"setMyCommands", "getMyCommands"}:
            return self._commands(name, asked)
        if name == "answerCallbackQuery":
            self.toasts.append(asked.get("text", "") or asked.get("url", ""))
        return self._of_chat(name, asked) or self.results.get(name, True)

    def _commands(self, name: str, asked: Json) -> object:
        """The commands of a scope and language, as they were set last."""
        whose = json.dumps([asked.get("scope"), asked.get("language_code")])
        if name == "setMyCommands":
            self.commands[whose] = asked["commands"]
        return name == "setMyCommands" or self.commands.get(whose, [])

    def _of_chat(self, name: str, asked: Json) -> object:
        if name == "getChat":
            plain = {"id": asked["chat_id"], "type": "private", "accent_color_id": 0, "max_reaction_count": 11}
            return plain | self.chats[asked["chat_id"]]
        if name == "getChatMember":
            return member(asked["user_id"], **self.members.get((asked["chat_id"], asked["user_id"]), {}))
        return name == "deleteMessage" and self.screens[asked["chat_id"]].pop(asked["message_id"], None) is not None

    @staticmethod
    def _told(shown: Json) -> Json:
        """A message as Telegram tells it: without a keyboard that stands in place of the person's own."""
        is_told = "inline_keyboard" in shown.get("reply_markup", {"inline_keyboard": []})
        return shown if is_told else {name: value for name, value in shown.items() if name != "reply_markup"}

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


MESSAGE = {"message_id": 7, "date": 1789000000, "chat": {"id": 1, "type": "private"}, "text": "x"}


@dataclass(frozen=True)
class Answer:
    """What the stub does with one request."""

    status: int = 200
    body: bytes = b""
    cuts: bool = False
    """Reads the request and closes the connection without a word."""
    until: asyncio.Event | None = None
    """Answers no sooner than that, or when the stub ends."""
    headers: dict[str, str] = field(default_factory=dict)


def accepts(result: object = MESSAGE) -> Answer:
    return Answer(body=json.dumps({"ok": True, "result": result}, separators=(",", ":")).encode())


def refuses(code: int, description: str, **parameters: int) -> Answer:
    body: dict[str, object] = {"ok": False, "error_code": code, "description": description}
    if parameters:
        body["parameters"] = parameters
    return Answer(code, json.dumps(body).encode())


@dataclass
class Stub:
    """Answers in the order of `answers`, then with success."""

    url: str = ""
    answers: deque[Answer] = field(default_factory=deque)
    asked: list[tuple[str, dict[str, str | bytes]]] = field(default_factory=list)
    """Path and fields of each request."""
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    connections: set[int] = field(default_factory=set)
    held: list[asyncio.Event] = field(default_factory=list)

    def will(self, *answers: Answer) -> None:
        self.answers.extend(answers)

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        posted = await request.post()
        fields = {
            name: value.file.read() if isinstance(value, web.FileField) else value for name, value in posted.items()
        }
        self.asked.append(
            (request.path, {name: value for name, value in fields.items() if not isinstance(value, bytearray)})
        )
        self.connections.add(id(request.transport))
        self.arrived.set()
        answer = self.answers.popleft() if self.answers else accepts()
        if answer.until is not None:
            self.held.append(answer.until)
            await answer.until.wait()
        if answer.cuts and request.transport is not None:
            request.transport.close()
        return web.Response(status=answer.status, body=answer.body, headers=answer.headers)


@asynccontextmanager
async def running() -> AsyncIterator[Stub]:
    """Run a stub on a free port; its `url` is what `Bot.base_url` would be."""
    stub = Stub()
    runner = web.ServerRunner(web.Server(stub.answer, access_log=None), shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    stub.url = f"http://127.0.0.1:{runner.addresses[0][1]}/bot{TOKEN}"
    try:
        yield stub
    finally:
        for event in stub.held:
            event.set()
        await runner.cleanup()
