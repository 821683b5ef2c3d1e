"""Changing a planned digest: when it appears, of which topics, for whom, and how."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlmodel import Session
from telegram import Message as Written

from bot.alerts.recurrence import CronError, Recurrence
from bot.chat.admin.errand import Errand
from bot.chat.admin.plan_panel import change_plan, reach_of, show_gone, show_plan, stop_asking
from bot.chat.admin.zones import find_zone, near_zones
from bot.messages.admin import plan_choices, plan_press
from bot.messages.admin.plan_choices import KINDS
from bot.messages.admin.reach import Reach
from storage import dialogues, plans, topics
from storage.audience import Audience
from storage.database import reads
from storage.models import Awaits, Dialogue, DigestPlan

OFFERED = ("0 8 * * *", "0 18 * * *", "0 8 * * MON-FRI", "0 8 * * MON", "0 16 * * FRI", "0 8 1 * *")
"""Times to choose from; buttons name them by their places."""

Item = TypeVar("Item")


async def ask_cron(errand: Errand, press: plan_press.AskCron) -> None:
    """Ask when it appears."""
    plan = await errand.run(_ask, errand.person_id, Awaits.CRON, press.plan_id, errand.now)
    if plan is None:
        await show_gone(errand)
    else:
        words = [Recurrence(cron, ZoneInfo(plan.zone)).words for cron in OFFERED]
        await errand.show(plan_choices.ask_cron(press.plan_id, words, errand.voice))


async def set_cron(errand: Errand, press: plan_press.SetCron) -> None:
    """Take a time that was offered."""
    if press.place < len(OFFERED):
        await stop_asking(errand, press.plan_id)
        await _edit(errand, press.plan_id, partial(_appear_at, OFFERED[press.place]))


async def take_cron(errand: Errand, asked: Dialogue, message: Written) -> None:
    """Take a time that was written; ask again while it will not do."""
    plan_id, written = asked.plan_id or 0, message.text or ""
    try:
        cron = Recurrence.read(written, ZoneInfo("UTC")).cron
    except CronError as error:
        await errand.reply(plan_choices.cron_refused(plan_id, written, error.fault.value, errand.voice))
        return
    await errand.run(dialogues.answered, errand.person_id)
    await _edit(errand, plan_id, partial(_appear_at, cron))


async def ask_zone(errand: Errand, press: plan_press.AskZone) -> None:
    """Ask in which time zone it appears."""
    plan = await errand.run(_ask, errand.person_id, Awaits.ZONE, press.plan_id, errand.now)
    if plan is None:
        await show_gone(errand)
    else:
        await errand.show(plan_choices.ask_zone(press.plan_id, plan.zone, errand.voice))


async def take_zone(errand: Errand, asked: Dialogue, message: Written) -> None:
    """Take a time zone that was written; ask again while it is none."""
    plan_id, written = asked.plan_id or 0, message.text or ""
    zone = await asyncio.to_thread(find_zone, written)
    if zone is None:
        near = await asyncio.to_thread(near_zones, written)
        await errand.reply(plan_choices.zone_refused(plan_id, written, near, errand.voice))
        return
    await errand.run(dialogues.answered, errand.person_id)
    await _edit(errand, plan_id, partial(_move, zone))


async def open_topics(errand: Errand, press: plan_press.OpenPlanTopics) -> None:
    """Show a page of topics."""
    plan = await errand.run(plans.find, press.plan_id)
    if plan is None:
        await show_gone(errand)
        return
    known = await errand.run(topics.every)
    await errand.show(plan_choices.topics(press.plan_id, known, plan.topic_ids, press.page, errand.voice))


async def switch_topic(errand: Errand, press: plan_press.SwitchPlanTopic) -> None:
    """Take a topic in, or out."""
    known = {topic.id: topic.name for topic in await errand.run(topics.every)}

    def edit(plan: DigestPlan) -> str:
        plan.topic_ids = switched(plan.topic_ids, press.topic_id)
        return f"{'with' if press.topic_id in plan.topic_ids else 'without'} {known[press.topic_id]}"

    if press.topic_id not in known or await change_plan(errand, press.plan_id, edit):
        await open_topics(errand, plan_press.OpenPlanTopics(press.plan_id, press.page))


async def switch_approval(errand: Errand, press: plan_press.SwitchApproval) -> None:
    """Have an editor approve each issue, or not."""
    await _edit(errand, press.plan_id, _switch_approval)


async def switch_personal(errand: Errand, press: plan_press.SwitchPlanPersonal) -> None:
    """Let each reader see only their topics, or all."""
    await _edit(errand, press.plan_id, _switch_personal)


async def open_readers(errand: Errand, press: plan_press.OpenReaders) -> None:
    """Show who has it."""
    reach = await errand.run(_reach, press.plan_id, errand.office.rate(), errand.now)
    if reach is None:
        await show_gone(errand)
    else:
        await errand.show(plan_choices.readers(press.plan_id, reach, errand.voice))


async def switch_kind(errand: Errand, press: plan_press.SwitchReaders) -> None:
    """Take a kind of chat in, or out."""
    if press.place < len(KINDS):
        kind = KINDS[press.place]
        await _narrow(errand, press.plan_id, lambda whom: replace(whom, kinds=tuple(switched(whom.kinds, kind))))


async def switch_language(errand: Errand, press: plan_press.SwitchPlanLanguage) -> None:
    """Take a language in, or out."""
    known = errand.desk.texts.languages
    if press.place < len(known):
        language = known[press.place]
        await _narrow(
            errand, press.plan_id, lambda whom: replace(whom, languages=tuple(switched(whom.languages, language)))
        )


async def set_active(errand: Errand, press: plan_press.SetReadersActive) -> None:
    """Only those active in so many days, or all."""
    if press.days == 0 or press.days in plan_choices.ACTIVE_DAYS:
        await _narrow(errand, press.plan_id, lambda whom: replace(whom, active_days=press.days or None))


def switched(items: Sequence[Item], item: Item) -> list[Item]:
    """Return the items without one that is among them, or with one at their end that is not."""
    return [each for each in items if each != item] if item in items else [*items, item]


async def _narrow(errand: Errand, plan_id: int, change: Callable[[Audience], Audience]) -> None:
    def edit(plan: DigestPlan) -> str:
        plan.audience = change(Audience.from_json(plan.audience)).as_json()
        return f"for {', '.join(f'{name} {value}' for name, value in plan.audience.items()) or 'all followers'}"

    if await change_plan(errand, plan_id, edit):
        await open_readers(errand, plan_press.OpenReaders(plan_id))


async def _edit(errand: Errand, plan_id: int, edit: Callable[[DigestPlan], str]) -> None:
    if await change_plan(errand, plan_id, edit):
        await show_plan(errand, plan_id)


def _ask(session: Session, person_id: int, awaits: Awaits, plan_id: int, now: datetime) -> DigestPlan | None:
    """Wait for the answer to a question about a plan; None when the plan is gone."""
    plan = plans.take(session, plan_id)
    if plan:
        dialogues.ask(session, person_id, awaits, now, plan_id=plan_id)
    return plan


@reads
def _reach(session: Session, plan_id: int, rate: float, now: datetime) -> Reach | None:
    plan = plans.find(session, plan_id)
    return reach_of(session, plan, topics.every(session), rate, now) if plan else None


def _appear_at(cron: str, plan: DigestPlan) -> str:
    plan.cron = cron
    return cron


def _move(zone: str, plan: DigestPlan) -> str:
    plan.zone = zone
    return zone


def _switch_approval(plan: DigestPlan) -> str:
    plan.needs_approval = not plan.needs_approval
    return "with approval" if plan.needs_approval else "without approval"


def _switch_personal(plan: DigestPlan) -> str:
    plan.is_personal = not plan.is_personal
    return "personal" if plan.is_personal else "not personal"
