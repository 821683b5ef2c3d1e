"""Chromium, looking at the page of a sandbox with the real bot on it."""

import os
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Locator, Page, Request, async_playwright

from bot.cli.demo import RunningDemo, start_demo
from tests.end_to_end.environment import until
from tests.support.pipeline import record

FLAGS = [
    "--no-sandbox",  # the tests may run as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-proxy-server",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ON_A_PAGE = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(90)]
"""Marks of a module: its tests run in the event loop in which the browser was started."""
WIDE, PHONE = (1280, 800), (390, 844)


@dataclass
class Screen:
    """The page as somebody sees it, and the stage behind it; `complaints` must stay empty."""

    stage: RunningDemo
    page: Page
    pictures: Path
    complaints: list[str] = field(default_factory=list)

    @property
    def last(self) -> Locator:
        """The newest message."""
        return self.page.locator("#messages > .message").last

    @property
    def typing(self) -> Locator:
        return self.page.get_by_label("Message", exact=True)

    def watch(self) -> None:
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._hear)
        self.page.on("request", self._see)

    def drop(self, name: str, title: str, extra: str = "", excerpt: str = "It was measured twice.") -> None:
        link = f"https://pier.example/{name}"
        text = record(title, link, ("AI", "Computer Vision"), excerpt=excerpt, extra=extra)
        self.stage.replay.folder.drop_text(text, f"{name}.md")

    async def open(self, size: tuple[int, int] = WIDE) -> None:
        """Open the page, once the bot has published its commands in each language, as it does while it answers."""
        calls, languages = self.stage.sandbox.simulator.calls, self.stage.wire.runtime.services.texts.languages
        await until(lambda: calls.count("setMyShortDescription") >= len(languages))
        await self.page.set_viewport_size({"width": size[0], "height": size[1]})
        await self.page.goto(f"{self.stage.sandbox.url}/")
        await self.page.wait_for_selector("a.chat")

    async def choose(self, name: str) -> None:
        await self.page.get_by_role("navigation", name="Chats").get_by_role("link", name=name).click()

    async def follow(self) -> None:
        """Have Robin follow a topic, by command."""
        for text in ("/start", "/subscribe Computer Vision"):
            await self.stage.ask(self.stage.people.robin, text)

    async def shoot(self, name: str) -> None:
        await self.page.screenshot(path=self.pictures / f"{name}.png", animations="disabled")

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def _see(self, request: Request) -> None:
        if urlsplit(request.url).hostname != "127.0.0.1":
            self.complaints.append(f"asked for {request.url}")


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One browser for all tests of a worker; each test has a window of its own, without cookies or storage."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("there is no Chromium here: apt-get install chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where screenshots go: TOPICWIRE_PICTURES=docs/images renews those of the documentation."""
    return Path(os.environ.get("TOPICWIRE_PICTURES") or tmp_path)


@pytest_asyncio.fixture(loop_scope="session")
async def screen(browser: Browser, pictures: Path) -> AsyncIterator[Screen]:
    context = await browser.new_context(
        locale="en-GB", timezone_id="Europe/Oslo", color_scheme="light", reduced_motion="reduce"
    )
    async with start_demo() as here:
        screen = Screen(here, await context.new_page(), pictures)
        screen.watch()
        yield screen
        await context.close()
    assert screen.complaints == []
