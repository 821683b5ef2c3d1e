"""Counting by day, in UTC, on either engine."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, literal_column, select
from sqlalchemy.sql import ColumnElement, SQLColumnExpression
from sqlmodel import Session

ONE_DAY = timedelta(days=1)


def by_day(
    session: Session, moment: SQLColumnExpression[datetime], since: datetime, *where: ColumnElement[bool]
) -> Counter[date]:
    """How many rows have their moment on which day, of those that have it after ``since``."""
    day = day_of(session, moment).label("day")
    query = select(day, func.count()).where(moment >= since, *where).group_by(day)
    return Counter({as_day(found): count for found, count in session.connection().execute(query)})


def day_of(session: Session, moment: SQLColumnExpression[Any]) -> ColumnElement[Any]:
    """The day of a moment. SQLite stores it in UTC; PostgreSQL would take the zone of the session."""
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    return func.date(moment if is_sqlite else func.timezone(literal_column("'UTC'"), moment))


def as_day(found: object) -> date:
    """What ``day_of`` gives, which is a text on SQLite."""
    return date.fromisoformat(str(found))
