"""Editors decide about what waits: once, whoever presses, however often, in their own chat and in their group."""

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.handlers.admin import review_loop
from bot.handlers.admin.review_loop import MOST_SHOWN, ReviewLoop
from bot.handlers.context import AdminServices, Services
from bot.views.admin.callback_data import PublishArticle, RejectArticle
from bot.views.admin.reviews import ShownReview, review_message
from bot.views.message import Message
from storage import admins, articles, reviews
from storage.database import Database
from storage.models import Article, ReviewState, Trouble
from tests.conftest import NOON
from tests.handlers import sample_news
from tests.handlers.people import OWNERS, TEXTS, Person, Town, town_with
from tests.storage import rows

GROUP = -100_200
OWNER, EDITOR, STRANGER = 901, 903, 700
DAY = timedelta(days=1)
CHAT = {"id": GROUP, "type": "supergroup", "title": "Editors"}
NAMES = {OWNER: {"first_name": "Olga"}, EDITOR: {"first_name": "Emil"}}


@pytest.fixture
async def newsroom(sqlite: Database) -> AsyncIterator[Town]:
    sqlite.call(sample_news.stock)
    sqlite.call(admins.add_editor, EDITOR, OWNER, NOON)
    services = AdminServices(owners=OWNERS, zone=ZoneInfo("Europe/Berlin"), review_chat_id=GROUP)
    async with town_with(sqlite, services) as town:
        town.telegram.chats = NAMES
        yield town


@pytest.fixture
def held(newsroom: Town) -> Article:
    return hold(newsroom, "Held rivers")


def hold(town: Town, title: str) -> Article:
    made = rows.article(town.database, f"https://held.example/{title}".replace(" ", "-"), title=title, is_held=True)
    town.database.call(reviews.hold, {made.id: "all"}, town.clock.now)
    town.database.call(reviews.set_reach, made.id, 1200)
    return made


def state(town: Town, article: Article) -> ReviewState:
    found = town.database.call(reviews.find, article.id)
    assert found
    return found.state


def stored_as(town: Town, article: Article) -> Article:
    found = town.database.call(articles.find_any, article.id)
    assert found
    return found


def member(town: Town, number: int) -> Person:
    return Person(town, number, chat=CHAT)


class Desk:
    """The loop that shows what waits, with what it reports."""

    def __init__(self, town: Town, chat_id: int = GROUP) -> None:
        self.told: list[tuple[Trouble, Mapping[str, Any]]] = []
        services = Services(town.database, TEXTS, town.clock)
        self.loop = ReviewLoop(town.application.bot, services, chat_id, lambda *what: self.told.append(what))

    async def shows(self) -> None:
        await self.loop.tick()


async def test_an_article_is_shown_as_it_would_look_and_published_by_one_press(newsroom: Town, held: Article) -> None:
    editor, desk = member(newsroom, EDITOR), Desk(newsroom)
    await desk.shows()
    await desk.shows()
    assert len(editor.screen) == 1
    assert "Waits for an editor" in editor.seen
    assert "1,200 people" in editor.seen
    assert "Held rivers" in editor.seen
    assert await editor.press("✅ Publish") == "Published: it is news from now on"
    assert state(newsroom, held) is ReviewState.PUBLISHED
    assert "Published" in editor.seen
    assert "Emil" in editor.seen
    assert editor.buttons == []
    await desk.shows()
    assert len(editor.screen) == 1


async def test_the_second_editor_is_told_who_decided_and_when(newsroom: Town, held: Article) -> None:
    first, second = member(newsroom, EDITOR), member(newsroom, OWNER)
    await Desk(newsroom).shows()
    message = first.screen[-1]
    await first.press("❌ Reject")
    said = await second.send_data(PublishArticle(held.id, 0).encode(), message)
    assert said == "Emil has decided: rejected (2026-03-02 13:00)"
    assert state(newsroom, held) is ReviewState.REJECTED
    assert await second.send_data(RejectArticle(held.id, 0).encode(), message) == said


async def test_strangers_decide_nothing(newsroom: Town, held: Article) -> None:
    await Desk(newsroom).shows()
    stranger = member(newsroom, STRANGER)
    for label in ("✅ Publish", "🔕", "❌", "🔒", "✎ Title"):
        assert await stranger.press(label) == "Only editors decide here"
    alone = newsroom.person(STRANGER)
    for data in (PublishArticle(held.id, 0), RejectArticle(held.id, 0)):
        assert "out of date" in await alone.send_data(data.encode())
    before = len(stranger.screen)
    await stranger.write("/review")
    assert len(stranger.screen) == before
    assert state(newsroom, held) is ReviewState.WAITING


