"""Reading the bodies of the control API."""

from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.sandbox.answers import Json
from bot.sandbox.chats import Chat
from bot.sandbox.control.guard import WORLD
from bot.sandbox.people import Account, Bot, Person
from bot.sandbox.state import UnknownError
from bot.sandbox.world import World


@dataclass(frozen=True, slots=True)
class Wish:
    """What a request of the control API asks for: the parts of its address and the members of its body."""

    world: World
    address: dict[str, str]
    body: Json

    def get(self, name: str, default: Any = None) -> Any:
        """Return a member of the body."""
        return self.body.get(name, default)

    @property
    def bot(self) -> Bot:
        """The bot that is named, or the world's own."""
        wanted = self.get("bot_id")
        if wanted is None:
            return self.world.bot
        if int(wanted) not in self.world.bots:
            raise UnknownError(f"There is no bot {wanted}.")
        return self.world.bots[int(wanted)]

    @property
    def person(self) -> Person:
        """The person of the address."""
        return self.person_of(self.address["person_id"])

    @property
    def chat(self) -> Chat:
        """The chat of the address, or of the body."""
        return self.chat_of(self.address.get("chat_id") or self.body["chat_id"])

    def person_of(self, person_id: object) -> Person:
        """Return the person of an id."""
        if int(str(person_id)) not in self.world.people:
            raise UnknownError(f"There is no person {person_id}.")
        return self.world.people[int(str(person_id))]

    def account_of(self, account_id: object) -> Account:
        """Return the person or bot of an id."""
        account = self.world.account(int(str(account_id)))
        if account is None:
            raise UnknownError(f"There is no account {account_id}.")
        return account

    def chat_of(self, chat_id: object) -> Chat:
        """Return the chat of an id; a person's id means their chat with the bot."""
        number = int(str(chat_id))
        if number in self.world.chats:
            return self.world.chats[number]
        return self.world.private_chat(self.person_of(number), self.bot)


async def read_wish(request: web.Request) -> Wish:
    """Return what a request asks for.

    Raises:
        TypeError: the body is no JSON object.
    """
    body = {} if request.method == "DELETE" or not request.can_read_body else await request.json()
    if not isinstance(body, dict):
        raise TypeError("The body must be a JSON object.")
    return Wish(request.app[WORLD], dict(request.match_info), body)
