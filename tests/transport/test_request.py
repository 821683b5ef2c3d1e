import asyncio
import socket
from collections.abc import AsyncIterator

import pytest
import telegram
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut
from yarl import URL

from bot.transport.request import AiohttpRequest, NotSentError
from tests.support.telegram import TOKEN, Answer, Stub, accepts, refuses


@pytest.fixture
async def request_() -> AsyncIterator[AiohttpRequest]:
    async with AiohttpRequest(connect_timeout=0.2, read_timeout=0.2) as request:
        yield request


def client(stub: Stub, request: AiohttpRequest) -> telegram.Bot:
    return telegram.Bot(TOKEN, base_url=stub.url.removesuffix(TOKEN), request=request)


async def test_parameters_arrive_as_a_form_with_json_inside(stub: Stub, request_: AiohttpRequest) -> None:
    keyboard = telegram.InlineKeyboardMarkup.from_button(telegram.InlineKeyboardButton("Ja & nein", callback_data="ä"))
    sent = await client(stub, request_).send_message(-5, "a=b&c\n😀", reply_markup=keyboard, disable_notification=True)
    assert sent.message_id == 7
    path, fields = stub.asked[0]
    assert path == f"/bot{TOKEN}/sendMessage"
    assert fields["chat_id"] == "-5"
    assert fields["text"] == "a=b&c\n😀"
    assert fields["disable_notification"] == "true"
    assert keyboard.to_json() == fields["reply_markup"]


async def test_a_file_is_uploaded(stub: Stub, request_: AiohttpRequest) -> None:
    sent = await client(stub, request_).send_document(5, b"\x00bytes", filename="a b.txt", caption="Ä")
    assert sent.message_id == 7
    _, fields = stub.asked[0]
    assert (fields["chat_id"], fields["caption"]) == ("5", "Ä")
    assert b"\x00bytes" in fields.values()


async def test_a_call_without_parameters_and_a_download(stub: Stub, request_: AiohttpRequest) -> None:
    stub.will(
        accepts({"id": 1, "is_bot": True, "first_name": "Wire", "username": "wire_bot"}), Answer(body=b"\x00file")
    )
    assert (await client(stub, request_).get_me()).username == "wire_bot"
    assert await request_.retrieve(stub.url) == b"\x00file"


async def test_timeouts_of_a_call_go_before_those_of_the_object(stub: Stub) -> None:
    stub.will(Answer(until=asyncio.Event()))
    async with AiohttpRequest(read_timeout=60) as request:
        with pytest.raises(TimedOut):
            await client(stub, request).send_message(1, "x", read_timeout=0.05, connect_timeout=None, write_timeout=1)


async def test_connections_are_kept(stub: Stub, request_: AiohttpRequest) -> None:
    for _ in range(3):
        await request_.send(URL(stub.url), b"")
    assert len(stub.connections) == 1


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_refused_connections_surely_sent_nothing(request_: AiohttpRequest) -> None:
    url = f"http://127.0.0.1:{closed_port()}/bot{TOKEN}/sendMessage"
    with pytest.raises(NotSentError, match="Cannot connect") as caught:
        await request_.send(URL(url), b"")
    assert TOKEN not in str(caught.value)
    with pytest.raises(NotSentError):
        await request_.post(url)


async def test_waiting_for_the_pool_surely_sent_nothing(stub: Stub) -> None:
    release = asyncio.Event()
    stub.will(Answer(until=release), accepts())
    async with AiohttpRequest(pool_size=1, connect_timeout=0.05) as request:
        first = asyncio.create_task(request.send(URL(stub.url), b""))
        await stub.arrived.wait()
        with pytest.raises(NotSentError, match="ConnectionTimeoutError") as caught:
            await request.send(URL(stub.url), b"")
        assert TOKEN not in str(caught.value)
        stub.answers.clear()
        release.set()
        with pytest.raises(TelegramError, match="Invalid server response"):
            await first  # its scripted answer has no body
    assert len(stub.asked) == 1


@pytest.mark.parametrize("url", ["http:///nowhere", "ftp://127.0.0.1/"])
async def test_addresses_that_are_none(url: str, request_: AiohttpRequest) -> None:
    with pytest.raises(NotSentError):
        await request_.send(URL(url), b"")


