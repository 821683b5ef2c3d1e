import subprocess
import sys
from dataclasses import FrozenInstanceError, fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.admin.callback_data import OpenBroadcasts
from bot.views.callback_data import (
    CallbackData,
    NoAction,
    OpenRelated,
    OpenTopicLatest,
    ToggleTopic,
    parse_callback_data,
)

KINDS: list[Any] = list(CallbackData.kinds.values())


@st.composite
def presses(draw: st.DrawFn) -> CallbackData:
    kind = draw(st.sampled_from(KINDS))
    made: CallbackData = kind(*(draw(st.integers(0, 2**63 - 1)) for _ in fields(kind)))
    return made


@given(presses())
def test_what_is_written_is_read_again(press: CallbackData) -> None:
    data = press.encode()
    assert parse_callback_data(data) == press
    assert data.isascii()
    assert 1 <= len(data) <= 64


def test_no_kind_was_lost() -> None:
    """Buttons that are out keep working: a code that was once given stays."""
    assert OpenBroadcasts.code in CallbackData.kinds, "those of administrators count too"
    assert len([code for code in CallbackData.kinds if len(code) == 1]) == 26
    assert len([code for code in CallbackData.kinds if len(code) == 2]) == 194


def test_two_kinds_cannot_have_one_code() -> None:
    with pytest.raises(ValueError, match="ToggleTopic has the code 't' already"):
        type("Again", (CallbackData,), {}, code="t")
    assert CallbackData.kinds["t"] is ToggleTopic


def test_a_kind_is_a_value() -> None:
    assert len({ToggleTopic(1, 2), ToggleTopic(1, 2), ToggleTopic(2, 1), OpenRelated(1, 2)}) == 3
    with pytest.raises(FrozenInstanceError):
        ToggleTopic(1, 2).page = 3  # type: ignore[misc] # frozen


def test_all_kinds_are_known_whatever_was_imported() -> None:
    script = "import bot.handlers.router as router; print(len(router.CallbackData.kinds))"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True).stdout == "220\n"


@given(st.one_of(st.text(max_size=64), st.from_regex(r"[a-z](:[0-9]{1,20}){0,4}", fullmatch=True)))
def test_anything_else_is_nothing_and_breaks_nothing(data: str) -> None:
    press = parse_callback_data(data)
    assert press is None or press.encode() == data


@pytest.mark.parametrize(
    ("press", "data"),
    [(ToggleTopic(12, 0), "t:12:0"), (OpenRelated(99, 2), "r:99:2"), (OpenTopicLatest(7), "a:7:0"), (NoAction(), "z")],
)
def test_the_grammar(press: CallbackData, data: str) -> None:
    assert press.encode() == data
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
