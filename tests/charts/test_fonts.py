"""What the font can write, and how wide it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.charts.draw import fit_text, text_width, writable_text


@pytest.mark.parametrize(
    ("text", "spare", "shown"),
    [
        ("Computer Vision", "computer-vision", "Computer Vision"),
        ("Robotics 🤖", "robotics", "Robotics"),
        ("👩‍🚀 Space ❤️", "space", "Space ❤"),
        ("人工知能", "ai", "ai"),
        ("AI 人工", "ai", "ai"),
        ("人工知能 AI", "", "AI"),
        ("🤖", "robotics", "robotics"),
        ("🤖", "", "…"),
        ("🤖", "人工", "…"),
        ("", "", "…"),
        ("Ärger über Øl, Čapek, Łódź, Ελλάδα, Россия", "x", "Ärger über Øl, Čapek, Łódź, Ελλάδα, Россия"),
        ("two\nlines\t here", "", "two lines here"),
        ("bell\a", "", "bell"),
        ("lone \ud800 half", "", "lone half"),
    ],
)
def test_what_the_font_lacks_is_left_out_or_replaced(text: str, spare: str, shown: str) -> None:
    assert writable_text(text, spare) == shown


@given(st.text(max_size=80), st.integers(40, 900), st.booleans())
def test_a_text_is_cut_to_its_width(text: str, width: int, is_bold: bool) -> None:
    whole = writable_text(text)
    shown = fit_text(whole, width, 28, is_bold=is_bold)
    assert shown == whole or shown.endswith("…")
    assert text_width(shown, 28, is_bold=is_bold) <= width


def test_bold_is_wider_and_twice_the_size_twice_as_wide() -> None:
    plain = text_width("Subscribers", 28)
    assert plain < text_width("Subscribers", 28, is_bold=True) < 1.5 * plain
    assert text_width("Subscribers", 56) == pytest.approx(2 * plain, rel=0.06)
