"""Bot API requests and responses: parameters and uploads in, results and errors out."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, ClientResponse, MultipartReader, web

Json = dict[str, Any]

ERROR_PREFIXES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    429: "Too Many Requests",
    500: "Internal Server Error",
}


class BotApiError(Exception):
    """An error that the Bot API answers with: its code, its description and its parameters."""

    def __init__(self, code: int, text: str = "", **parameters: int) -> None:
        self.code = code
        self.description = error_description(code, text)
        self.parameters = parameters
        super().__init__(self.description)


@dataclass(frozen=True, slots=True)
class DescribedResult:
    """A result that goes with a description (for example ``Webhook was set``)."""

    result: object
    description: str


def bad_request(text: str) -> BotApiError:
    """Return the error 400, for a request that cannot be carried out."""
    return BotApiError(400, text)


def forbidden(text: str) -> BotApiError:
    """Return the error 403, for what the bot may not do."""
    return BotApiError(403, text)


def too_many_requests(seconds: int) -> BotApiError:
    """Return the error 429, for a request that came too soon: try again after so many seconds."""
    return BotApiError(429, f"retry after {seconds}", retry_after=seconds)


def error_description(code: int, text: str) -> str:
    """Return the description of an error: prefix and text, as telegram-bot-api's Client.cpp joins them.

    The first letter is lower-cased unless the second character is ``_`` or upper-case.
    """
    prefix = ERROR_PREFIXES.get(code, ERROR_PREFIXES[500])
    if not text:
        return prefix
    shouted = len(text) > 1 and (text[1] == "_" or text[1].isupper())
    return f"{prefix}: {text if shouted else text[0].lower() + text[1:]}"


def success_body(result: object) -> Json:
    """Return the body of a success; a `DescribedResult` brings its description."""
    if isinstance(result, DescribedResult):
        return {"ok": True, "result": result.result, "description": result.description}
    return {"ok": True, "result": result}


def error_body(error: BotApiError) -> Json:
    """Return the body of an error, its keys in Telegram's order."""
    body: Json = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        body["parameters"] = error.parameters
    return body


def encode_json(body: Json) -> str:
    """Return a body as JSON text without needless spaces."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in a multipart body."""

    name: str
    mime_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters of one call, in whichever encoding they came; read leniently, as Telegram does."""

    values: Mapping[str, object] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Return whether the parameter was given and is not empty."""
        return self.values.get(name) not in (None, "")

    def text(self, name: str) -> str:
        """Return the parameter as text; empty if it is missing."""
        value = self.values.get(name)
        if value is None:
            return ""
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def integer(self, name: str, default: int = 0) -> int:
        """Return the parameter as a whole number; anything else counts as 0, a missing one as `default`."""
        return to_integer(self.values[name]) if self.has(name) else default

    def boolean(self, name: str) -> bool:
        """Return the parameter as a truth value: ``true``, ``yes`` and ``1`` are true."""
        return self.text(name).lower() in {"true", "yes", "1"}

    def parsed(self, name: str, what: str) -> object:
        """Return the parameter decoded from JSON, None if missing.

        Raises:
            BotApiError: ``can't parse <what> JSON object``.
        """
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None


def to_integer(value: object) -> int:
    """Return a value of a request as a whole number, 0 for anything else."""
    try:
        return int(value) if isinstance(value, int | str) else 0
    except ValueError:
        return 0


async def read_request(request: web.Request) -> Parameters:
    """Return the parameters of a request: query string first, then a JSON, form or multipart body."""
    body = await read_body(request)
    return Parameters({**request.query, **body.values}, body.files)


async def read_body(source: web.Request | ClientResponse) -> Parameters:
    """Return the parameters in the body of a request or of a webhook's response, by its content type.

    Raises:
        BotApiError: a JSON body that cannot be read.
        ValueError: a multipart body that cannot be read.
    """
    values: dict[str, object] = {}
    files: dict[str, Upload] = {}
    if source.content_type == "application/json":
        values |= decode_json(await source.text())
    elif source.content_type == "multipart/form-data":
        await read_multipart(await open_multipart(source), values, files)
    elif source.content_type == "application/x-www-form-urlencoded":
        values |= parse_qsl(await source.text(), keep_blank_values=True)
    return Parameters(values, files)


def decode_json(body: str) -> dict[str, object]:
    """Return the members of a JSON body; an empty body has none."""
    if not body.strip():
        return {}
    try:
        members = json.loads(body)
    except ValueError:
        raise bad_request("can't parse request body as JSON") from None
    if not isinstance(members, dict):
        raise bad_request("can't parse request body as JSON")
    return members


async def open_multipart(source: web.Request | ClientResponse) -> MultipartReader:
    """Return the reader of a multipart body; that of a request keeps to the server's largest body."""
    if isinstance(source, web.Request):
        return await source.multipart()
    return MultipartReader(source.headers, source.content)


async def read_multipart(reader: MultipartReader, values: dict[str, object], files: dict[str, Upload]) -> None:
    """Read a multipart body into fields and files."""
    while (part := await reader.next()) is not None:
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        content = bytes(await part.read(decode=True))
        if part.filename is None:
            values[part.name] = content.decode("utf-8", "replace")
        else:
            mime_type = part.headers.get("Content-Type", "application/octet-stream")
            files[part.name] = Upload(part.filename, mime_type, content)
