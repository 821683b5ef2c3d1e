"""The sandbox's world: everything there is in it, and everything people can do."""

from dataclasses import dataclass

from bot.sandbox.moving import Moving
from bot.sandbox.sharing import Sharing


@dataclass(slots=True, eq=False)
class World(Sharing, Moving):
    """People, bots, chats and messages; see `State` for what it holds, `Speaking`, `Sharing` and `Moving` for acts."""
