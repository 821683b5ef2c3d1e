"""What a reader does: subscribe, receive, look further, mute, block."""

from playwright.async_api import expect

from tests.browser.conftest import ON_A_PAGE, Screen

pytestmark = ON_A_PAGE
RELATED = "related:\n" + "".join(
    f'  - webUrl: "https://tide.example/{number}"\n    title: "Tide report {number}"\n    quality: {90 - number}\n'
    f"    provider:\n      name: Tide Times\n"
    for number in range(12)
)
LONG = "The harbour office counted every gull that crossed the pier in the first week of the trial. " * 5


async def test_subscribing_by_button_and_receiving_an_alert(screen: Screen) -> None:
    await screen.open()
    await screen.choose("Sam Okonjo")
    await screen.page.get_by_role("button", name="Start", exact=True).click()
    await screen.last.get_by_role("button", name="Computer Vision").click()
    await expect(screen.page.get_by_role("status").filter(has_text="Computer Vision")).to_be_visible()
    await expect(screen.last).to_contain_text("You follow 1 topic")
    image = 'images:\n  - url: "https://pier.example/gull.jpg"\n'
    screen.drop("gulls", "Gulls learn the timetable", extra=image)
    await expect(screen.last).to_contain_text("#ComputerVision")
    card = screen.last.get_by_role("link", name="Preview: Gulls learn the timetable, pier.example")
    await expect(card).to_be_visible()
    await expect(screen.last.get_by_role("link", name="Read pier.example")).to_have_attribute(
        "rel", "noopener noreferrer"
    )
    await screen.shoot("subscribed")


async def test_paging_through_related_articles(screen: Screen) -> None:
    await screen.follow()
    await screen.open()
    screen.drop("tide", "Tide gauges read the waves", extra=RELATED)
    await screen.last.get_by_role("button", name="… and 7 more").click()
    await expect(screen.last).to_contain_text("Tide report 5")
    await screen.last.get_by_role("button", name="▶").click()
    await expect(screen.last).to_contain_text("Tide report 11")
    await expect(screen.last).to_contain_text("edited")
    await screen.shoot("related")
    await screen.last.get_by_role("button", name="Back to the alert").click()
    await expect(screen.last).to_contain_text("#ComputerVision")


async def test_an_alert_is_brought_up_to_date_in_place(screen: Screen) -> None:
    await screen.follow()
    await screen.open()
    for name in list(screen.stage.replay.folder.samples)[:2]:
        screen.stage.replay.folder.drop_sample(name)
        await expect(screen.last).to_contain_text("Harbour city pauses")
    await expect(screen.last).to_contain_text("Also at Northern Wire")
    await expect(screen.last).to_contain_text("edited")
    await expect(screen.page.get_by_role("log").get_by_text("Also at Northern Wire")).to_have_count(1)


async def test_a_quote_expands(screen: Screen) -> None:
    await screen.follow()
    await screen.open()
    screen.drop("gulls", "Gulls learn the timetable", excerpt=LONG)
    more = screen.last.get_by_role("button", name="Show more")
    before = await screen.last.locator("blockquote").bounding_box()
    await more.click()
    less = screen.last.get_by_role("button", name="Show less")
    await expect(less).to_have_attribute("aria-expanded", "true")
    after = await screen.last.locator("blockquote").bounding_box()
    assert before is not None
    assert after is not None
    assert after["height"] > before["height"] + 40


async def test_muting(screen: Screen) -> None:
    await screen.follow()
    await screen.open()
    screen.drop("gulls", "Gulls learn the timetable")
    await screen.last.get_by_role("button", name="Mute …").click()
    await screen.last.get_by_role("button", name="Mute Computer Vision").click()
    await expect(screen.page.locator("#toast")).to_contain_text("muted")
    await screen.shoot("muted")
    await screen.typing.fill("/mine")
    await screen.typing.press("Enter")
    await expect(screen.last).to_contain_text("have muted 1")


async def test_blocking_and_unblocking(screen: Screen) -> None:
    await screen.follow()
    await screen.open()
    await screen.page.get_by_role("tab", name="Faults").click()
    await screen.page.get_by_role("switch", name="Robin has blocked the bot").check()
    unblock = screen.page.get_by_role("button", name="Unblock")
    await expect(unblock).to_be_visible()
    await expect(screen.page.locator("#subtitle")).to_contain_text("has blocked")
    await screen.shoot("blocked")
    await unblock.click()
    await expect(screen.typing).to_be_focused()
    await expect(screen.page.get_by_role("switch", name="Robin has blocked the bot")).not_to_be_checked()


async def test_what_is_unread_is_counted(screen: Screen) -> None:
    await screen.follow()
    await screen.open()
    await screen.choose("Ines Marlow")
    screen.drop("gulls", "Gulls learn the timetable")
    robin = screen.page.get_by_role("navigation").get_by_role("link", name="Robin Vale")
    await expect(robin).to_contain_text("1 unread")
    await expect(screen.page).to_have_title("(1) Topicwire sandbox")
    await screen.choose("Robin Vale")
    await expect(robin).not_to_contain_text("unread")


async def test_alerts_are_boxes_and_markup_is_only_text(screen: Screen) -> None:
    simulator, robin = screen.stage.sandbox.simulator, screen.stage.people.robin
    await screen.open()
    await screen.page.get_by_role("button", name="Start", exact=True).click()
    await expect(screen.last).to_contain_text("Tap the topics")
    script = "<img src=x onerror=alert(1)> <b>not bold</b>"
    await simulator.say(robin, script)
    await expect(screen.page.get_by_role("log").get_by_text(script)).to_be_visible()
    await screen.page.evaluate(
        "import('/page/notices.js').then(({ answer }) => answer({ text: '<i>Wait</i>', show_alert: true }, {}))"
    )
    box = screen.page.get_by_role("dialog")
    await expect(box).to_contain_text("<i>Wait</i>")
    await box.get_by_role("button", name="OK").click()
    await expect(box).to_be_hidden()


async def test_an_empty_chat_says_what_the_bot_is_for(screen: Screen) -> None:
    await screen.open()
    await expect(screen.page.locator("#about")).to_contain_text("topics")
    await screen.page.get_by_role("button", name="Start", exact=True).click()
    await expect(screen.page.locator("#about")).to_be_hidden()
