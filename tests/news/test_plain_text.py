import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.news.record import is_visible, one_line


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("  A \n\t title\r\n ", "A title"),
        ("a\u00a0b\u2028c\x85d\x1fe", "a b c d e"),
        ("\x00a\x1b[31mb\x7f\x9b", "a[31mb"),
        ("\u202egnp.\u2066exe\u2069 \ufeffx", "gnp.exe x"),
        ("a\ud800b\uffff", "ab"),
        ("👩\u200d🚀 at work", "👩\u200d🚀 at work"),
        ("\u200fשלום\u200e!", "\u200fשלום\u200e!"),
        ("<b>Fish & chips</b>", "<b>Fish & chips</b>"),
        ("", ""),
    ],
)
def test_text_stands_on_one_line_without_control_characters(text: str, wanted: str) -> None:
    assert one_line(text, 100) == wanted


def test_long_text_is_cut_without_a_trailing_space() -> None:
    assert one_line("one two three", 8) == "one two"


@given(st.text(st.characters(), max_size=40), st.integers(1, 30))
def test_one_line_is_clean_once(text: str, longest: int) -> None:
    line = one_line(text, longest)
    assert one_line(line, longest) == line
    assert len(line) <= longest
    assert line.encode().decode() == line  # no lone surrogates
    assert line.splitlines() in ([], [line])


@pytest.mark.parametrize(("text", "wanted"), [("a", True), ("🤖", True), ("\u200b a", True), ("", False), (" ", False)])
def test_text_is_visible_when_something_shows(text: str, wanted: bool) -> None:
    assert is_visible(text) is wanted
    assert not is_visible("\u200b\u200d ")
