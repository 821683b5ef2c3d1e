"""/user, /ban and /unban: what the bot knows of somebody, as they would see it, and who is not answered any more."""

import asyncio
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

from markupsafe import Markup
from sqlmodel import Session
from telegram import Bot

from bot.handlers import places as place_pages
from bot.handlers import preferences
from bot.handlers import topics as topic_pages
from bot.handlers.admin.admins import LARGEST_ID, fetch_chat, fetch_names
from bot.handlers.context import Actor, AdminContext, Origin, Place, Role, SubscriberContext
from bot.handlers.routes import button, command
from bot.views.admin.admins import person_link
from bot.views.admin.callback_data import AskBanUser, BanUser, OpenUser, OpenUserPart, UnbanUser
from bot.views.admin.people import (
    USER_PARTS,
    BanRefusal,
    User,
    UserPart,
    as_they_see_message,
    ban_question,
    ban_refused_message,
    banned_message,
    deliveries_message,
    name_of,
    no_places_message,
    unbanned_message,
    user_how_message,
    user_message,
    user_unknown_message,
)
from bot.views.help import expired_toast
from bot.views.message import Message
from bot.views.texts import Texts
from storage import admins, bans, subscribers
from storage import places as stored_places
from storage import topics as stored_topics
from storage.database import read_only
from storage.models import AuditAct, ChatKind, Subscriber
from storage.subscriber_export import OwnDelivery, own_data

MOST_DELIVERIES = 10
LOOKED_BACK = timedelta(days=31)
MOST_ASKED = 200
"""People whose public names Telegram is asked for: none is stored."""
ASKED_AT_ONCE = 20
LONGEST_REASON = 150

_ID = re.compile(r"-?[1-9][0-9]{0,15}")
_NAME = re.compile(r"@[A-Za-z][A-Za-z0-9_]{3,31}")


def read_id(text: str) -> int | None:
    """Return the id of a person, a group or a channel that stands in a text."""
    return int(text) if _ID.fullmatch(text) and abs(int(text)) <= LARGEST_ID else None


async def _find_id(context: AdminContext, whom: str) -> int | None:
    """The id of whoever somebody means: a number, or the public name of a place or a person."""
    if not _NAME.fullmatch(whom):
        return read_id(whom)
    known = await context.run(_place_named, whom[1:])
    if known is not None:
        return known
    if chat := await _chat_named(context.bot, whom):
        return chat
    people = await context.run(_last_seen)
    for start in range(0, len(people), ASKED_AT_ONCE):
        found = await _usernames(context.bot, people[start : start + ASKED_AT_ONCE])
        if whom[1:].lower() in found:
            return found[whom[1:].lower()]
    return None


async def _chat_named(bot: Bot, name: str) -> int | None:
    chat = await fetch_chat(bot, name)
    return chat.id if chat else None


async def _usernames(bot: Bot, person_ids: list[int]) -> dict[str, int]:
    chats = await asyncio.gather(*(fetch_chat(bot, person) for person in person_ids))
    return {chat.username.lower(): chat.id for chat in chats if chat and chat.username}


@read_only
def _place_named(session: Session, username: str) -> int | None:
    place = subscribers.find_by_username(session, username)
    return place.chat_id if place else None


@read_only
def _last_seen(session: Session) -> list[int]:
    return subscribers.last_seen_people(session, MOST_ASKED)


# /user


@command("user", role=Role.OWNER, menu=8)
async def look_up(context: AdminContext, argument: str) -> None:
    """Show what the bot knows of somebody."""
    whom = argument.strip()
    if not whom:
        await context.reply(user_how_message("user-how", context.voice))
        return
    chat_id = await _find_id(context, whom)
    found = await context.run(subscribers.first_of_chat, chat_id) if chat_id is not None else None
    if found is None:
        is_name = chat_id is None and whom.startswith("@")
        await context.reply(user_unknown_message(whom, context.voice, is_name=is_name))
        return
    await context.audit(AuditAct.LOOKED_UP, str(chat_id))
    await _show_user(context, found.id)


