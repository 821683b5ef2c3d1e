"""What is posted to the webhook: checked, stored, answered; and how Telegram is told where to post."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import aiohttp
import pytest
from sqlmodel import Session, col, select
from telegram import Bot, WebhookInfo

from bot.delivery.worker import TokenRefusedError
from bot.handlers.flood import chat_key
from bot.transport import webhook as module
from bot.transport.http_server import MOST_BODY, HttpServer
from bot.transport.polling import ALLOWED_UPDATES
from bot.transport.webhook import SECRET_HEADER, Webhook, WebhookRefusedError, WebhookWatch, problem_of, register
from storage import inbox
from storage.database import Database, DatabaseUnusableError, read_only
from storage.inbox import Arrival
from storage.models import IncomingUpdate
from tests.conftest import NOON
from tests.support.telegram import TOKEN, Answer, Json, Stub, Telegram, accepts, refuses, running

SECRET = "a-secret-of-more-than-twenty-letters"
HEADERS = {SECRET_HEADER: SECRET}
Post = Callable[..., Coroutine[Any, Any, tuple[int, str]]]


def update(number: int, person: int = 7) -> Json:
    who = {"id": person, "is_bot": False, "first_name": "Ada"}
    chat = {"id": person, "type": "private"}
    return {"update_id": number, "message": {"message_id": 1, "date": 1, "chat": chat, "from": who, "text": "hello"}}


@read_only
def stored(session: Session) -> list[tuple[int, int]]:
    found = session.exec(select(IncomingUpdate).order_by(col(IncomingUpdate.update_id)))
    return [(row.update_id, row.chat_id) for row in found]


class Notes:
    """What the webhook tells, and what it is told."""

    def __init__(self) -> None:
        self.wakes = 0
        self.is_stopping = False

    def wake(self) -> None:
        self.wakes += 1


@pytest.fixture
def notes() -> Notes:
    return Notes()


@pytest.fixture
def webhook(database: Database, notes: Notes) -> Webhook:
    url = "https://bot.example.org/a%20path/telegram"
    return Webhook(
        database,
        url,
        SECRET,
        clock=lambda: NOON,
        chat_of=chat_key,
        on_stored=notes.wake,
        is_stopping=lambda: notes.is_stopping,
    )


@pytest.fixture
async def post(webhook: Webhook) -> AsyncIterator[Post]:
    async def well() -> dict[str, str]:
        return {}

    server = HttpServer(
        "127.0.0.1", 0, find_problems=well, read_metrics=lambda: (b"", "text/plain"), routes=webhook.routes
    )
    await server.start()
    async with aiohttp.ClientSession(f"http://127.0.0.1:{server.port}") as client:

        async def post(body: object, headers: dict[str, str] | None = HEADERS) -> tuple[int, str]:
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            async with client.post("/a%20path/telegram", data=BytesIO(data), headers=headers) as answer:
                return answer.status, await answer.text()

        yield post
    await server.stop()


async def test_an_update_is_answered_once_it_is_stored(database: Database, post: Post, notes: Notes) -> None:
    assert await post(update(5)) == (200, "OK\n")
    assert database.call(stored) == [(5, 7)]
    assert notes.wakes == 1
    assert await post(update(5)) == (200, "OK\n")
    assert database.call(stored) == [(5, 7)], "a repeat is one"


@pytest.mark.parametrize(
    "headers",
    [{}, {SECRET_HEADER: ""}, {SECRET_HEADER: SECRET[:-1]}, {SECRET_HEADER: SECRET + "x"}, {SECRET_HEADER: "ä"}],
)
async def test_without_the_secret_nothing_is_handled(database: Database, post: Post, headers: dict[str, str]) -> None:
    assert await post(update(5), headers) == (403, "Forbidden\n")
    assert database.call(stored) == []


async def test_a_body_that_is_too_large_is_left_out_and_not_repeated(database: Database, post: Post) -> None:
    assert (await post(b" " * (MOST_BODY + 1)))[0] == 200
    assert (await post(b" " * (MOST_BODY + 1), {}))[0] == 403
    assert database.call(stored) == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"{",
        b"[" * 100_000,
        b"null",
        b"7",
        b"[]",
        b"{}",
        b'{"update_id": null}',
        b'{"update_id": true}',
        b'{"update_id": "5"}',
        b'{"update_id": -1}',
        b'{"update_id": 5.5}',
        b'{"update_id": 9223372036854775808}',
        b'{"update_id": 5, "message": 7}',
        b'{"update_id": 5, "message": {"message_id": 1}}',
        b'{"update_id": 5, "message": {"message_id": 1, "date": 1, "chat": {"id": "me", "type": "private"}}}',
        b'{"update_id": 5, "message": {"message_id": 1, "date": 1, "chat": {"id": 1e400, "type": "private"}}}',
        b'{"update_id": 5, "message": {"message_id": 1, "date": 1, "chat": {"id": 9223372036854775808, "type": "x"}}}',
    ],
)
async def test_what_is_no_update_is_answered_so_that_it_is_not_repeated(
    database: Database, post: Post, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    assert (await post(body))[0] == 200
    assert database.call(stored) == []
    assert "is left out" in caplog.text


async def test_an_update_of_a_kind_to_come_is_nobodys(database: Database, post: Post) -> None:
    assert (await post({"update_id": 5, "telepathy": {}}))[0] == 200
    assert database.call(stored) == [(5, 0)]


async def test_a_full_inbox_refuses_for_now(
    database: Database, post: Post, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real = inbox.store

    def store(session: Session, arrivals: Sequence[Arrival], now: datetime) -> bool:
        return real(session, arrivals, now, 1)

    monkeypatch.setattr(inbox, "store", store)
    assert (await post(update(5)))[0] == 200
    assert (await post(update(6)))[0] == 503
    assert (await post(update(7)))[0] == 503
    assert database.call(stored) == [(5, 7)]
    database.call(inbox.mark_handled, [5], NOON)
    assert (await post(update(6)))[0] == 200
    said = [record.getMessage() for record in caplog.records]
    assert [line.partition(":")[0] for line in said] == [
        "updates are refused, and Telegram repeats them",
        "updates are taken again",
    ]


async def test_without_the_database_it_refuses_for_now(
    database: Database, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> bool:
        raise DatabaseUnusableError("it is away")

    with monkeypatch.context() as patch:
        patch.setattr(inbox, "store", away)
        assert await post(update(5)) == (503, "the database cannot be used: it is away\n")
    assert (await post(update(5)))[0] == 200


async def test_a_process_that_ends_leaves_updates_to_others(post: Post, notes: Notes, database: Database) -> None:
    notes.is_stopping = True
    assert (await post(update(5)))[0] == 503
    assert database.call(stored) == []


async def test_memory_is_bounded_while_the_database_is_slow(
    post: Post, monkeypatch: pytest.MonkeyPatch, webhook: Webhook
) -> None:
    monkeypatch.setattr(module, "MOST_UNSTORED", 2)
    gate = asyncio.Event()

    async def slow(_arrivals: list[Arrival]) -> str:
        await gate.wait()
        return ""

    monkeypatch.setattr(webhook, "_store_some", slow)
    posts = [asyncio.create_task(post(update(number))) for number in range(1, 5)]
    refused: set[asyncio.Task[tuple[int, str]]] = set()
    while len(refused) < 2:
        refused, _ = await asyncio.wait(posts, timeout=0.01)
    gate.set()
    assert sorted([(await each)[0] for each in posts]) == [200, 200, 503, 503]


async def test_telegram_waits_for_the_database_no_longer_than_it_has_to(
    post: Post, monkeypatch: pytest.MonkeyPatch, webhook: Webhook
) -> None:
    monkeypatch.setattr(module, "STORE_SECONDS", 0.01)
    gate = asyncio.Event()

    async def slow(_arrivals: list[Arrival]) -> str:
        await gate.wait()
        return ""

    monkeypatch.setattr(webhook, "_store_some", slow)
    assert await post(update(5)) == (503, "the database does not answer\n")
    storing = webhook._storing
    assert storing
    gate.set()
    await storing


async def test_many_at_once_are_all_stored(database: Database, post: Post) -> None:
    answers = await asyncio.gather(*(post(update(number, number % 5)) for number in range(200)))
    assert {status for status, _ in answers} == {200}
    assert len(database.call(stored)) == 200


@pytest.fixture
def telegram() -> Telegram:
    telegram = Telegram()
    telegram.results["getWebhookInfo"] = info_of(url="https://elsewhere.example.org/")
    return telegram


def info_of(url: str = "", pending: int = 0, error: str = "") -> Json:
    info: Json = {"url": url, "has_custom_certificate": False, "pending_update_count": pending}
    return info | ({"last_error_message": error} if error else {})


async def registered(webhook: Webhook, *answers: Answer) -> Stub:
    async with running() as stub:
        me = {"id": 1, "is_bot": True, "first_name": "B", "username": "b_bot"}
        stub.will(accepts(me), *answers)
        async with Bot(TOKEN, base_url=stub.url.removesuffix(TOKEN)) as bot:
            await register(bot, webhook, asyncio.Event())
    return stub


async def test_telegram_is_told_where_to_post(webhook: Webhook) -> None:
    stub = await registered(webhook, accepts(True))
    path, fields = stub.asked[-1]
    assert path.endswith("/setWebhook")
    assert fields["url"] == webhook.url
    assert fields["secret_token"] == SECRET
    assert json.loads(str(fields["allowed_updates"])) == list(ALLOWED_UPDATES)
    assert fields["max_connections"] == "40"


async def test_it_is_told_again_until_it_listens(
    webhook: Webhook, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    waits: list[float] = []

    async def wait(coroutine: Awaitable[object], timeout: float) -> None:  # noqa: ASYNC109 - asyncio's own
        waits.append(timeout)
        asyncio.ensure_future(coroutine).cancel()
        raise TimeoutError

    monkeypatch.setattr(asyncio, "wait_for", wait)
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # as an open request object of ours has it
    caplog.set_level(logging.WARNING)
    busy = refuses(429, "Too Many Requests: retry after 7", retry_after=7)
    stub = await registered(webhook, busy, refuses(500, "Internal Server Error"), accepts(True))
    assert [path.rpartition("/")[2] for path, _ in stub.asked] == ["getMe", *["setWebhook"] * 3]
    assert waits == [7.0, 2.0]
    assert caplog.text.count("cannot be set") == 1


async def test_an_address_that_telegram_does_not_take_is_told_in_one_sentence(webhook: Webhook) -> None:
    with pytest.raises(WebhookRefusedError, match=r"does not take WEBHOOK_URL \(.*https"):
        await registered(webhook, refuses(400, "Bad Request: bad webhook: HTTPS url must be provided for webhook"))


async def test_a_token_that_was_revoked_is_told_as_such(webhook: Webhook) -> None:
    with pytest.raises(TokenRefusedError):
        await registered(webhook, refuses(401, "Unauthorized"))


async def test_a_webhook_that_somebody_took_away_is_set_again(webhook: Webhook, telegram: Telegram) -> None:
    refusals: list[TokenRefusedError] = []
    watch = WebhookWatch(Bot(TOKEN, request=telegram), webhook, refusals.append)
    await watch.tick()
    assert [name for name, _ in telegram.asked] == ["getWebhookInfo", "setWebhook"]
    telegram.asked.clear()
    telegram.results["getWebhookInfo"] = info_of(webhook.url, 3, "Connection refused")
    await watch.tick()
    assert [name for name, _ in telegram.asked] == ["getWebhookInfo"]
    assert watch.problem == "Telegram cannot post 3 updates: Connection refused"
    telegram.refusals["getWebhookInfo"] = (500, "Internal Server Error")
    await watch.tick()
    assert "cannot be asked" in watch.problem
    telegram.refusals.clear()
    telegram.results["getWebhookInfo"] = info_of(webhook.url)
    await watch.tick()
    assert watch.problem == ""
    assert not refusals
    telegram.refusals["getWebhookInfo"] = (401, "Unauthorized")
    await watch.tick()
    assert "does not know the token any more" in str(refusals[0])


@pytest.mark.parametrize(
    ("pending", "error", "is_problem"), [(0, "", False), (3, "", False), (0, "x", False), (3, "x", True)]
)
def test_an_old_error_is_no_problem(pending: int, error: str, is_problem: bool) -> None:
    info = WebhookInfo.de_json(info_of("https://bot.example.org", pending, error), None)
    assert bool(problem_of(info)) is is_problem
