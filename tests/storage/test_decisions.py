"""What the ledger says of what was told and what was not."""

from datetime import timedelta
from typing import Any

import pytest

from storage import decisions, subscribers
from storage.database import Database
from storage.decisions import Fate, Missed
from storage.models import (
    Delivery,
    DeliveryKind,
    DeliveryState,
    Digest,
    DigestOccasion,
    DigestStory,
    Suppression,
    SuppressionReason,
    Volume,
    WordFilter,
)
from storage.rhythm import Rhythm
from tests.conftest import NOON
from tests.storage.rows import article, change, find, owed, put, subscriber, topic_tree

pytestmark = pytest.mark.both_engines

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def ids(database: Database) -> dict[str, int]:
    return topic_tree(database, {"ai": "", "vision": "ai", "space": ""})


def missed(database: Database, chat_id: int, now: Any = NOON + HOUR) -> list[Missed]:
    return database.call(decisions.missed, find(database, chat_id), now - DAY, now)


def fates(database: Database, chat_id: int) -> list[tuple[int, Fate]]:
    return [(each.article_id, each.fate) for each in missed(database, chat_id)]


def digest(database: Database, ada: int, *stories: int, until: Any, **columns: Any) -> Delivery:
    made = put(
        database, Digest(author_id=0, occasion=DigestOccasion.HOUR, since_at=NOON, until_at=until, created_at=until)
    )
    for each in stories:
        put(database, DigestStory(digest_id=made.id, story_id=each, outlets=1))
    values = {"state": DeliveryState.SENT, "message_id": 40, "sent_at": until} | columns
    return put(
        database,
        Delivery(kind=DeliveryKind.DIGEST, dedupe_key=f"digest:{ada}:now:{made.id}", subscriber_id=ada, chat_id=1,
                 digest_id=made.id, priority=5, created_at=until, due_at=until, **values),
    )  # fmt: skip


def test_a_message_is_known_to_whom_it_was_sent_and_a_digest_by_each_part(database: Database) -> None:
    ada, bob = subscriber(database, 1), subscriber(database, 2)
    told = article(database, "a")
    alert = owed(database, told, ada, 1, state=DeliveryState.SENT, message_id=20, sent_at=NOON)
    row = digest(database, ada, until=NOON + HOUR, part=2)
    assert database.call(decisions.last_told, ada).id == row.id  # type: ignore[union-attr] # there is one
    for message_id, expected in ((20, alert.id), (40, row.id), (38, row.id), (20 - 8, None), (27, None), (41, None)):
        found = database.call(decisions.of_message, ada, message_id)
        assert (found and found.id) == expected
        assert database.call(decisions.of_message, bob, message_id) is None
    assert database.call(decisions.last_told, bob) is None


def test_a_story_is_known_by_its_alert_rather_than_by_its_digest(database: Database) -> None:
    ada = subscriber(database, 1)
    first = article(database, "a")
    second = article(database, "b", story_id=first.story_id)
    assert database.call(decisions.of_story, ada, first) is None
    row = digest(database, ada, first.story_id, until=NOON + HOUR)
    assert database.call(decisions.of_story, ada, first).id == row.id  # type: ignore[union-attr] # there is one
    alert = owed(database, second, ada, 1, state=DeliveryState.SENT)
    assert database.call(decisions.of_story, ada, second).id == alert.id  # type: ignore[union-attr] # the same
    change(database, alert, state=DeliveryState.DEAD)
    assert database.call(decisions.of_story, ada, second).id == row.id  # type: ignore[union-attr] # the same


def test_what_led_to_an_alert(database: Database, ids: dict[str, int]) -> None:
    ada = subscriber(database, 1, ids["ai"])
    for expression, topic in (("any: a", None), ("any: b", "ai"), ("any: c", "space")):
        there = WordFilter(
            subscriber_id=ada, topic_id=ids[topic] if topic else None, expression=expression, created_at=NOON
        )
        put(database, there)
    put(database, WordFilter(subscriber_id=ada, expression="any: d", created_at=NOON + MINUTE))
    put(database, WordFilter(subscriber_id=ada, expression="any: e", created_at=NOON - DAY, expires_at=NOON))
    row = owed(database, article(database, "a", ids["ai"], ids["vision"]), ada, 1)
    told = database.call(decisions.explain, row)
    assert told.topic
    assert told.followed
    assert (told.topic.slug, told.followed.slug) == ("vision", "ai")
    assert told.subscription
    assert told.subscription.volume is Volume.STORIES
    assert [each.expression for each in told.filters] == ["any: a", "any: b"]
    database.call(subscribers.set_subscription, ada, ids["vision"], Volume.MUTED, NOON)
    change(database, row, topic_id=ids["vision"])
    assert database.call(decisions.explain, row).followed is None


