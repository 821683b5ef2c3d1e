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
from bot.views.callback_data import SetAnnouncements
from bot.views.format import visible_text
from bot.views.message import Album, Button, Message, Post, PostKind, Sendable, sendable_to_json, with_way_out
from storage import broadcasts, outbox
from storage.models import Article, Cancellation, Delivery, Topic, Volume
from tests.storage.rows import article
from tests.support.delivering import TITLES, news, running, until
from tests.support.pipeline import OWNER, Pipeline
from tests.views.samples import VOICE

DAY = timedelta(days=1)
TOPICS = ("AI", "Bees", "Clay", "Dams", "Elms", "Figs", "Gulls", "Hops")


def stories(pipeline: Pipeline, *names: str, each: int = 10) -> None:
    """News under topics that people follow already."""

    def ids(session: Session) -> list[int]:
        return [topic.id for topic in session.exec(select(Topic).where(col(Topic.name).in_(names)))]

    for topic_id in pipeline.database.call(ids):
        for number in range(each):
            at = pipeline.now - timedelta(hours=1)
            link = f"https://example.org/{topic_id}/{number}"
            title = f"News {number} of topic {topic_id}, told at some length so that few have room in a message"
            article(pipeline.database, link, topic_id, at=at, title=title, provider_name="Example Post")


def sends_digest(pipeline: Pipeline, *, is_personal: bool = False) -> int:
    """Send the digest of the day to everyone; returns the broadcast's id."""

    def make(session: Session) -> int:
        topic_ids = [topic.id for topic in session.exec(select(Topic).order_by(col(Topic.id)))]
        made = create_digest(
            session, author_id=OWNER, topic_ids=topic_ids, since_at=pipeline.now - DAY, until_at=pipeline.now,
            now=pipeline.now,
            is_personal=is_personal,
        )  # fmt: skip
        assert made
        return made.id

    return pipeline.sends("", digest_id=pipeline.database.call(make), trial=0)


def got(pipeline: Pipeline, chat_id: int) -> list[str]:
    """What a chat was sent, in order."""
    arrived = [each.message for each in pipeline.wire.arrivals if each.chat_id == chat_id]
    return [visible_text(message.html) for message in arrived if isinstance(message, Message)]


@pytest.fixture
def readers(pipeline: Pipeline) -> None:
    """Two who follow everything, and news of all of it."""
    for chat_id in (1, 2):
        pipeline.follows(chat_id, *TOPICS)
    stories(pipeline, *TOPICS)


async def test_a_post_arrives_as_it_was_written(pipeline: Pipeline) -> None:
    pipeline.crowd(2)
    photos = (Post(PostKind.PHOTO, "Caption", file_id="abc"), Post(PostKind.PHOTO, file_id="def"))
    posts: list[Sendable] = [photos[0], Album(photos)]
    for post in posts:
        pipeline.sends(post=sendable_to_json(post), trial=0)
    await pipeline.broadcasted()
    arrived = [each.message for each in pipeline.wire.arrivals if each.chat_id == 2]
    assert arrived == [with_way_out(posts[0], VOICE), posts[1]], "an album can have no buttons"


async def test_the_way_out_stands_below_the_buttons_of_the_author(pipeline: Pipeline) -> None:
    pipeline.crowd(1)
    links = ((Button("Read", url="https://pier.example/"),),)
    posts = [Post(PostKind.TEXT, "News", keyboard=links), Post(PostKind.STICKER, file_id="abc")]
    for post in posts:
        pipeline.sends(post=sendable_to_json(post), trial=0)
    await pipeline.broadcasted()
    keyboards = [each.message.keyboard for each in pipeline.wire.arrivals if not isinstance(each.message, Album)]
    way_out = (Button("Announcements off", data=SetAnnouncements(0).encode()),)
    assert keyboards == [(*links, way_out), (way_out,)]


async def test_notices_and_groups_have_no_way_out(pipeline: Pipeline) -> None:
    """Nobody can refuse a notice, and nobody may refuse for a whole group."""
    pipeline.crowd(1)
    pipeline.follows(-5, "AI")
    post = Post(PostKind.TEXT, "News")
    pipeline.sends(post=sendable_to_json(post), trial=0, is_notice=True)
    pipeline.sends(post=sendable_to_json(post), trial=0)
    await pipeline.broadcasted()
    assert [each.message for each in pipeline.wire.arrivals if each.chat_id == -5] == [post, post]
    of_person = [each.message for each in pipeline.wire.arrivals if each.chat_id == 1]
    assert [message == post for message in of_person] == [True, False]


