"""Setting up the simulator: people, faults, flood limits, the clock and bots."""

from datetime import timedelta

from aiohttp import web

from sandbox.control.requests import SIMULATOR, ControlRequest, read_control_request
from sandbox.faults import FaultKind
from sandbox.protocol import Json
from sandbox.seed_data import add_people


async def add_person(request: web.Request) -> web.Response:
    """Create a person, or thousands at once."""
    control = await read_control_request(request)
    if control.get("count") is not None:
        return web.json_response(add_many_people(control))
    person = control.simulator.add_person(
        str(control.body["first_name"]),
        str(control.get("last_name", "")),
        person_id=control.get("id"),
        username=str(control.get("username", "")),
        language_code=str(control.get("language_code", "en")),
        started=bool(control.get("started", False)),
        bot=control.bot,
    )
    return web.json_response(person.as_user())


def add_many_people(control: ControlRequest) -> Json:
    """Create many people; returns how many, and the ids of the first and the last."""
    people = add_people(
        control.simulator,
        int(control.body["count"]),
        str(control.get("first_name", "Reader")),
        first_id=control.get("id"),
        language_code=str(control.get("language_code", "en")),
        started=bool(control.get("started", True)),
        blocked=int(control.get("blocked", 0)),
        deactivated=int(control.get("deactivated", 0)),
        bot=control.bot,
    )
    return {"count": len(people), "first_id": people[0].id, "last_id": people[-1].id}


async def add_fault(request: web.Request) -> web.Response:
    """Add a fault rule."""
    control = await read_control_request(request)
    named = {name: control.body[name] for name in ("times", "last", "seconds", "code") if name in control.body}
    chat = "" if control.get("chat") is None else str(control.get("chat"))
    fault = control.simulator.faults.add(FaultKind(control.body["kind"]), str(control.get("method", "")), chat, **named)
    control.simulator.events.publish("fault", fault=fault.as_json())
    return web.json_response(fault.as_json())


async def list_faults(request: web.Request) -> web.Response:
    """Answer with the rules in force."""
    return web.json_response([fault.as_json() for fault in request.app[SIMULATOR].faults.current()])


async def remove_faults(request: web.Request) -> web.Response:
    """Remove all fault rules, or one."""
    simulator, wanted = request.app[SIMULATOR], request.match_info.get("fault_id")
    simulator.faults.clear(None if wanted is None else int(wanted))
    simulator.events.publish("fault", fault=None)
    return web.json_response({})


async def set_limits(request: web.Request) -> web.Response:
    """Switch the flood limits on or off."""
    control = await read_control_request(request)
    control.simulator.limits[control.bot.id].on = bool(control.body["on"])
    return web.json_response({"on": control.simulator.limits[control.bot.id].on})


async def skip_time(request: web.Request) -> web.Response:
    """Move the simulator's time forward."""
    control = await read_control_request(request)
    control.simulator.clock.skip(timedelta(seconds=float(control.body["skip"])))
    return web.json_response({"now": control.simulator.now().isoformat()})


async def set_bot(request: web.Request) -> web.Response:
    """Change the settings of a bot (its owner makes them with BotFather), its Stars, or revoke its token."""
    control = await read_control_request(request)
    bot = control.bot
    for name in ("revoked", "has_topics", "reads_groups", "inline", "inline_feedback"):
        if name in control.body:
            setattr(bot, name, bool(control.body[name]))
    if "stars" in control.body:
        bot.stars = None if control.body["stars"] is None else float(control.body["stars"])
    return web.json_response(bot.as_me())


setup_routes = [
    web.post("/sandbox/people", add_person),
    web.post("/sandbox/faults", add_fault),
    web.get("/sandbox/faults", list_faults),
    web.delete("/sandbox/faults", remove_faults),
    web.delete("/sandbox/faults/{fault_id}", remove_faults),
    web.post("/sandbox/limits", set_limits),
    web.post("/sandbox/clock", skip_time),
    web.post("/sandbox/bot", set_bot),
]
