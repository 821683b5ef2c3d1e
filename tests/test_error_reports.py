"""What Sentry is told of an error: where it occurred, and nothing of people."""

import json
import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import sentry_sdk
from sentry_sdk.envelope import Envelope
from sentry_sdk.transport import Transport
from telegram.error import BadRequest

from bot import error_reports
from bot.settings import SettingsError
from storage.database import DatabaseUnusableError

DSN = "https://0123456789abcdef0123456789abcdef@sentry.example/42"
TOKEN = "123456789:" + "A" * 35
SECRET = "a-secret-of-the-webhook"
CHAT = -1001234567890
TEXT = "what Robin Vale wrote in private"

log = logging.getLogger("bot.tests")


class Wire(Transport):
    """Keeps what would leave."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[dict[str, Any]] = []
        self.bytes = b""

    def capture_envelope(self, envelope: Envelope) -> None:
        self.bytes += envelope.serialize()
        self.sent += [item.payload.json for item in envelope.items if item.payload.json]


@pytest.fixture
def wire() -> Iterator[Wire]:
    wire = Wire()
    error_reports.set_up(DSN, "1.2.3", [TOKEN, SECRET], wire)
    yield wire
    sentry_sdk.get_client().close(timeout=0)
    sentry_sdk.get_global_scope().set_client(None)


def fail(text: str, error: type[Exception] = ValueError) -> None:
    private = f"{text} {CHAT}"
    raise error(private)


def told(wire: Wire) -> dict[str, Any]:
    (event,) = wire.sent
    return event


def test_an_error_is_told_by_its_class_and_its_places(wire: Wire) -> None:
    try:
        fail(TEXT)
    except ValueError:
        log.exception("a round of %s failed for %s in %d", "ScanLoop", TEXT, CHAT)
    event = told(wire)
    (error,) = event["exception"]["values"]
    assert (error["type"], error["value"]) == ("ValueError", "ValueError")
    assert [frame["function"] for frame in error["stacktrace"]["frames"]][-1] == "fail"
    assert event["logentry"] == {"message": "a round of %s failed for %s in %d"}
    assert (event["logger"], event["level"], event["release"]) == ("bot.tests", "error", "topicwire@1.2.3")


def test_no_text_name_number_token_or_variable_leaves(wire: Wire) -> None:
    sentry_sdk.set_user({"id": CHAT, "username": "robin"})
    sentry_sdk.set_context("message", {"text": TEXT})
    sentry_sdk.set_tag("chat", str(CHAT))
    log.warning("a warning about %s", TEXT)
    sentry_sdk.add_breadcrumb(message=TEXT)
    try:
        try:
            fail(f"{TEXT} {TOKEN} {SECRET}")
        except ValueError as cause:
            raise BadRequest(f'chat {CHAT} of @robin said "{TEXT}" to https://a.example/?q={CHAT} {SECRET}') from cause
    except BadRequest:
        log.exception("answering failed: %s", TOKEN, extra={"text": TEXT})
    said = wire.bytes.decode()
    private = (
        "Robin",
        "robin",
        "wrote",
        str(abs(CHAT)),
        TOKEN,
        SECRET,
        "a.example",
        '"vars"',
        "breadcrumb",
        "server_name",
    )
    assert [each for each in private if each in said] == []
    assert {"user", "contexts", "tags", "extra", "breadcrumbs", "request", "modules", "server_name"} & set(
        told(wire)
    ) == set()
    assert [each["type"] for each in told(wire)["exception"]["values"]] == ["ValueError", "BadRequest"]


def test_errors_of_groups_and_circles_are_told(wire: Wire) -> None:
    first, second = ValueError(TEXT), KeyError(TEXT)
    first.__context__, second.__context__ = second, first
    log.error("a step of the path failed", exc_info=ExceptionGroup(TEXT, [first, second]))
    assert TEXT not in wire.bytes.decode()
    assert told(wire)["exception"]["values"][-1]["type"] == "ExceptionGroup"


def test_the_words_of_an_error_of_the_machine_are_told(wire: Wire) -> None:
    log.error("the outbox could not be written", exc_info=OSError(28, "No space left on device"))
    assert told(wire)["exception"]["values"][0]["value"] == "OSError: [Errno 28] No space left on device"


def test_what_a_library_logs_is_told_without_its_words(wire: Wire) -> None:
    logging.getLogger("asyncio").error("Task exception was never retrieved: %s" % TEXT)  # noqa: UP031, G002
    assert told(wire)["logentry"] == {"message": "an error in asyncio"}
    assert TEXT not in wire.bytes.decode()


def test_an_outage_of_the_database_that_has_had_its_line_is_not_told_again(wire: Wire) -> None:
    error = DatabaseUnusableError("the database is away")
    error.is_reported = True
    log.error("a round failed", exc_info=error)
    assert wire.sent == []


def test_less_than_an_error_is_not_told(wire: Wire) -> None:
    log.warning("record set aside: %s", TEXT)
    assert wire.bytes == b""


def test_without_the_package_one_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentry_sdk", None)
    with pytest.raises(SettingsError, match=r"install topicwire\[sentry\]"):
        error_reports.set_up(DSN, "1")


@pytest.mark.parametrize("dsn", ["nonsense", "https://sentry.example/42", "https://key@sentry.example/"])
def test_an_address_that_is_none_is_refused_without_showing_it(dsn: str) -> None:
    with pytest.raises(SettingsError, match="SENTRY_DSN is wrong") as refused:
        error_reports.set_up(dsn, "1")
    assert dsn not in str(refused.value)


def test_the_same_error_is_told_once_an_hour_and_another_one_at_once() -> None:
    now = [0.0]
    told = error_reports.Filter([], lambda: now[0])

    def passes(template: str) -> bool:
        record = logging.LogRecord("bot.news.scan", logging.ERROR, "scan.py", 1, template, (TEXT,), None)
        return told({"level": "error", "event_id": str(now)}, {"log_record": record}) is not None

    assert passes("the scan stopped: %s")
    now[0] = 3599.0
    assert not passes("the scan stopped: %s")
    assert passes("the scan failed: %s")
    now[0] = 3600.0
    assert passes("the scan stopped: %s")


def test_nothing_but_what_is_listed_is_kept() -> None:
    event: Any = {
        "level": "error",
        "request": {"data": TEXT},
        "user": {"id": 1},
        "transaction": TEXT,
        "fingerprint": [TEXT],
    }
    assert json.dumps(error_reports.scrubbed(event, {})) == '{"level": "error"}'
