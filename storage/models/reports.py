"""Tables of what owners are told of each day: which days were reported, what is silent, and who wants summaries."""

from datetime import date, datetime

from sqlalchemy import BigInteger
from sqlmodel import Field

from storage.models.base import Base


class ReportedDay(Base, table=True):
    """A day that owners were told of, or of which there was nothing to tell: nobody is told of it again."""

    __tablename__ = "reported_day"

    report: str = Field(primary_key=True)
    """Which one (``storage/day_reports.py``)."""
    day: date = Field(primary_key=True)
    """In UTC."""
    at: datetime


class Silence(Base, table=True):
    """A topic, feed or provider that usually brings something and brought nothing; it goes when something comes."""

    kind: str = Field(primary_key=True)
    """What it is: ``topic``, ``feed``, ``provider``, or ``all``."""
    key: str = Field(primary_key=True)
    """Its id, or of a provider its host or name."""
    name: str
    usual: int
    """How much it brings on such a day."""
    since: date
    """The first day that was empty, in UTC."""


class SummaryReader(Base, table=True):
    """An owner who wants a summary of each day."""

    __tablename__ = "summary_reader"

    person_id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    since: datetime
