"""What readers of a digest see behind its buttons."""

import pytest
from sqlmodel import Session

from bot.views.callback_data import OpenDigestTopic, OpenStory
from storage import broadcasts
from tests.conftest import NOON
from tests.handlers import sample_news
from tests.handlers.people import EXPIRED, Person, Town
from tests.handlers.sample_digests import digest_of, received


def sent(session: Session, digest_id: int) -> None:
    """Have it be under way."""
    broadcast = broadcasts.create_draft(session, 901, NOON, digest_id=digest_id)
    assert broadcasts.send_draft(session, broadcast.id, NOON, needs_second=False)


async def test_a_number_sends_the_story_below_the_digest(town: Town, ada: Person) -> None:
    sample_news.publish(town.database, 1, "space", "robotics")
    await received(ada, digest_of(town, "space"))
    assert await ada.press("1") == ""
    assert ada.seen.startswith("News number 1\nPost 1 · 2 Mar 2026, 12:01 UTC")
    assert "Read" in ada.buttons
    assert len(ada.screen) == 2, "the digest stays"


async def test_a_story_whose_article_was_withdrawn_is_told_by_another(town: Town, ada: Person) -> None:
    first = sample_news.publish(town.database, 1, "space")
    other = sample_news.publish(town.database, 2, "space", story_id=first.story_id)
    await received(ada, digest_of(town, "space"))
    town.database.call(sample_news.withdraw, first.id)
    await ada.press("1")
    assert ada.seen.startswith("News number 2")
    town.database.call(sample_news.withdraw, other.id)
    assert await ada.press("1", 0) == "This story was withdrawn by its publisher"
    assert len(ada.screen) == 2


async def test_a_story_that_never_was_is_out_of_date(ada: Person) -> None:
    await ada.write("/help")
    assert await ada.send_data(OpenStory(99).encode(), ada.screen[-1]) == EXPIRED


@pytest.fixture
def thirty(town: Town) -> int:
    """A digest of thirty-three stories of space; returns its id."""
    for number in range(1, 34):
        sample_news.publish(town.database, number, "space")
    return digest_of(town, "space")


async def test_the_other_stories_come_below_and_turn_in_place(town: Town, ada: Person, thirty: int) -> None:
    await received(ada, thirty)
    await ada.press("Space: 23 more")
    assert ada.seen.startswith("Space · 33 stories\n\n11. News number 23\nPost 23")
    assert len(ada.screen) == 2
    await ada.press("▶")
    await ada.press("▶")
    assert "31. News number 3\n" in ada.seen
    assert ada.buttons == ["31", "32", "33", "◀", "3/3"]
    await ada.press("◀")
    await ada.press("◀")
    assert "11. News number 23" in ada.seen
    assert len(ada.screen) == 2
    await ada.press("12")
    assert ada.seen.startswith("News number 22")


async def test_a_page_beyond_the_end_is_the_last(town: Town, ada: Person, thirty: int) -> None:
    number = sample_news.topic_id(town.database, "space")
    await ada.write("/help")
    await ada.send_data(OpenDigestTopic(thirty, number, 99).encode(), ada.screen[-1])
    assert ada.buttons == ["31", "32", "33", "◀", "3/3"]


@pytest.mark.parametrize(("digest_id", "slug"), [(99, "space"), (1, "robotics"), (1, "gossip")])
async def test_what_a_digest_does_not_have_is_out_of_date(
    town: Town, ada: Person, thirty: int, digest_id: int, slug: str
) -> None:
    number = sample_news.topic_id(town.database, slug)
    await ada.write("/help")
    assert await ada.send_data(OpenDigestTopic(digest_id, number, 0).encode(), ada.screen[-1]) == EXPIRED


async def test_of_a_personal_digest_only_what_the_reader_follows_is_behind_the_button(town: Town, ada: Person) -> None:
    for number in range(1, 12):
        sample_news.publish(town.database, number, "space", "robotics")
    for number in range(12, 24):
        sample_news.publish(town.database, number, "robotics")
    digest_id = digest_of(town, "robotics", "space", is_personal=True)
    more = OpenDigestTopic(digest_id, sample_news.topic_id(town.database, "space"), 0).encode()
    await ada.write("/subscribe space")
    assert await ada.send_data(more, ada.screen[-1]) == EXPIRED, "all of it stands under robotics for whoever tries it"
    town.database.call(sent, digest_id)
    assert await ada.send_data(more, ada.screen[-1]) == ""
    assert ada.seen.startswith("Space · 11 stories\n\n11. News number 1\n")
