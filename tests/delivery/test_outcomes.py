"""What follows for a message from each outcome of its send."""

import logging
import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from bot.delivery.outcome import (
    Delivered,
    Failed,
    Gone,
    Interrupted,
    MessageGone,
    Migrated,
    NotSent,
    Outcome,
    Refused,
    ThreadGone,
    Throttled,
    TokenRefused,
    Unchanged,
    Unknown,
    words_of_outcome,
)
from bot.delivery.retry import AFTER_UNKNOWN, LONGEST_PAUSE, MOST_FAILURES
from bot.views.message import Message
from storage import subscribers
from storage.models import Article, Subscriber, SubscriberStatus, Topic
from tests.support.delivering import TITLES, first, news
from tests.support.pipeline import Pipeline


async def test_what_is_perhaps_delivered_is_sent_once_more(
    pipeline: Pipeline, caplog: pytest.LogCaptureFixture
) -> None:
    pipeline.follows(1, "AI")
    pipeline.wire.lost_answers[1] = Unknown("the connection was lost")
    await news(pipeline)
    await pipeline.delivered()
    assert pipeline.states(1) == ["pending"]
    await pipeline.delivered(after=AFTER_UNKNOWN - timedelta(seconds=1))
    assert len(pipeline.wire.arrivals) == 1
    await pipeline.delivered(after=timedelta(seconds=1))
    assert len(pipeline.wire.arrivals) == 2
    assert pipeline.states(1) == ["sent"]
    assert "perhaps a double" in caplog.text


