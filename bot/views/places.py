"""Places of a person: the list, one of them, copying, removing, limits; what is told once about a place."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.views.callback_data import (
    AskCopy,
    AskRemovePlace,
    CopySettings,
    OpenCopySources,
    OpenPlace,
    OpenPlaces,
    OpenPlaceTopics,
    OpenSettings,
    RemovePlace,
    SetPlacePaused,
    TakePlaceOffList,
    TellMissed,
)
from bot.views.format import bold, clean_text, format_local_time, lines, paragraphs, shorten, topic_name
from bot.views.message import Button, Message, Row, build_keyboard, callback_button, page_buttons, page_count
from bot.views.rhythm import rhythm_text
from bot.views.texts import Voice
from storage.absence import is_about_rights, is_away
from storage.models import ChatKind, PlaceNotice, PlaceNoticeKind, Subscriber, SubscriberStatus, Topic
from storage.places import MOST_TOPICS, CopiedSettings, PlaceLimitError, TopicLimitError
from storage.rhythm import Rhythm
from storage.schedules import zone_of

PLACES_PAGE_SIZE = 6
_LONGEST_TITLE = 60
_LONGEST_LABEL = 30
_SHOWN_TOPICS = 5
_LONGEST_IN_NOTICE = 100
_ABSENCES = frozenset({PlaceNoticeKind.NO_RIGHTS, PlaceNoticeKind.LEFT, PlaceNoticeKind.RETURNED})


@dataclass(frozen=True, slots=True)
class PlaceSummary:
    """A place with what it follows."""

    place: Subscriber
    topics: Sequence[Topic] = ()


def place_name(place: Subscriber, voice: Voice, longest: int = _LONGEST_TITLE) -> str:
    """Return a place's kind as a sign, its title, and of a thread its name."""
    title = shorten(clean_text(place.title), longest) or voice.label("measure-place-untitled")
    if place.kind is ChatKind.CHANNEL:
        return voice.label("measure-place-channel", title=title)
    if not place.thread_id:
        return voice.label("measure-place-group", title=title)
    if thread := shorten(clean_text(place.thread_name), longest):
        return voice.label("measure-place-thread", title=title, thread=thread)
    return voice.label("measure-place-thread-number", title=title, number=str(place.thread_id))


def places_message(shown: Sequence[PlaceSummary], total: int, page: int, voice: Voice) -> Message:
    """Return a page of somebody's places, with a button that opens each."""
    if not shown:
        return Message(voice.say("places-none"))
    first = page * PLACES_PAGE_SIZE + 1
    told = [_listed(number, each, voice) for number, each in enumerate(shown, first)]
    opening: Row = tuple(
        callback_button(str(number), OpenPlace(each.place.id)) for number, each in enumerate(shown, first)
    )
    turn = page_buttons(page, page_count(total, PLACES_PAGE_SIZE), OpenPlaces)
    text = paragraphs(voice.say("places", count=total), *told, voice.say("places-how"))
    return Message(text, build_keyboard(opening, turn))


def _listed(number: int, summary: PlaceSummary, voice: Voice) -> Markup:
    return Markup("%s. %s") % (str(number), _summary(summary, voice))


def _summary(summary: PlaceSummary, voice: Voice) -> Markup:
    place = summary.place
    address = f"@{place.username}" if place.username else ""
    return lines(
        bold(place_name(place, voice)),
        address,
        _follows(summary.topics, voice),
        voice.say("place-rhythm", rhythm=rhythm_text(Rhythm.parse(place.rhythm), voice)),
        _state(place, voice),
    )


def _follows(topics: Sequence[Topic], voice: Voice) -> Markup:
    if not topics:
        return voice.say("place-follows-nothing")
    named = voice.series([topic_name(topic) for topic in topics[:_SHOWN_TOPICS]])
    if len(topics) <= _SHOWN_TOPICS:
        return voice.say("place-follows", topics=named)
    return voice.say("place-follows-more", topics=named, count=len(topics) - _SHOWN_TOPICS)


