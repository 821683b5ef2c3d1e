"""What reaches a person is what they chose."""

import pytest
from markupsafe import Markup

from bot.transport.reply import reply_with_post
from bot.views.callback_data import SetAnnouncements, TogglePreference
from bot.views.message import Button, Message, with_way_out
from storage.models import ChatKind, SubscriberStatus
from storage.preferences import Switch, switches
from tests.handlers.people import EXPIRED, UNCHANGED, Person, Town
from tests.storage.broadcast_rows import let_go, running
from tests.storage.rows import deliveries, find
from tests.views.samples import VOICE


async def test_who_switches_announcements_off_is_sent_none_that_waits(town: Town, ada: Person) -> None:
    await ada.write("/start")
    let_go(town.database, running(town.database))
    await ada.write("/settings")
    await ada.press("Turn announcements off")
    assert not find(town.database, ada.id).hears_announcements
    assert [row.state for row in deliveries(town.database)] == ["cancelled"]
    running(town.database)
    assert len(deliveries(town.database)) == 1
    await ada.press("Turn announcements on")
    running(town.database)
    assert len(deliveries(town.database)) == 2


async def test_who_paused_still_gets_notices(town: Town, ada: Person) -> None:
    await ada.write("/start")
    running(town.database)
    running(town.database, is_notice=True)
    assert "only a notice" in await ada.write("/stop")
    assert [row.state for row in deliveries(town.database)] == ["cancelled", "held"]


async def test_alerts_are_turned_on_from_the_settings(town: Town, ada: Person) -> None:
    await ada.write("/stop")
    await ada.write("/settings")
    await ada.press("Turn alerts on")
    assert find(town.database, ada.id).status is SubscriberStatus.ACTIVE


async def test_alerts_are_paused_and_resumed_in_the_settings(town: Town, ada: Person) -> None:
    await ada.write("/settings")
    await ada.press("⏸ Pause …")
    await ada.press("Until I say")
    assert find(town.database, ada.id).status is SubscriberStatus.PAUSED
    await ada.write("/settings")
    assert "⏸ Alerts are paused" in ada.seen
    assert "📣 Announcements are on, and arrive again once alerts are." in ada.seen
    assert await ada.send_data("qi:0", ada.screen[-1]) == UNCHANGED
    await ada.press("Turn announcements off")
    assert "🔕 Announcements are off" in ada.seen
    assert await ada.press("Turn alerts on") == "Alerts are on again"
    assert "⏸" not in ada.seen
    assert await ada.send_data("qi:1", ada.screen[-1]) == UNCHANGED
    assert find(town.database, ada.id).status is SubscriberStatus.ACTIVE
    assert len(ada.screen) == 2


async def test_the_settings_of_a_press_are_of_whoever_pressed(town: Town, ada: Person) -> None:
    bob = town.person(502)
    await bob.write("/settings")
    await ada.send_data("s", bob.screen[-1] | {"chat": ada.chat})
    assert find(town.database, bob.id).hears_announcements
    assert not find(town.database, ada.id).hears_announcements


async def test_who_wants_no_sound_says_so_in_the_settings(town: Town, ada: Person) -> None:
    assert "🔔 Silent messages are off" in await ada.write("/settings")
    assert await ada.press("Turn silent messages on") == "Silent messages are on"
    assert "🔇 Silent messages are on" in ada.seen
    assert find(town.database, ada.id).gets_silent_messages
    assert await ada.press("Turn silent messages off") == "Silent messages are off"
    assert not find(town.database, ada.id).gets_silent_messages


@pytest.mark.parametrize("switch", switches(ChatKind.PRIVATE), ids=lambda switch: switch.name)
async def test_each_switch_turns_its_own_setting(town: Town, ada: Person, switch: Switch) -> None:
    await ada.write("/settings")
    await ada.send_data(TogglePreference(switch.number).encode(), ada.screen[-1])
    subscriber = find(town.database, ada.id)
    changed = [each for each in switches(ChatKind.PRIVATE) if each.value(subscriber) != each.default]
    assert changed == [switch]


async def test_a_setting_that_is_none_is_out_of_date(town: Town, ada: Person) -> None:
    await ada.write("/settings")
    before = find(town.database, ada.id)
    assert await ada.send_data("p:99", ada.screen[-1]) == EXPIRED
    assert find(town.database, ada.id) == before


async def test_the_button_below_an_announcement_turns_announcements_off_and_on(town: Town, ada: Person) -> None:
    await ada.write("/start")
    links = ((Button("Read", url="https://pier.example/"),),)
    news = with_way_out(Message(Markup("News"), links), VOICE)
    await reply_with_post(town.application.bot, ada.id, news)
    for off in ("Announcements off", "Announcements on", "Announcements off"):
        on = "Announcements on" if off.endswith("off") else "Announcements off"
        assert ada.buttons == ["Read", off]
        assert await ada.press(off) == f"Announcements are {off.rpartition(' ')[2]}"
        assert ada.buttons == ["Read", on]
        assert ada.seen == "News", "the message stays"
        assert find(town.database, ada.id).hears_announcements is off.endswith("on")


async def test_a_button_that_was_turned_over_elsewhere_does_what_it_says(town: Town, ada: Person) -> None:
    await ada.write("/start")
    for _ in range(2):
        assert await ada.send_data(SetAnnouncements(0).encode()) == "Announcements are off"
        assert not find(town.database, ada.id).hears_announcements
