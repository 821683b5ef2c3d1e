"""Feeds, reviews, edits of articles and topics, corrections, bans, votes, and topics' keywords.

It contracts: old processes do not know the new kinds of deliveries and states, so they must have ended.
"""

from typing import Any

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BIG = sa.BigInteger
TEXT = sqlmodel.sql.sqltypes.AutoString
TIME = sqlmodel.sql.sqltypes.UTCDateTime
FALSE = sa.false()
NO_LIST = sa.text("'[]'")
NO_TEXT = sa.text("''")
AWAITS = [
    *("post", "links", "start", "end", "joined_after", "joined_before", "introduction", "cron"),
    *("zone", "editor", "plan_name", "feed", "edited_title", "edited_excerpt", "article_title"),
    *("article_excerpt", "article_topics", "embargo"),
    *("correction", "same_story", "topic", "reader_zone", "reader_hour", "reader_quiet", "reader_count", "reader_filter"),
    *("reader_watch", "reader_channel", "reader_signature", "reader_post", "reader_search"),
]
ACTS = [
    *("refused", "editor_added", "editor_removed", "tested", "sent", "scheduled", "asked", "confirmed"),
    *("rejected", "paused", "resumed", "cancelled", "extended", "sent_again", "braked", "plan_made"),
    *("plan_changed", "plan_removed", "issue_dropped", "feed_added", "feed_changed", "feed_removed", "published", "quietly"),
    *("article_rejected", "embargoed", "article_edited", "withdrawn", "restored", "corrected", "story_split", "stories_joined"),
    *("topic_changed", "topics_merged", "looked_up", "banned", "unbanned", "exported", "imported"),
]
CANCELLATIONS = [
    *("blocked", "deactivated", "kicked", "missing", "paused", "unsubscribed", "opted_out", "withdrawn"),
    *("told_already", "late", "called_off", "in_digest", "filtered", "skipped", "banned", "replaced"),
]
KINDS = ["alert", "broadcast", "digest", "notice", "correction"]
NOTIFICATIONS = ["confirm", "braked", "report", "approve", "review", "summary", "empty", "missed", "trouble"]
STATUSES = ["active", "paused", "blocked", "deactivated", "kicked", "missing", "banned"]
ORIGINS = ["file", "chat", "imported"]
STATES = ["held", "pending", "in_flight", "sent", "dead", "uncertain", "cancelled"]
REVIEWS = ["waiting", "published", "quiet", "rejected", "embargoed"]
CHECKS: dict[str, list[tuple[str, str, list[str]]]] = {
    "audit_entry": [("auditact", "act", ACTS)],
    "delivery": [("cancellation", "cancelled_for", CANCELLATIONS), ("deliverykind", "kind", KINDS)],
    "dialogue": [("awaits", "awaits", AWAITS)],
    "erased_count": [("erasedkind", "kind", KINDS)],
    "note": [("notekind", "kind", NOTIFICATIONS)],
    "reader_question": [("readerawaits", "awaits", AWAITS)],
    "subscriber": [("standing", "standing", STATUSES)],
}
"""Values that a column may have by now: the name of the check, the column, the values."""
NEW_COLUMNS: dict[str, list[tuple[str, Any, Any]]] = {
    "article": [
        ("found_related", sa.JSON(), NO_LIST),
        ("is_archive", sa.Boolean(), FALSE),
        ("is_held", sa.Boolean(), FALSE),
        ("embargo_until", TIME(), None),
    ],
    "article_topic": [("keyword", TEXT(), NO_TEXT), ("is_in_title", sa.Boolean(), FALSE)],
    "topic": [("keywords", sa.JSON(), NO_LIST), ("aliases", sa.JSON(), NO_LIST)],
    "delivery": [("correction_id", SERIAL, None), ("reply_to", BIG(), None)],
    "dialogue": [("article_id", SERIAL, None), ("feed_id", SERIAL, None), ("topic_id", SERIAL, None)],
}
"""Columns that are new, with what they are in rows that are there; None for those that may be empty."""
FOREIGN = {
    "delivery": [("correction_id", "correction")],
    "dialogue": [("article_id", "article"), ("feed_id", "feed"), ("topic_id", "topic")],
    "mark": [("article_id", "article")],
}


