"""Filters and watches: what one would hide before it is saved, lists of them, and muting the source of an alert."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from markupsafe import Markup

from bot.views.callback_data import (
    AskFilter,
    AskWatch,
    CallbackData,
    CancelFilter,
    MuteSource,
    OpenFilter,
    OpenFilters,
    OpenRelated,
    OpenTopicFilters,
    OpenWatch,
    OpenWatches,
    RemoveFilter,
    RemoveWatch,
    SaveFilter,
    UndoWatch,
    UnmuteSource,
)
from bot.views.format import (
    article_full_url,
    article_title,
    bold,
    clean_text,
    lines,
    link,
    paragraphs,
    provider_name,
    shorten,
    topic_label,
    topic_name,
)
from bot.views.message import (
    Button,
    Keyboard,
    Message,
    Page,
    build_keyboard,
    callback_button,
    follow_button,
    page_buttons,
    settings_button,
)
from bot.views.texts import Voice
from storage.models import Article, FilterMode, Topic, Watch, WordFilter

FILTERS_PAGE_SIZE = 8
SHOWN_STORIES = 5
"""Stories whose titles a trial names; the rest is counted."""
A_WEEK, FOR_GOOD = 7, 0
"""Days for which a source is muted."""
_LONGEST_TITLE = 90
_LONGEST_LABEL = 40
_LONGEST_TERM = 60
_LONGEST_SOURCE = 24


@dataclass(frozen=True, slots=True)
class FilterTrial:
    """What filters that are not saved yet would have hidden.

    Attributes:
        drafts: the filters: one that hides, one that lets through, or both.
        hidden: stories that they would have hidden, newest first, each with its articles.
        tried: how many stories were looked at.
        topic: the topic to which they are confined, if they are.
        is_heard: whether the subscriber hears of that topic.
    """

    drafts: Sequence[WordFilter]
    hidden: Sequence[Sequence[Article]]
    tried: int
    topic: Topic | None = None
    is_heard: bool = True


def filter_trial_message(trial: FilterTrial, voice: Voice) -> Message:
    """Return what filters do and would have hidden, with *Save* and *Cancel*."""
    first, second = [*(draft.id for draft in trial.drafts), 0][:2]
    buttons = (
        callback_button(voice.label("button-filter-save"), SaveFilter(first, second)),
        callback_button(voice.label("button-filter-cancel"), CancelFilter(first, second)),
    )
    what = [filter_sentence(draft, trial.topic, voice) for draft in trial.drafts]
    return Message(paragraphs(*what, _tried(trial, voice), _not_followed(trial, voice)), build_keyboard(buttons))


def filter_saved_message(trial: FilterTrial, cancelled: int, voice: Voice) -> Message:
    """Return that they are saved; ``cancelled`` alerts that were on their way are hidden."""
    what = [filter_sentence(each, trial.topic, voice) for each in trial.drafts]
    gone = voice.say("filter-cancelled-alerts", count=cancelled) if cancelled else ""
    follow = (follow_button(trial.topic, voice),) if trial.topic and not trial.is_heard else ()
    text = paragraphs(voice.say("filter-saved"), *what, gone, _not_followed(trial, voice))
    return Message(text, build_keyboard(follow, (filters_button(voice),)))


def filter_not_saved_message(voice: Voice) -> Message:
    """Return the answer to *Cancel*."""
    return Message(voice.say("filter-not-saved"), build_keyboard((filters_button(voice),)))


def filter_sentence(word_filter: WordFilter, topic: Topic | None, voice: Voice) -> Markup:
    """Return what a filter does, with its words."""
    words, name = _words(word_filter.expression, voice), bold(topic_name(topic)) if topic else Markup()
    if word_filter.mode == FilterMode.ONLY:
        told = (
            voice.say("filter-allows-in", words=words, topic=name) if topic else voice.say("filter-allows", words=words)
        )
    else:
        told = (
            voice.say("filter-hides-in", words=words, topic=name) if topic else voice.say("filter-hides", words=words)
        )
    return lines(told, voice.say("filter-any") if len(_terms(word_filter.expression)) > 1 else "")


_TERM = re.compile(r'[^\s"]*"[^"]*"|\S+')


def _terms(expression: str) -> list[str]:
    """The terms of an expression as it is stored (``bot/news/filters.py``), as one would type them."""
    return _TERM.findall(expression.partition(": ")[2])


def _series(expression: str, voice: Voice) -> str:
    """The terms one after the other."""
    return voice.series(_terms(expression))


def _words(expression: str, voice: Voice) -> Markup:
    return bold(_series(expression, voice))


def _tried(trial: FilterTrial, voice: Voice) -> Markup:
    if not trial.tried:
        return voice.say("filter-untried")
    shown = trial.hidden[:SHOWN_STORIES]
    rest = len(trial.hidden) - len(shown)
    return lines(
        voice.say("filter-tried", count=len(trial.hidden), more=trial.tried),
        *(_hidden_story(story, voice) for story in shown),
        voice.say("filter-hidden-more", count=rest) if rest else "",
    )


def _hidden_story(story: Sequence[Article], voice: Voice) -> Markup:
    lead = max(story, key=lambda article: article.quality)
    title = link(article_full_url(lead), article_title(lead, _LONGEST_TITLE))
    return voice.say("filter-hidden-story", title=title, source=provider_name(lead))


def _not_followed(trial: FilterTrial, voice: Voice) -> Markup:
    if trial.topic is None or trial.is_heard:
        return Markup()
    return voice.say("filter-not-followed", topic=bold(topic_name(trial.topic)))


# What cannot be read, and what is too much.


def filter_error_message(problem: str, term: str, most: Mapping[str, int], voice: Voice) -> Message:
    """Return what is wrong with what somebody typed, and what to do.

    Args:
        problem: a value of ``FilterProblem`` (``bot/news/filters.py``).
        term: the part that is wrong, as typed.
        most: how many there may be, by the problem with more.
        voice: The texts.
    """
    match problem:
        case "empty":
            text = voice.say("filter-empty")
        case "too-long":
            text = voice.say("filter-too-long", count=most[problem])
        case "too-many":
            text = voice.say("filter-too-many", count=most[problem])
        case "only-minus":
            text = voice.say("watch-only-minus")
        case _:
            text = voice.say("filter-no-word", term=shorten(clean_text(term), _LONGEST_TERM))
    return Message(text)


def filters_full_message(count: int, voice: Voice) -> Message:
    """Return that there can be no more filters."""
    return Message(voice.say("filters-full", count=count), build_keyboard((filters_button(voice),)))


def watches_full_message(count: int, voice: Voice) -> Message:
    """Return that there can be no more watches."""
    return Message(voice.say("watches-full", count=count), build_keyboard((watches_button(voice),)))


# Lists.


def filters_message(filters: Sequence[WordFilter], topics: Mapping[int, Topic], page: int, voice: Voice) -> Message:
    """Return all filters of a subscriber, with a button each."""
    shown = Page.of(filters, page, FILTERS_PAGE_SIZE)
    text = voice.say("filters", count=shown.total) if filters else voice.say("filters-none")
    keyboard = build_keyboard(
        *((_filter_button(each, topics.get(each.topic_id or 0), voice),) for each in shown.items),
        page_buttons(shown.number, shown.count, OpenFilters, is_round=True),
        (callback_button(voice.label("button-filter-add"), AskFilter(0)),),
        (watches_button(voice), settings_button(voice)),
    )
    return Message(paragraphs(text, "" if voice.scene.is_elsewhere else voice.say("filters-how")), keyboard)


def topic_filters_message(filters: Sequence[WordFilter], topic: Topic, voice: Voice) -> Message:
    """Return the filters that are confined to a topic."""
    name = bold(topic_name(topic))
    text = (
        voice.say("filters-of-topic", count=len(filters), topic=name)
        if filters
        else voice.say("filters-of-topic-none", topic=name)
    )
    keyboard = build_keyboard(
        *((_filter_button(each, None, voice),) for each in filters),
        (callback_button(voice.label("button-filter-add"), AskFilter(topic.id)),),
        (filters_button(voice),),
    )
    how = "" if voice.scene.is_elsewhere else voice.say("filters-of-topic-how", topic=topic_name(topic))
    return Message(paragraphs(text, how), keyboard)


def filter_message(word_filter: WordFilter, topic: Topic | None, zone: tzinfo, voice: Voice) -> Message:
    """Return one filter, with the button that removes it."""
    ends = word_filter.expires_at
    until = voice.say("filter-until", at=ends.astimezone(zone)) if ends else ""
    remove = callback_button(voice.label("button-filter-remove"), RemoveFilter(word_filter.id))
    return Message(
        paragraphs(filter_sentence(word_filter, topic, voice), until),
        build_keyboard((remove,), (filters_button(voice),)),
    )


def filter_question(topic: Topic | None, voice: Voice) -> Message:
    """Ask which words to filter."""
    back = callback_button(voice.label("button-back"), OpenTopicFilters(topic.id) if topic else OpenFilters())
    if topic:
        name = topic_name(topic)
        return Message(voice.say("filter-ask-in", topic=bold(name), name=name), build_keyboard((back,)))
    return Message(voice.say("filter-ask"), build_keyboard((back,)))


def filters_button(voice: Voice) -> Button:
    """*All filters*."""
    return callback_button(voice.label("button-filters"), OpenFilters())


def filter_removed_toast(voice: Voice) -> str:
    """Return that a filter is removed."""
    return voice.label("toast-filter-removed")


def _filter_button(word_filter: WordFilter, topic: Topic | None, voice: Voice) -> Button:
    words = _series(word_filter.expression, voice)
    label = voice.label("label-filter-in", topic=topic_label(topic), words=words) if topic else words
    label = shorten(label, _LONGEST_LABEL)
    written = (
        voice.label("button-filter-only", label=label)
        if word_filter.mode == FilterMode.ONLY
        else voice.label("button-filter-hide", label=label)
    )
    return callback_button(written, OpenFilter(word_filter.id))


# Watches.


def watch_saved_message(watch: Watch, found: int, voice: Voice) -> Message:
    """Return that words are watched, which ``found`` stories of the last week hold, with *Undo*."""
    undo = callback_button(voice.label("button-undo"), UndoWatch(watch.id))
    text = paragraphs(_watch_sentence(watch, voice), voice.say("watch-tried", count=found))
    return Message(text, build_keyboard((undo, watches_button(voice))))


def watched_already_message(watch: Watch, voice: Voice) -> Message:
    """Return that the same words are watched already."""
    text = voice.say("watch-already", words=_words(watch.expression, voice))
    return Message(text, build_keyboard((watches_button(voice),)))


def watch_undone_message(watch: Watch, voice: Voice) -> Message:
    """Return the answer to *Undo*."""
    text = voice.say("watch-undone", words=_words(watch.expression, voice))
    return Message(text, build_keyboard((watches_button(voice),)))


def watches_message(watches: Sequence[Watch], page: int, voice: Voice) -> Message:
    """Return all watches of a subscriber, with a button each."""
    shown = Page.of(watches, page, FILTERS_PAGE_SIZE)
    text = voice.say("watches", count=shown.total) if watches else voice.say("watches-none")
    rows = []
    for watch in shown.items:
        label = shorten(_series(watch.expression, voice), _LONGEST_LABEL)
        rows.append((callback_button(voice.label("button-watched-words", label=label), OpenWatch(watch.id)),))
    keyboard = build_keyboard(
        *rows,
        page_buttons(shown.number, shown.count, OpenWatches, is_round=True),
        (callback_button(voice.label("button-watch-add"), AskWatch()),),
        (filters_button(voice), settings_button(voice)),
    )
    return Message(paragraphs(text, "" if voice.scene.is_elsewhere else voice.say("watches-how")), keyboard)


def watch_message(watch: Watch, voice: Voice) -> Message:
    """Return one watch, with the button that removes it."""
    remove = callback_button(voice.label("button-watch-remove"), RemoveWatch(watch.id))
    return Message(_watch_sentence(watch, voice), build_keyboard((remove,), (watches_button(voice),)))


def watch_question(voice: Voice) -> Message:
    """Ask which words to watch."""
    back = callback_button(voice.label("button-back"), OpenWatches())
    return Message(voice.say("watch-ask"), build_keyboard((back,)))


def watches_button(voice: Voice) -> Button:
    """*Words that you watch*."""
    return callback_button(voice.label("button-watches"), OpenWatches())


def watch_removed_toast(voice: Voice) -> str:
    """Return that words are watched no longer."""
    return voice.label("toast-watch-removed")


def _watch_sentence(watch: Watch, voice: Voice) -> Markup:
    words = _words(watch.expression, voice)
    return voice.say("watch-all", words=words) if len(_terms(watch.expression)) > 1 else voice.say("watch", words=words)


# Muting a source, below an alert.


def source_name(article: Article) -> str:
    """Return what a source is muted by: its domain, else its name; perhaps nothing."""
    domain = clean_text(article.provider_domain).lower().removeprefix("www.")
    return domain or provider_name(article)


def mute_source_choices(article: Article, muted: WordFilter | None, voice: Voice) -> Keyboard:
    """Return for how long the source of an alert can be muted, or the button that unmutes it; and the way back."""
    source = shorten(source_name(article), _LONGEST_SOURCE)
    back = callback_button(voice.label("button-back-to-alert"), OpenRelated(article.id, 0))
    choices: list[tuple[str, CallbackData]] = (
        [(voice.label("button-unmute-source", source=source), UnmuteSource(article.id, muted.id))]
        if muted
        else [
            (voice.label("button-mute-source-week", source=source), MuteSource(article.id, A_WEEK)),
            (voice.label("button-mute-source-good", source=source), MuteSource(article.id, FOR_GOOD)),
        ]
    )
    return build_keyboard(*((callback_button(*each),) for each in choices), (back,))


def mute_source_question(article: Article, muted: WordFilter | None, voice: Voice) -> Message:
    """Return the same as a message, for an alert that cannot be edited any more."""
    source = bold(source_name(article))
    text = voice.say("source-muted", source=source) if muted else voice.say("mute-source-which", source=source)
    return Message(text, mute_source_choices(article, muted, voice))


def source_muted_toast(article: Article, days: int, voice: Voice) -> str:
    """Return that a source is muted, for a week or for good."""
    source = source_name(article)
    if days == A_WEEK:
        return voice.label("toast-source-muted-week", source=source)
    return voice.label("toast-source-muted", source=source)


def source_unmuted_toast(article: Article, voice: Voice) -> str:
    """Return that a source is heard again."""
    return voice.label("toast-source-unmuted", source=source_name(article))


def filters_full_toast(voice: Voice) -> str:
    """Return that there can be no more filters."""
    return voice.label("toast-filters-full")
