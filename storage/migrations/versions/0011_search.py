"""Search: the full-text index with all articles that are there, what was looked for, and lists that were shared."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

from storage import search

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sqlmodel.sql.sqltypes.AutoString
TIME = sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    op.create_table(
        "search_query",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("subscriber_id", SERIAL, nullable=False),
        sa.Column("text", TEXT(), nullable=False),
        sa.Column("searched_at", TIME(), nullable=False),
        _subscriber_key("search_query"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_query")),
    )
    op.create_index(op.f("ix_search_query_subscriber_id"), "search_query", ["subscriber_id"])
    op.create_table(
        "shared_list",
        sa.Column("token", sa.BigInteger(), nullable=False),
        sa.Column("subscriber_id", SERIAL, nullable=False),
        sa.Column("topic_ids", sa.JSON(), nullable=False),
        sa.Column("created_at", TIME(), nullable=False),
        _subscriber_key("shared_list"),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_shared_list")),
    )
    op.create_index(op.f("ix_shared_list_subscriber_id"), "shared_list", ["subscriber_id"])
    search.create_index(op.get_bind())
    search.index_all(op.get_bind())


def _subscriber_key(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_subscriber_id_subscriber")
    return sa.ForeignKeyConstraint(["subscriber_id"], ["subscriber.id"], name=name, ondelete="CASCADE")