def _state(place: Subscriber, voice: Voice) -> Markup | str:
    if is_away(place):
        may_not_write = is_about_rights(place.status_reason)
        return voice.say("place-lost-rights") if may_not_write else voice.say("place-lost")
    if place.status is SubscriberStatus.PAUSED:
        return voice.say("place-paused")
    if place.paused_until is not None:
        return voice.say("place-paused-until", time=format_local_time(place.paused_until, zone_of(place), voice))
    return ""


def place_message(summary: PlaceSummary, voice: Voice, note: Markup | str = "") -> Message:
    """Return the page of a place, whose buttons change the place."""
    is_running = summary.place.status is not SubscriberStatus.PAUSED and summary.place.paused_until is None
    pause = voice.label("button-place-pause") if is_running else voice.label("button-place-resume")
    keyboard = build_keyboard(
        (
            callback_button(voice.label("button-place-topics"), OpenPlaceTopics()),
            callback_button(voice.label("button-place-settings"), OpenSettings()),
        ),
        (
            callback_button(pause, SetPlacePaused(int(is_running))),
            callback_button(voice.label("button-place-remove"), AskRemovePlace(summary.place.id)),
        ),
        (callback_button(voice.label("button-place-copy"), OpenCopySources()),),
        (places_button(voice),),
    )
    return Message(paragraphs(note, _summary(summary, voice)), keyboard)


def places_button(voice: Voice) -> Button:
    """Return the way to the list."""
    return callback_button(voice.label("button-places"), OpenPlaces())


def not_yours_message(summary: PlaceSummary, voice: Voice) -> Message:
    """Return that somebody may not change a place any more; they may take it off their list."""
    text = voice.say("place-not-yours", title=place_name(summary.place, voice))
    off = callback_button(voice.label("button-place-off-list"), TakePlaceOffList(summary.place.id))
    return Message(paragraphs(_summary(summary, voice), text), build_keyboard((off,), (places_button(voice),)))


def lost_place_message(summary: PlaceSummary, voice: Voice) -> Message:
    """Return a place that the bot is not in any more, to whoever set it up: they may erase it."""
    remove = callback_button(voice.label("button-place-remove"), AskRemovePlace(summary.place.id))
    return Message(_summary(summary, voice), build_keyboard((remove,), (places_button(voice),)))


# Copying and removing.


def copy_sources_message(target: Subscriber, sources: Sequence[Subscriber], page: int, voice: Voice) -> Message:
    """Return from where settings may be copied: from the person's own chat and their other places, in pages."""
    back = (callback_button(voice.label("button-place-no"), OpenPlace(target.id)),)
    count = page_count(len(sources), PLACES_PAGE_SIZE)
    number = min(page, count - 1)
    shown = sources[number * PLACES_PAGE_SIZE : (number + 1) * PLACES_PAGE_SIZE]
    rows = [(callback_button(place_name(each, voice, _LONGEST_LABEL), AskCopy(each.id)),) for each in shown]
    own = (callback_button(voice.label("button-place-own-chat"), AskCopy(0)),)
    text = voice.say("place-copy-sources", title=place_name(target, voice))
    return Message(text, build_keyboard(own, *rows, page_buttons(number, count, OpenCopySources), back))


def source_name(source: Subscriber, voice: Voice) -> str:
    """Return what settings are copied from."""
    return voice.label("button-place-own-chat") if source.kind is ChatKind.PRIVATE else place_name(source, voice)


def copy_question(source: Subscriber, target: Subscriber, voice: Voice) -> Message:
    """Return the question whether to copy, and how."""
    named = 0 if source.kind is ChatKind.PRIVATE else source.id
    text = voice.say("place-copy-ask", source=source_name(source, voice), target=place_name(target, voice))
    return Message(
        text,
        build_keyboard(
            (
                callback_button(voice.label("button-place-copy-replace"), CopySettings(named, 1)),
                callback_button(voice.label("button-place-copy-add"), CopySettings(named, 0)),
            ),
            (callback_button(voice.label("button-place-no"), OpenPlace(target.id)),),
        ),
    )


def copied_text(source: Subscriber, copied: CopiedSettings, voice: Voice) -> Markup:
    """Return what was copied."""
    left_out = voice.say("place-copied-left-out", count=copied.left_out, most=MOST_TOPICS) if copied.left_out else ""
    said = voice.say("place-copied", source=source_name(source, voice), topics=copied.topics, words=copied.words)
    return lines(said, left_out)


