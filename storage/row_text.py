"""Rows as canonical text, the same on both engines: read from either, written into either, and summed up.

Integers stand in decimal, truth as 0 and 1, times in UTC with six digits of a second, numbers with a point as Python
writes them, text and JSON as they are. PostgreSQL gives and takes these by ``COPY`` (PostgreSQL, "COPY"); SQLite
stores them, or has the affinity of the column turn them into numbers (SQLite, "Datatypes In SQLite", 3).
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from itertools import islice
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import Boolean as Truth
from sqlalchemy import Column, Date, DateTime, Float, Table
from sqlalchemy.types import TypeDecorator

CanonicalRow = Sequence[str | None]
Mend = Callable[[object], str]

ROWS_AT_ONCE = 2_000
TIME_LENGTH = len("2026-03-02 12:00:00.000000")
_MODULUS = 2**128


class RowSum:
    """How many rows there are, and a sum over all of them that knows no order."""

    def __init__(self) -> None:
        self.rows = 0
        self._sum = 0

    def add(self, row: CanonicalRow) -> None:
        """Take in one row."""
        line = "\x1f".join(["\0" if cell is None else cell for cell in row])
        digest = blake2b(line.encode(errors="surrogatepass"), digest_size=16).digest()
        self._sum = (self._sum + int.from_bytes(digest)) % _MODULUS
        self.rows += 1

    def over(self, rows: Iterable[CanonicalRow]) -> Iterator[CanonicalRow]:
        """Pass rows through, taking each in."""
        for row in rows:
            self.add(row)
            yield row

    @property
    def checksum(self) -> str:
        """The sum, in hexadecimal."""
        return f"{self._sum:032x}"


def read_sqlite(connection: sqlite3.Connection, table: Table) -> Iterator[CanonicalRow]:
    """Read all rows of a table of SQLite, some at a time."""
    columns = ", ".join(_of_sqlite(column) for column in table.columns)
    cursor = connection.execute(f'SELECT {columns} FROM "{table.name}"')  # noqa: S608 - names of the models
    mended = _mending(table, {Float: _number, DateTime: _time})
    while rows := cursor.fetchmany(ROWS_AT_ONCE):
        yield from (_mend(row, mended) for row in rows) if mended else rows


def _of_sqlite(column: Column[object]) -> str:
    is_text = isinstance(_plain(column), Float)
    return f'"{column.name}"' if is_text else f'CAST("{column.name}" AS TEXT)'


def read_postgresql(connection: psycopg.Connection, table: Table) -> Iterator[CanonicalRow]:
    """Read all rows of a table of PostgreSQL, as they come."""
    columns = SQL(", ").join(_of_postgresql(column) for column in table.columns)
    query = SQL("COPY (SELECT {} FROM {}) TO STDOUT").format(columns, Identifier(table.name))
    mended = _mending(table, {Float: _number})
    with connection.cursor() as cursor, cursor.copy(query) as copy:
        for row in copy.rows():
            yield _mend(row, mended) if mended else row


def _of_postgresql(column: Column[object]) -> SQL | object:
    kind, name = _plain(column), Identifier(column.name)
    if isinstance(kind, Truth):
        return SQL("CAST({} AS integer)").format(name)
    if isinstance(kind, DateTime):
        return SQL("to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')").format(name)
    if isinstance(kind, Date):
        return SQL("to_char({}, 'YYYY-MM-DD')").format(name)
    return name


def write_sqlite(connection: sqlite3.Connection, table: Table, rows: Iterable[CanonicalRow]) -> None:
    """Write rows into a table of SQLite, some at a time, in the transaction that is open."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    marks = ", ".join("?" * len(table.columns))
    statement = f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})'  # noqa: S608 - names of the models
    waiting = iter(rows)
    while some := list(islice(waiting, ROWS_AT_ONCE)):
        connection.executemany(statement, some)


def write_postgresql(connection: psycopg.Connection, table: Table, rows: Iterable[CanonicalRow]) -> None:
    """Write rows into a table of PostgreSQL, in one ``COPY``: parents and children of the same table may mix."""
    names = SQL(", ").join(Identifier(column.name) for column in table.columns)
    statement = SQL("COPY {} ({}) FROM STDIN").format(Identifier(table.name), names)
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _plain(column: Column[object]) -> object:
    kind = column.type
    return kind.impl_instance if isinstance(kind, TypeDecorator) else kind


def _mending(table: Table, by_type: Mapping[type, Mend]) -> dict[int, Mend]:
    """What turns cells into their canonical text, by the number of the column."""
    kinds = {number: _plain(column) for number, column in enumerate(table.columns)}
    return {
        number: mend for number, kind in kinds.items() for wanted, mend in by_type.items() if isinstance(kind, wanted)
    }


def _mend(row: Sequence[object], mended: Mapping[int, Mend]) -> CanonicalRow:
    cells: list[Any] = list(row)
    for number, mend in mended.items():
        if cells[number] is not None:
            cells[number] = mend(cells[number])
    return cells


def _number(cell: object) -> str:
    return repr(float(str(cell)))


def _time(cell: object) -> str:
    """A time as it is stored; one that something else wrote is brought into that form."""
    written = str(cell)
    if len(written) == TIME_LENGTH:
        return written
    at = datetime.fromisoformat(written)
    plain = at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo else at
    return plain.isoformat(sep=" ", timespec="microseconds")
