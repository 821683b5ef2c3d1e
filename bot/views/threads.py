"""Threads: whether topics come here or in a thread each, and what became of the threads."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.views.callback_data import FollowHere, MakeThreads, OpenMyTopics, ToggleTopicThreads
from bot.views.format import paragraphs, topic_label, topic_name
from bot.views.message import Keyboard, Message, Row, build_keyboard, callback_button
from bot.views.texts import Voice
from storage.models import Topic

LONGEST_THREAD_NAME = 128
"""Characters (Bot API, ``createForumTopic``)."""
_MOST_BUTTONS = 30


@dataclass(slots=True)
class MadeThreads:
    """What became of the topics that were to have a thread each."""

    made: list[Topic] = field(default_factory=list)
    there: list[Topic] = field(default_factory=list)
    """They had one already."""
    left: list[Topic] = field(default_factory=list)
    """Telegram wants a pause before these, or did not make them."""


def threads_question(topics: Sequence[Topic], unknown: Sequence[str], voice: Voice) -> Message:
    """Return the question whether topics come in General, or each in a thread of its own; none: all that it follows."""
    named = voice.say("threads-question-topics", topics=names_of(topics, voice)) if topics else ""
    missing = voice.say("threads-question-unknown", names=voice.series(unknown)) if unknown else ""
    text = paragraphs(named, missing, voice.say("threads-question"))
    return Message(text, question_keyboard(topics, voice))


def question_keyboard(topics: Sequence[Topic], voice: Voice) -> Keyboard:
    """Return *Here* and *A thread for each topic*; below, where there are several topics, a thread for one of them."""
    only = topics[0].id if len(topics) == 1 else 0
    several = topics[:_MOST_BUTTONS] if len(topics) > 1 else ()
    rows: list[Row] = [
        (callback_button(voice.label("button-threads-here"), FollowHere(only)),),
        (callback_button(voice.label("button-threads-each"), MakeThreads(only)),),
        *((callback_button(voice.label("button-thread-for", topic=topic_label(topic)), MakeThreads(topic.id)),)
          for topic in several),
    ]  # fmt: skip
    return build_keyboard(*rows)


def threads_row(voice: Voice) -> Row:
    """*A thread for each topic*: for all that General follows."""
    return (callback_button(voice.label("button-threads-each"), MakeThreads()),)


def with_threads_row(message: Message, voice: Voice) -> Message:
    """Return a message with that button below."""
    return replace(message, keyboard=build_keyboard(*message.keyboard, threads_row(voice)))


def no_right_message(topics: Sequence[Topic], voice: Voice) -> Message:
    """Return which right the bot lacks to make threads, with the same choice."""
    return Message(voice.say("threads-no-right"), question_keyboard(topics, voice))


def no_right_toast(voice: Voice) -> str:
    """Return the same in short: pressed twice, the message stays as it is."""
    return voice.label("toast-threads-no-right")


def no_forum_message(topics: Sequence[Topic], voice: Voice) -> Message:
    """Return that the group has no threads, with the choice to follow the topics here."""
    return Message(voice.say("threads-no-forum"), question_keyboard(topics, voice)[:1])


def nothing_to_thread_message(voice: Voice) -> Message:
    """Return that the chat follows nothing yet, and how to name topics."""
    return Message(voice.say("threads-nothing"))


def threads_made_message(outcome: MadeThreads, voice: Voice) -> Message:
    """Return for which topics there are threads now, with a way to make those that are left."""
    made = (
        voice.say("threads-made", count=len(outcome.made), topics=names_of(outcome.made, voice)) if outcome.made else ""
    )
    there = voice.say("threads-there", topics=names_of(outcome.there, voice)) if outcome.there else ""
    left = voice.say("threads-left", topics=names_of(outcome.left, voice)) if outcome.left else ""
    how = voice.say("threads-how") if outcome.made else ""
    mine = (callback_button(voice.label("button-mine"), OpenMyTopics()),)
    keyboard = question_keyboard(outcome.left, voice) if outcome.left else build_keyboard(mine)
    return Message(paragraphs(made, there, left, how), keyboard)


def thread_name(topic: Topic) -> str:
    """Return what a topic's thread is called."""
    return topic_name(topic)[:LONGEST_THREAD_NAME]


def names_of(topics: Sequence[Topic], voice: Voice) -> str:
    """Return the names of topics, with commas between."""
    return voice.series([topic_name(topic) for topic in topics])


# A thread for each topic in a private chat.


def topic_threads_row(voice: Voice, *, is_on: bool) -> Row:
    """Return the button of the settings that turns it on or off."""
    label = voice.label("button-topic-threads-off" if is_on else "button-topic-threads-on")
    return (callback_button(label, ToggleTopicThreads(int(not is_on))),)


def topic_threads_message(voice: Voice, *, is_on: bool, made: Sequence[Topic] = (), left: bool = False) -> Message:
    """Return that each topic has a thread from now on, or none has."""
    said = voice.say("topic-threads-on" if is_on else "topic-threads-off")
    names = voice.say("threads-made", count=len(made), topics=names_of(made, voice)) if made else ""
    return Message(
        paragraphs(said, names, voice.say("topic-threads-failed") if left else ""),
        build_keyboard(topic_threads_row(voice, is_on=is_on)),
    )
