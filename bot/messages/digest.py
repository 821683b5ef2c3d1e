"""The digest: many stories in as few messages as Telegram's limits allow."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from markupsafe import Markup

from bot.messages.keyboard import Page, Row, pressing, rows, turning
from bot.messages.markup import MomentFormat, bold, lines, link, moment, paragraphs
from bot.messages.message import Button, Keyboard, Message
from bot.messages.naming import article_id, article_link, provider_name, title_of, topic_id, topic_label, topic_name
from bot.messages.packing import Block, pack
from bot.messages.press import OpenMore, OpenStory
from bot.messages.texts import Voice
from storage.models import Article, Topic

PAGE_SIZE = 10
LONGEST_INTRODUCTION = 1_500
"""Code points."""
MOST_PASSAGES = 40
"""Formatted passages of an introduction: what is left of Telegram's hundred is for the stories below it."""

_LONGEST_TITLE = 160
_MOST_IN_A_ROW = 8
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Listed:
    """A story as a digest lists it: the article that leads, and how many outlets report it."""

    article: Article
    outlets: int


@dataclass(frozen=True, slots=True)
class ListedTopic:
    """A section: the stories that it has room for, and how many more there are."""

    topic: Topic
    stories: tuple[Listed, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Edition:
    """A digest as some of its readers get it.

    Attributes:
        introduction: Telegram HTML, at most ``LONGEST_INTRODUCTION`` once parsed.
    """

    digest_id: int
    since_at: datetime
    until_at: datetime
    sections: tuple[ListedTopic, ...]
    introduction: str = ""


def digest(edition: Edition, voice: Voice) -> tuple[Message, ...]:
    """Return the messages of a digest, in order; none when it has no story.

    Every story stands in one of them, with a number under it that opens it. No message is cut within a story.
    """
    if not edition.sections:
        return ()
    parts = pack(_blocks(edition, voice))
    return tuple(Message(part.html, numbered(part.numbers, part.more)) for part in parts)


def more_of(digest_id: int, topic: Topic, stories: Sequence[Listed], page: int, voice: Voice) -> Message:
    """Return a page of a topic's stories that the digest had no room for, by the press of its button.

    Args:
        digest_id: Of which digest.
        topic: Of which of its topics.
        stories: All stories under that topic, those that it had room for among them.
        page: From 0.
        voice: Texts and language.
    """
    shown = Page.of(stories[PAGE_SIZE:], page, PAGE_SIZE)
    first = PAGE_SIZE * (shown.number + 1) + 1
    told = [_story(number, listed, voice) for number, listed in enumerate(shown.items, first)]
    numbers = [_number(number, listed) for number, listed in enumerate(shown.items, first)]
    turn = turning(shown.number, shown.count, partial(OpenMore, digest_id, topic_id(topic)))
    heading = voice.say("digest-more-of", topic=topic_name(topic), count=len(stories))
    return Message(paragraphs(heading, *told), numbered(numbers, [turn]))


def period(since_at: datetime, until_at: datetime, voice: Voice) -> Markup:
    """Return from when to when, as each reader's own clock has it; whole days of UTC as days."""
    since, until = since_at.astimezone(UTC), until_at.astimezone(UTC)
    if since.time() == until.time() == datetime.min.time():
        first, last = (voice.say("digest-day", at=day) for day in (since, until - _DAY))
        return first if first == last else Markup("%s – %s") % (first, last)
    ends = (moment(at, voice.say("moment-utc", at=at), MomentFormat.DATE_AND_TIME) for at in (since, until))
    return Markup(" – ").join(ends)


def extent(sections: Sequence[ListedTopic], voice: Voice) -> Markup:
    """Return how many stories there are, on how many topics."""
    total = sum(len(section.stories) + section.more for section in sections)
    counts = (voice.say("digest-stories", count=total), voice.say("digest-topics", count=len(sections)))
    return Markup(" · ").join(counts)


def numbered(numbers: Sequence[Button], below: Sequence[Row]) -> Keyboard:
    """Return numbers in even rows, and the other rows below."""
    count = -(-len(numbers) // _MOST_IN_A_ROW)
    size = -(-len(numbers) // count) if count else 1
    return rows(*(tuple(numbers[start : start + size]) for start in range(0, len(numbers), size)), *below)


def _blocks(edition: Edition, voice: Voice) -> Iterator[Block]:
    heading = voice.say("digest-heading", period=period(edition.since_at, edition.until_at, voice))
    head = lines(heading, extent(edition.sections, voice))
    yield Block(paragraphs(head, Markup(edition.introduction)))  # noqa: S704 - made of entities by Telegram's rules
    number = 0
    for section in edition.sections:
        again = voice.say("digest-continued", topic=topic_name(section.topic))
        for place, listed in enumerate(section.stories, 1):
            number += 1
            heading = bold(topic_name(section.topic)) if place == 1 else Markup()
            more = section.more if place == len(section.stories) else 0
            yield Block(
                _story(number, listed, voice),
                heading=heading,
                heading_again=again,
                tail=voice.say("digest-more", count=more) if more else Markup(),
                number=_number(number, listed),
                more=_more(edition.digest_id, section, voice) if more else None,
            )


def _story(number: int, listed: Listed, voice: Voice) -> Markup:
    title = link(article_link(listed.article), title_of(listed.article, _LONGEST_TITLE))
    outlets = voice.say("digest-outlets", count=listed.outlets) if listed.outlets > 1 else ""
    source = Markup(" · ").join(part for part in (provider_name(listed.article), outlets) if part)
    return lines(Markup("%s. %s") % (str(number), title), source)


def _number(number: int, listed: Listed) -> Button:
    return pressing(str(number), OpenStory(article_id(listed.article)))


def _more(digest_id: int, section: ListedTopic, voice: Voice) -> Button:
    label = voice.label("button-digest-more", topic=topic_label(section.topic), count=section.more)
    return pressing(label, OpenMore(digest_id, topic_id(section.topic), 0))
