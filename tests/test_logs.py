"""One line an event, and no secret in any."""

import json
import logging
from collections.abc import Callable, Iterator

import pytest

from bot import logs

TOKEN = "123456789:AAF-made-up-token-of-thirty-five-ch"


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], str]]:
    """What was logged so far; the root logger is put back afterwards."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield lambda: capsys.readouterr().err
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_secret_is_in_message_argument_or_traceback(form: str, said: Callable[[], str]) -> None:
    logs.set_up("INFO", form, ["a plain secret"])
    log = logging.getLogger("topicwire.test")
    log.info("GET https://api.telegram.org/bot%s/getMe and %s", TOKEN, "a plain secret")
    log.info("postgresql://wire:hunter2@db/news and postgresql://:hunter2@db/news")
    try:
        int(f"bad token {TOKEN}")
    except ValueError:
        log.exception("it failed")
    text = said()
    for secret in (TOKEN, "a plain secret", "hunter2"):
        assert secret not in text
    assert "/bot[token]/getMe" in text
    assert "wire:[secret]@db" in text
    assert "bad token [token]" in text
    assert "Traceback" in text


def test_text_has_time_level_and_name(said: Callable[[], str]) -> None:
    logs.set_up("WARNING", "text")
    logging.getLogger("topicwire.test").info("not this")
    logging.getLogger("topicwire.test").warning("but this")
    line = said()
    assert line.endswith("Z WARNING topicwire.test: but this\n")
    assert line.count("\n") == 1


def test_json_is_an_object_a_line(said: Callable[[], str]) -> None:
    logs.set_up("INFO", "json")
    logging.getLogger("topicwire.test").info("two\nlines, “quoted”")
    text = said()
    told = json.loads(text)
    assert told["message"] == "two\nlines, “quoted”"
    assert (told["level"], told["name"]) == ("info", "topicwire.test")
    assert told["at"].endswith("Z")
    assert text.count("\n") == 1


def test_libraries_are_kept_quiet(said: Callable[[], str]) -> None:
    logs.set_up("INFO", "text")
    logging.getLogger("httpx").info("HTTP Request: POST /bot...")
    assert said() == ""


class ReportedError(RuntimeError):
    is_reported = True


def test_an_error_that_was_reported_has_no_second_line(said: Callable[[], str]) -> None:
    logs.set_up("DEBUG", "text")
    log = logging.getLogger("topicwire.test")
    for reported in (ReportedError("away"), RuntimeError("because of that")):
        reported.__cause__ = None if isinstance(reported, ReportedError) else ReportedError("away")
        log.error("a round failed", exc_info=reported)
    log.error("another", exc_info=RuntimeError("a fault"))
    assert "a round failed" not in (text := said())
    assert "another" in text
