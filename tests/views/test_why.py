"""Reasons as they are read: within Telegram's limits, whatever is stored."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.message import Page
from bot.views.saved import saved_message
from bot.views.volume import volume_of, volume_words
from bot.views.why import (
    MISSED_PAGE_SIZE,
    Clock,
    MissedFacts,
    WrittenFilter,
    filter_words,
    missed_message,
    why_message,
)
from storage.decisions import Fate, Missed, Told
from storage.models import (
    Article,
    Cancellation,
    Delivery,
    DeliveryKind,
    DeliveryState,
    FilterMode,
    Subscriber,
    Subscription,
    Topic,
    Volume,
)
from storage.rhythm import find_zone
from storage.saved import KeptArticle
from tests.views.samples import AI, PUBLISHED, VOICE, article, articles, check, hostile, topics

READER = Subscriber(id=1, chat_id=1, created_at=PUBLISHED, seen_at=PUBLISHED, quiet_hours="22:00-07:00")
CLOCK = Clock(READER, find_zone("Asia/Kolkata"))
written = st.builds(WrittenFilter, st.sampled_from(FilterMode), hostile)


def delivery(**columns: Any) -> Delivery:
    values: dict[str, Any] = {"kind": DeliveryKind.ALERT, "state": DeliveryState.SENT, "sent_at": PUBLISHED} | columns
    return Delivery(
        id=1, dedupe_key="a", subscriber_id=1, chat_id=1, priority=3, created_at=PUBLISHED, due_at=PUBLISHED, **values
    )


@given(articles, topics, st.lists(written, max_size=9), hostile)
def test_whatever_is_stored_telegram_takes_the_reasons(
    told: Article, topic: Topic, filters: list[WrittenFilter], words: str
) -> None:
    choice = Subscription(subscriber_id=1, topic_id=1, volume=Volume.SOME, per_day=5, created_at=PUBLISHED)
    for watched in ("", words):
        check(why_message(Told(delivery(), told, topic, topic, choice), filters, watched, CLOCK, VOICE))


@given(st.lists(articles, min_size=1, max_size=5), topics, st.sampled_from(Fate), st.lists(written, max_size=9))
def test_whatever_was_missed_telegram_takes_the_page(
    found: list[Article], topic: Topic, fate: Fate, filters: list[WrittenFilter]
) -> None:
    known = dict(enumerate(found, 1))
    facts = MissedFacts(known, {topic.id: topic}, {}, dict.fromkeys(known, filters), CLOCK)
    rows = [Missed(number, PUBLISHED, fate, topic.id, PUBLISHED, told_id=1) for number in known]
    check(missed_message(Page.of(rows, 0, MISSED_PAGE_SIZE), facts, VOICE))


def test_pages_of_the_longest_links_keep_the_limits() -> None:
    full = "&<\"'" * 400
    long = {
        number: article(number, full, title=full, web_url=f"https://{number}.example/?" + "&" * 815)
        for number in range(1, 6)
    }
    facts = MissedFacts(long, {}, {}, {}, CLOCK)
    rows = [Missed(number, PUBLISHED, Fate.FOLDED, told_id=number) for number in long]
    check(missed_message(Page.of(rows, 0, MISSED_PAGE_SIZE), facts, VOICE))
    check(saved_message([KeptArticle(each, PUBLISHED) for each in long.values()], 99, 3, UTC, VOICE))


@pytest.mark.parametrize(
    ("volume", "expected"),
    [
        (Volume.ALL, "every article"),
        (Volume.STORIES, "each story once"),
        (Volume.TOP, "top stories"),
        (Volume.SOME, "about 5 a day"),
    ],
)
def test_a_volume_in_words(volume: Volume, expected: str) -> None:
    choice = Subscription(subscriber_id=1, topic_id=1, volume=volume, per_day=5, created_at=PUBLISHED)
    assert volume_words(volume_of(choice), VOICE) == expected


def test_a_filter_in_words() -> None:
    assert filter_words(WrittenFilter(FilterMode.HIDE, "crypto"), VOICE) == "hide crypto"
    assert filter_words(WrittenFilter(FilterMode.ONLY, '"open source"'), VOICE) == "only &#34;open source&#34;"


def test_of_many_filters_the_first_are_named() -> None:
    filters = [WrittenFilter(FilterMode.HIDE, f"word{number}") for number in range(7)]
    text = check(why_message(Told(delivery(), article(), AI, AI), filters, "", CLOCK, VOICE)).text
    assert "Your 7 filters let it through: hide word0," in text
    assert "hide word4, …." in text


@pytest.mark.parametrize("since", ["2026-03-01T16:31", "2026-03-02T01:29"])
def test_a_hold_is_quiet_hours_where_these_end_by_the_readers_clock(since: str) -> None:
    at, end = datetime.fromisoformat(since).replace(tzinfo=UTC), datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
    assert CLOCK.ends_quiet_hours(end, at)
    assert not CLOCK.ends_quiet_hours(end + timedelta(minutes=1), at)
    assert not Clock(Subscriber(chat_id=1, created_at=at, seen_at=at), UTC).ends_quiet_hours(end, at)


VOLUMES = [(Volume.TOP, "AI: not among the top stories"), (Volume.SOME, "AI: beyond the about 5 a day")]


@pytest.mark.parametrize(("volume", "expected"), VOLUMES)
def test_what_is_below_a_volume_names_the_topic_and_the_digest(volume: Volume, expected: str) -> None:
    choice = Subscription(subscriber_id=1, topic_id=1, volume=volume, per_day=5, created_at=PUBLISHED)
    facts = MissedFacts({1: article()}, {1: AI}, {1: choice}, {}, CLOCK)
    row = Missed(1, PUBLISHED, Fate.VOLUME, 1, until=PUBLISHED + timedelta(hours=3))
    text = check(missed_message(Page.of([row], 0, MISSED_PAGE_SIZE), facts, VOICE)).text
    assert expected in text
    assert text.endswith("It stands in your next digest, 2 Mar 2026, 18:00.")


def test_what_has_no_reason_of_its_own_is_telegrams() -> None:
    facts = MissedFacts({1: article()}, {}, {}, {}, CLOCK)
    row = Missed(1, PUBLISHED, Fate.CANCELLED, reason=Cancellation.KICKED)
    assert "let nothing through" in missed_message(Page.of([row], 0, MISSED_PAGE_SIZE), facts, VOICE).html
