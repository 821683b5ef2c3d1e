"""/digest is a reader's own digest; administrators make one for others by it."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from storage import schedules, subscribers
from storage.models import Delivery, DeliveryKind, Subscriber, SubscriberStatus
from tests.handlers import sample_news
from tests.handlers.people import EXPIRED, Person, Town
from tests.storage.rows import change, deliveries


def choose(town: Town, person: Person, **columns: object) -> Subscriber:
    """Have somebody have chosen how they are told."""
    found = town.database.call(subscribers.find, person.id)
    assert found
    change(town.database, found, **columns)

    def write(session: Session) -> None:
        schedules.reschedule(session, session.get_one(Subscriber, found.id), town.clock.now)

    town.database.call(write)
    return found


def owed(town: Town) -> list[Delivery]:
    return [row for row in deliveries(town.database) if row.kind is DeliveryKind.DIGEST]


@pytest.fixture
async def reader(ada: Person) -> Person:
    """Somebody who follows space by a digest at eight, in Berlin."""
    await ada.write("/subscribe space")
    choose(ada.town, ada, rhythm="daily 08:00", zone="Europe/Berlin")
    return ada


async def test_it_has_what_was_not_told_yet_and_comes_once(town: Town, reader: Person) -> None:
    town.clock.pass_(hours=1)
    for number in (61, 62):
        sample_news.publish(town.database, number, "space")
    town.clock.pass_(hours=1)
    assert await reader.write("/digest") == "Your digest is on its way: 2 stories."
    assert len(owed(town)) == 1
    town.clock.pass_(minutes=1)
    assert await reader.write("/digest") == (
        "There is nothing new that you were not told already. Your next digest is due on Tuesday 3 March, 08:00."
    )
    assert "⚙️ When digests come" in reader.buttons


async def test_whoever_has_no_hour_is_told_of_none(town: Town, ada: Person) -> None:
    await ada.write("/subscribe space")
    assert await ada.write("/digest") == "There is nothing new that you were not told already."


async def test_in_quiet_hours_it_comes_at_their_end(town: Town, reader: Person) -> None:
    choose(town, reader, quiet_hours="12:00-16:00")
    town.clock.pass_(hours=1)
    sample_news.publish(town.database, 61, "space")
    town.clock.pass_(hours=1)
    assert "so it comes at 16:00" in await reader.write("/digest")
    assert owed(town)[0].due_at == town.clock.now + timedelta(hours=1)


async def test_who_paused_is_sent_none(town: Town, reader: Person) -> None:
    choose(town, reader, status=SubscriberStatus.PAUSED)
    assert (await reader.write("/digest")).startswith("Nothing is sent while alerts are paused.")


async def test_an_administrators_digest_keeps_its_meaning(town: Town) -> None:
    owner = town.person(901)
    sample_news.publish(town.database, 61, "space")
    await owner.write("/digest")
    assert owed(town) == []
    helped = await owner.write("/help")
    assert helped.count("/digest –") == 1
    assert "A digest of topics, to look through and send; to readers it sends their own" in helped


async def test_a_reader_finds_theirs_in_the_help(ada: Person) -> None:
    assert "/digest – Your digest, now: what you were not told yet" in await ada.write("/help")


async def test_only_whoever_got_a_digest_opens_the_rest_of_it(town: Town, reader: Person) -> None:
    town.clock.pass_(hours=1)
    for number in range(1, 14):
        sample_news.publish(town.database, number, "space")
    town.clock.pass_(hours=1)
    await reader.write("/digest")
    press = f"x:{owed(town)[0].digest_id}:{sample_news.topic_id(town.database, 'space')}:0"
    assert await reader.send_data(press, reader.screen[-1]) == ""
    assert "11. News number" in reader.seen
    stranger = town.person(777)
    await stranger.write("/help")
    assert await stranger.send_data(press, stranger.screen[-1]) == EXPIRED


async def test_a_button_of_the_rhythm_page_sends_it_too(town: Town, reader: Person) -> None:
    town.clock.pass_(hours=1)
    sample_news.publish(town.database, 61, "space")
    town.clock.pass_(hours=1)
    await reader.write("/rhythm")
    await reader.press("🗞 Digest now")
    assert reader.seen == "Your digest is on its way: 1 story."
    assert len(owed(town)) == 1
