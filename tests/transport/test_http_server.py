"""The HTTP server says how the process is, and nothing of what it is made of."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from io import BytesIO

import aiohttp
import pytest
from aiohttp import web

from bot.transport import http_server
from bot.transport.http_server import MOST_BODY, HttpServer, HttpServerError

PROBLEMS: dict[str, str] = {}


async def find_problems() -> Mapping[str, str]:
    return PROBLEMS


async def measure(request: web.BaseRequest) -> web.Response:
    return web.Response(text=str(len(await request.read())))


async def fail(_request: web.BaseRequest) -> web.Response:
    raise ValueError("something that a person wrote")


def server_at(port: int = 0, host: str = "127.0.0.1") -> HttpServer:
    routes = {("POST", "/measure"): measure, ("POST", "/fail"): fail}
    return HttpServer(
        host, port, find_problems=find_problems, read_metrics=lambda: (b"topicwire_up 1\n", "text/plain"), routes=routes
    )


@pytest.fixture
async def server() -> AsyncIterator[HttpServer]:
    PROBLEMS.clear()
    server = server_at()
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def client(server: HttpServer) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(f"http://127.0.0.1:{server.port}") as client:
        yield client


async def test_it_says_that_the_process_lives_whatever_is_wrong(client: aiohttp.ClientSession) -> None:
    PROBLEMS["database"] = "it is away"
    async with client.get("/healthz") as answer:
        assert (answer.status, await answer.text()) == (200, "ok\n")


async def test_it_says_whether_the_process_is_ready_and_why_not(client: aiohttp.ClientSession) -> None:
    PROBLEMS["outbox"] = ""
    async with client.get("/readyz") as answer:
        assert (answer.status, await answer.text()) == (200, "ready\n")
    PROBLEMS["database"] = "it is away"
    async with client.get("/readyz") as answer:
        assert (answer.status, await answer.text()) == (503, "database: it is away\n")
        assert answer.headers["Cache-Control"] == "no-store"


async def test_who_asks_whether_it_is_ready_does_not_wait_for_ever(
    client: aiohttp.ClientSession, server: HttpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never() -> Mapping[str, str]:
        await asyncio.Event().wait()
        return {}

    monkeypatch.setattr(server, "_find_problems", never)
    monkeypatch.setattr(http_server, "LOOK_SECONDS", 0.01)
    async with client.get("/readyz") as answer:
        assert answer.status == 503


async def test_it_hands_out_what_was_counted(client: aiohttp.ClientSession) -> None:
    async with client.get("/metrics") as answer:
        assert (await answer.read(), answer.content_type) == (b"topicwire_up 1\n", "text/plain")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 404),
        ("GET", "/healthz/", 404),
        ("POST", "/healthz", 405),
        ("GET", "/measure", 405),
        ("HEAD", "/healthz", 200),
    ],
)
async def test_nothing_else_is_served(client: aiohttp.ClientSession, method: str, path: str, status: int) -> None:
    async with client.request(method, path) as answer:
        assert answer.status == status
        assert "Server" not in answer.headers


async def test_a_body_has_a_limit(client: aiohttp.ClientSession) -> None:
    async with client.post("/measure", data=BytesIO(bytes(MOST_BODY))) as answer:
        assert await answer.text() == str(MOST_BODY)
    async with client.post("/measure", data=BytesIO(bytes(MOST_BODY + 1))) as answer:
        assert answer.status == 413


async def test_what_fails_is_logged_and_answered_without_a_word_of_it(
    client: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    async with client.post("/fail") as answer:
        assert (answer.status, await answer.text()) == (500, "Internal Server Error\n")
    assert [record.getMessage() for record in caplog.records] == ["a request to /fail failed"]


async def test_a_malformed_request_learns_nothing_and_fills_no_log(
    server: HttpServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: nonsense\r\n\r\n")
    answer = await reader.read()
    writer.close()
    assert answer.startswith(b"HTTP/1.0 400")
    assert b"Server" not in answer
    assert not caplog.records


async def test_a_port_that_is_taken_is_refused_in_one_sentence(server: HttpServer) -> None:
    with pytest.raises(HttpServerError, match=r"port \d+ \(address already in use\): set another HTTP_PORT"):
        await server_at(server.port).start()


async def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(HttpServerError, match="see to HTTP_HOST"):
        await server_at(host="192.0.2.1").start()


async def test_it_can_be_stopped_without_having_started() -> None:
    server = server_at()
    await server.stop()
    assert server.port == 0
