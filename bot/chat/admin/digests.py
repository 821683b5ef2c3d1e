"""Digests: made by a command, shown as they will be sent, thrown away."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session
from telegram import Bot

from bot.alerts import lookup
from bot.alerts.digests import hottest_first
from bot.alerts.periods import Period, PeriodProblem, read_period, split_period
from bot.chat.admin import digest_editing
from bot.chat.admin.digest_editing import show_draft
from bot.chat.admin.errand import Errand
from bot.chat.admin.panel import show_panel
from bot.chat.admin.steps import AnswerStep, CommandStep, PressStep
from bot.chat.desk import Desk
from bot.chat.replying import reply
from bot.messages import toasts
from bot.messages.admin import digest_draft, digest_order, digest_toasts
from bot.messages.admin.digest_press import CancelDigest, OpenDraft, PreviewDigest
from bot.messages.message import Message
from bot.messages.naming import topic_id
from bot.messages.texts import Voice
from bot.pipeline.digesting import choose, load_digest, usual_topics
from storage import broadcasts, digests, topics
from storage.audience import Audience
from storage.models import AuditAct, Awaits, BroadcastState, DigestEntry, Topic
from storage.stories import required


async def digest(errand: Errand, argument: str) -> None:
    """Make the digest of a period, show what it will be, and whom it will reach."""
    names, written = split_period(argument)
    period = read_period(written, errand.now, errand.office.zone)
    if isinstance(period, PeriodProblem):
        await errand.reply(_problem(period, errand))
        return
    wanted = await _topics(errand, names)
    if isinstance(wanted, Message):
        await errand.reply(wanted)
        return
    topic_ids = wanted or await errand.run(usual_topics)
    entries = await errand.run(choose, topic_ids, period.since_at, period.until_at)
    if not entries:
        await errand.reply(digest_order.nothing(period.since_at, period.until_at, errand.voice))
        return
    order = wanted or hottest_first(entries, topic_ids)
    digest_id, broadcast_id = await errand.run(_draft, errand, entries, order, period)
    await show_preview(errand.bot, errand.desk, errand.person_id, digest_id, errand.voice)
    await show_panel(errand, broadcast_id, is_new=True)


async def show_preview(bot: Bot, desk: Desk, person_id: int, digest_id: int, voice: Voice) -> bool:
    """Send a person all messages of a digest, as those get them who follow all of its topics.

    Returns:
        Whether there was anything in it.
    """
    content = await desk.database.run(load_digest, digest_id)
    messages = content.messages(voice) if content else ()
    for message in messages or [digest_draft.nothing_left(voice)]:
        await reply(bot, person_id, message)
    return bool(messages)


async def open_draft(errand: Errand, press: OpenDraft) -> None:
    """Show what the draft of a digest has, to edit it."""
    await show_draft(errand, press.digest_id)


async def preview(errand: Errand, press: PreviewDigest) -> None:
    """Show a digest as it will be sent, and its panel again below."""
    broadcast = await errand.run(digests.broadcast_of, press.digest_id)
    if broadcast is None:
        await errand.toast(toasts.expired(errand.voice))
        return
    await errand.toast()
    await show_preview(errand.bot, errand.desk, errand.person_id, press.digest_id, errand.voice)
    await show_panel(errand, required(broadcast.id), is_new=True)


async def cancel(errand: Errand, press: CancelDigest) -> None:
    """Throw a draft away."""
    broadcast_id = await errand.run(_throw_away, press.digest_id, errand)
    if broadcast_id is None:
        await errand.toast(digest_toasts.kept(errand.voice))
        await show_draft(errand, press.digest_id)
        return
    await errand.audit(AuditAct.CANCELLED, f"broadcast {broadcast_id}, the draft of digest {press.digest_id}")
    await errand.show(digest_draft.thrown_away(errand.voice))


async def _topics(errand: Errand, names: str) -> list[int] | Message:
    """The topics that were named, in that order; what to say when one of them is none."""
    everything = await errand.run(topics.every)
    whole = lookup.named(names, everything)
    found: list[Topic] = [whole] if whole else []
    for name in () if whole else filter(None, (part.strip() for part in names.split(","))):
        topic = lookup.named(name, everything)
        if topic is None:
            return digest_order.no_topic(name, lookup.near(name, everything), errand.voice)
        found.append(topic)
    return list(dict.fromkeys(map(topic_id, found)))


def _problem(problem: PeriodProblem, errand: Errand) -> Message:
    match problem:
        case PeriodProblem.UNREADABLE:
            return digest_order.bad_period(errand.now, errand.voice)
        case PeriodProblem.EMPTY:
            return digest_order.empty_period(errand.voice)
        case PeriodProblem.TOO_LONG:
            return digest_order.long_period(errand.now, errand.voice)


def _draft(
    session: Session, errand: Errand, entries: Sequence[DigestEntry], topic_ids: Sequence[int], period: Period
) -> tuple[int, int]:
    """Write the digest and the broadcast by which it is sent, to the followers of its topics; returns their ids."""
    made = digests.add(
        session, entries, errand.now, author_id=errand.person_id, topic_ids=topic_ids, since_at=period.since_at,
        until_at=period.until_at,
    )  # fmt: skip
    audience = Audience(topic_ids=tuple(topic_ids))
    broadcast = broadcasts.draft(session, errand.person_id, errand.now, digest_id=made.id, audience=audience)
    return required(made.id), required(broadcast.id)


def _throw_away(session: Session, digest_id: int, errand: Errand) -> int | None:
    """Cancel the broadcast of a digest as long as it is a draft; returns its id."""
    broadcast = digests.broadcast_of(session, digest_id)
    if broadcast is None or broadcast.state is not BroadcastState.DRAFT:
        return None
    broadcast_id = required(broadcast.id)
    return broadcast_id if broadcasts.cancel(session, broadcast_id, errand.now) else None


COMMANDS: Mapping[str, CommandStep] = {"digest": digest}
PRESSES: Mapping[type[Any], PressStep] = {
    OpenDraft: open_draft,
    PreviewDigest: preview,
    CancelDigest: cancel,
    **digest_editing.PRESSES,
}
ANSWERS: Mapping[Awaits, AnswerStep] = {Awaits.INTRODUCTION: digest_editing.introduction}
