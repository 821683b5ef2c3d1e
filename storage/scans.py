"""The last scan and the last one that found something, for whichever process is asked, also after a restart."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlmodel import Session

from storage.database import read_only
from storage.models import StoredScan

LAST, LAST_FIND = "last", "last_find"


class StoredScans(NamedTuple):
    """None while there was none."""

    last: StoredScan | None = None
    last_find: StoredScan | None = None


def save(session: Session, scan: StoredScan, *, is_find: bool) -> None:
    """Store a scan as the last one, and as the last that found something where it did."""
    for which in _places(is_find=is_find):
        session.merge(StoredScan(**scan.model_dump() | {"which": which}))


@read_only
def find_last(session: Session) -> StoredScans:
    """Return both."""
    return StoredScans(session.get(StoredScan, LAST), session.get(StoredScan, LAST_FIND))


def _places(*, is_find: bool) -> Iterator[str]:
    yield LAST
    if is_find:
        yield LAST_FIND
