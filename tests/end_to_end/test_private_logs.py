"""A whole conversation at DEBUG, with readers, editors, broadcasts and errors: no name, text or token is logged."""

import logging
import sys
from collections.abc import Iterator

import pytest

from bot import logs
from sandbox.faults import FaultKind
from tests.end_to_end.environment import Environment, running_bot, settings_of, until

FIRST_NAME, LAST_NAME, USERNAME = "Zebedee", "Quillfeather", "zebquill"
SAID = "Marmalade sandwiches"
TITLE = "Quiet rivers rise in the north"


@pytest.fixture
def at_debug(capfd: pytest.CaptureFixture[str]) -> Iterator[pytest.CaptureFixture[str]]:
    """Everything that the process writes, with the bot's own logging at its most talkative."""
    root = logging.getLogger()
    handlers, level, hook = list(root.handlers), root.level, sys.excepthook
    yield capfd
    root.handlers[:], sys.excepthook = handlers, hook
    root.setLevel(level)


@pytest.mark.parametrize("form", ["text", "json"])
async def test_a_debug_run_says_nothing_of_people(
    environment: Environment, at_debug: pytest.CaptureFixture[str], form: str
) -> None:
    simulator = environment.sandbox.simulator
    environment.gather(3)
    person = simulator.add_person(FIRST_NAME, LAST_NAME, username=USERNAME)
    owner = simulator.add_person(f"{FIRST_NAME}son", LAST_NAME)
    settings = settings_of(environment).model_copy(update={"admin_ids": frozenset({owner.id})})
    logs.set_up("DEBUG", form, [environment.sandbox.token])
    async with running_bot(environment, settings):
        for text in ("/start", "/subscribe AI", SAID, f"/subscribe {SAID}", "/settings", "/nothing", "/privacy"):
            await simulator.say(person, text)
        for text in ("/broadcast", SAID, "/admins", f"/admins {person.id}", "/stats", "/status"):
            await simulator.say(owner, text)
        simulator.faults.add(FaultKind.SERVER_ERROR, "sendMessage", str(person.id))
        simulator.faults.add(FaultKind.GARBAGE, "getUpdates")
        simulator.faults.add(FaultKind.BLOCKED, "sendMessage", str(environment.people[0].id))
        environment.drop(TITLE)
        await until(lambda: len(environment.rows()) >= 3 and environment.is_drained())
        await simulator.say(person, "/delete")
        await until(lambda: simulator.calls.count("sendMessage", 200) >= 12)
    said = at_debug.readouterr()
    text = (said.out + said.err).lower()
    assert "scanned" in text, "something was logged"
    for secret in (FIRST_NAME, LAST_NAME, USERNAME, SAID, "marmalade", environment.sandbox.token.partition(":")[2]):
        assert secret.lower() not in text
