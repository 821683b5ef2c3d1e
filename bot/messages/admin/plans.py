"""Planned digests: the list of them, and the panel by which one is changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from markupsafe import Markup

from bot.messages.admin.plan_press import (
    AskCron,
    AskZone,
    ConfirmRemovePlan,
    NewPlan,
    OpenPlan,
    OpenPlans,
    OpenPlanTopics,
    OpenReaders,
    RemovePlan,
    SwitchApproval,
    SwitchPlan,
    SwitchPlanPersonal,
)
from bot.messages.admin.reach import Reach, how_many, who
from bot.messages.cleaning import shorten
from bot.messages.keyboard import Row, pressing, rows
from bot.messages.markup import bold, lines, paragraphs
from bot.messages.message import Button, Message
from bot.messages.naming import topic_name
from bot.messages.texts import Voice
from storage.models import DigestIssue, DigestPlan, IssueState, Topic

MOST = 15
"""Plans: so many one message shows."""

CHOSEN = "✓ "

_MOST_NAMED = 3
_LONGEST_LABEL = 40
_LONGEST_NAME, _LONGEST_WORDS = 80, 80
"""In the list, of a plan."""


@dataclass(frozen=True, slots=True)
class PlanView:
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


def called(topics: Sequence[Topic], voice: Voice) -> str:
    """Return what a planned digest is called: by its topics, of which three are named."""
    if not topics:
        return voice.label("button-plan-all-topics")
    names = ", ".join(topic_name(topic) for topic in topics[:_MOST_NAMED])
    more = len(topics) - _MOST_NAMED
    return voice.label("button-plan-topics-more", names=names, more=more) if more > 0 else names


def plans(views: Sequence[PlanView], voice: Voice) -> Message:
    """Return all plans, each with a button that opens it."""
    blocks = [_in_list(number, view, voice) for number, view in enumerate(views, 1)]
    text = paragraphs(voice.say("plans"), *blocks) if blocks else voice.say("plans-none")
    buttons = [
        (pressing(_label(f"{number}. {called(view.topics, voice)}"), OpenPlan(view.plan.id or 0)),)
        for number, view in enumerate(views, 1)
    ]
    new = (pressing(voice.label("button-plan-new"), NewPlan()),) if len(views) < MOST else ()
    return Message(text, rows(*buttons, new))


def panel(view: PlanView, voice: Voice) -> Message:
    """Return one plan, with everything that can be done to it."""
    plan = view.plan
    head = lines(bold(called(view.topics, voice)), *_when(view, view.words, voice))
    reach = lines(who(view.reach, voice), how_many(view.reach, voice)) if view.reach else ""
    ways = lines(
        voice.say("plan-approved") if plan.needs_approval else voice.say("plan-by-itself"),
        voice.say("plan-personal") if plan.is_personal else voice.say("plan-whole"),
    )
    past = [_issue(issue, voice) for issue in view.issues]
    told = lines(voice.say("plan-issues"), *past) if past else ""
    return Message(paragraphs(head, reach, ways, told), rows(*_panel_rows(plan, voice)))


def removing(view: PlanView, voice: Voice) -> Message:
    """Return the question whether to remove a plan."""
    plan_id = view.plan.id or 0
    remove = pressing(voice.label("button-plan-remove-yes"), ConfirmRemovePlan(plan_id))
    text = voice.say("plan-remove", name=bold(called(view.topics, voice)))
    return Message(text, rows((remove,), (back(plan_id, voice),)))


def removed(view: PlanView, voice: Voice) -> Message:
    """Return that a plan is gone."""
    return Message(voice.say("plan-removed", name=bold(called(view.topics, voice))), rows((_to_plans(voice),)))


def issue_dropped(voice: Voice) -> Message:
    """Return that an issue is not sent."""
    return Message(voice.say("plan-issue-not-sent"))


def back(plan_id: int, voice: Voice) -> Button:
    """Return the button that leads back to the plan."""
    return pressing(voice.label("button-plan-back"), OpenPlan(plan_id))


def _in_list(number: int, view: PlanView, voice: Voice) -> Markup:
    name = shorten(called(view.topics, voice), _LONGEST_NAME)
    return lines(bold(f"{number}. {name}"), *_when(view, shorten(view.words, _LONGEST_WORDS), voice))


def _when(view: PlanView, cron: str, voice: Voice) -> tuple[Markup, Markup]:
    words = voice.say("plan-when", words=cron, zone=view.plan.zone)
    return words, voice.say("plan-next", at=view.next_at) if view.next_at else voice.say("plan-off")


def _issue(issue: DigestIssue, voice: Voice) -> Markup:
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
    approval = chosen(voice.label("button-plan-approval"), is_chosen=plan.needs_approval)
    personal = chosen(voice.label("button-plan-personal"), is_chosen=plan.is_personal)
    switch = voice.label("button-plan-off") if plan.is_on else voice.label("button-plan-on")
    return (
        (pressing(switch, SwitchPlan(plan_id)),),
        (
            pressing(voice.label("button-plan-when"), AskCron(plan_id)),
            pressing(voice.label("button-plan-zone"), AskZone(plan_id)),
        ),
        (
            pressing(voice.label("button-plan-topics"), OpenPlanTopics(plan_id, 0)),
            pressing(voice.label("button-plan-readers"), OpenReaders(plan_id)),
        ),
        (pressing(approval, SwitchApproval(plan_id)), pressing(personal, SwitchPlanPersonal(plan_id))),
        (pressing(voice.label("button-plan-remove"), RemovePlan(plan_id)), _to_plans(voice)),
    )


def chosen(label: str, *, is_chosen: bool) -> str:
    """Return a button's label, marked if it is chosen."""
    return f"{CHOSEN}{label}" if is_chosen else label


def _to_plans(voice: Voice) -> Button:
    return pressing(voice.label("button-plan-all"), OpenPlans())


def _label(text: str) -> str:
    return shorten(text, _LONGEST_LABEL)
