"""Why something was told, and why something was not, in plain sentences and by the reader's clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from markupsafe import Markup

from bot.views.callback_data import OpenMissed
from bot.views.format import (
    article_full_url,
    article_title,
    article_url,
    bold,
    clean_text,
    format_local_time,
    lines,
    link,
    paragraphs,
    shorten,
    topic_name,
)
from bot.views.message import Message, Page, build_keyboard, callback_button, page_buttons
from bot.views.rhythm import rhythm_text
from bot.views.texts import Voice
from bot.views.volume import volume_of, volume_words
from storage.decisions import Fate, Missed, Told
from storage.models import (
    Article,
    Cancellation,
    Delivery,
    DeliveryKind,
    DeliveryState,
    DigestOccasion,
    FilterMode,
    Subscriber,
    Subscription,
    Topic,
    Volume,
)
from storage.rhythm import QuietHours, Rhythm, RhythmKind

MISSED_PAGE_SIZE = 5
_LONGEST_TITLE = 160
_LONGEST_WORDS = 80
_MOST_FILTERS = 5
_SOON = timedelta(minutes=1)
"""What is sent so soon after it was due was sent at once."""


class WrittenFilter(NamedTuple):
    """A filter as its reader wrote it."""

    mode: FilterMode
    words: str


class Clock(NamedTuple):
    """By what a reader's times are told: whose they are, and in which zone."""

    subscriber: Subscriber
    zone: tzinfo

    def time(self, at: datetime, voice: Voice) -> Markup:
        """Return a moment."""
        return format_local_time(at, self.zone, voice)

    def ends_quiet_hours(self, at: datetime, since: datetime) -> bool:
        """Return whether quiet hours that held what came at one time end at another."""
        if not self.subscriber.quiet_hours:
            return False
        return next(QuietHours.parse(self.subscriber.quiet_hours).spans(self.zone, since)).end == at

    def ends_pause(self, at: datetime) -> bool:
        """Return whether a pause ends at a time."""
        return self.subscriber.paused_until == at


def why_message(told: Told, filters: Sequence[WrittenFilter], watched: str, clock: Clock, voice: Voice) -> Message:
    """Return why something was told: through what, by which rules, when, and why then.

    Args:
        told: What was.
        filters: Those that it passed.
        watched: The words that are watched, if it came through these.
        clock: Of the reader.
        voice: Texts and language.
    """
    keyboard = build_keyboard((callback_button(voice.label("button-why-missed"), OpenMissed()),))
    match told.delivery.kind:
        case DeliveryKind.BROADCAST:
            return Message(paragraphs(voice.say("why-announcement"), _times(told, clock, voice)))
        case DeliveryKind.NOTICE:
            return Message(paragraphs(voice.say("why-notice"), _times(told, clock, voice)))
        case DeliveryKind.CORRECTION:
            return Message(paragraphs(voice.say("why-correction"), _times(told, clock, voice)))
        case DeliveryKind.DIGEST:
            text = paragraphs(voice.say("why-digest"), _digest_lines(told, clock, voice), _times(told, clock, voice))
            return Message(text, keyboard)
    title = bold(_linked(told.article)) if told.article else Markup()
    rules = lines(_way(told, watched, voice), _filing(told, voice), *_rules(told, filters, clock, voice))
    head = lines(voice.say("why"), title)
    return Message(paragraphs(head, rules, _times(told, clock, voice), _reason_for_time(told, clock, voice)), keyboard)


def nothing_told_message(voice: Voice) -> Message:
    """Return that nothing was sent yet."""
    return Message(voice.say("why-nothing"))


def unknown_message(voice: Voice) -> Message:
    """Return that a message is none that can be explained."""
    return Message(voice.say("why-unknown"))


def not_told_message(article: Article, voice: Voice) -> Message:
    """Return that a story was not sent to the reader."""
    return Message(lines(bold(_linked(article)), voice.say("why-not-told")))


def _linked(article: Article) -> Markup:
    return link(article_full_url(article), article_title(article, _LONGEST_TITLE))


def _listed(article: Article) -> Markup:
    """The same where several stand: their links are shorter, if need be."""
    return link(article_url(article), article_title(article, _LONGEST_TITLE))


def _way(told: Told, watched: str, voice: Voice) -> Markup:
    """Through what an alert came."""
    if watched:
        return voice.say("why-watch", words=shorten(clean_text(watched), _LONGEST_WORDS))
    if told.topic is None:
        return voice.say("why-topic-gone")
    topic = bold(topic_name(told.topic))
    if told.followed is None:
        return voice.say("why-topic-left", topic=topic)
    if told.followed.id == told.topic.id:
        return voice.say("why-topic", topic=topic)
    return voice.say("why-topic-via", topic=topic, source=bold(topic_name(told.followed)))


def _filing(told: Told, voice: Voice) -> Markup:
    """By which keyword a story stands under its topic, where its record names none."""
    if told.filed is None or not told.filed.keyword:
        return Markup()
    words = shorten(clean_text(told.filed.keyword), _LONGEST_WORDS)
    return voice.say("why-filed-title" if told.filed.is_in_title else "why-filed-text", words=words)


