"""Topics as editors change them: the list, the page of one, questions and answers, and what was looked for in vain."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from markupsafe import Markup

from bot.views.admin.admins import stop_asking_row
from bot.views.admin.callback_data import (
    AskMissedAlias,
    AskNewTopic,
    AskTopicChange,
    ConfirmMergeTopics,
    MakeMissedAlias,
    MakeMissedTopic,
    OpenMissedSearch,
    OpenMissedSearches,
    OpenTopicEditor,
    OpenTopicList,
    RemoveTopicAlias,
    SettleMissedSearch,
    UndoTopicChange,
)
from bot.views.format import bold, clean_text, lines, paragraphs, shorten, topic_label, topic_name
from bot.views.message import Message, Page, Row, build_keyboard, callback_button, page_buttons
from bot.views.texts import Voice
from storage.models import MissedSearch, Topic, TopicAlias, TopicEdit
from storage.topic_merges import Followers

TOPIC_LIST_PAGE_SIZE = 20
MISSED_PAGE_SIZE = 10
_A_ROW = 2
_MOST_ALIAS_BUTTONS = 12
_LONGEST_LABEL = 30
_LONGEST_WORDS = 600


class TopicChange(Enum):
    """What an editor may change of a topic: the end of the keys of its texts. Their order is that of stored buttons."""

    NAME = "name"
    DESCRIPTION = "description"
    PARENT = "parent"
    KEYWORDS = "keywords"
    ALIAS = "alias"
    MERGE = "merge"


TOPIC_CHANGES = tuple(TopicChange)
NEW_TOPIC, MISSED_ALIAS = "new", "missed"
"""What else an editor may be asked, besides these."""


class TopicFault(Enum):
    """Why something was not done: the key of the sentence that says so."""

    UNKNOWN = "topic-unknown"
    NO_NAME = "topic-name-missing"
    TAKEN = "topic-name-taken"
    ALIAS_IS_TOPIC = "topic-alias-is-topic"
    SAME = "topic-same"
    PARENT_BELOW = "topic-parent-below"
    MERGED_ALREADY = "topic-merged-already"
    TOO_MANY_KEYWORDS = "topic-keyword-many"


class TopicRefusedError(Exception):
    """Something about a topic is not done.

    Attributes:
        fault: Why.
        said: What the sentence names.
    """

    def __init__(self, fault: TopicFault, **said: str) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.said = said


@dataclass(frozen=True, slots=True)
class TopicState:
    """A topic as an editor sees it.

    Attributes:
        parent: the topic above it.
        followers: how many follow the topic itself.
        edit: what the chat changed of it, if anything.
    """

    topic: Topic
    parent: Topic | None
    aliases: Sequence[TopicAlias]
    followers: int
    edit: TopicEdit | None


def topic_list_page(page: Page[Topic], missed: int, voice: Voice) -> Message:
    """Return a page of all topics, each with a button that opens it; ``missed`` is how many searches wait."""
    opening = [callback_button(topic_label(topic), OpenTopicEditor(topic.id)) for topic in page.items]
    rows = [tuple(opening[start : start + _A_ROW]) for start in range(0, len(opening), _A_ROW)]
    new = (callback_button(voice.label("button-topic-new"), AskNewTopic()),)
    searches = (callback_button(voice.label("button-missed-searches", count=missed), OpenMissedSearches(0)),)
    turn = page_buttons(page.number, page.count, OpenTopicList)
    text = voice.say("topic-list") if page.items else voice.say("topic-list-none")
    return Message(text, build_keyboard(*rows, turn, new, searches if missed else ()))


def topic_editor_message(state: TopicState, voice: Voice, said: Markup | str = "") -> Message:
    """Return the page of one topic, below what was just done, with a button for each change."""
    topic = state.topic
    about = lines(
        bold(topic_name(topic)),
        clean_text(topic.description) or voice.say("topic-no-description"),
        voice.say("topic-below", parent=topic_name(state.parent)) if state.parent else voice.say("topic-at-top"),
        _series("topic-aliases", "topic-no-aliases", topic.aliases, voice),
        _series("topic-keywords", "topic-no-keywords", topic.keywords, voice),
        voice.say("topic-followers", followers=state.followers),
    )
    where = voice.say("topic-in-file", file=clean_text(topic.file)) if topic.file else voice.say("topic-in-no-file")
    if not topic.is_listed:
        where = voice.say("topic-not-offered")
    text = paragraphs(said, about, where) if said else paragraphs(about, where)
    return Message(
        text, build_keyboard(*_change_rows(state, voice), *_alias_rows(state, voice), _last_row(state, voice))
    )


def _series(key: str, empty: str, words: Sequence[str], voice: Voice) -> Markup:
    shown = shorten(", ".join(map(clean_text, words)), _LONGEST_WORDS)
    return voice.say(key, words=shown) if shown else voice.say(empty)


def _change_rows(state: TopicState, voice: Voice) -> list[Row]:
    buttons = [
        callback_button(voice.label(f"button-topic-{change.value}"), AskTopicChange(state.topic.id, number))
        for number, change in enumerate(TOPIC_CHANGES)
    ]
    return [tuple(buttons[start : start + _A_ROW]) for start in range(0, len(buttons), _A_ROW)]


def _alias_rows(state: TopicState, voice: Voice) -> list[Row]:
    version = state.edit.version if state.edit else 0
    own = [(place, alias) for place, alias in enumerate(state.aliases) if not alias.is_from_file]
    buttons = [
        callback_button(
            voice.label("button-topic-unalias", name=shorten(alias.name, _LONGEST_LABEL)),
            RemoveTopicAlias(state.topic.id, place, version),
        )
        for place, alias in own[:_MOST_ALIAS_BUTTONS]
    ]
    return [tuple(buttons[start : start + _A_ROW]) for start in range(0, len(buttons), _A_ROW)]


def _last_row(state: TopicState, voice: Voice) -> Row:
    everything = callback_button(voice.label("button-topic-list"), OpenTopicList(0))
    if state.edit is None or not state.edit.before:
        return (everything,)
    undo = callback_button(voice.label("button-topic-undo"), UndoTopicChange(state.topic.id, state.edit.version))
    return (undo, everything)


def topic_question(what: str, topic: Topic | None, voice: Voice) -> Message:
    """Return the question about a topic, or what a new one is called."""
    key = f"ask-topic-{what}"
    text = voice.say(key, topic=topic_name(topic)) if topic else voice.say(key)
    return Message(text, build_keyboard(stop_asking_row(voice)))


def topic_refused_message(error: TopicRefusedError, voice: Voice, *, is_asked: bool = False) -> Message:
    """Return why something is not done; while an answer is waited for, with a way out."""
    row = stop_asking_row(voice) if is_asked else (callback_button(voice.label("button-topic-list"), OpenTopicList(0)),)
    return Message(voice.say(error.fault.value, **error.said), build_keyboard(row))


def topic_syntax_message(form: str, voice: Voice) -> Message:
    """Return how a command is written."""
    return Message(voice.say("topic-syntax", form=form))


def topic_changed_since_toast(voice: Voice) -> str:
    """Return the toast for a button about what is not so any more."""
    return voice.label("topic-changed-since")


def merge_question(topic: Topic, target: Topic, followers: Followers, voice: Voice) -> Message:
    """Return the question whether to make one topic part of another, with how many it concerns."""
    names = {"topic": topic_name(topic), "target": topic_name(target)}
    parts = [
        voice.say("topic-merge-followers", followers=followers.number, **names)
        if followers.number
        else voice.say("topic-merge-nobody", topic=names["topic"])
    ]
    if followers.of_both:
        parts.append(voice.say("topic-merge-both", both=followers.of_both, target=names["target"]))
    parts.append(voice.say("topic-merge-means", target=names["target"]))
    yes = callback_button(voice.label("button-topic-merge-yes"), ConfirmMergeTopics(topic.id, target.id))
    no = callback_button(voice.label("button-topic-merge-no"), OpenTopicEditor(topic.id))
    return Message(paragraphs(voice.say("topic-merge-question", **names), *parts), build_keyboard((yes,), (no,)))


def merged_text(topic: Topic, target: Topic, followers: Followers, voice: Voice) -> Markup:
    """Return that a topic is part of another one now."""
    done = voice.say("topic-merged", topic=topic_name(topic), target=topic_name(target))
    return Markup(" ").join((done, voice.say("topic-merged-followers", followers=followers.number)))


# What was looked for in vain.


def missed_searches_message(page: Page[MissedSearch], voice: Voice) -> Message:
    """Return a page of what was looked for and is not there, each with a button that opens it."""
    if not page.items:
        return Message(voice.say("missed-searches-none"), build_keyboard(_to_list(voice)))
    rows = [
        (
            callback_button(
                voice.label("button-missed", words=shorten(each.text, _LONGEST_LABEL), count=each.count),
                OpenMissedSearch(each.id),
            ),
        )
        for each in page.items
    ]
    turn = page_buttons(page.number, page.count, OpenMissedSearches)
    return Message(voice.say("missed-searches"), build_keyboard(*rows, turn, _to_list(voice)))


def _to_list(voice: Voice) -> Row:
    return (callback_button(voice.label("button-topic-list"), OpenTopicList(0)),)


def missed_search_message(missed: MissedSearch, near: Sequence[Topic], voice: Voice) -> Message:
    """Return what was looked for, with topics that it may mean and what else may become of it."""
    meant = [
        (
            callback_button(
                voice.label("button-missed-is", topic=topic_label(topic)), MakeMissedAlias(missed.id, topic.id)
            ),
        )
        for topic in near
    ]
    others = (
        (callback_button(voice.label("button-missed-other"), AskMissedAlias(missed.id)),),
        (callback_button(voice.label("button-missed-topic"), MakeMissedTopic(missed.id)),),
        (callback_button(voice.label("button-missed-settle"), SettleMissedSearch(missed.id)),),
        (callback_button(voice.label("button-missed-back"), OpenMissedSearches(0)),),
    )
    text = voice.say("missed-search", words=clean_text(missed.text), count=missed.count, at=missed.last_at)
    return Message(text, build_keyboard(*meant, *others))


def missed_alias_question(missed: MissedSearch, voice: Voice) -> Message:
    """Return the question of which topic that is another name."""
    text = voice.say("ask-missed-alias", words=clean_text(missed.text))
    return Message(text, build_keyboard(stop_asking_row(voice)))


def missed_settled_toast(missed: MissedSearch, voice: Voice) -> str:
    """Return that a search is off the list."""
    return voice.label("missed-settled", words=shorten(missed.text, _LONGEST_LABEL))


def missed_gone_toast(voice: Voice) -> str:
    """Return that somebody dealt with it already."""
    return voice.label("missed-gone")
