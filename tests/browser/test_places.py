"""Groups, forums and channels in the page; inline mode, shared chats and other scripts."""

from typing import Any

from playwright.async_api import expect

from sandbox.accounts import MemberStatus
from sandbox.chats import Chat, ChatType
from sandbox.methods.dispatch import answer_call
from sandbox.protocol import Parameters
from tests.browser.conftest import ON_A_PAGE, PHONE, Screen
from tests.browser.test_appearance import violations
from tests.browser.test_sheets import MOVED, UNREADABLE

pytestmark = ON_A_PAGE

ARABIC = "أخبار الرؤية الحاسوبية: Topicwire اليوم"
HEBREW = "חדשות AI: ראייה ממוחשבת"
GERMAN = "Benachrichtigungseinstellungen für Computer-Vision-Nachrichten"
CHINESE = "计算机视觉新闻的每日摘要和通知设置以及静音时间和时区设置"
LABELS = [[GERMAN, CHINESE], [ARABIC, HEBREW]]
CUT = """() => [...document.querySelectorAll(".key .label")].filter((one) => one.scrollWidth > one.clientWidth + 1
  || getComputedStyle(one).textOverflow === "ellipsis").map((one) => one.textContent)"""


async def call(screen: Screen, method: str, **values: Any) -> Any:
    simulator = screen.stage.sandbox.simulator
    reply = await answer_call(simulator, simulator.token, method, Parameters(values))
    assert reply.status == 200, reply.body
    return reply.body["result"]


def chat_of(screen: Screen, title: str) -> Chat:
    return next(chat for chat in screen.stage.sandbox.simulator.chats.values() if chat.title == title)


async def create(screen: Screen, kind: str, title: str) -> None:
    """Have Ines create a place, by the sheet of places."""
    page = screen.page
    await page.get_by_role("tab", name="Places").click()
    await page.get_by_label("Kind").select_option(kind)
    await page.get_by_label("Title").fill(title)
    await page.get_by_label("Owner").select_option("Ines Marlow")
    await page.get_by_role("button", name="Create").click()
    await expect(page.locator("#title")).to_contain_text(title)


async def test_a_forum_is_made_and_its_threads_are_kept(screen: Screen) -> None:
    await screen.open()
    await create(screen, "forum", "Pier talk")
    page, sheet = screen.page, screen.page.locator("#places")
    await sheet.get_by_label("Payload").fill("vision")
    await sheet.get_by_role("button", name="Add the bot").click()
    await expect(sheet.get_by_text(": member")).to_be_visible()
    await expect(page.locator("#messages")).to_contain_text("vision")
    await sheet.get_by_role("button", name="Promote").click()
    await sheet.get_by_text("The bot may manage threads").click()
    forum, bot = chat_of(screen, "Pier talk"), screen.stage.sandbox.simulator.bot
    await expect(sheet.get_by_text(": administrator")).to_be_visible()
    await sheet.get_by_label("Name of a thread").fill("Robotics")
    await sheet.get_by_role("button", name="Open a thread").click()
    threads = page.get_by_role("navigation", name="Threads")
    await threads.get_by_role("link", name="Robotics").click()
    await sheet.get_by_text("“Robotics” is closed").click()
    await expect(threads).to_contain_text("Robotics (closed)")
    assert not forum.members[bot.id].may("can_manage_topics")
    await sheet.get_by_text("anonymous").click()
    await expect(sheet.get_by_role("switch", name="anonymous")).to_be_checked()
    assert await violations(page) == []
    assert await page.evaluate(UNREADABLE) == []
    await screen.shoot("forum")
    await sheet.get_by_role("button", name="Delete this one").click()
    await expect(threads).not_to_contain_text("Robotics")
    await threads.get_by_role("link", name="General").click()
    await sheet.get_by_text("General is hidden").click()
    await expect(page.locator("#subtitle")).to_have_text("hidden and closed")
    await sheet.get_by_role("switch", name="The group has threads").click()
    await expect(threads).to_be_hidden()


