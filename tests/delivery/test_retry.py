"""The retry decision: every outcome in every state of a claim."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.outcome import (
    Delivered,
    Failed,
    Gone,
    Interrupted,
    MessageGone,
    Migrated,
    NotSent,
    Outcome,
    Refused,
    ThreadClosed,
    ThreadGone,
    Throttled,
    TokenRefused,
    Unchanged,
    Unknown,
)
from bot.delivery.retry import (
    AFTER_UNKNOWN,
    FIRST_PAUSE,
    LONGEST_PAUSE,
    MOST_FAILURES,
    MOST_UNKNOWNS,
    TOKEN_PAUSE,
    RetryRules,
    retry_pause,
    settlement_for,
)
from storage.models import DeliveryState, SubscriberStatus
from storage.outbox import Claim
from storage.settle import ChatLost, ChatMoved, Closed, PartSent, Retry, Sent, Settlement, ThreadLost, ThreadShut
from tests.conftest import NOON

CLAIM = Claim(
    id=1, fence=1, subscriber_id=1, chat_id=7, thread_id=0, language="en", article_id=1, story_id=1,
    is_plain=False, attempts=0, failures=0, unknowns=0,
)  # fmt: skip
FORUM = CLAIM._replace(chat_id=-1001234567890, thread_id=5)
TRIED = CLAIM._replace(attempts=3, failures=3)
WORN = CLAIM._replace(failures=MOST_FAILURES, unknowns=MOST_UNKNOWNS, attempts=99)
PLAIN = CLAIM._replace(is_plain=True)
RULES = RetryRules(spread=lambda: 1.0)
ENDED = "the process ended before the answer came"
RESTED = NOON + timedelta(seconds=1)
"""The pace of the chat, for a message that may have arrived."""
SOON = NOON + FIRST_PAUSE

TABLE: list[tuple[Outcome, Claim, Settlement]] = [
    (Delivered(5), CLAIM, Sent(CLAIM, 5, "digest", NOON + timedelta(seconds=1))),
    (Delivered(5), FORUM, Sent(FORUM, 5, "digest", NOON + timedelta(seconds=3))),
    (Delivered(5), WORN, Sent(WORN, 5, "digest", NOON + timedelta(seconds=1))),
    (
        Throttled(timedelta(seconds=35)),
        WORN,
        Retry(WORN, NOON + timedelta(seconds=35), "429: wait 35 s", not_before=NOON + timedelta(seconds=35)),
    ),
    (NotSent("no route"), CLAIM, Retry(CLAIM, SOON, "no route", attempts=1)),
    (NotSent("no route"), TRIED, Retry(TRIED, NOON + 8 * FIRST_PAUSE, "no route", attempts=1)),
    (NotSent("no route"), WORN, Retry(WORN, NOON + LONGEST_PAUSE, "no route", attempts=1)),
    (TokenRefused("Unauthorized"), WORN, Retry(WORN, NOON + TOKEN_PAUSE, "Unauthorized")),
    (Failed("500"), CLAIM, Retry(CLAIM, SOON, "500", failures=1)),
    (Failed("500"), TRIED, Retry(TRIED, NOON + 8 * FIRST_PAUSE, "500", failures=1)),
    (Failed("500"), WORN, Closed(WORN, DeliveryState.UNCERTAIN, "500")),
    (Interrupted(), CLAIM, Retry(CLAIM, NOON + AFTER_UNKNOWN, ENDED, failures=1, not_before=RESTED)),
    (Interrupted(), TRIED, Retry(TRIED, NOON + AFTER_UNKNOWN, ENDED, failures=1, not_before=RESTED)),
    (Interrupted(), WORN, Closed(WORN, DeliveryState.UNCERTAIN, ENDED)),
    (Unknown("time-out"), CLAIM, Retry(CLAIM, NOON + AFTER_UNKNOWN, "time-out", unknowns=1, not_before=RESTED)),
    (Unknown("time-out"), TRIED, Retry(TRIED, NOON + AFTER_UNKNOWN, "time-out", unknowns=1, not_before=RESTED)),
    (Unknown("time-out"), WORN, Closed(WORN, DeliveryState.UNCERTAIN, "time-out")),
    (Gone(SubscriberStatus.BLOCKED, "blocked"), CLAIM, ChatLost(CLAIM, SubscriberStatus.BLOCKED, "blocked")),
    (Gone(SubscriberStatus.KICKED, "kicked"), FORUM, ChatLost(FORUM, SubscriberStatus.KICKED, "kicked")),
    (Migrated(-100), CLAIM, ChatMoved(CLAIM, -100)),
    (ThreadGone("no thread"), FORUM, ThreadLost(FORUM, "no thread")),
    (ThreadGone("off", True), FORUM, ThreadLost(FORUM, "off", is_forum_off=True)),
    (ThreadClosed("shut"), FORUM, ThreadShut(FORUM, "shut")),
    (ThreadClosed("shut"), CLAIM, ThreadShut(CLAIM, "shut")),
    (ThreadGone("closed"), CLAIM, Closed(CLAIM, DeliveryState.DEAD, "closed")),
    (Refused("can't parse", is_formatting=True), CLAIM, Retry(CLAIM, NOON, "can't parse", is_plain=True)),
    (Refused("can't parse", is_formatting=True), PLAIN, Closed(PLAIN, DeliveryState.DEAD, "can't parse")),
    (Refused("nonsense"), CLAIM, Closed(CLAIM, DeliveryState.DEAD, "nonsense")),
    (Unchanged(), CLAIM, Closed(CLAIM, DeliveryState.DEAD, "an answer that only an edit can get")),
    (MessageGone("gone"), CLAIM, Closed(CLAIM, DeliveryState.DEAD, "an answer that only an edit can get")),
]


ONCE = CLAIM._replace(never_twice=True)
TABLE += [
    (Unknown("time-out"), ONCE, Closed(ONCE, DeliveryState.UNCERTAIN, "time-out")),
    (Failed("500"), ONCE, Closed(ONCE, DeliveryState.UNCERTAIN, "500")),
    (Interrupted(), ONCE, Closed(ONCE, DeliveryState.UNCERTAIN, ENDED)),
    (NotSent("no route"), ONCE, Retry(ONCE, SOON, "no route", attempts=1)),
    (Refused("can't parse", is_formatting=True), ONCE, Retry(ONCE, NOON, "can't parse", is_plain=True)),
    (Delivered(5), ONCE, Sent(ONCE, 5, "digest", NOON + timedelta(seconds=1))),
]


@pytest.mark.parametrize(("outcome", "claim", "decided"), TABLE)
def test_each_outcome_has_its_settlement(outcome: Outcome, claim: Claim, decided: Settlement) -> None:
    assert settlement_for(outcome, claim, "digest", NOON, RULES) == decided


@pytest.mark.parametrize(("outcome", "claim", "decided"), TABLE)
def test_only_a_success_is_another_when_more_follows(outcome: Outcome, claim: Claim, decided: Settlement) -> None:
    if isinstance(decided, Sent):
        decided = PartSent(claim, decided.message_id, decided.not_before)
    assert settlement_for(outcome, claim, "digest", NOON, RULES, is_last=False) == decided


@pytest.mark.parametrize("claim", [CLAIM, TRIED, WORN])
@pytest.mark.parametrize("outcome", [NotSent("no route"), Failed("500")])
def test_an_outage_is_no_fault_of_a_message(outcome: NotSent | Failed, claim: Claim) -> None:
    decided = settlement_for(outcome, claim, "", NOON, RULES, is_outage=True)
    assert decided == Retry(claim, SOON, outcome.reason)


@pytest.mark.parametrize(("outcome", "claim", "decided"), TABLE)
def test_an_outage_changes_nothing_else(outcome: Outcome, claim: Claim, decided: Settlement) -> None:
    if isinstance(outcome, Failed | NotSent) and not claim.never_twice:
        return
    known = isinstance(outcome, NotSent)
    expected = Retry(ONCE, SOON, "no route") if known else decided
    assert settlement_for(outcome, claim, "digest", NOON, RULES, is_outage=True) == expected


def test_without_a_pace_no_chat_is_kept_quiet() -> None:
    rules = RetryRules(pause_private=timedelta(), pause_group=timedelta())
    for claim in (CLAIM, FORUM):
        assert settlement_for(Delivered(5), claim, "digest", NOON, rules) == Sent(claim, 5, "digest", None)


def test_how_long_an_unknown_outcome_waits_is_a_rule() -> None:
    decided = settlement_for(Unknown("lost"), CLAIM, "", NOON, RetryRules(after_unknown=timedelta(seconds=1)))
    assert decided == Retry(CLAIM, NOON + timedelta(seconds=1), "lost", unknowns=1, not_before=RESTED)


@given(tries=st.integers(0, 10_000), chance=st.floats(0, 1))
def test_pauses_grow_to_five_minutes_and_differ(tries: int, chance: float) -> None:
    waits = retry_pause(tries, RetryRules(spread=lambda: chance))
    longest = min(FIRST_PAUSE * 2.0 ** min(tries, 16), LONGEST_PAUSE)
    assert longest / 2 <= waits <= longest
    assert retry_pause(tries + 1, RetryRules(spread=lambda: chance)) >= waits
