import asyncio
import json
import logging
import math
from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest
from markupsafe import Markup
from telegram.error import RetryAfter
from yarl import URL

from bot.delivery.outcome import Delivered, Failed, Gone, MessageGone, NotSent, Refused, Throttled, Unknown
from bot.transport.rate_limiter import Priority, RateLimiter
from bot.transport.request import AiohttpRequest
from bot.transport.sender import Sender
from bot.views.message import Album, Button, Message, Post, PostKind, Sendable
from storage.models import SubscriberStatus
from tests.support.telegram import MESSAGE as MESSAGE_JSON
from tests.support.telegram import TOKEN, Answer, Stub, accepts, refuses

MESSAGE = Message(
    html=Markup("<b>Eins &amp; zwei</b> ä😀"),
    keyboard=((Button("Read", url="https://example.org/?a=1&b=2"),), (Button("Mute", data="mute:1"),)),
    preview_url="https://example.org/a.jpg",
)


class NotedPacer(RateLimiter):
    """Notes who asked for a turn, and who was throttled."""

    def __init__(self) -> None:
        super().__init__(0)
        self.asked: list[tuple[int | str | None, Priority]] = []
        self.noted: list[tuple[int | str, timedelta]] = []
        self.late = 0
        """So many turns are over before they can be used."""

    async def turn(self, chat_id: int | str | None, priority: Priority) -> float:
        self.asked.append((chat_id, priority))
        return -math.inf if len(self.asked) <= self.late else math.inf

    def throttled(self, chat_id: int | str, retry_after: timedelta) -> None:
        self.noted.append((chat_id, retry_after))


@pytest.fixture
def rate_limiter() -> NotedPacer:
    return NotedPacer()


@pytest.fixture
async def sender(stub: Stub, rate_limiter: NotedPacer) -> AsyncIterator[Sender]:
    async with AiohttpRequest(read_timeout=0.2) as request:
        yield Sender(request, stub.url, rate_limiter)


async def test_a_message_arrives_whole(sender: Sender, stub: Stub, rate_limiter: NotedPacer) -> None:
    assert await sender.send(-100123, 0, MESSAGE) == Delivered(7)
    [(path, fields)] = stub.asked
    assert path == f"/bot{TOKEN}/sendMessage"
    assert json.loads(str(fields.pop("link_preview_options"))) == {
        "url": "https://example.org/a.jpg",
        "prefer_large_media": True,
        "show_above_text": True,
    }
    assert json.loads(str(fields.pop("reply_markup"))) == {
        "inline_keyboard": [
            [{"text": "Read", "url": "https://example.org/?a=1&b=2"}],
            [{"text": "Mute", "callback_data": "mute:1"}],
        ]
    }
    assert fields == {"chat_id": "-100123", "text": "<b>Eins &amp; zwei</b> ä😀", "parse_mode": "HTML"}
    assert rate_limiter.asked == [(-100123, Priority.ALERT)]


async def test_a_bare_message_has_neither_buttons_nor_preview(sender: Sender, stub: Stub) -> None:
    assert await sender.send(5, 42, Message(Markup("x"))) == Delivered(7)
    assert stub.asked[0][1] == {
        "chat_id": "5",
        "message_thread_id": "42",
        "text": "x",
        "parse_mode": "HTML",
        "link_preview_options": '{"is_disabled":true}',
    }


async def test_plain_means_text_alone(sender: Sender, stub: Stub) -> None:
    await sender.send(5, 0, MESSAGE, is_plain=True)
    await sender.send(5, 0, Message(Markup("ä" * 5000)), is_plain=True)
    assert stub.asked[0][1] == {
        "chat_id": "5",
        "text": "Eins & zwei ä😀",
        "link_preview_options": '{"is_disabled":true}',
    }
    assert stub.asked[1][1]["text"] == "ä" * 4096


BOLD = '[{"type":"bold","offset":0,"length":2}]'
READ = ((Button("Read", url="https://example.org/"),),)
READ_JSON = '{"inline_keyboard":[[{"text":"Read","url":"https://example.org/"}]]}'
OFF = '{"is_disabled":true}'


