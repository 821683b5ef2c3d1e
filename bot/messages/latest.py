"""The newest stories."""

from collections.abc import Callable, Sequence
from functools import partial

from markupsafe import Markup

from bot.messages.keyboard import pages_for, rows, turning
from bot.messages.markup import MomentFormat, bold, lines, link, paragraphs
from bot.messages.message import Message
from bot.messages.naming import article_link, title_of, topic_id, topic_name
from bot.messages.press import OpenLatest, OpenLatestOf, Press
from bot.messages.shortcuts import to_catalogue
from bot.messages.source import other_providers, source_line
from bot.messages.texts import Voice
from storage.models import Article, Topic

PAGE_SIZE = 5
_LONGEST_TITLE = 160


def latest(stories: Sequence[Sequence[Article]], total: int, topic: Topic | None, page: int, voice: Voice) -> Message:
    """Return a page of the newest stories.

    Args:
        stories: The stories of this page (``PAGE_SIZE`` of them), newest first, each with its articles.
        total: How many stories there are in all.
        topic: The topic that they are of; None for all topics.
        page: From 0.
        voice: Texts and language.
    """
    if not any(stories):
        return Message(_empty(topic, voice), rows((to_catalogue(voice),)))
    heading = voice.say("latest-of", topic=topic_name(topic)) if topic else voice.say("latest")
    told = [_story(articles, voice) for articles in stories if articles]
    turn = turning(page, pages_for(total, PAGE_SIZE), _press_for(topic))
    return Message(paragraphs(heading, *told), rows(turn))


def _empty(topic: Topic | None, voice: Voice) -> Markup:
    return voice.say("latest-of-none", topic=bold(topic_name(topic))) if topic else voice.say("latest-none")


def _press_for(topic: Topic | None) -> Callable[[int], Press]:
    if topic is None:
        return OpenLatest
    return partial(OpenLatestOf, topic_id(topic))


def _story(articles: Sequence[Article], voice: Voice) -> Markup:
    """One story by its best article, the earliest of those."""
    lead = max(articles, key=lambda article: article.quality)
    title = bold(link(article_link(lead), title_of(lead, _LONGEST_TITLE)))
    more = len(other_providers(lead, articles))
    sources = voice.say("latest-sources", count=more) if more else ""
    return lines(title, source_line(lead, voice, MomentFormat.RELATIVE, sources))
