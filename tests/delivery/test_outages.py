"""Outages of any length: what waits is kept, little is risked, and all of it moves within seconds of the end."""

from datetime import datetime, timedelta

import pytest

from bot.delivery.outcome import Failed, NotSent, Outcome, Unknown
from bot.delivery.retry import BREAKER_FAILURES, MOST_FAILURES
from tests.support.delivering import TITLES, news
from tests.support.pipeline import Pipeline

SECOND = timedelta(seconds=1)
TICK = SECOND / 2
WITHIN = 5 * SECOND
FAILURES = [NotSent("no route"), Failed("500"), Unknown("no answer")]


class Outage:
    """Everything fails from now until `ends_at`; probes too, unless only messages are concerned."""

    def __init__(self, pipeline: Pipeline, failure: Outcome, length: timedelta, *, fails_probes: bool = True) -> None:
        self.pipeline = pipeline
        self.ends_at = pipeline.now + length
        pipeline.wire.outcomes = lambda _chat_id, _attempt: failure if self.lasts else None
        if fails_probes:
            pipeline.wire.is_reachable = lambda: not self.lasts

    @property
    def lasts(self) -> bool:
        return self.pipeline.now < self.ends_at

    async def passes(self) -> None:
        """Go on for as long as it lasts, a look a second as the worker itself does."""
        while self.lasts:
            await self.pipeline.delivered()
            self.pipeline.now += min(SECOND, self.ends_at - self.pipeline.now)


async def delivers_until(pipeline: Pipeline, end: datetime) -> None:
    while pipeline.now < end:
        await pipeline.delivered()
        pipeline.now += TICK
    await pipeline.delivered()


def follow(pipeline: Pipeline, chats: int) -> None:
    for chat_id in range(1, chats + 1):
        pipeline.follows(chat_id, "AI")


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("length", [3 * SECOND, 10 * SECOND, timedelta(minutes=10), timedelta(hours=5)])
@pytest.mark.parametrize("chats", [1, 30])
async def test_after_an_outage_all_that_waits_moves_within_seconds(
    pipeline: Pipeline, failure: Outcome, length: timedelta, chats: int
) -> None:
    follow(pipeline, chats)
    await news(pipeline)
    outage = Outage(pipeline, failure, length)
    await outage.passes()
    risked = sum(pipeline.wire.attempts.values())
    assert risked <= BREAKER_FAILURES + pipeline.slots
    assert max(pipeline.wire.attempts.values()) <= 2
    await delivers_until(pipeline, outage.ends_at + WITHIN)
    assert sorted(each.chat_id for each in pipeline.wire.arrivals) == list(range(1, chats + 1))
    assert set(pipeline.states()) == {"sent"}


async def test_news_that_comes_during_an_outage_is_not_risked(pipeline: Pipeline) -> None:
    follow(pipeline, 20)
    await news(pipeline)
    outage = Outage(pipeline, NotSent("no route"), timedelta(minutes=10))
    await delivers_until(pipeline, pipeline.now + timedelta(minutes=2))
    risked = sum(pipeline.wire.attempts.values())
    await news(pipeline, *TITLES[1:])
    await outage.passes()
    assert sum(pipeline.wire.attempts.values()) == risked
    await delivers_until(pipeline, outage.ends_at + WITHIN)
    assert set(pipeline.states()) == {"sent"}


@pytest.mark.parametrize("failure", [NotSent("no route"), Failed("500")])
async def test_a_failure_of_messages_alone_uses_up_no_message(pipeline: Pipeline, failure: Outcome) -> None:
    """Probes succeed while every message fails: three chats, each tried far more often than one may fail."""
    follow(pipeline, 3)
    await news(pipeline)
    outage = Outage(pipeline, failure, 30 * SECOND, fails_probes=False)
    await outage.passes()
    assert min(pipeline.wire.attempts.values()) > MOST_FAILURES
    assert set(pipeline.states()) == {"pending"}
    await delivers_until(pipeline, outage.ends_at + WITHIN)
    assert set(pipeline.states()) == {"sent"}


async def test_outages_are_told_once_each(pipeline: Pipeline) -> None:
    told: list[bool] = []
    pipeline.on_outage = told.append
    pipeline.delivery = pipeline.new_delivery()
    follow(pipeline, 10)
    await news(pipeline)
    outage = Outage(pipeline, NotSent("no route"), timedelta(hours=1))
    await outage.passes()
    assert told == [True]
    await delivers_until(pipeline, outage.ends_at + WITHIN)
    assert told == [True, False]


@pytest.mark.parametrize("failure", FAILURES)
async def test_failures_by_chance_are_no_outage(pipeline: Pipeline, failure: Outcome) -> None:
    told: list[bool] = []
    pipeline.on_outage = told.append
    pipeline.delivery = pipeline.new_delivery()
    follow(pipeline, 9)
    pipeline.wire.outcomes = lambda chat_id, attempt: failure if chat_id % 3 == 0 and not attempt else None
    await news(pipeline)
    await delivers_until(pipeline, pipeline.now + 12 * SECOND)
    assert set(pipeline.states()) == {"sent"}
    assert told == []


async def test_a_slot_that_fails_does_not_hold_back_the_rest_for_good(pipeline: Pipeline) -> None:
    """The message after a probe ends in an error of our own: the next probe lets another go."""
    follow(pipeline, 8)
    outage = Outage(pipeline, NotSent("no route"), 10 * SECOND)
    await news(pipeline)
    await outage.passes()
    well, faults = pipeline.wire.outcomes, [ZeroDivisionError()]

    def fail(chat_id: int, attempt: int) -> Outcome | None:
        if faults:
            raise faults.pop()
        return well(chat_id, attempt)

    pipeline.wire.outcomes = fail
    await delivers_until(pipeline, outage.ends_at + 2 * WITHIN)
    assert faults == []
    assert sorted(pipeline.states()) == ["in_flight"] + ["sent"] * 7
