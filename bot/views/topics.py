"""Topics: the catalogue, the topics that a person chose, and answers about following, leaving and muting one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum

from markupsafe import Markup

from bot.views.callback_data import (
    CallbackData,
    ChangeOnCard,
    DropTopic,
    FollowFromList,
    FollowTopic,
    LeaveFromList,
    MuteBelowAnswer,
    MuteTopic,
    OpenCatalogue,
    OpenMyTopics,
    OpenTopicCard,
    OpenTopicCards,
    OpenTopicLatest,
    PickTopic,
    ResumeAlerts,
    ToggleMute,
    ToggleTopic,
    UndoFollow,
    UnfollowTopic,
    UnmuteBelowAlert,
    UnmuteTopic,
)
from bot.views.channels import back_to_channel
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
from bot.views.places import places_button
from bot.views.stories import story_lines
from bot.views.texts import Voice
from storage.models import Article, Topic, Volume
from storage.topics import nearest_choice

CATALOGUE_PAGE_SIZE = 8
_BRANCH = "└ "
VOLUME_MARKS = dict.fromkeys(Volume, "✓ ") | {Volume.MUTED: "🔕 "}
_LONGEST_SOURCE = 16


def catalogue_message(
    topics: Sequence[Topic], chosen: Mapping[int, Volume], page: int, voice: Voice, *, opens_cards: bool = False
) -> Message:
    """Return a page of the catalogue, on which a press follows, mutes or leaves a topic.

    Args:
        topics: All topics; those not listed are shown only to who chose them.
        chosen: What the subscriber chose, by topic id.
        page: From 0; a number beyond the end is the last page.
        voice: Texts and language.
        opens_cards: Whether a press opens the topic's card instead.
    """
    offered = [topic for topic in topics if topic.is_listed or topic.id in chosen]
    if not offered:
        return Message(voice.say("catalogue-empty"), build_keyboard(_way_back(voice)))
    tree = topic_tree(offered)
    shown = Page.of(tree, page, CATALOGUE_PAGE_SIZE)
    kind, turn = (OpenTopicCard, OpenTopicCards) if opens_cards else (ToggleTopic, OpenCatalogue)
    marks = TopicMarks(topics, chosen, voice)
    branches = (*_parents_of(tree, shown.number * CATALOGUE_PAGE_SIZE), *shown.items)
    buttons = [(marks.button(topic, kind(topic.id, shown.number), depth),) for topic, depth in branches]
    other_mode = (
        callback_button(voice.label("button-follow-topics"), OpenCatalogue(shown.number))
        if opens_cards
        else callback_button(voice.label("button-about-topics"), OpenTopicCards(shown.number))
    )
    turns = page_buttons(shown.number, shown.count, turn, is_round=True)
    return Message(
        _catalogue_text(chosen, shown.count, voice, opens_cards=opens_cards),
        build_keyboard(*buttons, turns, (other_mode,), _way_back(voice)),
    )


def _way_back(voice: Voice) -> Row:
    """Return the buttons that lead back to the place that a page is about, where it has a page of its own."""
    if voice.scene.chat == "channel":
        return back_to_channel(voice)
    return (places_button(voice),) if voice.scene.is_elsewhere else ()


def _catalogue_text(chosen: Mapping[int, Volume], pages: int, voice: Voice, *, opens_cards: bool) -> Markup:
    followed = sum(volume is not Volume.MUTED for volume in chosen.values())
    text = voice.say("catalogue-cards") if opens_cards else voice.say("catalogue", followed=followed)
    return paragraphs(text, voice.say("catalogue-search") if pages > 1 else "")


def suggested_topics(topics: Sequence[Topic], followers: Mapping[int, int], limit: int = 8) -> list[Topic]:
    """Return what somebody new is offered: topics without a parent, then the most followed ones, each in that order."""
    listed = [topic for topic in topics if topic.is_listed]
    return sorted(listed, key=lambda topic: _rank(topic, followers))[:limit]


def topic_buttons(
    offered: Sequence[Topic], topics: Sequence[Topic], chosen: Mapping[int, Volume], voice: Voice
) -> Keyboard:
    """Return those that are offered, of all topics, as buttons under the welcome."""
    marks = TopicMarks(topics, chosen, voice)
    return tuple((marks.button(topic, PickTopic(topic.id)),) for topic in offered)


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


class TopicMarks:
    """How topics stand for one subscriber: ✓ for what they hear of, 🔕 for what they muted, and through which topic.

    Args:
        topics: All topics.
        chosen: What the subscriber chose, by topic id.
    """

    def __init__(self, topics: Sequence[Topic], chosen: Mapping[int, Volume], voice: Voice) -> None:
        self._by_id = {topic.id: topic for topic in topics}
        self._parents = {topic.id: topic.parent_id for topic in topics}
        self._chosen = chosen
        self._voice = voice

    def button(self, topic: Topic, data: CallbackData, depth: int = 0) -> Button:
        """Return a button that bears a topic and how it stands, such as ``✓ Computer Vision · via AI``."""
        decides = nearest_choice(topic.id, self._chosen, self._parents)
        mark = VOLUME_MARKS[decides.volume] if decides else ""
        above = self._by_id.get(decides.topic_id) if decides and decides.topic_id != topic.id else None
        name = topic_label(topic)
        if above is not None:
            name = self._voice.label("button-topic-via", topic=name, source=_short_name(above))
        return callback_button(f"{_BRANCH if depth else ''}{mark}{name}", data)


def _short_name(topic: Topic) -> str:
    """A topic's name where it stands beside another one: the short one if it has one."""
    return shorten(clean_text(topic.shortname) or topic_name(topic), _LONGEST_SOURCE)


