from dataclasses import fields
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.callback_data import (
    NoAction,
    OpenRelated,
    OpenTopicLatest,
    SubscriberCallbackData,
    ToggleTopic,
    encode_callback_data,
    parse_callback_data,
)

KINDS: tuple[type[SubscriberCallbackData], ...] = get_args(SubscriberCallbackData)


@st.composite
def presses(draw: st.DrawFn) -> SubscriberCallbackData:
    kind = draw(st.sampled_from(KINDS))
    return kind(*(draw(st.integers(0, 2**63 - 1)) for _ in fields(kind)))


@given(presses())
def test_what_is_written_is_read_again(press: SubscriberCallbackData) -> None:
    data = encode_callback_data(press)
    assert parse_callback_data(data) == press
    assert data.isascii()
    assert 1 <= len(data) <= 64


def test_each_kind_has_a_letter_of_its_own() -> None:
    assert len({kind.code for kind in KINDS}) == len(KINDS)


@given(st.one_of(st.text(max_size=64), st.from_regex(r"[a-z](:[0-9]{1,20}){0,4}", fullmatch=True)))
def test_anything_else_is_nothing_and_breaks_nothing(data: str) -> None:
    press = parse_callback_data(data)
    assert press is None or encode_callback_data(press) == data


@pytest.mark.parametrize(
    ("press", "data"),
    [(ToggleTopic(12, 0), "t:12:0"), (OpenRelated(99, 2), "r:99:2"), (OpenTopicLatest(7), "a:7:0"), (NoAction(), "z")],
)
def test_the_grammar(press: SubscriberCallbackData, data: str) -> None:
    assert encode_callback_data(press) == data
    assert parse_callback_data(data) == press


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
    assert parse_callback_data(data) is None
