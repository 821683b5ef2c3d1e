"""What people do, by the control API."""

from aiohttp import web

from bot.sandbox.control.reading import read_wish
from bot.sandbox.control.shares import about, place_of
from bot.sandbox.state import UnknownError


async def say(request: web.Request) -> web.Response:
    """Let a person write a message."""
    wish = await read_wish(request)
    place = place_of(wish)
    message = await wish.world.say(
        wish.person,
        str(wish.body["text"]),
        place,
        thread_id=int(wish.get("thread_id") or 0),
        reply_to=int(wish.get("reply_to") or 0),
        parse_mode=str(wish.get("parse_mode", "")),
        about=about(wish, place),
    )
    return web.json_response({"message": message.as_json()})


async def rewrite(request: web.Request) -> web.Response:
    """Let a person edit their message."""
    wish = await read_wish(request)
    message = wish.world.message(wish.chat, int(wish.body["message_id"]))
    if message.sender is not wish.person:
        raise UnknownError(f"Message {message.id} is not by person {wish.person.id}.")
    await wish.world.rewrite(message, str(wish.body["text"]))
    return web.json_response({"message": message.as_json()})


async def press(request: web.Request) -> web.Response:
    """Let a person press a button."""
    wish = await read_wish(request)
    message = wish.world.message(wish.chat, int(wish.body["message_id"]))
    query = await wish.world.press(wish.person, message, str(wish.body["button"]))
    return web.json_response({"query_id": query.id})


async def ask_inline(request: web.Request) -> web.Response:
    """Let a person ask the bot from the typing field of any chat."""
    wish = await read_wish(request)
    offset = str(wish.get("offset", ""))
    query = await wish.world.ask_inline(wish.person, str(wish.get("text", "")), bot=wish.bot, offset=offset)
    return web.json_response({"query_id": query.id})


async def choose_inline(request: web.Request) -> web.Response:
    """Let a person send one of the results that an inline query got."""
    wish = await read_wish(request)
    query = wish.world.queries.get(str(wish.body["query_id"]))
    if query is None or query.person_id != wish.person.id:
        raise UnknownError(f"Person {wish.person.id} has made no query {wish.body['query_id']}.")
    message = await wish.world.choose_inline(query, str(wish.body["result_id"]), wish.chat)
    return web.json_response({"message": message.as_json()})


async def block(request: web.Request) -> web.Response:
    """Let a person block or unblock the bot."""
    wish = await read_wish(request)
    turn = wish.world.block if wish.get("blocked", True) else wish.world.unblock
    await turn(wish.person, wish.bot)
    return web.json_response({})


async def delete_account(request: web.Request) -> web.Response:
    """Let a person delete their account."""
    wish = await read_wish(request)
    await wish.world.delete_account(wish.person)
    return web.json_response({})


async def set_bot(request: web.Request) -> web.Response:
    """Change what Telegram, or BotFather, has settled about the bot."""
    wish = await read_wish(request)
    bot = wish.bot
    for name in ("revoked", "has_topics", "reads_groups", "inline"):
        if name in wish.body:
            setattr(bot, name, bool(wish.body[name]))
    if "stars" in wish.body:
        bot.stars = None if wish.body["stars"] is None else float(wish.body["stars"])
    return web.json_response(bot.as_me())


acts = [
    web.post("/sandbox/people/{person_id}/say", say),
    web.post("/sandbox/people/{person_id}/rewrite", rewrite),
    web.post("/sandbox/people/{person_id}/press", press),
    web.post("/sandbox/people/{person_id}/inline", ask_inline),
    web.post("/sandbox/people/{person_id}/choose", choose_inline),
    web.post("/sandbox/people/{person_id}/block", block),
    web.post("/sandbox/people/{person_id}/delete", delete_account),
    web.post("/sandbox/bot", set_bot),
]
