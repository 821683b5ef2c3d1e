"""What the bot knows of somebody, as owners look it up; and bans."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from markupsafe import Markup

from bot.views.admin.admins import person_link, person_name
from bot.views.admin.callback_data import AskBanUser, BanUser, OpenUser, OpenUserPart, UnbanUser
from bot.views.format import clean_text, format_time, lines, link, paragraphs, shorten
from bot.views.message import Message, Row, build_keyboard, callback_button
from bot.views.places import place_name
from bot.views.texts import Voice
from storage.models import Ban, ChatKind, Subscriber
from storage.subscriber_export import OwnDelivery

_LONGEST_TITLE = 80
_MOST_IDS = 10


class UserPart(Enum):
    """What more there is to see of somebody: the end of its button's key. Their order is that of stored buttons."""

    SETTINGS = "settings"
    TOPICS = "topics"
    PLACES = "places"
    DELIVERIES = "deliveries"


USER_PARTS = tuple(UserPart)


class BanRefusal(Enum):
    """Why somebody is not banned: the key of the sentence that says so."""

    OWNER = "ban-owner"
    EDITOR = "ban-editor"
    ALREADY = "ban-already"
    ITSELF = "ban-itself"


@dataclass(frozen=True, slots=True)
class User:
    """Somebody, or a place, as the bot knows them.

    Attributes:
        names: what people are called, as far as Telegram says so just now.
        username: theirs, of a place or as Telegram says so.
        role: the key of what they may do; empty where they may no more than all.
    """

    subscriber: Subscriber
    names: dict[int, str]
    username: str
    topics: int
    places: int
    role: str
    ban: Ban | None


def name_of(subscriber: Subscriber, names: dict[int, str], voice: Voice) -> Markup:
    """Return a person's name, which opens their profile, or a place's; each with the number."""
    if subscriber.kind is ChatKind.PRIVATE:
        return person_link(subscriber.chat_id, names)
    return Markup("%s (%s)") % (place_name(subscriber, voice), str(subscriber.chat_id))


def user_message(user: User, voice: Voice) -> Message:
    """Return who somebody is to the bot, with buttons to what they see."""
    who = user.subscriber
    is_person = who.kind is ChatKind.PRIVATE
    about = lines(
        voice.say("user-of", name=name_of(who, user.names, voice)) + (f" @{user.username}" if user.username else ""),
        voice.say(user.role) if user.role else "",
        _state(user, voice),
        voice.say("user-language", language=who.language),
        voice.say("user-topics", count=user.topics),
        voice.say("user-places", count=user.places) if is_person else _set_up_by(user, voice),
        voice.say("user-since", moment=format_time(who.created_at, voice)),
        voice.say("user-seen", moment=format_time(who.seen_at, voice)),
    )
    parts = [part for part in USER_PARTS if is_person or part is not UserPart.PLACES]
    buttons = [
        callback_button(voice.label(f"button-user-{part.value}"), OpenUserPart(who.id, USER_PARTS.index(part)))
        for part in parts
    ]
    banning = callback_button(voice.label("button-user-unban"), UnbanUser(who.id))
    if user.ban is None:
        banning = callback_button(voice.label("button-user-ban"), AskBanUser(who.id))
    last = () if user.role else (banning,)
    return Message(about, build_keyboard(tuple(buttons[:2]), tuple(buttons[2:]), last))


def _state(user: User, voice: Voice) -> Markup:
    if user.ban is None:
        return voice.say(f"user-{user.subscriber.status.value}") if user.subscriber.status != "banned" else Markup("")
    said = {"moment": format_time(user.ban.banned_at, voice), "by": person_name(user.ban.banned_by, user.names)}
    reason = clean_text(user.ban.reason)
    return voice.say("user-banned-why", reason=reason, **said) if reason else voice.say("user-banned", **said)


def _set_up_by(user: User, voice: Voice) -> Markup | str:
    by = user.subscriber.set_up_by
    return voice.say("user-set-up-by", name=person_link(by, user.names)) if by is not None else ""


def as_they_see_message(user: User, seen: Message, voice: Voice) -> Message:
    """Return what somebody would see; its buttons, which would change things, stand below as text."""
    said = voice.say("user-as-they-see", name=person_name(user.subscriber.chat_id, user.names))
    rows = [Markup("▫ %s") % " · ".join(button.label for button in row) for row in seen.keyboard]
    text = paragraphs(said, seen.html, lines(*rows))
    return replace(seen, html=text, keyboard=build_keyboard(_back_row(user, voice)))


def no_places_message(user: User, voice: Voice) -> Message:
    """Return that somebody set up no places."""
    return Message(voice.say("user-none-of-places"), build_keyboard(_back_row(user, voice)))


def deliveries_message(user: User, deliveries: Sequence[OwnDelivery], voice: Voice) -> Message:
    """Return what somebody was owed lately, newest first, and what became of it."""
    keyboard = build_keyboard(_back_row(user, voice))
    if not deliveries:
        return Message(voice.say("user-no-deliveries"), keyboard)
    return Message(paragraphs(voice.say("user-deliveries"), *(_delivery(each, voice) for each in deliveries)), keyboard)


def _delivery(each: OwnDelivery, voice: Voice) -> Markup:
    state = voice.say(f"delivery-{each.state.value.replace('_', '-')}")
    if each.reason is not None:
        state += Markup(" (%s)") % each.reason.value.replace("_", " ")
    title = link(each.link, shorten(clean_text(each.title), _LONGEST_TITLE)) if each.title else ""
    at = each.sent_at or each.created_at
    return lines(Markup(" · ").join((voice.say(f"delivery-{each.kind.value}"), state, format_time(at, voice))), title)


def _back_row(user: User, voice: Voice) -> Row:
    return (callback_button(voice.label("button-user-back"), OpenUser(user.subscriber.id)),)


def user_how_message(key: str, voice: Voice) -> Message:
    """Return how a command about somebody is written: ``user-how``, ``ban-how`` or ``unban-how``."""
    return Message(voice.say(key))


def user_unknown_message(whom: str, voice: Voice, *, is_name: bool = False) -> Message:
    """Return that nobody is known by an id, or by the name of a person, which is not stored."""
    return Message(voice.say("user-name-hidden" if is_name else "user-unknown", whom=whom))


def ban_question(user: User, voice: Voice) -> Message:
    """Return the question whether to ban somebody."""
    yes = callback_button(voice.label("button-ban-yes"), BanUser(user.subscriber.id))
    no = callback_button(voice.label("button-ban-no"), OpenUser(user.subscriber.id))
    name = name_of(user.subscriber, user.names, voice)
    text = voice.say("ban-question", name=name, id=str(user.subscriber.chat_id))
    return Message(text, build_keyboard((yes,), (no,)))


def banned_message(chat_id: int, name: Markup, place_ids: Sequence[int], voice: Voice) -> Message:
    """Return that somebody is banned, and which places of theirs go on."""
    places = Markup("")
    if place_ids:
        shown = ", ".join(map(str, place_ids[:_MOST_IDS]))
        places = voice.say("ban-places", count=len(place_ids), ids=shown)
    return Message(paragraphs(voice.say("ban-done", name=name, id=str(chat_id)), places))


def ban_refused_message(why: BanRefusal, voice: Voice) -> Message:
    """Return why somebody is not banned."""
    return Message(voice.say(why.value))


def unbanned_message(name: Markup, voice: Voice, *, was_banned: bool) -> Message:
    """Return that a ban is lifted, or that there was none."""
    return Message(voice.say("unban-done" if was_banned else "unban-none", name=name))
