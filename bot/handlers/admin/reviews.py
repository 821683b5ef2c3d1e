"""Articles that wait for an editor: deciding about each, editing it, and /review with all of them.

An editor presses in the chat of the editors, which may be a group, or in their own chat. Whoever comes second is told
who decided. What they write in a group is an answer only as a reply to the question.
"""

from datetime import datetime

from markupsafe import Markup
from sqlmodel import Session
from telegram import Message as TelegramMessage

from bot.handlers.admin.admins import fetch_names
from bot.handlers.context import AdminContext, Role
from bot.handlers.routes import answer, button, command
from bot.news.record import LONGEST_TEXT, LONGEST_TITLE, is_visible, one_line
from bot.news.topics import find_topics
from bot.views.admin.admins import actor_link
from bot.views.admin.callback_data import (
    AskEmbargo,
    AskHeldExcerpt,
    AskHeldTitle,
    AskHeldTopics,
    AskPublishAll,
    OpenReviews,
    PublishAll,
    PublishArticle,
    PublishQuietly,
    RejectArticle,
    ShowReview,
)
from bot.views.admin.reviews import (
    REVIEW_PAGE_SIZE,
    ShownReview,
    bad_embargo_message,
    bad_text_message,
    bad_topics_message,
    changed_toast,
    decided_toast,
    edited_message,
    over_toast,
    publish_all_question,
    published_all_message,
    review_message,
    review_question,
    reviews_message,
    unknown_review_toast,
    waiting_changed_toast,
    withdrawn_toast,
)
from bot.views.admin.written_times import BadTime, find_zone, read_time
from bot.views.message import Message, page_count
from storage import admins, article_edits, articles, reviews, topics
from storage.database import read_only
from storage.models import Article, AuditAct, Awaits, ChatKind, PendingQuestion, Review, ReviewState, Topic
from storage.reviews import Decision, Waiting

NONE_WORD = "-"
"""Stands for nothing where an empty message cannot be sent."""


@read_only
def load_review(session: Session, article_id: int) -> ShownReview | None:
    """Return what a message about an article shows, but for who decided."""
    found = reviews.load(session, article_id)
    if found is None:
        return None
    review, article = found
    others = articles.by_story(session, [article.story_id]).get(article.story_id, [])
    filed = topics.by_article(session, [article_id]).get(article_id, [])
    return ShownReview(review, article, [each for each in others if each.id != article_id], filed)


# Deciding.


@button(PublishArticle, role=Role.EDITOR, is_review=True)
async def publish(context: AdminContext, data: PublishArticle) -> None:
    """Publish an article: it is news from now on, or from the end of its embargo."""
    await _decide(context, data.article_id, ReviewState.PUBLISHED, data.revision)


@button(PublishQuietly, role=Role.EDITOR, is_review=True)
async def publish_quietly(context: AdminContext, data: PublishQuietly) -> None:
    """Publish an article in digests and lists alone."""
    await _decide(context, data.article_id, ReviewState.QUIET, data.revision)


@button(RejectArticle, role=Role.EDITOR, is_review=True)
async def reject(context: AdminContext, data: RejectArticle) -> None:
    """Have an article be shown nowhere."""
    await _decide(context, data.article_id, ReviewState.REJECTED, data.revision)


async def _decide(context: AdminContext, article_id: int, state: ReviewState, revision: int) -> None:
    who = (context.person_id, context.now)
    decision = await context.run(reviews.decide, article_id, state, *who, revision=revision)
    if decision.is_made:
        context.admin_services.wake()
    await context.toast(await _said(context, decision))
    if decision.review is not None:
        await show_review(context, article_id)


async def _said(context: AdminContext, decision: Decision) -> str:
    """What is said to whoever tried to decide."""
    review, article, voice = decision.review, decision.article, context.voice
    if review is None or article is None:
        return unknown_review_toast(voice)
    if decision.is_made:
        return decided_toast(review.state, voice)
    if article.is_removed:
        return withdrawn_toast(voice)
    if decision.is_changed:
        return changed_toast(voice)
    person_id = review.decided_by or admins.SYSTEM_ACTOR
    names = await fetch_names(context.bot, [person_id])
    who = names.get(person_id) or str(person_id)
    return over_toast(review, who, context.admin_services.zone, voice)


