"""Which article each record file tells of, further links of articles, and the file of each topic.

Files are marked as not read, so that the next scan reads each again and notes its article.
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "article_link",
        sa.Column("link", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("article_id", SERIAL, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_link_article_id_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("link", name=op.f("pk_article_link")),
    )
    op.create_index(op.f("ix_article_link_article_id"), "article_link", ["article_id"])
    with op.batch_alter_table("record_file") as table:
        table.add_column(sa.Column("article_id", SERIAL, nullable=True))
        table.add_column(sa.Column("published_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        table.add_column(sa.Column("is_removed", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.create_foreign_key(
            op.f("fk_record_file_article_id_article"), "article", ["article_id"], ["id"], ondelete="SET NULL"
        )
        table.create_index(op.f("ix_record_file_article_id"), ["article_id"])
    with op.batch_alter_table("record_file") as table:
        table.alter_column("is_removed", server_default=None)
    op.execute("UPDATE record_file SET size = -1 WHERE reason IS NULL")
    with op.batch_alter_table("topic") as table:
        table.add_column(sa.Column("file", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=""))
    with op.batch_alter_table("topic") as table:
        table.alter_column("file", server_default=None)
