"""Threads of forums that are closed, opened, deleted, and forums that are switched off: each story told once."""

import random
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from bot.delivery.outcome import Outcome, ThreadClosed, ThreadGone
from bot.views.message import Sendable
from storage import subscribers, threads
from storage.database import read_only
from storage.models import ChatKind, ForumThread, Subscriber
from storage.preferences import TOPIC_THREADS
from storage.schedules import CLOSED_FOR, RECHECKED_FIRST
from storage.stats import has_waited_since
from tests.support.delivering import TITLES, news
from tests.support.pipeline import Pipeline, titles
from tests.support.recording_sender import RecordingSender

CHAT, OWNER = -1001234567890, 501


@dataclass
class Forum(RecordingSender):
    """A Telegram with one forum."""

    closed: set[int] = field(default_factory=set)
    deleted: set[int] = field(default_factory=set)
    is_off: bool = False

    async def send(self, chat_id: int, thread_id: int, message: Sendable, **options: Any) -> Outcome:
        if chat_id == CHAT or thread_id in self.deleted:
            if self.is_off and thread_id:
                return ThreadGone("the chat is not a forum", is_forum_off=True)
            if thread_id in self.deleted:
                return ThreadGone("message thread not found")
            if thread_id in self.closed:
                return ThreadClosed("TOPIC_CLOSED")
        return await super().send(chat_id, thread_id, message, **options)

    def at(self, thread_id: int, chat_id: int = CHAT) -> list[str]:
        found = [each for each in self.arrivals if (each.chat_id, each.thread_id) == (chat_id, thread_id)]
        return [each.message.plain().split("\n")[0] for each in found]


@pytest.fixture
def forum(pipeline: Pipeline) -> Forum:
    pipeline.wire = Forum()
    pipeline.delivery = pipeline.new_delivery()
    return pipeline.wire


def thread(pipeline: Pipeline, number: int, *topics: str, set_up_by: int | None = None) -> int:
    """Have a thread follow topics."""

    def name(session: Session, subscriber_id: int) -> None:
        place = session.get_one(Subscriber, subscriber_id)
        place.thread_name, place.title, place.kind = (
            f"thread {number}" if number else "",
            "Readers",
            ChatKind.SUPERGROUP,
        )
        place.thread_id, place.set_up_by = number, set_up_by

    subscriber_id = pipeline.follows(CHAT, *topics)
    pipeline.database.call(name, subscriber_id)
    return subscriber_id


def place_at(pipeline: Pipeline, thread_id: int) -> Subscriber | None:
    return pipeline.database.call(subscribers.find, CHAT, thread_id)


async def test_a_closed_thread_keeps_its_stories_until_it_opens(pipeline: Pipeline, forum: Forum) -> None:
    pipeline.follows(OWNER)
    thread(pipeline, 7, "AI", set_up_by=OWNER)
    forum.closed = {7}
    await news(pipeline, *TITLES)
    await pipeline.delivered()
    await pipeline.delivered(timedelta(minutes=1))
    [notice] = forum.titles(OWNER)
    assert "thread 7" in notice
    assert "Readers" in notice
    assert "http" not in notice
    assert all(row.attempts == row.failures == row.unknowns == 0 for row in pipeline.rows())
    forum.closed = set()
    assert pipeline.database.call(threads.note_open, CHAT, 7, pipeline.now)
    await pipeline.delivered()
    assert forum.at(7) == TITLES
    assert len(forum.titles(OWNER)) == 1


async def test_a_closed_thread_holds_up_no_other_of_its_chat(pipeline: Pipeline, forum: Forum) -> None:
    thread(pipeline, 7, "AI")
    thread(pipeline, 8, "AI")
    forum.closed = {7}
    await news(pipeline, *TITLES)
    await pipeline.delivered()
    assert set(TITLES) <= set(forum.at(8))
    assert [text for text in forum.at(8) + forum.at(0) if "is closed" in text] != []
    assert forum.at(7) == []


async def test_what_waits_for_a_closed_thread_is_no_trouble(pipeline: Pipeline, forum: Forum) -> None:
    thread(pipeline, 7, "AI")
    thread(pipeline, 8)
    forum.closed = {7}
    for title in TITLES:
        await news(pipeline, title)
        await pipeline.delivered()
    await pipeline.delivered(RECHECKED_FIRST)
    later = pipeline.now + timedelta(minutes=20)
    assert not pipeline.database.call(has_waited_since, later - timedelta(minutes=10), later)


async def test_a_thread_that_opened_unseen_is_found_open(pipeline: Pipeline, forum: Forum) -> None:
    thread(pipeline, 7, "AI")
    forum.closed = {7}
    await news(pipeline, *TITLES)
    await pipeline.delivered()
    await pipeline.delivered(RECHECKED_FIRST)
    forum.closed = set()
    await pipeline.delivered(CLOSED_FOR - timedelta(minutes=1))
    assert forum.at(7) == []
    await pipeline.delivered(timedelta(minutes=2))
    assert forum.at(7) == TITLES
    place = place_at(pipeline, 7)
    assert place is not None
    assert place.thread_closed_at is None


async def test_a_thread_that_opens_while_a_story_is_under_way_waits_a_minute(pipeline: Pipeline, forum: Forum) -> None:
    """The news that it is open comes before the answer that it is closed."""
    thread(pipeline, 7, "AI")
    forum.closed = {7}
    await news(pipeline, *TITLES)
    await pipeline.delivered()
    forum.closed = set()
    await pipeline.delivered(RECHECKED_FIRST)
    assert forum.at(7) == TITLES


