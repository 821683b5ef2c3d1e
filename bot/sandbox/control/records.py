"""The bot's records folder, by the control API: samples, pasted records, a replay, and the previews they tell of."""

import asyncio

from aiohttp import web

from bot.sandbox.control.guard import WORLD
from bot.sandbox.control.reading import read_wish
from bot.sandbox.folder import Folder
from bot.sandbox.previews import Previews
from bot.sandbox.replay import Replay
from bot.sandbox.speaking import NotAllowedError
from bot.sandbox.world import World

REPLAY: web.AppKey[Replay | None] = web.AppKey("replay", Replay)
PREVIEWS: web.AppKey[Previews] = web.AppKey("previews", Previews)
PICTURES = {b"\x89PNG": "image/png", b"GIF8": "image/gif", b"\xff\xd8": "image/jpeg"}


def know_folder(app: web.Application, world: World, folder: Folder | None) -> None:
    """Tell an application of the bot's folder, None if the sandbox was given none."""
    app[REPLAY] = None if folder is None else Replay(folder, world.events)
    app[PREVIEWS] = Previews(None if folder is None else folder.path)


def replay_of(request: web.Request) -> Replay:
    """Return the replay into the bot's folder.

    Raises:
        NotAllowedError: the sandbox does not know the folder.
    """
    replay = request.app[REPLAY]
    if replay is None:
        raise NotAllowedError("The sandbox does not know the bot's records folder; start it with --records.")
    return replay


async def list_records(request: web.Request) -> web.Response:
    """Answer with the folder, the samples and the replay; all empty if the folder is not known."""
    replay = request.app[REPLAY]
    if replay is None:
        return web.json_response({"folder": None, "samples": [], "replay": None})
    return web.json_response({**replay.folder.as_json(), "replay": replay.as_json()})


async def drop_record(request: web.Request) -> web.Response:
    """Drop a sample or a pasted record."""
    folder = replay_of(request).folder
    wish = await read_wish(request)
    if "sample" in wish.body:
        said = folder.drop_sample(str(wish.body["sample"]))
    else:
        said = folder.drop_text(str(wish.body["text"]), str(wish.get("name", "")))
    wish.world.events.publish("record", **said)
    return web.json_response(said)


async def start_replay(request: web.Request) -> web.Response:
    """Drop all samples, one after the other."""
    replay = replay_of(request)
    wish = await read_wish(request)
    await replay.start(float(wish.get("every", 3.0)))
    return web.json_response(replay.as_json())


async def stop_replay(request: web.Request) -> web.Response:
    """Drop no more samples."""
    replay = replay_of(request)
    await replay.stop()
    return web.json_response(replay.as_json())


async def preview(request: web.Request) -> web.Response:
    """Answer with what is known of an address, which is not fetched."""
    found = await asyncio.to_thread(request.app[PREVIEWS].find, request.query["url"])
    return web.json_response(found)


async def show_file(request: web.Request) -> web.Response:
    """Answer with a file that a bot uploaded: a picture to look at, anything else to save."""
    stored = request.app[WORLD].files.find(request.match_info["file_id"])
    if stored is None or not stored.content:
        raise web.HTTPNotFound(text="There is no such file here.")
    headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox"}
    kind = next((kind for sign, kind in PICTURES.items() if stored.content.startswith(sign)), "")
    if not kind:
        headers["Content-Disposition"] = "attachment"
    return web.Response(body=stored.content, headers=headers, content_type=kind or "application/octet-stream")


records = [
    web.get("/sandbox/records", list_records),
    web.post("/sandbox/records", drop_record),
    web.post("/sandbox/replay", start_replay),
    web.delete("/sandbox/replay", stop_replay),
    web.get("/sandbox/preview", preview),
    web.get("/sandbox/files/{file_id}", show_file),
]
