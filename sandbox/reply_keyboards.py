"""Keyboards below the typing field: their texts, and the buttons that ask for a chat or for people."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.accounts import BotAccount, Person
from sandbox.chats import Chat, ChatMessage
from sandbox.memberships import MembershipActions, may_promote
from sandbox.messages import check_may_write, post_message
from sandbox.protocol import Json
from sandbox.state import NotAllowedError, NotFoundError


@dataclass(slots=True, eq=False)
class ReplyKeyboardActions(MembershipActions):
    """Tapping the buttons of a reply keyboard. Each action lets waiting polls be answered before it returns."""

    async def tap(
        self,
        person: Person,
        button_text: str,
        chat: Chat | None = None,
        *,
        chosen: Chat | None = None,
        chosen_people: Sequence[Person] = (),
    ) -> ChatMessage:
        """Let a person tap a button, and choose a chat or people where it asks for them (default: the first that fit).

        Raises:
            NotFoundError: there is no such button.
            NotAllowedError: the person may not write, or nothing that may be chosen was.
        """
        target = chat or self.private_chat(person)
        check_may_write(person, target)
        button = find_reply_button(target, button_text)
        bot = self.bots.get(target.bot_id, self.bot)
        if "request_chat" in button:
            content = await self._share_chat(person, button["request_chat"], bot, chosen)
        elif wanted := button.get("request_users") or button.get("request_user"):
            content = self._share_people(person, wanted, chosen_people)
        elif button.get("request_contact"):
            shared = {"phone_number": f"+000{person.id}", "user_id": person.id, **person.names()}
            content = {"contact": {name: value for name, value in shared.items() if name != "username"}}
        else:
            content = {"text": button["text"]}
        if (target.reply_keyboard or {}).get("one_time_keyboard"):
            target.reply_keyboard = None
        message = post_message(self, target, person, content)
        await asyncio.sleep(0)
        return message

    def chats_to_share(self, person: Person, button_text: str, chat: Chat | None = None) -> list[Chat]:
        """Return the chats that a person may choose for a button.

        Raises:
            NotFoundError: there is no such button.
        """
        target = chat or self.private_chat(person)
        button = find_reply_button(target, button_text)
        bot = self.bots.get(target.bot_id, self.bot)
        return [one for one in self.chats.values() if may_share(person, button.get("request_chat", {}), bot, one)]

    async def _share_chat(self, person: Person, wanted: Json, bot: BotAccount, chosen: Chat | None) -> Json:
        fitting = [one for one in self.chats.values() if may_share(person, wanted, bot, one)]
        shared = chosen or next(iter(fitting), None)
        if shared is None or shared not in fitting:
            raise NotAllowedError(f"{person.first_name} has no such chat that fits what the button asks for.")
        rights = asked_rights(wanted, "bot_administrator_rights")
        member = shared.members.get(bot.id)
        if rights and not (member and all(member.may(right) for right in rights)):
            await self.grant_rights(shared, bot, rights, person)
        elif wanted.get("bot_is_member") and not shared.status_of(bot.id).is_inside:
            await self.add_bot_by_link(shared, person, bot=bot)
        told: Json = {"request_id": wanted["request_id"], "chat_id": shared.id}
        if wanted.get("request_title"):
            told["title"] = shared.title
        if wanted.get("request_username") and shared.username:
            told["username"] = shared.username
        return {"chat_shared": told}

    def _share_people(self, person: Person, wanted: Json, chosen: Sequence[Person]) -> Json:
        others = [one for one in self.people.values() if one is not person and not one.deactivated]
        shared = list(chosen) or others[:1]
        if not shared or len(shared) > int(wanted.get("max_quantity") or 1):
            raise NotAllowedError("These are not as many people as the button asks for.")
        users = []
        for one in shared:
            user: Json = {"user_id": one.id}
            if wanted.get("request_name"):
                user |= {name: value for name, value in one.names().items() if name != "username"}
            if wanted.get("request_username") and one.username:
                user["username"] = one.username
            users.append(user)
        return {"users_shared": {"request_id": wanted["request_id"], "users": users}}


def find_reply_button(chat: Chat, text: str) -> Json:
    """Return the button of a chat's reply keyboard that has a text.

    Raises:
        NotFoundError: there is none.
    """
    rows = (chat.reply_keyboard or {}).get("keyboard", [])
    for button in (button for row in rows for button in row):
        if button["text"] == text:
            found: Json = button
            return found
    raise NotFoundError(f"The keyboard of chat {chat.id} has no button {text!r}.")


def asked_rights(wanted: Json, name: str) -> set[str]:
    """Return the rights that a button asks for."""
    given = wanted.get(name) or {}
    return {right for right, is_asked in given.items() if is_asked and right != "is_anonymous"}


def may_share(person: Person, wanted: Json, bot: BotAccount, chat: Chat) -> bool:
    """Return whether a person may choose a chat: it fits, they have the rights, and the bot has or gets its own."""
    member, bot_member = chat.members.get(person.id), chat.members.get(bot.id)
    if chat.deleted or chat.migrated_to or member is None or not member.status.is_inside:
        return False
    kinds = {"chat_is_forum": chat.is_forum, "chat_has_username": bool(chat.username)}
    if chat.is_channel is not bool(wanted.get("chat_is_channel")):
        return False
    if any(name in wanted and bool(wanted[name]) is not is_so for name, is_so in kinds.items()):
        return False
    if wanted.get("chat_is_created") and member.status.value != "creator":
        return False
    if not all(member.may(right) for right in asked_rights(wanted, "user_administrator_rights")):
        return False
    rights = asked_rights(wanted, "bot_administrator_rights")
    has_rights = bot_member is not None and all(bot_member.may(right) for right in rights)
    return has_rights or not rights or may_promote(member)
