"""What editors do on the page of an article about its story and its readers: a correction, another story, the same."""

import json
from datetime import datetime, timedelta

from sqlmodel import Session
from telegram import Message as TelegramMessage
from telegram.error import BadRequest

from bot.handlers.admin.article_search import find_articles
from bot.handlers.admin.articles import about, find_article, find_or_say, new_token, say_late
from bot.handlers.context import AdminContext, Role
from bot.handlers.routes import answer, button
from bot.news.editing import split_article
from bot.transport.capture import kept_entities
from bot.transport.reply import reply_with_post
from bot.views.admin.articles import (
    article_done_message,
    article_gone_message,
    correction_panel,
    correction_question,
    correction_refused_message,
    join_question,
    none_found_message,
    same_story_question,
    several_message,
    split_question,
)
from bot.views.admin.callback_data import (
    AskCorrection,
    AskSameStory,
    AskSplit,
    JoinStories,
    PickSameStory,
    SendCorrection,
    SplitArticle,
)
from bot.views.corrections import LONGEST_CORRECTION, correction_message
from storage import admins, corrections, story_edits
from storage.models import Article, AuditAct, Awaits, Correction, PendingQuestion

# A correction to readers.


@button(AskCorrection, role=Role.EDITOR)
async def ask_correction(context: AdminContext, data: AskCorrection) -> None:
    """Ask what readers are to know."""
    if article := await find_or_say(context, data.article_id):
        await _wait_for(context, Awaits.CORRECTION, article.id)
        await context.show(correction_question(context.voice))


async def _wait_for(context: AdminContext, awaits: Awaits, article_id: int) -> None:
    await context.run(admins.set_pending_question, context.person_id, awaits, context.now, article_id=article_id)


@answer(Awaits.CORRECTION, role=Role.EDITOR)
async def take_correction(context: AdminContext, question: PendingQuestion, message: TelegramMessage) -> None:
    """Keep a correction, show it as its readers will see it, and ask whether to send it."""
    text = message.text or ""
    if not text.strip() or len(text) > LONGEST_CORRECTION:
        await context.reply(correction_refused_message(LONGEST_CORRECTION, context.voice))
        return
    article = await context.run(find_article, question.article_id or 0)
    if article is None:
        await context.reply(article_gone_message(context.voice))
        return
    entities = _entities_of(message)
    correction_id = await context.run(_draft, article.id, text, entities, context.person_id, context.now)
    try:
        preview = correction_message(text, entities, article.title, context.voice)
        await reply_with_post(context.bot, context.chat_id, preview)
    except BadRequest:
        await context.reply(correction_refused_message(LONGEST_CORRECTION, context.voice))
        return
    await _show_panel(context, correction_id, article.id)


def _entities_of(message: TelegramMessage) -> list[dict[str, object]]:
    """Return the formatting of a message as it is stored."""
    return list(json.loads(kept_entities(message.entities) or "[]"))


def _draft(  # noqa: PLR0917 - the columns, in their order
    session: Session, article_id: int, text: str, entities: list[dict[str, object]], by: int, now: datetime
) -> int:
    admins.clear_pending_question(session, by)
    return corrections.draft(session, session.get_one(Article, article_id), text, entities, by, now)


async def _show_panel(context: AdminContext, correction_id: int, article_id: int, *, is_changed: bool = False) -> None:
    correction = await context.run(corrections.find, correction_id)
    if correction is None:
        await say_late(context, article_id)
        return
    told = await context.run(corrections.told, correction.story_id, context.now)
    before = len(await context.run(corrections.of_story, correction.story_id))
    token = await new_token(context, article_id)
    panel = correction_panel(correction, article_id, told, token, context.voice, before=before, is_changed=is_changed)
    await context.show(panel)


@button(SendCorrection, role=Role.EDITOR)
async def send_correction(context: AdminContext, data: SendCorrection) -> None:
    """Send a correction to those who were told its story, once, if they are as many as was confirmed."""
    correction = await context.run(corrections.find, data.correction_id)
    if correction is None or correction.article_id is None:
        await context.show(article_gone_message(context.voice))
        return
    sent = await context.run(_send, data, correction.article_id, context.person_id, context.now)
    if sent is not None:
        context.admin_services.wake()
        done = context.voice.say("article-correction-sent", count=sent)
        await context.show(article_done_message(done, correction.article_id, context.voice))
    elif await context.run(_is_open, data.correction_id, data.count, context.now):
        await _show_panel(context, data.correction_id, correction.article_id, is_changed=True)
    else:
        await say_late(context, correction.article_id)


def _send(session: Session, data: SendCorrection, article_id: int, by: int, now: datetime) -> int | None:
    if not admins.use_article_token(session, data.token, by, article_id, now):
        return None
    sent = corrections.send(session, data.correction_id, data.count, by, now)
    if sent is not None:
        article = session.get_one(Article, article_id)
        what = about(article, f"correction {data.correction_id}", f"{sent} recipients")
        admins.add_audit_entry(session, by, AuditAct.CORRECTED, what, now)
    return sent


