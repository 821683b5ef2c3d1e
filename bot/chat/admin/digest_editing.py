"""Editing the draft of a digest: its stories, its introduction, and who sees what of it."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from sqlmodel import Session
from telegram import Message as Written

from bot.alerts import digests as rules
from bot.chat.admin.errand import Errand
from bot.chat.admin.steps import PressStep
from bot.messages import toasts
from bot.messages.admin import digest_draft, digest_toasts
from bot.messages.admin.digest_draft import Draft, Placed
from bot.messages.admin.digest_press import (
    AskIntroduction,
    DropIntroduction,
    DropStory,
    EditStories,
    EditStory,
    MoveStory,
    PinStory,
    SwitchPersonal,
)
from bot.messages.digest import LONGEST_INTRODUCTION, MOST_PASSAGES
from bot.messages.texts import Voice
from bot.pipeline.digesting import DigestContent, load_digest
from storage import broadcasts, dialogues, digests
from storage.database import reads
from storage.models import Awaits, BroadcastState, Dialogue, Digest, DigestEntry
from storage.stories import required

Change = Callable[[Digest], None]
Said = Callable[[DigestEntry, Voice], str]

_LARGEST_INTRODUCTION = 10_000
"""Bytes with tags: of the 30,000 of a message."""


async def show_draft(errand: Errand, digest_id: int, *, is_new: bool = False) -> None:
    """Show what the draft of a digest has, with everything that can be done to it."""
    draft = await errand.run(_draft, digest_id)
    if draft is None:
        await errand.toast(toasts.expired(errand.voice))
        return
    message = digest_draft.panel(draft, errand.voice)
    await (errand.reply(message) if is_new else errand.show(message))


async def edit_stories(errand: Errand, press: EditStories) -> None:
    """Show a page of its stories."""
    draft = await errand.run(_draft, press.digest_id)
    if draft is None or not draft.is_draft:
        await _refuse(errand, press.digest_id)
    else:
        await errand.show(digest_draft.stories(draft, press.page, errand.voice))


async def edit_story(errand: Errand, press: EditStory) -> None:
    """Show one story, and what can be done to it."""
    await _show_story(errand, press.digest_id, press.story_id)


async def move_story(errand: Errand, press: MoveStory) -> None:
    """Move a story up or down by one place under its topic."""

    def change(digest: Digest) -> None:
        digest.entries = rules.move(digest.entries, digest.topic_ids, press.story_id, is_up=bool(press.is_up))

    await _edit_story(errand, press.digest_id, press.story_id, change, digest_toasts.moved)


async def pin_story(errand: Errand, press: PinStory) -> None:
    """Pin a story to the top of its topic, or no longer."""

    def change(digest: Digest) -> None:
        digest.entries = rules.pin(digest.entries, press.story_id)

    await _edit_story(errand, press.digest_id, press.story_id, change, digest_toasts.pinned)


async def drop_story(errand: Errand, press: DropStory) -> None:
    """Drop a story, or take it back."""

    def change(digest: Digest) -> None:
        digest.entries = rules.drop(digest.entries, press.story_id)

    await _edit_story(errand, press.digest_id, press.story_id, change, digest_toasts.dropped)


async def switch_personal(errand: Errand, press: SwitchPersonal) -> None:
    """Let each recipient see only the topics that they follow, or all."""

    def change(digest: Digest) -> None:
        digest.is_personal = not digest.is_personal

    await _edit(errand, press.digest_id, change)


async def drop_introduction(errand: Errand, press: DropIntroduction) -> None:
    """Take the introduction away."""
    await _edit(errand, press.digest_id, partial(_introduce, ""))


async def ask_introduction(errand: Errand, press: AskIntroduction) -> None:
    """Ask for an introduction."""
    broadcast = await errand.run(digests.broadcast_of, press.digest_id)
    if broadcast is None or broadcast.state is not BroadcastState.DRAFT:
        await _refuse(errand, press.digest_id)
        return
    await errand.run(
        dialogues.ask, errand.person_id, Awaits.INTRODUCTION, errand.now, broadcast_id=required(broadcast.id)
    )
    await errand.toast()
    await errand.reply(digest_draft.ask_introduction(errand.voice))


async def introduction(errand: Errand, dialogue: Dialogue, message: Written) -> None:
    """Take what was written as the introduction, formatted as it is."""
    if not message.text:
        await errand.reply(digest_draft.no_text(errand.voice))
        return
    html = message.text_html
    if (
        len(message.text) > LONGEST_INTRODUCTION
        or len(message.entities) > MOST_PASSAGES
        or len(html.encode()) > _LARGEST_INTRODUCTION
    ):
        await errand.reply(digest_draft.too_long(errand.voice))
        return
    await errand.run(dialogues.answered, errand.person_id)
    digest_id = await errand.run(_digest_of, dialogue.broadcast_id or 0)
    await errand.run(digests.edit, digest_id, partial(_introduce, html))
    await show_draft(errand, digest_id, is_new=True)


async def _edit(errand: Errand, digest_id: int, change: Change) -> None:
    if await errand.run(digests.edit, digest_id, change):
        await show_draft(errand, digest_id)
    else:
        await _refuse(errand, digest_id)


async def _edit_story(errand: Errand, digest_id: int, story_id: int, change: Change, said: Said) -> None:
    """Change a story and show it again; ``said`` is the toast."""
    digest = await errand.run(digests.edit, digest_id, change)
    if digest is None:
        await _refuse(errand, digest_id)
        return
    for entry in digest.entries:
        if entry["story_id"] == story_id:
            await errand.toast(said(entry, errand.voice))
    await _show_story(errand, digest_id, story_id)


async def _show_story(errand: Errand, digest_id: int, story_id: int) -> None:
    draft = await errand.run(_draft, digest_id)
    if draft is None or not draft.is_draft:
        await _refuse(errand, digest_id)
        return
    placed = next((each for each in draft.stories if each.entry["story_id"] == story_id), None)
    if placed is None:
        await errand.toast(digest_toasts.gone(errand.voice))
        await show_draft(errand, digest_id)
        return
    await errand.show(digest_draft.story(digest_id, placed, errand.voice))


async def _refuse(errand: Errand, digest_id: int) -> None:
    """Say that nothing of it can be changed any more, and show how it stands."""
    await errand.toast(digest_toasts.kept(errand.voice))
    await show_draft(errand, digest_id)


def _introduce(html: str, digest: Digest) -> None:
    digest.introduction = html


@reads
def _draft(session: Session, digest_id: int) -> Draft | None:
    content, broadcast = load_digest(session, digest_id), digests.broadcast_of(session, digest_id)
    if content is None or broadcast is None:
        return None
    is_draft = broadcast.state is BroadcastState.DRAFT
    return Draft(content.edition(), _placed(content), required(broadcast.id), content.is_personal, is_draft)


@reads
def _digest_of(session: Session, broadcast_id: int) -> int:
    """The digest of a broadcast; 0, which is none, when it has none."""
    broadcast = broadcasts.find(session, broadcast_id)
    return (broadcast.digest_id if broadcast else None) or 0


def _placed(content: DigestContent) -> list[Placed]:
    """All stories, where they stand."""
    placed: list[Placed] = []
    for section in content.sections(has_dropped=True):
        for place, entry in enumerate(section.entries, 1):
            topic, article = content.topics[section.topic_id], content.leads[entry["story_id"]]
            placed.append(Placed(len(placed) + 1, topic, article, entry, place, len(section.entries)))
    return placed


PRESSES: Mapping[type[Any], PressStep] = {
    EditStories: edit_stories,
    EditStory: edit_story,
    MoveStory: move_story,
    PinStory: pin_story,
    DropStory: drop_story,
    AskIntroduction: ask_introduction,
    DropIntroduction: drop_introduction,
    SwitchPersonal: switch_personal,
}
