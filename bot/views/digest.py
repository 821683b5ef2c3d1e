"""The digest: many stories in as few messages as Telegram's limits allow. No story is cut in two."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial

from markupsafe import Markup

from bot.views.callback_data import OpenDigestTopic, OpenSettings, OpenStory
from bot.views.format import (
    LONGEST_TEXT,
    TimeFormat,
    article_title,
    article_url,
    bold,
    lines,
    link,
    paragraphs,
    provider_name,
    time_tag,
    topic_label,
    topic_name,
    visible_text,
    written_moment,
)
from bot.views.message import Button, Keyboard, Message, Page, Row, build_keyboard, callback_button, page_buttons
from bot.views.texts import Voice
from storage.models import Article, DigestOccasion, Topic

MOST_BYTES = 30_000
"""Of a text with its tags, below Telegram's 32,768."""
MOST_ENTITIES = 100
"""Telegram ignores the rest without a word."""
MOST_BUTTONS = 90
"""Telegram is known to take 100."""

_OPENING_TAG = re.compile(r"<[a-z]")
_BETWEEN = 2
"""Line breaks between two paragraphs."""


@dataclass(frozen=True, slots=True)
class MessageSize:
    """How much of a message something takes: code points once parsed, entities, bytes with tags, buttons."""

    characters: int = 0
    entities: int = 0
    bytes: int = 0
    buttons: int = 0

    def __add__(self, other: "MessageSize") -> "MessageSize":
        return MessageSize(
            self.characters + other.characters,
            self.entities + other.entities,
            self.bytes + other.bytes,
            self.buttons + other.buttons,
        )

    @property
    def fits(self) -> bool:
        """Whether a message may be so large."""
        return (
            self.characters <= LONGEST_TEXT
            and self.entities <= MOST_ENTITIES
            and self.bytes <= MOST_BYTES
            and self.buttons <= MOST_BUTTONS
        )


@dataclass(frozen=True, slots=True)
class DigestBlock:
    """What stands together: a story, with what belongs above and below it.

    Attributes:
        heading: stands above; empty within a section.
        heading_again: stands above where a message begins within a section.
        tail: stands below.
        number: opens the story.
        more: opens the rest of the section, which ends here.
    """

    text: Markup
    heading: Markup = field(default_factory=Markup)
    heading_again: Markup = field(default_factory=Markup)
    tail: Markup = field(default_factory=Markup)
    number: Button | None = None
    more: Button | None = None

    def html(self, *, is_first: bool) -> Markup:
        """The block; ``is_first``: as the first of a message."""
        heading = self.heading or (self.heading_again if is_first else Markup())
        return paragraphs(heading, self.text, self.tail)

    def size(self, *, is_first: bool) -> MessageSize:
        """How much it takes, with what parts it from the block before."""
        html = self.html(is_first=is_first)
        between = 0 if is_first else _BETWEEN
        # Beside our tags one more for each story: Telegram itself links a provider that is called example.com.
        entities = len(_OPENING_TAG.findall(html)) + bool(self.number)
        buttons = bool(self.number) + bool(self.more)
        return MessageSize(len(visible_text(html)) + between, entities, len(html.encode()) + between, buttons)


@dataclass(slots=True)
class DigestPart:
    """One message in the making."""

    blocks: list[DigestBlock] = field(default_factory=list)
    size: MessageSize = field(default_factory=MessageSize)

    @property
    def html(self) -> Markup:
        """The text of the message."""
        return paragraphs(*(block.html(is_first=place == 0) for place, block in enumerate(self.blocks)))

    @property
    def numbers(self) -> list[Button]:
        """Buttons that open its stories, in order."""
        return [block.number for block in self.blocks if block.number]

    @property
    def more(self) -> list[tuple[Button]]:
        """A row for each section that ends here and has more."""
        return [(block.more,) for block in self.blocks if block.more]

    def takes(self, block: DigestBlock) -> bool:
        """Take a block if there is room for it; the first one always."""
        size = self.size + block.size(is_first=not self.blocks)
        if self.blocks and not size.fits:
            return False
        self.blocks.append(block)
        self.size = size
        return True


def pack_blocks(blocks: Iterable[DigestBlock]) -> list[DigestPart]:
    """Return messages that hold the blocks in their order. A block must fit a message of its own."""
    parts = [DigestPart()]
    for block in blocks:
        if not parts[-1].takes(block):
            parts.append(DigestPart())
            parts[-1].takes(block)
    return parts


