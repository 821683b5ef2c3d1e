"""Record files as last read."""

from collections.abc import Iterable
from typing import NamedTuple

import sqlalchemy
from sqlalchemy import delete, insert, tuple_
from sqlmodel import Session, col, select

from storage.database import reads
from storage.models import RecordFile


class FileKey(NamedTuple):
    """Where a record file is: its folder as configured, and its path below."""

    folder: str
    path: str


Fingerprint = tuple[int, int, int]
"""Size in bytes, modification time in nanoseconds, inode: the same three, the same content."""

CHUNK = 300


@reads
def fingerprints(session: Session, folder: str) -> dict[str, Fingerprint]:
    """What each known file of a folder looked like when it was last read, by path."""
    table = RecordFile.__table__  # type: ignore[attr-defined] # rows would cost more than the walk they are for
    rows = session.connection().execute(
        sqlalchemy.select(table.c.path, table.c.size, table.c.mtime_ns, table.c.inode).where(table.c.folder == folder)
    )
    return {path: (size, mtime_ns, inode) for path, size, mtime_ns, inode in rows}


@reads
def rejected(session: Session) -> list[RecordFile]:
    """Files that could not be read, with line and reason, by path."""
    query = select(RecordFile).where(col(RecordFile.reason).is_not(None))
    return list(session.exec(query.order_by(col(RecordFile.folder), col(RecordFile.path))))


def remember(session: Session, files: Iterable[RecordFile]) -> None:
    """Note how files looked and how reading them went."""
    rows = [file.model_dump() for file in files]
    if not rows:
        return
    forget(session, [FileKey(row["folder"], row["path"]) for row in rows])
    session.connection().execute(insert(RecordFile), rows)


def forget(session: Session, keys: Iterable[FileKey]) -> None:
    """Drop files that are gone; what was read from them stays."""
    keys = list(keys)
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        where = tuple_(col(RecordFile.folder), col(RecordFile.path)).in_(chunk)
        session.connection().execute(delete(RecordFile).where(where))
