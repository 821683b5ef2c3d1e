from datetime import UTC, datetime

import pytest
from hypothesis import given
from markupsafe import Markup

from bot.views.format import (
    TimeFormat,
    bold,
    clean_text,
    first_link,
    hashtag,
    italic,
    lines,
    link,
    paragraphs,
    quote,
    time_tag,
    visible_length,
    visible_text,
)
from tests.views import tdlib_parser
from tests.views.samples import PUBLISHED, hostile

URL = 'https://news.example/?a=1&b="2"\''


@given(hostile.map(clean_text))
def test_each_block_shows_the_text_that_it_was_given(text: str) -> None:
    blocks = {
        "Bold": bold(text),
        "Italic": italic(text),
        "TextUrl": link(URL, text),
        "BlockQuote": quote(text),
        "ExpandableBlockQuote": quote(text, is_expandable=True),
        "DateTime": time_tag(PUBLISHED, text, TimeFormat.DATE_AND_TIME),
    }
    for kind, block in blocks.items():
        parsed = tdlib_parser.parse(block)
        assert parsed.text == visible_text(block) == text
        assert [(entity.kind, entity.text) for entity in parsed.entities] == ([(kind, text)] if text else [])
        assert visible_length(block) == len(text)


def test_blocks_nest_and_keep_the_url() -> None:
    block = bold(link(URL, "a < b"))
    assert {(entity.kind, entity.text) for entity in tdlib_parser.parse(block).entities} == {
        ("Bold", "a < b"),
        ("TextUrl", "a < b"),
    }
    assert tdlib_parser.parse(block).of("TextUrl")[0].url == 'https://news.example/?a=1&b="2"\''
    assert first_link(block) == URL


def test_a_link_without_a_url_is_text() -> None:
    assert link(None, "a < b") == "a &lt; b"
    assert first_link(Markup("no link")) is None


@pytest.mark.parametrize("form", TimeFormat)
def test_telegram_knows_our_moment_formats(form: TimeFormat) -> None:
    assert tdlib_parser.parse(time_tag(PUBLISHED, "then", form)).entities == [tdlib_parser.Entity("DateTime", "then")]


def test_telegram_refuses_other_moment_formats() -> None:
    block = str(time_tag(PUBLISHED, "then", TimeFormat.RELATIVE)).replace('"r"', '"rt"')
    with pytest.raises(tdlib_parser.ParseError, match="Invalid date format"):
        tdlib_parser.parse(block)


@pytest.mark.parametrize(
    "at", [datetime(1970, 1, 1, tzinfo=UTC), datetime(1969, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)]
)
def test_a_moment_that_telegram_has_not_is_text(at: datetime) -> None:
    assert time_tag(at, "a & b", TimeFormat.RELATIVE) == "a &amp; b"


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("#AI", "#AI"), ("#Zürich_2", "#Zürich_2"), ("AI", ""), ("#a b", ""), ("#", ""), ("#<b>", ""), ("", "")],
)
def test_hashtags(tag: str, expected: str) -> None:
    assert hashtag(tag) == expected


def test_empty_parts_take_no_line() -> None:
    assert lines("a", "", Markup("<b>b</b>"), "<") == "a\n<b>b</b>\n&lt;"
    assert paragraphs("a", "", "b") == "a\n\nb"
    assert paragraphs() == ""
