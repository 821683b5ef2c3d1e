"""How much of a topic comes: the choices, what each would have sent yesterday, and what was chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.views.callback_data import (
    AskPerDay,
    OpenTopicFilters,
    OpenTopicRhythm,
    OpenTopicVolume,
    OpenVolumes,
    SetTopicVolume,
)
from bot.views.format import bold, clean_text, lines, paragraphs, shorten, topic_label, topic_name
from bot.views.message import (
    Button,
    Keyboard,
    Message,
    Page,
    build_keyboard,
    callback_button,
    catalogue_button,
    page_buttons,
    topic_card_button,
)
from bot.views.rhythm import rhythm_text
from bot.views.texts import Voice
from storage.models import Subscription, Topic, Volume
from storage.rhythm import Rhythm

MOST_PER_DAY = 100
"""Stories a day of a topic that somebody may want; who wants more takes each story."""

OFFERED_PER_DAY = (1, 3, 5, 10)
VOLUMES = (Volume.ALL, Volume.STORIES, Volume.TOP, Volume.SOME)
"""By the number that a button bears: the order does not change."""

_PAGE_SIZE = 8
_LONGEST_QUERY = 60


@dataclass(frozen=True, slots=True)
class TopicVolume:
    """How much of a topic comes.

    Attributes:
        per_day: stories, of the volume ``SOME``; otherwise 0.
    """

    volume: Volume
    per_day: int = 0


def volume_of(subscription: Subscription) -> TopicVolume:
    """Return how much a subscription lets through."""
    volume = Volume(subscription.volume)
    return TopicVolume(volume, subscription.per_day if volume is Volume.SOME else 0)


OFFERED = (
    TopicVolume(Volume.STORIES),
    TopicVolume(Volume.ALL),
    TopicVolume(Volume.TOP),
    *(TopicVolume(Volume.SOME, count) for count in OFFERED_PER_DAY),
)


@dataclass(frozen=True, slots=True)
class Yesterday:
    """What a topic had yesterday, by the person's clock.

    Attributes:
        stories: how many began.
        sent: what each choice would have sent: articles for ``ALL``, otherwise stories.
    """

    stories: int
    sent: Mapping[TopicVolume, int]


def volume_words(chosen: TopicVolume, voice: Voice) -> Markup:
    """Return how much comes, as words within a sentence."""
    match chosen.volume:
        case Volume.ALL:
            return voice.say("volume-all")
        case Volume.STORIES:
            return voice.say("volume-stories")
        case Volume.TOP:
            return voice.say("volume-top")
        case Volume.SOME:
            return voice.say("volume-some", count=chosen.per_day)
        case Volume.MUTED:
            return voice.say("volume-muted")


def _choice_label(choice: TopicVolume, voice: Voice) -> str:
    match choice.volume:
        case Volume.ALL:
            return voice.label("button-volume-all")
        case Volume.TOP:
            return voice.label("button-volume-top")
        case Volume.SOME:
            return voice.label("button-volume-some", count=choice.per_day)
        case _:
            return voice.label("button-volume-stories")


def topic_setting_rows(topic: Topic, chosen: TopicVolume, rhythm: str, filters: int, voice: Voice) -> Keyboard:
    """Return what is chosen about a topic as buttons that lead there: volume, rhythm and filters.

    Args:
        topic: The one.
        chosen: How much of it comes.
        rhythm: When it comes, as it is stored (``storage/rhythm.py``).
        filters: How many there are for this topic.
        voice: Texts and language.
    """
    words = str(volume_words(chosen, voice))
    volume = callback_button(voice.label("button-topic-volume", volume=words), OpenTopicVolume(topic.id))
    how = rhythm_text(Rhythm.parse(rhythm), voice, is_inside=True)
    when = callback_button(voice.label("button-topic-rhythm", rhythm=how), OpenTopicRhythm(topic.id))
    hidden = callback_button(voice.label("button-topic-filters", count=filters), OpenTopicFilters(topic.id))
    return ((volume,), (when, hidden))


def volumes_message(heard: Sequence[tuple[Topic, TopicVolume]], page: int, voice: Voice) -> Message:
    """Return the topics that a person follows, each with how much of it comes and a button to change that."""
    if not heard:
        return Message(voice.say("volumes-none"), build_keyboard((catalogue_button(voice),)))
    shown = Page.of(heard, page, _PAGE_SIZE)
    rows = [(_volume_of_button(topic, chosen, voice),) for topic, chosen in shown.items]
    how = "" if voice.scene.is_elsewhere else voice.say("volumes-how", name=topic_name(heard[0][0]))
    turns = page_buttons(shown.number, shown.count, OpenVolumes, is_round=True)
    return Message(paragraphs(voice.say("volumes"), how), build_keyboard(*rows, turns))


def _volume_of_button(topic: Topic, chosen: TopicVolume, voice: Voice) -> Button:
    words = str(volume_words(chosen, voice))
    return callback_button(
        voice.label("button-volume-of", topic=topic_label(topic), volume=words), OpenTopicVolume(topic.id)
    )


def topic_volume_message(
    topic: Topic, now: TopicVolume | None, source: Topic | None, yesterday: Yesterday, voice: Voice
) -> Message:
    """Return the choices for a topic, with what each would have sent yesterday.

    Args:
        topic: The one.
        now: How much of it comes; None for who does not follow it.
        source: The topic above it that decides so; None where it does itself.
        yesterday: What it had.
        voice: Texts and language.
    """
    told = [_choice_line(choice, yesterday, voice) for choice in OFFERED]
    text = paragraphs(
        lines(voice.say("volume-page", topic=bold(topic_name(topic))), _now_line(now, source, voice)),
        lines(voice.say("volume-yesterday", count=yesterday.stories), *told)
        if yesterday.stories
        else voice.say("volume-quiet"),
        voice.say("volume-how"),
    )
    single = [_choice_button(topic, choice, now, voice) for choice in OFFERED]
    pairs = [tuple(single[start : start + 2]) for start in range(3, len(single), 2)]
    other = callback_button(voice.label("button-volume-other"), AskPerDay(topic.id))
    back = (topic_card_button(topic, voice), _all_volumes_button(voice))
    return Message(text, build_keyboard((single[0],), tuple(single[1:3]), *pairs, (other,), back))


def _all_volumes_button(voice: Voice) -> Button:
    return callback_button(voice.label("button-all-volumes"), OpenVolumes())


def _now_line(now: TopicVolume | None, source: Topic | None, voice: Voice) -> Markup:
    if now is None:
        return voice.say("volume-now-none")
    if now.volume is Volume.MUTED:
        return voice.say("volume-now-muted")
    words = volume_words(now, voice)
    if source is None:
        return voice.say("volume-now", volume=words)
    return voice.say("volume-now-along", volume=words, source=bold(topic_name(source)))


def _choice_line(choice: TopicVolume, yesterday: Yesterday, voice: Voice) -> Markup:
    label, sent = _choice_label(choice, voice), yesterday.sent.get(choice, 0)
    if choice.volume is Volume.ALL:
        return voice.say("volume-line-all", choice=label, sent=sent)
    return voice.say("volume-line", choice=label, sent=sent, total=yesterday.stories)


def _choice_button(topic: Topic, choice: TopicVolume, now: TopicVolume | None, voice: Voice) -> Button:
    mark = "✓ " if choice == now else ""
    data = SetTopicVolume(topic.id, VOLUMES.index(choice.volume), choice.per_day)
    return callback_button(f"{mark}{_choice_label(choice, voice)}", data)


def volume_set_message(topic: Topic, chosen: TopicVolume, yesterday: Yesterday, voice: Voice) -> Message:
    """Return what comes of a topic from now on, and what that would have sent yesterday."""
    count, sent = yesterday.stories, yesterday.sent.get(chosen, 0)
    told = (
        voice.say("volume-set-yesterday-all", count=count, sent=sent)
        if chosen.volume is Volume.ALL
        else voice.say("volume-set-yesterday", count=count, sent=sent)
    )
    change = callback_button(voice.label("button-volume-change"), OpenTopicVolume(topic.id))
    rows = ((change, _all_volumes_button(voice)), (topic_card_button(topic, voice),))
    return Message(paragraphs(_set_text(topic, chosen, voice), told), build_keyboard(*rows))


def _set_text(topic: Topic, chosen: TopicVolume, voice: Voice) -> Markup:
    name = bold(topic_name(topic))
    match chosen.volume:
        case Volume.ALL:
            return voice.say("volume-set-all", topic=name)
        case Volume.TOP:
            return voice.say("volume-set-top", topic=name)
        case Volume.SOME:
            return voice.say("volume-set-some", topic=name, count=chosen.per_day)
        case _:
            return voice.say("volume-set-stories", topic=name)


def per_day_question(topic: Topic, voice: Voice, *, was_unclear: bool = False) -> Message:
    """Return the question how many stories a day somebody wants; again where the answer was no number."""
    name = topic_name(topic)
    text = (
        voice.say("volume-unclear", name=name, more=MOST_PER_DAY)
        if was_unclear
        else voice.say("volume-ask", topic=bold(name), name=name, more=MOST_PER_DAY)
    )
    back = callback_button(voice.label("button-volume-back"), OpenTopicVolume(topic.id))
    return Message(text, build_keyboard((back,)))


def unknown_volume_message(topic: Topic, query: str, voice: Voice) -> Message:
    """Return that a word or number behind the topic is no volume, with those that there are."""
    asked = shorten(clean_text(query), _LONGEST_QUERY)
    text = voice.say("volume-unknown", query=asked, name=topic_name(topic), more=MOST_PER_DAY)
    change = callback_button(voice.label("button-volume-change"), OpenTopicVolume(topic.id))
    return Message(text, build_keyboard((change,)))


def volume_toast(topic: Topic, chosen: TopicVolume, voice: Voice) -> str:
    """How much of a topic comes now."""
    return voice.label("toast-volume", topic=topic_name(topic), volume=str(volume_words(chosen, voice)))
