"""Callback and inline queries, each to be answered once."""

from dataclasses import dataclass

from bot.sandbox.answers import Json


@dataclass(slots=True, eq=False)
class Query:
    """A query that a person made of a bot, and the answer that came."""

    id: str
    bot_id: int
    person_id: int
    kind: str
    asked_at: float
    text: str = ""
    answer: Json | None = None