async def test_editors_decide_in_their_own_chat_too_but_in_no_other_group(newsroom: Town, held: Article) -> None:
    elsewhere = Person(newsroom, EDITOR, chat={"id": -5, "type": "group", "title": "x"})
    assert "out of date" in await elsewhere.send_data(PublishArticle(held.id, 0).encode())
    assert state(newsroom, held) is ReviewState.WAITING
    alone = newsroom.person(EDITOR)
    await alone.send_data(PublishArticle(held.id, 0).encode())
    assert state(newsroom, held) is ReviewState.PUBLISHED


async def test_nobody_publishes_what_they_did_not_see(newsroom: Town, held: Article) -> None:
    editor, desk = member(newsroom, EDITOR), Desk(newsroom)
    await desk.shows()
    newsroom.database.call(reviews.note_changed, [held.id])
    assert "has changed" in await editor.press("✅ Publish")
    assert state(newsroom, held) is ReviewState.WAITING
    await editor.press("✅ Publish")  # the message shows the new one now
    assert state(newsroom, held) is ReviewState.PUBLISHED


async def test_a_title_is_the_reply_to_the_question_and_nothing_else(newsroom: Town, held: Article) -> None:
    editor, other, desk = member(newsroom, EDITOR), member(newsroom, OWNER), Desk(newsroom)
    await desk.shows()
    await editor.press("✎ Title")
    question = editor.screen[-1]
    await editor.write("Good morning")  # no reply
    await newsroom.person(EDITOR).write("Good morning to you")
    await other.send(text="I was not asked", reply_to_message=question)
    assert stored_as(newsroom, held).title == "Held rivers"
    assert "Changed" in await editor.send(text="  Rivers,  held ", reply_to_message=question)
    assert stored_as(newsroom, held).title == "Rivers, held"
    await desk.shows()
    assert "Rivers, held" in editor.screen[0]["text"]


async def test_an_embargo_is_typed_in_the_zone_of_the_administrators(newsroom: Town, held: Article) -> None:
    editor, desk = member(newsroom, EDITOR), Desk(newsroom)
    await desk.shows()
    await editor.press("🔒")
    assert "Europe/Berlin" in editor.seen
    await editor.send(text="2026-03-01 08:00", reply_to_message=editor.screen[-1])
    assert "no time ahead" in editor.seen
    await editor.send(text="2026-03-03 08:00", reply_to_message=editor.screen[-1])
    assert "Under embargo" in editor.seen
    assert stored_as(newsroom, held).embargo_until == datetime(2026, 3, 3, 7, tzinfo=UTC)
    assert state(newsroom, held) is ReviewState.EMBARGOED
    await desk.shows()
    assert "Under embargo" in editor.screen[0]["text"]


async def test_topics_and_excerpts(newsroom: Town, held: Article) -> None:
    editor = newsroom.person(EDITOR)
    newsroom.database.call(reviews.find, held.id)
    await editor.write("/review")
    await editor.press("Held rivers")
    shown = len(editor.screen) - 1
    await editor.press("✎ Topics", shown)
    assert "Not in the catalogue: Nowhere" in await editor.write("Nowhere")
    assert "Changed" in await editor.write("AI")
    await editor.press("✎ Excerpt", shown)
    assert "Changed" in await editor.write("-")
    stored = stored_as(newsroom, held)
    assert (stored.topic_names, stored.excerpt) == (["Artificial Intelligence"], "")


async def test_an_answer_that_comes_after_the_decision_changes_nothing(newsroom: Town, held: Article) -> None:
    editor = member(newsroom, EDITOR)
    await Desk(newsroom).shows()
    message = editor.screen[-1]
    await editor.press("🔒")
    question = editor.screen[-1]
    await member(newsroom, OWNER).send_data(RejectArticle(held.id, 0).encode(), message)
    said = await editor.send(text="2026-03-03 08:00", reply_to_message=question)
    assert "Olga has decided: rejected" in said
    assert state(newsroom, held) is ReviewState.REJECTED


