"""Filters, watches and muted sources, as the person sees them."""

import pytest

from bot.views.callback_data import OpenMuteSource, OpenTopicFilters, OpenWatches, SaveFilter
from storage import subscribers, word_filters
from storage.database import Database
from storage.models import Article, DeliveryState, Volume, WordFilter
from tests.handlers import sample_news
from tests.handlers.people import EXPIRED, Person, Town
from tests.storage import rows


def story(database: Database, number: int, title: str, *slugs: str, **columns: object) -> Article:
    """Publish a story with a title."""
    article = sample_news.publish(database, number, *(slugs or ("space",)))
    rows.change(database, article, **({"title": title, "provider_domain": f"post{number}.example"} | columns))
    return article


def kept(ada: Person) -> list[tuple[int | None, str, str]]:
    """Topic, mode and expression of the filters that hold."""
    whom = rows.find(ada.town.database, ada.id).id
    found = ada.town.database.call(word_filters.filters_of, whom, ada.town.clock.now)
    return [(each.topic_id, each.mode.value, each.expression) for each in found]


@pytest.fixture
async def reader(town: Town, ada: Person) -> Person:
    """Follows Space and has three stories of it."""
    await ada.write("/subscribe space")
    for number, title in enumerate(("Crypto in orbit", "A rocket", "More crypto"), 1):
        story(town.database, number, title)
    return ada


async def test_a_filter_is_tried_and_then_saved(reader: Person) -> None:
    tried = await reader.write("/filter -crypto")
    assert "Hide stories with crypto" in tried
    assert "hidden 2 of the newest stories (3 tried):" in tried
    assert "• More crypto · Post 3\n• Crypto in orbit · Post 1" in tried
    assert reader.buttons == ["Save", "Cancel"]
    assert kept(reader) == []
    await reader.write("/help")
    await reader.press("Save", -2)
    assert reader.screen[-2]["text"].startswith("✓ Saved.")
    assert kept(reader) == [(None, "hide", "any: crypto")]
    assert "2 of the newest stories (3 tried)" in await reader.write("/filter crypto"), (
        "what would be hidden is the same again"
    )
    await reader.press("Save")
    assert len(kept(reader)) == 1


async def test_nothing_is_saved_by_cancel(reader: Person) -> None:
    await reader.write("/filter title:rocket")
    pressed = reader.screen[-1]
    await reader.press("Cancel")
    assert reader.seen == "Nothing was saved."
    assert kept(reader) == []
    save = next(key["callback_data"] for key in reader.keys(pressed) if key["text"] == "Save")
    assert await reader.send_data(save, pressed) == EXPIRED


async def test_a_draft_is_nobody_elses(town: Town, reader: Person) -> None:
    await reader.write("/filter crypto")
    [save] = [key["callback_data"] for key in reader.keys(reader.screen[-1]) if key["text"] == "Save"]
    assert await town.person(502).send_data(save) == EXPIRED
    assert kept(reader) == []


async def test_a_filter_of_a_topic(town: Town, reader: Person) -> None:
    await reader.write("/subscribe ai")
    story(town.database, 4, "An open-source model", "ai")
    story(town.database, 5, "A closed model", "computer-vision")
    story(town.database, 6, "Open source toys", "ai")
    tried = await reader.write('/filter Artificial Intelligence only "open source" -toys')
    assert 'In Artificial Intelligence, only stories with "open source"' in tried
    assert "In Artificial Intelligence, hide stories with toys" in tried
    assert "hidden 2 of the newest stories (3 tried)" in tried
    await reader.press("Save")
    ai = sample_news.topic_id(town.database, "ai")
    assert sorted(kept(reader)) == [(ai, "hide", "any: toys"), (ai, "only", 'any: "open source"')]
    tried = await reader.write("/filter ai only closed")
    assert "hidden none of the newest stories (3 tried)" in tried, "one of several that let through is enough"
    await reader.write("/filter ai")
    assert "There are 2 for this topic alone." in reader.seen
    await reader.send_data(OpenTopicFilters(ai).encode(), reader.screen[-1])
    assert reader.buttons == ['☑️ "open source"', "🚫 toys", "➕ New filter", "🚫 All filters"]


async def test_a_topic_that_comes_with_another_gets_its_own_choice(town: Town, ada: Person) -> None:
    await ada.write("/subscribe ai")
    await ada.write("/filter computer vision -toys")
    await ada.press("Save")
    ai, vision = (sample_news.topic_id(town.database, slug) for slug in ("ai", "computer-vision"))
    assert ada.chosen == {ai: Volume.STORIES, vision: Volume.STORIES}
    assert "You do not follow" not in ada.seen


