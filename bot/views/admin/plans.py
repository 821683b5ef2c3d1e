"""Planned digests.

The list of them, the panel by which one is changed, choosing when one appears, and what editors are told of its issues.
For whom one is, its topics included, is chosen in ``bot.views.admin.audience``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from markupsafe import Markup

from bot.views.admin.audience import Reach, checked_label, describe_audience, describe_size
from bot.views.admin.callback_data import (
    AskPlanCron,
    AskPlanName,
    AskPlanZone,
    ConfirmRemovePlan,
    DropIssue,
    DropPlanName,
    NewPlan,
    OpenPlan,
    OpenPlanAudience,
    OpenPlans,
    OpenPlanTopics,
    RemovePlan,
    SetPlanCron,
    TogglePlan,
    TogglePlanApproval,
    TogglePlanPersonal,
)
from bot.views.format import bold, clean_text, format_time, lines, paragraphs, shorten, topic_name
from bot.views.message import Button, Message, Row, build_keyboard, callback_button
from bot.views.texts import Voice
from storage.models import DigestIssue, DigestPlan, IssueState, Topic


def approve_issue_notification(issue: DigestIssue, called: str, voice: Voice) -> Message:
    """Return that an issue of a digest waits for an editor; the digest stands above, its panel below."""
    text = voice.say("note-approve", called=called, moment=format_time(issue.due_at, voice))
    return Message(text, build_keyboard((callback_button(voice.label("button-drop-issue"), DropIssue(issue.id or 0)),)))


def empty_issue_notification(issue: DigestIssue, called: str, voice: Voice) -> Message:
    """Return that an issue of a digest had nothing in it."""
    return Message(
        voice.say("note-empty", called=called, moment=format_time(issue.due_at, voice)),
        _open_plan_buttons(issue, voice),
    )


def missed_issue_notification(issue: DigestIssue, called: str, voice: Voice) -> Message:
    """Return that an issue of a digest was missed for too long to be made up."""
    return Message(
        voice.say("note-missed", called=called, moment=format_time(issue.due_at, voice)),
        _open_plan_buttons(issue, voice),
    )


def _open_plan_buttons(issue: DigestIssue, voice: Voice) -> tuple[Row, ...]:
    return build_keyboard((callback_button(voice.label("button-open-plan"), OpenPlan(issue.plan_id)),))


MOST_PLANS = 15
"""Plans: so many one message shows."""

_MOST_NAMED = 3
_LONGEST_LABEL = 40
_LONGEST_NAME, _LONGEST_WORDS = 80, 80
"""In the list, of a plan."""


@dataclass(frozen=True, slots=True)
class PlanOverview:
    """A plan, and what of it is not in its row.

    Attributes:
        words: when it appears, in words.
        topics: those that it was given, in their order; none stands for all.
        next_at: as clocks in its zone show it; None while it is off.
        reach: whom an issue would reach now.
        issues: its last ones, newest first.
    """

    plan: DigestPlan
    words: str
    topics: Sequence[Topic]
    next_at: datetime | None
    reach: Reach | None = None
    issues: Sequence[DigestIssue] = ()


def plan_name(topics: Sequence[Topic], voice: Voice, given: str = "") -> str:
    """Return what a planned digest is called: as an editor named it, else by its topics, of which three are named."""
    if given:
        return given
    if not topics:
        return voice.label("button-plan-all-topics")
    names = ", ".join(topic_name(topic) for topic in topics[:_MOST_NAMED])
    more = len(topics) - _MOST_NAMED
    return voice.label("button-plan-topics-more", names=names, more=more) if more > 0 else names


def plans_message(views: Sequence[PlanOverview], voice: Voice) -> Message:
    """Return all plans, each with a button that opens it."""
    blocks = [_in_list(number, view, voice) for number, view in enumerate(views, 1)]
    text = paragraphs(voice.say("plans"), *blocks) if blocks else voice.say("plans-none")
    buttons = [
        (
            callback_button(
                _short_label(f"{number}. {plan_name(view.topics, voice, view.plan.name)}"), OpenPlan(view.plan.id or 0)
            ),
        )
        for number, view in enumerate(views, 1)
    ]
    new = (callback_button(voice.label("button-plan-new"), NewPlan()),) if len(views) < MOST_PLANS else ()
    return Message(text, build_keyboard(*buttons, new))


def plan_panel(view: PlanOverview, voice: Voice) -> Message:
    """Return one plan, with everything that can be done to it."""
    plan = view.plan
    head = lines(bold(plan_name(view.topics, voice, view.plan.name)), *_schedule_lines(view, view.words, voice))
    reach = lines(describe_audience(view.reach, voice), describe_size(view.reach, voice)) if view.reach else ""
    ways = lines(
        voice.say("plan-approved") if plan.needs_approval else voice.say("plan-by-itself"),
        voice.say("plan-personal") if plan.is_personal else voice.say("plan-whole"),
    )
    past = [_issue_line(issue, voice) for issue in view.issues]
    told = lines(voice.say("plan-issues"), *past) if past else ""
    return Message(paragraphs(head, reach, ways, told), build_keyboard(*_panel_rows(plan, voice)))


def plan_removal_confirmation(view: PlanOverview, voice: Voice) -> Message:
    """Return the question whether to remove a plan."""
    plan_id = view.plan.id or 0
    remove = callback_button(voice.label("button-plan-remove-yes"), ConfirmRemovePlan(plan_id))
    text = voice.say("plan-remove", name=bold(plan_name(view.topics, voice, view.plan.name)))
    return Message(text, build_keyboard((remove,), (back_to_plan_button(plan_id, voice),)))


def plan_removed_message(view: PlanOverview, voice: Voice) -> Message:
    """Return that a plan is gone."""
    return Message(
        voice.say("plan-removed", name=bold(plan_name(view.topics, voice, view.plan.name))),
        build_keyboard((_all_plans_button(voice),)),
    )


def issue_dropped_message(voice: Voice) -> Message:
    """Return that an issue is not sent."""
    return Message(voice.say("plan-issue-not-sent"))


def back_to_plan_button(plan_id: int, voice: Voice) -> Button:
    """Return the button that leads back to the plan."""
    return callback_button(voice.label("button-plan-back"), OpenPlan(plan_id))


def _in_list(number: int, view: PlanOverview, voice: Voice) -> Markup:
    name = shorten(plan_name(view.topics, voice, view.plan.name), _LONGEST_NAME)
    return lines(bold(f"{number}. {name}"), *_schedule_lines(view, shorten(view.words, _LONGEST_WORDS), voice))


def _schedule_lines(view: PlanOverview, cron: str, voice: Voice) -> tuple[Markup, Markup]:
    words = voice.say("plan-when", words=cron, zone=view.plan.zone)
    return words, voice.say("plan-next", at=view.next_at) if view.next_at else voice.say("plan-off")


def _issue_line(issue: DigestIssue, voice: Voice) -> Markup:
    at = datetime.combine(issue.local_date, time(), UTC)
    match issue.state:
        case IssueState.WAITING:
            return voice.say("plan-issue-waiting", at=at)
        case IssueState.SENT:
            return voice.say("plan-issue-sent", at=at)
        case IssueState.EMPTY:
            return voice.say("plan-issue-empty", at=at)
        case IssueState.MISSED:
            return voice.say("plan-issue-missed", at=at)
        case _:
            return voice.say("plan-issue-dropped", at=at)


def _panel_rows(plan: DigestPlan, voice: Voice) -> tuple[Row, ...]:
    plan_id = plan.id or 0
    approval = checked_label(voice.label("button-plan-approval"), plan.needs_approval)
    personal = checked_label(voice.label("button-plan-personal"), plan.is_personal)
    switch = voice.label("button-plan-off") if plan.is_on else voice.label("button-plan-on")
    return (
        (callback_button(switch, TogglePlan(plan_id)),),
        (
            callback_button(voice.label("button-plan-when"), AskPlanCron(plan_id)),
            callback_button(voice.label("button-plan-zone"), AskPlanZone(plan_id)),
        ),
        (
            callback_button(voice.label("button-plan-name"), AskPlanName(plan_id)),
            callback_button(voice.label("button-plan-topics"), OpenPlanTopics(plan_id, 0)),
            callback_button(voice.label("button-plan-readers"), OpenPlanAudience(plan_id)),
        ),
        (
            callback_button(approval, TogglePlanApproval(plan_id)),
            callback_button(personal, TogglePlanPersonal(plan_id)),
        ),
        (callback_button(voice.label("button-plan-remove"), RemovePlan(plan_id)), _all_plans_button(voice)),
    )


def _all_plans_button(voice: Voice) -> Button:
    return callback_button(voice.label("button-plan-all"), OpenPlans())


def _short_label(text: str) -> str:
    return shorten(text, _LONGEST_LABEL)


_LONGEST_QUOTE = 60
LONGEST_PLAN_NAME = 60


def plan_name_question(view: PlanOverview, voice: Voice) -> Message:
    """Return the question what a digest is called, with its topics as the name that it has without another."""
    plan_id = view.plan.id or 0
    by_topics = voice.label("button-plan-name-by-topics", name=plan_name(view.topics, voice))
    text = voice.say("plan-ask-name", name=bold(plan_name(view.topics, voice, view.plan.name)), count=LONGEST_PLAN_NAME)
    drop = callback_button(_short_label(by_topics), DropPlanName(plan_id))
    return Message(text, build_keyboard((drop,), (back_to_plan_button(plan_id, voice),)))


def plan_name_refused_message(plan_id: int, voice: Voice) -> Message:
    """Return that a name is empty or too long."""
    text = voice.say("plan-name-refused", count=LONGEST_PLAN_NAME)
    return Message(text, build_keyboard((back_to_plan_button(plan_id, voice),)))


def cron_question(plan_id: int, offered: Sequence[str], voice: Voice) -> Message:
    """Return the question when a digest appears, with times in words as buttons."""
    buttons = [(callback_button(words, SetPlanCron(plan_id, place)),) for place, words in enumerate(offered)]
    return Message(voice.say("plan-ask-cron"), build_keyboard(*buttons, (back_to_plan_button(plan_id, voice),)))


def cron_refused_message(plan_id: int, written: str, fault: str, voice: Voice) -> Message:
    """Return why words or a cron expression will not do.

    Args:
        plan_id: Of what plan.
        written: By somebody.
        fault: The value of one of ``CronFault``, or of ``RecurrenceFault``.
        voice: Texts and language.
    """
    quoted = shorten(clean_text(written), _LONGEST_QUOTE)
    match fault:
        case "fields" if re.search("[^\\W\\d]", quoted) and "*" not in quoted:
            why = voice.say("plan-words-unreadable", text=quoted)
        case "no clock":
            why = voice.say("plan-words-no-clock", text=quoted)
        case "often":
            why = voice.say("plan-cron-often")
        case "never":
            why = voice.say("plan-cron-never")
        case "fields":
            why = voice.say("plan-cron-fields")
        case _:
            why = voice.say("plan-cron-unreadable", text=quoted)
    return Message(why, build_keyboard((back_to_plan_button(plan_id, voice),)))


def zone_question(plan_id: int, zone: str, voice: Voice) -> Message:
    """Return the question by which clock the cron is read."""
    return Message(voice.say("plan-ask-zone", zone=zone), build_keyboard((back_to_plan_button(plan_id, voice),)))


def zone_refused_message(plan_id: int, written: str, near: Sequence[str], voice: Voice) -> Message:
    """Return that there is no such time zone, with names that are like it."""
    quoted = shorten(clean_text(written), _LONGEST_QUOTE)
    meant = voice.say("plan-zone-near", names=", ".join(near)) if near else voice.say("plan-zone-how")
    unknown = voice.say("plan-zone-unknown", text=quoted) if quoted else ""
    return Message(lines(unknown, meant), build_keyboard((back_to_plan_button(plan_id, voice),)))
