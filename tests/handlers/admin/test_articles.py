"""The page of an article, and what editors do there in the chat."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from bot.handlers.features import ROUTES
from bot.views.admin.callback_data import (
    DropArticleEdits,
    JoinStories,
    OpenArticle,
    RestoreArticle,
    SendCorrection,
    SendFailed,
    SplitArticle,
    WithdrawArticle,
)
from bot.views.callback_data import CallbackData
from storage import admins, articles
from storage.database import Database, read_only
from storage.models import (
    Article,
    ArticleCount,
    ArticleLink,
    AuditAct,
    Cancellation,
    Delivery,
    DeliveryState,
    RecordFile,
)
from tests.conftest import NOON
from tests.handlers import sample_news
from tests.handlers.people import EXPIRED, Person, Town
from tests.storage.rows import change, deliveries, put, subscriber

KINDS = [kind for code, kind in CallbackData.kinds.items() if len(code) == 2 and code[0] == "j"]


@pytest.fixture
def owner(town: Town) -> Person:
    return town.person(901)


@pytest.fixture
def editor(town: Town) -> Person:
    town.database.call(admins.add_editor, 903, 901, NOON)
    return town.person(903)


def follower(database: Database, chat_id: int = 501) -> int:
    return subscriber(database, chat_id, sample_news.topic_id(database, "space"), at=NOON - timedelta(days=1))


def acts(town: Town) -> list[tuple[AuditAct, str]]:
    entries, _ = town.database.call(admins.audit_entries, 0, 99)
    return [(entry.act, entry.about) for entry in reversed(entries)]


def now_of(database: Database, article: Article) -> Article:
    @read_only
    def read(session: Session) -> Article:
        return session.get_one(Article, article.id)

    return database.call(read)


def sent(database: Database, **columns: object) -> None:
    """Have all that is owed be sent."""

    def send(session: Session) -> None:
        for number, row in enumerate(session.exec(select(Delivery).order_by(col(Delivery.id))), 1):
            row.state, row.message_id, row.sent_at, row.settled_at = DeliveryState.SENT, 70 + number, NOON, NOON
            for name, value in columns.items():
                setattr(row, name, value)
            session.add(row)

    database.call(send)


async def opened(person: Person, article: Article) -> None:
    """Have the page of an article stand last."""
    await person.write(f"/article {article.link}")


def test_every_button_is_answered() -> None:
    assert len(KINDS) == 16
    assert set(KINDS) <= ROUTES.buttons.keys()


@pytest.mark.parametrize(
    "written",
    [
        "https://post1.example/news",
        "HTTPS://Post1.Example:443/news?utm_source=x#top",
        "post1.example/news",
        "https://amp.post1.example/news",
        "https://old.example/news",
        "https://post1-example.cdn.ampproject.org/c/s/post1.example/news",
        "number 1",
        "numb",
    ],
)
async def test_it_is_found_by_any_spelling_of_its_link_and_by_words(town: Town, editor: Person, written: str) -> None:
    told = sample_news.publish(town.database, 1, "space")
    change(town.database, told, amp_link="https://amp.post1.example/news")
    put(town.database, ArticleLink(link="https://old.example/news", article_id=told.id))
    assert (await editor.write(f"/article {written}")).startswith("News number 1\nPost 1\nPublished ")
    assert "⛔ Withdraw" in editor.buttons


async def test_of_several_one_is_chosen(town: Town, owner: Person) -> None:
    for number in range(1, 11):
        sample_news.publish(town.database, number, "space")
    assert "10 articles\nand 2 more" in await owner.write("/article news")
    assert len(owner.buttons) == 8
    await owner.press("News number 3")
    assert owner.seen.startswith("News number 3")


async def test_what_is_not_there_is_said(owner: Person) -> None:
    assert "No article has “quince”" in await owner.write("/article quince")
    assert "No article is known by this link" in await owner.write("/article https://x.example/1")
    assert "Write /article with its link" in await owner.write("/article")
    await owner.send_data(OpenArticle(99).encode(), owner.screen[-1])
    assert owner.seen == "That article is no longer there."


async def test_a_stranger_finds_no_such_command_and_no_button(town: Town, ada: Person) -> None:
    told = sample_news.publish(town.database, 1, "space")
    assert "News number 1" not in await ada.write(f"/article {told.link}")
    for data in (
        OpenArticle(told.id),
        WithdrawArticle(told.id, 1, 1),
        RestoreArticle(told.id, 1),
        DropArticleEdits(told.id, 1),
        SendCorrection(1, 1, 1),
        SplitArticle(told.id, told.story_id, 1),
        JoinStories(told.id, told.id, 1),
        SendFailed(told.id, 1, 1),
    ):
        assert await ada.send_data(data.encode()) == EXPIRED
    assert not now_of(town.database, told).is_removed
    assert {act for act, _ in acts(town)} == {AuditAct.REFUSED}


async def test_the_page_says_why_it_stands_in_its_story_and_what_became_of_its_alerts(
    town: Town, owner: Person
) -> None:
    database = town.database
    for chat_id in (501, 502):
        follower(database, chat_id)
    first = sample_news.publish(database, 1, "space")
    second = sample_news.publish(database, 2, "space", story_id=first.story_id)
    rows = deliveries(database)
    change(database, rows[0], state=DeliveryState.SENT)
    change(database, rows[1], state=DeliveryState.CANCELLED, cancelled_for=Cancellation.BLOCKED)
    put(database, ArticleCount(article_id=first.id, state=DeliveryState.SENT, number=40))
    put(database, RecordFile(folder="a", path="b/c.md", size=1, mtime_ns=1, inode=1, read_at=NOON, article_id=first.id))
    await opened(owner, first)
    assert (
        "Its story: 2 articles\n1. News number 1 (Post 1)\nThe first of the story\n2. News number 2 (Post 2)\nFolded: "
        in owner.seen
    )
    assert "alike in “number”, within the hour" in owner.seen
    assert "Sent: 41\nCancelled, the bot was blocked: 1" in owner.seen
    assert "Topics\n• Space" in owner.seen
    assert "File: b/c.md" in owner.seen
    await owner.press("2")
    assert owner.seen.startswith("News number 2")
    assert second.id != first.id


# Withdrawing.


async def test_a_withdrawal_cancels_and_marks_and_is_done_once(town: Town, owner: Person, editor: Person) -> None:
    database = town.database
    follower(database, 501)
    follower(database, 502)
    told = sample_news.publish(database, 1, "space")
    change(database, deliveries(database)[0], state=DeliveryState.SENT, message_id=71, sent_at=NOON)
    for person in (owner, editor):
        await opened(person, told)
        await person.press("Withdraw")
        assert "Alerts still to be sent: 1; they are cancelled. Messages that are out: 1" in person.seen
    question = owner.screen[-1]
    await owner.press("Delete messages")
    assert "is withdrawn" in owner.seen
    assert await editor.press("Mark messages") == "Done already, or too late"
    assert "Withdrawn by" in editor.seen
    assert await owner.send_data(owner.keys(question)[1]["callback_data"]) == "Done already, or too late"
    rows = deliveries(database)
    assert [(row.state, row.cancelled_for) for row in rows] == [
        (DeliveryState.SENT, None), (DeliveryState.CANCELLED, Cancellation.WITHDRAWN),
    ]  # fmt: skip
    assert rows[0].update_due_at is not None
    assert [act for act, _ in acts(town)] == [AuditAct.WITHDRAWN]


async def test_a_question_is_good_for_ten_minutes(town: Town, owner: Person) -> None:
    told = sample_news.publish(town.database, 1, "space")
    await opened(owner, told)
    await owner.press("Withdraw")
    town.clock.pass_(minutes=10)
    assert await owner.press("Mark messages") == "Done already, or too late"
    assert not now_of(town.database, told).is_removed


async def test_a_withdrawal_is_taken_back_and_what_was_cancelled_is_owed_anew(town: Town, owner: Person) -> None:
    database = town.database
    follower(database)
    told = sample_news.publish(database, 1, "space")
    database.call(articles.mark_announced, [told.id], NOON)
    await opened(owner, told)
    await owner.press("Withdraw")
    await owner.press("Mark messages")
    await owner.press("Back to the article")
    await owner.press("Take the withdrawal back")
    question = owner.screen[-1]
    await owner.press("Take the withdrawal back")
    assert owner.seen == "The article is back. 1 alert is owed anew."
    assert await owner.send_data(owner.keys(question)[0]["callback_data"]) == "Done already, or too late"
    assert not now_of(database, told).is_removed
    assert [(row.state, row.cancelled_for) for row in deliveries(database)] == [
        (DeliveryState.CANCELLED, Cancellation.REPLACED), (DeliveryState.PENDING, None),
    ]  # fmt: skip
    assert [act for act, _ in acts(town)] == [AuditAct.WITHDRAWN, AuditAct.RESTORED]


# Title and excerpt.


async def test_another_title_is_taken_and_messages_are_edited_however_old(town: Town, owner: Person) -> None:
    database = town.database
    follower(database)
    told = sample_news.publish(database, 1, "space")
    sent(database, updates=6, updated_at=NOON, created_at=NOON - timedelta(days=30))
    await opened(owner, told)
    await owner.press("Title")
    assert "At present: News number 1" in owner.seen
    assert "That is empty" in await owner.write("x" * 301)
    await owner.write("Quince harvest\nbegins")
    assert owner.seen.startswith("Quince harvest begins")
    assert "Changed by" in owner.seen
    assert deliveries(database)[0].update_due_at is not None
    assert "Quince harvest begins" in await owner.write("/article quince")
    await owner.press("As the record says")
    assert owner.seen.startswith("News number 1")
    assert [act for act, _ in acts(town)] == [AuditAct.ARTICLE_EDITED] * 2


async def test_what_somebody_changed_meanwhile_is_not_overwritten(town: Town, owner: Person, editor: Person) -> None:
    told = sample_news.publish(town.database, 1, "space")
    for person in (owner, editor):
        await opened(person, told)
        await person.press("Title")
    await owner.write("Quince harvest")
    await editor.write("Medlar harvest")
    assert "Somebody changed it meanwhile" in editor.screen[-2]["text"]
    assert editor.seen.startswith("Quince harvest")


async def test_an_excerpt_is_emptied_by_a_dash(town: Town, owner: Person) -> None:
    told = sample_news.publish(town.database, 1, "space")
    await opened(owner, told)
    await owner.press("Excerpt")
    await owner.write("What it is about")
    assert "What it is about" in owner.seen
    await owner.press("Excerpt")
    await owner.write("-")
    assert now_of(town.database, told).excerpt == ""


# A correction to readers.


async def test_a_correction_is_seen_counted_and_sent_once(town: Town, owner: Person, editor: Person) -> None:
    database = town.database
    for chat_id in (501, 502):
        follower(database, chat_id)
    told = sample_news.publish(database, 1, "space")
    sent(database)
    await opened(owner, told)
    await owner.press("Correction to readers")
    await owner.write("It was a medlar.")
    assert owner.screen[-2]["text"] == "✏️ Correction\nNews number 1\n\nIt was a medlar."
    assert "It goes to 2 chats that were told this story" in owner.seen
    question = owner.screen[-1]
    assert await editor.send_data(owner.keys(question)[0]["callback_data"]) == "Done already, or too late"
    await owner.press("Yes, send to 2")
    assert owner.seen == "The correction is on its way to 2 chats."
    assert await owner.send_data(owner.keys(question)[0]["callback_data"]) == "Done already, or too late"
    rows = [row for row in deliveries(database) if row.correction_id]
    assert [(row.chat_id, row.reply_to, row.dedupe_key) for row in rows] == [
        (501, 71, f"correction:1:{rows[0].subscriber_id}"), (502, 72, f"correction:1:{rows[1].subscriber_id}"),
    ]  # fmt: skip
    assert [act for act, _ in acts(town)] == [AuditAct.CORRECTED]


async def test_when_the_number_is_another_it_is_asked_again(town: Town, owner: Person) -> None:
    database = town.database
    for chat_id in (501, 502):
        follower(database, chat_id)
    told = sample_news.publish(database, 1, "space")
    sent(database)
    await opened(owner, told)
    await owner.press("Correction to readers")
    await owner.write("It was a medlar.")
    await town.person(502).change("member", "kicked")
    await owner.press("Yes, send to 2")
    assert "the number is another now" in owner.seen
    assert "It goes to 1 chat" in owner.seen
    assert "1 more was told" in owner.seen
    await owner.press("Yes, send to 1")
    assert [row.chat_id for row in deliveries(database) if row.correction_id] == [501]


async def test_nobody_told_nobody_asked(town: Town, owner: Person) -> None:
    await opened(owner, sample_news.publish(town.database, 1, "space"))
    await owner.press("Correction to readers")
    await owner.write("It was a medlar.")
    assert "Nobody who was told this story can be written to" in owner.seen
    assert owner.buttons == ["Write another", "Back to the article"]


# Stories.


async def test_a_split_owes_the_alert_to_those_whom_the_fold_kept_from_it(
    town: Town, owner: Person, editor: Person
) -> None:
    database = town.database
    follower(database)
    first = sample_news.publish(database, 1, "space")
    second = sample_news.publish(database, 2, "space", story_id=first.story_id)
    database.call(articles.mark_announced, [first.id, second.id], NOON + timedelta(minutes=2))
    town.clock.pass_(minutes=5)
    for person in (owner, editor):
        await opened(person, second)
        await person.press("Not the same story")
        assert "1 chat was not told it" in person.seen
    assert now_of(database, second).story_id == first.story_id
    await owner.press("Yes, a story of its own")
    assert owner.seen == "The article has a story of its own now. 1 alert is on its way."
    assert await editor.press("Yes, a story of its own") == "Done already, or too late"
    assert [row.article_id for row in deliveries(database)] == [first.id, second.id]
    assert "Its story has no other article" in editor.seen
    assert [act for act, _ in acts(town)] == [AuditAct.STORY_SPLIT]


async def test_two_stories_become_one_and_nobody_gets_anything(town: Town, owner: Person) -> None:
    database = town.database
    follower(database)
    one, other = (sample_news.publish(database, number, "space") for number in (1, 2))
    sent(database)
    await opened(owner, one)
    await owner.press("Same story")
    assert "No article has “quince”" in await owner.write("quince")
    await owner.write("number 2")
    assert "News number 1 (articles: 1)\nNews number 2 (articles: 1)" in owner.seen
    question = owner.screen[-1]
    await owner.press("Yes, one story")
    assert owner.seen == "The two are one story now. Nobody was sent anything."
    assert await owner.send_data(owner.keys(question)[0]["callback_data"], question) == "Done already, or too late"
    assert "Its story: 2 articles" in owner.seen
    assert "Put here by an editor" in owner.seen
    assert {row.story_id for row in deliveries(database)} == {one.story_id}
    assert len(deliveries(database)) == 2
    assert now_of(database, other).story_id == one.story_id


async def test_of_several_other_stories_one_is_picked(town: Town, owner: Person) -> None:
    told = [sample_news.publish(town.database, number, "space") for number in (1, 2, 3)]
    await opened(owner, told[0])
    await owner.press("Same story")
    await owner.write("news")
    await owner.press("News number 1")
    assert "is in this story already" in owner.seen
    await owner.press("Back to the article")
    await owner.press("Same story")
    await owner.write("news")
    await owner.press("News number 3")
    await owner.press("Yes, one story")
    assert now_of(town.database, told[2]).story_id == told[0].story_id


# Alerts that failed.


async def test_what_failed_is_sent_again_once_and_only_to_whom_it_may(town: Town, owner: Person) -> None:
    database = town.database
    for chat_id in (501, 502, 503):
        follower(database, chat_id)
    told = sample_news.publish(database, 1, "space")
    states = (DeliveryState.DEAD, DeliveryState.UNCERTAIN, DeliveryState.DEAD)
    for row, state in zip(deliveries(database), states, strict=True):
        change(database, row, state=state)
    await town.person(503).change("member", "kicked")
    await opened(owner, told)
    await owner.press("Send again (2)")
    assert (
        "Alerts that failed: 1. Alerts that perhaps arrived: 1; whoever has one of these may get it twice."
        in owner.seen
    )
    question = owner.screen[-1]
    await owner.press("Yes, send 2 again")
    assert owner.seen == "2 alerts are on their way once more."
    assert await owner.send_data(owner.keys(question)[0]["callback_data"]) == "Done already, or too late"
    assert [row.state for row in deliveries(database)] == [
        DeliveryState.PENDING, DeliveryState.PENDING, DeliveryState.DEAD,
    ]  # fmt: skip
    assert [act for act, _ in acts(town)] == [AuditAct.SENT_AGAIN]


async def test_any_command_ends_the_question_and_the_way_back_is_there(town: Town, owner: Person) -> None:
    told = sample_news.publish(town.database, 1, "space")
    await opened(owner, told)
    await owner.press("Title")
    await owner.press("Never mind")
    await owner.press("Back to the article")
    assert owner.seen.startswith("News number 1")
