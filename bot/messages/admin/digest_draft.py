"""The draft of a digest: what it has, and what can be done to it and to its stories."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from bot.messages.admin.broadcast_press import OpenPanel
from bot.messages.admin.digest_press import (
    AskIntroduction,
    CancelDigest,
    DropIntroduction,
    DropStory,
    EditStories,
    EditStory,
    MoveStory,
    OpenDraft,
    PinStory,
    PreviewDigest,
    SwitchPersonal,
)
from bot.messages.admin.staff_press import StopAsking
from bot.messages.digest import LONGEST_INTRODUCTION, MOST_PASSAGES, PAGE_SIZE, Edition, extent, numbered, period
from bot.messages.keyboard import Page, Row, pressing, rows, turning
from bot.messages.markup import bold, lines, link, paragraphs
from bot.messages.message import Button, Message
from bot.messages.naming import article_id, article_link, provider_name, title_of, topic_name
from bot.messages.press import OpenStory
from bot.messages.texts import Voice
from storage.models import Article, DigestEntry, Topic

_LONGEST_TITLE = 160
_CHOSEN = "✓ "


@dataclass(frozen=True, slots=True)
class Placed:
    """A story of a draft where it stands.

    Attributes:
        number: its place in the whole draft, from 1.
        place: its place under its topic, from 1.
        total: how many stories that topic has, dropped ones among them.
    """

    number: int
    topic: Topic
    article: Article
    entry: DigestEntry
    place: int
    total: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A digest that is edited.

    Attributes:
        edition: as all of it would be sent.
        stories: all of them in order, dropped ones last under each topic.
        broadcast_id: the broadcast by which it is sent.
        is_draft: whether anything of it may still be changed.
    """

    edition: Edition
    stories: Sequence[Placed]
    broadcast_id: int
    is_personal: bool
    is_draft: bool = True


def panel(draft: Draft, voice: Voice) -> Message:
    """Return what a draft has, with everything that can be done to it."""
    edition = draft.edition
    counts = [extent(edition.sections, voice)] if edition.sections else []
    if pinned := sum(placed.entry["is_pinned"] for placed in draft.stories):
        counts.append(voice.say("digest-pinned", count=pinned))
    if dropped := sum(placed.entry["is_dropped"] for placed in draft.stories):
        counts.append(voice.say("digest-dropped", count=dropped))
    head = voice.say("digest-draft", period=period(edition.since_at, edition.until_at, voice))
    text = paragraphs(
        lines(head, Markup(" · ").join(counts)),
        Markup(edition.introduction) or voice.say("digest-no-introduction"),  # noqa: S704 - made of entities
        voice.say("digest-personal") if draft.is_personal else voice.say("digest-whole"),
        "" if edition.sections else voice.say("digest-nothing-left"),
        "" if draft.is_draft else voice.say("digest-no-draft"),
    )
    return Message(text, _panel_rows(draft, voice))


def stories(draft: Draft, page: int, voice: Voice) -> Message:
    """Return a page of a draft's stories, each with a number that opens it."""
    digest_id = draft.edition.digest_id
    shown = Page.of(draft.stories, page, PAGE_SIZE)
    blocks, topic = [], None
    for placed in shown.items:
        blocks.append(_in_list(placed, voice, has_heading=placed.topic is not topic))
        topic = placed.topic
    numbers = [pressing(str(placed.number), EditStory(digest_id, placed.entry["story_id"])) for placed in shown.items]
    turn = turning(shown.number, shown.count, partial(EditStories, digest_id))
    return Message(
        paragraphs(voice.say("digest-editing"), *blocks), numbered(numbers, [turn, (_to_draft(digest_id, voice),)])
    )


def story(digest_id: int, placed: Placed, voice: Voice) -> Message:
    """Return one story of a draft, with what can be done to it."""
    is_dropped = placed.entry["is_dropped"]
    place = voice.say("digest-place", topic=topic_name(placed.topic), place=str(placed.place), count=placed.total)
    is_behind = placed.place > PAGE_SIZE and not is_dropped
    text = paragraphs(
        lines(bold(_title(placed.article)), provider_name(placed.article)),
        lines("" if is_dropped else place, _state(placed, voice)),
        voice.say("digest-behind") if is_behind else "",
    )
    return Message(text, rows(*_story_rows(digest_id, placed, voice)))


