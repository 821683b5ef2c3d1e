"""What is let through is right to Telegram's own parser; what is not is told by its line."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.views.format import LONGEST_TEXT, HtmlFault, find_html_faults
from tests.views import tdlib_parser

GOOD = [
    "Plain words & 5 > 3",
    "<b>bold <i>and slanted</i></b> <u>u</u> <s>s</s> <B >x</b >",
    "<a href=\"https://news.example/?a=1&amp;b=2\">a link</a>, <a href='tg://user?id=5'>a person</a>",
    '<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>',
    '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>',
    '<tg-time unix="1767225600" format="Dt">soon</tg-time>',
    '<pre><code class="language-python">x &lt; y</code></pre>',
    "<blockquote expandable>long\nquote</blockquote>",
    "x" * LONGEST_TEXT,
    "<b>" + "x" * LONGEST_TEXT + "</b>",
]
BAD = {
    "a < b": "this < begins no tag: write &lt;",
    "<b>x</b": "this < begins no tag: write &lt;",
    "a&nbsp;b": "Telegram does not know &nbsp;: write the character itself",
    "one<br>two": "Telegram has no tag <br>: a new line is a new line",
    "<h1>x</h1>": "Telegram has no tag <h1>",
    "<b>x": "<b> is not closed",
    "x</b>": "</b> stands where no closing tag should",
    "<b><i>x</b>": "</b> stands where </i> should",
    "<a>x</a>": "<a> needs its href",
    "<a href=https://news.example>x</a>": "<a> cannot be read",
    '<a href="javascript:alert(1)">x</a>': "javascript:alert(1) is no link that Telegram opens",
    "<span>x</span>": "<span> needs its class",
    '<b onclick="x">y</b>': "<b> has no onclick",
    "<tg-time>x</tg-time>": "<tg-time> needs its unix",
    " \n <b> </b>": "there is nothing to read in it",
    "": "there is nothing to read in it",
    "x" * (LONGEST_TEXT + 1): "it has 4,097 characters to read; Telegram takes 4,096",
}


@pytest.mark.parametrize("written", GOOD)
def test_what_telegram_takes_is_right(written: str) -> None:
    assert find_html_faults(written) == []
    assert tdlib_parser.parse(written).text


@pytest.mark.parametrize(("written", "reason"), BAD.items(), ids=list(BAD.values()))
def test_what_is_wrong_is_told(written: str, reason: str) -> None:
    assert reason in [fault.reason for fault in find_html_faults(written)]


def test_faults_stand_by_their_lines() -> None:
    assert find_html_faults("<b>one\n</b>two &euro;\n\n<br>") == [
        HtmlFault(2, "Telegram does not know &euro;: write the character itself"),
        HtmlFault(4, "Telegram has no tag <br>: a new line is a new line"),
    ]


PIECES = [
    "<b>", "</b>", "<i>", "</i>", "<", ">", "&", "&lt;", "&amp;", "&x;", "words", "\n", "</", "/>", '"', "'", "=",
    '<a href="https://news.example">', "</a>", "<a href=", "<span>", '<span class="tg-spoiler">', "</span>",
    "<blockquote expandable>", "</blockquote>", "<!--", "<pre>", "</pre>", '<code class="x">', "</code>", "<b class>",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=12).map("".join))
@example("<b></b>")
def test_whatever_is_let_through_telegram_parses(written: str) -> None:
    if not find_html_faults(written):
        tdlib_parser.parse(written)
