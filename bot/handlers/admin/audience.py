"""Choosing the audience of a broadcast, or of a planned digest: one editor for both."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar, Protocol, TypeVar

from sqlmodel import Session
from telegram import Message as TelegramMessage

from bot.handlers.admin.broadcast_drafts import change_draft, load_overview, refuse_change
from bot.handlers.admin.plans import change_plan, load_reach, show_plan_gone
from bot.handlers.context import AdminContext, AdminServices, Role
from bot.handlers.routes import answer, button
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
from bot.views.admin.broadcasts import unknown_broadcast_toast
from bot.views.admin.callback_data import (
    AskAudienceJoinDay,
    ClearAudience,
    OpenAudience,
    OpenAudienceLanguages,
    OpenAudienceTopics,
    OpenPlanAudience,
    OpenPlanTopics,
    SetAudienceActiveDays,
    SetPlanActiveDays,
    ToggleAudienceChatKind,
    ToggleAudienceLanguage,
    ToggleAudienceTopic,
    TogglePlanChatKind,
    TogglePlanLanguage,
    TogglePlanTopic,
)
from bot.views.message import Message
from bot.views.texts import Voice
from storage import admins, digests, topics
from storage.audience import Audience
from storage.database import read_only
from storage.models import Awaits, BroadcastState, DigestPlan, PendingQuestion

T = TypeVar("T")
AudienceChange = Callable[[Audience], Audience]
"""Gives the audience that takes the place of another."""

AudienceView = Callable[[EditedAudience, Voice], Message]
"""Words a part of the editor."""


AudienceButton = (
    OpenAudience
    | OpenAudienceTopics
    | ToggleAudienceTopic
    | OpenAudienceLanguages
    | ToggleAudienceLanguage
    | ToggleAudienceChatKind
    | AskAudienceJoinDay
    | SetAudienceActiveDays
    | ClearAudience
)
PlanAudienceButton = (
    OpenPlanAudience | OpenPlanTopics | TogglePlanTopic | TogglePlanChatKind | TogglePlanLanguage | SetPlanActiveDays
)


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
        reach = seen.reach(context.admin_services)
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
        found = await context.run(_load_plan, self.plan_id, context.admin_services, context.now)
        if found is None:
            await show_plan_gone(context)
            return None
        plan, reach = found
        return EditedAudience(self.form, self.plan_id, _plan_audience(plan), reach)

    async def change(self, context: AdminContext, alter: AudienceChange) -> bool:
        """Change the plan; the audit says what was changed."""
        names = {topic.id: topic.name for topic in await context.run(topics.find_all)}

        def edit(plan: DigestPlan) -> str:
            before = _plan_audience(plan)
            after = alter(before)
            plan.topic_ids, plan.audience = list(after.topic_ids), replace(after, topic_ids=()).as_json()
            return _describe_plan_change(before, after, names)

        return await change_plan(context, self.plan_id, edit) is not None

    def refusal(self, voice: Voice) -> str:  # noqa: ARG002 - the protocol's
        """Return nothing: the choices that there are say enough."""
        return ""


def audience_owner(data: AudienceButton | PlanAudienceButton) -> AudienceOwner:
    """Return whose audience a button is about."""
    if isinstance(data, PlanAudienceButton):
        return PlanAudience(data.plan_id)
    return BroadcastAudience(data.broadcast_id)


@button(OpenAudience, OpenPlanAudience, role=Role.EDITOR)
async def open_menu(context: AdminContext, data: OpenAudience | OpenPlanAudience) -> None:
    """Show the menu of the audience."""
    if isinstance(data, OpenAudience):  # leads back from the question for a day, too
        await context.run(admins.clear_pending_question, context.person_id)
    await _show(context, audience_owner(data), audience_menu)


@button(OpenAudienceTopics, OpenPlanTopics, role=Role.EDITOR)
async def open_topics(context: AdminContext, data: OpenAudienceTopics | OpenPlanTopics) -> None:
    """Show a page of topics."""
    await _show(context, audience_owner(data), _topics_page(data.page))


@button(ToggleAudienceTopic, TogglePlanTopic, role=Role.EDITOR)
async def switch_topic(context: AdminContext, data: ToggleAudienceTopic | TogglePlanTopic) -> None:
    """Take a topic in, or out."""

    def alter(was: Audience) -> Audience:
        return replace(was, topic_ids=_with_switched(was.topic_ids, data.topic_id))

    is_offered = data.topic_id in await context.run(topics.parent_ids)
    await _change(context, audience_owner(data), alter if is_offered else None, _topics_page(data.page))


@button(OpenAudienceLanguages, role=Role.EDITOR)
async def open_languages(context: AdminContext, data: OpenAudienceLanguages) -> None:
    """Show the languages."""
    await _show(context, audience_owner(data), audience_languages_menu)


@button(ToggleAudienceLanguage, TogglePlanLanguage, role=Role.EDITOR)
async def switch_language(context: AdminContext, data: ToggleAudienceLanguage | TogglePlanLanguage) -> None:
    """Take a language in, or out."""
    known = dict(enumerate(context.services.texts.languages))

    def alter(was: Audience) -> Audience:
        return replace(was, languages=_with_switched(was.languages, known[data.place]))

    is_offered = data.place in known
    await _change(context, audience_owner(data), alter if is_offered else None, audience_languages_menu)


@button(ToggleAudienceChatKind, TogglePlanChatKind, role=Role.EDITOR)
async def switch_kind(context: AdminContext, data: ToggleAudienceChatKind | TogglePlanChatKind) -> None:
    """Take a kind of chat in, or out."""
    owner = audience_owner(data)
    offered = owner.form.chat_kinds

    def alter(was: Audience) -> Audience:
        return replace(was, kinds=_with_switched(was.kinds, offered[data.place]))

    await _change(context, owner, alter if data.place in offered else None, audience_menu)


@button(SetAudienceActiveDays, SetPlanActiveDays, role=Role.EDITOR)
async def set_active(context: AdminContext, data: SetAudienceActiveDays | SetPlanActiveDays) -> None:
    """Take only those who were active of late, or all."""

    def alter(was: Audience) -> Audience:
        return replace(was, active_days=data.days or None)

    is_offered = data.days in {0, *AUDIENCE_ACTIVE_DAYS}
    await _change(context, audience_owner(data), alter if is_offered else None, audience_menu)


@button(ClearAudience, role=Role.EDITOR)
async def select_everyone(context: AdminContext, data: ClearAudience) -> None:
    """Take every restriction away."""
    await _change(context, audience_owner(data), lambda _: Audience(), audience_menu)


@button(AskAudienceJoinDay, role=Role.EDITOR)
async def ask_joined(context: AdminContext, data: AskAudienceJoinDay) -> None:
    """Ask for the day after or before which they joined; where there is one, take it away."""
    is_after, number = bool(data.is_after), data.broadcast_id
    edited = await audience_owner(data).load(context)
    if edited is None:
        return
    if edited.chosen.joined_after if is_after else edited.chosen.joined_before:
        await _change_joined(context, number, None, is_after=is_after)
        return
    awaits = Awaits.JOINED_AFTER if is_after else Awaits.JOINED_BEFORE
    await context.run(admins.set_pending_question, context.person_id, awaits, context.now, broadcast_id=number)
    await context.show(join_day_question(number, context.now, context.voice, is_after=is_after))


@answer(Awaits.JOINED_AFTER, Awaits.JOINED_BEFORE, role=Role.EDITOR)
async def take_joined(context: AdminContext, question: PendingQuestion, message: TelegramMessage) -> None:
    """Take a day as it is written."""
    day = parse_day(message.text or "")
    if day is None:
        await context.reply(bad_day_message(context.now, context.voice))
        return
    await context.run(admins.clear_pending_question, context.person_id)
    await _change_joined(context, question.broadcast_id or 0, day, is_after=question.awaits is Awaits.JOINED_AFTER)


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
def _load_plan(
    session: Session, plan_id: int, admin_services: AdminServices, now: datetime
) -> tuple[DigestPlan, Reach] | None:
    plan = digests.find_plan(session, plan_id)
    return (plan, load_reach(session, plan, topics.find_all(session), admin_services, now)) if plan else None


def _plan_audience(plan: DigestPlan) -> Audience:
    return replace(Audience.from_json(plan.audience), topic_ids=tuple(plan.topic_ids))


def _describe_plan_change(before: Audience, after: Audience, names: Mapping[int, str]) -> str:
    """What was changed, for the audit: a topic taken in or out, or the readers as they are now."""
    added = [names[each] for each in after.topic_ids if each not in before.topic_ids]
    removed = [names.get(each, str(each)) for each in before.topic_ids if each not in after.topic_ids]
    if added or removed:
        return ", ".join([*(f"with {name}" for name in added), *(f"without {name}" for name in removed)])
    return f"for {', '.join(_readers_in_words(after)) or 'all followers'}"


def _readers_in_words(readers: Audience) -> Iterator[str]:
    if readers.kinds:
        yield f"{' and '.join(kind.value for kind in readers.kinds)} chats"
    if readers.languages:
        yield f"readers in {' and '.join(readers.languages)}"
    if readers.active_days:
        yield f"those active in the last {readers.active_days} days"
