"""Planned digests in words."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digests.schedule import Recurrence
from bot.views.admin.audience import Reach
from bot.views.admin.plans import (
    MOST_PLANS,
    PlanOverview,
    cron_refused_message,
    plan_name,
    plan_panel,
    plan_removal_confirmation,
    plan_removed_message,
    plans_message,
    zone_refused_message,
)
from bot.views.message import Message
from storage.audience import Audience
from storage.models import DigestIssue, DigestPlan, IssueState, Topic
from tests.conftest import NOON
from tests.views.samples import AI, LANGUAGE, SPACE, TOPICS, VISION, VOICE, check, hostile, topics

NEXT = datetime(2026, 3, 9, 8, tzinfo=UTC)


def view(**columns: object) -> PlanOverview:
    values: dict[str, object] = {"topics": [VISION, SPACE], "next_at": NEXT}
    plan = DigestPlan(id=3, author_id=7, cron="0 8 * * MON", zone="Europe/Berlin", created_at=NOON)
    return PlanOverview(plan, "At 08:00 on Monday", **(values | columns))  # type: ignore[arg-type] # whichever is given


def labels(message: Message) -> list[list[str]]:
    return [[button.label for button in row] for row in message.keyboard]


@pytest.mark.parametrize(
    ("chosen", "name"),
    [
        ([], "All topics"),
        ([SPACE], "Space"),
        ([SPACE, AI, VISION], "Space, AI, Computer Vision"),
        ([SPACE, AI, VISION, LANGUAGE], "Space, AI, Computer Vision and 1 more"),
    ],
)
def test_a_plan_is_called_by_its_topics(chosen: list[Topic], name: str) -> None:
    assert plan_name(chosen, VOICE) == name


def test_the_list() -> None:
    message = plans_message([view(), view(topics=[], next_at=None)], VOICE)
    assert check(message).text.split("\n") == [
        "Planned digests",
        "",
        "1. Computer Vision, Space",
        "At 08:00 on Monday, Europe/Berlin",
        "Next: Monday, 9 March 2026, 08:00",
        "",
        "2. All topics",
        "At 08:00 on Monday, Europe/Berlin",
        "⏸ Switched off",
    ]
    assert labels(message) == [["1. Computer Vision, Space"], ["2. All topics"], ["New planned digest"]]


@given(st.lists(topics, max_size=6), hostile, st.sampled_from(IssueState))
def test_whatever_topics_are_called_telegram_takes_it(chosen: list[Topic], words: str, state: IssueState) -> None:
    issue = DigestIssue(plan_id=3, local_date=NOON.date(), due_at=NOON, made_at=NOON, state=state)
    reach = Reach(Audience(), TOPICS, 0, 25, 50, NEXT - NOON)
    found = PlanOverview(view().plan, words, chosen, NEXT, reach, [issue] * 5)
    for message in (
        plan_panel(found, VOICE),
        plan_removal_confirmation(found, VOICE),
        plan_removed_message(found, VOICE),
    ):
        check(message)
    check(plans_message([found], VOICE))


def test_as_many_plans_as_there_can_be_fit_one_message() -> None:
    """With the longest of everything."""
    named = [Topic(id=number, slug="long", name="Long" * 20) for number in range(9)]
    plan = view().plan
    plan.zone = "America/Argentina/ComodRivadavia"
    words = Recurrence("59 23 1,3,5,7,9,11,13,15,17,19,21,23,25 1,3,5,7,9,11 MON#1,TUE#1,WED#1", ZoneInfo("UTC")).words
    assert len(words) > 200
    check(plans_message([PlanOverview(plan, words, named, NEXT)] * MOST_PLANS, VOICE))


@given(hostile)
def test_whatever_somebody_wrote_can_be_refused(written: str) -> None:
    for fault in ("fields", "unreadable", "often", "never"):
        check(cron_refused_message(3, written, fault, VOICE))
    check(zone_refused_message(3, written, ["Europe/Berlin"], VOICE))
