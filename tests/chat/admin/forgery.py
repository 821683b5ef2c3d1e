"""A newsroom with something to break, and every button that could do it, with the marks of its owner."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import timedelta
from typing import Any, get_args

from sqlalchemy import select
from sqlmodel import Session

from bot.messages.admin import broadcast_press, digest_press, plan_press, staff_press
from bot.messages.admin.press import AdminPress
from storage import dialogues, marks
from storage.database import Database, reads
from storage.models import Awaits, BroadcastState, Digest, DigestEntry, DigestIssue, DigestPlan, IssueState, Row
from storage.stories import required
from tests.chat import news
from tests.chat.admin.stages import EDITOR, OWNER, in_state, readers
from tests.conftest import NOON
from tests.storage.newsroom import set_columns
from tests.storage.rows import put

DAY = timedelta(days=1)
PRESSES: tuple[type[Any], ...] = get_args(AdminPress)
STATES: Mapping[type[Any], BroadcastState] = {
    broadcast_press.TakeBack: BroadcastState.SCHEDULED,
    broadcast_press.CancelBroadcast: BroadcastState.SCHEDULED,
    broadcast_press.ConfirmCancel: BroadcastState.RUNNING,
    broadcast_press.PauseBroadcast: BroadcastState.RUNNING,
    broadcast_press.ResumeBroadcast: BroadcastState.PAUSED,
    broadcast_press.Extend: BroadcastState.DONE,
    broadcast_press.ConfirmLarge: BroadcastState.UNCONFIRMED,
    broadcast_press.RejectLarge: BroadcastState.UNCONFIRMED,
}
"""In which state a broadcast is when a button about it does something; a draft for all others."""

SENDING = (
    broadcast_press.SendNow,
    broadcast_press.SetStart,
    *STATES,
    broadcast_press.SwitchNotice,
    broadcast_press.SwitchTrial,
    digest_press.DropStory,
    plan_press.SwitchPlan,
    plan_press.ConfirmRemovePlan,
    plan_press.DropIssue,
    staff_press.ConfirmRemoveEditor,
    staff_press.StopAsking,
)
"""Buttons after which something is surely not as it was before."""


def newsroom(database: Database, kind: type[Any]) -> Any:
    """A newsroom in which a button of this kind would do something, and the button as its owner was shown it."""
    readers(database)
    broadcast_id = in_state(database, STATES.get(kind, BroadcastState.DRAFT))
    story = news.publish(database, 1, "space")
    digest_id = _digest(database, story.story_id, required(story.id))
    set_columns(
        database, broadcast_id, **({"digest_id": digest_id} if kind.__module__.endswith("digest_press") else {})
    )
    plan = DigestPlan(author_id=OWNER, cron="0 8 * * *", zone="UTC", is_on=False, created_at=NOON)
    plan_id = required(put(database, plan).id)
    issue = DigestIssue(
        plan_id=plan_id,
        local_date=NOON.date(),
        due_at=NOON,
        made_at=NOON,
        state=IssueState.WAITING,
        broadcast_id=broadcast_id,
        digest_id=digest_id,
    )
    database.call(dialogues.ask, OWNER, Awaits.POST, NOON, broadcast_id=broadcast_id)
    values = {
        "broadcast_id": broadcast_id,
        "mark": database.call(marks.make, OWNER, broadcast_id, NOON),
        "digest_id": digest_id,
        "story_id": story.story_id,
        "topic_id": news.topic_id(database, "space"),
        "plan_id": plan_id,
        "issue_id": required(put(database, issue).id),
        "person_id": EDITOR,
        "minutes": 60,
        "hours": 24,
        "days": 7,
    }
    return kind(*(values.get(field.name, 0) for field in fields(kind)))


def _digest(database: Database, story_id: int, article_id: int) -> int:
    entry = DigestEntry(
        article_id=article_id,
        story_id=story_id,
        topic_ids=[news.topic_id(database, "space")],
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
    return required(put(database, digest).id)


@reads
def everything(session: Session) -> dict[str, list[Any]]:
    """All that is stored, but for the audit and for who is a subscriber: whoever writes becomes one."""
    tables = [table for table in Row.metadata.sorted_tables if table.name not in {"audit_entry", "subscriber"}]
    return {table.name: list(map(tuple, session.connection().execute(select(table)))) for table in tables}
