"""How far a running broadcast has come."""

from datetime import datetime, timedelta

import pytest

from bot.broadcasts.rules import SendingStage, sending_stage
from storage.models import Broadcast
from storage.recipients import Remaining
from tests.conftest import NOON

LATER = NOON + timedelta(seconds=30)


@pytest.mark.parametrize(
    ("trial", "is_held", "rests_until", "stage"),
    [
        (50, True, None, SendingStage.TRIAL),
        (50, True, LATER, SendingStage.RESTING),
        (50, True, NOON, SendingStage.FLOWING),
        (50, False, None, SendingStage.FLOWING),
        (50, False, LATER, SendingStage.FLOWING),
        (0, True, None, SendingStage.FLOWING),
        (0, True, LATER, SendingStage.FLOWING),
    ],
)
def test_stages(trial: int, is_held: bool, rests_until: datetime | None, stage: SendingStage) -> None:
    broadcast = Broadcast(author_id=901, created_at=NOON, trial=trial, rests_until=rests_until)
    assert sending_stage(broadcast, Remaining(is_held=is_held, due=1), NOON) is stage
