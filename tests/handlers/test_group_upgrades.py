"""Groups that become supergroups: Telegram's signals of it come in any order, around sends, and more than once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import permutations

import pytest
from sqlmodel import Session, col, select

from bot.delivery.outcome import Delivered, Gone, Interrupted, Migrated, Outcome
from bot.delivery.retry import RetryRules, settlement_for
from storage import outbox, subscribers
from storage.models import Article, ChatKind, Delivery, SubscriberStatus, Volume
from storage.settle import settle_claims
from tests.conftest import NOON
from tests.handlers import sample_news
from tests.handlers.people import Town
from tests.storage.rows import LEASE

SIGNALS = ("migrate_to", "left", "member", "migrate_from")
ANSWERS = ("delivered", "migrated", "kicked", "deleted", "killed")
"""What becomes of a message that is sent to the old chat about that time."""

MINUTE = timedelta(minutes=1)
RULES = RetryRules(spread=lambda: 1.0)


@dataclass
class Upgrade:
    """One group that becomes a supergroup."""

    town: Town
    old: int
    new: int
    released_as: str = "left"

    async def signal(self, name: str) -> None:
        """Have Telegram say one of the four things."""
        old = {"id": self.old, "type": "group", "title": "Readers"}
        new = {"id": self.new, "type": "supergroup", "title": "Readers"}
        person = self.town.person()
        person.chat = old if name in {"migrate_to", "left"} else new
        match name:
            case "migrate_to":
                await person.send(migrate_to_chat_id=self.new)
            case "migrate_from":
                await person.send(migrate_from_chat_id=self.old)
            case "left":
                await person.change("member", self.released_as)
            case "member":
                await person.change("left", "member")

    def subscribe(self) -> None:
        """Have the old group follow a topic and mute another, as an import would."""
        follows, mutes = (sample_news.topic_id(self.town.database, slug) for slug in ("space", "robotics"))

        def store(session: Session) -> None:
            now = self.town.clock.now
            found = subscribers.find_or_add(session, self.old, ChatKind.GROUP, "en", now)
            subscribers.set_subscription(session, found.id, follows, Volume.STORIES, now)
            subscribers.set_subscription(session, found.id, mutes, Volume.MUTED, now)

        self.town.database.call(store)

    def publish(self) -> Article:
        """Have news come of what the group follows."""
        self.town.clock.pass_(minutes=10)
        return sample_news.publish(self.town.database, int((self.town.clock.now - NOON) / MINUTE), "space")

    def claim(self) -> list[outbox.Claim]:
        """Claim what is due to be sent, and begin."""
        run, now = self.town.database.call, self.town.clock.now
        claims = run(outbox.claim_due, "worker", now, LEASE, 10)
        assert run(outbox.begin, claims, now) == {claim.id for claim in claims}
        return claims

    def settle(self, claims: list[outbox.Claim], answer: str) -> None:
        """Store what became of what was sent; whatever was sent to the new chat has arrived."""
        outcomes: dict[str, Outcome] = {
            "delivered": Delivered(5),
            "migrated": Migrated(self.new),
            "kicked": Gone(SubscriberStatus.KICKED, "bot was kicked from the group chat"),
            "deleted": Gone(SubscriberStatus.MISSING, "the group chat was deleted"),
            "killed": Interrupted(),
        }
        for claim in claims:
            outcome = outcomes[answer] if claim.chat_id == self.old else Delivered(5)
            settled = settlement_for(outcome, claim, "", self.town.clock.now, RULES)
            self.town.database.call(settle_claims, [settled], self.town.clock.now)

    def rows(self) -> list[Delivery]:
        """All that is or was owed to the group, wherever it is."""

        def find(session: Session) -> list[Delivery]:
            return list(session.exec(select(Delivery).order_by(col(Delivery.id))))

        return self.town.database.call(find)


numbers = iter(range(1, 1_000_000))


def upgrades(town: Town) -> Iterator[tuple[Upgrade, tuple[str, ...]]]:
    """A group for every order of the signals."""
    for order in permutations(SIGNALS):
        number = next(numbers)
        upgrade = Upgrade(town, -4000 - number, -1_002_000_000_000 - number)
        upgrade.subscribe()
        yield upgrade, order
        assert town.database.call(subscribers.erase, upgrade.new), "it moved, and can be erased there"


def check_is_moved(upgrade: Upgrade) -> None:
    """Whatever happened: the group is known under its new id alone, with all that it chose, and hears of news."""
    town = upgrade.town
    assert town.database.call(subscribers.find, upgrade.old) is None
    moved = town.database.call(subscribers.find, upgrade.new)
    assert moved is not None
    assert (moved.status, moved.kind) == (SubscriberStatus.ACTIVE, ChatKind.SUPERGROUP)
    chosen = town.database.call(subscribers.choices, moved.id)
    assert sorted(volume.value for volume in chosen.values()) == ["muted", "stories"]
    while claims := upgrade.claim():
        assert {claim.chat_id for claim in claims} == {upgrade.new}
        upgrade.settle(claims, "delivered")
        town.clock.pass_(minutes=10)
    upgrade.publish()
    assert {row.chat_id for row in upgrade.rows()} == {upgrade.new}
    assert [row.state.value for row in upgrade.rows()] == ["sent", "sent", "pending"]


SPANS = ((0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (0, 4), (1, 3))
"""After how many signals a message is sent, and after how many its outcome is known."""


@pytest.mark.parametrize("answer", ANSWERS)
async def test_a_chat_that_moved_is_never_lost(town: Town, answer: str) -> None:
    """In every order of the signals; all cases of each side occur, however few of their pairs."""
    for number, (upgrade, order) in enumerate(upgrades(town)):
        upgrade.released_as = ("left", "kicked")[number % 2]
        sent_after, known_after = SPANS[number % len(SPANS)]
        upgrade.publish()
        upgrade.settle(upgrade.claim(), "delivered")
        upgrade.publish()
        claims: list[outbox.Claim] = []
        for done in range(len(SIGNALS) + 1):
            if done == sent_after:
                claims = upgrade.claim()
            if done == known_after:
                upgrade.settle(claims, answer)
            for name in order[done : done + 1]:
                await upgrade.signal(name)
        town.clock.pass_(minutes=10)
        check_is_moved(upgrade)


async def test_signals_that_come_twice_change_nothing(town: Town) -> None:
    for upgrade, order in upgrades(town):
        for _ in range(2):
            upgrade.publish()
        for name in (*order, *reversed(order)):
            await upgrade.signal(name)
        check_is_moved(upgrade)


@pytest.mark.parametrize(
    "heard", [("migrate_to",), ("migrate_from",), ("left", "migrate_from"), ("member", "migrate_to")]
)
async def test_any_signal_that_names_both_chats_is_enough(town: Town, heard: tuple[str, ...]) -> None:
    upgrade = Upgrade(town, -4000, -1_002_000_000_000)
    upgrade.subscribe()
    for _ in range(2):
        upgrade.publish()
    for name in heard:
        await upgrade.signal(name)
    check_is_moved(upgrade)


async def test_a_group_that_put_the_bot_out_is_known_by_its_next_alert(town: Town) -> None:
    upgrade = Upgrade(town, -4000, -1_002_000_000_000)
    upgrade.subscribe()
    await upgrade.signal("left")
    upgrade.publish()
    upgrade.settle(upgrade.claim(), "kicked")
    lost = town.database.call(subscribers.find, upgrade.old)
    assert lost is not None
    assert lost.status is SubscriberStatus.KICKED


async def test_a_supergroup_that_takes_the_bot_back_hears_of_news_again(town: Town) -> None:
    upgrade = Upgrade(town, -4000, -1_002_000_000_000)
    upgrade.subscribe()
    await upgrade.signal("migrate_to")
    person = town.person()
    person.chat = {"id": upgrade.new, "type": "supergroup", "title": "Readers"}
    for old, new, status in (
        ("member", "kicked", SubscriberStatus.KICKED),
        ("kicked", "member", SubscriberStatus.ACTIVE),
    ):
        await person.change(old, new)
        found = town.database.call(subscribers.find, upgrade.new)
        assert found is not None
        assert found.status is status
