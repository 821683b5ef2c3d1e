"""One call of a Bot API method: who calls, with what."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.sandbox.people import Bot
from bot.sandbox.request import Parameters
from bot.sandbox.world import World


@dataclass(frozen=True, slots=True)
class Call:
    """A method is a function of this; it returns the result, or raises `Refusal`."""

    world: World
    bot: Bot
    parameters: Parameters


Method = Callable[[Call], object | Awaitable[object]]
