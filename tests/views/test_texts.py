import logging

import pytest
from fluent.syntax import FluentParser, ast
from markupsafe import Markup

from bot.views.format import TimeFormat
from bot.views.stories import source_line
from bot.views.texts import TextMissingError, Texts, Voice
from bot.views.threads import names_of
from tests.views.samples import AI, SPACE, VOICE, article

IGNORED = ["span", "comment", "annotations"]
"""Where an entry stands, and what is said of it."""

ENGLISH = """
hello = Hello <b>{ $name }</b>
only-english = Only English
fixed = Fixed
count = { $count ->
    [one] { $count } story
   *[other] { $count } stories
}
"""
POLISH = """
hello = Cześć <b>{ $name }</b>
count = { $count ->
    [one] { $count } temat
    [few] { $count } tematy
    [many] { $count } tematów
   *[other] { $count } tematu
}
"""
BRAZIL = "hello = Oi <b>{ $name }</b>"


def texts(*, is_strict: bool = True) -> Texts:
    return Texts({"en": ENGLISH, "pl": POLISH, "pt-BR": BRAZIL}, is_strict=is_strict)


def test_arguments_are_escaped_unless_they_are_markup() -> None:
    assert texts().say("hello", "en", name="<i>&") == "Hello <b>&lt;i&gt;&amp;</b>"
    assert texts().say("hello", "en", name=Markup("<i>Ann</i>")) == "Hello <b><i>Ann</i></b>"
    assert isinstance(texts().say("fixed", "en"), Markup)


def test_arguments_may_be_long_and_hold_anything() -> None:
    long = "x" * 9000
    assert texts().say("hello", "en", name=long) == f"Hello <b>{long}</b>"
    assert (
        texts().say("hello", "en", name="\ue000name\ue001{ $name }\\1") == "Hello <b>\ue000name\ue001{ $name }\\1</b>"
    )


def test_labels_are_plain() -> None:
    label = texts().label("hello", "en", name="A&B")
    assert label == "Hello <b>A&B</b>"
    assert not isinstance(label, Markup)


@pytest.mark.parametrize(
    ("language", "count", "expected"),
    [
        ("en", 1, "1 story"),
        ("en", 0, "0 stories"),
        ("en", 1234, "1,234 stories"),
        ("pl", 1, "1 temat"),
        ("pl", 3, "3 tematy"),
        ("pl", 5, "5 tematów"),
        ("pl", 22, "22 tematy"),
    ],
)
def test_numbers_take_the_plural_of_the_language(language: str, count: int, expected: str) -> None:
    assert texts().say("count", language, count=count) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("pl", "Cześć <b>Ann</b>"),
        ("pl-PL", "Cześć <b>Ann</b>"),
        ("pt-BR", "Oi <b>Ann</b>"),
        ("pt", "Oi <b>Ann</b>"),
        ("xx", "Hello <b>Ann</b>"),
        ("", "Hello <b>Ann</b>"),
    ],
)
def test_the_nearest_language_is_taken(language: str, expected: str) -> None:
    assert texts().say("hello", language, name="Ann") == expected


def test_a_message_that_a_language_lacks_is_english() -> None:
    assert texts().say("only-english", "pl") == "Only English"


def test_fixed_texts_are_the_same_twice_and_by_language() -> None:
    loaded = Texts({"en": "fixed = Fixed", "de": "fixed = Fest"}, is_strict=True)
    assert [loaded.say("fixed", tag) for tag in ("en", "de", "en", "de")] == ["Fixed", "Fest", "Fixed", "Fest"]


def test_a_voice_speaks_one_language() -> None:
    voice = texts().voice("pl")
    assert voice == Voice(voice.texts, "pl")
    assert voice.say("hello", name="A&B") == "Cześć <b>A&amp;B</b>"
    assert voice.label("count", count=3) == "3 tematy"


def test_gaps_raise_where_texts_are_strict() -> None:
    assert texts().say("hello", "en", name="Ann")
    with pytest.raises(TextMissingError, match="no text 'none'"):
        texts().say("none", "en")
    with pytest.raises(TextMissingError, match="name"):
        texts().say("hello", "en")


def test_gaps_show_and_are_logged_in_production(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        assert texts(is_strict=False).say("none", "pl") == "[none]"
        assert texts(is_strict=False).say("hello", "en") == "Hello <b>name</b>"
        assert texts(is_strict=False).say("count", "en") == "count stories"
    assert len(caplog.records) == 3


@pytest.mark.parametrize("source", ["broken", "a = A\n= B", "a = A\na = B", "a =\n    .only = An attribute"])
def test_a_file_with_a_mistake_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match=r"nl\.ftl"):
        Texts({"en": ENGLISH, "nl": source}, is_strict=True)


