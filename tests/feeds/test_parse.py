import gc
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.parse import MAX_ENTRIES, parse_feed, title_from
from bot.feeds.parsed import NotAFeedError, ParsedEntry
from bot.feeds.text import decode_feed, first_image, text_of_html, text_of_title
from tests.feeds.samples import KINDS, RSS_2, item, rss

ADDRESS = "https://feeds.osterby.example/rss"


def parse(*items: str, address: str = ADDRESS, **head: str) -> tuple[ParsedEntry, ...]:
    return parse_feed(rss(*items, **head).encode(), address).entries


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_feed_is_read(kind: str) -> None:
    feed = parse_feed(KINDS[kind], ADDRESS)
    fog, bees = feed.entries

    assert feed.title.endswith("sterby Journal")
    assert feed.site == "https://osterby.example/"
    assert (fog.title, fog.link, fog.text) == ("Ferries see in fog", "https://osterby.example/fog", "They do.")
    assert (bees.title, bees.link, bees.text) == ("Bees count", "https://osterby.example/bees", "")
    assert (bees.published, bees.updated) == ("", "")
    assert (fog.published or fog.updated) == ("" if kind in {"RSS 0.91", "RSS 0.92"} else "2026-03-02T09:00:00Z")


def test_what_a_feed_says_of_itself() -> None:
    head = "<title>A &amp;amp; B</title><link>/</link><ttl>90</ttl><language>en-GB</language>"
    feed = parse_feed(rss(head=head).encode(), ADDRESS)

    assert (feed.title, feed.site) == ("A & B", "https://feeds.osterby.example/")
    assert (feed.ttl_seconds, feed.language) == (5_400, "en-GB")


@pytest.mark.parametrize("ttl", ["", "soon", "-5", "1e999", "nan"])
def test_a_ttl_that_says_nothing_is_none(ttl: str) -> None:
    assert parse_feed(rss(head=f"<title>A</title><ttl>{ttl}</ttl>").encode(), ADDRESS).ttl_seconds == 0


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"<!doctype html><html><body>Hello</body></html>", "a web page"),
        (b"not found", "not a feed"),
        (b'<?xml version="1.0"?><sitemap><url/></sitemap>', "not a feed"),
        (b'{"message": "Forbidden"}', "not a JSON Feed"),
        (b'{"items": {}}', "not a JSON Feed"),
        (b"{", "neither a feed nor JSON"),
        (b'{"items": ' + b"[" * 200_000, "neither a feed nor JSON"),
    ],
)
def test_what_is_no_feed_is_told(body: bytes, sentence: str) -> None:
    with pytest.raises(NotAFeedError, match=sentence):
        parse_feed(body, ADDRESS)


def test_a_feed_without_entries_is_one() -> None:
    assert parse() == ()
    assert parse_feed(b'{"version": "https://jsonfeed.org/version/1", "items": []}', ADDRESS).entries == ()


LATIN = (
    '<rss version="2.0"><channel><item><title>Café – 5 €</title><link>https://a.example/1</link></item></channel></rss>'
)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (LATIN.encode(), ""),
        (LATIN.encode(), "text/xml; charset=iso-8859-1"),
        (b"\xef\xbb\xbf" + LATIN.encode(), ""),
        (LATIN.encode("utf-16"), ""),
        (f'<?xml version="1.0" encoding="utf-16"?>{LATIN}'.encode("utf-16-le"), ""),
        (f'<?xml version="1.0" encoding="UTF-8"?>{LATIN}'.encode("cp1252"), ""),
        (f'<?xml version="1.0" encoding="iso-8859-1"?>{LATIN}'.encode("cp1252"), "text/xml; charset=utf-8"),
        (f'<?xml version="1.0" encoding="iso-8859-1"?>{LATIN}'.encode(), ""),
        (LATIN.encode("cp1252"), "text/xml"),
        (LATIN.encode("cp1252"), "text/xml; charset=windows-1252"),
        (LATIN.encode("cp1252"), "text/xml; charset=hex"),
        (LATIN.encode("cp1252"), "text/xml; charset=no-such"),
        (f'<?xml version="1.0" encoding="cp1140"?>{LATIN}'.encode(), ""),
    ],
)
def test_bad_encodings(body: bytes, content_type: str) -> None:
    assert parse_feed(body, ADDRESS, content_type).entries[0].title == "Café – 5 €"


