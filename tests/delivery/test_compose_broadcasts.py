"""What broadcasts say: posts, and digests of several messages, each recipient's own."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from bot.delivery.compose import DIGEST_CACHE_TIME, DigestCache, NothingToSendError, load_broadcast_batch
from bot.delivery.outcome import Outcome, Unknown
from bot.delivery.retry import AFTER_UNKNOWN
from bot.delivery.worker import LEASE
from bot.digests.content import create_digest
from bot.views.format import visible_text
from bot.views.message import Album, Message, Post, PostKind, Sendable, sendable_to_json
from storage import broadcasts, outbox
from storage.models import Article, Cancellation, Delivery, Topic, Volume
from storage.models.base import stored_id
from tests.storage.rows import article
from tests.support.delivering import TITLES, news, running, until
from tests.support.pipeline import OWNER, Town

DAY = timedelta(days=1)
TOPICS = ("AI", "Bees", "Clay", "Dams", "Elms", "Figs", "Gulls", "Hops")


def stories(town: Town, *names: str, each: int = 10) -> None:
    """News under topics that people follow already."""

    def ids(session: Session) -> list[int]:
        return [stored_id(topic.id) for topic in session.exec(select(Topic).where(col(Topic.name).in_(names)))]

    for topic_id in town.database.call(ids):
        for number in range(each):
            at = town.now - timedelta(hours=1)
            link = f"https://example.org/{topic_id}/{number}"
            title = f"News {number} of topic {topic_id}, told at some length so that few have room in a message"
            article(town.database, link, topic_id, at=at, title=title, provider_name="Example Post")


def sends_digest(town: Town, *, is_personal: bool = False) -> int:
    """Send the digest of the day to everyone; returns the broadcast's id."""

    def make(session: Session) -> int:
        topic_ids = [stored_id(topic.id) for topic in session.exec(select(Topic).order_by(col(Topic.id)))]
        made = create_digest(
            session, author_id=OWNER, topic_ids=topic_ids, since_at=town.now - DAY, until_at=town.now, now=town.now,
            is_personal=is_personal,
        )  # fmt: skip
        assert made
        return stored_id(made.id)

    return town.sends("", digest_id=town.database.call(make), trial=0)


def got(town: Town, chat_id: int) -> list[str]:
    """What a chat was sent, in order."""
    arrived = [each.message for each in town.wire.arrivals if each.chat_id == chat_id]
    return [visible_text(message.html) for message in arrived if isinstance(message, Message)]


@pytest.fixture
def readers(town: Town) -> None:
    """Two who follow everything, and news of all of it."""
    for chat_id in (1, 2):
        town.follows(chat_id, *TOPICS)
    stories(town, *TOPICS)


async def test_a_post_arrives_as_it_was_written(town: Town) -> None:
    town.crowd(2)
    photos = (Post(PostKind.PHOTO, "Caption", file_id="abc"), Post(PostKind.PHOTO, file_id="def"))
    posts: list[Sendable] = [photos[0], Album(photos)]
    for post in posts:
        town.sends(post=sendable_to_json(post), trial=0)
    await town.broadcasted()
    assert [each.message for each in town.wire.arrivals if each.chat_id == 2] == posts


@pytest.mark.usefixtures("readers")
async def test_a_digest_of_several_messages_arrives_whole_and_in_order(town: Town) -> None:
    sends_digest(town)
    await town.broadcasted()
    one, two = got(town, 1), got(town, 2)
    assert one == two
    assert len(one) > 1
    assert [f"News {n} of topic {topic}" in "".join(one) for topic in range(1, 9) for n in range(10)] == [True] * 80
    assert town.wire.most_to_a_chat == 1
    assert [(row.state, row.part) for row in town.rows()] == [("sent", len(one) - 1)] * 2


@pytest.mark.usefixtures("readers")
async def test_a_pause_in_the_middle_of_a_digest_holds_its_rest(town: Town) -> None:
    sent = sends_digest(town)
    town.wire.gates[1] = asyncio.Event()
    await town.broadcasting.tick()
    await town.broadcasting.tick()
    async with running(town.delivery):
        await until(lambda: town.wire.in_air[1] == 1)
        town.database.call(broadcasts.pause, sent)
        town.wire.gates[1].set()
        await until(lambda: set(town.states()) == {"held"})
    assert [row.part for row in town.rows(1)] == [1]
    await town.broadcasted(after=DAY)
    assert len(got(town, 1)) == 1
    town.database.call(broadcasts.resume, sent)
    await town.broadcasted()
    assert Counter(got(town, 1)) == Counter(set(got(town, 1)))
    assert set(town.states()) == {"sent"}


@pytest.mark.usefixtures("readers")
async def test_what_is_lost_of_a_digest_is_that_message_alone(town: Town) -> None:
    sends_digest(town)
    town.wire.lost_answers[1] = Unknown("lost")
    await town.broadcasted()
    await town.broadcasted(after=AFTER_UNKNOWN)
    first, again, *others = got(town, 1)
    assert first == again
    assert [again, *others] == got(town, 2)
    assert [row.unknowns for row in town.rows()] == [0, 0]


