"""Every text that the code says is in every language, with the arguments that it takes, as Telegram's HTML."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import pytest
from babel import Locale
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

import bot
from bot.handlers.account import WORDS, WORDS_FOR_LESS
from bot.handlers.features import ROUTES
from bot.views.admin.admins import AUDIT_TEXT_KEYS, EditorRefusal
from bot.views.admin.articles import STATE_TEXT_KEYS
from bot.views.admin.progress import CANCELLATION_TEXT_KEYS
from bot.views.channels import PICTURE_LINE_KEYS, PICTURE_TEXT_KEYS, ChannelProblem
from bot.views.help import HelpSection
from bot.views.preferences import PAGES, switch_text_key, waits_key
from bot.views.rhythm import PAUSES, kind_key
from bot.views.texts import ADMIN, FALLBACK, Argument
from bot.views.topics import ListAnswer
from bot.views.why import CANCELLED_TEXT_KEYS, FATE_TEXT_KEYS, OCCASION_TEXT_KEYS
from storage.models import Cancellation, ChatKind
from storage.preferences import switches
from storage.rhythm import RhythmKind
from tests.views import tdlib_parser
from tests.views.samples import VOICE

PLAIN = ("button-", "toast-", "command-", "profile-", "picture-", "measure-", "words-", "label-")
NUMBERS = {"count", "more", "muted", "followed"}
COUNTED = (0, 1, 2, 3, 5, 21)
LOCALES = files("bot.views") / "locales"
LANGUAGES = VOICE.texts.languages


def files_of(language: str) -> dict[str, Traversable]:
    """The files of a language by their paths below its folder."""
    folder = LOCALES / language
    own = {file.name: file for file in folder.iterdir() if not file.is_dir()}
    admin = folder / ADMIN
    return own | ({f"{ADMIN}/{file.name}": file for file in admin.iterdir()} if admin.is_dir() else {})


FILES = [(language, path) for language in LANGUAGES for path in files_of(language)]
INDIRECT = {
    *WORDS,
    *WORDS_FOR_LESS,
    "words-fillers",
    "news-arrive",
    *("search-begins", "search-found", "share-taken", "share-all-followed"),
    *(command.text_key for command in ROUTES.menu),
    *(group.value for group in HelpSection),
    *(misfit.value for misfit in EditorRefusal),
    *(answer.value for answer in ListAnswer),
    *(key for switch in switches(ChatKind.PRIVATE) if (key := waits_key(switch))),
    *(
        f"{begin}-{kind_key(kind)}"
        for begin in ("measure-rhythm", "rhythm-means", "button-rhythm")
        for kind in RhythmKind
    ),
    *(f"measure-rhythm-inside-{kind_key(kind)}" for kind in RhythmKind),
    *(key for key, _ in (*PAUSES, *((key, 0) for _, key in PAGES))),
    *("rhythm-means-off-topic", "rhythm-no-topic", "rhythm-no-topic-at-all", "moment-tomorrow", "moment-later"),
    *AUDIT_TEXT_KEYS.values(),
    *STATE_TEXT_KEYS.values(),
    *(f"label-cancelled-{reason.value}" for reason in Cancellation),
    *(problem.value for problem in ChannelProblem),
    *PICTURE_TEXT_KEYS.values(),
    *PICTURE_LINE_KEYS.values(),
    "button-channel-pause",
    "button-channel-resume",
    *CANCELLED_TEXT_KEYS.values(),
    *FATE_TEXT_KEYS.values(),
    *OCCASION_TEXT_KEYS.values(),
    "missed-unreachable",
    *CANCELLATION_TEXT_KEYS.values(),
    *(
        switch_text_key(place, switch, is_on=is_on)
        for place in ("settings", "button", "toast", "summary")
        for kind in ChatKind
        for switch in switches(kind)
        for is_on in (True, False)
    ),
}
SCENE = {"chat", "here", "arrival"}
"""Every text has them, to choose its words by."""

Call = tuple[str, str, frozenset[str]]


class Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802 - the library's name
        self.names.add(node.id.name)


def messages_in(file: Traversable) -> dict[str, frozenset[str]]:
    """The variables of each key of one file."""
    found = {}
    for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
        if isinstance(entry, ftl.Message):
            variables = Variables()
            variables.visit(entry)
            found[entry.id.name] = frozenset(variables.names - SCENE)
    return found


def messages(language: str) -> dict[str, frozenset[str]]:
    """The variables of each key of a language."""
    return {key: names for file in files_of(language).values() for key, names in messages_in(file).items()}


@cache
def reader_messages() -> dict[str, frozenset[str]]:
    """The variables of each key of English that every language has: all but those of the bot's administrators."""
    return {
        key: names
        for path, file in files_of("en").items()
        if not path.startswith(ADMIN)
        for key, names in messages_in(file).items()
    }


