import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.urls import MAX_URL_LENGTH, canonical_url, is_usable_url, sendable_url, site_name

PIECES = st.sampled_from(
    [
        *(
            "http://",
            "HTTPS://",
            "a.example",
            "Cdn.ampproject.org",
            "google.com",
            "/amp/",
            "/c/",
            "s/",
            "?",
            "&",
            "#",
            "=",
        ),
        *(
            " ",
            "utm_source=x",
            "fbclid",
            "%20",
            "q",
            "é",
            "İ",
            "Σ",
            ":443",
            ":0",
            "@",
            ".",
            "/",
            "\\",
            "[",
            "1",
            "\x00",
            "\u00a0",
            "\u200d",
            "\u0301",
            "ा",
            "。",
            "☕",
            "א",
            "xn--4dbc",
        ),
    ]
)
LINKS = st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=60)


@pytest.mark.parametrize(
    ("link", "wanted"),
    [
        ("https://News.Example.COM/A/b", "https://news.example.com/A/b"),
        ("HTTPS://a.example/x", "https://a.example/x"),
        ("http://a.example/x", "http://a.example/x"),
        ("https://a.example", "https://a.example"),
        ("https://a.example/x/", "https://a.example/x/"),
        ("https://www.a.example/x", "https://www.a.example/x"),
        ("https://a.example:443/x", "https://a.example/x"),
        ("http://a.example:80/x", "http://a.example/x"),
        ("https://a.example:80/x", "https://a.example:80/x"),
        ("https://a.example:/x", "https://a.example/x"),
        ("https://a.example:08443/x", "https://a.example:8443/x"),
        ("https://a.example/x#part?q=1", "https://a.example/x"),
        ("https://a.example/x?", "https://a.example/x"),
        ("https://a.example?", "https://a.example"),
        ("https://a.example/x?b=2&a=1&&c", "https://a.example/x?b=2&a=1&&c"),
        ("https://a.example/x?utm_source=hub&id=3&utm_medium=rss", "https://a.example/x?id=3"),
        ("https://a.example/x?UTM_Source=hub&fbclid=1&gclid=2&_hsenc=3", "https://a.example/x"),
        ("https://a.example/x?id=fbclid&ref=x&my_utm_source=1", "https://a.example/x?id=fbclid&ref=x&my_utm_source=1"),
        ("https://a.example/caf%C3%A9%2f?q=%41", "https://a.example/caf%C3%A9%2f?q=%41"),
        ("https://a.example/World Wire/7?q=a b#c d", "https://a.example/World%20Wire/7?q=a%20b"),
        ("https://a.example./x", "https://a.example./x"),
        ("https://Bücher.example/ä", "https://xn--bcher-kva.example/ä"),
        ("\u202ahttps://a.example/x\u202c\u200b ", "https://a.example/x"),
        ("https://a_b-c.example/", "https://a_b-c.example/"),
        ("http://93.184.216.34/x", "http://93.184.216.34/x"),
        ("https://a.example/x\\y|z", "https://a.example/x\\y|z"),
    ],
)
def test_one_address_has_one_canonical_form(link: str, wanted: str) -> None:
    assert canonical_url(link) == wanted
    assert canonical_url(wanted) == wanted


@pytest.mark.parametrize(
    ("link", "wanted"),
    [
        ("https://a-example.cdn.ampproject.org/c/s/a.example/x/amp", "https://a.example/x/amp"),
        ("https://cdn.ampproject.org/c/a.example/x", "http://a.example/x"),
        (
            "https://a-example.cdn.ampproject.org/v/s/A.example/x?amp_js_v=0.1&usqp=mq3&p=2#aoh=1",
            "https://a.example/x?p=2",
        ),
        ("https://a-example.bing-amp.com/c/s/a.example/x", "https://a.example/x"),
        ("https://www.google.com/amp/s/a.example/x/?utm_source=y", "https://a.example/x/"),
        ("https://google.co.uk/amp/a.example/x", "http://a.example/x"),
        ("https://www.google.de/amp/s/a-example.cdn.ampproject.org/c/s/a.example/x", "https://a.example/x"),
    ],
)
def test_an_address_in_an_amp_cache_is_the_one_that_it_names(link: str, wanted: str) -> None:
    assert canonical_url(link) == wanted


