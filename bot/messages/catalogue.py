"""The catalogue: every topic a button."""

from collections.abc import Iterator, Mapping, Sequence

from bot.messages.keyboard import Page, pressing, rows, turning
from bot.messages.message import Button, Keyboard, Message
from bot.messages.naming import topic_id, topic_label, topic_name
from bot.messages.press import OpenCatalogue, Pick, Press, Toggle
from bot.messages.texts import Voice
from storage.models import Topic, Volume

PAGE_SIZE = 8
_BRANCH = "└ "
MARKS = {Volume.STORIES: "✓ ", Volume.MUTED: "🔕 "}


def catalogue(topics: Sequence[Topic], chosen: Mapping[int, Volume], page: int, voice: Voice) -> Message:
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
    tree = in_order(offered)
    shown = Page.of(tree, page, PAGE_SIZE)
    followed = sum(volume is Volume.STORIES for volume in chosen.values())
    branches = (*_above(tree, shown.number * PAGE_SIZE), *shown.items)
    buttons = [(_branch(topic, depth, chosen, Toggle(topic_id(topic), shown.number)),) for topic, depth in branches]
    keyboard = rows(*buttons, turning(shown.number, shown.count, OpenCatalogue))
    return Message(voice.say("catalogue", followed=followed), keyboard)


def to_start_with(topics: Sequence[Topic], followers: Mapping[int, int], limit: int = 8) -> list[Topic]:
    """Return what a newcomer is offered: topics without a parent, then the most followed ones, each in that order."""
    listed = [topic for topic in topics if topic.is_listed]
    return sorted(listed, key=lambda topic: _rank(topic, followers))[:limit]


def picks(topics: Sequence[Topic], chosen: Mapping[int, Volume]) -> Keyboard:
    """Return the topics as buttons under the welcome."""
    return tuple((_branch(topic, 0, chosen, Pick(topic_id(topic))),) for topic in topics)


def in_order(topics: Sequence[Topic]) -> list[tuple[Topic, int]]:
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
        yield from _descend(children, topic_id(topic), depth + 1)


def _above(tree: Sequence[tuple[Topic, int]], start: int) -> list[tuple[Topic, int]]:
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
    return topic.parent_id is not None, -followers.get(topic_id(topic), 0), _by_name(topic)


def _branch(topic: Topic, depth: int, chosen: Mapping[int, Volume], press: Press) -> Button:
    volume = chosen.get(topic_id(topic))
    mark = MARKS[volume] if volume else ""
    return pressing(f"{_BRANCH if depth else ''}{mark}{topic_label(topic)}", press)
