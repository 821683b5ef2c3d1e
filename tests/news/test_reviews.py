"""Articles that are held: for an editor, for their reach, until a moment; and what readers get, exactly once."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from bot.news.fan_out import end_embargo
from bot.news.reviews import ReviewPolicy
from bot.news.scan import Scanner
from bot.news.sources.folder import RecordFolder
from storage import articles, chats, reviews, search, subscribers, topics
from storage.database import read_only
from storage.models import Article, AuditEntry, DeliveryState, Review, ReviewState, SubscriberStatus, Volume
from storage.search import read_query
from tests.conftest import NOON
from tests.support.pipeline import EDITOR, OTHER_OWNER, WINDOW, Pipeline, record

TITLE = "Quiet rivers rise in the north"
LINK = "https://a.example/rivers"
ALL = ReviewPolicy("all")
HOUR = timedelta(hours=1)


def scanner(pipeline: Pipeline, policy: ReviewPolicy) -> Scanner:
    sources = [RecordFolder(pipeline.folder)]
    return Scanner(pipeline.database, sources, None, window=WINDOW, clock=pipeline.clock, policy=policy)


@read_only
def all_reviews(session: Session) -> list[Review]:
    return list(session.exec(select(Review)))


@read_only
def audit(session: Session) -> list[tuple[int, str]]:
    return [(entry.person_id, entry.act.value) for entry in session.exec(select(AuditEntry))]


class Newsroom:
    """A pipeline whose articles are held by a policy."""

    def __init__(self, pipeline: Pipeline, policy: ReviewPolicy) -> None:
        self.pipeline = pipeline
        self.scan = scanner(pipeline, policy)

    def drop(self, name: str = "a.md", title: str = TITLE, link: str = LINK, **about: Any) -> None:
        self.pipeline.drop(name, record(title, link, **about))

    def review(self, article_id: int = 1) -> Review:
        found = self.pipeline.database.call(reviews.find, article_id)
        assert found is not None
        return found

    def decides(self, state: ReviewState, person_id: int = EDITOR, **how: Any) -> reviews.Decision:
        how.setdefault("article_id", 1)
        return self.pipeline.database.call(
            reviews.decide, state=state, person_id=person_id, now=self.pipeline.now, **how
        )

    def leaves(self, chat_id: int, name: str) -> None:
        call = self.pipeline.database.call
        topic = next(each for each in call(topics.find_all) if each.name == name)
        subscriber = call(subscribers.find, chat_id)
        assert subscriber is not None
        call(subscribers.remove_subscription, subscriber.id, topic.id, self.pipeline.now)

    def blocks(self, chat_id: int) -> None:
        self.pipeline.database.call(
            chats.mark_unreachable, chat_id, SubscriberStatus.BLOCKED, "blocked", *[self.pipeline.now] * 2
        )

    async def passes(self, after: timedelta = timedelta()) -> list[int]:
        """Let time pass, announce what there is and deliver it; returns whom something was sent so far, in order."""
        self.pipeline.now += after
        await self.scan.announce_decided()
        await self.pipeline.delivery.drain()
        return sorted(row.chat_id for row in self.pipeline.rows() if row.state is DeliveryState.SENT)

    def is_shown(self) -> bool:
        """Whether people find the article anywhere; a place that differs from the others fails."""
        call = self.pipeline.database.call
        shown = {
            "latest": bool(call(articles.latest_stories, None, 0, 5)[0]),
            "story": bool(call(articles.by_story, [1])),
            "one": bool((found := call(articles.find, 1)) and found.is_shown),
            "search": bool(call(search.search, read_query("rivers"), self.pipeline.now, 0, 5).total),
        }
        assert len(set(shown.values())) == 1, shown
        return shown["latest"]


@pytest.fixture
def newsroom(pipeline: Pipeline) -> Newsroom:
    return Newsroom(pipeline, ALL)


@pytest.mark.both_engines
async def test_what_waits_is_shown_nowhere_and_told_to_nobody_until_it_is_published(newsroom: Newsroom) -> None:
    newsroom.pipeline.follows(1, "AI")
    newsroom.drop()
    await newsroom.scan.run()
    assert await newsroom.passes() == []
    assert not newsroom.is_shown()
    assert (newsroom.review().reason, newsroom.review().reach) == ("all", 1)
    newsroom.pipeline.follows(2, "AI")  # before it is news
    newsroom.pipeline.now += HOUR
    assert newsroom.decides(ReviewState.PUBLISHED, revision=0).is_made
    assert newsroom.is_shown()
    assert await newsroom.passes() == [1, 2]
    newsroom.pipeline.follows(3, "AI")
    await newsroom.scan.run()
    assert await newsroom.passes(HOUR) == [1, 2]
    assert newsroom.pipeline.database.call(audit) == [(EDITOR, "published")]


@pytest.mark.both_engines
async def test_one_of_two_editors_decides(newsroom: Newsroom) -> None:
    newsroom.pipeline.follows(1, "AI")
    newsroom.drop()
    await newsroom.scan.run()
    assert newsroom.decides(ReviewState.REJECTED).is_made
    late = newsroom.decides(ReviewState.PUBLISHED, OTHER_OWNER)
    assert not late.is_made
    assert late.review
    assert (late.review.state, late.review.decided_by) == (ReviewState.REJECTED, EDITOR)
    assert await newsroom.passes() == []
    assert not newsroom.is_shown()
    assert len(newsroom.pipeline.database.call(audit)) == 1


async def test_a_kill_between_decision_and_fan_out_loses_and_doubles_nothing(newsroom: Newsroom) -> None:
    newsroom.pipeline.follows(1, "AI")
    newsroom.drop()
    await newsroom.scan.run()
    newsroom.decides(ReviewState.PUBLISHED)
    again = scanner(newsroom.pipeline, ReviewPolicy())  # another process, with another policy
    await again.run()
    await again.announce_decided()
    assert await newsroom.passes() == [1]


async def test_a_kill_between_taking_in_and_fan_out_keeps_it_held(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.pipeline.follows(1, "AI")
    newsroom.drop()
    monkeypatch.setattr(newsroom.scan, "_announce", None)
    with pytest.raises(TypeError):
        await newsroom.scan.run()
    assert not newsroom.is_shown()
    await scanner(newsroom.pipeline, ALL).run()
    assert await newsroom.passes() == []
    assert newsroom.review().reach == 1
    assert newsroom.decides(ReviewState.PUBLISHED).is_made
    assert await newsroom.passes() == [1]


async def test_quietly_means_in_lists_and_without_alerts(newsroom: Newsroom) -> None:
    newsroom.pipeline.follows(1, "AI")
    newsroom.drop()
    await newsroom.scan.run()
    assert newsroom.decides(ReviewState.QUIET).is_made
    assert await newsroom.passes() == []
    await newsroom.scan.run()
    assert await newsroom.passes() == []
    assert newsroom.is_shown()


async def test_only_what_reaches_more_than_so_many_waits(pipeline: Pipeline) -> None:
    newsroom = Newsroom(pipeline, ReviewPolicy("large", 2))
    for chat_id in (1, 2, 3):
        pipeline.follows(chat_id, "AI")
    pipeline.follows(4, "Chips")
    newsroom.drop()
    newsroom.drop("b.md", "Seven lamps for a lighthouse", "https://a.example/lamps", topics=("Chips",))
    await newsroom.scan.run()
    assert await newsroom.passes() == [4]
    waiting, total = pipeline.database.call(reviews.waiting, 0, 5)
    assert [(review.reason, review.reach, article.title) for review, article in waiting] == [("large", 3, TITLE)]
    assert total == 1


@pytest.mark.parametrize(
    ("policy", "extra", "is_held"),
    [
        (ReviewPolicy(), "", False),
        (ReviewPolicy(), "hold: true\n", True),
        (ReviewPolicy("unpublished"), "", True),
        (ReviewPolicy("unpublished"), "published: true\n", False),
        (ReviewPolicy("all"), "removed: true\n", False),
        (ReviewPolicy("large", 0), "", True),
    ],
)
async def test_what_is_held(pipeline: Pipeline, policy: ReviewPolicy, extra: str, is_held: bool) -> None:
    newsroom = Newsroom(pipeline, policy)
    pipeline.follows(1, "AI")
    newsroom.drop(extra=extra)
    await newsroom.scan.run()
    assert bool(pipeline.database.call(all_reviews)) is is_held
    assert await newsroom.passes() == ([] if is_held or "removed" in extra else [1])


async def test_a_story_that_was_told_meanwhile_folds_as_usual(newsroom: Newsroom) -> None:
    newsroom.pipeline.follows(1, "AI")
    newsroom.drop()
    await newsroom.scan.run()
    newsroom.scan = scanner(newsroom.pipeline, ReviewPolicy())
    newsroom.drop("b.md", TITLE, "https://b.example/rivers", provider="Other Post")
    await newsroom.scan.run()
    assert await newsroom.passes() == [1]
    newsroom.decides(ReviewState.PUBLISHED)
    assert await newsroom.passes(HOUR) == [1]
    told = newsroom.pipeline.database.call(articles.by_story, [1])[1]
    assert len(told) == 2


async def test_a_record_that_is_rewritten_withdrawn_and_taken_back_while_it_waits(newsroom: Newsroom) -> None:
    newsroom.drop()
    await newsroom.scan.run()
    newsroom.drop(excerpt="Now with more")
    await newsroom.scan.run()
    assert newsroom.review().revision == 1
    stale = newsroom.decides(ReviewState.PUBLISHED, revision=0)
    assert (stale.is_made, stale.is_changed) == (False, True)
    newsroom.drop(extra="removed: true\n")
    await newsroom.scan.run()
    assert newsroom.pipeline.database.call(reviews.waiting, 0, 5) == ([], 0)
    assert not newsroom.decides(ReviewState.PUBLISHED).is_made
    newsroom.drop()
    await newsroom.scan.run()
    assert newsroom.decides(ReviewState.PUBLISHED, revision=newsroom.review().revision).is_made


# Embargoes.


def embargo(newsroom: Newsroom, until: datetime = NOON + 2 * HOUR) -> None:
    assert newsroom.decides(ReviewState.EMBARGOED, embargo_until=until).is_made


@pytest.mark.both_engines
async def test_an_embargo_is_written_before_and_released_on_the_second(newsroom: Newsroom) -> None:
    for chat_id in (1, 2, 3, 4):
        newsroom.pipeline.follows(chat_id, "AI")
    newsroom.drop()
    await newsroom.scan.run()
    embargo(newsroom)
    await newsroom.scan.announce_decided()
    rows = newsroom.pipeline.rows()
    assert [(row.state, row.due_at) for row in rows] == [(DeliveryState.EMBARGOED, NOON + 2 * HOUR)] * 4
    newsroom.leaves(2, "AI")
    newsroom.blocks(3)
    newsroom.pipeline.now += HOUR
    newsroom.pipeline.follows(5, "AI")
    assert await newsroom.passes(HOUR - timedelta(seconds=1)) == []
    assert not newsroom.is_shown()
    assert await newsroom.passes(timedelta(seconds=1)) == [1, 4, 5]
    assert newsroom.is_shown()
    assert await newsroom.passes(HOUR) == [1, 4, 5]


async def test_whoever_was_told_the_story_during_the_embargo_is_not_told_again(newsroom: Newsroom) -> None:
    newsroom.pipeline.follows(1, "AI")
    newsroom.drop()
    await newsroom.scan.run()
    embargo(newsroom)
    await newsroom.scan.announce_decided()
    newsroom.scan = scanner(newsroom.pipeline, ReviewPolicy())
    newsroom.drop("b.md", TITLE, "https://b.example/rivers", provider="Other Post")
    newsroom.pipeline.now += HOUR
    await newsroom.scan.run()
    assert await newsroom.passes() == [1]  # what is under embargo keeps nobody from news
    assert await newsroom.passes(HOUR) == [1]


async def test_the_embargo_of_a_record(pipeline: Pipeline) -> None:
    newsroom = Newsroom(pipeline, ReviewPolicy())
    pipeline.follows(1, "AI")
    newsroom.drop(extra=_until(HOUR))
    await newsroom.scan.run()
    assert [row.state for row in pipeline.rows()] == [DeliveryState.EMBARGOED]
    newsroom.drop(extra=_until(3 * HOUR))
    await newsroom.scan.run()
    assert await newsroom.passes(2 * HOUR) == []
    assert not newsroom.is_shown()
    assert await newsroom.passes(HOUR) == [1]


def _until(after: timedelta) -> str:
    return f"embargoUntil: {NOON + after:%Y-%m-%dT%H:%M:%SZ}\n"


async def test_a_record_whose_embargo_is_lifted_is_news_at_once(pipeline: Pipeline) -> None:
    newsroom = Newsroom(pipeline, ReviewPolicy())
    pipeline.follows(1, "AI")
    newsroom.drop(extra=_until(HOUR))
    await newsroom.scan.run()
    newsroom.drop()
    await newsroom.scan.run()
    assert await newsroom.passes() == [1]


async def test_a_withdrawn_record_ends_its_embargo_and_is_told_to_nobody(newsroom: Newsroom) -> None:
    newsroom.pipeline.follows(1, "AI")
    newsroom.drop()
    await newsroom.scan.run()
    embargo(newsroom)
    await newsroom.scan.announce_decided()
    newsroom.drop(extra="removed: true\n")
    await newsroom.scan.run()
    assert await newsroom.passes(3 * HOUR) == []
    assert not newsroom.is_shown()


async def test_what_is_published_before_the_end_of_its_embargo_waits_for_that(pipeline: Pipeline) -> None:
    newsroom = Newsroom(pipeline, ALL)
    pipeline.follows(1, "AI")
    newsroom.drop(extra=_until(HOUR))
    await newsroom.scan.run()
    assert not newsroom.decides(ReviewState.QUIET).is_made
    decided = newsroom.decides(ReviewState.PUBLISHED).review
    assert decided
    assert decided.state is ReviewState.EMBARGOED
    assert await newsroom.passes() == []
    assert await newsroom.passes(HOUR) == [1]


async def test_two_processes_end_an_embargo_once(newsroom: Newsroom) -> None:
    newsroom.pipeline.follows(1, "AI")
    newsroom.drop()
    await newsroom.scan.run()
    embargo(newsroom)
    await newsroom.scan.announce_decided()
    newsroom.pipeline.now += 2 * HOUR
    first, second = (newsroom.pipeline.database.call(end_embargo, 1, WINDOW, newsroom.pipeline.now) for _ in range(2))
    assert (first, second) == (1, 0)
    assert await newsroom.passes() == [1]


async def test_everything_is_published_if_it_is_what_was_seen(newsroom: Newsroom) -> None:
    newsroom.pipeline.follows(1, "AI")
    newsroom.drop()
    newsroom.drop("b.md", "Seven lamps for a lighthouse", "https://a.example/lamps")
    await newsroom.scan.run()
    call, now = newsroom.pipeline.database.call, newsroom.pipeline.now
    seen = call(reviews.count_waiting)
    assert (seen.number, seen.alerts, seen.most) == (2, 2, 1)
    newsroom.drop(excerpt="Another")
    await newsroom.scan.run()
    assert call(reviews.publish_all, seen, EDITOR, now) is None
    assert call(reviews.publish_all, call(reviews.count_waiting), EDITOR, now) == 2
    assert call(reviews.publish_all, call(reviews.count_waiting), EDITOR, now) == 0
    assert await newsroom.passes() == [1, 1]


async def test_great_stories_are_ranked_when_they_are_published(newsroom: Newsroom) -> None:
    newsroom.pipeline.follows(1, "AI", volume=Volume.TOP)
    newsroom.drop()
    await newsroom.scan.run()
    newsroom.scan = scanner(newsroom.pipeline, ReviewPolicy())
    newsroom.drop("b.md", "Seven lamps for a lighthouse", "https://a.example/lamps", quality=90)
    await newsroom.scan.run()
    before = await newsroom.passes()
    newsroom.decides(ReviewState.PUBLISHED)
    assert len(await newsroom.passes(HOUR)) in {len(before), len(before) + 1}
    assert newsroom.pipeline.database.call(_ranked) == {1, 2}


@read_only
def _ranked(session: Session) -> set[int]:
    from storage.models import StoryRanking  # noqa: PLC0415

    return set(session.exec(select(StoryRanking.story_id)))


def test_one_article_in_sql_and_in_python() -> None:
    for is_removed, is_held in ((False, False), (True, False), (False, True)):
        article = Article(link="a", story_id=1, web_url="a", title="a", published_at=NOON, arrived_at=NOON,
                          is_removed=is_removed, is_held=is_held)  # fmt: skip
        assert article.is_shown is not (is_removed or is_held)
