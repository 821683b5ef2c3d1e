"""Texts, parse modes, entities and lengths."""

from tests.sandbox.method_cases import Row

PARSE = "Bad Request: can't parse entities: "
LINK = "https://example.org/a"


def html(text: str, answer: object) -> Row:
    return "sendMessage", {"chat_id": 501, "text": text, "parse_mode": "HTML"}, answer


def markdown(text: str, answer: object) -> Row:
    return "sendMessage", {"chat_id": 501, "text": text, "parse_mode": "MarkdownV2"}, answer


def plain(text: object, answer: object, **more: object) -> Row:
    return "sendMessage", {"chat_id": 501, "text": text, **more}, answer


def entity(kind: str, offset: int, length: int, **more: object) -> dict[str, object]:
    return {"offset": offset, "length": length, "type": kind, **more}


BAD_HTML = [
    html("<b>x", PARSE + 'Can\'t find end tag corresponding to start tag "b"'),
    html("<foo>x</foo>", PARSE + 'Unsupported start tag "foo" at byte offset 0'),
    html("a < b", PARSE + 'Unsupported start tag "" at byte offset 2'),
    html("<b>x</i>", PARSE + 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    html("</b>", PARSE + "Unexpected end tag at byte offset 0"),
    html("<b", PARSE + "Unclosed start tag at byte offset 0"),
    html("<a href=http://x.com>", PARSE + "Unexpected end of name token at byte offset 8"),
    html("<b =1>", PARSE + 'Empty attribute name in the tag "b" at byte offset 0'),
    html("<span>x</span>", PARSE + 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    html('<tg-time unix="1" format="zz">x</tg-time>', PARSE + "Invalid date format used"),
    html("é < b", PARSE + 'Unsupported start tag "" at byte offset 3'),
    html("a<br>b", PARSE + 'Unsupported start tag "br" at byte offset 1'),
    html("<p>a</p>", PARSE + 'Unsupported start tag "p" at byte offset 0'),
    html("<h1>a</h1>", PARSE + 'Unsupported start tag "h1" at byte offset 0'),
    html("<ul>a</ul>", PARSE + 'Unsupported start tag "ul" at byte offset 0'),
    markdown("a.b", PARSE + "Character '.' is reserved and must be escaped with the preceding '\\'"),
    markdown("*b", PARSE + "Can't find end of Bold entity at byte offset 0"),
    markdown("a-b", PARSE + "Character '-' is reserved and must be escaped with the preceding '\\'"),
]
GOOD_HTML = [
    html("<b>x</b>", {"text": "x", "entities": [entity("bold", 0, 1)]}),
    html("<strong>x</strong>", {"entities": [entity("bold", 0, 1)]}),
    html("<em>x</em>", {"entities": [entity("italic", 0, 1)]}),
    html("<ins>x</ins>", {"entities": [entity("underline", 0, 1)]}),
    html("<del>x</del>", {"entities": [entity("strikethrough", 0, 1)]}),
    html("<tg-spoiler>x</tg-spoiler>", {"entities": [entity("spoiler", 0, 1)]}),
    html('<span class="tg-spoiler">x</span>', {"entities": [entity("spoiler", 0, 1)]}),
    html("<code>x</code>", {"entities": [entity("code", 0, 1)]}),
    html("<pre>x</pre>", {"entities": [entity("pre", 0, 1)]}),
    html('<pre><code class="language-py">x</code></pre>', {"entities": [entity("pre", 0, 1, language="py")]}),
    html("<blockquote>x</blockquote>", {"entities": [entity("blockquote", 0, 1)]}),
    html("<blockquote expandable>x</blockquote>", {"entities": [entity("expandable_blockquote", 0, 1)]}),
    html(f'<a href="{LINK}">x</a>', {"entities": [entity("text_link", 0, 1, url=LINK)]}),
    html('<a href="http://localhost/">x</a>', {"text": "x", "entities": None}),
    html('<a href="tg://user?id=501">x</a>', {"entities": [{"type": "text_mention"}]}),
    html('<a href="tg://user?id=999">x</a>', {"text": "x", "entities": None}),
    html('<tg-emoji emoji-id="5">x</tg-emoji>', {"entities": [{"type": "custom_emoji", "custom_emoji_id": "5"}]}),
    html(
        '<tg-time unix="9" format="r">x</tg-time>',
        {"entities": [entity("date_time", 0, 1, unix_time=9, date_time_format="r")]},
    ),
    html('<tg-time unix="9" format="wDT">x</tg-time>', {"entities": [{"date_time_format": "wDT"}]}),
    html('<tg-time unix="9" format="dt">x</tg-time>', {"entities": [{"date_time_format": "dt"}]}),
    html('<tg-time unix="9">x</tg-time>', {"entities": [{"unix_time": 9, "date_time_format": None}]}),
    html("&lt;&gt;&amp;&quot;&#39;&#x41;", {"text": "<>&\"'A"}),
    html("&apos;&nbsp;&copy;", {"text": "&apos;&nbsp;&copy;"}),
    html("🌙 <b>x</b>", {"entities": [entity("bold", 3, 1)]}),
    html("  <b>x</b> \n ", {"text": "x", "entities": [entity("bold", 0, 1)]}),
    html("see https://example.org now", {"entities": [entity("url", 4, 19)]}),
    html("<code>https://example.org</code>", {"entities": [entity("code", 0, 19)]}),
    html("#tag $ABC @someone /start a@b.org", {"entities": [{"type": "hashtag"}, {"type": "cashtag"}, {}, {}, {}]}),
    markdown("*x* _y_", {"entities": [entity("bold", 0, 1), entity("italic", 2, 1)]}),
    markdown(f"[x]({LINK})", {"entities": [entity("text_link", 0, 1, url=LINK)]}),
    markdown("a\\.b", {"text": "a.b", "entities": None}),
    plain("*x*", {"text": "x", "entities": [entity("bold", 0, 1)]}, parse_mode="Markdown"),
    plain("*x", PARSE + "Can't find end of the entity starting at byte offset 0", parse_mode="markdown"),
    plain("<b>", {"text": "<b>"}, parse_mode="none"),
]
LENGTHS = [
    plain("", "Bad Request: message text is empty"),
    ("sendMessage", {}, "Bad Request: message text is empty"),
    html("<b></b>", "Bad Request: text must be non-empty"),
    plain("   ", "Bad Request: text must be non-empty"),
    plain("x" * 4096, {"text": "x" * 4096}),
    plain("x" * 4097, "Bad Request: message is too long"),
    plain("😀" * 4096, {"text": "😀" * 4096}),
    plain("😀" * 4097, "Bad Request: message is too long"),
    html("<b>" + "x" * 4096 + "</b>", {"entities": [entity("bold", 0, 4096)]}),
    plain("é" * 16385, "Bad Request: text is too long"),
    plain("a\rb\tc\x00d", {"text": "ab c d"}),
    plain(12, {"text": "12"}),
]
MODES = [
    plain("x", "Bad Request: unsupported parse_mode", parse_mode="BBCode"),
    plain("x", {"entities": [entity("bold", 0, 1)]}, entities=[entity("bold", 0, 1)]),
    plain("x", {"entities": None}, entities=[entity("bold", 0, 9)]),
    plain("x", {"entities": None}, entities=[entity("bold", 0, 1), entity("bold", 0, 1)], parse_mode="HTML"),
    plain("x", "Bad Request: can't parse MessageEntity: Can't find field \"offset\"", entities=[{"type": "bold"}]),
    plain("x", "Bad Request: can't parse MessageEntity: Unsupported type specified", entities=[entity("big", 0, 1)]),
    plain("x", "Bad Request: can't parse MessageEntity: Expected an Object", entities=[1]),
    plain("x", "Bad Request: can't parse MessageEntity: Expected an Array of MessageEntity", entities={}),
    plain("x", "Bad Request: can't parse entities JSON object", entities="[{"),
    html("<i>a</i> " * 150, {"entities": [{}] * 100}),
]
PREVIEWS = [
    plain("x", {"link_preview_options": {"is_disabled": True}}, link_preview_options={"is_disabled": True}),
    plain("x", {"link_preview_options": {"is_disabled": True}}, disable_web_page_preview=True),
    plain("x", {"link_preview_options": None}, link_preview_options={"is_disabled": False}),
    plain(
        "x",
        {"link_preview_options": {"url": LINK, "show_above_text": True}},
        link_preview_options={"url": LINK, "show_above_text": True},
    ),
    plain("x", "Bad Request: can't parse link preview options JSON object", link_preview_options="{"),
    plain("x", "Bad Request: object expected as link preview options", link_preview_options="7"),
]
ROWS: list[Row] = [*BAD_HTML, *GOOD_HTML, *LENGTHS, *MODES, *PREVIEWS]
