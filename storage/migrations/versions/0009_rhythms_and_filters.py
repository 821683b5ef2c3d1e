"""Rhythms, quiet hours, pauses, volumes, filters, watches, saved articles, and digests for readers."""

from typing import Any

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sqlmodel.sql.sqltypes.AutoString
TIME = sqlmodel.sql.sqltypes.UTCDateTime
WANTS_SOME = sa.text("volume IN ('top', 'some')")
OF_DIGEST = sa.text("digest_id IS NOT NULL")
AWAITS = [
    *("post", "links", "start", "end", "joined_after", "joined_before", "introduction", "cron", "zone", "editor"),
    *("plan_name", "reader_zone", "reader_hour", "reader_quiet", "reader_count", "reader_filter", "reader_watch"),
]
CHECKS = {
    "subscription": ("volume", "volume", ["all", "stories", "top", "some", "muted"]),
    "dialogue": ("awaits", "awaits", AWAITS),
    "delivery": [
        ("deliverykind", "kind", ["alert", "broadcast", "digest", "notice"]),
        (
            "cancellation",
            "cancelled_for",
            [
                *("blocked", "deactivated", "kicked", "missing", "paused", "unsubscribed", "opted_out", "withdrawn"),
                *("told_already", "late", "called_off", "in_digest", "filtered"),
            ],
        ),
    ],
}
"""Values that a column may have by now: the name of the check, the column, the values."""
NEW_COLUMNS: dict[str, list[tuple[str, Any, Any]]] = {
    "subscriber": [
        ("zone", TEXT(), sa.text("''")),
        ("rhythm", TEXT(), sa.text("'at once'")),
        ("quiet_hours", TEXT(), sa.text("''")),
        ("paused_until", TIME(), None),
        ("held_from", TIME(), None),
        ("held_until", TIME(), None),
    ],
    "subscription": [("per_day", sa.Integer(), sa.text("0")), ("rhythm", TEXT(), sa.text("''"))],
    "digest": [("content_key", TEXT(), None)],
    "delivery": [("digest_id", SERIAL, None), ("topic_id", SERIAL, None), ("watch_id", SERIAL, None)],
}
"""Columns that are new, with what they are in rows that are there; None for those that may be empty."""


def upgrade() -> None:
    _create_tables()
    for table_name, columns in NEW_COLUMNS.items():
        _change_table(table_name, columns)
    _change_table("dialogue", [])
    with op.batch_alter_table("digest") as table:
        table.add_column(sa.Column("occasion", _enum("digestoccasion", _OCCASIONS), nullable=False,
                                   server_default="edition"))
        table.create_unique_constraint(op.f("uq_digest_content_key"), ["content_key"])
    with op.batch_alter_table("digest") as table:
        table.alter_column("occasion", server_default=None)
        table.create_check_constraint(op.f("ck_digest_digestoccasion"), sa.column("occasion").in_(_OCCASIONS))
    with op.batch_alter_table("subscriber") as table:
        table.create_index(op.f("ix_subscriber_held_until"), ["held_until"])
    op.create_index(
        "ix_subscription_wants_some", "subscription", ["topic_id"], sqlite_where=WANTS_SOME, postgresql_where=WANTS_SOME
    )
    with op.batch_alter_table("delivery", table_kwargs={"sqlite_autoincrement": True}) as table:
        for column, other, ondelete in (
            ("digest_id", "digest", "CASCADE"),
            ("topic_id", "topic", "SET NULL"),
            ("watch_id", "watch", "SET NULL"),
        ):
            name = op.f(f"fk_delivery_{column}_{other}")
            table.create_foreign_key(name, other, [column], ["id"], ondelete=ondelete)
        table.create_index(
            "ix_delivery_digest", ["digest_id", "subscriber_id"], sqlite_where=OF_DIGEST, postgresql_where=OF_DIGEST
        )


_OCCASIONS = ["edition", "hour", "quiet", "pause", "burst", "now"]


