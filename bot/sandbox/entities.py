"""Message entities: TDLib's names turned into the Bot API's, whitespace cut off, found ones merged in.

Offsets and lengths count UTF-16 units.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.sandbox.answers import Json, bad_request

MAX_ENTITIES = 100
PLAIN = {
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
DETAILED = {"text_link", "text_mention", "custom_emoji", "date_time"}
CLOSED = {"pre", "code", "text_link", "text_mention", "url", "email", "mention", "hashtag", "bot_command"}
PARTS = {"Short": ("d", "t"), "Long": ("D", "T")}
SPACES = " \n\t\xa0"


@dataclass(frozen=True, slots=True)
class FormattedText:
    """A text without markup, and its entities."""

    text: str
    entities: list[Json]


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def from_tdlib(entities: Iterable[Json], user_of: Callable[[int], Json | None]) -> list[Json]:
    """Return TDLib's entities as the Bot API's; what it does not know there is left out."""
    converted = []
    for entity in entities:
        shape = convert(entity["type"], user_of)
        if shape is not None:
            converted.append({"offset": entity["offset"], "length": entity["length"], **shape})
    return converted


def convert(kind: Json, user_of: Callable[[int], Json | None]) -> Json | None:
    """Return one type of entity with its details."""
    name = kind["@type"].removeprefix("textEntityType")
    if name in PLAIN:
        return {"type": PLAIN[name]}
    if name == "TextUrl":
        return {"type": "text_link", "url": kind["url"]}
    if name == "PreCode":
        return {"type": "pre", "language": kind["language"]}
    if name == "CustomEmoji":
        return {"type": "custom_emoji", "custom_emoji_id": kind["custom_emoji_id"]}
    if name == "MentionName":
        user = user_of(kind["user_id"])
        return {"type": "text_mention", "user": user} if user else None
    return date_time(kind) if name == "DateTime" else None


def date_time(kind: Json) -> Json:
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
        letters += PARTS[precision][place] if precision in PARTS else ""
    return shape | {"date_time_format": letters}


def checked(entities: object, text: str) -> list[Json]:
    """Return the entities that a bot gave itself, without those that lie outside the text.

    Raises:
        Refusal: ``can't parse MessageEntity: ...``.
    """
    if entities is None:
        return []
    if not isinstance(entities, list):
        raise bad_request("can't parse MessageEntity: Expected an Array of MessageEntity")
    end = units(text)
    given = [check(entity) for entity in entities]
    return [one for one in given if one["offset"] >= 0 < one["length"] and one["offset"] + one["length"] <= end]


def check(entity: object) -> Json:
    """Return one entity that a bot gave, if it has the fields that it needs."""
    if not isinstance(entity, dict):
        raise bad_request("can't parse MessageEntity: Expected an Object")
    for name, kind in (("offset", int), ("length", int), ("type", str)):
        if not isinstance(entity.get(name), kind):
            raise bad_request(f"can't parse MessageEntity: Can't find field \"{name}\"")
    if entity["type"] not in {*PLAIN.values(), *DETAILED}:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    return entity


def settle(written: FormattedText, found: Callable[[str], list[Json]]) -> FormattedText:
    """Return a text as it is sent: trimmed, entities cut to it, links and tags found in it added."""
    first = min((entity["offset"] for entity in written.entities), default=len(written.text))
    lead = len(written.text) - len(written.text.lstrip(SPACES))
    lead = min(lead, first)
    text = written.text[lead:].rstrip(SPACES)
    end = units(text)
    kept = [cut for entity in written.entities if (cut := clip(entity, text, lead, end))]
    closed = [entity for entity in kept if entity["type"] in CLOSED]
    new = [entity for entity in found(text) if not any(overlap(entity, other) for other in closed)]
    ordered = sorted(kept + new, key=lambda entity: (entity["offset"], -entity["length"]))
    return FormattedText(text, ordered[:MAX_ENTITIES])


def clip(entity: Json, text: str, lead: int, end: int) -> Json | None:
    """Return an entity moved and cut to the trimmed text, None if it then covers nothing but space."""
    start = max(0, entity["offset"] - lead)
    stop = min(entity["offset"] + entity["length"] - lead, end)
    covered = text.encode("utf-16-le")[2 * start : 2 * stop].decode("utf-16-le", "replace")
    return entity | {"offset": start, "length": stop - start} if covered.strip(SPACES) else None


def overlap(one: Json, other: Json) -> bool:
    """Return whether two entities share a character."""
    starts, ends = max(one["offset"], other["offset"]), [e["offset"] + e["length"] for e in (one, other)]
    return bool(starts < min(ends))
