"""Inline mode: a person types ``@bot words`` in any chat and sends one of the bot's results there."""

import asyncio
from dataclasses import dataclass

from sandbox.accounts import BotAccount, Person
from sandbox.chats import Chat, ChatMessage
from sandbox.messages import author_fields, check_may_write, check_topic_writable, insert_message
from sandbox.protocol import Json
from sandbox.state import NotAllowedError, NotFoundError, SimulatorState, UserQuery


@dataclass(slots=True, eq=False)
class InlineActions(SimulatorState):
    """Asking and choosing. Each action lets waiting polls be answered before it returns."""

    async def ask_inline(
        self, person: Person, text: str, *, bot: BotAccount | None = None, offset: str = "", chat: Chat | None = None
    ) -> UserQuery:
        """Let a person type ``@bot text`` in the message field of a chat (default: the one with the bot).

        Raises:
            NotAllowedError: the bot has no inline mode.
        """
        asked = bot or self.bot
        if not asked.inline:
            raise NotAllowedError(f"@{asked.username} has no inline mode.")
        query = self.new_query(asked, person, "inline_query", text)
        where = "sender" if chat is None or chat.bot_id == asked.id else chat.kind.value
        content = {"id": query.id, "from": person.as_user(), "chat_type": where, "query": text, "offset": offset}
        asked.queue.add("inline_query", content)
        self.events.publish("inline", query_id=query.id, person_id=person.id, text=text)
        await asyncio.sleep(0)
        return query

    async def choose_inline(self, query: UserQuery, result_id: str, chat: Chat, *, thread_id: int = 0) -> ChatMessage:
        """Let the person who asked send one of the results of an answered inline query to a chat.

        Raises:
            NotFoundError: there is no such result.
            NotAllowedError: the person may not write in the chat.
        """
        if result_id not in query.contents:
            raise NotFoundError(f"The answer to query {query.id} has no result {result_id}.")
        bot, person = self.bots[query.bot_id], self.people[query.person_id]
        check_may_write(person, chat)
        check_topic_writable(person, chat, thread_id)
        content = dict(query.contents[result_id])
        markup = content.pop("reply_markup", None)
        number = self.next_message_id(chat)
        message = ChatMessage(
            number, chat, person, self.stamp(), content, via_fields(chat, person, bot), markup, thread_id
        )
        if markup:
            message.inline_id = f"AAI{self.new_id()}"
            self.inline_messages[message.inline_id] = message
        insert_message(self, message)
        self._tell_choice(bot, query, result_id, message)
        await asyncio.sleep(0)
        return message

    def _tell_choice(self, bot: BotAccount, query: UserQuery, result_id: str, message: ChatMessage) -> None:
        if not bot.inline_feedback:
            return
        choice: Json = {"result_id": result_id, "from": message.sender.as_user(), "query": query.text}
        if message.inline_id:
            choice["inline_message_id"] = message.inline_id
        bot.queue.add("chosen_inline_result", choice)


def via_fields(chat: Chat, person: Person, bot: BotAccount) -> Json:
    """Return the fields of a message that a person sends by way of a bot."""
    return author_fields(chat, person) | {"via_bot": bot.as_user()}
