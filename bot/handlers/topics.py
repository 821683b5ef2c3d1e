"""Following, muting and leaving topics: the catalogue, a subscriber's own topics, links and names."""

from collections.abc import Sequence

from bot.handlers.context import SubscriberContext, expired_response, response_if_changed
from bot.handlers.routes import button, command
from bot.news import topics
from bot.transport.reply import Response
from bot.views.account import topic_picked_message, with_paused_note
from bot.views.callback_data import (
    ChangeOnCard,
    DropTopic,
    FollowFromList,
    FollowHere,
    FollowTopic,
    LeaveFromList,
    MakeThreads,
    OpenCatalogue,
    OpenMyTopics,
    OpenTopicCard,
    OpenTopicCards,
    PickTopic,
    ToggleMute,
    ToggleTopic,
    UndoFollow,
    UnfollowTopic,
)
from bot.views.help import HelpSection, expired_toast, unknown_text_message
from bot.views.message import Keyboard, Message
from bot.views.texts import Voice
from bot.views.threads import threads_question, with_threads_row
from bot.views.topics import (
    LATEST_ON_CARD,
    ListAnswer,
    TopicAction,
    already_followed_message,
    catalogue_message,
    follow_from_list_button,
    follow_undone_message,
    followed_by_link_message,
    followed_message,
    followed_toast,
    found_topics_message,
    leave_from_list_button,
    muted_message,
    muted_toast,
    my_topics_message,
    not_followed_message,
    suggested_topics,
    topic_card,
    topic_list_message,
    topic_suggestions_message,
    unfollowed_message,
    unfollowed_toast,
    unknown_topic_link_message,
    unmuted_toast,
)
from bot.views.volume import topic_setting_rows, volume_of
from storage import articles, missed_searches, subscribers
from storage import topics as stored_topics
from storage.models import Topic, Volume
from storage.rhythm import RhythmKind


@command("topics", menu=2, section=HelpSection.TOPICS)
def show_catalogue(context: SubscriberContext, query: str) -> Message:
    """Show all topics; with a name, the card of that topic, and with a word, the topics that hold it."""
    found = find_in_catalogue(context, query) if query else None
    if query and found is None:
        missed_searches.note(context.session, query, context.now)
        near = topics.similar_topics(query, context.offered)
        return topic_suggestions_message(query, near, TopicAction.READ_ABOUT, context.voice)
    return found or _catalogue_page(context, 0)


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
    message = topic_picked_message(_welcome_topics(context), context.topics, context.chosen, context.voice)
    if context.origin.place.is_general and context.own:
        message = with_threads_row(message, context.voice)
    return Response(with_paused_note(message, context.voice) if context.is_paused else message, toast)


@button(OpenMyTopics)
def open_own_topics(context: SubscriberContext, data: OpenMyTopics) -> Response:
    """Show a page of the person's own topics."""
    return Response(_own_topics_page(context, data.page))


@button(ToggleMute)
def toggle_muted(context: SubscriberContext, data: ToggleMute) -> Response:
    """Mute or unmute one of the person's own topics, or one that comes with them."""
    topic = context.topic(data.topic_id)
    if topic is None or not (topic.id in context.chosen or context.hears(topic)):
        return expired_response(context, _own_topics_page(context, data.page))
    if context.hears(topic):
        context.choose(topic, Volume.MUTED)
        toast = muted_toast(topic, context.voice)
    else:
        context.unmute(topic)
        toast = unmuted_toast(topic, context.voice)
    return Response(_own_topics_page(context, data.page), toast)


@button(DropTopic)
def drop_own_topic(context: SubscriberContext, data: DropTopic) -> Response:
    """Leave one of the person's own topics."""
    topic = context.topic(data.topic_id)
    if topic is None:
        return expired_response(context, _own_topics_page(context, data.page))
    is_changed = context.leave(topic)
    response = Response(_own_topics_page(context, data.page), _left_toast(context, topic))
    return response_if_changed(context, response, is_changed=is_changed)


