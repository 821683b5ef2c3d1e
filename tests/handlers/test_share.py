"""Links into the bot: topics that come daily, and lists that people share."""

import re

import pytest

from bot.views.callback_data import TakeOverList, TakeOverTopic
from storage import subscribers, topics
from storage.models import Topic
from tests.handlers import sample_news
from tests.handlers.people import EXPIRED, UNCHANGED, Person, Town


def rhythms(town: Town, person: Person) -> dict[int, str]:
    found = town.database.call(subscribers.find, person.id)
    assert found
    chosen = town.database.call(subscribers.subscriptions, found.id)
    return {topic_id: each.rhythm for topic_id, each in chosen.items()}


async def test_a_link_follows_a_topic_daily_and_says_so(town: Town, ada: Person) -> None:
    answer = await ada.write("/start space-daily")
    assert "Space" in answer
    assert "daily at 08:00 (UTC)" in answer
    assert "daily at 08:00 (UTC)" in await ada.write("/start SPACE-Daily")
    assert rhythms(town, ada) == {sample_news.topic_id(town.database, "space"): "daily 08:00"}


async def test_the_hour_of_the_chat_counts(town: Town, ada: Person) -> None:
    await ada.write("/rhythm daily 19:30")
    assert "daily at 19:30" in await ada.write("/start space-daily")


async def test_a_topic_that_is_called_daily_goes_first(town: Town, ada: Person) -> None:
    town.database.call(topics.add_missing, [Topic(slug="space-daily", name="Space Daily")], are_listed=True)
    assert "Space Daily" in await ada.write("/start space-daily")
    assert list(rhythms(town, ada).values()) == [""]


async def test_links_name_topics_by_number_where_their_slug_does_not_fit(town: Town, ada: Person) -> None:
    number = sample_news.topic_id(town.database, "space")
    assert "You follow Space" in await ada.write(f"/start t_{number}")
    assert "daily" in await ada.write(f"/start t_{number}-daily")
    assert "Space" not in await town.person(502).write("/start t_99999-daily")


async def shared_by(person: Person) -> str:
    found = re.search(r"https://t\.me/wire_bot\?start=(l_[0-9a-f]+)", await person.write("/share"))
    assert found
    return found[1]


async def test_a_list_is_taken_over_with_the_first_button(town: Town, ada: Person) -> None:
    await ada.write("/subscribe space, robotics")
    payload = await shared_by(ada)
    bob = town.person(502)
    await bob.write("/subscribe space")
    assert "2 topics are shared with you" in await bob.write(f"/start {payload}")
    assert bob.buttons == ["Take over all 2", "➕ Robotics"]
    assert await bob.press("Take over all 2") == "You follow 1 more topic now"
    assert bob.chosen.keys() == ada.chosen.keys()
    assert "You follow all of these topics now" in bob.seen


async def test_a_newcomer_takes_one_topic_only(town: Town, ada: Person) -> None:
    await ada.write("/subscribe space, robotics")
    bob = town.person(502)
    await bob.write(f"/start {await shared_by(ada)}")
    assert bob.buttons[0] == "Take over all 2"
    await bob.press("➕ Robotics")
    assert bob.chosen.keys() == {sample_news.topic_id(town.database, "robotics")}
    assert bob.buttons == ["Take over all 2", "➕ Space"]


async def test_the_link_stays_while_the_list_does_and_is_ones_own(town: Town, ada: Person) -> None:
    assert "nothing to share" in await ada.write("/share")
    await ada.write("/subscribe space")
    first = await shared_by(ada)
    assert await shared_by(ada) == first
    await ada.write("/subscribe robotics")
    assert await shared_by(ada) != first
    assert "your own list" in await ada.write(f"/start {first}")
    assert ada.buttons == ["My topics"]


async def test_a_list_of_somebody_who_is_gone_is_gone(town: Town, ada: Person) -> None:
    await ada.write("/subscribe space")
    payload = await shared_by(ada)
    town.database.call(subscribers.erase, ada.id)
    assert "not shared any more" in await town.person(502).write(f"/start {payload}")


async def test_a_group_shares_its_own_topics_and_takes_over_others(town: Town, ada: Person) -> None:
    town.telegram.members[-100123, ada.id] = {"status": "creator"}
    group = Person(town, ada.id, chat={"id": -100123, "type": "supergroup", "title": "Readers"})
    await ada.write("/subscribe space, robotics")
    payload = await shared_by(ada)
    await group.write("/topics")
    assert "This group follows no topic yet" in await group.write("/share")
    assert "✓ This group follows Space. It comes daily" in await group.write("/start@wire_bot space-daily")
    assert "2 topics are shared" in await group.write(f"/start@wire_bot {payload}")
    await group.press("Take over all 2")
    assert "This group follows all of these topics now" in group.seen
    assert "the 2 topics of this group" in await group.write("/share")


async def test_a_list_that_is_too_long_for_a_group_is_not_taken_in_part(
    town: Town, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of it or nothing, with a word why; one topic still fits. A person has no such limit."""
    monkeypatch.setattr("bot.handlers.context.MOST_TOPICS", 2)
    town.telegram.members[-100123, ada.id] = {"status": "creator"}
    group = Person(town, ada.id, chat={"id": -100123, "type": "supergroup", "title": "Readers"})
    await ada.write("/subscribe space, robotics, ai")
    payload = await shared_by(ada)
    await group.write("/subscribe space")
    await group.write(f"/start@wire_bot {payload}")
    await group.press("Take over all 3")
    assert "one place may have no more" in group.seen
    assert "Nothing was changed" in group.seen
    assert topics_of(town, group) == {"space"}
    await group.write(f"/start@wire_bot {payload}")
    await group.press("➕ Robotics")
    assert topics_of(town, group) == {"space", "robotics"}
    bob = town.person(502)
    await bob.write(f"/start {payload}")
    await bob.press("Take over all 3")
    assert len(bob.chosen) == 3


def topics_of(town: Town, group: Person) -> set[str]:
    found = town.database.call(subscribers.find, int(group.chat["id"]))
    assert found
    chosen = town.database.call(subscribers.subscriptions, found.id)
    return {topic.slug for topic in town.database.call(topics.find_all) if topic.id in chosen}


async def test_forged_presses_take_nothing(town: Town, ada: Person) -> None:
    await ada.write("/subscribe space")
    token = int((await shared_by(ada)).removeprefix("l_"), 16)
    bob = town.person(502)
    assert await bob.send_data(TakeOverList(token + 1).encode()) == EXPIRED
    assert (
        await bob.send_data(TakeOverTopic(token, sample_news.topic_id(town.database, "robotics")).encode()) == EXPIRED
    )
    assert bob.chosen == {}
    await bob.send_data(TakeOverList(token).encode())
    assert await bob.send_data(TakeOverList(token).encode()) == UNCHANGED
