"""Rows for tests, and whatever a record may hold as Hypothesis strategies."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from bot.views.callback_data import parse_callback_data as parse_press
from bot.views.format import LONGEST_TEXT, clean_text, valid_url
from bot.views.message import Message
from bot.views.texts import Texts, Voice
from storage.models import Article, ArticleKind, RelatedLink, Topic
from tests.views import tdlib_parser

PUBLISHED = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
VOICE = Voice(Texts.packaged(is_strict=True))

AI = Topic(id=1, slug="ai", name="AI", hashtag="#AI")
VISION = Topic(id=2, slug="computer-vision", name="Computer Vision", parent_id=1, hashtag="#ComputerVision")
LANGUAGE = Topic(id=3, slug="language", name="Language", parent_id=1, hashtag="#Language")
SPACE = Topic(id=4, slug="space", name="Space", hashtag="#Space")
TOPICS = [SPACE, LANGUAGE, VISION, AI]


def article(number: int | None = 1, provider: str = "Coast Gazette", **fields: Any) -> Article:
    host = provider.lower().replace(" ", "-") or "nameless"
    defaults: dict[str, Any] = {
        "id": number,
        "story_id": 1,
        "link": f"https://{host}.example/{number}",
        "web_url": f"https://{host}.example/{number}",
        "title": "Harbour cameras learn to count seals",
        "provider_name": provider,
        "published_at": PUBLISHED,
        "arrived_at": PUBLISHED,
        "topic_names": [],
        "related": [],
    }
    return Article(**(defaults | fields))


def related(
    number: int, quality: int = 0, *, link: str = "", canonical: str = "", title: str = "", provider: str = ""
) -> RelatedLink:
    link = link or f"https://paper{number}.example/report"
    return RelatedLink(
        link=link,
        canonical=canonical or link,
        title=title or f"Report {number}",
        provider=provider or f"Paper {number}",
        quality=quality,
    )


def check(message: Message) -> tdlib_parser.Parsed:
    """Hold a message against Telegram's parser and limits; return it as parsed."""
    parsed = tdlib_parser.parse(message.html)
    assert parsed.text.strip()
    assert len(parsed.text) <= LONGEST_TEXT
    assert len(message.html.encode()) <= 32_768
    assert len(parsed.entities) <= 100
    for row in message.keyboard:
        assert 1 <= len(row) <= 8
        for button in row:
            assert clean_text(button.label)
            assert (button.url is None) != (button.data is None)
            assert button.url is None or valid_url(button.url)
            assert button.data is None or (parse_press(button.data) and len(button.data.encode()) <= 64)
    return parsed


hostile = st.text(
    st.one_of(
        st.characters(exclude_categories=()),
        st.sampled_from(
            "<>&\"'`@#/_*[]…. \n\r\t\x00\u202e\u2066\u200d\u200b\u0301\u0333\U0001f44d\U0001f3fd\U0001f1ec"
        ),
        st.sampled_from("abc "),
    ),
    max_size=400,
)
long_text = st.one_of(hostile, st.builds(lambda text, times: text * times, hostile, st.integers(1, 40)))
urls = st.one_of(
    st.sampled_from(
        [
            "https://news.example/a?b=1&c=2",
            "http://news.example",
            "https://news.example/\"'<x>",
            "https://news.example/" + "&" * 900,
            "javascript:alert(1)",
            "https://localhost/x",
            "tg://user?id=1",
            "",
        ]
    ),
    st.builds("https://{}.example/{}".format, st.from_regex(r"[a-z]{1,3}", fullmatch=True), hostile),
    hostile,
)
related_links = st.builds(
    lambda link, canonical, title, provider, quality: RelatedLink(
        link=link, canonical=canonical, title=title, provider=provider, quality=quality
    ),
    urls,
    urls,
    hostile,
    hostile,
    st.integers(-1, 220),
)
topics = st.builds(
    lambda number, name, shortname, tag, parent: Topic(
        id=number, slug=f"topic-{number}", name=name, shortname=shortname, hashtag=tag, parent_id=parent
    ),
    st.integers(1, 12),
    hostile,
    hostile,
    st.one_of(st.sampled_from(["", "#AI", "#日本", "#Two_Words"]), hostile),
    st.one_of(st.none(), st.integers(1, 12)),
)
articles = st.builds(
    article,
    st.integers(1, 9),
    title=hostile,
    web_url=urls,
    amp_url=st.one_of(st.none(), urls),
    excerpt=long_text,
    image_url=st.one_of(st.none(), urls),
    provider_name=hostile,
    provider_domain=hostile,
    published_at=st.datetimes(timezones=st.just(UTC)),
    kind=st.sampled_from(ArticleKind),
    quality=st.integers(0, 220),
    related=st.lists(related_links, max_size=20),
)
