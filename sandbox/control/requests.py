"""Requests of the control API: who may make them (this machine and the server's own page), and their bodies."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from sandbox.accounts import Account, BotAccount, Person
from sandbox.chats import Chat
from sandbox.protocol import BotApiError, Json
from sandbox.simulator import TelegramSimulator
from sandbox.state import NotAllowedError, NotFoundError

SIMULATOR: web.AppKey[TelegramSimulator] = web.AppKey("simulator", TelegramSimulator)
LOCAL_ONLY: web.AppKey[bool] = web.AppKey("local", bool)
LOCAL_HOSTS = {"127.0.0.1", "localhost", "::1"}
ERROR_STATUSES: dict[type[Exception], int] = {
    NotFoundError: 404,
    NotAllowedError: 409,
    BotApiError: 400,
    KeyError: 400,
    ValueError: 400,
    TypeError: 400,
}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def control_middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse requests from pages of other sites, and turn errors of the simulator into responses."""
    if not request.path.startswith("/sandbox/"):
        return await handler(request)
    if not is_same_origin(request):
        return error_response(403, "The control API answers only to this machine and to the sandbox's own page.")
    try:
        return await handler(request)
    except tuple(ERROR_STATUSES) as error:
        status = next(status for kind, status in ERROR_STATUSES.items() if isinstance(error, kind))
        return error_response(status, str(error.args[0]))


def is_same_origin(request: web.Request) -> bool:
    """Return whether a request names this server as its host and comes from no other site's page."""
    host = urlsplit(f"//{request.host}").hostname
    if request.app[LOCAL_ONLY] and host not in LOCAL_HOSTS:
        return False
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


def error_response(status: int, sentence: str) -> web.Response:
    """Return an error response of the control API."""
    return web.json_response({"error": sentence}, status=status)


@dataclass(frozen=True, slots=True)
class ControlRequest:
    """A request of the control API: the parts of its address and the members of its JSON body."""

    simulator: TelegramSimulator
    address: dict[str, str]
    body: Json

    def get(self, name: str, default: Any = None) -> Any:
        """Return a member of the body."""
        return self.body.get(name, default)

    @property
    def bot(self) -> BotAccount:
        """The bot that `bot_id` names, or the simulator's own."""
        wanted = self.get("bot_id")
        if wanted is None:
            return self.simulator.bot
        if int(wanted) not in self.simulator.bots:
            raise NotFoundError(f"There is no bot {wanted}.")
        return self.simulator.bots[int(wanted)]

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
        if int(str(person_id)) not in self.simulator.people:
            raise NotFoundError(f"There is no person {person_id}.")
        return self.simulator.people[int(str(person_id))]

    def account_of(self, account_id: object) -> Account:
        """Return the person or bot of an id."""
        account = self.simulator.account(int(str(account_id)))
        if account is None:
            raise NotFoundError(f"There is no account {account_id}.")
        return account

    def chat_of(self, chat_id: object) -> Chat:
        """Return the chat of an id; a person's id means their chat with the bot."""
        number = int(str(chat_id))
        if number in self.simulator.chats:
            return self.simulator.chats[number]
        return self.simulator.private_chat(self.person_of(number), self.bot)


async def read_control_request(request: web.Request) -> ControlRequest:
    """Return a request with its body read.

    Raises:
        TypeError: the body is no JSON object.
    """
    body = {} if request.method == "DELETE" or not request.can_read_body else await request.json()
    if not isinstance(body, dict):
        raise TypeError("The body must be a JSON object.")
    return ControlRequest(request.app[SIMULATOR], dict(request.match_info), body)