async def test_a_channel_is_shared_by_a_button(screen: Screen) -> None:
    simulator, ines = screen.stage.sandbox.simulator, screen.stage.people.administrator
    await screen.stage.ask(ines, "/start")
    await screen.open()
    await create(screen, "channel", "Pier posts")
    await screen.choose("Ines Marlow")
    rights = {"can_post_messages": True}
    request = {"request_id": 1, "chat_is_channel": True, "user_administrator_rights": rights}
    button = {"text": "Choose a channel", "request_chat": request | {"bot_administrator_rights": rights}}
    markup = {"keyboard": [[button], [{"text": "Not now"}]]}
    await call(screen, "sendMessage", chat_id=ines.id, text="Which one?", reply_markup=markup)
    page = screen.page
    await page.get_by_role("group", name="Keyboard").get_by_role("button", name="Choose a channel").click()
    await screen.shoot("choose-a-channel")
    await page.get_by_role("dialog").get_by_role("button", name="Pier posts").click()
    await expect(page.locator("#messages")).to_contain_text("shared a chat with the bot")
    assert chat_of(screen, "Pier posts").members[simulator.bot.id].may("can_post_messages")
    await call(screen, "sendMessage", chat_id=ines.id, text="Thanks", reply_markup={"remove_keyboard": True})
    await expect(page.get_by_role("group", name="Keyboard")).to_be_hidden()


async def test_a_reader_of_a_channel_cannot_post_but_forwards(screen: Screen) -> None:
    people = screen.stage.people
    await screen.stage.ask(people.robin, "/start")
    await call(screen, "sendMessage", chat_id=people.channel.id, text="The wire is open.")
    await screen.open()
    await screen.choose("Machine Eyes Daily")
    await expect(screen.typing).to_be_visible()
    await screen.page.get_by_label("Write as").select_option("Robin Vale")
    await expect(screen.page.get_by_text("Only administrators may post here.")).to_be_visible()
    await expect(screen.typing).to_be_hidden()
    await screen.shoot("channel")
    await screen.page.get_by_role("button", name="Forward to the bot").click()
    await expect(screen.page.locator("#title")).to_have_text("Robin Vale")
    await expect(screen.page.locator("#messages")).to_contain_text("Forwarded from Machine Eyes Daily")


async def answer_inline(screen: Screen) -> None:
    """Answer the newest inline query in the bot's place, which has no inline mode yet or nothing to show."""
    simulator = screen.stage.sandbox.simulator
    for query in [one for one in simulator.queries.values() if one.kind == "inline_query" and one.answer is None]:
        content = {"message_text": f"<b>{HEBREW}</b>", "parse_mode": "HTML"}
        markup = {"inline_keyboard": [[{"text": "Share", "switch_inline_query": "vision"}]]}
        article = {"type": "article", "id": "1", "title": HEBREW, "description": "Harbour Courier, 5 minutes ago"}
        results = [article | {"input_message_content": content, "reply_markup": markup}]
        button = {"text": "Choose topics", "start_parameter": "topics"}
        await call(screen, "answerInlineQuery", inline_query_id=query.id, results=results, button=button)


async def ask_inline(screen: Screen, words: str) -> None:
    with screen.stage.sandbox.simulator.subscribe() as events:
        await screen.typing.fill(words)
        async for event in events:
            if event["event"] == "inline":
                break
    await answer_inline(screen)


async def test_inline_results_are_offered_and_sent(screen: Screen) -> None:
    username, people = screen.stage.sandbox.simulator.bot.username, screen.stage.people
    await screen.stage.ask(people.robin, "/start")
    await screen.open()
    await screen.choose("Robotics")
    await ask_inline(screen, f"@{username} vision")
    results = screen.page.get_by_role("list", name="Inline results")
    await expect(results).to_contain_text("Harbour Courier")
    assert await violations(screen.page) == []
    await screen.shoot("inline")
    await results.get_by_role("button", name=HEBREW).click()
    await expect(screen.last).to_contain_text(f"via @{username}")
    await expect(screen.typing).to_have_value("")
    await screen.last.get_by_role("button", name="Share").click()
    await screen.page.get_by_role("dialog").get_by_role("button", name="General").click()
    await expect(screen.page.locator("#title")).to_contain_text("General")
    await expect(screen.typing).to_have_value(f"@{username} vision")


async def show_scripts(screen: Screen) -> None:
    robin = screen.stage.people.robin
    rows = [[{"text": label, "callback_data": label[:6]} for label in row] for row in LABELS]
    text = f"<b>{ARABIC}</b>\nA line in English.\n{HEBREW}\n\n{CHINESE}"
    markup = {"inline_keyboard": rows}
    await call(screen, "sendMessage", chat_id=robin.id, text=text, parse_mode="HTML", reply_markup=markup)