def upgrade() -> None:
    _create_feeds()
    _create_edits_of_articles()
    _create_edits_of_topics()
    _create_people()
    _create_day_reports()
    for table_name in sorted(CHECKS.keys() | NEW_COLUMNS.keys()):
        _change_table(table_name)
    with op.batch_alter_table("mark") as table:
        table.alter_column("broadcast_id", existing_type=SERIAL, nullable=True)
        table.add_column(sa.Column("article_id", SERIAL, nullable=True))
    for table_name, keys in FOREIGN.items():
        with op.batch_alter_table(table_name, table_kwargs=_options(table_name)) as table:
            for column, other in keys:
                name = op.f(f"fk_{table_name}_{column}_{other}")
                table.create_foreign_key(name, other, [column], ["id"], ondelete="CASCADE")
    op.create_index(op.f("ix_delivery_correction_id"), "delivery", ["correction_id"])


def _options(table_name: str) -> dict[str, bool]:
    return {"sqlite_autoincrement": True} if table_name == "delivery" else {}


def _change_table(table_name: str) -> None:
    columns = NEW_COLUMNS.get(table_name, [])
    with op.batch_alter_table(table_name, table_kwargs=_options(table_name)) as table:
        for check, column, values in CHECKS.get(table_name, []):
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


def _enum(values: list[str]) -> Any:
    return sa.Enum(*values, native_enum=False, create_constraint=False, length=16)


def _column(name: str, kind: Any, *, nullable: bool = False) -> Any:
    return sa.Column(name, kind, nullable=nullable)


def _key(table: str, *columns: str) -> Any:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def _foreign(table: str, column: str, other: str, ondelete: str = "CASCADE") -> Any:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), ondelete=ondelete
    )


def _check(table: str, name: str, column: str, values: list[str]) -> Any:
    return sa.CheckConstraint(sa.column(column).in_(values), name=op.f(f"ck_{table}_{name}"))


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _create_feeds() -> None:
    op.create_table(
        "feed",
        _column("id", SERIAL), _column("address", TEXT()), _column("name", TEXT()), _column("folder", TEXT()),
        _column("topics", sa.JSON()), _column("quality", sa.Integer()), _column("interval_seconds", sa.Float()),
        _column("is_held", sa.Boolean()), _column("origin", _enum(ORIGINS)), _column("added_by", BIG()),
        _column("added_at", TIME()), _column("paused_at", TIME(), nullable=True), _column("ended_at", TIME(), nullable=True),
        _column("title", TEXT()), _column("site", TEXT()), _column("moved_to", TEXT()), _column("etag", TEXT()),
        _column("last_modified", TEXT()), _column("body_hash", TEXT()), _column("ttl_seconds", sa.Integer()),
        _column("due_at", TIME()), _column("fetched_at", TIME(), nullable=True),
        _column("succeeded_at", TIME(), nullable=True), _column("failures", sa.Integer()), _column("last_error", TEXT()),
        _check("feed", "feedorigin", "origin", ORIGINS), _key("feed", "id"),
        sa.UniqueConstraint("address", name=op.f("uq_feed_address")),
        sa.UniqueConstraint("folder", name=op.f("uq_feed_folder")),
    )  # fmt: skip
    _index("feed", "due_at")
    op.create_table(
        "feed_entry",
        _column("feed_id", SERIAL), _column("key", TEXT()), _column("link", TEXT()), _column("path", TEXT()),
        _column("written", sa.JSON()), _column("first_seen_at", TIME()), _column("seen_at", TIME()),
        _foreign("feed_entry", "feed_id", "feed"), _key("feed_entry", "feed_id", "key"),
    )  # fmt: skip


def _create_edits_of_articles() -> None:
    op.create_table(
        "review",
        _column("article_id", SERIAL), _column("state", _enum(REVIEWS)), _column("reason", TEXT()),
        _column("reach", sa.Integer()), _column("held_at", TIME()), _column("chat_id", BIG(), nullable=True),
        _column("message_id", BIG(), nullable=True), _column("shown_at", TIME(), nullable=True),
        _column("decided_by", BIG(), nullable=True), _column("decided_at", TIME(), nullable=True),
        _check("review", "reviewstate", "state", REVIEWS), _foreign("review", "article_id", "article"),
        _key("review", "article_id"),
    )  # fmt: skip
    _index("review", "held_at")
    op.create_table(
        "article_edit",
        _column("article_id", SERIAL), _column("title", TEXT(), nullable=True), _column("excerpt", TEXT(), nullable=True),
        _column("topic_names", sa.JSON(), nullable=True), _column("is_withdrawn", sa.Boolean()),
        _column("withdrawn_at", TIME(), nullable=True), _column("deletes", sa.Boolean()),
        _column("regrouped_at", TIME(), nullable=True), _column("record", sa.JSON()),
        _column("edited_by", BIG()), _column("edited_at", TIME()),
        _foreign("article_edit", "article_id", "article"), _key("article_edit", "article_id"),
    )  # fmt: skip
    op.create_table(
        "correction",
        _column("id", SERIAL), _column("story_id", SERIAL), _column("article_id", SERIAL, nullable=True),
        _column("text", TEXT()), _column("entities", sa.JSON()), _column("written_by", BIG()), _column("written_at", TIME()),
        _column("sent_at", TIME(), nullable=True), _column("sent_by", BIG(), nullable=True),
        _column("recipients", sa.Integer()),
        _foreign("correction", "story_id", "story"), _foreign("correction", "article_id", "article", "SET NULL"),
        _key("correction", "id"),
    )  # fmt: skip
    _index("correction", "story_id")
    op.create_table(
        "article_count",
        _column("article_id", SERIAL), _column("state", _enum(STATES)), _column("cancelled_for", TEXT()),
        _column("number", sa.Integer()),
        _check("article_count", "articlestate", "state", STATES), _foreign("article_count", "article_id", "article"),
        _key("article_count", "article_id", "state", "cancelled_for"),
    )  # fmt: skip


