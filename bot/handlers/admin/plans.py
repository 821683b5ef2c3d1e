"""Planned digests: listing, making, changing, switching and removing them, and dropping an issue of one."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from sqlmodel import Session
from telegram import Message as TelegramMessage

from bot.digests.schedule import CronError, Recurrence, named_plan, plan_recurrence, plan_topics, set_next_due
from bot.handlers.context import AdminContext, AdminServices, Role
from bot.handlers.routes import answer, button, command
from bot.views.admin.audience import Reach
from bot.views.admin.callback_data import (
    AskPlanCron,
    AskPlanName,
    AskPlanZone,
    ConfirmRemovePlan,
    DropIssue,
    DropPlanName,
    NewPlan,
    OpenPlan,
    OpenPlans,
    RemovePlan,
    SetPlanCron,
    TogglePlan,
    TogglePlanApproval,
    TogglePlanPersonal,
)
from bot.views.admin.plans import (
    LONGEST_PLAN_NAME,
    MOST_PLANS,
    PlanOverview,
    cron_question,
    cron_refused_message,
    issue_dropped_message,
    plan_name_question,
    plan_name_refused_message,
    plan_panel,
    plan_removal_confirmation,
    plan_removed_message,
    plans_message,
    zone_question,
    zone_refused_message,
)
from bot.views.admin.written_times import RecurrenceFault, find_zone, parse_recurrence, similar_zones
from bot.views.format import clean_text
from bot.views.message import Message
from storage import admins, audience, digests, topics
from storage.audience import Audience
from storage.database import read_only
from storage.models import AuditAct, Awaits, Broadcast, DigestPlan, PendingQuestion, Topic

ISSUES_SHOWN = 5

PlanChange = Callable[[DigestPlan], str]
"""Changes a plan, and says what was changed, for the audit."""


async def show_plans(context: AdminContext) -> None:
    """Show all plans."""
    await context.show(await load_plans_message(context))


async def load_plans_message(context: AdminContext) -> Message:
    """Return the list of all plans."""
    return plans_message(await context.run(_load_plan_views), context.voice)


async def show_plan(context: AdminContext, plan_id: int) -> None:
    """Show one plan; all of them if it is no longer there."""
    view = await context.run(load_plan_view, plan_id, context.admin_services, context.now)
    if view is None:
        await show_plan_gone(context)
    else:
        await context.show(plan_panel(view, context.voice))


async def show_plan_gone(context: AdminContext) -> None:
    """Say that a plan is no longer there, and show those that are."""
    await context.toast(context.voice.label("toast-plan-gone"))
    await show_plans(context)


async def change_plan(context: AdminContext, plan_id: int, edit: PlanChange) -> DigestPlan | None:
    """Change a plan and note it in the audit; returns it as it is now, or None, with that said, when it is gone."""
    changed = await context.run(_store_change, plan_id, edit, context.person_id, context.now)
    if changed is None:
        await show_plan_gone(context)
    return changed


async def close_question(context: AdminContext, plan_id: int) -> None:
    """Wait for no answer about a plan any more."""
    question = await context.run(admins.pending_question, context.person_id, context.now)
    if question and question.plan_id == plan_id:
        await context.run(admins.clear_pending_question, context.person_id)


def next_local_time(plan: DigestPlan) -> datetime | None:
    """Return when a plan is due next as clocks in its zone show it; None while it is off."""
    return plan.next_at.astimezone(ZoneInfo(plan.zone)) if plan.next_at else None


@read_only
def load_plan_view(session: Session, plan_id: int, admin_services: AdminServices, now: datetime) -> PlanOverview | None:
    """Read one plan, with whom it reaches and its last issues."""
    plan = digests.find_plan(session, plan_id)
    if plan is None:
        return None
    known = topics.find_all(session)
    view = _plan_view(plan, known)
    return replace(
        view,
        reach=load_reach(session, plan, known, admin_services, now),
        issues=digests.latest_issues(session, plan_id, ISSUES_SHOWN),
    )


def load_reach(
    session: Session, plan: DigestPlan, known: list[Topic], admin_services: AdminServices, now: datetime
) -> Reach:
    """Read whom an issue would reach now."""
    whom = replace(Audience.from_json(plan.audience), topic_ids=tuple(plan_topics(session, plan)))
    trial = int(Broadcast.model_fields["trial"].default)
    size = audience.count_recipients(session, whom, False, now)
    return Reach(whom, known, size, admin_services.rate(), trial, admin_services.rules.rest)


@read_only
def _load_plan_views(session: Session) -> list[PlanOverview]:
    known = topics.find_all(session)
    return [_plan_view(plan, known) for plan in digests.all_plans(session)]


def _plan_view(plan: DigestPlan, known: list[Topic]) -> PlanOverview:
    by_id = {topic.id: topic for topic in known}
    chosen = [by_id[topic_id] for topic_id in plan.topic_ids if topic_id in by_id]
    return PlanOverview(plan, plan_recurrence(plan).words, chosen, next_local_time(plan))


def _store_change(session: Session, plan_id: int, edit: PlanChange, person_id: int, now: datetime) -> DigestPlan | None:
    plan = digests.lock_plan(session, plan_id)
    if plan is None:
        return None
    before, called = (plan.cron, plan.zone, plan.is_on), named_plan(plan)
    about = edit(plan)
    session.add(plan)
    if (plan.cron, plan.zone, plan.is_on) != before:
        set_next_due(session, plan, now)
    admins.add_audit_entry(session, person_id, AuditAct.PLAN_CHANGED, f"{called}: {about}", now)
    return plan


OFFERED_CRONS = ("0 8 * * *", "0 18 * * *", "0 8 * * MON-FRI", "0 8 * * MON", "0 16 * * FRI", "0 8 1 * *")
"""Times to choose from; buttons name them by their places."""


@button(AskPlanCron, role=Role.EDITOR)
async def ask_cron(context: AdminContext, data: AskPlanCron) -> None:
    """Ask when it appears."""
    plan = await context.run(_ask_about_plan, context.person_id, Awaits.CRON, data.plan_id, context.now)
    if plan is None:
        await show_plan_gone(context)
    else:
        words = [Recurrence(cron, ZoneInfo(plan.zone)).words for cron in OFFERED_CRONS]
        await context.show(cron_question(data.plan_id, words, context.voice))


@button(SetPlanCron, role=Role.EDITOR)
async def set_cron(context: AdminContext, data: SetPlanCron) -> None:
    """Take a time that was offered."""
    if data.place < len(OFFERED_CRONS):
        await close_question(context, data.plan_id)
        await _change_and_show(context, data.plan_id, partial(_set_cron, OFFERED_CRONS[data.place]))


@answer(Awaits.CRON, role=Role.EDITOR)
async def take_cron(context: AdminContext, question: PendingQuestion, message: TelegramMessage) -> None:
    """Take a time that was written; ask again while it will not do."""
    plan_id, written = question.plan_id or 0, message.text or ""
    spoken = parse_recurrence(written)
    if isinstance(spoken, RecurrenceFault):
        await context.reply(cron_refused_message(plan_id, written, spoken.value, context.voice))
        return
    try:
        cron = Recurrence.read(spoken or written, ZoneInfo("UTC")).cron
    except CronError as error:
        await context.reply(cron_refused_message(plan_id, written, error.fault.value, context.voice))
        return
    await context.run(admins.clear_pending_question, context.person_id)
    await _change_and_show(context, plan_id, partial(_set_cron, cron))


@button(AskPlanZone, role=Role.EDITOR)
async def ask_zone(context: AdminContext, data: AskPlanZone) -> None:
    """Ask in which time zone it appears."""
    plan = await context.run(_ask_about_plan, context.person_id, Awaits.ZONE, data.plan_id, context.now)
    if plan is None:
        await show_plan_gone(context)
    else:
        await context.show(zone_question(data.plan_id, plan.zone, context.voice))


@answer(Awaits.ZONE, role=Role.EDITOR)
async def take_zone(context: AdminContext, question: PendingQuestion, message: TelegramMessage) -> None:
    """Take a time zone that was written; ask again while it is none."""
    plan_id, written = question.plan_id or 0, message.text or ""
    zone = await asyncio.to_thread(find_zone, written)
    if zone is None:
        near = await asyncio.to_thread(similar_zones, written)
        await context.reply(zone_refused_message(plan_id, written, near, context.voice))
        return
    await context.run(admins.clear_pending_question, context.person_id)
    await _change_and_show(context, plan_id, partial(_set_zone, zone))


@button(TogglePlanApproval, role=Role.EDITOR)
async def switch_approval(context: AdminContext, data: TogglePlanApproval) -> None:
    """Have an editor approve each issue, or not."""
    await _change_and_show(context, data.plan_id, _switch_approval)


@button(TogglePlanPersonal, role=Role.EDITOR)
async def switch_plan_personal(context: AdminContext, data: TogglePlanPersonal) -> None:
    """Let each reader see only their topics, or all."""
    await _change_and_show(context, data.plan_id, _switch_personal)


async def _change_and_show(context: AdminContext, plan_id: int, edit: Callable[[DigestPlan], str]) -> None:
    if await change_plan(context, plan_id, edit):
        await show_plan(context, plan_id)


def _ask_about_plan(session: Session, person_id: int, awaits: Awaits, plan_id: int, now: datetime) -> DigestPlan | None:
    """Wait for the answer to a question about a plan; None when the plan is gone."""
    plan = digests.lock_plan(session, plan_id)
    if plan:
        admins.set_pending_question(session, person_id, awaits, now, plan_id=plan_id)
    return plan


def _set_cron(cron: str, plan: DigestPlan) -> str:
    plan.cron = cron
    words = plan_recurrence(plan).words
    return words[:1].lower() + words[1:]


def _set_name(name: str, plan: DigestPlan) -> str:
    plan.name = name
    return f"named “{name}”" if name else "named by its topics"


def _set_zone(zone: str, plan: DigestPlan) -> str:
    plan.zone = zone
    return zone


def _switch_approval(plan: DigestPlan) -> str:
    plan.needs_approval = not plan.needs_approval
    return "with approval" if plan.needs_approval else "without approval"


def _switch_personal(plan: DigestPlan) -> str:
    plan.is_personal = not plan.is_personal
    return "personal" if plan.is_personal else "not personal"


DEFAULT_CRON = "0 8 * * *"
"""When a new plan appears, until somebody says otherwise."""


@command("digests", role=Role.EDITOR, menu=4)
async def list_plans(context: AdminContext, _: str) -> None:
    """Show all plans."""
    await context.reply(await load_plans_message(context))


@button(OpenPlans, role=Role.EDITOR)
async def open_plans(context: AdminContext, _: OpenPlans) -> None:
    """Show all plans."""
    await show_plans(context)


@button(NewPlan, role=Role.EDITOR)
async def new_plan(context: AdminContext, _: NewPlan) -> None:
    """Make a plan, which is off until it is switched on, and ask what it is called."""
    plan_id = await context.run(_make_plan, context.person_id, context.admin_services.zone.key, context.now)
    if plan_id is None:
        await context.toast(context.voice.label("toast-plan-many"))
    else:
        await _ask_name(context, plan_id)


@button(AskPlanName, role=Role.EDITOR)
async def ask_name(context: AdminContext, data: AskPlanName) -> None:
    """Ask what a plan is called."""
    await _ask_name(context, data.plan_id)


@button(DropPlanName, role=Role.EDITOR)
async def drop_name(context: AdminContext, data: DropPlanName) -> None:
    """Call a plan by its topics."""
    await close_question(context, data.plan_id)
    await _change_and_show(context, data.plan_id, partial(_set_name, ""))


@answer(Awaits.PLAN_NAME, role=Role.EDITOR)
async def take_name(context: AdminContext, question: PendingQuestion, message: TelegramMessage) -> None:
    """Take a name that was written; ask again while it will not do."""
    plan_id, name = question.plan_id or 0, clean_text(message.text or "")
    if not 0 < len(name) <= LONGEST_PLAN_NAME:
        await context.reply(plan_name_refused_message(plan_id, context.voice))
        return
    await context.run(admins.clear_pending_question, context.person_id)
    await _change_and_show(context, plan_id, partial(_set_name, name))


async def _ask_name(context: AdminContext, plan_id: int) -> None:
    if await context.run(_ask_about_plan, context.person_id, Awaits.PLAN_NAME, plan_id, context.now) is None:
        await show_plan_gone(context)
        return
    view = await context.run(load_plan_view, plan_id, context.admin_services, context.now)
    if view:
        await context.show(plan_name_question(view, context.voice))


@button(OpenPlan, role=Role.EDITOR)
async def open_plan(context: AdminContext, data: OpenPlan) -> None:
    """Show one plan, and wait for no answer about it any more."""
    await close_question(context, data.plan_id)
    await show_plan(context, data.plan_id)


@button(TogglePlan, role=Role.EDITOR)
async def switch_plan(context: AdminContext, data: TogglePlan) -> None:
    """Switch a plan on or off."""

    def edit(plan: DigestPlan) -> str:
        plan.is_on = not plan.is_on
        return "on" if plan.is_on else "off"

    plan = await change_plan(context, data.plan_id, edit)
    if plan:
        await _toast_switched(context, plan)
        await show_plan(context, data.plan_id)


@button(RemovePlan, role=Role.EDITOR)
async def remove_plan(context: AdminContext, data: RemovePlan) -> None:
    """Ask whether to remove a plan."""
    view = await context.run(load_plan_view, data.plan_id, context.admin_services, context.now)
    if view is None:
        await show_plan_gone(context)
    else:
        await context.show(plan_removal_confirmation(view, context.voice))


@button(ConfirmRemovePlan, role=Role.EDITOR)
async def confirm_remove_plan(context: AdminContext, data: ConfirmRemovePlan) -> None:
    """Remove a plan."""
    view = await context.run(_remove_plan, data.plan_id, context)
    if view is None:
        await show_plan_gone(context)
    else:
        await context.show(plan_removed_message(view, context.voice))


@button(DropIssue, role=Role.EDITOR)
async def drop_issue(context: AdminContext, data: DropIssue) -> None:
    """Do not send an issue that waits for approval."""
    if await context.run(_drop_issue, data.issue_id, context.person_id, context.now):
        await context.show(issue_dropped_message(context.voice))
    else:
        await context.toast(context.voice.label("toast-issue-late"))


async def _toast_switched(context: AdminContext, plan: DigestPlan) -> None:
    at = next_local_time(plan)
    await context.toast(context.voice.label("toast-plan-on", at=at) if at else context.voice.label("toast-plan-off"))


def _make_plan(session: Session, person_id: int, zone: str, now: datetime) -> int | None:
    """A new plan, or the one that the same person made and did not touch yet; None when there are too many."""
    known = digests.all_plans(session)
    blank = [plan for plan in known if plan.author_id == person_id and _is_blank(session, plan, zone)]
    if blank:
        return blank[-1].id
    if len(known) >= MOST_PLANS:
        return None
    plan_id = digests.create_plan(session, person_id, DEFAULT_CRON, zone, now).id
    admins.add_audit_entry(session, person_id, AuditAct.PLAN_MADE, f"plan {plan_id}", now)
    return plan_id


def _is_blank(session: Session, plan: DigestPlan, zone: str) -> bool:
    is_usual = plan.cron == DEFAULT_CRON and plan.zone == zone and not (plan.name or plan.topic_ids or plan.is_on)
    return is_usual and digests.last_issue_date(session, plan.id) is None


def _remove_plan(session: Session, plan_id: int, context: AdminContext) -> PlanOverview | None:
    """Remove a plan; returns how it was."""
    view = load_plan_view(session, plan_id, context.admin_services, context.now)
    if view is None or not digests.remove_plan(session, plan_id):
        return None
    admins.add_audit_entry(session, context.person_id, AuditAct.PLAN_REMOVED, named_plan(view.plan), context.now)
    return view


def _drop_issue(session: Session, issue_id: int, person_id: int, now: datetime) -> bool:
    found = digests.find_issue(session, issue_id)
    if found is None or not digests.drop_issue(session, issue_id, now):
        return False
    issue, plan = found
    about = f"{named_plan(plan)}, {issue.local_date}, broadcast {issue.broadcast_id}"
    admins.add_audit_entry(session, person_id, AuditAct.ISSUE_DROPPED, about, now)
    return True
