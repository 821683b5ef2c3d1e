"""What editors change of articles: title and excerpt, and whether they are withdrawn.

It goes before what the record says, on every rescan (``bot/news/ingest.py``). What the record says instead is kept
beside it, so that a change can be taken back without reading the file again.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import String, cast, func, literal, or_, select, update
from sqlmodel import Session, and_, col
from sqlmodel import select as select_rows

from storage import articles, edits
from storage.cancellations import cancel_article
from storage.database import read_only
from storage.models import Article, ArticleEdit, Cancellation, Delivery, DeliveryState, Topic

DELETABLE_FOR = timedelta(hours=48)
"""Bot API, ``deleteMessage``: a message can only be deleted if it was sent less than 48 hours ago."""


class EditedField(StrEnum):
    """What an editor may write anew; the value is the column."""

    TITLE = "title"
    EXCERPT = "excerpt"


@read_only
def find(session: Session, article_id: int) -> ArticleEdit | None:
    """What editors changed of an article; None for nothing."""
    return session.get(ArticleEdit, article_id)


@read_only
def by_article(session: Session, article_ids: Collection[int]) -> dict[int, ArticleEdit]:
    """What editors changed of these articles, by id."""
    if not article_ids:
        return {}
    query = select_rows(ArticleEdit).where(col(ArticleEdit.article_id).in_(article_ids))
    return {each.article_id: each for each in session.exec(query)}


def columns_of(edit: ArticleEdit | None) -> dict[str, Any]:
    """The columns of an article that an edit decides, whatever its record says."""
    if edit is None:
        return {}
    written: dict[str, Any] = {"title": edit.title, "excerpt": edit.excerpt, "topic_names": edit.topic_names}
    decided = {name: value for name, value in written.items() if value is not None}
    return decided | ({"is_removed": True} if edit.is_withdrawn else {})


@read_only
def of_articles(session: Session, article_ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """The columns of articles that go before those of their records, by the article's id."""
    return {article_id: columns_of(edit) for article_id, edit in by_article(session, article_ids).items()}


def change_text(session: Session, article_id: int, person_id: int, now: datetime, **texts: str) -> None:
    """Change the ``title`` or the ``excerpt`` of an article, whatever it is at present."""
    _change(session, article_id, person_id, now, texts)
    _store(session, article_id, texts, now)


def change_topics(session: Session, article_id: int, chosen: Sequence[Topic], person_id: int, now: datetime) -> None:
    """Have an article stand under these topics, in their order."""
    names = [topic.name for topic in chosen]
    _change(session, article_id, person_id, now, {"topic_names": names})
    _store(session, article_id, {"topic_names": names}, now)
    articles.set_topics(session, {article_id: [topic.id for topic in chosen]})


def _change(session: Session, article_id: int, by: int, now: datetime, values: Mapping[str, Any]) -> None:
    """Keep what an editor decided of an article, and what its record says of that."""
    article = session.get_one(Article, article_id)
    edit = _edit_of(session, article_id, by, now)
    for name, value in values.items():
        _remember(edit, article, name)
        setattr(edit, name, value)
    session.add(edit)
    session.flush()


def note_records(session: Session, records: Mapping[int, Mapping[str, Any]]) -> None:
    """Keep what records say of what editors changed, by article."""
    for article_id, record in records.items():
        edit = session.get(ArticleEdit, article_id)
        if edit is not None:
            edit.record = {**edit.record, **record}
            session.add(edit)


def rewrite(  # noqa: PLR0917 - what, of what, from what, by whom, when
    session: Session, article_id: int, field: EditedField, text: str, before: str, by: int, now: datetime
) -> bool:
    """Give an article another title or excerpt, and have the alerts of it that are out show that.

    Args:
        session: In one transaction.
        article_id: Of which.
        field: Which of the two.
        text: What it is to be.
        before: What it was when the editor was asked: else somebody else changed it meanwhile.
        by: The editor.
        now: When.

    Returns:
        Whether it was done.
    """
    article = _locked(session, article_id)
    if article is None or getattr(article, field.value) != before:
        return False
    _change(session, article_id, by, now, {field.value: text})
    _store(session, article_id, {field.value: text}, now)
    return True


def take_back(session: Session, article_id: int, by: int, now: datetime) -> bool:
    """Have title and excerpt be those of the record again. Returns False where they are."""
    article = _locked(session, article_id)
    edit = session.get(ArticleEdit, article_id)
    changed = [each.value for each in EditedField if edit and getattr(edit, each.value) is not None]
    if article is None or edit is None or not changed:
        return False
    said = {name: edit.record.get(name, getattr(article, name)) for name in changed}
    for name in changed:
        setattr(edit, name, None)
    edit.edited_by, edit.edited_at = by, now
    session.add(edit)
    _store(session, article_id, said, now)
    return True


