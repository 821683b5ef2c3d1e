"""What readers say below /stats, who told a story first, and the switch of daily summaries."""

import sys
from datetime import timedelta

import pytest

from bot.handlers.admin.notifier import Notifier
from bot.handlers.context import AdminServices, Services
from storage import admins, day_reports, responses
from storage.database import Database
from storage.models import Article, Trouble
from tests.handlers import sample_news
from tests.handlers.people import OWNERS, TEXTS, Person, Town

DAY = timedelta(days=1)


@pytest.fixture
def owner(town: Town) -> Person:
    return town.person(901)


def told(database: Database, town: Town) -> Article:
    """A story that two people voted for."""
    article = sample_news.publish(database, 10, "space")
    for person_id in (501, 502):
        database.call(responses.vote, person_id, article.id, responses.UP, town.clock.now)
    return article


async def test_what_readers_say_is_a_page_of_the_statistics(town: Town, owner: Person) -> None:
    told(town.database, town)
    await owner.write("/stats 7d")
    await owner.press("Readers")
    assert owner.seen.startswith("What readers said in 7 days\n\n👍 2  👎 0, by 2 people")
    assert "Topics followed: 0, left: 0" in owner.seen
    assert "1. News number 10: 👍 2" in owner.seen
    assert owner.buttons == ["Who was first: 1", "Back to the numbers"]


async def test_who_was_first_is_a_picture_that_stands_below(town: Town, owner: Person) -> None:
    told(town.database, town)
    await owner.write("/stats 7d")
    await owner.press("Readers")
    await owner.press("Who was first")
    assert owner.screen[-1]["photo"]
    assert owner.seen.startswith("News number 10\nTold by 1 outlet.")
    shown = len(owner.screen)
    await owner.press("Dark")
    assert len(owner.screen) == shown, "in place"
    await owner.send_data("rh:999:0")
    assert owner.seen == "The story is not there any more."


async def test_without_a_picture_outlets_are_listed(town: Town, owner: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    article = told(town.database, town)
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    await owner.send_data(f"rh:{article.id}:0")
    assert "• Post 10: first" in owner.seen


async def test_nobody_said_anything(owner: Person) -> None:
    await owner.send_data("rg:0")
    assert owner.seen.startswith("What readers said\n\nNo votes and no reactions.")


async def test_an_owner_switches_summaries_and_an_editor_cannot(town: Town, owner: Person) -> None:
    town.database.call(admins.add_editor, 903, 901, town.clock.now)
    editor = town.person(903)
    await editor.write("/status")
    assert not [label for label in editor.buttons if "summar" in label]
    await owner.write("/status")
    assert await owner.press("Send me each day's summary") == "You get a summary each morning"
    assert "No more daily summaries" in owner.buttons
    assert town.database.call(day_reports.wants_summary, 901)
    await editor.send_data("ri:1:1")
    assert not town.database.call(day_reports.wants_summary, 903)
    assert await owner.press("No more daily summaries") == "No more summaries"
    assert not town.database.call(day_reports.wants_summary, 901)


async def test_a_stranger_sees_none_of_it(town: Town, ada: Person) -> None:
    article = told(town.database, town)
    for data in ("rg:7", f"rh:{article.id}:0", "ri:1:0"):
        await ada.send_data(data)
    assert town.telegram.times("sendPhoto") == 0
    assert not [message for message in ada.screen if "readers" in str(message.get("text"))]


async def test_silence_and_summaries_are_told_to_owners(town: Town, owner: Person) -> None:
    services = Services(town.database, TEXTS, town.clock)
    notifier = Notifier(town.application.bot, services, AdminServices(owners=OWNERS))
    yesterday = town.clock.now.date() - DAY
    silent = [{"kind": "provider", "name": "<a.example>", "usual": 7}] * 14
    about = {"day": yesterday.isoformat(), "silent": silent}
    town.database.call(admins.add_trouble, OWNERS, f"{Trouble.SILENCE.value}:{yesterday}", about, town.clock.now)
    town.database.call(day_reports.set_summary, 901, town.clock.now, is_wanted=True)
    town.database.call(day_reports.tell_summary, OWNERS, yesterday, town.clock.now)
    await notifier.tick()
    first, second = (message["text"] for message in owner.screen[-2:])
    assert first.startswith("Silent on 1 Mar 2026\n\n• Provider <a.example>: usually about 7 a day")
    assert "… and 2 more" in first
    assert "0 articles arrived" in second
    await owner.press("No more daily summaries")
    assert not town.database.call(day_reports.wants_summary, 901)
    assert "0 articles arrived" in owner.seen, "the summary stands"