async def test_what_nobody_decided_in_a_day_is_shown_again(newsroom: Town, held: Article) -> None:
    editor, desk = member(newsroom, EDITOR), Desk(newsroom)
    await desk.shows()
    newsroom.clock.pass_(hours=23)
    await desk.shows()
    assert len(editor.screen) == 1
    newsroom.clock.pass_(hours=1)
    await desk.shows()
    await desk.shows()
    assert len(editor.screen) == 2
    assert editor.buttons_of(0) == []
    assert "Nobody decided" in editor.seen
    assert state(newsroom, held) is ReviewState.WAITING


@pytest.mark.usefixtures("held")
async def test_owners_are_told_that_the_chat_is_gone_and_review_still_works(newsroom: Town) -> None:
    desk, editor = Desk(newsroom), newsroom.person(EDITOR)
    newsroom.telegram.refusals["sendMessage"] = (403, "Forbidden: bot was kicked from the supergroup chat")
    await desk.shows()
    await desk.shows()
    assert [cause for cause, _ in desk.told] == [Trouble.REVIEW]
    newsroom.telegram.refusals.clear()
    await editor.write("/review")
    assert "1 article waits" in editor.seen
    newsroom.clock.pass_(minutes=1)
    await desk.shows()
    assert "Waits for an editor" in member(newsroom, EDITOR).seen


async def test_a_message_that_was_deleted_is_shown_anew(newsroom: Town, held: Article) -> None:
    desk, editor = Desk(newsroom), member(newsroom, EDITOR)
    await desk.shows()
    newsroom.database.call(reviews.note_changed, [held.id])
    newsroom.telegram.refusals["editMessageText"] = (400, "Bad Request: message to edit not found")
    await desk.shows()
    newsroom.telegram.refusals.clear()
    await desk.shows()
    assert newsroom.telegram.times("sendMessage") == 2
    assert "Waits" in editor.seen


async def test_one_article_that_telegram_refuses_keeps_no_other_back(
    newsroom: Town, held: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, editor = Desk(newsroom), member(newsroom, EDITOR)
    hold(newsroom, "Second story")

    def word(shown: ShownReview, *args: Any, **kwargs: Any) -> Message:
        if shown.article.id == held.id:
            raise ValueError
        return review_message(shown, *args, **kwargs)

    monkeypatch.setattr(review_loop, "review_message", word)
    await desk.shows()
    assert "Second story" in editor.seen
    await desk.shows()
    assert len(editor.screen) == 1
    monkeypatch.undo()
    newsroom.clock.pass_(minutes=10)
    await desk.shows()
    assert "Held rivers" in editor.seen


async def test_another_chat_is_shown_what_waits_anew(newsroom: Town, held: Article) -> None:
    await Desk(newsroom).shows()
    await Desk(newsroom, EDITOR).shows()
    assert "Held rivers" in newsroom.person(EDITOR).seen
    assert state(newsroom, held) is ReviewState.WAITING


async def test_so_many_messages_wait_at_most(newsroom: Town) -> None:
    for number in range(MOST_SHOWN + 5):
        hold(newsroom, f"Story {number}")
    desk, editor = Desk(newsroom), member(newsroom, EDITOR)
    for _ in range(8):
        await desk.shows()
    assert len(editor.screen) == MOST_SHOWN
    assert "Story 0" in editor.screen[0]["text"]
    await editor.press("❌ Reject", 0)
    await desk.shows()
    assert f"Story {MOST_SHOWN}" in editor.seen


async def test_all_are_published_after_a_question_that_says_how_many(newsroom: Town) -> None:
    for number in range(7):
        hold(newsroom, f"Story {number}")
    editor = newsroom.person(EDITOR)
    assert "7 articles wait" in await editor.write("/review")
    assert "Story 0" in editor.seen
    assert "Story 5" not in editor.seen
    await editor.press("▶")
    assert "Story 5" in editor.seen
    await editor.press("Publish all")
    assert "Publish all 7 articles?" in editor.seen
    assert "8,400 alerts" in editor.seen
    question = editor.screen[-1]
    hold(newsroom, "One more")
    assert "has changed" in await editor.press("Yes, publish 7")
    assert "8 articles wait" in editor.seen
    await editor.press("Publish all")
    await editor.press("Yes, publish 8")
    assert "8 articles are published" in editor.seen
    await editor.send_data(Person.keys(question)[0]["callback_data"], question)
    _, audited = newsroom.database.call(admins.audit_entries, 0, 20)
    assert audited == 8
