"""/places: the groups, threads and channels of a person; limits; the bot is put out, loses rights, comes back."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from bot.digests.missed import offer_missed
from bot.views.callback_data import OpenPlace, RemovePlace, TakePlaceOffList, TellMissed
from bot.views.places import absence_notice
from storage import chats, places, preferences, subscribers
from storage.absence import OFFERED_WITHIN
from storage.models import (
    ChatKind,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Digest,
    DigestOccasion,
    FilterMode,
    PlaceNotice,
    PlaceNoticeKind,
    Subscriber,
    SubscriberStatus,
    Volume,
    Watch,
    WordFilter,
)
from storage.places import MOST_TOPICS, PlaceLimitError
from tests.handlers import sample_news
from tests.handlers.people import RIGHTS, TEXTS, Person, Town
from tests.support.telegram import ME

GROUP, CHANNEL = -1001, -1002
ADMINISTRATOR = {"status": "administrator", "user": ME} | RIGHTS["administrator"] | {"can_post_messages": True}


def add(town: Town, chat_id: int, *slugs: str, kind: ChatKind = ChatKind.SUPERGROUP, **more: object) -> int:
    """Have somebody have set up a place that follows topics; returns its id."""
    topic_ids = [sample_news.topic_id(town.database, slug) for slug in slugs]
    options = {"title": "Readers", "set_up_by": 501, "thread_id": 0} | more

    def store(session: Session) -> int:
        now = town.clock.now
        thread_id = options.pop("thread_id")
        found = subscribers.find_or_add(session, chat_id, kind, "en", now, thread_id, **options)  # type: ignore[arg-type]
        for topic_id in topic_ids:
            subscribers.set_subscription(session, found.id, topic_id, Volume.STORIES, now)
        return found.id

    return town.database.call(store)


def place(town: Town, place_id: int) -> Subscriber:
    return town.database.call(lambda session: session.get_one(Subscriber, place_id))


def owed(town: Town, subscriber_id: int) -> list[tuple[DeliveryKind, DeliveryState]]:
    def find(session: Session) -> list[tuple[DeliveryKind, DeliveryState]]:
        rows = session.exec(select(Delivery).where(Delivery.subscriber_id == subscriber_id).order_by(col(Delivery.id)))
        return [(row.kind, row.state) for row in rows]

    return town.database.call(find)


def notices(town: Town) -> list[tuple[PlaceNoticeKind, int]]:
    """The notices that are owed, with the chats that get them."""

    def find(session: Session) -> list[tuple[PlaceNoticeKind, int]]:
        both = select(PlaceNotice.kind, Delivery.chat_id).join(
            Delivery, col(Delivery.place_notice_id) == PlaceNotice.id
        )
        return [(PlaceNoticeKind(kind), chat_id) for kind, chat_id in session.exec(both.order_by(col(PlaceNotice.id)))]

    return town.database.call(find)


def make(town: Town, status: str) -> None:
    """Have everybody be this in every place from now on."""
    for chat_id in (GROUP, CHANNEL, *range(-120, -99)):
        for user_id in (501, 502, ME["id"]):
            town.telegram.members[chat_id, user_id] = {"status": status} | (
                {"can_post_messages": True} if status == "administrator" else {}
            )


@pytest.fixture(autouse=True)
def administers(town: Town) -> None:
    make(town, "administrator")


async def test_nobody_has_places_at_first(ada: Person) -> None:
    assert "You have no groups or channels here yet." in await ada.write("/places")


async def test_all_places_stand_on_one_page(town: Town, ada: Person) -> None:
    add(town, GROUP, "space", "robotics", username="readers")
    add(town, GROUP, title="Readers", thread_id=7)
    add(town, CHANNEL, "ai", title="Daily", kind=ChatKind.CHANNEL)
    add(town, -9, "ai", title="Of somebody else", set_up_by=502)
    seen = await ada.write("/places")
    for shown in ("3 places", "1. 📣 Daily", "2. 👥 Readers\n@readers\nFollows", "Readers › thread 7", "no topic yet"):
        assert shown in seen
    assert "somebody else" not in seen
    assert ada.buttons == ["1", "2", "3"]


async def test_many_places_have_pages(town: Town, ada: Person) -> None:
    for number in range(8):
        add(town, -100 - number, title=f"Group {number}")
    await ada.write("/places")
    await ada.press("▶")
    assert "Group 7" in ada.seen
    assert "Group 0" not in ada.seen


async def test_the_page_of_a_place_changes_the_place_alone(town: Town, ada: Person) -> None:
    place_id = add(town, GROUP, "space")
    await ada.write("/subscribe robotics")
    await ada.write("/places")
    await ada.press("1")
    assert "Readers" in ada.seen
    assert await ada.press("Pause") == "Paused"
    assert place(town, place_id).status is SubscriberStatus.PAUSED
    assert "Paused" in ada.seen
    await ada.press("Resume")
    assert place(town, place_id).status is SubscriberStatus.ACTIVE
    await ada.press("Topics")
    assert "The topics of this group" in ada.seen
    assert any("Space" in label for label in ada.buttons)
    assert not any("Robotics" in label for label in ada.buttons)


def test_a_thread_that_pauses_takes_nothing_from_other_threads(town: Town) -> None:
    one, other = (add(town, GROUP, "space", thread_id=thread_id) for thread_id in (5, 6))
    town.clock.pass_(minutes=1)
    sample_news.publish(town.database, 1, "space")
    town.database.call(subscribers.pause, one, town.clock.now)
    assert owed(town, one) == [(DeliveryKind.ALERT, DeliveryState.CANCELLED)]
    assert owed(town, other) == [(DeliveryKind.ALERT, DeliveryState.PENDING)]


@pytest.mark.parametrize("status", ["member", "administrator"])
async def test_settings_of_a_place_lead_to_it(town: Town, ada: Person, status: str) -> None:
    place_id = add(town, GROUP, "space")
    await ada.write("/places")
    await ada.press("1")
    await ada.press("Settings")
    town.clock.pass_(minutes=2)
    make(town, status)
    await ada.press("ilent")
    assert place(town, place_id).gets_silent_messages is (status == "administrator"), "rights are asked again"


async def test_who_administers_no_more_can_only_forget_the_place(town: Town, ada: Person) -> None:
    place_id = add(town, GROUP, "space")
    make(town, "member")
    await ada.write("/places")
    await ada.press("1")
    assert "You do not administer" in ada.seen
    assert ada.buttons == ["Take it off my list", "📍 All places"]
    for forged in (RemovePlace(place_id).encode(),):
        await ada.send_data(forged, ada.screen[-1])
    assert place(town, place_id).set_up_by == 501
    await ada.press("Take it off")
    assert place(town, place_id).set_up_by is None
    assert town.database.call(subscribers.choices, place_id), "it goes on as it is"
    assert "no groups or channels" in ada.seen


async def test_places_of_others_cannot_be_opened_by_their_number(town: Town, ada: Person) -> None:
    place_id = add(town, GROUP, "space", set_up_by=502)
    for forged in (OpenPlace(place_id), RemovePlace(place_id), TakePlaceOffList(place_id)):
        assert "out of date" in await ada.send_data(forged.encode())
    assert place(town, place_id).set_up_by == 502


async def test_removing_asks_and_erases_everything(town: Town, ada: Person) -> None:
    place_id = add(town, GROUP, "space")
    await ada.write("/places")
    await ada.press("1")
    await ada.press("Remove")
    assert "cannot be undone" in ada.seen
    await ada.press("No")
    await ada.press("Remove")
    await ada.press("Yes, erase it")
    assert "is erased" in ada.seen
    assert town.database.call(places.count, 501) == 0
    assert town.database.call(subscribers.choices, place_id) == {}
    await ada.press("All places")
    assert "no groups or channels" in ada.seen


async def test_a_lost_place_can_be_erased_by_who_set_it_up(town: Town, ada: Person) -> None:
    add(town, GROUP, "space")
    town.database.call(chats.mark_unreachable, GROUP, SubscriberStatus.KICKED, "kicked", town.clock.now)
    make(town, "member")
    await ada.write("/places")
    assert "I am not in there any more" in ada.seen
    await ada.press("1")
    await ada.press("Remove")
    await ada.press("Yes, erase it")
    assert town.database.call(places.count, 501) == 0


# Copying.


@pytest.mark.parametrize("replaces", [True, False])
async def test_settings_are_copied_after_a_question(town: Town, ada: Person, *, replaces: bool) -> None:
    source, target = add(town, GROUP, "space", "ai", title="Alpha"), add(town, CHANNEL, "robotics", title="Beta")

    def choose(session: Session) -> None:
        now = town.clock.now
        space = sample_news._topic(session, "space").id
        subscribers.set_volume(session, source, space, Volume.SOME, 3, now)
        subscribers.set_preference(session, source, preferences.QUIET_HOURS, "22:00-07:00", now)

    town.database.call(choose)
    await ada.write("/places")
    await ada.press("2")
    await ada.press("Copy settings")
    await ada.press("Alpha")
    assert "Replace:" in ada.seen
    await ada.press("replace all" if replaces else "Yes, add")
    assert "Copied from 👥 Alpha: 2 topics" in ada.seen
    chosen = town.database.call(subscribers.choices, target)
    slugs = {"space", "ai"} if replaces else {"space", "ai", "robotics"}
    assert set(chosen) == {sample_news.topic_id(town.database, slug) for slug in slugs}
    assert chosen[sample_news.topic_id(town.database, "space")] is Volume.SOME
    assert place(town, target).quiet_hours == ("22:00-07:00" if replaces else "")


def test_filters_and_watches_are_copied_once(town: Town) -> None:
    source, target = add(town, GROUP, "space", title="Alpha"), add(town, CHANNEL, title="Beta")

    def copy(session: Session, *, replaces: bool) -> tuple[int, int]:
        one, other = (session.get_one(Subscriber, each) for each in (source, target))
        copied = places.copy_settings(session, one, other, town.clock.now, replaces=replaces)
        return copied.topics, copied.words

    def words(session: Session) -> list[str]:
        return list(session.exec(select(Watch.expression).where(Watch.subscriber_id == target).order_by(col(Watch.id))))

    def store(session: Session) -> None:
        now = town.clock.now
        session.add(WordFilter(subscriber_id=source, expression="moon", mode=FilterMode.HIDE, created_at=now))
        session.add(Watch(subscriber_id=source, expression="moon", created_at=now))
        session.add(Watch(subscriber_id=target, expression="sun", created_at=now))

    town.database.call(store)
    assert town.database.call(lambda session: copy(session, replaces=False)) == (1, 2)
    assert town.database.call(lambda session: copy(session, replaces=False)) == (0, 0)
    assert town.database.call(words) == ["sun", "moon"]
    town.database.call(lambda session: copy(session, replaces=True))
    assert town.database.call(words) == ["moon"]


# Limits.


def test_a_place_too_many_is_refused_and_nothing_is_stored(town: Town) -> None:
    for number in range(3):
        add(town, -100 - number, "space")
    add(town, -200)
    town.database.call(places.require_room, 501, 4)
    town.database.call(places.require_room, None, 0)
    with pytest.raises(PlaceLimitError):
        town.database.call(places.require_room, 501, 3)


async def test_a_group_too_many_is_told_so_kindly(town: Town, ada: Person) -> None:
    for number in range(20):
        add(town, -100 - number, "space")
    ada.chat = {"id": GROUP, "type": "supergroup", "title": "One more"}
    await ada.write("/subscribe space")
    assert "one place too many" in ada.seen
    assert "wire@news.example" in ada.seen
    assert town.database.call(subscribers.find, GROUP) is None
    bob = town.person(502)
    bob.chat = ada.chat
    await bob.write("/subscribe space")
    assert town.database.call(subscribers.find, GROUP) is not None, "it counts for whoever subscribes the place"
    known = town.person(501)
    known.chat = {"id": -100, "type": "supergroup", "title": "Known"}
    await known.write("/subscribe space")
    assert "one place too many" not in known.seen, "a place that there is goes on"


async def test_a_place_has_at_most_so_many_topics(town: Town, ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_TOPICS == 100
    monkeypatch.setattr("bot.handlers.context.MOST_TOPICS", 1)
    ada.chat = {"id": GROUP, "type": "supergroup", "title": "Readers"}
    await ada.write("/subscribe space")
    await ada.write("/subscribe robotics")
    assert "one place may have no more" in ada.seen
    found = town.database.call(subscribers.find, GROUP)
    assert found
    assert len(town.database.call(subscribers.choices, found.id)) == 1


# Lost and back.


async def test_the_one_who_set_a_place_up_is_told_once_that_it_is_lost(town: Town, ada: Person) -> None:
    await ada.write("/help")
    add(town, GROUP, "space")
    add(town, GROUP, "space", thread_id=5)
    group = town.person(502)
    group.chat = {"id": GROUP, "type": "supergroup", "title": "Readers"}
    for _ in range(2):
        await group.change("member", "kicked")
    assert notices(town) == [(PlaceNoticeKind.LEFT, 501)]
    await group.change("kicked", "member")
    assert notices(town) == [], "it is mended before it was said"


async def test_rights_that_are_lost_are_a_loss_and_their_return_a_return(town: Town, ada: Person) -> None:
    await ada.write("/help")
    place_id = add(town, CHANNEL, "space", kind=ChatKind.CHANNEL)
    channel = town.person(502)
    channel.chat = {"id": CHANNEL, "type": "channel", "title": "Daily"}
    no_rights = {"chat": channel.chat, "from": channel.profile, "date": 1, "old_chat_member": ADMINISTRATOR}
    await town.arrive(my_chat_member=no_rights | {"new_chat_member": ADMINISTRATOR | {"can_post_messages": False}})
    assert place(town, place_id).status is SubscriberStatus.KICKED
    assert notices(town) == [(PlaceNoticeKind.NO_RIGHTS, 501)]
    sample_news.publish(town.database, 1, "space")
    await town.arrive(my_chat_member=no_rights | {"new_chat_member": ADMINISTRATOR})
    assert place(town, place_id).status is SubscriberStatus.ACTIVE
    town.clock.pass_(minutes=5)
    town.database.call(offer_missed, town.clock.now, 10)
    assert notices(town) == [], "in a channel nothing is offered"
    assert owed(town, place_id) == [], "and only later stories are owed"


async def test_a_command_in_one_thread_brings_all_threads_back(town: Town, ada: Person) -> None:
    threads = [add(town, GROUP, "space", thread_id=thread_id) for thread_id in (5, 6)]
    town.database.call(chats.mark_unreachable, GROUP, SubscriberStatus.KICKED, "kicked", town.clock.now)
    ada.chat = {"id": GROUP, "type": "supergroup", "title": "Readers"}
    await ada.write("/help")
    assert {place(town, each).status for each in threads} == {SubscriberStatus.ACTIVE}


async def miss(town: Town, person: Person, away: timedelta = timedelta(hours=1)) -> int:
    """Have somebody be away while two stories come, one of which they were owed when they were lost."""
    await person.write("/subscribe space")
    found = town.database.call(subscribers.find, person.chat["id"])
    assert found
    town.clock.pass_(minutes=1)
    sample_news.publish(town.database, 1, "space")
    await person.change("member", "kicked")
    town.clock.pass_(minutes=2)
    sample_news.publish(town.database, 2, "space")
    sample_news.publish(town.database, 3, "robotics")
    town.clock.pass_(seconds=away.total_seconds())
    await person.change("kicked", "member")
    return found.id


@pytest.mark.parametrize("chat_id", [501, GROUP])
async def test_who_comes_back_is_offered_once_what_they_missed(town: Town, ada: Person, chat_id: int) -> None:
    if chat_id == GROUP:
        ada.chat = {"id": GROUP, "type": "supergroup", "title": "Readers"}
    subscriber_id = await miss(town, ada)
    for _ in range(2):
        town.database.call(offer_missed, town.clock.now, 10)
    assert notices(town) == [(PlaceNoticeKind.RETURNED, chat_id)]
    later = sample_news.publish(town.database, 70, "space")
    assert "It is coming" in await ada.send_data(TellMissed().encode(), ada.screen[-1])
    assert "Nothing is left" in await ada.send_data(TellMissed().encode(), ada.screen[-1])

    def digest(session: Session) -> list[int]:
        [found] = session.exec(select(Digest).where(Digest.occasion == DigestOccasion.RETURN))
        return sorted(entry["story_id"] for entry in found.entries)

    assert town.database.call(digest) == [later.story_id - 3, later.story_id - 2]
    assert [kind for kind, state in owed(town, subscriber_id) if state is not DeliveryState.CANCELLED] == [
        DeliveryKind.NOTICE,
        DeliveryKind.ALERT,
        DeliveryKind.DIGEST,
    ]
    town.database.call(offer_missed, town.clock.now, 10)
    assert len(notices(town)) == 1


async def test_after_30_days_nothing_is_offered_and_everything_is_kept(town: Town, ada: Person) -> None:
    subscriber_id = await miss(town, ada, OFFERED_WITHIN + timedelta(minutes=1))
    town.database.call(offer_missed, town.clock.now, 10)
    assert notices(town) == []
    assert town.database.call(subscribers.choices, subscriber_id)


async def test_nothing_is_offered_to_who_missed_nothing(town: Town, ada: Person) -> None:
    await ada.write("/subscribe space")
    await ada.change("member", "kicked")
    await ada.change("kicked", "member")
    town.database.call(offer_missed, town.clock.now, 10)
    assert notices(town) == []


@pytest.mark.parametrize("was_offered", [True, False])
async def test_who_pauses_is_offered_it_on_going_on(town: Town, ada: Person, *, was_offered: bool) -> None:
    await miss(town, ada)
    if was_offered:
        town.database.call(offer_missed, town.clock.now, 10)
    await ada.write("/stop")
    town.database.call(offer_missed, town.clock.now, 10)
    assert notices(town) == []
    assert "Resume first" in await ada.send_data(TellMissed().encode(), ada.screen[-1])
    await ada.write("/start")
    town.database.call(offer_missed, town.clock.now, 10)
    assert notices(town) == [(PlaceNoticeKind.RETURNED, 501)]


@pytest.mark.parametrize("replaces", [True, False])
@pytest.mark.parametrize("is_to_channel", [True, False])
def test_how_posts_of_a_channel_look_is_copied_to_no_group_nor_from_one(
    town: Town, *, replaces: bool, is_to_channel: bool
) -> None:
    group, channel = add(town, GROUP, "ai"), add(town, CHANNEL, "space", kind=ChatKind.CHANNEL)
    looks = {"signature": "@deep_sea", "shows_hashtags": False, "picture": "small", "shows_link_preview": True}
    looks |= {"needs_approval": True}

    def copy(session: Session) -> None:
        for name, value in looks.items():
            setattr(session.get_one(Subscriber, channel), name, value)
        both = [session.get_one(Subscriber, each) for each in (group, channel)]
        source, target = both if is_to_channel else both[::-1]
        places.copy_settings(session, source, target, town.clock.now, replaces=replaces)

    plain = {name: getattr(place(town, group), name) for name in looks}
    town.database.call(copy)
    assert {name: getattr(place(town, group), name) for name in looks} == plain
    assert {name: getattr(place(town, channel), name) for name in looks} == looks
    assert len(town.database.call(subscribers.choices, channel if is_to_channel else group)) == 2 - replaces


def test_what_is_said_of_a_place_that_was_left_offers_a_channel_nothing(town: Town) -> None:
    """A group is offered what it missed, for 30 days; nothing ever is in a channel."""
    group, channel = (
        place(town, add(town, chat_id, "ai", kind=kind))
        for chat_id, kind in ((GROUP, ChatKind.SUPERGROUP), (CHANNEL, ChatKind.CHANNEL))
    )
    for language in TEXTS.languages:
        of_group, of_channel = (
            absence_notice(PlaceNoticeKind.LEFT, each, TEXTS.voice(language)).plain() for each in (group, channel)
        )
        assert "30" in of_group, language
        assert "30" not in of_channel, language
        assert "Readers" in of_channel
        assert "/places" in of_channel
    english = absence_notice(PlaceNoticeKind.LEFT, channel, TEXTS.voice("en")).plain()
    assert "add me again as an administrator and it goes on" in english