@button(OpenUser, role=Role.OWNER)
async def open_user(context: AdminContext, data: OpenUser) -> None:
    """Show the same in place of what was pressed."""
    await _show_user(context, data.subscriber_id)


async def _show_user(context: AdminContext, subscriber_id: int) -> None:
    if user := await _load_user(context, subscriber_id):
        await context.show(user_message(user, context.voice))


async def _load_user(context: AdminContext, subscriber_id: int) -> User | None:
    """Somebody with what Telegram says of them now; where they are gone, that is said."""
    user = await context.run(_stored_user, subscriber_id, context.admin_services.owners)
    if user is None:
        await context.toast(expired_toast(context.voice))
        return None
    who, ban = user.subscriber, user.ban
    people = {each for each in (who.chat_id, who.set_up_by, ban.banned_by if ban else None) if each and each > 0}
    chat = await fetch_chat(context.bot, who.chat_id) if who.kind is ChatKind.PRIVATE else None
    username = (chat.username if chat else who.username) or ""
    return replace(user, names=await fetch_names(context.bot, people), username=username)


@read_only
def _stored_user(session: Session, subscriber_id: int, owners: frozenset[int]) -> User | None:
    who = session.get(Subscriber, subscriber_id)
    if who is None:
        return None
    role = "user-role-editor" if admins.is_editor(session, who.chat_id) else ""
    return User(
        who,
        {},
        "",
        len(subscribers.choices(session, who.id)),
        len(stored_places.places_of(session, who.chat_id)) if who.kind is ChatKind.PRIVATE else 0,
        "user-role-owner" if who.chat_id in owners else role,
        bans.find(session, who.chat_id),
    )


@button(OpenUserPart, role=Role.OWNER)
async def open_part(context: AdminContext, data: OpenUserPart) -> None:
    """Show what somebody sees of their settings, topics or places, or what they were owed last."""
    user = await _load_user(context, data.subscriber_id)
    if user is None:
        return
    part = USER_PARTS[data.part] if data.part < len(USER_PARTS) else UserPart.SETTINGS
    if part is UserPart.DELIVERIES:
        found = await context.run(_deliveries, user.subscriber.id, context.now)
        await context.show(deliveries_message(user, found, context.voice))
    elif part is UserPart.PLACES and not user.places:
        await context.show(no_places_message(user, context.voice))
    else:
        seen = await context.run(_seen_by, user.subscriber.id, context.services.texts, context.now, _PAGES[part])
        await context.show(as_they_see_message(user, seen, context.voice))


@read_only
def _deliveries(session: Session, subscriber_id: int, now: datetime) -> list[OwnDelivery]:
    own = own_data(session, subscriber_id, now - LOOKED_BACK, now)
    return list(islice(own.deliveries, MOST_DELIVERIES))


ReaderPage = Callable[[SubscriberContext, str], Message]
_PAGES: Mapping[UserPart, ReaderPage] = {
    UserPart.SETTINGS: preferences.show_settings,
    UserPart.TOPICS: topic_pages.show_own_topics,
    UserPart.PLACES: place_pages.show_places,
}


@read_only
def _seen_by(session: Session, subscriber_id: int, texts: Texts, now: datetime, page: ReaderPage) -> Message:
    """What somebody would be shown, in their language; nothing is changed by it."""
    who = session.get_one(Subscriber, subscriber_id)
    kind = ChatKind(who.kind)
    place = Place(who.chat_id, who.thread_id, kind, who.title, who.username)
    voice = replace(texts.voice(who.language), zone=who.zone).about(kind, kind, who.thread_id).paced(who.rhythm)
    context = SubscriberContext(
        session,
        Origin(place, Actor(who.chat_id, who.language), now),
        who,
        asker_id=who.id,
        topics=stored_topics.find_all(session),
        chosen=subscribers.choices(session, who.id),
        voice=voice,
    )
    return page(context, "")


