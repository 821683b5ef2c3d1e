"""Several processes: who runs, who leads, the budget of messages, paid broadcasts, updates by webhook, its secret."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString
TIME = sqlmodel.sql.sqltypes.UTCDateTime
IS_WAITING = sa.text("handled_at IS NULL")


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
        sa.PrimaryKeyConstraint("bot_id", "kind", name=op.f("pk_rate_budget")),
    )
    _create_inbox()
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
