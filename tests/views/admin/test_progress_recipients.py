"""The CSV of recipients can be read back as it was written."""

import csv
import io

from bot.views.admin.progress import RECIPIENT_COLUMNS, recipients_csv, recipients_csv_header, recipients_file_name
from storage.broadcast_stats import RecipientResult
from storage.models import Cancellation, DeliveryState
from tests.conftest import NOON

LINES = [
    RecipientResult(1, 501, 0, DeliveryState.SENT, None, "", 77, NOON),
    RecipientResult(2, -1002, 9, DeliveryState.CANCELLED, Cancellation.BLOCKED, 'said "no", and\nleft', None, NOON),
    RecipientResult(3, 503, 0, DeliveryState.HELD, None, "", None, None),
]


def test_each_recipient_is_a_line() -> None:
    written = list(csv.reader(io.StringIO(recipients_csv_header() + recipients_csv(LINES), newline="")))
    assert written == [
        list(RECIPIENT_COLUMNS),
        ["1", "501", "", "sent", "", "", "77", "2026-03-02T12:00:00+00:00"],
        ["2", "-1002", "9", "cancelled", "blocked", 'said "no", and\nleft', "", "2026-03-02T12:00:00+00:00"],
        ["3", "503", "", "held", "", "", "", ""],
    ]


def test_files_are_told_apart() -> None:
    assert [recipients_file_name(12), recipients_file_name(12, 2)] == [
        "broadcast-12-recipients.csv",
        "broadcast-12-recipients-2.csv",
    ]
