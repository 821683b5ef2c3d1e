"""Every recipient of a broadcast as CSV (RFC 4180)."""

import csv
import io
from collections.abc import Iterable

from storage.tally import RecipientLine

COLUMNS = ("delivery", "chat_id", "thread_id", "state", "reason", "error", "message_id", "settled_at")


def file_name(broadcast_id: int, part: int = 1) -> str:
    """Return what the file is called; only a second file and those after it bear their number."""
    return f"broadcast-{broadcast_id}-recipients{f'-{part}' if part > 1 else ''}.csv"


def header() -> str:
    """Return the line that names the columns."""
    return _as_csv([COLUMNS])


def as_csv(recipients: Iterable[RecipientLine]) -> str:
    """Return a line a recipient: what became of the message, why, and when (ISO 8601, UTC)."""
    return _as_csv(
        (
            line.delivery_id,
            line.chat_id,
            line.thread_id or "",
            line.state.value,
            line.cancelled_for.value if line.cancelled_for else "",
            line.error,
            line.message_id or "",
            line.settled_at.isoformat() if line.settled_at else "",
        )
        for line in recipients
    )


def _as_csv(rows: Iterable[Iterable[object]]) -> str:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue()
