"""What is told once about a place to whoever can mend it: no links, what happened and what to do."""

from bot.views.format import clean_text, shorten
from bot.views.message import Message
from bot.views.places import absence_notice, place_name
from bot.views.texts import Voice
from storage.models import ChatKind, PlaceNotice, PlaceNoticeKind, Subscriber

_ABSENCES = frozenset({PlaceNoticeKind.NO_RIGHTS, PlaceNoticeKind.LEFT, PlaceNoticeKind.RETURNED})
_LONGEST_NAME = 100


def place_notice_message(notice: PlaceNotice, place: Subscriber, voice: Voice) -> Message:
    """Return what a notice says about its place."""
    title, thread = place_name(place, voice, _LONGEST_NAME), _name(notice.thread_name)
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
    return shorten(clean_text(thread), _LONGEST_NAME)
