"""Formatted text: TDLib (the package ``tdjson``) parses it; its entities are converted to those of the Bot API.

Offsets and lengths count UTF-16 units.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from types import ModuleType

from sandbox.protocol import Json, bad_request

MAX_ENTITIES = 100
SIMPLE_TYPES = {
    "Bold": "bold",
    "Italic": "italic",
    "Underline": "underline",
    "Strikethrough": "strikethrough",
    "Spoiler": "spoiler",
    "Code": "code",
    "Pre": "pre",
    "BlockQuote": "blockquote",
    "ExpandableBlockQuote": "expandable_blockquote",
    "Url": "url",
    "EmailAddress": "email",
    "PhoneNumber": "phone_number",
    "Hashtag": "hashtag",
    "Cashtag": "cashtag",
    "Mention": "mention",
    "BotCommand": "bot_command",
}
DETAILED_TYPES = {"text_link", "text_mention", "custom_emoji", "date_time"}
EXCLUSIVE_TYPES = {"pre", "code", "text_link", "text_mention", "url", "email", "mention", "hashtag", "bot_command"}
DATE_TIME_LETTERS = {"Short": ("d", "t"), "Long": ("D", "T")}
SPACES = " \n\t\xa0"


@dataclass(frozen=True, slots=True)
class FormattedText:
    """A text without markup, and its entities."""

    text: str
    entities: list[Json]


def utf16_length(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def entities_from_tdlib(entities: Iterable[Json], user_of: Callable[[int], Json | None]) -> list[Json]:
    """Return TDLib's entities as the Bot API's; types that the Bot API does not have are left out."""
    converted = []
    for entity in entities:
        shape = convert_type(entity["type"], user_of)
        if shape is not None:
            converted.append({"offset": entity["offset"], "length": entity["length"], **shape})
    return converted


def convert_type(kind: Json, user_of: Callable[[int], Json | None]) -> Json | None:
    """Return the fields of an entity for one of TDLib's types; None if the Bot API has no such type."""
    name = kind["@type"].removeprefix("textEntityType")
    if name in SIMPLE_TYPES:
        return {"type": SIMPLE_TYPES[name]}
    if name == "TextUrl":
        return {"type": "text_link", "url": kind["url"]}
    if name == "PreCode":
        return {"type": "pre", "language": kind["language"]}
    if name == "CustomEmoji":
        return {"type": "custom_emoji", "custom_emoji_id": kind["custom_emoji_id"]}
    if name == "MentionName":
        user = user_of(kind["user_id"])
        return {"type": "text_mention", "user": user} if user else None
    return convert_date_time(kind) if name == "DateTime" else None


def convert_date_time(kind: Json) -> Json:
    """Return a ``date_time`` entity; its format is made of ``r`` or of ``w``, ``d``/``D`` and ``t``/``T``."""
    shape: Json = {"type": "date_time", "unix_time": kind["unix_time"]}
    form = kind.get("formatting_type")
    if form is None:
        return shape
    if form["@type"] == "dateTimeFormattingTypeRelative":
        return shape | {"date_time_format": "r"}
    letters = "w" if form.get("show_day_of_week") else ""
    for place, part in enumerate(("date_precision", "time_precision")):
        precision = form.get(part, {}).get("@type", "").removeprefix("dateTimePartPrecision")
        letters += DATE_TIME_LETTERS[precision][place] if precision in DATE_TIME_LETTERS else ""
    return shape | {"date_time_format": letters}


def validate_entities(entities: object, text: str) -> list[Json]:
    """Return the entities that a bot sent, without those outside the text.

    Raises:
        BotApiError: ``can't parse MessageEntity: ...``.
    """
    if entities is None:
        return []
    if not isinstance(entities, list):
        raise bad_request("can't parse MessageEntity: Expected an Array of MessageEntity")
    end = utf16_length(text)
    given = [validate_entity(entity) for entity in entities]
    return [one for one in given if one["offset"] >= 0 < one["length"] and one["offset"] + one["length"] <= end]


def validate_entity(entity: object) -> Json:
    """Return one entity that a bot sent, after a check of the fields that it needs."""
    if not isinstance(entity, dict):
        raise bad_request("can't parse MessageEntity: Expected an Object")
    for name, kind in (("offset", int), ("length", int), ("type", str)):
        if not isinstance(entity.get(name), kind):
            raise bad_request(f"can't parse MessageEntity: Can't find field \"{name}\"")
    if entity["type"] not in {*SIMPLE_TYPES.values(), *DETAILED_TYPES}:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    return entity


