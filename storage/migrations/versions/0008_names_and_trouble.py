"""Names of planned digests, trouble that owners are told of, broadcasts sent again, answers that are kept in part."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

CHECKS = {
    "note": (
        "notekind",
        "kind",
        ["confirm", "braked", "report", "approve", "empty", "missed", "trouble"],
    ),
    "dialogue": (
        "awaits",
        "awaits",
        [
            "post",
            "links",
            "start",
            "end",
            "joined_after",
            "joined_before",
            "introduction",
            "cron",
            "zone",
            "editor",
            "plan_name",
        ],
    ),
    "audit_entry": (
        "auditact",
        "act",
        [
            "refused",
            "editor_added",
            "editor_removed",
            "tested",
            "sent",
            "scheduled",
            "asked",
            "confirmed",
            "rejected",
            "paused",
            "resumed",
            "cancelled",
            "extended",
            "sent_again",
            "braked",
            "plan_made",
            "plan_changed",
            "plan_removed",
            "issue_dropped",
            "exported",
            "imported",
        ],
    ),
}
"""Values that a column may have by now: the name of the check, the column, the values."""

COLUMNS = {
    "digest_plan": [("name", sqlmodel.sql.sqltypes.AutoString(), sa.text("''"))],
    "broadcast": [("sent_again", sa.Integer(), sa.text("0"))],
    "note": [
        ("cause", sqlmodel.sql.sqltypes.AutoString(), sa.text("''")),
        ("about", sa.JSON(), sa.text("'{}'")),
    ],
    "dialogue": [("kept", sa.JSON(), sa.text("'[]'"))],
}
"""Columns that are new, with what they are in rows that are there."""


def upgrade() -> None:
    for table_name, (check, column, values) in CHECKS.items():
        with op.batch_alter_table(table_name) as table:
            table.drop_constraint(op.f(f"ck_{table_name}_{check}"), type_="check")
            table.create_check_constraint(op.f(f"ck_{table_name}_{check}"), sa.column(column).in_(values))
    for table_name, columns in COLUMNS.items():
        # A copied table forgets that its ids are never given out again, unless it is told.
        options = {"sqlite_autoincrement": True} if table_name == "broadcast" else {}
        with op.batch_alter_table(table_name, table_kwargs=options) as table:
            for name, kind, present in columns:
                table.add_column(sa.Column(name, kind, nullable=False, server_default=present))
        with op.batch_alter_table(table_name, table_kwargs=options) as table:
            for name, _, _ in columns:
                table.alter_column(name, server_default=None)
