"""Who is told at once, and who is not: rhythms, volumes, filters, watches, what digests told, and quiet hours."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from storage import enqueue, subscribers
from storage.database import Database, read_only
from storage.enqueue import TOLD_STATES, StoryRank
from storage.models import (
    Article,
    DeliveryKind,
    DeliveryState,
    Digest,
    DigestStory,
    FilterMode,
    SubscriberStatus,
    Suppression,
    SuppressionReason,
    Volume,
    Watch,
    WordFilter,
)
from storage.preferences import RHYTHM
from tests.conftest import NOON
from tests.storage.rows import SECOND, WINDOW, article, change, deliveries, find, owed, put, subscriber, topic_tree

pytestmark = pytest.mark.both_engines

HIDE, ONLY = FilterMode.HIDE, FilterMode.ONLY
LATER = NOON + timedelta(hours=1)
Row = tuple[int, SuppressionReason, int | None]
SMALL, GREAT = StoryRank(6, is_top=False), StoryRank(1, is_top=True)


@pytest.fixture
def ids(database: Database) -> dict[str, int]:
    return topic_tree(database, {"ai": "", "vision": "ai", "bees": ""})


def owe(
    database: Database,
    told: Article,
    matched: Sequence[str] = (),
    ranks: Mapping[int, StoryRank] = {},
    at: datetime = NOON,
) -> int:
    def add(session: Session) -> int:
        return enqueue.add_alerts(session, told, at - WINDOW, at, matched=matched, ranks=ranks)

    return database.call(add)


def kept(database: Database) -> list[Row]:
    """From whom something was kept, and why."""

    @read_only
    def read(session: Session) -> list[Row]:
        rows = session.exec(select(Suppression).order_by(col(Suppression.subscriber_id)))
        return [(row.subscriber_id, row.reason, row.topic_id) for row in rows]

    return database.call(read)


def hide(
    database: Database, subscriber_id: int, expression: str, topic_id: int | None = None, **columns: Any
) -> WordFilter:
    values: dict[str, Any] = {"mode": HIDE, "created_at": NOON} | columns
    return put(database, WordFilter(subscriber_id=subscriber_id, topic_id=topic_id, expression=expression, **values))


def watch(database: Database, subscriber_id: int, expression: str, at: datetime = NOON) -> int:
    return put(database, Watch(subscriber_id=subscriber_id, expression=expression, created_at=at)).id


@pytest.mark.parametrize(
    ("chats", "own", "count"),
    [
        ("at once", "", 1),
        ("daily 08:00", "", 0),
        ("digest only", "", 0),
        ("off", "", 0),
        ("daily 08:00", "at once", 1),
        ("off", "at once", 1),
        ("at once", "weekly fri 17:30", 0),
        ("at once", "off", 0),
    ],
)
def test_only_what_is_told_at_once_is_an_alert(
    database: Database, ids: dict[str, int], chats: str, own: str, count: int
) -> None:
    one = subscriber(database, 1, ids["ai"])
    database.call(subscribers.set_preference, one, RHYTHM, chats, NOON)
    database.call(subscribers.set_rhythm, one, ids["ai"], own, NOON)
    assert owe(database, article(database, "a", ids["vision"])) == count
    assert kept(database) == []


def test_of_several_topics_the_soonest_counts(database: Database, ids: dict[str, int]) -> None:
    one = subscriber(database, 1, ids["ai"], ids["bees"])
    database.call(subscribers.set_rhythm, one, ids["ai"], "daily 08:00", NOON)
    assert owe(database, article(database, "a", ids["ai"], ids["bees"])) == 1
    assert deliveries(database)[0].topic_id == ids["bees"]


def test_a_topic_below_has_the_last_word(database: Database, ids: dict[str, int]) -> None:
    one = subscriber(database, 1, ids["ai"])
    database.call(subscribers.set_rhythm, one, ids["vision"], "daily 08:00", NOON)
    assert owe(database, article(database, "a", ids["vision"])) == 0
    assert owe(database, article(database, "b", ids["ai"])) == 1


@pytest.mark.parametrize(
    ("volume", "per_day", "rank", "count"),
    [
        (Volume.STORIES, 0, SMALL, 1),
        (Volume.ALL, 0, SMALL, 1),
        (Volume.TOP, 0, SMALL, 0),
        (Volume.TOP, 0, GREAT, 1),
        (Volume.SOME, 5, SMALL, 0),
        (Volume.SOME, 6, SMALL, 1),
        (Volume.TOP, 0, None, 1),
        (Volume.SOME, 1, None, 1),
    ],
)
def test_a_volume_lets_through_what_ranks_high_enough(
    database: Database, ids: dict[str, int], *, volume: Volume, per_day: int, rank: StoryRank | None, count: int
) -> None:
    one = subscriber(database, 1, ids["ai"])
    database.call(subscribers.set_volume, one, ids["ai"], volume, per_day, NOON)
    ranks = {ids["ai"]: rank, ids["bees"]: SMALL} if rank else {}
    assert owe(database, article(database, "a", ids["vision"]), ranks=ranks) == count
    assert kept(database) == ([] if count else [(one, SuppressionReason.VOLUME, ids["ai"])])


def test_every_article_means_each_once(database: Database, ids: dict[str, int]) -> None:
    everything = subscriber(database, 1)
    subscriber(database, 2, ids["ai"])
    database.call(subscribers.set_volume, everything, ids["ai"], Volume.ALL, 0, NOON)
    first = article(database, "a", ids["ai"])
    second = article(database, "b", ids["ai"], story_id=first.story_id)
    assert [owe(database, told) for told in (first, second, first, second)] == [2, 1, 0, 0]
    assert [row.chat_id for row in deliveries(database)] == [1, 2, 1]


def test_what_another_topic_brings_was_not_kept_back(database: Database, ids: dict[str, int]) -> None:
    one = subscriber(database, 1, ids["bees"])
    database.call(subscribers.set_volume, one, ids["ai"], Volume.TOP, 0, NOON)
    told = article(database, "a", ids["ai"], ids["bees"])
    assert owe(database, told, ranks={ids["ai"]: SMALL}) == 1
    assert kept(database) == []


def test_who_was_told_of_the_story_had_nothing_kept_back(database: Database, ids: dict[str, int]) -> None:
    one = subscriber(database, 1, ids["ai"])
    first = article(database, "a", ids["ai"])
    owe(database, first)
    database.call(subscribers.set_volume, one, ids["ai"], Volume.TOP, 0, NOON)
    hide(database, one, "words")
    second = article(database, "b", ids["ai"], story_id=first.story_id)
    assert owe(database, second, ["words"], {ids["ai"]: SMALL}) == 0
    assert kept(database) == []


def test_a_volume_keeps_nothing_back_that_stands_in_a_digest_anyway(database: Database, ids: dict[str, int]) -> None:
    one = subscriber(database, 1, ids["ai"])
    database.call(subscribers.set_volume, one, ids["ai"], Volume.TOP, 0, NOON)
    database.call(subscribers.set_rhythm, one, ids["ai"], "daily 08:00", NOON)
    assert owe(database, article(database, "a", ids["ai"]), ranks={ids["ai"]: SMALL}) == 0
    assert kept(database) == []


def test_what_was_kept_back_is_written_down_once(database: Database, ids: dict[str, int]) -> None:
    one = subscriber(database, 1, ids["ai"])
    hide(database, one, "words")
    told = article(database, "a", ids["ai"])
    assert (owe(database, told, ["words"]), owe(database, told, ["words"])) == (0, 0)
    assert kept(database) == [(one, SuppressionReason.FILTERED, None)]


@pytest.mark.parametrize(
    ("words", "matched", "count"),
    [
        ([(HIDE, "a")], [], 1),
        ([(HIDE, "a")], ["b"], 1),
        ([(HIDE, "a")], ["a", "b"], 0),
        ([(ONLY, "a")], ["a"], 1),
        ([(ONLY, "a")], ["b"], 0),
        ([(ONLY, "a")], [], 0),
        ([(ONLY, "a"), (ONLY, "b")], ["b"], 1),
        ([(ONLY, "a"), (HIDE, "b")], ["a", "b"], 0),
    ],
)
@pytest.mark.parametrize("in_topic", [False, True])
def test_filters_hide_or_let_only_some_through(
    database: Database,
    ids: dict[str, int],
    *,
    words: list[tuple[FilterMode, str]],
    matched: list[str],
    count: int,
    in_topic: bool,
) -> None:
    one, topic_id = subscriber(database, 1, ids["ai"]), ids["ai"] if in_topic else None
    for mode, expression in words:
        hide(database, one, expression, topic_id, mode=mode)
    assert owe(database, article(database, "a", ids["vision"]), matched) == count
    assert kept(database) == ([] if count else [(one, SuppressionReason.FILTERED, topic_id)])


def test_each_scope_has_its_own_words(database: Database, ids: dict[str, int]) -> None:
    one = subscriber(database, 1, ids["ai"])
    hide(database, one, "open", mode=ONLY)
    hide(database, one, "chips", ids["ai"], mode=ONLY)
    for count, matched in enumerate([["open"], ["chips"], ["open", "chips"]]):
        assert owe(database, article(database, f"{count}", ids["ai"]), matched) == (len(matched) == 2)


def test_a_filter_of_another_topic_or_of_before_hides_nothing(database: Database, ids: dict[str, int]) -> None:
    one, two = subscriber(database, 1, ids["ai"]), subscriber(database, 2, ids["ai"])
    hide(database, one, "words", ids["bees"])
    hide(database, two, "words", expires_at=LATER)
    hide(database, two, "others", mode=ONLY, expires_at=NOON)
    assert owe(database, article(database, "a", ids["ai"]), ["words"], at=LATER) == 2
    assert owe(database, article(database, "b", ids["ai"]), ["words"], at=LATER - SECOND) == 1
    assert kept(database) == [(two, SuppressionReason.FILTERED, None)]


def test_a_filter_of_one_topic_leaves_the_other_to_bring_it(database: Database, ids: dict[str, int]) -> None:
    one = subscriber(database, 1, ids["ai"], ids["bees"])
    hide(database, one, "words", ids["ai"])
    assert owe(database, article(database, "a", ids["ai"], ids["bees"]), ["words"]) == 1
    assert deliveries(database)[0].topic_id == ids["bees"]
    hide(database, one, "words", ids["bees"])
    assert owe(database, article(database, "b", ids["ai"], ids["bees"]), ["words"]) == 0
    assert kept(database) == [(one, SuppressionReason.FILTERED, None)]


def test_filters_of_daily_topics_are_written_down_too(database: Database, ids: dict[str, int]) -> None:
    one, two = subscriber(database, 1, ids["ai"]), subscriber(database, 2, ids["ai"])
    for each, rhythm in ((one, "daily 08:00"), (two, "off")):
        hide(database, each, "words")
        database.call(subscribers.set_rhythm, each, ids["ai"], rhythm, NOON)
    assert owe(database, article(database, "a", ids["ai"]), ["words"]) == 0
    assert kept(database) == [(one, SuppressionReason.FILTERED, None)]


def test_a_volume_says_more_than_a_filter(database: Database, ids: dict[str, int]) -> None:
    """The digest tells what a volume left out, so it counts as soon as one topic has it."""
    one = subscriber(database, 1, ids["bees"])
    hide(database, one, "words", ids["bees"])
    database.call(subscribers.set_volume, one, ids["ai"], Volume.TOP, 0, NOON)
    told = article(database, "a", ids["ai"], ids["bees"])
    assert owe(database, told, ["words"], {ids["ai"]: SMALL}) == 0
    assert kept(database) == [(one, SuppressionReason.VOLUME, ids["ai"])]


def test_who_is_gone_had_nothing_kept_back(database: Database, ids: dict[str, int]) -> None:
    one = subscriber(database, 1, ids["ai"])
    hide(database, one, "words")
    change(database, find(database, 1), status=SubscriberStatus.BLOCKED)
    assert owe(database, article(database, "a", ids["ai"]), ["words"]) == 0
    assert kept(database) == []


def test_watched_words_bring_a_story_of_whatever_topic(database: Database, ids: dict[str, int]) -> None:
    one = subscriber(database, 1)
    first, _ = watch(database, one, "words"), watch(database, one, "others")
    assert owe(database, article(database, "a"), ["words", "others"]) == 1
    row = deliveries(database)[0]
    assert (row.topic_id, row.watch_id) == (None, first)
    assert owe(database, article(database, "b", ids["ai"]), ["words"]) == 1
    assert owe(database, article(database, "c", ids["ai"])) == 0


def test_a_watch_and_a_topic_bring_it_once(database: Database, ids: dict[str, int]) -> None:
    one = subscriber(database, 1, ids["ai"])
    watched = watch(database, one, "words")
    assert owe(database, article(database, "a", ids["ai"]), ["words"]) == 1
    assert [(row.topic_id, row.watch_id) for row in deliveries(database)] == [(ids["ai"], watched)]


def test_a_watch_is_stronger_than_a_volume_or_a_muted_topic(database: Database, ids: dict[str, int]) -> None:
    one = subscriber(database, 1, muted=[ids["bees"]])
    watch(database, one, "words")
    database.call(subscribers.set_volume, one, ids["ai"], Volume.TOP, 0, NOON)
    assert owe(database, article(database, "a", ids["ai"]), ["words"], {ids["ai"]: SMALL}) == 1
    assert owe(database, article(database, "b", ids["bees"]), ["words"]) == 1
    assert kept(database) == []


def test_a_watch_is_weaker_than_a_filter_of_the_chat(database: Database, ids: dict[str, int]) -> None:
    one, two = subscriber(database, 1, ids["ai"]), subscriber(database, 2, ids["ai"])
    for each, topic_id in ((one, None), (two, ids["ai"])):
        watch(database, each, "words")
        hide(database, each, "hype", topic_id)
    assert owe(database, article(database, "a", ids["ai"]), ["words", "hype"]) == 1
    assert [(row.chat_id, row.topic_id) for row in deliveries(database)] == [(2, None)]
    assert kept(database) == [(one, SuppressionReason.FILTERED, None)]


def test_a_watch_brings_what_comes_after_it_in_the_rhythm_of_the_chat(database: Database) -> None:
    for chat_id, at in ((1, LATER), (2, NOON)):
        watch(database, subscriber(database, chat_id), "words", at)
    database.call(subscribers.set_preference, find(database, 2).id, RHYTHM, "daily 08:00", NOON)
    assert owe(database, article(database, "a"), ["words"]) == 0
    assert owe(database, article(database, "b", at=LATER), ["words"], at=LATER) == 1
    assert [row.chat_id for row in deliveries(database)] == [1]


def in_digest(database: Database, told: Article, chat_id: int, at: datetime, state: DeliveryState) -> None:
    digest = put(database, Digest(author_id=0, since_at=NOON, until_at=NOON, created_at=NOON))
    put(database, DigestStory(digest_id=digest.id, story_id=told.story_id, outlets=1))
    columns = {"kind": DeliveryKind.DIGEST, "digest_id": digest.id, "created_at": at, "state": state}
    row = owed(database, told, find(database, chat_id).id, chat_id, **columns)
    change(database, row, article_id=None, story_id=None)


@pytest.mark.parametrize("state", DeliveryState)
def test_what_a_digest_told_is_told(database: Database, ids: dict[str, int], state: DeliveryState) -> None:
    for chat_id in (1, 2, 3):
        subscriber(database, chat_id, ids["ai"])
    first = article(database, "a", ids["ai"])
    in_digest(database, first, 1, NOON, state)
    in_digest(database, first, 2, LATER - WINDOW, state)
    second = article(database, "b", ids["ai"], story_id=first.story_id)
    owe(database, second, at=LATER)
    alerted = [row.chat_id for row in deliveries(database) if row.kind is DeliveryKind.ALERT]
    assert alerted == ([2, 3] if state in TOLD_STATES else [1, 2, 3])


def test_every_article_comes_after_a_digest_too(database: Database, ids: dict[str, int]) -> None:
    one = subscriber(database, 1, ids["ai"])
    database.call(subscribers.set_volume, one, ids["ai"], Volume.ALL, 0, NOON)
    first = article(database, "a", ids["ai"])
    in_digest(database, first, 1, NOON, DeliveryState.SENT)
    assert owe(database, article(database, "b", ids["ai"], story_id=first.story_id)) == 1


@pytest.mark.parametrize(("begins", "due_at"), [(NOON, LATER), (NOON + SECOND, NOON)])
def test_what_comes_in_quiet_hours_is_due_at_their_end(
    database: Database, ids: dict[str, int], begins: datetime, due_at: datetime
) -> None:
    subscriber(database, 1, ids["ai"])
    change(database, find(database, 1), held_from=begins, held_until=LATER)
    owe(database, article(database, "a", ids["ai"]))
    row = deliveries(database)[0]
    assert (row.created_at, row.due_at) == (NOON, due_at)