MY_TOPICS_PAGE_SIZE = 8


def my_topics_message(
    topics: Sequence[Topic], chosen: Mapping[int, Volume], page: int, voice: Voice, *, is_paused: bool
) -> Message:
    """Return the topics that a subscriber chose or that come with these, each with a button that mutes.

    What is heard only because it was chosen has one that leaves it, too.
    """
    parents = {topic.id: topic.parent_id for topic in topics}
    own = [topic for topic in topics if topic.id in chosen]
    along = [topic for topic in topics if topic.is_listed and _comes_along(topic.id, chosen, parents)]
    if not own:
        return Message(voice.say("mine-empty"), build_keyboard((catalogue_button(voice),)))
    shown = Page.of(topic_tree([*own, *along]), page, MY_TOPICS_PAGE_SIZE)
    marks = TopicMarks(topics, chosen, voice)
    rows = []
    for topic, depth in shown.items:
        others = {each: volume for each, volume in chosen.items() if each != topic.id}
        label = marks.button(topic, ToggleMute(topic.id, shown.number), depth)
        is_along = _comes_along(topic.id, others, parents)
        rows.append((label,) if is_along else (label, callback_button("✕", DropTopic(topic.id, shown.number))))
    turns = page_buttons(shown.number, shown.count, OpenMyTopics, is_round=True)
    resume = (callback_button(voice.label("button-resume"), ResumeAlerts()),) if is_paused else ()
    keyboard = build_keyboard(*rows, turns, resume, (catalogue_button(voice),))
    return Message(_my_topics_text(own, len(along), chosen, voice, is_paused=is_paused), keyboard)


def _comes_along(topic_id: int, chosen: Mapping[int, Volume], parents: Mapping[int, int | None]) -> bool:
    """Whether a topic, about which nothing is chosen, is heard of through one above it."""
    decides = nearest_choice(topic_id, chosen, parents)
    return decides is not None and decides.topic_id != topic_id and decides.volume is not Volume.MUTED


def _my_topics_text(
    own: Sequence[Topic], along: int, chosen: Mapping[int, Volume], voice: Voice, *, is_paused: bool
) -> Markup:
    muted = sum(chosen[topic.id] is Volume.MUTED for topic in own)
    return paragraphs(
        lines(
            voice.say("mine", count=len(own) - muted, muted=muted),
            voice.say("mine-along", count=along) if along else "",
        ),
        voice.say("mine-paused") if is_paused else "",
        voice.say("mine-how"),
    )


_LONGEST_QUERY = 60


