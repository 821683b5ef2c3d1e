"""The newest stories, and the buttons below alerts and digests.

Stories are no secret: /latest shows every one of them to all.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from bot.delivery.compose import AlertRequest, NothingToSendError, RenderAlert, load_alert_batch
from bot.digests.content import DigestContent, load_digest_content
from bot.digests.reader_loop import make_digest_now
from bot.digests.select import lead_article
from bot.handlers.context import SubscriberContext, expired_response, response_if_changed
from bot.handlers.routes import button, command
from bot.handlers.topics import voice_on
from bot.news import topics
from bot.news.topics import matching_topics, muted_topics
from bot.transport.reply import Response
from bot.views.account import with_paused_note
from bot.views.alert import alert_actions, alert_actions_message, alert_message, outlets_message
from bot.views.callback_data import (
    MuteBelowAnswer,
    MuteTopic,
    NoAction,
    OpenAlertActions,
    OpenDigestTopic,
    OpenLatest,
    OpenOutlets,
    OpenRelated,
    OpenStory,
    OpenTopicLatest,
    SendDigestNow,
    UnmuteBelowAlert,
    UnmuteTopic,
)
from bot.views.digest import digest_now_message, no_digest_now_message, no_digest_while_paused_message
from bot.views.message import Message, page_count
from bot.views.stories import LATEST_PAGE_SIZE, latest_message, story_withdrawn_toast
from bot.views.texts import Voice
from bot.views.topics import (
    TopicAction,
    mute_button,
    muted_message,
    muted_toast,
    not_followed_toast,
    topic_suggestions_message,
    unmute_button,
    unmuted_message,
    unmuted_toast,
)
from storage import articles, digests, reader_digests
from storage import topics as stored_topics
from storage.models import Article, ChatKind, DigestOccasion, Subscriber, Topic, Volume
from storage.preferences import Appearance
from storage.schedules import zone_of


@command("latest", menu=6)
def show_latest(context: SubscriberContext, query: str) -> Message:
    """Show the newest stories, of the topic that somebody named or of all."""
    topic = topics.find_topic(query, context.offered) if query else None
    if query and topic is None:
        return topic_suggestions_message(
            query, topics.similar_topics(query, context.offered), TopicAction.READ, context.voice
        )
    return _latest_page(context, topic, 0)


@button(OpenLatest)
def open_latest(context: SubscriberContext, data: OpenLatest) -> Response:
    """Show a page of the newest stories."""
    return Response(_latest_page(context, None, data.page))


@button(OpenTopicLatest)
def open_latest_of_topic(context: SubscriberContext, data: OpenTopicLatest) -> Response:
    """Show a page of the newest stories of a topic."""
    topic = context.topic(data.topic_id)
    return Response(_latest_page(context, topic, data.page)) if topic else expired_response(context)


def _latest_page(context: SubscriberContext, topic: Topic | None, page: int) -> Message:
    """A page of the newest stories; a page beyond the end is the last one."""
    wanted = [topic.id, *context.under(topic)] if topic else None
    _, total = articles.latest_stories(context.session, wanted, 0, 0)
    number = min(page, page_count(total, LATEST_PAGE_SIZE) - 1)
    newest, _ = articles.latest_stories(context.session, wanted, number * LATEST_PAGE_SIZE, LATEST_PAGE_SIZE)
    found = articles.by_story(context.session, newest)
    return latest_message([found[story_id] for story_id in newest], total, topic, number, context.voice)


@dataclass(frozen=True, slots=True)
class ShownAlert:
    """An alert as it is shown to a subscriber now, for ``load_alert_batch``."""

    subscriber_id: int
    language: str
    zone: str
    chat_kind: ChatKind
    article_id: int
    story_id: int
    appearance: Appearance | None = None
    id: int = 0


@button(OpenRelated)
def open_related(context: SubscriberContext, data: OpenRelated) -> Response:
    """Turn the pages of what is related to an alert; the first is the alert itself."""

    def word(
        article: Article,
        others: Sequence[Article],
        topics: Sequence[Topic],
        is_saved: bool,
        _: AlertRequest,
    ) -> Message:
        return alert_message(
            article,
            others=others,
            topics=topics,
            voice=context.voice,
            is_saved=is_saved,
            page=data.page,
            chat_kind=context.origin.place.kind,
        )

    message = _compose_message(context, data.article_id, word)
    if message is None:
        return _not_told_response(context, data.article_id)
    return Response(message, is_free=data.page == 0)


def _not_told_response(context: SubscriberContext, article_id: int) -> Response:
    """Say that an article was withdrawn, or that the button of one that is not known is out of date."""
    if articles.find(context.session, article_id) is None:
        return expired_response(context)
    return Response(toast=story_withdrawn_toast(context.voice))


@button(OpenOutlets)
def open_outlets(context: SubscriberContext, data: OpenOutlets) -> Response:
    """Turn the pages of who else reports the story of an alert."""
    message = _compose_message(
        context, data.article_id, lambda *shown: outlets_message(shown[0], shown[1], data.page, context.voice)
    )
    return Response(message) if message else expired_response(context)


@button(OpenAlertActions)
def open_actions(context: SubscriberContext, data: OpenAlertActions) -> Response:
    """Have the buttons of the alert become what else can be done: mute its topics or its source, have silence."""
    article = articles.find(context.session, data.article_id)
    if article is None or not article.is_shown:
        return expired_response(context)
    filed = stored_topics.by_article(context.session, [article.id]).get(article.id, [])
    heard, muted = (decide(filed, context.chosen, context.parents) for decide in (matching_topics, muted_topics))
    if not context.origin.keyboard:
        return Response(alert_actions_message(article, heard, muted, context.voice), is_new=True)
    return Response(keyboard=alert_actions(article, heard, muted, context.voice))


@button(MuteTopic, UnmuteBelowAlert)
def turn_over_below_alert(context: SubscriberContext, data: MuteTopic | UnmuteBelowAlert) -> Response:
    """Mute a topic that the person hears of, or hear from it again; the button below the alert turns over."""
    is_muting = isinstance(data, MuteTopic)
    topic, response = _mute_or_unmute(context, data.topic_id, is_muting=is_muting)
    if topic is None:
        return response
    turned = unmute_button(topic, context.voice) if is_muting else mute_button(topic, context.voice)
    return replace(response, keyboard=context.turned_over(data, turned))


@button(MuteBelowAnswer, UnmuteTopic)
def turn_over_below_answer(context: SubscriberContext, data: MuteBelowAnswer | UnmuteTopic) -> Response:
    """Do the same below an answer about the topic, which is worded anew."""
    is_muting = isinstance(data, MuteBelowAnswer)
    topic, response = _mute_or_unmute(context, data.topic_id, is_muting=is_muting)
    if topic is None:
        return response
    if is_muting:
        return replace(response, message=muted_message(topic, context.source(topic), context.voice))
    message = unmuted_message(topic, voice_on(context, topic))
    return replace(response, message=with_paused_note(message, context.voice) if context.is_paused else message)


def _mute_or_unmute(context: SubscriberContext, topic_id: int, *, is_muting: bool) -> tuple[Topic | None, Response]:
    """Do so. Returns the topic, which stands so now, and the toast; no topic where there is nothing to do it to."""
    topic = context.topic(topic_id)
    if topic is None:
        return None, expired_response(context)
    if context.decides(topic) is None:
        return None, Response(toast=not_followed_toast(topic, context.voice))
    if is_muting:
        is_changed = context.hears(topic) and context.choose(topic, Volume.MUTED)
        toast = muted_toast(topic, context.voice)
    else:
        is_changed = not context.hears(topic) and context.unmute(topic)
        toast = unmuted_toast(topic, context.voice)
    return topic, response_if_changed(context, Response(toast=toast), is_changed=is_changed)


def _compose_message(context: SubscriberContext, article_id: int, word: RenderAlert) -> Message | None:
    """A message about an article; None if it was withdrawn. Articles are no secret: /latest shows them to all."""
    return _compose(context.session, context.subscriber, article_id, word)


def alert_of(session: Session, reader: Subscriber, article_id: int, voice: Voice) -> Message | None:
    """The alert of an article as somebody sees it in their private chat; None if it was withdrawn."""

    def word(
        article: Article, others: Sequence[Article], topics: Sequence[Topic], is_saved: bool, _: AlertRequest
    ) -> Message:
        return alert_message(article, others=others, topics=topics, voice=voice, is_saved=is_saved)

    return _compose(session, reader, article_id, word)


def _compose(session: Session, reader: Subscriber, article_id: int, word: RenderAlert) -> Message | None:
    article = articles.find(session, article_id)
    if article is None:
        return None
    shown = ShownAlert(reader.id, reader.language, reader.zone, reader.kind, article_id, article.story_id)
    try:
        return load_alert_batch(session, [shown]).message(shown, word)
    except NothingToSendError:
        return None


@button(OpenStory)
def open_story(context: SubscriberContext, data: OpenStory) -> Response:
    """Send the alert of a story below the digest; of another of its articles where that one was withdrawn."""
    article = articles.find(context.session, data.article_id)
    if article is None:
        return expired_response(context)
    told = articles.by_story(context.session, [article.story_id]).get(article.story_id)
    if not told:
        return Response(toast=story_withdrawn_toast(context.voice))
    lead = article if article in told else lead_article(told)
    return replace(open_related(context, OpenRelated(lead.id, 0)), is_new=True)


@command("digest", menu=6)
def send_digest_now(context: SubscriberContext, _: str) -> Message:
    """Send what stands in the reader's next digests by now, through the outbox as any other."""
    if context.is_paused:
        return no_digest_while_paused_message(context.voice)
    reader, zone = context.subscriber, zone_of(context.subscriber)
    if count := make_digest_now(context.session, reader, context.now):
        is_quiet = reader.held_from is not None and reader.held_from <= context.now
        until = reader.held_until.astimezone(zone) if is_quiet and reader.held_until else None
        return digest_now_message(count, until, context.voice)
    hours = reader_digests.hours_of(context.session, [reader.id]).get(reader.id, ())
    due_at = min((hour.due_at for hour in hours), default=None)
    return no_digest_now_message(due_at.astimezone(zone) if due_at else None, context.voice)


