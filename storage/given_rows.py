"""Rows as parameters of one statement: one array a column for PostgreSQL (``unnest``), one JSON text for SQLite.

A list of placeholders is another statement for every number of rows, and takes longer to write out and to plan than
to run.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ARRAY, BigInteger, String, and_, any_, bindparam, cast, func, select
from sqlalchemy.sql import ColumnElement

COLUMN_TYPES: Mapping[type, Any] = {int: BigInteger, str: String}


def given_rows(is_sqlite: bool, **columns: type[int | str]) -> Any:
    """Return the given rows as a table that a statement reads from.

    Args:
        is_sqlite: The engine.
        columns: Names and types of their columns.
    """
    if not is_sqlite:
        arrays = (_given_array(name, kind) for name, kind in columns.items())
        return func.unnest(*arrays).table_valued(*columns, name="given").render_derived()
    rows = func.json_each(bindparam("given", type_=String())).table_valued("value")
    values = (
        cast(func.json_extract(rows.c.value, f"$[{place}]"), COLUMN_TYPES[kind]()).label(name)
        for place, (name, kind) in enumerate(columns.items())
    )
    return select(*values).subquery("given")


def is_given(is_sqlite: bool, key: Any, given: Any) -> ColumnElement[bool]:
    """Select the row of a table whose key is the ``row_id`` of a given one.

    PostgreSQL is told twice: where it believes that few rows are pending, it would else compare each with each.
    """
    found = key == given.c.row_id
    return found if is_sqlite else and_(found, key == any_(_given_array("row_id", int)))


def _given_array(name: str, kind: type[int | str]) -> Any:
    return bindparam(f"given_{name}", type_=ARRAY(COLUMN_TYPES[kind]()))


def as_given(is_sqlite: bool, rows: Iterable[Sequence[int | str]], *names: str) -> dict[str, Any]:
    """Return the parameters that hold the rows of ``given_rows``, each with its values in the order of the columns."""
    if is_sqlite:
        return {"given": json.dumps(list(rows))}
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    return {f"given_{name}": list(values) for name, values in zip(names, columns, strict=True)}
