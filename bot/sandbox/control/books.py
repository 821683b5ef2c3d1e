"""Looking at the world: its state, its events, the calls and the ledger."""

import asyncio
import json
import math
from collections.abc import AsyncIterator

from aiohttp import web

from bot.sandbox.answers import Json
from bot.sandbox.chats import Chat
from bot.sandbox.control.guard import WORLD
from bot.sandbox.control.listing import Listing
from bot.sandbox.events import Subscription
from bot.sandbox.people import Bot, Person
from bot.sandbox.state import State, UnknownError

MESSAGES = 200
MEMBERS = 200
CALLS_EVERY = 0.5
"""Seconds between two events that only say that there were calls."""


async def state(request: web.Request) -> web.Response:
    """Answer with everything there is, or with what a listing shows of it."""
    world, listing = request.app[WORLD], Listing.asked(request.query)
    return web.json_response(
        {
            "token": world.token,
            "now": world.now().isoformat(),
            "last_event_id": world.events.last_id,
            "bots": [bot_state(world, bot) for bot in world.bots.values()],
            "people_count": len(world.people),
            "people": [person_state(one) for one in world.people.values() if listing.has(world, one.id)],
            "chats_count": len(world.chats),
            "chats": [chat_state(chat) for chat in world.all_chats() if listing.has(world, chat.id)],
            "faults": [fault.as_json() for fault in world.faults.current()],
        }
    )


async def find_people(request: web.Request) -> web.Response:
    """Answer with the first people whose name or id contains some words, and how many there are."""
    words = request.query.get("name", "").casefold().removeprefix("@")
    last = int(request.query.get("last", "20"))
    found = [one for one in request.app[WORLD].people.values() if words in called(one)]
    return web.json_response({"people": [person_state(one) for one in found[:last]], "count": len(found)})


def called(person: Person) -> str:
    """Return all that a person can be found by."""
    return f"{person.first_name} {person.last_name} {person.username} {person.id}".casefold()


def person_state(person: Person) -> Json:
    """Return a person, and which bots they have blocked."""
    return {**person.as_user(), "deactivated": person.deactivated, "blocked": sorted(person.blocked)}


def bot_state(world: State, bot: Bot) -> Json:
    """Return a bot with its commands and what waits for it."""
    hook = bot.queue.webhook
    return {
        **bot.as_me(),
        "revoked": bot.revoked,
        "flood_limits": world.limits[bot.id].on,
        "stars": bot.stars,
        "pending_updates": len(bot.queue.pending),
        "webhook": hook.url if hook else None,
        "words": [{"kind": k, "language": code, "text": text} for (k, code), text in bot.words.items()],
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
        "members": [one.as_member(channel=chat.is_channel) for one in list(chat.members.values())[:MEMBERS]],
        "topics": [{**topic.as_topic(), "closed": topic.closed} for topic in chat.topics.values() if not topic.deleted],
        "messages": [
            {"message": message.as_json(), "edits": len(message.edits)}
            for message in list(chat.messages.values())[-MESSAGES:]
        ],
    }


async def calls(request: web.Request) -> web.Response:
    """Answer with the last calls, oldest first, and the counts of all."""
    books_of = request.app[WORLD].calls
    last = int(request.query.get("last", "100"))
    counted = [
        {"method": method, "status": status, "count": number}
        for (method, status), number in sorted(books_of.counts.items())
    ]
    return web.json_response({"calls": list(books_of.last)[-last:] if last > 0 else [], "counts": counted})


async def ledger(request: web.Request) -> web.Response:
    """Answer with the ledger, of one chat if asked."""
    wanted = request.query.get("chat_id")
    entries = request.app[WORLD].ledger.entries
    return web.json_response([entry for entry in entries if wanted in {None, str(entry["chat_id"])}])


async def query(request: web.Request) -> web.Response:
    """Answer with a query and the answer that it got."""
    asked = request.app[WORLD].queries.get(request.match_info["query_id"])
    if asked is None:
        raise UnknownError(f"There is no query {request.match_info['query_id']}.")
    return web.json_response({"id": asked.id, "kind": asked.kind, "answer": asked.answer})


async def events(request: web.Request) -> web.StreamResponse:
    """Stream what happens, as server-sent events, until the listener or the server goes."""
    world, listing = request.app[WORLD], Listing.asked(request.query)
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    with world.subscribe() as subscription:
        await response.prepare(request)
        await response.write(b": the sandbox\n\n")
        try:
            async for event in chosen(subscription, listing, world):
                text = json.dumps(event, ensure_ascii=False)
                await response.write(f"id: {event['id']}\nevent: {event['event']}\ndata: {text}\n\n".encode())
        except ConnectionResetError:
            pass  # the listener went away
    return response


async def chosen(subscription: Subscription, listing: Listing, world: State) -> AsyncIterator[Json]:
    """Yield the events that a listing shows.

    Without calls, the first of some is told as ``calls``, and no other for a moment: who looks a moment later sees all.
    """
    quiet_until, clock = -math.inf, asyncio.get_running_loop().time
    async for event in subscription:
        if event["event"] != "call" or listing.has_calls:
            if listing.shows(world, event):
                yield event
        elif clock() >= quiet_until:
            quiet_until = clock() + CALLS_EVERY
            yield {"event": "calls", "id": event["id"]}


books = [
    web.get("/sandbox/state", state),
    web.get("/sandbox/people", find_people),
    web.get("/sandbox/calls", calls),
    web.get("/sandbox/ledger", ledger),
    web.get("/sandbox/events", events),
    web.get("/sandbox/queries/{query_id}", query),
]
