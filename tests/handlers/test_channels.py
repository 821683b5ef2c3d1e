"""A channel is set up, and managed, from the private chat of whoever administers it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from bot.handlers.channels import read_channel_name
from bot.views.callback_data import (
    ConfirmRemoveChannel,
    OpenChannel,
    OpenPicture,
    PostApproved,
    PreviewChannelPost,
    SetChannelAlerts,
    SetPicture,
)
from storage import subscribers
from storage.models import ChatKind, Subscriber, SubscriberStatus, Volume
from tests.conftest import NOON
from tests.handlers.people import EXPIRED, Person, Town
from tests.handlers.sample_news import publish, topic_id
from tests.support.telegram import ME

CHANNEL, NAME = -1001, "@deep_sea"
ADMINISTRATOR = {"status": "administrator", "can_post_messages": True, "can_edit_messages": True}
OWNER = {"status": "creator"}


def open_up(town: Town, person_id: int = 501, **about: Any) -> None:
    """Have a channel be there, with the bot and a person as administrators."""
    chat = {"id": CHANNEL, "type": "channel", "title": "Deep Sea", "username": "deep_sea"} | about
    town.telegram.chats |= {CHANNEL: chat, NAME: chat}  # type: ignore[dict-item] # by its name too
    town.telegram.members |= {(CHANNEL, ME["id"]): dict(ADMINISTRATOR), (CHANNEL, person_id): dict(OWNER)}


def channel(town: Town) -> Subscriber:
    found = town.database.call(subscribers.find, CHANNEL)
    assert found is not None
    return found


def is_known(town: Town) -> bool:
    return town.database.call(subscribers.find, CHANNEL) is not None


def test_names_and_links_are_read() -> None:
    for written in ("@deep_sea", "https://t.me/deep_sea", "t.me/deep_sea/12", "http://telegram.me/s/deep_sea"):
        assert read_channel_name(written) == "deep_sea", written
    for written in ("deep sea", "https://news.example/deep_sea", "@", "@a b", "t.me/+AbCdEf12"):
        assert read_channel_name(written) is None, written


@given(st.text(max_size=60))
def test_whatever_is_written_is_a_name_or_none(written: str) -> None:
    name = read_channel_name(written)
    assert name is None or (name.isascii() and name in written)


async def test_a_channel_is_set_up_by_its_name(town: Town, ada: Person) -> None:
    open_up(town)
    assert "Deep Sea" in await ada.write("/channel @deep_sea")
    assert "follows nothing yet" in ada.seen
    assert ada.buttons == ["🗂 Topics", "⚙️ Settings", "👁 Preview", "⏸ Pause", "🗑 Remove"]
    found = channel(town)
    assert (found.kind, found.title, found.username, found.set_up_by) == (
        ChatKind.CHANNEL,
        "Deep Sea",
        "deep_sea",
        ada.id,
    )
    assert not town.telegram.screens[CHANNEL]


async def test_the_name_alone_will_do_after_the_question(town: Town, ada: Person) -> None:
    open_up(town)
    await ada.write("/channel")
    [row] = ada.screen[-1]["reply_markup"]["keyboard"]
    asked = row[0]["request_chat"]
    assert asked["chat_is_channel"]
    assert asked["bot_administrator_rights"]["can_post_messages"]
    assert asked["user_administrator_rights"]["can_post_messages"]
    assert "Deep Sea" in await ada.write("@deep_sea")
    assert ada.screen[-2]["reply_markup"]["remove_keyboard"]
    assert is_known(town)


async def test_a_channel_is_chosen_by_the_button(town: Town, ada: Person) -> None:
    open_up(town)
    await ada.write("/channel")
    assert "Deep Sea" in await ada.send(chat_shared={"request_id": 1, "chat_id": CHANNEL, "title": "Deep Sea"})
    assert is_known(town)


async def test_a_forwarded_post_names_its_channel(town: Town, ada: Person) -> None:
    open_up(town)
    chat = town.telegram.chats[CHANNEL]
    origin = {"type": "channel", "date": 1, "chat": chat, "message_id": 7}
    assert "Deep Sea" in await ada.send(text="A post", forward_origin=origin)
    assert is_known(town)


async def test_the_name_is_sent_again_after_what_was_amiss_is_mended(town: Town, ada: Person) -> None:
    open_up(town)
    town.telegram.members[CHANNEL, ME["id"]] = {}
    assert "I am not an administrator" in await ada.write("/channel @deep_sea")
    town.telegram.members[CHANNEL, ME["id"]] = dict(ADMINISTRATOR)
    assert "follows nothing yet" in await ada.write("@deep_sea")


@pytest.mark.parametrize("words", ["bot was kicked from the channel chat", "bot is not a member of the channel chat"])
async def test_of_a_channel_that_put_the_bot_out_it_says_that_it_is_not_in(town: Town, ada: Person, words: str) -> None:
    open_up(town)
    town.telegram.refusals["getChat"] = (403, f"Forbidden: {words}")
    said = await ada.write("/channel @deep_sea")
    assert said.startswith("I am not an administrator of @deep_sea yet.")
    assert "or /channel if it has none" in said
    del town.telegram.refusals["getChat"]
    assert "follows nothing yet" in await ada.write("deep_sea")


async def test_another_title_and_name_show_once_the_channel_is_opened(town: Town, ada: Person) -> None:
    open_up(town)
    await ada.write("/channel @deep_sea")
    await ada.press("Topics")
    await ada.press("Space")
    open_up(town, title="Deepest Sea", username="deepest_sea")
    town.telegram.chats["@deepest_sea"] = town.telegram.chats[CHANNEL]  # type: ignore[index] # by its name too
    assert "Deepest Sea" in await ada.write("/channel @deepest_sea")
    listed = await ada.write("/places")
    assert "Deepest Sea" in listed
    assert "@deepest_sea" in listed
    assert (channel(town).title, channel(town).username) == ("Deepest Sea", "deepest_sea")


async def test_a_channel_that_is_called_otherwise_is_listed_so(town: Town, ada: Person) -> None:
    open_up(town)
    await ada.write("/channel @deep_sea")
    chat = town.telegram.chats[CHANNEL] | {"title": "Deepest Sea", "username": "deepest_sea"}
    post = {"message_id": 3, "date": 1, "chat": chat, "sender_chat": chat, "new_chat_title": "Deepest Sea"}
    await town.arrive(channel_post=post)
    await town.arrive(channel_post=post | {"chat": chat | {"id": -1009}})
    assert (channel(town).title, channel(town).username) == ("Deepest Sea", "deepest_sea")
    await ada.press("Pause")
    assert "Deepest Sea" in ada.seen
    assert town.database.call(subscribers.find, -1009) is None
    assert not town.telegram.screens[CHANNEL]


async def test_who_has_as_many_places_as_may_be_sets_up_no_other_channel(town: Town, ada: Person) -> None:
    open_up(town)

    def fill(session: Session) -> None:
        for number in range(20):
            place = subscribers.find_or_add(session, -5000 - number, ChatKind.GROUP, "en", NOON, set_up_by=ada.id)
            subscribers.set_subscription(session, place.id, space, Volume.STORIES, NOON)

    space = topic_id(town.database, "space")
    town.database.call(fill)
    assert "one place too many" in await ada.write("/channel @deep_sea")
    assert not is_known(town)


@pytest.mark.parametrize(
    ("me", "person", "said"),
    [
        (None, OWNER, "I am not an administrator of Deep Sea yet"),
        (ADMINISTRATOR | {"can_post_messages": False}, OWNER, "I may not post"),
        (ADMINISTRATOR, {"status": "member"}, "Only administrators of Deep Sea"),
    ],
)
async def test_each_missing_right_is_named(town: Town, ada: Person, me: Any, person: Any, said: str) -> None:
    open_up(town)
    town.telegram.members |= {(CHANNEL, ME["id"]): me or {}, (CHANNEL, ada.id): person}
    assert said in await ada.write("/channel @deep_sea")
    assert not is_known(town)
    open_up(town)
    assert "follows nothing yet" in await ada.write("/channel @deep_sea")


async def test_what_is_no_channel_is_said(town: Town, ada: Person) -> None:
    assert "I do not know a channel @deep_sea" in await ada.write("/channel @deep_sea")
    open_up(town, type="supergroup")
    assert "@deep_sea is no channel" in await ada.write("/channel @deep_sea")
    assert "is no name of a channel" in await ada.write("/channel what now")
    assert not is_known(town)


async def test_the_page_leads_to_the_topics_of_the_channel(town: Town, ada: Person) -> None:
    open_up(town)
    await ada.write("/channel @deep_sea")
    await ada.press("Topics")
    await ada.press("Space")
    chosen = town.database.call(subscribers.choices, channel(town).id)
    assert len(chosen) == 1
    assert ada.chosen == {}
    await ada.press("The channel")
    assert "The channel follows 1 topic: Space." in ada.seen
    assert "The channel follows 1 topic: Space." in await ada.write("/channel @deep_sea")
    assert not town.telegram.screens[CHANNEL]


async def test_the_settings_are_those_of_the_channel(town: Town, ada: Person) -> None:
    open_up(town)
    await ada.write("/channel @deep_sea")
    await ada.press("Settings")
    assert "What the channel posts" in ada.seen
    assert await ada.press("Turn hashtags off") == "Hashtags are off"
    assert await ada.press("Hold posts") == "New posts come to you first"
    await ada.press("Picture")
    await ada.press("Small")
    await ada.press("Signature")
    assert "Under each post stands: @deep_sea <3" in await ada.write("@deep_sea  <3")
    found = channel(town)
    assert (found.shows_hashtags, found.needs_approval, found.picture, found.signature) == (
        False,
        True,
        "small",
        "@deep_sea <3",
    )
    await ada.press("Signature")
    assert "too long" in await ada.write("x" * 121)
    await ada.press("Settings")
    await ada.press("Signature")
    await ada.press("No signature")
    assert channel(town).signature == ""
    await ada.press("The channel")
    assert "follows nothing" in ada.seen


async def test_typed_answers_change_the_channel(town: Town, ada: Person) -> None:
    open_up(town)
    await ada.write("/channel @deep_sea")
    await ada.press("Settings")
    await ada.press("Time zone")
    await ada.write("Berlin, Germany")
    found = town.database.call(subscribers.find, ada.id)
    assert channel(town).zone == "Europe/Berlin"
    assert found is not None
    assert found.zone == ""
    assert not town.telegram.screens[CHANNEL]


async def test_rights_are_asked_again_before_each_change(town: Town, ada: Person) -> None:
    open_up(town)
    await ada.write("/channel @deep_sea")
    town.telegram.members[CHANNEL, ada.id] = {"status": "member"}
    town.clock.pass_(minutes=2)
    assert (await ada.press("Pause")).strip() == EXPIRED
    assert channel(town).status is SubscriberStatus.ACTIVE
    assert "administer" in ada.seen


async def test_a_preview_looks_as_the_post_will(town: Town, ada: Person) -> None:
    open_up(town)
    await ada.write("/channel @deep_sea")
    assert await ada.press("Preview") == "There is no story yet to show"
    publish(town.database, 1, "space")
    await ada.press("Preview")
    assert ada.buttons == ["Read"]
    assert not town.telegram.screens[CHANNEL]


async def test_a_channel_pauses_and_is_removed(town: Town, ada: Person) -> None:
    open_up(town)
    await ada.write("/channel @deep_sea")
    assert await ada.press("Pause") == "Paused: nothing is posted"
    assert channel(town).status is SubscriberStatus.PAUSED
    assert await ada.press("Resume") == "Posts come again"
    await ada.press("Remove")
    await ada.press("No, keep it")
    await ada.press("Remove")
    await ada.press("Yes, remove")
    assert "is removed" in ada.seen
    assert not is_known(town)


async def test_forged_presses_change_nothing(town: Town, ada: Person) -> None:
    """The data of a channel's buttons, sent from a message that is about no channel, or by somebody else."""
    open_up(town)
    await ada.write("/channel @deep_sea")
    stranger = town.person(777)
    forged = (
        OpenChannel(),
        ConfirmRemoveChannel(),
        OpenPicture(),
        PreviewChannelPost(),
        SetChannelAlerts(0),
        SetPicture(1),
        SetPicture(99),
        PostApproved(1),
    )
    for data in forged:
        assert await stranger.send_data(data.encode()) == EXPIRED, data
    assert await ada.send_data(SetPicture(99).encode(), ada.screen[-1]) == EXPIRED
    assert channel(town).status is SubscriberStatus.ACTIVE
    assert channel(town).picture == "large"


async def test_commands_in_a_channel_are_not_answered(town: Town, ada: Person) -> None:
    open_up(town)
    post = {"message_id": 3, "date": 1, "chat": town.telegram.chats[CHANNEL], "text": "/subscribe"}
    entities = [{"type": "bot_command", "offset": 0, "length": 10}]
    await town.arrive(channel_post=post | {"entities": entities, "sender_chat": town.telegram.chats[CHANNEL]})
    assert not town.telegram.screens[CHANNEL]
    assert not is_known(town)
