"""Articles that are held for an editor or until a moment: what waits, and what was decided.

An article waits from the moment in which it is taken in. Each decision is one transaction, which changes a review only
while it waits (compare and set), so one editor decides, and everybody else is told who did. What was decided is owed
to readers by the mark that the article is to be announced (``Article.announced_at``), which the next fan-out finds,
however often the process is killed in between.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, func, insert, update
from sqlalchemy import select as sql_select
from sqlalchemy.sql import ColumnElement
from sqlmodel import Session, col, select

from storage import admins, articles, cancellations
from storage.database import read_only
from storage.models import Article, AuditAct, Review, ReviewState

ACTS = {
    ReviewState.PUBLISHED: AuditAct.PUBLISHED,
    ReviewState.QUIET: AuditAct.QUIETLY,
    ReviewState.REJECTED: AuditAct.ARTICLE_REJECTED,
    ReviewState.EMBARGOED: AuditAct.EMBARGOED,
}
"""By which each decision stands in the audit."""


def _is_waiting() -> ColumnElement[bool]:
    """Select reviews that wait for a decision, joined with their articles; a withdrawn article waits for none."""
    return and_(col(Review.state) == ReviewState.WAITING, col(Article.is_removed).is_(False))


def hold(session: Session, reasons: Mapping[int, str], now: datetime) -> None:
    """Have articles wait for an editor, by id, with the reason of each; one that has a review keeps it."""
    known = of_articles(session, reasons)
    rows = [
        {
            "article_id": article_id, "state": ReviewState.WAITING, "reason": reason, "reach": 0, "held_at": now,
            "revision": 0, "shown_revision": 0,
        }
        for article_id, reason in reasons.items()
        if article_id not in known
    ]  # fmt: skip
    if rows:
        session.connection().execute(insert(Review), rows)


def set_reach(session: Session, article_id: int, reach: int) -> None:
    """Note how many people an article would reach, as it was counted when it arrived."""
    _change(session, [article_id], reach=reach)


def note_changed(session: Session, article_ids: Collection[int]) -> None:
    """Note that held articles were rewritten, edited or withdrawn: editors are to see it, before they decide."""
    _change(session, article_ids, revision=Review.revision + 1)


def _change(session: Session, article_ids: Collection[int], **values: Any) -> None:
    if article_ids:
        which = col(Review.article_id).in_(article_ids)
        session.connection().execute(update(Review).where(which).values(values))


@read_only
def find(session: Session, article_id: int) -> Review | None:
    """The review of an article, if it has one."""
    return session.get(Review, article_id)


@read_only
def of_articles(session: Session, article_ids: Iterable[int]) -> dict[int, Review]:
    """The reviews of these articles, by the article's id."""
    found = session.exec(select(Review).where(col(Review.article_id).in_(set(article_ids))))
    return {review.article_id: review for review in found}


@read_only
def quiet(session: Session, article_ids: Iterable[int]) -> set[int]:
    """Which of these articles were published quietly: they alert nobody."""
    which = (col(Review.article_id).in_(set(article_ids)), col(Review.state) == ReviewState.QUIET)
    return set(session.exec(select(Review.article_id).where(*which)))


# What waits.


@read_only
def waiting(session: Session, offset: int, limit: int) -> tuple[list[tuple[Review, Article]], int]:
    """What waits for an editor, oldest first, and how much does in all."""
    query = select(Review, Article).join(Article, col(Article.id) == Review.article_id).where(_is_waiting())
    oldest = query.order_by(col(Review.held_at), col(Review.article_id)).offset(offset).limit(limit)
    return list(session.exec(oldest)), count_waiting(session).number


class Waiting(NamedTuple):
    """What waits for an editor.

    Attributes:
        last_id: of the article that was held last; 0 for none.
        revisions: the sum of all revisions: it changes with whatever changes of them.
        alerts: how many it would bring, as they were counted.
    """

    number: int
    last_id: int
    revisions: int
    alerts: int
    most: int


@read_only
def count_waiting(session: Session) -> Waiting:
    """How much waits for an editor; ``most``: what reaches most people reaches so many."""
    numbers = (func.max(Review.article_id), func.sum(Review.revision), func.sum(Review.reach), func.max(Review.reach))
    query = sql_select(func.count(), *(func.coalesce(number, 0) for number in numbers))
    query = query.join(Article, col(Article.id) == col(Review.article_id)).where(_is_waiting())
    return Waiting(*map(int, session.connection().execute(query).one()))


# Deciding.


