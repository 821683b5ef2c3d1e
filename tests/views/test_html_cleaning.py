import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.news.record import is_visible
from bot.views.format import clean_text, normalize_ellipsis, shorten
from tests.views.samples import hostile

ASTRONAUT = "\U0001f469\U0001f3fd\u200d\U0001f680"
WALES = "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"
UK = "\U0001f1ec\U0001f1e7"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("  two\r\nlines\tand\u2028more  ", "two lines and more"),
        ("nul\x00 and \x1besc", "nul and esc"),
        ("evil\u202egpj.exe\u2066", "evilgpj.exe"),
        ("a \x00 b", "a b"),
        ("A\u030angstro\u0308m", "Ångström"),
        ("x\u0333y\u033fz\u030a", "xyz"),
        ("half \ud83d pair", "half pair"),
        ("\ufeffmark", "mark"),
        ("\u200b\u200d\u0301", ""),
        ("  ", ""),
        ("", ""),
        (f"crew {ASTRONAUT}", f"crew {ASTRONAUT}"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_what_is_left_of_a_text(text: str, expected: str) -> None:
    assert clean_text(text) == expected


@given(hostile)
def test_cleaning_leaves_one_tidy_line(text: str) -> None:
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    assert cleaned == " ".join(cleaned.split())
    cleaned.encode()


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("fits just", 9, "fits just"),
        ("one two three", 10, "one two…"),
        ("one two three", 8, "one two…"),
        ("one, two three", 6, "one…"),
        ("unbreakable", 5, "unbr…"),
        ("a verylongwordindeed", 10, "a verylon…"),
        ("word – word", 8, "word…"),
        ("anything", 1, "…"),
        ("!......", 4, "!…"),
        (f"ab{ASTRONAUT}c", 6, "ab…"),
        (f"ab{WALES}c", 6, "ab…"),
        (f"{UK}{UK}{UK}", 4, f"{UK}…"),
        (f"a{UK}{UK}", 3, "a…"),
        ("abe\u0301f", 4, "ab…"),
        ("한\u1161\u11a8글글글글", 4, "한\u1161\u11a8…"),
        ("e" + "\u0301" * 9, 5, "e\u0301\u0301\u0301…"),
    ],
)
def test_shortened_after_a_word_and_never_inside_a_character(text: str, limit: int, expected: str) -> None:
    assert shorten(text, limit) == expected


@given(hostile.map(clean_text), st.integers(1, 300))
def test_shortened_texts_keep_their_limit_and_begin_as_they_did(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    assert short == text or text.startswith(short.removesuffix("…"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("and so on ...", "and so on…"),
        ("and so on...", "and so on…"),
        ("and so on […]", "and so on…"),
        ("and so on [...] ...", "and so on…"),
        ("and so on …", "and so on…"),
        ("and so on. ....", "and so on…"),
        ("see note [1]...", "see note [1]…"),
        ("the end.", "the end."),
        ("." * 5000 + "x", "." * 5000 + "x"),
        ("...", "…"),
        ("", ""),
    ],
)
def test_open_ends_are_one_ellipsis(text: str, expected: str) -> None:
    assert normalize_ellipsis(text) == expected


@given(
    hostile
    | st.text(
        st.sampled_from("\u2800\u3164\u115f\u1160\uffa0\u0301\u200d \ufe0f\U000e0067\u00ad\U0001d159a"), max_size=4
    )
)
def test_what_shows_nothing_is_what_a_record_may_not_be_titled(text: str) -> None:
    assert bool(clean_text(text)) == is_visible(text)
