"""Digests that an editor makes: /digest, the preview, and editing the draft's stories and introduction."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

from sqlmodel import Session
from telegram import Message as TelegramMessage

from bot.digests import select
from bot.digests.content import DigestContent, choose_entries, load_default_topics, load_digest_content
from bot.digests.schedule import Period, PeriodProblem, parse_period, split_period
from bot.digests.select import topics_by_heat
from bot.handlers.admin import broadcast_drafts
from bot.handlers.admin.broadcast_drafts import show_panel
from bot.handlers.context import AdminContext, Role
from bot.handlers.routes import answer, button, command
from bot.news import topics
from bot.views.admin.callback_data import (
    AskIntroduction,
    CancelDigest,
    DropDigestStory,
    DropIntroduction,
    EditDigestStories,
    EditDigestStory,
    MoveDigestStory,
    OpenDigestDraft,
    PinDigestStory,
    PreviewDigest,
    ToggleDigestPersonal,
)
from bot.views.admin.digests import (
    DigestDraft,
    DraftStory,
    bad_period_message,
    digest_discarded_message,
    digest_not_draft_toast,
    digest_panel,
    draft_stories_message,
    draft_story_message,
    empty_period_message,
    introduction_not_text_message,
    introduction_question,
    introduction_too_long_message,
    long_period_message,
    no_stories_message,
    no_such_topic_message,
    story_dropped_toast,
    story_gone_toast,
    story_moved_toast,
    story_pinned_toast,
)
from bot.views.digest import LONGEST_INTRODUCTION, MOST_INTRODUCTION_ENTITIES
from bot.views.help import expired_toast
from bot.views.message import Message
from bot.views.texts import Voice
from storage import admins, broadcasts, digests
from storage import topics as stored_topics
from storage.audience import Audience
from storage.database import read_only
from storage.models import AuditAct, Awaits, BroadcastState, Digest, DigestEntry, PendingQuestion, Topic

DigestChange = Callable[[Digest], None]
EntryToast = Callable[[DigestEntry, Voice], str]

LARGEST_INTRODUCTION = 10_000
"""Bytes with tags: of the 30,000 of a message."""


async def show_digest_draft(context: AdminContext, digest_id: int, *, is_new: bool = False) -> None:
    """Show what the draft of a digest has, with everything that can be done to it."""
    draft = await context.run(_load_draft, digest_id)
    if draft is None:
        await context.toast(expired_toast(context.voice))
        return
    message = digest_panel(draft, context.voice)
    await (context.reply(message) if is_new else context.show(message))


@button(EditDigestStories, role=Role.EDITOR)
async def edit_stories(context: AdminContext, data: EditDigestStories) -> None:
    """Show a page of its stories."""
    draft = await context.run(_load_draft, data.digest_id)
    if draft is None or not draft.is_draft:
        await _refuse_change(context, data.digest_id)
    else:
        await context.show(draft_stories_message(draft, data.page, context.voice))


@button(EditDigestStory, role=Role.EDITOR)
async def edit_story(context: AdminContext, data: EditDigestStory) -> None:
    """Show one story, and what can be done to it."""
    await _show_story(context, data.digest_id, data.story_id)


@button(MoveDigestStory, role=Role.EDITOR)
async def move_story(context: AdminContext, data: MoveDigestStory) -> None:
    """Move a story up or down by one place under its topic."""

    def change(digest: Digest) -> None:
        digest.entries = select.move_story(digest.entries, digest.topic_ids, data.story_id, is_up=bool(data.is_up))

    await _change_story(context, data.digest_id, data.story_id, change, story_moved_toast)


@button(PinDigestStory, role=Role.EDITOR)
async def pin_story(context: AdminContext, data: PinDigestStory) -> None:
    """Pin a story to the top of its topic, or no longer."""

    def change(digest: Digest) -> None:
        digest.entries = select.toggle_pinned(digest.entries, data.story_id)

    await _change_story(context, data.digest_id, data.story_id, change, story_pinned_toast)


@button(DropDigestStory, role=Role.EDITOR)
async def drop_story(context: AdminContext, data: DropDigestStory) -> None:
    """Drop a story, or take it back."""

    def change(digest: Digest) -> None:
        digest.entries = select.toggle_dropped(digest.entries, data.story_id)

    await _change_story(context, data.digest_id, data.story_id, change, story_dropped_toast)


@button(ToggleDigestPersonal, role=Role.EDITOR)
async def switch_personal(context: AdminContext, data: ToggleDigestPersonal) -> None:
    """Let each recipient see only the topics that they follow, or all."""

    def change(digest: Digest) -> None:
        digest.is_personal = not digest.is_personal

    await _change_digest(context, data.digest_id, change)


@button(DropIntroduction, role=Role.EDITOR)
async def drop_introduction(context: AdminContext, data: DropIntroduction) -> None:
    """Take the introduction away."""
    await _change_digest(context, data.digest_id, partial(_set_introduction, ""))


@button(AskIntroduction, role=Role.EDITOR)
async def ask_introduction(context: AdminContext, data: AskIntroduction) -> None:
    """Ask for an introduction."""
    broadcast = await context.run(digests.broadcast_of, data.digest_id)
    if broadcast is None or broadcast.state is not BroadcastState.DRAFT:
        await _refuse_change(context, data.digest_id)
        return
    await context.run(
        admins.set_pending_question,
        context.person_id,
        Awaits.INTRODUCTION,
        context.now,
        broadcast_id=broadcast.id,
    )
    await context.toast()
    await context.reply(introduction_question(context.voice))


@answer(Awaits.INTRODUCTION, role=Role.EDITOR)
async def take_introduction(context: AdminContext, question: PendingQuestion, message: TelegramMessage) -> None:
    """Take what was written as the introduction, formatted as it is."""
    if not message.text:
        await context.reply(introduction_not_text_message(context.voice))
        return
    html = message.text_html
    if (
        len(message.text) > LONGEST_INTRODUCTION
        or len(message.entities) > MOST_INTRODUCTION_ENTITIES
        or len(html.encode()) > LARGEST_INTRODUCTION
    ):
        await context.reply(introduction_too_long_message(context.voice))
        return
    await context.run(admins.clear_pending_question, context.person_id)
    digest_id = await context.run(_digest_of, question.broadcast_id or 0)
    await context.run(digests.change_draft, digest_id, partial(_set_introduction, html))
    await show_digest_draft(context, digest_id, is_new=True)


async def _change_digest(context: AdminContext, digest_id: int, change: DigestChange) -> None:
    if await context.run(digests.change_draft, digest_id, change):
        await show_digest_draft(context, digest_id)
    else:
        await _refuse_change(context, digest_id)


async def _change_story(
    context: AdminContext, digest_id: int, story_id: int, change: DigestChange, said: EntryToast
) -> None:
    """Change a story and show it again; ``said`` is the toast."""
    digest = await context.run(digests.change_draft, digest_id, change)
    if digest is None:
        await _refuse_change(context, digest_id)
        return
    for entry in digest.entries:
        if entry["story_id"] == story_id:
            await context.toast(said(entry, context.voice))
    await _show_story(context, digest_id, story_id)


async def _show_story(context: AdminContext, digest_id: int, story_id: int) -> None:
    draft = await context.run(_load_draft, digest_id)
    if draft is None or not draft.is_draft:
        await _refuse_change(context, digest_id)
        return
    placed = next((each for each in draft.stories if each.entry["story_id"] == story_id), None)
    if placed is None:
        await context.toast(story_gone_toast(context.voice))
        await show_digest_draft(context, digest_id)
        return
    await context.show(draft_story_message(digest_id, placed, context.voice))


async def _refuse_change(context: AdminContext, digest_id: int) -> None:
    """Say that nothing of it can be changed any more, and show how it stands."""
    await context.toast(digest_not_draft_toast(context.voice))
    await show_digest_draft(context, digest_id)


def _set_introduction(html: str, digest: Digest) -> None:
    digest.introduction = html


@read_only
def _load_draft(session: Session, digest_id: int) -> DigestDraft | None:
    content, broadcast = load_digest_content(session, digest_id), digests.broadcast_of(session, digest_id)
    if content is None or broadcast is None:
        return None
    is_draft = broadcast.state is BroadcastState.DRAFT
    return DigestDraft(content.edition(), _placed_stories(content), broadcast.id, content.is_personal, is_draft)


@read_only
def _digest_of(session: Session, broadcast_id: int) -> int:
    """The digest of a broadcast; 0, which is none, when it has none."""
    broadcast = broadcasts.find(session, broadcast_id)
    return (broadcast.digest_id if broadcast else None) or 0


def _placed_stories(content: DigestContent) -> list[DraftStory]:
    """All stories, where they stand."""
    placed: list[DraftStory] = []
    for section in content.sections(has_dropped=True):
        for place, entry in enumerate(section.entries, 1):
            topic, article = content.topics[section.topic_id], content.leads[entry["story_id"]]
            placed.append(DraftStory(len(placed) + 1, topic, article, entry, place, len(section.entries)))
    return placed


@command("digest", role=Role.EDITOR, menu=3)
async def draft_digest(context: AdminContext, argument: str) -> None:
    """Make the digest of a period, show what it will be, and whom it will reach."""
    names, written = split_period(argument)
    period = parse_period(written, context.now, context.admin_services.zone)
    if isinstance(period, PeriodProblem):
        await context.reply(_period_problem(period, context))
        return
    wanted = await _find_topics(context, names)
    if isinstance(wanted, Message):
        await context.reply(wanted)
        return
    topic_ids = wanted or await context.run(load_default_topics)
    entries = await context.run(choose_entries, topic_ids, period.since_at, period.until_at)
    if not entries:
        await context.reply(no_stories_message(period.since_at, period.until_at, context.voice))
        return
    order = wanted or topics_by_heat(entries, topic_ids)
    digest_id, broadcast_id = await context.run(_store_draft, context, entries, order, period)
    await broadcast_drafts.show_digest_preview(context, digest_id)
    await show_panel(context, broadcast_id, is_new=True)


@button(OpenDigestDraft, role=Role.EDITOR)
async def open_digest_draft(context: AdminContext, data: OpenDigestDraft) -> None:
    """Show what the draft of a digest has, to edit it."""
    await show_digest_draft(context, data.digest_id)


@button(PreviewDigest, role=Role.EDITOR)
async def preview_digest(context: AdminContext, data: PreviewDigest) -> None:
    """Show a digest as it will be sent, and its panel again below."""
    broadcast = await context.run(digests.broadcast_of, data.digest_id)
    if broadcast is None:
        await context.toast(expired_toast(context.voice))
        return
    await context.toast()
    await broadcast_drafts.show_digest_preview(context, data.digest_id)
    await show_panel(context, broadcast.id, is_new=True)


@button(CancelDigest, role=Role.EDITOR)
async def cancel_digest(context: AdminContext, data: CancelDigest) -> None:
    """Throw a draft away."""
    broadcast_id = await context.run(_cancel_draft, data.digest_id, context)
    if broadcast_id is None:
        await context.toast(digest_not_draft_toast(context.voice))
        await show_digest_draft(context, data.digest_id)
        return
    await context.audit(AuditAct.CANCELLED, f"broadcast {broadcast_id}, the draft of digest {data.digest_id}")
    await context.show(digest_discarded_message(context.voice))


async def _find_topics(context: AdminContext, names: str) -> list[int] | Message:
    """The topics that were named, in that order; what to say when one of them is none."""
    everything = await context.run(stored_topics.find_all)
    whole = topics.find_topic(names, everything)
    found: list[Topic] = [whole] if whole else []
    for name in () if whole else filter(None, (part.strip() for part in names.split(","))):
        topic = topics.find_topic(name, everything)
        if topic is None:
            return no_such_topic_message(name, topics.similar_topics(name, everything), context.voice)
        found.append(topic)
    return list(dict.fromkeys(topic.id for topic in found))


def _period_problem(problem: PeriodProblem, context: AdminContext) -> Message:
    match problem:
        case PeriodProblem.UNREADABLE:
            return bad_period_message(context.now, context.voice)
        case PeriodProblem.EMPTY:
            return empty_period_message(context.voice)
        case PeriodProblem.TOO_LONG:
            return long_period_message(context.now, context.voice)


def _store_draft(
    session: Session, context: AdminContext, entries: Sequence[DigestEntry], topic_ids: Sequence[int], period: Period
) -> tuple[int, int]:
    """Write the digest and the broadcast by which it is sent, to the followers of its topics; returns their ids."""
    last_moment = period.until_at - timedelta(microseconds=1)
    made = digests.create(
        session, entries, context.now, author_id=context.person_id, topic_ids=topic_ids, since_at=period.since_at,
        until_at=period.until_at, day=last_moment.astimezone(context.admin_services.zone).date(), is_personal=True,
    )  # fmt: skip
    audience = Audience(topic_ids=tuple(topic_ids))
    broadcast = broadcasts.create_draft(session, context.person_id, context.now, digest_id=made.id, audience=audience)
    return made.id, broadcast.id


def _cancel_draft(session: Session, digest_id: int, context: AdminContext) -> int | None:
    """Cancel the broadcast of a digest as long as it is a draft; returns its id."""
    broadcast = digests.broadcast_of(session, digest_id)
    if broadcast is None or broadcast.state is not BroadcastState.DRAFT:
        return None
    broadcast_id = broadcast.id
    return broadcast_id if broadcasts.cancel(session, broadcast_id, context.now) else None
