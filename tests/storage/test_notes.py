"""What administrators are told without having asked, until they were."""

from datetime import timedelta

from storage import notes
from storage.database import Database
from storage.models import NoteKind
from storage.stories import required
from tests.conftest import NOON
from tests.storage.newsroom import drafted

LATER = NOON + timedelta(minutes=1)


def waiting(database: Database, limit: int = 10) -> list[tuple[int, NoteKind, int]]:
    return [(note.person_id, note.kind, note.attempts) for note in database.call(notes.due, LATER, limit)]


def test_everyone_is_owed_it_once_until_they_are_told(database: Database) -> None:
    which = drafted(database)
    database.call(notes.owe, [901, 902, 901], NoteKind.REPORT, NOON, broadcast_id=which)
    first, second = database.call(notes.due, NOON, 10)
    assert (first.person_id, first.kind, first.broadcast_id, first.issue_id) == (901, NoteKind.REPORT, which, None)
    assert (first.created_at, first.due_at, first.sent_at) == (NOON, NOON, None)
    database.call(notes.told, required(first.id), NOON)
    assert waiting(database) == [(902, NoteKind.REPORT, 0)]
    assert second.person_id == 902


def test_what_could_not_be_told_is_tried_again(database: Database) -> None:
    database.call(notes.owe, [901], NoteKind.MISSED, NOON)
    note = database.call(notes.due, NOON, 1)[0]
    database.call(notes.later, required(note.id), LATER)
    assert database.call(notes.due, NOON, 1) == []
    assert waiting(database) == [(901, NoteKind.MISSED, 1)]


def test_the_longest_due_comes_first(database: Database) -> None:
    database.call(notes.owe, [901], NoteKind.EMPTY, LATER)
    database.call(notes.owe, [902, 903], NoteKind.BRAKED, NOON)
    assert [person_id for person_id, *_ in waiting(database, 2)] == [902, 903]


def test_who_cannot_be_told_is_given_up(database: Database) -> None:
    database.call(notes.owe, [901], NoteKind.EMPTY, NOON)
    note = database.call(notes.due, NOON, 1)[0]
    database.call(notes.drop, required(note.id))
    assert waiting(database) == []
    database.call(notes.drop, required(note.id))
    database.call(notes.told, required(note.id), NOON)
    database.call(notes.later, required(note.id), LATER)
    assert waiting(database) == []