class TopicAction(Enum):
    """What someone wanted who named a topic."""

    FOLLOW = "follow"
    UNFOLLOW = "unfollow"
    READ = "read"
    READ_ABOUT = "read about"


_ACTION_CALLBACKS: dict[TopicAction, Callable[[int], CallbackData]] = {
    TopicAction.FOLLOW: FollowTopic,
    TopicAction.UNFOLLOW: UnfollowTopic,
    TopicAction.READ: OpenTopicLatest,
    TopicAction.READ_ABOUT: OpenTopicCard,
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


def follow_undone_message(topic: Topic, source: Topic | None, voice: Voice) -> Message:
    """Return the answer to *Undo*; ``source`` is a topic above it that brings it all the same."""
    name = bold(topic_name(topic))
    text = (
        voice.say("follow-undone-along", topic=name, source=bold(topic_name(source)))
        if source
        else voice.say("follow-undone", topic=name)
    )
    return Message(text, build_keyboard((catalogue_button(voice),)))


def not_followed_message(topic: Topic, voice: Voice) -> Message:
    """Return the answer to leaving a topic that is not followed."""
    text = voice.say("not-followed", topic=bold(topic_name(topic)))
    return Message(text, build_keyboard((follow_button(topic, voice),), (my_topics_button(voice),)))


def topic_suggestions_message(query: str, candidates: Sequence[Topic], action: TopicAction, voice: Voice) -> Message:
    """Return near misses as buttons, in the order given; without any, that there is no such topic."""
    asked = shorten(clean_text(query), _LONGEST_QUERY)
    way_out = (my_topics_button(voice) if action is TopicAction.UNFOLLOW else catalogue_button(voice),)
    if not candidates:
        own = action is TopicAction.UNFOLLOW
        text = voice.say("no-such-own-topic", query=asked) if own else voice.say("no-such-topic", query=asked)
        return Message(text, build_keyboard(way_out))
    kind = _ACTION_CALLBACKS[action]
    found = [(callback_button(topic_label(topic), kind(topic.id)),) for topic in candidates]
    return Message(voice.say("did-you-mean", query=asked), build_keyboard(*found, way_out))


def unknown_topic_link_message(voice: Voice) -> Message:
    """Return the answer to a link that names no topic."""
    return Message(voice.say("unknown-link"), build_keyboard((catalogue_button(voice),)))


def _followed_text(topic: Topic, covered: int, voice: Voice) -> Markup:
    covers = voice.say("followed-covers", count=covered) if covered else ""
    return lines(voice.say("followed", topic=bold(topic_name(topic))), covers)


def mute_button(topic: Topic, voice: Voice) -> Button:
    """*Mute* a topic, by name, below an alert."""
    return callback_button(voice.label("button-mute", topic=topic_label(topic)), MuteTopic(topic.id))


def unmute_button(topic: Topic, voice: Voice) -> Button:
    """*Unmute* a topic, by name, below an alert."""
    return callback_button(voice.label("button-unmute-topic", topic=topic_label(topic)), UnmuteBelowAlert(topic.id))


def muted_message(topic: Topic, source: Topic | None, voice: Voice) -> Message:
    """Return that a topic is muted, with the way back; ``source`` is a topic above it that would bring it."""
    unmute = callback_button(voice.label("button-unmute"), UnmuteTopic(topic.id))
    name = bold(topic_name(topic))
    if source is None:
        return Message(voice.say("muted", topic=name), build_keyboard((unmute, unfollow_button(topic, voice))))
    text = voice.say("muted-along", topic=name, source=bold(topic_name(source)))
    return Message(text, build_keyboard((unmute, my_topics_button(voice))))


def unmuted_message(topic: Topic, voice: Voice) -> Message:
    """Return that a topic is heard again, with the way back."""
    mute = callback_button(voice.label("button-mute", topic=topic_label(topic)), MuteBelowAnswer(topic.id))
    return Message(
        voice.say("unmuted", topic=bold(topic_name(topic))), build_keyboard((mute,), (my_topics_button(voice),))
    )


class ListAnswer(Enum):
    """What became of a part of a list of topics: the key of the line that tells it."""

    FOLLOWED = "list-followed"
    FOLLOWED_ALREADY = "list-followed-already"
    UNFOLLOWED = "list-unfollowed"
    MUTED = "list-muted"
    NOT_FOLLOWED = "list-not-followed"


def topic_list_message(
    done: Mapping[ListAnswer, Sequence[Topic]],
    unknown: Sequence[str],
    candidates: Sequence[Topic],
    action: TopicAction,
    voice: Voice,
) -> Message:
    """Return the one answer to a list of topics.

    Args:
        done: What became of those that there are.
        unknown: The parts that name none, as they were written.
        candidates: What these may have meant.
        action: What was wanted; the buttons of the candidates do it.
        voice: Texts and language.
    """
    told = [
        voice.say(answer.value, topics=enumeration([bold(topic_name(topic)) for topic in found], voice))
        for answer, found in done.items()
        if found
    ]
    asked = enumeration([quoted(shorten(clean_text(part), _LONGEST_QUERY), voice) for part in unknown], voice)
    missing = voice.say("list-unknown", count=len(unknown), parts=asked) if unknown else ""
    similar = voice.say("list-similar") if candidates else ""
    turn_over = leave_from_list_button if action is TopicAction.UNFOLLOW else follow_from_list_button
    rows = [(turn_over(topic, voice),) for topic in candidates]
    ways = (my_topics_button(voice), catalogue_button(voice))
    return Message(paragraphs(lines(*told), lines(missing, similar)), build_keyboard(*rows, ways))


def follow_from_list_button(topic: Topic, voice: Voice) -> Button:
    """*Follow* a topic that somebody may have meant."""
    return callback_button(voice.label("button-follow", topic=topic_label(topic)), FollowFromList(topic.id))


def leave_from_list_button(topic: Topic, voice: Voice) -> Button:
    """*Unfollow* such a topic."""
    return callback_button(voice.label("button-unfollow-topic", topic=topic_label(topic)), LeaveFromList(topic.id))


_MOST_ENUMERATED = 20


def enumeration(parts: Sequence[Markup], voice: Voice) -> Markup:
    """Return parts one after the other, "A, B and C"; of very many the first."""
    if len(parts) > _MOST_ENUMERATED:
        parts = [*parts[:_MOST_ENUMERATED], voice.say("list-more", count=len(parts) - _MOST_ENUMERATED)]
    return voice.list(parts)


def quoted(text: str, voice: Voice) -> Markup:
    """Return what somebody wrote, in quotation marks."""
    return voice.say("list-part", part=text)


LATEST_ON_CARD = 3
_LONGEST_DESCRIPTION = 600
_MOST_CHILDREN = 6


def topic_card(
    topic: Topic,
    topics: Sequence[Topic],
    chosen: Mapping[int, Volume],
    stories: Sequence[Sequence[Article]],
    voice: Voice,
    *,
    page: int,
    settings: Keyboard = (),
    is_plain: bool = True,
) -> Message:
    """Return all about a topic: what it is, where it stands, whether it is followed, and its latest stories.

    Args:
        topic: The one.
        topics: All topics; those not listed are shown only to who chose them.
        chosen: What the subscriber chose, by topic id.
        stories: The newest of its stories (``LATEST_ON_CARD``), each with its articles.
        page: Of the catalogue, to go back to.
        voice: Texts and language.
        settings: How much of it comes, when, and what is filtered, as buttons (``topic_setting_rows``).
        is_plain: Whether each story comes at once, as where nothing is chosen about that.
    """
    shown = [each for each in topics if each.is_listed or each.id in chosen]
    parent = next((each for each in shown if each.id == topic.parent_id), None)
    children = [each for each, _ in topic_tree([each for each in shown if each.parent_id == topic.id])]
    told = [story_lines(articles, voice) for articles in stories if articles]
    text = paragraphs(
        bold(topic_name(topic)),
        Markup.escape(shorten(clean_text(topic.description), _LONGEST_DESCRIPTION)),
        _card_place(parent, children, voice),
        _card_state(topic, topics, chosen, voice, is_plain=is_plain),
        voice.say("card-latest") if told else voice.say("card-no-stories"),
        *told,
    )
    latest = (topic_latest_button(topic, voice),) if told else ()
    choice = _card_buttons(topic, topics, chosen, page, voice)
    return Message(text, build_keyboard(choice, *settings, latest, *_neighbour_buttons(parent, children, page, voice)))


def _card_place(parent: Topic | None, children: Sequence[Topic], voice: Voice) -> Markup:
    """Where a topic stands: below which one, and above which."""
    names = enumeration([bold(topic_name(each)) for each in children], voice)
    return lines(
        voice.say("card-parent", topic=bold(topic_name(parent))) if parent else "",
        voice.say("card-children", topics=names) if children else "",
    )


def _neighbour_buttons(parent: Topic | None, children: Sequence[Topic], page: int, voice: Voice) -> Keyboard:
    """The cards below and above this one, and the catalogue."""
    near = [callback_button(topic_label(each), OpenTopicCard(each.id, page)) for each in children[:_MOST_CHILDREN]]
    above = (callback_button(f"↑ {topic_label(parent)}", OpenTopicCard(parent.id, page)),) if parent else ()
    rows = [tuple(near[start : start + 2]) for start in range(0, len(near), 2)]
    return (*rows, (*above, callback_button(voice.label("button-all-topics"), OpenCatalogue(page))))


def _card_state(
    topic: Topic, topics: Sequence[Topic], chosen: Mapping[int, Volume], voice: Voice, *, is_plain: bool
) -> Markup:
    """Whether a subscriber hears of a topic, and why."""
    by_id = {each.id: each for each in topics}
    decides = nearest_choice(topic.id, chosen, {each.id: each.parent_id for each in topics})
    if decides is None:
        return voice.say("card-not-followed")
    if decides.topic_id == topic.id:
        if decides.volume is Volume.MUTED:
            return voice.say("card-muted")
        return voice.say("card-followed") if is_plain else voice.say("card-followed-chosen")
    source = bold(topic_name(by_id[decides.topic_id]))
    if decides.volume is Volume.MUTED:
        return voice.say("card-muted-along", source=source)
    return voice.say("card-along", source=source)


def _card_buttons(topic: Topic, topics: Sequence[Topic], chosen: Mapping[int, Volume], page: int, voice: Voice) -> Row:
    """What can be done about a topic as it stands."""
    parents = {each.id: each.parent_id for each in topics}
    others = {each: volume for each, volume in chosen.items() if each != topic.id}
    decides = nearest_choice(topic.id, chosen, parents)
    leave, follow, mute = (ChangeOnCard(topic.id, change, page) for change in range(3))
    if decides is None or (decides.topic_id != topic.id and decides.volume is Volume.MUTED):
        return (callback_button(voice.label("button-follow", topic=topic_label(topic)), follow),)
    turn = (
        callback_button(voice.label("button-unmute"), follow)
        if decides.volume is Volume.MUTED
        else callback_button(voice.label("button-mute", topic=topic_label(topic)), mute)
    )
    if _comes_along(topic.id, others, parents):
        return (turn,)
    return turn, callback_button(voice.label("button-unfollow"), leave)


MOST_FOUND = 20


def found_topics_message(
    query: str, found: Sequence[Topic], topics: Sequence[Topic], chosen: Mapping[int, Volume], voice: Voice
) -> Message:
    """Return the topics that hold a word which somebody wrote, each with a button that opens its card."""
    marks = TopicMarks(topics, chosen, voice)
    rows = [(marks.button(topic, OpenTopicCard(topic.id)),) for topic in found[:MOST_FOUND]]
    text = voice.say("topics-found", query=shorten(clean_text(query), _LONGEST_QUERY), count=len(found))
    more = voice.say("topics-found-more", count=MOST_FOUND) if len(found) > MOST_FOUND else ""
    return Message(paragraphs(text, more), build_keyboard(*rows, (catalogue_button(voice),)))


def not_followed_toast(topic: Topic, voice: Voice) -> str:
    """A topic is not followed, so there is nothing to mute."""
    return voice.label("toast-not-followed", topic=topic_name(topic))


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
