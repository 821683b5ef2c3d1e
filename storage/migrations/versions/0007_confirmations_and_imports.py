"""Messages that ask for a confirmation, imported subscribers by day, and the command line as an author of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

COMMAND_LINE = -1
IMPORTED_WORDS = " subscribers"


def upgrade() -> None:
    with op.batch_alter_table("note") as table:
        table.add_column(sa.Column("message_id", sa.BigInteger(), nullable=True))
    with op.batch_alter_table("census") as table:
        table.add_column(sa.Column("imported", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("census") as table:
        table.alter_column("imported", server_default=None)
    _name_the_command_line()
    _count_earlier_imports()


def _name_the_command_line() -> None:
    """What bore the id of the wire itself, and no plan made, was done on the command line."""
    broadcast, issue = sa.table("broadcast", sa.column("author_id")), sa.table("digest_issue", sa.column("broadcast_id"))
    planned = sa.select(issue.c.broadcast_id).where(issue.c.broadcast_id.is_not(None))
    of_nobody = sa.and_(broadcast.c.author_id == 0, sa.column("id").not_in(planned))
    op.execute(broadcast.update().where(of_nobody).values(author_id=COMMAND_LINE))
    entry = sa.table("audit_entry", sa.column("person_id"), sa.column("act"), sa.column("about"))
    by_command = entry.c.act.in_(("sent", "scheduled", "exported", "imported"))
    which = sa.and_(entry.c.person_id == 0, by_command, entry.c.about.not_like("%planned digest%"))
    op.execute(entry.update().where(which).values(person_id=COMMAND_LINE))


def _count_earlier_imports() -> None:
    """The audit says how many were imported when."""
    connection = op.get_bind()
    entry = sa.table("audit_entry", sa.column("at", sa.DateTime()), sa.column("act"), sa.column("about"))
    census = sa.table("census", sa.column("day", sa.Date()), sa.column("imported", sa.Integer()))
    imports = connection.execute(sa.select(entry.c.at, entry.c.about).where(entry.c.act == "imported")).all()
    for at, about in imports:
        number = about.removesuffix(IMPORTED_WORDS).replace(",", "")
        if number.isdecimal():
            of_day = census.update().where(census.c.day == at.date())
            connection.execute(of_day.values(imported=census.c.imported + int(number)))
