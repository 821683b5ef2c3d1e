"""How many files somebody enters who follows one update through the project, from its arrival to the answer.

``pytest -s tests/handlers/test_hops.py`` prints them.
"""

from collections.abc import Iterator

import pytest

from tests.handlers.hops import CallRecorder
from tests.handlers.people import Town

MOST_FOR_A_PRESS, MOST_FOR_A_BROADCAST = 16, 23
"""More than before there were groups: a press asks whose menu it is; rights and written commands have their files."""


@pytest.fixture
def recorder(town: Town) -> Iterator[CallRecorder]:
    """Watches a bot that has not answered anybody yet, so that its database has no threads."""
    recorder = CallRecorder()
    with recorder.watching():
        yield recorder


@pytest.mark.parametrize("toast", ["You follow Space", "You no longer follow Space"])
async def test_a_press_of_a_topic_enters_few_files(town: Town, recorder: CallRecorder, toast: str) -> None:
    ada = town.person()
    await ada.write("/topics")
    for _ in range(2 if toast == "You follow Space" else 3):  # SQLAlchemy asks enums for their values once
        await ada.press("Space")
    with recorder.recording():
        assert await ada.press("Space") == toast
    show("the press of a topic", recorder)
    assert "storage/subscribers.py" in recorder.files, "what runs in the database's threads is seen"
    assert len(recorder.files) <= MOST_FOR_A_PRESS, recorder.files


async def test_a_broadcast_command_enters_few_files(town: Town, recorder: CallRecorder) -> None:
    owner = town.person(901)
    await owner.write("/start")
    with recorder.recording():
        await owner.write("/broadcast Hello")
    assert owner.screen[-2]["text"] == "Hello"
    show("/broadcast Hello", recorder)
    assert "storage/broadcasts.py" in recorder.files, "what runs in the database's threads is seen"
    assert len(recorder.files) <= MOST_FOR_A_BROADCAST, recorder.files


def show(what: str, recorder: CallRecorder) -> None:
    print(f"\n{what} enters {len(recorder.files)} files:", *recorder.files, sep="\n  ")  # noqa: T201 - what -s is for