def _change_table(table_name: str, columns: list[tuple[str, Any, Any]]) -> None:
    options = {"sqlite_autoincrement": True} if table_name == "delivery" else {}
    checks = CHECKS.get(table_name, [])
    with op.batch_alter_table(table_name, table_kwargs=options) as table:
        for check, column, values in checks if isinstance(checks, list) else [checks]:
            name = op.f(f"ck_{table_name}_{check}")
            table.drop_constraint(name, type_="check")
            table.create_check_constraint(name, sa.column(column).in_(values))
        for name, kind, present in columns:
            table.add_column(sa.Column(name, kind, nullable=present is None, server_default=present))
    filled = [name for name, _, present in columns if present is not None]
    if filled:
        with op.batch_alter_table(table_name, table_kwargs=options) as table:
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
        "digest_hour",
        _column("id", SERIAL), _column("subscriber_id", SERIAL), _column("rhythm", TEXT()), _column("due_at", TIME()),
        _column("since_at", TIME()), _column("last_day", sa.Date(), nullable=True),
        _foreign("digest_hour", "subscriber_id", "subscriber"), _key("digest_hour"),
        sa.UniqueConstraint("subscriber_id", "rhythm", name=op.f("uq_digest_hour_subscriber_id_rhythm")),
    )  # fmt: skip
    op.create_index(op.f("ix_digest_hour_due_at"), "digest_hour", ["due_at"])
    op.create_table(
        "word_filter",
        _column("id", SERIAL), _column("subscriber_id", SERIAL), _column("topic_id", SERIAL, nullable=True), _column("mode", _enum("filtermode", ["hide", "only"])),
        _column("expression", TEXT()), _column("expires_at", TIME(), nullable=True), _column("created_at", TIME()),
        _check("word_filter", "filtermode", "mode", ["hide", "only"]),
        _foreign("word_filter", "subscriber_id", "subscriber"), _foreign("word_filter", "topic_id", "topic"),
        _key("word_filter"),
    )  # fmt: skip
    op.create_index(op.f("ix_word_filter_expression"), "word_filter", ["expression"])
    op.create_index(op.f("ix_word_filter_subscriber_id"), "word_filter", ["subscriber_id"])
    op.create_table(
        "watch",
        _column("id", SERIAL), _column("subscriber_id", SERIAL), _column("expression", TEXT()), _column("created_at", TIME()),
        _foreign("watch", "subscriber_id", "subscriber"), _key("watch"),
        sa.UniqueConstraint("subscriber_id", "expression", name=op.f("uq_watch_subscriber_id_expression")),
    )  # fmt: skip
    op.create_index(op.f("ix_watch_expression"), "watch", ["expression"])
    op.create_index(op.f("ix_watch_subscriber_id"), "watch", ["subscriber_id"])
    op.create_table(
        "suppression",
        _column("id", SERIAL), _column("subscriber_id", SERIAL), _column("article_id", SERIAL),
        _column("reason", _enum("suppressionreason", ["filtered", "volume"])), _column("topic_id", SERIAL, nullable=True), _column("at", TIME()),
        _check("suppression", "suppressionreason", "reason", ["filtered", "volume"]),
        _foreign("suppression", "subscriber_id", "subscriber"), _foreign("suppression", "article_id", "article"),
        _foreign("suppression", "topic_id", "topic"), _key("suppression"),
    )  # fmt: skip
    op.create_index("ix_suppression_subscriber", "suppression", ["subscriber_id", "at"])
    op.create_index(op.f("ix_suppression_article_id"), "suppression", ["article_id"])
    op.create_table(
        "saved_article",
        _column("subscriber_id", SERIAL), _column("article_id", SERIAL), _column("saved_at", TIME()),
        _foreign("saved_article", "subscriber_id", "subscriber"), _foreign("saved_article", "article_id", "article"),
        _key("saved_article", ("subscriber_id", "article_id")),
    )  # fmt: skip
    op.create_index(op.f("ix_saved_article_article_id"), "saved_article", ["article_id"])
    op.create_table(
        "reader_question",
        _column("subscriber_id", SERIAL), _column("awaits", _enum("readerawaits", AWAITS)), _column("topic_id", SERIAL, nullable=True), _column("asked_at", TIME()),
        _check("reader_question", "readerawaits", "awaits", AWAITS),
        _foreign("reader_question", "subscriber_id", "subscriber"), _foreign("reader_question", "topic_id", "topic"),
        _key("reader_question", ("subscriber_id",)),
    )  # fmt: skip
    op.create_table(
        "digest_story",
        _column("digest_id", SERIAL), _column("story_id", SERIAL), _column("outlets", sa.Integer()),
        _foreign("digest_story", "digest_id", "digest"), _foreign("digest_story", "story_id", "story"),
        _key("digest_story", ("digest_id", "story_id")),
    )  # fmt: skip
    op.create_index(op.f("ix_digest_story_story_id"), "digest_story", ["story_id"])
    op.create_table(
        "story_ranking",
        _column("topic_id", SERIAL), _column("story_id", SERIAL), _column("article_id", SERIAL), _column("began_at", TIME()),
        _column("ranked_at", TIME()), _column("score", sa.Float()), _column("per_day", sa.Integer()), _column("is_top", sa.Boolean()),
        _foreign("story_ranking", "topic_id", "topic"), _foreign("story_ranking", "story_id", "story"),
        _key("story_ranking", ("topic_id", "story_id")),
    )  # fmt: skip
    op.create_index(op.f("ix_story_ranking_story_id"), "story_ranking", ["story_id"])
    op.create_index("ix_story_ranking_began", "story_ranking", ["topic_id", "began_at"])