@button(OpenTopicCards)
def open_topic_cards(context: SubscriberContext, data: OpenTopicCards) -> Response:
    """Show a page of all topics, on which a press opens a topic's card."""
    return Response(catalogue_message(context.topics, context.chosen, data.page, context.voice, opens_cards=True))


@button(OpenTopicCard)
def open_topic_card(context: SubscriberContext, data: OpenTopicCard) -> Response:
    """Show all about a topic."""
    topic = context.topic(data.topic_id)
    return Response(_card(context, topic, data.page)) if topic else expired_response(context)


@button(ChangeOnCard)
def change_on_card(context: SubscriberContext, data: ChangeOnCard) -> Response:
    """Follow, mute or leave a topic on its card."""
    topic = context.topic(data.topic_id)
    change = _CARD_CHANGES.get(data.change)
    if topic is None or change is None:
        return expired_response(context)
    is_changed, toast = change(context, topic)
    response = Response(_card(context, topic, data.page), toast)
    return response_if_changed(context, response, is_changed=is_changed)


def _leave_on_card(context: SubscriberContext, topic: Topic) -> tuple[bool, str]:
    is_changed = context.leave(topic)
    return is_changed, _left_toast(context, topic)


def _follow_on_card(context: SubscriberContext, topic: Topic) -> tuple[bool, str]:
    if context.hears(topic):
        return False, ""
    if context.chosen.get(topic.id) is Volume.MUTED:
        return context.unmute(topic), unmuted_toast(topic, context.voice)
    return context.choose(topic, Volume.STORIES), followed_toast(topic, context.voice)


def _mute_on_card(context: SubscriberContext, topic: Topic) -> tuple[bool, str]:
    is_changed = context.hears(topic) and context.choose(topic, Volume.MUTED)
    return is_changed, muted_toast(topic, context.voice)


_CARD_CHANGES = {0: _leave_on_card, 1: _follow_on_card, 2: _mute_on_card}


def _card(context: SubscriberContext, topic: Topic, page: int) -> Message:
    newest, _ = articles.latest_stories(context.session, [topic.id, *context.under(topic)], 0, LATEST_ON_CARD)
    found = articles.by_story(context.session, newest)
    stories = [found.get(story_id, []) for story_id in newest]
    settings, is_plain = _settings(context, topic)
    message = topic_card(
        topic, context.topics, context.chosen, stories, context.voice, page=page, settings=settings, is_plain=is_plain
    )
    return with_paused_note(message, context.voice) if context.is_paused else message


def _settings(context: SubscriberContext, topic: Topic) -> tuple[Keyboard, bool]:
    """Volume, rhythm and filters of a topic that somebody hears of, and whether each story comes at once.

    They are those of the nearest choice.
    """
    decides = context.decides(topic)
    if decides is None or decides.volume is Volume.MUTED:
        return (), True
    found = subscribers.subscriptions(context.session, context.subscriber_id)[decides.topic_id]
    filters = subscribers.count_topic_filters(context.session, context.subscriber_id, decides.topic_id, context.now)
    volume, rhythm = volume_of(found), found.rhythm or context.subscriber.rhythm
    is_plain = volume.volume is Volume.STORIES and rhythm == RhythmKind.AT_ONCE
    return topic_setting_rows(topic, volume, rhythm, filters, context.voice), is_plain


def find_in_catalogue(context: SubscriberContext, query: str) -> Message | None:
    """Return the card of the topic that somebody named, or the topics that hold the word; None where there are none."""
    topic = topics.find_topic(query, context.offered)
    if topic is not None:
        return _card(context, topic, 0)
    found = topics.topics_with(query, context.offered)
    return found_topics_message(query, found, context.topics, context.chosen, context.voice) if found else None


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
    """Leave or mute what is heard, unmute what is muted, follow what is neither."""
    if context.hears(topic):
        context.leave(topic)
        return _left_toast(context, topic)
    if context.chosen.get(topic.id) is Volume.MUTED and context.source(topic):
        context.unmute(topic)
        return unmuted_toast(topic, context.voice)
    context.choose(topic, Volume.STORIES)
    return followed_toast(topic, context.voice)


