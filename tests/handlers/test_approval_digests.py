"""Digests of a channel that has posts held, and approved posts of which there are many at once."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from bot.delivery.compose import Composer
from bot.digests.reader_loop import BurstGuard, ReaderLoop
from bot.views.message import Message
from storage import outbox, schedules
from storage.database import Database, read_only
from storage.models import (
    ApprovalState,
    Article,
    Cancellation,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Subscriber,
    Watch,
)
from tests.conftest import NOON
from tests.handlers import sample_news
from tests.handlers.people import TEXTS, Person, Town, town_with
from tests.handlers.sample_news import publish
from tests.handlers.test_approvals import asking, held_channel, rows, word
from tests.handlers.test_channels import CHANNEL, channel

EIGHT = datetime(2026, 3, 3, 8, tzinfo=UTC)
QUESTION = ["✅ Post", "🚫 Skip", "✏️ Edit"]

pytestmark = pytest.mark.both_engines


@pytest.fixture
async def town(database: Database) -> AsyncIterator[Town]:
    database.call(sample_news.stock)
    async with town_with(database) as town:
        yield town


def choose(town: Town, **columns: object) -> None:
    """Have the channel choose when it is posted to."""

    def write(session: Session) -> None:
        found = session.get_one(Subscriber, channel(town).id)
        for name, value in columns.items():
            setattr(found, name, value)
        session.flush()
        schedules.reschedule(session, found, town.clock.now)

    town.database.call(write)


def announced(town: Town, number: int, topic: str = "space") -> None:
    """A story that arrives and is announced."""
    article = publish(town.database, number, topic)

    def write(session: Session) -> None:
        session.get_one(Article, article.id).announced_at = article.arrived_at

    town.database.call(write)


async def at(town: Town, now: datetime) -> None:
    """Have the loops of a process that was only just started do their rounds at a time."""
    town.clock.now = now
    await ReaderLoop(town.database, town.clock, lambda: None, BurstGuard(10)).tick()
    await asking(town).tick()


async def posted(town: Town) -> list[str]:
    """What is due for the channel, as it will look."""
    claims = town.database.call(outbox.claim_due, "me", town.clock.now, timedelta(minutes=1), 10)
    composed, _ = await Composer(town.database, word, TEXTS.voice, town.clock).compose(claims)
    assert {each.claim.chat_id for each in composed} <= {CHANNEL}
    return [str(each.message.html) for each in composed if isinstance(each.message, Message)]


async def daily_digest(town: Town, ada: Person) -> None:
    """A digest of two stories, about which Ada is asked."""
    await held_channel(town, ada)
    choose(town, rhythm="daily 08:00")
    announced(town, 1)
    announced(town, 2)
    await at(town, EIGHT)


async def test_a_daily_digest_is_asked_about_once_and_posted(town: Town, ada: Person) -> None:
    await daily_digest(town, ada)
    assert rows(town.database) == [(DeliveryState.HELD, ApprovalState.ASKED, "")]
    assert "News number 1" in ada.seen
    assert "News number 2" in ada.seen
    assert ada.buttons == QUESTION, "no number to press, in a channel"
    seen = len(ada.screen)
    for minutes in (1, 60):
        await at(town, EIGHT + timedelta(minutes=minutes))
    assert len(ada.screen) == seen
    assert await posted(town) == []
    assert await ada.press("Post") == "It goes out now"
    [post] = await posted(town)
    assert "News number 1" in post
    assert post.endswith("@deep_sea &amp; friends")
    assert not town.telegram.screens[CHANNEL]


async def test_a_digest_that_is_skipped_is_not_asked_about_again(town: Town, ada: Person) -> None:
    await daily_digest(town, ada)
    await ada.press("Skip")
    assert rows(town.database) == [(DeliveryState.CANCELLED, ApprovalState.SKIPPED, "")]
    await at(town, EIGHT + timedelta(days=1))
    assert len(rows(town.database)) == 1, "nothing new, and what was skipped is not told"
    assert await posted(town) == []


async def test_an_edited_digest_reads_as_it_was_written(town: Town, ada: Person) -> None:
    await daily_digest(town, ada)
    await ada.press("Edit")
    await ada.send(text="Quiet week & no more")
    assert ada.seen == "Quiet week & no more"
    assert ada.buttons == QUESTION
    await ada.press("Post")
    assert await posted(town) == ["Quiet week &amp; no more"]


async def test_the_words_that_a_channel_watches_are_not_told_as_yours(town: Town, ada: Person) -> None:
    found = await held_channel(town, ada)
    choose(town, rhythm="daily 08:00")

    def watch(session: Session) -> None:
        session.add(Watch(subscriber_id=found.id, expression="all: number", created_at=NOON))

    town.database.call(watch)
    announced(town, 1, "robotics")
    await at(town, EIGHT)
    assert "Watched words" in ada.seen
    assert "Words you watch" not in ada.seen
    await ada.press("Post")
    [post] = await posted(town)
    assert "Watched words" in post


async def test_many_that_were_approved_are_no_digest(town: Town, ada: Person) -> None:
    """More than become a digest elsewhere, in quiet hours: each was decided about, one was written anew."""
    await held_channel(town, ada)
    for number in range(1, 13):
        announced(town, number)
    town.clock.now = NOON + timedelta(minutes=20)
    await asking(town).tick()
    await ada.press("Edit")
    await ada.send(text="Written anew")
    choose(town, quiet_hours="12:00-13:00")
    for place, message in list(enumerate(ada.screen)):
        if any(key["text"] == "✅ Post" for key in ada.keys(message)):
            await ada.press("Post", place)
            town.clock.pass_(seconds=5)
    assert {state for state, *_ in rows(town.database)} == {DeliveryState.PENDING}
    assert await posted(town) == []
    await at(town, NOON + timedelta(minutes=61))

    @read_only
    def kinds(session: Session) -> list[tuple[DeliveryKind, Cancellation | None]]:
        return [(each.kind, each.cancelled_for) for each in session.exec(select(Delivery).order_by(col(Delivery.id)))]

    assert town.database.call(kinds) == [(DeliveryKind.ALERT, None)] * 12
    assert {state for state, *_ in rows(town.database)} == {DeliveryState.PENDING}
    assert len(await posted(town)) == 1, "one after the other, each as it was approved"
