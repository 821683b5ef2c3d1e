"""Posts of a channel that are held: its administrator posts, skips or rewrites each."""

from collections.abc import AsyncIterator, Sequence
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from bot.delivery.compose import AlertRequest, Composer
from bot.handlers.approvals import Approvals
from bot.handlers.context import Services
from bot.views.alert import alert_message
from bot.views.callback_data import EditApproval, PostApproved, SkipApproval
from bot.views.message import Message
from storage import cancellations, channels, outbox, reader_digests, subscribers
from storage.database import Database, read_only
from storage.models import (
    Approval,
    ApprovalState,
    Article,
    Delivery,
    DeliveryState,
    DigestOccasion,
    Subscriber,
    SubscriberStatus,
    Topic,
    Volume,
)
from storage.preferences import APPROVAL, SIGNATURE
from tests.conftest import NOON
from tests.handlers import sample_news
from tests.handlers.people import EXPIRED, TEXTS, Person, Town, town_with
from tests.handlers.sample_news import publish, topic_id, withdraw
from tests.handlers.test_channels import ADMINISTRATOR, CHANNEL, channel, open_up

pytestmark = pytest.mark.both_engines


@pytest.fixture
async def town(database: Database) -> AsyncIterator[Town]:
    """A bot with a catalogue, on both engines: who decided what is a matter of transactions."""
    database.call(sample_news.stock)
    async with town_with(database) as town:
        yield town


def word(
    article: Article, others: Sequence[Article], filed: Sequence[Topic], is_saved: bool, reader: AlertRequest
) -> Message:
    voice = TEXTS.voice(reader.language, reader.zone)
    return alert_message(
        article, others=others, topics=filed, voice=voice, is_saved=is_saved, appearance=reader.appearance
    )


def asking(town: Town) -> Approvals:
    """The loop that asks, of a process that has just started."""
    services = Services(town.database, TEXTS, town.clock)
    composer = Composer(town.database, word, TEXTS.voice, town.clock)
    return Approvals(town.application.bot, services, composer)


@read_only
def stored(session: Session) -> list[tuple[DeliveryState, ApprovalState | None, str]]:
    found = [(one, session.get(Approval, one.id)) for one in session.exec(select(Delivery).order_by(col(Delivery.id)))]
    return [(one.state, two.state if two else None, two.text if two else "") for one, two in found]


def rows(database: Database) -> list[tuple[DeliveryState, ApprovalState | None, str]]:
    return database.call(stored)


async def held_channel(town: Town, ada: Person) -> Subscriber:
    """A channel that follows Space, with posts held, whose page stands in Ada's chat."""
    open_up(town)
    await ada.write("/channel @deep_sea")
    found = channel(town)
    town.database.call(subscribers.set_subscription, found.id, topic_id(town.database, "space"), Volume.STORIES, NOON)
    town.database.call(subscribers.set_preference, found.id, APPROVAL, True, NOON)
    town.database.call(subscribers.set_preference, found.id, SIGNATURE, "@deep_sea & friends", NOON)
    return found


async def test_a_held_post_is_asked_about_once(town: Town, ada: Person) -> None:
    await held_channel(town, ada)
    publish(town.database, 1, "space")
    assert rows(town.database) == [(DeliveryState.HELD, ApprovalState.NEW, "")]
    await asking(town).tick()
    assert "For Deep Sea" in ada.screen[-2]["text"]
    assert ada.seen.endswith("@deep_sea & friends")
    assert ada.buttons == ["Read", "✅ Post", "🚫 Skip", "✏️ Edit"]
    seen = len(ada.screen)
    await asking(town).tick()
    assert len(ada.screen) == seen
    assert rows(town.database) == [(DeliveryState.HELD, ApprovalState.ASKED, "")]
    assert not town.telegram.screens[CHANNEL]
    assert "1 post waits for you" in await ada.write("/channel @deep_sea")


async def test_what_is_posted_goes_out(town: Town, ada: Person) -> None:
    await held_channel(town, ada)
    publish(town.database, 1, "space")
    await asking(town).tick()
    assert await ada.press("Post") == "It goes out now"
    assert ada.buttons == ["Read", "✅ Posted"]
    assert rows(town.database) == [(DeliveryState.PENDING, ApprovalState.POSTED, "")]
    claims = town.database.call(outbox.claim_due, "me", town.clock.now, timedelta(minutes=1), 10)
    assert [claim.chat_id for claim in claims] == [CHANNEL]


async def test_what_is_skipped_does_not(town: Town, ada: Person) -> None:
    await held_channel(town, ada)
    first = publish(town.database, 1, "space")
    await asking(town).tick()
    message = ada.screen[-1]
    assert await ada.press("Skip") == "Skipped: it is not posted"
    assert rows(town.database) == [(DeliveryState.CANCELLED, ApprovalState.SKIPPED, "")]
    publish(town.database, 2, "space", story_id=first.story_id)
    assert len(rows(town.database)) == 1, "the story was decided about"
    assert await ada.send_data(PostApproved(1).encode(), message) == "This post does not wait any more."
    assert rows(town.database) == [(DeliveryState.CANCELLED, ApprovalState.SKIPPED, "")]


