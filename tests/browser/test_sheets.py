"""Every sheet of the side panel, at every size: what stands there can be read, and the page stays where it is."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.async_api import Page, expect

from sandbox.files import FileKind
from sandbox.protocol import Upload
from sandbox.simulator import Attachment
from tests.browser.conftest import ON_A_PAGE, PHONE, WIDE, Screen

pytestmark = ON_A_PAGE

SIZES = [WIDE, (1280, 380), (1000, 420), PHONE, (390, 420)]
SHEETS = ["Records", "Places", "Faults", "Calls"]

UNREADABLE = """() => {
  const sheet = document.querySelector(".sheet:not([hidden])");
  const own = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  const seen = (element) => element.checkVisibility() && !element.closest("option, textarea");
  const texts = [...sheet.querySelectorAll("*")].filter((element) => own(element) && seen(element));
  const width = document.documentElement.clientWidth;
  const faults = texts.flatMap((element) => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const isShortened = style.textOverflow === "ellipsis";
    const wrong = [
      [box.width < 8 || box.height < 10, "has no size"],
      [box.height > 400, "is too high"],
      [box.left < 0 || box.right > width + 1, "leaves the page"],
      [!isShortened && element.scrollWidth > element.clientWidth + 1 && style.display !== "inline", "is cut"],
      [parseFloat(style.fontSize) < 11, "is too small"],
      [element.tagName !== "BUTTON" && parseFloat(style.paddingTop) > 12, "has a foreign padding"],
      [parseFloat(style.marginTop) > 24, "has a foreign margin"],
    ];
    return wrong.filter(([is]) => is).map(([, what]) => `${element.textContent.trim().slice(0, 30)} ${what}`);
  });
  const boxes = texts.map((element) => [element, element.getBoundingClientRect()]);
  for (const [one, a] of boxes) for (const [other, b] of boxes) {
    if (one === other || one.contains(other) || other.contains(one)) continue;
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (across > 2 && down > 3) faults.push(`${one.textContent} lies over ${other.textContent}`);
  }
  return texts.length ? faults : ["there is no text"];
}"""
"""Says what of the open sheet cannot be read."""

MOVED = """() => {
  const both = [document.documentElement, document.body];
  return both.flatMap((element) => [element.scrollTop, element.scrollHeight - innerHeight]);
}"""
"""How far the page was scrolled, and could be; all of it scrolls within its columns."""


async def open_panel(page: Page) -> None:
    if await page.get_by_role("complementary").is_hidden():
        await page.get_by_role("button", name="Side panel").click()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_sheet_can_be_read(screen: Screen, size: tuple[int, int]) -> None:
    await screen.follow()
    await screen.stage.replay.start(0)
    await screen.stage.replay.wait()
    await screen.open(size)
    if size[0] == PHONE[0]:
        await screen.choose("Robin Vale")
    await expect(screen.page.locator("#messages > .message").nth(5)).to_be_attached()
    await open_panel(screen.page)
    for sheet in SHEETS:
        await screen.page.get_by_role("tab", name=sheet).click()
        if sheet == "Calls":
            call = screen.page.locator(".calls details").first
            await call.locator("summary").click()
            await expect(call).to_contain_text("Parameters")
        assert await screen.page.evaluate(UNREADABLE) == [], sheet
        await screen.shoot(f"sheet-{sheet.lower()}-{size[0]}x{size[1]}")
        for _ in range(30):
            await screen.page.keyboard.press("Tab")
        assert await screen.page.evaluate(MOVED) == [0, 0, 0, 0], sheet


async def test_the_panel_leaves_the_messages_alone(screen: Screen) -> None:
    """Messages have classes of the same names as parts of the panel."""
    await screen.follow()
    await screen.open()
    await screen.typing.fill("hello")
    await screen.typing.press("Enter")
    own = screen.page.locator(".message.own").first
    await expect(own).to_be_visible()
    style = "element => [getComputedStyle(element).marginTop, getComputedStyle(element).backgroundColor]"
    assert await own.evaluate(style) == ["0px", "rgba(0, 0, 0, 0)"]


def png(width: int, height: int) -> bytes:
    written = BytesIO()
    Image.new("RGB", (width, height), "teal").save(written, "PNG")
    return written.getvalue()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
async def test_a_picture_that_is_higher_than_wide_is_shown_whole(screen: Screen, size: tuple[int, int]) -> None:
    people, simulator = screen.stage.people, screen.stage.sandbox.simulator
    pictures = [
        Attachment(kind, Upload("high", mime, content), metadata={"width": 300, "height": 900})
        for kind, mime, content in (
            (FileKind.PHOTO, "image/png", png(300, 900)),
            (FileKind.VIDEO, "video/mp4", b"film"),
        )
    ]
    for picture in pictures:
        await simulator.send(people.robin, [picture])
    await screen.open(size)
    if size == PHONE:
        await screen.choose("Robin Vale")
    photo = screen.page.locator(".photo img")
    await expect(photo).to_be_visible()
    assert await photo.evaluate("element => getComputedStyle(element).objectFit") == "contain"
    drawn = screen.page.locator(".photo.drawn > svg").first
    box = await drawn.bounding_box()
    assert box is not None
    assert box["width"] / box["height"] == pytest.approx(1 / 3, abs=0.02)
    frame = await screen.page.locator(".photo.drawn").bounding_box()
    assert frame is not None
    assert frame["height"] >= box["height"] - 1
    await screen.shoot(f"high-pictures-{size[0]}")
