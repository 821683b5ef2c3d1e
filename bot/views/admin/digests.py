"""Digests by hand.

What is said when one cannot be made as it was asked for, its draft, and what can be done to it and to its stories.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from markupsafe import Markup

from bot.views.admin.callback_data import (
    AskIntroduction,
    CancelDigest,
    DropDigestStory,
    DropIntroduction,
    EditDigestStories,
    EditDigestStory,
    MoveDigestStory,
    OpenBroadcastPanel,
    OpenDigestDraft,
    PinDigestStory,
    PreviewDigest,
    StopAsking,
    ToggleDigestPersonal,
)
from bot.views.callback_data import OpenStory
from bot.views.digest import (
    DIGEST_PAGE_SIZE,
    LONGEST_INTRODUCTION,
    MOST_INTRODUCTION_ENTITIES,
    DigestEdition,
    format_period,
    format_story_count,
    numbered_keyboard,
)
from bot.views.format import (
    article_title,
    article_url,
    bold,
    clean_text,
    lines,
    link,
    paragraphs,
    provider_name,
    shorten,
    topic_name,
)
from bot.views.message import Button, Message, Page, Row, build_keyboard, callback_button, page_buttons
from bot.views.texts import Voice
from storage.models import Article, DigestEntry, Topic

_LONGEST_QUERY = 60
_MOST_NAMED = 3


def no_such_topic_message(query: str, near: Sequence[Topic], voice: Voice) -> Message:
    """No topic goes by that name."""
    shown = shorten(clean_text(query), _LONGEST_QUERY)
    if not near:
        return Message(voice.say("digest-no-topic", query=shown))
    names = ", ".join(topic_name(topic) for topic in near[:_MOST_NAMED])
    return Message(voice.say("digest-no-topic-near", query=shown, near=names))


def no_stories_message(since_at: datetime, until_at: datetime, voice: Voice) -> Message:
    """No story of the period stands under the topics."""
    return Message(voice.say("digest-empty", period=format_period(since_at, until_at, voice)))


def bad_period_message(now: datetime, voice: Voice) -> Message:
    """The period cannot be read."""
    return Message(voice.say("digest-bad-period", day=f"{now:%Y-%m-%d}"))


def empty_period_message(voice: Voice) -> Message:
    """There is nothing between its ends."""
    return Message(voice.say("digest-empty-period"))


def long_period_message(now: datetime, voice: Voice) -> Message:
    """It is longer than a digest covers."""
    return Message(voice.say("digest-long-period", day=f"{now:%Y-%m-%d}"))


_LONGEST_TITLE = 160
_CHOSEN = "✓ "


@dataclass(frozen=True, slots=True)
class DraftStory:
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
class DigestDraft:
    """A digest that is edited.

    Attributes:
        edition: as all of it would be sent.
        stories: all of them in order, dropped ones last under each topic.
        broadcast_id: the broadcast by which it is sent.
        is_draft: whether anything of it may still be changed.
    """

    edition: DigestEdition
    stories: Sequence[DraftStory]
    broadcast_id: int
    is_personal: bool
    is_draft: bool = True


def digest_panel(draft: DigestDraft, voice: Voice) -> Message:
    """Return what a draft has, with everything that can be done to it."""
    edition = draft.edition
    counts = [format_story_count(edition.sections, voice)] if edition.sections else []
    if pinned := sum(placed.entry["is_pinned"] for placed in draft.stories):
        counts.append(voice.say("digest-pinned", count=pinned))
    if dropped := sum(placed.entry["is_dropped"] for placed in draft.stories):
        counts.append(voice.say("digest-dropped", count=dropped))
    head = voice.say("digest-draft", period=format_period(edition.since_at, edition.until_at, voice))
    text = paragraphs(
        lines(head, Markup(" · ").join(counts)),
        Markup(edition.introduction) or voice.say("digest-no-introduction"),  # noqa: S704 - made of entities
        voice.say("digest-personal") if draft.is_personal else voice.say("digest-whole"),
        "" if edition.sections else voice.say("digest-nothing-left"),
        "" if draft.is_draft else voice.say("digest-no-draft"),
    )
    return Message(text, _panel_rows(draft, voice))


def draft_stories_message(draft: DigestDraft, page: int, voice: Voice) -> Message:
    """Return a page of a draft's stories, each with a number that opens it."""
    digest_id = draft.edition.digest_id
    shown = Page.of(draft.stories, page, DIGEST_PAGE_SIZE)
    blocks, topic = [], None
    for placed in shown.items:
        blocks.append(_in_list(placed, voice, has_heading=placed.topic is not topic))
        topic = placed.topic
    numbers = [
        callback_button(str(placed.number), EditDigestStory(digest_id, placed.entry["story_id"]))
        for placed in shown.items
    ]
    turn = page_buttons(shown.number, shown.count, partial(EditDigestStories, digest_id))
    return Message(
        paragraphs(voice.say("digest-editing"), *blocks),
        numbered_keyboard(numbers, [turn, (_back_button(digest_id, voice),)]),
    )


def draft_story_message(digest_id: int, placed: DraftStory, voice: Voice) -> Message:
    """Return one story of a draft, with what can be done to it."""
    is_dropped = placed.entry["is_dropped"]
    place = voice.say("digest-place", topic=topic_name(placed.topic), place=str(placed.place), count=placed.total)
    is_behind = placed.place > DIGEST_PAGE_SIZE and not is_dropped
    text = paragraphs(
        lines(bold(_title(placed.article)), provider_name(placed.article)),
        lines("" if is_dropped else place, _state(placed, voice)),
        voice.say("digest-behind") if is_behind else "",
    )
    return Message(text, build_keyboard(*_story_rows(digest_id, placed, voice)))


