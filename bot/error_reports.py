"""Errors of the program, reported to Sentry where ``SENTRY_DSN`` says so: where they occurred, and nothing of people.

What leaves is built anew from what is known to be harmless, rather than cleaned: classes of errors, files, functions
and lines of the program, the template of a log line without what was filled in. No values of variables, no text of a
message, no name, no id of a chat, no token, no host.
"""

import logging
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast

from bot.logs import PASSWORD, TOKEN, error_words, is_news, is_own
from bot.settings import SettingsError

if TYPE_CHECKING:
    from sentry_sdk.transport import Transport
    from sentry_sdk.types import Event, Hint

NUMBER = re.compile(r"-?\d{5,}")
"""May be the id of a chat."""
MENTION = re.compile(r"@\w+")
ADDRESS = re.compile(r"\b[a-z]+://\S+", re.IGNORECASE)

KEPT = ("event_id", "timestamp", "level", "platform", "release")
"""Of an event as it is; all else is made anew or left out."""
OF_FRAME = ("filename", "module", "function", "lineno", "in_app")
"""Of a line of the program; neither ``vars`` nor the lines around it."""

RESERVED: Mapping[str, Any] = {
    "before_breadcrumb": lambda _crumb, _hint: None,
    "max_breadcrumbs": 0,
    "include_local_variables": False,
    "include_source_context": False,
    "max_request_body_size": "never",
    "server_name": "",
    "default_integrations": False,
    "auto_enabling_integrations": False,
    "auto_session_tracking": False,
    "send_client_reports": False,
    "shutdown_timeout": 2.0,
}
"""Options of Sentry's package that keep to themselves what it would gather. ``send_default_pii`` is off unless it is
named, and naming it is deprecated."""

REPEATED_AFTER = 3600.0
"""Seconds in which the same error is reported once: a folder that is away fails every scan."""
MOST_REMEMBERED = 1_000


def set_up(
    dsn: str,
    release: str,
    secrets: Iterable[str] = (),
    transport: "Transport | None" = None,
) -> None:
    """Report errors that are logged, and those that end the process, from now on.

    Args:
        dsn: Where to, as Sentry shows it.
        release: Version of the program.
        secrets: Texts that never leave.
        transport: Takes events away, instead of over HTTPS.

    Raises:
        SettingsError: The package is not installed, or the address is none of Sentry's.
    """
    try:
        import sentry_sdk  # noqa: PLC0415 - an extra: loaded where it is wanted
        from sentry_sdk.integrations.dedupe import DedupeIntegration  # noqa: PLC0415
        from sentry_sdk.integrations.logging import LoggingIntegration  # noqa: PLC0415
        from sentry_sdk.utils import BadDsn  # noqa: PLC0415
    except ImportError:
        raise SettingsError(
            "SENTRY_DSN is set, but the package for it is missing: install topicwire[sentry], or leave SENTRY_DSN empty"
        ) from None
    reported = LoggingIntegration(level=None, event_level=logging.ERROR)
    chosen = Filter([secret for secret in secrets if secret], time.monotonic)
    try:
        sentry_sdk.init(
            dsn=dsn,
            release=f"topicwire@{release}",
            transport=transport,
            before_send=chosen,
            integrations=[reported, DedupeIntegration()],
            **RESERVED,
        )
    except BadDsn:
        raise SettingsError("SENTRY_DSN is wrong: it must be an address that Sentry shows as DSN") from None


class Filter:
    """Lets an error pass, scrubbed, once an hour.

    Args:
        secrets: Texts that never leave.
        clock: Seconds that pass.
    """

    def __init__(self, secrets: Iterable[str], clock: Callable[[], float]) -> None:
        self._secrets = tuple(secrets)
        self._clock = clock
        self._told: dict[str, float] = {}

    def __call__(self, event: "Event", hint: "Hint") -> "Event | None":
        """Return what may leave of an event, or None."""
        clean = scrubbed(event, hint, self._secrets)
        if clean is None:
            return None
        what = repr([clean.get(name) for name in ("logger", "logentry", "exception")])
        now = self._clock()
        if now - self._told.get(what, -REPEATED_AFTER) < REPEATED_AFTER:
            return None
        if len(self._told) >= MOST_REMEMBERED:
            self._told.clear()
        self._told[what] = now
        return clean


def scrubbed(event: "Event", hint: "Hint", secrets: Iterable[str] = ()) -> "Event | None":
    """Return an event with what may leave, or None where it says no more than another one did.

    Args:
        event: As Sentry's package makes it.
        hint: With the log record or the error that it is about.
        secrets: Texts that are redacted besides everything that looks like a token.
    """
    record, given = hint.get("log_record"), hint.get("exc_info")
    if record is not None and not is_news(record):
        return None
    made: dict[str, Any] = {name: value for name, value in event.items() if name in KEPT}
    if record is not None:
        made["logger"] = record.name
        told = str(record.msg) if is_own(record.name) else f"an error in {record.name}"
        made["logentry"] = {"message": _harmless(told)}
    if found := event.get("exception"):
        words = {type(each).__name__: error_words(each) for each in _chain(given[1] if given else None)}
        made["exception"] = {"values": [_exception(each, words) for each in found.get("values", ())]}
    return cast("Event", _without(made, tuple(secrets)))


def _chain(error: BaseException | None, seen: frozenset[int] = frozenset()) -> Iterator[BaseException]:
    """Yield an error and those that led to it or are within it."""
    if error is None or id(error) in seen:
        return
    seen |= {id(error)}
    yield error
    within = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    for each in (error.__cause__, error.__context__, *within):
        yield from _chain(each, seen)


def _exception(found: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    """Return class, words and places of an error; its words only where they tell nothing of people."""
    kind = str(found.get("type", ""))
    frames = (found.get("stacktrace") or {}).get("frames", ())
    return {
        "type": kind,
        "module": found.get("module"),
        "value": _harmless(words.get(kind, kind)),
        "stacktrace": {"frames": [{name: each[name] for name in OF_FRAME if name in each} for each in frames]},
    }


def _harmless(words: str) -> str:
    """Return words without numbers, names and addresses in which people may be."""
    return MENTION.sub("@…", NUMBER.sub("…", ADDRESS.sub("[address]", words)))


def _without(value: object, secrets: tuple[str, ...]) -> object:
    """Return a value of JSON with all secrets redacted, however deep."""
    if isinstance(value, dict):
        return {name: _without(each, secrets) for name, each in value.items()}
    if isinstance(value, list):
        return [_without(each, secrets) for each in value]
    if not isinstance(value, str):
        return value
    for secret in secrets:
        value = value.replace(secret, "[secret]")
    return PASSWORD.sub(r"\1:[secret]@", TOKEN.sub("[token]", value))
