"""Reading the state: people, chats, calls, the message log and events; all, or those that the client asks for."""

import asyncio
import json
import math
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from aiohttp import web

from sandbox.accounts import BotAccount, Person
from sandbox.chats import Chat
from sandbox.control.requests import SIMULATOR
from sandbox.logs import EventSubscription
from sandbox.protocol import Json
from sandbox.state import NotFoundError, SimulatorState


@dataclass(slots=True)
class StateFilter:
    """Which people and chats a client is shown: the first `limit` of each (None: all), and the ids in `also`."""

    limit: int | None = None
    also: frozenset[int] = frozenset()
    has_calls: bool = True
    _people: frozenset[int] = field(default=frozenset(), init=False)
    _chats: frozenset[int] = field(default=frozenset(), init=False)

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "StateFilter":
        """Return the filter of a query string: ``first``, ``also`` (ids with commas between) and ``calls`` (0: none).

        Raises:
            ValueError: what should be a number is none.
        """
        limit = int(query["first"]) if query.get("first") else None
        also = frozenset(int(number) for number in query.get("also", "").split(",") if number)
        return cls(limit, also, query.get("calls") != "0")

    def has(self, simulator: SimulatorState, chat_id: int) -> bool:
        """Return whether a person, group or channel is shown."""
        if self.limit is None or chat_id in self.also:
            return True
        if chat_id > 0:
            if len(self._people) < self.limit:
                self._people = frozenset(islice(simulator.people, self.limit))
            return chat_id in self._people
        if len(self._chats) < self.limit:
            self._chats = frozenset(islice(simulator.chats, self.limit))
        return chat_id in self._chats

    def shows(self, simulator: SimulatorState, event: Json) -> bool:
        """Return whether an event is shown."""
        chat_id = event_chat_id(event)
        return chat_id is None or self.has(simulator, chat_id)


def event_chat_id(event: Json) -> int | None:
    """Return the chat or person that an event concerns, None if it concerns everyone."""
    match event:
        case {"message": {"chat": {"id": int(chat_id)}}} | {"chat": {"id": int(chat_id)}} | {"chat_id": int(chat_id)}:
            return chat_id
        case {"person": {"id": int(person_id)}} | {"person_id": int(person_id)}:
            return person_id
    return None


MAX_MESSAGES = 200
MAX_MEMBERS = 200
CALLS_INTERVAL = 0.5
"""Seconds between two ``calls`` events, which only say that there were calls."""


async def show_state(request: web.Request) -> web.Response:
    """Answer with the whole state, or the part that the filter of the address shows."""
    simulator, state_filter = request.app[SIMULATOR], StateFilter.from_query(request.query)
    return web.json_response(
        {
            "token": simulator.token,
            "now": simulator.now().isoformat(),
            "last_event_id": simulator.events.last_id,
            "bots": [bot_state(simulator, bot) for bot in simulator.bots.values()],
            "people_count": len(simulator.people),
            "people": [person_state(one) for one in simulator.people.values() if state_filter.has(simulator, one.id)],
            "chats_count": len(simulator.chats),
            "chats": [chat_state(chat) for chat in simulator.all_chats() if state_filter.has(simulator, chat.id)],
            "faults": [fault.as_json() for fault in simulator.faults.current()],
        }
    )


async def find_people(request: web.Request) -> web.Response:
    """Answer with the first people whose name or id contains some words, and how many there are."""
    words = request.query.get("name", "").casefold().removeprefix("@")
    last = int(request.query.get("last", "20"))
    found = [one for one in request.app[SIMULATOR].people.values() if words in search_text(one)]
    return web.json_response({"people": [person_state(one) for one in found[:last]], "count": len(found)})


def search_text(person: Person) -> str:
    """Return the text in which people are searched: names and id."""
    return f"{person.first_name} {person.last_name} {person.username} {person.id}".casefold()


def person_state(person: Person) -> Json:
    """Return a person, and which bots they have blocked."""
    return {**person.as_user(), "deactivated": person.deactivated, "blocked": sorted(person.blocked)}


