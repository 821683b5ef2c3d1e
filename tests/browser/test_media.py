"""Photos, albums, files and what people send from the paperclip, on the page."""

from typing import Any

from playwright.async_api import expect

from sandbox.chats import ChatMessage
from sandbox.sample_media import sample_attachments
from sandbox.seed_data import add_people
from tests.browser.conftest import ON_A_PAGE, PHONE, Screen
from tests.browser.test_appearance import violations

pytestmark = ON_A_PAGE
READ = {"inline_keyboard": [[{"text": "Read the story", "url": "https://pier.example/gulls"}],
                            [{"text": "Help", "callback_data": "x:1"}]]}  # fmt: skip
WORDS = "Gulls <b>learn</b> the ferry timetable, and now wait at the quay before the boats come in."


async def send(screen: Screen, method: str, **given: Any) -> dict[str, Any]:
    """Have the bot send something to Robin."""
    sandbox = screen.stage.sandbox
    body = {"chat_id": screen.stage.people.robin.id, "parse_mode": "HTML", **given}
    answer = await screen.page.request.post(f"{sandbox.url}/bot{sandbox.token}/{method}", data=body)
    result: dict[str, Any] = (await answer.json())["result"]
    return result


async def kept(screen: Screen, name: str) -> list[ChatMessage]:
    """Files that Ines has sent to the bot, so that it knows them."""
    return await screen.stage.sandbox.simulator.send(screen.stage.people.administrator, sample_attachments(name))


def file_of(message: ChatMessage) -> str:
    shown = message.content[str(message.file_kind)]
    return str((shown[-1] if isinstance(shown, list) else shown)["file_id"])


async def broadcast(screen: Screen) -> None:
    """A photo, an album, a document and a video with a caption and buttons."""
    simulator, robin = screen.stage.sandbox.simulator, screen.stage.people.robin
    simulator.limits[simulator.bot.id].on = False
    robin.started.add(simulator.bot.id)
    [photo], [paper], [video] = [await kept(screen, name) for name in ("photo", "document", "video")]
    album = [{"type": str(one.file_kind), "media": file_of(one)} for one in await kept(screen, "album")]
    await send(screen, "sendPhoto", photo=file_of(photo), caption=WORDS, reply_markup=READ)
    await send(screen, "sendMediaGroup", media=[album[0] | {"caption": "The harbour, hour by hour"}, *album[1:]])
    await send(screen, "sendDocument", document=file_of(paper), caption="The winter timetable.")
    await send(screen, "sendVideo", video=file_of(video), caption=WORDS, reply_markup=READ)


async def test_what_a_broadcast_carries_is_shown(screen: Screen) -> None:
    await screen.open()
    await broadcast(screen)
    log = screen.page.get_by_role("log")
    await expect(log.get_by_role("img", name="Photo")).to_have_count(4)
    await expect(log.locator(".album .tile")).to_have_count(4)
    await expect(screen.last).to_contain_text("Video, 0:42")
    await expect(screen.last.get_by_role("button", name="Help")).to_be_visible()
    async with screen.page.expect_download() as saving:
        await log.get_by_role("link", name="ferry-times.txt").click()
    assert (await saving.value).suggested_filename == "ferry-times.txt"
    for colours in ("light", "dark"):
        await screen.page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
        assert await violations(screen.page) == []
        await screen.shoot(f"media-{colours}")
        await log.evaluate("log => { log.scrollTop = 0; }")
        await screen.shoot(f"media-{colours}-top")


async def test_media_on_a_phone(screen: Screen) -> None:
    await screen.open(PHONE)
    await broadcast(screen)
    await expect(screen.page.get_by_role("link", name="Robin Vale")).to_contain_text("Gulls learn")
    await screen.choose("Robin Vale")
    await expect(screen.last).to_contain_text("Video, 0:42")
    assert await screen.page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    assert await violations(screen.page) == []
    await screen.shoot("media-phone")
    await screen.page.get_by_role("log").evaluate("log => { log.scrollTop = 0; }")
    await screen.shoot("media-phone-top")


SENT = [
    ("Album", "Video, 0:42"),
    ("GIF", "GIF, 0:42"),
    ("Document", "ferry-times.txt"),
    ("Voice message", "Voice message"),
    ("Place", "59.9075, 10.7361"),
    ("Forwarded photo", "Forwarded from Noor Idris"),
    ("GIF by way of a bot", "via @gif_finder_bot"),
]


async def test_people_send_files_from_the_paperclip(screen: Screen) -> None:
    await screen.follow()
    await screen.open()
    log, clip = screen.page.get_by_role("log"), screen.page.get_by_role("button", name="Send a file")
    await screen.typing.fill("Seen from the pier")
    await clip.click()
    await expect(screen.page.get_by_role("menuitem", name="Photo", exact=True)).to_be_focused()
    assert await violations(screen.page) == []
    await screen.shoot("paperclip")
    await screen.page.keyboard.press("Enter")
    own = log.locator(".message.own")
    await expect(own.last).to_contain_text("Seen from the pier")
    await expect(own.last.get_by_role("img", name="Photo")).to_be_visible()
    await expect(screen.typing).to_have_value("")
    for name, words in SENT:
        await clip.click()
        await screen.page.get_by_role("menuitem", name=name, exact=True).click()
        await expect(own.last).to_contain_text(words)
    await clip.click()
    await screen.page.keyboard.press("ArrowUp")
    await expect(screen.page.get_by_role("menuitem", name="A file of yours")).to_be_focused()
    await screen.page.keyboard.press("Escape")
    await expect(clip).to_be_focused()
    await expect(screen.page.get_by_role("menu")).to_be_hidden()
    assert await violations(screen.page) == []
    await screen.shoot("sent")


