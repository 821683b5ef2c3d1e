"""One line an event, and no secret in any."""

import asyncio
import json
import logging
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError
from telegram.error import BadRequest, NetworkError

from bot import logs

TOKEN = "123456789:AAF-made-up-token-of-thirty-five-ch"


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], str]]:
    """What was logged so far; the root logger is put back afterwards."""
    root = logging.getLogger()
    handlers, level, hook = list(root.handlers), root.level, sys.excepthook
    yield lambda: capsys.readouterr().err
    sys.excepthook = hook
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_secret_is_in_message_argument_or_traceback(form: str, said: Callable[[], str]) -> None:
    logs.set_up("INFO", form, ["a plain secret"])
    log = logging.getLogger("topicwire.test")
    log.info("GET https://api.telegram.org/bot%s/getMe and %s", TOKEN, "a plain secret")
    log.info("postgresql://wire:hunter2@db/news and postgresql://:hunter2@db/news")
    try:
        Path(f"/no/such/folder, bad token {TOKEN}").read_text("utf-8")
    except OSError:
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


WORDS = "Meet me at seven, says Anna"
"""What somebody wrote, and who."""


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("level", ["DEBUG", "INFO", "WARNING", "ERROR"])
@pytest.mark.parametrize(
    "name", ["telegram.ext.Application", "telegram.Bot", "aiohttp.client", "sqlalchemy.engine", "asyncio", "httpx", "x"]
)
def test_no_library_says_what_passes_through_it(level: str, form: str, name: str, said: Callable[[], str]) -> None:
    logs.set_up(level, form)
    library = logging.getLogger(name)
    for number in (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR, logging.CRITICAL):
        library.log(number, "Processing update %s", {"text": WORDS})
        library.log(number, "Received data was *not* processed! Received data was: %(data)s", {"data": WORDS})
        library.log(number, "Task exception was never retrieved\nfuture: <Task exception=ValueError(" + WORDS)
        library.log(number, f"Odd value '{WORDS}' of \"{WORDS}\"")
        library.log(number, "%d rows of %s took %.1f s", 3, WORDS, 0.25)
    text = said()
    assert "Anna" not in text
    assert "seven" not in text
    assert "3 rows of … took 0.2 s" in text
    assert "Task exception was never retrieved" in text
    assert ("DEBUG" in text or '"debug"' in text) is False


def row_error(original: Exception) -> IntegrityError:
    return IntegrityError(f"INSERT INTO post VALUES ('{WORDS}')", {"text": WORDS}, original)


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize(
    "error",
    [
        ValueError(f"invalid literal: '{WORDS}'"),
        KeyError(WORDS),
        row_error(Exception(f"duplicate key\nDETAIL: Failing row contains (1, {WORDS}).")),
        OperationalError(f"SELECT '{WORDS}'", {"text": WORDS}, Exception(f"gone\nDETAIL: {WORDS}")),
        BadRequest(f'Can\'t parse entities: unsupported start tag "{WORDS}"'),
        ExceptionGroup("several", [ValueError(WORDS), ExceptionGroup("more", [KeyError(WORDS)])]),
    ],
)
def test_no_traceback_says_what_people_wrote(error: Exception, form: str, said: Callable[[], str]) -> None:
    logs.set_up("DEBUG", form)
    error.__cause__ = LookupError(WORDS)
    try:
        raise error  # noqa: TRY301 - what is raised elsewhere is logged alike
    except Exception:
        logging.getLogger("bot.test").exception("it failed")
    text = said()
    assert "Anna" not in text
    assert type(error).__name__ in text
    assert "Traceback" in text
    assert "test_no_traceback_says" in text, "where it was raised"


def test_words_about_machine_and_network_stay(said: Callable[[], str]) -> None:
    logs.set_up("INFO", "text")
    for error in (
        OSError(28, "No space left on device"),
        NetworkError("Bad Gateway"),
        OperationalError("SELECT 1", None, Exception("database is locked")),
    ):
        logging.getLogger("bot.test").error("it failed", exc_info=error)
    text = said()
    for words in ("No space left on device", "NetworkError: Bad Gateway", "database is locked"):
        assert words in text
    assert "SELECT" not in text


def test_an_error_that_caused_itself_is_told_all_the_same(said: Callable[[], str]) -> None:
    logs.set_up("INFO", "text")
    one, two = ValueError("one"), ValueError("two")
    one.__cause__, two.__cause__ = two, one
    logging.getLogger("bot.test").error("it failed", exc_info=one)
    assert said().count("ValueError") == 2


async def test_a_task_that_nobody_awaited_says_its_class_alone(said: Callable[[], str]) -> None:
    logs.set_up("DEBUG", "text")

    async def fail() -> None:
        raise ValueError(WORDS)

    task = asyncio.ensure_future(fail())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    asyncio.get_running_loop().call_exception_handler(
        {"message": "Task exception was never retrieved", "future": task, "exception": task.exception()}
    )
    text = said()
    assert "Task exception was never retrieved" in text
    assert "ValueError" in text
    assert "Anna" not in text


def test_what_ends_the_process_is_logged_like_all_else(said: Callable[[], str]) -> None:
    logs.set_up("INFO", "json")
    sys.excepthook(ValueError, ValueError(WORDS), None)
    text = said()
    assert json.loads(text)["level"] == "critical"
    assert "Anna" not in text


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
