"""Audiences for tests."""

from datetime import date, timedelta

from hypothesis import strategies as st

from bot.views.admin.audience import Reach
from bot.views.message import Message
from storage.audience import Audience
from storage.models import ChatKind
from tests.views.samples import TOPICS

REST = timedelta(seconds=30)
EVERYTHING = Audience(
    topic_ids=(1, 2),
    languages=("en", "tlh"),
    kinds=(ChatKind.PRIVATE, ChatKind.GROUP),
    joined_after=date(2026, 1, 1),
    joined_before=date(2026, 3, 1),
    active_days=30,
)
audiences = st.builds(
    Audience,
    topic_ids=st.lists(st.integers(1, 12), max_size=12, unique=True).map(tuple),
    languages=st.sampled_from([(), ("en",), ("tlh",)]),
    kinds=st.sampled_from([(), (ChatKind.GROUP,)]),
    joined_after=st.none() | st.dates(),
    joined_before=st.none() | st.dates(),
    active_days=st.sampled_from([None, 7, 30, 90]),
)


def reach(whom: Audience | None = None, size: int = 1_204, rate: float = 25.0, trial: int = 50) -> Reach:
    return Reach(whom or Audience(), TOPICS, size, rate, trial, REST)


def labels(message: Message) -> list[list[str]]:
    return [[button.label for button in row] for row in message.keyboard]
