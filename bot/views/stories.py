"""Stories in lists: where and when an article appeared, who else tells its story, and the newest stories."""

from collections.abc import Callable, Sequence
from datetime import UTC
from functools import partial

from markupsafe import Markup

from bot.views.callback_data import CallbackData, OpenLatest, OpenTopicLatest
from bot.views.format import (
    TimeFormat,
    article_full_url,
    article_title,
    article_url,
    bold,
    lines,
    link,
    paragraphs,
    provider_name,
    time_tag,
    topic_name,
    written_moment,
)
from bot.views.message import Message, build_keyboard, catalogue_button, page_buttons, page_count
from bot.views.texts import Voice, set_apart
from storage.models import Article, ArticleKind, Topic

_MOST_NAMED = 3
"""So many other providers are all named; of more, the best two."""


def source_line(article: Article, voice: Voice, form: TimeFormat, *more: str) -> Markup:
    """Return provider, kind and time on one line, ``Example Post · 2 Feb 2020, 11:06 UTC``."""
    kind = voice.say("alert-video") if article.kind is ArticleKind.VIDEO else ""
    return Markup(" · ").join(
        part for part in (set_apart(provider_name(article)), kind, _time(article, voice, form), *more) if part
    )


def _time(article: Article, voice: Voice, form: TimeFormat) -> Markup:
    """When an article appeared; a day without a time is not told in the reader's zone, where it may be another."""
    at = article.published_at.astimezone(UTC)
    if article.is_day_only:
        return voice.say("day-alone", at=at)
    return time_tag(at, written_moment(at, voice), form)


def also_at_line(article: Article, others: Sequence[Article], voice: Voice) -> Markup:
    """Return "Also at …": other providers of the story, best quality first; empty if there is none."""
    found = other_providers(article, others)
    if not found:
        return Markup()
    named = found if len(found) <= _MOST_NAMED else found[: _MOST_NAMED - 1]
    names = [link(article_url(other), provider_name(other)) for other in named] + [Markup()] * _MOST_NAMED
    return voice.say(
        "alert-also-at",
        count=len(found),
        more=len(found) - len(named),
        first=names[0],
        second=names[1],
        third=names[2],
    )


def other_providers(article: Article, others: Sequence[Article]) -> list[Article]:
    """Return the best article of each provider that is not the article's own."""
    seen = {provider_name(article).casefold(), ""}
    found = []
    for other in sorted(others, key=lambda other: -other.quality):
        name = provider_name(other).casefold()
        if name not in seen:
            seen.add(name)
            found.append(other)
    return found


def hidden_outlets(article: Article, others: Sequence[Article]) -> int:
    """Return how many providers "Also at …" counts without naming them."""
    found = len(other_providers(article, others))
    return found - _MOST_NAMED + 1 if found > _MOST_NAMED else 0


LATEST_PAGE_SIZE = 5
_LONGEST_TITLE = 160


def latest_message(
    stories: Sequence[Sequence[Article]], total: int, topic: Topic | None, page: int, voice: Voice
) -> Message:
    """Return a page of the newest stories.

    Args:
        stories: The stories of this page (``LATEST_PAGE_SIZE`` of them), newest first, each with its articles.
        total: How many stories there are in all.
        topic: The topic that they are of; None for all topics.
        page: From 0.
        voice: Texts and language.
    """
    if not any(stories):
        return Message(_empty(topic, voice), build_keyboard((catalogue_button(voice),)))
    heading = voice.say("latest-of", topic=topic_name(topic)) if topic else voice.say("latest")
    told = [story_lines(articles, voice) for articles in stories if articles]
    turn = page_buttons(page, page_count(total, LATEST_PAGE_SIZE), _open_page(topic))
    return Message(paragraphs(heading, *told), build_keyboard(turn))


def _empty(topic: Topic | None, voice: Voice) -> Markup:
    return voice.say("latest-of-none", topic=bold(topic_name(topic))) if topic else voice.say("latest-none")


def _open_page(topic: Topic | None) -> Callable[[int], CallbackData]:
    if topic is None:
        return OpenLatest
    return partial(OpenTopicLatest, topic.id)


def story_lines(articles: Sequence[Article], voice: Voice) -> Markup:
    """Return one story by its best article, the earliest of those."""
    lead = max(articles, key=lambda article: article.quality)
    title = bold(link(article_full_url(lead), article_title(lead, _LONGEST_TITLE)))
    more = len(other_providers(lead, articles))
    sources = voice.say("latest-sources", count=more) if more else ""
    return lines(title, source_line(lead, voice, TimeFormat.RELATIVE, sources))


def story_withdrawn_toast(voice: Voice) -> str:
    """Return that a story is not told any more: all its articles were withdrawn."""
    return voice.label("toast-story-withdrawn")