REFERRING = """
### A file.

# Of the one that follows.
begin = { middle } and { $count ->
    [one] { -brand(case: "small") }
   *[other] many
}

middle = { end }
end =
    The end
    # of { $count ->
        [one] it
       *[other] all
    }
    .title = of { -brand }
# A comment between.
-brand = { $case ->
   *[large] Wire
    [small] wire
}
"""


@pytest.mark.parametrize("is_strict", [False, True])
def test_a_text_brings_along_what_it_refers_to(is_strict: bool) -> None:
    spoken = Texts({"en": REFERRING}, is_strict=is_strict)
    assert spoken.say("begin", "en", count=1) == "The end\n# of it and wire"
    assert spoken.say("middle", "en", count=2) == "The end\n# of all"


def test_each_text_is_parsed_as_in_its_whole_file() -> None:
    """Files are cut into entries, each parsed when it is first said: that must be what Fluent reads."""
    packaged = Texts.packaged()
    for language, source in dict(packaged._sources).items():
        body = [entry for entry in FluentParser().parse(source).body if isinstance(entry, ast.Message | ast.Term)]
        packaged.read(language)
        read = packaged._read[language]
        parsed = {f"{'-' * isinstance(entry, ast.Term)}{entry.id.name}": entry for entry in body}
        assert all(read._parse(read._unread[key]).equals(entry, IGNORED) for key, entry in parsed.items())
        assert read._unread.keys() == parsed.keys()


def test_a_mistake_in_a_text_that_nobody_said_stops_no_other() -> None:
    spoken = Texts({"en": "a = A\nb = { $x"})
    assert spoken.say("a", "en") == "A"
    with pytest.raises(ValueError, match=r"en\.ftl"):
        spoken.say("b", "en")


def test_the_packaged_languages() -> None:
    assert "en" in Texts.packaged().languages


ARABIC, HEBREW = "الذكاء الاصطناعي", "רובוטיקה"


def apart(words: str) -> str:
    return f"\u2068{words}\u2069"


@pytest.mark.parametrize("name", [ARABIC, HEBREW, f"{HEBREW} 3.0", f"AI {ARABIC}"])
@pytest.mark.parametrize("language", VOICE.texts.languages)
def test_a_name_from_right_to_left_leaves_the_text_around_it_in_order(language: str, name: str) -> None:
    """Unicode's UAX 9: what stands between the two signs neither turns the line around nor moves numbers."""
    voice = VOICE.texts.voice(language)
    assert apart(name) in voice.label("button-digest-more", topic=name, count=5)
    assert apart(name) in voice.label("toast-followed", topic=name)
    bold = Markup("<b>%s</b>") % name
    assert apart(str(bold)) in voice.say("followed", topic=bold)
    assert voice.list([bold, "AI"]).startswith(apart(str(bold)))
    assert voice.series([name, "AI"]).startswith(apart(name))


@pytest.mark.parametrize("name", ["AI", "Робототехника", "人工智能", "ปัญญาประดิษฐ์", "कृत्रिम बुद्धिमत्ता", "🤖 Ω"])
def test_other_scripts_need_no_signs(name: str) -> None:
    assert VOICE.label("button-digest-more", topic=name, count=5) == f"{name}: 5 more"


def test_nothing_is_put_into_a_command_that_is_copied_nor_around_what_stands_alone() -> None:
    said = VOICE.say("volumes-how", name=ARABIC)
    assert "\u2068" not in said
    assert f"<code>/volume {ARABIC} top</code>" in said
    assert VOICE.say("threads-question-unknown", names=HEBREW).endswith(apart(HEBREW))
    assert VOICE.say("share-offer-topics", topics=HEBREW) == HEBREW


def test_the_source_of_a_story_is_set_apart_from_its_date() -> None:
    line = source_line(article(provider=ARABIC), VOICE, TimeFormat.DATE_AND_TIME)
    assert line.startswith(f"{apart(ARABIC)} · ")
    assert not source_line(article(), VOICE, TimeFormat.DATE_AND_TIME).startswith("\u2068")


def test_names_in_a_row_have_the_commas_of_their_language() -> None:
    """On the pages of channels, places and threads; in Chinese they are not English ones."""
    topics = [AI, SPACE]
    for language, named in (("zh-Hans", "AI、Space"), ("en", "AI, Space")):
        assert names_of(topics, VOICE.texts.voice(language)) == named
