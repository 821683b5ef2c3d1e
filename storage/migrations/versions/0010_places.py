"""Places: groups, threads of forums and channels, menus, approvals, notices about places."""

from typing import Any

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sqlmodel.sql.sqltypes.AutoString
TIME = sqlmodel.sql.sqltypes.UTCDateTime
AWAITS = [
    *("post", "links", "start", "end", "joined_after", "joined_before", "introduction", "cron", "zone", "editor"),
    *("plan_name", "reader_zone", "reader_hour", "reader_quiet", "reader_count", "reader_filter", "reader_watch"),
    *("reader_channel", "reader_signature", "reader_post", "reader_search"),
]
CHECKS: dict[str, tuple[str, str, list[str]]] = {
    "dialogue": ("awaits", "awaits", AWAITS),
    "reader_question": ("readerawaits", "awaits", AWAITS),
    "digest": ("digestoccasion", "occasion", ["edition", "hour", "quiet", "pause", "return", "burst", "now"]),
    "delivery": (
        "cancellation",
        "cancelled_for",
        [
            *("blocked", "deactivated", "kicked", "missing", "paused", "unsubscribed", "opted_out", "withdrawn"),
            *("told_already", "late", "called_off", "in_digest", "filtered", "skipped"),
        ],
    ),
}
"""Values that a column may have by now: the name of the check, the column, the values."""
NEW_COLUMNS: dict[str, list[tuple[str, Any, Any]]] = {
    "subscriber": [
        *((name, TEXT(), sa.text("''")) for name in ("title", "username", "thread_name", "signature")),
        ("set_up_by", sa.BigInteger(), None),
        *((name, TIME(), None) for name in ("lost_at", "returned_at", "thread_closed_at")),
        ("shows_hashtags", sa.Boolean(), sa.true()),
        ("picture", TEXT(), sa.text("'large'")),
        *((name, sa.Boolean(), sa.false()) for name in ("shows_link_preview", "needs_approval", "has_topic_threads")),
    ],
    "reader_question": [("about_id", SERIAL, None), ("delivery_id", SERIAL, None)],
    "delivery": [("place_notice_id", SERIAL, None)],
    "dialogue": [],
    "digest": [],
}
"""Columns that are new, with what they are in rows that are there; None for those that may be empty."""
FOREIGN = {
    "reader_question": [("about_id", "subscriber"), ("delivery_id", "delivery")],
    "delivery": [("place_notice_id", "place_notice")],
}
PARTIAL_INDEXES = (
    ("ix_subscriber_is_back", "subscriber", ["returned_at"], "returned_at IS NOT NULL AND lost_at IS NOT NULL"),
    ("ix_approval_new", "approval", ["created_at", "delivery_id"], "state = 'new'"),
    ("ix_delivery_sent_to_place", "delivery", ["sent_at"], "chat_id < 0"),
)
"""What loops look at every few seconds, and every start: few rows of many."""
NOTICES = ["thread_closed", "thread_deleted", "forum_off", "no_rights", "left", "returned"]
APPROVALS = ["new", "asked", "posted", "skipped"]


def upgrade() -> None:
    _create_tables()
    for table_name, columns in NEW_COLUMNS.items():
        _change_table(table_name, columns)
    with op.batch_alter_table("subscriber") as table:
        table.create_index(op.f("ix_subscriber_set_up_by"), ["set_up_by"])
        table.create_index(op.f("ix_subscriber_needs_approval"), ["needs_approval"])
    for table_name, keys in FOREIGN.items():
        with op.batch_alter_table(table_name, table_kwargs=_options(table_name)) as table:
            for column, other in keys:
                name = op.f(f"fk_{table_name}_{column}_{other}")
                table.create_foreign_key(name, other, [column], ["id"], ondelete="CASCADE")
    op.create_index(op.f("ix_delivery_place_notice_id"), "delivery", ["place_notice_id"])
    for name, table_name, columns, condition in PARTIAL_INDEXES:
        where = sa.text(condition)
        op.create_index(name, table_name, columns, sqlite_where=where, postgresql_where=where)


