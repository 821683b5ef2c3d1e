"""Choosing the audience of a broadcast, or of a planned digest: one editor for both."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, ClassVar, Protocol, TypeVar

from sqlmodel import Session
from telegram import Message

from bot.handlers.admin.broadcast_drafts import change_draft, refuse_change
from bot.handlers.admin.broadcast_panel import load_overview
from bot.handlers.admin.plans import change_plan, load_reach, show_plan_gone
from bot.handlers.context import AdminAnswerHandler, AdminButtonHandler, AdminContext
from bot.views.admin.audience import (
    AUDIENCE_ACTIVE_DAYS,
    BROADCAST_AUDIENCE,
    PLAN_AUDIENCE,
    AudienceForm,
    EditedAudience,
    Reach,
    audience_languages_menu,
    audience_menu,
    audience_topics_menu,
    bad_day_message,
    join_day_question,
    parse_day,
)
from bot.views.admin.broadcast_callback_data import (
    AskAudienceJoinDay,
    AudienceCallbackData,
    ClearAudience,
    OpenAudience,
    OpenAudienceLanguages,
    OpenAudienceTopics,
    SetAudienceActiveDays,
    ToggleAudienceChatKind,
    ToggleAudienceLanguage,
    ToggleAudienceTopic,
)
from bot.views.admin.broadcasts import unknown_broadcast_toast
from bot.views.admin.callback_data import (
    OpenPlanAudience,
    OpenPlanTopics,
    PlanAudienceCallbackData,
    SetPlanActiveDays,
    TogglePlanChatKind,
    TogglePlanLanguage,
    TogglePlanTopic,
)
from bot.views.format import topic_id
from bot.views.message import Message as Shown
from bot.views.texts import Voice
from storage import admins, digests, topics
from storage.audience import Audience
from storage.database import read_only
from storage.models import Awaits, BroadcastState, DigestPlan, PendingQuestion

T = TypeVar("T")
AudienceChange = Callable[[Audience], Audience]
"""Gives the audience that takes the place of another."""

AudienceView = Callable[[EditedAudience, Voice], Shown]
"""Words a part of the editor."""


class AudienceOwner(Protocol):
    """What an audience belongs to: where it is loaded from and stored, and what is shown where it cannot be changed."""

    @property
    def form(self) -> AudienceForm:
        """How its audience is shown."""
        ...

    async def load(self, context: AdminContext) -> EditedAudience | None:
        """Return its audience; None where it cannot be changed any more, which is said."""
        ...

    async def change(self, context: AdminContext, alter: AudienceChange) -> bool:
        """Change and store its audience. Returns False where it cannot be changed any more, which is said."""
        ...

    def refusal(self, voice: Voice) -> str:
        """Return a toast for a choice that is not offered, such as a topic that is gone; empty: show those that are."""
        ...


@dataclass(frozen=True, slots=True)
class BroadcastAudience:
    """The audience of a broadcast, which can be changed while it is a draft."""

    broadcast_id: int
    form: ClassVar = BROADCAST_AUDIENCE

    async def load(self, context: AdminContext) -> EditedAudience | None:
        """Return its audience; of one that is no draft the panel is shown."""
        seen = await load_overview(context, self.broadcast_id)
        if seen is None or seen.broadcast.state is not BroadcastState.DRAFT:
            await refuse_change(context, self.broadcast_id)
            return None
        reach = seen.reach(context.admin_services.rate())
        return EditedAudience(self.form, self.broadcast_id, reach.audience, reach)

    async def change(self, context: AdminContext, alter: AudienceChange) -> bool:
        """Change the draft."""
        return await change_draft(
            context, self.broadcast_id, lambda draft: {"audience": alter(Audience.from_json(draft.audience))}
        )

    def refusal(self, voice: Voice) -> str:
        """Return that it is not there any more."""
        return unknown_broadcast_toast(voice)


@dataclass(frozen=True, slots=True)
class PlanAudience:
    """The readers of a planned digest, whose topics are the topics of the digest."""

    plan_id: int
    form: ClassVar = PLAN_AUDIENCE

    async def load(self, context: AdminContext) -> EditedAudience | None:
        """Return its audience; where the plan is gone, all plans are shown."""
        found = await context.run(_load_plan, self.plan_id, context.admin_services.rate(), context.now)
        if found is None:
            await show_plan_gone(context)
            return None
        plan, reach = found
        return EditedAudience(self.form, self.plan_id, _plan_audience(plan), reach)

    async def change(self, context: AdminContext, alter: AudienceChange) -> bool:
        """Change the plan; the audit says what was changed."""
        names = {topic_id(topic): topic.name for topic in await context.run(topics.find_all)}

        def edit(plan: DigestPlan) -> str:
            before = _plan_audience(plan)
            after = alter(before)
            plan.topic_ids, plan.audience = list(after.topic_ids), replace(after, topic_ids=()).as_json()
            return _describe_plan_change(before, after, names)

        return await change_plan(context, self.plan_id, edit) is not None

    def refusal(self, voice: Voice) -> str:  # noqa: ARG002 - the protocol's
        """Return nothing: the choices that there are say enough."""
        return ""


def audience_owner(press: AudienceCallbackData | PlanAudienceCallbackData) -> AudienceOwner:
    """Return whose audience a button is about."""
    if isinstance(press, PlanAudienceCallbackData):
        return PlanAudience(press.plan_id)
    return BroadcastAudience(press.broadcast_id)


async def open_menu(context: AdminContext, press: OpenAudience | OpenPlanAudience) -> None:
    """Show the menu of the audience."""
    if isinstance(press, OpenAudience):  # leads back from the question for a day, too
        await context.run(admins.clear_pending_question, context.person_id)
    await _show(context, audience_owner(press), audience_menu)


async def open_topics(context: AdminContext, press: OpenAudienceTopics | OpenPlanTopics) -> None:
    """Show a page of topics."""
    await _show(context, audience_owner(press), _topics_page(press.page))


async def switch_topic(context: AdminContext, press: ToggleAudienceTopic | TogglePlanTopic) -> None:
    """Take a topic in, or out."""

    def alter(was: Audience) -> Audience:
        return replace(was, topic_ids=_with_switched(was.topic_ids, press.topic_id))

    is_offered = press.topic_id in await context.run(topics.parent_ids)
    await _change(context, audience_owner(press), alter if is_offered else None, _topics_page(press.page))


async def open_languages(context: AdminContext, press: OpenAudienceLanguages) -> None:
    """Show the languages."""
    await _show(context, audience_owner(press), audience_languages_menu)


async def switch_language(context: AdminContext, press: ToggleAudienceLanguage | TogglePlanLanguage) -> None:
    """Take a language in, or out."""
    known = dict(enumerate(context.services.texts.languages))

    def alter(was: Audience) -> Audience:
        return replace(was, languages=_with_switched(was.languages, known[press.place]))

    is_offered = press.place in known
    await _change(context, audience_owner(press), alter if is_offered else None, audience_languages_menu)


async def switch_kind(context: AdminContext, press: ToggleAudienceChatKind | TogglePlanChatKind) -> None:
    """Take a kind of chat in, or out."""
    owner = audience_owner(press)
    offered = owner.form.chat_kinds

    def alter(was: Audience) -> Audience:
        return replace(was, kinds=_with_switched(was.kinds, offered[press.place]))

    await _change(context, owner, alter if press.place in offered else None, audience_menu)


async def set_active(context: AdminContext, press: SetAudienceActiveDays | SetPlanActiveDays) -> None:
    """Take only those who were active of late, or all."""

    def alter(was: Audience) -> Audience:
        return replace(was, active_days=press.days or None)

    is_offered = press.days in {0, *AUDIENCE_ACTIVE_DAYS}
    await _change(context, audience_owner(press), alter if is_offered else None, audience_menu)


async def select_everyone(context: AdminContext, press: ClearAudience) -> None:
    """Take every restriction away."""
    await _change(context, audience_owner(press), lambda _: Audience(), audience_menu)


async def ask_joined(context: AdminContext, press: AskAudienceJoinDay) -> None:
    """Ask for the day after or before which they joined; where there is one, take it away."""
    is_after, number = bool(press.is_after), press.broadcast_id
    edited = await audience_owner(press).load(context)
    if edited is None:
        return
    if edited.chosen.joined_after if is_after else edited.chosen.joined_before:
        await _change_joined(context, number, None, is_after=is_after)
        return
    awaits = Awaits.JOINED_AFTER if is_after else Awaits.JOINED_BEFORE
    await context.run(admins.set_pending_question, context.person_id, awaits, context.now, broadcast_id=number)
    await context.show(join_day_question(number, context.now, context.voice, is_after=is_after))


async def take_joined(context: AdminContext, asked: PendingQuestion, message: Message) -> None:
    """Take a day as it is written."""
    day = parse_day(message.text or "")
    if day is None:
        await context.reply(bad_day_message(context.now, context.voice))
        return
    await context.run(admins.clear_pending_question, context.person_id)
    await _change_joined(context, asked.broadcast_id or 0, day, is_after=asked.awaits is Awaits.JOINED_AFTER)


async def _change_joined(context: AdminContext, broadcast_id: int, day: date | None, *, is_after: bool) -> None:
    def alter(was: Audience) -> Audience:
        return replace(was, joined_after=day) if is_after else replace(was, joined_before=day)

    await _change(context, BroadcastAudience(broadcast_id), alter, audience_menu)


async def _change(
    context: AdminContext, owner: AudienceOwner, alter: AudienceChange | None, view: AudienceView
) -> None:
    """Change an audience and show it; ``alter`` is None for a choice that is not offered."""
    refusal = "" if alter else owner.refusal(context.voice)
    if refusal:
        await context.toast(refusal)
    elif alter is None or await owner.change(context, alter):
        await _show(context, owner, view)


async def _show(context: AdminContext, owner: AudienceOwner, view: AudienceView) -> None:
    edited = await owner.load(context)
    if edited:
        await context.show(view(edited, context.voice))


def _topics_page(page: int) -> AudienceView:
    return lambda edited, voice: audience_topics_menu(edited, page, voice)


def _with_switched(chosen: tuple[T, ...], one: T) -> tuple[T, ...]:
    return tuple(each for each in chosen if each != one) if one in chosen else (*chosen, one)


@read_only
def _load_plan(session: Session, plan_id: int, rate: float, now: datetime) -> tuple[DigestPlan, Reach] | None:
    plan = digests.find_plan(session, plan_id)
    return (plan, load_reach(session, plan, topics.find_all(session), rate, now)) if plan else None


def _plan_audience(plan: DigestPlan) -> Audience:
    return replace(Audience.from_json(plan.audience), topic_ids=tuple(plan.topic_ids))


def _describe_plan_change(before: Audience, after: Audience, names: Mapping[int, str]) -> str:
    """What was changed, for the audit: a topic taken in or out, or the readers as they are now."""
    added = [names[each] for each in after.topic_ids if each not in before.topic_ids]
    removed = [names.get(each, str(each)) for each in before.topic_ids if each not in after.topic_ids]
    if added or removed:
        return ", ".join([*(f"with {name}" for name in added), *(f"without {name}" for name in removed)])
    readers = replace(after, topic_ids=()).as_json()
    return f"for {', '.join(f'{name} {value}' for name, value in readers.items()) or 'all followers'}"


PRESSES: Mapping[type[Any], AdminButtonHandler] = {
    OpenAudience: open_menu,
    OpenPlanAudience: open_menu,
    OpenAudienceTopics: open_topics,
    OpenPlanTopics: open_topics,
    ToggleAudienceTopic: switch_topic,
    TogglePlanTopic: switch_topic,
    OpenAudienceLanguages: open_languages,
    ToggleAudienceLanguage: switch_language,
    TogglePlanLanguage: switch_language,
    ToggleAudienceChatKind: switch_kind,
    TogglePlanChatKind: switch_kind,
    SetAudienceActiveDays: set_active,
    SetPlanActiveDays: set_active,
    AskAudienceJoinDay: ask_joined,
    ClearAudience: select_everyone,
}

ANSWERS: Mapping[Awaits, AdminAnswerHandler] = {Awaits.JOINED_AFTER: take_joined, Awaits.JOINED_BEFORE: take_joined}
