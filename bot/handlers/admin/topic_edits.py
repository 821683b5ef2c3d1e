"""/topic: editors add, rename, describe, place and merge topics, and deal with what was looked for in vain.

What is changed stands beside the catalogue's files and goes before them (``storage/topic_edits.py``).
"""

import re
from collections.abc import Iterator

from markupsafe import Markup
from sqlmodel import Session
from telegram import Message as TelegramMessage

from bot.handlers.admin.topic_changes import (
    Done,
    add_topic,
    change_topic,
    listed,
    merge_topics,
    named,
    named_or_unlisted,
    plan_merge,
    remove_alias,
    undo_change,
)
from bot.handlers.context import AdminContext, Role
from bot.handlers.routes import answer, button, command
from bot.news import topics
from bot.views.admin.callback_data import (
    AskMissedAlias,
    AskNewTopic,
    AskTopicChange,
    ConfirmMergeTopics,
    MakeMissedAlias,
    MakeMissedTopic,
    OpenMissedSearch,
    OpenMissedSearches,
    OpenTopicEditor,
    OpenTopicList,
    RemoveTopicAlias,
    SettleMissedSearch,
    UndoTopicChange,
)
from bot.views.admin.topic_edits import (
    MISSED_ALIAS,
    MISSED_PAGE_SIZE,
    NEW_TOPIC,
    TOPIC_CHANGES,
    TOPIC_LIST_PAGE_SIZE,
    TopicChange,
    TopicFault,
    TopicRefusedError,
    TopicState,
    merge_question,
    merged_text,
    missed_alias_question,
    missed_gone_toast,
    missed_search_message,
    missed_searches_message,
    missed_settled_toast,
    topic_changed_since_toast,
    topic_editor_message,
    topic_list_page,
    topic_question,
    topic_refused_message,
    topic_syntax_message,
)
from bot.views.help import expired_toast
from bot.views.message import Message, Page, page_count
from bot.views.texts import Voice
from storage import admins, missed_searches, topic_edits, topic_merges
from storage import topics as stored_topics
from storage.database import read_only
from storage.models import Awaits, MissedSearch, PendingQuestion, Topic

MOST_MEANT = 5
"""Topics that a search may have meant."""

FORMS = {
    "add": "/topic add X",
    "alias": "/topic alias X = Y",
    "merge": "/topic merge X into Y",
    "rename": "/topic rename X to Y",
}
"""How each verb is written."""
_BETWEEN = {
    "alias": re.compile(r"\s*[=＝]\s*"),
    "merge": re.compile(r"\s+into\s+", re.IGNORECASE),
    "rename": re.compile(r"\s+to\s+", re.IGNORECASE),
}


@command("topic", role=Role.EDITOR, menu=7)
async def open_topic(context: AdminContext, argument: str) -> None:
    """Do what is written; with a name alone show that topic, and without one all."""
    verb, _, rest = argument.strip().partition(" ")
    verb, rest = verb.lower(), rest.strip()
    try:
        if not argument.strip():
            await context.reply(await context.run(_load_list, 0, context.voice))
        elif verb in FORMS and await _do_command(context, verb, rest):
            return
        elif topic := await context.run(named_or_unlisted, argument):
            await _show_topic(context, topic.id)
        elif verb in FORMS:
            await context.reply(topic_syntax_message(FORMS[verb], context.voice))
        else:
            unknown = TopicRefusedError(TopicFault.UNKNOWN, name=argument.strip())
            await context.reply(topic_refused_message(unknown, context.voice))
    except TopicRefusedError as error:
        await context.reply(topic_refused_message(error, context.voice))


async def _do_command(context: AdminContext, verb: str, rest: str) -> bool:
    """Do what a verb says. Returns False where the rest cannot be read.

    Raises:
        TopicRefusedError: It is not done.
    """
    if verb == "add":
        if rest:
            await _tell(context, await context.run(add_topic, rest, context.person_id, context.now))
        return bool(rest)
    halves = list(_halves(rest, _BETWEEN[verb]))
    if not halves:
        return False
    if verb == "alias":
        right, left = await context.run(_choose, [half[::-1] for half in halves])
        topic = await context.run(named, right)
        await _change(context, topic.id, TopicChange.ALIAS, left)
        return True
    left, right = await context.run(_choose, halves)
    if verb == "merge":
        await _ask_merge(context, left, right)
        return True
    topic = await context.run(named, left)
    await _change(context, topic.id, TopicChange.NAME, right)
    return True