async def test_a_topic_that_is_not_followed(ada: Person) -> None:
    assert "You do not follow Robotics so far" in await ada.write("/filter robotics -toys")
    assert "no stories yet to try it on" in ada.seen
    await ada.press("Save")
    assert "Follow Robotics" in " ".join(ada.buttons)
    assert ada.chosen == {}


async def test_only_the_first_stories_are_named(town: Town, ada: Person) -> None:
    for number in range(60):
        story(town.database, number, f"Crypto {number}")
    tried = await ada.write("/filter crypto")
    assert "hidden 50 of the newest stories (50 tried):" in tried
    assert "… and 45 more" in tried
    assert tried.count("•") == 5


async def test_a_story_is_hidden_where_all_of_it_is(town: Town, ada: Person) -> None:
    first = story(town.database, 1, "Crypto")
    story(town.database, 2, "Coins", "space", story_id=first.story_id)
    assert "hidden none of the newest stories (1 tried)" in await ada.write("/filter crypto")


async def test_alerts_that_wait_are_hidden_with_it(town: Town, reader: Person) -> None:
    waiting = [row for row in rows.deliveries(town.database) if row.state is DeliveryState.PENDING]
    assert len(waiting) == 3
    await reader.write("/filter -crypto")
    await reader.press("Save")
    assert "2 alerts that were on their way are hidden by it." in reader.seen
    assert rows.states(town.database) == ["cancelled", "pending", "cancelled"]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("/filter …", "“…” has no letters or digits"),
        ("/filter -", "“-” has no letters or digits"),
        ("/filter source:", "“source:” has no letters or digits"),
        ("/filter " + "a" * 201, "keep to 200 characters"),
        ("/filter a b c d e f g h i j k", "keep to 10 words"),
        ("/filter <b>&", "hide stories with b"),
        ("/filter ai only", "Which words?"),
        ("/filter ,", "Which words?"),
        ("/filter", "You have none"),
        ("/filters", "You have none"),
        ("/watch -toy", "at least one word that must be there"),
        ("/watch ?", "“?” has no letters or digits"),
        ("/watch", "There are none so far."),
        ("/watches", "There are none so far."),
    ],
)
async def test_what_is_answered(ada: Person, text: str, answer: str) -> None:
    assert answer.casefold() in (await ada.write(text)).casefold()
    assert kept(ada) == []


async def test_there_can_be_only_so_many_filters(town: Town, ada: Person) -> None:
    await ada.write("/start")
    whom = rows.find(town.database, ada.id).id
    await ada.write("/filter last one")
    for number in range(word_filters.MOST_FILTERS):
        rows.put(town.database, *_filters(whom, number, town))
    await ada.press("Save")
    assert "You have 50 filters" in ada.seen
    assert "You have 50 filters" in await ada.write("/filter more")
    await ada.write("/filters")
    assert "1/7" in ada.buttons
    await ada.press("New filter")
    assert "You have 50 filters" in ada.seen
    article = story(town.database, 1, "News")
    await ada.alerted(article)
    await ada.send_data(OpenMuteSource(article.id).encode(), ada.screen[-1])
    assert "as many filters as there can be" in await ada.press("for good")


def _filters(whom: int, number: int, town: Town) -> list[WordFilter]:
    return [WordFilter(subscriber_id=whom, expression=f"any: w{number}", created_at=town.clock.now)]


async def test_filters_are_listed_and_removed(reader: Person) -> None:
    for text in ("/filter -crypto toys", "/filter space only rocket"):
        await reader.write(text)
        await reader.press("Save")
    await reader.write("/filters")
    assert "You have 2 filters." in reader.seen
    assert reader.buttons[:2] == ["🚫 crypto, toys", "☑️ Space: rocket"]
    await reader.press("crypto")
    assert reader.seen == "🚫 Hide stories with crypto, toys\nOne of these is enough."
    pressed = reader.screen[-1]
    assert await reader.press("Remove") == "The filter is removed"
    assert "You have one filter." in reader.seen
    again = next(key["callback_data"] for key in reader.keys(pressed) if "Remove" in key["text"])
    assert await reader.send_data(again, reader.screen[-1]) == EXPIRED
    assert [each[2] for each in kept(reader)] == ["any: rocket"]


async def test_a_filter_is_asked_for(town: Town, reader: Person) -> None:
    await reader.write("/filters")
    await reader.press("New filter")
    assert "Which words do you want to hide?" in reader.seen
    assert "no letters or digits" in await reader.write("…")
    assert "Hide stories with stop" in await reader.write("stop")
    await reader.press("Save")
    assert kept(reader) == [(None, "hide", "any: stop")]
    space = sample_news.topic_id(town.database, "space")
    await reader.send_data(OpenTopicFilters(space).encode(), reader.screen[-1])
    await reader.press("New filter")
    assert "hide in Space?" in reader.seen
    assert "In Space, only stories with rocket" in await reader.write("only rocket")


