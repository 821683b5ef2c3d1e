"""From claims to messages: alerts, broadcasts and digests.

The articles of a batch are read in one transaction, and each message is rendered once for all who see the same.
"""

import json
import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple, Protocol

from markupsafe import Markup
from sqlmodel import Session

from bot.digests.content import DigestContent, load_digest_content, load_heard_topics
from bot.views.channels import digest_post
from bot.views.corrections import correction_message, withdrawn_message
from bot.views.message import Message, Sendable, sendable_from_json, with_way_out
from bot.views.places import place_notice_message
from bot.views.texts import Voice
from storage import article_edits, articles, broadcasts, channels, corrections, place_notices, saved, topics
from storage.database import Database, read_only
from storage.models import (
    Article,
    Cancellation,
    ChatKind,
    Correction,
    DeliveryKind,
    DeliveryState,
    PlaceNotice,
    Subscriber,
    Topic,
)
from storage.outbox import Claim
from storage.preferences import Appearance
from storage.settle import Closed


class AlertRequest(Protocol):
    """What an alert is rendered for: a delivery that is due, or a sent message that is to be brought up to date."""

    @property
    def subscriber_id(self) -> int:
        """The subscriber whom it is sent to."""

    @property
    def language(self) -> str:
        """Of the texts around the news."""

    @property
    def zone(self) -> str:
        """Of the times in it, as it is stored."""

    @property
    def chat_kind(self) -> ChatKind:
        """Of the chat that it stands in."""

    @property
    def appearance(self) -> Appearance | None:
        """How it looks as the post of a channel; None elsewhere."""

    @property
    def id(self) -> int:
        """Of the delivery; 0 for none."""

    @property
    def article_id(self) -> int | None:
        """The article that leads."""

    @property
    def story_id(self) -> int | None:
        """Its story."""


RenderAlert = Callable[[Article, Sequence[Article], Sequence[Topic], bool, AlertRequest], Message]
"""Renders an alert: the article, the others of its story, its topics, whether the subscriber keeps it, and for whom, of
which only language and zone count."""


class NothingToSendError(LookupError):
    """Nothing is left to send: the article was withdrawn or erased, or the recipient follows no topic of the digest."""

    def __init__(self, words: str, reason: Cancellation = Cancellation.WITHDRAWN) -> None:
        super().__init__(words)
        self.reason = reason


class Withdrawal(NamedTuple):
    """An article that an editor withdrew, and whether messages of it are deleted while they are young."""

    article: Article
    deletes: bool


class AlertBatch:
    """What a batch of alerts is rendered from.

    Args:
        stories: The articles of each story, in order of arrival.
        topics_of: The topics of each article, as its record orders them.
        kept: Pairs of subscriber and article: who has saved which.
        rewritten: What administrators of channels wrote instead, as HTML, by delivery.
        withdrawn: Articles that editors withdrew, by id.
    """

    def __init__(
        self,
        stories: Mapping[int, list[Article]],
        topics_of: Mapping[int, list[Topic]],
        kept: Collection[tuple[int, int]] = frozenset(),
        rewritten: Mapping[int, str] | None = None,
        withdrawn: Mapping[int, Withdrawal] | None = None,
    ) -> None:
        self._stories = stories
        self._leads = {article.id: article for story in stories.values() for article in story}
        self._topics_of = topics_of
        self._kept = kept
        self._rewritten = rewritten or {}
        self._withdrawn = withdrawn or {}
        self._rendered: dict[tuple[object, ...], Message] = {}

    def message(self, request: AlertRequest, render: RenderAlert) -> Message:
        """Return the message of one delivery; the same object for all who see the same.

        Raises:
            NothingToSendError: The article was withdrawn meanwhile.
        """
        lead = self._leads.get(request.article_id or 0)
        if lead is None:
            raise NothingToSendError(f"article {request.article_id} is not to be told any more")
        if request.id in self._rewritten:
            return self._as_rewritten(request, lead, render)
        return self._message_of(request, lead, render)

    def withdrawal(self, request: AlertRequest) -> Withdrawal | None:
        """Return that an editor withdrew the article that leads; None where none did."""
        return self._withdrawn.get(request.article_id or 0)

    def _as_rewritten(self, request: AlertRequest, lead: Article, render: RenderAlert) -> Message:
        """Return the post as an administrator of its channel wrote it; its button and preview stay."""
        return replace(self._message_of(request, lead, render), html=Markup(self._rewritten[request.id]))  # noqa: S704 - made by python-telegram-bot of the entities of a message

    def _message_of(self, request: AlertRequest, lead: Article, render: RenderAlert) -> Message:
        story = self._stories[lead.story_id]
        is_saved = (request.subscriber_id, lead.id) in self._kept
        seen = (lead.id, request.language, request.zone, request.chat_kind, is_saved, request.appearance)
        if seen not in self._rendered:
            others = [article for article in story if article is not lead]
            filed = self._topics_of.get(lead.id or 0, [])
            self._rendered[seen] = render(lead, others, filed, is_saved, request)
        return self._rendered[seen]


