"""People and bots coming and going, and what happens to the places themselves."""

import asyncio
from dataclasses import dataclass

from bot.sandbox.answers import Json
from bot.sandbox.chats import Chat, ChatKind, Topic
from bot.sandbox.members import Member, Status
from bot.sandbox.people import Account, Bot, Person
from bot.sandbox.posting import bots_in, post, remove, tell_topic
from bot.sandbox.state import State


@dataclass(slots=True, eq=False)
class Moving(State):
    """The world in which membership changes. Each act lets waiting polls be answered before it returns."""

    async def block(self, person: Person, bot: Bot | None = None) -> None:
        """Let a person block a bot."""
        await self._turn(person, bot or self.bot, Status.MEMBER, Status.KICKED)

    async def unblock(self, person: Person, bot: Bot | None = None) -> None:
        """Let a person unblock a bot."""
        await self._turn(person, bot or self.bot, Status.KICKED, Status.MEMBER)

    async def delete_account(self, person: Person) -> None:
        """Let a person delete their account; no bot is told."""
        person.deactivated = True
        self.events.publish("person", person=person.as_user(), deactivated=True)
        await asyncio.sleep(0)

    async def admit(
        self, chat: Chat, account: Account, status: Status = Status.MEMBER, by: Person | None = None
    ) -> None:
        """Make an account a member, an administrator or what `status` says, as `by` (default: itself) did."""
        joins = not chat.status_of(account.id).is_inside and status.is_inside
        self._set_status(chat, account, status, by)
        if joins and chat.is_group:
            post(self, chat, by or account, {"new_chat_members": [account.as_user()]})
        await asyncio.sleep(0)

    async def expel(self, chat: Chat, account: Account, by: Person | None = None, *, kicked: bool = True) -> None:
        """Take an account out of a chat: kicked, or gone of its own will."""
        inside = chat.status_of(account.id).is_inside
        if inside and chat.is_group:
            post(self, chat, by or account, {"left_chat_member": account.as_user()})
        self._set_status(chat, account, Status.KICKED if kicked else Status.LEFT, by)
        await asyncio.sleep(0)

    async def migrate(self, group: Chat) -> Chat:
        """Turn a group into a supergroup and return it; the old id is from now on refused with the new one."""
        by = next((member.account for member in group.members.values()), self.bot)
        supergroup = self.add_chat(ChatKind.SUPERGROUP, group.title, bot_is=Status.LEFT)
        supergroup.members = dict(group.members)
        post(self, group, by, {"migrate_to_chat_id": supergroup.id})
        group.migrated_to = supergroup.id
        post(self, supergroup, by, {"migrate_from_chat_id": group.id})
        self.events.publish("migrated", chat_id=group.id, to=supergroup.id)
        await asyncio.sleep(0)
        return supergroup

    async def set_topic(self, chat: Chat, topic: Topic, *, closed: bool | None = None, deleted: bool = False) -> None:
        """Close, reopen or delete a topic."""
        by = next((member.account for member in chat.members.values()), self.bot)
        if deleted:
            topic.deleted = True
            for message in [one for one in chat.messages.values() if one.thread_id == topic.id]:
                remove(self, message)
        elif closed is not None and closed != topic.closed:
            topic.closed = closed
            post(self, chat, by, {f"forum_topic_{'closed' if closed else 'reopened'}": {}}, thread_id=topic.id)
        tell_topic(self, chat, topic)
        await asyncio.sleep(0)

    def delete_chat(self, chat: Chat) -> None:
        """Delete a group."""
        chat.deleted = True
        self.events.publish("chat", chat=chat.as_chat(), deleted=True)

    async def _turn(self, person: Person, bot: Bot, before: Status, after: Status) -> None:
        """Change a bot's standing with a person: blocked or not."""
        (person.blocked.add if after is Status.KICKED else person.blocked.discard)(bot.id)
        chat = self.private_chat(person, bot)
        old, new = Member(bot, before), Member(bot, after)
        bot.queue.add("my_chat_member", self._change(chat, person, old.as_member(), new.as_member()))
        self.events.publish("blocked", person_id=person.id, bot_id=bot.id, blocked=after is Status.KICKED)
        await asyncio.sleep(0)

    def _set_status(self, chat: Chat, account: Account, status: Status, by: Person | None) -> None:
        old = chat.members.get(account.id) or Member(account, Status.LEFT)
        new = Member(account, status)
        change = self._change(
            chat, by or account, old.as_member(channel=chat.is_channel), new.as_member(channel=chat.is_channel)
        )
        chat.members[account.id] = new
        if isinstance(account, Bot):
            account.queue.add("my_chat_member", change)
        for bot in bots_in(self, chat):
            if bot is not account and chat.status_of(bot.id).is_administrator:
                bot.queue.add("chat_member", change)
        self.events.publish("member", chat_id=chat.id, user_id=account.id, status=status.value)

    def _change(self, chat: Chat, by: Account, old: Json, new: Json) -> Json:
        return {
            "chat": chat.as_chat(),
            "from": by.as_user(),
            "date": self.stamp(),
            "old_chat_member": old,
            "new_chat_member": new,
        }