def test_a_story_that_was_told_folds_what_comes_later(database: Database, ids: dict[str, int]) -> None:
    ada = subscriber(database, 1, ids["ai"])
    first = article(database, "a", ids["ai"])
    second = article(database, "b", ids["vision"], story_id=first.story_id, at=NOON + MINUTE)
    article(database, "c", ids["space"])
    article(database, "d", ids["ai"], story_id=first.story_id, is_removed=True)
    owed(database, first, ada, 1, state=DeliveryState.SENT)
    assert missed(database, 1) == [
        Missed(second.id, NOON + MINUTE, Fate.FOLDED, ids["vision"], told_id=first.id),
    ]
    assert missed(database, 1, NOON + DAY + 2 * MINUTE) == []
    subscriber(database, 2, ids["ai"], at=NOON + 2 * MINUTE)
    assert missed(database, 2) == [], "it came before they did"


def test_a_digest_tells_what_came_by_its_end(database: Database, ids: dict[str, int]) -> None:
    ada = subscriber(database, 1, ids["ai"])
    database.call(subscribers.set_rhythm, ada, ids["ai"], Rhythm.parse("daily 18:00"), NOON)
    first = article(database, "a", ids["ai"])
    other = article(database, "b", ids["ai"])
    assert missed(database, 1)[0].until == NOON + 6 * HOUR
    assert fates(database, 1) == [(other.id, Fate.WAITS), (first.id, Fate.WAITS)]
    digest(database, ada, first.story_id, until=NOON + MINUTE)
    assert fates(database, 1) == [(other.id, Fate.WAITS)]
    late = article(database, "c", ids["ai"], story_id=first.story_id, at=NOON + 2 * MINUTE)
    assert fates(database, 1) == [(late.id, Fate.FOLDED), (other.id, Fate.WAITS)]


def test_what_was_kept_back_has_its_reason_unless_a_digest_told_it(database: Database, ids: dict[str, int]) -> None:
    ada = subscriber(database, 1, ids["ai"])
    hidden, small = article(database, "a", ids["ai"]), article(database, "b", ids["ai"])
    for each, reason in ((hidden, SuppressionReason.FILTERED), (small, SuppressionReason.VOLUME)):
        put(database, Suppression(subscriber_id=ada, article_id=each.id, reason=reason, topic_id=ids["ai"], at=NOON))
    assert fates(database, 1) == [(small.id, Fate.VOLUME), (hidden.id, Fate.FILTERED)]
    digest(database, ada, small.story_id, hidden.story_id, until=NOON + MINUTE)
    assert fates(database, 1) == [(hidden.id, Fate.FILTERED)]


def test_what_is_owed_and_under_way_is_not_missed(database: Database, ids: dict[str, int]) -> None:
    ada = subscriber(database, 1, ids["ai"])
    told = article(database, "a", ids["ai"])
    row = owed(database, told, ada, 1)
    for state in (DeliveryState.PENDING, DeliveryState.IN_FLIGHT, DeliveryState.SENT):
        change(database, row, state=state)
        assert missed(database, 1) == []
    change(database, row, state=DeliveryState.PENDING)
    change(database, find(database, 1), held_from=NOON, held_until=NOON + 2 * HOUR)
    assert missed(database, 1) == [Missed(told.id, NOON, Fate.HELD, until=NOON + 2 * HOUR)]


def test_choices_go_by_the_nearest_topic(database: Database, ids: dict[str, int]) -> None:
    ada = subscriber(database, 1, ids["ai"])
    chosen = database.call(decisions.choices, ada)
    assert {topic_id: choice.topic_id for topic_id, choice in chosen.items()} == {
        ids["ai"]: ids["ai"],
        ids["vision"]: ids["ai"],
    }


def test_what_was_kept_back_is_forgotten_in_time(database: Database, ids: dict[str, int]) -> None:
    ada = subscriber(database, 1, ids["ai"])
    for number in range(3):
        told = article(database, f"{number}", ids["ai"])
        at = NOON + number * DAY
        put(database, Suppression(subscriber_id=ada, article_id=told.id, reason=SuppressionReason.VOLUME, at=at))
    assert database.call(decisions.forget_kept_back, NOON + decisions.KEPT + DAY) == 2
    assert database.call(decisions.forget_kept_back, NOON + decisions.KEPT + DAY) == 0
