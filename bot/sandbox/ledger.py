"""The ledger of truth: what really reached a chat, whatever the bot was told."""

import json
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TextIO

from bot.sandbox.answers import Json
from bot.sandbox.messages import Message


class Deed(StrEnum):
    """What a bot did to a message."""

    DELIVERED = "delivered"
    EDITED = "edited"
    DELETED = "deleted"


@dataclass(slots=True)
class Ledger:
    """Every delivery, edit and deletion by a bot, in order; with a path each is also a flushed line of JSON."""

    path: Path | None = None
    entries: list[Json] = field(default_factory=list)
    _file: TextIO | None = None

    def write(self, deed: Deed, at: str, message: Message) -> None:
        """Enter what became of a message; `at` is ISO 8601, UTC."""
        entry = {
            "deed": deed.value,
            "at": at,
            "chat_id": message.chat.id,
            "message_thread_id": message.thread_id or None,
            "message_id": message.id,
            **message.content,
            "reply_markup": message.reply_markup,
        }
        self.entries.append(entry)
        self._append(entry)

    def deliveries(self, chat_id: int | None = None) -> list[Json]:
        """Return the messages delivered to a chat, or to all."""
        return [
            entry for entry in self.entries if entry["deed"] == Deed.DELIVERED and chat_id in {None, entry["chat_id"]}
        ]

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _append(self, entry: Json) -> None:
        if self.path is None:
            return
        if self._file is None:
            self._file = self.path.open("a", encoding="utf-8")
        self._file.write(json.dumps(entry, ensure_ascii=False) + "\n")
        self._file.flush()


def read_ledger(path: Path) -> list[Json]:
    """Return the entries of a ledger's file; a line cut short by a kill is left out."""
    entries = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            entries.append(json.loads(line))
        except ValueError:
            continue
    return entries