class Decision(NamedTuple):
    """What became of an attempt to decide.

    Attributes:
        review: as it stands now; None where there is none.
        article: of it.
        is_made: whether this attempt decided.
        is_changed: whether it was not made because the article is not any more what was seen.
    """

    review: Review | None
    article: Article | None = None
    is_made: bool = False
    is_changed: bool = False


def decide(
    session: Session,
    article_id: int,
    state: ReviewState,
    person_id: int,
    now: datetime,
    *,
    revision: int | None = None,
    embargo_until: datetime | None = None,
) -> Decision:
    """Decide about an article that waits, unless somebody has; and note it in the audit.

    Args:
        session: In one transaction.
        article_id: About what.
        state: What becomes of it. What is published before the end of the embargo of its record is embargoed.
        person_id: Who decides.
        now: When.
        revision: The one that the person saw; None: whichever.
        embargo_until: Until when it is embargoed.
    """
    articles.lock_ingest(session)
    review, article = session.get(Review, article_id), session.get(Article, article_id)
    if review is None or article is None:
        return Decision(None)
    if article.is_removed or review.state is not ReviewState.WAITING:
        return Decision(review, article)
    is_later = article.embargo_until is not None and article.embargo_until > now
    if (revision is not None and review.revision != revision) or (is_later and state is ReviewState.QUIET):
        return Decision(review, article, is_changed=True)
    if state is ReviewState.PUBLISHED and is_later:
        state, embargo_until = ReviewState.EMBARGOED, article.embargo_until
    table = Review.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    mine = (table.c.article_id == article_id, table.c.state == ReviewState.WAITING)
    values = {"state": state, "decided_by": person_id, "decided_at": now, "revision": table.c.revision + 1}
    is_made = session.connection().execute(update(table).where(*mine).values(values)).rowcount == 1
    session.refresh(review)
    if is_made:
        _follow(article, state, now, embargo_until)
        _audit(session, article, review, person_id, now)
    return Decision(review, article, is_made)


def _audit(session: Session, article: Article, review: Review, person_id: int, now: datetime) -> None:
    until = article.embargo_until if review.state is ReviewState.EMBARGOED else None
    about = f"{article.id} {article.title[:120]}" + (f" until {until:%Y-%m-%d %H:%M} UTC" if until else "")
    admins.add_audit_entry(session, person_id, ACTS[review.state], about, now)


def _follow(article: Article, state: ReviewState, now: datetime, embargo_until: datetime | None) -> None:
    """Have an article be what was decided about it: news from now on, or from a moment on, or never."""
    if state is ReviewState.EMBARGOED:
        article.embargo_until, article.announced_at = embargo_until, None
    elif state in {ReviewState.PUBLISHED, ReviewState.QUIET}:
        article.is_held, article.arrived_at, article.announced_at, article.embargo_until = False, now, None, None


def publish_all(session: Session, seen: Waiting, person_id: int, now: datetime) -> int | None:
    """Publish everything that waits, if it is what somebody saw; returns how many, None where it is not."""
    articles.lock_ingest(session)
    there = count_waiting(session)
    if (there.number, there.last_id, there.revisions) != (seen.number, seen.last_id, seen.revisions):
        return None
    found, _ = waiting(session, 0, there.number)
    decided = [
        decide(session, review.article_id, ReviewState.PUBLISHED, person_id, now, revision=review.revision)
        for review, _ in found
    ]
    return sum(decision.is_made for decision in decided)


# Embargoes.


def embargo(session: Session, article_id: int, until: datetime, now: datetime) -> None:
    """Have an article be embargoed because its record says so; its deliveries are to be written."""
    hold(session, {article_id: "embargo"}, now)
    _change(session, [article_id], state=ReviewState.EMBARGOED)
    articles.update_all(session, [(article_id, {"embargo_until": until})])


def move_embargo(session: Session, article_id: int, until: datetime | None, now: datetime) -> None:
    """Follow a record that was rewritten while its article was held: another end of its embargo, or none.

    What an editor decided stays. The deliveries that are written move along.
    """
    review = session.get(Review, article_id)
    if review is not None and review.decided_by is not None:
        return
    if review is None or review.state is ReviewState.WAITING:
        articles.update_all(session, [(article_id, {"embargo_until": until})])
    elif review.state is ReviewState.EMBARGOED:
        moment = until or now
        articles.update_all(session, [(article_id, {"embargo_until": moment})])
        cancellations.move_embargoed(session, article_id, moment)