@read_only
def load_alert_batch(session: Session, requests: Collection[AlertRequest]) -> AlertBatch:
    """Read what a batch of alerts is rendered from."""
    stories = articles.by_story(session, {request.story_id for request in requests if request.story_id})
    leads = {request.article_id for request in requests if request.article_id}
    articles.renew_found_related(session, (each for told in stories.values() for each in told if each.id in leads))
    kept = saved.kept_pairs(session, {request.subscriber_id for request in requests}, leads)
    of_channels = [request.id for request in requests if request.chat_kind is ChatKind.CHANNEL]
    rewritten = channels.rewritten_posts(session, of_channels)
    gone = leads - {article.id for told in stories.values() for article in told}
    if moved := articles.stories_of(session, gone) - stories.keys() if gone else set():  # by an editor, meanwhile
        stories |= articles.by_story(session, moved)
    withdrawn = _withdrawals(session, gone) if gone else {}
    return AlertBatch(stories, topics.by_article(session, leads), kept, rewritten, withdrawn)


def _withdrawals(session: Session, article_ids: Collection[int]) -> dict[int, Withdrawal]:
    edited = article_edits.by_article(session, article_ids)
    found = {each: session.get(Article, each) for each, edit in edited.items() if edit.is_withdrawn}
    return {each: Withdrawal(article, edited[each].deletes) for each, article in found.items() if article}


def withdrawn_alert(withdrawal: Withdrawal, request: AlertRequest, voice: Callable[[str], Voice]) -> Message:
    """Return what an alert becomes whose article an editor withdrew."""
    return withdrawn_message(withdrawal.article, voice(request.language), request.appearance)


MOST_CACHED = 64
"""Digests that are kept: of readers' there are as many as they choose differently."""

DIGEST_CACHE_TIME = timedelta(minutes=1)
"""A digest is read once a minute instead of for every batch: an article withdrawn meanwhile is sent for so long."""

HeardTopics = Mapping[int, frozenset[int]]
"""Which topics of a personal digest each subscriber hears of."""


class DigestCache:
    """Digests that are being sent, as last read."""

    def __init__(self) -> None:
        self._digests: dict[int, tuple[datetime, DigestContent | None]] = {}

    def digest(self, session: Session, digest_id: int, now: datetime) -> DigestContent | None:
        """A digest, read at most ``DIGEST_CACHE_TIME`` ago; None when it is gone."""
        read_at, content = self._digests.get(digest_id, (None, None))
        if read_at is None or now - read_at >= DIGEST_CACHE_TIME:
            fresh = {each: kept for each, kept in self._digests.items() if now - kept[0] < DIGEST_CACHE_TIME}
            content = load_digest_content(session, digest_id)
            newest = dict(list(fresh.items())[1 - MOST_CACHED :])
            self._digests = newest | {digest_id: (now, content)}
        return content


class CorrectedStory(NamedTuple):
    """A correction, the title of its article, and which recipients without a message to answer were told the story."""

    correction: Correction
    title: str
    told: Collection[int]


