"""Telegram's own parser (TDLib), as an outside witness of what our HTML means."""

import json
from functools import cache
from typing import Any, NamedTuple

import tdjson


class Entity(NamedTuple):
    kind: str
    text: str
    url: str | None = None


class Parsed(NamedTuple):
    text: str
    entities: list[Entity]

    def of(self, kind: str) -> list[Entity]:
        return [entity for entity in self.entities if entity.kind == kind]


class ParseError(Exception):
    """Telegram would answer 400."""


def parse(html: str) -> Parsed:
    mode = {"@type": "textParseModeHTML"}
    answer = _execute({"@type": "parseTextEntities", "text": str(html), "parse_mode": mode})
    if answer["@type"] == "error":
        raise ParseError(answer["message"])
    units = answer["text"].encode("utf-16-le")
    return Parsed(answer["text"], [_entity(units, entity) for entity in answer["entities"]])


def _entity(units: bytes, entity: dict[str, Any]) -> Entity:
    start, end = entity["offset"] * 2, (entity["offset"] + entity["length"]) * 2
    kind = entity["type"]["@type"].removeprefix("textEntityType")
    return Entity(kind, units[start:end].decode("utf-16-le"), entity["type"].get("url"))


def _execute(request: dict[str, Any]) -> Any:
    _silence()
    answer = tdjson.td_execute(json.dumps(request).encode())
    assert answer is not None
    return json.loads(answer)


@cache
def _silence() -> None:
    tdjson.td_execute(b'{"@type":"setLogVerbosityLevel","new_verbosity_level":0}')