def _left_toast(context: SubscriberContext, topic: Topic) -> str:
    is_muted = context.chosen.get(topic.id) is Volume.MUTED
    return muted_toast(topic, context.voice) if is_muted else unfollowed_toast(topic, context.voice)


@command("subscribe", menu=3, section=HelpSection.TOPICS)
def subscribe(context: SubscriberContext, query: str) -> Message:
    """Follow the topics that somebody named; without a name, show all."""
    is_asked = context.origin.place.is_general and context.asker_id == context.subscriber_id
    if not query:
        return threads_question((), (), context.voice) if is_asked else show_catalogue(context, query)
    named = topics.find_topics(query, context.offered)
    if is_asked and any(topic for _, topic in named):
        found = {topic.id: topic for _, topic in named if topic}
        return threads_question([*found.values()], [part for part, topic in named if topic is None], context.voice)
    if len(named) > 1:
        return _answer_list(context, named, TopicAction.FOLLOW)
    topic = named[0][1] if named else None
    if topic is None:
        missed_searches.note(context.session, query, context.now)
        near = topics.similar_topics(query, context.offered)
        return topic_suggestions_message(query, near, TopicAction.FOLLOW, context.voice)
    return _follow(context, topic)[0]


@button(FollowHere)
def follow_here(context: SubscriberContext, data: FollowHere) -> Response:
    """Follow the topics of a question in the chat itself; where it named none, show all."""
    below = [each.topic_id for each in context.other_buttons if isinstance(each, MakeThreads) and each.topic_id]
    wanted = [topic for each in ([data.topic_id] if data.topic_id else below) if (topic := context.topic(each))]
    if len(wanted) == 1:
        return Response(_follow(context, wanted[0])[0])
    if wanted:
        return Response(_answer_list(context, [(topic.name, topic) for topic in wanted], TopicAction.FOLLOW))
    return expired_response(context) if data.topic_id else Response(_catalogue_page(context, 0))


@command("unsubscribe", menu=4, section=HelpSection.TOPICS)
def unsubscribe(context: SubscriberContext, query: str) -> Message:
    """Leave the topics that somebody named; without a name, show their own."""
    if not query:
        return show_own_topics(context, query)
    heard = context.heard
    named = topics.find_topics(query, context.offered)
    meant = [(part, topics.find_topic(part, heard) or topic) for part, topic in named]
    if len(meant) > 1:
        return _answer_list(context, meant, TopicAction.UNFOLLOW)
    topic = meant[0][1] if meant else None
    if topic is None:
        near = topics.similar_topics(query, heard)
        return topic_suggestions_message(query, near, TopicAction.UNFOLLOW, context.voice)
    return _leave(context, topic)[0]


MOST_SUGGESTIONS = 6


def _answer_list(context: SubscriberContext, named: Sequence[tuple[str, Topic | None]], action: TopicAction) -> Message:
    """Do what is wanted with each topic of a list that there is, and say in one answer what became of all."""
    act = _leave_of_list if action is TopicAction.UNFOLLOW else _follow_of_list
    done: dict[ListAnswer, list[Topic]] = {answer: [] for answer in ListAnswer}
    for topic in {topic.id: topic for _, topic in named if topic}.values():
        done[act(context, topic)].append(topic)
    unknown = list(dict.fromkeys(part for part, topic in named if topic is None))
    if action is TopicAction.FOLLOW:
        for part in unknown:
            missed_searches.note(context.session, part, context.now)
    pool = context.heard if action is TopicAction.UNFOLLOW else context.offered
    asked = unknown if len(unknown) < len(named) else [" ".join(unknown), *unknown]
    near = {topic.id: topic for part in asked for topic in topics.similar_topics(part, pool, limit=3)}
    told = {topic.id for found in done.values() for topic in found}
    candidates = [topic for topic in near.values() if topic.id not in told][:MOST_SUGGESTIONS]
    message = topic_list_message(done, unknown, candidates, action, context.voice)
    return with_paused_note(message, context.voice) if context.is_paused else message