def remove_question(place: Subscriber, voice: Voice) -> Message:
    """Return the question whether to erase a place."""
    yes = callback_button(voice.label("button-place-remove-yes"), RemovePlace(place.id))
    no = callback_button(voice.label("button-place-no"), OpenPlace(place.id))
    return Message(voice.say("place-remove-ask", title=place_name(place, voice)), build_keyboard((yes,), (no,)))


def removed_message(name: str, voice: Voice) -> Message:
    """Return that a place is erased."""
    return Message(voice.say("place-removed", title=name), build_keyboard((places_button(voice),)))


def paused_toast(voice: Voice, *, is_paused: bool) -> str:
    """A place is paused, or goes on."""
    return voice.label("toast-place-paused") if is_paused else voice.label("toast-place-resumed")


def off_list_toast(voice: Voice) -> str:
    """A place stands on the list no more."""
    return voice.label("toast-place-off-list")


def copied_toast(voice: Voice) -> str:
    """Settings are copied."""
    return voice.label("toast-place-copied")


def removed_toast(voice: Voice) -> str:
    """A place is erased."""
    return voice.label("toast-place-removed")


def missed_toast(voice: Voice, *, is_coming: bool) -> str:
    """What was missed is coming, or nothing of it is left."""
    return voice.label("toast-missed-coming") if is_coming else voice.label("toast-missed-nothing")


def missed_paused_toast(voice: Voice) -> str:
    """Nothing is told of it in a pause."""
    return voice.label("toast-missed-paused")


# Limits.


def limit_message(error: PlaceLimitError | TopicLimitError, voice: Voice, contact: str = "") -> Message:
    """Return that somebody has as many places as they may have, or a place as many topics."""
    if isinstance(error, TopicLimitError):
        return Message(voice.say("place-topic-limit", most=MOST_TOPICS))
    asking = voice.say("place-limit-contact", contact=clean_text(contact)) if contact else ""
    return Message(paragraphs(voice.say("place-limit", most=error.most), asking))


# Away and back.


def absence_notice(kind: PlaceNoticeKind, place: Subscriber, voice: Voice) -> Message:
    """Return that the bot may not write in a place, or is out; or that it is back, with the digest that it offers."""
    if kind is PlaceNoticeKind.RETURNED:
        tell = callback_button(voice.label("button-tell-missed"), TellMissed())
        return Message(voice.say("place-notice-returned"), build_keyboard((tell,)))
    title = place_name(place, voice)
    voice = voice.about(place.kind, ChatKind.PRIVATE, place.thread_id)
    is_in = kind is PlaceNoticeKind.NO_RIGHTS
    said = voice.say("place-notice-no-rights", title=title) if is_in else voice.say("place-notice-left", title=title)
    return Message(said)


# Told once to whoever can mend it, without links.


def place_notice_message(notice: PlaceNotice, place: Subscriber, voice: Voice) -> Message:
    """Return what a notice says about its place."""
    title, thread = place_name(place, voice, _LONGEST_IN_NOTICE), _name(notice.thread_name)
    match notice.kind:
        case kind if kind in _ABSENCES:
            return absence_notice(kind, place, voice)
        case PlaceNoticeKind.THREAD_CLOSED:
            is_thread = bool(place.thread_id)
            return Message(voice.say("notice-thread-closed" if is_thread else "notice-general-closed", place=title))
        case PlaceNoticeKind.THREAD_DELETED if place.kind is ChatKind.PRIVATE:
            return Message(voice.say("notice-own-thread-gone", thread=thread))
        case PlaceNoticeKind.THREAD_DELETED if thread:
            return Message(voice.say("notice-thread-deleted", place=title, thread=thread))
        case PlaceNoticeKind.THREAD_DELETED:
            return Message(voice.say("notice-some-thread-deleted", place=title))
        case _:
            return Message(voice.say("notice-forum-off", place=title))


def _name(thread: str) -> str:
    return shorten(clean_text(thread), _LONGEST_IN_NOTICE)
