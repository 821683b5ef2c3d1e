"""Menus by which the audience of a broadcast is chosen: its size stands on each of them."""

from collections.abc import Collection, Sequence

from markupsafe import Markup

from bot.messages.admin.audience_press import (
    AskJoined,
    Everyone,
    OpenAudience,
    OpenLanguages,
    OpenTopics,
    SetActive,
    SwitchKind,
    SwitchLanguage,
    SwitchTopic,
)
from bot.messages.admin.broadcast_press import OpenPanel
from bot.messages.admin.reach import Reach, how_many, kind_name, language_name, who
from bot.messages.catalogue import in_order
from bot.messages.keyboard import Page, Row, pressing, rows, turning
from bot.messages.markup import lines, paragraphs
from bot.messages.message import Button, Message
from bot.messages.naming import topic_id, topic_label
from bot.messages.texts import Voice
from storage.models import ChatKind, Topic

ACTIVE_DAYS = (7, 30, 90)
KINDS = (ChatKind.PRIVATE, ChatKind.GROUP, ChatKind.CHANNEL)
PAGE_SIZE = 8
_BRANCH, _CHOSEN = "└ ", "✓ "


def menu(broadcast_id: int, reach: Reach, voice: Voice) -> Message:
    """Return the menu of the audience."""
    audience = reach.audience
    topics, languages = len(audience.topic_ids), len(audience.languages)
    keyboard = rows(
        (
            pressing(_mark(voice.label("button-audience-topics"), topics), OpenTopics(broadcast_id, 0)),
            pressing(_mark(voice.label("button-audience-languages"), languages), OpenLanguages(broadcast_id)),
        ),
        tuple(_kind(broadcast_id, kind, reach, voice) for kind in KINDS),
        (_joined_after(broadcast_id, reach, voice), _joined_before(broadcast_id, reach, voice)),
        tuple(_active(broadcast_id, days, reach, voice) for days in ACTIVE_DAYS),
        () if audience.is_everyone else (pressing(voice.label("button-audience-everyone"), Everyone(broadcast_id)),),
        (pressing(voice.label("button-to-panel"), OpenPanel(broadcast_id)),),
    )
    return Message(_text(broadcast_id, reach, voice), keyboard)


def topics(broadcast_id: int, reach: Reach, page: int, voice: Voice) -> Message:
    """Return a page of topics, to take into the audience or out."""
    chosen = set(reach.audience.topic_ids)
    tree = in_order([topic for topic in reach.topics if topic.is_listed or topic.id in chosen])
    shown = Page.of(tree, page, PAGE_SIZE)
    offered = [_topic(broadcast_id, topic, depth, chosen, shown.number) for topic, depth in shown.items]
    turn = turning(shown.number, shown.count, lambda number: OpenTopics(broadcast_id, number))
    return Message(_text(broadcast_id, reach, voice), rows(*offered, turn, _back(broadcast_id, voice)))


def languages(broadcast_id: int, reach: Reach, known: Sequence[str], voice: Voice) -> Message:
    """Return the known languages, to take into the audience or out; a press names one by its place."""
    chosen = reach.audience.languages
    offered = [
        (pressing(_mark(language_name(each, voice), each in chosen), SwitchLanguage(broadcast_id, place)),)
        for place, each in enumerate(known)
    ]
    return Message(_text(broadcast_id, reach, voice), rows(*offered, _back(broadcast_id, voice)))


def _text(broadcast_id: int, reach: Reach, voice: Voice) -> Markup:
    head = voice.say("audience-head", number=str(broadcast_id))
    return paragraphs(head, lines(who(reach, voice), how_many(reach, voice)), voice.say("audience-how"))


def _topic(broadcast_id: int, topic: Topic, depth: int, chosen: Collection[int], page: int) -> Row:
    label = _mark(topic_label(topic), topic.id in chosen)
    return (pressing(f"{_BRANCH if depth else ''}{label}", SwitchTopic(broadcast_id, topic_id(topic), page)),)


def _kind(broadcast_id: int, kind: ChatKind, reach: Reach, voice: Voice) -> Button:
    place = list(ChatKind).index(kind)
    return pressing(_mark(kind_name(kind, voice), kind in reach.audience.kinds), SwitchKind(broadcast_id, place))


def _joined_after(broadcast_id: int, reach: Reach, voice: Voice) -> Button:
    day = reach.audience.joined_after
    label = voice.label("button-joined-after-day", day=f"{day}") if day else voice.label("button-joined-after")
    return pressing(_mark(label, day), AskJoined(broadcast_id, 1))


def _joined_before(broadcast_id: int, reach: Reach, voice: Voice) -> Button:
    day = reach.audience.joined_before
    label = voice.label("button-joined-before-day", day=f"{day}") if day else voice.label("button-joined-before")
    return pressing(_mark(label, day), AskJoined(broadcast_id, 0))


def _active(broadcast_id: int, days: int, reach: Reach, voice: Voice) -> Button:
    """Pressed again it takes the restriction away."""
    is_chosen = reach.audience.active_days == days
    label = _mark(voice.label("button-audience-active", count=days), is_chosen)
    return pressing(label, SetActive(broadcast_id, 0 if is_chosen else days))


def _back(broadcast_id: int, voice: Voice) -> Row:
    return (pressing(voice.label("button-to-panel"), OpenAudience(broadcast_id)),)


def _mark(label: str, is_chosen: object) -> str:
    return f"{_CHOSEN}{label}" if is_chosen else label