@pytest.mark.usefixtures("readers")
async def test_the_way_out_stands_below_the_last_message_of_a_digest(pipeline: Pipeline) -> None:
    sends_digest(pipeline)
    await pipeline.broadcasted()
    sent = [each.message for each in pipeline.wire.arrivals if each.chat_id == 1]
    labels = [
        [button.label for row in message.keyboard for button in row] for message in sent if isinstance(message, Message)
    ]
    assert len(labels) > 1
    assert ["Announcements off" in each for each in labels] == [False] * (len(labels) - 1) + [True]
    assert labels[-1][-1] == "Announcements off"


@pytest.mark.usefixtures("readers")
async def test_a_digest_of_several_messages_arrives_whole_and_in_order(pipeline: Pipeline) -> None:
    sends_digest(pipeline)
    await pipeline.broadcasted()
    one, two = got(pipeline, 1), got(pipeline, 2)
    assert one == two
    assert len(one) > 1
    assert [f"News {n} of topic {topic}" in "".join(one) for topic in range(1, 9) for n in range(10)] == [True] * 80
    assert pipeline.wire.most_to_a_chat == 1
    assert [(row.state, row.part) for row in pipeline.rows()] == [("sent", len(one) - 1)] * 2


@pytest.mark.usefixtures("readers")
async def test_a_pause_in_the_middle_of_a_digest_holds_its_rest(pipeline: Pipeline) -> None:
    sent = sends_digest(pipeline)
    pipeline.wire.gates[1] = asyncio.Event()
    await pipeline.broadcasting.tick()
    await pipeline.broadcasting.tick()
    async with running(pipeline.delivery):
        await until(lambda: pipeline.wire.in_air[1] == 1)
        pipeline.database.call(broadcasts.pause, sent)
        pipeline.wire.gates[1].set()
        await until(lambda: set(pipeline.states()) == {"held"})
    assert [row.part for row in pipeline.rows(1)] == [1]
    await pipeline.broadcasted(after=DAY)
    assert len(got(pipeline, 1)) == 1
    pipeline.database.call(broadcasts.resume, sent)
    await pipeline.broadcasted()
    assert Counter(got(pipeline, 1)) == Counter(set(got(pipeline, 1)))
    assert set(pipeline.states()) == {"sent"}


@pytest.mark.usefixtures("readers")
async def test_what_is_lost_of_a_digest_is_that_message_alone(pipeline: Pipeline) -> None:
    sends_digest(pipeline)
    pipeline.wire.lost_answers[1] = Unknown("lost")
    await pipeline.broadcasted()
    await pipeline.broadcasted(after=AFTER_UNKNOWN)
    first, again, *others = got(pipeline, 1)
    assert first == again
    assert [again, *others] == got(pipeline, 2)
    assert [row.unknowns for row in pipeline.rows()] == [0, 0]


@pytest.mark.usefixtures("readers")
async def test_a_process_that_dies_between_two_messages_goes_on_with_the_next(pipeline: Pipeline) -> None:
    sends_digest(pipeline)

    def die_after_the_first(chat_id: int, attempt: int) -> Outcome | None:
        if chat_id == 1 and attempt == 1:
            raise ZeroDivisionError
        return None

    pipeline.wire.outcomes = die_after_the_first
    await pipeline.broadcasted()
    assert len(got(pipeline, 1)) == 1
    pipeline.delivery, pipeline.broadcasting = pipeline.new_delivery("next"), pipeline.new_broadcasting()
    await pipeline.delivery.sweep(is_alone=True)
    await pipeline.broadcasted(after=LEASE)
    assert got(pipeline, 1) == got(pipeline, 2)


async def test_each_sees_what_they_follow_of_a_personal_digest(pipeline: Pipeline) -> None:
    for chat_id, *followed in ((1, "AI"), (2, "AI", "Bees"), (3,), (4, "Clay")):
        pipeline.follows(chat_id, *followed)
    stories(pipeline, "AI", "Bees", each=2)
    sends_digest(pipeline, is_personal=True)
    await pipeline.broadcasted()
    assert ["topic 2" in "".join(got(pipeline, chat_id)) for chat_id in (1, 2)] == [False, True]
    assert ["topic 1" in "".join(got(pipeline, chat_id)) for chat_id in (1, 2)] == [True, True]
    rows = pipeline.rows()
    assert [row.state for row in rows] == ["sent", "sent", "cancelled", "cancelled"]
    assert {row.cancelled_for for row in rows[2:]} == {Cancellation.UNSUBSCRIBED}


