"""Updates by webhook: refused without the secret, none lost by a kill, in order a person; switching."""

import asyncio
import json
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from sqlmodel import Session, col, select

from bot.transport.webhook import SECRET_HEADER
from storage import inbox
from storage.database import read_only
from storage.inbox import Arrival
from storage.models import IncomingUpdate, Subscriber, SubscriberStatus, WebhookSecret
from tests.end_to_end.environment import Environment, Process, bot_process, until

PEOPLE, EACH = 50, 40
FIRST_PERSON = 700_000_001


@read_only
def inbox_rows(session: Session) -> list[IncomingUpdate]:
    return list(session.exec(select(IncomingUpdate).order_by(col(IncomingUpdate.update_id))))


@read_only
def kept_secret(session: Session) -> str:
    return session.exec(select(col(WebhookSecret.secret))).one()


@read_only
def statuses(session: Session) -> dict[int, SubscriberStatus]:
    found = session.exec(select(Subscriber).where(col(Subscriber.chat_id) >= FIRST_PERSON))
    return {each.chat_id: each.status for each in found if each.chat_id < FIRST_PERSON + PEOPLE}


def join(session: Session) -> None:
    early = datetime(2026, 1, 1, tzinfo=UTC)
    session.add_all(Subscriber(chat_id=FIRST_PERSON + n, created_at=early, seen_at=early) for n in range(PEOPLE))


def leave_in_inbox(session: Session) -> None:
    """What a webhook took and no process handled: somebody lets the bot in and blocks it again."""
    left = enumerate(("member", "kicked"), start=1)
    arrivals = [
        Arrival(number, FIRST_PERSON, json.dumps(membership(number, FIRST_PERSON, status))) for number, status in left
    ]
    inbox.store(session, arrivals, datetime.now(UTC))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def by_webhook(port: int, **changes: str) -> dict[str, str]:
    return {"HTTP_PORT": str(port), "WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram", **changes}


@asynccontextmanager
async def webhook_bot(environment: Environment, tmp_path: Path, **changes: str) -> AsyncIterator[tuple[Process, str]]:
    """A bot that runs until the block ends, and the address of its HTTP server."""
    port = free_port()
    async with bot_process(environment, tmp_path / "bot.log") as bot:
        bot.changes = by_webhook(port, **changes)
        await bot.start()
        await until(lambda: environment.sandbox.simulator.bot.queue.webhook is not None)
        yield bot, f"http://127.0.0.1:{port}"


def texts(environment: Environment, chat_id: int) -> list[str]:
    return [entry["text"] for entry in environment.sandbox.simulator.message_log.deliveries(chat_id)]


async def ask(environment: Environment, person_id: int, name: str) -> None:
    """Somebody writes /start and is answered."""
    simulator = environment.sandbox.simulator
    await simulator.say(simulator.add_person(name, person_id=person_id), "/start")
    await until(lambda: bool(texts(environment, person_id)))


async def test_people_are_answered_by_webhook_and_by_polling_in_turns(environment: Environment, tmp_path: Path) -> None:
    simulator = environment.sandbox.simulator
    async with webhook_bot(environment, tmp_path) as (bot, _):
        await ask(environment, 801, "Ada")
        await until(lambda: all(row.handled_at for row in environment.database.call(inbox_rows)))
        assert await bot.end(signal.SIGTERM) == 0
        hook = simulator.bot.queue.webhook
        assert hook is not None, "Telegram keeps updates for the next run"
        assert (len(hook.secret_token) >= 32, hook.max_connections) == (True, 40)
        bot.changes = {}
        await bot.start()
        await ask(environment, 802, "Bob")
        assert simulator.bot.queue.webhook is None
        assert await bot.end(signal.SIGTERM) == 0
        assert "Traceback" not in bot.said()
    async with webhook_bot(environment, tmp_path) as (bot, _):
        await ask(environment, 803, "Cleo")
        assert environment.sandbox.simulator.bot.queue.webhook
        assert environment.sandbox.simulator.bot.queue.webhook.secret_token == hook.secret_token
        assert hook.secret_token not in bot.said()


async def test_without_the_right_secret_nothing_is_handled(environment: Environment, tmp_path: Path) -> None:
    async with webhook_bot(environment, tmp_path) as (bot, _):
        old = environment.database.call(kept_secret)
        assert await bot.end(signal.SIGKILL) == -signal.SIGKILL
    given = "given-in-the-settings-1"
    async with (
        webhook_bot(environment, tmp_path, WEBHOOK_SECRET=given) as (_, url),
        aiohttp.ClientSession() as client,
    ):
        await until(lambda: is_set(environment, given))
        for headers in ({}, {SECRET_HEADER: "wrong"}, {SECRET_HEADER: old}):
            body = membership(1, FIRST_PERSON, "kicked")
            async with client.post(f"{url}/telegram", json=body, headers=headers) as answer:
                assert answer.status == 403
        async with client.post(f"{url}/telegram", data=b"{", headers={SECRET_HEADER: given}) as answer:
            assert answer.status == 200
        assert environment.database.call(inbox_rows) == []
        for path in ("/healthz", "/readyz", "/metrics"):
            async with client.get(f"{url}{path}") as answer:
                assert answer.status == 200