async def show_review(context: AdminContext, article_id: int, *, is_new: bool = False) -> None:
    """Show how it stands about an article, in place of the message that was pressed or as a new one."""
    shown = await context.run(load_review, article_id)
    if shown is None:
        await context.say(unknown_review_toast(context.voice))
        return
    names = await fetch_names(context.bot, [shown.review.decided_by or 0])
    who = actor_link(shown.review.decided_by, names, context.voice) if shown.review.decided_by else Markup()
    message = review_message(shown._replace(who=who), context.now, context.voice)
    await (context.reply(message) if is_new else context.show(message))


# Asking.


@button(AskHeldTitle, role=Role.EDITOR, is_review=True)
async def ask_title(context: AdminContext, data: AskHeldTitle) -> None:
    """Ask for another title."""
    await _ask(context, data.article_id, Awaits.ARTICLE_TITLE)


@button(AskHeldExcerpt, role=Role.EDITOR, is_review=True)
async def ask_excerpt(context: AdminContext, data: AskHeldExcerpt) -> None:
    """Ask for another excerpt."""
    await _ask(context, data.article_id, Awaits.ARTICLE_EXCERPT)


@button(AskHeldTopics, role=Role.EDITOR, is_review=True)
async def ask_topics(context: AdminContext, data: AskHeldTopics) -> None:
    """Ask for other topics."""
    await _ask(context, data.article_id, Awaits.ARTICLE_TOPICS)


@button(AskEmbargo, role=Role.EDITOR, is_review=True)
async def ask_embargo(context: AdminContext, data: AskEmbargo) -> None:
    """Ask until when an article is under embargo."""
    await _ask(context, data.article_id, Awaits.EMBARGO)


async def _ask(context: AdminContext, article_id: int, awaits: Awaits) -> None:
    article = await _waiting(context, article_id)
    if article is None:
        return
    await context.toast()
    is_group = context.origin.place.kind is not ChatKind.PRIVATE
    zone = context.admin_services.zone
    sent = await context.reply(review_question(awaits, article, zone, context.voice, is_group=is_group))
    await context.run(
        admins.set_pending_question,
        context.person_id,
        awaits,
        context.now,
        article_id=article_id,
        asked_in=(context.chat_id, sent) if is_group else None,
    )


async def _waiting(context: AdminContext, article_id: int) -> Article | None:
    """Return an article that waits; else say how it stands, and show that."""
    found = await context.run(reviews.load, article_id)
    if found and found[0].state is ReviewState.WAITING and not found[1].is_removed:
        return found[1]
    text = await _said(context, Decision(*found) if found else Decision(None))
    await context.say(text)
    if found and context.query:
        await show_review(context, article_id)
    return None


# Answers.


@answer(Awaits.EMBARGO, role=Role.EDITOR)
async def take_embargo(context: AdminContext, question: PendingQuestion, message: TelegramMessage) -> None:
    """Take a time as it is written, in the administrators' zone: the article is embargoed until then."""
    article_id, zone = question.article_id or 0, context.admin_services.zone
    until = read_time(message.text or "", zone, find_zone, context.now)
    if isinstance(until, BadTime):
        await _ask_again(context, question, bad_embargo_message(zone, context.voice))
        return
    who = (context.person_id, context.now)
    decision = await context.run(reviews.decide, article_id, ReviewState.EMBARGOED, *who, embargo_until=until)
    await context.run(admins.clear_pending_question, context.person_id)
    if decision.is_made:
        context.admin_services.wake()
        await show_review(context, article_id, is_new=True)
    else:
        await context.say(await _said(context, decision))


@answer(Awaits.ARTICLE_TITLE, role=Role.EDITOR)
async def take_title(context: AdminContext, question: PendingQuestion, message: TelegramMessage) -> None:
    """Take what was written as the title of an article that waits."""
    title = one_line(message.text or "", LONGEST_TITLE)
    if not is_visible(title):
        await _ask_again(context, question, bad_text_message(context.voice))
        return
    await _edit(context, question, title=title)


@answer(Awaits.ARTICLE_EXCERPT, role=Role.EDITOR)
async def take_excerpt(context: AdminContext, question: PendingQuestion, message: TelegramMessage) -> None:
    """Take what was written as the excerpt of an article that waits."""
    excerpt = one_line(message.text or "", LONGEST_TEXT)
    if not is_visible(excerpt):
        await _ask_again(context, question, bad_text_message(context.voice))
        return
    await _edit(context, question, excerpt="" if excerpt == NONE_WORD else excerpt)


