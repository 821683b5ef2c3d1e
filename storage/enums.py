"""Enums that are stored, by value, and checked by the database."""

from enum import StrEnum
from typing import Any

from sqlalchemy import Enum as SqlEnum
from sqlmodel import Field

LONGEST_VALUE = 16
"""Characters of a value."""


def enum_field(enum: type[StrEnum], constraint: str = "", **options: Any) -> Any:
    """A field for an enum that is stored by value, with a check in the database.

    Args:
        enum: The enum.
        constraint: The name of the check, where it is not the name of the enum.
        options: Of the field.
    """
    kind = SqlEnum(
        enum,
        name=constraint or enum.__name__.lower(),
        native_enum=False,
        create_constraint=True,
        length=LONGEST_VALUE,
        values_callable=lambda members: [member.value for member in members],
    )
    return Field(sa_type=kind, **options)


class ChatKind(StrEnum):
    """What kind of chat a subscriber is (Bot API, ``Chat.type``)."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class SubscriberStatus(StrEnum):
    """Whether a subscriber may be sent anything, and if not, why."""

    ACTIVE = "active"
    PAUSED = "paused"
    """Said ``/stop``: everything is kept, nothing is sent."""
    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    KICKED = "kicked"
    """Put out of a group or channel, or not allowed to write there any more."""
    MISSING = "missing"
    """Telegram knows no such chat, or the person never started the bot."""
    BANNED = "banned"
    """An administrator banned it: everything is kept, nothing is sent, nothing is answered."""


class Volume(StrEnum):
    """How much of a topic a subscription lets through."""

    ALL = "all"
    """Every article, also of stories that were told."""
    STORIES = "stories"
    """Each story once."""
    TOP = "top"
    """The stories that matter most: at most four in ten."""
    SOME = "some"
    """About so many stories a day (``Subscription.per_day``)."""
    MUTED = "muted"


class ArticleKind(StrEnum):
    """What a record points at."""

    ARTICLE = "article"
    VIDEO = "video"


class DeliveryKind(StrEnum):
    """What is owed."""

    ALERT = "alert"
    BROADCAST = "broadcast"
    """News from an administrator: for those who receive announcements."""
    DIGEST = "digest"
    """Stories that a subscriber is told together: at their hour, after quiet hours or a pause, or as they are many."""
    NOTICE = "notice"
    """About the service itself, from an administrator: for all who have not left, also those who paused."""
    CORRECTION = "correction"
    """A text to those who were told a story, as a reply to their alert."""


class FeedOrigin(StrEnum):
    """Who named a feed."""

    FILE = "file"
    """``FEEDS_FILE``, which alone changes it."""
    CHAT = "chat"
    IMPORTED = "imported"
    """From OPML."""


class ReviewState(StrEnum):
    """What editors decided about an article that was held."""

    WAITING = "waiting"
    PUBLISHED = "published"
    QUIET = "quiet"
    """Published in digests and lists alone."""
    REJECTED = "rejected"
    EMBARGOED = "embargoed"
    """Published from a moment on (``Article.embargo_until``)."""


class DeliveryState(StrEnum):
    """Where a delivery stands; the transitions are those of ``storage/outbox.py``."""

    HELD = "held"
    """Owed, but not released yet: its broadcast waits or is paused."""
    PENDING = "pending"
    IN_FLIGHT = "in_flight"
    SENT = "sent"
    DEAD = "dead"
    """Refused by Telegram for what it is, or tried too often."""
    UNCERTAIN = "uncertain"
    """Perhaps delivered; not tried again, shown to administrators."""
    CANCELLED = "cancelled"
    """No longer owed: unsubscribed, withdrawn, or the chat is gone."""


class Cancellation(StrEnum):
    """Why a delivery is no longer owed."""

    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    KICKED = "kicked"
    MISSING = "missing"
    PAUSED = "paused"
    """The subscriber said ``/stop``."""
    UNSUBSCRIBED = "unsubscribed"
    OPTED_OUT = "opted_out"
    """The subscriber wants no announcements."""
    WITHDRAWN = "withdrawn"
    """The article was, or is erased."""
    TOLD_ALREADY = "told_already"
    """In the chat that this one moved to."""
    LATE = "late"
    """Its broadcast was not to be sent after a time that has come."""
    CALLED_OFF = "called_off"
    """An administrator cancelled its broadcast."""
    IN_DIGEST = "in_digest"
    """Told in a digest of the subscriber's instead."""
    FILTERED = "filtered"
    """A filter that was saved meanwhile hides it."""
    SKIPPED = "skipped"
    """An administrator of the channel decided not to post it."""
    BANNED = "banned"
    REPLACED = "replaced"
    """Its article was taken back before it was sent, and is owed anew."""


