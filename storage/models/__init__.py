"""Every table; their enums are in ``storage/enums.py``.

A row is the typed value that the rest of the program works with. Times are aware and UTC, Telegram's ids are 64-bit,
enums are stored by value with a check, and every constraint has a name, so that migrations can change it.
"""

from storage.enums import (
    ArticleKind,
    AuditAct,
    Awaits,
    BroadcastState,
    Cancellation,
    ChatKind,
    DeliveryKind,
    DeliveryState,
    DigestOccasion,
    FilterMode,
    IssueState,
    NotificationKind,
    SubscriberStatus,
    SuppressionReason,
    Trouble,
    Volume,
)
from storage.models.admins import AuditEntry, Editor, Notification, OneTimeToken, PendingQuestion
from storage.models.articles import Article, ArticleLink, ArticleTopic, RecordFile, RelatedLink, Story, Topic
from storage.models.base import SERIAL, Base
from storage.models.broadcasts import Broadcast, Digest, DigestEntry, DigestIssue, DigestPlan, DigestStory
from storage.models.outbox import Delivery
from storage.models.subscribers import (
    DailyCount,
    DigestHour,
    ReaderQuestion,
    SavedArticle,
    Subscriber,
    Subscription,
    Suppression,
    Watch,
    WordFilter,
)

__all__ = [
    "SERIAL",
    "Article",
    "ArticleKind",
    "ArticleLink",
    "ArticleTopic",
    "AuditAct",
    "AuditEntry",
    "Awaits",
    "Base",
    "Broadcast",
    "BroadcastState",
    "Cancellation",
    "ChatKind",
    "DailyCount",
    "Delivery",
    "DeliveryKind",
    "DeliveryState",
    "Digest",
    "DigestEntry",
    "DigestHour",
    "DigestIssue",
    "DigestOccasion",
    "DigestPlan",
    "DigestStory",
    "Editor",
    "FilterMode",
    "IssueState",
    "Notification",
    "NotificationKind",
    "OneTimeToken",
    "PendingQuestion",
    "ReaderQuestion",
    "RecordFile",
    "RelatedLink",
    "SavedArticle",
    "Story",
    "Subscriber",
    "SubscriberStatus",
    "Subscription",
    "Suppression",
    "SuppressionReason",
    "Topic",
    "Trouble",
    "Volume",
    "Watch",
    "WordFilter",
]  # fmt: skip
