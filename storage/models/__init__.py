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
    IssueState,
    NotificationKind,
    SubscriberStatus,
    Trouble,
    Volume,
)
from storage.models.admins import AuditEntry, Editor, Notification, OneTimeToken, PendingQuestion
from storage.models.articles import Article, ArticleLink, ArticleTopic, RecordFile, RelatedLink, Story, Topic
from storage.models.base import SERIAL, Base
from storage.models.broadcasts import Broadcast, Digest, DigestEntry, DigestIssue, DigestPlan
from storage.models.outbox import Delivery
from storage.models.subscribers import DailyCount, Subscriber, Subscription

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
    "DigestIssue",
    "DigestPlan",
    "Editor",
    "IssueState",
    "Notification",
    "NotificationKind",
    "OneTimeToken",
    "PendingQuestion",
    "RecordFile",
    "RelatedLink",
    "Story",
    "Subscriber",
    "SubscriberStatus",
    "Subscription",
    "Topic",
    "Trouble",
    "Volume",
]  # fmt: skip