@read_only
def ended_embargoes(session: Session, now: datetime, limit: int) -> list[int]:
    """Ids of the articles whose embargo is over, the first to have ended first."""
    query = sql_select(col(Review.article_id)).join(Article, col(Article.id) == col(Review.article_id))
    ended = query.where(col(Review.state) == ReviewState.EMBARGOED, col(Article.embargo_until) <= now)
    ordered = ended.order_by(col(Article.embargo_until), col(Review.article_id)).limit(limit)
    return list(session.connection().execute(ordered).scalars())


def end_embargo(session: Session, article_id: int, now: datetime) -> Article | None:
    """Show an article whose embargo is over, as news of now; None where another process has, or it was withdrawn."""
    table = Review.__table__  # type: ignore[attr-defined] # SQLModel does not type it
    mine = (table.c.article_id == article_id, table.c.state == ReviewState.EMBARGOED)
    values = {"state": ReviewState.PUBLISHED, "revision": table.c.revision + 1}
    if session.connection().execute(update(table).where(*mine).values(values)).rowcount == 0:
        return None
    article = session.get_one(Article, article_id)
    article.is_held = False
    if article.is_removed:
        return None
    article.arrived_at, article.announced_at = now, None
    session.add(article)
    session.flush()
    return article


@read_only
def unannounced(session: Session) -> list[int]:
    """Ids of the articles that were decided about and whose deliveries are still to be written, by time and link."""
    query = sql_select(col(Article.id)).join(Review, col(Review.article_id) == col(Article.id))
    decided = query.where(col(Article.announced_at).is_(None), col(Review.state) != ReviewState.WAITING)
    return list(session.connection().execute(decided.order_by(col(Article.published_at), col(Article.link))).scalars())


# The messages that show it to editors.


@read_only
def to_show(  # noqa: PLR0917 - what to show where
    session: Session,
    chat_id: int,
    shown_before: datetime,
    most: int,
    limit: int,
    without: Collection[int] = (),
) -> list[Review]:
    """What editors are to be shown: for the first time, or again because nobody decided; longest waiting first.

    Args:
        session: In one transaction.
        chat_id: In which chat; what another one shows counts as not shown.
        shown_before: What was shown before then is shown again.
        most: Not more than so many messages wait for a decision in the chat; further ones are in /review.
        limit: So many at once.
        without: Articles that are left out for now.
    """
    waits = select(Review).join(Article, col(Article.id) == col(Review.article_id)).where(_is_waiting())
    is_out = and_(_is_out(), func.coalesce(col(Review.chat_id), 0) == chat_id)
    out = session.exec(select(func.count()).select_from(waits.where(is_out).subquery())).one()
    waits = waits.where(col(Review.article_id).not_in(without))
    new = session.exec(
        waits.where(~is_out).order_by(col(Review.held_at), col(Review.article_id)).limit(max(0, min(limit, most - out)))
    )
    old = waits.where(is_out, col(Review.shown_at) <= shown_before).order_by(col(Review.shown_at))
    return [*new, *session.exec(old.limit(limit))][:limit]


def _is_out() -> ColumnElement[bool]:
    return col(Review.message_id).is_not(None)


@read_only
def to_edit(session: Session, limit: int) -> list[Review]:
    """Reviews whose message shows what they were."""
    stale = and_(_is_out(), col(Review.shown_revision) != col(Review.revision))
    recent = select(Review).where(stale).order_by(col(Review.held_at).desc()).limit(limit)
    return list(session.exec(recent))


def note_shown(session: Session, seen: Review, chat_id: int, message_id: int, now: datetime) -> None:
    """Note which message shows a review, as it was seen; what changed meanwhile is to be edited."""
    values = {
        "chat_id": chat_id, "message_id": message_id, "shown_at": now, "shown_revision": seen.revision,
    }  # fmt: skip
    _change(session, [seen.article_id], **values)


def note_edited(session: Session, seen: Review) -> None:
    """Note that the message of a review shows it as it was seen."""
    _change(session, [seen.article_id], shown_revision=seen.revision)


def forget_message(session: Session, seen: Review) -> None:
    """Note that the message of a review is gone: what still waits is shown anew."""
    mine = and_(col(Review.article_id) == seen.article_id, col(Review.message_id) == seen.message_id)
    session.connection().execute(update(Review).where(mine).values(message_id=None, shown_at=None))


@read_only
def load(session: Session, article_id: int) -> tuple[Review, Article] | None:
    """A review with its article, as editors see both."""
    review, article = session.get(Review, article_id), session.get(Article, article_id)
    return (review, article) if review and article else None
