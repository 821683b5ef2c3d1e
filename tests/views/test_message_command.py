"""A post behind a command loses the command, and keeps its formatting in place."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.message import Post, PostKind, without_command

Json = dict[str, Any]


def post(text: str, *entities: Json) -> Post:
    return Post(PostKind.TEXT, text, json.dumps(entities) if entities else "")


def bold(offset: int, length: int) -> Json:
    return {"type": "bold", "offset": offset, "length": length}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (post("/broadcast Hello"), post("Hello")),
        (post("/broadcast@wire_bot \n Hello\nyou"), post("Hello\nyou")),
        (post("/broadcast Hello", bold(11, 5)), post("Hello", bold(0, 5))),
        (post("/broadcast Hello", bold(0, 16)), post("Hello", bold(0, 5))),
        (post("/broadcast Hello", bold(0, 10)), post("Hello")),
        (post("/broadcast Hello", bold(5, 8), bold(13, 2)), post("Hello", bold(0, 2), bold(2, 2))),
        (post("Hello"), post("Hello")),
    ],
)
def test_what_is_left(before: Post, after: Post) -> None:
    found = without_command(before)
    assert found.text == after.text
    assert json.loads(found.entities or "[]") == json.loads(after.entities or "[]")


@given(st.text(st.sampled_from("a😀é\u0301"), min_size=1, max_size=9), st.integers(0, 8), st.integers(1, 9))
def test_the_same_words_are_bold_as_before(words: str, start: int, length: int) -> None:
    units = words.encode("utf-16-le")
    marked = words[start : start + length]
    entity = bold(11 + len(words[:start].encode("utf-16-le")) // 2, len(marked.encode("utf-16-le")) // 2)
    found = without_command(post(f"/broadcast {words}", entity))
    kept = [units[2 * e["offset"] : 2 * (e["offset"] + e["length"])] for e in json.loads(found.entities or "[]")]
    assert [each.decode("utf-16-le") for each in kept] == ([marked] if marked else [])