async def test_words_are_watched_at_once(town: Town, ada: Person) -> None:
    story(town.database, 1, "A solid-state battery", "ai")
    town.clock.pass_(minutes=5)
    answer = await ada.write('/watch "Solid-State Battery"')
    assert answer.startswith('🔎 You watch "solid state battery": every story that holds it comes')
    assert "One story of the last seven days holds it." in answer
    assert "already" in await ada.write("/watch solid-state-battery")
    assert "every story that holds all of these" in await ada.write("/watch open source robot")
    await ada.press("Undo")
    assert ada.seen == "You no longer watch open, robot, source."
    await ada.write("/watches")
    assert ada.buttons[0] == '🔎 "solid state battery"'
    await ada.press("solid state")
    assert await ada.press("Stop watching") == "You no longer watch it"
    assert "There are none so far." in ada.seen
    assert await ada.send_data("fl:99", ada.screen[-1]) == EXPIRED
    assert await ada.send_data("fm:99", ada.screen[-1]) == EXPIRED


async def test_there_can_be_only_twenty_watches(ada: Person) -> None:
    for number in range(word_filters.MOST_WATCHES):
        ada.town.clock.pass_(minutes=1)
        await ada.write(f"/watch word{number}")
    assert "You watch 20 times already" in await ada.write("/watch more")
    await ada.write("/watches")
    await ada.press("Watch words")
    assert "You watch 20 times already" in ada.seen


async def test_words_to_watch_are_asked_for(ada: Person) -> None:
    await ada.write("/watches")
    await ada.press("Watch words")
    assert "no letters" in await ada.write("?!")
    assert "You watch robots" in await ada.write("robots")
    await ada.send_data(OpenWatches().encode(), ada.screen[-1])
    assert "There is one." in ada.seen


async def test_a_source_is_muted_below_an_alert(town: Town, reader: Person) -> None:
    article = story(town.database, 7, "News", provider_domain="www.zdnet.com")
    alert = await reader.alerted(article)
    await reader.send_data(OpenMuteSource(article.id).encode(), reader.screen[-1])
    assert reader.buttons == ["🚫 zdnet.com for a week", "🚫 zdnet.com for good", "Back to the alert"]
    assert await reader.press("for a week") == "You hear nothing from zdnet.com for a week"
    assert reader.buttons == ["🔔 Unmute zdnet.com", "Back to the alert"]
    assert reader.seen == alert
    assert kept(reader) == [(None, "hide", "any: source:zdnet.com")]
    assert rows.states(town.database)[-1] == "cancelled"
    await reader.write("/filters")
    await reader.press("zdnet.com")
    assert "Until 9 Mar 2026, 12:00." in reader.seen
    town.clock.pass_(days=7)
    assert kept(reader) == []


async def test_a_muted_source_is_heard_again(town: Town, reader: Person) -> None:
    article = story(town.database, 7, "News", provider_domain="", provider_name="The Verge")
    await reader.alerted(article)
    await reader.send_data(OpenMuteSource(article.id).encode(), reader.screen[-1])
    assert await reader.press("for good") == "You hear nothing from The Verge any more"
    assert kept(reader) == [(None, "hide", 'any: source:"the verge"')]
    pressed = reader.screen[-1]
    assert await reader.press("Unmute") == "You hear from The Verge again"
    late = next(key["callback_data"] for key in reader.keys(pressed) if "Unmute" in key["text"])
    assert await reader.send_data(late, pressed) == "You hear from The Verge again", "pressed twice"
    assert kept(reader) == []
    assert "for a week" in reader.buttons[0]
    town.clock.pass_(days=400)
    await reader.press("Back to the alert")


async def test_an_alert_whose_buttons_are_not_known_asks_anew(town: Town, ada: Person) -> None:
    article = story(town.database, 7, "News")
    await ada.send_data(OpenMuteSource(article.id).encode())
    assert ada.seen == "Hear nothing from post7.example?"
    nameless = story(town.database, 8, "News", provider_domain="", provider_name="")
    assert await ada.send_data(OpenMuteSource(nameless.id).encode()) == EXPIRED


async def test_filters_survive_what_is_told_of_nobody(town: Town, reader: Person) -> None:
    await reader.write("/filter crypto")
    assert await reader.send_data(SaveFilter(0, 0).encode(), reader.screen[-1]) == EXPIRED
    assert town.database.call(subscribers.find, reader.id)
