"""Planned digests, made and changed in the chat."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.digests.schedule import DigestScheduler, Recurrence
from bot.handlers.admin.plans import OFFERED_CRONS
from bot.handlers.context import AdminServices
from bot.handlers.features import ROUTES
from bot.views.admin.callback_data import (
    ConfirmRemovePlan,
    DropIssue,
    NewPlan,
    OpenPlan,
    SetPlanActiveDays,
    SetPlanCron,
    TogglePlanChatKind,
    TogglePlanLanguage,
    TogglePlanTopic,
)
from bot.views.admin.plans import MOST_PLANS
from bot.views.callback_data import CallbackData
from bot.views.language import LANGUAGES
from bot.views.locale_format import language_name
from storage import admins, broadcasts, digests, topics
from storage.database import Database
from storage.models import AuditAct, Awaits, BroadcastState, DigestIssue, DigestPlan, IssueState, Topic
from tests.conftest import NOON
from tests.handlers import sample_news
from tests.handlers.people import EXPIRED, OWNERS, Person, Town, town_with
from tests.storage.rows import article, change, put, subscriber

STICKER = {"file_id": "a", "file_unique_id": "a", "type": "regular", "width": 1, "height": 1, "is_animated": False,
           "is_video": False}  # fmt: skip
GONE = "That planned digest is no longer there."


@pytest.fixture
def owner(town: Town) -> Person:
    return town.person(901)


def plan(town: Town, plan_id: int = 1) -> DigestPlan:
    found = town.database.call(digests.find_plan, plan_id)
    assert found is not None
    return found


def acts(town: Town) -> list[tuple[AuditAct, str]]:
    """What the audit says was done, oldest first."""
    entries, _ = town.database.call(admins.audit_entries, 0, 99)
    return [(entry.act, entry.about) for entry in reversed(entries)]


async def made(owner: Person) -> None:
    """Have the panel of a new plan stand last."""
    await owner.write("/digests")
    await owner.press("New planned digest")
    await owner.press("Back")


LANGUAGE_NAMES = {language_name(language) for language in LANGUAGES}
PLAN_KINDS: list[Any] = [
    kind
    for code, kind in CallbackData.kinds.items()
    if len(code) == 2 and code[0] == "p" and kind.__module__ == "bot.views.admin.callback_data"
]


def test_every_button_is_answered() -> None:
    assert len(PLAN_KINDS) == 18
    assert set(PLAN_KINDS) <= ROUTES.buttons.keys()


async def test_without_plans_there_is_a_way_to_make_one(owner: Person) -> None:
    assert "There is none yet." in await owner.write("/digests")
    assert owner.buttons == ["New planned digest"]


async def test_a_new_plan_is_off_and_says_all_of_itself(town: Town, owner: Person) -> None:
    subscriber(town.database, 501, sample_news.topic_id(town.database, "space"))
    await made(owner)
    assert owner.seen == (
        "All topics\nAt 08:00 every day, UTC\n⏸ Switched off\n\n"
        "Topics: Space\n1 recipient · about 1 second at 25 a second\n\n"
        "Each issue waits until an editor approves it.\nEach reader sees only the topics that they follow."
    )
    assert owner.buttons == [
        "Switch on", "🗓 When", "🌍 Time zone", "✎ Name", "Topics", "Readers", "✓ Approval", "✓ Personal", "Remove",
        "All planned digests",
    ]  # fmt: skip
    assert acts(town) == [(AuditAct.PLAN_MADE, "plan 1")]


async def test_a_new_plan_is_read_by_the_clock_of_the_settings(sqlite: Database) -> None:
    async with town_with(sqlite, AdminServices(owners=OWNERS, zone=ZoneInfo("Asia/Tokyo"))) as town:
        await made(town.person(901))
        assert plan(town).zone == "Asia/Tokyo"


async def test_a_press_twice_makes_one_plan(town: Town, owner: Person) -> None:
    await made(owner)
    await owner.send_data(NewPlan().encode())
    await town.person(902).send_data(NewPlan().encode())
    assert [each.author_id for each in town.database.call(digests.all_plans)] == [901, 902]
    await owner.send_data(SetPlanCron(1, 1).encode())
    await owner.send_data(NewPlan().encode())
    assert len(town.database.call(digests.all_plans)) == 3


async def test_there_can_be_no_more_than_one_message_shows(town: Town, owner: Person) -> None:
    for number in range(MOST_PLANS):
        town.database.call(digests.create_plan, 7, f"{number} 8 * * *", "UTC", NOON)
    await owner.write("/digests")
    assert "New planned digest" not in owner.buttons
    assert await owner.send_data(NewPlan().encode()) == (
        "There are as many planned digests as there can be. Remove one first."
    )
    assert len(town.database.call(digests.all_plans)) == MOST_PLANS


async def test_it_is_switched_on_and_off(town: Town, owner: Person) -> None:
    await made(owner)
    assert await owner.press("Switch on") == "Switched on. Next: 3 Mar 2026, 08:00"
    assert "Next: Tuesday, 3 March 2026, 08:00" in owner.seen
    assert plan(town).next_at == datetime(2026, 3, 3, 8, tzinfo=UTC)
    assert "1. All topics\nAt 08:00 every day, UTC\nNext: Tuesday" in await owner.write("/digests")
    await owner.press("1. All topics")
    assert await owner.press("Switch off") == "Switched off"
    assert plan(town).next_at is None
    assert acts(town)[1:] == [(AuditAct.PLAN_CHANGED, "plan 1: on"), (AuditAct.PLAN_CHANGED, "plan 1: off")]


async def test_a_time_is_taken_from_a_button(town: Town, owner: Person) -> None:
    await made(owner)
    await owner.press("Switch on")
    await owner.press("When")
    assert owner.buttons == [*(Recurrence(cron, ZoneInfo("UTC")).words for cron in OFFERED_CRONS), "Back"]
    await owner.press("At 08:00 on Monday through Friday")
    assert plan(town).cron == "0 8 * * MON-FRI"
    await owner.send_data(SetPlanCron(1, 3).encode())
    assert (plan(town).cron, plan(town).next_at) == ("0 8 * * MON", datetime(2026, 3, 9, 8, tzinfo=UTC))
    await owner.send_data(SetPlanCron(1, len(OFFERED_CRONS)).encode())
    assert plan(town).cron == "0 8 * * MON"
    assert acts(town)[-1] == (AuditAct.PLAN_CHANGED, "plan 1: at 08:00 on Monday")
    assert "I understand commands" in await owner.write("hello")


REFUSED = {
    "0 8 * *": "A cron expression has five parts",
    "60 8 * * *": "“60 8 * * *” is no cron expression that I can read.",
    "<b> 8 * * *": "“<b> 8 * * *” is no cron expression",
    "*/5 8 * * *": "A digest comes once a day at most",
    "0 8 */31 2 MON#2": "No day is like that",
    "whenever you like": "“whenever you like” are no days and time that I can read.",
    "mondays": "“mondays” says on which days, but not at what time.",
    "every hour": "A digest comes once a day at most",
}


async def test_a_time_is_taken_as_written_once_it_will_do(town: Town, owner: Person) -> None:
    await made(owner)
    await owner.press("When")
    for written, sentence in REFUSED.items():
        assert sentence in await owner.write(written)
    assert "A cron expression has five parts" in await owner.send(sticker=STICKER)
    assert "At 07:30 on Monday through Friday, UTC" in await owner.write("30 7 * * mon-fri")
    assert plan(town).cron == "30 7 * * MON-FRI"
    assert "I understand commands" in await owner.write("0 8 * * *")


async def test_a_time_is_taken_in_words_and_stands_so_in_the_audit(town: Town, owner: Person) -> None:
    await made(owner)
    await owner.press("When")
    assert "At 18:00 on Monday and Thursday, UTC" in await owner.write("every monday and thursday at 18:00")
    assert plan(town).cron == "0 18 * * MON,THU"
    assert acts(town)[-1] == (AuditAct.PLAN_CHANGED, "plan 1: at 18:00 on Monday and Thursday")
    town.database.call(admins.add_audit_entry, 901, AuditAct.PLAN_CHANGED, "plan 1: 30 7 * * MON-FRI", NOON)
    assert "plan 1: at 07:30 on Monday through Friday" in await owner.write("/audit")
    assert "* *" not in owner.seen


async def test_it_is_named_when_it_is_made_and_renamed(town: Town, owner: Person) -> None:
    await owner.write("/digests")
    await owner.press("New planned digest")
    assert owner.seen.startswith("What is it called?\n\nAt present it is called All topics.")
    assert await owner.write("x" * 61) == "A name has between one and 60 characters. Please write another."
    assert await owner.send(sticker=STICKER) == "A name has between one and 60 characters. Please write another."
    assert (await owner.write(" Morning  <b>briefing</b> ")).startswith("Morning <b>briefing</b>\nAt 08:00 every day")
    assert "1. Morning <b>briefing</b>\nAt 08:00" in await owner.write("/digests")
    await owner.press("1. Morning")
    await owner.press("Name")
    assert owner.buttons == ["By its topics: All topics", "Back"]
    await owner.press("By its topics")
    assert owner.seen.startswith("All topics\n")
    await owner.press("Name")
    await owner.write("Evening")
    await owner.press("Switch on")
    assert [about for _, about in acts(town)] == [
        "plan 1", "plan 1: named “Morning <b>briefing</b>”", "plan 1 “Morning <b>briefing</b>”: named by its topics",
        "plan 1: named “Evening”", "plan 1 “Evening”: on",
    ]  # fmt: skip
    assert "I understand commands" in await owner.write("Night")


async def test_going_back_ends_the_question_and_no_other(town: Town, owner: Person) -> None:
    await made(owner)
    await owner.press("When")
    await owner.press("Back")
    assert "I understand commands" in await owner.write("0 9 * * *")
    town.database.call(admins.set_pending_question, 901, Awaits.EDITOR, NOON)
    await owner.send_data(OpenPlan(1).encode())
    await owner.send_data(SetPlanCron(1, 1).encode())
    assert town.database.call(admins.pending_question, 901, NOON) is not None
    assert plan(town).cron == OFFERED_CRONS[1]


async def test_a_time_zone_is_taken_by_its_name_or_a_city(town: Town, owner: Person) -> None:
    await made(owner)
    await owner.press("Switch on")
    await owner.press("Time zone")
    assert "At present it is UTC." in owner.seen
    assert "Did you mean one of these? Europe/Berlin" in await owner.write("Berlim")
    assert "no time zone called “the moon”.\nWrite the name of a large city" in await owner.write("the moon")
    assert await owner.send(sticker=STICKER) == "Write the name of a large city there, or UTC."
    assert "America/New_York\nNext: Monday, 2 March 2026, 08:00" in await owner.write("new york")
    assert plan(town).next_at == datetime(2026, 3, 2, 13, tzinfo=UTC)
    assert acts(town)[-1] == (AuditAct.PLAN_CHANGED, "plan 1: America/New_York")


async def test_topics_are_taken_in_and_out_in_the_order_in_which_they_stand(town: Town, owner: Person) -> None:
    await made(owner)
    await owner.press("Topics")
    for name in ("Space", "Robotics", "Artificial Intelligence", "Robotics"):
        await owner.press(name)
    assert owner.buttons == [
        "✓ Artificial Intelligence", "└ Computer Vision", "└ Machine Learning", "Robotics", "✓ Space", "Back"
    ]  # fmt: skip
    assert plan(town).topic_ids == [sample_news.topic_id(town.database, slug) for slug in ("space", "ai")]
    await owner.press("Back")
    assert owner.seen.startswith("Space, Artificial Intelligence\nAt 08:00")
    assert [about for _, about in acts(town)[2:]] == [
        "plan 1: with Robotics", "plan 1: with Artificial Intelligence", "plan 1: without Robotics"
    ]  # fmt: skip


async def test_a_topic_that_is_gone_is_not_taken_in(town: Town, owner: Person) -> None:
    await made(owner)
    await owner.send_data(TogglePlanTopic(1, 999, 0).encode())
    assert plan(town).topic_ids == []
    space = sample_news.topic_id(town.database, "space")
    change(town.database, plan(town), topic_ids=[999, space])
    await owner.send_data(OpenPlan(1).encode(), owner.screen[-1])
    assert owner.seen.startswith("Space\nAt 08:00")


async def test_many_topics_are_paged(town: Town, owner: Person) -> None:
    wanted = [Topic(slug=f"topic-{number:02}", name=f"Topic {number:02}") for number in range(20)]
    town.database.call(topics.add_missing, wanted, are_listed=True)
    await made(owner)
    await owner.press("Topics")
    await owner.press("▶")
    assert owner.buttons[:2] == ["Topic 03", "Topic 04"]
    await owner.press("Topic 04")
    assert owner.buttons[:2] == ["Topic 03", "✓ Topic 04"]
    assert "2/4" in owner.buttons


async def test_readers_are_narrowed_down(town: Town, owner: Person) -> None:
    space = sample_news.topic_id(town.database, "space")
    for chat_id in (501, 502, -100):
        subscriber(town.database, chat_id, space)
    subscriber(town.database, 503, space, at=NOON - timedelta(days=20))
    subscriber(town.database, 504)
    await made(owner)
    await owner.press("Readers")
    assert "Topics: Space\n4 recipients" in owner.seen
    await owner.press("Private")
    assert "Chats: Private\n3 recipients" in owner.seen
    await owner.press("Active 7 d")
    assert "Active in the last 7 days\n2 recipients" in owner.seen
    shown = [label for label in owner.buttons if label not in LANGUAGE_NAMES]
    assert shown == ["✓ Private", "Groups", "✓ Active 7 d", "Active 30 d", "Active 90 d", "Back"]
    assert plan(town).audience == {"kinds": ["private"], "active_days": 7}
    await owner.press("Active 7 d")
    await owner.press("Private")
    assert "4 recipients" in owner.seen
    assert [about for _, about in acts(town)[1:]] == [
        "plan 1: for private chats",
        "plan 1: for private chats, those active in the last 7 days",
        "plan 1: for private chats",
        "plan 1: for all followers",
    ]


async def test_readers_of_a_language(sqlite: Database) -> None:
    async with town_with(sqlite) as town:
        await made(town.person(901))
        await town.person(901).send_data(TogglePlanLanguage(1, 1).encode())
        assert plan(town).audience == {"languages": ["en"]}


@pytest.mark.parametrize("forged", [TogglePlanChatKind(1, 3), TogglePlanLanguage(1, 99), SetPlanActiveDays(1, 8)])
async def test_what_no_button_offers_changes_nothing(
    town: Town, owner: Person, forged: TogglePlanChatKind | TogglePlanLanguage | SetPlanActiveDays
) -> None:
    await made(owner)
    await owner.send_data(forged.encode())
    assert plan(town).audience == {}


async def test_approval_and_personal_are_switched(town: Town, owner: Person) -> None:
    await made(owner)
    await owner.press("Approval")
    assert "Each issue is sent by itself." in owner.seen
    await owner.press("Personal")
    assert "Each reader sees all of it." in owner.seen
    assert owner.buttons[6:8] == ["Approval", "Personal"]
    await owner.press("Approval")
    await owner.press("Personal")
    assert (plan(town).needs_approval, plan(town).is_personal) == (True, True)
    assert [about for _, about in acts(town)[1:]] == [
        "plan 1: without approval", "plan 1: not personal", "plan 1: with approval", "plan 1: personal"
    ]  # fmt: skip


async def test_a_plan_is_removed_after_a_question(town: Town, owner: Person) -> None:
    await made(owner)
    await owner.press("Remove")
    assert "Remove the planned digest All topics?" in owner.seen
    await owner.press("Back")
    await owner.press("Remove")
    await owner.press("Yes, remove it")
    assert owner.seen == "The planned digest All topics is removed."
    await owner.press("All planned digests")
    assert "There is none yet." in owner.seen
    assert town.database.call(digests.all_plans) == []
    assert acts(town)[-1] == (AuditAct.PLAN_REMOVED, "plan 1")
    assert await owner.send_data(ConfirmRemovePlan(1).encode()) == GONE
    assert len(acts(town)) == 2


NUMBERS = {"place": 0, "topic_id": 1, "page": 0, "days": 7}


@pytest.mark.parametrize("kind", [kind for kind in PLAN_KINDS if "plan_id" in kind.field_names])
async def test_every_button_of_a_plan_that_is_gone_says_so(town: Town, owner: Person, kind: type[Any]) -> None:
    await owner.write("/digests")
    names = [name for name in kind.field_names if name != "plan_id"]
    assert await owner.send_data(kind(77, *(NUMBERS[name] for name in names)).encode(), owner.screen[-1]) == GONE
    assert "There is none yet." in owner.seen
    assert acts(town) == []


async def test_the_answer_about_a_plan_that_was_removed_meanwhile_is_none(town: Town, owner: Person) -> None:
    await made(owner)
    await owner.press("When")
    town.database.call(digests.remove_plan, 1)
    assert "I understand commands" in await owner.write("0 8 * * *")


async def issue(town: Town, owner: Person) -> None:
    """Have an issue that waits for an editor."""
    article(town.database, "https://post.example/1", sample_news.topic_id(town.database, "space"))
    await made(owner)
    await owner.press("Switch on")
    town.clock.pass_(days=1)
    await DigestScheduler(town.database, OWNERS, town.clock, lambda: None).tick()


async def test_an_issue_that_waits_is_dropped_once(town: Town, owner: Person) -> None:
    await issue(town, owner)
    await owner.write("/digests")
    assert await owner.send_data(DropIssue(1).encode(), owner.screen[-1]) == ""
    assert owner.seen == "This issue will not be sent. The next one begins where it ends."
    found = town.database.call(broadcasts.find, 1)
    assert found is not None
    assert found.state is BroadcastState.CANCELLED
    assert acts(town)[-1] == (AuditAct.ISSUE_DROPPED, "plan 1, 2026-03-03, broadcast 1")
    assert await owner.send_data(DropIssue(1).encode()) == "That issue waits no longer."
    assert await owner.send_data(DropIssue(9).encode()) == "That issue waits no longer."
    assert [act for act, _ in acts(town)].count(AuditAct.ISSUE_DROPPED) == 1


async def test_the_last_issues_stand_in_the_panel(town: Town, owner: Person) -> None:
    await made(owner)
    for day, state in enumerate(IssueState, 1):
        due_at = datetime(2026, 2, day, 8, tzinfo=UTC)
        put(
            town.database,
            DigestIssue(plan_id=1, local_date=due_at.date(), due_at=due_at, made_at=due_at, state=state),
        )
    await owner.send_data(OpenPlan(1).encode(), owner.screen[-1])
    assert owner.seen.split("\n\n")[-1].split("\n") == [
        "Last issues",
        "5 Feb 2026: not sent, an editor decided so",
        "4 Feb 2026: missed",
        "3 Feb 2026: nothing in it, not sent",
        "2 Feb 2026: sent",
        "1 Feb 2026: waits for an editor",
    ]


async def test_editors_may_and_strangers_may_not(town: Town, owner: Person) -> None:
    await made(owner)
    editor, stranger = town.person(55), town.person(66)
    town.database.call(admins.add_editor, 55, 901, NOON)
    assert "1. All topics" in await editor.write("/digests")
    assert "There is no command" in await stranger.write("/digests")
    for kind in PLAN_KINDS:
        names = kind.field_names
        assert await stranger.send_data(kind(*(NUMBERS.get(name, 1) for name in names)).encode()) == EXPIRED
    assert [act for act, _ in acts(town)[1:]] == [AuditAct.REFUSED] * (1 + len(PLAN_KINDS))
    assert not plan(town).is_on
