"""Fanning out: an article that was taken in is owed to its subscribers, or held for an editor or until a moment.

Deliveries are written in one transaction with the mark that they were.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlmodel import Session

from bot.news.filters import Matcher
from bot.news.ranking import rank_articles
from bot.news.reviews import NO_REVIEW, ReviewPolicy
from storage import articles, edits, enqueue, reviews, topics, word_filters
from storage.models import Review, ReviewState

FANOUT_CHUNK = 200
"""Articles a transaction, at most: others get to write in between."""

FANOUT_DELIVERIES = 50_000
"""Deliveries after which a transaction takes no further article."""


class FanOut(NamedTuple):
    """What one transaction did.

    Attributes:
        owed: deliveries written.
        done: so many of the articles given are dealt with, from the first on.
    """

    owed: int
    done: int


class ExpressionCache:
    """The expressions of all filters and watches, read again when there are new ones."""

    def __init__(self) -> None:
        self._edition: word_filters.Edition | None = None
        self._matcher = Matcher(())

    def matching(self, session: Session, article: Any) -> Collection[str]:
        """Return the expressions that an article matches."""
        return self.refreshed(session).matching(
            title=article.title,
            excerpt=article.excerpt,
            provider_name=article.provider_name,
            provider_domain=article.provider_domain,
        )

    def refreshed(self, session: Session) -> Matcher:
        """Return what matches, with the expressions that there are now."""
        edition = word_filters.edition(session)
        if edition != self._edition:
            self._matcher.update(word_filters.expressions(session))
            self._edition = edition
        return self._matcher


def fan_out(  # noqa: PLR0917 - all that it depends on
    session: Session,
    article_ids: Sequence[int],
    window: timedelta,
    now: datetime,
    expressions: ExpressionCache | None = None,
    policy: ReviewPolicy = NO_REVIEW,
) -> FanOut:
    """Write the deliveries of articles that are not announced yet, in the order given.

    Args:
        session: In one transaction: deliveries and marks are written together or not at all.
        article_ids: As ``articles.unannounced`` gives them; one that another process announced meanwhile is passed
            over.
        window: Who was told of a story less than so long ago is not told again.
        now: When they come to be owed.
        expressions: Of filters and watches, as last read.
        policy: What is held for an editor; what it reaches is known only here.
    """
    articles.lock_ingest(session)
    waiting = articles.to_announce(session, article_ids)
    present = {article_id: article for article_id, article in waiting.items() if not article.is_removed}
    batch = _FanOut(session, present, window, now, expressions or ExpressionCache(), policy)
    done = 0
    for article_id in article_ids:
        if batch.owed >= FANOUT_DELIVERIES:
            break
        done += 1
        if article := present.get(article_id):
            batch.announce(article)
    edits.fold(session, batch.told, told_since=now - window, now=now)
    articles.mark_announced(session, article_ids[:done], now)
    return FanOut(batch.owed, done)


class _FanOut:
    """Articles that are announced in one transaction.

    Attributes:
        owed: deliveries written.
        told: id of the story by id of the article, of those that people see from now on.
    """

    def __init__(  # noqa: PLR0917 - all that it depends on
        self,
        session: Session,
        present: Mapping[int, Any],
        window: timedelta,
        now: datetime,
        expressions: ExpressionCache,
        policy: ReviewPolicy,
    ) -> None:
        self.owed = 0
        self.told: dict[int, int] = {}
        self._session, self._window, self._now, self._policy = session, window, now, policy
        self._reviews = reviews.of_articles(session, (each.id for each in present.values() if each.is_held))
        self._quiet = reviews.quiet(session, present)
        # What is not decided yet is ranked as if it were told; where it is held after all, it ranked for this once.
        undecided = [each.id for each in present.values() if each.is_held and each.id not in self._reviews]
        articles.set_held(session, undecided, is_held=False)
        self._followed = topics.with_followers(session, list(present))
        self._expressions = expressions
        self._has_expressions = enqueue.has_expressions(session)
        self._ranks = rank_articles(session, [present[each] for each in self._followed], now)

    def announce(self, article: Any) -> None:
        """Write what is owed of an article, or have it be held."""
        review = self._reviews.get(article.id)
        if article.is_held and review is None:
            review = self._decided(article)
        if review is None:
            self.told[article.id] = article.story_id
            if article.id not in self._quiet:
                self.owed += self._add_alerts(article)
        elif review.state is ReviewState.WAITING:
            self._ranks.pop(article.id, None)  # nobody sees it yet, so it has no rank: all are counted
            reviews.set_reach(self._session, article.id, self._reach(article))
        elif review.state is ReviewState.EMBARGOED:
            self._add_embargoed(article)

    def _decided(self, article: Any) -> Review | None:
        """The review that holds an article for what it reaches, or for the embargo of its record; None for neither."""
        is_embargoed = article.embargo_until is not None and article.embargo_until > self._now
        if self._policy.is_large(self._reach(article)):
            reviews.hold(self._session, {article.id: self._policy.mode}, self._now)
        elif is_embargoed:
            reviews.embargo(self._session, article.id, article.embargo_until, self._now)
        else:
            return None
        articles.set_held(self._session, [article.id], is_held=True)
        return reviews.find(self._session, article.id)

    def _add_embargoed(self, article: Any) -> None:
        until = article.embargo_until
        if words := self._ways(article):
            enqueue.add_alerts(self._session, article, until - self._window, until, is_embargoed=True, **words)

    def _add_alerts(self, article: Any) -> int:
        ways = self._ways(article)
        return enqueue.add_alerts(self._session, article, self._now - self._window, self._now, **ways) if ways else 0

    def _reach(self, article: Any) -> int:
        ways = self._ways(article)
        return enqueue.count_reach(self._session, article, self._now - self._window, self._now, **ways) if ways else 0

    def _ways(self, article: Any) -> dict[str, Any]:
        """By what it may come to anybody: words that it holds and how its story ranks; empty where by nothing."""
        matched = self._expressions.matching(self._session, article) if self._has_expressions else ()
        if not matched and article.id not in self._followed:
            return {}
        return {"matched": matched, "ranks": self._ranks.get(article.id, {})}


def end_embargo(  # noqa: PLR0917 - as of ``fan_out``, which has as many
    session: Session,
    article_id: int,
    window: timedelta,
    now: datetime,
    expressions: ExpressionCache | None = None,
    policy: ReviewPolicy = NO_REVIEW,
) -> int:
    """Show an article whose embargo is over, and have what was written before be owed; arguments as of ``fan_out``.

    Whoever subscribed meanwhile is owed it, too.

    Returns:
        How many deliveries are owed.
    """
    articles.lock_ingest(session)
    article = reviews.end_embargo(session, article_id, now)
    if article is None:
        return 0
    released = enqueue.release_embargoed(session, article, now - window, now)
    return released + fan_out(session, [article_id], window, now, expressions, policy).owed
