"""The alert: one message for one story."""

from collections.abc import Sequence
from functools import partial

from markupsafe import Markup

from bot.messages.cleaning import clean, end_well, shorten
from bot.messages.keyboard import Page, Row, opening, pressing, rows, turning
from bot.messages.links import web_link
from bot.messages.markup import MomentFormat, bold, hashtag, lines, link, paragraphs, quote
from bot.messages.message import Keyboard, Message
from bot.messages.naming import article_id, article_link, button_link, title_of, topic_id, topic_label
from bot.messages.press import ChooseMute, Mute, OpenRelated
from bot.messages.related import PAGE_SIZE, related_lines, related_to_show
from bot.messages.source import also_at_line, source_line
from bot.messages.texts import Voice
from storage.models import Article, ArticleKind, RelatedLink, Topic

_LONGEST_TITLE = 300
_LONGEST_EXCERPT = 900
_FOLDED_EXCERPT = 280
"""Above this a quote folds: about seven lines on a phone."""
_MOST_HASHTAGS = 8


def alert(
    article: Article,
    *,
    others: Sequence[Article],
    topics: Sequence[Topic],
    mutable: Sequence[Topic],
    voice: Voice,
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
        page: Page 0 is the alert itself, with the first five related articles.
    """
    related = Page.of(related_to_show(article, others), page, PAGE_SIZE)
    source = source_line(article, voice, MomentFormat.DATE_AND_TIME)
    head = lines(_title(article), source, also_at_line(article, others, voice))
    preview = web_link(article.image_url)
    if related.number > 0:
        return Message(paragraphs(head, _related(related, voice)), _turning(article, related, voice), preview)
    body = paragraphs(lines(head, _excerpt(article)), _related(related, voice), _hashtags(topics))
    keyboard = rows(
        _reading(article, voice),
        _muting(article, mutable, voice),
        _more(article, related, voice),
    )
    return Message(body, keyboard, preview)


def _title(article: Article) -> Markup:
    return bold(link(article_link(article), title_of(article, _LONGEST_TITLE)))


def _excerpt(article: Article) -> Markup:
    text = shorten(end_well(clean(article.excerpt)), _LONGEST_EXCERPT)
    return quote(text, is_expandable=len(text) > _FOLDED_EXCERPT) if text.strip("…") else Markup()


def _related(page: Page[RelatedLink], voice: Voice) -> Markup:
    if not page.items:
        return Markup()
    return lines(voice.say("alert-related"), related_lines(page.items))


def _hashtags(topics: Sequence[Topic]) -> Markup:
    tags = dict.fromkeys(hashtag(topic.hashtag) for topic in topics)
    return Markup(" ").join([tag for tag in tags if tag][:_MOST_HASHTAGS])


def _reading(article: Article, voice: Voice) -> Row:
    read = voice.label("button-watch") if article.kind is ArticleKind.VIDEO else voice.label("button-read")
    amp_url = article.amp_url if article.amp_url != article.web_url else None
    return opening(read, button_link(article)) + opening(voice.label("button-amp"), amp_url)


def _muting(article: Article, mutable: Sequence[Topic], voice: Voice) -> Row:
    if not mutable:
        return ()
    if len(mutable) > 1:
        return (pressing(voice.label("button-mute-one-of"), ChooseMute(article_id(article))),)
    (topic,) = mutable
    return (pressing(voice.label("button-mute", topic=topic_label(topic)), Mute(topic_id(topic))),)


def _more(article: Article, related: Page[RelatedLink], voice: Voice) -> Row:
    more = related.total - len(related.items)
    if not more:
        return ()
    return (pressing(voice.label("button-more-related", count=more), OpenRelated(article_id(article), 1)),)


def _turning(article: Article, related: Page[RelatedLink], voice: Voice) -> Keyboard:
    open_page = partial(OpenRelated, article_id(article))
    back = pressing(voice.label("button-back-to-alert"), open_page(0))
    return rows(turning(related.number, related.count, open_page), (back,))
