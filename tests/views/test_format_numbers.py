"""Numbers, shares and sizes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.format import format_change, format_number, format_share, format_size
from tests.views.samples import VOICE


@pytest.mark.parametrize(("count", "text"), [(0, "0"), (999, "999"), (1_234_567, "1,234,567")])
def test_thousands_stand_apart(count: int, text: str) -> None:
    assert format_number(count, VOICE) == text


@pytest.mark.parametrize(("count", "text"), [(0, "+0"), (1_200, "+1,200"), (-7, "−7")])
def test_a_change_has_its_sign(count: int, text: str) -> None:
    assert format_change(count, VOICE) == (text if count else "0")


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(0, 0, "0%"), (0, 9, "0%"), (9, 9, "100%"), (99_999, 100_000, "99.9%"), (1, 3, "33.3%"), (1, 100_000, "0%")],
)
def test_a_share_is_rounded_down(part: int, whole: int, text: str) -> None:
    assert format_share(part, whole, VOICE) == text


@given(st.integers(1, 10**9).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_only_all_is_called_all(counts: tuple[int, int]) -> None:
    part, whole = counts
    text = format_share(part, whole, VOICE)
    assert (text == "100%") == (part == whole)
    assert float(text.removesuffix("%")) <= 100 * part / whole + 1e-9


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0.0 kB"), (9_600, "9.6 kB"), (999_400, "999 kB"), (12_400_000, "12 MB"), (3_450_000_000, "3.5 GB")],
)
def test_sizes(size: int, text: str) -> None:
    assert format_size(size, VOICE) == text
