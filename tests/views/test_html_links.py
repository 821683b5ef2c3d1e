import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from bot.urls import MAX_URL_LENGTH
from bot.views.format import LONGEST_TEXT_LINK, link, valid_text_url, valid_url
from tests.views import tdlib_parser
from tests.views.samples import urls

GOOD = [
    "https://news.example/a",
    "http://news.example",
    "HTTPS://News.Example/A?b=c#d",
    "https://news.example?q=1",
    "https://news.example#top",
    "https://news.example:8443/x",
    "https://news.example:00443/x",
    "https://münchen.example/straße",
    "https://日本.example/",
    "https://93.184.216.34/x",
    "https://हिन्दी.example/x",
    "https://news.example./x",
    "https://news.example/\"quoted\"?a=<b>&c='d'",
    "https://news.example/%20/\U0001f44d",
]
BAD = [
    None,
    "",
    "news.example",
    "//news.example/a",
    "https:/news.example",
    "https://localhost/a",
    "https://news/a",
    "https://.example/a",
    "https://news..example/a",
    "https://editor@news.example/",
    "https://news.example:0/",
    "https://news.example:65536/",
    "https://news.example:99999999/",
    "https://news.example:port/",
    "https://192.168.0.1/x",
    "https://news.example/a\nb",
    "https://news.example/\u202egpj.exe",
    "https://news.example/\x00",
    "https://news.example/\ud83d",
    "https://news.example\\@evil.example/",
    "https://[2001:db8::1]/",
    "javascript:alert(1)",
    "tg://user?id=42",
    "ftp://news.example/a",
    "https://",
    "https://news.example/" + "a" * MAX_URL_LENGTH,
]


@pytest.mark.parametrize("url", GOOD)
def test_links_that_may_be_used(url: str) -> None:
    assert valid_url(url) == valid_text_url(url) == url


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        (" https://news.example/a b\u200f", "https://news.example/a%20b"),
        ("https://news.example/a\u3000b", "https://news.example/a%E3%80%80b"),
        ("https://नामा\u200d.example/", None),
    ],
)
def test_what_is_invisible_is_encoded(url: str, sent: str | None) -> None:
    assert valid_url(url) == valid_text_url(url) == sent


@pytest.mark.parametrize("url", BAD)
def test_links_that_may_not(url: str | None) -> None:
    assert valid_url(url) is None
    assert valid_text_url(url) is None


def test_a_text_has_room_for_shorter_ones() -> None:
    url = "https://news.example/?" + "&" * 400
    assert len(str(escape(url)).encode()) > LONGEST_TEXT_LINK
    assert valid_url(url) == url
    assert valid_text_url(url) is None


host = st.from_regex(r"[\w-]{1,9}(?:\.[\w-]{1,9}){0,3}\.?(?::[0-9]{1,6})?", fullmatch=True)


@given(st.one_of(urls, st.sampled_from(GOOD), st.builds("https://{}/x".format, host)))
def test_telegram_takes_what_we_take(url: str) -> None:
    checked = valid_text_url(url)
    expected = 1 if checked else 0
    assert len(tdlib_parser.parse(link(checked, "here")).of("TextUrl")) == expected
