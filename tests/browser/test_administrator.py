"""An administrator at work on the page: a broadcast from the first word to the report, and a digest."""

from playwright.async_api import Locator, expect

from tests.browser.conftest import ON_A_PAGE, PHONE, Screen
from tests.browser.test_appearance import violations

pytestmark = ON_A_PAGE
TEXT = "The harbour office is closed on Friday."


def button(screen: Screen, label: str) -> Locator:
    """The newest button with this in its label; a number stands alone."""
    return screen.page.get_by_role("log").get_by_role("button", name=label, exact=label.isdigit()).last


async def write(screen: Screen, text: str) -> None:
    await screen.typing.fill(text)
    await screen.typing.press("Enter")


async def look(screen: Screen, name: str) -> None:
    """In light and in dark."""
    for colours in ("light", "dark"):
        await screen.page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
        assert await violations(screen.page) == []
        await screen.shoot(f"{name}-{colours}")


async def test_a_broadcast_from_the_first_word_to_the_report(screen: Screen) -> None:
    await screen.follow()
    for person in (screen.stage.people.sam, screen.stage.people.administrator):
        await screen.stage.ask(person, "/start")
    await screen.open()
    await screen.choose("Ines Marlow")
    await write(screen, f"/broadcast {TEXT}")
    await expect(button(screen, "Send now")).to_contain_text("3")
    await look(screen, "broadcast-panel")
    await button(screen, "Audience").click()
    await expect(button(screen, "Groups")).to_be_visible()
    await look(screen, "broadcast-audience")
    await button(screen, "‹ Back").click()
    await button(screen, "Send now").click()
    await button(screen, "Yes, send").click()
    log = screen.page.get_by_role("log")
    await expect(log.get_by_role("img", name="Photo")).to_be_visible(timeout=30_000)
    await expect(screen.last).to_be_visible()
    await look(screen, "broadcast-report")
    for reader in ("Robin Vale", "Sam Okonjo"):
        await screen.choose(reader)
        await expect(log).to_contain_text(TEXT)


async def test_a_digest_as_editor_and_as_reader_on_a_phone(screen: Screen) -> None:
    await screen.follow()
    await screen.stage.replay.start(0)
    await screen.stage.replay.wait()
    await screen.stage.ask(screen.stage.people.administrator, "/start")
    await screen.open(PHONE)
    await screen.choose("Ines Marlow")
    await write(screen, "/digest 7d")
    await expect(button(screen, "Send now")).to_be_visible(timeout=20_000)
    await look(screen, "digest-editor")
    await button(screen, "Edit the digest").click()
    await button(screen, "Stories").click()
    await expect(screen.last).to_contain_text("tap a number")
    await button(screen, "1").click()
    await look(screen, "digest-story")
    await button(screen, "✕ Drop").click()
    await expect(button(screen, "Take it back")).to_be_visible()
    await button(screen, "Back to the stories").click()
    await button(screen, "Back to the digest").click()
    await button(screen, "To whom, and when").click()
    await button(screen, "Send now").click()
    await button(screen, "Yes, send").click()
    await screen.page.get_by_role("link", name="Back to the chats").click()
    await screen.choose("Robin Vale")
    log = screen.page.get_by_role("log")
    await expect(screen.last).to_contain_text("2. ", timeout=20_000)
    await expect(screen.last).not_to_contain_text("7. ")
    await look(screen, "digest-reader")
    await button(screen, "2").click()
    await expect(log.get_by_role("button", name="Mute").or_(log.get_by_role("link", name="Read")).last).to_be_visible()
    await look(screen, "digest-opened")
