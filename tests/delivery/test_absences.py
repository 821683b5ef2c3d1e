"""Chats that put the bot out and take it back amid sends: each story is told once, by an alert or as missed.

What is true and what the bot knows are two things: Telegram says later that the bot was put out, and a message may be
under way all the while.
"""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from bot.delivery.outcome import Delivered, Gone, NotSent, Outcome
from bot.delivery.retry import RetryRules, settlement_for
from bot.digests.missed import make_missed_digest, offer_missed
from storage import chats, outbox, subscribers
from storage.database import Database
from storage.models import (
    ChatKind,
    Delivery,
    DeliveryKind,
    DeliveryState,
    DigestStory,
    PlaceNotice,
    PlaceNoticeKind,
    Subscriber,
    SubscriberStatus,
    Volume,
)
from storage.settle import settle_claims
from tests.conftest import NOON
from tests.handlers import sample_news
from tests.storage.rows import LEASE

RULES = RetryRules(spread=lambda: 1.0)
MINUTE = timedelta(minutes=1)
STEPS = ("publish", "publish", "send", "answer", "fail", "flip", "hear", "offer", "take")
KICKED = (SubscriberStatus.KICKED, "bot was kicked from the supergroup chat")


@dataclass
class Absences:
    """One chat that comes and goes."""

    database: Database
    chat_id: int
    number: int
    is_in: bool = True
    unheard: list[bool] = field(default_factory=list)
    """What Telegram has not told yet: whether the bot was let in."""
    flying: list[tuple[outbox.Claim, bool]] = field(default_factory=list)
    """What is under way, with whether it arrived."""
    published: list[int] = field(default_factory=list)
    """The stories."""
    taken: int = 0

    def tick(self) -> None:
        self.number += 1

    def begin(self, topic_id: int) -> None:
        def store(session: Session) -> None:
            now = NOON + self.number * MINUTE
            kind = ChatKind.SUPERGROUP if self.chat_id < 0 else ChatKind.PRIVATE
            found = subscribers.find_or_add(session, self.chat_id, kind, "en", now)
            subscribers.set_subscription(session, found.id, topic_id, Volume.STORIES, now)

        self.database.call(store)

    def step(self, name: str) -> None:
        self.tick()
        now, run = NOON + self.number * MINUTE, self.database.call
        match name:
            case "publish":
                self.published.append(sample_news.publish(self.database, self.number, "space").story_id)
            case "send":
                claims = [each for each in run(outbox.claim_due, "w", now, LEASE, 9) if each.chat_id == self.chat_id]
                begun = run(outbox.begin, claims, now)
                self.flying += [(each, self.is_in) for each in claims if each.id in begun]
            case "answer" | "fail":
                self.settle(is_lost=name == "fail")
            case "flip":
                self.is_in = not self.is_in
                self.unheard.append(self.is_in)
            case "hear" if self.unheard:
                if self.unheard.pop(0):
                    run(chats.mark_reachable, self.chat_id, now)
                else:
                    run(chats.mark_unreachable, self.chat_id, *KICKED, now)
            case "offer":
                run(offer_missed, now, 10)
            case "take" if not self.flying:
                run(self.take)

    def settle(self, *, is_lost: bool) -> None:
        """Have the bot learn what became of what is under way; or that it never left, for what did not arrive."""
        now = NOON + self.number * MINUTE
        flying, self.flying = self.flying, []
        for claim, has_arrived in flying:
            failed: Outcome = NotSent("connection refused") if is_lost else Gone(*KICKED)
            outcome = Delivered(claim.id) if has_arrived else failed
            self.database.call(settle_claims, [settlement_for(outcome, claim, "", now, RULES)], now)

    def take(self, session: Session) -> None:
        """Press *Tell me what I missed*, where it was offered and can be pressed."""
        now = NOON + self.number * MINUTE
        reader = session.exec(select(Subscriber).where(Subscriber.chat_id == self.chat_id)).one()
        offers = select(PlaceNotice).where(
            PlaceNotice.place_id == reader.id, PlaceNotice.kind == PlaceNoticeKind.RETURNED
        )
        if self.is_in and reader.status == SubscriberStatus.ACTIVE and session.exec(offers).first():
            self.taken += bool(make_missed_digest(session, reader, now))

    def settle_down(self) -> None:
        """Let the bot in for good, have it hear of everything, send everything, and press."""
        if not self.is_in:
            self.step("flip")
        for name in ("answer", *("hear",) * len(self.unheard), "send", "answer", "offer", "take"):
            self.step(name)
        self.number += 10
        for _ in range(3 * len(self.published) + 20):
            self.step("send")
            self.step("answer")
        self.step("offer")
        self.step("take")
        self.number += 10
        self.step("send")
        self.step("answer")

    def told(self, session: Session) -> Counter[int]:
        """How often each story was told, by alerts and digests that arrived."""
        mine = (col(Delivery.chat_id) == self.chat_id, col(Delivery.state) == DeliveryState.SENT)
        alerts = session.exec(select(Delivery.story_id).where(*mine, Delivery.kind == DeliveryKind.ALERT))
        listed = select(DigestStory.story_id).join(Delivery, col(Delivery.digest_id) == DigestStory.digest_id)
        return Counter(story for story in (*alerts, *session.exec(listed.where(*mine))) if story)


@pytest.mark.parametrize("chat_id", [77, -1_000_077])
def test_each_story_is_told_once_however_a_chat_comes_and_goes(sqlite: Database, chat_id: int) -> None:
    sqlite.call(sample_news.stock)
    topic_id = sample_news.topic_id(sqlite, "space")
    number, digests = 1, 0
    for seed in range(40):
        chance = random.Random(seed)
        chat = Absences(sqlite, chat_id, number)
        chat.begin(topic_id)
        steps = chance.choices(STEPS, k=chance.randint(5, 40))
        for name in steps:
            chat.step(name)
        chat.settle_down()
        told = sqlite.call(chat.told)
        assert told == Counter(chat.published), (seed, steps)
        digests += chat.taken
        number = chat.number + 10
        sqlite.call(subscribers.erase, chat_id)
    assert digests > 10, "the simulation reaches what it is about"


@pytest.mark.both_engines
def test_what_arrives_while_a_chat_is_away_is_owed_only_if_they_ask(database: Database) -> None:
    database.call(sample_news.stock)
    chat = Absences(database, -5, 1)
    chat.begin(sample_news.topic_id(database, "space"))
    for name in ("flip", "hear", "publish", "flip", "hear", "publish", "offer", "send", "answer"):
        chat.step(name)
    assert database.call(chat.told) == Counter(chat.published[1:])
    chat.step("take")
    for name in ("send", "answer") * 3:
        chat.number += 10
        chat.step(name)
    assert database.call(chat.told) == Counter(chat.published)


@pytest.mark.both_engines
def test_a_refusal_from_before_the_return_says_nothing_of_the_chat(database: Database) -> None:
    """It is under way as the chat puts the bot out and takes it back; only then the refusal comes."""
    database.call(sample_news.stock)
    chat = Absences(database, -5, 1)
    chat.begin(sample_news.topic_id(database, "space"))
    for name in ("publish", "flip", "send", "hear", "flip", "hear", "answer"):
        chat.step(name)
    found = database.call(subscribers.find, -5)
    assert found
    assert found.status is SubscriberStatus.ACTIVE
    assert database.call(chat.told) == Counter()
    chat.settle_down()
    assert database.call(chat.told) == Counter(chat.published)