@button(SendDigestNow)
def press_digest_now(context: SubscriberContext, _: SendDigestNow) -> Response:
    """Do the same below the page that was pressed."""
    return Response(send_digest_now(context, ""), is_new=True)


@button(OpenDigestTopic)
def open_more_stories(context: SubscriberContext, data: OpenDigestTopic) -> Response:
    """Send a page of the stories that a digest has no room for, or turn to another page of them."""
    content = load_digest_content(context.session, data.digest_id, data.topic_id)
    if content and not _may_open(context, content):
        return expired_response(context)
    message = content and content.more(data.topic_id, data.page, context.voice, _topics_received(context, content))
    if not message:
        return expired_response(context)
    # A digest has no button that shows a page's number, and stays; of its other stories one page takes another's place.
    is_turning = any(isinstance(each, NoAction) for each in context.other_buttons)
    return Response(message, is_new=not is_turning)


def _may_open(context: SubscriberContext, content: DigestContent) -> bool:
    """Whether the digest is an editor's, or was made for this reader."""
    is_edition = content.digest.occasion is DigestOccasion.EDITION
    return is_edition or reader_digests.was_sent_to(context.session, content.digest.id, context.subscriber_id)


def _topics_received(context: SubscriberContext, content: DigestContent) -> frozenset[int] | None:
    """What this reader got of the digest: of one that was not sent yet, as a trial or a preview, all."""
    broadcast = digests.broadcast_of(context.session, content.digest.id)
    was_sent = broadcast is not None and broadcast.frozen_at is not None
    return content.heard_by(context.chosen) if was_sent and content.is_personal else None