def is_set(environment: Environment, secret: str) -> bool:
    hook = environment.sandbox.simulator.bot.queue.webhook
    return hook is not None and hook.secret_token == secret


def membership(number: int, person: int, status: str) -> dict[str, object]:
    """An update that tells that somebody blocked the bot, or let it in again."""
    who = {"id": person, "is_bot": False, "first_name": "Ada", "language_code": "en"}
    me = {"id": 1, "is_bot": True, "first_name": "Bot"}
    old = "member" if status == "kicked" else "kicked"
    until_date = {"until_date": 0}
    states = {"kicked": {"user": me, "status": "kicked", **until_date}, "member": {"user": me, "status": "member"}}
    changed = {"chat": {"id": person, "type": "private", "first_name": "Ada"}, "from": who, "date": 1_790_000_000}
    return {
        "update_id": number,
        "my_chat_member": {**changed, "old_chat_member": states[old], "new_chat_member": states[status]},
    }


class Poster:
    """Posts as Telegram does: what people do one after the other, all people at once, each until it is answered."""

    def __init__(self, url: str, secret: str) -> None:
        self.url, self.headers = f"{url}/telegram", {SECRET_HEADER: secret}
        self.answered = 0

    async def post_all(self) -> None:
        connector = aiohttp.TCPConnector(limit=0)
        async with aiohttp.ClientSession(connector=connector) as client, asyncio.TaskGroup() as group:
            for person in range(PEOPLE):
                group.create_task(self._post_of(client, person))

    async def _post_of(self, client: aiohttp.ClientSession, person: int) -> None:
        for step in range(EACH):
            # The last thing that people with an even number do is to block the bot.
            status = "kicked" if (EACH - step + person) % 2 else "member"
            body = json.dumps(membership(1 + step * PEOPLE + person, FIRST_PERSON + person, status)).encode()
            while not await self._is_taken(client, body):  # noqa: ASYNC110 - a server tells no one that it is back
                await asyncio.sleep(0.05)
            self.answered += 1

    async def _is_taken(self, client: aiohttp.ClientSession, body: bytes) -> bool:
        try:
            async with client.post(self.url, data=body, headers=self.headers) as answer:
                return answer.status == 200
        except aiohttp.ClientError:
            return False


@pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
@pytest.mark.both_engines
async def test_killed_under_load_none_is_lost_and_each_person_is_in_order(
    environment: Environment, tmp_path: Path
) -> None:
    environment.database.call(join)
    async with webhook_bot(environment, tmp_path) as (bot, url):
        poster = Poster(url, environment.database.call(kept_secret))
        posting = asyncio.create_task(poster.post_all())
        for share in (0.3, 0.6):
            await until(lambda share=share: poster.answered > share * PEOPLE * EACH)  # type: ignore[misc] # bound now
            assert await bot.end(signal.SIGKILL) == -signal.SIGKILL
            answered = poster.answered
            stored = {row.update_id for row in environment.database.call(inbox_rows)}
            assert len(stored) >= answered, "what was answered is in the table"
            await bot.start()
        await posting
        await until(lambda: all(row.handled_at for row in environment.database.call(inbox_rows)))
        assert await bot.end(signal.SIGTERM) == 0
    rows = environment.database.call(inbox_rows)
    assert [row.update_id for row in rows] == list(range(1, PEOPLE * EACH + 1))
    assert {row.body for row in rows} == {""}
    for person in range(PEOPLE):
        times = [row.handled_at for row in rows if row.chat_id == FIRST_PERSON + person and row.handled_at]
        assert times == sorted(times)
    ended = environment.database.call(statuses)
    assert {chat_id for chat_id, status in ended.items() if status is not SubscriberStatus.ACTIVE} == {
        FIRST_PERSON + person for person in range(PEOPLE) if (1 + person) % 2
    }
    assert "Traceback" not in bot.said()


async def test_what_a_webhook_left_is_handled_by_polling(environment: Environment, tmp_path: Path) -> None:
    environment.database.call(join)
    async with bot_process(environment, tmp_path / "bot.log") as bot:
        environment.database.call(leave_in_inbox)
        await bot.start()
        await until(lambda: all(row.handled_at for row in environment.database.call(inbox_rows)))
        await ask(environment, 801, "Ada")
    ended = environment.database.call(statuses)
    assert [chat_id for chat_id, status in ended.items() if status is not SubscriberStatus.ACTIVE] == [FIRST_PERSON]


async def test_a_port_that_is_taken_is_refused_with_a_webhook_alone(environment: Environment, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = int(taken.getsockname()[1])
        async with bot_process(environment, tmp_path / "bot.log", HTTP_PORT=str(port)) as bot:
            await bot.start()
            await ask(environment, 801, "Ada")
            assert "going on without /healthz, /readyz and /metrics" in bot.said()
            assert await bot.end(signal.SIGTERM) == 0
            bot.changes = by_webhook(port)
            await bot.start()
            assert bot.process
            async with asyncio.timeout(60):
                assert await bot.process.wait() == 2
            assert bot.said().splitlines()[-1].startswith(f"topicwire: nothing can be served at 127.0.0.1, port {port}")
