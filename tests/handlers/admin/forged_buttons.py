"""A newsroom with something to break, and every button that could do it, with the marks of its owner."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from bot.handlers.features import ROUTES
from bot.views.admin.callback_data import (
    CancelBroadcast,
    ConfirmCancelBroadcast,
    ConfirmLargeBroadcast,
    ConfirmRemoveEditor,
    ConfirmRemovePlan,
    DropDigestStory,
    DropIssue,
    ExtendBroadcast,
    PauseBroadcast,
    RejectLargeBroadcast,
    ResumeBroadcast,
    ReturnToDraft,
    SendBroadcast,
    SetStartTime,
    StopAsking,
    ToggleNotice,
    TogglePlan,
    ToggleTrial,
)
from storage import admins
from storage.database import Database, read_only
from storage.models import Awaits, Base, BroadcastState, Digest, DigestEntry, DigestIssue, DigestPlan, IssueState
from tests.conftest import NOON
from tests.handlers import sample_news
from tests.handlers.admin.broadcast_states import EDITOR, OWNER, in_state, readers
from tests.storage.broadcast_rows import set_columns
from tests.storage.rows import put

DAY = timedelta(days=1)
PRESSES: tuple[type[Any], ...] = tuple(kind for kind, route in ROUTES.buttons.items() if route.is_for_admins)
STATES: Mapping[type[Any], BroadcastState] = {
    ReturnToDraft: BroadcastState.SCHEDULED,
    CancelBroadcast: BroadcastState.SCHEDULED,
    ConfirmCancelBroadcast: BroadcastState.RUNNING,
    PauseBroadcast: BroadcastState.RUNNING,
    ResumeBroadcast: BroadcastState.PAUSED,
    ExtendBroadcast: BroadcastState.DONE,
    ConfirmLargeBroadcast: BroadcastState.UNCONFIRMED,
    RejectLargeBroadcast: BroadcastState.UNCONFIRMED,
}
"""In which state a broadcast is when a button about it does something; a draft for all others."""

SENDING = (
    SendBroadcast,
    SetStartTime,
    *STATES,
    ToggleNotice,
    ToggleTrial,
    DropDigestStory,
    TogglePlan,
    ConfirmRemovePlan,
    DropIssue,
    ConfirmRemoveEditor,
    StopAsking,
)
"""Buttons after which something is surely not as it was before."""


def newsroom(database: Database, kind: type[Any]) -> Any:
    """A newsroom in which a button of this kind would do something, and the button as its owner was shown it."""
    readers(database)
    broadcast_id = in_state(database, STATES.get(kind, BroadcastState.DRAFT))
    story = sample_news.publish(database, 1, "space")
    digest_id = _digest(database, story.story_id, story.id)
    set_columns(
        database,
        broadcast_id,
        **({"digest_id": digest_id} if any(field.name == "digest_id" for field in fields(kind)) else {}),
    )
    plan = DigestPlan(author_id=OWNER, cron="0 8 * * *", zone="UTC", is_on=False, created_at=NOON)
    plan_id = put(database, plan).id
    issue = DigestIssue(
        plan_id=plan_id,
        local_date=NOON.date(),
        due_at=NOON,
        made_at=NOON,
        state=IssueState.WAITING,
        broadcast_id=broadcast_id,
        digest_id=digest_id,
    )
    database.call(admins.set_pending_question, OWNER, Awaits.POST, NOON, broadcast_id=broadcast_id)
    values = {
        "broadcast_id": broadcast_id,
        "token": database.call(admins.create_token, OWNER, broadcast_id, NOON),
        "digest_id": digest_id,
        "story_id": story.story_id,
        "topic_id": sample_news.topic_id(database, "space"),
        "plan_id": plan_id,
        "issue_id": put(database, issue).id,
        "person_id": EDITOR,
        "article_id": story.id,
        "other_id": story.id,
        "minutes": 60,
        "hours": 24,
        "days": 7,
    }
    return kind(*(values.get(field.name, 0) for field in fields(kind)))


def _digest(database: Database, story_id: int, article_id: int) -> int:
    entry = DigestEntry(
        article_id=article_id,
        story_id=story_id,
        topic_ids=[sample_news.topic_id(database, "space")],
        heat=0,
        outlets=1,
        is_pinned=False,
        is_dropped=False,
    )
    digest = Digest(
        author_id=OWNER,
        topic_ids=entry["topic_ids"],
        since_at=NOON - DAY,
        until_at=NOON + DAY,
        entries=[entry],
        created_at=NOON,
    )
    return put(database, digest).id


@read_only
def everything(session: Session) -> dict[str, list[Any]]:
    """All that is stored, but for the audit and for who is a subscriber: whoever writes becomes one."""
    tables = [table for table in Base.metadata.sorted_tables if table.name not in {"audit_entry", "subscriber"}]
    return {table.name: list(map(tuple, session.connection().execute(select(table)))) for table in tables}