def introduction_question(voice: Voice) -> Message:
    """Ask for the introduction of a digest."""
    stop = callback_button(voice.label("button-never-mind"), StopAsking())
    return Message(voice.say("digest-ask-introduction", count=LONGEST_INTRODUCTION), build_keyboard((stop,)))


def introduction_not_text_message(voice: Voice) -> Message:
    """Say that an introduction is written."""
    return Message(voice.say("digest-introduction-no-text"))


def introduction_too_long_message(voice: Voice) -> Message:
    """Say how long an introduction may be."""
    return Message(
        voice.say("digest-introduction-too-long", count=LONGEST_INTRODUCTION, more=MOST_INTRODUCTION_ENTITIES)
    )


def digest_discarded_message(voice: Voice) -> Message:
    """Say that a digest is not sent."""
    return Message(voice.say("digest-thrown-away"))


def nothing_left_message(voice: Voice) -> Message:
    """Say that there is nothing in a digest to show."""
    return Message(voice.say("digest-nothing-left"))


def _panel_rows(draft: DigestDraft, voice: Voice) -> tuple[Row, ...]:
    digest_id = draft.edition.digest_id
    preview = callback_button(voice.label("button-digest-preview"), PreviewDigest(digest_id))
    send = callback_button(voice.label("button-digest-send"), OpenBroadcastPanel(draft.broadcast_id))
    if not draft.is_draft:
        return build_keyboard((preview, send))
    personal = voice.label("button-digest-personal")
    return build_keyboard(
        (callback_button(voice.label("button-digest-stories"), EditDigestStories(digest_id, 0)), preview),
        _introduction_buttons(draft, voice),
        (callback_button(_CHOSEN + personal if draft.is_personal else personal, ToggleDigestPersonal(digest_id)), send),
        (callback_button(voice.label("button-digest-throw-away"), CancelDigest(digest_id)),),
    )


def _introduction_buttons(draft: DigestDraft, voice: Voice) -> Row:
    digest_id = draft.edition.digest_id
    if not draft.edition.introduction:
        return (callback_button(voice.label("button-digest-introduce"), AskIntroduction(digest_id)),)
    change = callback_button(voice.label("button-digest-reintroduce"), AskIntroduction(digest_id))
    return change, callback_button(voice.label("button-digest-plain"), DropIntroduction(digest_id))


def _story_rows(digest_id: int, placed: DraftStory, voice: Voice) -> tuple[Row, ...]:
    entry = placed.entry
    story_id = entry["story_id"]
    pin = voice.label("button-digest-unpin") if entry["is_pinned"] else voice.label("button-digest-pin")
    drop = voice.label("button-digest-take-back") if entry["is_dropped"] else voice.label("button-digest-drop")
    moving = (
        callback_button(voice.label("button-digest-up"), MoveDigestStory(digest_id, story_id, 1)),
        callback_button(voice.label("button-digest-down"), MoveDigestStory(digest_id, story_id, 0)),
    )
    listed = callback_button(
        voice.label("button-digest-list"), EditDigestStories(digest_id, (placed.number - 1) // DIGEST_PAGE_SIZE)
    )
    return (
        () if entry["is_dropped"] else moving,
        () if entry["is_dropped"] else (callback_button(pin, PinDigestStory(digest_id, story_id)),),
        (callback_button(drop, DropDigestStory(digest_id, story_id)),),
        (callback_button(voice.label("button-digest-read"), OpenStory(placed.article.id)), listed),
    )


def _in_list(placed: DraftStory, voice: Voice, *, has_heading: bool) -> Markup:
    heading = bold(topic_name(placed.topic)) if has_heading else ""
    told = lines(Markup("%s. %s") % (str(placed.number), _title(placed.article)), _state(placed, voice))
    return paragraphs(heading, told)


def _state(placed: DraftStory, voice: Voice) -> Markup:
    entry = placed.entry
    parts = [voice.say("digest-heat", count=entry["heat"]), voice.say("digest-outlets", count=entry["outlets"])]
    if entry["is_dropped"]:
        parts.append(voice.say("digest-is-dropped"))
    elif entry["is_pinned"]:
        parts.append(voice.say("digest-is-pinned"))
    return Markup(" · ").join(parts)


def _title(article: Article) -> Markup:
    return link(article_url(article), article_title(article, _LONGEST_TITLE))


def _back_button(digest_id: int, voice: Voice) -> Button:
    return callback_button(voice.label("button-digest-back"), OpenDigestDraft(digest_id))


def digest_not_draft_toast(voice: Voice) -> str:
    """It is no draft any more, and nothing was changed."""
    return voice.label("toast-digest-kept")


def story_gone_toast(voice: Voice) -> str:
    """The story was withdrawn meanwhile, or never stood there."""
    return voice.label("toast-digest-gone")


def story_pinned_toast(entry: DigestEntry, voice: Voice) -> str:
    """A story was pinned, or is no longer."""
    return voice.label("toast-digest-pinned") if entry["is_pinned"] else voice.label("toast-digest-unpinned")


def story_dropped_toast(entry: DigestEntry, voice: Voice) -> str:
    """A story was dropped, or taken back."""
    return voice.label("toast-digest-dropped") if entry["is_dropped"] else voice.label("toast-digest-taken-back")


def story_moved_toast(_: DigestEntry, __: Voice) -> str:
    """A story was moved, which shows."""
    return ""
