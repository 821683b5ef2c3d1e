"""Logging: one line an event, as text or JSON; no token, no name and nothing that people write in any line.

What this program logs itself is worded for that. Libraries log whatever passes through them (updates, parameters,
addresses), and the words of an error may quote what it failed on; both are held back here, at every level.
"""

import json
import logging
import re
import sys
import traceback
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from types import TracebackType

TOKEN = re.compile(r"(?<!\d)\d{6,12}:[A-Za-z0-9_-]{30,}")
"""A bot's token anywhere, also inside a path such as ``/bot123…``, where no word boundary stands before it."""

PASSWORD = re.compile(r"(?<=://)([^:/@\s]*):[^@/\s]+@")

QUOTED = re.compile(r"""\"[^"]*\"|(?<!\w)'[^']*'""")
"""What an error quotes: part of a message, as a rule."""

OWN = ("bot", "storage", "sandbox", "topicwire", "__main__")
"""Packages whose lines are worded to be read by others."""

TELLING_ERRORS = ("OSError", "SettingsError", "TelegramError", "OperationalError", "InterfaceError")
"""Errors, by the name of a class of theirs, whose words are about the machine, the network or a setting. Only the first
line is kept: below it, a database quotes the statement and, with PostgreSQL, whole rows."""

WITHHELD = "…"


def is_own(name: str) -> bool:
    """Return whether a logger belongs to this program."""
    return name.partition(".")[0] in OWN


def is_spoken(record: logging.LogRecord) -> bool:
    """Return whether a record is logged at all: of libraries' only warnings and worse."""
    return is_own(record.name) or record.levelno >= logging.WARNING


def words_of(record: logging.LogRecord) -> str:
    """Return what a record says; of a library's the first line, with its numbers alone filled in."""
    if is_own(record.name):
        return record.getMessage()
    template = str(record.msg).partition("\n")[0] if record.args else QUOTED.sub(WITHHELD, str(record.msg))
    if not isinstance(record.args, tuple) or not record.args:
        return template.partition("\n")[0]
    args = tuple(each if isinstance(each, int | float) else WITHHELD for each in record.args)
    try:
        return template % args
    except (TypeError, ValueError):
        return template


def error_words(error: BaseException) -> str:
    """Return the class of an error and, where they tell nothing of people, its words."""
    name = type(error).__qualname__
    if not any(each.__name__ in TELLING_ERRORS for each in type(error).__mro__):
        return name
    words = str(error).partition("\n")[0]
    if not isinstance(error, OSError):  # which quotes files
        words = QUOTED.sub(WITHHELD, words)
    return f"{name}: {words}" if words else name


def traceback_lines(error: BaseException, seen: frozenset[int] = frozenset()) -> Iterator[str]:
    """Yield a traceback, causes first: where errors occurred and of which class, without values."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    within = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    for each in (cause, *within):
        if each is not None and id(each) not in seen:
            yield from traceback_lines(each, seen | {id(error)})
            yield "\nwhich led to:\n\n"
    yield "Traceback (most recent call last):\n"
    yield from traceback.format_tb(error.__traceback__)
    yield f"{error_words(error)}\n"


def log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log an error that ends the process, in place of Python, which would print all its words."""
    if issubclass(kind, Exception):
        logging.getLogger(__name__).critical("an error that nobody foresaw", exc_info=(kind, error, trace))
    else:
        sys.__excepthook__(kind, error, trace)


def set_up(level: str, form: str, secrets: Iterable[str] = ()) -> None:
    """Send every log line to standard error.

    Args:
        level: The least that is logged.
        form: ``text`` or ``json``.
        secrets: Texts to redact besides everything that looks like a token.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter((JsonLines if form == "json" else TextLines)(secrets))
    handler.addFilter(is_spoken)
    handler.addFilter(is_news)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    sys.excepthook = log_uncaught


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
        bare = logging.makeLogRecord(record.__dict__ | {"msg": words_of(record), "args": None, "exc_text": None})
        return self.redacted(super().format(bare))

    def formatException(self, ei: object) -> str:  # noqa: N802 - logging's name
        """Give a traceback without the values that the errors' words may hold."""
        error = ei[1] if isinstance(ei, tuple) else None
        return "".join(traceback_lines(error)).rstrip() if isinstance(error, BaseException) else ""

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
            "message": words_of(record),
        }
        if record.exc_info:
            told["traceback"] = self.formatException(record.exc_info)
        return self.redacted(json.dumps(told, ensure_ascii=False))