class BroadcastBatch:
    """What the broadcasts of a batch are composed of.

    Args:
        written: What administrators wrote, by broadcast, as JSON.
        digests: The digests that others are made of, by broadcast, with the topics that each recipient hears of.
        of_readers: The digests for readers, by their id.
        rewritten: What administrators of channels wrote instead, as HTML, by delivery.
        notices: Notices about places, by their id, each with its place.
        corrected: Corrections, by their id.
    """

    def __init__(  # noqa: PLR0917 - a kind of delivery each
        self,
        written: Mapping[int, str],
        digests: Mapping[int, tuple[DigestContent, HeardTopics]],
        of_readers: Mapping[int, DigestContent] | None = None,
        rewritten: Mapping[int, str] | None = None,
        notices: Mapping[int, tuple[PlaceNotice, Subscriber]] | None = None,
        corrected: Mapping[int, "CorrectedStory"] | None = None,
    ) -> None:
        self._written = written
        self._digests = digests
        self._of_readers = of_readers or {}
        self._rewritten = rewritten or {}
        self._notices = notices or {}
        self._corrected = corrected or {}

    def parts(self, claim: Claim, voice: Callable[[str], Voice]) -> tuple[Sendable, ...]:
        """Return the messages of one delivery, in order.

        Raises:
            NothingToSendError: There is nothing in it, or nothing for its recipient.
            ValueError: What is stored is no post.
        """
        *before, last = self._parts(claim, voice)
        has_way_out = claim.kind is DeliveryKind.BROADCAST and claim.chat_id > 0  # of a group, nobody may say for all
        return (*before, with_way_out(last, voice(claim.language)) if has_way_out else last)

    def _parts(self, claim: Claim, voice: Callable[[str], Voice]) -> tuple[Sendable, ...]:
        if claim.place_notice_id is not None:
            return (self._notice(claim, voice(claim.language)),)
        if claim.correction_id is not None:
            return (self._correction(claim, voice(claim.language)),)
        if claim.broadcast_id is None:
            return self._parts_for_reader(claim, voice)
        broadcast_id = claim.broadcast_id
        if broadcast_id in self._written:
            return (_parsed_post(self._written[broadcast_id]),)
        if broadcast_id not in self._digests:
            raise NothingToSendError("the digest is gone", Cancellation.WITHDRAWN)
        content, heard = self._digests[broadcast_id]
        mine = heard.get(claim.subscriber_id, frozenset()) if content.is_personal else None
        parts = content.messages(voice(claim.language), mine)
        if not parts and content.messages(voice(claim.language)):
            raise NothingToSendError("follows none of its topics any more", Cancellation.UNSUBSCRIBED)
        if not parts:
            raise NothingToSendError("all of the digest was withdrawn", Cancellation.WITHDRAWN)
        return parts

    def _notice(self, claim: Claim, voice: Voice) -> Message:
        found = self._notices.get(claim.place_notice_id or 0)
        if found is None:
            raise NothingToSendError("it is mended", Cancellation.WITHDRAWN)
        return place_notice_message(*found, voice)

    def _correction(self, claim: Claim, voice: Voice) -> Sendable:
        found = self._corrected.get(claim.correction_id or 0)
        if found is None:
            raise NothingToSendError("the correction is gone")
        if claim.reply_to is None and claim.subscriber_id not in found.told:
            raise NothingToSendError("was not told the story after all", Cancellation.REPLACED)
        return correction_message(found.correction.text, found.correction.entities, found.title, voice)

    def _parts_for_reader(self, claim: Claim, voice: Callable[[str], Voice]) -> tuple[Sendable, ...]:
        content = self._of_readers.get(claim.digest_id or 0)
        is_public = claim.chat_kind is ChatKind.CHANNEL
        spoken = voice(claim.language).about(claim.chat_kind)
        parts = content.messages(spoken, is_public=is_public) if content else ()
        if not parts:
            raise NothingToSendError("all of the digest was withdrawn", Cancellation.WITHDRAWN)
        if claim.appearance is None:
            return parts
        if claim.id in self._rewritten:
            return (Message(Markup(self._rewritten[claim.id])),)  # noqa: S704 - as above
        return tuple(digest_post(part, claim.appearance) for part in parts)


@read_only
def load_broadcast_batch(
    session: Session, claims: Collection[Claim], digest_cache: DigestCache, now: datetime
) -> BroadcastBatch:
    """Read what the broadcasts of a batch are composed of."""
    recipients: dict[int, list[int]] = {}
    for claim in claims:
        if claim.broadcast_id is not None:
            recipients.setdefault(claim.broadcast_id, []).append(claim.subscriber_id)
    written: dict[int, str] = {}
    digests: dict[int, tuple[DigestContent, HeardTopics]] = {}
    for broadcast_id, whom in recipients.items():
        broadcast = broadcasts.find(session, broadcast_id)
        if broadcast is None:
            continue
        if broadcast.digest_id is None:
            written[broadcast_id] = json.dumps(broadcast.post)
        elif content := digest_cache.digest(session, broadcast.digest_id, now):
            digests[broadcast_id] = (content, load_heard_topics(session, content, whom))
    wanted = {claim.digest_id for claim in claims if claim.broadcast_id is None and claim.digest_id is not None}
    found = {each: digest_cache.digest(session, each, now) for each in sorted(wanted)}
    of_channels = [claim.id for claim in claims if claim.chat_kind is ChatKind.CHANNEL]
    of_readers = {each: content for each, content in found.items() if content}
    noticed = {claim.place_notice_id for claim in claims if claim.place_notice_id is not None}
    notices = {each: notice for each in noticed if (notice := place_notices.find(session, each))}
    rewritten = channels.rewritten_posts(session, of_channels)
    return BroadcastBatch(written, digests, of_readers, rewritten, notices, _corrected_stories(session, claims))


