"""What editors do reaches messages that are out, and exactly those whom it concerns, as the wire's log has it."""

import random
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from bot.delivery.compose import Composer
from bot.delivery.outcome import Failed, Gone, MessageGone, Outcome, Refused, Unknown
from bot.digests.reader_loop import end_holds
from bot.news.editing import restore_article, split_article
from bot.views.message import Message, Post
from storage import article_edits, chats, corrections, housekeeping, outbox, story_edits, subscribers
from storage.article_edits import EditedField
from storage.article_pages import outcomes
from storage.database import read_only
from storage.models import Article, Cancellation, DeliveryState, Subscriber, SubscriberStatus, Volume
from tests.conftest import NOON
from tests.support.pipeline import WINDOW, Pipeline, record, stored_articles

TITLE = "Harbour city pauses face recognition trial at ferry terminal"
EDITOR = 903


async def tells(pipeline: Pipeline, number: int, title: str = TITLE, **more: Any) -> Article:
    """Have a paper tell a story; returns its article."""
    link = f"https://{number}.example/1"
    pipeline.drop(f"{number}.md", record(title, link, provider=f"Paper {number}", at=pipeline.now, **more))
    await pipeline.scanned()
    return next(each for each in pipeline.database.call(stored_articles) if each.link == link)


def stored(pipeline: Pipeline, article: Article) -> Article:
    return next(each for each in pipeline.database.call(stored_articles) if each.id == article.id)


async def corrected(pipeline: Pipeline, article: Article, text: str = "It was a medlar.") -> int:
    """Send a correction; returns to how many."""
    database, now = pipeline.database, pipeline.now
    reach = database.call(corrections.told, stored(pipeline, article).story_id, now)
    draft = database.call(corrections.draft, stored(pipeline, article), text, [], EDITOR, now)
    owed = database.call(corrections.send, draft, reach.reached, EDITOR, now)
    assert owed == reach.reached
    assert database.call(corrections.send, draft, reach.reached, EDITOR, now) is None
    await pipeline.delivered()
    return owed


def got_correction(pipeline: Pipeline) -> dict[int, int | None]:
    """Who was sent a correction, and which message it answers."""
    sent = [each for each in pipeline.wire.arrivals if isinstance(each.message, Post)]
    assert len({each.chat_id for each in sent}) == len(sent)
    return {each.chat_id: each.reply_to for each in sent}


@pytest.fixture
async def told(pipeline: Pipeline) -> Pipeline:
    """The pipeline after chat 1 was sent an alert."""
    pipeline.follows(1, "AI")
    await tells(pipeline, 0)
    await pipeline.delivered()
    return pipeline


# A record that is read again.


async def test_what_an_editor_wrote_goes_before_the_record_on_every_rescan(told: Pipeline) -> None:
    [article] = told.database.call(stored_articles)
    assert told.database.call(
        article_edits.rewrite, article.id, EditedField.TITLE, "Quince harvest", TITLE, EDITOR, told.now
    )
    await told.delivered()
    assert told.wire.titles(1) == ["Quince harvest"]
    await tells(told, 0, "Harbour city goes on with it", excerpt="More of it")
    [article] = told.database.call(stored_articles)
    assert (article.title, article.excerpt) == ("Quince harvest", "More of it")
    assert told.database.call(article_edits.take_back, article.id, EDITOR, told.now)
    assert stored(told, article).title == "Harbour city goes on with it"
    await told.delivered()
    assert told.wire.titles(1) == ["Harbour city goes on with it"]


async def test_a_withdrawal_outlives_a_rescan(told: Pipeline) -> None:
    [article] = told.database.call(stored_articles)
    assert told.database.call(article_edits.withdraw, article.id, EDITOR, told.now, deletes=False)
    await tells(told, 0, quality=60)
    assert stored(told, article).is_removed


# Messages that are out.


async def test_messages_are_marked_and_show_the_story_again_when_that_is_taken_back(told: Pipeline) -> None:
    [article] = told.database.call(stored_articles)
    told.database.call(article_edits.withdraw, article.id, EDITOR, told.now, deletes=False)
    await told.delivered()
    message = told.wire.arrivals[0].message
    assert isinstance(message, Message)
    assert message.plain() == f"{TITLE}\nWithdrawn. This story is not to be relied on."
    assert message.keyboard == ()
    assert told.database.call(restore_article, article.id, WINDOW, EDITOR, told.now) == 0
    await told.delivered()
    assert "Paper 0" in told.wire.arrivals[0].message.plain()
    assert len(told.wire.arrivals) == 1


