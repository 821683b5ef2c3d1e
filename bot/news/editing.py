"""What an editor decides about an article and its story, with the alerts that follow from it."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.news.ingest import ExpressionCache
from bot.news.matching import ArticleFeatures, compare_with_story
from bot.news.words import WordRarity
from storage import article_edits, articles, enqueue, story_edits
from storage.article_pages import FoldReason
from storage.models import Article

IDS_A_STATEMENT = 1_000
"""Subscribers for whom alerts are written at once."""

COMPARED_WITH = 500
"""Recent articles from which it is known how rare a word is."""


def split_article(  # noqa: PLR0917 - what, out of what, by which rule, by whom, when
    session: Session, article_id: int, story_id: int, window: timedelta, by: int, now: datetime
) -> int | None:
    """Give an article a story of its own, and owe the alert to those whom the fold kept it from.

    Args:
        session: In one transaction.
        article_id: Which.
        story_id: The story that the editor saw it in.
        window: Who was told of a story less than so long ago was not told again.
        by: The editor.
        now: When.

    Returns:
        How many alerts came to be owed; None where it was not split.
    """
    articles.lock_ingest(session)
    article = session.get(Article, article_id, populate_existing=True)
    whom = story_edits.folded(session, article, window) if article else []
    moved = story_edits.split(session, article_id, story_id, by, now)
    return None if moved is None else _owe(session, moved, whom, window, now)


def restore_article(session: Session, article_id: int, window: timedelta, by: int, now: datetime) -> int | None:
    """Take a withdrawal back, and owe the alert anew to those from whom it was taken.

    Returns:
        How many alerts came to be owed; None where the article is not withdrawn.
    """
    whom = article_edits.restore(session, article_id, by, now)
    article = session.get(Article, article_id, populate_existing=True)
    if whom is None or article is None:
        return None
    return _owe(session, article, whom, window, now)


def _owe(session: Session, article: Article, whom: Collection[int], window: timedelta, now: datetime) -> int:
    """Owe an article to those of some subscribers who want it still, by the rules of every alert.

    Volumes are not asked: they let its story through when it was announced.
    """
    if not whom or article.is_removed or article.is_held:
        return 0
    words = ExpressionCache().matching(session, article) if enqueue.has_expressions(session) else ()
    ids = sorted(whom)
    return sum(
        enqueue.add_alerts(
            session, article, now - window, now, matched=words, whom=ids[first : first + IDS_A_STATEMENT]
        )
        for first in range(0, len(ids), IDS_A_STATEMENT)
    )


def fold_reasons(session: Session, story: Sequence[Article]) -> list[FoldReason]:
    """Say why each article of a story stands in it.

    Args:
        session: In one transaction.
        story: Its articles, in order of arrival.
    """
    rarity = WordRarity()
    for row in articles.recent(session, COMPARED_WITH):
        rarity.add(_features(row).words)
    edited = article_edits.by_article(session, [article.id for article in story])
    known: list[ArticleFeatures] = []
    reasons = []
    for article in story:
        features = _features(article)
        because = compare_with_story(features, known, rarity).because if known else ""
        edit = edited.get(article.id)
        reasons.append(FoldReason(article, because, is_by_editor=bool(edit and edit.regrouped_at)))
        known.append(features)
    return reasons


def _features(article: Article) -> ArticleFeatures:
    related = (entry["canonical"] for entry in article.related)
    return ArticleFeatures.of(
        link=article.link,
        title=article.title,
        excerpt=article.excerpt,
        published_at=article.published_at,
        related=related,
    )
