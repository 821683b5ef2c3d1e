"""The sandbox's world: everything there is in it, and everything people can do."""

from dataclasses import dataclass

from bot.sandbox.moving import Moving
from bot.sandbox.speaking import Speaking


@dataclass(slots=True, eq=False)
class World(Speaking, Moving):
    """People, bots, chats and messages; see `State` for what it holds, `Speaking` and `Moving` for acts."""