def _options(table_name: str) -> dict[str, bool]:
    return {"sqlite_autoincrement": True} if table_name == "delivery" else {}


def _change_table(table_name: str, columns: list[tuple[str, Any, Any]]) -> None:
    with op.batch_alter_table(table_name, table_kwargs=_options(table_name)) as table:
        if table_name in CHECKS:
            check, column, values = CHECKS[table_name]
            name = op.f(f"ck_{table_name}_{check}")
            table.drop_constraint(name, type_="check")
            table.create_check_constraint(name, sa.column(column).in_(values))
        for name, kind, present in columns:
            table.add_column(sa.Column(name, kind, nullable=present is None, server_default=present))
    filled = [name for name, _, present in columns if present is not None]
    if filled:
        with op.batch_alter_table(table_name, table_kwargs=_options(table_name)) as table:
            for name in filled:
                table.alter_column(name, server_default=None)


def _enum(name: str, values: list[str]) -> Any:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=False, length=16)


def _key(table: str, columns: tuple[str, ...] = ("id",)) -> Any:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def _foreign(table: str, column: str, other: str) -> Any:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete="CASCADE")


def _column(name: str, kind: Any, *, nullable: bool = False) -> Any:
    return sa.Column(name, kind, nullable=nullable)


def _check(table: str, name: str, column: str, values: list[str]) -> Any:
    return sa.CheckConstraint(sa.column(column).in_(values), name=op.f(f"ck_{table}_{name}"))


def _create_tables() -> None:
    op.create_table(
        "menu",
        _column("chat_id", sa.BigInteger()), _column("message_id", sa.BigInteger()), _column("opened_by", sa.BigInteger()),
        _column("subscriber_id", SERIAL, nullable=True), _column("opened_at", TIME()),
        _foreign("menu", "subscriber_id", "subscriber"), _key("menu", ("chat_id", "message_id")),
    )  # fmt: skip
    op.create_index(op.f("ix_menu_subscriber_id"), "menu", ["subscriber_id"])
    op.create_index(op.f("ix_menu_opened_at"), "menu", ["opened_at"])
    op.create_table(
        "forum_thread",
        _column("chat_id", sa.BigInteger()), _column("thread_id", sa.BigInteger()), _column("topic_id", SERIAL),
        _column("name", TEXT()), _column("created_at", TIME()),
        _foreign("forum_thread", "topic_id", "topic"), _key("forum_thread", ("chat_id", "thread_id")),
        sa.UniqueConstraint("chat_id", "topic_id", name=op.f("uq_forum_thread_chat_id_topic_id")),
    )  # fmt: skip
    op.create_index(op.f("ix_forum_thread_topic_id"), "forum_thread", ["topic_id"])
    op.create_table(
        "approval",
        _column("delivery_id", SERIAL), _column("state", _enum("approvalstate", APPROVALS)),
        _column("chat_id", sa.BigInteger(), nullable=True), _column("message_id", sa.BigInteger(), nullable=True),
        _column("text", TEXT()), _column("created_at", TIME()), _column("decided_by", sa.BigInteger(), nullable=True),
        _column("decided_at", TIME(), nullable=True),
        _check("approval", "approvalstate", "state", APPROVALS),
        _foreign("approval", "delivery_id", "delivery"), _key("approval", ("delivery_id",)),
    )  # fmt: skip
    op.create_index("ix_approval_asked", "approval", ["chat_id", "message_id"])
    op.create_table(
        "place_notice",
        _column("id", SERIAL), _column("place_id", SERIAL), _column("kind", _enum("placenoticekind", NOTICES)),
        _column("thread_name", TEXT()), _column("created_at", TIME()),
        _check("place_notice", "placenoticekind", "kind", NOTICES),
        _foreign("place_notice", "place_id", "subscriber"), _key("place_notice"),
        sa.UniqueConstraint("place_id", "kind", name=op.f("uq_place_notice_place_id_kind")),
    )  # fmt: skip
