"""``topicwire demo`` and ``topicwire sandbox`` as somebody types them in a terminal."""

import asyncio
import os
import pty
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from playwright.async_api import Browser, Page, expect

from tests.browser.conftest import ON_A_PAGE

pytestmark = ON_A_PAGE
ADDRESS = re.compile(rb"http://127\.0\.0\.1:\d+/")
END = re.compile(rb"That was all[^\r\n]*")


@dataclass
class Typed:
    """A command that runs in a terminal of its own."""

    process: asyncio.subprocess.Process
    terminal: int
    printed: bytes = b""

    def read_until(self, words: re.Pattern[bytes]) -> str:
        """Read the terminal until these words stand there."""
        while not (found := words.search(self.printed)):
            self.printed += os.read(self.terminal, 4096)
        return found[0].decode()


@asynccontextmanager
async def typed(*words: str) -> AsyncIterator[tuple[Typed, str]]:
    """Type a command into a terminal of its own; gives the command and the address that it prints."""
    mine, its = pty.openpty()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *words, stdin=its, stdout=its, stderr=its
    )
    os.close(its)
    running = Typed(process, mine)
    try:
        yield running, await asyncio.to_thread(running.read_until, ADDRESS)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        os.close(mine)


async def test_the_demo_shows_a_first_alert(browser: Browser) -> None:
    async with typed("demo", "--port", "0", "--every", "0") as (running, url):
        page = await browser.new_page()
        await page.goto(url)
        alert = page.locator("#messages > .message").filter(has_text="#ComputerVision")
        await expect(alert.first).to_be_visible(timeout=60_000)
        await expect(page.get_by_role("heading", name="Robin Vale")).to_be_visible()
        said = await asyncio.to_thread(running.read_until, END)
        assert said.startswith("That was all: the 12 sample records")
        await check_latest(page)
        await page.close()
        running.process.send_signal(signal.SIGINT)
        assert await running.process.wait() == 0


async def check_latest(page: Page) -> None:
    """Ask for the newest stories: they are of today."""
    await page.get_by_label("Message", exact=True).fill("/latest")
    await page.get_by_label("Message", exact=True).press("Enter")
    newest = page.locator("#messages > .message").last
    await expect(newest).to_contain_text("Latest")
    await expect(newest).not_to_contain_text("days ago")


async def test_the_sandbox_alone_greets_any_bot(browser: Browser) -> None:
    async with typed("sandbox", "--port", "0") as (running, url):
        page = await browser.new_page()
        await page.goto(url)
        await expect(page.get_by_role("navigation", name="Chats").get_by_role("link")).to_have_count(7)
        await expect(page.get_by_text("does not know the bot’s records folder")).to_be_visible()
        await page.request.get(f"{url}bot42:another-bot/getMe")
        await page.get_by_role("combobox", name="Bot").select_option("@sandbox_42_bot")
        await expect(page.locator("#subtitle")).to_contain_text("@sandbox_42_bot")
        await page.get_by_role("button", name="Start", exact=True).click()
        await expect(page.get_by_role("log")).to_contain_text("/start")
        answer = await page.request.get(f"{url}bot42:another-bot/getUpdates")
        assert (await answer.json())["result"][0]["message"]["text"] == "/start"
        await page.close()
        running.process.send_signal(signal.SIGTERM)
        assert await running.process.wait() == 0