@pytest.mark.parametrize(
    ("sent", "method", "fields"),
    [
        (Post(PostKind.TEXT, "Hi"), "sendMessage", {"text": "Hi"}),
        (
            Post(PostKind.TEXT, "Hi", BOLD, preview=OFF, keyboard=READ),
            "sendMessage",
            {"text": "Hi", "entities": BOLD, "link_preview_options": OFF, "reply_markup": READ_JSON},
        ),
        (Post(PostKind.PHOTO, file_id="f"), "sendPhoto", {"photo": "f"}),
        (
            Post(PostKind.VIDEO, "Hi", BOLD, "f", has_spoiler=True, is_caption_above=True, keyboard=READ),
            "sendVideo",
            {
                "video": "f",
                "caption": "Hi",
                "caption_entities": BOLD,
                "has_spoiler": "true",
                "show_caption_above_media": "true",
                "reply_markup": READ_JSON,
            },
        ),
        (Post(PostKind.ANIMATION, file_id="f"), "sendAnimation", {"animation": "f"}),
        (Post(PostKind.DOCUMENT, "Hi", file_id="f"), "sendDocument", {"document": "f", "caption": "Hi"}),
        (Post(PostKind.AUDIO, file_id="f"), "sendAudio", {"audio": "f"}),
        (Post(PostKind.VOICE, file_id="f"), "sendVoice", {"voice": "f"}),
        (Post(PostKind.STICKER, file_id="f"), "sendSticker", {"sticker": "f"}),
        (Post(PostKind.VIDEO_NOTE, file_id="f"), "sendVideoNote", {"video_note": "f"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_a_post_goes_as_it_was_written(
    sender: Sender, stub: Stub, sent: Post, method: str, fields: dict[str, str]
) -> None:
    assert await sender.send(5, 0, sent) == Delivered(7)
    assert stub.asked == [(f"/bot{TOKEN}/{method}", {"chat_id": "5"} | fields)]


PICTURES = Album((Post(PostKind.PHOTO, "Hi", BOLD, "f"), Post(PostKind.VIDEO, file_id="g", has_spoiler=True)))


async def test_an_album_is_one_request_that_counts_for_each_item(
    sender: Sender, stub: Stub, rate_limiter: NotedPacer
) -> None:
    stub.will(accepts([MESSAGE_JSON, MESSAGE_JSON | {"message_id": 8}]))
    assert await sender.send(-5, 42, PICTURES, is_bulk=True) == Delivered(7)
    [(path, fields)] = stub.asked
    assert path == f"/bot{TOKEN}/sendMediaGroup"
    assert json.loads(str(fields.pop("media"))) == [
        {"type": "photo", "media": "f", "caption": "Hi", "caption_entities": json.loads(BOLD)},
        {"type": "video", "media": "g", "has_spoiler": True},
    ]
    assert fields == {"chat_id": "-5", "message_thread_id": "42"}
    assert rate_limiter.asked == [(-5, Priority.REST), (None, Priority.REST)]


@pytest.mark.parametrize("answer", [[], [{}], [7], 7])
async def test_an_album_whose_answer_names_no_message_is_of_unknown_fate(
    sender: Sender, stub: Stub, answer: object
) -> None:
    stub.will(accepts(answer))
    assert isinstance(await sender.send(5, 0, PICTURES), Unknown)


LINKED = '[{"type":"text_link","offset":0,"length":2,"url":"https://example.org/"}]'


@pytest.mark.parametrize(
    ("sent", "fields"),
    [
        (
            Post(PostKind.TEXT, "Hi", LINKED, keyboard=READ),
            {"text": "Hi\n\nhttps://example.org/", "link_preview_options": OFF},
        ),
        (Post(PostKind.PHOTO, "Hi", BOLD, "f", keyboard=READ), {"photo": "f", "caption": "Hi"}),
        (Post(PostKind.PHOTO, "ä" * 1030, BOLD, "f"), {"photo": "f", "caption": "ä" * 1024}),
        (PICTURES, {"media": '[{"type":"photo","media":"f","caption":"Hi"},'
                             '{"type":"video","media":"g","has_spoiler":true}]'}),
    ],
)  # fmt: skip
async def test_a_plain_post_keeps_its_file(sender: Sender, stub: Stub, sent: Sendable, fields: dict[str, str]) -> None:
    await sender.send(5, 0, sent, is_plain=True)
    assert stub.asked[0][1] == {"chat_id": "5"} | fields


async def test_a_broadcast_goes_after_all_alerts(sender: Sender, rate_limiter: NotedPacer) -> None:
    await sender.send(5, 0, MESSAGE, is_bulk=True)
    await sender.send(5, 0, MESSAGE)
    assert [priority for _, priority in rate_limiter.asked] == [Priority.REST, Priority.ALERT]


async def test_an_edit_names_the_message_and_goes_last(sender: Sender, stub: Stub, rate_limiter: NotedPacer) -> None:
    assert await sender.edit(5, 7, MESSAGE) == Delivered(7)
    [(path, fields)] = stub.asked
    assert path == f"/bot{TOKEN}/editMessageText"
    assert (fields["chat_id"], fields["message_id"]) == ("5", "7")
    assert {"text", "parse_mode", "reply_markup", "link_preview_options"} < fields.keys()
    assert rate_limiter.asked == [(5, Priority.REST)]


async def test_a_refusal_is_an_outcome_and_tried_once(sender: Sender, stub: Stub, rate_limiter: NotedPacer) -> None:
    stub.will(refuses(403, "Forbidden: bot was blocked by the user"))
    blocked = await sender.send(5, 0, MESSAGE)
    assert blocked == Gone(SubscriberStatus.BLOCKED, "Forbidden: bot was blocked by the user")
    assert len(stub.asked) == 1
    assert not rate_limiter.noted


async def test_a_429_slows_its_chat(sender: Sender, stub: Stub, rate_limiter: NotedPacer) -> None:
    stub.will(refuses(429, "Too Many Requests: retry after 35", retry_after=35))
    assert await sender.send(5, 0, MESSAGE) == Throttled(timedelta(seconds=35))
    assert rate_limiter.noted == [(5, timedelta(seconds=35))]
    assert len(stub.asked) == 1


class ImpatientPacer(NotedPacer):
    async def turn(self, chat_id: int | str | None, priority: Priority) -> float:
        if len(self.asked) == self.late:
            raise RetryAfter(timedelta(seconds=60))
        return await super().turn(chat_id, priority)


@pytest.mark.parametrize("late", [0, 1])
async def test_without_a_turn_nothing_is_sent(stub: Stub, late: int) -> None:
    rate_limiter = ImpatientPacer()
    rate_limiter.late = late
    async with AiohttpRequest() as request:
        outcome = await Sender(request, stub.url, rate_limiter).send(5, 0, MESSAGE)
    assert outcome == Throttled(timedelta(seconds=60))
    assert not stub.asked
    assert not rate_limiter.noted, "the pacer knows already"


async def test_when_its_turn_is_over_before_the_first_byte_a_message_waits_for_another(
    sender: Sender, stub: Stub, rate_limiter: NotedPacer
) -> None:
    """The other one is for no chat: that one has counted the message."""
    rate_limiter.late = 2
    assert await sender.send(5, 0, MESSAGE) == Delivered(7)
    assert len(stub.asked) == 1
    assert rate_limiter.asked == [(5, Priority.ALERT), (None, Priority.ALERT), (None, Priority.ALERT)]


class BrokenRequest(AiohttpRequest):
    async def send(self, url: URL, form: bytes, is_over: Callable[[], bool] = lambda: False) -> int:
        raise ZeroDivisionError


async def test_what_nobody_foresaw_is_logged_and_unknown(
    rate_limiter: NotedPacer, caplog: pytest.LogCaptureFixture
) -> None:
    outcome = await Sender(BrokenRequest(), f"http://127.0.0.1/bot{TOKEN}", rate_limiter).send(5, 0, MESSAGE)
    assert outcome == Unknown("ZeroDivisionError")
    [record] = caplog.records
    assert record.levelno == logging.ERROR
    assert record.exc_info


async def test_the_token_is_in_no_log_and_no_outcome(
    sender: Sender, stub: Stub, rate_limiter: NotedPacer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    stub.will(
        accepts(), Answer(cuts=True), Answer(502, b"<html>"), Answer(body=b"<html>"), Answer(until=asyncio.Event())
    )
    outcomes = [await sender.send(5, 0, MESSAGE) for _ in range(5)]
    assert [type(outcome) for outcome in outcomes] == [Delivered, Unknown, Failed, Unknown, Unknown]
    async with AiohttpRequest() as request:
        outcomes.append(await Sender(request, f"http:///bot{TOKEN}", rate_limiter).send(5, 0, MESSAGE))
    assert isinstance(outcomes[-1], NotSent)
    assert TOKEN not in caplog.text + repr(outcomes) + repr(sender)


@pytest.mark.parametrize("sent", [MESSAGE, Post(PostKind.PHOTO, file_id="f"), PICTURES])
async def test_what_is_silent_notifies_nobody(sender: Sender, stub: Stub, sent: Sendable) -> None:
    await sender.send(-5, 42, sent, is_silent=True)
    await sender.send(-5, 42, sent)
    (_, silent), (_, loud) = stub.asked
    assert silent == loud | {"disable_notification": "true"}


async def test_what_is_paid_for_says_so_and_goes_at_its_own_rate(stub: Stub, rate_limiter: NotedPacer) -> None:
    async with AiohttpRequest() as request:
        sender = Sender(request, stub.url, rate_limiter, may_pay=True)
        await sender.send(5, 0, MESSAGE, is_bulk=True, is_paid=True)
        await sender.send(5, 0, MESSAGE, is_bulk=True)
    (_, paid), (_, free) = stub.asked
    assert paid == free | {"allow_paid_broadcast": "true"}
    assert rate_limiter.asked == [(5, Priority.PAID), (5, Priority.REST)]


async def test_nothing_is_paid_for_where_the_settings_have_no_rate_for_it(
    sender: Sender, stub: Stub, rate_limiter: NotedPacer
) -> None:
    await sender.send(5, 0, MESSAGE, is_bulk=True, is_paid=True)
    ((_, asked),) = stub.asked
    assert "allow_paid_broadcast" not in asked
    assert rate_limiter.asked == [(5, Priority.REST)]


async def test_a_probe_asks_who_we_are_and_takes_no_turn(sender: Sender, stub: Stub, rate_limiter: NotedPacer) -> None:
    stub.will(accepts({"id": 1, "is_bot": True, "first_name": "x"}))
    assert await sender.probe()
    assert [path for path, _ in stub.asked] == [f"/bot{TOKEN}/getMe"]
    assert rate_limiter.asked == []


@pytest.mark.parametrize(
    ("answer", "is_answered"),
    [
        (refuses(429, "Too Many Requests: retry after 5", retry_after=5), True),
        (refuses(401, "Unauthorized"), True),
        (refuses(500, "Internal Server Error"), False),
        (Answer(502, b"<html>Bad gateway</html>"), False),
        (Answer(200, b"<html>Sign in to this network</html>"), False),
        (Answer(cuts=True), False),
        (Answer(until=asyncio.Event()), False),
    ],
)
async def test_only_an_answer_of_telegram_is_a_sign_of_life(
    answer: Answer, is_answered: bool, sender: Sender, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.transport.sender.PROBE_SECONDS", 0.2)
    stub.will(answer)
    assert await sender.probe() is is_answered


async def test_a_probe_without_a_connection_fails(stub: Stub, rate_limiter: NotedPacer) -> None:
    closed = Sender(AiohttpRequest(), stub.url, rate_limiter)
    assert not await closed.probe()


async def test_a_reply_names_its_message_and_goes_without_where_that_is_gone(sender: Sender, stub: Stub) -> None:
    await sender.send(5, 3, MESSAGE, reply_to=77)
    [(_, fields)] = stub.asked
    assert json.loads(str(fields["reply_parameters"])) == {"message_id": 77, "allow_sending_without_reply": True}
    assert fields["message_thread_id"] == "3"


async def test_deleting_goes_last_and_says_what_became_of_it(
    sender: Sender, stub: Stub, rate_limiter: NotedPacer
) -> None:
    stub.will(
        accepts(True),
        refuses(400, "Bad Request: message to delete not found"),
        refuses(400, "Bad Request: message can't be deleted for everyone"),
        refuses(429, "Too Many Requests: retry after 9", retry_after=9),
        Answer(cuts=True),
    )
    outcomes = [await sender.delete(5, 7) for _ in range(5)]
    assert [type(each) for each in outcomes] == [Delivered, MessageGone, Refused, Throttled, Unknown]
    assert {path for path, _ in stub.asked} == {f"/bot{TOKEN}/deleteMessage"}
    assert rate_limiter.asked == [(5, Priority.REST)] * 5
    assert rate_limiter.noted == [(5, timedelta(seconds=9))]
