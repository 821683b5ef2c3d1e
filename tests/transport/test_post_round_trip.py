"""What an administrator writes, kept and sent to somebody else: on Telegram's side both must look the same."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from telegram import Bot, Update

from bot.delivery.outcome import Delivered
from bot.transport.capture import capture_album
from bot.transport.rate_limiter import RateLimiter
from bot.transport.reply import reply_with_post
from bot.transport.request import AiohttpRequest
from bot.transport.sender import Sender
from bot.views.message import Sendable, sendable_from_json, sendable_to_json
from sandbox.accounts import Person
from sandbox.chats import ChatMessage
from sandbox.sample_media import SAMPLE_ATTACHMENTS, sample_attachments
from sandbox.server import Sandbox
from sandbox.simulator import TelegramSimulator

WORDS = (
    "😀 <b>Bold <i>both</i></b> <s>gone</s> <u>under</u> <tg-spoiler>who won</tg-spoiler> <code>x = 1</code> "
    '<a href="https://pier.example/a">a link</a> #gulls @robin https://pier.example/b '
    '<tg-time unix="1700000000" format="r">then</tg-time>\n<blockquote expandable>Quoted</blockquote>'
    '<pre><code class="language-py">y = 2</code></pre>'
)


@dataclass(frozen=True, slots=True)
class Post:
    """A sandbox with somebody who writes and somebody who reads, and the bot's two ways to them."""

    simulator: TelegramSimulator
    writer: Person
    reader: Person
    bot: Bot
    sender: Sender

    async def kept(self) -> Sendable:
        """What the bot keeps of all that it was sent, after having been stored."""
        told = [Update.de_json(waiting.update, self.bot) for waiting in self.simulator.bot.queue.pending]
        found = capture_album([update.message for update in told if update.message])
        assert found is not None
        return sendable_from_json(sendable_to_json(found))

    def contents(self, person: Person) -> list[dict[str, Any]]:
        """What the bot's messages to a person show."""
        chat = self.simulator.private_chat(person)
        return [message.content for message in chat.messages.values() if message.sender is self.simulator.bot]


@pytest.fixture
async def post() -> AsyncIterator[Post]:
    simulator = TelegramSimulator(flood_limits=False)
    people = [simulator.add_person(name, started=True) for name in ("Ada", "Bob")]
    async with Sandbox(simulator) as sandbox, AiohttpRequest() as request:
        bot = Bot(sandbox.token, base_url=f"{sandbox.url}/bot", request=request, get_updates_request=request)
        async with bot:
            yield Post(simulator, people[0], people[1], bot, Sender(request, bot.base_url, RateLimiter(0)))


async def compare(post: Post, written: Sequence[ChatMessage]) -> None:
    kept = await post.kept()
    assert isinstance(await post.sender.send(post.reader.id, 0, kept), Delivered)
    await reply_with_post(post.bot, post.writer.id, kept)
    contents = [message.content for message in written]
    assert post.contents(post.reader) == contents
    assert post.contents(post.writer) == contents


@pytest.mark.parametrize("name", SAMPLE_ATTACHMENTS)
async def test_a_file(post: Post, name: str) -> None:
    await compare(post, await post.simulator.send(post.writer, sample_attachments(name, WORDS, "HTML")))


async def test_words(post: Post) -> None:
    await compare(post, [await post.simulator.say(post.writer, WORDS, parse_mode="HTML")])


async def test_bare_words(post: Post) -> None:
    await compare(post, [await post.simulator.say(post.writer, "Nothing more")])


async def test_plain_words_are_taken_where_formatting_is_not(post: Post) -> None:
    await post.simulator.say(post.writer, WORDS, parse_mode="HTML")
    assert isinstance(await post.sender.send(post.reader.id, 0, await post.kept(), is_plain=True), Delivered)
    [content] = post.contents(post.reader)
    assert content["text"].endswith("y = 2\n\nhttps://pier.example/a")
    assert {entity["type"] for entity in content["entities"]} == {"hashtag", "mention", "url"}