async def test_an_edited_post_reads_as_it_was_written(town: Town, ada: Person) -> None:
    await held_channel(town, ada)
    publish(town.database, 1, "space")
    await asking(town).tick()
    await ada.press("Edit")
    assert "How shall it read?" in ada.seen
    bold = [{"type": "bold", "offset": 0, "length": 4}]
    await ada.send(text="Deep & dark", entities=bold)
    assert ada.seen == "Deep & dark"
    assert ada.buttons == ["Read", "✅ Post", "🚫 Skip", "✏️ Edit"]
    assert rows(town.database) == [(DeliveryState.HELD, ApprovalState.ASKED, "<b>Deep</b> &amp; dark")]
    await ada.press("Post")
    claims = town.database.call(outbox.claim_due, "me", town.clock.now, timedelta(minutes=1), 10)
    [composed], _ = await Composer(town.database, word, TEXTS.voice, town.clock).compose(claims)
    assert isinstance(composed.message, Message)
    assert composed.message.html == "<b>Deep</b> &amp; dark"
    assert [button.label for row in composed.message.keyboard for button in row] == ["Read"]


async def test_only_text_is_taken_for_an_edit(town: Town, ada: Person) -> None:
    await held_channel(town, ada)
    publish(town.database, 1, "space")
    await asking(town).tick()
    await ada.press("Edit")
    photo = [{"file_id": "p", "file_unique_id": "u", "width": 9, "height": 9}]
    assert "Only text" in await ada.send(photo=photo)


async def test_a_withdrawn_post_is_said_to_be(town: Town, ada: Person) -> None:
    await held_channel(town, ada)
    article = publish(town.database, 1, "space")
    await asking(town).tick()
    town.database.call(withdraw, article.id)
    town.database.call(cancellations.cancel_article, article.id, town.clock.now)
    assert await ada.press("Post") == "This story was withdrawn, so it is not posted."
    assert ada.buttons == ["Read"]


async def test_what_is_withdrawn_before_anybody_was_asked_is_cancelled(town: Town, ada: Person) -> None:
    await held_channel(town, ada)
    article = publish(town.database, 1, "space")
    town.database.call(withdraw, article.id)
    seen = len(ada.screen)
    await asking(town).tick()
    assert len(ada.screen) == seen
    assert rows(town.database) == [(DeliveryState.CANCELLED, ApprovalState.SKIPPED, "")]


@pytest.mark.parametrize("kind", [PostApproved, SkipApproval, EditApproval])
async def test_rights_are_asked_at_each_press(town: Town, ada: Person, kind: type[PostApproved]) -> None:
    await held_channel(town, ada)
    publish(town.database, 1, "space")
    await asking(town).tick()
    town.clock.pass_(minutes=2)
    town.telegram.members[CHANNEL, ada.id] = {"status": "left"}
    assert (await ada.send_data(kind(1).encode(), ada.screen[-1])).strip() == EXPIRED
    assert rows(town.database) == [(DeliveryState.HELD, ApprovalState.ASKED, "")]


async def test_nobody_decides_about_the_posts_of_another_channel(town: Town, ada: Person) -> None:
    """Forged: the menu of one's own channel with the number of another one's post."""
    await held_channel(town, ada)
    publish(town.database, 1, "space")
    await asking(town).tick()
    other = -1002
    chat = {"id": other, "type": "channel", "title": "Mine", "username": "mine_only"}
    town.telegram.chats |= {other: chat, "@mine_only": chat}  # type: ignore[dict-item]
    town.telegram.members |= {(other, 99): town.telegram.members[CHANNEL, 99], (other, 777): {"status": "creator"}}
    eve = town.person(777)
    elsewhere = {"message_id": 4242, "date": 1, "chat": eve.chat, "text": "x"}
    await eve.write("/channel @mine_only")
    for kind in (PostApproved, SkipApproval, EditApproval):
        assert await eve.send_data(kind(1).encode(), eve.screen[-1]) == "This post does not wait any more."
        assert await eve.send_data(kind(1).encode(), elsewhere) == EXPIRED
    assert rows(town.database) == [(DeliveryState.HELD, ApprovalState.ASKED, "")]


async def test_whoever_blocked_the_bot_is_asked_once_they_are_back(town: Town, ada: Person) -> None:
    await held_channel(town, ada)
    publish(town.database, 1, "space")
    town.telegram.refusals["sendMessage"] = (403, "Forbidden: bot was blocked by the user")
    loop = asking(town)
    await loop.tick()
    tried = town.telegram.times("sendMessage")
    await loop.tick()
    await asking(town).tick()
    assert town.telegram.times("sendMessage") == tried
    found = town.database.call(subscribers.find, ada.id)
    assert found is not None
    assert found.status is SubscriberStatus.BLOCKED
    assert rows(town.database) == [(DeliveryState.HELD, ApprovalState.NEW, "")]
    del town.telegram.refusals["sendMessage"]
    await ada.write("/start")
    await asking(town).tick()
    assert ada.buttons == ["Read", "✅ Post", "🚫 Skip", "✏️ Edit"]


