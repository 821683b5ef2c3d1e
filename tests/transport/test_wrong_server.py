"""A wrong address is told as such, and a wrong token as that."""

import json

import pytest
import telegram
from telegram.error import InvalidToken, NetworkError, TelegramError
from yarl import URL

from bot.delivery.outcome import TokenRefused, Unknown
from bot.delivery.worker import TokenRefusedError
from bot.transport.errors import outcome_of
from bot.transport.polling import PollRequest, PollWatchdog, WrongServerError, refused_start
from bot.transport.request import AiohttpRequest, ForeignAnswerError
from tests.support.telegram import TOKEN, Answer, Stub, refuses

FOREIGN = [
    Answer(404, b"<html><h1>404 Not Found</h1></html>"),
    Answer(404, b'{"detail": "Not Found"}'),
    Answer(404, b'{"ok": false, "error": "not_found"}'),
    Answer(404, b""),
    Answer(401, b'{"message": "Bad credentials"}'),
    Answer(401, b"<html>Authorization Required</html>"),
    Answer(403, b"Forbidden"),
    Answer(301, b"", headers={"Location": "https://elsewhere.example/"}),
    Answer(302, b"<html>Moved</html>", headers={"Location": "https://elsewhere.example/"}),
    Answer(405, json.dumps([1, 2]).encode()),
]


@pytest.mark.parametrize("answer", FOREIGN)
async def test_what_is_no_bot_api_server_is_told_as_such(answer: Answer, stub: Stub) -> None:
    stub.will(answer, answer)
    async with AiohttpRequest() as request:
        bot = telegram.Bot(TOKEN, base_url=stub.url.removesuffix(TOKEN), request=request)
        with pytest.raises(ForeignAnswerError, match=r"is no Bot API server .*: see to TELEGRAM_API_URL") as told:
            await bot.get_me()
        with pytest.raises(ForeignAnswerError) as sent:
            await request.send(URL(f"{stub.url}/sendMessage"), b"chat_id=1")
    assert TOKEN not in str(told.value)
    assert isinstance(outcome_of(sent.value), Unknown)


@pytest.mark.parametrize("code", [401, 404])
async def test_what_a_bot_api_server_refuses_is_a_token(code: int, stub: Stub) -> None:
    stub.will(refuses(code, "Unauthorized"), refuses(code, "Unauthorized"))
    async with AiohttpRequest() as request:
        with pytest.raises(InvalidToken):
            await request.post(stub.url)
        with pytest.raises(InvalidToken) as sent:
            await request.send(URL(stub.url), b"chat_id=1")
    assert isinstance(outcome_of(sent.value), TokenRefused)


@pytest.mark.parametrize(
    ("words", "base_url", "kind"),
    [
        ("Unauthorized", "https://api.telegram.org/bot1:a", TokenRefusedError),
        ("Unauthorized", "http://127.0.0.1:8081/bot1:a", TokenRefusedError),
        ("Not Found", "https://api.telegram.org/bot1:a", TokenRefusedError),
        ("Not Found", "https://api.telegram.org/telegram/bot1:a", WrongServerError),
        ("Not Found", "http://127.0.0.1:8081/bot1:a", WrongServerError),
    ],
)
def test_what_the_first_refusal_means(words: str, base_url: str, kind: type[Exception]) -> None:
    error = refused_start(InvalidToken(words), base_url)
    assert type(error) is kind
    assert ("TELEGRAM_API_URL" in str(error)) == (kind is WrongServerError)
    assert "1:a" not in str(error)


@pytest.mark.parametrize(("answer", "is_told"), [(refuses(401, "Unauthorized"), True), (FOREIGN[0], False)])
async def test_a_token_that_is_revoked_ends_the_process_and_not_the_poller(
    answer: Answer, is_told: bool, stub: Stub
) -> None:
    told: list[Exception] = []
    stub.will(answer)
    async with PollRequest(PollWatchdog(30), on_refused=told.append) as request:
        with pytest.raises(NetworkError) as caught:
            await request.post(f"{stub.url}/getUpdates")
    assert not isinstance(caught.value, InvalidToken)
    assert [type(each) for each in told] == [TokenRefusedError] * is_told


async def test_reasons_of_no_connection_are_plain_words(stub: Stub) -> None:
    port = URL(stub.url).port
    async with AiohttpRequest() as request:
        for url, words in (
            (f"https://127.0.0.1:{port}/bot1:a/getMe", "it does not speak TLS"),
            ("http://127.0.0.1:1/bot1:a/getMe", "Cannot connect to 127.0.0.1:1: "),
        ):
            with pytest.raises(NetworkError, match=words) as caught:
                await request.post(url)
            assert "ssl:" not in str(caught.value)
            assert "1:a" not in str(caught.value)


async def test_a_page_where_an_answer_is_wanted_names_the_setting(stub: Stub) -> None:
    stub.will(Answer(200, b"<html>Welcome</html>"))
    async with AiohttpRequest() as request:
        with pytest.raises(TelegramError, match="TELEGRAM_API_URL"):
            await request.post(stub.url)