class DigestOccasion(StrEnum):
    """Why there is a digest."""

    EDITION = "edition"
    """An administrator or a plan made it."""
    HOUR = "hour"
    """A subscriber's daily or weekly hour."""
    QUIET = "quiet"
    """Their quiet hours are over."""
    PAUSE = "pause"
    """Their pause is over."""
    RETURN = "return"
    """The bot can write to them again, and they asked what they missed."""
    BURST = "burst"
    """More stories were due at once than anybody wants alerts."""
    NOW = "now"
    """They asked for it."""


class FilterMode(StrEnum):
    """What a filter does with the stories that its words match."""

    HIDE = "hide"
    ONLY = "only"


class SuppressionReason(StrEnum):
    """Why a story that a subscription covers was not told."""

    FILTERED = "filtered"
    VOLUME = "volume"
    """Below what the volume of its topics lets through."""


class PlaceNoticeKind(StrEnum):
    """What is told once about a place to whoever can mend it."""

    THREAD_CLOSED = "thread_closed"
    """Its stories wait until it opens."""
    THREAD_DELETED = "thread_deleted"
    """Its stories go on in the chat itself."""
    FORUM_OFF = "forum_off"
    """The group has no threads any more: all goes on in the chat itself."""
    NO_RIGHTS = "no_rights"
    """The bot may not write there, or not make threads."""
    LEFT = "left"
    """The bot was put out, or the chat was deleted."""
    RETURNED = "returned"
    """The bot can write again: a digest of what was missed is offered."""


class ApprovalState(StrEnum):
    """Where a post stands that waits for an administrator of its channel."""

    NEW = "new"
    """Nobody was asked yet."""
    ASKED = "asked"
    POSTED = "posted"
    SKIPPED = "skipped"


class Picture(StrEnum):
    """How the picture of a story is shown."""

    LARGE = "large"
    SMALL = "small"
    NONE = "none"


class BroadcastState(StrEnum):
    """Where a broadcast stands; the transitions are those of ``storage/broadcasts.py``."""

    DRAFT = "draft"
    UNCONFIRMED = "unconfirmed"
    """Waits for a second owner."""
    SCHEDULED = "scheduled"
    FREEZING = "freezing"
    """Its recipients are being written into the outbox, held."""
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"


class NotificationKind(StrEnum):
    """What administrators are told without having asked."""

    CONFIRM = "confirm"
    """A large broadcast waits for a second owner."""
    AUTO_PAUSED = "braked"
    """A broadcast was paused, because too much of it fails."""
    REPORT = "report"
    """What became of a broadcast."""
    APPROVE = "approve"
    """An issue of a digest waits for an editor."""
    REVIEW = "review"
    """An article waits for an editor."""
    SUMMARY = "summary"
    """What a day brought, for owners who want it."""
    EMPTY = "empty"
    """An issue of a digest had nothing in it and was not sent."""
    MISSED = "missed"
    """An issue of a digest was missed for longer than it may be made up."""
    TROUBLE = "trouble"
    """Something runs badly and needs a person."""


class Trouble(StrEnum):
    """What runs badly: owners are told once an hour a cause."""

    SCAN = "scan"
    """Scans fail."""
    REJECTED = "rejected"
    """Records could not be read."""
    DATABASE = "database"
    """It cannot be read or written."""
    DISK = "disk"
    """There is hardly any room left where the database is."""
    OUTAGE = "outage"
    """Telegram cannot be reached."""
    OUTAGE_OVER = "outage_over"
    PLAN = "plan"
    """A planned digest cannot be made."""
    FEED = "feed"
    """A feed cannot be read any more."""
    SILENCE = "silence"
    """A topic, feed or provider that brings something every day brought nothing."""


class IssueState(StrEnum):
    """What became of one issue of a scheduled digest."""

    WAITING = "waiting"
    """For an editor."""
    SENT = "sent"
    """Handed over as a broadcast."""
    EMPTY = "empty"
    MISSED = "missed"
    DROPPED = "dropped"
    """An editor decided not to send it."""


