"""Every table; their enums are in ``storage/kinds.py``.

A row is the typed value that the rest of the program works with. Times are aware and UTC, Telegram's ids are 64-bit,
enums are stored by value with a check, and every constraint has a name, so that migrations can change it.
"""

from storage.kinds import (
    ArticleKind,
    AuditAct,
    Awaits,
    BroadcastState,
    Cancellation,
    ChatKind,
    DeliveryKind,
    DeliveryState,
    IssueState,
    NoteKind,
    Standing,
    Volume,
)
from storage.models.news import Article, ArticleTopic, RecordFile, RelatedLink, Story, Topic
from storage.models.newsroom import (
    AuditEntry,
    Broadcast,
    Dialogue,
    Digest,
    DigestEntry,
    DigestIssue,
    DigestPlan,
    Editor,
    Mark,
    Note,
)
from storage.models.outbox import Delivery
from storage.models.people import Census, Subscriber, Subscription
from storage.models.row import SERIAL, Row

__all__ = [
    "SERIAL", "Article", "ArticleKind", "ArticleTopic", "AuditAct", "AuditEntry", "Awaits", "Broadcast",
    "BroadcastState", "Cancellation", "Census", "ChatKind", "Delivery", "DeliveryKind", "DeliveryState", "Dialogue",
    "Digest", "DigestEntry", "DigestIssue", "DigestPlan", "Editor", "IssueState", "Mark", "Note", "NoteKind",
    "RecordFile", "RelatedLink", "Row", "Standing", "Story", "Subscriber", "Subscription", "Topic", "Volume",
]  # fmt: skip
