"""Topics as a tree: which of an article's topics count, and through which of them a subscriber is told."""

from collections.abc import Collection, Mapping, Sequence

from storage.models import Topic, Volume


def ancestors(topic_id: int, parents: Mapping[int, int | None]) -> list[int]:
    """The parent of a topic, its parent, and so on; a ring ends where it closes."""
    line: list[int] = []
    above = parents.get(topic_id)
    while above is not None and above not in line and above != topic_id:
        line.append(above)
        above = parents.get(above)
    return line


def most_specific(topic_ids: Collection[int], parents: Mapping[int, int | None]) -> list[int]:
    """The topics among these that are not above another of them, in the order given."""
    above = {ancestor for topic_id in topic_ids for ancestor in ancestors(topic_id, parents)}
    return [topic_id for topic_id in topic_ids if topic_id not in above]


def let_through(
    topics: Sequence[Topic], choices: Mapping[int, Volume], parents: Mapping[int, int | None]
) -> list[Topic]:
    """The topics of an article through which a subscriber hears of it: the ones to mute to hear less.

    The nearest choice to a topic decides, as in ``storage/owing.py``: its own, else its parent's, and so on.
    """
    by_id = {topic.id: topic for topic in topics if topic.id is not None}
    return [
        by_id[topic_id]
        for topic_id in most_specific(list(by_id), parents)
        if _nearest(topic_id, choices, parents) == Volume.STORIES
    ]


def heard(
    topic_ids: Collection[int], choices: Mapping[int, Volume], parents: Mapping[int, int | None]
) -> frozenset[int]:
    """Of these topics, those whose news a subscriber hears: the nearest choice to each decides."""
    return frozenset(each for each in topic_ids if _nearest(each, choices, parents) == Volume.STORIES)


def _nearest(topic_id: int, choices: Mapping[int, Volume], parents: Mapping[int, int | None]) -> Volume | None:
    for each in (topic_id, *ancestors(topic_id, parents)):
        if each in choices:
            return choices[each]
    return None
