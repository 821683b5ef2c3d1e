"""The bodies that the Bot API answers with."""

import json
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

PREFIXES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    429: "Too Many Requests",
    500: "Internal Server Error",
}


class Refusal(Exception):  # noqa: N818  # a refusal is an answer, not a fault of the server
    """What the Bot API refuses, with its code, words and parameters."""

    def __init__(self, code: int, text: str = "", **parameters: int) -> None:
        self.code = code
        self.description = describe(code, text)
        self.parameters = parameters
        super().__init__(self.description)


@dataclass(frozen=True, slots=True)
class Answer:
    """A result that goes with a description (for example ``Webhook was set``)."""

    result: object
    description: str


def bad_request(text: str) -> Refusal:
    """Return the refusal of a request that cannot be carried out."""
    return Refusal(400, text)


def forbidden(text: str) -> Refusal:
    """Return the refusal of what the bot may not do."""
    return Refusal(403, text)


def too_many_requests(seconds: int) -> Refusal:
    """Return the refusal of a request that came too soon, to be repeated after so many seconds."""
    return Refusal(429, f"retry after {seconds}", retry_after=seconds)


def describe(code: int, text: str) -> str:
    """Return the description of an error: prefix and text, as telegram-bot-api's Client.cpp joins them.

    The first letter is lower-cased unless the second character is ``_`` or upper-case.
    """
    prefix = PREFIXES.get(code, PREFIXES[500])
    if not text:
        return prefix
    shouted = len(text) > 1 and (text[1] == "_" or text[1].isupper())
    return f"{prefix}: {text if shouted else text[0].lower() + text[1:]}"


def accepted(result: object) -> Json:
    """Return the body of a success; an `Answer` brings its description."""
    if isinstance(result, Answer):
        return {"ok": True, "result": result.result, "description": result.description}
    return {"ok": True, "result": result}


def refused(refusal: Refusal) -> Json:
    """Return the body of a refusal, its keys in Telegram's order."""
    body: Json = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.parameters:
        body["parameters"] = refusal.parameters
    return body


def encode(body: Json) -> str:
    """Return a body as JSON text without needless spaces."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))
