"""The alert: one message for one story, with the articles that are related to it."""

from collections.abc import Iterable, Sequence
from functools import partial

from markupsafe import Markup, escape

from bot.views.callback_data import ChooseTopicToMute, OpenOutlets, OpenRelated
from bot.views.format import (
    TimeFormat,
    article_full_url,
    article_title,
    article_url,
    bold,
    clean_text,
    hashtag,
    lines,
    link,
    normalize_ellipsis,
    paragraphs,
    quote,
    shorten,
    valid_text_url,
    valid_url,
)
from bot.views.message import Keyboard, Message, Page, Row, build_keyboard, callback_button, page_buttons, url_buttons
from bot.views.stories import also_at_line, hidden_outlets, other_providers, source_line
from bot.views.texts import Voice
from bot.views.topics import mute_button, unmute_button
from storage.models import Article, ArticleKind, RelatedLink, Topic

RELATED_PAGE_SIZE = 5
_LONGEST_RELATED_TITLE = 110
_LONGEST_RELATED_PROVIDER = 40


def related_to_show(article: Article, others: Sequence[Article]) -> list[RelatedLink]:
    """Return an article's related ones, best quality first, no link twice.

    What the alert links already (the article and the others of its story) is not among them, nor what has no title.
    """
    seen = {known for shown in (article, *others) for known in _links_of(shown)}
    chosen = []
    for entry in sorted(article.related, key=lambda entry: -entry["quality"]):
        if seen.isdisjoint((entry["canonical"], entry["link"])) and clean_text(entry["title"]):
            seen |= {entry["canonical"], entry["link"]}
            chosen.append(entry)
    return chosen


def related_lines(entries: Iterable[RelatedLink]) -> Markup:
    """Return a list of related articles, each linked and with its provider."""
    return Markup("\n").join(_related_line(entry) for entry in entries)


def _links_of(article: Article) -> set[str | None]:
    return {article.link, article.amp_link, article.web_url, article.amp_url}


def _related_line(entry: RelatedLink) -> Markup:
    title = link(valid_text_url(entry["link"]), shorten(clean_text(entry["title"]), _LONGEST_RELATED_TITLE))
    provider = shorten(clean_text(entry["provider"]), _LONGEST_RELATED_PROVIDER)
    return Markup("• %s · %s") % (title, provider) if provider else Markup("• %s") % escape(title)


_LONGEST_TITLE = 300
_LONGEST_EXCERPT = 900
_FOLDED_EXCERPT = 280
"""Above this a quote folds: about seven lines on a phone."""
_MOST_HASHTAGS = 8


def alert_message(
    article: Article,
    *,
    others: Sequence[Article],
    topics: Sequence[Topic],
    mutable: Sequence[Topic],
    voice: Voice,
    muted: Sequence[Topic] = (),
    page: int = 0,
) -> Message:
    """Return the alert of a story, or with ``page`` from 1 on a page of what is related to it.

    Its buttons name article and topic, never the delivery, so that all who are shown the same can be sent the same.

    Args:
        article: The one that the subscriber is told.
        others: The other articles of its story.
        topics: The article's topics, in the order of its record.
        mutable: The subscriber's topics that brought the alert: what the button mutes.
        voice: Texts and language.
        muted: Of an alert that is out, the subscriber's topics that they have muted since: what the button unmutes.
        page: Page 0 is the alert itself, with the first five related articles.
    """
    related = Page.of(related_to_show(article, others), page, RELATED_PAGE_SIZE)
    source = source_line(article, voice, TimeFormat.DATE_AND_TIME)
    head = lines(_title(article), source, also_at_line(article, others, voice))
    preview = valid_url(article.image_url)
    if related.number > 0:
        return Message(
            paragraphs(head, _related_section(related, voice)), _related_keyboard(article, related, voice), preview
        )
    body = paragraphs(lines(head, _excerpt(article)), _related_section(related, voice), _hashtags(topics))
    keyboard = build_keyboard(
        _read_buttons(article, voice),
        _mute_buttons(article, mutable, muted, voice),
        _outlets_button(article, others, voice),
        _more_related_button(article, related, voice),
    )
    return Message(body, keyboard, preview)


def _title(article: Article) -> Markup:
    return bold(link(article_full_url(article), article_title(article, _LONGEST_TITLE)))


def _excerpt(article: Article) -> Markup:
    text = shorten(normalize_ellipsis(clean_text(article.excerpt)), _LONGEST_EXCERPT)
    return quote(text, is_expandable=len(text) > _FOLDED_EXCERPT) if text.strip("…") else Markup()


def _related_section(page: Page[RelatedLink], voice: Voice) -> Markup:
    if not page.items:
        return Markup()
    return lines(voice.say("alert-related"), related_lines(page.items))


def _hashtags(topics: Sequence[Topic]) -> Markup:
    tags = dict.fromkeys(hashtag(topic.hashtag) for topic in topics)
    return Markup(" ").join([tag for tag in tags if tag][:_MOST_HASHTAGS])


def _read_buttons(article: Article, voice: Voice) -> Row:
    read = voice.label("button-watch") if article.kind is ArticleKind.VIDEO else voice.label("button-read")
    amp_url = article.amp_url if article.amp_url != article.web_url else None
    return url_buttons(read, article_full_url(article)) + url_buttons(voice.label("button-amp"), amp_url)


def _mute_buttons(article: Article, mutable: Sequence[Topic], muted: Sequence[Topic], voice: Voice) -> Row:
    """One button: what it is about stands on it where it is one topic."""
    concerned = mutable or muted
    if not concerned:
        return ()
    if len(concerned) > 1:
        label = voice.label("button-mute-one-of") if mutable else voice.label("button-unmute-one-of")
        return (callback_button(label, ChooseTopicToMute(article.id)),)
    turn = mute_button if mutable else unmute_button
    return (turn(concerned[0], voice),)


def _more_related_button(article: Article, related: Page[RelatedLink], voice: Voice) -> Row:
    more = related.total - len(related.items)
    if not more:
        return ()
    return (callback_button(voice.label("button-more-related", count=more), OpenRelated(article.id, 1)),)


def _outlets_button(article: Article, others: Sequence[Article], voice: Voice) -> Row:
    more = hidden_outlets(article, others)
    return (callback_button(voice.label("button-outlets", count=more), OpenOutlets(article.id, 0)),) if more else ()


OUTLETS_PAGE_SIZE = 8


def outlets_message(article: Article, others: Sequence[Article], page: int, voice: Voice) -> Message:
    """Return a page of who else reports the story of an alert: the best article of each provider, linked."""
    shown = Page.of(other_providers(article, others), page, OUTLETS_PAGE_SIZE)
    told = [
        lines(
            link(article_url(each), article_title(each, _LONGEST_RELATED_TITLE)),
            source_line(each, voice, TimeFormat.DATE_AND_TIME),
        )
        for each in shown.items
    ]
    back = callback_button(voice.label("button-back-to-alert"), OpenRelated(article.id, 0))
    keyboard = build_keyboard(page_buttons(shown.number, shown.count, partial(OpenOutlets, article.id)), (back,))
    return Message(paragraphs(_title(article), voice.say("alert-outlets", count=shown.total), *told), keyboard)


def _related_keyboard(article: Article, related: Page[RelatedLink], voice: Voice) -> Keyboard:
    open_page = partial(OpenRelated, article.id)
    back = callback_button(voice.label("button-back-to-alert"), open_page(0))
    return build_keyboard(page_buttons(related.number, related.count, open_page), (back,))
