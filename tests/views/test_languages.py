"""Every language: the same texts as English, the plural forms that its rules need, Telegram's limits, no English left.

It looks at whatever folders there are, so a new language is tested as it grows. That each text is Telegram's HTML and
has the same variables is looked at in ``test_locales.py``.
"""

import re
from datetime import date, time
from functools import cache

import pytest
from babel import Locale, localedata
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

from bot.handlers.account import WORDS, WORDS_FOR_LESS, plain_words
from bot.views.language import LANGUAGES, read_language
from bot.views.locale_format import find_locale, language_name
from bot.views.texts import ADMIN, FALLBACK, Texts
from tests.views.samples import VOICE
from tests.views.test_locales import arguments, files_of, messages, reader_messages

TEXTS = VOICE.texts
OTHERS = [language for language in TEXTS.languages if language != FALLBACK]
LIMITS = {"toast-": 200, "command-": 256, "profile-description": 512, "profile-short": 120}
SAME = frozenset({"words-pause", "words-privacy"})
"""Texts of three words or more that may be as in English: none is, but lists of words may share some."""


@cache
def entries(language: str) -> dict[str, ftl.Message]:
    """The readers' texts of a language."""
    found = {}
    for path, file in files_of(language).items():
        if path.startswith(ADMIN):
            continue
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
            if isinstance(entry, ftl.Message):
                found[entry.id.name] = entry
    return found


def said(key: str, language: str) -> str:
    names = reader_messages()[key]
    return TEXTS.label(key, language, **arguments(names, 5))


def selects(node: ftl.BaseNode) -> list[ftl.SelectExpression]:
    """Every choice within a text."""
    found = [node] if isinstance(node, ftl.SelectExpression) else []
    for value in vars(node).values():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, ftl.BaseNode):
                found += selects(each)
    return found


def test_the_languages_that_there_are() -> None:
    assert set(TEXTS.languages) == set(LANGUAGES)


@pytest.mark.parametrize("language", OTHERS)
def test_the_same_texts(language: str) -> None:
    assert messages(language).keys() == reader_messages().keys()


@pytest.mark.parametrize("language", TEXTS.languages)
def test_each_count_has_the_plural_forms_of_its_language(language: str) -> None:
    needed = {*Locale.parse(language, sep="-").plural_form.tags, "other"}
    amiss = {}
    for key, entry in entries(language).items():
        for choice in selects(entry):
            named = {v.key.name for v in choice.variants if isinstance(v.key, ftl.Identifier)}
            is_plural = bool(named & {"zero", "one", "two", "few", "many"})
            if is_plural and named != needed:
                amiss[key] = needed ^ named
    assert amiss == {}


@pytest.mark.parametrize("language", TEXTS.languages)
def test_each_text_stays_within_the_limits(language: str) -> None:
    for key in reader_messages():
        limit = next((limit for begin, limit in LIMITS.items() if key.startswith(begin)), None)
        if limit:
            assert len(said(key, language)) <= limit, key
        if key.startswith("button-"):
            assert len(said(key, language)) <= max(32, 1.4 * len(said(key, FALLBACK))), (key, said(key, language))


@pytest.mark.parametrize("language", OTHERS)
def test_no_english_is_left(language: str) -> None:
    """A text of three words or more that is as in English was not translated."""
    left = [
        key
        for key, names in reader_messages().items()
        if key not in SAME
        and said(key, language) == said(key, FALLBACK)
        and len(re.findall(r"[^\W\d_]{2,}", re.sub(r"<[^>]*>|/\w+|Sea <&> Sky|Sept?|Mar", "", said(key, FALLBACK))))
        >= 3
    ]
    assert left == []


@pytest.mark.parametrize("language", TEXTS.languages)
def test_plain_words_mean_one_thing_within_a_language(language: str) -> None:
    seen: dict[str, str] = {}
    for key in (*WORDS_FOR_LESS, *WORDS):
        words = [word.strip() for word in TEXTS.label(key, language).split(",")]
        assert all(words), key
        for word in words:
            assert seen.setdefault(word, key) == key, word
    known = plain_words(TEXTS, language)
    for word, key in seen.items():
        assert {**known.others, **known.for_less}[word.casefold().replace("'", "'")] == key, word


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("de-AT", "de"), ("de", "de"), ("pt", "pt-BR"), ("pt-PT", "pt-BR"), ("pt-br", "pt-BR"), ("zh", "zh-Hans"),
        ("zh-cn", "zh-Hans"), ("zh-hans", "zh-Hans"), ("zh-sg", "zh-Hans"), ("zh-tw", "zh-Hans"), ("es-419", "es"),
        ("fr_CA", "fr"), ("ru", "ru"), ("en-US", "en"), ("tlh", "en"), ("", "en"), ("pl", "en"),
    ],
)  # fmt: skip
def test_the_nearest_language(tag: str, language: str) -> None:
    assert TEXTS.nearest(tag) == language