async def test_what_is_twice_perhaps_delivered_is_set_aside(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    pipeline.wire.outcomes = first(Unknown("lost"), Unknown("lost"))
    await news(pipeline)
    for _ in range(4):
        await pipeline.delivered(after=timedelta(hours=1))
    assert pipeline.wire.attempts[1] == 2
    assert pipeline.states(1) == ["uncertain"]


async def test_what_telegram_failed_to_take_is_sent_again_and_again(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    pipeline.wire.outcomes = lambda chat_id, attempt: Failed("500") if chat_id == 1 or attempt < MOST_FAILURES else None
    await news(pipeline)
    for _ in range(3 * MOST_FAILURES):
        await pipeline.delivered(after=LONGEST_PAUSE)
    pipeline.follows(2, "AI")
    pipeline.database.call(subscribers.remove_subscription, 1, 1, pipeline.now)
    await news(pipeline, TITLES[1])
    for _ in range(3 * MOST_FAILURES):
        await pipeline.delivered(after=LONGEST_PAUSE)
    assert pipeline.wire.attempts == {1: MOST_FAILURES + 1, 2: MOST_FAILURES + 1}
    assert pipeline.states() == ["uncertain", "sent"]


async def test_a_message_that_alone_fails_uses_up_its_tries_whatever_else_passes(pipeline: Pipeline) -> None:
    for chat_id in (1, 2, 3):
        pipeline.follows(chat_id, "AI")
    pipeline.wire.outcomes = lambda chat_id, _attempt: Failed("500") if chat_id == 1 else None
    await news(pipeline)
    for _ in range(3 * MOST_FAILURES):
        await pipeline.delivered(after=LONGEST_PAUSE)
    assert pipeline.wire.attempts == {1: MOST_FAILURES + 1, 2: 1, 3: 1}
    assert pipeline.states() == ["uncertain", "sent", "sent"]


async def test_refused_formatting_goes_as_plain_text(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    pipeline.wire.outcomes = first(Refused("can't parse entities", is_formatting=True))
    await news(pipeline)
    await pipeline.delivered()
    assert [each.is_plain for each in pipeline.wire.arrivals] == [True]
    assert pipeline.states(1) == ["sent"]


async def test_what_is_refused_as_it_is_ends_there(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    pipeline.follows(2, "AI")
    pipeline.wire.outcomes = lambda chat_id, _attempt: Refused("message text is empty") if chat_id == 1 else None
    await news(pipeline)
    await pipeline.delivered()
    await pipeline.delivered(after=timedelta(days=1))
    assert pipeline.wire.attempts == {1: 1, 2: 1}
    assert pipeline.states() == ["dead", "sent"]


@pytest.mark.parametrize(
    "status",
    [SubscriberStatus.BLOCKED, SubscriberStatus.DEACTIVATED, SubscriberStatus.KICKED, SubscriberStatus.MISSING],
)
async def test_a_chat_that_is_gone_is_owed_nothing_more(pipeline: Pipeline, status: SubscriberStatus) -> None:
    pipeline.follows(1, "AI")
    pipeline.follows(2, "AI")
    pipeline.wire.outcomes = lambda chat_id, _attempt: Gone(status, "why") if chat_id == 1 else None
    await news(pipeline, *TITLES)
    await pipeline.delivered()
    assert pipeline.wire.attempts == {1: 1, 2: len(TITLES)}
    assert pipeline.states(1) == ["cancelled"] * len(TITLES)
    assert pipeline.status(1) is status


async def test_blocked_readers_are_one_line_together(pipeline: Pipeline, caplog: pytest.LogCaptureFixture) -> None:
    for chat_id in range(1, 9):
        pipeline.follows(chat_id, "AI")
    pipeline.wire.outcomes = lambda _chat_id, _attempt: Gone(SubscriberStatus.BLOCKED, "bot was blocked by the user")
    await news(pipeline)
    caplog.set_level(logging.DEBUG, "bot.delivery")
    await pipeline.delivered()
    each = [record for record in caplog.records if "cannot be written to: blocked" in record.getMessage()]
    assert [record.levelname for record in each] == ["DEBUG"] * 8
    caplog.clear()
    for _ in range(2):
        await pipeline.delivery.sweep()
    assert [record.getMessage() for record in caplog.records] == ["chats that cannot be written to any more: 8"]


OUTCOMES: list[Outcome] = [
    Delivered(1), Throttled(timedelta(seconds=35)), NotSent("no route"), Unknown("no answer"), Failed("500"),
    Interrupted(), Gone(SubscriberStatus.BLOCKED, "blocked"), Migrated(-100), ThreadGone("no thread"),
    Refused('unsupported start tag "what was written"'), Unchanged(), MessageGone("not found"),
    TokenRefused("Unauthorized"),
]  # fmt: skip


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_outcome_has_plain_words(outcome: Outcome) -> None:
    words = words_of_outcome(outcome)
    assert type(outcome).__name__ not in words
    assert "=" not in words
    assert "what was written" not in words
    assert getattr(outcome, "reason", "").partition('"')[0] in words


@pytest.mark.parametrize("outcome", OUTCOMES)
async def test_what_follows_has_plain_words_too(
    pipeline: Pipeline, caplog: pytest.LogCaptureFixture, outcome: Outcome
) -> None:
    pipeline.follows(1, "AI")
    pipeline.wire.outcomes = first(outcome)
    await news(pipeline)
    caplog.set_level(logging.DEBUG, "bot.delivery")
    await pipeline.delivered()
    for record in caplog.records:
        assert not re.search(r"[A-Z][a-z]+[A-Z]|\w\(\w+=", record.getMessage())


async def test_a_group_that_moved_is_told_where_it_is_now(pipeline: Pipeline) -> None:
    pipeline.follows(-5, "AI")
    pipeline.wire.outcomes = lambda chat_id, _attempt: Migrated(-1001234567890) if chat_id == -5 else None
    await news(pipeline, *TITLES)
    await pipeline.delivered()
    assert pipeline.wire.titles(-1001234567890) == TITLES
    assert pipeline.wire.attempts[-5] == 1


async def test_a_message_to_a_thread_that_is_gone_goes_to_the_chat(pipeline: Pipeline) -> None:
    subscriber = pipeline.follows(-1001234567890, "AI")
    pipeline.database.call(into_thread, subscriber, 77)
    pipeline.wire.outcomes = first(ThreadGone("message thread not found"))
    await news(pipeline)
    await pipeline.delivered()
    assert [each.thread_id for each in pipeline.wire.arrivals] == [0, 0]
    assert pipeline.states() == ["sent", "sent"]
    assert "A thread in" in pipeline.wire.arrivals[-1].message.plain()


def into_thread(session: Any, subscriber_id: int, thread_id: int) -> None:
    session.get_one(Subscriber, subscriber_id).thread_id = thread_id


async def test_an_article_that_cannot_be_worded_harms_no_other(
    pipeline: Pipeline, caplog: pytest.LogCaptureFixture
) -> None:
    pipeline.follows(1, "AI")
    pipeline.follows(2, "AI")
    well = pipeline.word

    def word(article: Article, others: Sequence[Article], topics: Sequence[Topic], *rest: Any) -> Message:
        if article.title == TITLES[0]:
            raise ZeroDivisionError
        return well(article, others, topics, *rest)

    pipeline.word = word  # type: ignore[assignment, method-assign] # a pipeline with a fault
    pipeline.delivery = pipeline.new_delivery()
    await news(pipeline, *TITLES)
    await pipeline.delivered()
    assert pipeline.wire.titles(1) == pipeline.wire.titles(2) == TITLES[1:]
    assert pipeline.states(1) == ["dead", "sent", "sent", "sent"]
    assert caplog.text.count("cannot be worded") == 2