def calls() -> Iterator[Call]:
    """Method, key and argument names wherever the code says a text by its literal key."""
    for path in Path(bot.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if node.func.attr in {"say", "label"} and node.args:
                for key in literal_keys(node.args[0]):
                    yield node.func.attr, key, frozenset(word.arg or "**" for word in node.keywords)


def literal_keys(node: ast.expr) -> Iterator[str]:
    """The keys that an expression may be: a literal, or one of two by a condition."""
    if isinstance(node, ast.IfExp):
        yield from (*literal_keys(node.body), *literal_keys(node.orelse))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


ENGLISH = messages("en")
CALLS = sorted(set(calls()), key=str)


def arguments(names: frozenset[str], number: int) -> dict[str, Argument]:
    values: dict[str, Argument] = dict.fromkeys(names, "Sea <&> Sky")
    values |= dict.fromkeys(names & NUMBERS, number)
    return values | {name: datetime(2026, 3, 2, 9, 30, tzinfo=UTC) for name in names & {"at"}}


def test_each_call_names_a_text_and_gives_it_what_it_takes() -> None:
    amiss = [
        f"{method}({key}): {', '.join(sorted(names)) or 'nothing'}"
        for method, key, names in CALLS
        if ENGLISH.get(key) != names or (method == "label") != key.startswith(PLAIN)
    ]
    assert amiss == []


def test_each_text_is_used() -> None:
    assert set(ENGLISH) == {key for _, key, _ in CALLS} | INDIRECT


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_the_same_texts_with_the_same_variables(language: str) -> None:
    assert messages(language) == (ENGLISH if language == FALLBACK else reader_messages())
    assert str(Locale.parse(language, sep="-")) == language.replace("-", "_")


@pytest.mark.parametrize("path", [f"{language}/{path}" for language, path in FILES])
def test_each_text_is_what_telegram_takes(path: str) -> None:
    language = path.partition("/")[0]
    checked = [(key, number) for key in messages_in(LOCALES / path) for number in numbers_for(key)]
    faults = {f"{key}, {number}": fault(key, language, number) for key, number in checked}
    assert checked
    assert {where: found for where, found in faults.items() if found} == {}


def numbers_for(key: str) -> tuple[int, ...]:
    """The numbers to say a text with: one where it counts nothing."""
    return COUNTED if ENGLISH[key] & NUMBERS else COUNTED[:1]


def fault(key: str, language: str, number: int) -> str:
    """What is wrong with a text when it is said with a number; empty if nothing is."""
    values, texts = arguments(ENGLISH[key], number), VOICE.texts
    if key.startswith(PLAIN):
        label = texts.label(key, language, None, **values).replace("Sea <&> Sky", "")
        return "markup in plain text" if set(label) & set("<>&") else "" if label.strip() else "empty"
    try:
        return "" if tdlib_parser.parse(texts.say(key, language, None, **values)).text.strip() else "empty"
    except tdlib_parser.ParseError as error:
        return str(error)
