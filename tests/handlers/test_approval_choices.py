"""Who decides about a held post: two at the same moment, somebody who changes their mind, somebody after an edit."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlmodel import Session

from bot.views.callback_data import PostApproved, SkipApproval
from storage import channels
from storage.database import Database
from storage.models import Approval, ApprovalState, DeliveryState
from tests.handlers import sample_news
from tests.handlers.people import Person, Town, town_with
from tests.handlers.sample_news import publish
from tests.handlers.test_approvals import asking, held_channel, rows
from tests.handlers.test_channels import ADMINISTRATOR, CHANNEL, channel

QUESTION = ["Read", "✅ Post", "🚫 Skip", "✏️ Edit"]
POSTED = [(DeliveryState.PENDING, ApprovalState.POSTED, "")]
SKIPPED = [(DeliveryState.CANCELLED, ApprovalState.SKIPPED, "")]
OVER = "This post does not wait any more."

pytestmark = pytest.mark.both_engines


@pytest.fixture
async def town(database: Database) -> AsyncIterator[Town]:
    database.call(sample_news.stock)
    async with town_with(database) as town:
        yield town


async def second_administrator(town: Town) -> Person:
    """Bea, who has what waits shown too."""
    bea = town.person(502)
    town.telegram.members[CHANNEL, bea.id] = dict(ADMINISTRATOR)
    await bea.write("/channel @deep_sea")
    await bea.press("Show what waits")
    await asking(town).tick()
    assert bea.buttons == QUESTION
    return bea


async def asked(town: Town, ada: Person) -> None:
    await held_channel(town, ada)
    publish(town.database, 1, "space")
    await asking(town).tick()


async def test_of_two_who_decide_at_the_same_moment_one_does(town: Town, ada: Person) -> None:
    await asked(town, ada)
    bea = await second_administrator(town)
    before = len(town.telegram.toasts)
    await asyncio.gather(ada.press("Post"), bea.press("Skip"))
    said = town.telegram.toasts[before:]
    assert OVER in said
    if rows(town.database) == POSTED:
        assert sorted(said) == sorted(["It goes out now", OVER])
    else:
        assert rows(town.database) == SKIPPED
        assert sorted(said) == sorted(["Skipped: it is not posted", OVER])


async def test_pressed_twice_at_once_a_post_goes_out_once(town: Town, ada: Person) -> None:
    await asked(town, ada)
    bea = await second_administrator(town)
    before = len(town.telegram.toasts)
    presses = [who.send_data(PostApproved(1).encode(), who.screen[-1]) for who in (ada, bea, ada, bea)]
    await asyncio.gather(*presses)
    assert rows(town.database) == POSTED
    assert town.telegram.toasts[before:].count("It goes out now") == 1


@pytest.mark.parametrize("is_posted_first", [True, False])
async def test_whoever_read_before_the_other_decided_decides_nothing(
    town: Town, ada: Person, is_posted_first: bool
) -> None:
    """Both have seen in their transactions that the post waits; the second to write finds that it does not."""
    await asked(town, ada)
    found = town.database.call(channels.find_waiting, 1, channel(town).id)
    assert found is not None

    def decide(session: Session, is_posted: bool) -> bool:
        return (channels.post if is_posted else channels.skip)(session, found, 7 + is_posted, town.clock.now)

    assert town.database.call(decide, is_posted_first)
    for is_posted in (True, False):
        assert not town.database.call(decide, is_posted)
        assert not town.database.call(channels.rewrite, 1, 9, "too late")
    assert rows(town.database) == (POSTED if is_posted_first else SKIPPED)
    stored = town.database.call(lambda session: session.get_one(Approval, 1).decided_by)
    assert stored == 7 + is_posted_first


@pytest.mark.parametrize("instead", ["/cancel", "/mine", ""])
@pytest.mark.parametrize(("label", "then"), [("Post", POSTED), ("Skip", SKIPPED)])
async def test_after_edit_whoever_changes_their_mind_still_decides(
    town: Town, ada: Person, instead: str, label: str, then: object
) -> None:
    """By the question itself, whose buttons stay, whatever is written meanwhile."""
    await asked(town, ada)
    question = len(ada.screen) - 1
    await ada.press("Edit")
    if instead:
        await ada.write(instead)
        await ada.write("Not the text of a post")
    assert ada.buttons_of(question) == QUESTION
    await ada.press(label, question)
    await ada.write("Nor is this")
    assert rows(town.database) == then


@pytest.mark.parametrize(("label", "then"), [("Post as it was", POSTED), ("Skip", SKIPPED)])
async def test_the_question_how_it_shall_read_has_buttons_to_leave_it(
    town: Town, ada: Person, label: str, then: object
) -> None:
    await asked(town, ada)
    await ada.press("Edit")
    assert ada.buttons == ["✅ Post as it was", "🚫 Skip"]
    await ada.press(label)
    assert rows(town.database) == then
    assert await ada.press("Post", -2) == OVER
    assert "How shall it read" in ada.seen
    assert ada.buttons_of(-2) == ["Read"]


async def test_after_a_second_edit_was_asked_for_the_first_one_is_posted(town: Town, ada: Person) -> None:
    await asked(town, ada)
    await ada.press("Edit")
    await ada.send(text="My own words")
    await ada.press("Edit")
    assert await ada.press("Post as it was") == "It goes out now"
    assert rows(town.database) == [(DeliveryState.PENDING, ApprovalState.POSTED, "My own words")]


async def test_what_another_administrator_wrote_is_shown_before_it_is_posted(town: Town, ada: Person) -> None:
    await asked(town, ada)
    bea = await second_administrator(town)
    await bea.press("Edit")
    await bea.send(text="Bea writes this")
    old = ada.screen[-1]
    assert await ada.press("Post") == "It was edited meanwhile, and comes below as it reads now"
    assert rows(town.database) == [(DeliveryState.HELD, ApprovalState.NEW, "Bea writes this")]
    await asking(town).tick()
    assert ada.seen == "Bea writes this"
    assert await ada.send_data(PostApproved(1).encode(), old) != "It goes out now"
    await asking(town).tick()
    assert await ada.press("Post") == "It goes out now"
    assert await bea.press("Post") == OVER


async def test_skip_counts_whatever_was_written_meanwhile(town: Town, ada: Person) -> None:
    await asked(town, ada)
    old = ada.screen[-1]
    await ada.press("Edit")
    await ada.send(text="My own words")
    assert await ada.send_data(SkipApproval(1).encode(), old) == "Skipped: it is not posted"
    assert rows(town.database) == [(DeliveryState.CANCELLED, ApprovalState.SKIPPED, "My own words")]


async def test_whoever_takes_a_channel_over_is_asked_what_the_other_was(town: Town, ada: Person) -> None:
    await asked(town, ada)
    town.telegram.members[CHANNEL, ada.id] = {"status": "left"}
    town.clock.pass_(minutes=2)
    bea = town.person(502)
    town.telegram.members[CHANNEL, bea.id] = dict(ADMINISTRATOR)
    assert "1 post waits for you" in await bea.write("/channel @deep_sea")
    await asking(town).tick()
    assert bea.buttons == QUESTION
    assert await bea.press("Post") == "It goes out now"