async def test_general_that_is_closed_is_told_elsewhere(pipeline: Pipeline, forum: Forum) -> None:
    pipeline.follows(OWNER)
    thread(pipeline, 0, "AI", set_up_by=OWNER)
    forum.closed = {0}
    await news(pipeline)
    await pipeline.delivered()
    [notice] = forum.titles(OWNER)
    assert "General" in notice
    forum.closed = set()
    pipeline.database.call(threads.note_open, CHAT, 0, pipeline.now)
    await pipeline.delivered()
    assert forum.at(0) == TITLES[:1]


async def test_a_notice_that_is_mended_before_it_left_is_not_told(pipeline: Pipeline, forum: Forum) -> None:
    pipeline.follows(OWNER)
    thread(pipeline, 7, "AI", set_up_by=OWNER)
    await news(pipeline)
    pipeline.database.call(threads.note_closed, CHAT, 7, pipeline.now)
    pipeline.database.call(threads.note_open, CHAT, 7, pipeline.now)
    await pipeline.delivered()
    assert forum.titles(OWNER) == []
    assert forum.at(7) == TITLES[:1]


async def test_a_deleted_thread_goes_on_in_the_group(pipeline: Pipeline, forum: Forum) -> None:
    thread(pipeline, 7, "AI")
    thread(pipeline, 0, "AI")
    await news(pipeline, TITLES[0])
    await pipeline.delivered()
    forum.deleted = {7}
    await news(pipeline, *TITLES[1:])
    await pipeline.delivered()
    told = forum.at(0)
    assert [text for text in told if text in TITLES] == TITLES, "each once"
    [notice] = [text for text in told if text not in TITLES]
    assert "thread 7" in notice
    assert place_at(pipeline, 7) is None


async def test_a_forum_that_is_off_goes_on_in_the_group(pipeline: Pipeline, forum: Forum) -> None:
    for number in (7, 8, 9):
        thread(pipeline, number, "AI", "Space")
    forum.is_off = True
    await news(pipeline, *TITLES)
    await pipeline.delivered()
    told = forum.at(0)
    assert sorted(text for text in told if text in TITLES) == sorted(TITLES)
    assert len([text for text in told if "no topics any more" in text]) == 1
    assert len(told) == len(TITLES) + 1


async def test_a_private_thread_that_is_gone_goes_on_in_the_chat(pipeline: Pipeline, forum: Forum) -> None:
    person = pipeline.follows(OWNER, "AI")

    def wants(session: Session) -> int:
        subscribers.set_preference(session, person, TOPIC_THREADS, True, pipeline.now)
        [topic_id] = subscribers.choices(session, person)
        threads.keep(session, OWNER, 70, topic_id, "AI", pipeline.now)
        return topic_id

    pipeline.database.call(wants)
    await news(pipeline, TITLES[0])
    await pipeline.delivered()
    assert forum.at(70, OWNER) == TITLES[:1]
    forum.deleted = {70}
    await news(pipeline, TITLES[1], TITLES[2])
    await pipeline.delivered()
    told = forum.at(0, OWNER)
    assert [text for text in told if text in TITLES] == TITLES[1:3]
    assert len(told) == 3
    assert pipeline.database.call(_made) == []


@read_only
def _made(session: Session) -> list[ForumThread]:
    return list(session.exec(select(ForumThread).order_by(col(ForumThread.thread_id))))


@pytest.mark.parametrize("seed", range(16))
async def test_whatever_happens_to_threads_each_story_is_told_once(pipeline: Pipeline, forum: Forum, seed: int) -> None:
    """Random closings, openings, deletions and switchings between stories: nothing is lost, doubled, or said again."""
    chance = random.Random(seed)
    for number in (7, 8, 0):
        thread(pipeline, number, "AI")
    told = titles(12)
    for title in told:
        _happen(chance, pipeline, forum)
        await news(pipeline, title)
        if chance.random() < 0.7:
            await pipeline.delivered(timedelta(minutes=chance.choice((1, 40))))
    forum.closed = set()
    await pipeline.delivered(CLOSED_FOR + timedelta(minutes=1))
    await pipeline.delivered(CLOSED_FOR + timedelta(minutes=1))
    for number in (0, 7, 8):
        stories = [text for text in forum.at(number) if text in told]
        assert len(stories) == len(set(stories)), "no story twice in one place"
    seen = [0, *({7, 8} - forum.deleted if forum.is_off else ())]
    """Where the group reads now what it was owed: without topics, what was told in threads stands in the group."""
    assert set(told) <= {text for number in seen for text in forum.at(number)}, "nothing lost"
    for number in (7, 8):
        if place_at(pipeline, number) is not None:
            assert {text for text in forum.at(number) if text in told} == set(told)
    notices = [text for each in (0, 7, 8) for text in forum.at(each) if text not in told]
    assert len([text for text in notices if "no topics any more" in text]) <= 1
    assert len([text for text in notices if "is deleted" in text]) <= 2


def _happen(chance: random.Random, pipeline: Pipeline, forum: Forum) -> None:
    number = chance.choice((0, 7, 8))
    match chance.choice(("close", "close", "open", "open unseen", "delete", "off", "nothing", "nothing")):
        case "close":
            forum.closed = forum.closed | {number}
        case "open":
            forum.closed = forum.closed - {number}
            pipeline.database.call(threads.note_open, CHAT, number, pipeline.now)
        case "open unseen":
            forum.closed = forum.closed - {number}
        case "delete" if number and not forum.is_off and chance.random() < 0.4:
            forum.deleted = forum.deleted | {number}
        case "off" if chance.random() < 0.3 and not any(place_at(pipeline, each) for each in forum.deleted):
            forum.is_off = True  # of a thread deleted just before, Telegram tells nobody any more that it was
