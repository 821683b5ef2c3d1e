"""Recipients who wait for long, or for ever, hold up nobody else, nor the end of a broadcast."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, update

from storage.models import DeliveryState, Subscriber, SubscriberStatus
from tests.support.pipeline import SHORT, Pipeline

HOUR = timedelta(hours=1)


def lose_quietly(session: Session, chat_id: int) -> None:
    """Lose a chat as it looks on PostgreSQL when that crosses with what puts its delivery back."""
    who = col(Subscriber.chat_id) == chat_id
    session.connection().execute(update(Subscriber).where(who).values(status=SubscriberStatus.BLOCKED))


def throttle(session: Session, most: int, until: datetime) -> None:
    """Have Telegram want no message to the first few chats for a while: an alert got a 429."""
    who = col(Subscriber.chat_id) <= most
    session.connection().execute(update(Subscriber).where(who).values(not_before=until))


async def test_who_is_lost_during_the_trial_does_not_keep_it_open(pipeline: Pipeline) -> None:
    pipeline.crowd(10)
    sent = pipeline.sends(trial=3)
    for _ in range(2):
        await pipeline.broadcasting.tick()
    assert pipeline.states().count(DeliveryState.PENDING) == 3
    pipeline.database.call(lose_quietly, 1)
    await pipeline.broadcasted()
    await pipeline.broadcasted(after=SHORT.rest)
    assert pipeline.broadcast(sent).state == "done"
    assert len(pipeline.wire.arrivals) == 9


async def test_a_chat_that_is_throttled_for_hours_does_not_keep_the_trial_open(pipeline: Pipeline) -> None:
    pipeline.crowd(10)
    sent = pipeline.sends(trial=3)
    pipeline.database.call(throttle, 1, pipeline.now + HOUR)
    await pipeline.broadcasted()
    await pipeline.broadcasted(after=SHORT.rest)
    assert (pipeline.broadcast(sent).state, len(pipeline.wire.arrivals)) == ("running", 9)
    await pipeline.broadcasted(after=HOUR)
    assert (pipeline.broadcast(sent).state, len(pipeline.wire.arrivals)) == ("done", 10)


async def test_chats_that_are_throttled_take_nobodys_place(pipeline: Pipeline) -> None:
    pipeline.crowd(50)
    pipeline.sends(trial=0)
    pipeline.database.call(throttle, SHORT.feed, pipeline.now + HOUR)
    await pipeline.broadcasted()
    assert len(pipeline.wire.arrivals) == 50 - SHORT.feed
    await pipeline.broadcasted(after=HOUR)
    assert len(pipeline.wire.arrivals) == 50
