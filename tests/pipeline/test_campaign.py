"""How far a running broadcast has come."""

from datetime import datetime, timedelta

import pytest

from bot.pipeline.campaign import Stage, stage_of
from storage.holding import Left
from storage.models import Broadcast
from tests.conftest import NOON

LATER = NOON + timedelta(seconds=30)


@pytest.mark.parametrize(
    ("trial", "is_held", "rests_until", "stage"),
    [
        (50, True, None, Stage.TRIAL),
        (50, True, LATER, Stage.RESTING),
        (50, True, NOON, Stage.FLOWING),
        (50, False, None, Stage.FLOWING),
        (50, False, LATER, Stage.FLOWING),
        (0, True, None, Stage.FLOWING),
        (0, True, LATER, Stage.FLOWING),
    ],
)
def test_stages(trial: int, is_held: bool, rests_until: datetime | None, stage: Stage) -> None:
    broadcast = Broadcast(author_id=901, created_at=NOON, trial=trial, rests_until=rests_until)
    assert stage_of(broadcast, Left(is_held=is_held, due=1), NOON) is stage
