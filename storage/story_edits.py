"""Stories as editors regroup them: an article leaves its story for one of its own, and two stories become one.

What told a story follows: the alerts of an article are of the story that it belongs to, and so is its place in digests.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, delete, or_, select, update
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from storage import article_edits, articles, edits
from storage.database import read_only
from storage.models import (
    Article,
    ArticleCount,
    Correction,
    Delivery,
    DeliveryKind,
    Digest,
    DigestEntry,
    DigestStory,
    StoryRanking,
    Suppression,
)


@read_only
def articles_of(session: Session, story_id: int) -> list[Article]:
    """The articles of a story, also such as are not shown, in order of arrival."""
    return list(session.exec(select_rows(Article).where(Article.story_id == story_id).order_by(col(Article.id))))


@read_only
def folded(session: Session, article: Article, window: timedelta) -> list[int]:
    """The subscribers who were not told an article because they were told another one of its story.

    That is who was told the story, as it is now, within the window before the article was announced, and has no alert
    of it; no filter and no volume kept it from them, and no digest showed it as the one that leads. Nobody, where
    alerts of it are so old that some were erased: who had it is not known any more.
    """
    if article.announced_at is None or _is_shortened(session, article.id):
        return []
    told = _told_before(session, article, article.announced_at - window, article.announced_at)
    owed = select(col(Delivery.subscriber_id)).where(col(Delivery.article_id) == article.id)
    kept_back = select(col(Suppression.subscriber_id)).where(col(Suppression.article_id) == article.id)
    connection = session.connection()
    return sorted(told - set(connection.execute(owed).scalars()) - set(connection.execute(kept_back).scalars()))


def _is_shortened(session: Session, article_id: int) -> bool:
    some = select(col(ArticleCount.article_id)).where(col(ArticleCount.article_id) == article_id).limit(1)
    return session.connection().execute(some).first() is not None


def _told_before(session: Session, article: Article, since: datetime, until: datetime) -> set[int]:
    """Subscribers to whom other articles of the story came to be owed in a time, by alert or digest."""
    lately = and_(col(Delivery.created_at) > since, col(Delivery.created_at) <= until)
    by_alert = and_(
        col(Delivery.story_id) == article.story_id,
        col(Delivery.kind) == DeliveryKind.ALERT,
        col(Delivery.article_id) != article.id,
    )
    led = {each.id: _leads(each, article.story_id) for each in _digests_with(session, article.story_id)}
    of_others = [each for each, lead in led.items() if lead != article.id]
    query = select(col(Delivery.subscriber_id))
    told = session.connection().execute(query.where(lately, or_(by_alert, _by_digests(of_others)))).scalars()
    saw_it = session.connection().execute(query.where(_by_digests(led.keys() - set(of_others)))).scalars()
    return set(told) - set(saw_it)


def _by_digests(digest_ids: Collection[int]) -> Any:
    return and_(col(Delivery.digest_id).in_(digest_ids), col(Delivery.kind) == DeliveryKind.DIGEST)


def _digests_with(session: Session, story_id: int) -> list[Digest]:
    """The digests for readers that have a story."""
    has_it = select(col(DigestStory.digest_id)).where(col(DigestStory.story_id) == story_id)
    return list(session.scalars(select(Digest).where(col(Digest.id).in_(has_it))))


def _leads(digest: Digest, story_id: int) -> int | None:
    """The article by which a digest tells a story."""
    return next((entry["article_id"] for entry in digest.entries if entry["story_id"] == story_id), None)


def split(session: Session, article_id: int, story_id: int, by: int, now: datetime) -> Article | None:
    """Give an article a story of its own.

    Alerts of it, and digests that tell the story by it, go with it; alerts of the others are edited, for they say no
    more that it reports the same.

    Args:
        session: In one transaction.
        article_id: Which.
        story_id: The story that the editor saw it in.
        by: The editor.
        now: When.

    Returns:
        The article as it is then; None where it is in another story by now, or the only one of its story.
    """
    articles.lock_ingest(session)
    article = session.get(Article, article_id, populate_existing=True)
    if article is None or article.story_id != story_id or len(articles_of(session, story_id)) < 2:
        return None
    new_id = articles.start_stories(session, 1, article.arrived_at)[0]
    _move(session, [article_id], new_id, by, now)
    mine = and_(col(Delivery.article_id) == article_id, col(Delivery.story_id) == story_id)
    session.connection().execute(update(Delivery).where(mine).values(story_id=new_id))
    for digest in _digests_with(session, story_id):
        if _leads(digest, story_id) == article_id:
            _rename(session, digest, story_id, new_id)
    edits.revise(session, col(Delivery.story_id).in_((story_id, new_id)), now)
    session.refresh(article)
    return article


def join(session: Session, kept: tuple[int, int], given: tuple[int, int], by: int, now: datetime) -> bool:
    """Make two stories one, for what comes: who was told either was told both. Nobody is sent anything.

    Args:
        session: In one transaction.
        kept: An article, and the story of it that the editor saw; it goes on.
        given: The same of the story whose articles move over.
        by: The editor.
        now: When.

    Returns:
        Whether it was done; False where one of them is in another story by now, or both are in one.
    """
    articles.lock_ingest(session)
    found = [session.get(Article, article_id, populate_existing=True) for article_id, _ in (kept, given)]
    stories = [article.story_id if article else None for article in found]
    story_id, old_id = kept[1], given[1]
    if stories != [story_id, old_id] or story_id == old_id:
        return False
    _move(session, [each.id for each in articles_of(session, old_id)], story_id, by, now)
    connection = session.connection()
    tables: tuple[Any, ...] = (Delivery, Correction)
    for table in (each.__table__ for each in tables):
        connection.execute(update(table).where(table.c.story_id == old_id).values(story_id=story_id))
    for digest in _digests_with(session, old_id):
        _rename(session, digest, old_id, story_id)
    edits.revise(session, col(Delivery.story_id) == story_id, now)
    return True


def _move(session: Session, article_ids: Collection[int], story_id: int, by: int, now: datetime) -> None:
    """Put articles into a story. How it stands in its topics is judged anew when the next article of it arrives."""
    moved = session.connection().execute(select(col(Article.story_id)).where(col(Article.id).in_(article_ids)))
    old = set(moved.scalars())
    articles.update_all(session, [(each, {"story_id": story_id}) for each in article_ids])
    gone = select(col(Article.story_id)).where(col(Article.story_id) == col(StoryRanking.story_id)).exists()
    session.connection().execute(delete(StoryRanking).where(col(StoryRanking.story_id).in_(old), ~gone))
    article_edits.note_regrouped(session, article_ids, by, now)


def _rename(session: Session, digest: Digest, old_id: int, new_id: int) -> None:
    """Have a digest name a story by another id; where it has that one too, the first of the two stays."""
    entries = list(_renamed(digest.entries, old_id, new_id))
    digest.entries = entries
    session.add(digest)
    table: Any = DigestStory.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    connection = session.connection()
    has_new = connection.execute(
        select(table.c.story_id).where(table.c.digest_id == digest.id, table.c.story_id == new_id)
    ).first()
    mine = and_(table.c.digest_id == digest.id, table.c.story_id == old_id)
    if has_new:
        connection.execute(delete(table).where(mine))
    else:
        connection.execute(update(table).where(mine).values(story_id=new_id))


def _renamed(entries: Iterable[DigestEntry], old_id: int, new_id: int) -> Iterable[DigestEntry]:
    seen = False
    for entry in entries:
        if entry["story_id"] in {old_id, new_id}:
            if seen:
                continue
            seen = True
            yield {**entry, "story_id": new_id}
        else:
            yield entry
