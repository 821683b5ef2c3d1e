import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientSession, FormData, web

from sandbox.methods.dispatch import answer_call
from sandbox.protocol import Parameters
from sandbox.simulator import TelegramSimulator
from sandbox.webhooks import WebhookSender
from tests.sandbox.scenario import PNG


@dataclass
class Receiver:
    """A bot that is posted to; it gives its answers in turn, then always the last."""

    url: str = ""
    answers: list[Callable[[], web.Response]] = field(default_factory=lambda: [web.Response])
    got: list[tuple[str | None, Any]] = field(default_factory=list)
    more: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, request: web.Request) -> web.Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        self.got.append((secret, await request.json()))
        self.more.set()
        return (self.answers.pop(0) if len(self.answers) > 1 else self.answers[0])()

    async def until(self, count: int) -> None:
        while len(self.got) < count:
            self.more.clear()
            await asyncio.wait_for(self.more.wait(), 5)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


@dataclass
class Waits:
    """Stands for sleeping: notes how long, and goes on at once."""

    seconds: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.seconds.append(seconds)
        await asyncio.sleep(0)


@pytest.fixture
async def waits(simulator: TelegramSimulator) -> AsyncIterator[Waits]:
    waits = Waits()
    async with ClientSession() as session:
        task = asyncio.create_task(WebhookSender(simulator, session, waits.sleep).run())
        await asyncio.sleep(0)
        yield waits
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def call(simulator: TelegramSimulator, method: str, **parameters: object) -> Any:
    return (await answer_call(simulator, simulator.token, method, Parameters(parameters))).body["result"]


async def test_updates_are_posted_in_order_with_the_secret(
    simulator: TelegramSimulator, receiver: Receiver, waits: Waits
) -> None:
    ada = simulator.add_person("Ada")
    await simulator.say(ada, "one")
    await call(simulator, "setwebhook", url=receiver.url, secret_token="s3cret")
    await receiver.until(1)
    await simulator.say(ada, "two")
    await receiver.until(2)
    assert [(secret, update["message"]["text"]) for secret, update in receiver.got] == [
        ("s3cret", "one"),
        ("s3cret", "two"),
    ]
    assert waits.seconds == []


def as_json(fields: dict[str, str]) -> web.Response:
    return web.json_response(fields)


def as_form(fields: dict[str, str]) -> web.Response:
    return web.Response(body=FormData(fields)())


def as_parts(fields: dict[str, str]) -> web.Response:
    return web.Response(body=FormData(fields, default_to_multipart=True)())


@pytest.mark.parametrize("encode", [as_json, as_form, as_parts])
async def test_a_method_in_the_answer_is_carried_out(
    simulator: TelegramSimulator, receiver: Receiver, waits: Waits, encode: Callable[[dict[str, str]], web.Response]
) -> None:
    ada = simulator.add_person("Ada")
    reply = {"method": "sendMessage", "chat_id": str(ada.id), "text": "at once & for all"}
    receiver.answers = [lambda: encode(reply), lambda: web.json_response(["no method"]), web.Response]
    await call(simulator, "setwebhook", url=receiver.url)
    with simulator.subscribe() as events:
        await simulator.say(ada, "hello")
        async for event in events:
            if event["event"] == "delivered" and event["message"]["from"]["is_bot"]:
                break
    assert simulator.message_log.deliveries(ada.id)[0]["text"] == "at once & for all"
    await simulator.say(ada, "again")
    await simulator.say(ada, "and again")
    await receiver.until(3)
    assert waits.seconds == []


async def test_a_picture_in_the_answer_is_sent(simulator: TelegramSimulator, receiver: Receiver, waits: Waits) -> None:
    ada = simulator.add_person("Ada")

    def with_picture() -> web.Response:
        parts = FormData({"method": "sendPhoto", "chat_id": str(ada.id), "photo": "attach://one"})
        parts.add_field("one", PNG, filename="one.png", content_type="image/png")
        return web.Response(body=parts())

    receiver.answers = [with_picture, web.Response]
    await call(simulator, "setwebhook", url=receiver.url)
    await simulator.say(ada, "hello")
    await simulator.say(ada, "again")
    await receiver.until(2)
    assert simulator.calls.count("sendPhoto", 200) == 1


async def test_a_failed_post_is_repeated(simulator: TelegramSimulator, receiver: Receiver, waits: Waits) -> None:
    receiver.answers = [
        lambda: web.Response(status=500),
        lambda: web.Response(status=302, headers={"Location": "http://127.0.0.1:9/"}),
        lambda: web.Response(status=429, headers={"Retry-After": "7"}),
        lambda: web.Response(status=429, headers={"Retry-After": "soon"}),
        web.Response,
    ]
    await call(simulator, "setwebhook", url=receiver.url)
    await simulator.say(simulator.add_person("Ada"), "hello")
    await receiver.until(5)
    assert waits.seconds == [1.0, 2.0, 7.0, 8.0]
    info = await call(simulator, "getwebhookinfo")
    assert info["last_error_message"] == "Connection failed: ValueError"
    assert info["last_error_date"] == simulator.stamp()


async def test_another_webhook_takes_the_place_of_the_first(
    simulator: TelegramSimulator, receiver: Receiver, waits: Waits
) -> None:
    await call(simulator, "setwebhook", url="http://127.0.0.1:9/")
    await call(simulator, "setwebhook", url=receiver.url, drop_pending_updates=True)
    await simulator.say(simulator.add_person("Ada"), "hello")
    await receiver.until(1)
    await call(simulator, "deletewebhook")
    await simulator.say(simulator.add_person("Bob"), "for polling")
    assert (await call(simulator, "getupdates"))[-1]["message"]["text"] == "for polling"


async def test_what_is_too_old_is_not_posted(simulator: TelegramSimulator, receiver: Receiver, waits: Waits) -> None:
    ada = simulator.add_person("Ada")
    await simulator.say(ada, "old")
    simulator.clock.skip(timedelta(hours=25))
    await call(simulator, "setwebhook", url=receiver.url)
    info = await call(simulator, "getwebhookinfo")
    assert "last_error_date" not in info
    await asyncio.sleep(0.01)
    await simulator.say(ada, "new")
    await receiver.until(1)
    assert receiver.got[0][1]["message"]["text"] == "new"