def _corrected_stories(session: Session, claims: Collection[Claim]) -> dict[int, CorrectedStory]:
    without_message: dict[int, set[int]] = {}
    for claim in claims:
        if claim.correction_id is not None:
            asked = without_message.setdefault(claim.correction_id, set())
            asked |= {claim.subscriber_id} if claim.reply_to is None else set()
    found = corrections.with_titles(session, without_message) if without_message else {}
    return {
        each: CorrectedStory(
            correction, title, corrections.told_among(session, correction.story_id, without_message[each])
        )
        for each, (correction, title) in found.items()
    }


@lru_cache(maxsize=64)
def _parsed_post(written: str) -> Sendable:
    """The same object every time: what is encoded of it is kept by it."""
    return sendable_from_json(json.loads(written))


log = logging.getLogger(__name__)


class ComposedMessage(NamedTuple):
    """A message, for whom, and whether another one of the same delivery follows."""

    claim: Claim
    message: Sendable
    is_last: bool = True


class Composer:
    """Composes the messages of claims.

    Args:
        database: With the articles, broadcasts and digests.
        render: Renders an alert.
        voice: Gives the texts of a language.
        clock: Now, aware.
    """

    def __init__(
        self, database: Database, render: RenderAlert, voice: Callable[[str], Voice], clock: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._render = render
        self._voice = voice
        self._clock = clock
        self._digest_cache = DigestCache()

    async def compose(self, claims: Sequence[Claim]) -> tuple[list[ComposedMessage], list[Closed]]:
        """Return the messages of claims, and the claims that are closed because there is no message for them."""
        alerts = [claim for claim in claims if claim.kind is DeliveryKind.ALERT]
        others = [claim for claim in claims if claim.kind is not DeliveryKind.ALERT]
        alert_batch, broadcast_batch = await self._load_batches(alerts, others)
        composed, closed = [], []
        for claim in claims:
            match self._compose_one(claim, alert_batch, broadcast_batch):
                case ComposedMessage() as message:
                    composed.append(message)
                case end:
                    closed.append(end)
        return composed, closed

    async def _load_batches(
        self, alerts: Sequence[Claim], others: Sequence[Claim]
    ) -> tuple[AlertBatch, BroadcastBatch]:
        content, posts = AlertBatch({}, {}), BroadcastBatch({}, {})
        if alerts:
            content = await self._database.run(load_alert_batch, alerts)
        if others:
            posts = await self._database.run(load_broadcast_batch, others, self._digest_cache, self._clock())
        return content, posts

    def _compose_one(self, claim: Claim, content: AlertBatch, posts: BroadcastBatch) -> ComposedMessage | Closed:
        try:
            if claim.kind is DeliveryKind.ALERT:
                return ComposedMessage(claim, content.message(claim, self._render))
            parts = posts.parts(claim, self._voice)
        except NothingToSendError as error:
            if claim.part:  # a part was sent, and nothing of the rest is theirs any more
                return Closed(claim, DeliveryState.SENT, "")
            return Closed(claim, DeliveryState.CANCELLED, str(error), error.reason)
        except Exception:
            what = f"broadcast {claim.broadcast_id}" if claim.broadcast_id else f"article {claim.article_id}"
            what = f"digest {claim.digest_id}" if claim.digest_id else what
            what = f"correction {claim.correction_id}" if claim.correction_id else what
            log.exception("%s cannot be worded; delivery %d is set aside", what, claim.id)
            return Closed(claim, DeliveryState.DEAD, "it cannot be worded")
        if claim.part >= len(parts):  # it became shorter after its last message was sent
            return Closed(claim, DeliveryState.SENT, "")
        return ComposedMessage(claim, parts[claim.part], claim.part == len(parts) - 1)
