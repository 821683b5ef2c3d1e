"""What administrators are told without having asked, until they were."""

from datetime import timedelta

from storage import admins
from storage.database import Database
from storage.models import NotificationKind
from tests.conftest import NOON
from tests.storage.broadcast_rows import drafted

LATER = NOON + timedelta(minutes=1)


def waiting(database: Database, limit: int = 10) -> list[tuple[int, NotificationKind, int]]:
    return [
        (note.person_id, note.kind, note.attempts) for note in database.call(admins.due_notifications, LATER, limit)
    ]


def test_everyone_is_owed_it_once_until_they_are_told(database: Database) -> None:
    which = drafted(database)
    database.call(admins.add_notifications, [901, 902, 901], NotificationKind.REPORT, NOON, broadcast_id=which)
    first, second = database.call(admins.due_notifications, NOON, 10)
    assert (first.person_id, first.kind, first.broadcast_id, first.issue_id) == (
        901,
        NotificationKind.REPORT,
        which,
        None,
    )
    assert (first.created_at, first.due_at, first.sent_at) == (NOON, NOON, None)
    database.call(admins.mark_notified, first.id, NOON)
    assert waiting(database) == [(902, NotificationKind.REPORT, 0)]
    assert second.person_id == 902


def test_what_could_not_be_told_is_tried_again(database: Database) -> None:
    database.call(admins.add_notifications, [901], NotificationKind.MISSED, NOON)
    note = database.call(admins.due_notifications, NOON, 1)[0]
    database.call(admins.postpone_notification, note.id, LATER)
    assert database.call(admins.due_notifications, NOON, 1) == []
    assert waiting(database) == [(901, NotificationKind.MISSED, 1)]


def test_the_longest_due_comes_first(database: Database) -> None:
    database.call(admins.add_notifications, [901], NotificationKind.EMPTY, LATER)
    database.call(admins.add_notifications, [902, 903], NotificationKind.AUTO_PAUSED, NOON)
    assert [person_id for person_id, *_ in waiting(database, 2)] == [902, 903]


def test_who_cannot_be_told_is_given_up(database: Database) -> None:
    database.call(admins.add_notifications, [901], NotificationKind.EMPTY, NOON)
    note = database.call(admins.due_notifications, NOON, 1)[0]
    database.call(admins.drop_notification, note.id)
    assert waiting(database) == []
    database.call(admins.drop_notification, note.id)
    database.call(admins.mark_notified, note.id, NOON)
    database.call(admins.postpone_notification, note.id, LATER)
    assert waiting(database) == []
