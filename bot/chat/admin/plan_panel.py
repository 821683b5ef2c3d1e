"""Showing planned digests as they stand, and changing one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.chat.admin.errand import Errand
from bot.chat.admin.sight import RULES
from bot.messages.admin.plans import PlanView, panel, plans
from bot.messages.admin.reach import Reach
from bot.messages.message import Message
from bot.pipeline.issuing import recurrence_of, schedule, topics_of
from storage import audience, audit, dialogues, topics
from storage import plans as stored
from storage.audience import Audience
from storage.database import reads
from storage.models import AuditAct, Broadcast, DigestPlan, Topic
from storage.stories import required

ISSUES_SHOWN = 5

Edit = Callable[[DigestPlan], str]
"""Changes a plan, and says what was changed, for the audit."""


async def show_plans(errand: Errand) -> None:
    """Show all plans."""
    await errand.show(await plans_of(errand))


async def plans_of(errand: Errand) -> Message:
    """Return the list of all plans."""
    return plans(await errand.run(_views), errand.voice)


async def show_plan(errand: Errand, plan_id: int) -> None:
    """Show one plan; all of them if it is no longer there."""
    view = await errand.run(view_of, plan_id, errand.office.rate(), errand.now)
    if view is None:
        await show_gone(errand)
    else:
        await errand.show(panel(view, errand.voice))


async def show_gone(errand: Errand) -> None:
    """Say that a plan is no longer there, and show those that are."""
    await errand.toast(errand.voice.label("toast-plan-gone"))
    await show_plans(errand)


async def change_plan(errand: Errand, plan_id: int, edit: Edit) -> DigestPlan | None:
    """Change a plan and note it in the audit; returns it as it is now, or None, with that said, when it is gone."""
    changed = await errand.run(_change, plan_id, edit, errand.person_id, errand.now)
    if changed is None:
        await show_gone(errand)
    return changed


async def stop_asking(errand: Errand, plan_id: int) -> None:
    """Wait for no answer about a plan any more."""
    asked = await errand.run(dialogues.awaited, errand.person_id, errand.now)
    if asked and asked.plan_id == plan_id:
        await errand.run(dialogues.answered, errand.person_id)


def next_by_its_clock(plan: DigestPlan) -> datetime | None:
    """Return when a plan is due next as clocks in its zone show it; None while it is off."""
    return plan.next_at.astimezone(ZoneInfo(plan.zone)) if plan.next_at else None


@reads
def view_of(session: Session, plan_id: int, rate: float, now: datetime) -> PlanView | None:
    """Read one plan, with whom it reaches and its last issues."""
    plan = stored.find(session, plan_id)
    if plan is None:
        return None
    known = topics.every(session)
    view = _view(plan, known)
    return replace(
        view, reach=reach_of(session, plan, known, rate, now), issues=stored.issues(session, plan_id, ISSUES_SHOWN)
    )


def reach_of(session: Session, plan: DigestPlan, known: list[Topic], rate: float, now: datetime) -> Reach:
    """Read whom an issue would reach now."""
    whom = replace(Audience.from_json(plan.audience), topic_ids=tuple(topics_of(session, plan)))
    trial = int(Broadcast.model_fields["trial"].default)
    return Reach(whom, known, audience.count(session, whom, False, now), rate, trial, RULES.rest)


@reads
def _views(session: Session) -> list[PlanView]:
    known = topics.every(session)
    return [_view(plan, known) for plan in stored.every(session)]


def _view(plan: DigestPlan, known: list[Topic]) -> PlanView:
    by_id = {required(topic.id): topic for topic in known}
    chosen = [by_id[topic_id] for topic_id in plan.topic_ids if topic_id in by_id]
    return PlanView(plan, recurrence_of(plan).words, chosen, next_by_its_clock(plan))


def _change(session: Session, plan_id: int, edit: Edit, person_id: int, now: datetime) -> DigestPlan | None:
    plan = stored.take(session, plan_id)
    if plan is None:
        return None
    before = (plan.cron, plan.zone, plan.is_on)
    about = edit(plan)
    session.add(plan)
    if (plan.cron, plan.zone, plan.is_on) != before:
        schedule(session, plan, now)
    audit.note(session, person_id, AuditAct.PLAN_CHANGED, f"plan {plan_id}: {about}", now)
    return plan
