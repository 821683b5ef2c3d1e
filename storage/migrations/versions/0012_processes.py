"""Several processes: who runs, who leads, the budget of messages, paid broadcasts, updates by webhook, its secret."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sqlmodel.sql.sqltypes.AutoString
TIME = sqlmodel.sql.sqltypes.UTCDateTime
IS_OF_PLACE = sa.text("chat_id < 0")
IS_WAITING = sa.text("handled_at IS NULL")
KINDS = ("alert", "broadcast", "digest", "notice")
STATES = ("held", "pending", "in_flight", "sent", "dead", "uncertain", "cancelled")


def upgrade() -> None:
    op.create_table(
        "process",
        sa.Column("id", TEXT(), nullable=False),
        sa.Column("roles", TEXT(), nullable=False),
        sa.Column("slots", sa.Integer(), nullable=False),
        sa.Column("started_at", TIME(), nullable=False),
        sa.Column("seen_at", TIME(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process")),
    )
    op.create_index(op.f("ix_process_seen_at"), "process", ["seen_at"])
    op.create_table(
        "role_lease",
        sa.Column("role", TEXT(), nullable=False),
        sa.Column("holder", TEXT(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("until", TIME(), nullable=False),
        sa.PrimaryKeyConstraint("role", name=op.f("pk_role_lease")),
    )
    op.create_table(
        "rate_budget",
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", TEXT(), nullable=False),
        sa.Column("next_at", TIME(), nullable=False),
        sa.Column("lowered_rate", sa.Float(), nullable=True),
        sa.Column("lowered_at", TIME(), nullable=True),
        sa.Column("paused_until", TIME(), nullable=True),
        sa.Column("returned", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "kind", name=op.f("pk_rate_budget")),
    )
    op.create_table(
        "throttled_chat",
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("heard_at", TIME(), nullable=False),
        sa.Column("until", TIME(), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "chat_id", name=op.f("pk_throttled_chat")),
    )
    _create_inbox()
    op.create_table(
        "scan",
        sa.Column("which", TEXT(), nullable=False),
        sa.Column("ended_at", TIME(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("gone", sa.Integer(), nullable=False),
        sa.Column("owed", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.JSON(), nullable=False),
        sa.Column("problem", TEXT(), nullable=False),
        sa.PrimaryKeyConstraint("which", name=op.f("pk_scan")),
    )
    _create_counts()
    _cover_places()
    _add_paid_broadcasts()
    op.create_table(
        "webhook_secret",
        sa.Column("bot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("secret", TEXT(), nullable=False),
        sa.Column("made_at", TIME(), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", name=op.f("pk_webhook_secret")),
    )


def _add_paid_broadcasts() -> None:
    with op.batch_alter_table("broadcast") as table:
        table.add_column(sa.Column("is_paid", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("broadcast") as table:
        table.alter_column("is_paid", server_default=None)


def _create_inbox() -> None:
    op.create_table(
        "incoming_update",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("body", TEXT(), nullable=False),
        sa.Column("received_at", TIME(), nullable=False),
        sa.Column("owner", TEXT(), nullable=True),
        sa.Column("lease_until", TIME(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("handled_at", TIME(), nullable=True),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_incoming_update")),
    )
    op.create_index(op.f("ix_incoming_update_received_at"), "incoming_update", ["received_at"])
    op.create_index(
        "ix_incoming_update_waiting",
        "incoming_update",
        ["chat_id", "update_id"],
        sqlite_where=IS_WAITING,
        postgresql_where=IS_WAITING,
    )
    op.create_index("ix_incoming_update_chat_id_handled_at", "incoming_update", ["chat_id", "handled_at"])


def _create_counts() -> None:
    """What stays of deliveries that housekeeping erases, and an index without which erasing one reads a table."""
    op.create_table(
        "erased_count",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", _enum(KINDS), nullable=False),
        sa.Column("state", _enum(STATES), nullable=False),
        sa.Column("cancelled_for", TEXT(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        _check("erased_count", "erasedkind", "kind", KINDS),
        _check("erased_count", "erasedstate", "state", STATES),
        sa.PrimaryKeyConstraint("day", "kind", "state", "cancelled_for", name=op.f("pk_erased_count")),
    )
    op.create_table(
        "broadcast_count",
        sa.Column("broadcast_id", SERIAL, nullable=False),
        sa.Column("state", _enum(STATES), nullable=False),
        sa.Column("cancelled_for", TEXT(), nullable=False),
        sa.Column("error", TEXT(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["broadcast_id"],
            ["broadcast.id"],
            name=op.f("fk_broadcast_count_broadcast_id_broadcast"),
            ondelete="CASCADE",
        ),
        _check("broadcast_count", "countedstate", "state", STATES),
        sa.PrimaryKeyConstraint("broadcast_id", "state", "cancelled_for", "error", name=op.f("pk_broadcast_count")),
    )
    op.create_index(op.f("ix_reader_question_delivery_id"), "reader_question", ["delivery_id"])


def _cover_places() -> None:
    """Have the index answer what places were sent lately by itself, which is asked often and may be of many rows."""
    op.drop_index("ix_delivery_sent_to_place", "delivery")
    op.create_index(
        "ix_delivery_sent_to_place",
        "delivery",
        ["sent_at", "chat_id"],
        sqlite_where=IS_OF_PLACE,
        postgresql_where=IS_OF_PLACE,
    )


def _enum(values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, native_enum=False, create_constraint=False, length=16)


def _check(table: str, name: str, column: str, values: tuple[str, ...]) -> sa.CheckConstraint:
    return sa.CheckConstraint(sa.column(column).in_(values), name=op.f(f"ck_{table}_{name}"))