def _halves(rest: str, between: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Every way to cut a text in two where such a word stands: names may hold it too."""
    for found in between.finditer(rest):
        left, right = rest[: found.start()].strip(), rest[found.end() :].strip()
        if left and right:
            yield left, right


@read_only
def _choose(session: Session, halves: list[tuple[str, str]]) -> tuple[str, str]:
    """The way of cutting whose first half names a topic; the first where none does."""
    return next((half for half in halves if named_or_unlisted(session, half[0])), halves[0])


@read_only
def _load_list(session: Session, page: int, voice: Voice) -> Message:
    offered = listed(session)
    _, missed = missed_searches.waiting(session, 0, 0)
    return topic_list_page(Page.of(offered, page, TOPIC_LIST_PAGE_SIZE), missed, voice)


@read_only
def _load_state(session: Session, topic_id: int) -> TopicState | None:
    """A topic as it stands; None for one that is part of another by now."""
    topic = stored_topics.by_id(session, [topic_id]).get(topic_id)
    if topic is None or topic_edits.is_merged(session, topic_id):
        return None
    parents = stored_topics.by_id(session, [topic.parent_id]) if topic.parent_id else {}
    return TopicState(
        topic,
        parents.get(topic.parent_id or 0),
        topic_edits.aliases_of(session, topic_id),
        topic_merges.count_followers(session, topic_id).number,
        topic_edits.find(session, topic_id),
    )


async def _show_topic(context: AdminContext, topic_id: int, said: Markup | str = "") -> None:
    """Show the page of a topic, below what was done; the list where the topic is gone."""
    state = await context.run(_load_state, topic_id)
    if state is None:
        await context.toast(expired_toast(context.voice))
        await context.show(await context.run(_load_list, 0, context.voice))
    else:
        await context.show(topic_editor_message(state, context.voice, said))


async def _tell(context: AdminContext, done: Done) -> None:
    await context.run(admins.clear_pending_question, context.person_id)
    await _show_topic(context, done.topic.id, done.text(context.voice))


async def _change(context: AdminContext, topic_id: int, change: TopicChange, written: str) -> None:
    await _tell(context, await context.run(change_topic, topic_id, change, written, context.person_id, context.now))


async def _ask_merge(context: AdminContext, topic: str | int, target: str) -> None:
    plan = await context.run(plan_merge, topic, target)
    await context.run(admins.clear_pending_question, context.person_id)
    await context.show(merge_question(plan.topic, plan.target, plan.followers, context.voice))


@button(OpenTopicList, role=Role.EDITOR)
async def open_list(context: AdminContext, data: OpenTopicList) -> None:
    """Show a page of all topics in place of what was pressed."""
    await context.show(await context.run(_load_list, data.page, context.voice))


@button(OpenTopicEditor, role=Role.EDITOR)
async def open_editor(context: AdminContext, data: OpenTopicEditor) -> None:
    """Show one topic in place of what was pressed."""
    await _show_topic(context, data.topic_id)


@button(AskNewTopic, role=Role.EDITOR)
async def ask_new_topic(context: AdminContext, _: AskNewTopic) -> None:
    """Ask what a new topic is called."""
    await context.run(admins.set_pending_question, context.person_id, Awaits.TOPIC, context.now, kept=[NEW_TOPIC])
    await context.show(topic_question(NEW_TOPIC, None, context.voice))


@button(AskTopicChange, role=Role.EDITOR)
async def ask_change(context: AdminContext, data: AskTopicChange) -> None:
    """Ask what is to be changed of a topic, and how."""
    state = await context.run(_load_state, data.topic_id)
    if state is None or data.which >= len(TOPIC_CHANGES):
        await _show_topic(context, data.topic_id)
        return
    what = TOPIC_CHANGES[data.which].value
    await context.run(
        admins.set_pending_question, context.person_id, Awaits.TOPIC, context.now, topic_id=data.topic_id, kept=[what]
    )
    await context.show(topic_question(what, state.topic, context.voice))


@answer(Awaits.TOPIC, role=Role.EDITOR)
async def take_answer(context: AdminContext, question: PendingQuestion, message: TelegramMessage) -> None:
    """Do with an answer what was asked for; what cannot be done is asked again."""
    written, what = message.text or "", question.kept[0] if question.kept else NEW_TOPIC
    try:
        if what == NEW_TOPIC:
            await _tell(context, await context.run(add_topic, written, context.person_id, context.now))
        elif what == MISSED_ALIAS:
            topic = await context.run(named, written)
            await _make_alias(context, int(question.kept[1]), topic.id)
        elif what == TopicChange.MERGE.value:
            await _ask_merge(context, question.topic_id or 0, written)
        else:
            await _change(context, question.topic_id or 0, TopicChange(what), written)
    except TopicRefusedError as error:
        await context.reply(topic_refused_message(error, context.voice, is_asked=True))


@button(RemoveTopicAlias, role=Role.EDITOR)
async def press_alias(context: AdminContext, data: RemoveTopicAlias) -> None:
    """Take another name of a topic away."""
    done = await context.run(remove_alias, data.topic_id, data.place, data.version, context.person_id, context.now)
    await _show_done(context, data.topic_id, done)


@button(UndoTopicChange, role=Role.EDITOR)
async def press_undo(context: AdminContext, data: UndoTopicChange) -> None:
    """Take the last change of a topic back."""
    done = await context.run(undo_change, data.topic_id, data.version, context.person_id, context.now)
    await _show_done(context, data.topic_id, done)


async def _show_done(context: AdminContext, topic_id: int, done: Done | None) -> None:
    if done is None:
        await context.toast(topic_changed_since_toast(context.voice))
    await _show_topic(context, topic_id, done.text(context.voice) if done else "")


@button(ConfirmMergeTopics, role=Role.EDITOR)
async def press_merge(context: AdminContext, data: ConfirmMergeTopics) -> None:
    """Make a topic part of another one."""
    try:
        done = await context.run(merge_topics, data.topic_id, data.target_id, context.person_id, context.now)
    except TopicRefusedError as error:
        await context.show(topic_refused_message(error, context.voice))
        return
    await _show_topic(context, done.target.id, merged_text(*done, context.voice))


# What was looked for in vain.


@button(OpenMissedSearches, role=Role.EDITOR)
async def open_missed_searches(context: AdminContext, data: OpenMissedSearches) -> None:
    """Show a page of what was looked for and is not there."""
    await _show_missed(context, data.page)


async def _show_missed(context: AdminContext, page: int) -> None:
    _, total = await context.run(missed_searches.waiting, 0, 0)
    count = page_count(total, MISSED_PAGE_SIZE)
    number = min(page, count - 1)
    found, total = await context.run(missed_searches.waiting, number * MISSED_PAGE_SIZE, MISSED_PAGE_SIZE)
    await context.show(missed_searches_message(Page(found, number, count, total), context.voice))


@read_only
def _load_missed(session: Session, missed_id: int) -> tuple[MissedSearch, list[Topic]] | None:
    """What was looked for, and the topics that it may mean; None where it was dealt with."""
    missed = missed_searches.find(session, missed_id)
    if missed is None or missed.is_settled:
        return None
    return missed, topics.similar_topics(missed.text, listed(session), at_least=0, limit=MOST_MEANT)


async def _missed(context: AdminContext, missed_id: int) -> tuple[MissedSearch, list[Topic]] | None:
    """The same; where it was dealt with, that is said and the list shown."""
    found = await context.run(_load_missed, missed_id)
    if found is None:
        await context.toast(missed_gone_toast(context.voice))
        await _show_missed(context, 0)
    return found


@button(OpenMissedSearch, role=Role.EDITOR)
async def open_missed_search(context: AdminContext, data: OpenMissedSearch) -> None:
    """Show what may become of what was looked for."""
    if found := await _missed(context, data.missed_id):
        await context.show(missed_search_message(*found, context.voice))


@button(MakeMissedAlias, role=Role.EDITOR)
async def make_missed_alias(context: AdminContext, data: MakeMissedAlias) -> None:
    """Have what was looked for mean a topic."""
    try:
        await _make_alias(context, data.missed_id, data.topic_id)
    except TopicRefusedError as error:
        await context.show(topic_refused_message(error, context.voice))


async def _make_alias(context: AdminContext, missed_id: int, topic_id: int) -> None:
    if found := await _missed(context, missed_id):
        await _change(context, topic_id, TopicChange.ALIAS, found[0].text)


@button(AskMissedAlias, role=Role.EDITOR)
async def ask_missed_alias(context: AdminContext, data: AskMissedAlias) -> None:
    """Ask of which topic it is another name."""
    if found := await _missed(context, data.missed_id):
        kept = [MISSED_ALIAS, str(data.missed_id)]
        await context.run(admins.set_pending_question, context.person_id, Awaits.TOPIC, context.now, kept=kept)
        await context.show(missed_alias_question(found[0], context.voice))


@button(MakeMissedTopic, role=Role.EDITOR)
async def make_missed_topic(context: AdminContext, data: MakeMissedTopic) -> None:
    """Make what was looked for a topic."""
    if found := await _missed(context, data.missed_id):
        try:
            await _tell(context, await context.run(add_topic, found[0].text, context.person_id, context.now))
        except TopicRefusedError as error:
            await context.show(topic_refused_message(error, context.voice))


@button(SettleMissedSearch, role=Role.EDITOR)
async def settle_missed_search(context: AdminContext, data: SettleMissedSearch) -> None:
    """Take what was looked for off the list."""
    if found := await _missed(context, data.missed_id):
        await context.run(missed_searches.settle, data.missed_id)
        await context.toast(missed_settled_toast(found[0], context.voice))
        await _show_missed(context, 0)