@pytest.mark.parametrize(
    ("written", "language"),
    [
        ("deutsch", "de"), ("German", "de"), ("alemán", "de"), ("de", "de"), ("de-AT", "de"), ("русский", "ru"),
        ("portugues", "pt-BR"), ("Português (Brasil)", "pt-BR"), ("pt", "pt-BR"), ("中文", "zh-Hans"),
        ("chinese", "zh-Hans"), ("zh-cn", "zh-Hans"), ("English", "en"), ("anglais", "en"), ("en-us", "en"),
        ("klingon", None), ("?", None), ("", None),
    ],
)  # fmt: skip
def test_a_language_is_known_by_its_name_in_any_of_them(written: str, language: str | None) -> None:
    assert read_language(written, TEXTS) == language


def test_each_language_by_its_own_name() -> None:
    names = ["English", "Deutsch", "Español", "Français", "Português (Brasil)", "Русский", "简体中文"]
    assert [language_name(each) for each in LANGUAGES] == names


@pytest.mark.parametrize(
    ("language", "listed", "weekday", "hour", "zone"),
    [
        ("en", "A, B and C", "Monday", "08:05", "Berlin"),
        ("de", "A, B und C", "Montag", "08:05", "Berlin"),
        ("es", "A, B y C", "Lunes", "8:05", "Berlín"),
        ("fr", "A, B et C", "Lundi", "08:05", "Berlin"),
        ("pt-BR", "A, B e C", "Segunda-feira", "08:05", "Berlim"),
        ("ru", "A, B и C", "Понедельник", "08:05", "Берлин"),
        ("zh-Hans", "A、B 和 C", "星期一", "08:05", "柏林"),
    ],
)
def test_lists_days_hours_and_zones_by_cldr(language: str, listed: str, weekday: str, hour: str, zone: str) -> None:
    voice = TEXTS.voice(language)
    assert voice.list(["A", "B", "C"]) == listed
    assert voice.weekday(0) == weekday
    assert voice.clock(time(8, 5)) == hour
    assert voice.zone_name("Europe/Berlin") == zone
    assert voice.list(["<b>", "&"]).count("&lt;b&gt;") == 1


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("en", "Friday 27 November"), ("de", "Freitag, 27. November"), ("es", "viernes, 27 de noviembre"),
        ("fr", "vendredi 27 novembre"), ("pt-BR", "sexta-feira, 27 de novembro"), ("ru", "пятница, 27 ноября"),
        ("zh-Hans", "11月27日星期五"),
    ],
)  # fmt: skip
def test_a_day_is_written_in_full(language: str, day: str) -> None:
    assert TEXTS.voice(language).day(date(2026, 11, 27)) == day


def test_a_language_is_added_in_an_hour() -> None:
    """What docs/texts.md says: a file that is there is spoken, and what it lacks is said in English."""
    english = "\n".join(file.read_text(encoding="utf-8") for file in files_of(FALLBACK).values())
    texts = Texts({FALLBACK: english, "nl": "button-settings = Instellingen"}, is_strict=True)
    assert texts.nearest("nl-BE") == "nl"
    assert texts.label("button-settings", "nl") == "Instellingen"
    assert texts.label("button-help", "nl") == texts.label("button-help", FALLBACK)
    assert texts.voice("nl").list(["A", "B", "C"]) == "A, B en C"


@pytest.mark.parametrize("language", TEXTS.languages)
def test_what_no_text_says_of_a_language_is_not_kept(language: str) -> None:
    """Units, currencies and countries of all languages are 7 MB."""
    kept = localedata.load(str(find_locale(language)))
    assert {"days", "list_patterns", "number_symbols"} <= kept.keys()
    assert not {"unit_patterns", "currency_names", "territories"} & kept.keys()