class Awaits(StrEnum):
    """What an administrator was asked to write next."""

    POST = "post"
    """The message to broadcast."""
    LINKS = "links"
    """The link buttons under it."""
    START = "start"
    """When to send it."""
    END = "end"
    """After when not to send it."""
    JOINED_AFTER = "joined_after"
    JOINED_BEFORE = "joined_before"
    INTRODUCTION = "introduction"
    """Of a digest."""
    CRON = "cron"
    """When a digest appears."""
    ZONE = "zone"
    """In which time zone it does."""
    EDITOR = "editor"
    """Who becomes an editor."""
    PLAN_NAME = "plan_name"
    """What a planned digest is called."""
    FEED = "feed"
    """The address of a feed, or of a page that names one."""
    EDITED_TITLE = "edited_title"
    """Of an article that is out; those below are of one that waits for an editor."""
    EDITED_EXCERPT = "edited_excerpt"
    ARTICLE_TITLE = "article_title"
    ARTICLE_EXCERPT = "article_excerpt"
    ARTICLE_TOPICS = "article_topics"
    EMBARGO = "embargo"
    """Until when an article is held back."""
    CORRECTION = "correction"
    """What those who were told a story are to read."""
    SAME_STORY = "same_story"
    """The other article of a story, by its link or words."""
    TOPIC = "topic"
    """What a topic is called, or what else ``kept`` names."""
    READER_ZONE = "reader_zone"
    """Where a reader lives; here and below it is a reader who is asked."""
    READER_HOUR = "reader_hour"
    """At what hour they want a digest."""
    READER_QUIET = "reader_quiet"
    """When their quiet hours are."""
    READER_COUNT = "reader_count"
    """How many stories a day they want of a topic."""
    READER_FILTER = "reader_filter"
    """Which words to filter."""
    READER_WATCH = "reader_watch"
    """Which words to watch."""
    READER_CHANNEL = "reader_channel"
    """Which channel to set up."""
    READER_SIGNATURE = "reader_signature"
    """What stands under each post of a channel."""
    READER_POST = "reader_post"
    """How a post that waits for approval is to read."""
    READER_SEARCH = "reader_search"
    """Which words to look for."""


class AuditAct(StrEnum):
    """What administrators did, or somebody who is none tried."""

    REFUSED = "refused"
    EDITOR_ADDED = "editor_added"
    EDITOR_REMOVED = "editor_removed"
    TESTED = "tested"
    SENT = "sent"
    SCHEDULED = "scheduled"
    ASKED = "asked"
    """To be sent, or scheduled, once a second owner confirms it."""
    CONFIRMED = "confirmed"
    """By a second owner."""
    REJECTED = "rejected"
    """By a second owner."""
    PAUSED = "paused"
    RESUMED = "resumed"
    CANCELLED = "cancelled"
    EXTENDED = "extended"
    """To people who joined after it was frozen."""
    SENT_AGAIN = "sent_again"
    """To people whom a finished broadcast did not reach."""
    AUTO_PAUSED = "braked"
    """By the wire itself: too much failed."""
    PLAN_MADE = "plan_made"
    PLAN_CHANGED = "plan_changed"
    PLAN_REMOVED = "plan_removed"
    ISSUE_DROPPED = "issue_dropped"
    FEED_ADDED = "feed_added"
    FEED_CHANGED = "feed_changed"
    FEED_REMOVED = "feed_removed"
    PUBLISHED = "published"
    """An article that was held; ``QUIETLY`` in digests alone."""
    QUIETLY = "quietly"
    ARTICLE_REJECTED = "article_rejected"
    EMBARGOED = "embargoed"
    ARTICLE_EDITED = "article_edited"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"
    CORRECTED = "corrected"
    """Those who were told a story were sent a correction."""
    STORY_SPLIT = "story_split"
    STORIES_JOINED = "stories_joined"
    TOPIC_CHANGED = "topic_changed"
    TOPICS_MERGED = "topics_merged"
    LOOKED_UP = "looked_up"
    """What the bot knows of a person."""
    BANNED = "banned"
    UNBANNED = "unbanned"
    EXPORTED = "exported"
    IMPORTED = "imported"