@pytest.mark.parametrize(
    "link",
    [
        "https://a.example/amp/s/b.example/x",
        "https://amp.a.example/x/amp/",
        "https://cdn.ampproject.org/i/s/a.example/x.jpg",
        "https://cdn.ampproject.org/c/s/localhost/x",
        "https://cdn.ampproject.org/c/s/",
        "https://ampproject.org/c/s/a.example/x",
        "https://notcdn.ampproject.org/c/s/a.example/x",
        "https://news.google.com/amp/s/a.example/x",
        "https://google.example.com/amp/s/a.example/x",
        "https://www.google.com/url?q=https://a.example/x",
    ],
)
def test_nothing_more_is_guessed(link: str) -> None:
    assert canonical_url(link) == link


REFUSED = {
    "does not begin with http:// or https://": (
        *("", "a.example/x", "//a.example/x", "ftp://a.example/", "http:/a.example"),
        *("javascript:alert(1)", "tg://user?id=1", "\u200b", "https\u200b://a.example/"),
    ),
    "holds a user name": ("https://reader@a.example/", "https://a.example:80@b.example/", "https://＠a.example/"),
    "names no host with a dot": (
        *("https:///x", "https://localhost/x", "https://localhost./x", "https://.example/x", "https://a..b/x"),
        *("https://[::1]/x", "https://a.example:x/x", "https://a.example:123456/x", "https://a b.example/x"),
        *("https://a.ex%61mple/x", "https://a.example\\b", "https://a\u3000b.example/x", "https://ä。"),
        f"https://{'a.' * 130}example/",
    ),
    "names no host that there can be": (
        *(
            "https://a\u200eb.example/x",
            "https://👩\u200d🚀.example/x",
            "https://a\u200cb.example/",
            "https://א1a.example/",
        ),
        *(
            "https://\u0301a.example/x",
            "https://\ue000.example/x",
            f"https://{'ä' * 64}.example/",
            "https://ä\ufffd.example/",
        ),
    ),
    "names no public host": (
        *("http://１２７.0.0.1/x", "http://10。1。2。3/x"),
        *("http://127.0.0.1/x", "http://10.1.2.3/x", "http://192.168.0.1/x", "http://169.254.169.254/x"),
        *("http://127.1/x", "http://1.2.3.0x4/x", "http://1.2.3.4.5/x", "http://127.0.0.1./x"),
    ),
    "names no possible port": ("https://a.example:0/x", "https://a.example:65536/x", "https://a.example:99999/x"),
    "holds a control character": [f"https://a.example/{sign}x" for sign in "\n\t\0\x7f\x85\x9f\u202e\u2067\ud800"],
    "is longer than 2048 characters": ("https://a.example/" + "x" * 2_048, "https://a.example/" + " " * 1_000 + "x"),
    "is longer than 4096 bytes": ("https://a.example/?" + "&" * 1_000, "https://a.example/" + "字" * 1_400),
}


@pytest.mark.parametrize(("link", "reason"), [(link, reason) for reason, links in REFUSED.items() for link in links])
def test_a_link_that_nobody_should_be_sent_is_refused(link: str, reason: str) -> None:
    assert not is_usable_url(link)
    with pytest.raises(ValueError, match=reason.replace(".", r"\.")):
        canonical_url(link)


