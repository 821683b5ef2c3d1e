"""Choosing the audience of a broadcast."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from telegram import Message as TelegramMessage

from bot.handlers.admin import broadcast_drafts
from bot.handlers.admin.broadcast_drafts import change_draft, find_draft
from bot.handlers.context import AdminContext, Role
from bot.handlers.routes import answer, button
from bot.views.admin.audience import (
    AUDIENCE_ACTIVE_DAYS,
    AUDIENCE_CHAT_KINDS,
    Reach,
    audience_languages_menu,
    audience_menu,
    audience_topics_menu,
    bad_day_message,
    join_day_question,
    parse_day,
)
from bot.views.admin.broadcasts import unknown_broadcast_toast
from bot.views.callback_data import (
    AskAudienceJoinDay,
    ClearAudience,
    OpenAudience,
    OpenAudienceLanguages,
    OpenAudienceTopics,
    SetAudienceActiveDays,
    ToggleAudienceChatKind,
    ToggleAudienceLanguage,
    ToggleAudienceTopic,
)
from bot.views.message import Message
from storage import admins, topics
from storage.audience import Audience
from storage.models import Awaits, ChatKind, PendingQuestion

T = TypeVar("T")
AudienceChange = Callable[[Audience], Audience]
"""Gives the audience that takes the place of another."""


@button(OpenAudience, role=Role.EDITOR)
async def open_audience(context: AdminContext, data: OpenAudience) -> None:
    """Show the menu of the audience; whatever was asked before is asked no more."""
    await context.run(admins.clear_pending_question, context.person_id)
    if await find_draft(context, data.broadcast_id):
        await _show_menu(context, data.broadcast_id)


@button(OpenAudienceTopics, role=Role.EDITOR)
async def open_topics(context: AdminContext, data: OpenAudienceTopics) -> None:
    """Show a page of topics."""
    if await find_draft(context, data.broadcast_id):
        await _show_topics(context, data.broadcast_id, data.page)


@button(ToggleAudienceTopic, role=Role.EDITOR)
async def switch_topic(context: AdminContext, data: ToggleAudienceTopic) -> None:
    """Take a topic in, or out."""
    if data.topic_id not in await context.run(topics.parent_ids):
        await context.toast(unknown_broadcast_toast(context.voice))
        return

    def narrow(was: Audience) -> Audience:
        return replace(was, topic_ids=_with_switched(was.topic_ids, data.topic_id))

    if await _change_audience(context, data.broadcast_id, narrow):
        await _show_topics(context, data.broadcast_id, data.page)


@button(OpenAudienceLanguages, role=Role.EDITOR)
async def open_languages(context: AdminContext, data: OpenAudienceLanguages) -> None:
    """Show the languages."""
    if await find_draft(context, data.broadcast_id):
        await _show_languages(context, data.broadcast_id)


@button(ToggleAudienceLanguage, role=Role.EDITOR)
async def switch_language(context: AdminContext, data: ToggleAudienceLanguage) -> None:
    """Take a language in, or out."""
    known = context.services.texts.languages
    if data.place >= len(known):
        await context.toast(unknown_broadcast_toast(context.voice))
        return

    def narrow(was: Audience) -> Audience:
        return replace(was, languages=_with_switched(was.languages, known[data.place]))

    if await _change_audience(context, data.broadcast_id, narrow):
        await _show_languages(context, data.broadcast_id)


@button(ToggleAudienceChatKind, role=Role.EDITOR)
async def switch_kind(context: AdminContext, data: ToggleAudienceChatKind) -> None:
    """Take a kind of chat in, or out."""
    kind = dict(enumerate(ChatKind)).get(data.place)
    if kind not in AUDIENCE_CHAT_KINDS:
        await context.toast(unknown_broadcast_toast(context.voice))
        return

    def narrow(was: Audience) -> Audience:
        return replace(was, kinds=_with_switched(was.kinds, kind))

    if await _change_audience(context, data.broadcast_id, narrow):
        await _show_menu(context, data.broadcast_id)


@button(SetAudienceActiveDays, role=Role.EDITOR)
async def set_active(context: AdminContext, data: SetAudienceActiveDays) -> None:
    """Take only those who were active of late, or all."""
    if data.days not in {0, *AUDIENCE_ACTIVE_DAYS}:
        await context.toast(unknown_broadcast_toast(context.voice))
    elif await _change_audience(context, data.broadcast_id, lambda was: replace(was, active_days=data.days or None)):
        await _show_menu(context, data.broadcast_id)


@button(ClearAudience, role=Role.EDITOR)
async def select_everyone(context: AdminContext, data: ClearAudience) -> None:
    """Take every restriction away."""
    if await _change_audience(context, data.broadcast_id, lambda _: Audience()):
        await _show_menu(context, data.broadcast_id)


@button(AskAudienceJoinDay, role=Role.EDITOR)
async def ask_joined(context: AdminContext, data: AskAudienceJoinDay) -> None:
    """Ask for the day after or before which they joined; where there is one, take it away."""
    draft = await find_draft(context, data.broadcast_id)
    if draft is None:
        return
    was, is_after = Audience.from_json(draft.audience), bool(data.is_after)
    if was.joined_after if is_after else was.joined_before:
        await _change_joined(context, data.broadcast_id, None, is_after=is_after)
        return
    awaits = Awaits.JOINED_AFTER if is_after else Awaits.JOINED_BEFORE
    await context.run(
        admins.set_pending_question, context.person_id, awaits, context.now, broadcast_id=data.broadcast_id
    )
    await context.show(join_day_question(data.broadcast_id, context.now, context.voice, is_after=is_after))


@answer(Awaits.JOINED_AFTER, Awaits.JOINED_BEFORE, role=Role.EDITOR)
async def take_joined(context: AdminContext, asked: PendingQuestion, message: TelegramMessage) -> None:
    """Take a day as it is written."""
    day = parse_day(message.text or "")
    if day is None:
        await context.reply(bad_day_message(context.now, context.voice))
        return
    await context.run(admins.clear_pending_question, context.person_id)
    await _change_joined(context, asked.broadcast_id or 0, day, is_after=asked.awaits is Awaits.JOINED_AFTER)


async def _change_joined(context: AdminContext, broadcast_id: int, day: date | None, *, is_after: bool) -> None:
    def narrow(was: Audience) -> Audience:
        return replace(was, joined_after=day) if is_after else replace(was, joined_before=day)

    if await _change_audience(context, broadcast_id, narrow):
        await _show_menu(context, broadcast_id)


async def _change_audience(context: AdminContext, broadcast_id: int, narrow: AudienceChange) -> bool:
    """Change the audience of a draft. Returns False where it is none any more, which is said."""
    return await change_draft(
        context, broadcast_id, lambda draft: {"audience": narrow(Audience.from_json(draft.audience))}
    )


def _with_switched(chosen: tuple[T, ...], one: T) -> tuple[T, ...]:
    return tuple(each for each in chosen if each != one) if one in chosen else (*chosen, one)


async def _show_menu(context: AdminContext, broadcast_id: int) -> None:
    await _show(context, broadcast_id, lambda reach: audience_menu(broadcast_id, reach, context.voice))


async def _show_topics(context: AdminContext, broadcast_id: int, page: int) -> None:
    await _show(context, broadcast_id, lambda reach: audience_topics_menu(broadcast_id, reach, page, context.voice))


async def _show_languages(context: AdminContext, broadcast_id: int) -> None:
    known = context.services.texts.languages
    await _show(context, broadcast_id, lambda reach: audience_languages_menu(broadcast_id, reach, known, context.voice))


async def _show(context: AdminContext, broadcast_id: int, word: Callable[[Reach], Message]) -> None:
    seen = await broadcast_drafts.load_overview(context, broadcast_id)
    if seen is not None:
        await context.show(word(seen.reach(context.admin_services)))