# Bans.


@command("ban", role=Role.EDITOR, menu=8)
async def ban(context: AdminContext, argument: str) -> None:
    """Answer somebody no more, nor send them anything; what stands behind the id is the reason."""
    whom, _, reason = argument.strip().partition(" ")
    chat_id = await _find_id(context, whom) if whom else None
    if chat_id is None:
        is_name = whom.startswith("@")
        refused = user_unknown_message(whom, context.voice, is_name=True)
        await context.reply(refused if is_name else user_how_message("ban-how", context.voice))
        return
    await _ban(context, chat_id, reason)


async def _ban(context: AdminContext, chat_id: int, reason: str) -> None:
    refusal = await context.run(
        _store_ban, chat_id, " ".join(reason.split())[:LONGEST_REASON], context.admin_services.owners,
        context.bot.id, context.person_id, context.now,
    )  # fmt: skip
    if refusal is not None:
        await context.show(ban_refused_message(refusal, context.voice))
        return
    place_ids = await context.run(bans.place_ids_of, chat_id)
    await context.show(banned_message(chat_id, await _name(context, chat_id), place_ids, context.voice))


def _store_ban(  # noqa: PLR0917 - by position as all of them
    session: Session, chat_id: int, reason: str, owners: frozenset[int], own_id: int, by: int, now: datetime
) -> BanRefusal | None:
    """Ban somebody, and note it in the audit; returns why not, where they are not."""
    if chat_id in owners:
        return BanRefusal.OWNER
    if chat_id == own_id:
        return BanRefusal.ITSELF
    if admins.is_editor(session, chat_id):
        return BanRefusal.EDITOR
    if not bans.ban(session, chat_id, reason, by, now):
        return BanRefusal.ALREADY
    admins.add_audit_entry(session, by, AuditAct.BANNED, f"{chat_id}: {reason}" if reason else str(chat_id), now)
    return None


@command("unban", role=Role.EDITOR, menu=8)
async def unban(context: AdminContext, argument: str) -> None:
    """Lift a ban."""
    whom = argument.strip()
    chat_id = await _find_id(context, whom) if whom else None
    if chat_id is None:
        refused = user_unknown_message(whom, context.voice, is_name=True)
        await context.reply(refused if whom.startswith("@") else user_how_message("unban-how", context.voice))
        return
    was_banned = await context.run(_store_unban, chat_id, context.person_id, context.now)
    await context.reply(unbanned_message(await _name(context, chat_id), context.voice, was_banned=was_banned))


def _store_unban(session: Session, chat_id: int, by: int, now: datetime) -> bool:
    if not bans.unban(session, chat_id, now):
        return False
    admins.add_audit_entry(session, by, AuditAct.UNBANNED, str(chat_id), now)
    return True


async def _name(context: AdminContext, chat_id: int) -> Markup:
    """What somebody is called: a person as Telegram says, a place as it is stored."""
    names = await fetch_names(context.bot, [chat_id])
    found = await context.run(subscribers.first_of_chat, chat_id)
    return name_of(found, names, context.voice) if found else person_link(chat_id, names)


@button(AskBanUser, role=Role.OWNER)
async def ask_ban(context: AdminContext, data: AskBanUser) -> None:
    """Ask whether to ban somebody."""
    if user := await _load_user(context, data.subscriber_id):
        await context.show(ban_question(user, context.voice))


@button(BanUser, role=Role.OWNER)
async def press_ban(context: AdminContext, data: BanUser) -> None:
    """Ban somebody."""
    if user := await _load_user(context, data.subscriber_id):
        await _ban(context, user.subscriber.chat_id, "")


@button(UnbanUser, role=Role.OWNER)
async def press_unban(context: AdminContext, data: UnbanUser) -> None:
    """Lift the ban of somebody."""
    if user := await _load_user(context, data.subscriber_id):
        await context.run(_store_unban, user.subscriber.chat_id, context.person_id, context.now)
        await _show_user(context, data.subscriber_id)