def test_the_longest_link_is_usable() -> None:
    assert is_usable_url("https://a.example/" + "x" * (MAX_URL_LENGTH - len("https://a.example/")))


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("https://n.example/a\u00a0b", "https://n.example/a%C2%A0b"),
        ("https://n.example/a\u2009b?q=c\u3000d#e\u202ff", "https://n.example/a%E2%80%89b?q=c%E3%80%80d#e%E2%80%AFf"),
        ("https://n.example/a\u200eb", "https://n.example/a%E2%80%8Eb"),
        ("https://n.example/a\u2028b\u2800", "https://n.example/a%E2%80%A8b%E2%A0%80"),
        ("https://n.example/x\u030a", "https://n.example/x%CC%8A"),
        ("\ufeff\u200f https://n.example/a\u200e\u3000", "https://n.example/a"),
        ("HTTPS://News.Example:00443/a b#c", "HTTPS://News.Example:00443/a%20b#c"),
        ("https://Straße.example/ä/é", "https://Straße.example/ä/é"),
        ("https://cafe\u0301.example:8080/", "https://café.example:8080/"),
        ("https://ａ。example/x", "https://a.example/x"),
        ("https://نامه\u200cای.example/x", "https://xn--mgba3gch31f060k.example/x"),
    ],
)
def test_a_link_is_sent_as_it_is_written_but_for_what_is_invisible(written: str, sent: str) -> None:
    assert sendable_url(written) == sendable_url(sent) == sent
    assert canonical_url(written) == canonical_url(sent)


HOSTS = [
    ("हिन्दी.example", "xn--j2bd4cyah0f.example"),
    ("ไทย.example", "xn--o3cw4h.example"),
    ("தமிழ்.example", "xn--rlcus7b3d.example"),
    ("বাংলা.example", "xn--54b7fta0cc.example"),
    ("نامه\u200cای.example", "xn--mgba3gch31f060k.example"),
    ("ශ්\u200dරී.example", "xn--10cl1a0b660p.example"),
    ("カ・タ.example", "xn--lckxb3k.example"),
    ("cafe\u0301.example", "xn--caf-dma.example"),
    ("Straße.example", "xn--strae-oqa.example"),
    ("ВЕСТИ.example", "xn--b1agj9af.example"),
    ("☕\ufe0f.example", "xn--53h.example"),
    ("i❤.example", "xn--i-7iq.example"),
    ("ä_b.example", "xn--_b-uia.example"),
    ("日本。example", "xn--wgv71a.example"),
    ("אב.example", "xn--4dbc.example"),
]


@pytest.mark.parametrize(("written", "in_ascii"), HOSTS)
def test_a_host_in_any_script_is_known_by_one_form(written: str, in_ascii: str) -> None:
    assert canonical_url(f"https://{written}/x") == canonical_url(f"https://{in_ascii.upper()}/x")
    assert canonical_url(f"https://{written}/x") == f"https://{in_ascii}/x"


@pytest.mark.parametrize(
    ("link", "name"),
    [
        ("https://www.a.example:8443/x", "a.example:8443"),
        ("https://www.Straße.example/x", "straße.example"),
        ("https://xn--j2bd4cyah0f.example", "हिन्दी.example"),
        ("https://xn--a-ecp.ru/x", "xn--a-ecp.ru"),
        ("https://xn--\u0131.example/".replace("\u0131", "zzzzzzzzzz99999"), "xn--zzzzzzzzzz99999.example"),
    ],
)
def test_a_site_is_named_in_its_own_script(link: str, name: str) -> None:
    assert site_name(canonical_url(link)) == name


@given(LINKS)
def test_what_is_sent_is_sent_as_it_is(link: str) -> None:
    if is_usable_url(link):
        assert sendable_url(sendable_url(link)) == sendable_url(link)
        assert canonical_url(sendable_url(link)) == canonical_url(link)


@given(LINKS)
def test_the_canonical_form_is_its_own(link: str) -> None:
    if is_usable_url(link):
        assert canonical_url(canonical_url(link)) == canonical_url(link)
        assert len(canonical_url(link)) <= MAX_URL_LENGTH


@given(LINKS, st.sampled_from(["#top", "?utm_campaign=a", "?fbclid=b#c"]))
def test_what_only_says_where_the_reader_came_from_makes_no_difference(link: str, added: str) -> None:
    if is_usable_url(link) and not {"#", "?"} & set(link):
        assert canonical_url(link + added) == canonical_url(link)
