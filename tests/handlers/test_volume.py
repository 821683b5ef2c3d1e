"""/volume: how much of each topic comes, by command, button and question."""

from datetime import timedelta

import pytest

from storage import articles, subscribers
from storage.database import Database
from storage.models import Volume
from tests.handlers import sample_news
from tests.handlers.people import EXPIRED, UNCHANGED, Person, Town


def stored(town: Town, person: Person, slug: str) -> tuple[Volume, int] | None:
    """The volume of a topic that is stored of a person."""
    found = town.database.call(subscribers.find, person.id)
    chosen = town.database.call(subscribers.subscriptions, found.id if found else 0)
    subscription = chosen.get(sample_news.topic_id(town.database, slug))
    return (Volume(subscription.volume), subscription.per_day) if subscription else None


def have_yesterday(database: Database, clock: object, *slugs: str, count: int = 6) -> None:
    """Have so many stories arrive today, and a day pass; the first one is reported by three."""
    story = sample_news.publish(database, 0, *slugs).story_id
    for number in range(1, count + 2):
        sample_news.publish(database, number, *slugs, story_id=story if number < 3 else None)
    clock.pass_(days=1)  # type: ignore[attr-defined] # of the town


async def test_a_volume_by_command(town: Town, ada: Person) -> None:
    have_yesterday(town.database, town.clock, "computer-vision")
    await ada.write("/volume computer vision 5")
    print(ada.seen, ada.buttons)
    await ada.write("/volume cv")
    print(ada.seen, ada.buttons)
    await ada.write("/volume")
    print(ada.seen, ada.buttons)
    await ada.write("/topics cv")
    print(ada.seen, ada.buttons)
    assert 0
