"""The CSV of recipients can be read back as it was written."""

import csv
import io

from bot.messages.admin.recipients import COLUMNS, as_csv, file_name, header
from storage.models import Cancellation, DeliveryState
from storage.tally import RecipientLine
from tests.conftest import NOON

LINES = [
    RecipientLine(1, 501, 0, DeliveryState.SENT, None, "", 77, NOON),
    RecipientLine(2, -1002, 9, DeliveryState.CANCELLED, Cancellation.BLOCKED, 'said "no", and\nleft', None, NOON),
    RecipientLine(3, 503, 0, DeliveryState.HELD, None, "", None, None),
]


def test_each_recipient_is_a_line() -> None:
    written = list(csv.reader(io.StringIO(header() + as_csv(LINES), newline="")))
    assert written == [
        list(COLUMNS),
        ["1", "501", "", "sent", "", "", "77", "2026-03-02T12:00:00+00:00"],
        ["2", "-1002", "9", "cancelled", "blocked", 'said "no", and\nleft', "", "2026-03-02T12:00:00+00:00"],
        ["3", "503", "", "held", "", "", "", ""],
    ]


def test_files_are_told_apart() -> None:
    assert [file_name(12), file_name(12, 2)] == ["broadcast-12-recipients.csv", "broadcast-12-recipients-2.csv"]
