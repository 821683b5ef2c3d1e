"""Fault rules: a call that matches fails as the rule says, a number of times or for a number of seconds."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from sandbox.protocol import BotApiError, Json, bad_request, forbidden, too_many_requests


class FaultKind(StrEnum):
    """The kinds of fault."""

    FLOOD = "flood"  # 429 with retry_after = seconds
    SERVER_ERROR = "server_error"  # 5xx with a JSON body, `code` says which
    BAD_GATEWAY = "bad_gateway"  # 502 with a page of HTML
    SLOW = "slow"  # answered after so many seconds
    DROPPED = "dropped"  # connection closed before anything was done
    ANSWER_LOST = "answer_lost"  # done, then the connection closed without an answer
    GARBAGE = "garbage"  # done, then 200 with a body that is no JSON
    REVOKED = "revoked"
    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    TOPIC_CLOSED = "topic_closed"
    TOPIC_DELETED = "topic_deleted"

    @property
    def is_after(self) -> bool:
        """Whether the fault applies after the call was carried out."""
        return self in {FaultKind.ANSWER_LOST, FaultKind.GARBAGE}


@dataclass(slots=True)
class FaultRule:
    """Which calls (method and chat; empty matches all) meet which fault, how often and until when (monotonic)."""

    kind: FaultKind
    method: str = ""
    chat: str = ""
    times: int | None = 1
    until: float | None = None
    seconds: float = 1.0
    code: int = 500
    id: int = 0

    def matches(self, method: str, chat: str) -> bool:
        """Return whether a call of a method (in lower case) to a chat matches."""
        return self.method.lower() in {"", method} and self.chat in {"", chat}

    def error(self) -> BotApiError | None:
        """Return the error that this fault answers with; None if it is of another kind."""
        if self.kind is FaultKind.FLOOD:
            return too_many_requests(max(1, round(self.seconds)))
        if self.kind is FaultKind.SERVER_ERROR:
            return BotApiError(self.code)
        return FAULT_ERRORS[self.kind]() if self.kind in FAULT_ERRORS else None

    def as_json(self) -> Json:
        """Return the rule as the control API shows it."""
        return {
            "id": self.id,
            "kind": self.kind.value,
            "method": self.method,
            "chat": self.chat,
            "times": self.times,
            "seconds": self.seconds,
            "code": self.code,
        }


FAULT_ERRORS: dict[FaultKind, Callable[[], BotApiError]] = {
    FaultKind.REVOKED: lambda: BotApiError(401),
    FaultKind.BLOCKED: lambda: forbidden("bot was blocked by the user"),
    FaultKind.DEACTIVATED: lambda: forbidden("user is deactivated"),
    FaultKind.TOPIC_CLOSED: lambda: bad_request("TOPIC_CLOSED"),
    FaultKind.TOPIC_DELETED: lambda: bad_request("TOPIC_DELETED"),
}


@dataclass(slots=True)
class FaultRules:
    """The rules in force; `monotonic` gives seconds."""

    monotonic: Callable[[], float]
    rules: list[FaultRule] = field(default_factory=list)
    last_id: int = 0

    def add(
        self,
        kind: FaultKind,
        method: str = "",
        chat: str = "",
        *,
        times: int | None = 1,
        last: float | None = None,
        seconds: float = 1.0,
        code: int = 500,
    ) -> FaultRule:
        """Add a rule for the next `times` matching calls (None: all) within the next `last` seconds (None: no end)."""
        self.last_id += 1
        until = None if last is None else self.monotonic() + last
        fault = FaultRule(kind, method, chat, times, until, seconds, code, self.last_id)
        self.rules.append(fault)
        return fault

    def take_matching(self, method: str, chat: str, *, after: bool) -> list[FaultRule]:
        """Return the rules that match a call before (or after) it is carried out, and count each as used once."""
        matching = [fault for fault in self.current() if fault.kind.is_after is after and fault.matches(method, chat)]
        for fault in matching:
            if fault.times is not None:
                fault.times -= 1
        return matching

    def current(self) -> list[FaultRule]:
        """Return the rules in force, and remove the others."""
        now = self.monotonic()
        self.rules = [f for f in self.rules if f.times != 0 and (f.until is None or f.until > now)]
        return self.rules

    def clear(self, fault_id: int | None = None) -> None:
        """Remove one rule, or all."""
        self.rules = [fault for fault in self.rules if fault_id not in {None, fault.id}]
