from datetime import timedelta

import pytest
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut
from yarl import URL

from bot.delivery.outcome import (
    Failed,
    Gone,
    MessageGone,
    Migrated,
    NotSent,
    Outcome,
    Refused,
    ThreadClosed,
    ThreadGone,
    Throttled,
    TokenRefused,
    Unchanged,
    Unknown,
)
from bot.transport.errors import outcome_of, retry_delay
from bot.transport.request import AiohttpRequest, NotSentError
from storage.models import SubscriberStatus
from tests.support.telegram import Answer, Stub, accepts, refuses

MANY = "Too Many Requests"
BAD = "Bad Request"


async def outcome_when(stub: Stub, answer: Answer) -> Outcome:
    stub.will(answer)
    async with AiohttpRequest() as request:
        with pytest.raises(TelegramError) as caught:
            await request.send(URL(stub.url), b"chat_id=1")
    return outcome_of(caught.value)


@pytest.mark.parametrize(
    ("code", "description", "status"),
    [
        (403, "Forbidden: bot was blocked by the user", SubscriberStatus.BLOCKED),
        (403, "Forbidden: user is deactivated", SubscriberStatus.DEACTIVATED),
        (403, "Forbidden: bot can't initiate conversation with a user", SubscriberStatus.MISSING),
        (403, "Forbidden: the bot can't send messages to the bot", SubscriberStatus.MISSING),
        (400, "Bad Request: chat not found", SubscriberStatus.MISSING),
        (403, "Forbidden: bot was kicked from the group chat", SubscriberStatus.KICKED),
        (403, "Forbidden: bot was kicked from the supergroup chat", SubscriberStatus.KICKED),
        (403, "Forbidden: bot was kicked from the channel chat", SubscriberStatus.KICKED),
        (403, "Forbidden: bot is not a member of the group chat", SubscriberStatus.KICKED),
        (403, "Forbidden: bot is not a member of the supergroup chat", SubscriberStatus.KICKED),
        (403, "Forbidden: bot is not a member of the channel chat", SubscriberStatus.KICKED),
        (403, "Forbidden: the group chat was deleted", SubscriberStatus.MISSING),
        (400, "Bad Request: need administrator rights in the channel chat", SubscriberStatus.KICKED),
        (400, "Bad Request: not enough rights to send text messages to the chat", SubscriberStatus.KICKED),
        (400, "Bad Request: have no write access to the chat", SubscriberStatus.KICKED),
        (400, "Bad Request: CHAT_WRITE_FORBIDDEN", SubscriberStatus.KICKED),
        (403, "Forbidden: something new", SubscriberStatus.KICKED),
        (403, "Forbidden: bot can't send messages to bots", SubscriberStatus.MISSING),
        (400, "Bad Request: user not found", SubscriberStatus.MISSING),
        (400, "Bad Request: invalid user_id specified", SubscriberStatus.MISSING),
        (400, "Bad Request: group chat was deactivated", SubscriberStatus.MISSING),
        (400, "Bad Request: have no rights to send a message", SubscriberStatus.KICKED),
        (400, "Bad Request: PEER_ID_INVALID", SubscriberStatus.MISSING),
        (400, "Bad Request: CHAT_ID_INVALID", SubscriberStatus.MISSING),
        (400, "Bad Request: USER_ID_INVALID", SubscriberStatus.MISSING),
        (400, "Bad Request: CHANNEL_INVALID", SubscriberStatus.MISSING),
        (400, "Bad Request: USER_IS_BOT", SubscriberStatus.MISSING),
        (400, "Bad Request: USER_DEACTIVATED", SubscriberStatus.DEACTIVATED),
        (400, "Bad Request: USER_DEACTIVATED_BAN", SubscriberStatus.DEACTIVATED),
        (400, "Bad Request: INPUT_USER_DEACTIVATED", SubscriberStatus.DEACTIVATED),
        (400, "Bad Request: USER_IS_BLOCKED", SubscriberStatus.BLOCKED),
        (400, "Bad Request: CHANNEL_PRIVATE", SubscriberStatus.KICKED),
        (400, "Bad Request: CHAT_FORBIDDEN", SubscriberStatus.KICKED),
        (400, "Bad Request: CHAT_RESTRICTED", SubscriberStatus.KICKED),
        (400, "Bad Request: CHAT_ADMIN_REQUIRED", SubscriberStatus.KICKED),
        (400, "Bad Request: CHAT_SEND_PLAIN_FORBIDDEN", SubscriberStatus.KICKED),
        (400, "Bad Request: CHAT_GUEST_SEND_FORBIDDEN", SubscriberStatus.KICKED),
        (400, "Bad Request: USER_BANNED_IN_CHANNEL", SubscriberStatus.KICKED),
        (400, "Bad Request: USER_NOT_PARTICIPANT", SubscriberStatus.KICKED),
    ],
)
async def test_the_chat_is_gone(code: int, description: str, status: SubscriberStatus, stub: Stub) -> None:
    outcome = await outcome_when(stub, refuses(code, description))
    assert isinstance(outcome, Gone)
    assert outcome.status is status
    assert outcome.reason