def withdraw(session: Session, article_id: int, by: int, now: datetime, *, deletes: bool) -> bool:
    """Withdraw an article: what is unsent of it is cancelled, what is out is deleted or marked.

    Args:
        session: In one transaction.
        article_id: Which.
        by: The editor.
        now: When.
        deletes: Whether messages are deleted that are young enough; else all are marked.

    Returns:
        Whether it was done; False where it is withdrawn already.
    """
    article = _locked(session, article_id)
    edit = _edit_of(session, article_id, by, now)
    if article is None or edit.is_withdrawn:
        return False
    _remember(edit, article, "is_removed")
    edit.is_withdrawn, edit.withdrawn_at, edit.deletes = True, now, deletes
    session.add(edit)
    articles.update_all(session, [(article_id, {"is_removed": True})])
    cancel_article(session, article_id, now)
    edits.revise(session, col(Delivery.story_id) == article.story_id, now)
    return True


def restore(session: Session, article_id: int, by: int, now: datetime) -> list[int] | None:
    """Take a withdrawal back.

    Alerts that were cancelled for it, and such as were deleted, make way for new ones, which the caller writes; those
    that are marked show the article again. One that was announced meanwhile is announced anew.

    Returns:
        The subscribers who are owed the alert anew, if they still want it; None where it is not withdrawn.
    """
    article = _locked(session, article_id)
    edit = session.get(ArticleEdit, article_id)
    if article is None or edit is None or not edit.is_withdrawn or edit.withdrawn_at is None:
        return None
    since, is_removed = edit.withdrawn_at, bool(edit.record.get("is_removed", False))
    edit.is_withdrawn, edit.edited_by, edit.edited_at = False, by, now
    session.add(edit)
    was_untold = article.announced_at is not None and article.announced_at >= since
    articles.update_all(session, [(article_id, {"is_removed": is_removed})])
    if was_untold and not is_removed:
        articles.update_all(session, [(article_id, {"announced_at": None})])
    edits.revise(session, col(Delivery.story_id) == article.story_id, now)
    return [] if is_removed else _make_way(session, article_id, since, now)


def _make_way(session: Session, article_id: int, since: datetime, now: datetime) -> list[int]:
    """Have deliveries that a withdrawal cancelled or deleted count no more; returns whose they were."""
    was_cancelled = and_(
        col(Delivery.state) == DeliveryState.CANCELLED, col(Delivery.cancelled_for) == Cancellation.WITHDRAWN
    )
    was_deleted = and_(col(Delivery.state) == DeliveryState.SENT, col(Delivery.last_error) == edits.DELETED)
    which = and_(
        col(Delivery.article_id) == article_id,
        or_(and_(was_cancelled, col(Delivery.settled_at) >= since), was_deleted),
    )
    rows = session.connection().execute(select(col(Delivery.id), col(Delivery.subscriber_id)).where(which)).all()
    values = {
        "state": DeliveryState.CANCELLED,
        "cancelled_for": Cancellation.REPLACED,
        "last_error": Cancellation.REPLACED.value,
        "settled_at": now,
        "dedupe_key": col(Delivery.dedupe_key) + literal(":") + cast(col(Delivery.id), String),
    }
    session.connection().execute(update(Delivery).where(which).values(values))
    return sorted({row.subscriber_id for row in rows})


@read_only
def last_regrouped(session: Session) -> datetime | None:
    """When an editor last moved an article to another story; None for never."""
    return session.connection().execute(select(func.max(ArticleEdit.regrouped_at))).scalar()


def note_regrouped(session: Session, article_ids: Collection[int], by: int, now: datetime) -> None:
    """Note that an editor moved articles to another story."""
    for article_id in article_ids:
        edit = _edit_of(session, article_id, by, now)
        edit.regrouped_at = now
        session.add(edit)


def _locked(session: Session, article_id: int) -> Article | None:
    """An article that no scan and no other editor changes until the transaction ends."""
    articles.lock_ingest(session)
    return session.get(Article, article_id, with_for_update=True, populate_existing=True)


def _edit_of(session: Session, article_id: int, by: int, now: datetime) -> ArticleEdit:
    edit = session.get(ArticleEdit, article_id) or ArticleEdit(article_id=article_id, edited_by=by, edited_at=now)
    edit.edited_by, edit.edited_at = by, now
    return edit


def _remember(edit: ArticleEdit, article: Article, name: str) -> None:
    """Keep what the record says of a column, unless an edit decides it already."""
    if name not in columns_of(edit):
        edit.record = {**edit.record, name: getattr(article, name)}


def _store(session: Session, article_id: int, columns: Mapping[str, Any], now: datetime) -> None:
    articles.update_all(session, [(article_id, columns)])
    edits.revise(session, col(Delivery.article_id) == article_id, now)
