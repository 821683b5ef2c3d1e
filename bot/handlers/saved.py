"""What a subscriber keeps: *Save* below an alert, /saved; and what is stored about them: /export."""

import re
from dataclasses import replace
from datetime import timedelta

from bot.handlers import stories
from bot.handlers.context import SubscriberContext, expired_response, response_if_changed
from bot.handlers.routes import button, command
from bot.news.filters import Expression
from bot.transport.reply import Response
from bot.views.alert import save_button, saved_button
from bot.views.callback_data import OpenSaved, RemoveSaved, SaveArticle, UnsaveArticle
from bot.views.format import paragraphs
from bot.views.help import HelpSection
from bot.views.message import Message, page_count
from bot.views.saved import (
    SAVED_PAGE_SIZE,
    export_message,
    saved_already_toast,
    saved_message,
    saved_toast,
    unsaved_toast,
)
from bot.views.stories import story_withdrawn_toast
from storage import articles, saved
from storage.schedules import zone_of
from storage.subscriber_export import own_data

_SAVING = re.compile("save-([0-9]{1,18})")
EXPORTED_TIME = timedelta(days=30)
"""Older deliveries are left out."""


@command("saved", menu=6, is_personal=True)
def show_saved(context: SubscriberContext, _: str) -> Message:
    """Show what the person keeps, last saved first."""
    return _saved_page(context, 0)


@button(OpenSaved, is_personal=True)
def open_saved(context: SubscriberContext, data: OpenSaved) -> Response:
    """Turn its pages."""
    return Response(_saved_page(context, data.page))


@button(RemoveSaved, is_personal=True)
def remove_saved(context: SubscriberContext, data: RemoveSaved) -> Response:
    """Keep an article no longer, on a page of those that are kept."""
    was_kept = saved.remove(context.session, context.subscriber_id, data.article_id)
    response = Response(_saved_page(context, data.page), unsaved_toast(context.voice))
    return response_if_changed(context, response, is_changed=was_kept)


@button(SaveArticle, is_personal=True)
def save_article(context: SubscriberContext, data: SaveArticle) -> Response:
    """Keep the article of an alert; the button turns over."""
    article = articles.find(context.session, data.article_id)
    if article is None:
        return expired_response(context)
    if not article.is_shown:
        return Response(toast=story_withdrawn_toast(context.voice))
    is_new = saved.save(context.session, context.subscriber_id, article.id, context.now)
    toast = saved_toast(context.voice) if is_new else saved_already_toast(context.voice)
    return Response(toast=toast, keyboard=context.turned_over(data, saved_button(article.id, context.voice)))


@button(UnsaveArticle, is_personal=True)
def unsave_article(context: SubscriberContext, data: UnsaveArticle) -> Response:
    """Keep it no longer; the button turns over."""
    was_kept = saved.remove(context.session, context.subscriber_id, data.article_id)
    turned = context.turned_over(data, save_button(data.article_id, context.voice))
    response = Response(toast=unsaved_toast(context.voice), keyboard=turned)
    return response_if_changed(context, response, is_changed=was_kept)


def save_from_link(context: SubscriberContext, payload: str) -> Message | None:
    """Keep the article that *Save* in a group names in its link, and show it; None for any other link."""
    named = _SAVING.fullmatch(payload)
    if named is None or not context.is_private:
        return None
    message = stories.alert_of(context.session, context.subscriber, int(named[1]), context.voice)
    if message is None:
        return Message(context.voice.say("save-withdrawn"))
    saved.save(context.session, context.subscriber_id, int(named[1]), context.now)
    shown = stories.alert_of(context.session, context.subscriber, int(named[1]), context.voice) or message
    return replace(shown, html=paragraphs(context.voice.say("saved-by-link"), shown.html))


@command("export", menu=10, is_personal=True, section=HelpSection.DATA)
def export(context: SubscriberContext, _: str) -> Message:
    """Send all that is stored about the person as a file, with what they were owed in the last 30 days."""
    own = own_data(context.session, context.subscriber_id, context.now - EXPORTED_TIME, context.now)
    return export_message(own, _plain, context.now, context.voice)


def _plain(expression: str) -> str:
    return Expression.parse(expression).plain


def _saved_page(context: SubscriberContext, page: int) -> Message:
    """A page of what is kept; a page beyond the end is the last one."""
    total = saved.count(context.session, context.subscriber_id)
    number = min(page, page_count(total, SAVED_PAGE_SIZE) - 1)
    kept = saved.newest(context.session, context.subscriber_id, number * SAVED_PAGE_SIZE, SAVED_PAGE_SIZE)
    return saved_message(kept, total, number, zone_of(context.subscriber), context.voice)
