"""What people say and press."""

import asyncio
from dataclasses import dataclass

from bot.sandbox.answers import Json
from bot.sandbox.chats import Chat
from bot.sandbox.messages import Message
from bot.sandbox.people import Bot, Person
from bot.sandbox.posting import post, replace
from bot.sandbox.queries import Query
from bot.sandbox.state import State, UnknownError


class NotAllowedError(Exception):
    """A person cannot do that here."""


@dataclass(slots=True, eq=False)
class Speaking(State):
    """The world with people who speak. Each act lets waiting polls be answered before it returns."""

    async def say(
        self,
        person: Person,
        text: str,
        chat: Chat | None = None,
        *,
        bot: Bot | None = None,
        thread_id: int = 0,
        reply_to: int = 0,
        parse_mode: str = "",
        about: Json | None = None,
    ) -> Message:
        """Let a person write a message (default: to the bot alone) and return it.

        What a person formats in an app is written in the markup of a `parse_mode` here. `about` has further fields of
        the Bot API's ``Message``.

        Raises:
            NotAllowedError: the person is not in the chat, has blocked the bot, or has no account any more.
            UnknownError: the topic or the message replied to does not exist.
            Refusal: the markup cannot be read.
        """
        place = chat or self.private_chat(person, bot)
        replied = {"reply_to_message": self.message(place, reply_to).as_json(with_reply=False)} if reply_to else {}
        content = self.written(text, parse_mode)
        return await self.utter(person, content, place, thread_id=thread_id, about=replied | (about or {}))

    async def utter(
        self, person: Person, content: Json, place: Chat, *, thread_id: int = 0, about: Json | None = None
    ) -> Message:
        """Let a person send a content of the Bot API; raises as `say` does."""
        self._check_may_speak(person, place)
        if thread_id and thread_id not in place.topics:
            raise UnknownError(f"There is no topic {thread_id} in chat {place.id}.")
        if place.is_private:
            person.started.add(place.bot_id)
        message = post(self, place, person, content, about=about, thread_id=thread_id)
        await asyncio.sleep(0)
        return message

    def written(self, text: str, parse_mode: str = "", name: str = "text") -> Json:
        """Return a text or caption with its entities, as the content of a message."""
        written = self.parser.read(text, parse_mode, None)
        entities = "entities" if name == "text" else f"{name}_entities"
        return {name: written.text} | ({entities: written.entities} if written.entities else {})

    async def rewrite(self, message: Message, text: str) -> None:
        """Let the author of a message edit its text or caption."""
        kind = message.file_kind
        kept = {name: value for name, value in message.content.items() if kind and not name.startswith("caption")}
        content = kept | self.written(text, name="caption" if kind else "text")
        replace(self, message, message.sender, content, message.reply_markup)
        await asyncio.sleep(0)

    async def press(self, person: Person, message: Message, button: str) -> Query:
        """Let a person press a button, named by its text or callback data; the query shows the answer later.

        Raises:
            UnknownError: the message has no such callback button.
        """
        pressed = find_button(message, button)
        if not isinstance(message.sender, Bot):
            raise UnknownError(f"Message {message.id} is no bot's.")
        query = self._ask(message.sender, person, "callback_query")
        content = {
            "id": query.id,
            "from": person.as_user(),
            "message": message.as_json(),
            "chat_instance": str(7_000_000_000 + abs(message.chat.id)),
            "data": pressed["callback_data"],
        }
        message.sender.queue.add("callback_query", content)
        self.events.publish("pressed", query_id=query.id, person_id=person.id, message_id=message.id)
        await asyncio.sleep(0)
        return query

    async def ask_inline(self, person: Person, text: str, *, bot: Bot | None = None, offset: str = "") -> Query:
        """Let a person type ``@bot text`` in some chat."""
        asked = bot or self.bot
        query = self._ask(asked, person, "inline_query", text)
        content = {"id": query.id, "from": person.as_user(), "query": text, "offset": offset}
        asked.queue.add("inline_query", content | {"chat_type": "sender"})
        await asyncio.sleep(0)
        return query

    async def choose_inline(self, query: Query, result_id: str, chat: Chat) -> Message:
        """Let the person who asked send one of the results of an answered inline query to a chat."""
        results = (query.answer or {}).get("results", [])
        chosen = next((result for result in results if result["id"] == result_id), None)
        if chosen is None:
            raise UnknownError(f"The answer to query {query.id} has no result {result_id}.")
        bot, person = self.bots[query.bot_id], self.people[query.person_id]
        text = chosen.get("input_message_content", {}).get("message_text", chosen.get("title", ""))
        message = post(self, chat, person, {"text": text}, about={"via_bot": bot.as_user()})
        choice = {"result_id": result_id, "from": person.as_user(), "query": query.text}
        bot.queue.add("chosen_inline_result", choice)
        await asyncio.sleep(0)
        return message

    def message(self, chat: Chat, message_id: int) -> Message:
        """Return a message of a chat.

        Raises:
            UnknownError: there is none of that id.
        """
        if message_id not in chat.messages:
            raise UnknownError(f"There is no message {message_id} in chat {chat.id}.")
        return chat.messages[message_id]

    def _check_may_speak(self, person: Person, chat: Chat) -> None:
        if person.deactivated:
            raise NotAllowedError(f"The account of person {person.id} was deleted.")
        if chat.bot_id in person.blocked:
            raise NotAllowedError(f"{person.first_name} has blocked the bot; unblock it first.")
        status = chat.status_of(person.id)
        if not chat.is_private and not (status.is_administrator if chat.is_channel else status.is_inside):
            raise NotAllowedError(f"{person.first_name} may not write in chat {chat.id}.")

    def _ask(self, bot: Bot, person: Person, kind: str, text: str = "") -> Query:
        query = Query(self.new_id(), bot.id, person.id, kind, self.monotonic(), text)
        self.queries[query.id] = query
        return query


def find_button(message: Message, wanted: str) -> Json:
    """Return the callback button of a message by its text or its callback data."""
    rows = (message.reply_markup or {}).get("inline_keyboard", [])
    for button in (button for row in rows for button in row):
        if wanted in {button["text"], button.get("callback_data")} and "callback_data" in button:
            found: Json = button
            return found
    raise UnknownError(f"Message {message.id} has no button {wanted!r} to press.")