async def test_a_file_of_ones_own_is_sent(screen: Screen) -> None:
    await screen.follow()
    await screen.open()
    note = {"name": "tides.csv", "mimeType": "text/csv", "buffer": b"day,high\nMonday,04:12\n"}
    await screen.page.locator(".composer input[type=file]").set_input_files(note)  # type: ignore[arg-type]  # a payload
    own = screen.page.get_by_role("log").locator(".message.own").last
    await expect(own).to_contain_text("tides.csv")
    await expect(own).to_contain_text("22 bytes")


async def test_a_hidden_picture_is_shown_when_asked_for(screen: Screen) -> None:
    await screen.open()
    await broadcast(screen)
    [photo] = await kept(screen, "tall photo")
    await send(screen, "sendPhoto", photo=file_of(photo), has_spoiler=True, caption="Who won the race")
    veil = screen.last.get_by_role("button", name="Hidden. Show it")
    await expect(veil).to_be_visible()
    await screen.shoot("hidden")
    await veil.click()
    await expect(veil).to_have_count(0)
    await expect(screen.last.get_by_role("img", name="Photo")).to_be_visible()
    await screen.shoot("shown")


async def test_a_button_under_a_photo_is_pressed(screen: Screen) -> None:
    await screen.follow()
    await screen.open()
    [photo] = await kept(screen, "photo")
    menu = {"inline_keyboard": [[{"text": "Mute", "callback_data": "nothing-of-ours"}]]}
    await send(screen, "sendPhoto", photo=file_of(photo), caption="A caption", reply_markup=menu)
    await screen.last.get_by_role("button", name="Mute").click()
    await expect(screen.page.locator("#toast span")).to_be_visible()
    await expect(screen.last.get_by_role("button", name="Mute")).not_to_have_attribute("aria-busy", "true")


async def test_twenty_thousand_people_do_not_fill_the_page(screen: Screen) -> None:
    simulator = screen.stage.sandbox.simulator
    await screen.follow()
    await screen.open()
    search = screen.page.get_by_role("searchbox", name="Find a person")
    await expect(search).to_be_hidden()
    people = add_people(simulator, 20_000)
    await expect(search).to_be_visible()
    await expect(screen.page.get_by_text("60 of 20,003 people listed")).to_be_visible()
    rows = screen.page.get_by_role("navigation").locator("a.chat")
    assert await rows.count() < 70
    simulator.limits[simulator.bot.id].on = False
    for person in people[-300:]:
        await send(screen, "sendMessage", chat_id=person.id, text="To everyone")
    assert await rows.count() < 70
    await search.fill("Reader 1999")
    await expect(screen.page.get_by_text("11 found")).to_be_visible()
    assert await violations(screen.page) == []
    await screen.shoot("crowd")
    await screen.page.get_by_role("button", name="Reader 19999").click()
    await expect(screen.page.get_by_role("heading", name="Reader 19999")).to_be_visible()
    await expect(screen.last).to_contain_text("To everyone")
    await expect(search).to_have_value("")
    await send(screen, "sendMessage", chat_id=people[19_998].id, text="And again")
    await expect(screen.last).to_contain_text("And again")
    await screen.page.reload()
    await expect(screen.page.get_by_role("heading", name="Reader 19999")).to_be_visible()


async def test_an_album_is_broadcast_from_the_page(screen: Screen) -> None:
    await screen.follow()
    await screen.open()
    await screen.choose("Ines Marlow")
    await screen.page.get_by_role("button", name="Start", exact=True).click()
    await expect(screen.typing).to_be_focused()
    await screen.typing.fill("/broadcast")
    await screen.typing.press("Enter")
    await expect(screen.page.locator(".message.own")).to_have_count(2)
    await screen.typing.fill("The harbour, hour by hour")
    await screen.page.get_by_role("button", name="Send a file").click()
    await screen.page.get_by_role("menuitem", name="Album").click()
    await screen.last.get_by_role("button", name="Send now").click()
    await screen.last.get_by_role("button", name="Yes, send").click()
    await screen.choose("Robin Vale")
    await expect(screen.last.locator(".album .tile")).to_have_count(4)
    await expect(screen.last).to_contain_text("The harbour, hour by hour")
    await screen.shoot("broadcast")


async def test_finding_people_on_a_phone(screen: Screen) -> None:
    add_people(screen.stage.sandbox.simulator, 500)
    await screen.page.emulate_media(color_scheme="dark")
    await screen.open(PHONE)
    await screen.page.get_by_role("searchbox", name="Find a person").fill("49")
    await expect(screen.page.get_by_text("15 found")).to_be_visible()
    assert await screen.page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    assert await violations(screen.page) == []
    await screen.shoot("crowd-phone")
    await screen.page.get_by_role("searchbox", name="Find a person").fill("nobody of that name")
    await expect(screen.page.get_by_text("0 found")).to_be_visible()
    await screen.page.keyboard.press("Escape")
    await expect(screen.page.get_by_text("60 of 503 people listed")).to_be_visible()