async def test_a_request_object_that_is_not_open_sends_nothing(stub: Stub) -> None:
    request = AiohttpRequest()
    with pytest.raises(NotSentError, match="not open"):
        await request.send(URL(stub.url), b"")
    async with request:
        await request.initialize()
        await request.send(URL(stub.url), b"")
    with pytest.raises(NotSentError, match="not open"):
        await request.send(URL(stub.url), b"")
    await request.shutdown()


async def test_a_dropped_connection_leaves_it_open(stub: Stub, request_: AiohttpRequest) -> None:
    stub.will(Answer(cuts=True))
    with pytest.raises(NetworkError, match="ServerDisconnectedError") as caught:
        await request_.send(URL(stub.url), b"")
    assert not isinstance(caught.value, NotSentError | TimedOut)
    assert len(stub.asked) == 1, "a POST must not be repeated"


async def test_silence_leaves_it_open(stub: Stub, request_: AiohttpRequest) -> None:
    stub.will(Answer(until=asyncio.Event()))
    with pytest.raises(TimedOut):
        await request_.send(URL(stub.url), b"")


async def test_a_send_runs_to_its_end_though_nobody_waits(stub: Stub) -> None:
    release = asyncio.Event()
    stub.will(Answer(until=release, cuts=True))
    request = AiohttpRequest()
    await request.initialize()
    send = asyncio.create_task(request.send(URL(stub.url), b""))
    await stub.arrived.wait()
    send.cancel()
    with pytest.raises(asyncio.CancelledError):
        await send
    closing = asyncio.create_task(request.shutdown())
    for _ in range(20):
        await asyncio.sleep(0)
    assert not closing.done(), "the send is still in the air"
    release.set()
    await closing


async def test_a_call_cut_off_with_its_loop_is_no_error(stub: Stub) -> None:
    release = asyncio.Event()
    stub.will(Answer(until=release))
    request = AiohttpRequest()
    await request.initialize()
    send = asyncio.create_task(request.post(stub.url))
    await stub.arrived.wait()
    for task in request._in_air:
        task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await send
    release.set()
    await request.shutdown()


@pytest.mark.parametrize(
    "body",
    [
        b'{"ok":true,"result":{"message_id":12,"date":1}}',
        b'{"ok":true,"result":{"message_id":12}}',
        b'{"ok": true, "result": {"message_id": 12, "date": 1}}',
        b'{"ok":true,"result":{"date":1,"message_id":12}}',
        b'{"ok":true,"description":"x","result":{"message_id":12}}',
    ],
)
async def test_the_id_is_read_however_it_is_written(body: bytes, stub: Stub, request_: AiohttpRequest) -> None:
    stub.will(Answer(body=body))
    assert await request_.send(URL(stub.url), b"") == 12


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Sign in to this network</html>",
        b"[]",
        b"\xff\xfe",
        b'{"ok":true,"result":{"message_id":12',
        b'{"ok":true,"result":true}',
        b'{"ok":true,"result":{}}',
        b'{"ok":true,"result":{"message_id":"x"}}',
        b'{"ok":false}',
    ],
)
async def test_an_answer_without_an_id_is_an_error(
    body: bytes, stub: Stub, request_: AiohttpRequest, caplog: pytest.LogCaptureFixture
) -> None:
    stub.will(Answer(body=body))
    with pytest.raises(TelegramError, match="Invalid server response") as caught:
        await request_.send(URL(stub.url), b"")
    assert not isinstance(caught.value, NetworkError)
    assert not caplog.records


async def test_errors_are_those_of_the_library(stub: Stub, request_: AiohttpRequest) -> None:
    stub.will(refuses(400, "Bad Request: TOPIC_CLOSED"))
    with pytest.raises(BadRequest, match="Topic_closed"):
        await request_.send(URL(stub.url), b"")


async def test_a_redirect_is_not_followed(stub: Stub, request_: AiohttpRequest) -> None:
    stub.will(Answer(status=302, headers={"Location": stub.url}))
    with pytest.raises(NetworkError, match="302"):
        await request_.send(URL(stub.url), b"")
    assert len(stub.asked) == 1


async def test_the_proxy_of_the_environment_is_used(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", str(URL(stub.url).origin()))
    monkeypatch.setenv("no_proxy", "")
    async with AiohttpRequest() as request:
        assert await request.send(URL("http://api.example/bot1:x/sendMessage"), b"chat_id=1") == 7
    assert stub.asked[0][1] == {"chat_id": "1"}
