"""How the page looks, on every screen, for everybody: dark, narrow, by keyboard alone, to a screen reader."""

import json
from typing import Any

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.async_api import Page, expect

from sandbox.seed_data import SeedData
from sandbox.simulator import TelegramSimulator
from tests.browser.conftest import ON_A_PAGE, PHONE, WIDE, Screen

pytestmark = ON_A_PAGE
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


async def scene(screen: Screen, size: tuple[int, int] = WIDE) -> None:
    """Put news, people and words on the stage."""
    simulator, people = screen.stage.sandbox.simulator, screen.stage.people
    await screen.follow()
    await screen.open(size)
    await screen.stage.ask(people.sam, "/start")
    await talk(simulator, people)
    robin = screen.page.get_by_role("navigation").get_by_role("link", name="Robin Vale")
    for name in list(screen.stage.replay.folder.samples)[:2]:
        screen.stage.replay.folder.drop_sample(name)
        await expect(robin).to_contain_text("Harbour city pauses")
    await expect(robin).to_contain_text("Also at")


async def talk(simulator: TelegramSimulator, people: SeedData) -> None:
    [vision, robotics] = people.group.topics
    await simulator.say(people.sam, "Did anyone see the ferry story? #vision", people.group, thread_id=vision)
    await simulator.say(people.administrator, "The arm sorts 900 parcels an hour.", people.group, thread_id=robotics)
    await simulator.say(people.administrator, "Good morning. The wire is open.", people.channel)


async def violations(page: Page) -> list[str]:
    """What axe finds, in its words."""
    await page.evaluate(AXE_FILE_PATH.read_text("utf-8"))
    options = json.dumps({"runOnly": STANDARDS, "resultTypes": ["violations"]})
    found: dict[str, Any] = await page.evaluate(f"axe.run(document, {options})")
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


async def test_light(screen: Screen) -> None:
    await scene(screen)
    await expect(screen.last).to_contain_text("Also at")
    assert await violations(screen.page) == []
    await screen.shoot("page-light")
    for tab in ("Faults", "Calls"):
        await screen.page.get_by_role("tab", name=tab).click()
        assert await violations(screen.page) == []


async def test_dark(screen: Screen) -> None:
    await screen.page.emulate_media(color_scheme="dark")
    await scene(screen)
    colour = "getComputedStyle(document.querySelector('.message:not(.own) .bubble')).backgroundColor"
    assert await screen.page.evaluate(colour) == "rgb(27, 38, 35)"
    assert await violations(screen.page) == []
    await screen.shoot("page-dark")
    switch = screen.page.get_by_role("button", name="Dark colours")
    await expect(switch).to_have_attribute("aria-pressed", "true")
    await switch.click()
    assert await screen.page.evaluate(colour) == "rgb(255, 255, 255)"
    await screen.page.reload()
    await screen.page.wait_for_selector(".bubble")
    assert await screen.page.evaluate(colour) == "rgb(255, 255, 255)"


async def test_on_a_phone(screen: Screen) -> None:
    await scene(screen, PHONE)
    await expect(screen.typing).to_be_hidden()
    await expect(screen.page.get_by_role("link", name="Robin Vale")).to_contain_text("1 unread")
    assert await violations(screen.page) == []
    await screen.choose("Robin Vale")
    await expect(screen.last).to_contain_text("Also at")
    assert await violations(screen.page) == []
    assert await screen.page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    await screen.shoot("page-phone")
    await screen.page.get_by_role("button", name="Side panel").click()
    assert await violations(screen.page) == []
    await screen.page.keyboard.press("Escape")
    await expect(screen.page.get_by_role("complementary")).to_be_hidden()
    await screen.page.get_by_role("link", name="Back to the chats").click()
    await expect(screen.page.get_by_role("link", name="Robin Vale")).to_be_visible()


async def test_by_keyboard_alone(screen: Screen) -> None:
    await screen.open()
    keys = screen.page.keyboard
    await screen.page.get_by_role("button", name="Start", exact=True).focus()
    await keys.press("Enter")
    await expect(screen.last).to_contain_text("Tap the topics")
    await expect(screen.typing).to_be_focused()
    await screen.page.get_by_role("link", name="Skip to the typing field").focus()
    await keys.press("Enter")
    await keys.type("/lat")
    await expect(screen.page.get_by_role("option")).to_contain_text("/latest")
    assert await violations(screen.page) == []
    await keys.press("Tab")
    await expect(screen.typing).to_have_value("/latest ")
    await keys.press("ControlOrMeta+a")
    await keys.type("/topics")
    await keys.press("Enter")
    await expect(screen.last).to_contain_text("Tap a topic to follow it")
    await screen.last.get_by_role("button", name="Robotics").focus()
    await keys.press("Enter")
    await expect(screen.last).to_contain_text("You follow 1")
    await expect(screen.last.get_by_role("button", name="Robotics")).to_be_focused()
    await screen.page.get_by_role("navigation").get_by_role("link", name="Robin Vale").focus()
    await keys.press("ArrowDown")
    await keys.press("Enter")
    await expect(screen.page.get_by_role("heading", name="Sam Okonjo")).to_be_visible()
    await screen.shoot("keyboard")
