"""Rankings as they are stored: which topics have them, what is read for them, and what is kept."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from bot.news.ranking import NEVER, PAST, catch_up, rank_articles, topic_day
from storage import ranking, subscribers, topics
from storage.database import Database, read_only
from storage.enqueue import StoryRank
from storage.models import Article, StoryRanking, Volume
from storage.ranking import RankedStory
from tests.conftest import NOON
from tests.storage.rows import article, put, subscriber, topic_tree

TREE = {"ai": "", "vision": "ai", "faces": "vision", "space": ""}
HOUR = timedelta(hours=1)
pytestmark = pytest.mark.both_engines


@pytest.fixture
def ids(database: Database) -> dict[str, int]:
    return topic_tree(database, TREE)


def wants(database: Database, who: int, topic_id: int, volume: Volume = Volume.SOME, per_day: int = 3) -> None:
    database.call(subscribers.set_volume, who, topic_id, volume, per_day, NOON)


def rank(database: Database, *arrived: Article, now: datetime = NOON) -> dict[int, dict[int, StoryRank]]:
    return database.call(rank_articles, arrived, now)


@read_only
def kept(session: Session) -> list[tuple[int, int]]:
    """Topic and story of each row."""
    rows = session.exec(select(StoryRanking).order_by(col(StoryRanking.topic_id), col(StoryRanking.story_id)))
    return [(row.topic_id, row.story_id) for row in rows]


@pytest.mark.parametrize(("volume", "expected"), [(each, each in {Volume.TOP, Volume.SOME}) for each in Volume])
def test_topics_of_which_somebody_wants_some_stories_are_ranked(
    database: Database, ids: dict[str, int], volume: Volume, expected: bool
) -> None:
    who = subscriber(database, 1, ids["space"])
    assert database.call(ranking.ranked_topics) == set()
    wants(database, who, ids["vision"], volume)
    assert database.call(ranking.ranked_topics) == ({ids["vision"]} if expected else set())


def test_an_article_is_ranked_in_its_topics_and_those_above_that_are_wanted(
    database: Database, ids: dict[str, int]
) -> None:
    who = subscriber(database, 1)
    for slug in ("ai", "vision", "space"):
        wants(database, who, ids[slug])
    face = article(database, "a", ids["faces"])
    probe = article(database, "b", ids["space"])
    nothing = article(database, "c")
    found = rank(database, face, probe, nothing)
    assert {article_id: set(ranks) for article_id, ranks in found.items()} == {
        face.id: {ids["ai"], ids["vision"]},
        probe.id: {ids["space"]},
        nothing.id: set(),
    }
    assert database.call(kept) == sorted(
        [(ids["ai"], face.story_id), (ids["vision"], face.story_id), (ids["space"], probe.story_id)]
    )


def test_nothing_is_ranked_or_kept_where_nobody_wants_some(database: Database, ids: dict[str, int]) -> None:
    subscriber(database, 1, ids["ai"])
    assert rank(database, article(database, "a", ids["ai"])) == {}
    assert database.call(kept) == []


def test_what_a_topic_had_before_anybody_wanted_some_counts(database: Database, ids: dict[str, int]) -> None:
    for number in range(40):
        at = NOON - timedelta(days=2) + number * HOUR
        article(database, f"old{number}", ids["faces"], at=at, quality=100)
    article(database, "older", ids["faces"], at=NOON - PAST - HOUR, quality=200)
    wants(database, subscriber(database, 1), ids["ai"])
    small = article(database, "small", ids["ai"], quality=10)
    great = article(database, "great", ids["vision"], quality=210)
    found = rank(database, small, great)
    assert found[great.id][ids["ai"]].per_day < 3 < found[small.id][ids["ai"]].per_day
    assert (found[great.id][ids["ai"]].is_top, found[small.id][ids["ai"]].is_top) == (True, False)
    assert len(database.call(kept)) == 42


def test_a_story_passes_later_when_others_report_it(database: Database, ids: dict[str, int]) -> None:
    wants(database, subscriber(database, 1), ids["ai"])
    for number in range(30):
        rank(database, article(database, f"other{number}", ids["ai"], at=NOON + number * HOUR / 4, quality=60))
    later = NOON + 9 * HOUR
    first = article(database, "first", ids["ai"], at=later, quality=50, provider_name="Post")
    alone = rank(database, first, now=later)[first.id][ids["ai"]]
    elsewhere = article(
        database, "second", ids["space"], at=later, story_id=first.story_id, quality=50, provider_name="Courier"
    )
    again = article(
        database, "third", ids["ai"], at=later, story_id=first.story_id, quality=50, provider_name="Gazette"
    )
    together = rank(database, elsewhere, again, now=later)[again.id][ids["ai"]]
    assert together.per_day < alone.per_day
    assert rank(database, first, now=later)[first.id][ids["ai"]] == together, "it stands as it stood last"


def test_heat_that_grows_later_changes_nothing_that_was_decided(database: Database, ids: dict[str, int]) -> None:
    wants(database, subscriber(database, 1), ids["ai"])
    known = [article(database, f"{number}", ids["ai"], at=NOON + number * HOUR, quality=50) for number in range(9)]
    before = rank(database, *known, now=NOON + 9 * HOUR)

    def heat(session: Session) -> None:
        session.get_one(Article, known[3].id).heat = 5_000

    database.call(heat)
    assert rank(database, *known, now=NOON + 9 * HOUR) == before


def test_withdrawn_articles_count_for_nothing(database: Database, ids: dict[str, int]) -> None:
    wants(database, subscriber(database, 1), ids["ai"])
    gone = article(database, "a", ids["ai"], is_removed=True)
    assert rank(database, gone) == {gone.id: {ids["ai"]: StoryRank(NEVER, is_top=False)}}


def test_an_article_of_an_archive_is_judged_as_news_of_now_when_it_is_fanned_out(
    database: Database, ids: dict[str, int]
) -> None:
    wants(database, subscriber(database, 1), ids["ai"])
    old = NOON - timedelta(days=400)
    here, elsewhere = (article(database, link, ids["ai"], published_at=old) for link in ("a", "b"))
    assert rank(database, here)[here.id][ids["ai"]].per_day == 1
    assert database.call(kept) == [(ids["ai"], here.story_id)]
    assert elsewhere.story_id != here.story_id


def test_rows_go_after_eight_days_and_with_their_story(database: Database, ids: dict[str, int]) -> None:
    wants(database, subscriber(database, 1), ids["ai"])
    first = article(database, "a", ids["ai"])
    rank(database, first)
    late = NOON + ranking.KEPT + HOUR
    second = article(database, "b", ids["ai"], at=late)
    rank(database, second, now=late)
    assert database.call(kept) == [(ids["ai"], second.story_id)]


def test_a_ranking_is_stored_again_in_place(database: Database, ids: dict[str, int]) -> None:
    story_id = article(database, "a", ids["ai"]).story_id
    story = RankedStory(story_id, 1, NOON, NOON, 1.5, 7, is_top=False)
    database.call(ranking.store, ids["ai"], [story], NOON)
    database.call(ranking.store, ids["ai"], [changed := story._replace(per_day=2, is_top=True, score=2.5)], NOON)
    database.call(ranking.store, ids["ai"], [], NOON)
    assert database.call(ranking.ranked_stories, ids["ai"], NOON) == [changed]
    assert database.call(ranking.ranked_stories, ids["ai"], NOON + HOUR) == []


def test_looking_keeps_nothing_and_finds_the_same(database: Database, ids: dict[str, int]) -> None:
    found = [article(database, f"{number}", ids["vision"], at=NOON + number * HOUR) for number in range(6)]
    parents = database.call(topics.parent_ids)
    looked = database.call(catch_up, ids["ai"], parents, NOON + 6 * HOUR).ranking
    assert database.call(kept) == []
    wants(database, subscriber(database, 1), ids["ai"])
    ranks = rank(database, *found, now=NOON + 6 * HOUR)
    assert [StoryRank(story.per_day, story.is_top) for each in found if (story := looked[each.story_id])] == [
        ranks[each.id][ids["ai"]] for each in found
    ]


def test_a_day_of_a_topic_has_what_began_in_it(database: Database, ids: dict[str, int]) -> None:
    day = NOON - 12 * HOUR
    before = article(database, "before", ids["ai"], at=day - HOUR)
    article(database, "again", ids["ai"], at=day + HOUR, story_id=before.story_id)
    article(database, "archive", ids["ai"], at=day + HOUR, published_at=day - timedelta(days=30))
    for number in range(3):
        article(database, f"{number}", ids["faces"], at=day + number * HOUR)
    article(database, "elsewhere", ids["space"], at=day + HOUR)
    article(database, "after", ids["ai"], at=day + 24 * HOUR)
    parents = database.call(topics.parent_ids)
    found = database.call(topic_day, ids["ai"], parents, day, day + 24 * HOUR, day + 30 * HOUR)
    assert (found.articles, len(found.ranks)) == (4, 3)
    empty = database.call(topic_day, ids["ai"], parents, NOON + 99 * HOUR, NOON + 123 * HOUR, NOON + 123 * HOUR)
    assert (empty.articles, empty.ranks) == (0, [])


def test_a_topic_that_goes_takes_its_ranking_along(database: Database, ids: dict[str, int]) -> None:
    story_id = article(database, "a", ids["ai"]).story_id
    put(
        database,
        StoryRanking(
            topic_id=ids["space"], story_id=story_id, article_id=1, began_at=NOON, ranked_at=NOON, score=1.0, per_day=1,
            is_top=False,
        ),
    )  # fmt: skip

    def drop(session: Session) -> None:
        session.delete(topics.by_id(session, [ids["space"]])[ids["space"]])

    database.call(drop)
    assert database.call(kept) == []
