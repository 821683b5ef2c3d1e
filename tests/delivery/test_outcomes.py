"""What follows for a message from each outcome of its send."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from bot.delivery.outcome import Failed, Gone, Migrated, Refused, ThreadGone, Unknown
from bot.delivery.retry import AFTER_UNKNOWN, LONGEST_PAUSE, MOST_FAILURES
from bot.views.message import Message
from storage.models import Article, Subscriber, SubscriberStatus, Topic
from tests.support.delivering import TITLES, first, news
from tests.support.pipeline import Town


async def test_what_is_perhaps_delivered_is_sent_once_more(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    town.follows(1, "AI")
    town.wire.lost_answers[1] = Unknown("the connection was lost")
    await news(town)
    await town.delivered()
    assert town.states(1) == ["pending"]
    await town.delivered(after=AFTER_UNKNOWN - timedelta(seconds=1))
    assert len(town.wire.arrivals) == 1
    await town.delivered(after=timedelta(seconds=1))
    assert len(town.wire.arrivals) == 2
    assert town.states(1) == ["sent"]
    assert "perhaps a double" in caplog.text


async def test_what_is_twice_perhaps_delivered_is_set_aside(town: Town) -> None:
    town.follows(1, "AI")
    town.wire.outcomes = first(Unknown("lost"), Unknown("lost"))
    await news(town)
    for _ in range(4):
        await town.delivered(after=timedelta(hours=1))
    assert town.wire.attempts[1] == 2
    assert town.states(1) == ["uncertain"]


async def test_what_telegram_failed_to_take_is_sent_again_and_again(town: Town) -> None:
    town.follows(1, "AI")
    town.follows(2, "AI")
    town.wire.outcomes = lambda chat_id, attempt: Failed("500") if chat_id == 1 or attempt < MOST_FAILURES else None
    await news(town)
    for _ in range(3 * MOST_FAILURES):
        await town.delivered(after=LONGEST_PAUSE)
    assert town.wire.attempts == {1: MOST_FAILURES + 1, 2: MOST_FAILURES + 1}
    assert town.states() == ["uncertain", "sent"]


async def test_refused_formatting_goes_as_plain_text(town: Town) -> None:
    town.follows(1, "AI")
    town.wire.outcomes = first(Refused("can't parse entities", is_formatting=True))
    await news(town)
    await town.delivered()
    assert [each.is_plain for each in town.wire.arrivals] == [True]
    assert town.states(1) == ["sent"]


async def test_what_is_refused_as_it_is_ends_there(town: Town) -> None:
    town.follows(1, "AI")
    town.follows(2, "AI")
    town.wire.outcomes = lambda chat_id, _attempt: Refused("message text is empty") if chat_id == 1 else None
    await news(town)
    await town.delivered()
    await town.delivered(after=timedelta(days=1))
    assert town.wire.attempts == {1: 1, 2: 1}
    assert town.states() == ["dead", "sent"]


@pytest.mark.parametrize(
    "status",
    [SubscriberStatus.BLOCKED, SubscriberStatus.DEACTIVATED, SubscriberStatus.KICKED, SubscriberStatus.MISSING],
)
async def test_a_chat_that_is_gone_is_owed_nothing_more(town: Town, status: SubscriberStatus) -> None:
    town.follows(1, "AI")
    town.follows(2, "AI")
    town.wire.outcomes = lambda chat_id, _attempt: Gone(status, "why") if chat_id == 1 else None
    await news(town, *TITLES)
    await town.delivered()
    assert town.wire.attempts == {1: 1, 2: len(TITLES)}
    assert town.states(1) == ["cancelled"] * len(TITLES)
    assert town.status(1) is status


async def test_a_group_that_moved_is_told_where_it_is_now(town: Town) -> None:
    town.follows(-5, "AI")
    town.wire.outcomes = lambda chat_id, _attempt: Migrated(-1001234567890) if chat_id == -5 else None
    await news(town, *TITLES)
    await town.delivered()
    assert town.wire.titles(-1001234567890) == TITLES
    assert town.wire.attempts[-5] == 1


async def test_a_message_to_a_thread_that_is_gone_goes_to_the_chat(town: Town) -> None:
    subscriber = town.follows(-1001234567890, "AI")
    town.database.call(into_thread, subscriber, 77)
    town.wire.outcomes = first(ThreadGone("message thread not found"))
    await news(town)
    await town.delivered()
    assert [each.thread_id for each in town.wire.arrivals] == [0]
    assert town.states() == ["sent"]


def into_thread(session: Any, subscriber_id: int, thread_id: int) -> None:
    session.get_one(Subscriber, subscriber_id).thread_id = thread_id


async def test_an_article_that_cannot_be_worded_harms_no_other(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    town.follows(1, "AI")
    town.follows(2, "AI")
    well = town.word

    def word(article: Article, others: Sequence[Article], topics: Sequence[Topic], *rest: Any) -> Message:
        if article.title == TITLES[0]:
            raise ZeroDivisionError
        return well(article, others, topics, *rest)

    town.word = word  # type: ignore[assignment, method-assign] # a town with a fault
    town.delivery = town.new_delivery()
    await news(town, *TITLES)
    await town.delivered()
    assert town.wire.titles(1) == town.wire.titles(2) == TITLES[1:]
    assert town.states(1) == ["dead", "sent", "sent", "sent"]
    assert caplog.text.count("cannot be worded") == 2