def _rules(told: Told, filters: Sequence[WrittenFilter], clock: Clock, voice: Voice) -> list[Markup]:
    """By which rules an alert came."""
    choice = told.subscription if told.followed else None
    rhythm = Rhythm.parse((choice.rhythm if choice else "") or clock.subscriber.rhythm)
    return [
        voice.say("why-volume", volume=volume_words(volume_of(choice), voice)) if choice else Markup(),
        voice.say("why-filters", count=len(filters), filters=_filter_list(filters, voice)) if filters else Markup(),
        _rhythm_words_of_alert(rhythm, voice),
    ]


def _rhythm_words_of_alert(rhythm: Rhythm, voice: Voice) -> Markup:
    """An alert comes at once; with another rhythm, that was chosen after it."""
    words = rhythm_text(rhythm, voice, is_inside=True)
    if rhythm.kind is RhythmKind.AT_ONCE:
        return voice.say("why-rhythm", rhythm=words)
    return voice.say("why-rhythm-since", rhythm=words)


def filter_words(written: WrittenFilter, voice: Voice) -> Markup:
    """Return what a filter does, such as "hide crypto"."""
    words = shorten(clean_text(written.words), _LONGEST_WORDS)
    if written.mode is FilterMode.HIDE:
        return voice.say("filter-hide", words=words)
    return voice.say("filter-only", words=words)


def _filter_list(filters: Sequence[WrittenFilter], voice: Voice) -> Markup:
    """Some filters one after the other; of many the first."""
    more = [Markup("…")] * (len(filters) > _MOST_FILTERS)
    return Markup.escape(voice.series([*(filter_words(each, voice) for each in filters[:_MOST_FILTERS]), *more]))


def _times(told: Told, clock: Clock, voice: Voice) -> Markup:
    """When it was found, due and sent."""
    delivery, article = told.delivery, told.article
    found = voice.say("why-found", time=clock.time(article.arrived_at, voice)) if article else Markup()
    owed = Markup() if article else voice.say("why-owed", time=clock.time(delivery.created_at, voice))
    due = voice.say("why-due", time=clock.time(delivery.due_at, voice))
    sent_at = delivery.sent_at
    sent = voice.say("why-sent", time=clock.time(sent_at, voice)) if sent_at else voice.say("why-not-sent")
    return lines(*(Markup("• %s") % each for each in (found, owed, due, sent) if each))


def _reason_for_time(told: Told, clock: Clock, voice: Voice) -> Markup:
    """Why an alert came just then."""
    delivery = told.delivery
    if delivery.cancelled_for is Cancellation.IN_DIGEST:
        return voice.say("why-in-digest")
    if delivery.attempts + delivery.failures + delivery.unknowns:
        return voice.say("why-retried")
    if delivery.due_at - delivery.created_at > _SOON:
        return _held(delivery, clock, voice)
    if delivery.sent_at and delivery.sent_at - delivery.due_at > _SOON:
        return voice.say("why-queued")
    return voice.say("why-at-once") if delivery.state is DeliveryState.SENT else Markup()


def _held(delivery: Delivery, clock: Clock, voice: Voice) -> Markup:
    time = clock.time(delivery.due_at, voice)
    if clock.ends_quiet_hours(delivery.due_at, delivery.created_at):
        return voice.say("why-held-quiet", time=time)
    if clock.ends_pause(delivery.due_at):
        return voice.say("why-held-pause", time=time)
    return voice.say("why-held", time=time)


def _digest_lines(told: Told, clock: Clock, voice: Voice) -> Markup:
    digest = told.digest
    if digest is None:
        return voice.say("why-digest-edition")
    since, until = (clock.time(at, voice) for at in (digest.since_at, digest.until_at))
    occasion = _occasion(digest.occasion, told.delivery, voice)
    return lines(occasion, voice.say("why-digest-stories", count=len(digest.entries), since=since, time=until))


OCCASION_TEXT_KEYS = {
    DigestOccasion.QUIET: "why-digest-quiet",
    DigestOccasion.PAUSE: "why-digest-pause",
    DigestOccasion.RETURN: "why-digest-return",
    DigestOccasion.BURST: "why-digest-burst",
    DigestOccasion.NOW: "why-digest-now",
    DigestOccasion.EDITION: "why-digest-edition",
}


def _occasion(occasion: DigestOccasion, delivery: Delivery, voice: Voice) -> Markup:
    if occasion is DigestOccasion.HOUR:
        return voice.say("why-digest-hour", rhythm=_rhythm_of(delivery, voice))
    return voice.say(OCCASION_TEXT_KEYS[occasion])


def _rhythm_of(delivery: Delivery, voice: Voice) -> str:
    """The rhythm of a digest, which the key of its delivery names: ``digest:7:daily 08:00:2026-11-28``."""
    written = delivery.dedupe_key.split(":", 2)[-1].rpartition(":")[0]
    try:
        return rhythm_text(Rhythm.parse(written), voice, is_inside=True)
    except ValueError:
        return ""


