"""The modules with handlers, and which handler is for what (``routes``)."""

from bot.handlers import (
    account,
    approvals,
    channels,
    groups,
    language,
    preferences,
    responses,
    rhythm,
    saved,
    search,
    share,
    stories,
    time_zone,
    topics,
    volume,
    why,
)
from bot.handlers import filters as word_filters
from bot.handlers import places as place_pages
from bot.handlers import threads as forum_threads
from bot.handlers.admin import admins as admin_list
from bot.handlers.admin import (
    article_stories,
    articles,
    audience,
    broadcast_drafts,
    broadcasts,
    digests,
    people,
    plans,
    reports,
    topic_edits,
)
from bot.handlers.admin import responses as admin_responses
from bot.handlers.routes import collect_routes

FEATURES = (
    account,
    groups,
    topics,
    stories,
    search,
    word_filters,
    saved,
    responses,
    why,
    preferences,
    channels,
    approvals,
    volume,
    rhythm,
    time_zone,
    language,
    place_pages,
    share,
    forum_threads,
    broadcasts,
    broadcast_drafts,
    audience,
    digests,
    plans,
    reports,
    admin_responses,
    topic_edits,
    articles,
    article_stories,
    admin_list,
    people,
)
"""The modules with handlers."""

ROUTES = collect_routes(FEATURES)
"""Every handler by the command, the button or the question that it is for."""
