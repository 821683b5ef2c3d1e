"""Inline mode: somebody writes the bot's name and some words in any chat, and picks a story to send there.

Nobody is stored for asking. Telegram asks anew with every few letters; what it is told it keeps for a while.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlmodel import Session
from telegram import (
    Bot,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.digests.select import lead_article
from bot.handlers.context import Services
from bot.news.topics import find_topic, topics_with
from bot.transport.errors import mentions
from bot.transport.reply import EXPIRED_QUERY, message_parameters
from bot.views.alert import STORY_QUERY
from bot.views.inline import Card, more_on_topic_label, open_bot_label, story_card
from bot.views.share import PLAIN, topic_payload
from bot.views.texts import Voice
from storage import articles, search, subscribers
from storage import topics as stored_topics
from storage.database import read_only
from storage.models import Article, Topic

PAGE_SIZE = 20
"""Telegram takes 50 results at most."""
MOST_OFFERED = 200
LONGEST_NUMBER = 18
"""Digits: 63 bits hold it."""
CACHE_TIME = timedelta(seconds=60)


class Asked(NamedTuple):
    """Who asks for what, from which result on, and in which language where they are no subscriber."""

    person_id: int
    words: str
    offset: int
    language: str


class InlineAnswer(NamedTuple):
    """What is offered."""

    cards: list[Card]
    topic: Topic | None
    next_offset: str
    voice: Voice


async def answer_inline_query(bot: Bot, services: Services, update: Update) -> None:
    """Offer stories; a question that waited too long is nobody's any more."""
    query = update.inline_query
    if query is None:
        return
    asked = Asked(query.from_user.id, query.query.strip(), _number(query.offset), services.language_of(update))
    found = await services.database.run(_find, services, asked, bot.username)
    is_nothing = not found.cards and not asked.offset
    label = open_bot_label(found.voice, is_nothing=is_nothing)
    if found.topic:
        label = more_on_topic_label(found.topic, found.voice)
    button = InlineQueryResultsButton(label, start_parameter=topic_payload(found.topic) if found.topic else PLAIN)
    try:
        await bot.answer_inline_query(
            query.id,
            [_result_of(card) for card in found.cards],
            cache_time=CACHE_TIME,
            is_personal=True,  # in the language and the time zone of whoever asks
            next_offset=found.next_offset,
            button=button,
        )
    except BadRequest as error:
        if not mentions(str(error), EXPIRED_QUERY):
            raise


def _number(written: str) -> int:
    """A number as it came back, which anybody may have written; 0 if it is none."""
    is_number = written.isascii() and written.isdecimal() and len(written) <= LONGEST_NUMBER
    return int(written) if is_number else 0


def _result_of(card: Card) -> InlineQueryResultArticle:
    shown = message_parameters(card.message)
    content = InputTextMessageContent(
        shown["text"], parse_mode=ParseMode.HTML, link_preview_options=shown["link_preview_options"]
    )
    return InlineQueryResultArticle(
        card.id,
        card.title,
        content,
        reply_markup=shown["reply_markup"],
        url=card.url,
        description=card.description,
        thumbnail_url=card.thumbnail,
    )


@read_only
def _find(session: Session, services: Services, asked: Asked, username: str) -> InlineAnswer:
    """Find what is asked for, in the language of the person, who need not be a subscriber."""
    known = subscribers.find(session, asked.person_id)
    voice = services.texts.voice(known.language if known else asked.language, known.zone if known else "")
    topic, leads, is_more = _leads(session, asked, services.clock())
    filed = stored_topics.by_article(session, [lead.id for lead in leads])
    told = articles.by_story(session, {lead.story_id for lead in leads})
    cards = [
        story_card(
            lead,
            [other for other in told.get(lead.story_id, []) if other.id != lead.id],
            _topic_first(topic, [each for each in filed.get(lead.id, []) if each.is_listed]),
            username,
            voice,
        )
        for lead in leads
    ]
    return InlineAnswer(cards, topic, str(asked.offset + PAGE_SIZE) if is_more else "", voice)


def _topic_first(topic: Topic | None, filed: Sequence[Topic]) -> list[Topic]:
    """The topics of an article, that which was asked for first."""
    return sorted(filed, key=lambda each: topic is None or each.id != topic.id)


def _leads(session: Session, asked: Asked, now: datetime) -> tuple[Topic | None, list[Article], bool]:
    """The topic that is meant, the newest of it or else what has the words, and whether there are more.

    Where there is no word to look for, the newest of all.
    """
    words = asked.words
    if words.startswith(STORY_QUERY):
        return None, _one_story(session, _number(words.removeprefix(STORY_QUERY))), False
    offset = min(asked.offset, MOST_OFFERED)
    size = min(PAGE_SIZE, MOST_OFFERED - offset)
    listed = [topic for topic in stored_topics.find_all(session) if topic.is_listed]
    topic = _topic_meant(words, listed) if words else None
    if topic:
        leads, is_more = _newest(session, [topic.id, *_under(session, topic)], offset, size)
        if leads or offset:
            return topic, leads, is_more
    query = search.read_query(words, is_open=True)
    if not query.wanted:
        return topic, *_newest(session, None, offset, size)
    found = search.search(session, query, now, offset, size)
    if not found.total:
        found = search.search(session, search.widened(session, query), now, offset, size)
    leads = [session.get_one(Article, article_id) for article_id in found.articles]
    return topic, leads, min(found.total, MOST_OFFERED) > offset + PAGE_SIZE


def _newest(session: Session, topic_ids: Sequence[int] | None, offset: int, size: int) -> tuple[list[Article], bool]:
    """The best articles of the newest stories, and whether there are more."""
    newest, total = articles.latest_stories(session, topic_ids, offset, size)
    told = articles.by_story(session, newest)
    return [lead_article(told[story]) for story in newest], min(total, MOST_OFFERED) > offset + PAGE_SIZE


def _under(session: Session, topic: Topic) -> list[int]:
    parents = stored_topics.parent_ids(session)
    return [below for below in parents if topic.id in stored_topics.ancestors(below, parents) and below != topic.id]


def _topic_meant(words: str, listed: Sequence[Topic]) -> Topic | None:
    """The topic that goes by these words, or the only one with them in its name."""
    if found := find_topic(words, listed):
        return found
    near = topics_with(words, listed)
    return near[0] if len(near) == 1 else None


def _one_story(session: Session, article_id: int) -> list[Article]:
    """The story that *Share* names: its article, or another one of the story if that was withdrawn."""
    article = session.get(Article, article_id)
    told = articles.by_story(session, [article.story_id]).get(article.story_id, []) if article else []
    if article is None or not told:
        return []
    return [article if article.is_shown else lead_article(told)]
