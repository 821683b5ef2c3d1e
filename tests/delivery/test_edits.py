"""Bringing messages up to date: what follows from each outcome of an edit."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.delivery.edits import EDIT_RETRY_PAUSE
from bot.delivery.outcome import (
    Failed,
    Gone,
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
)
from bot.views.message import Message
from storage import saved
from storage.models import SubscriberStatus
from tests.conftest import NOON
from tests.support.pipeline import Pipeline, record

TITLE = "Harbour city pauses face recognition trial at ferry terminal"
PAUSE = timedelta(minutes=10)


async def grows(pipeline: Pipeline, number: int = 1) -> None:
    """Have one more paper tell the story."""
    pipeline.drop(f"{number}.md", record(TITLE, f"https://{number}.example/1", provider=f"Paper {number}"))
    await pipeline.scanned()


@pytest.fixture
async def told(pipeline: Pipeline) -> Pipeline:
    """The pipeline after chat 1 was sent the alert and the story grew."""
    pipeline.follows(1, "AI")
    await grows(pipeline, 0)
    await pipeline.delivered()
    await grows(pipeline)
    return pipeline


def once(outcome: Outcome) -> Callable[[int], Outcome | None]:
    """The first edit ends in this; the next ones are made."""
    left = [outcome]
    return lambda _chat_id: left.pop() if left else None


async def test_a_message_shows_who_else_reports(told: Pipeline) -> None:
    await told.delivered()
    assert "Paper 1" in told.wire.arrivals[0].message.plain()
    assert told.rows()[0].updates == 1
    assert told.rows()[0].update_due_at is None


async def test_the_button_of_who_saved_it_stays_turned_over(told: Pipeline) -> None:
    saves(told)
    await told.delivered()
    message = told.wire.arrivals[0].message
    assert isinstance(message, Message)
    assert [button.label for button in message.keyboard[1]] == ["★ Saved", "Why?", "🔕 Mute …"]


def saves(pipeline: Pipeline) -> None:
    """Have whoever was told keep the article."""
    row = pipeline.rows()[0]
    pipeline.database.call(saved.save, row.subscriber_id, row.article_id or 0, NOON)


async def test_what_the_message_shows_already_is_as_good_as_edited(told: Pipeline) -> None:
    told.wire.edit_outcomes = once(Unchanged())
    await told.delivered()
    await told.delivered(after=timedelta(days=1))
    assert told.wire.arrivals[0].edits == 0
    assert told.rows()[0].update_due_at is None


@pytest.mark.parametrize("outcome", [MessageGone("gone"), Refused("no"), ThreadGone("closed")])
async def test_a_message_that_cannot_be_edited_stays_as_it_is(told: Pipeline, outcome: Outcome) -> None:
    told.wire.edit_outcomes = once(outcome)
    await told.delivered()
    await grows(told, 2)
    await told.delivered(after=timedelta(days=1))
    assert told.wire.arrivals[0].edits == 0
    assert told.states() == ["sent"]
    assert told.status(1) is SubscriberStatus.ACTIVE


@pytest.mark.parametrize("outcome", [NotSent("no route"), Unknown("lost"), Failed("500"), TokenRefused("no")])
async def test_an_edit_that_did_not_pass_waits_ten_minutes(told: Pipeline, outcome: Outcome) -> None:
    told.wire.edit_outcomes = once(outcome)
    await told.delivered()
    await told.delivered(after=EDIT_RETRY_PAUSE - timedelta(seconds=1))
    assert told.wire.arrivals[0].edits == 0
    await told.delivered(after=timedelta(seconds=1))
    assert told.wire.arrivals[0].edits == 1


async def test_a_throttled_edit_waits_as_long_as_it_is_told(told: Pipeline) -> None:
    told.wire.edit_outcomes = once(Throttled(timedelta(hours=1)))
    await told.delivered()
    await told.delivered(after=timedelta(minutes=59))
    assert told.wire.arrivals[0].edits == 0
    await told.delivered(after=timedelta(minutes=1))
    assert told.wire.arrivals[0].edits == 1


async def test_a_chat_that_is_gone_is_noticed_by_an_edit_too(told: Pipeline) -> None:
    told.wire.edit_outcomes = once(Gone(SubscriberStatus.BLOCKED, "bot was blocked by the user"))
    await told.delivered()
    assert told.status(1) is SubscriberStatus.BLOCKED
    assert told.states() == ["sent"]


async def test_a_group_that_moved_keeps_its_alerts(pipeline: Pipeline) -> None:
    pipeline.follows(-5, "AI")
    await grows(pipeline, 0)
    await pipeline.delivered()
    await grows(pipeline)
    pipeline.wire.edit_outcomes = once(Migrated(-1001234567890))
    await pipeline.delivered()
    pipeline.drop("new.md", record("Quiet rivers rise in the north", "https://new.example/1"))
    await pipeline.scanned()
    await pipeline.delivered(after=timedelta(days=1))
    assert pipeline.wire.titles(-1001234567890) == ["Quiet rivers rise in the north"]
    assert pipeline.wire.arrivals[0].edits == 0


async def test_a_message_whose_article_was_withdrawn_stays_as_it_is(told: Pipeline) -> None:
    told.drop("0.md", record(TITLE, "https://0.example/1", provider="Paper 0", extra="removed: true\n"))
    await told.scanned()
    await told.delivered()
    assert told.wire.arrivals[0].edits == 0
    assert told.rows()[0].update_due_at is None


async def test_a_story_that_cannot_be_worded_holds_up_no_other(
    told: Pipeline, caplog: pytest.LogCaptureFixture
) -> None:
    other = "Bakers count their ovens again"
    told.drop("b.md", record(other, "https://bread.example/1", provider="Bread Weekly"))
    await told.scanned()
    well = told.word

    def word(article: Any, *rest: Any) -> Any:
        if article.title == TITLE:
            raise ZeroDivisionError
        return well(article, *rest)

    await told.delivered()
    await grows(told, 2)
    told.drop("c.md", record(other, "https://dough.example/1", provider="Dough Daily"))
    await told.scanned()
    told.word = word  # type: ignore[assignment, method-assign] # a pipeline with a fault
    told.delivery = told.new_delivery()
    await told.delivered(after=PAUSE)
    assert "cannot be worded" in caplog.text
    assert "Dough Daily" in told.wire.arrivals[1].message.plain()
    assert "Paper 2" not in told.wire.arrivals[0].message.plain()


async def test_a_process_that_dies_in_an_edit_leaves_it_due(told: Pipeline) -> None:
    await told.delivery._freshen()  # claimed, and begun by nobody: the task ends with the loop's next turn
    for task in list(told.delivery._in_air):
        task.cancel()
    await told.delivered()
    assert told.wire.arrivals[0].edits == 0
    await told.delivered(after=timedelta(seconds=90))
    assert told.wire.arrivals[0].edits == 1


async def test_what_joins_during_an_edit_is_shown_by_the_next(told: Pipeline) -> None:
    made = told.wire.edit

    async def edit(chat_id: int, message_id: int, message: Any) -> Outcome:
        outcome = await made(chat_id, message_id, message)
        if told.wire.arrivals[0].edits == 1:
            await grows(told, 2)
        return outcome

    told.wire.edit = edit  # type: ignore[method-assign] # a wire on which something happens meanwhile
    await told.delivered()
    assert "Paper 2" not in told.wire.arrivals[0].message.plain()
    await told.delivered(after=PAUSE)
    assert told.wire.arrivals[0].edits == 2
    assert told.rows()[0].update_due_at is None
