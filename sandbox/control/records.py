"""The bot's records folder, by the control API: samples, pasted records, a replay, link previews and files."""

import asyncio

from aiohttp import web

from sandbox.control.requests import SIMULATOR, read_control_request
from sandbox.records import DropFolder, LinkPreviews, RecordReplay
from sandbox.simulator import TelegramSimulator
from sandbox.state import NotAllowedError

REPLAY: web.AppKey[RecordReplay | None] = web.AppKey("replay", RecordReplay)
PREVIEWS: web.AppKey[LinkPreviews] = web.AppKey("previews", LinkPreviews)
IMAGE_TYPES = {b"\x89PNG": "image/png", b"GIF8": "image/gif", b"\xff\xd8": "image/jpeg"}


def set_folder(app: web.Application, simulator: TelegramSimulator, folder: DropFolder | None) -> None:
    """Set the records folder of an application, None if the sandbox was given none."""
    app[REPLAY] = None if folder is None else RecordReplay(folder, simulator.events)
    app[PREVIEWS] = LinkPreviews(None if folder is None else folder.path)


def require_replay(request: web.Request) -> RecordReplay:
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
    folder = require_replay(request).folder
    control = await read_control_request(request)
    if "sample" in control.body:
        dropped = folder.drop_sample(str(control.body["sample"]))
    else:
        dropped = folder.drop_text(str(control.body["text"]), str(control.get("name", "")))
    control.simulator.events.publish("record", **dropped)
    return web.json_response(dropped)


async def start_replay(request: web.Request) -> web.Response:
    """Drop all samples, one after the other."""
    replay = require_replay(request)
    control = await read_control_request(request)
    await replay.start(float(control.get("every", 3.0)))
    return web.json_response(replay.as_json())


async def stop_replay(request: web.Request) -> web.Response:
    """Drop no more samples."""
    replay = require_replay(request)
    await replay.stop()
    return web.json_response(replay.as_json())


async def show_preview(request: web.Request) -> web.Response:
    """Answer with the preview of an address, which is not fetched."""
    found = await asyncio.to_thread(request.app[PREVIEWS].find, request.query["url"])
    return web.json_response(found)


async def show_file(request: web.Request) -> web.Response:
    """Answer with a file that a bot uploaded: a picture to look at, anything else to save."""
    stored = request.app[SIMULATOR].files.find(request.match_info["file_id"])
    if stored is None or not stored.content:
        raise web.HTTPNotFound(text="There is no such file here.")
    headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox"}
    kind = next((kind for sign, kind in IMAGE_TYPES.items() if stored.content.startswith(sign)), "")
    if not kind:
        headers["Content-Disposition"] = "attachment"
    return web.Response(body=stored.content, headers=headers, content_type=kind or "application/octet-stream")


record_routes = [
    web.get("/sandbox/records", list_records),
    web.post("/sandbox/records", drop_record),
    web.post("/sandbox/replay", start_replay),
    web.delete("/sandbox/replay", stop_replay),
    web.get("/sandbox/preview", show_preview),
    web.get("/sandbox/files/{file_id}", show_file),
]
