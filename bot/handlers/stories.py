"""The newest stories, and the buttons below alerts and digests.

Stories are no secret: /latest shows every one of them to all.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.delivery.compose import NothingToSendError, RenderAlert, load_alert_batch
from bot.digests.content import DigestContent, load_digest_content
from bot.digests.select import lead_article
from bot.handlers.context import SubscriberContext, expired_response
from bot.handlers.routes import button, command
from bot.news import topics
from bot.news.topics import matching_topics
from bot.transport.reply import Response
from bot.views.account import with_paused_note
from bot.views.alert import alert_message
from bot.views.callback_data import (
    ChooseTopicToMute,
    MuteTopic,
    NoAction,
    OpenDigestTopic,
    OpenLatest,
    OpenRelated,
    OpenStory,
    OpenTopicLatest,
    UnmuteTopic,
)
from bot.views.help import unchanged_toast
from bot.views.message import Message, page_count
from bot.views.stories import LATEST_PAGE_SIZE, latest_message, story_withdrawn_toast
from bot.views.topics import (
    TopicAction,
    muted_message,
    muted_toast,
    topic_suggestions_message,
    topic_to_mute_question,
    unmuted_message,
    unmuted_toast,
)
from storage import articles, digests
from storage.models import Article, Topic, Volume


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
    article_id: int
    story_id: int


@button(OpenRelated)
def open_related(context: SubscriberContext, data: OpenRelated) -> Response:
    """Turn the pages of what is related to an alert; the first is the alert itself."""

    def word(
        article: Article, others: Sequence[Article], topics: Sequence[Topic], mutable: Sequence[Topic], _: str
    ) -> Message:
        return alert_message(
            article, others=others, topics=topics, mutable=mutable, voice=context.voice, page=data.page
        )

    message = _compose_message(context, data.article_id, word)
    return Response(message) if message else _not_told_response(context, data.article_id)


def _not_told_response(context: SubscriberContext, article_id: int) -> Response:
    """Say that an article was withdrawn, or that the button of one that is not known is out of date."""
    if articles.find(context.session, article_id) is None:
        return expired_response(context)
    return Response(toast=story_withdrawn_toast(context.voice))


@button(ChooseTopicToMute)
def ask_mute(context: SubscriberContext, data: ChooseTopicToMute) -> Response:
    """Ask below the alert which of its topics to mute."""
    message = _compose_message(context, data.article_id, lambda *shown: topic_to_mute_question(shown[3], context.voice))
    return Response(message, is_new=True) if message and message.keyboard else expired_response(context)


@button(MuteTopic)
def mute_topic(context: SubscriberContext, data: MuteTopic) -> Response:
    """Mute a topic that the person hears of, from an alert or from the question below one."""
    topic = context.topic(data.topic_id)
    if topic is None:
        return expired_response(context)
    if not matching_topics([topic], context.chosen, context.parents):
        return Response(toast=unchanged_toast(context.voice))
    context.choose(topic, Volume.MUTED)
    # An alert has one such button at most, and stays; a question has one for each topic, and is done with.
    is_alert = sum(isinstance(each, MuteTopic) for each in context.other_buttons) < 2
    return Response(muted_message(topic, context.voice), muted_toast(topic, context.voice), is_new=is_alert)


@button(UnmuteTopic)
def unmute_topic(context: SubscriberContext, data: UnmuteTopic) -> Response:
    """Hear from a muted topic again."""
    topic = context.topic(data.topic_id)
    if topic is None:
        return expired_response(context)
    if context.chosen.get(data.topic_id) is not Volume.MUTED:
        return Response(toast=unchanged_toast(context.voice))
    context.choose(topic, Volume.STORIES)
    message = unmuted_message(topic, context.voice)
    shown = with_paused_note(message, context.voice) if context.is_paused else message
    return Response(shown, unmuted_toast(topic, context.voice))


def _compose_message(context: SubscriberContext, article_id: int, word: RenderAlert) -> Message | None:
    """A message about an article; None if it was withdrawn. Articles are no secret: /latest shows them to all."""
    article = articles.find(context.session, article_id)
    if article is None:
        return None
    shown = ShownAlert(context.subscriber_id, context.subscriber.language, article_id, article.story_id)
    try:
        return load_alert_batch(context.session, [shown]).message(shown, word)
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


@button(OpenDigestTopic)
def open_more_stories(context: SubscriberContext, data: OpenDigestTopic) -> Response:
    """Send a page of the stories that a digest has no room for, or turn to another page of them."""
    content = load_digest_content(context.session, data.digest_id, data.topic_id)
    message = content and content.more(data.topic_id, data.page, context.voice, _topics_received(context, content))
    if not message:
        return expired_response(context)
    # A digest has no button that shows a page's number, and stays; of its other stories one page takes another's place.
    is_turning = any(isinstance(each, NoAction) for each in context.other_buttons)
    return Response(message, is_new=not is_turning)


def _topics_received(context: SubscriberContext, content: DigestContent) -> frozenset[int] | None:
    """What this reader got of the digest: of one that was not sent yet, as a trial or a preview, all."""
    broadcast = digests.broadcast_of(context.session, content.digest.id)
    was_sent = broadcast is not None and broadcast.frozen_at is not None
    return content.heard_by(context.chosen) if was_sent and content.is_personal else None
