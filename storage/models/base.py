"""What all tables share: keys, names of constraints, the base class."""

from typing import Any, ClassVar

from sqlalchemy import BigInteger, Integer, MetaData
from sqlmodel import Field, SQLModel

CONSTRAINT_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""Names of constraints, so that batch migrations on SQLite can find them."""

SERIAL = BigInteger().with_variant(Integer, "sqlite")
"""Surrogate keys: 64-bit. On SQLite an INTEGER already is, and only that one counts up by itself."""


def key_field(**options: Any) -> Any:
    """A surrogate key, or with ``foreign_key=`` a reference to one."""
    return Field(sa_type=SERIAL, **options)


def column_named(name: str, attribute: str) -> dict[str, str]:
    """Options of a column whose stored name is older than its attribute's."""
    return {"name": name, "key": attribute}


class Base(SQLModel):
    """What all tables share."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=CONSTRAINT_NAMES)


def stored_id(row_id: int | None) -> int:
    """The id of a stored row, which is only None before it is stored."""
    if row_id is None:
        raise ValueError("the row is not stored yet")
    return row_id
