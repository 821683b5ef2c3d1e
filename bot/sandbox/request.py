"""One request: where its parameters come from and how they are read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, ClientResponse, MultipartReader, web

from bot.sandbox.answers import bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in a multipart body."""

    name: str
    mime_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters of one call, whatever the encoding they came in; read leniently, as Telegram does."""

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
        return whole(self.values[name]) if self.has(name) else default

    def boolean(self, name: str) -> bool:
        """Return the parameter as a truth value: ``true``, ``yes`` and ``1`` are true."""
        return self.text(name).lower() in {"true", "yes", "1"}

    def parsed(self, name: str, what: str) -> object:
        """Return the parameter decoded from JSON, None if missing.

        Raises:
            Refusal: ``can't parse <what> JSON object``.
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


def whole(value: object) -> int:
    """Return a value of a request as a whole number, 0 for what is none."""
    try:
        return int(value) if isinstance(value, int | str) else 0
    except ValueError:
        return 0


async def decode(request: web.Request) -> Parameters:
    """Return the parameters of a request: query string first, then a JSON, form or multipart body."""
    body = await decode_body(request)
    return Parameters({**request.query, **body.values}, body.files)


async def decode_body(source: web.Request | ClientResponse) -> Parameters:
    """Return the parameters in the body of a request, or of what a webhook answers with, by its content type.

    Raises:
        Refusal: a JSON body that cannot be read.
        ValueError: a multipart body that cannot be read.
    """
    values: dict[str, object] = {}
    files: dict[str, Upload] = {}
    if source.content_type == "application/json":
        values |= decode_json(await source.text())
    elif source.content_type == "multipart/form-data":
        await read_parts(await open_parts(source), values, files)
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


async def open_parts(source: web.Request | ClientResponse) -> MultipartReader:
    """Return the reader of a multipart body; that of a request keeps to the server's largest body."""
    if isinstance(source, web.Request):
        return await source.multipart()
    return MultipartReader(source.headers, source.content)


async def read_parts(reader: MultipartReader, values: dict[str, object], files: dict[str, Upload]) -> None:
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
