"""From a request to an answer: the token, the faults, the method, the books."""

import inspect
from dataclasses import dataclass, replace

from bot.sandbox.answers import Json, Refusal, accepted, refused
from bot.sandbox.call import Call
from bot.sandbox.faults import Fault, FaultKind
from bot.sandbox.methods.table import METHODS
from bot.sandbox.request import Parameters
from bot.sandbox.world import World


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back for one call; `fault` is one that spoils the answer itself."""

    status: int
    body: Json
    retry_after: int = 0
    fault: FaultKind | None = None
    delay: float = 0.0


def reply_of(refusal: Refusal) -> Reply:
    """Return the reply that tells a refusal."""
    return Reply(refusal.code, refused(refusal), refusal.parameters.get("retry_after", 0))


def unknown(call: Call) -> None:
    """Refuse a method that there is not."""
    del call
    raise Refusal(404, "method not found")


async def carry_out(world: World, token: str, method: str, parameters: Parameters) -> Reply:
    """Answer one call, faults aside."""
    try:
        bot = world.bot_of(token)
        result = METHODS.get(method, unknown)(Call(world, bot, parameters))
        return Reply(200, accepted(await result if inspect.isawaitable(result) else result))
    except Refusal as refusal:
        return reply_of(refusal)


def meet(faults: list[Fault]) -> Reply | None:
    """Return the reply of the first fault that keeps a call from being carried out, None if none does."""
    for fault in faults:
        refusal = fault.refusal()
        if refusal is not None:
            return reply_of(refusal)
        if fault.kind in {FaultKind.DROPPED, FaultKind.BAD_GATEWAY}:
            return Reply(502 if fault.kind is FaultKind.BAD_GATEWAY else 0, {}, fault=fault.kind)
    return None


async def answer(world: World, token: str, name: str, parameters: Parameters) -> Reply:
    """Answer one call, whatever goes wrong on the way, and record it; a method's `name` may be written in any case."""
    chat, method = parameters.text("chat_id"), name.lower()
    before = world.faults.strike(method, chat, after=False)
    delay = sum(fault.seconds for fault in before if fault.kind is FaultKind.SLOW)
    reply = meet(before)
    if reply is None:
        reply = await carry_out(world, token, method, parameters)
        for fault in world.faults.strike(method, chat, after=True):
            reply = replace(reply, fault=fault.kind)
    record(world, token, name, parameters, reply)
    return replace(reply, delay=delay)


def record(world: World, token: str, name: str, parameters: Parameters, reply: Reply) -> None:
    """Keep a call and its answer, and tell the listeners."""
    bot_id = token.partition(":")[0]
    files = {field: upload.name for field, upload in parameters.files.items()}
    call: Json = {
        "at": world.now().isoformat(),
        "bot_id": int(bot_id) if bot_id.isdigit() else None,
        "method": name.lower(),
        "name": name,
        "parameters": {**parameters.values, **files},
        "status": 0 if reply.fault in {FaultKind.DROPPED, FaultKind.ANSWER_LOST} else reply.status,
        "answer": reply.body,
        "fault": reply.fault and reply.fault.value,
    }
    world.calls.record(call)
    world.events.publish("call", call=call)
