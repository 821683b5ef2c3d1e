"""Blocking, joining, being promoted, leaving, and groups that become supergroups or are deleted."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sandbox.accounts import (
    ADMIN_RIGHTS,
    CHANNEL_ADMIN_RIGHTS,
    GROUP_ADMIN_RIGHTS,
    MEMBER_PERMISSIONS,
    Account,
    BotAccount,
    ChatMember,
    MemberStatus,
    Person,
)
from sandbox.chats import Chat, ChatType
from sandbox.messages import bots_in_chat, performer, post_message
from sandbox.protocol import Json
from sandbox.state import NotAllowedError, NotFoundError, SimulatorState

ALL_RIGHTS = frozenset((*ADMIN_RIGHTS, *CHANNEL_ADMIN_RIGHTS, *GROUP_ADMIN_RIGHTS, *MEMBER_PERMISSIONS))


class MigrationSignal(StrEnum):
    """What Telegram tells bots of a group that becomes a supergroup."""

    MIGRATE_TO = "migrate_to"
    """A message in the old chat, with ``migrate_to_chat_id``."""
    LEFT = "left"
    """``my_chat_member``: the bot is no longer in the old chat."""
    MEMBER = "member"
    """``my_chat_member``: it is in the new chat."""
    MIGRATE_FROM = "migrate_from"
    """A message in the new chat, with ``migrate_from_chat_id``."""


@dataclass(slots=True, eq=False)
class MembershipActions(SimulatorState):
    """Blocking, joining, leaving, migrating. Each action lets waiting polls be answered before it returns."""

    async def block(self, person: Person, bot: BotAccount | None = None) -> None:
        """Let a person block a bot."""
        await self._set_blocked(person, bot or self.bot, MemberStatus.MEMBER, MemberStatus.KICKED)

    async def unblock(self, person: Person, bot: BotAccount | None = None) -> None:
        """Let a person unblock a bot."""
        await self._set_blocked(person, bot or self.bot, MemberStatus.KICKED, MemberStatus.MEMBER)

    async def delete_account(self, person: Person) -> None:
        """Let a person delete their account; bots get no update of it."""
        person.deactivated = True
        self.events.publish("person", person=person.as_user(), deactivated=True)
        await asyncio.sleep(0)

    async def add_member(
        self,
        chat: Chat,
        account: Account,
        status: MemberStatus = MemberStatus.MEMBER,
        by: Person | None = None,
        *,
        denied: Iterable[str] = (),
        is_anonymous: bool = False,
    ) -> None:
        """Give an account a status in a chat; `by` is the person who did it (default: the account itself).

        `denied` are the rights that it lacks. An anonymous administrator writes in the name of the group.
        """
        joins = not chat.status_of(account.id).is_inside and status.is_inside
        self._set_member(chat, ChatMember(account, status, set(denied), is_anonymous), by)
        if joins and chat.is_group:
            post_message(self, chat, by or account, {"new_chat_members": [account.as_user()]})
        await asyncio.sleep(0)

    async def add_bot_by_link(
        self, chat: Chat, by: Person, payload: str = "", *, bot: BotAccount | None = None, rights: Iterable[str] = ()
    ) -> None:
        """Let a person add a bot by a link with ``startgroup`` or ``startchannel``.

        With `rights` the bot becomes an administrator with these rights. A group that it is in already gets only the
        command with the payload, which a channel never gets.

        Raises:
            NotAllowedError: the person may not add members there, or no administrators.
        """
        added, wanted = bot or self.bot, set(rights)
        adder = chat.members.get(by.id)
        if adder is None or not adder.status.is_inside or ((wanted or chat.is_channel) and not may_promote(adder)):
            raise NotAllowedError(f"{by.first_name} may not add the bot to chat {chat.id}.")
        if wanted:
            await self.grant_rights(chat, added, wanted, by)
        elif not chat.status_of(added.id).is_inside:
            status = MemberStatus.ADMINISTRATOR if chat.is_channel else MemberStatus.MEMBER
            await self.add_member(chat, added, status, by)
        if payload and chat.is_group:
            command = f"/start@{added.username}"
            entities = [{"type": "bot_command", "offset": 0, "length": len(command)}]
            post_message(self, chat, by, {"text": f"{command} {payload}", "entities": entities})
        await asyncio.sleep(0)

    async def grant_rights(self, chat: Chat, bot: BotAccount, rights: Iterable[str], by: Person) -> None:
        """Let a person make a bot an administrator who has these rights beside those that it has already."""
        before = chat.members.get(bot.id)
        all_rights = set(rights_of(chat))
        had = {right for right in all_rights if before is not None and before.may(right)}
        denied = all_rights - had - set(rights) - {"can_manage_chat"}
        await self.add_member(chat, bot, MemberStatus.ADMINISTRATOR, by, denied=denied)

    async def set_rights(
        self,
        chat: Chat,
        account: Account,
        rights: Mapping[str, bool],
        by: Person | None = None,
        *,
        is_anonymous: bool | None = None,
    ) -> None:
        """Give a member single rights or take them away; make an administrator anonymous, or no longer so.

        Raises:
            NotFoundError: the account is not in the chat, or there is no such right.
        """
        member = chat.members.get(account.id)
        if member is None or not member.status.is_inside:
            raise NotFoundError(f"Account {account.id} is not in chat {chat.id}.")
        if unknown := set(rights) - ALL_RIGHTS:
            raise NotFoundError(f"There is no right {unknown.pop()}.")
        taken = {right for right, is_given in rights.items() if not is_given}
        denied = (member.denied - set(rights)) | taken
        hidden = member.is_anonymous if is_anonymous is None else is_anonymous
        await self.add_member(chat, account, member.status, by, denied=denied, is_anonymous=hidden)

    async def remove_member(
        self, chat: Chat, account: Account, by: Person | None = None, *, kicked: bool = True
    ) -> None:
        """Remove an account from a chat: it was kicked, or it left."""
        inside = chat.status_of(account.id).is_inside
        if inside and chat.is_group:
            post_message(self, chat, by or account, {"left_chat_member": account.as_user()})
        self._set_member(chat, ChatMember(account, MemberStatus.KICKED if kicked else MemberStatus.LEFT), by)
        await asyncio.sleep(0)

    async def migrate(self, group: Chat, signals: Sequence[MigrationSignal] = tuple(MigrationSignal)) -> Chat:
        """Turn a group into a supergroup and return it; calls to the old id are from now on refused with the new id.

        `signals` are what bots are told of it, in this order: Telegram promises none.
        """
        by = next((member.account for member in group.members.values()), self.bot)
        supergroup = self.add_chat(ChatType.SUPERGROUP, group.title, bot_is=MemberStatus.LEFT)
        supergroup.members = dict(group.members)
        group.migrated_to = supergroup.id
        bots = bots_in_chat(self, group)
        for signal in signals:
            self._tell_migration(signal, group, supergroup, by)
        for bot in bots:
            group.members[bot.id] = ChatMember(bot, MemberStatus.LEFT)
        self.events.publish("migrated", chat_id=group.id, to=supergroup.id)
        await asyncio.sleep(0)
        return supergroup

    def _tell_migration(self, signal: MigrationSignal, group: Chat, supergroup: Chat, by: Account) -> None:
        match signal:
            case MigrationSignal.MIGRATE_TO:
                post_message(self, group, by, {"migrate_to_chat_id": supergroup.id})
            case MigrationSignal.MIGRATE_FROM:
                post_message(self, supergroup, by, {"migrate_from_chat_id": group.id})
            case MigrationSignal.LEFT | MigrationSignal.MEMBER:
                is_in = signal is MigrationSignal.MEMBER
                for bot in bots_in_chat(self, group):
                    inside, outside = group.members[bot.id], ChatMember(bot, MemberStatus.LEFT)
                    old, new = (outside, inside) if is_in else (inside, outside)
                    change = self._change(supergroup if is_in else group, by, old.as_member(), new.as_member())
                    bot.queue.add("my_chat_member", change)

    def delete_chat(self, chat: Chat) -> None:
        """Delete a group or channel; bots get no update of it."""
        chat.deleted = True
        self.events.publish("chat", chat=chat.as_chat(), deleted=True)

    async def _set_blocked(self, person: Person, bot: BotAccount, before: MemberStatus, after: MemberStatus) -> None:
        """Change the status of a bot in its private chat with a person."""
        (person.blocked.add if after is MemberStatus.KICKED else person.blocked.discard)(bot.id)
        chat = self.private_chat(person, bot)
        old, new = ChatMember(bot, before), ChatMember(bot, after)
        bot.queue.add("my_chat_member", self._change(chat, person, old.as_member(), new.as_member()))
        self.events.publish("blocked", person_id=person.id, bot_id=bot.id, blocked=after is MemberStatus.KICKED)
        await asyncio.sleep(0)

    def _set_member(self, chat: Chat, member: ChatMember, by: Person | None) -> None:
        account = member.account
        before = chat.members.get(account.id) or ChatMember(account, MemberStatus.LEFT)
        old, new = before.as_member(channel=chat.is_channel), member.as_member(channel=chat.is_channel)
        change = self._change(chat, by or account, old, new)
        chat.members[account.id] = member
        if old == new:
            return
        if isinstance(account, BotAccount):
            account.queue.add("my_chat_member", change)
        for bot in bots_in_chat(self, chat):
            if bot is not account and chat.status_of(bot.id).is_administrator:
                bot.queue.add("chat_member", change)
        self.events.publish("member", chat_id=chat.id, user_id=account.id, status=member.status.value)

    def _change(self, chat: Chat, by: Account, old: Json, new: Json) -> Json:
        return {
            "chat": chat.as_chat(),
            "from": performer(chat, by),
            "date": self.stamp(),
            "old_chat_member": old,
            "new_chat_member": new,
        }


def rights_of(chat: Chat) -> tuple[str, ...]:
    """Return the rights that an administrator of a chat can have."""
    return ADMIN_RIGHTS + (CHANNEL_ADMIN_RIGHTS if chat.is_channel else GROUP_ADMIN_RIGHTS)


def may_promote(member: ChatMember) -> bool:
    """Return whether a member may make others administrators."""
    return member.status is MemberStatus.CREATOR or member.may("can_promote_members")