def test_a_feed_that_mixes_encodings_keeps_both() -> None:
    body = rss(item("Grüße MARK", "https://a.example/1")).encode().replace(b"MARK", "aus Köln".encode("cp1252"))

    assert parse_feed(body, ADDRESS).entries[0].title == "Grüße aus Köln"


def test_encodings_of_seven_bits_are_heard() -> None:
    text = '<?xml version="1.0" encoding="iso-2022-jp"?><rss version="2.0"/>日本'
    assert decode_feed(text.encode("iso-2022-jp")).endswith("日本")


def test_control_characters_do_no_harm() -> None:
    assert parse(item("Fog\x0b and\x00 bees￾", "https://a.example/1"))[0].title == "Fog and bees"


def test_entities_of_html() -> None:
    entry = parse(
        item(
            "Caf&eacute; &amp;amp; bar&nbsp;&#8212; 5&euro;",
            "https://a.example/1",
            text="&lt;p&gt;A&amp;nbsp;B&lt;/p&gt;",
        )
    )[0]
    assert (entry.title, entry.text) == ("Café & bar — 5€", "A B")


def test_entities_that_grow_are_not_unfolded() -> None:
    doctype = (
        '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    )
    body = f'<?xml version="1.0"?>{doctype}<rss version="2.0"><channel><item><title>T &b; &x;</title>\
<link>https://a.example/1</link></item></channel></rss>'
    title = parse_feed(body.encode(), ADDRESS).entries[0].title
    assert title.startswith("T")
    assert "root" not in title
    assert "aaaa" not in title


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>two</p>three", "One two three"),
        ("<b>H</b>ello<br>you", "Hello you"),
        ("<ul><li>a<li>b</ul>", "a b"),
        ("a <script>evil()</script><style>b{}</style>b <!-- c -->", "a b"),
        ("1 < 2 & 3 &gt; 2", "1 < 2 & 3 > 2"),
        ("<p>open <i>tags", "open tags"),
        ("", ""),
        ("  plain \n text ", "plain text"),
        ("<div>" * 5_000 + "deep", "deep"),
    ],
)
def test_text_from_html(html: str, text: str) -> None:
    assert text_of_html(html) == text


@pytest.mark.parametrize(
    ("title", "text"),
    [("Vector<int> in 5 <em>minutes</em>", "Vector<int> in 5 minutes"), ("a <b", "a <b"), ("x<br/>y", "x y")],
)
def test_titles_may_hold_angles(title: str, text: str) -> None:
    assert text_of_title(title) == text


