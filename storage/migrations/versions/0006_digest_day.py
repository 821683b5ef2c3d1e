"""A digest keeps the date that it bears."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("digest") as table:
        table.add_column(sa.Column("day", sa.Date(), nullable=True))