DIGEST_PAGE_SIZE = 10
LONGEST_INTRODUCTION = 1_500
"""Code points."""
MOST_INTRODUCTION_ENTITIES = 40
"""Formatted passages of an introduction: what is left of Telegram's hundred is for the stories below it."""

_LONGEST_TITLE = 160
_MOST_IN_A_ROW = 8
_DAY, _SHORTEST = timedelta(days=1), timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class ListedStory:
    """A story as a digest lists it: the article that leads, and how many outlets report it."""

    article: Article
    outlets: int
    is_update: bool = False
    """Whether its reader was told it before, and more outlets report it by now."""


@dataclass(frozen=True, slots=True)
class ListedTopic:
    """A section: the stories that it has room for, and how many more there are."""

    topic: Topic
    stories: tuple[ListedStory, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class DigestEdition:
    """A digest as some of its readers get it.

    Attributes:
        introduction: Telegram HTML, at most ``LONGEST_INTRODUCTION`` once parsed.
        day: the date that it bears; None for the last one of its period, in UTC.
    """

    digest_id: int
    since_at: datetime
    until_at: datetime
    sections: tuple[ListedTopic, ...]
    introduction: str = ""
    day: date | None = None
    occasion: DigestOccasion = DigestOccasion.EDITION


def digest_messages(edition: DigestEdition, voice: Voice) -> tuple[Message, ...]:
    """Return the messages of a digest, in order; none when it has no story.

    Every story stands in one of them, with a number under it that opens it. No message is cut within a story.
    """
    if not edition.sections:
        return ()
    parts = pack_blocks(_blocks(edition, voice))
    of_reader: list[Row] = []
    if edition.occasion is not DigestOccasion.EDITION:
        of_reader = [(callback_button(voice.label("button-digest-settings"), OpenSettings()),)]
    return tuple(
        Message(part.html, numbered_keyboard(part.numbers, [*part.more, *(of_reader if part is parts[-1] else ())]))
        for part in parts
    )


def more_stories_message(
    digest_id: int, topic: Topic, stories: Sequence[ListedStory], page: int, voice: Voice
) -> Message:
    """Return a page of a topic's stories that the digest had no room for, by the press of its button.

    Args:
        digest_id: Of which digest.
        topic: Of which of its topics.
        stories: All stories under that topic, those that it had room for among them.
        page: From 0.
        voice: Texts and language.
    """
    shown = Page.of(stories[DIGEST_PAGE_SIZE:], page, DIGEST_PAGE_SIZE)
    first = DIGEST_PAGE_SIZE * (shown.number + 1) + 1
    told = [_story(number, listed, voice) for number, listed in enumerate(shown.items, first)]
    numbers = [_story_button(number, listed) for number, listed in enumerate(shown.items, first)]
    turn = page_buttons(shown.number, shown.count, partial(OpenDigestTopic, digest_id, topic.id))
    heading = voice.say("digest-more-of", topic=_section_name(topic, voice), count=len(stories))
    return Message(paragraphs(heading, *told), numbered_keyboard(numbers, [turn]))


def digest_now_message(count: int, held_until: datetime | None, voice: Voice) -> Message:
    """Return the answer to whoever asked for a digest that has so many stories.

    Args:
        count: One at least.
        held_until: Until when nothing arrives, by their clock; None while anything does.
        voice: Texts and language.
    """
    if held_until is None:
        return Message(voice.say("digest-now", count=count))
    return Message(voice.say("digest-now-held", count=count, at=voice.clock(held_until)))


def no_digest_now_message(due_at: datetime | None, voice: Voice) -> Message:
    """Return the answer when there is nothing to tell; ``due_at``: when a digest is due next, by the reader's clock."""
    settings = build_keyboard((callback_button(voice.label("button-digest-settings"), OpenSettings()),))
    if due_at is None:
        return Message(voice.say("digest-now-empty"), settings)
    at = voice.say("moment-later", day=voice.day(due_at.date()), hour=voice.clock(due_at))
    return Message(voice.say("digest-now-empty-due", at=at), settings)


def no_digest_while_paused_message(voice: Voice) -> Message:
    """Return the answer to whoever asks for a digest though nothing is sent to them."""
    return Message(voice.say("digest-now-paused"))


def format_period(since_at: datetime, until_at: datetime, voice: Voice) -> Markup:
    """Return from when to when, as each reader's own clock has it; whole days of UTC as days."""
    since, until = since_at.astimezone(UTC), until_at.astimezone(UTC)
    if since.time() == until.time() == datetime.min.time():
        first, last = (voice.say("digest-day", at=day) for day in (since, until - _DAY))
        return first if first == last else Markup("%s – %s") % (first, last)
    ends = (time_tag(at, written_moment(at, voice), TimeFormat.DATE_AND_TIME) for at in (since, until))
    return Markup(" – ").join(ends)


def format_day(day: date, voice: Voice) -> Markup:
    """Return a day with its weekday and without its year, such as *Friday 27 November*."""
    return Markup.escape(voice.day(day))


def format_story_count(sections: Sequence[ListedTopic], voice: Voice) -> Markup:
    """Return how many stories there are, on how many topics."""
    total = sum(len(section.stories) + section.more for section in sections)
    counts = (voice.say("digest-stories", count=total), voice.say("digest-topics", count=len(sections)))
    return Markup(" · ").join(counts)


def numbered_keyboard(numbers: Sequence[Button], below: Sequence[Row]) -> Keyboard:
    """Return numbers in even rows, and the other rows below."""
    count = -(-len(numbers) // _MOST_IN_A_ROW)
    size = -(-len(numbers) // count) if count else 1
    return build_keyboard(*(tuple(numbers[start : start + size]) for start in range(0, len(numbers), size)), *below)


def _blocks(edition: DigestEdition, voice: Voice) -> Iterator[DigestBlock]:
    day = edition.day or (edition.until_at.astimezone(UTC) - _SHORTEST).date()
    heading = _heading(edition.occasion, format_day(day, voice), voice)
    head = lines(heading, format_story_count(edition.sections, voice))
    yield DigestBlock(paragraphs(head, Markup(edition.introduction)))  # noqa: S704 - made of entities by Telegram's rules
    number = 0
    for section in edition.sections:
        name = _section_name(section.topic, voice)
        again = voice.say("digest-continued", topic=name)
        for place, listed in enumerate(section.stories, 1):
            number += 1
            heading = bold(name) if place == 1 else Markup()
            more = section.more if place == len(section.stories) else 0
            yield DigestBlock(
                _story(number, listed, voice),
                heading=heading,
                heading_again=again,
                tail=voice.say("digest-more", count=more) if more else Markup(),
                number=_story_button(number, listed),
                more=_more_button(edition.digest_id, section, voice) if more else None,
            )


def _heading(occasion: DigestOccasion, date: Markup, voice: Voice) -> Markup:
    """What opens a digest: why there is one, where no hour and no editor made it."""
    match occasion:
        case DigestOccasion.QUIET:
            return voice.say("digest-heading-quiet", date=date)
        case DigestOccasion.PAUSE:
            return voice.say("digest-heading-pause", date=date)
        case DigestOccasion.RETURN:
            return voice.say("digest-heading-return", date=date)
        case DigestOccasion.BURST:
            return voice.say("digest-heading-burst", date=date)
        case _:
            return voice.say("digest-heading", date=date)


def _section_name(topic: Topic, voice: Voice) -> str:
    """The name of a section: of its topic, or of the words that somebody watches."""
    return topic_name(topic) if topic.id else voice.label("button-digest-watched")


def _story(number: int, listed: ListedStory, voice: Voice) -> Markup:
    title = link(article_url(listed.article), article_title(listed.article, _LONGEST_TITLE))
    outlets = voice.say("digest-outlets", count=listed.outlets) if listed.outlets > 1 else ""
    updated = voice.say("digest-updated") if listed.is_update else ""
    source = Markup(" · ").join(part for part in (updated, provider_name(listed.article), outlets) if part)
    return lines(Markup("%s. %s") % (str(number), title), source)


def _story_button(number: int, listed: ListedStory) -> Button:
    return callback_button(str(number), OpenStory(listed.article.id))


def _more_button(digest_id: int, section: ListedTopic, voice: Voice) -> Button:
    name = topic_label(section.topic) if section.topic.id else voice.label("button-digest-watched")
    label = voice.label("button-digest-more", topic=name, count=section.more)
    return callback_button(label, OpenDigestTopic(digest_id, section.topic.id, 0))
