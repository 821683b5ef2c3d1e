"""Texts: everything the wire says, by key and language, from the files in ``locales/``.

Project Fluent was chosen over gettext for its plural rules, for readable files, and because a message that a language
lacks falls back to English by itself. ``docs/texts.md`` tells translators the rest.
"""

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Self

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser, ast
from markupsafe import Markup, escape

from bot.views import locale_format
from storage.models import ChatKind
from storage.rhythm import RhythmKind

FALLBACK = "en"

Argument = str | int | datetime

_SLOT = re.compile("\ue000([a-z]+)\ue001")

_log = logging.getLogger(__name__)


class TextMissingError(LookupError):
    """A key that no language has, or an argument that its text needs."""


class Texts:
    """The texts of all languages, each read when it is first spoken: a command of one language waits for no other.

    A missing key or argument is a programming error that the tests find. With ``is_strict`` (in tests) it raises
    ``TextMissingError``; without (in production) the reader gets a text with a visible gap, ``[key]`` or
    the bare name of the argument, and the log an error, because a message with a gap is better than none.
    """

    def __init__(self, sources: Mapping[str, str], *, is_strict: bool = False) -> None:
        """Take the Fluent source of each language, English among them; with ``is_strict`` all are read at once.

        Raises:
            ValueError: A source that was read has a syntax error or says one key twice.
        """
        self._sources = dict(sources)
        self._read: dict[str, _Language] = {}
        self._tags = {language.casefold(): language for language in sources}
        self._bases = {language.partition("-")[0]: language for language in self._tags.values()}
        self._is_strict = is_strict
        self.has_inline_mode = False
        """Whether people may ask the bot in any chat (Bot API, ``supports_inline_queries``): alerts tell of it."""
        self.has_votes = False
        """Whether alerts have buttons to vote."""
        self._fixed: dict[tuple[object, ...], str] = {}
        if is_strict:
            self.read(*sources)
            for language in self._read.values():
                language.read_all()

    def read(self, *languages: str) -> None:
        """Read languages that were not spoken yet, so that nobody waits for them later.

        Raises:
            ValueError: A source says one key twice.
        """
        for language in languages:
            if language not in self._read:  # two threads may both read one: the second changes nothing
                self._read.setdefault(language, _Language(language, self._sources[language]))
                self._sources[language] = ""

    @classmethod
    def packaged(cls, *, is_strict: bool = False) -> Self:
        """Load the files of the package."""
        folder = files("bot.views") / "locales"
        languages = sorted((each for each in folder.iterdir() if each.is_dir()), key=lambda each: each.name)
        return cls({each.name: _source(each) for each in languages}, is_strict=is_strict)

    def nearest(self, tag: str) -> str:
        """Return the language that is nearest to an IETF tag, as Telegram's apps give it; English for an unknown one.

        ``de-AT`` is German, ``pt`` and ``pt-PT`` are the Portuguese that there is, ``zh-cn`` the Chinese.
        """
        wanted = tag.replace("_", "-").casefold()
        return self._tags.get(wanted) or self._bases.get(wanted.partition("-")[0]) or FALLBACK

    @property
    def languages(self) -> tuple[str, ...]:
        """The IETF tags of all languages that have a file."""
        return tuple(self._sources)

    def say(self, key: str, language: str, scene: "Scene | None" = None, /, **arguments: Argument) -> Markup:
        """Return a text as Telegram HTML; arguments are escaped unless they are ``Markup`` already."""
        text = self._format(key, language, arguments, scene or PRIVATE)
        filled = _SLOT.sub(lambda slot: escape(_in_place(text, slot, arguments)), text)
        return Markup(filled)  # noqa: S704 - what fills it is escaped, and the text itself is ours

    def label(self, key: str, language: str, scene: "Scene | None" = None, /, **arguments: Argument) -> str:
        """Return a text where Telegram takes no HTML: on buttons, in toasts and descriptions."""
        text = self._format(key, language, arguments, scene or PRIVATE)
        return _SLOT.sub(lambda slot: str(_in_place(text, slot, arguments)), text)

    def voice(self, language: str, zone: str = "") -> "Voice":
        """Return the texts bound to one language, with times of one zone, as it is stored."""
        return Voice(self, language, zone)

    def _format(self, key: str, language: str, arguments: Mapping[str, Argument], scene: "Scene") -> str:
        """The text with a slot for each string: Fluent takes none longer than 2,500 characters, two links may be."""
        found = self._find(key, language)
        if (found, key, scene, *arguments) in self._fixed:
            return self._fixed[found, key, scene, *arguments]
        if key not in self._language(found).keys:
            return self._gap(f"[{key}]", f"no text {key!r}")
        values = {name: f"\ue000{name}\ue001" if isinstance(value, str) else value for name, value in arguments.items()}
        is_general = scene.chat == THREAD and key not in self._language(found).of_threads
        values |= {"chat": "group" if is_general else scene.chat, "here": scene.here, "arrival": scene.arrival}
        text, errors = self._language(found).format(key, values)
        if errors:
            return self._gap(text, f"text {key!r} in {found!r}: {errors}")
        if all(isinstance(value, str) for value in arguments.values()):
            self._fixed[found, key, scene, *arguments] = text
        return text

    def _find(self, key: str, language: str) -> str:
        """The nearest language that has the key: ``pt-BR``, then ``pt``, then English."""
        for tag in (language, language.partition("-")[0]):
            if tag in self._sources and key in self._language(tag).keys:
                return tag
        nearest = self.nearest(language)
        return nearest if key in self._language(nearest).keys else FALLBACK

    def _language(self, language: str) -> "_Language":
        self.read(language)
        return self._read[language]

    def _gap(self, shown: str, problem: str) -> str:
        if self._is_strict:
            raise TextMissingError(problem)
        _log.error("a message has a gap: %s", problem)
        return shown


