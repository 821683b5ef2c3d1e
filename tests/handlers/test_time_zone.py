"""Where a reader lives: by city, zone, offset, position, or one of several places."""

import pytest

from storage.preferences import ZONE
from tests.handlers import sample_news
from tests.handlers.people import EXPIRED, Person, Town
from tests.storage.rows import find


def zone_of(town: Town, ada: Person) -> str:
    return find(town.database, ada.id).zone


@pytest.mark.parametrize(
    ("written", "zone", "says"),
    [
        ("Sao Paulo", "America/Sao_Paulo", "São Paulo, Brazil: it is 09:00 there"),
        ("Europe/Berlin", "Europe/Berlin", "Berlin: it is 13:00 there"),
        ("UTC+5:30", "UTC+05:30", "UTC+05:30: it is 17:30 there"),
    ],
)
async def test_a_zone_is_set_by_command(town: Town, ada: Person, written: str, zone: str, says: str) -> None:
    assert says in await ada.write(f"/timezone {written}")
    assert zone_of(town, ada) == ZONE.parse(zone) == zone
    assert "Your time zone is" in await ada.write("/timezone")


async def test_a_zone_is_asked_for_and_answered(town: Town, ada: Person) -> None:
    assert "You have not told me your time zone yet" in await ada.write("/timezone")
    assert "I know no place called “xyzzy”" in await ada.write("xyzzy")
    assert "Tokyo, Japan: it is 21:00 there" in await ada.write("東京")
    assert zone_of(town, ada) == "Asia/Tokyo"
    assert "it is" not in await ada.write("Berlin"), "the question was answered"


async def test_of_several_places_one_is_pressed(town: Town, ada: Person) -> None:
    assert "Which “Portland” is it?" in await ada.write("/timezone Portland")
    assert ada.buttons[:2] == ["Portland, Oregon · 04:00", "Portland, Maine · 07:00"]
    assert zone_of(town, ada) == ""
    await ada.press("Portland, Maine")
    assert zone_of(town, ada) == "America/New_York"


async def test_one_of_several_places_is_named_more_closely(town: Town, ada: Person) -> None:
    await ada.write("/timezone Portland")
    await ada.write("Portland, Oregon")
    assert zone_of(town, ada) == "America/Los_Angeles"


@pytest.mark.parametrize("before", ["/start", "/timezone"])
async def test_a_position_is_a_zone(town: Town, ada: Person, before: str) -> None:
    await ada.write(before)
    said = await ada.send(location={"latitude": 27.7, "longitude": 85.3})
    assert "Kathmandu: it is 17:45 there" in said
    assert zone_of(town, ada) == "Asia/Kathmandu"


async def test_moments_are_written_in_the_readers_zone(town: Town, ada: Person) -> None:
    sample_news.publish(town.database, 1, "space")
    before = await ada.write("/latest")
    assert "UTC" in before
    await ada.write("/timezone Asia/Tokyo")
    after = await ada.write("/latest")
    assert "UTC" not in after
    assert "(Tokyo)" in after


async def test_what_is_no_text_is_no_place(town: Town, ada: Person) -> None:
    await ada.write("/timezone")
    assert "could not read that as a place" in await ada.send(dice={"emoji": "🎲", "value": 3})
    assert "Berlin" in await ada.write("berlin"), "it is asked again"


async def test_a_button_of_no_zone_is_out_of_date(ada: Person) -> None:
    assert await ada.send_data("wv:1") == EXPIRED


async def test_an_administrator_answers_what_was_asked_last(town: Town) -> None:
    owner = town.person(901)
    await owner.write("/timezone")
    await owner.write("/broadcast")
    await owner.write("Berlin")
    assert zone_of(town, owner) == "", "it is the message to send"
    await owner.write("/broadcast")
    await owner.write("/timezone")
    await owner.write("Berlin")
    assert zone_of(town, owner) == "Europe/Berlin"