async def test_one_who_cannot_be_asked_keeps_nobody_else_waiting(town: Town, ada: Person) -> None:
    await held_channel(town, ada)
    publish(town.database, 1, "space")
    town.telegram.refusals["sendMessage"] = (500, "Internal Server Error")
    loop = asking(town)
    await loop.tick()
    assert rows(town.database) == [(DeliveryState.HELD, ApprovalState.NEW, "")]
    assert town.database.call(channels.unasked, 20, without=[ada.id]) == []
    del town.telegram.refusals["sendMessage"]
    town.clock.pass_(minutes=2)
    await loop.tick()
    assert rows(town.database) == [(DeliveryState.HELD, ApprovalState.ASKED, "")]


async def test_without_approval_new_posts_go_out_and_those_that_wait_still_do(town: Town, ada: Person) -> None:
    found = await held_channel(town, ada)
    publish(town.database, 1, "space")
    town.database.call(subscribers.set_preference, found.id, APPROVAL, False, NOON)
    publish(town.database, 2, "space")
    assert [state for state, *_ in rows(town.database)] == [DeliveryState.HELD, DeliveryState.PENDING]
    await asking(town).tick()
    await ada.press("Post")
    assert [state for state, *_ in rows(town.database)] == [DeliveryState.PENDING, DeliveryState.PENDING]


async def test_a_digest_is_held_too(town: Town, ada: Person) -> None:
    found = await held_channel(town, ada)
    owed = reader_digests.OwedDigest("digest:1:x", found.id, CHANNEL, NOON)
    person = town.database.call(subscribers.find, ada.id)
    assert person is not None
    other = reader_digests.OwedDigest("digest:2:x", person.id, ada.id, NOON)
    town.database.call(_store_digest, (owed, other))
    assert rows(town.database) == [
        (DeliveryState.HELD, ApprovalState.NEW, ""),
        (DeliveryState.PENDING, None, ""),
    ]


def _store_digest(session: Session, owed: Sequence[reader_digests.OwedDigest]) -> None:
    new = reader_digests.NewDigest(DigestOccasion.HOUR, "key", [], [], NOON, NOON, NOON.date())
    made = reader_digests.find_or_create(session, [new], NOON)["key"]
    reader_digests.add_deliveries(session, [each._replace(digest_id=made) for each in owed], NOON)


async def test_a_pause_cancels_what_waits(town: Town, ada: Person) -> None:
    """The buttons say that it does not wait any more."""
    found = await held_channel(town, ada)
    publish(town.database, 1, "space")
    await asking(town).tick()
    town.database.call(subscribers.pause, found.id, town.clock.now)
    assert await ada.press("Post") == "This post does not wait any more."
    [(state, *_)] = rows(town.database)
    assert state is DeliveryState.CANCELLED


async def test_another_administrator_has_what_waits_shown_and_decides(town: Town, ada: Person) -> None:
    await held_channel(town, ada)
    publish(town.database, 1, "space")
    await asking(town).tick()
    other = town.person(502)
    town.telegram.members[CHANNEL, other.id] = dict(ADMINISTRATOR)
    await other.write("/channel @deep_sea")
    assert await other.press("Show what waits") == "They come below, one by one"
    await asking(town).tick()
    assert other.buttons == ["Read", "✅ Post", "🚫 Skip", "✏️ Edit"]
    assert await other.press("Post") == "It goes out now"
    assert await ada.press("Post") == "This post does not wait any more."
    assert rows(town.database) == [(DeliveryState.PENDING, ApprovalState.POSTED, "")]


async def test_after_thirty_days_what_waits_is_shown_again(town: Town, ada: Person) -> None:
    await held_channel(town, ada)
    publish(town.database, 1, "space")
    await asking(town).tick()
    town.clock.now += timedelta(days=31)
    await ada.write("/channel @deep_sea")
    await ada.press("Show what waits")
    await asking(town).tick()
    assert await ada.press("Post") == "It goes out now"


async def test_who_administers_the_channel_no_more_is_not_asked(town: Town, ada: Person) -> None:
    await held_channel(town, ada)
    town.telegram.members[CHANNEL, ada.id] = {"status": "left"}
    publish(town.database, 1, "space")
    seen = len(ada.screen)
    await asking(town).tick()
    assert len(ada.screen) == seen
    assert channel(town).set_up_by is None
    publish(town.database, 2, "space")
    assert {state for state, _, _ in rows(town.database)} == {DeliveryState.HELD}, "held although nobody is asked"
    other = town.person(502)
    town.telegram.members[CHANNEL, other.id] = dict(ADMINISTRATOR)
    await other.write("/channel @deep_sea")
    assert channel(town).set_up_by == other.id
    await asking(town).tick()
    assert other.buttons == ["Read", "✅ Post", "🚫 Skip", "✏️ Edit"]
