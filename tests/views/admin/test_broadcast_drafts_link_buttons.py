"""Link buttons as they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.admin.broadcast_drafts import (
    MOST_LINKS,
    BadLinkLine,
    LinkFault,
    correct_link_lines,
    link_buttons_text,
    parse_link_buttons,
)
from bot.views.format import valid_url
from bot.views.message import Button
from tests.views.samples import hostile

A = Button("A", url="https://a.example")
B = Button("B", url="https://b.example/x?y=1&z=2")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("A | https://a.example", ((A,),)),
        ("A|a.example", ((A,),)),
        ("  A  |  https://a.example  \n\n \nB | https://b.example/x?y=1&z=2", ((A,), (B,))),
        ("A | a.example && B | https://b.example/x?y=1&z=2", ((A, B),)),
        ("This | that | https://a.example", ((Button("This | that", url="https://a.example"),),)),
        ("&&".join(["A|a.example"] * 8), ((A,) * 8,)),
        ("A - https://a.example", ((A,),)),
        ("A – a.example", ((A,),)),
        ("A: https://a.example", ((A,),)),
        ("A｜https://a.example", ((A,),)),
        ("Sign-up - now - https://a.example", ((Button("Sign-up - now", url="https://a.example"),),)),
        ("A | http://a.example/x|y?b=1&&c=2", ((Button("A", url="http://a.example/x|y?b=1&&c=2"),),)),
        ("A | a.example/x|y && A | https://a.example", ((Button("A", url="https://a.example/x|y"), A),)),
        (
            "A | HTTP://a.example/&&b | c.example",
            ((Button("A", url="HTTP://a.example/"), Button("b", url="https://c.example")),),
        ),
        ("12:30 | https://a.example", ((Button("12:30", url="https://a.example"),),)),
    ],
)
def test_what_is_read(text: str, rows: tuple[tuple[Button, ...], ...]) -> None:
    assert parse_link_buttons(text) == rows


@pytest.mark.parametrize(
    ("text", "line", "fault"),
    [
        ("", 1, LinkFault.NOTHING),
        (" \n ", 1, LinkFault.NOTHING),
        ("A https://a.example", 1, LinkFault.NO_BAR),
        ("A | a.example\n\n | a.example", 3, LinkFault.NO_LABEL),
        ("A | a.example && ", 1, LinkFault.NO_BAR),
        (f"{'A' * 65} | a.example", 1, LinkFault.LONG_LABEL),
        ("A | localhost", 1, LinkFault.BAD_LINK),
        ("A | tg://user?id=1", 1, LinkFault.BAD_LINK),
        ("A | javascript:alert(1)", 1, LinkFault.BAD_LINK),
        ("A |", 1, LinkFault.BAD_LINK),
        ("&&".join(["A|a.example"] * 9), 1, LinkFault.FULL_ROW),
        ("\n".join(["A|a.example"] * (MOST_LINKS + 1)), MOST_LINKS + 1, LinkFault.TOO_MANY),
    ],
)
def test_the_first_line_that_is_amiss_is_named(text: str, line: int, fault: LinkFault) -> None:
    assert parse_link_buttons(text) == BadLinkLine(line, fault)


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("B | b.example", "A | a.example\nB | b.example\nC"),
        ("", "A | a.example\n\nC"),
        ("X\nY", "X\nY"),
    ],
)
def test_an_answer_takes_the_place_of_the_line_that_is_amiss(answer: str, text: str) -> None:
    assert correct_link_lines(["A | a.example", "B", "C"], answer) == text


C = Button("C - d: e", url="http://c.example/|?a=b|c&&d=e")


@given(st.lists(st.sampled_from([A, B, C]), min_size=1, max_size=5).map(tuple))
def test_what_is_written_out_is_read_back(row: tuple[Button, ...]) -> None:
    assert parse_link_buttons(link_buttons_text((row, row))) == (row, row)


@given(hostile)
def test_whatever_is_written_every_button_can_be_sent(text: str) -> None:
    found = parse_link_buttons(text)
    if not isinstance(found, BadLinkLine):
        assert all(button.label and valid_url(button.url) for row in found for button in row)
        assert all(1 <= len(row) <= 8 for row in found)
