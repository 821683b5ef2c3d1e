"""The statistics as CSV: one file by day, one by topic. English names, for programs."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import fields
from io import StringIO

from storage.reports import Day, Stats

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""With these a spreadsheet takes a text for a formula (OWASP, "CSV Injection")."""


def days_file(stats: Stats) -> str:
    """Return the numbers of each day; what nobody counted is left empty."""
    names = [field.name for field in fields(Day)]
    return _csv(names, ([getattr(day, name) for name in names] for day in stats.days))


def topics_file(stats: Stats) -> str:
    """Return the followers of each topic that has any."""
    return _csv(
        ["topic", "slug", "followers"], ([_tame(each.name), each.slug, each.followers] for each in stats.topics)
    )


def _tame(text: str) -> str:
    return f"'{text}" if text.startswith(RISKY) else text


def _csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue()