def test_atom_text_is_text() -> None:
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>The &lt;b&gt; tag &amp;amp; you</title>
    <link href="https://a.example/1"/></entry></feed>"""
    assert parse_feed(body, ADDRESS).entries[0].title == "The <b> tag &amp; you"


@pytest.mark.parametrize("title", ["", "   ", "&lt;p&gt;&lt;/p&gt;", "&amp;nbsp;"])
def test_an_entry_without_a_title_gets_one_from_its_text(title: str) -> None:
    entry = parse(item(title, "https://a.example/1", text="Ferries see in fog. They did not before."))[0]
    assert (entry.title, entry.text) == ("Ferries see in fog.", "Ferries see in fog. They did not before.")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("word " * 60, "word " * 18 + "word…"),
        ("x" * 300, "x" * 99 + "…"),
        ("霧の中で見る。次の文。", "霧の中で見る。"),
        ("", ""),
    ],
)
def test_a_title_from_a_text_is_short(text: str, title: str) -> None:
    assert title_from(text) == title


def test_without_title_and_text_the_link_names_it() -> None:
    assert parse(item(link="https://a.example/2026/fog-ferries.html"))[0].title == "Fog ferries"


def test_without_anything_to_read_it_is_passed_over() -> None:
    feed = parse_feed(rss(item(link="https://a.example/12345"), item("No link")).encode(), ADDRESS)
    assert (feed.entries, feed.skipped) == ((), 2)


@pytest.mark.parametrize(
    ("site", "address", "link", "absolute"),
    [
        ("https://osterby.example/", ADDRESS, "/fog", "https://osterby.example/fog"),
        ("https://osterby.example/news/", ADDRESS, "fog", "https://osterby.example/news/fog"),
        ("", ADDRESS, "fog", "https://feeds.osterby.example/fog"),
        ("/", ADDRESS, "fog", "https://feeds.osterby.example/fog"),
        ("https://osterby.example/", "http://127.0.0.1:8000/rss", "/fog", "https://osterby.example/fog"),
        ("https://osterby.example/", ADDRESS, "//cdn.example/fog", "https://cdn.example/fog"),
        ("https://osterby.example/", ADDRESS, " https://a.example/\n  fog ", "https://a.example/fog"),
        ("https://osterby.example/", ADDRESS, "https://a.example/fog 1", "https://a.example/fog%201"),
    ],
)
def test_relative_links(site: str, address: str, link: str, absolute: str) -> None:
    head = f"<title>A</title><link>{site}</link>"
    assert [entry.link for entry in parse(item("Fog", link), address=address, head=head)] == [absolute]


@pytest.mark.parametrize(
    ("base", "absolute"),
    [
        ('xml:base="https://base.example/blog/"', "https://base.example/blog/fog"),
        ('xml:base="/blog/"', "https://feeds.osterby.example/blog/fog"),
        ("", "https://feeds.osterby.example/fog"),
    ],
)
def test_bases_of_atom(base: str, absolute: str) -> None:
    body = f'<feed xmlns="http://www.w3.org/2005/Atom" {base}><link href="https://osterby.example/"/><entry>\
<title>Fog</title><link href="fog"/></entry></feed>'
    assert parse_feed(body.encode(), ADDRESS).entries[0].link == absolute


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "http://127.0.0.1/x", "http://localhost/x", "mailto:a@b.example", "ftp://a.example/"],
)
def test_links_that_cannot_be_sent_are_passed_over(link: str) -> None:
    assert parse(item("Fog", link)) == ()


def test_a_guid_that_is_no_link_is_none() -> None:
    assert parse("<title>Fog</title><guid>fog-7</guid>") == ()


def test_a_link_in_the_text_is_better_than_none() -> None:
    text = "&lt;a href='https://a.example/fog?a=1&amp;amp;b=2'&gt;Look&lt;/a&gt; here."
    assert parse(item(text=text))[0].link == "https://a.example/fog?a=1&b=2"


@pytest.mark.parametrize(
    ("link", "clean"),
    [
        ("https://a.example/fog?utm_source=rss&amp;utm_medium=feed", "https://a.example/fog"),
        ("https://a.example/fog?id=7&amp;utm_source=rss#top", "https://a.example/fog?id=7#top"),
        ("https://a.example/fog?id=7", "https://a.example/fog?id=7"),
        ("https://a.example/fog?fbclid=7&amp;&amp;x", "https://a.example/fog?&x"),
    ],
)
def test_tracking_is_taken_off_links(link: str, clean: str) -> None:
    assert parse(item("Fog", link))[0].link == clean


@pytest.mark.parametrize("at", ["gestern", "", "Mon, 99 Mar 2026 10:00:00 GMT", "0001-01-01T00:00:00Z", "9999-12-31"])
def test_dates_that_cannot_be_read_are_missing(at: str) -> None:
    assert parse(item("Fog", "https://a.example/1", at=at))[0].published == ""


@pytest.mark.parametrize(
    "at", ["Mon, 2 Mar 2026 10:00:00 +0100", "Mon, 02 Mar 26 09:00 GMT", "2026-03-02T09:00:00Z", "2026-03-02 09:00:00"]
)
def test_dates_in_many_forms(at: str) -> None:
    assert parse(item("Fog", "https://a.example/1", at=at))[0].published == "2026-03-02T09:00:00Z"


def test_pictures_and_videos() -> None:
    media = '<media:content xmlns:media="http://search.yahoo.com/mrss/" url="{}" type="{}"/>'
    entries = parse(
        item("A", "https://a.example/1", extra=media.format("/a.jpg", "image/jpeg")),
        item(
            "B", "https://a.example/2", extra='<enclosure url="https://a.example/b.png" type="image/png" length="1"/>'
        ),
        item("C", "https://a.example/3", text="&lt;img src='t.gif' width=1&gt;&lt;img src='c.jpg'&gt; C"),
        item("D", "https://a.example/4", extra='<enclosure url="https://a.example/d.mp4" type="video/mp4"/>'),
        item("E", "https://www.youtube.com/watch?v=7"),
        item("F", "https://a.example/6", text="&lt;img src='javascript:x'&gt; F"),
    )
    images = ["https://a.example/a.jpg", "https://a.example/b.png", "https://a.example/c.jpg", "", "", ""]
    assert [entry.image for entry in entries] == images
    assert [entry.is_video for entry in entries] == [False, False, False, True, True, False]


def test_a_picture_in_html() -> None:
    assert first_image("no picture") == ""
    assert first_image("<IMG width='640' src='a.jpg'>") == "a.jpg"


def test_who_published_it() -> None:
    source = '<source url="https://north.example/feed">North &amp;amp; South</source>'
    assert parse(item("A", "https://a.example/1", extra=source))[0].source == "North & South"


def test_what_wordpress_adds_goes() -> None:
    text = "Fog is here. The post &lt;a href='https://a.example/1'&gt;Fog&lt;/a&gt; appeared first on A."
    assert parse(item("Fog", "https://a.example/1", text=text))[0].text == "Fog is here."


def test_redirects_of_feedburner_are_passed_over() -> None:
    extra = '<f:origLink xmlns:f="http://rssnamespace.org/feedburner/ext/1.0">https://a.example/fog</f:origLink>'
    assert parse(item("Fog", "https://feedproxy.example/~r/7", extra=extra))[0].link == "https://a.example/fog"


def test_an_entry_that_stands_twice_is_one() -> None:
    fog = item("Fog", "https://a.example/1", id="7")
    assert len(parse(fog, fog)) == 1


def test_what_is_not_well_formed_is_read_as_far_as_it_goes() -> None:
    body = (
        RSS_2[: RSS_2.index(b"<item><title>Bees")] + b"<item><title>Bees & more</title><link>https://a.example/2</link>"
    )
    assert [entry.title for entry in parse_feed(body, ADDRESS).entries] == ["Ferries see in fog", "Bees & more"]


def test_of_a_feed_without_end_the_first_entries_are_read() -> None:
    entries = parse(*(item(f"Title {n}", f"https://a.example/{n}") for n in range(MAX_ENTRIES + 50)))
    assert len(entries) == MAX_ENTRIES
    assert (entries[0].title, entries[-1].title) == ("Title 0", f"Title {MAX_ENTRIES - 1}")


def test_json_of_the_wrong_types() -> None:
    items: list[object] = [
        7,
        None,
        [],
        {"id": True, "url": ["x"]},
        {"id": 1.5, "url": "/a", "title": "A", "attachments": 5, "date_published": 5},
    ]
    feed = parse_feed(json.dumps({"items": items, "title": 7, "home_page_url": "https://a.example"}).encode(), ADDRESS)
    assert [(entry.id, entry.link, entry.published) for entry in feed.entries] == [
        ("1.5", "https://feeds.osterby.example/a", "")
    ]
    assert (feed.title, feed.skipped) == ("7", 4)


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: rss(text).encode()))
def test_whatever_comes_is_a_feed_or_none(body: bytes) -> None:
    try:
        feed = parse_feed(body, ADDRESS)
    except NotAFeedError:
        return
    assert all(entry.link.startswith("http") and entry.title for entry in feed.entries)


def test_nothing_is_opened() -> None:
    """What looks like a path or an address is still only text."""
    for body in (b"/etc/passwd", b"https://news.example/feed", b"file:///etc/passwd"):
        with pytest.raises(NotAFeedError):
            parse_feed(body, ADDRESS)
    gc.collect()
