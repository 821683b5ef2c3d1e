"""/article: finding one, its page, and what editors do there about one article and its alerts.

Each button that changes something is a question first, and its answer carries a one-time token. What was done meanwhile
by somebody else is looked at in the transaction that does it: then nothing is done, and how it stands is shown.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from sqlmodel import Session
from telegram import Message as TelegramMessage

from bot.handlers.admin.admins import fetch_names
from bot.handlers.admin.article_search import FoundArticles, find_articles
from bot.handlers.context import AdminContext, Role
from bot.handlers.routes import answer, button, command
from bot.news.editing import fold_reasons, restore_article
from bot.views.admin.articles import (
    ArticlePage,
    TextPlace,
    article_done_message,
    article_gone_message,
    article_page,
    how_message,
    none_found_message,
    restoration_question,
    send_again_question,
    several_message,
    text_question,
    text_refused_message,
    withdrawal_question,
)
from bot.views.admin.callback_data import (
    AskArticleText,
    AskRestore,
    AskSendFailed,
    AskWithdraw,
    DropArticleEdits,
    OpenArticle,
    RestoreArticle,
    SendFailed,
    WithdrawArticle,
)
from bot.views.message import Message
from storage import admins, article_edits, article_pages, corrections, story_edits
from storage.database import read_only
from storage.models import Article, AuditAct, Awaits, PendingQuestion

LONGEST_TITLE, LONGEST_EXCERPT = 300, 2_000
"""Characters that an editor may write."""

EMPTY = "-"
"""Leaves an excerpt empty."""


@read_only
def find_article(session: Session, article_id: int) -> Article | None:
    """Return an article, whatever was decided about it."""
    return session.get(Article, article_id)


@command("article", role=Role.EDITOR, menu=11)
async def show_article(context: AdminContext, argument: str) -> None:
    """Show the page of the article that a link or words mean, or those among which one is chosen."""
    written = argument.strip()
    if not written:
        await context.reply(how_message(context.voice))
        return
    found = await context.run(find_articles, written, context.now)
    if len(found.articles) == 1:
        await show_page(context, found.articles[0].id)
    else:
        await context.reply(_choice(context, written, found))


def _choice(context: AdminContext, written: str, found: FoundArticles) -> Message:
    if not found.articles:
        return none_found_message(written, context.voice, is_link=found.is_link)
    return several_message(found.articles, found.total, context.voice)


@button(OpenArticle, role=Role.EDITOR)
async def open_article(context: AdminContext, data: OpenArticle) -> None:
    """Show the page of an article in place of what was pressed."""
    await show_page(context, data.article_id)


async def show_page(context: AdminContext, article_id: int) -> None:
    """Show the page of an article as it stands now."""
    page = await context.run(_load_page, article_id, context.person_id, context.now)
    if page is None:
        await context.show(article_gone_message(context.voice))
        return
    names = await fetch_names(context.bot, [page.edit.edited_by] if page.edit else [])
    await context.show(article_page(page, names, context.voice))


def _load_page(session: Session, article_id: int, person_id: int, now: datetime) -> ArticlePage | None:
    article = session.get(Article, article_id)
    if article is None:
        return None
    return ArticlePage(
        article,
        article_edits.find(session, article_id),
        article_pages.filings(session, article_id),
        article_pages.files(session, article_id),
        fold_reasons(session, story_edits.articles_of(session, article.story_id)),
        article_pages.outcomes(session, article_id),
        article_pages.digests_sent(session, article.story_id),
        corrections.of_story(session, article.story_id),
        corrections.failed(session, article_id),
        admins.create_article_token(session, person_id, article_id, now),
    )


async def find_or_say(context: AdminContext, article_id: int) -> Article | None:
    """Return an article; None where it is gone, which is said."""
    found = await context.run(find_article, article_id)
    if found is None:
        await context.show(article_gone_message(context.voice))
    return found


async def new_token(context: AdminContext, article_id: int) -> int:
    """Return a one-time token for a button about an article."""
    return await context.run(admins.create_article_token, context.person_id, article_id, context.now)


async def say_late(context: AdminContext, article_id: int) -> None:
    """Say that something was done already, or that its button is too old, and show how it stands."""
    await context.toast(context.voice.label("toast-article-late"))
    await show_page(context, article_id)


def about(article: Article, *more: str) -> str:
    """Return what the audit says of an article."""
    return ", ".join((f"article {article.id}", *more, f"“{article.title}”"))


# Withdrawing.


@button(AskWithdraw, role=Role.EDITOR)
async def ask_withdraw(context: AdminContext, data: AskWithdraw) -> None:
    """Ask what becomes of messages that are out."""
    if article := await find_or_say(context, data.article_id):
        outcomes = await context.run(article_pages.outcomes, article.id)
        token = await new_token(context, article.id)
        await context.show(withdrawal_question(article, outcomes, token, context.voice))


@button(WithdrawArticle, role=Role.EDITOR)
async def withdraw_article(context: AdminContext, data: WithdrawArticle) -> None:
    """Withdraw an article, and have its messages marked or deleted."""
    if not await context.run(_withdraw, data, context.person_id, context.now):
        await say_late(context, data.article_id)
        return
    context.admin_services.wake()
    done = context.voice.say("article-withdrawn-now")
    await context.show(article_done_message(done, data.article_id, context.voice))


def _withdraw(session: Session, data: WithdrawArticle, by: int, now: datetime) -> bool:
    if data.deletes > 1 or not admins.use_article_token(session, data.token, by, data.article_id, now):
        return False
    deletes = bool(data.deletes)
    if not article_edits.withdraw(session, data.article_id, by, now, deletes=deletes):
        return False
    what = "messages deleted where possible" if deletes else "messages marked"
    article = session.get_one(Article, data.article_id)
    admins.add_audit_entry(session, by, AuditAct.WITHDRAWN, about(article, what), now)
    return True


@button(AskRestore, role=Role.EDITOR)
async def ask_restore(context: AdminContext, data: AskRestore) -> None:
    """Ask whether a withdrawal is taken back."""
    if article := await find_or_say(context, data.article_id):
        await context.show(restoration_question(article, await new_token(context, article.id), context.voice))


@button(RestoreArticle, role=Role.EDITOR)
async def take_withdrawal_back(context: AdminContext, data: RestoreArticle) -> None:
    """Take a withdrawal back; who lost the alert to it is owed it anew."""
    window = context.admin_services.window
    owed = await context.run(_restore, data, window, context.person_id, context.now)
    if owed is None:
        await say_late(context, data.article_id)
        return
    context.admin_services.wake()
    done = context.voice.say("article-restored", count=owed)
    await context.show(article_done_message(done, data.article_id, context.voice))


def _restore(session: Session, data: RestoreArticle, window: timedelta, by: int, now: datetime) -> int | None:
    if not admins.use_article_token(session, data.token, by, data.article_id, now):
        return None
    owed = restore_article(session, data.article_id, window, by, now)
    if owed is not None:
        article = session.get_one(Article, data.article_id)
        admins.add_audit_entry(session, by, AuditAct.RESTORED, about(article, f"{owed} alerts owed anew"), now)
    return owed


# Title and excerpt.

_ASKED = {TextPlace.TITLE: Awaits.EDITED_TITLE, TextPlace.EXCERPT: Awaits.EDITED_EXCERPT}
_LONGEST = {TextPlace.TITLE: LONGEST_TITLE, TextPlace.EXCERPT: LONGEST_EXCERPT}


@button(AskArticleText, role=Role.EDITOR)
async def ask_text(context: AdminContext, data: AskArticleText) -> None:
    """Ask for another title or excerpt."""
    if data.place in set(TextPlace) and (article := await find_or_say(context, data.article_id)):
        await _ask_text(context, article, TextPlace(data.place))


async def _ask_text(context: AdminContext, article: Article, place: TextPlace) -> None:
    now = getattr(article, place.field.value)
    await context.run(
        admins.set_pending_question,
        context.person_id,
        _ASKED[place],
        context.now,
        article_id=article.id,
        kept=[now],
    )
    await context.show(text_question(article, place, context.voice))


@answer(Awaits.EDITED_TITLE, Awaits.EDITED_EXCERPT, role=Role.EDITOR)
async def take_text(context: AdminContext, question: PendingQuestion, message: TelegramMessage) -> None:
    """Give an article another title or excerpt, unless somebody did meanwhile."""
    place = TextPlace.TITLE if question.awaits is Awaits.EDITED_TITLE else TextPlace.EXCERPT
    text = " ".join((message.text or "").split())
    if place is TextPlace.EXCERPT and text == EMPTY:
        text = ""
    elif not text or len(text) > _LONGEST[place]:
        await context.reply(text_refused_message(_LONGEST[place], context.voice))
        return
    write = partial(_rewrite, place=place, text=text, by=context.person_id, now=context.now)
    await _take_answer(context, question, write)


async def _take_answer(
    context: AdminContext, question: PendingQuestion, write: Callable[[Session, PendingQuestion], bool]
) -> None:
    article_id = question.article_id or 0
    if await context.run(write, question):
        context.admin_services.wake()
    else:
        await context.reply(Message(context.voice.say("article-changed-meanwhile")))
    await show_page(context, article_id)


def _rewrite(  # noqa: PLR0917 - as an answer is taken
    session: Session, question: PendingQuestion, place: TextPlace, text: str, by: int, now: datetime
) -> bool:
    article_id, before = question.article_id or 0, "".join(question.kept[:1])
    admins.clear_pending_question(session, by)
    if not article_edits.rewrite(session, article_id, place.field, text, before, by, now):
        return False
    article = session.get_one(Article, article_id, populate_existing=True)
    admins.add_audit_entry(session, by, AuditAct.ARTICLE_EDITED, about(article, place.field.value), now)
    return True


@button(DropArticleEdits, role=Role.EDITOR)
async def drop_edits(context: AdminContext, data: DropArticleEdits) -> None:
    """Have title and excerpt be those of the record again."""
    if not await context.run(_drop_edits, data, context.person_id, context.now):
        await say_late(context, data.article_id)
        return
    context.admin_services.wake()
    await show_page(context, data.article_id)


def _drop_edits(session: Session, data: DropArticleEdits, by: int, now: datetime) -> bool:
    if not admins.use_article_token(session, data.token, by, data.article_id, now):
        return False
    if not article_edits.take_back(session, data.article_id, by, now):
        return False
    article = session.get_one(Article, data.article_id, populate_existing=True)
    admins.add_audit_entry(session, by, AuditAct.ARTICLE_EDITED, about(article, "as its record says"), now)
    return True


# Alerts that failed.


@button(AskSendFailed, role=Role.EDITOR)
async def ask_send_failed(context: AdminContext, data: AskSendFailed) -> None:
    """Ask whether alerts that failed are sent again."""
    if article := await find_or_say(context, data.article_id):
        failed = await context.run(corrections.failed, article.id)
        token = await new_token(context, article.id)
        await context.show(send_again_question(article, failed, token, context.voice))


@button(SendFailed, role=Role.EDITOR)
async def send_failed(context: AdminContext, data: SendFailed) -> None:
    """Send alerts that failed once more."""
    count = await context.run(_send_failed, data, context.person_id, context.now)
    if not count:
        await say_late(context, data.article_id)
        return
    context.admin_services.wake()
    done = context.voice.say("article-again", count=count)
    await context.show(article_done_message(done, data.article_id, context.voice))


def _send_failed(session: Session, data: SendFailed, by: int, now: datetime) -> int:
    article = session.get(Article, data.article_id)
    if article is None or not admins.use_article_token(session, data.token, by, data.article_id, now):
        return 0
    count = corrections.send_again(session, data.article_id, data.count, now)
    if count:
        admins.add_audit_entry(session, by, AuditAct.SENT_AGAIN, about(article, f"{count} alerts"), now)
    return count