async def test_messages_are_deleted_while_they_are_young_and_sent_anew_when_that_is_taken_back(told: Pipeline) -> None:
    [article] = told.database.call(stored_articles)
    told.database.call(article_edits.withdraw, article.id, EDITOR, told.now, deletes=True)
    await told.delivered(after=timedelta(minutes=1))
    assert told.wire.arrivals[0].is_deleted
    assert told.rows()[0].message_id is None
    assert told.database.call(restore_article, article.id, WINDOW, EDITOR, told.now) == 1
    await told.delivered()
    assert [each.is_deleted for each in told.wire.arrivals] == [True, False]
    assert told.rows()[0].cancelled_for is Cancellation.REPLACED


@pytest.mark.parametrize("is_old", [True, False])
async def test_what_cannot_be_deleted_is_marked(told: Pipeline, is_old: bool) -> None:
    [article] = told.database.call(stored_articles)
    told.now += timedelta(hours=48) if is_old else timedelta()
    told.wire.delete_outcomes = lambda _: None if is_old else Refused("message can't be deleted for everyone")
    told.database.call(article_edits.withdraw, article.id, EDITOR, told.now, deletes=True)
    await told.delivered()
    assert not told.wire.arrivals[0].is_deleted
    assert "Withdrawn" in told.wire.arrivals[0].message.plain()


async def test_what_is_gone_is_as_good_as_deleted_and_a_failure_is_tried_again(told: Pipeline) -> None:
    [article] = told.database.call(stored_articles)
    left: list[Outcome] = [Failed("500"), MessageGone("message to delete not found")]
    told.wire.delete_outcomes = lambda _: left.pop(0)
    told.database.call(article_edits.withdraw, article.id, EDITOR, told.now, deletes=True)
    await told.delivered()
    assert told.rows()[0].message_id is not None
    await told.delivered(after=timedelta(minutes=10))
    assert told.rows()[0].last_error == "deleted, since it was withdrawn"


async def test_the_others_of_the_story_name_it_no_more(told: Pipeline) -> None:
    second = await tells(told, 1)
    await told.delivered()
    assert "Paper 1" in told.wire.arrivals[0].message.plain()
    told.database.call(article_edits.withdraw, second.id, EDITOR, told.now, deletes=False)
    await told.delivered()
    assert "Paper 1" not in told.wire.arrivals[0].message.plain()


# Corrections.


async def test_a_correction_answers_the_alert_before_broadcasts_and_in_the_language_of_the_chat(told: Pipeline) -> None:
    [article] = told.database.call(stored_articles)
    told.database.call(subscribers.set_language, told.rows()[0].subscriber_id, "de")
    assert await corrected(told, article) == 1
    arrival = told.wire.arrivals[-1]
    assert isinstance(arrival.message, Post)
    assert arrival.message.text == f"✏️ Korrektur\n{TITLE}\n\nIt was a medlar."
    assert (arrival.reply_to, arrival.is_bulk) == (1, False)


async def test_in_quiet_hours_it_waits(told: Pipeline) -> None:
    [article] = told.database.call(stored_articles)

    def sleep(session: Session) -> None:
        for reader in session.exec(select(Subscriber)):
            reader.held_from, reader.held_until = NOON - timedelta(hours=1), NOON + timedelta(hours=5)
            session.add(reader)

    told.database.call(sleep)
    assert await corrected(told, article) == 1
    assert not got_correction(told)
    told.now += timedelta(hours=5)
    told.database.call(end_holds, told.now, 9)
    await told.delivered()
    assert got_correction(told) == {1: 1}