def _follow_of_list(context: SubscriberContext, topic: Topic) -> ListAnswer:
    is_changed = context.choose(topic, Volume.STORIES)
    return ListAnswer.FOLLOWED if is_changed else ListAnswer.FOLLOWED_ALREADY


def _leave_of_list(context: SubscriberContext, topic: Topic) -> ListAnswer:
    if not context.hears(topic) and topic.id not in context.chosen:
        return ListAnswer.NOT_FOLLOWED
    context.leave(topic)
    return ListAnswer.MUTED if topic.id in context.chosen else ListAnswer.UNFOLLOWED


@button(FollowFromList, LeaveFromList)
def turn_over_below_list(context: SubscriberContext, data: FollowFromList | LeaveFromList) -> Response:
    """Follow or leave a topic that somebody may have meant in a list; the button turns over."""
    topic = context.topic(data.topic_id)
    if topic is None:
        return expired_response(context)
    if isinstance(data, FollowFromList):
        is_changed, toast = context.choose(topic, Volume.STORIES), followed_toast(topic, context.voice)
        turned = leave_from_list_button(topic, context.voice)
    else:
        is_changed = (context.hears(topic) or topic.id in context.chosen) and context.leave(topic)
        toast, turned = _left_toast(context, topic), follow_from_list_button(topic, context.voice)
    response = Response(toast=toast, keyboard=context.turned_over(data, turned))
    return response_if_changed(context, response, is_changed=is_changed)


def follow_from_link(context: SubscriberContext, slug: str) -> Message:
    """Follow the topic of a link at once. Whoever made the link may have named anything."""
    topic = topics.find_topic(slug, context.offered)
    if topic is None:
        return unknown_topic_link_message(context.voice)
    if not context.choose(topic, Volume.STORIES):
        return already_followed_message(topic, context.voice)
    return followed_by_link_message(topic, len(context.under(topic)), context.voice)


def answer_text(context: SubscriberContext, text: str) -> Message:
    """Answer what is no command: perhaps it names a topic, or holds a word of one."""
    found = find_in_catalogue(context, text)
    if found is not None:
        return found
    likely = topics.similar_topics(text, context.offered, at_least=topics.MIN_LIKENESS_UNREQUESTED, limit=1)
    topic = likely[0] if likely else None
    return unknown_text_message(topic, context.voice, is_followed=topic is not None and context.hears(topic))


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
    response = Response(message, _left_toast(context, topic))
    return response_if_changed(context, response, is_changed=is_changed)


@button(UndoFollow)
def undo_follow(context: SubscriberContext, data: UndoFollow) -> Response:
    """Take back what a link did."""
    topic = context.topic(data.topic_id)
    if topic is None:
        return expired_response(context)
    is_changed = context.drop(topic)
    message = follow_undone_message(topic, context.source(topic), context.voice)
    response = Response(message, unfollowed_toast(topic, context.voice))
    return response_if_changed(context, response, is_changed=is_changed)


def _follow(context: SubscriberContext, topic: Topic) -> tuple[Message, bool]:
    is_changed = context.choose(topic, Volume.STORIES)
    if is_changed:
        message = followed_message(topic, len(context.under(topic)), voice_on(context, topic))
    else:
        message = already_followed_message(topic, context.voice)
    return (with_paused_note(message, context.voice) if context.is_paused else message), is_changed


def voice_on(context: SubscriberContext, topic: Topic) -> Voice:
    """The texts about a topic that is followed: its stories come in its own rhythm, or that of the one above it."""
    decides = context.decides(topic)
    chosen = (
        subscribers.subscriptions(context.session, context.subscriber_id).get(decides.topic_id) if decides else None
    )
    return context.voice.paced(chosen.rhythm) if chosen else context.voice


def _leave(context: SubscriberContext, topic: Topic) -> tuple[Message, bool]:
    """Forget the choice; where a topic above would bring the news all the same, mute it."""
    is_changed = context.leave(topic)
    if topic.id in context.chosen:
        return muted_message(topic, context.source(topic), context.voice), is_changed
    say = unfollowed_message if is_changed else not_followed_message
    return say(topic, context.voice), is_changed
