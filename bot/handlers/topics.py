"""Following, muting and leaving topics: the catalogue, a subscriber's own topics, links and names."""

from bot.handlers.context import SubscriberContext, expired_response, response_if_changed
from bot.handlers.routes import button, command
from bot.news import topics
from bot.news.topics import matching_topics
from bot.transport.reply import Response
from bot.views.account import topic_picked_message, with_paused_note
from bot.views.callback_data import (
    DropTopic,
    FollowTopic,
    OpenCatalogue,
    OpenMyTopics,
    PickTopic,
    ToggleMute,
    ToggleTopic,
    UndoFollow,
    UnfollowTopic,
)
from bot.views.help import HelpSection, expired_toast, unknown_text_message
from bot.views.message import Message
from bot.views.topics import (
    TopicAction,
    already_followed_message,
    catalogue_message,
    follow_undone_message,
    followed_by_link_message,
    followed_message,
    followed_toast,
    muted_message,
    muted_toast,
    my_topics_message,
    not_followed_message,
    suggested_topics,
    topic_suggestions_message,
    unfollowed_message,
    unfollowed_toast,
    unknown_topic_link_message,
    unmuted_toast,
)
from storage import topics as stored_topics
from storage.models import Topic, Volume


@command("topics", menu=2, section=HelpSection.TOPICS)
def show_catalogue(context: SubscriberContext, _: str) -> Message:
    """Show all topics."""
    return _catalogue_page(context, 0)


@command("mine", menu=5, section=HelpSection.TOPICS)
def show_own_topics(context: SubscriberContext, _: str) -> Message:
    """Show the person's own topics."""
    return _own_topics_page(context, 0)


@button(OpenCatalogue)
def open_catalogue(context: SubscriberContext, data: OpenCatalogue) -> Response:
    """Show a page of all topics."""
    return Response(_catalogue_page(context, data.page))


@button(ToggleTopic)
def toggle_topic(context: SubscriberContext, data: ToggleTopic) -> Response:
    """Follow or leave a topic in the catalogue."""
    topic = context.topic(data.topic_id)
    if topic is None:
        return expired_response(context, _catalogue_page(context, data.page))
    toast = _toggle_followed(context, topic)
    return Response(_catalogue_page(context, data.page), toast)


@button(PickTopic)
def toggle_welcome_topic(context: SubscriberContext, data: PickTopic) -> Response:
    """Follow or leave a topic under the welcome."""
    topic = context.topic(data.topic_id)
    toast = _toggle_followed(context, topic) if topic else expired_toast(context.voice)
    message = topic_picked_message(_welcome_topics(context), context.chosen, context.voice)
    return Response(with_paused_note(message, context.voice) if context.is_paused else message, toast)


@button(OpenMyTopics)
def open_own_topics(context: SubscriberContext, data: OpenMyTopics) -> Response:
    """Show a page of the person's own topics."""
    return Response(_own_topics_page(context, data.page))


@button(ToggleMute)
def toggle_muted(context: SubscriberContext, data: ToggleMute) -> Response:
    """Mute or unmute one of the person's own topics."""
    topic = context.topic(data.topic_id)
    if topic is None or topic.id not in context.chosen:
        return expired_response(context, _own_topics_page(context, data.page))
    if context.follows(topic):
        context.choose(topic, Volume.MUTED)
        toast = muted_toast(topic, context.voice)
    else:
        context.choose(topic, Volume.STORIES)
        toast = unmuted_toast(topic, context.voice)
    return Response(_own_topics_page(context, data.page), toast)


@button(DropTopic)
def drop_own_topic(context: SubscriberContext, data: DropTopic) -> Response:
    """Leave one of the person's own topics."""
    topic = context.topic(data.topic_id)
    if topic is None:
        return expired_response(context, _own_topics_page(context, data.page))
    is_changed = context.drop(topic)
    response = Response(_own_topics_page(context, data.page), unfollowed_toast(topic, context.voice))
    return response_if_changed(context, response, is_changed=is_changed)


def _catalogue_page(context: SubscriberContext, page: int) -> Message:
    message = catalogue_message(context.topics, context.chosen, page, context.voice)
    return with_paused_note(message, context.voice) if context.is_paused else message


def _own_topics_page(context: SubscriberContext, page: int) -> Message:
    return my_topics_message(context.topics, context.chosen, page, context.voice, is_paused=context.is_paused)