def _is_open(session: Session, correction_id: int, confirmed: int, now: datetime) -> bool:
    """Return whether a correction was not sent for the number alone."""
    row = session.get(Correction, correction_id)
    if row is None or row.sent_at is not None:
        return False
    return corrections.told(session, row.story_id, now).reached != confirmed


# Another story.


@button(AskSplit, role=Role.EDITOR)
async def ask_split(context: AdminContext, data: AskSplit) -> None:
    """Ask whether an article leaves its story."""
    article = await find_or_say(context, data.article_id)
    if article is None:
        return
    if len(await context.run(story_edits.articles_of, article.story_id)) < 2:
        await say_late(context, article.id)
        return
    owed = await context.run(_count_owed, article.id, context.admin_services.window, context.person_id, context.now)
    token = await new_token(context, article.id)
    await context.show(split_question(article, owed, token, context.voice))


def _count_owed(session: Session, article_id: int, window: timedelta, by: int, now: datetime) -> int:
    """Split it, count, and take that back."""
    trial = session.begin_nested()
    article = session.get_one(Article, article_id)
    owed = split_article(session, article_id, article.story_id, window, by, now)
    trial.rollback()
    return owed or 0


@button(SplitArticle, role=Role.EDITOR)
async def split(context: AdminContext, data: SplitArticle) -> None:
    """Give an article a story of its own; whom the fold kept it from is owed it."""
    owed = await context.run(_split, data, context.admin_services.window, context.person_id, context.now)
    if owed is None:
        await say_late(context, data.article_id)
        return
    context.admin_services.wake()
    done = context.voice.say("article-split", count=owed)
    await context.show(article_done_message(done, data.article_id, context.voice))


def _split(session: Session, data: SplitArticle, window: timedelta, by: int, now: datetime) -> int | None:
    if not admins.use_article_token(session, data.token, by, data.article_id, now):
        return None
    owed = split_article(session, data.article_id, data.story_id, window, by, now)
    if owed is not None:
        article = session.get_one(Article, data.article_id)
        admins.add_audit_entry(session, by, AuditAct.STORY_SPLIT, about(article, f"{owed} alerts"), now)
    return owed


# The same story.


@button(AskSameStory, role=Role.EDITOR)
async def ask_same_story(context: AdminContext, data: AskSameStory) -> None:
    """Ask for an article of the other story."""
    if article := await find_or_say(context, data.article_id):
        await _wait_for(context, Awaits.SAME_STORY, article.id)
        await context.show(same_story_question(context.voice))


@answer(Awaits.SAME_STORY, role=Role.EDITOR)
async def take_same_story(context: AdminContext, question: PendingQuestion, message: TelegramMessage) -> None:
    """Ask whether the story that a link or words mean is the same, or which of several."""
    written, article_id = (message.text or "").strip(), question.article_id or 0
    found = await context.run(find_articles, written, context.now)
    if not found.articles:
        await context.reply(none_found_message(written, context.voice, is_link=found.is_link, is_asked=True))
        return
    await context.run(admins.clear_pending_question, context.person_id)
    if len(found.articles) == 1:
        await _ask_join(context, article_id, found.articles[0].id)
    else:
        await context.reply(several_message(found.articles, found.total, context.voice, same_as=article_id))


@button(PickSameStory, role=Role.EDITOR)
async def pick_same_story(context: AdminContext, data: PickSameStory) -> None:
    """Ask whether the story of the article that was chosen is the same."""
    await _ask_join(context, data.article_id, data.other_id)


async def _ask_join(context: AdminContext, article_id: int, other_id: int) -> None:
    one = await find_or_say(context, article_id)
    other = await find_or_say(context, other_id) if one else None
    if one is None or other is None:
        return
    if one.story_id == other.story_id:
        said = context.voice.say("article-same-already")
        await context.show(article_done_message(said, one.id, context.voice))
        return
    stories = [await context.run(story_edits.articles_of, each.story_id) for each in (one, other)]
    token = await new_token(context, one.id)
    await context.show(join_question(one, other, (len(stories[0]), len(stories[1])), token, context.voice))


@button(JoinStories, role=Role.EDITOR)
async def join_stories(context: AdminContext, data: JoinStories) -> None:
    """Make two stories one, for what comes."""
    if not await context.run(_join, data, context.person_id, context.now):
        await say_late(context, data.article_id)
        return
    context.admin_services.wake()
    done = context.voice.say("article-joined")
    await context.show(article_done_message(done, data.article_id, context.voice))


def _join(session: Session, data: JoinStories, by: int, now: datetime) -> bool:
    if not admins.use_article_token(session, data.token, by, data.article_id, now):
        return False
    one, other = session.get(Article, data.article_id), session.get(Article, data.other_id)
    if one is None or other is None:
        return False
    if not story_edits.join(session, (one.id, one.story_id), (other.id, other.story_id), by, now):
        return False
    admins.add_audit_entry(session, by, AuditAct.STORIES_JOINED, about(one, f"with article {other.id}"), now)
    return True
