"""Time zones by what people call them."""

from functools import cache
from zoneinfo import available_timezones

from rapidfuzz import fuzz

LEAST_LIKENESS = 75.0
"""Of 100, how alike a name must be to be offered."""
MOST_SUGGESTIONS = 3
LONGEST_NAME = 60
"""Characters that are looked at: no name is longer."""


def find_zone(written: str) -> str | None:
    """Return the IANA name of the zone that somebody means: by that name or by its city alone, in any case.

    None where no zone is called so, or more than one.
    """
    wanted = _plain(written)
    names = _zones_by_name()
    if wanted in names:
        return names[wanted]
    cities = {name for plain, name in names.items() if plain.rpartition("/")[2] == wanted}
    return cities.pop() if len(cities) == 1 else None


def similar_zones(written: str) -> list[str]:
    """Return names that are like what somebody wrote, the likest first."""
    wanted = _plain(written)
    scored = [(_likeness(wanted, plain), name) for plain, name in _zones_by_name().items()]
    likely = [pair for pair in scored if pair[0] >= LEAST_LIKENESS]
    return [name for _, name in sorted(likely, key=lambda pair: (-pair[0], pair[1]))[:MOST_SUGGESTIONS]]


def _likeness(wanted: str, plain: str) -> float:
    return max(fuzz.ratio(wanted, plain), fuzz.ratio(wanted, plain.rpartition("/")[2]))


@cache
def _zones_by_name() -> dict[str, str]:
    """Every name by how people may write it; read from some hundred files, so but once."""
    return {_plain(name): name for name in available_timezones()}


def _plain(name: str) -> str:
    return "_".join(name[:LONGEST_NAME].casefold().split())