async def test_what_was_withdrawn_is_not_told_for_longer_than_a_minute(pipeline: Pipeline) -> None:
    for chat_id in (1, 2, 3):
        pipeline.follows(chat_id, "AI")
    stories(pipeline, "AI", each=2)
    sends_digest(pipeline)
    pipeline.wire.gates |= {2: asyncio.Event(), 3: asyncio.Event()}
    pipeline.slots = 1
    pipeline.delivery = pipeline.new_delivery()
    await pipeline.broadcasting.tick()
    await pipeline.broadcasting.tick()
    async with running(pipeline.delivery):
        await until(lambda: pipeline.wire.in_air[2] == 1)
        pipeline.database.call(withdraw, "News 0")
        pipeline.now += DIGEST_CACHE_TIME
        pipeline.wire.gates[2].set()
        await until(lambda: pipeline.wire.in_air[3] == 1)
        pipeline.wire.gates[3].set()
        await until(lambda: set(pipeline.states()) == {"sent"})
    assert ["News 0" in got(pipeline, chat_id)[0] for chat_id in (1, 2, 3)] == [True, True, False]
    assert ["News 1" in got(pipeline, chat_id)[0] for chat_id in (1, 2, 3)] == [True, True, True]


async def test_a_digest_of_which_all_was_withdrawn_is_not_sent(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    stories(pipeline, "AI", each=2)
    sends_digest(pipeline)
    pipeline.database.call(withdraw, "News")
    await pipeline.broadcasted()
    assert [(row.state, row.cancelled_for) for row in pipeline.rows()] == [("cancelled", Cancellation.WITHDRAWN)]
    assert pipeline.wire.arrivals == []


def withdraw(session: Session, title: str) -> None:
    for found in session.exec(select(Article).where(col(Article.title).startswith(title))):
        found.is_removed = True
        session.add(found)


@pytest.mark.usefixtures("readers")
@pytest.mark.parametrize(("part", "volume"), [(99, Volume.STORIES), (1, Volume.MUTED)])
async def test_a_digest_that_became_shorter_than_what_is_out_is_done(
    pipeline: Pipeline, part: int, volume: Volume
) -> None:
    sends_digest(pipeline, is_personal=True)
    await pipeline.broadcasting.tick()
    await pipeline.broadcasting.tick()
    pipeline.database.call(have_all_of_it, part)
    for chat_id in (1, 2):
        pipeline.follows(chat_id, *TOPICS, volume=volume)
    await pipeline.delivered()
    assert pipeline.wire.arrivals == []
    assert [(row.state, row.sent_at, row.settled_at) for row in pipeline.rows()] == [
        ("sent", pipeline.now, pipeline.now)
    ] * 2


def have_all_of_it(session: Session, part: int) -> None:
    for row in session.exec(select(Delivery)):
        row.part = part
        session.add(row)


async def test_what_cannot_be_read_is_set_aside_and_harms_no_other(
    pipeline: Pipeline, caplog: pytest.LogCaptureFixture
) -> None:
    for chat_id in (1, 2):
        pipeline.follows(chat_id, "AI")
    broken = pipeline.sends("one", trial=0)
    pipeline.sends("two", trial=0)
    pipeline.changes(broken, post={"kind": "hologram"})
    await pipeline.broadcasting.tick()
    await pipeline.broadcasting.tick()
    await news(pipeline)
    await pipeline.broadcasted()
    assert [row.last_error for row in pipeline.rows(1)] == ["it cannot be worded", "", ""]
    assert pipeline.wire.titles(1) == [TITLES[0], "two"]
    assert f"broadcast {broken} cannot be worded" in caplog.text


async def test_a_broadcast_that_is_gone_has_nothing_to_tell(pipeline: Pipeline) -> None:
    pipeline.crowd(1)
    pipeline.sends(trial=0)
    await pipeline.broadcasting.tick()
    await pipeline.broadcasting.tick()
    (claim,) = pipeline.database.call(outbox.claim_due, "one", pipeline.now, LEASE, 1)
    gone = claim._replace(broadcast_id=99)
    posts = pipeline.database.call(load_broadcast_batch, [claim, gone], DigestCache(), pipeline.now)
    assert len(posts.parts(claim, pipeline.texts.voice)) == 1
    with pytest.raises(NothingToSendError, match="gone") as caught:
        posts.parts(gone, pipeline.texts.voice)
    assert caught.value.reason is Cancellation.WITHDRAWN
