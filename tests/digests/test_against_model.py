"""The bot and the plain model of what it promises, side by side over days of news."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from tests.digests.mortality import MortalSimulation
from tests.digests.simulation import Simulation
from tests.digests.stream import all_kinds_of_readers, made_up_stream, steps
from tests.support.pipeline import Pipeline

pytestmark = pytest.mark.timeout(300)
QUARTER = timedelta(minutes=15)
HOURS = 60

STARTS = {
    "Berlin forward": datetime(2026, 3, 27, 18, tzinfo=UTC),
    "New York back": datetime(2026, 10, 30, 18, tzinfo=UTC),
    "a leap day": datetime(2028, 2, 27, 18, tzinfo=UTC),
}
"""Fridays and other days shortly before something is odd."""


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.slow] if number else []) for number, name in enumerate(STARTS)]
)
async def test_everyone_is_told_what_the_model_says_and_when(pipeline: Pipeline, name: str) -> None:
    random = Random(name)
    pipeline.now = start = STARTS[name]
    readers = list(all_kinds_of_readers(random, 60, HOURS))
    simulation = Simulation(pipeline, readers, made_up_stream(random, start, HOURS, stories=90))
    await simulation.run(steps(start, HOURS, QUARTER, down=((20, 23), (40, 48))))
    differences = list(simulation.differences())
    assert not differences, f"{len(differences)} readers:\n" + "\n".join(differences[:5])
    assert doubles(pipeline) == 0


async def test_kills_lose_nothing_and_double_no_more_than_was_in_the_air(pipeline: Pipeline) -> None:
    random = Random("kills")
    pipeline.now = start = STARTS["Berlin forward"]
    readers = list(all_kinds_of_readers(random, 40, 48))
    simulation = MortalSimulation(pipeline, readers, made_up_stream(random, start, 48, stories=50), random=random)
    await simulation.run(steps(start, 48, QUARTER, down=()))
    differences = list(simulation.differences(whenever=True))
    assert not differences, f"{len(differences)} readers:\n" + "\n".join(differences[:5])
    assert simulation.deaths > 20
    assert doubles(pipeline) <= simulation.deaths * pipeline.slots


def doubles(pipeline: Pipeline) -> int:
    """How many messages arrived that had arrived before: no two that are owed read the same."""
    arrived = [(each.chat_id, each.message.plain()) for each in pipeline.wire.arrivals]
    return len(arrived) - len(set(arrived))
