"""Topics: the catalogue, the topics that a person chose, and answers about following, leaving and muting one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum

from markupsafe import Markup

from bot.views.callback_data import (
    CallbackData,
    DropTopic,
    FollowTopic,
    MuteTopic,
    OpenCatalogue,
    OpenMyTopics,
    OpenTopicLatest,
    PickTopic,
    ResumeAlerts,
    ToggleMute,
    ToggleTopic,
    UndoFollow,
    UnfollowTopic,
    UnmuteTopic,
)
from bot.views.format import bold, clean_text, lines, paragraphs, shorten, topic_label, topic_name
from bot.views.message import (
    Button,
    Keyboard,
    Message,
    Page,
    Row,
    build_keyboard,
    callback_button,
    catalogue_button,
    follow_button,
    my_topics_button,
    page_buttons,
    topic_latest_button,
    unfollow_button,
)
from bot.views.texts import Voice
from storage.models import Topic, Volume

CATALOGUE_PAGE_SIZE = 8
_BRANCH = "└ "
VOLUME_MARKS = {Volume.STORIES: "✓ ", Volume.MUTED: "🔕 "}


def catalogue_message(topics: Sequence[Topic], chosen: Mapping[int, Volume], page: int, voice: Voice) -> Message:
    """Return a page of the catalogue, on which a press follows or leaves a topic.

    Args:
        topics: All topics; those not listed are shown only to who chose them.
        chosen: What the subscriber chose, by topic id.
        page: From 0; a number beyond the end is the last page.
        voice: Texts and language.
    """
    offered = [topic for topic in topics if topic.is_listed or topic.id in chosen]
    if not offered:
        return Message(voice.say("catalogue-empty"))
    tree = topic_tree(offered)
    shown = Page.of(tree, page, CATALOGUE_PAGE_SIZE)
    followed = sum(volume is Volume.STORIES for volume in chosen.values())
    branches = (*_parents_of(tree, shown.number * CATALOGUE_PAGE_SIZE), *shown.items)
    buttons = [(_topic_button(topic, depth, chosen, ToggleTopic(topic.id, shown.number)),) for topic, depth in branches]
    keyboard = build_keyboard(*buttons, page_buttons(shown.number, shown.count, OpenCatalogue))
    return Message(voice.say("catalogue", followed=followed), keyboard)


def suggested_topics(topics: Sequence[Topic], followers: Mapping[int, int], limit: int = 8) -> list[Topic]:
    """Return what somebody new is offered: topics without a parent, then the most followed ones, each in that order."""
    listed = [topic for topic in topics if topic.is_listed]
    return sorted(listed, key=lambda topic: _rank(topic, followers))[:limit]


def topic_buttons(topics: Sequence[Topic], chosen: Mapping[int, Volume]) -> Keyboard:
    """Return the topics as buttons under the welcome."""
    return tuple((_topic_button(topic, 0, chosen, PickTopic(topic.id)),) for topic in topics)


def topic_tree(topics: Sequence[Topic]) -> list[tuple[Topic, int]]:
    """Return topics by name, each followed by those under it, with their depth; nothing is lost to a broken tree."""
    known = {topic.id for topic in topics}
    children: dict[int | None, list[Topic]] = {}
    for topic in sorted(topics, key=_by_name):
        children.setdefault(topic.parent_id if topic.parent_id in known else None, []).append(topic)
    ordered = list(_descend(children, None, 0))
    reached = {topic.id for topic, _ in ordered}
    return ordered + [(topic, 0) for topic in sorted(topics, key=_by_name) if topic.id not in reached]


def _descend(
    children: Mapping[int | None, Sequence[Topic]], parent_id: int | None, depth: int
) -> Iterator[tuple[Topic, int]]:
    for topic in children.get(parent_id, ()):
        yield topic, depth
        yield from _descend(children, topic.id, depth + 1)


def _parents_of(tree: Sequence[tuple[Topic, int]], start: int) -> list[tuple[Topic, int]]:
    """The parents of the first topic of a page, repeated there so that it does not hang in the air."""
    found: list[tuple[Topic, int]] = []
    depth = tree[start][1]
    for topic, above in reversed(tree[:start]):
        if above < depth:
            found.insert(0, (topic, above))
            depth = above
    return found


def _by_name(topic: Topic) -> str:
    return topic_name(topic).casefold()


def _rank(topic: Topic, followers: Mapping[int, int]) -> tuple[bool, int, str]:
    return topic.parent_id is not None, -followers.get(topic.id, 0), _by_name(topic)


def _topic_button(topic: Topic, depth: int, chosen: Mapping[int, Volume], data: CallbackData) -> Button:
    volume = chosen.get(topic.id)
    mark = VOLUME_MARKS[volume] if volume else ""
    return callback_button(f"{_BRANCH if depth else ''}{mark}{topic_label(topic)}", data)


MY_TOPICS_PAGE_SIZE = 8


def my_topics_message(
    topics: Sequence[Topic], chosen: Mapping[int, Volume], page: int, voice: Voice, *, is_paused: bool
) -> Message:
    """Return the chosen ones among ``topics``, each with a button that mutes and one that leaves it."""
    found = [topic for topic, _ in topic_tree([topic for topic in topics if topic.id in chosen])]
    if not found:
        return Message(voice.say("mine-empty"), build_keyboard((catalogue_button(voice),)))
    shown = Page.of(found, page, MY_TOPICS_PAGE_SIZE)
    muted = sum(chosen[topic.id] is Volume.MUTED for topic in found)
    summary = voice.say("mine", count=len(found) - muted, muted=muted)
    text = paragraphs(summary, voice.say("mine-paused") if is_paused else "", voice.say("mine-how"))
    resume = (callback_button(voice.label("button-resume"), ResumeAlerts()),) if is_paused else ()
    choices = [_my_topic_row(topic, chosen[topic.id], shown.number) for topic in shown.items]
    return Message(
        text,
        build_keyboard(
            *choices, page_buttons(shown.number, shown.count, OpenMyTopics), resume, (catalogue_button(voice),)
        ),
    )


def _my_topic_row(topic: Topic, volume: Volume, page: int) -> Row:
    label = f"{VOLUME_MARKS[volume]}{topic_label(topic)}"
    return callback_button(label, ToggleMute(topic.id, page)), callback_button("✕", DropTopic(topic.id, page))


_LONGEST_QUERY = 60


class TopicAction(Enum):
    """What someone wanted who named a topic."""

    FOLLOW = "follow"
    UNFOLLOW = "unfollow"
    READ = "read"


_ACTION_CALLBACKS: dict[TopicAction, Callable[[int], CallbackData]] = {
    TopicAction.FOLLOW: FollowTopic,
    TopicAction.UNFOLLOW: UnfollowTopic,
    TopicAction.READ: OpenTopicLatest,
}


def followed_message(topic: Topic, covered: int, voice: Voice) -> Message:
    """Return the answer to a topic newly followed; ``covered`` is how many topics are under it."""
    keyboard = build_keyboard(
        (topic_latest_button(topic, voice), unfollow_button(topic, voice)), (catalogue_button(voice),)
    )
    return Message(_followed_text(topic, covered, voice), keyboard)


def followed_by_link_message(topic: Topic, covered: int, voice: Voice) -> Message:
    """Return the same for a topic followed by opening a link, which the person may not have meant: with *Undo*."""
    undo = callback_button(voice.label("button-undo"), UndoFollow(topic.id))
    keyboard = build_keyboard((topic_latest_button(topic, voice), undo), (catalogue_button(voice),))
    return Message(_followed_text(topic, covered, voice), keyboard)


def already_followed_message(topic: Topic, voice: Voice) -> Message:
    """Return the answer when nothing changes."""
    text = voice.say("already-followed", topic=bold(topic_name(topic)))
    return Message(text, build_keyboard((topic_latest_button(topic, voice), unfollow_button(topic, voice))))


def unfollowed_message(topic: Topic, voice: Voice) -> Message:
    """Return the answer to a topic left."""
    again = callback_button(voice.label("button-follow-again"), FollowTopic(topic.id))
    return Message(
        voice.say("unfollowed", topic=bold(topic_name(topic))), build_keyboard((again, my_topics_button(voice)))
    )


def follow_undone_message(topic: Topic, voice: Voice) -> Message:
    """Return the answer to *Undo*."""
    return Message(
        voice.say("follow-undone", topic=bold(topic_name(topic))), build_keyboard((catalogue_button(voice),))
    )


def not_followed_message(topic: Topic, voice: Voice) -> Message:
    """Return the answer to leaving a topic that is not followed."""
    text = voice.say("not-followed", topic=bold(topic_name(topic)))
    return Message(text, build_keyboard((follow_button(topic, voice),), (my_topics_button(voice),)))


def topic_suggestions_message(query: str, candidates: Sequence[Topic], action: TopicAction, voice: Voice) -> Message:
    """Return near misses as buttons, in the order given; without any, that there is no such topic."""
    asked = shorten(clean_text(query), _LONGEST_QUERY)
    way_out = (my_topics_button(voice) if action is TopicAction.UNFOLLOW else catalogue_button(voice),)
    if not candidates:
        return Message(voice.say("no-such-topic", query=asked), build_keyboard(way_out))
    kind = _ACTION_CALLBACKS[action]
    found = [(callback_button(topic_label(topic), kind(topic.id)),) for topic in candidates]
    return Message(voice.say("did-you-mean", query=asked), build_keyboard(*found, way_out))


def unknown_topic_link_message(voice: Voice) -> Message:
    """Return the answer to a link that names no topic."""
    return Message(voice.say("unknown-link"), build_keyboard((catalogue_button(voice),)))


def _followed_text(topic: Topic, covered: int, voice: Voice) -> Markup:
    covers = voice.say("followed-covers", count=covered) if covered else ""
    return lines(voice.say("followed", topic=bold(topic_name(topic))), covers)


def topic_to_mute_question(mutable: Sequence[Topic], voice: Voice) -> Message:
    """Return the question which topic of an alert to mute."""
    choices = [(callback_button(topic_label(topic), MuteTopic(topic.id)),) for topic in mutable]
    return Message(voice.say("mute-which"), build_keyboard(*choices))


def muted_message(topic: Topic, voice: Voice) -> Message:
    """Return that a topic is muted, with the way back."""
    unmute = callback_button(voice.label("button-unmute"), UnmuteTopic(topic.id))
    return Message(
        voice.say("muted", topic=bold(topic_name(topic))), build_keyboard((unmute, unfollow_button(topic, voice)))
    )


def unmuted_message(topic: Topic, voice: Voice) -> Message:
    """Return that a topic is heard again."""
    return Message(voice.say("unmuted", topic=bold(topic_name(topic))), build_keyboard((my_topics_button(voice),)))


def followed_toast(topic: Topic, voice: Voice) -> str:
    """A topic is followed."""
    return voice.label("toast-followed", topic=topic_name(topic))


def unfollowed_toast(topic: Topic, voice: Voice) -> str:
    """A topic is followed no more."""
    return voice.label("toast-unfollowed", topic=topic_name(topic))


def muted_toast(topic: Topic, voice: Voice) -> str:
    """A topic is muted."""
    return voice.label("toast-muted", topic=topic_name(topic))


def unmuted_toast(topic: Topic, voice: Voice) -> str:
    """A topic is heard again."""
    return voice.label("toast-unmuted", topic=topic_name(topic))
