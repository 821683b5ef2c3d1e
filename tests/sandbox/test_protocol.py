import io
import json
import sys
from pathlib import Path

import aiohttp
import pytest

from sandbox.files import FileKind, FileStore, image_dimensions
from sandbox.formatting import ParserMissingError, load_tdlib
from sandbox.logs import MessageLog, read_message_log
from sandbox.protocol import BotApiError, Parameters, Upload
from sandbox.server import Sandbox
from sandbox.simulator import TelegramSimulator
from tests.sandbox.conftest import Caller
from tests.sandbox.scenario import PNG

KEYBOARD = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}


@pytest.fixture(autouse=True)
def ada(simulator: TelegramSimulator) -> None:
    simulator.add_person("Ada", person_id=501, started=True)


@pytest.mark.parametrize("encoding", ["json", "form", "multipart", "query", "get", "mixed", "test"])
async def test_every_encoding_says_the_same(caller: Caller, encoding: str) -> None:
    fields = {"chat_id": "501", "text": "<b>é</b>", "parse_mode": "HTML", "reply_markup": json.dumps(KEYBOARD)}
    address = caller.address("sendMessage")
    if encoding == "json":
        sent = caller.session.post(address, json={**fields, "chat_id": 501, "reply_markup": KEYBOARD})
    elif encoding == "form":
        sent = caller.session.post(address, data=fields)
    elif encoding == "multipart":
        sent = caller.session.post(address, data=multipart(**fields))
    elif encoding == "query":
        sent = caller.session.get(address, params=fields)
    elif encoding == "get":  # the asynchronous client of pyTelegramBotAPI asks so
        sent = caller.session.get(address, data=fields)
    elif encoding == "mixed":
        sent = caller.session.post(address, params={"chat_id": "501"}, json={**fields, "chat_id": None} | fields)
    else:
        sent = caller.session.post(caller.address("test/SENDmessage"), data=fields)
    async with sent as response:
        result = (await response.json())["result"]
    assert (result["text"], result["reply_markup"]) == ("é", KEYBOARD)


def multipart(**fields: object) -> aiohttp.FormData:
    form = aiohttp.FormData()
    for name, value in fields.items():
        if isinstance(value, tuple):
            form.add_field(name, io.BytesIO(value[1]), filename=value[0], content_type=value[2])
        else:
            form.add_field(name, value, content_type="text/plain")
    return form


@pytest.mark.parametrize("body", ["{", "[1]"])
async def test_a_body_that_is_no_object(caller: Caller, body: str) -> None:
    headers = {"Content-Type": "application/json"}
    async with caller.session.post(caller.address("getMe"), data=body, headers=headers) as response:
        assert response.status == 400
        assert (await response.json())["description"] == "Bad Request: can't parse request body as JSON"


async def test_an_empty_body(caller: Caller) -> None:
    headers = {"Content-Type": "application/json"}
    async with caller.session.post(caller.address("getMe"), headers=headers) as response:
        assert response.status == 200


async def upload(caller: Caller, method: str, **fields: object) -> tuple[int, dict[str, object]]:
    async with caller.session.post(caller.address(method), data=multipart(chat_id="501", **fields)) as response:
        return response.status, await response.json()


async def test_an_upload_is_kept_and_can_be_sent_again(caller: Caller) -> None:
    status, body = await upload(caller, "sendPhoto", photo=("a.png", PNG, "image/png"))
    assert status == 200
    photo = body["result"]["photo"]  # type: ignore[index]  # JSON
    for size in photo:
        again = await caller.result("sendPhoto", chat_id=501, photo=size["file_id"])
        assert again["photo"] == photo
    file = await caller.result("getFile", file_id=photo[0]["file_id"])
    address = f"{caller.sandbox.url}/file/bot{caller.sandbox.token}/{file['file_path']}"
    async with caller.session.get(address) as response:
        assert await response.read() == PNG


async def test_an_attached_file(caller: Caller) -> None:
    media = json.dumps([{"type": "document", "media": "attach://one"}, {"type": "document", "media": "attach://two"}])
    files = {name: (f"{name}.txt", name.encode(), "text/plain") for name in ("one", "two")}
    status, body = await upload(caller, "sendMediaGroup", media=media, **files)
    assert status == 200
    messages = body["result"]
    assert [one["document"]["file_name"] for one in messages] == ["one.txt", "two.txt"]  # type: ignore[attr-defined]  # JSON
    assert len({one["media_group_id"] for one in messages}) == 1  # type: ignore[attr-defined]  # JSON