async def test_other_scripts_read_from_their_side_and_nothing_is_cut(screen: Screen) -> None:
    await screen.stage.ask(screen.stage.people.robin, "/start")
    simulator = screen.stage.sandbox.simulator
    simulator.add_chat(ChatType.CHANNEL, ARABIC, creator=screen.stage.people.robin, bot_is=MemberStatus.ADMINISTRATOR)
    await show_scripts(screen)
    await screen.open()
    await screen.choose("Robin Vale")
    await expect(screen.last).to_contain_text("A line in English.")
    assert await screen.page.evaluate(CUT) == []
    direction = "(one) => getComputedStyle(one).direction"
    assert await screen.last.locator(".text").evaluate(direction) == "rtl"
    assert await screen.last.locator(".label").nth(3).evaluate(direction) == "rtl"
    assert await screen.last.locator(".label").first.evaluate(direction) == "ltr"
    await screen.shoot("scripts")
    await screen.page.get_by_role("link", name=f"{ARABIC} No messages yet").click()
    assert await screen.page.locator("#title").evaluate(direction) == "rtl"
    await screen.open(PHONE)
    await screen.choose("Robin Vale")
    assert await screen.page.evaluate(CUT) == []
    assert set(await screen.page.evaluate(MOVED)) == {0}
    await screen.shoot("scripts-phone")


async def test_an_answer_with_a_link_to_the_bot_opens_the_private_chat(screen: Screen) -> None:
    simulator, people = screen.stage.sandbox.simulator, screen.stage.people
    markup = {"inline_keyboard": [[{"text": "Set up", "callback_data": "zz"}]]}
    [vision, _] = people.group.topics
    await call(
        screen, "sendMessage", chat_id=people.group.id, message_thread_id=vision, text="Hello", reply_markup=markup
    )
    await screen.open()
    await screen.choose("Computer Vision")
    await screen.page.get_by_label("Write as").select_option("Robin Vale")
    simulator.bot.queue.allowed = ["message"]  # the test answers in the bot's place
    await screen.last.get_by_role("button", name="Set up").click()
    await expect(screen.last.get_by_role("button", name="Set up")).to_have_attribute("aria-busy", "true")
    [query] = [one for one in simulator.queries.values() if one.kind == "callback_query"]
    url = f"https://t.me/{simulator.bot.username}?start=vision"
    await call(screen, "answerCallbackQuery", callback_query_id=query.id, url=url)
    await expect(screen.page.locator("#title")).to_have_text("Robin Vale")
    await expect(screen.page.locator("#messages")).to_contain_text("/start vision")


async def test_a_link_adds_the_bot_to_a_group(screen: Screen) -> None:
    simulator, ines = screen.stage.sandbox.simulator, screen.stage.people.administrator
    simulator.add_chat(ChatType.SUPERGROUP, "Quay crew", creator=ines, bot_is=MemberStatus.LEFT)
    url = f"https://t.me/{simulator.bot.username}?startgroup=vision&admin=manage_topics+pin_messages"
    markup = {"inline_keyboard": [[{"text": "Add me to a group", "url": url}]]}
    await screen.stage.ask(ines, "/start")
    await call(screen, "sendMessage", chat_id=ines.id, text="x", reply_markup=markup)
    await screen.open()
    await screen.choose("Ines Marlow")
    await screen.last.get_by_role("link", name="Add me to a group").click()
    await screen.page.get_by_role("dialog").get_by_role("button", name="Quay crew").click()
    await expect(screen.page.locator("#title")).to_have_text("Quay crew")
    await expect(screen.page.locator("#messages")).to_contain_text(f"/start@{simulator.bot.username} vision")
    member = chat_of(screen, "Quay crew").members[simulator.bot.id]
    assert (member.may("can_manage_topics"), member.may("can_delete_messages")) == (True, False)


async def test_a_forum_on_a_phone_in_the_dark(screen: Screen) -> None:
    simulator, people = screen.stage.sandbox.simulator, screen.stage.people
    for name in (ARABIC, HEBREW, GERMAN):
        await simulator.open_topic(people.group, people.administrator, name)
    thread = await simulator.open_topic(people.group, people.administrator, "Ferries")
    await simulator.say(people.sam, ARABIC, people.group, thread_id=thread.id)
    await screen.page.emulate_media(color_scheme="dark")
    await screen.open(PHONE)
    await screen.choose("Ferries")
    await expect(screen.page.get_by_role("navigation", name="Threads")).to_contain_text(HEBREW)
    await expect(screen.last).to_contain_text(ARABIC)
    await expect(screen.page.get_by_role("navigation", name="Threads").get_by_text("Ferries")).to_be_in_viewport()
    assert await violations(screen.page) == []
    assert set(await screen.page.evaluate(MOVED)) == {0}
    await screen.shoot("forum-phone")
    await screen.page.get_by_role("button", name="Side panel").click()
    await screen.page.get_by_role("tab", name="Places").click()
    assert await violations(screen.page) == []
    assert await screen.page.evaluate(UNREADABLE) == []
    await screen.shoot("forum-phone-places")
