"""Looking at the world: its state, its events, the calls and the ledger."""

import json

from aiohttp import web

from bot.sandbox.answers import Json
from bot.sandbox.chats import Chat
from bot.sandbox.control.guard import WORLD
from bot.sandbox.events import Subscription
from bot.sandbox.people import Bot
from bot.sandbox.state import State, UnknownError

MESSAGES = 200


async def state(request: web.Request) -> web.Response:
    """Answer with everything there is."""
    world = request.app[WORLD]
    return web.json_response(
        {
            "token": world.token,
            "now": world.now().isoformat(),
            "last_event_id": world.events.last_id,
            "bots": [bot_state(world, bot) for bot in world.bots.values()],
            "people": [
                {**person.as_user(), "deactivated": person.deactivated, "blocked": sorted(person.blocked)}
                for person in world.people.values()
            ],
            "chats": [chat_state(chat) for chat in world.all_chats()],
            "faults": [fault.as_json() for fault in world.faults.current()],
        }
    )


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
        "members": [member.as_member(channel=chat.is_channel) for member in chat.members.values()],
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
    """Stream everything that happens, as server-sent events, until the listener or the server goes."""
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    with request.app[WORLD].subscribe() as subscription:
        await response.prepare(request)
        await response.write(b": the sandbox\n\n")
        await stream(subscription, response)
    return response


async def stream(subscription: Subscription, response: web.StreamResponse) -> None:
    """Write each event of a subscription to a response."""
    try:
        async for event in subscription:
            text = json.dumps(event, ensure_ascii=False)
            await response.write(f"id: {event['id']}\nevent: {event['event']}\ndata: {text}\n\n".encode())
    except ConnectionResetError:
        pass  # the listener went away


books = [
    web.get("/sandbox/state", state),
    web.get("/sandbox/calls", calls),
    web.get("/sandbox/ledger", ledger),
    web.get("/sandbox/events", events),
    web.get("/sandbox/queries/{query_id}", query),
]