_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_APART = "\u2068%s\u2069"


@dataclass(frozen=True, slots=True)
class Scene:
    """Whom a conversation is about and where it is held: every text may choose its words by it.

    Attributes:
        chat: ``private``, ``group``, ``thread`` or ``channel``: what kind of chat it is about. A text without words for
            threads has those for groups.
        here: ``private`` or ``group``: where it is asked. In a group only commands are read.
        arrival: ``at-once``, ``digest`` or ``off``: how new stories come to that chat.
    """

    chat: str = "private"
    here: str = "private"
    arrival: str = "at-once"

    @property
    def is_elsewhere(self) -> bool:
        """Whether a group or channel is managed from a private chat, where commands would be about the person."""
        return self.chat != "private" and self.here == "private"


PRIVATE = Scene()
THREAD = "thread"
_SCENES = {ChatKind.PRIVATE: "private", ChatKind.CHANNEL: "channel"}
_ARRIVALS = {RhythmKind.AT_ONCE.value: "at-once", RhythmKind.OFF.value: "off"}


@dataclass(frozen=True, slots=True)
class Voice:
    """All texts in one language: what the functions of this room are handed."""

    texts: Texts
    language: str = FALLBACK
    zone: str = ""
    """The reader's time zone, as it is stored; empty for UTC, and where many are told the same."""
    scene: Scene = PRIVATE

    def about(self, chat: ChatKind, here: ChatKind | None = None, thread_id: int = 0) -> "Voice":
        """Return the same texts for a conversation about such a chat, held in another one if ``here`` names it.

        ``thread_id`` names one thread of a forum; 0 is the chat itself.
        """
        place = _SCENES.get(chat if here is None else here, "group")
        what = _SCENES.get(chat, THREAD if thread_id else "group")
        return replace(self, scene=replace(self.scene, chat=what, here=place))

    def paced(self, rhythm: str) -> "Voice":
        """Return the same texts where new stories come in a rhythm, as it is stored; empty changes nothing."""
        if not rhythm:
            return self
        return replace(self, scene=replace(self.scene, arrival=_ARRIVALS.get(rhythm, "digest")))

    def say(self, key: str, /, **arguments: Argument) -> Markup:
        """Return a text as Telegram HTML, its arguments escaped."""
        return self.texts.say(key, self.language, self.scene, **arguments)

    def label(self, key: str, /, **arguments: Argument) -> str:
        """Return a text where Telegram takes no HTML."""
        return self.texts.label(key, self.language, self.scene, **arguments)

    @property
    def spoken(self) -> str:
        """The language of the texts, where they are in another than was asked for."""
        return self.texts.nearest(self.language)

    def list(self, parts: Sequence[str]) -> Markup:
        """Return parts one after the other, with a word before the last."""
        return locale_format.list_text([set_apart(part) for part in parts], self.spoken)

    def series(self, parts: Sequence[str]) -> str:
        """Return parts with commas between, and no word before the last."""
        return locale_format.series_text([set_apart(part) for part in parts], self.spoken)

    def clock(self, at: datetime | time) -> str:
        """Return an hour of the day on a clock."""
        hour = at.time() if isinstance(at, datetime) else at
        return locale_format.clock_text(hour.replace(second=0, microsecond=0, tzinfo=None), self.spoken)

    def day(self, day: date) -> str:
        """Return a day with its weekday and without its year."""
        return locale_format.day_text(day, self.spoken)

    def weekday(self, weekday: int, *, is_short: bool = False) -> str:
        """Return the name of a weekday; 0 is Monday."""
        name = locale_format.short_weekday_text if is_short else locale_format.weekday_text
        return name(weekday, self.spoken)

    def zone_name(self, zone: str) -> str:
        """Return how a time zone is called; UTC for an empty one."""
        return locale_format.zone_text(zone, self.spoken)


ADMIN = "admin"
"""The folder of the texts of the bot's administrators, which English alone has."""