def _create_edits_of_topics() -> None:
    op.create_table(
        "topic_edit",
        _column("topic_id", SERIAL), _column("is_added", sa.Boolean()), _column("name", TEXT(), nullable=True),
        _column("shortname", TEXT(), nullable=True), _column("hashtag", TEXT(), nullable=True),
        _column("description", TEXT(), nullable=True), _column("parent_slug", TEXT(), nullable=True),
        _column("keywords", sa.JSON(), nullable=True), _column("merged_into", TEXT(), nullable=True),
        _column("version", sa.Integer()), _column("before", sa.JSON()), _column("edited_by", BIG()), _column("edited_at", TIME()),
        _foreign("topic_edit", "topic_id", "topic"), _key("topic_edit", "topic_id"),
    )  # fmt: skip
    op.create_table(
        "topic_alias",
        _column("slug", TEXT()), _column("name", TEXT()), _column("topic_id", SERIAL), _column("is_from_file", sa.Boolean()),
        _foreign("topic_alias", "topic_id", "topic"), _key("topic_alias", "slug"),
    )  # fmt: skip
    _index("topic_alias", "topic_id")
    op.create_table(
        "missed_search",
        _column("id", SERIAL), _column("words", TEXT()), _column("text", TEXT()), _column("count", sa.Integer()),
        _column("last_at", TIME()), _column("is_settled", sa.Boolean()), _key("missed_search", "id"),
        sa.UniqueConstraint("words", name=op.f("uq_missed_search_words")),
    )  # fmt: skip
    _index("missed_search", "last_at")


def _create_people() -> None:
    op.create_table(
        "ban",
        sa.Column("chat_id", BIG(), autoincrement=False, nullable=False), _column("reason", TEXT()),
        _column("statuses", sa.JSON()), _column("banned_by", BIG()), _column("banned_at", TIME()), _key("ban", "chat_id"),
    )  # fmt: skip
    op.create_table(
        "vote",
        _column("chat_id", BIG()), _column("person_id", BIG()), _column("article_id", SERIAL), _column("sign", TEXT()),
        _column("number", sa.Integer()), _column("at", TIME()),
        _foreign("vote", "article_id", "article"), _key("vote", "chat_id", "person_id", "article_id", "sign"),
    )  # fmt: skip
    _index("vote", "article_id")
    _index("vote", "at")
    of_button = sa.text("sign IN ('+', '-')")
    op.create_index(
        "uq_vote_one_a_person", "vote", ["person_id", "article_id"],
        unique=True, sqlite_where=of_button, postgresql_where=of_button,
    )  # fmt: skip
    op.create_table(
        "follow_event",
        _column("id", SERIAL), _column("topic_id", SERIAL), _column("story_id", SERIAL, nullable=True),
        _column("is_follow", sa.Boolean()), _column("at", TIME()),
        _foreign("follow_event", "topic_id", "topic"), _foreign("follow_event", "story_id", "story", "SET NULL"),
        _key("follow_event", "id"),
    )  # fmt: skip
    for column in ("topic_id", "story_id", "at"):
        _index("follow_event", column)


def _create_day_reports() -> None:
    op.create_table(
        "reported_day",
        _column("report", TEXT()), _column("day", sa.Date()), _column("at", TIME()), _key("reported_day", "report", "day"),
    )  # fmt: skip
    op.create_table(
        "silence",
        _column("kind", TEXT()), _column("key", TEXT()), _column("name", TEXT()), _column("usual", sa.Integer()),
        _column("since", sa.Date()), _key("silence", "kind", "key"),
    )  # fmt: skip
    op.create_table(
        "summary_reader",
        sa.Column("person_id", BIG(), autoincrement=False, nullable=False), _column("since", TIME()),
        _key("summary_reader", "person_id"),
    )  # fmt: skip
