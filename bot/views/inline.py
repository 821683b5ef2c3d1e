"""What the bot offers when it is asked in any chat: stories as cards (Bot API, ``InlineQueryResult``)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC

from bot.views.alert import alert_message
from bot.views.format import (
    article_full_url,
    article_title,
    clean_text,
    provider_name,
    shorten,
    topic_label,
    valid_url,
    visible_text,
    written_moment,
)
from bot.views.message import Button, Message, build_keyboard, url_buttons
from bot.views.share import bot_link, topic_payload
from bot.views.texts import Voice
from storage.models import Article, ArticleKind, Topic

_LONGEST_TITLE = 120
_LONGEST_DESCRIPTION = 200


@dataclass(frozen=True, slots=True)
class Card:
    """A story among the results, and the message that is sent when it is picked."""

    id: str
    title: str
    description: str
    message: Message
    url: str | None
    thumbnail: str | None


def story_card(
    article: Article, others: Sequence[Article], topics: Sequence[Topic], username: str, voice: Voice
) -> Card:
    """Return the card of a story.

    Args:
        article: The one that leads.
        others: The other articles of its story.
        topics: Those of the article that people are offered; the first one has a button.
        username: The bot's.
        voice: Texts and language.
    """
    alert = alert_message(article, others=others, topics=topics, voice=voice)
    key = "button-watch" if article.kind is ArticleKind.VIDEO else "button-read"
    read = url_buttons(voice.label(key), article_full_url(article))
    keyboard = build_keyboard(read, (_open_button(topics, username, voice),))
    return Card(
        id=f"{article.id}",
        title=article_title(article, _LONGEST_TITLE),
        description=shorten(_description(article, voice), _LONGEST_DESCRIPTION),
        message=Message(alert.html, keyboard, alert.preview_url),
        url=valid_url(article_full_url(article)),
        thumbnail=valid_url(article.image_url),
    )


def _open_button(topics: Sequence[Topic], username: str, voice: Voice) -> Button:
    if not topics:
        return Button(voice.label("button-inline-open"), url=f"https://t.me/{username}")
    return Button(more_on_topic_label(topics[0], voice), url=bot_link(username, topic_payload(topics[0])))


def more_on_topic_label(topic: Topic, voice: Voice) -> str:
    """*More on* a topic."""
    return voice.label("button-inline-topic", topic=topic_label(topic))


def open_bot_label(voice: Voice, *, is_nothing: bool = False) -> str:
    """*Open the bot*, also where nothing was found."""
    return voice.label("button-inline-nothing") if is_nothing else voice.label("button-inline-open")


def _description(article: Article, voice: Voice) -> str:
    at = article.published_at.astimezone(UTC)
    appeared = visible_text(voice.say("day-alone", at=at) if article.is_day_only else written_moment(at, voice))
    return clean_text(voice.label("label-inline-story", source=provider_name(article), time=appeared))
