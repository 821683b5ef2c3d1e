"""Lines of a grid: round numbers that hold all there is to see."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.charts.build import round_up, scale_around, scale_from_zero


@pytest.mark.parametrize(
    ("highest", "lines"),
    [
        (0, (0, 1)),
        (1, (0, 1)),
        (2, (0, 1, 2)),
        (3, (0, 2, 4)),
        (7, (0, 4, 8)),
        (24.9, (0, 15, 30)),
        (2_442, (0, 1_500, 3_000)),
        (100_000, (0, 50_000, 100_000)),
        (3_844_567, (0, 2_000_000, 4_000_000)),
    ],
)
def test_lines_from_zero(highest: float, lines: tuple[int, ...]) -> None:
    assert scale_from_zero(highest) == lines


@pytest.mark.parametrize(
    ("lowest", "highest", "lines"),
    [
        (0, 0, (0, 1)),
        (90, 99, (0, 50, 100)),
        (400, 1_000, (0, 500, 1_000)),
        (11_800, 12_292, (11_700, 12_000, 12_300)),
        (1_000, 1_000, (1_000, 1_010)),
        (99_999, 100_000, (99_000, 100_000)),
    ],
)
def test_lines_around_a_course(lowest: int, highest: int, lines: tuple[int, ...]) -> None:
    assert scale_around(lowest, highest) == lines


@given(st.lists(st.integers(0, 10**9), min_size=2, max_size=2).map(sorted))
def test_few_even_lines_hold_every_course(ends: list[int]) -> None:
    lines = scale_around(*ends)
    assert lines[0] <= ends[0] <= ends[1] <= lines[-1]
    assert 2 <= len(lines) <= 3
    assert len({high - low for low, high in pairwise(lines)}) == 1
    assert len(set(str(lines[1] - lines[0]).rstrip("0"))) <= 2


@given(st.floats(0, 1e12))
def test_a_step_is_no_smaller_than_needed_and_not_much_larger(step: float) -> None:
    assert step <= round_up(step) <= max(1, 2 * step)