@pytest.mark.parametrize(
    ("content", "description"),
    [
        (b"", "file must be non-empty"),
        (b"no picture", "IMAGE_PROCESS_FAILED"),
        (PNG[:16] + (9000).to_bytes(4) + (1001).to_bytes(4), "PHOTO_INVALID_DIMENSIONS"),
        (PNG[:16] + (210).to_bytes(4) + (10).to_bytes(4), "PHOTO_INVALID_DIMENSIONS"),
        (PNG[:16] + (0).to_bytes(4) + (10).to_bytes(4), "PHOTO_INVALID_DIMENSIONS"),
        (
            PNG + bytes(10 * 1024 * 1024),
            f"file of size {10 * 1024 * 1024 + len(PNG)} bytes is too big for a photo; "
            "the maximum size is 10485760 bytes",
        ),
    ],
    ids=["empty", "text", "large", "narrow", "flat", "heavy"],
)
async def test_photos_that_are_refused(caller: Caller, content: bytes, description: str) -> None:
    status, body = await upload(caller, "sendPhoto", photo=("a.png", content, "image/png"))
    assert (status, body["description"]) == (400, f"Bad Request: {description}")


def test_a_file_that_is_too_big() -> None:
    with pytest.raises(BotApiError, match="Bad Request: file is too big"):
        FileStore().keep(Upload("a", "text/plain", bytes(50 * 1024 * 1024 + 1)), FileKind.DOCUMENT)


JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08" + (48).to_bytes(2) + (64).to_bytes(2) + bytes(9)


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (PNG, (640, 480)),
        (PNG[:20], None),
        (b"GIF89a" + (64).to_bytes(2, "little") + (48).to_bytes(2, "little"), (64, 48)),
        (JPEG, (64, 48)),
        (JPEG[:8], None),
        (b"", None),
    ],
)
def test_dimensions(content: bytes, size: tuple[int, int] | None) -> None:
    assert image_dimensions(content) == size


@pytest.mark.parametrize(
    ("value", "text", "number", "truth"),
    [
        ("7", "7", 7, False),
        (7, "7", 7, False),
        (True, "true", 1, True),
        ("Yes", "Yes", 0, True),
        ("1", "1", 1, True),
        (None, "", 5, False),
        ("", "", 5, False),
        ([1], "[1]", 0, False),
    ],
)
def test_lenient_reading(value: object, text: str, number: int, truth: bool) -> None:
    read = Parameters({"name": value})
    assert (read.text("name"), read.integer("name", 5), read.boolean("name")) == (text, number, truth)


def test_without_the_parser_the_sandbox_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tdjson", None)
    with pytest.raises(ParserMissingError, match=r"pip install 'topicwire\[sandbox\]'"):
        load_tdlib()


async def test_the_ledger_is_written_as_it_happens(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    simulator = TelegramSimulator(flood_limits=False, message_log=MessageLog(path))
    simulator.add_person("Ada", person_id=501, started=True)
    async with Sandbox(simulator) as sandbox, aiohttp.ClientSession() as session:
        caller = Caller(sandbox, session)
        sent = await caller.result("sendMessage", chat_id=501, text="one", reply_markup=KEYBOARD)
        await caller.result("editMessageText", chat_id=501, message_id=sent["message_id"], text="two")
        assert [entry["text"] for entry in read_message_log(path)] == ["one", "two"]
        await caller.result("deleteMessage", chat_id=501, message_id=sent["message_id"])
    entries = read_message_log(path)
    assert [entry["deed"] for entry in entries] == ["delivered", "edited", "deleted"]
    assert entries[0]["reply_markup"] == KEYBOARD
    assert entries == simulator.message_log.entries
    with path.open("a") as file:
        file.write('{"deed": "deliv')
    assert read_message_log(path) == entries


async def test_commands_are_kept_by_scope_and_language(caller: Caller) -> None:
    scope = {"type": "chat", "chat_id": 501}
    await caller.result("setMyCommands", commands=[{"command": "a", "description": "b"}], scope=scope)
    assert await caller.result("getMyCommands") == []
    assert await caller.result("getMyCommands", scope=scope) == [{"command": "a", "description": "b"}]
    assert await caller.result("getMyCommands", scope=scope, language_code="de") == []
    await caller.result("deleteMyCommands", scope=scope)
    assert await caller.result("getMyCommands", scope=scope) == []


async def test_words_by_language(caller: Caller) -> None:
    await caller.result("setMyName", name="News")
    await caller.result("setMyDescription", description="Nachrichten", language_code="de")
    assert (await caller.result("getMe"))["first_name"] == "News"
    assert await caller.result("getMyDescription", language_code="de") == {"description": "Nachrichten"}
    assert await caller.result("getMyDescription") == {"description": ""}


async def test_parts_without_a_name_are_passed_over(caller: Caller) -> None:
    parts = ("", "nameless"), ('Content-Disposition: form-data; name="chat_id"\r\n', "501")
    body = "".join(f"--edge\r\n{header}\r\n{content}\r\n" for header, content in parts) + "--edge--\r\n"
    headers = {"Content-Type": "multipart/form-data; boundary=edge"}
    async with caller.session.post(caller.address("getChat"), data=body, headers=headers) as response:
        assert (await response.json())["result"]["id"] == 501
