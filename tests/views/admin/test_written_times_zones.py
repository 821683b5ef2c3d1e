"""Time zones by what people call them."""

from zoneinfo import available_timezones

import pytest

from bot.views.admin.written_times import find_zone, similar_zones


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        (" europe/berlin ", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        ("New  York", "America/New_York"),
        ("lord howe", "Australia/Lord_Howe"),
        ("utc", "UTC"),
        ("Louisville", None),
        ("Europe", None),
        ("../etc/passwd", None),
        ("/etc/localtime", None),
        ("", None),
        ("Europe/Berlin" + "n" * 5_000, None),
    ],
)
def test_a_zone_is_found_by_its_name_or_by_its_city(written: str, zone: str | None) -> None:
    assert find_zone(written) == zone


def test_each_zone_is_found_by_its_name() -> None:
    assert all(find_zone(name) == name for name in available_timezones())


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("Berlim", ["Europe/Berlin"]),
        ("america/new yrok", ["America/New_York"]),
        ("Louisville", ["America/Kentucky/Louisville", "America/Louisville"]),
        ("the moon", []),
        ("", []),
    ],
)
def test_what_is_like_a_zone_is_offered(written: str, near: list[str]) -> None:
    assert similar_zones(written) == near
