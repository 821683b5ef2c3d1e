"""Filters, watches and muted sources: tried on the last stories, saved, listed and removed.

A filter is tried first and saved by a button, whose data holds numbers alone: what was tried waits as a draft
(``storage/word_filters.py``), whatever else is asked in between.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from bot.handlers.context import Role, SubscriberContext, expired_response
from bot.handlers.routes import answer, button, command
from bot.news.filters import (
    LONGEST_EXPRESSION,
    MOST_TERMS,
    FilterError,
    FilterProblem,
    Matcher,
    lets_through,
    read_filter,
    read_watch,
    source_expression,
)
from bot.news.topics import topic_at_start
from bot.transport.reply import Response
from bot.views.callback_data import (
    AskFilter,
    AskWatch,
    CancelFilter,
    MuteSource,
    OpenFilter,
    OpenFilters,
    OpenMuteSource,
    OpenTopicFilters,
    OpenWatch,
    OpenWatches,
    RemoveFilter,
    RemoveWatch,
    SaveFilter,
    UndoWatch,
    UnmuteSource,
)
from bot.views.filters import (
    A_WEEK,
    FOR_GOOD,
    FilterTrial,
    filter_error_message,
    filter_message,
    filter_not_saved_message,
    filter_question,
    filter_removed_toast,
    filter_saved_message,
    filter_trial_message,
    filters_full_message,
    filters_full_toast,
    filters_message,
    mute_source_choices,
    mute_source_question,
    source_muted_toast,
    source_name,
    source_unmuted_toast,
    topic_filters_message,
    watch_message,
    watch_question,
    watch_removed_toast,
    watch_saved_message,
    watch_undone_message,
    watched_already_message,
    watches_full_message,
    watches_message,
)
from bot.views.help import HelpSection
from bot.views.message import Message
from storage import articles, cancellations, schedules, subscribers, word_filters
from storage.models import Article, Awaits, FilterMode, ReaderQuestion, Topic, Watch, WordFilter
from storage.word_filters import MOST_FILTERS, MOST_WATCHES

MOST: dict[str, int] = {FilterProblem.TOO_LONG: LONGEST_EXPRESSION, FilterProblem.TOO_MANY: MOST_TERMS}
STORIES_TRIED = 50
WEEK = timedelta(days=7)
ARTICLES_TRIED = 5_000
"""Of the last week, to say how much a watch would bring."""


# Filters.


@command("filter", menu=6, section=HelpSection.ALERTS)
def try_filter(context: SubscriberContext, text: str) -> Message:
    """Try a filter, of the topic with whose name the text begins or of the whole chat; without words, list them."""
    topic, words = topic_at_start(text, context.offered)
    if words:
        return _try_filter(context, topic, words)
    return _topic_page(context, topic) if topic else _filters_page(context, 0)


@command("filters", menu=6, section=HelpSection.ALERTS)
def show_filters(context: SubscriberContext, _: str) -> Message:
    """Show all filters."""
    return _filters_page(context, 0)


@answer(Awaits.READER_FILTER, role=Role.SUBSCRIBER)
def take_filter(context: SubscriberContext, question: ReaderQuestion, text: str) -> Message:
    """Try the filter that somebody sends who was asked for one; ask again if it is none."""
    topic = context.topic(question.topic_id) if question.topic_id else None
    words = text
    if topic is None:
        topic, words = topic_at_start(text, context.offered)
        topic, words = (topic, words) if words else (None, text)
    message = _try_filter(context, topic, words)
    if not message.keyboard:
        context.ask(Awaits.READER_FILTER, question.topic_id)
    return message


def _try_filter(context: SubscriberContext, topic: Topic | None, words: str) -> Message:
    try:
        found = {mode: str(expression) for mode, expression in read_filter(words).items()}
    except FilterError as error:
        return filter_error_message(error.problem, error.term, MOST, context.voice)
    if _has_no_room(context, len(found)):
        return filters_full_message(MOST_FILTERS, context.voice)
    topic_id = topic.id if topic else None
    drafts = word_filters.add_drafts(context.session, context.subscriber_id, topic_id, found, context.now)
    return filter_trial_message(_tried(context, topic, drafts), context.voice)


def _has_no_room(context: SubscriberContext, wanted: int = 1) -> bool:
    return word_filters.count_filters(context.session, context.subscriber_id, context.now) + wanted > MOST_FILTERS


def _tried(context: SubscriberContext, topic: Topic | None, drafts: Sequence[WordFilter]) -> FilterTrial:
    """What the drafts would have hidden: stories of which they let no article through."""
    scope = drafts[0].topic_id
    kept = word_filters.filters_of(context.session, context.subscriber_id, context.now)
    allowing = [each for each in kept if each.mode == FilterMode.ONLY and each.topic_id == scope]
    has_only = any(draft.mode == FilterMode.ONLY for draft in drafts)
    rules = [*drafts, *(allowing if has_only else ())]
    matcher = Matcher(rule.expression for rule in rules)
    stories = _last_stories(context, topic)
    hidden = [
        story for story in stories if not any(lets_through(rules, _matching(matcher, each), scope) for each in story)
    ]
    return FilterTrial(drafts, hidden, len(stories), topic, topic is None or context.hears(topic))


def _last_stories(context: SubscriberContext, topic: Topic | None) -> list[list[Article]]:
    """The newest stories of a topic, or of those that the person hears of; of all where there are none."""
    heard = [each.id for each in context.topics if context.hears(each)]
    wanted = [topic.id, *context.under(topic)] if topic else heard or None
    newest, _ = articles.latest_stories(context.session, wanted, 0, STORIES_TRIED)
    found = articles.by_story(context.session, newest)
    return [found[story_id] for story_id in newest if story_id in found]


def _matching(matcher: Matcher, article: Article) -> set[str]:
    return matcher.matching(
        title=article.title,
        excerpt=article.excerpt,
        provider_name=article.provider_name,
        provider_domain=article.provider_domain,
    )


@button(SaveFilter)
def save_filter(context: SubscriberContext, data: SaveFilter) -> Response:
    """Save what was tried; alerts that wait and that it hides are cancelled."""
    drafts = word_filters.find_drafts(context.session, context.subscriber_id, (data.draft_id, data.second_id))
    if not drafts:
        return expired_response(context)
    if _has_no_room(context, len(drafts)):
        return Response(filters_full_message(MOST_FILTERS, context.voice))
    topic_id = drafts[0].topic_id
    topic = next((each for each in context.topics if each.id == topic_id), None)
    if topic:
        subscribers.set_apart(context.session, context.subscriber_id, topic.id, context.now)
    saved = word_filters.save_drafts(context.session, drafts, context.now)
    trial = FilterTrial(saved, (), 0, topic, topic is None or context.hears(topic))
    return Response(filter_saved_message(trial, _cancel_hidden(context), context.voice))


def _cancel_hidden(context: SubscriberContext) -> int:
    """Cancel the alerts that wait and that the filters hide now; returns how many."""
    rules = word_filters.filters_of(context.session, context.subscriber_id, context.now)
    waiting = word_filters.waiting_alerts(context.session, context.subscriber_id)
    matcher = Matcher(rule.expression for rule in rules)
    hidden = [
        delivery.id
        for delivery, article in waiting
        if not lets_through(rules, _matching(matcher, article), delivery.topic_id)
    ]
    if not hidden:
        return 0
    return cancellations.cancel_filtered(context.session, context.subscriber_id, hidden, context.now)


@button(CancelFilter)
def cancel_filter(context: SubscriberContext, data: CancelFilter) -> Response:
    """Save nothing of what was tried."""
    drafts = word_filters.find_drafts(context.session, context.subscriber_id, (data.draft_id, data.second_id))
    for draft in drafts:
        word_filters.remove_filter(context.session, context.subscriber_id, draft.id)
    return Response(filter_not_saved_message(context.voice)) if drafts else expired_response(context)


@button(OpenFilters)
def open_filters(context: SubscriberContext, data: OpenFilters) -> Response:
    """Show a page of all filters."""
    return Response(_filters_page(context, data.page))


@button(OpenTopicFilters)
def open_topic_filters(context: SubscriberContext, data: OpenTopicFilters) -> Response:
    """Show the filters of a topic."""
    topic = context.topic(data.topic_id)
    return Response(_topic_page(context, topic)) if topic else expired_response(context)


def _filters_page(context: SubscriberContext, page: int) -> Message:
    found = word_filters.filters_of(context.session, context.subscriber_id, context.now)
    return filters_message(found, {topic.id: topic for topic in context.topics}, page, context.voice)


def _topic_page(context: SubscriberContext, topic: Topic) -> Message:
    found = word_filters.filters_of(context.session, context.subscriber_id, context.now)
    return topic_filters_message([each for each in found if each.topic_id == topic.id], topic, context.voice)


@button(OpenFilter)
def open_filter(context: SubscriberContext, data: OpenFilter) -> Response:
    """Show one filter."""
    found = word_filters.find_filter(context.session, context.subscriber_id, data.filter_id, context.now)
    if found is None:
        return expired_response(context, _filters_page(context, 0))
    topic = next((each for each in context.topics if each.id == found.topic_id), None)
    return Response(filter_message(found, topic, schedules.zone_of(context.subscriber), context.voice))


@button(RemoveFilter)
def remove_filter(context: SubscriberContext, data: RemoveFilter) -> Response:
    """Remove a filter."""
    found = word_filters.find_filter(context.session, context.subscriber_id, data.filter_id, context.now)
    if found is None:
        return expired_response(context, _filters_page(context, 0))
    word_filters.remove_filter(context.session, context.subscriber_id, found.id)
    return Response(_filters_page(context, 0), filter_removed_toast(context.voice))


@button(AskFilter)
def ask_filter(context: SubscriberContext, data: AskFilter) -> Response:
    """Ask which words to filter."""
    topic = context.topic(data.topic_id) if data.topic_id else None
    if data.topic_id and topic is None:
        return expired_response(context)
    if _has_no_room(context):
        return Response(filters_full_message(MOST_FILTERS, context.voice))
    context.ask(Awaits.READER_FILTER, topic.id if topic else None)
    return Response(filter_question(topic, context.voice), is_new=True)


# Watches.


@command("watch", menu=6, section=HelpSection.ALERTS)
def watch_words(context: SubscriberContext, text: str) -> Message:
    """Watch words; without any, list what is watched."""
    return _watch(context, text) if text else _watches_page(context, 0)


@command("watches", menu=6, section=HelpSection.ALERTS)
def show_watches(context: SubscriberContext, _: str) -> Message:
    """Show what is watched."""
    return _watches_page(context, 0)


@answer(Awaits.READER_WATCH, role=Role.SUBSCRIBER)
def take_watch(context: SubscriberContext, _: ReaderQuestion, text: str) -> Message:
    """Watch the words that somebody sends who was asked for some; ask again if they cannot be read."""
    message = _watch(context, text)
    if not message.keyboard:
        context.ask(Awaits.READER_WATCH)
    return message


def _watch(context: SubscriberContext, text: str) -> Message:
    try:
        expression = str(read_watch(text))
    except FilterError as error:
        return filter_error_message(error.problem, error.term, MOST, context.voice)
    known = word_filters.watches_of(context.session, context.subscriber_id)
    same = next((watch for watch in known if watch.expression == expression), None)
    if same:
        return watched_already_message(same, context.voice)
    if len(known) >= MOST_WATCHES:
        return watches_full_message(MOST_WATCHES, context.voice)
    watch, _ = word_filters.add_watch(context.session, context.subscriber_id, expression, context.now)
    return watch_saved_message(watch, _stories_of_week(context, watch), context.voice)


def _stories_of_week(context: SubscriberContext, watch: Watch) -> int:
    matcher = Matcher([watch.expression])
    texts = word_filters.texts_since(context.session, context.now - WEEK, ARTICLES_TRIED)
    return len({text.story_id for text in texts if _matching(matcher, text)})


@button(OpenWatches)
def open_watches(context: SubscriberContext, data: OpenWatches) -> Response:
    """Show a page of what is watched."""
    return Response(_watches_page(context, data.page))


def _watches_page(context: SubscriberContext, page: int) -> Message:
    return watches_message(word_filters.watches_of(context.session, context.subscriber_id), page, context.voice)


@button(OpenWatch)
def open_watch(context: SubscriberContext, data: OpenWatch) -> Response:
    """Show one watch."""
    known = word_filters.watches_of(context.session, context.subscriber_id)
    watch = next((each for each in known if each.id == data.watch_id), None)
    if watch is None:
        return expired_response(context, _watches_page(context, 0))
    return Response(watch_message(watch, context.voice))


@button(RemoveWatch, UndoWatch)
def remove_watch(context: SubscriberContext, data: RemoveWatch | UndoWatch) -> Response:
    """Stop watching; below the answer to /watch, that is worded anew."""
    watch = word_filters.remove_watch(context.session, context.subscriber_id, data.watch_id, context.now)
    if watch is None:
        return expired_response(context, _watches_page(context, 0))
    if isinstance(data, UndoWatch):
        return Response(watch_undone_message(watch, context.voice))
    return Response(_watches_page(context, 0), watch_removed_toast(context.voice))


@button(AskWatch)
def ask_watch(context: SubscriberContext, _: AskWatch) -> Response:
    """Ask which words to watch."""
    if len(word_filters.watches_of(context.session, context.subscriber_id)) >= MOST_WATCHES:
        return Response(watches_full_message(MOST_WATCHES, context.voice))
    context.ask(Awaits.READER_WATCH)
    return Response(watch_question(context.voice), is_new=True)


# The source of an alert.


@button(OpenMuteSource)
def ask_mute_source(context: SubscriberContext, data: OpenMuteSource) -> Response:
    """Have the buttons of the alert become for how long to mute its source."""
    article = articles.find(context.session, data.article_id)
    if article is None or _source_filter(article) is None:
        return expired_response(context)
    muted = _muted(context, article)
    if not context.origin.keyboard:
        return Response(mute_source_question(article, muted, context.voice), is_new=True)
    return Response(keyboard=mute_source_choices(article, muted, context.voice))


@button(MuteSource)
def mute_source(context: SubscriberContext, data: MuteSource) -> Response:
    """Hide what the source of an alert publishes; the buttons turn over."""
    article = articles.find(context.session, data.article_id)
    expression = _source_filter(article) if article else None
    if article is None or expression is None or data.days not in {A_WEEK, FOR_GOOD}:
        return expired_response(context)
    if _muted(context, article) is None and _has_no_room(context):
        return Response(toast=filters_full_toast(context.voice))
    ends = context.now + timedelta(days=data.days) if data.days else None
    muted = word_filters.add_filter(
        context.session, context.subscriber_id, None, FilterMode.HIDE, expression, ends, context.now
    )
    _cancel_hidden(context)
    toast = source_muted_toast(article, data.days, context.voice)
    return Response(toast=toast, keyboard=mute_source_choices(article, muted, context.voice))


@button(UnmuteSource)
def unmute_source(context: SubscriberContext, data: UnmuteSource) -> Response:
    """Take that back; the buttons turn over."""
    article = articles.find(context.session, data.article_id)
    muted = _muted(context, article) if article else None
    if article is None or (muted and muted.id != data.filter_id):
        return expired_response(context)
    if muted:
        word_filters.remove_filter(context.session, context.subscriber_id, muted.id)
    toast = source_unmuted_toast(article, context.voice)
    return Response(toast=toast, keyboard=mute_source_choices(article, None, context.voice))


def _source_filter(article: Article) -> str | None:
    """The filter that hides what the source of an article publishes; None where it has no name."""
    try:
        return str(source_expression(source_name(article)))
    except FilterError:
        return None


def _muted(context: SubscriberContext, article: Article) -> WordFilter | None:
    expression = _source_filter(article)
    mine: Iterable[WordFilter] = word_filters.filters_of(context.session, context.subscriber_id, context.now)
    wanted = (None, FilterMode.HIDE, expression)
    return next((each for each in mine if (each.topic_id, each.mode, each.expression) == wanted), None)
