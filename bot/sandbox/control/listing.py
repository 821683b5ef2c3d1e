"""Which people and places a listener is shown, where the world has more than a page can list."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice

from bot.sandbox.answers import Json
from bot.sandbox.state import State


@dataclass(slots=True)
class Listing:
    """The first so many people, the first so many places, and those that are asked for besides; None lists all."""

    limit: int | None = None
    also: frozenset[int] = frozenset()
    has_calls: bool = True
    _people: frozenset[int] = field(default=frozenset(), init=False)
    _places: frozenset[int] = field(default=frozenset(), init=False)

    @classmethod
    def asked(cls, query: Mapping[str, str]) -> "Listing":
        """Return the listing of an address: ``first``, ``also`` (ids with commas between) and ``calls`` (0: none).

        Raises:
            ValueError: no numbers.
        """
        limit = int(query["first"]) if query.get("first") else None
        also = frozenset(int(number) for number in query.get("also", "").split(",") if number)
        return cls(limit, also, query.get("calls") != "0")

    def has(self, world: State, chat_id: int) -> bool:
        """Return whether a person, or a group or channel, is listed."""
        if self.limit is None or chat_id in self.also:
            return True
        if chat_id > 0:
            if len(self._people) < self.limit:
                self._people = frozenset(islice(world.people, self.limit))
            return chat_id in self._people
        if len(self._places) < self.limit:
            self._places = frozenset(islice(world.chats, self.limit))
        return chat_id in self._places

    def shows(self, world: State, event: Json) -> bool:
        """Return whether a listener is told of an event."""
        concerned = chat_of(event)
        return concerned is None or self.has(world, concerned)


def chat_of(event: Json) -> int | None:
    """Return the chat or person that an event concerns, None if it concerns everyone."""
    match event:
        case {"message": {"chat": {"id": int(chat_id)}}} | {"chat": {"id": int(chat_id)}} | {"chat_id": int(chat_id)}:
            return chat_id
        case {"person": {"id": int(person_id)}} | {"person_id": int(person_id)}:
            return person_id
    return None
