"""/why something was told, and /missed: what was not, and why."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from bot.handlers.context import SubscriberContext, expired_response
from bot.handlers.routes import button, command
from bot.news.filters import Expression, Matcher
from bot.transport.reply import Response
from bot.views.callback_data import OpenMissed, OpenWhy
from bot.views.help import HelpSection
from bot.views.message import Message, Page
from bot.views.why import (
    MISSED_PAGE_SIZE,
    Clock,
    MissedFacts,
    WrittenFilter,
    missed_message,
    not_told_message,
    nothing_told_message,
    unknown_message,
    why_message,
)
from storage import articles, decisions, word_filters
from storage.decisions import Fate, Missed
from storage.models import Article, Delivery, FilterMode, WordFilter
from storage.schedules import zone_of

MISSED_TIME = timedelta(hours=24)


@command("why", menu=6, section=HelpSection.ALERTS)
def explain(context: SubscriberContext, _: str) -> Message:
    """Say why the message that this replies to was sent; without one, why the last alert or digest was."""
    about = context.origin.about_message
    if about:
        found = decisions.of_message(context.session, context.subscriber_id, about)
        return _explained(context, found) if found else unknown_message(context.voice)
    last = decisions.last_told(context.session, context.subscriber_id)
    return _explained(context, last) if last else nothing_told_message(context.voice)


@button(OpenWhy)
def open_why(context: SubscriberContext, data: OpenWhy) -> Response:
    """Say why an alert was sent, below it."""
    article = articles.find(context.session, data.article_id)
    if article is None:
        return expired_response(context)
    found = decisions.of_story(context.session, context.subscriber_id, article)
    message = _explained(context, found) if found else not_told_message(article, context.voice)
    return Response(message, is_new=True)


@command("missed", menu=6, section=HelpSection.ALERTS)
def show_missed(context: SubscriberContext, _: str) -> Message:
    """Show what the person was not told in the last 24 hours, and why."""
    return _missed_page(context, 0)


@button(OpenMissed)
def open_missed(context: SubscriberContext, data: OpenMissed) -> Response:
    """Turn its pages; from an explanation it is a message of its own."""
    is_turning = any(isinstance(each, OpenMissed) and each.page for each in context.other_buttons)
    is_page = is_turning or len(context.other_buttons) > 1
    return Response(_missed_page(context, data.page), is_new=not is_page)


def _clock(context: SubscriberContext) -> Clock:
    return Clock(context.subscriber, zone_of(context.subscriber))


def _explained(context: SubscriberContext, delivery: Delivery) -> Message:
    told = decisions.explain(context.session, delivery)
    watched = Expression.parse(told.watch.expression).plain if told.watch else ""
    return why_message(told, _written(told.filters), watched, _clock(context), context.voice)


def _written(filters: Iterable[WordFilter]) -> list[WrittenFilter]:
    return [WrittenFilter(each.mode, Expression.parse(each.expression).plain) for each in filters]


def _missed_page(context: SubscriberContext, number: int) -> Message:
    since = context.now - MISSED_TIME
    found = decisions.missed(context.session, context.subscriber, since, context.now, _watched_articles(context, since))
    page = Page.of(found, number, MISSED_PAGE_SIZE)
    wanted = {each.article_id for each in page.items} | {each.told_id for each in page.items if each.told_id}
    known = {each: article for each in wanted if (article := articles.find(context.session, each))}
    facts = MissedFacts(
        known,
        {topic.id: topic for topic in context.topics},
        decisions.choices(context.session, context.subscriber_id),
        _hiding(context, page.items, known),
        _clock(context),
    )
    return missed_message(page, facts, context.voice)


def _watched_articles(context: SubscriberContext, since: datetime) -> set[int]:
    """The articles since a time that hold words which the person watches, and watched when they came."""
    watches = word_filters.watches_of(context.session, context.subscriber_id)
    if not watches:
        return set()
    begun = {each.expression: each.created_at for each in watches}
    matcher = Matcher(begun)
    return {
        row.id
        for row in decisions.texts_since(context.session, since)
        if any(begun[each] <= row.arrived_at for each in _matched(matcher, row))
    }


def _matched(matcher: Matcher, article: Any) -> set[str]:
    return matcher.matching(
        title=article.title,
        excerpt=article.excerpt,
        provider_name=article.provider_name,
        provider_domain=article.provider_domain,
    )


def _hiding(
    context: SubscriberContext, entries: Iterable[Missed], known: dict[int, Article]
) -> dict[int, list[WrittenFilter]]:
    """The filters that hide each article that was filtered, as they are now."""
    filters = decisions.filters(context.session, context.subscriber_id, context.now)
    matcher = Matcher(each.expression for each in filters)
    return {
        each.article_id: _written(_filters_against(known[each.article_id], filters, matcher))
        for each in entries
        if each.fate is Fate.FILTERED and each.article_id in known
    }


def _filters_against(article: Article, filters: Iterable[WordFilter], matcher: Matcher) -> list[WordFilter]:
    matched = _matched(matcher, article)
    return [each for each in filters if (each.expression in matched) == (each.mode is FilterMode.HIDE)]
