"""What the side panel does: records, faults, calls."""

from playwright.async_api import expect

from tests.browser.conftest import ON_A_PAGE, Screen

pytestmark = ON_A_PAGE


async def test_a_sample_a_wrong_record_and_a_replay(screen: Screen) -> None:
    await screen.follow()
    await screen.open()
    panel = screen.page.get_by_role("complementary", name="Side panel")
    await panel.get_by_role("button", name="Drop: Harbour city pauses").click()
    await expect(panel.get_by_role("status")).to_contain_text("Dropped: “Harbour city pauses")
    await expect(screen.last).to_contain_text("Harbour city pauses")
    await panel.get_by_text("A record of your own", exact=True).click()
    own = panel.get_by_role("textbox", name="A record of your own")
    await own.fill("---\ntitle: Nothing else\n---\n")
    await panel.get_by_role("button", name="Drop this record").click()
    await expect(panel.get_by_role("status")).to_contain_text("the bot cannot read it")
    await screen.shoot("records")
    await panel.get_by_label("One record every").fill("0")
    await panel.get_by_role("button", name="Replay").click()
    await expect(panel.get_by_role("status")).to_contain_text("old maps")
    await expect(panel.locator("progress")).to_have_js_property("value", 12)
    await expect(panel.get_by_role("button", name="Replay")).to_be_visible()


async def test_a_fault_is_met_once_and_its_call_is_listed(screen: Screen) -> None:
    await screen.follow()
    await screen.open()
    await screen.page.get_by_role("tab", name="Faults").click()
    flood = screen.page.get_by_role("switch", name="Server error")
    await flood.check()
    await expect(screen.page.get_by_text("sendMessage, 1 left")).to_be_visible()
    await screen.typing.fill("/help")
    await screen.typing.press("Enter")
    await expect(flood).not_to_be_checked()
    await screen.page.get_by_role("tab", name="Calls").click()
    call = screen.page.locator(".calls details").filter(has_text="500").filter(has_text="sendMessage").first
    await call.locator("summary").click()
    await expect(call).to_contain_text("Internal Server Error")
    await screen.shoot("calls")


async def test_the_page_comes_back_after_the_connection_was_lost(screen: Screen) -> None:
    await screen.follow()
    await screen.open()
    await expect(screen.page.locator("#offline")).to_be_hidden()
    screen.stage.sandbox.simulator.events.close()  # every listener is let go, as when the server stops
    await screen.stage.ask(screen.stage.people.robin, "/help")
    await expect(screen.last).to_contain_text("/subscribe")
    screen.complaints.clear()  # the browser notes the lost connection, as it should
