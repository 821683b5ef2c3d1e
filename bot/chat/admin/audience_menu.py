"""Choosing the audience of a broadcast."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from telegram import Message

from bot.chat.admin import sight
from bot.chat.admin.drafts import change, draft_of
from bot.chat.admin.errand import Errand
from bot.messages.admin import asking, audience, broadcast_toasts
from bot.messages.admin.audience_press import (
    AskJoined,
    Everyone,
    OpenAudience,
    OpenLanguages,
    OpenTopics,
    SetActive,
    SwitchKind,
    SwitchLanguage,
    SwitchTopic,
)
from bot.messages.admin.reach import Reach
from bot.messages.admin.typed_times import read_day
from bot.messages.message import Message as Shown
from storage import dialogues, topics
from storage.audience import Audience
from storage.models import Awaits, ChatKind, Dialogue

T = TypeVar("T")
Narrow = Callable[[Audience], Audience]
"""Gives the audience that takes the place of another."""


async def open_audience(errand: Errand, press: OpenAudience) -> None:
    """Show the menu of the audience; whatever was asked before is asked no more."""
    await errand.run(dialogues.answered, errand.person_id)
    if await draft_of(errand, press.broadcast_id):
        await _show_menu(errand, press.broadcast_id)


async def open_topics(errand: Errand, press: OpenTopics) -> None:
    """Show a page of topics."""
    if await draft_of(errand, press.broadcast_id):
        await _show_topics(errand, press.broadcast_id, press.page)


async def switch_topic(errand: Errand, press: SwitchTopic) -> None:
    """Take a topic in, or out."""
    if press.topic_id not in await errand.run(topics.parents):
        await errand.toast(broadcast_toasts.unknown(errand.voice))
        return

    def narrow(was: Audience) -> Audience:
        return replace(was, topic_ids=_switched(was.topic_ids, press.topic_id))

    if await _narrow(errand, press.broadcast_id, narrow):
        await _show_topics(errand, press.broadcast_id, press.page)


async def open_languages(errand: Errand, press: OpenLanguages) -> None:
    """Show the languages."""
    if await draft_of(errand, press.broadcast_id):
        await _show_languages(errand, press.broadcast_id)


async def switch_language(errand: Errand, press: SwitchLanguage) -> None:
    """Take a language in, or out."""
    known = errand.desk.texts.languages
    if press.place >= len(known):
        await errand.toast(broadcast_toasts.unknown(errand.voice))
        return

    def narrow(was: Audience) -> Audience:
        return replace(was, languages=_switched(was.languages, known[press.place]))

    if await _narrow(errand, press.broadcast_id, narrow):
        await _show_languages(errand, press.broadcast_id)


async def switch_kind(errand: Errand, press: SwitchKind) -> None:
    """Take a kind of chat in, or out."""
    kind = dict(enumerate(ChatKind)).get(press.place)
    if kind not in audience.KINDS:
        await errand.toast(broadcast_toasts.unknown(errand.voice))
        return

    def narrow(was: Audience) -> Audience:
        return replace(was, kinds=_switched(was.kinds, kind))

    if await _narrow(errand, press.broadcast_id, narrow):
        await _show_menu(errand, press.broadcast_id)


async def set_active(errand: Errand, press: SetActive) -> None:
    """Take only those who were active of late, or all."""
    if press.days not in {0, *audience.ACTIVE_DAYS}:
        await errand.toast(broadcast_toasts.unknown(errand.voice))
    elif await _narrow(errand, press.broadcast_id, lambda was: replace(was, active_days=press.days or None)):
        await _show_menu(errand, press.broadcast_id)


async def everyone(errand: Errand, press: Everyone) -> None:
    """Take every restriction away."""
    if await _narrow(errand, press.broadcast_id, lambda _: Audience()):
        await _show_menu(errand, press.broadcast_id)


async def ask_joined(errand: Errand, press: AskJoined) -> None:
    """Ask for the day after or before which they joined; where there is one, take it away."""
    draft = await draft_of(errand, press.broadcast_id)
    if draft is None:
        return
    was, is_after = Audience.from_json(draft.audience), bool(press.is_after)
    if was.joined_after if is_after else was.joined_before:
        await _join(errand, press.broadcast_id, None, is_after=is_after)
        return
    awaits = Awaits.JOINED_AFTER if is_after else Awaits.JOINED_BEFORE
    await errand.run(dialogues.ask, errand.person_id, awaits, errand.now, broadcast_id=press.broadcast_id)
    await errand.show(asking.joined(press.broadcast_id, errand.now, errand.voice, is_after=is_after))


async def take_joined(errand: Errand, asked: Dialogue, message: Message) -> None:
    """Take a day as it is written."""
    day = read_day(message.text or "")
    if day is None:
        await errand.reply(asking.bad_day(errand.now, errand.voice))
        return
    await errand.run(dialogues.answered, errand.person_id)
    await _join(errand, asked.broadcast_id or 0, day, is_after=asked.awaits is Awaits.JOINED_AFTER)


async def _join(errand: Errand, broadcast_id: int, day: date | None, *, is_after: bool) -> None:
    def narrow(was: Audience) -> Audience:
        return replace(was, joined_after=day) if is_after else replace(was, joined_before=day)

    if await _narrow(errand, broadcast_id, narrow):
        await _show_menu(errand, broadcast_id)


async def _narrow(errand: Errand, broadcast_id: int, narrow: Narrow) -> bool:
    """Change the audience of a draft. Returns False where it is none any more, which is said."""
    return await change(errand, broadcast_id, lambda draft: {"audience": narrow(Audience.from_json(draft.audience))})


def _switched(chosen: tuple[T, ...], one: T) -> tuple[T, ...]:
    return tuple(each for each in chosen if each != one) if one in chosen else (*chosen, one)


async def _show_menu(errand: Errand, broadcast_id: int) -> None:
    await _show(errand, broadcast_id, lambda reach: audience.menu(broadcast_id, reach, errand.voice))


async def _show_topics(errand: Errand, broadcast_id: int, page: int) -> None:
    await _show(errand, broadcast_id, lambda reach: audience.topics(broadcast_id, reach, page, errand.voice))


async def _show_languages(errand: Errand, broadcast_id: int) -> None:
    known = errand.desk.texts.languages
    await _show(errand, broadcast_id, lambda reach: audience.languages(broadcast_id, reach, known, errand.voice))


async def _show(errand: Errand, broadcast_id: int, word: Callable[[Reach], Shown]) -> None:
    seen = await sight.look(errand, broadcast_id)
    if seen is not None:
        await errand.show(word(seen.reach(errand.office.rate())))
