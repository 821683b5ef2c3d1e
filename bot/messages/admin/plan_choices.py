"""Choosing when a planned digest appears, of which topics, and for whom."""

from collections.abc import Collection, Sequence

from bot.messages.admin.plan_press import (
    OpenPlanTopics,
    SetCron,
    SetReadersActive,
    SwitchPlanLanguage,
    SwitchPlanTopic,
    SwitchReaders,
)
from bot.messages.admin.plans import back, chosen
from bot.messages.admin.reach import Reach, how_many, kind_name, language_name, who
from bot.messages.catalogue import in_order
from bot.messages.cleaning import clean, shorten
from bot.messages.keyboard import Page, Row, pressing, rows, turning
from bot.messages.markup import lines, paragraphs
from bot.messages.message import Button, Message
from bot.messages.naming import topic_id, topic_label
from bot.messages.texts import Voice
from storage.models import ChatKind, Topic

KINDS = (ChatKind.PRIVATE, ChatKind.GROUP, ChatKind.CHANNEL)
ACTIVE_DAYS = (7, 30, 90)
PAGE_SIZE = 8

_LONGEST_QUOTE = 60


def ask_cron(plan_id: int, offered: Sequence[str], voice: Voice) -> Message:
    """Return the question when a digest appears, with times in words as buttons."""
    buttons = [(pressing(words, SetCron(plan_id, place)),) for place, words in enumerate(offered)]
    return Message(voice.say("plan-ask-cron"), rows(*buttons, (back(plan_id, voice),)))


def cron_refused(plan_id: int, written: str, fault: str, voice: Voice) -> Message:
    """Return why a cron expression will not do; ``fault`` is the value of one of ``CronFault``."""
    quoted = shorten(clean(written), _LONGEST_QUOTE)
    match fault:
        case "often":
            why = voice.say("plan-cron-often")
        case "never":
            why = voice.say("plan-cron-never")
        case "fields":
            why = voice.say("plan-cron-fields")
        case _:
            why = voice.say("plan-cron-unreadable", text=quoted)
    return Message(why, rows((back(plan_id, voice),)))


def ask_zone(plan_id: int, zone: str, voice: Voice) -> Message:
    """Return the question by which clock the cron is read."""
    return Message(voice.say("plan-ask-zone", zone=zone), rows((back(plan_id, voice),)))


def zone_refused(plan_id: int, written: str, near: Sequence[str], voice: Voice) -> Message:
    """Return that there is no such time zone, with names that are like it."""
    quoted = shorten(clean(written), _LONGEST_QUOTE)
    meant = voice.say("plan-zone-near", names=", ".join(near)) if near else voice.say("plan-zone-how")
    unknown = voice.say("plan-zone-unknown", text=quoted) if quoted else ""
    return Message(lines(unknown, meant), rows((back(plan_id, voice),)))


def topics(plan_id: int, known: Sequence[Topic], wanted: Collection[int], page: int, voice: Voice) -> Message:
    """Return a page of topics, on which a press takes one in or out."""
    tree = in_order([topic for topic in known if topic.is_listed or topic.id in wanted])
    shown = Page.of(tree, page, PAGE_SIZE)
    buttons = [(_topic(plan_id, topic, depth, wanted, shown.number),) for topic, depth in shown.items]

    def turned(number: int) -> OpenPlanTopics:
        return OpenPlanTopics(plan_id, number)

    text = voice.say("plan-choose-topics", count=len(wanted))
    return Message(text, rows(*buttons, turning(shown.number, shown.count, turned), (back(plan_id, voice),)))


def _topic(plan_id: int, topic: Topic, depth: int, wanted: Collection[int], page: int) -> Button:
    label = f"{'└ ' if depth else ''}{chosen(topic_label(topic), is_chosen=topic.id in wanted)}"
    return pressing(label, SwitchPlanTopic(plan_id, topic_id(topic), page))


def readers(plan_id: int, reach: Reach, voice: Voice) -> Message:
    """Return who of the followers has a digest, with what narrows them down."""
    audience, languages = reach.audience, voice.texts.languages
    kinds = tuple(
        pressing(chosen(kind_name(kind, voice), is_chosen=kind in audience.kinds), SwitchReaders(plan_id, place))
        for place, kind in enumerate(KINDS)
    )
    spoken: list[Row] = [
        (
            pressing(
                chosen(language_name(each, voice), is_chosen=each in audience.languages),
                SwitchPlanLanguage(plan_id, place),
            ),
        )
        for place, each in enumerate(languages)
    ]
    days = tuple(
        pressing(
            chosen(voice.label("button-plan-active", count=each), is_chosen=each == audience.active_days),
            SetReadersActive(plan_id, 0 if each == audience.active_days else each),
        )
        for each in ACTIVE_DAYS
    )
    text = paragraphs(voice.say("plan-choose-readers"), lines(who(reach, voice), how_many(reach, voice)))
    return Message(text, rows(kinds, *(spoken if len(languages) > 1 else ()), days, (back(plan_id, voice),)))
