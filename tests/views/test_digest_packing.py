"""Blocks in as few messages as there may be, none over a limit, none lost, all in order."""

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from bot.views.digest import MOST_BUTTONS, MOST_BYTES, MOST_ENTITIES, DigestBlock, pack_blocks
from bot.views.format import LONGEST_TEXT, bold, link
from bot.views.message import Button
from tests.views import tdlib_parser


def block(text: str, number: int = 0, **parts: Any) -> DigestBlock:
    return DigestBlock(Markup.escape(text), number=Button(str(number), data="z") if number else None, **parts)


def test_what_fits_is_one_message() -> None:
    [part] = pack_blocks([block("Head"), block("One", 1, heading=bold("A")), block("Two", 2, tail=Markup("and more"))])
    assert part.html == "Head\n\n<b>A</b>\n\nOne\n\nTwo\n\nand more"
    assert [button.label for button in part.numbers] == ["1", "2"]
    assert part.more == []


def test_nothing_is_one_empty_message() -> None:
    [part] = pack_blocks([])
    assert part.html == ""


def test_a_message_that_begins_within_a_section_says_of_which() -> None:
    again = Markup("A, continued")
    told = [block("x" * 2_000, number, heading_again=again) for number in (1, 2, 3)]
    first, second = pack_blocks([block("Head", heading=bold("A")), *told])
    assert first.html.count(again) == 0
    assert second.html == f"{again}\n\n{'x' * 2_000}"


def test_a_message_that_begins_with_a_section_has_its_heading_once() -> None:
    parts = pack_blocks([block("x" * 4_090), block("One", heading=bold("B"), heading_again=Markup("B, continued"))])
    assert [part.html for part in parts] == ["x" * 4_090, "<b>B</b>\n\nOne"]


def test_a_message_is_filled_to_the_last_character() -> None:
    assert len(pack_blocks([block("x" * 4_000), block("y" * 94)])) == 1
    assert len(pack_blocks([block("x" * 4_000), block("y" * 95)])) == 2


def test_a_message_is_filled_to_the_last_button() -> None:
    assert len(pack_blocks([block("x", number) for number in range(1, 91)])) == 1
    assert len(pack_blocks([block("x", number) for number in range(1, 92)])) == 2


def test_formatting_is_counted() -> None:
    linked = [DigestBlock(bold("x")) for _ in range(101)]
    assert [len(part.blocks) for part in pack_blocks(linked)] == [100, 1]


def test_the_bytes_of_links_are_counted() -> None:
    long = DigestBlock(link("https://news.example/" + "a" * 1_600, "x"))
    assert [len(part.blocks) for part in pack_blocks([long] * 20)] == [18, 2]


blocks = st.builds(
    lambda text, times, heading, number: block(text * times, number, heading=heading, heading_again=bold("again")),
    st.text(min_size=1, max_size=12),
    st.integers(1, 60),
    st.sampled_from([Markup(), bold("<&>"), bold("Space")]),
    st.integers(0, 2),
)


@given(st.lists(blocks, max_size=200))
def test_no_message_is_over_a_limit_and_nothing_is_lost(given_blocks: list[DigestBlock]) -> None:
    parts = pack_blocks(given_blocks)
    assert [each for part in parts for each in part.blocks] == given_blocks
    for part in parts:
        parsed = tdlib_parser.parse(part.html) if part.html.strip() else tdlib_parser.Parsed("", [])
        assert len(parsed.text) <= LONGEST_TEXT
        assert len(parsed.entities) <= MOST_ENTITIES
        assert len(part.html.encode("utf-8", "surrogatepass")) <= MOST_BYTES
        assert len(part.numbers) + len(part.more) <= MOST_BUTTONS
    for part, following in pairwise(parts):
        larger = part.size + following.blocks[0].size(is_first=False)
        assert not larger.fits, "it would have gone into the message before"