@pytest.mark.parametrize(
    "description",
    [
        "Bad Request: message thread not found",
        "Bad Request: invalid message thread identifier specified",
        "Bad Request: the chat is not a forum",
        "Bad Request: TOPIC_DELETED",
        "Bad Request: TOPIC_ID_INVALID",
        "Bad Request: CHANNEL_FORUM_MISSING",
    ],
)
async def test_the_thread_is_gone(description: str, stub: Stub) -> None:
    outcome = await outcome_when(stub, refuses(400, description))
    assert isinstance(outcome, ThreadGone)
    assert outcome.is_forum_off == ("forum" in description.lower())


async def test_the_thread_is_closed(stub: Stub) -> None:
    assert isinstance(await outcome_when(stub, refuses(400, "Bad Request: TOPIC_CLOSED")), ThreadClosed)


@pytest.mark.parametrize(
    "text",
    [
        "message to edit not found",
        "message can't be edited",
        "there is no text in the message to edit",
        "MESSAGE_ID_INVALID",
        "MESSAGE_EDIT_TIME_EXPIRED",
        "MESSAGE_AUTHOR_REQUIRED",
    ],
)
async def test_the_message_is_gone(text: str, stub: Stub) -> None:
    assert isinstance(await outcome_when(stub, refuses(400, f"{BAD}: {text}")), MessageGone)


async def test_an_edit_that_changes_nothing(stub: Stub) -> None:
    description = (
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as "
        "a current content and reply markup of the message"
    )
    assert await outcome_when(stub, refuses(400, description)) == Unchanged()
    assert await outcome_when(stub, refuses(400, "Bad Request: MESSAGE_NOT_MODIFIED")) == Unchanged()


@pytest.mark.parametrize(
    ("text", "is_formatting"),
    [
        ("""can't parse entities: Can't find end tag corresponding to start tag "b\"""", True),
        ('can\'t parse entities: Unsupported start tag "" at byte offset 2', True),
        ("can't parse MessageEntity: x", True),
        ("unsupported parse_mode", True),
        ("message is too long", True),
        ("text is too long", True),
        ("message caption is too long", True),
        ("MESSAGE_TOO_LONG", True),
        ("BUTTON_DATA_INVALID", True),
        ("BUTTON_URL_INVALID", True),
        ("reply markup is too long", True),
        ("inline keyboard button URL 'http://localhost/' is invalid: Wrong HTTP URL", True),
        ("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard", True),
        ("can't parse reply keyboard markup JSON object", True),
        ("object expected as reply markup", True),
        ("can't parse link preview options JSON object", True),
        ("object expected as link preview options", True),
        ("failed to get HTTP URL content", True),
        ("wrong type of the web page content", True),
        ("wrong HTTP URL specified", True),
        ("wrong file identifier/HTTP URL specified", True),
        ("invalid file HTTP URL specified: URL host is empty", True),
        ("WEBPAGE_CURL_FAILED", True),
        ("ENTITIES_TOO_LONG", True),
        ("ENTITY_BOUNDS_INVALID", True),
        ("ENTITY_MENTION_USER_INVALID", True),
        ("REPLY_MARKUP_TOO_LONG", True),
        ("REPLY_MARKUP_INVALID", True),
        ("BUTTON_TYPE_INVALID", True),
        ("BUTTON_USER_PRIVACY_RESTRICTED", True),
        ("BOT_DOMAIN_INVALID", True),
        ("DOCUMENT_INVALID", True),
        ("MEDIA_CAPTION_TOO_LONG", True),
        ("WEBPAGE_MEDIA_EMPTY", True),
        ("WEBPAGE_URL_INVALID", True),
        ("EXTERNAL_URL_INVALID", True),
        ("CHAT_SEND_WEBPAGE_FORBIDDEN", True),
        ("CHAT_SEND_PHOTOS_FORBIDDEN", False),
        ("CHAT_SEND_MEDIA_FORBIDDEN", False),
        ("CHAT_SEND_STICKERS_FORBIDDEN", False),
        ("MESSAGE_EMPTY", False),
        ("QUOTE_TEXT_INVALID", False),
        ("SOMETHING_NEW", False),
        ("not enough rights to send photos to the chat", False),
        ("not enough rights to send video notes to the chat", False),
        ("VOICE_MESSAGES_FORBIDDEN", False),
        ("message text is empty", False),
        ("text must be non-empty", False),
        ("chat_id is empty", False),
        ("message to be replied not found", False),
        ("message to delete not found", False),
        ("message to copy not found", False),
        ("message to forward not found", False),
        ("message can't be deleted", False),
        ("there is no caption in the message to edit", False),
        ("query is too old and response timeout expired or query ID is invalid", False),
        ("there is no photo in the request", False),
        ("wrong remote file identifier specified: x", False),
        ("IMAGE_PROCESS_FAILED", False),
        ("PHOTO_INVALID_DIMENSIONS", False),
        ("group send failed", False),
        ("something new", False),
    ],
)
async def test_the_message_is_refused(text: str, is_formatting: bool, stub: Stub) -> None:
    outcome = await outcome_when(stub, refuses(400, f"{BAD}: {text}"))
    assert isinstance(outcome, Refused)
    assert outcome.is_formatting is is_formatting

    assert outcome.reason.lower().startswith(text.lower())


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("PEER_ID_INVALID", "PEER_ID_INVALID: there is no such chat, or the bot never met it"),
        ("INPUT_USER_DEACTIVATED", "INPUT_USER_DEACTIVATED: the person's account was deleted"),
        ("TOPIC_ID_INVALID", "TOPIC_ID_INVALID: the topic was deleted"),
        ("ENTITIES_TOO_LONG", "ENTITIES_TOO_LONG: the message has too much formatting"),
        ("REPLY_MARKUP_TOO_LONG", "REPLY_MARKUP_TOO_LONG: the buttons of the message are too large"),
        ("SOMETHING_NEW", "SOMETHING_NEW"),
        ("something new", "Something new"),
    ],
)
async def test_a_code_is_told_in_words(code: str, words: str, stub: Stub) -> None:
    outcome = await outcome_when(stub, refuses(400, f"{BAD}: {code}"))
    assert isinstance(outcome, Gone | ThreadGone | Refused)
    assert outcome.reason == words


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (refuses(429, f"{MANY}: retry after 14", retry_after=14), Throttled(timedelta(seconds=14))),
        (refuses(429, f"{MANY}: retry after 10072", retry_after=10072), Throttled(timedelta(seconds=10072))),
        (refuses(429, f"{MANY}: retry after 5"), Throttled(timedelta(seconds=5))),
        (refuses(429, f"{MANY}: retry after 9"), Throttled(timedelta(seconds=9))),
        (refuses(429, MANY), Throttled(timedelta(seconds=5))),
        (refuses(400, f"{BAD}: SLOWMODE_WAIT_30"), Throttled(timedelta(seconds=30))),
        (refuses(400, f"{BAD}: FLOOD_WAIT_7"), Throttled(timedelta(seconds=7))),
        (
            refuses(400, f"{BAD}: group chat was upgraded to a supergroup chat"),
            NotSent("Group chat was upgraded to a supergroup chat"),
        ),
        (
            refuses(400, f"{BAD}: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1001234567890),
            Migrated(-1001234567890),
        ),
    ],
)
async def test_later_or_elsewhere(answer: Answer, expected: Outcome, stub: Stub) -> None:
    assert await outcome_when(stub, answer) == expected