def ask_introduction(voice: Voice) -> Message:
    """Ask for the introduction of a digest."""
    stop = pressing(voice.label("button-never-mind"), StopAsking())
    return Message(voice.say("digest-ask-introduction", count=LONGEST_INTRODUCTION), rows((stop,)))


def no_text(voice: Voice) -> Message:
    """Say that an introduction is written."""
    return Message(voice.say("digest-introduction-no-text"))


def too_long(voice: Voice) -> Message:
    """Say how long an introduction may be."""
    return Message(voice.say("digest-introduction-too-long", count=LONGEST_INTRODUCTION, more=MOST_PASSAGES))


def thrown_away(voice: Voice) -> Message:
    """Say that a digest is not sent."""
    return Message(voice.say("digest-thrown-away"))


def nothing_left(voice: Voice) -> Message:
    """Say that there is nothing in a digest to show."""
    return Message(voice.say("digest-nothing-left"))


def _panel_rows(draft: Draft, voice: Voice) -> tuple[Row, ...]:
    digest_id = draft.edition.digest_id
    preview = pressing(voice.label("button-digest-preview"), PreviewDigest(digest_id))
    send = pressing(voice.label("button-digest-send"), OpenPanel(draft.broadcast_id))
    if not draft.is_draft:
        return rows((preview, send))
    personal = voice.label("button-digest-personal")
    return rows(
        (pressing(voice.label("button-digest-stories"), EditStories(digest_id, 0)), preview),
        _introducing(draft, voice),
        (pressing(_CHOSEN + personal if draft.is_personal else personal, SwitchPersonal(digest_id)), send),
        (pressing(voice.label("button-digest-throw-away"), CancelDigest(digest_id)),),
    )


def _introducing(draft: Draft, voice: Voice) -> Row:
    digest_id = draft.edition.digest_id
    if not draft.edition.introduction:
        return (pressing(voice.label("button-digest-introduce"), AskIntroduction(digest_id)),)
    change = pressing(voice.label("button-digest-reintroduce"), AskIntroduction(digest_id))
    return change, pressing(voice.label("button-digest-plain"), DropIntroduction(digest_id))


def _story_rows(digest_id: int, placed: Placed, voice: Voice) -> tuple[Row, ...]:
    entry = placed.entry
    story_id = entry["story_id"]
    pin = voice.label("button-digest-unpin") if entry["is_pinned"] else voice.label("button-digest-pin")
    drop = voice.label("button-digest-take-back") if entry["is_dropped"] else voice.label("button-digest-drop")
    moving = (
        pressing(voice.label("button-digest-up"), MoveStory(digest_id, story_id, 1)),
        pressing(voice.label("button-digest-down"), MoveStory(digest_id, story_id, 0)),
    )
    listed = pressing(voice.label("button-digest-list"), EditStories(digest_id, (placed.number - 1) // PAGE_SIZE))
    return (
        () if entry["is_dropped"] else moving,
        () if entry["is_dropped"] else (pressing(pin, PinStory(digest_id, story_id)),),
        (pressing(drop, DropStory(digest_id, story_id)),),
        (pressing(voice.label("button-digest-read"), OpenStory(article_id(placed.article))), listed),
    )


def _in_list(placed: Placed, voice: Voice, *, has_heading: bool) -> Markup:
    heading = bold(topic_name(placed.topic)) if has_heading else ""
    told = lines(Markup("%s. %s") % (str(placed.number), _title(placed.article)), _state(placed, voice))
    return paragraphs(heading, told)


def _state(placed: Placed, voice: Voice) -> Markup:
    entry = placed.entry
    parts = [voice.say("digest-heat", count=entry["heat"]), voice.say("digest-outlets", count=entry["outlets"])]
    if entry["is_dropped"]:
        parts.append(voice.say("digest-is-dropped"))
    elif entry["is_pinned"]:
        parts.append(voice.say("digest-is-pinned"))
    return Markup(" · ").join(parts)


def _title(article: Article) -> Markup:
    return link(article_link(article), title_of(article, _LONGEST_TITLE))


def _to_draft(digest_id: int, voice: Voice) -> Button:
    return pressing(voice.label("button-digest-back"), OpenDraft(digest_id))
