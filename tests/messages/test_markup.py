from datetime import UTC, datetime

import pytest
from hypothesis import given
from markupsafe import Markup

from bot.messages import markup
from bot.messages.cleaning import clean
from bot.messages.markup import MomentFormat
from tests.messages import tdlib
from tests.messages.samples import PUBLISHED, hostile

URL = 'https://news.example/?a=1&b="2"\''


@given(hostile.map(clean))
def test_each_block_shows_the_text_that_it_was_given(text: str) -> None:
    blocks = {
        "Bold": markup.bold(text),
        "Italic": markup.italic(text),
        "TextUrl": markup.link(URL, text),
        "BlockQuote": markup.quote(text),
        "ExpandableBlockQuote": markup.quote(text, is_expandable=True),
        "DateTime": markup.moment(PUBLISHED, text, MomentFormat.DATE_AND_TIME),
    }
    for kind, block in blocks.items():
        parsed = tdlib.parse(block)
        assert parsed.text == markup.visible_text(block) == text
        assert [(entity.kind, entity.text) for entity in parsed.entities] == ([(kind, text)] if text else [])
        assert markup.visible_length(block) == len(text)


def test_blocks_nest_and_keep_the_url() -> None:
    block = markup.bold(markup.link(URL, "a < b"))
    assert {(entity.kind, entity.text) for entity in tdlib.parse(block).entities} == {
        ("Bold", "a < b"),
        ("TextUrl", "a < b"),
    }
    assert tdlib.parse(block).of("TextUrl")[0].url == 'https://news.example/?a=1&b="2"\''
    assert markup.first_link(block) == URL


def test_a_link_without_a_url_is_text() -> None:
    assert markup.link(None, "a < b") == "a &lt; b"
    assert markup.first_link(Markup("no link")) is None


@pytest.mark.parametrize("form", MomentFormat)
def test_telegram_knows_our_moment_formats(form: MomentFormat) -> None:
    assert tdlib.parse(markup.moment(PUBLISHED, "then", form)).entities == [tdlib.Entity("DateTime", "then")]


def test_telegram_refuses_other_moment_formats() -> None:
    block = str(markup.moment(PUBLISHED, "then", MomentFormat.RELATIVE)).replace('"r"', '"rt"')
    with pytest.raises(tdlib.ParseError, match="Invalid date format"):
        tdlib.parse(block)


@pytest.mark.parametrize(
    "at", [datetime(1970, 1, 1, tzinfo=UTC), datetime(1969, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)]
)
def test_a_moment_that_telegram_has_not_is_text(at: datetime) -> None:
    assert markup.moment(at, "a & b", MomentFormat.RELATIVE) == "a &amp; b"


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("#AI", "#AI"), ("#Zürich_2", "#Zürich_2"), ("AI", ""), ("#a b", ""), ("#", ""), ("#<b>", ""), ("", "")],
)
def test_hashtags(tag: str, expected: str) -> None:
    assert markup.hashtag(tag) == expected


def test_empty_parts_take_no_line() -> None:
    assert markup.lines("a", "", Markup("<b>b</b>"), "<") == "a\n<b>b</b>\n&lt;"
    assert markup.paragraphs("a", "", "b") == "a\n\nb"
    assert markup.paragraphs() == ""