@pytest.mark.parametrize(
    ("code", "description"),
    [
        (401, "Unauthorized: invalid token specified"),
        (401, "Unauthorized"),
        (404, "Not Found"),
        (404, "Not Found: method not found"),
        (421, "Misdirected Request: unallowed token specified"),
    ],
)
async def test_the_token_is_refused(code: int, description: str, stub: Stub) -> None:
    assert await outcome_when(stub, refuses(code, description)) == TokenRefused(description)


@pytest.mark.parametrize(
    "description",
    [
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        "Conflict: terminated by setWebhook request",
    ],
)
async def test_a_conflict_sent_nothing(description: str, stub: Stub) -> None:
    assert await outcome_when(stub, refuses(409, description)) == NotSent(description)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (refuses(500, "Internal Server Error"), "500 Internal Server Error"),
        (refuses(503, "Service Unavailable"), "503 Service Unavailable"),
        (Answer(502, b"<html><h1>502 Bad Gateway</h1></html>"), "502 Bad Gateway"),
    ],
)
async def test_an_answer_that_it_failed_is_hardly_a_delivery(answer: Answer, reason: str, stub: Stub) -> None:
    assert await outcome_when(stub, answer) == Failed(reason)


@pytest.mark.parametrize(
    "answer",
    [
        refuses(500, "Internal Server Error: restart"),
        Answer(504),
        Answer(413),
        Answer(200, b"<html>Sign in to this network</html>"),
        Answer(403, b"<html>Forbidden by the firewall</html>" * 99),
        Answer(404, b"<html>Not Found</html>"),
        Answer(302),
        accepts(True),
        Answer(cuts=True),
    ],
)
async def test_what_cannot_be_told_is_unknown(answer: Answer, stub: Stub) -> None:
    outcome = await outcome_when(stub, answer)
    assert isinstance(outcome, Unknown)
    assert 0 < len(outcome.reason) <= 200


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (NotSentError("no connection"), NotSent("no connection")),
        (TimedOut(), Unknown("Timed out")),
        (NetworkError("lost"), Unknown("lost")),
        (TelegramError("odd"), Unknown("odd")),
        (KeyError(), Unknown("KeyError")),
    ],
)
def test_what_never_was_an_answer(error: Exception, expected: Outcome) -> None:
    assert outcome_of(error) == expected


@pytest.mark.parametrize("is_opted_in", ["true", "false"])
@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
def test_the_delay_is_read_whatever_the_library_makes_of_it(is_opted_in: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", is_opted_in)
    assert retry_delay(RetryAfter(14)) == timedelta(seconds=14)
