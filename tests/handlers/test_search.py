"""/search, as people use it."""

import json
from datetime import timedelta

from sqlmodel import select

from bot.views.callback_data import OpenSearch, WatchSearch
from storage import subscribers
from storage.models import StoredSearch
from storage.search import KEPT, MOST_KEPT
from tests.handlers import sample_news
from tests.handlers.people import EXPIRED, Person, Town


async def test_pages_of_what_has_the_words(town: Town, ada: Person) -> None:
    for number in range(1, 8):
        sample_news.publish(town.database, number, "space")
    assert "7 stories with “news”" in await ada.write("/search news")
    assert ada.seen.count("News number") == 5
    assert ada.buttons == ["1/2", "▶", "🔔 Watch these words"]
    await ada.press("▶")
    assert ada.seen.count("News number") == 2
    assert ada.buttons[:2] == ["◀", "2/2"]


async def test_a_minus_and_a_phrase(town: Town, ada: Person) -> None:
    for number in (1, 2):
        sample_news.publish(town.database, number, "space")
    assert "One story with" in await ada.write('/search "news number" -2')
    assert "News number 1" in ada.seen


async def test_words_are_asked_for_and_any_are_an_answer(town: Town, ada: Person) -> None:
    sample_news.publish(town.database, 1, "space")
    assert "Which words" in await ada.write("/search")
    assert "no word in “?!”" in await ada.write("?!")
    assert "News number 1" in await ada.write("news")
    assert "stop" in await _asked(ada, "stop")


async def _asked(ada: Person, words: str) -> str:
    await ada.write("/search")
    return await ada.write(words)


async def test_what_begins_so_is_found_where_nothing_has_the_word(town: Town, ada: Person) -> None:
    sample_news.publish(town.database, 1, "space")
    assert "begin with “numb”" in await ada.write("/search numb")


async def test_what_holds_it_is_found_where_nothing_begins_so(town: Town, ada: Person) -> None:
    sample_news.publish(town.database, 1, "space")
    assert "One story with words that hold “umbe”" in await ada.write("/search umbe")


async def test_a_watch_of_words_that_only_begin_or_hold_them_says_what_it_finds(town: Town, ada: Person) -> None:
    """A watch takes words as they are written, so what is shown here would not come."""
    sample_news.publish(town.database, 1, "space")
    for words in ("numb", "umbe"):
        assert "only as written: stories like these" in await ada.write(f"/search {words}")
        await ada.press("Watch these words")
        assert "No story of the last seven days" in ada.seen
    for words in ("number", "quantum"):
        assert "only as written" not in await ada.write(f"/search {words}")


async def test_nothing_found_can_be_watched(ada: Person) -> None:
    assert "No story has “quantum”" in await ada.write("/search quantum")
    await ada.press("Watch these words")
    assert "quantum" in ada.seen
    await ada.write("/watches")
    assert "quantum" in " ".join([ada.seen, *ada.buttons])


async def test_the_words_that_count_are_watched(town: Town, ada: Person) -> None:
    sample_news.publish(town.database, 1, "space")
    await ada.write("/search News & number -?! “post 2” …")
    await ada.press("Watch these words")
    assert "You watch" in ada.seen
    await ada.write("/watches")
    assert '🔎 "post 2", news, number' in ada.buttons


async def test_a_source_that_was_looked_for_is_watched_as_one(town: Town, ada: Person) -> None:
    sample_news.publish(town.database, 1, "space")
    assert "One story" in await ada.write("/search “Post 1”")
    await ada.press("Watch these words")
    assert 'source:"post 1"' in ada.seen
    assert "One story of the last seven days" in ada.seen


async def test_the_words_of_others_are_nobodys_business(town: Town, ada: Person) -> None:
    await ada.write("/search quantum")
    other = town.person(502)
    assert await other.send_data(OpenSearch(1, 0).encode()) == EXPIRED
    assert await other.send_data(WatchSearch(1).encode()) == EXPIRED


async def test_few_searches_are_kept_and_none_after_delete(town: Town, ada: Person) -> None:
    for number in range(MOST_KEPT + 2):
        town.clock.pass_(minutes=1)
        await ada.write(f"/search word{number}")
    assert len(_kept(town)) == MOST_KEPT
    town.clock.now += KEPT + timedelta(hours=1)
    await ada.write("/search late")
    assert _kept(town) == ["late"]
    town.database.call(subscribers.erase, ada.id)
    assert _kept(town) == []


def _kept(town: Town) -> list[str]:
    return town.database.call(lambda session: list(session.exec(select(StoredSearch.text))))


async def test_markup_in_what_is_looked_for_is_shown_as_written(ada: Person) -> None:
    assert "<b>x</b> & “y”" in await ada.write("/search <b>x</b> & “y”")


async def test_the_export_tells_of_searches_and_shared_lists(town: Town, ada: Person) -> None:
    for words in ("/search quantum", "/subscribe space", "/share", "/export"):
        await ada.write(words)
    [content] = town.telegram.files.values()
    settings = json.loads(content)["settings"]
    assert [each["words"] for each in settings["searches"]] == ["quantum"]
    assert [each["topics"] for each in settings["shared"]] == [["Space"]]


async def test_in_a_group_its_administrators_search_and_are_told_how(town: Town) -> None:
    sample_news.publish(town.database, 1, "space")
    town.telegram.members[-100123, 501] = {"status": "creator"}
    group = Person(town, 501, chat={"id": -100123, "type": "supergroup", "title": "Readers"})
    assert "/search computer vision" in await group.write("/search")
    assert "News number 1" in await group.write("/search news")
    assert "Watch these words" in group.buttons[-1]