def finalise_text(written: FormattedText, found: Callable[[str], list[Json]]) -> FormattedText:
    """Return a text as it is sent: trimmed, its entities clipped, the links and tags that `found` finds in it added."""
    first = min((entity["offset"] for entity in written.entities), default=len(written.text))
    lead = len(written.text) - len(written.text.lstrip(SPACES))
    lead = min(lead, first)
    text = written.text[lead:].rstrip(SPACES)
    end = utf16_length(text)
    kept = [cut for entity in written.entities if (cut := clip_entity(entity, text, lead, end))]
    closed = [entity for entity in kept if entity["type"] in EXCLUSIVE_TYPES]
    new = [entity for entity in found(text) if not any(entities_overlap(entity, other) for other in closed)]
    ordered = sorted(kept + new, key=lambda entity: (entity["offset"], -entity["length"]))
    return FormattedText(text, ordered[:MAX_ENTITIES])


def clip_entity(entity: Json, text: str, lead: int, end: int) -> Json | None:
    """Return an entity moved and clipped to the trimmed text, None if it then covers only spaces."""
    start = max(0, entity["offset"] - lead)
    stop = min(entity["offset"] + entity["length"] - lead, end)
    covered = text.encode("utf-16-le")[2 * start : 2 * stop].decode("utf-16-le", "replace")
    return entity | {"offset": start, "length": stop - start} if covered.strip(SPACES) else None


def entities_overlap(one: Json, other: Json) -> bool:
    """Return whether two entities share a character."""
    starts, ends = max(one["offset"], other["offset"]), [e["offset"] + e["length"] for e in (one, other)]
    return bool(starts < min(ends))


PARSE_MODES: dict[str, Json] = {
    "html": {"@type": "textParseModeHTML"},
    "markdown": {"@type": "textParseModeMarkdown", "version": 1},
    "markdownv2": {"@type": "textParseModeMarkdown", "version": 2},
}
MAX_TEXT_BYTES = 32768
# Control characters become spaces; carriage returns and direction overrides are removed (TDLib, clean_input_string).
REPLACED_CHARACTERS: dict[int, str | None] = {
    **{code: " " for code in range(32) if code != 10},
    13: None,
    **dict.fromkeys(range(0x202A, 0x202F)),
}


class ParserMissingError(Exception):
    """The package ``tdjson`` is not installed."""


def load_tdlib() -> ModuleType:
    """Return ``tdjson`` with its log switched off.

    Raises:
        ParserMissingError: it is not installed; the message says how to install it.
    """
    try:
        import tdjson  # noqa: PLC0415  # an extra: the bot itself runs without it
    except ImportError:
        raise ParserMissingError(
            "The sandbox reads messages with Telegram's own parser, which is not installed: "
            "pip install 'topicwire[sandbox]'"
        ) from None
    tdjson.td_execute(b'{"@type":"setLogVerbosityLevel","new_verbosity_level":0}')
    return tdjson


@dataclass(slots=True)
class TextParser:
    """Parses texts as Telegram does. `user_of` returns the user of a mention by id, None if there is none."""

    user_of: Callable[[int], Json | None]
    tdlib: ModuleType = field(default_factory=load_tdlib)
    link: Callable[[str], str | None] = field(init=False)

    def __post_init__(self) -> None:
        self.link = lru_cache(maxsize=10_000)(self._link)

    def read(self, text: str, mode: str, entities: object) -> FormattedText:
        """Return text and entities as Telegram would show them, links, tags and the like included.

        Raises:
            BotApiError: too many bytes, an unknown mode, or the error of the parser.
        """
        if len(text.encode()) > MAX_TEXT_BYTES:
            raise bad_request("text is too long")
        text = text.translate(REPLACED_CHARACTERS)
        if mode and mode.lower() != "none":
            written = self._parse(text, mode.lower())
        else:
            written = FormattedText(text, validate_entities(entities, text))
        settled = finalise_text(written, self._found)
        if not settled.text:
            raise bad_request("text must be non-empty")
        return settled

    def _parse(self, text: str, mode: str) -> FormattedText:
        if mode not in PARSE_MODES:
            raise bad_request("unsupported parse_mode")
        answer = self._execute({"@type": "parseTextEntities", "text": text, "parse_mode": PARSE_MODES[mode]})
        if answer["@type"] == "error":
            raise bad_request(answer["message"])
        return FormattedText(answer["text"], entities_from_tdlib(answer["entities"], self.user_of))

    def _found(self, text: str) -> list[Json]:
        answer = self._execute({"@type": "getTextEntities", "text": text})
        return entities_from_tdlib(answer["entities"], self.user_of)

    def _link(self, url: str) -> str | None:
        """Return a web address as Telegram normalises it, None if Telegram does not accept it as one."""
        quoted = url.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
        text = f'<a href="{quoted}">x</a>'
        answer = self._execute({"@type": "parseTextEntities", "text": text, "parse_mode": PARSE_MODES["html"]})
        kinds = [entity["type"] for entity in answer.get("entities", ())]
        if kinds and kinds[0]["@type"] == "textEntityTypeMentionName":
            return url
        return kinds[0].get("url") if kinds else None

    def _execute(self, request: Json) -> Json:
        answer: Json = json.loads(self.tdlib.td_execute(json.dumps(request).encode()))
        return answer