FATE_TEXT_KEYS = {
    Fate.PAUSED: "missed-paused",
    Fate.FAILED: "missed-failed",
    Fate.UNCERTAIN: "missed-uncertain",
}
"""The reasons about which there is nothing more to say."""
CANCELLED_TEXT_KEYS = {
    Cancellation.WITHDRAWN: "missed-withdrawn",
    Cancellation.UNSUBSCRIBED: "missed-unsubscribed",
    Cancellation.PAUSED: "missed-paused",
    Cancellation.TOLD_ALREADY: "missed-folded-unknown",
}
"""Those of what was cancelled; any other is Telegram's."""


@dataclass(frozen=True, slots=True)
class MissedFacts:
    """What the reasons for a page of what was not told are worded from.

    Attributes:
        articles: By id: those of the page, and those that were told in their place.
        topics: By id.
        choices: What the reader wants of each topic.
        hiding: The filters that hide each article, by its id.
        clock: Of the reader.
    """

    articles: Mapping[int, Article]
    topics: Mapping[int, Topic]
    choices: Mapping[int, Subscription]
    hiding: Mapping[int, Sequence[WrittenFilter]]
    clock: Clock

    def topic(self, each: Missed) -> Markup:
        """Return the name of the topic that something would have come through; empty if it is not known."""
        found = self.topics.get(each.topic_id or 0)
        return bold(topic_name(found)) if found else Markup()


def missed_message(page: Page[Missed], facts: MissedFacts, voice: Voice) -> Message:
    """Return a page (``MISSED_PAGE_SIZE``) of what was not told lately, the newest first, each with the reason."""
    if not page.items:
        return Message(voice.say("missed-none"))
    told = [
        lines(bold(_listed(facts.articles[each.article_id])), _reason(each, facts, voice))
        for each in page.items
        if each.article_id in facts.articles
    ]
    turn = page_buttons(page.number, page.count, OpenMissed)
    return Message(paragraphs(voice.say("missed", count=page.total), *told), build_keyboard(turn))


def _reason(each: Missed, facts: MissedFacts, voice: Voice) -> Markup:
    match each.fate:
        case Fate.FOLDED:
            return _folded(facts.articles.get(each.told_id or 0), voice)
        case Fate.FILTERED:
            return _filtered(facts.hiding.get(each.article_id, ()), voice)
        case Fate.VOLUME:
            return _too_small(each, facts, voice)
        case Fate.CANCELLED:
            key = CANCELLED_TEXT_KEYS.get(each.reason or Cancellation.MISSING, "missed-unreachable")
            return voice.say(key)
        case Fate.PAUSED | Fate.FAILED | Fate.UNCERTAIN:
            return voice.say(FATE_TEXT_KEYS[each.fate])
        case Fate.HELD | Fate.WAITS | Fate.OFF | Fate.RETRIED:
            return _later(each, facts, voice)


def _folded(told: Article | None, voice: Voice) -> Markup:
    if told is None:
        return voice.say("missed-folded-unknown")
    return voice.say("missed-folded", title=_listed(told))


def _filtered(hiding: Sequence[WrittenFilter], voice: Voice) -> Markup:
    if not hiding:
        return voice.say("missed-filtered-unknown")
    return voice.say("missed-filtered", filters=_filter_list(hiding, voice))


def _too_small(each: Missed, facts: MissedFacts, voice: Voice) -> Markup:
    """That a story was below the volume of its topics, and when it comes in a digest all the same."""
    topic, choice = facts.topic(each), facts.choices.get(each.topic_id or 0)
    reason = voice.say("missed-volume")
    if choice and topic and choice.volume is Volume.TOP:
        reason = voice.say("missed-volume-top", topic=topic)
    elif choice and topic and choice.volume is Volume.SOME:
        reason = voice.say("missed-volume-some", topic=topic, count=choice.per_day)
    if each.until is None:
        return reason
    digest = voice.say("missed-volume-digest", time=facts.clock.time(each.until, voice))
    return Markup("%s %s") % (reason, digest)


def _later(each: Missed, facts: MissedFacts, voice: Voice) -> Markup:
    """Until when something waits, or that it comes no more."""
    topic = facts.topic(each) or voice.say("missed-watched")
    if each.fate is Fate.OFF:
        return voice.say("missed-off", topic=topic)
    if each.until is None:
        return voice.say("missed-waits-next", topic=topic)
    time = facts.clock.time(each.until, voice)
    if each.fate is Fate.WAITS:
        return voice.say("missed-waits", topic=topic, time=time)
    if each.fate is Fate.RETRIED:
        return voice.say("missed-retried", time=time)
    if facts.clock.ends_quiet_hours(each.until, each.at):
        return voice.say("missed-held-quiet", time=time)
    is_pause = facts.clock.ends_pause(each.until)
    return voice.say("missed-held-pause", time=time) if is_pause else voice.say("missed-held", time=time)