async def test_whose_message_is_under_way_and_does_not_arrive_is_not_corrected(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    article = await tells(pipeline, 0)

    def begins(session: Session) -> None:
        claims = outbox.claim_due(session, "dead", pipeline.now, timedelta(minutes=2), 9)
        outbox.begin(session, claims, pipeline.now)

    pipeline.database.call(begins)
    draft = pipeline.database.call(corrections.draft, article, "No", [], EDITOR, pipeline.now)
    assert pipeline.database.call(corrections.send, draft, 1, EDITOR, pipeline.now) == 1

    def fails(session: Session) -> None:
        row = session.get_one(type(pipeline.rows()[0]), 1)
        row.state, row.lease_until, row.owner = DeliveryState.DEAD, None, None
        session.add(row)

    pipeline.database.call(fails)
    await pipeline.delivered()
    assert pipeline.wire.arrivals == []
    assert pipeline.rows()[1].cancelled_for is Cancellation.REPLACED


@pytest.mark.both_engines
@pytest.mark.parametrize("seed", range(4))
async def test_any_history_corrects_those_who_were_told_and_splits_for_those_who_were_not(
    pipeline: Pipeline, seed: int
) -> None:
    """Twelve chats with what may become of their alerts and what they may do since; the log says who was told."""
    chance = random.Random(seed)
    crowd = range(1, 13)
    for chat_id in crowd:
        pipeline.follows(chat_id, "AI", volume=chance.choice([Volume.STORIES, Volume.STORIES, Volume.ALL]))
    ends: dict[int, Outcome] = {}
    for chat_id in chance.sample(crowd, 4):
        ends[chat_id] = Refused("no") if chance.random() < 0.5 else Gone(SubscriberStatus.BLOCKED, "blocked")
    pipeline.wire.outcomes = lambda chat_id, attempt: ends.get(chat_id) if attempt == 0 else None
    pipeline.wire.lost_answers = {chat_id: Unknown("lost") for chat_id in chance.sample(crowd, 2)}
    first = await tells(pipeline, 0)
    await pipeline.delivered()
    await pipeline.delivered(after=timedelta(minutes=1))
    second = await tells(pipeline, 1)
    await pipeline.delivered()
    await pipeline.delivered(after=timedelta(minutes=1))  # what was lost arrives once more
    had = {number: told_by(pipeline, number) for number in (0, 1)}
    left = fates(pipeline, chance, list(crowd))
    if seed % 2:
        await splits(pipeline, second, had, left)
    await corrects(pipeline, first, left)
    if not seed % 2:
        await splits(pipeline, second, had, left)


def told_by(pipeline: Pipeline, number: int) -> set[int]:
    """The chats whose log has an alert that a paper leads."""
    return {each.chat_id for each in pipeline.wire.arrivals if f"\nPaper {number} ·" in each.message.plain()}


def fates(pipeline: Pipeline, chance: random.Random, crowd: list[int]) -> dict[str, set[int]]:
    """Have some unsubscribe, pause, block, be banned and be erased; returns who did what."""
    database, now = pipeline.database, pipeline.now
    chance.shuffle(crowd)
    unsubscribed, paused, blocked, banned, erased = (set(crowd[n : n + 1]) for n in range(5))
    found = {each: database.call(subscribers.find, each) for each in crowd}
    for chat_id in unsubscribed:
        database.call(subscribers.remove_subscription, found[chat_id].id, 1, now)  # type: ignore[union-attr]
    for chat_id in paused:
        database.call(subscribers.pause, found[chat_id].id, now)  # type: ignore[union-attr]
    for chat_id in blocked:
        database.call(chats.mark_unreachable, chat_id, SubscriberStatus.BLOCKED, "blocked", now)

    def ban(session: Session) -> None:
        for reader in session.exec(select(Subscriber)):
            if reader.chat_id in banned:
                reader.status = SubscriberStatus.BANNED
                session.add(reader)

    database.call(ban)
    for chat_id in erased:
        database.call(subscribers.erase, chat_id)
        pipeline.follows(chat_id, "AI")  # and comes back as somebody who was told nothing
    return {"unsubscribed": unsubscribed, "gone": paused | blocked | banned, "new": erased}


def active(pipeline: Pipeline) -> set[int]:
    @read_only
    def read(session: Session) -> set[int]:
        reached = session.exec(select(Subscriber.chat_id).where(Subscriber.status == SubscriberStatus.ACTIVE))
        return set(reached)

    return pipeline.database.call(read)


async def corrects(pipeline: Pipeline, article: Article, left: dict[str, set[int]]) -> None:
    """A correction of the first article's story goes to whom the log says was told it, as an answer to the last."""
    story = [
        each for each in pipeline.database.call(stored_articles) if each.story_id == stored(pipeline, article).story_id
    ]
    led = {each.provider_name for each in story}
    last: dict[int, int] = {}
    for each in pipeline.wire.arrivals:
        if isinstance(each.message, Message) and each.message.plain().split("\n")[1].split(" ·")[0] in led:
            last[each.chat_id] = each.message_id
    expected = {chat_id: at for chat_id, at in last.items() if chat_id in active(pipeline) - left["new"]}
    assert await corrected(pipeline, article) == len(expected)
    assert got_correction(pipeline) == expected


async def splits(pipeline: Pipeline, article: Article, had: dict[int, set[int]], left: dict[str, set[int]]) -> None:
    """The second article goes to whom the log says was told the first and not the second, who still follow."""
    before = len(pipeline.wire.arrivals)
    story_id = stored(pipeline, article).story_id
    expected = (had[0] - had[1]) & active(pipeline) - left["unsubscribed"] - left["new"]
    owed = pipeline.database.call(split_article, article.id, story_id, WINDOW, EDITOR, pipeline.now)
    assert owed == len(expected)
    assert pipeline.database.call(split_article, article.id, story_id, WINDOW, EDITOR, pipeline.now) is None
    await pipeline.delivered()
    new = pipeline.wire.arrivals[before:]
    assert sorted(each.chat_id for each in new) == sorted(expected)
    assert all("\nPaper 1 ·" in each.message.plain() for each in new)
    known = {row.message_id for row in pipeline.rows() if row.chat_id in active(pipeline) - left["new"]}
    stays = [each.message.plain() for each in pipeline.wire.arrivals if each.message_id in known]
    assert not any("Also at Paper" in text for text in stays)


# Stories.


@pytest.mark.parametrize("is_joined", [True, False])
async def test_what_was_claimed_before_its_article_moved_to_another_story_arrives(
    pipeline: Pipeline, is_joined: bool
) -> None:
    pipeline.follows(1, "AI", volume=Volume.ALL)
    first = await tells(pipeline, 0)
    other = await tells(pipeline, 1, "Bakers count their ovens again" if is_joined else TITLE)
    database, now = pipeline.database, pipeline.now
    [claim] = database.call(outbox.claim_due, "me", now, timedelta(minutes=2), 1)
    moved = first if claim.article_id == first.id else other
    if is_joined:
        stays = other if moved is first else first
        database.call(story_edits.join, (stays.id, stays.story_id), (moved.id, moved.story_id), EDITOR, now)
    else:
        database.call(split_article, moved.id, moved.story_id, WINDOW, EDITOR, now)
    composed, closed = await Composer(database, pipeline.word, pipeline.texts.voice, pipeline.clock).compose([claim])
    assert (len(composed), closed) == (1, [])


async def test_after_a_split_what_comes_joins_by_likeness_and_folds_by_who_was_told(told: Pipeline) -> None:
    second = await tells(told, 1)
    story_id = second.story_id
    told.database.call(split_article, second.id, story_id, WINDOW, EDITOR, told.now)
    await told.delivered()
    assert [row.article_id for row in told.rows()] == [1, 2]
    await tells(told, 1, quality=70)
    assert stored(told, second).story_id != story_id


@pytest.mark.both_engines
async def test_after_two_became_one_who_was_told_either_was_told_both(pipeline: Pipeline) -> None:
    pipeline.follows(1, "AI")
    pipeline.follows(2, "Robotics")
    one = await tells(pipeline, 0)
    other = await tells(pipeline, 1, "Bakers count their ovens again", topics=("Robotics",))
    await pipeline.delivered()
    stories = (one.id, one.story_id), (other.id, other.story_id)
    assert pipeline.database.call(story_edits.join, *stories, EDITOR, pipeline.now)
    assert not pipeline.database.call(story_edits.join, *stories, EDITOR, pipeline.now)
    await pipeline.delivered()
    assert len(pipeline.wire.arrivals) == 2
    assert "Paper 1" in pipeline.wire.arrivals[0].message.plain()
    third = await tells(pipeline, 2, topics=("AI", "Robotics"))
    await pipeline.delivered()
    assert third.story_id == one.story_id
    assert len(pipeline.wire.arrivals) == 2


async def test_who_had_an_alert_that_was_erased_since_is_owed_nothing(told: Pipeline) -> None:
    second = await tells(told, 1)
    await told.delivered()
    told.now += timedelta(days=200)
    ages = housekeeping.Ages.at(told.now, timedelta(days=90), WINDOW)
    told.database.call(housekeeping.erase_deliveries, ages, [row.id for row in told.rows()])
    assert told.database.call(outcomes, 1) == {(DeliveryState.SENT, ""): 1}
    assert told.database.call(split_article, second.id, second.story_id, WINDOW, EDITOR, told.now) == 0
