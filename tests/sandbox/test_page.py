"""The page's files, and the addresses that it needs; tests/browser looks at it in a browser."""

import re
from collections.abc import AsyncIterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from sandbox import seed_data
from sandbox.chats import ChatType
from sandbox.files import FileKind
from sandbox.protocol import Upload
from sandbox.records import DropFolder
from sandbox.server import Sandbox
from sandbox.simulator import TelegramSimulator
from sandbox.state import NotFoundError
from tests.sandbox.conftest import Caller
from tests.sandbox.scenario import PNG

FILES = {file.name: file.read_text("utf-8") for file in (resources.files("sandbox") / "page").iterdir()}
SCRIPTS = [name for name in FILES if name.endswith(".js")]


@pytest.fixture
async def dropper(simulator: TelegramSimulator, tmp_path: Path) -> AsyncIterator[Caller]:
    """A caller of a sandbox that knows the bot's folder."""
    async with Sandbox(simulator, folder=DropFolder(tmp_path)) as sandbox, ClientSession() as session:
        yield Caller(sandbox, session)


async def ask(caller: Caller, method: str, path: str, **body: object) -> tuple[int, Any]:
    url = f"{caller.sandbox.url}/sandbox/{path}"
    async with caller.session.request(method, url, json=body or None) as response:
        return response.status, await response.json()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", "text/html"),
        ("page/page.js", "text/javascript"),
        ("page/text.css", "text/css"),
        ("page/icon.svg", "image/svg+xml"),
    ],
)
async def test_the_page_is_served_and_may_load_nothing_from_elsewhere(caller: Caller, path: str, kind: str) -> None:
    async with caller.session.get(f"{caller.sandbox.url}/{path}") as response:
        assert (response.status, response.content_type) == (200, kind)
        assert response.headers["Content-Security-Policy"].startswith("default-src 'self';")
        assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["nothing.js", "index.php", "..%2Fserver.py", "%2e%2e%2fserver.py"])
async def test_no_other_file_is_served(caller: Caller, name: str) -> None:
    async with caller.session.get(f"{caller.sandbox.url}/page/{name}") as response:
        assert response.status == 404


async def test_somebody_looked(caller: Caller) -> None:
    assert not caller.sandbox.page_opened.is_set()
    async with caller.session.get(f"{caller.sandbox.url}/"):
        assert caller.sandbox.page_opened.is_set()


def test_every_file_that_is_named_exists() -> None:
    named = {name for text in FILES.values() for name in re.findall(r'"/page/([\w.]+)', text)}
    assert named <= FILES.keys()
    assert set(SCRIPTS) <= named


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_write_text_never_markup(name: str) -> None:
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", FILES[name])
    assert len(FILES[name].splitlines()) < 250


def test_nothing_is_inline_and_nothing_comes_from_elsewhere() -> None:
    assert not re.search(r"<style|style=|\son\w+=|<script(?! type=\"module\" src)", FILES["index.html"])
    for text in FILES.values():
        addresses = set(re.findall(r"https?://[^\s\"'`<>)]+", text)) - {"http://www.w3.org/2000/svg"}
        assert all(
            ".example/" in address or address.startswith(("https://${", "https://t.me/")) for address in addresses
        )


async def test_a_sandbox_that_knows_no_folder(caller: Caller) -> None:
    assert await ask(caller, "GET", "records") == (200, {"folder": None, "samples": [], "replay": None})
    for method, path in (("POST", "records"), ("POST", "replay"), ("DELETE", "replay")):
        status, answer = await ask(caller, method, path, text="x")
        assert (status, "--records" in answer["error"]) == (409, True)
    assert (await ask(caller, "GET", "preview?url=https://a.example/"))[1] == {"domain": "a.example"}
    with pytest.raises(NotFoundError):
        _ = caller.sandbox.replay


async def test_dropping_records(dropper: Caller, tmp_path: Path) -> None:
    known = (await ask(dropper, "GET", "records"))[1]
    assert (known["folder"], len(known["samples"])) == (str(tmp_path), 12)
    first = known["samples"][0]["name"]
    with dropper.simulator.subscribe() as events:
        status, said = await ask(dropper, "POST", "records", sample=first)
        assert (status, said["name"], said["problem"]) == (200, first, None)
        assert (await anext(events))["event"] == "record"
    assert (await ask(dropper, "GET", "records"))[1]["samples"][0]["is_there"] is True
    assert (await ask(dropper, "POST", "records", text="---\n"))[1]["record"] is None
    assert (await ask(dropper, "POST", "records", text="x", name="../x.md"))[0] == 400
    assert (await ask(dropper, "POST", "records", sample="x.md"))[0] == 404
    assert (await ask(dropper, "POST", "records"))[0] == 400
    assert (await ask(dropper, "GET", "preview"))[0] == 400


async def test_replaying(dropper: Caller) -> None:
    status, said = await ask(dropper, "POST", "replay", every=600)
    assert (status, said["is_running"], said["every"]) == (200, True, 600.0)
    assert (await ask(dropper, "POST", "replay", every=-1))[0] == 400
    assert (await ask(dropper, "DELETE", "replay"))[1]["is_running"] is False
    await ask(dropper, "POST", "replay", every=600)  # and the sandbox stops nevertheless


async def test_files_are_shown_or_saved(caller: Caller) -> None:
    files = caller.simulator.files
    photo = files.keep(Upload("a.png", "text/html", PNG), FileKind.PHOTO)
    text = files.keep(Upload("a.html", "text/html", b"<script>"), FileKind.DOCUMENT)
    elsewhere = files.keep_address("https://a.example/b.jpg", FileKind.PHOTO)
    for stored, kind in ((photo, "image/png"), (text, "application/octet-stream")):
        async with caller.session.get(f"{caller.sandbox.url}/sandbox/files/{stored.id}") as response:
            assert (response.status, response.content_type) == (200, kind)
            assert ("Content-Disposition" in response.headers) is (stored is text)
    async with caller.session.get(f"{caller.sandbox.url}/sandbox/files/{elsewhere.id}") as response:
        assert response.status == 404


async def test_calls_keep_the_name_of_the_method_as_written(caller: Caller) -> None:
    await caller.result("getMe")
    assert [(call["method"], call["name"]) for call in (await caller.look("calls"))["calls"]] == [("getme", "getMe")]


def test_seed_data(simulator: TelegramSimulator) -> None:
    people = seed_data.add_seed_data(simulator)
    assert [person.first_name for person in simulator.people.values()] == ["Robin", "Sam", "Ines"]
    assert [topic.name for topic in people.group.topics.values()] == ["Computer Vision", "Robotics"]
    assert people.channel.kind is ChatType.CHANNEL
    assert people.group.status_of(people.administrator.id).is_administrator
    assert people.channel.members[simulator.bot.id].may("can_post_messages")
