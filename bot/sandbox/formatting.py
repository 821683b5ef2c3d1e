"""Formatted text, read by Telegram's own parser: TDLib, through the package ``tdjson``."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from types import ModuleType

from bot.sandbox.answers import Json, bad_request
from bot.sandbox.entities import FormattedText, checked, from_tdlib, settle

MODES: dict[str, Json] = {
    "html": {"@type": "textParseModeHTML"},
    "markdown": {"@type": "textParseModeMarkdown", "version": 1},
    "markdownv2": {"@type": "textParseModeMarkdown", "version": 2},
}
MAX_BYTES = 32768
# Controls become spaces; carriage returns and overrides of the writing direction vanish (TDLib, clean_input_string).
CLEANED: dict[int, str | None] = {
    **{code: " " for code in range(32) if code != 10},
    13: None,
    **dict.fromkeys(range(0x202A, 0x202F)),
}


class ParserMissingError(Exception):
    """The package that holds Telegram's parser is not installed."""


def load_tdlib() -> ModuleType:
    """Return ``tdjson``, its log off.

    Raises:
        ParserMissingError: with a sentence that says how to install it.
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
class Parser:
    """Reads texts as Telegram does. `user_of` finds the user of a mention by id, None if the bot knows none."""

    user_of: Callable[[int], Json | None]
    tdlib: ModuleType = field(default_factory=load_tdlib)
    link: Callable[[str], str | None] = field(init=False)

    def __post_init__(self) -> None:
        self.link = lru_cache(maxsize=10_000)(self._link)

    def read(self, text: str, mode: str, entities: object) -> FormattedText:
        """Return text and entities as Telegram would show them, with links, tags and the like found.

        Raises:
            Refusal: too many bytes, an unknown mode, or what the parser says.
        """
        if len(text.encode()) > MAX_BYTES:
            raise bad_request("text is too long")
        text = text.translate(CLEANED)
        if mode and mode.lower() != "none":
            written = self._parse(text, mode.lower())
        else:
            written = FormattedText(text, checked(entities, text))
        settled = settle(written, self._found)
        if not settled.text:
            raise bad_request("text must be non-empty")
        return settled

    def _parse(self, text: str, mode: str) -> FormattedText:
        if mode not in MODES:
            raise bad_request("unsupported parse_mode")
        answer = self._execute({"@type": "parseTextEntities", "text": text, "parse_mode": MODES[mode]})
        if answer["@type"] == "error":
            raise bad_request(answer["message"])
        return FormattedText(answer["text"], from_tdlib(answer["entities"], self.user_of))

    def _found(self, text: str) -> list[Json]:
        answer = self._execute({"@type": "getTextEntities", "text": text})
        return from_tdlib(answer["entities"], self.user_of)

    def _link(self, url: str) -> str | None:
        """Return a web address as Telegram normalises it, None if it takes it for none."""
        quoted = url.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
        text = f'<a href="{quoted}">x</a>'
        answer = self._execute({"@type": "parseTextEntities", "text": text, "parse_mode": MODES["html"]})
        kinds = [entity["type"] for entity in answer.get("entities", ())]
        if kinds and kinds[0]["@type"] == "textEntityTypeMentionName":
            return url
        return kinds[0].get("url") if kinds else None

    def _execute(self, request: Json) -> Json:
        answer: Json = json.loads(self.tdlib.td_execute(json.dumps(request).encode()))
        return answer
