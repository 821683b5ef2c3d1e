from dataclasses import fields
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.callback import data_of, parse
from bot.messages.press import Nothing, OpenLatestOf, OpenRelated, Press, Toggle

KINDS: tuple[type[Press], ...] = get_args(Press)


@st.composite
def presses(draw: st.DrawFn) -> Press:
    kind = draw(st.sampled_from(KINDS))
    return kind(*(draw(st.integers(0, 2**63 - 1)) for _ in fields(kind)))


@given(presses())
def test_what_is_written_is_read_again(press: Press) -> None:
    data = data_of(press)
    assert parse(data) == press
    assert data.isascii()
    assert 1 <= len(data) <= 64


def test_each_kind_has_a_letter_of_its_own() -> None:
    assert len({kind.letter for kind in KINDS}) == len(KINDS)


@given(st.one_of(st.text(max_size=64), st.from_regex(r"[a-z](:[0-9]{1,20}){0,4}", fullmatch=True)))
def test_anything_else_is_nothing_and_breaks_nothing(data: str) -> None:
    press = parse(data)
    assert press is None or data_of(press) == data


@pytest.mark.parametrize(
    ("press", "data"),
    [(Toggle(12, 0), "t:12:0"), (OpenRelated(99, 2), "r:99:2"), (OpenLatestOf(7), "a:7:0"), (Nothing(), "z")],
)
def test_the_grammar(press: Press, data: str) -> None:
    assert data_of(press) == data
    assert parse(data) == press


@pytest.mark.parametrize(
    "data",
    [
        "",
        "t",
        "t:1",
        "t:1:2:3",
        "t:01:2",
        "t:-1:2",
        "t:1:",
        "T:1:2",
        "t:1:2\n",
        "x:1",
        "t:٣:1",
        "f:9223372036854775808",
    ],
)
def test_what_no_button_says(data: str) -> None:
    assert parse(data) is None
