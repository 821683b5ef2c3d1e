"""A post that was written behind a command."""

import json
import re
from dataclasses import replace
from typing import Any

from bot.messages.post import Post

_COMMAND = re.compile(r"/\S+\s*")


def without_command(post: Post) -> Post:
    """Return a text without the command that it begins with, its formatting moved along.

    Places of entities count in UTF-16 units (Bot API, ``MessageEntity``).
    """
    found = _COMMAND.match(post.text)
    start = found.end() if found else 0
    cut = len(post.text[:start].encode("utf-16-le")) // 2
    moved = [_moved(entity, cut) for entity in json.loads(post.entities or "[]")]
    kept = [entity for entity in moved if entity["length"] > 0]
    entities = json.dumps(kept, ensure_ascii=False, separators=(",", ":")) if kept else ""
    return replace(post, text=post.text[start:], entities=entities)


def _moved(entity: dict[str, Any], cut: int) -> dict[str, Any]:
    """An entity of which ``cut`` units before its text are gone; its length is not positive if all of it is."""
    end = entity["offset"] + entity["length"] - cut
    offset = max(0, entity["offset"] - cut)
    return entity | {"offset": offset, "length": end - offset}
