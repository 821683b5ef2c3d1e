"""Broadcasts in every state, and what was done about them."""

from datetime import timedelta

from bot.broadcasts.rules import BroadcastRules
from storage import admins, broadcasts
from storage.database import Database
from storage.models import AuditAct, BroadcastState
from tests.conftest import NOON
from tests.storage.broadcast_rows import PLENTY, drafted, found
from tests.storage.broadcast_rows import running as started
from tests.storage.rows import subscriber

OWNER, OTHER_OWNER, EDITOR, STRANGER = 901, 902, 903, 501
LARGE = BroadcastRules().large
HOUR, TEN_MINUTES = timedelta(hours=1), timedelta(minutes=10)
S = BroadcastState


def readers(database: Database, count: int = 3) -> None:
    """People who have the bot, and an editor."""
    for number in range(count):
        subscriber(database, 2_000 + number)
    database.call(admins.add_editor, EDITOR, OWNER, NOON)


def newcomer(database: Database, chat_id: int = 7_001) -> None:
    """Somebody whom no broadcast has reached."""
    subscriber(database, chat_id, at=NOON)


def in_state(database: Database, state: BroadcastState, author_id: int = OTHER_OWNER) -> int:
    """A broadcast that has come so far; returns its id."""
    if state in {S.RUNNING, S.PAUSED, S.DONE}:
        broadcast_id = started(database, author_id=author_id)
    else:
        broadcast_id = drafted(database, author_id=author_id)
    match state:
        case S.UNCONFIRMED:
            database.call(broadcasts.send_draft, broadcast_id, NOON, needs_second=True)
        case S.SCHEDULED:
            database.call(broadcasts.send_draft, broadcast_id, NOON, needs_second=False, starts_at=NOON + HOUR)
        case S.FREEZING:
            database.call(broadcasts.send_draft, broadcast_id, NOON, needs_second=False)
        case S.PAUSED:
            database.call(broadcasts.pause, broadcast_id)
        case S.DONE:
            database.call(broadcasts.finish, broadcast_id, NOON)
        case S.CANCELLED:
            database.call(broadcasts.cancel, broadcast_id, NOON)
    assert found(database, broadcast_id).state is state
    return broadcast_id


def acts(database: Database) -> list[tuple[int, AuditAct]]:
    """Who did what, in order."""
    entries, _ = database.call(admins.audit_entries, 0, PLENTY)
    return [(entry.person_id, entry.act) for entry in reversed(entries)]