def set_apart(words: str) -> str:
    """Return words that run from right to left so that the text around them keeps its order; others as they are.

    They stand between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE (Unicode's UAX 9): without these a name in
    Arabic turns the line that it begins around, and draws the numbers beside it to its other side.
    """
    if words.isascii() or "\n" in words or not _RIGHT_TO_LEFT.search(words):
        return words
    return Markup(_APART) % words if isinstance(words, Markup) else _APART % words  # noqa: S704 - two signs


def _in_place(text: str, slot: re.Match[str], arguments: Mapping[str, Argument]) -> Argument:
    """What fills a slot: set apart where it runs against the text around it, but not in a command to be copied."""
    value = arguments[slot[1]]
    is_alone = slot[0] == text
    is_in_code = text.rfind("<code>", 0, slot.start()) > text.rfind("</code>", 0, slot.start())
    return value if is_alone or is_in_code or not isinstance(value, str) else set_apart(value)


def _source(folder: Traversable) -> str:
    """All that a language says, a file a subject."""
    rooms = [each for each in (folder, folder / ADMIN) if each.is_dir()]
    found = [file for room in rooms for file in room.iterdir() if file.name.endswith(".ftl")]
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(found, key=lambda file: file.name))


class _Language:
    """A language that was read: its texts as they are written, each parsed when it is first said.

    Parsed at once, all languages would take 20 MB and a second, and nobody ever sees most of it.

    Raises:
        ValueError: A key is said twice.
    """

    def __init__(self, language: str, source: str) -> None:
        self._language = language
        self._unread = _entries(language, source)
        self.keys = frozenset(key for key in self._unread if key[0] != "-")
        self.of_threads = frozenset(key for key, entry in self._unread.items() if f"[{THREAD}]" in entry)
        """Keys of the texts that have words of their own for threads."""
        locale = str(locale_format.find_locale(language))
        self._bundle = FluentBundle([locale], use_isolating=False)

    def read_all(self) -> None:
        """Parse every text.

        Raises:
            ValueError: One has a syntax error or no text.
        """
        for key in tuple(self._unread):
            self._read(key)

    def format(self, key: str, values: Mapping[str, Argument]) -> tuple[str, Sequence[Exception]]:
        """Return a text that there is, and what was wrong with it.

        Raises:
            ValueError: It has a syntax error or no text.
        """
        self._read(key)
        pattern = self._bundle.get_message(key).value
        text, errors = self._bundle.format_pattern(pattern, dict(values))  # type: ignore[arg-type] # every key has one
        return str(text), errors

    def _read(self, key: str) -> None:
        """Parse an entry and those that it refers to. Two threads may do so at once: the second changes nothing."""
        waiting, found = [key], {}
        while waiting:
            name = waiting.pop()
            source = self._unread.get(name)
            if source is not None and name not in found:
                found[name] = self._parse(source)
                waiting += _references(found[name])
        for entry in found.values():
            self._bundle.add_resource(ast.Resource([entry]))
        for name in found:
            self._unread.pop(name, None)

    def _parse(self, source: str) -> ast.Message | ast.Term:
        first, *others = FluentParser(with_spans=False).parse(source).body
        if others or not isinstance(first, ast.Message | ast.Term):
            raise ValueError(f"{self._language}.ftl: cannot be read: {source.strip()[:80]!r}")
        if not first.value:
            raise ValueError(f"{self._language}.ftl: a key has no text: {first.id.name!r}")
        return first


_COMMENT = re.compile("^#.*\n?", re.MULTILINE)
_ENTRY = re.compile("^(?=(-?[A-Za-z][\\w-]*) *=)", re.MULTILINE)
"""Where an entry begins: at the start of a line (Fluent 1.0, ``Entry``), where no line of a text begins."""


def _entries(language: str, source: str) -> dict[str, str]:
    """Return what a source says by key, without comments; terms with the sign before their names.

    Raises:
        ValueError: A key is said twice, or something stands before the first.
    """
    preface, *pairs = _ENTRY.split(_COMMENT.sub("", source.replace("\r\n", "\n")))
    if preface.strip():
        raise ValueError(f"{language}.ftl: cannot be read: {preface.strip()[:80]!r}")
    entries = dict(zip(pairs[::2], pairs[1::2], strict=True))
    if len(entries) * 2 != len(pairs):
        raise ValueError(f"{language}.ftl: a key is said twice")
    return entries


def _references(node: object) -> list[str]:
    """Return the keys of the entries to which a part of an entry refers."""
    if isinstance(node, ast.MessageReference | ast.TermReference):
        own = [f"-{node.id.name}" if isinstance(node, ast.TermReference) else node.id.name]
    else:
        own = []
    inner = node if isinstance(node, list) else vars(node).values() if isinstance(node, ast.BaseNode) else ()
    return own + [key for each in inner for key in _references(each)]