def _welcome_topics(context: SubscriberContext) -> list[Topic]:
    """The topics that stand there already, so that none moves under a finger as others follow it."""
    shown = [context.topic(data.topic_id) for data in context.other_buttons if isinstance(data, PickTopic)]
    kept = [topic for topic in shown if topic]
    return kept or suggested_topics(context.topics, stored_topics.follower_counts(context.session))


def _toggle_followed(context: SubscriberContext, topic: Topic) -> str:
    if context.follows(topic):
        context.drop(topic)
        return unfollowed_toast(topic, context.voice)
    context.choose(topic, Volume.STORIES)
    return followed_toast(topic, context.voice)


@command("subscribe", menu=3, section=HelpSection.TOPICS)
def subscribe(context: SubscriberContext, query: str) -> Message:
    """Follow the topic that somebody named; without a name, show all."""
    if not query:
        return show_catalogue(context, query)
    topic = topics.find_topic(query, context.offered)
    if topic is None:
        return topic_suggestions_message(
            query, topics.similar_topics(query, context.offered), TopicAction.FOLLOW, context.voice
        )
    return _follow(context, topic)[0]


@command("unsubscribe", menu=4, section=HelpSection.TOPICS)
def unsubscribe(context: SubscriberContext, query: str) -> Message:
    """Leave the topic that somebody named; without a name, show their own."""
    if not query:
        return show_own_topics(context, query)
    topic = topics.find_topic(query, context.own) or topics.find_topic(query, context.offered)
    if topic is None:
        return topic_suggestions_message(
            query, topics.similar_topics(query, context.own), TopicAction.UNFOLLOW, context.voice
        )
    return _leave(context, topic)[0]


def follow_from_link(context: SubscriberContext, slug: str) -> Message:
    """Follow the topic of a link at once. Whoever made the link may have named anything."""
    topic = topics.find_topic(slug, context.offered)
    if topic is None:
        return unknown_topic_link_message(context.voice)
    if not context.choose(topic, Volume.STORIES):
        return already_followed_message(topic, context.voice)
    return followed_by_link_message(topic, len(context.under(topic)), context.voice)


def answer_text(context: SubscriberContext, text: str) -> Message:
    """Answer what is no command: perhaps it names a topic."""
    likely = topics.similar_topics(text, context.offered, at_least=topics.MIN_LIKENESS_UNREQUESTED, limit=1)
    topic = topics.find_topic(text, context.offered) or (likely[0] if likely else None)
    return unknown_text_message(topic, context.voice, is_followed=topic is not None and context.follows(topic))


@button(FollowTopic)
def follow_topic(context: SubscriberContext, data: FollowTopic) -> Response:
    """Follow a topic."""
    topic = context.topic(data.topic_id)
    if topic is None:
        return expired_response(context)
    message, is_changed = _follow(context, topic)
    response = Response(message, followed_toast(topic, context.voice))
    return response_if_changed(context, response, is_changed=is_changed)


@button(UnfollowTopic)
def unfollow_topic(context: SubscriberContext, data: UnfollowTopic) -> Response:
    """Leave a topic."""
    topic = context.topic(data.topic_id)
    if topic is None:
        return expired_response(context)
    message, is_changed = _leave(context, topic)
    toast = unfollowed_toast(topic, context.voice)
    return response_if_changed(context, Response(message, toast), is_changed=is_changed)


@button(UndoFollow)
def undo_follow(context: SubscriberContext, data: UndoFollow) -> Response:
    """Take back what a link did."""
    topic = context.topic(data.topic_id)
    if topic is None:
        return expired_response(context)
    is_changed = context.drop(topic)
    response = Response(follow_undone_message(topic, context.voice), unfollowed_toast(topic, context.voice))
    return response_if_changed(context, response, is_changed=is_changed)


def _follow(context: SubscriberContext, topic: Topic) -> tuple[Message, bool]:
    is_changed = context.choose(topic, Volume.STORIES)
    if is_changed:
        message = followed_message(topic, len(context.under(topic)), context.voice)
    else:
        message = already_followed_message(topic, context.voice)
    return (with_paused_note(message, context.voice) if context.is_paused else message), is_changed


def _leave(context: SubscriberContext, topic: Topic) -> tuple[Message, bool]:
    """Forget the choice; where a topic above would bring the news all the same, mute it."""
    others = {chosen: volume for chosen, volume in context.chosen.items() if chosen != topic.id}
    if matching_topics([topic], others, context.parents):
        is_changed = context.choose(topic, Volume.MUTED)
        return muted_message(topic, context.voice), is_changed
    is_changed = context.drop(topic)
    say = unfollowed_message if is_changed else not_followed_message
    return say(topic, context.voice), is_changed