@pytest.mark.usefixtures("readers")
async def test_a_process_that_dies_between_two_messages_goes_on_with_the_next(town: Town) -> None:
    sends_digest(town)

    def die_after_the_first(chat_id: int, attempt: int) -> Outcome | None:
        if chat_id == 1 and attempt == 1:
            raise ZeroDivisionError
        return None

    town.wire.outcomes = die_after_the_first
    await town.broadcasted()
    assert len(got(town, 1)) == 1
    town.delivery, town.broadcasting = town.new_delivery("next"), town.new_broadcasting()
    await town.delivery.sweep(is_alone=True)
    await town.broadcasted(after=LEASE)
    assert got(town, 1) == got(town, 2)


async def test_each_sees_what_they_follow_of_a_personal_digest(town: Town) -> None:
    for chat_id, *followed in ((1, "AI"), (2, "AI", "Bees"), (3,), (4, "Clay")):
        town.follows(chat_id, *followed)
    stories(town, "AI", "Bees", each=2)
    sends_digest(town, is_personal=True)
    await town.broadcasted()
    assert ["topic 2" in "".join(got(town, chat_id)) for chat_id in (1, 2)] == [False, True]
    assert ["topic 1" in "".join(got(town, chat_id)) for chat_id in (1, 2)] == [True, True]
    rows = town.rows()
    assert [row.state for row in rows] == ["sent", "sent", "cancelled", "cancelled"]
    assert {row.cancelled_for for row in rows[2:]} == {Cancellation.UNSUBSCRIBED}


async def test_what_was_withdrawn_is_not_told_for_longer_than_a_minute(town: Town) -> None:
    for chat_id in (1, 2, 3):
        town.follows(chat_id, "AI")
    stories(town, "AI", each=2)
    sends_digest(town)
    town.wire.gates |= {2: asyncio.Event(), 3: asyncio.Event()}
    town.slots = 1
    town.delivery = town.new_delivery()
    await town.broadcasting.tick()
    await town.broadcasting.tick()
    async with running(town.delivery):
        await until(lambda: town.wire.in_air[2] == 1)
        town.database.call(withdraw, "News 0")
        town.now += DIGEST_CACHE_TIME
        town.wire.gates[2].set()
        await until(lambda: town.wire.in_air[3] == 1)
        town.wire.gates[3].set()
        await until(lambda: set(town.states()) == {"sent"})
    assert ["News 0" in got(town, chat_id)[0] for chat_id in (1, 2, 3)] == [True, True, False]
    assert ["News 1" in got(town, chat_id)[0] for chat_id in (1, 2, 3)] == [True, True, True]


async def test_a_digest_of_which_all_was_withdrawn_is_not_sent(town: Town) -> None:
    town.follows(1, "AI")
    stories(town, "AI", each=2)
    sends_digest(town)
    town.database.call(withdraw, "News")
    await town.broadcasted()
    assert [(row.state, row.cancelled_for) for row in town.rows()] == [("cancelled", Cancellation.WITHDRAWN)]
    assert town.wire.arrivals == []


def withdraw(session: Session, title: str) -> None:
    for found in session.exec(select(Article).where(col(Article.title).startswith(title))):
        found.is_removed = True
        session.add(found)


@pytest.mark.usefixtures("readers")
@pytest.mark.parametrize(("part", "volume"), [(99, Volume.STORIES), (1, Volume.MUTED)])
async def test_a_digest_that_became_shorter_than_what_is_out_is_done(town: Town, part: int, volume: Volume) -> None:
    sends_digest(town, is_personal=True)
    await town.broadcasting.tick()
    await town.broadcasting.tick()
    town.database.call(have_all_of_it, part)
    for chat_id in (1, 2):
        town.follows(chat_id, *TOPICS, volume=volume)
    await town.delivered()
    assert town.wire.arrivals == []
    assert [(row.state, row.sent_at, row.settled_at) for row in town.rows()] == [("sent", town.now, town.now)] * 2


def have_all_of_it(session: Session, part: int) -> None:
    for row in session.exec(select(Delivery)):
        row.part = part
        session.add(row)


async def test_what_cannot_be_read_is_set_aside_and_harms_no_other(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    for chat_id in (1, 2):
        town.follows(chat_id, "AI")
    broken = town.sends("one", trial=0)
    town.sends("two", trial=0)
    town.changes(broken, post={"kind": "hologram"})
    await town.broadcasting.tick()
    await town.broadcasting.tick()
    await news(town)
    await town.broadcasted()
    assert [row.last_error for row in town.rows(1)] == ["it cannot be worded", "", ""]
    assert town.wire.titles(1) == [TITLES[0], "two"]
    assert f"broadcast {broken} cannot be worded" in caplog.text


async def test_a_broadcast_that_is_gone_has_nothing_to_tell(town: Town) -> None:
    town.crowd(1)
    town.sends(trial=0)
    await town.broadcasting.tick()
    await town.broadcasting.tick()
    (claim,) = town.database.call(outbox.claim_due, "one", town.now, LEASE, 1)
    gone = claim._replace(broadcast_id=99)
    posts = town.database.call(load_broadcast_batch, [claim, gone], DigestCache(), town.now)
    assert len(posts.parts(claim, town.texts.voice)) == 1
    with pytest.raises(NothingToSendError, match="gone") as caught:
        posts.parts(gone, town.texts.voice)
    assert caught.value.reason is Cancellation.WITHDRAWN