def bot_state(simulator: SimulatorState, bot: BotAccount) -> Json:
    """Return a bot with its commands and what waits for it."""
    hook = bot.queue.webhook
    return {
        **bot.as_me(),
        "revoked": bot.revoked,
        "flood_limits": simulator.limits[bot.id].on,
        "stars": bot.stars,
        "pending_updates": len(bot.queue.pending),
        "webhook": hook.url if hook else None,
        "words": [{"kind": k, "language": code, "text": text} for (k, code), text in bot.texts.items()],
        "commands": [
            {"scope": scope, "language_code": code, "commands": commands}
            for (scope, code), commands in bot.commands.items()
        ],
    }


def chat_state(chat: Chat) -> Json:
    """Return a chat with its members, its topics and its last messages."""
    return {
        "chat": chat.as_chat(),
        "bot_id": chat.bot_id or None,
        "migrated_to": chat.migrated_to or None,
        "deleted": chat.deleted,
        "pinned": chat.pinned,
        "member_count": len(chat.members),
        "members": [one.as_member(channel=chat.is_channel) for one in list(chat.members.values())[:MAX_MEMBERS]],
        "topics": [topic.as_topic() | topic.flags() for topic in chat.topics.values() if not topic.deleted],
        "general": chat.general.as_topic() | chat.general.flags() if chat.is_forum else None,
        "muted": sorted(chat.muted),
        "reply_keyboard": chat.reply_keyboard,
        "messages": [
            {"message": message.as_json(), "edits": len(message.edits)}
            for message in list(chat.messages.values())[-MAX_MESSAGES:]
        ],
    }


async def show_calls(request: web.Request) -> web.Response:
    """Answer with the last calls, oldest first, and the counts of all."""
    log = request.app[SIMULATOR].calls
    last = int(request.query.get("last", "100"))
    counted = [
        {"method": method, "status": status, "count": number} for (method, status), number in sorted(log.counts.items())
    ]
    return web.json_response({"calls": list(log.last)[-last:] if last > 0 else [], "counts": counted})


async def show_message_log(request: web.Request) -> web.Response:
    """Answer with the message log, of one chat if the address names one."""
    chat_id = request.query.get("chat_id")
    entries = request.app[SIMULATOR].message_log.entries
    return web.json_response([entry for entry in entries if chat_id in {None, str(entry["chat_id"])}])


async def show_query(request: web.Request) -> web.Response:
    """Answer with a query and the answer that it got."""
    asked = request.app[SIMULATOR].queries.get(request.match_info["query_id"])
    if asked is None:
        raise NotFoundError(f"There is no query {request.match_info['query_id']}.")
    return web.json_response({"id": asked.id, "kind": asked.kind, "answer": asked.answer})


async def stream_events(request: web.Request) -> web.StreamResponse:
    """Stream events as server-sent events, until the client or the server closes."""
    simulator, state_filter = request.app[SIMULATOR], StateFilter.from_query(request.query)
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    with simulator.subscribe() as subscription:
        await response.prepare(request)
        await response.write(b": the sandbox\n\n")
        try:
            async for event in filter_events(subscription, state_filter, simulator):
                text = json.dumps(event, ensure_ascii=False)
                await response.write(f"id: {event['id']}\nevent: {event['event']}\ndata: {text}\n\n".encode())
        except ConnectionResetError:
            pass  # the client closed the connection
    return response


async def filter_events(
    subscription: EventSubscription, state_filter: StateFilter, simulator: SimulatorState
) -> AsyncIterator[Json]:
    """Yield the events that a filter shows.

    A filter without calls gets a ``calls`` event in their place, at most one every `CALLS_INTERVAL` seconds: a client
    that then waits as long and reads the calls has all of them.
    """
    not_before, clock = -math.inf, asyncio.get_running_loop().time
    async for event in subscription:
        if event["event"] != "call" or state_filter.has_calls:
            if state_filter.shows(simulator, event):
                yield event
        elif clock() >= not_before:
            not_before = clock() + CALLS_INTERVAL
            yield {"event": "calls", "id": event["id"]}


state_routes = [
    web.get("/sandbox/state", show_state),
    web.get("/sandbox/people", find_people),
    web.get("/sandbox/calls", show_calls),
    web.get("/sandbox/ledger", show_message_log),
    web.get("/sandbox/events", stream_events),
    web.get("/sandbox/queries/{query_id}", show_query),
]
