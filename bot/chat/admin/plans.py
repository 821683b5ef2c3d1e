"""Planned digests: making, switching and removing them, and dropping an issue of one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.chat.admin import plan_edits
from bot.chat.admin.errand import Errand
from bot.chat.admin.plan_panel import (
    change_plan,
    next_by_its_clock,
    plans_of,
    show_gone,
    show_plan,
    show_plans,
    stop_asking,
    view_of,
)
from bot.chat.admin.steps import AnswerStep, CommandStep, PressStep
from bot.messages.admin import plan_press
from bot.messages.admin import plans as wording
from bot.messages.admin.plans import PlanView
from storage import audit, plans
from storage.models import AuditAct, Awaits, DigestPlan
from storage.stories import required

USUAL_CRON = "0 8 * * *"
"""When a new plan appears, until somebody says otherwise."""


async def digests(errand: Errand, _: str) -> None:
    """Show all plans."""
    await errand.reply(await plans_of(errand))


async def open_plans(errand: Errand, _: plan_press.OpenPlans) -> None:
    """Show all plans."""
    await show_plans(errand)


async def new_plan(errand: Errand, _: plan_press.NewPlan) -> None:
    """Make a plan, which is off until it is switched on."""
    plan_id = await errand.run(_make, errand.person_id, errand.office.zone.key, errand.now)
    if plan_id is None:
        await errand.toast(errand.voice.label("toast-plan-many"))
    else:
        await show_plan(errand, plan_id)


async def open_plan(errand: Errand, press: plan_press.OpenPlan) -> None:
    """Show one plan, and wait for no answer about it any more."""
    await stop_asking(errand, press.plan_id)
    await show_plan(errand, press.plan_id)


async def switch_plan(errand: Errand, press: plan_press.SwitchPlan) -> None:
    """Switch a plan on or off."""

    def edit(plan: DigestPlan) -> str:
        plan.is_on = not plan.is_on
        return "on" if plan.is_on else "off"

    plan = await change_plan(errand, press.plan_id, edit)
    if plan:
        await _toast_switched(errand, plan)
        await show_plan(errand, press.plan_id)


async def remove_plan(errand: Errand, press: plan_press.RemovePlan) -> None:
    """Ask whether to remove a plan."""
    view = await errand.run(view_of, press.plan_id, errand.office.rate(), errand.now)
    if view is None:
        await show_gone(errand)
    else:
        await errand.show(wording.removing(view, errand.voice))


async def confirm_remove(errand: Errand, press: plan_press.ConfirmRemovePlan) -> None:
    """Remove a plan."""
    view = await errand.run(_remove, press.plan_id, errand.person_id, errand.now)
    if view is None:
        await show_gone(errand)
    else:
        await errand.show(wording.removed(view, errand.voice))


async def drop_issue(errand: Errand, press: plan_press.DropIssue) -> None:
    """Do not send an issue that waits for approval."""
    if await errand.run(_drop_issue, press.issue_id, errand.person_id, errand.now):
        await errand.show(wording.issue_dropped(errand.voice))
    else:
        await errand.toast(errand.voice.label("toast-issue-late"))


async def _toast_switched(errand: Errand, plan: DigestPlan) -> None:
    at = next_by_its_clock(plan)
    await errand.toast(errand.voice.label("toast-plan-on", at=at) if at else errand.voice.label("toast-plan-off"))


def _make(session: Session, person_id: int, zone: str, now: datetime) -> int | None:
    """A new plan, or the one that the same person made and did not touch yet; None when there are too many."""
    known = plans.every(session)
    blank = [plan for plan in known if plan.author_id == person_id and _is_blank(session, plan, zone)]
    if blank:
        return blank[-1].id
    if len(known) >= wording.MOST:
        return None
    plan_id = required(plans.make(session, person_id, USUAL_CRON, zone, now).id)
    audit.note(session, person_id, AuditAct.PLAN_MADE, f"plan {plan_id}", now)
    return plan_id


def _is_blank(session: Session, plan: DigestPlan, zone: str) -> bool:
    is_usual = plan.cron == USUAL_CRON and plan.zone == zone and not plan.topic_ids and not plan.is_on
    return is_usual and plans.last_date(session, required(plan.id)) is None


def _remove(session: Session, plan_id: int, person_id: int, now: datetime) -> PlanView | None:
    """Remove a plan; returns how it was."""
    view = view_of(session, plan_id, 0, now)
    if view is None or not plans.remove(session, plan_id):
        return None
    audit.note(session, person_id, AuditAct.PLAN_REMOVED, f"plan {plan_id}", now)
    return view


def _drop_issue(session: Session, issue_id: int, person_id: int, now: datetime) -> bool:
    found = plans.issue(session, issue_id)
    if found is None or not plans.drop_issue(session, issue_id, now):
        return False
    issue, plan = found
    about = f"plan {plan.id}, {issue.local_date}, broadcast {issue.broadcast_id}"
    audit.note(session, person_id, AuditAct.ISSUE_DROPPED, about, now)
    return True


COMMANDS: Mapping[str, CommandStep] = {"digests": digests}

PRESSES: Mapping[type[Any], PressStep] = {
    plan_press.OpenPlans: open_plans,
    plan_press.NewPlan: new_plan,
    plan_press.OpenPlan: open_plan,
    plan_press.AskCron: plan_edits.ask_cron,
    plan_press.SetCron: plan_edits.set_cron,
    plan_press.AskZone: plan_edits.ask_zone,
    plan_press.OpenPlanTopics: plan_edits.open_topics,
    plan_press.SwitchPlanTopic: plan_edits.switch_topic,
    plan_press.SwitchApproval: plan_edits.switch_approval,
    plan_press.SwitchPlanPersonal: plan_edits.switch_personal,
    plan_press.SwitchPlan: switch_plan,
    plan_press.RemovePlan: remove_plan,
    plan_press.ConfirmRemovePlan: confirm_remove,
    plan_press.DropIssue: drop_issue,
    plan_press.OpenReaders: plan_edits.open_readers,
    plan_press.SwitchReaders: plan_edits.switch_kind,
    plan_press.SwitchPlanLanguage: plan_edits.switch_language,
    plan_press.SetReadersActive: plan_edits.set_active,
}

ANSWERS: Mapping[Awaits, AnswerStep] = {Awaits.CRON: plan_edits.take_cron, Awaits.ZONE: plan_edits.take_zone}
