"""What editors changed of articles: it goes before what their records say, on every reading of them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from storage import articles
from storage.database import read_only
from storage.models import ArticleEdit, Topic


@read_only
def of_articles(session: Session, article_ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """The columns of articles that go before those of their records, by the article's id."""
    found = session.exec(select(ArticleEdit).where(col(ArticleEdit.article_id).in_(article_ids)))
    return {edit.article_id: _columns(edit) for edit in found}


def _columns(edit: ArticleEdit) -> dict[str, Any]:
    changed = {name: getattr(edit, name) for name in ("title", "excerpt", "topic_names")}
    columns = {name: value for name, value in changed.items() if value is not None}
    return columns | ({"is_removed": True} if edit.is_withdrawn else {})


def change_text(session: Session, article_id: int, person_id: int, now: datetime, **texts: str) -> None:
    """Change the ``title`` or the ``excerpt`` of an article."""
    _change(session, article_id, person_id, now, texts)
    articles.update_all(session, [(article_id, texts)])


def change_topics(session: Session, article_id: int, chosen: Sequence[Topic], person_id: int, now: datetime) -> None:
    """Have an article stand under these topics, in their order."""
    names = [topic.name for topic in chosen]
    _change(session, article_id, person_id, now, {"topic_names": names})
    articles.update_all(session, [(article_id, {"topic_names": names})])
    articles.set_topics(session, {article_id: [topic.id for topic in chosen]})


def _change(session: Session, article_id: int, person_id: int, now: datetime, values: dict[str, Any]) -> None:
    edit = session.get(ArticleEdit, article_id)
    edit = edit or ArticleEdit(article_id=article_id, edited_by=person_id, edited_at=now)
    for name, value in (values | {"edited_by": person_id, "edited_at": now}).items():
        setattr(edit, name, value)
    session.add(edit)
    session.flush()
