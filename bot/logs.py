"""Logging: one line an event, as text or JSON, and no token in any line or traceback."""

import json
import logging
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime

TOKEN = re.compile(r"(?<!\d)\d{6,12}:[A-Za-z0-9_-]{30,}")
"""A bot's token anywhere, also inside a path such as ``/bot123…``, where no word boundary stands before it."""

PASSWORD = re.compile(r"(?<=://)([^:/@\s]*):[^@/\s]+@")

CHATTY = ("httpx", "httpcore", "apscheduler", "watchfiles", "aiohttp.access", "alembic")
"""Libraries that tell at INFO what only their developers want to know."""


def set_up(level: str, form: str, secrets: Iterable[str] = ()) -> None:
    """Send every log line to standard error.

    Args:
        level: The least that is logged.
        form: ``text`` or ``json``.
        secrets: Texts to redact besides everything that looks like a token.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter((JsonLines if form == "json" else TextLines)(secrets))
    handler.addFilter(is_news)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


def is_news(record: logging.LogRecord) -> bool:
    """Return whether a record is to be logged: an error that says ``is_reported`` has had its line.

    While the database is away every step of the path fails with it, each with a traceback of its own.
    """
    error = record.exc_info[1] if record.exc_info else None
    return not any(getattr(each, "is_reported", False) for each in (error, getattr(error, "__cause__", None)))


class TextLines(logging.Formatter):
    """Lines for people. Redacts in the formatter, since a filter does not see tracebacks."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
        self._secrets = [secret for secret in secrets if secret]

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802 - logging's name
        """Give the time in UTC, to the millisecond."""
        del datefmt
        return datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%d %H:%M:%S.%f")[:-3] + "Z"

    def format(self, record: logging.LogRecord) -> str:
        """Give the whole line, without secrets."""
        return self.redacted(super().format(record))

    def redacted(self, line: str) -> str:
        """Give a line without anything that must not be in it."""
        for secret in self._secrets:
            line = line.replace(secret, "[secret]")
        return PASSWORD.sub(r"\1:[secret]@", TOKEN.sub("[token]", line))


class JsonLines(TextLines):
    """Lines for machines: one JSON object each."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the object, without secrets."""
        told = {
            "at": self.formatTime(record),
            "level": record.levelname.lower(),
            "name": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            told["traceback"] = self.formatException(record.exc_info)
        return self.redacted(json.dumps(told, ensure_ascii=False))
