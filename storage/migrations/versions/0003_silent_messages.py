"""Subscribers may have messages sent without a sound."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("subscriber") as table:
        table.add_column(sa.Column("gets_silent_messages", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("subscriber") as table:
        table.alter_column("gets_silent_messages", server_default=None)
