"""/volume: how much of each topic comes, by command, button and question."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from bot.handlers.volume import parse_volume
from bot.views.callback_data import AskPerDay, OpenTopicVolume, SetTopicVolume
from bot.views.volume import MOST_PER_DAY, OFFERED, VOLUMES, TopicVolume
from storage import subscribers
from storage.models import Subscriber, Subscription, Topic, Volume
from tests.conftest import NOON
from tests.handlers import sample_news
from tests.handlers.people import EXPIRED, UNCHANGED, Person, Town

CHOICES = {
    "all": TopicVolume(Volume.ALL),
    "stories": TopicVolume(Volume.STORIES),
    "TOP": TopicVolume(Volume.TOP),
    "5": TopicVolume(Volume.SOME, 5),
    "about 5": TopicVolume(Volume.SOME, 5),
    "5 a day": TopicVolume(Volume.SOME, 5),
    "About 12 per day": TopicVolume(Volume.SOME, 12),
    "3/day": TopicVolume(Volume.SOME, 3),
    "1": TopicVolume(Volume.SOME, 1),
    str(MOST_PER_DAY): TopicVolume(Volume.SOME, MOST_PER_DAY),
    "0": None,
    str(MOST_PER_DAY + 1): None,
    "99999999999999999999": None,
    "-3": None,
    "some": None,
    "muted": None,
    "five": None,
    "": None,
}


@pytest.mark.parametrize("written", CHOICES)
def test_what_can_be_written_for_a_volume(written: str) -> None:
    assert parse_volume(written) == CHOICES[written]


def subscription(town: Town, person: Person, slug: str) -> Subscription | None:
    found = town.database.call(subscribers.find, person.id)
    chosen = town.database.call(subscribers.subscriptions, found.id if found else 0)
    return chosen.get(sample_news.topic_id(town.database, slug))


def stored(town: Town, person: Person, slug: str) -> TopicVolume | None:
    """The volume of a topic that is stored of a person."""
    found = subscription(town, person, slug)
    return TopicVolume(Volume(found.volume), found.per_day) if found else None


def have_yesterday(town: Town, *slugs: str) -> None:
    """Have six stories arrive, the first one reported by three, and a day pass."""
    story_id = sample_news.publish(town.database, 0, *slugs).story_id
    for number in range(1, 8):
        sample_news.publish(town.database, number, *slugs, story_id=story_id if number < 3 else None)
    town.clock.pass_(days=1)


@pytest.mark.parametrize(
    ("written", "expected", "says", "yesterday"),
    [
        ("all", TopicVolume(Volume.ALL), "Every article on Computer Vision comes", "8 articles of 6 stories"),
        ("stories", TopicVolume(Volume.STORIES), "Each story on Computer Vision comes once", "6 of 6 stories"),
        ("top", TopicVolume(Volume.TOP), "Of Computer Vision the top stories come", "2 of 6 stories"),
        ("1", TopicVolume(Volume.SOME, 1), "About one story a day on Computer Vision comes", "1 of 6 stories"),
        ("4", TopicVolume(Volume.SOME, 4), "About 4 stories a day on Computer Vision come", "4 of 6 stories"),
    ],
)
async def test_a_volume_by_command_says_what_it_would_have_sent_yesterday(
    town: Town, written: str, expected: TopicVolume, says: str, yesterday: str
) -> None:
    ada = town.person()
    have_yesterday(town, "computer-vision")
    seen = await ada.write(f"/volume computer vision {written}")
    assert says in seen
    assert f"Yesterday it would have sent {yesterday}." in seen
    assert stored(town, ada, "computer-vision") == expected


async def test_the_page_of_a_topic_says_what_each_choice_would_have_sent(town: Town, ada: Person) -> None:
    have_yesterday(town, "computer-vision")
    await ada.write("/subscribe ai")
    seen = await ada.write("/volume CV")
    assert "Now: each story once, as of Artificial Intelligence." in seen
    assert "Yesterday it had 6 stories." in seen
    for line in (
        "Each story once: 6 of 6",
        "Every article: 8 articles",
        "Top stories: 2 of 6",
        "About 3 a day: 3 of 6",
    ):
        assert line in seen
    assert "✓ Each story once" in ada.buttons


async def test_yesterday_is_that_of_their_clock(town: Town, ada: Person) -> None:
    town.clock.now = NOON
    for number, hour in enumerate((-14, -10, 0)):  # of 2 March, in Tokyo: 7, 11 and 21 o'clock
        at = NOON + timedelta(hours=hour)
        sample_news.publish(town.database, int((at - NOON) / timedelta(minutes=1)) + number, "space")
    await ada.write("/start")
    live_in(town, ada, "Asia/Tokyo")
    town.clock.pass_(hours=4)
    assert "Yesterday it had 3 stories." in await ada.write("/volume space")
    live_in(town, ada, "America/New_York")
    assert "Yesterday it had 2 stories." in await ada.write("/volume space")


def live_in(town: Town, person: Person, zone: str) -> None:
    def move(session: Session) -> None:
        found = session.exec(select(Subscriber).where(Subscriber.chat_id == person.id)).one()
        found.zone = zone

    town.database.call(move)


async def test_each_choice_is_a_button(town: Town, ada: Person) -> None:
    await ada.write("/volume space")
    assert "You do not follow it. What you choose follows it." in ada.seen
    assert "Yesterday it had no story" in ada.seen
    labels = ["Every article", "Each story once", "Top stories", "About 1 a day", "About 3 a day", "About 10 a day"]
    expected = [OFFERED[1], OFFERED[0], OFFERED[2], OFFERED[3], OFFERED[4], OFFERED[6]]
    for label, choice in zip(labels, expected, strict=True):
        assert "Space: " in await ada.press(label)
        assert stored(town, ada, "space") == choice
        await ada.press("Change")
        assert f"✓ {label}" in ada.buttons
        assert await ada.press(label) == UNCHANGED
        await ada.press("Change")


async def test_another_number_is_asked_for(town: Town, ada: Person) -> None:
    await ada.write("/volume space")
    await ada.press("Another number")
    assert "How many stories a day on Space" in ada.seen
    assert "That is no number from 1 to 100." in await ada.write("lots")
    assert "About 7 stories a day on Space come" in await ada.write("7")
    assert stored(town, ada, "space") == TopicVolume(Volume.SOME, 7)


async def test_a_question_about_a_topic_that_is_gone_shows_the_list(town: Town, ada: Person) -> None:
    gossip = sample_news.topic_id(town.database, "gossip")
    await ada.write("/start gossip")
    await ada.write("/subscribe space")
    assert EXPIRED in await ada.send_data(AskPerDay(gossip).encode())
    await ada.send_data(AskPerDay(sample_news.topic_id(town.database, "space")).encode())
    unlist(town, "space")
    await ada.write("/unsubscribe space")
    await ada.send_data(AskPerDay(sample_news.topic_id(town.database, "robotics")).encode())
    unlist(town, "robotics")
    assert "You follow no topic yet" in await ada.write("7")


def unlist(town: Town, slug: str) -> None:
    def change(session: Session) -> None:
        session.exec(select(Topic).where(Topic.slug == slug)).one().is_listed = False

    town.database.call(change)


async def test_the_list_has_each_followed_topic_with_its_volume(town: Town, ada: Person) -> None:
    assert "You follow no topic yet" in await ada.write("/volume")
    for written in ("/volume space top", "/volume ai 5", "/volume computer vision all", "/subscribe robotics"):
        await ada.write(written)
    await ada.send_data(f"m:{sample_news.topic_id(town.database, 'robotics')}")
    await ada.write("/volume")
    assert ada.buttons == [
        "Artificial Intelligence: about 5 a day",
        "Computer Vision: every article",
        "Space: top stories",
    ]
    await ada.press("Space")
    assert "Now: top stories." in ada.seen
    await ada.press("All topics’ volumes")
    assert len(ada.buttons) == 3


@pytest.mark.parametrize(("query", "says"), [
    ("space loud", "“loud” is no volume"),
    ("space 0", "“0” is no volume"),
    ("space 101", "“101” is no volume"),
    ("spaec 5", "Did you mean one of these?"),
    ("nothing alike whatsoever", "No topic is called"),
])  # fmt: skip
async def test_what_is_no_volume_or_no_topic_is_said(town: Town, ada: Person, query: str, says: str) -> None:
    assert says in await ada.write(f"/volume {query}")
    assert ada.chosen == {}


async def test_a_topic_whose_name_ends_like_a_volume(town: Town, ada: Person) -> None:
    def add(session: Session) -> None:
        session.add(Topic(slug="area-5", name="Area 5"))
        session.add(Topic(slug="area", name="Area"))

    town.database.call(add)
    assert "How much of Area 5" in await ada.write("/volume area 5")
    await ada.write("/volume area 5 top")
    assert stored(town, ada, "area-5") == TopicVolume(Volume.TOP)


@pytest.mark.parametrize("per_day", [0, MOST_PER_DAY + 1, 2**62])
async def test_forged_numbers_choose_nothing(town: Town, ada: Person, per_day: int) -> None:
    space = sample_news.topic_id(town.database, "space")
    forged = [
        SetTopicVolume(space, VOLUMES.index(Volume.SOME), per_day),
        SetTopicVolume(space, 4, 1),
        SetTopicVolume(sample_news.topic_id(town.database, "gossip"), 0, 0),
        OpenTopicVolume(9_999),
        AskPerDay(9_999),
    ]
    for data in forged:
        assert await ada.send_data(data.encode()) == EXPIRED
    assert ada.chosen == {}


async def test_a_topic_below_gets_a_volume_of_its_own_and_keeps_the_rest(town: Town, ada: Person) -> None:
    await ada.write("/subscribe ai")
    await ada.write("/volume computer vision 3")
    assert stored(town, ada, "ai") == TopicVolume(Volume.STORIES)
    assert stored(town, ada, "computer-vision") == TopicVolume(Volume.SOME, 3)


async def test_following_again_keeps_a_volume(town: Town, ada: Person) -> None:
    await ada.write("/volume space 3")
    for again in ("/subscribe space", "/subscribe space, robotics", "/start space"):
        assert "already" in await ada.write(again) or "Robotics" in ada.seen
        assert stored(town, ada, "space") == TopicVolume(Volume.SOME, 3)


async def test_a_muted_topic_says_so_and_comes_back(town: Town, ada: Person) -> None:
    await ada.write("/subscribe space")
    await ada.send_data(f"m:{sample_news.topic_id(town.database, 'space')}")
    assert "It is muted now." in await ada.write("/volume space")
    await ada.press("Top stories")
    assert stored(town, ada, "space") == TopicVolume(Volume.TOP)


async def test_who_paused_is_reminded(town: Town, ada: Person) -> None:
    await ada.write("/stop")
    assert "Alerts are paused" in await ada.write("/volume space 3")


@pytest.mark.parametrize("volume", ["all", "stories", "top", "4"])
async def test_any_volume_is_following(town: Town, ada: Person, volume: str) -> None:
    await ada.write(f"/volume space {volume}")
    assert "You follow 1 topic" in await ada.write("/mine")
    assert "✓ Space" in ada.buttons
    await ada.press("Space")
    assert "🔕 Space" in ada.buttons
    await ada.write("/topics")
    assert "🔕 Space" in ada.buttons
    await ada.write(f"/volume ai {volume}")
    await ada.write("/topics")
    assert "└ ✓ Computer Vision · via AI" in ada.buttons
    assert "✓ It comes with Artificial Intelligence" in await ada.write("/topics cv")


async def test_the_card_leads_to_volume_rhythm_and_filters(town: Town, ada: Person) -> None:
    await ada.write("/topics space")
    assert not [label for label in ada.buttons if label.startswith(("Volume", "Rhythm", "Filters"))]
    await ada.write("/volume ai 5")
    await ada.write("/topics computer vision")
    assert {"Volume: about 5 a day", "Rhythm: at once", "Filters: none"} <= set(ada.buttons)
    await ada.press("Volume")
    assert "Now: about 5 a day, as of Artificial Intelligence." in ada.seen
    await ada.press("About it")
    assert "Computer Vision" in ada.seen
