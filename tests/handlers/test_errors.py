"""When answering fails: what the person is told, and what the log says."""

import logging

import pytest
from sqlmodel import Session
from telegram.error import NetworkError

from storage import topics
from storage.models import Topic
from tests.handlers.people import Person, Town


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue that cannot be read."""

    def fail(_: Session) -> list[Topic]:
        raise RuntimeError("the catalogue is broken")

    monkeypatch.setattr(topics, "find_all", fail)


@pytest.mark.usefixtures("broken")
async def test_a_fault_is_logged_with_its_place_and_the_person_is_told(
    ada: Person, caplog: pytest.LogCaptureFixture
) -> None:
    assert "something went wrong" in await ada.write("/subscribe my secret wish")
    assert "the catalogue is broken" in caplog.text
    assert "Traceback" in caplog.text
    assert "secret" not in caplog.text
    assert "Ada" not in caplog.text


@pytest.mark.usefixtures("broken")
async def test_a_press_that_fails_is_answered(town: Town, ada: Person) -> None:
    assert "something went wrong" in await ada.send_data("g")
    assert town.telegram.times("answerCallbackQuery") == 1
    assert ada.screen == []


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (403, "Forbidden: bot was blocked by the user"),
        (429, "Too Many Requests: retry after 3600"),
        (500, "Internal Server Error"),
    ],
)
async def test_what_the_wire_does_is_one_line_and_no_apology(
    town: Town, ada: Person, caplog: pytest.LogCaptureFixture, code: int, words: str
) -> None:
    town.telegram.refusals["sendMessage"] = code, words
    await ada.write("/help")
    assert town.telegram.times("sendMessage") == 1
    [record] = [record for record in caplog.records if record.name == "bot.handlers.router"]
    assert record.levelno == logging.WARNING
    assert record.exc_info is None


async def test_a_message_that_telegram_will_not_take_is_a_fault(
    town: Town, ada: Person, caplog: pytest.LogCaptureFixture
) -> None:
    town.telegram.refusals["sendMessage"] = 400, "Bad Request: can't parse entities"
    await ada.write("/help")
    assert town.telegram.times("sendMessage") == 2, "the help and the apology, which may fail too"
    assert "Traceback" in caplog.text


@pytest.mark.parametrize("method", ["editMessageText", "answerCallbackQuery"])
async def test_an_edit_or_toast_that_telegram_will_not_take_is_a_fault(
    town: Town, ada: Person, caplog: pytest.LogCaptureFixture, method: str
) -> None:
    await ada.write("/topics")
    town.telegram.refusals[method] = 400, "Bad Request: can't parse entities"
    await ada.press("Space")
    assert "Traceback" in caplog.text


async def test_an_error_of_the_poller_is_one_line(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    await town.application.process_error(None, NetworkError("no route to host"))
    await town.application.process_error(None, RuntimeError("odd"))
    assert [record.getMessage() for record in caplog.records if record.name == "bot.handlers.router"] == [
        "an answer did not go through, or no update came: no route to host",
        "answering failed",
    ]
    assert town.telegram.asked == []


async def test_a_fault_in_a_group_is_not_told_there(town: Town, ada: Person) -> None:
    ada.chat = {"id": -77, "type": "group", "title": "Readers"}
    town.telegram.members[-77, ada.id] = {"status": "creator"}
    town.telegram.refusals["sendMessage"] = 400, "Bad Request: can't parse entities"
    await ada.write("/start")
    assert town.telegram.times("sendMessage") == 1
