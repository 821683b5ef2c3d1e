"""/search: stories by their words, in pages; and watching these words."""

from collections.abc import Sequence
from dataclasses import replace

from bot.handlers import filters
from bot.handlers.context import Role, SubscriberContext, expired_response
from bot.handlers.routes import answer, button, command
from bot.transport.reply import Response
from bot.views.callback_data import OpenSearch, WatchSearch
from bot.views.message import Message, page_count
from bot.views.search import (
    SEARCH_PAGE_SIZE,
    FoundBy,
    no_words_message,
    search_explanation,
    search_message,
    search_question,
)
from storage import articles, search
from storage.models import Article, Awaits, ChatKind, ReaderQuestion


@command("search", menu=6)
def search_stories(context: SubscriberContext, words: str) -> Message:
    """Show what has these words; without any, ask for them, where an answer can be read."""
    if words:
        return _begin(context, words)
    if context.origin.place.kind is not ChatKind.PRIVATE:
        return search_explanation(context.voice)
    context.ask(Awaits.READER_SEARCH)
    return search_question(context.voice)


@answer(Awaits.READER_SEARCH, role=Role.SUBSCRIBER)
def take_words(context: SubscriberContext, _: ReaderQuestion, text: str) -> Message:
    """Look for what somebody sends who was asked for words; ask again if there are none in it."""
    message = _begin(context, text)
    if not message.keyboard:
        context.ask(Awaits.READER_SEARCH)
    return message


@button(OpenSearch)
def open_page(context: SubscriberContext, data: OpenSearch) -> Response:
    """Turn the pages of what was found."""
    words = search.kept_query(context.session, context.subscriber_id, data.query_id)
    return Response(_page(context, words, data.query_id, data.page)) if words else expired_response(context)


@button(WatchSearch)
def watch_search(context: SubscriberContext, data: WatchSearch) -> Response:
    """Watch the words that were looked for: those of them that count."""
    words = search.kept_query(context.session, context.subscriber_id, data.query_id)
    if not words:
        return expired_response(context)
    watched = search.watchable(context.session, search.read_query(words), context.now)
    return Response(filters.watch_words(context, watched), is_new=True)


def _begin(context: SubscriberContext, words: str) -> Message:
    if not search.read_query(words).wanted:
        return no_words_message(words, context.voice)
    query_id = search.keep_query(context.session, context.subscriber_id, words, context.now)
    return _page(context, words, query_id, 0)


def _page(context: SubscriberContext, words: str, query_id: int, page: int) -> Message:
    """A page of what has the words, or where nothing has, words that begin so or hold them; one beyond is the last."""
    found_by, found = _find(context, search.read_query(words))
    number = min(page, page_count(found.total, SEARCH_PAGE_SIZE) - 1)
    shown = found.articles[number * SEARCH_PAGE_SIZE : (number + 1) * SEARCH_PAGE_SIZE]
    stories = [_story(context, article_id) for article_id in shown]
    return search_message(words, stories, found.total, number, query_id, context.voice, found_by=found_by)


def _find(context: SubscriberContext, query: search.SearchQuery) -> tuple[FoundBy, search.Found]:
    """What has the words; else what has words that begin so; else what has words that hold them."""
    found = _search(context, query)
    if found.total:
        return FoundBy.WORDS, found
    found = _search(context, replace(query, is_open=True))
    if found.total:
        return FoundBy.BEGINNINGS, found
    return FoundBy.PARTS, _search(context, search.widened(context.session, query))


def _search(context: SubscriberContext, query: search.SearchQuery) -> search.Found:
    return search.search(context.session, query, context.now, 0, search.MOST_RANKED)


def _story(context: SubscriberContext, article_id: int) -> Sequence[Article]:
    """The article that matches best, and the others of its story behind it."""
    lead = context.session.get_one(Article, article_id)
    told = articles.by_story(context.session, [lead.story_id]).get(lead.story_id, [])
    return [lead, *(each for each in told if each is not lead)]
