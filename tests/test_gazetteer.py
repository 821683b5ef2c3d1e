"""Places that people name, and their time zones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gazetteer import MOST_PLACES, Place, find_places, fold, zone_at
from storage.rhythm import find_zone


def zones(words: str) -> list[str]:
    return [place.zone for place in find_places(words)]


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("Sao Paulo", "America/Sao_Paulo"),
        ("são paulo", "America/Sao_Paulo"),
        ("Berlin, Germany", "Europe/Berlin"),
        ("Portland, Oregon", "America/Los_Angeles"),
        ("portland or", "America/Los_Angeles"),
        ("Portland, ME, USA", "America/New_York"),
        ("Melbourne Australia", "Australia/Melbourne"),
        ("New York", "America/New_York"),
        ("München", "Europe/Berlin"),
        ("Москва", "Europe/Moscow"),
        ("東京", "Asia/Tokyo"),
        ("India", "Asia/Kolkata"),
        ("Europe/Berlin", "Europe/Berlin"),
        ("america/new york", "America/New_York"),
        ("UTC", "UTC"),
        ("UTC+5:30", "UTC+05:30"),
        ("gmt-3", "UTC-03:00"),
        ("+0545", "UTC+05:45"),
    ],
)
def test_a_place_has_a_zone(words: str, zone: str) -> None:
    assert zones(words) == [zone]


@pytest.mark.parametrize(("words", "country"), [("Paris", "France"), ("London", "United Kingdom")])
def test_a_place_that_outweighs_its_namesakes_is_meant(words: str, country: str) -> None:
    assert [place.country for place in find_places(words)] == [country]


def test_of_namesakes_the_largest_stands_first() -> None:
    found = find_places("Birmingham")
    assert found[0] == Place("Birmingham", "", "United Kingdom", "Europe/London", found[0].population)
    assert [place.region for place in found[1:3]] == ["Alabama", "Michigan"]
    assert len(find_places("Springfield")) == MOST_PLACES


def test_a_country_with_several_zones_has_the_largest_city_of_each() -> None:
    assert find_places("usa")[0].name == "New York City"
    assert {"America/Chicago", "America/Denver", "America/Los_Angeles"} <= set(zones("United States"))


@pytest.mark.parametrize(
    "words", ["", " ", ",", "5", "10", "08:00", "EST", "UTC+15", "Europe/Atlantis", "xyzzy", "/", "?"]
)
def test_what_is_no_place_has_none(words: str) -> None:
    assert zones(words) == []


@given(st.text(max_size=100))
def test_any_words_are_looked_up(words: str) -> None:
    found = find_places(words)
    assert len(found) <= MOST_PLACES
    assert all(find_zone(place.zone) is not None for place in found)
    assert fold(fold(words)) == fold(words)


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [
        (52.52, 13.405, "Europe/Berlin"),
        (-23.55, -46.63, "America/Sao_Paulo"),
        (27.7, 85.3, "Asia/Kathmandu"),
        (0.0, -140.0, "UTC-09:00"),
        (0.0, 172.0, "UTC+11:00"),
        (0.0, 0.0, "UTC"),
    ],
)
def test_a_position_has_a_zone(latitude: float, longitude: float, zone: str) -> None:
    assert zone_at(latitude, longitude) == zone


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_position_has_a_zone(latitude: float, longitude: float) -> None:
    assert find_zone(zone_at(latitude, longitude)) is not None