@answer(Awaits.ARTICLE_TOPICS, role=Role.EDITOR)
async def take_topics(context: AdminContext, question: PendingQuestion, message: TelegramMessage) -> None:
    """Take what was written as the topics of an article that waits."""
    written = (message.text or "").strip()
    listed = [topic for topic in await context.run(topics.find_all) if topic.is_listed]
    found = find_topics(written, listed) if written != NONE_WORD else []
    unknown = [name for name, topic in found if topic is None]
    if unknown or (not found and written != NONE_WORD):
        await _ask_again(context, question, bad_topics_message(unknown or [written], context.voice))
        return
    chosen = {topic.id: topic for _, topic in found if topic}
    await _edit(context, question, chosen=list(chosen.values()))


async def _ask_again(context: AdminContext, question: PendingQuestion, message: Message) -> None:
    """Say what is amiss; in a group that message is the one to reply to from now on."""
    sent = await context.reply(message)
    if question.chat_id is not None:
        asked_in = (question.chat_id, sent)
        await context.run(
            admins.set_pending_question,
            context.person_id,
            question.awaits,
            context.now,
            article_id=question.article_id,
            asked_in=asked_in,
        )


async def _edit(
    context: AdminContext, question: PendingQuestion, chosen: list[Topic] | None = None, **texts: str
) -> None:
    article_id = question.article_id or 0
    await context.run(admins.clear_pending_question, context.person_id)
    decision = await context.run(_store_edit, article_id, context.person_id, context.now, chosen, texts)
    if decision.is_made:
        context.admin_services.wake()
        await context.reply(edited_message(context.voice))
    else:
        await context.say(await _said(context, decision))


def _store_edit(  # noqa: PLR0917 - what, by whom, when
    session: Session, article_id: int, person_id: int, now: datetime, chosen: list[Topic] | None, texts: dict[str, str]
) -> Decision:
    """Change an article that waits; whatever changes of it is seen before anybody decides."""
    articles.lock_ingest(session)
    found = reviews.load(session, article_id)
    if found is None:
        return Decision(None)
    review, article = found
    if review.state is not ReviewState.WAITING or article.is_removed:
        return Decision(review, article)
    if chosen is not None:
        article_edits.change_topics(session, article_id, chosen, person_id, now)
    if texts:
        article_edits.change_text(session, article_id, person_id, now, **texts)
    reviews.note_changed(session, [article_id])
    what = ", ".join(texts) or "topics"
    admins.add_audit_entry(session, person_id, AuditAct.ARTICLE_EDITED, f"{article_id} {what}: {article.title}", now)
    return Decision(review, article, is_made=True)


# All that waits.


@command("review", role=Role.EDITOR, menu=5, is_review=True)
async def list_reviews(context: AdminContext, _: str) -> None:
    """Show what waits, oldest first."""
    await _show_page(context, 0)


@button(OpenReviews, role=Role.EDITOR, is_review=True)
async def open_reviews(context: AdminContext, data: OpenReviews) -> None:
    """Show a page of what waits."""
    await _show_page(context, data.page)


async def _show_page(context: AdminContext, page: int) -> None:
    page, total, entries = await context.run(_load_page, page)
    await context.show(reviews_message(entries, page, total, context.voice))


@read_only
def _load_page(session: Session, page: int) -> tuple[int, int, list[tuple[Review, Article]]]:
    total = reviews.count_waiting(session).number
    page = min(page, page_count(total, REVIEW_PAGE_SIZE) - 1)
    entries, total = reviews.waiting(session, page * REVIEW_PAGE_SIZE, REVIEW_PAGE_SIZE)
    return page, total, entries


@button(ShowReview, role=Role.EDITOR, is_review=True)
async def open_review(context: AdminContext, data: ShowReview) -> None:
    """Show an article as it would look, with its buttons."""
    await context.toast()
    await show_review(context, data.article_id, is_new=True)


@button(AskPublishAll, role=Role.EDITOR, is_review=True)
async def ask_publish_all(context: AdminContext, _: AskPublishAll) -> None:
    """Ask whether to publish all that waits; say how many that are, and whom they reach."""
    there = await context.run(reviews.count_waiting)
    if there.number == 0:
        await _show_page(context, 0)
        return
    await context.show(publish_all_question(there, context.voice))


@button(PublishAll, role=Role.EDITOR, is_review=True)
async def publish_all(context: AdminContext, data: PublishAll) -> None:
    """Publish all that waits, if it is what was asked about."""
    seen = Waiting(data.number, data.last_id, data.revisions, 0, 0)
    published = await context.run(reviews.publish_all, seen, context.person_id, context.now)
    if published is None:
        await context.toast(waiting_changed_toast(context.voice))
        await _show_page(context, 0)
        return
    context.admin_services.wake()
    await context.show(published_all_message(published, context.voice))
