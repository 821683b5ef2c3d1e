"""Every button about channels, groups and threads that a private chat is shown: each works, and each kind is shown."""

from collections.abc import Collection

from bot.digests.missed import offer_missed
from bot.views.callback_data import (
    AskCopy,
    AskRemovePlace,
    AskSignature,
    CallbackData,
    ClearSignature,
    ConfirmRemoveChannel,
    CopySettings,
    EditApproval,
    FollowHere,
    MakeThreads,
    OpenChannel,
    OpenCopySources,
    OpenPicture,
    OpenPlace,
    OpenPlaces,
    OpenPlaceTopics,
    OpenSettings,
    PostApproved,
    PreviewChannelPost,
    RemoveChannel,
    RemovePlace,
    SetChannelAlerts,
    SetPicture,
    SetPlacePaused,
    ShowWaiting,
    SkipApproval,
    TakePlaceOffList,
    TellMissed,
    ToggleTopicThreads,
)
from tests.handlers.people import Person, Town
from tests.handlers.sample_news import publish
from tests.handlers.test_approvals import asking, held_channel
from tests.handlers.test_places import GROUP, add, make, miss

ABOUT_CHANNELS: set[type[CallbackData]] = {
    OpenChannel,
    PreviewChannelPost,
    SetChannelAlerts,
    RemoveChannel,
    ConfirmRemoveChannel,
    ShowWaiting,
    AskSignature,
    ClearSignature,
    OpenPicture,
    SetPicture,
    PostApproved,
    SkipApproval,
    EditApproval,
}
ABOUT_MANY_PLACES: set[type[CallbackData]] = {
    OpenPlaces,
    OpenPlace,
    SetPlacePaused,
    OpenPlaceTopics,
    OpenCopySources,
    AskCopy,
    CopySettings,
    AskRemovePlace,
    RemovePlace,
    TakePlaceOffList,
    TellMissed,
}
ABOUT_THREADS: set[type[CallbackData]] = {FollowHere, MakeThreads, ToggleTopicThreads}
"""These are pressed in tests/handlers/test_threads.py."""


async def test_every_button_about_a_channel_works(town: Town, ada: Person) -> None:
    await held_channel(town, ada)
    for number in range(1, 4):
        publish(town.database, number, "space")
    await asking(town).tick()
    asked = [{"ct:1", "cu:1", "cv:1"}, {"ct:2", "cu:2", "cv:2"}, {"ct:3", "cu:3", "cv:3"}]
    pressed = {"ct:1", "cu:2", "cv:3"}
    await ada.write("/channel @deep_sea")
    done = await press_everything(town, ada, ABOUT_CHANNELS | {OpenSettings}, but=set.union(*asked) - pressed)
    await ada.write("/channel @deep_sea")
    await ada.press("Remove")
    await ada.press("Yes, remove")
    assert codes_of(ABOUT_CHANNELS - {ConfirmRemoveChannel}) <= done


async def test_every_button_about_places_works(town: Town, ada: Person) -> None:
    await miss(town, ada)
    town.database.call(offer_missed, town.clock.now, 10)
    make(town, "administrator")
    for number in range(3):
        add(town, -100 - number, "space", title=f"Group {number}")
    add(town, GROUP, "space", title="Somewhere I administer nothing")
    town.telegram.members[GROUP, ada.id] = {"status": "member"}
    await ada.send_data(TellMissed().encode())
    await ada.write("/places")
    assert codes_of(ABOUT_MANY_PLACES - {TellMissed}) <= await press_everything(town, ada, ABOUT_MANY_PLACES)


def codes_of(kinds: set[type[CallbackData]]) -> set[str]:
    return {kind.code for kind in kinds}


async def press_everything(
    town: Town, person: Person, kinds: set[type[CallbackData]], but: Collection[str] = ()
) -> set[str]:
    """Press each button of these kinds that shows up, in the chat as it is then; what takes away goes last.

    Returns the codes of what was pressed.
    """
    done: set[str] = set()
    last = (RemovePlace.code, TakePlaceOffList.code, ConfirmRemoveChannel.code, PostApproved.code, SkipApproval.code)
    while True:
        shown = [
            (data.startswith(last), data, message)
            for message in person.screen
            for key in person.keys(message)
            if (data := key.get("callback_data", ""))
            and data.partition(":")[0] in codes_of(kinds)
            and data not in {*but, *done}
        ]
        if not shown:
            return {data.partition(":")[0] for data in done}
        _, data, message = min(shown, key=lambda each: each[:2])
        done.add(data)
        town.clock.pass_(seconds=30)
        assert "something went wrong" not in await person.send_data(data, message), data
        if len(done) % 5 == 0:
            await person.write("/places")
