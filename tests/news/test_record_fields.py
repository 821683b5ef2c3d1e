from datetime import UTC, datetime

import pytest

from bot.news.frontmatter import Unreadable
from bot.news.record import LONGEST_NAME, LONGEST_TEXT, LONGEST_TITLE
from tests.news.record_samples import read, related


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2020-02-03T10:15:00Z", datetime(2020, 2, 3, 10, 15, tzinfo=UTC)),
        ("2020-02-03T10:15:00.250Z", datetime(2020, 2, 3, 10, 15, 0, 250_000, tzinfo=UTC)),
        ("2020-02-03 10:15:00", datetime(2020, 2, 3, 10, 15, tzinfo=UTC)),
        ("2020-02-03T10:15:00+02:00", datetime(2020, 2, 3, 8, 15, tzinfo=UTC)),
        ("2020-02-03T10:15", datetime(2020, 2, 3, 10, 15, tzinfo=UTC)),
        (" 2020-02-03 ", datetime(2020, 2, 3, tzinfo=UTC)),
        ("1970-01-01", datetime(1970, 1, 1, tzinfo=UTC)),
        ("2020-02-03t10:15:00z", datetime(2020, 2, 3, 10, 15, tzinfo=UTC)),
        ("2020-02-03 10:15:00z", datetime(2020, 2, 3, 10, 15, tzinfo=UTC)),
        ("2020-02-03 10:15:00 +02:00", datetime(2020, 2, 3, 8, 15, tzinfo=UTC)),
        ("2020-02-03T10:15:00,5Z", datetime(2020, 2, 3, 10, 15, 0, 500_000, tzinfo=UTC)),
        ("2020-02-29T24:00:00Z", datetime(2020, 3, 1, tzinfo=UTC)),
        ("2020-12-31T24:00", datetime(2021, 1, 1, tzinfo=UTC)),
        ("20201231T2400Z", datetime(2021, 1, 1, tzinfo=UTC)),
        ("2020-12-31t24:00:00.000-05:00", datetime(2021, 1, 1, 5, tzinfo=UTC)),
        ("2016-12-31T23:59:60Z", datetime(2017, 1, 1, tzinfo=UTC)),
        ("2016-12-31T18:59:60.25-05:00", datetime(2017, 1, 1, 0, 0, 0, 250_000, tzinfo=UTC)),
        ("20161231T235960Z", datetime(2017, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_time_is_utc_unless_it_says_otherwise(text: str, wanted: datetime) -> None:
    record = read(publishedDateTime=text)
    assert record.published_at == wanted
    assert record.published_at.tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "is_day_only"),
    [
        ("2026-11-27", True),
        (" 20261127 ", True),
        ("2026-W48-5", True),
        ("2026-11-27T00:00:00Z", False),
        ("2026-11-27T00:00", False),
        ("2026-11-26T24:00", False),
    ],
)
def test_a_day_is_told_from_its_first_moment(text: str, is_day_only: bool) -> None:
    record = read(publishedDateTime=text)
    assert (record.published_at, record.is_day_only) == (datetime(2026, 11, 27, tzinfo=UTC), is_day_only)


INVISIBLE = [
    *("\u2800", "\u3164", "\u115f", "\u1160", "\uffa0", "\u2800\u00a0\u3164", "\u0301\u0308", "\u20e3", "\u034f"),
    *(
        "\U000e0067\U000e007f",
        "\u200e\u200f\u061c",
        "\u00ad",
        "\ufe0f",
        "\u180e\u180b",
        "\u2060\u2063",
        "\u17b4",
        "\ue000",
    ),
    *("\U0001d159", "\U0001d173", "\ufff9", "\u3000", "\u2028"),
]
WHEN = "publishedDateTime is not a date and time such as 2020-02-02T11:06:00Z"
EMBARGO = "embargoUntil is not a date and time such as 2020-02-02T11:06:00Z"
RANGE = "publishedDateTime lies outside the years 1970 to 2199"


@pytest.mark.parametrize(
    ("fields", "reason", "line"),
    [
        ({"webUrl": None}, "webUrl is missing", 2),
        ({"webUrl": None, "sourceUrl": "x"}, "sourceUrl does not begin with http:// or https://", 5),
        ({"webUrl": "https://localhost/x"}, "webUrl names no host with a dot", 2),
        ({"title": None}, "title is missing", 3),
        ({"title": " \u200b\u202e "}, "title is missing", 3),
        *(({"title": blank}, "title is missing", 3) for blank in INVISIBLE),
        ({"title": ["A title"]}, "title is not plain text", 3),
        ({"webUrl": ["https://a.example/x"]}, "webUrl is not plain text", 2),
        ({"webUrl": None, "originalUrl": {"is": "https://a.example/x"}}, "originalUrl is not plain text", 5),
        ({"publishedDateTime": None}, "publishedDateTime is missing", 4),
        ({"publishedDateTime": "yesterday"}, WHEN, 4),
        ({"publishedDateTime": "2024-13-45"}, WHEN, 4),
        ({"publishedDateTime": "2024-02-30"}, WHEN, 4),
        ({"publishedDateTime": "2020-02-03T25:00:00Z"}, WHEN, 4),
        ({"publishedDateTime": "1580725000"}, WHEN, 4),
        ({"publishedDateTime": "2020-02-03T24:00:01Z"}, WHEN, 4),
        ({"publishedDateTime": "2020-02-03T24:01Z"}, WHEN, 4),
        ({"publishedDateTime": "2020-02-03T23:59:61Z"}, WHEN, 4),
        ({"publishedDateTime": "2020-02-03T23:60:00Z"}, WHEN, 4),
        ({"publishedDateTime": "9999-12-31T24:00Z"}, WHEN, 4),
        ({"publishedDateTime": "2199-12-31T24:00Z"}, RANGE, 4),
        ({"publishedDateTime": "0001-01-01T00:00:00+14:00"}, WHEN, 4),
        ({"publishedDateTime": {"at": "noon"}}, "publishedDateTime is not plain text", 4),
        ({"publishedDateTime": "1969-12-31"}, RANGE, 4),
        ({"publishedDateTime": "9999-12-31"}, RANGE, 4),
        ({"quality": "high"}, "quality is not a number", 5),
        ({"quality": "nan"}, "quality is not a number up to 1,000,000", 5),
        ({"quality": "9" * 5000}, "quality is not a number up to 1,000,000", 5),
        ({"quality": [1]}, "quality is not plain text", 5),
        ({"score": "hot"}, "score is not a number", 5),
        ({"quality": 3, "heat": "hot"}, "heat is not a number", 6),
        ({"published": "perhaps"}, "published is neither true nor false", 5),
        ({"removed": ["true"]}, "removed is neither true nor false", 5),
        ({"archive": "old"}, "archive is neither true nor false", 5),
        ({"archive": False, "hold": "maybe"}, "hold is neither true nor false", 6),
        ({"embargoUntil": "noon"}, EMBARGO, 5),
        ({"embargoUntil": {"at": "noon"}}, "embargoUntil is not plain text", 5),
        ({"embargoUntil": "1969-12-31"}, "embargoUntil lies outside the years 1970 to 2199", 5),
    ],
)
def test_what_an_alert_cannot_do_without_must_be_right(fields: dict[str, object], reason: str, line: int) -> None:
    with pytest.raises(Unreadable) as caught:
        read(**fields)
    assert (caught.value.reason, caught.value.line) == (reason, line)


@pytest.mark.parametrize(
    ("fields", "name", "wanted"),
    [
        ({}, "kind", "article"),
        ({"quality": ""}, "quality", 0),
        ({"quality": " ", "heat": ""}, "heat", 0),
        ({"published": "", "removed": " "}, "removed", False),
        ({"published": ""}, "published", False),
        ({"title": "Cafe\u0301"}, "title", "Café"),
        ({"title": "\u3164!"}, "title", "\u3164!"),
        ({"type": " Video "}, "kind", "video"),
        ({"type": "podcast"}, "kind", "article"),
        ({"type": ["video"]}, "kind", "article"),
        ({}, "quality", 0),
        ({"quality": "59.9"}, "quality", 59),
        ({"quality": 59}, "heat", 59),
        ({"quality": 59, "score": 70, "heat": -1}, "heat", -1),
        ({}, "published", False),
        ({"published": "yes", "removed": True}, "published", True),
        ({"removed": "TRUE"}, "removed", True),
        ({}, "archive", False),
        ({"archive": "true"}, "archive", True),
        ({"archive": True, "hold": ""}, "hold", False),
        ({"hold": True}, "hold", True),
        ({}, "embargo_until", None),
        ({"embargoUntil": " "}, "embargo_until", None),
        ({"embargoUntil": "2020-02-03T12:00+02:00"}, "embargo_until", datetime(2020, 2, 3, 10, tzinfo=UTC)),
        ({}, "locale", None),
        ({"locale": "zh-Hant-TW"}, "locale", "zh-Hant-TW"),
        ({"locale": "english, mostly"}, "locale", None),
        ({"locale": ["en"]}, "locale", None),
        ({"abstract": "Old words", "excerpt": ""}, "excerpt", "Old words"),
        ({"excerpt": ["words"]}, "excerpt", ""),
        ({"excerpt": "<b>Fish</b> &amp; chips ..."}, "excerpt", "<b>Fish</b> &amp; chips ..."),
        ({"excerpt": "x" * 9_000}, "excerpt", "x" * LONGEST_TEXT),
        ({"title": "two\nlines\u202e\x07"}, "title", "two lines"),
        ({"title": "x" * 2_000}, "title", "x" * LONGEST_TITLE),
        ({}, "provider_name", "a.example"),
        ({"webUrl": "https://www.a.example/x"}, "provider_domain", "a.example"),
        ({"provider": "The Paper"}, "provider_name", "The Paper"),
        ({"provider": ["The Paper"]}, "provider_name", "a.example"),
        ({"provider": {"name": "The Paper", "domain": "Paper.Example"}}, "provider_domain", "paper.example"),
        ({"provider": {"id": "paper.example"}}, "provider_name", "paper.example"),
        *(({"provider": blank}, "provider_name", "a.example") for blank in INVISIBLE),
        *(({"provider": {"name": "\u2800", "domain": blank}}, "provider_domain", "a.example") for blank in INVISIBLE),
        ({"provider": {"name": "\u2800", "domain": "Paper.example"}}, "provider_name", "paper.example"),
        ({"webUrl": "https://www.xn--bcher-kva.example/"}, "provider_domain", "bücher.example"),
        ({"topics": "AI, Vision,, AI ,Cafe\u0301"}, "topics", ("AI", "Vision", "Café")),
        (
            {"topics": "\u4eba\u5de5\u667a\u80fd\uff0c\u89c6\u89c9\u3001\u97f3\u4e50"},
            "topics",
            ("人工智能", "视觉", "音乐"),
        ),
        ({"topics": "AI\nVision\n"}, "topics", ("AI", "Vision")),
        ({"topics": ["Paris, Texas", "AI"]}, "topics", ("Paris, Texas", "AI")),
        ({"topics": ["AI", *INVISIBLE]}, "topics", ("AI",)),
        ({"topics": {"AI": 1}}, "topics", ()),
        ({"topics": None}, "topics", ()),
        ({"topics": "AI"}, "topics", ("AI",)),
        ({"topics": [" AI ", "", None, ["x"], {"y": "z"}, "ai", "Straße", "STRASSE"]}, "topics", ("AI", "Straße")),
        ({"topics": ["x" * 200]}, "topics", ("x" * LONGEST_NAME,)),
        ({"images": None}, "image", None),
        ({"images": [{"width": 3}, None, {"url": "//a.example/x.jpg"}]}, "image", None),
        ({"related": "https://b.example/"}, "related", ()),
        ({"no": "such", "name": ["is", {"known": "here"}]}, "related", ()),
    ],
)
def test_the_rest_is_read_as_well_as_it_can_be(fields: dict[str, object], name: str, wanted: object) -> None:
    assert getattr(read(**fields), name) == wanted


def test_what_is_no_topic_is_told() -> None:
    record = read(topics=["AI", {"Vision": None}, ["Sea", "Ships"], "", None, "\u2800"])
    assert record.topics == ("AI",)
    assert record.unreadable_topics == (
        "line 5: entry 2 of topics is a mapping",
        "line 5: entry 3 of topics is a list",
        "line 5: entry 6 of topics shows nothing",
    )
    assert read(topics={"AI": 1}).unreadable_topics == ("line 5: topics is a mapping",)
    assert read(topics="AI, Vision").unreadable_topics == read().unreadable_topics == ()


def test_a_related_entry_is_read_by_the_same_rules() -> None:
    entries = [
        related(title="\u3164"),
        related(webUrl="https://b.example/a\u3000b\u200e", provider="\u2800", quality=""),
        related(webUrl="https://bücher.example/", title="Cafe\u0301", quality=-1),
    ]
    found = read(related=entries).related
    assert [(each.link, each.canonical_link, each.title, each.provider_name) for each in found] == [
        ("https://b.example/a%E3%80%80b", "https://b.example/a%E3%80%80b", "Another title", "b.example"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/", "Café", "bücher.example"),
    ]


@pytest.mark.parametrize(
    ("image", "wanted"),
    [
        ("https://a.example/x.jpg", (None, None, "")),
        ({"url": "https://a.example/x.jpg", "width": 640, "height": "480", "title": " An\nx "}, (640, 480, "An x")),
        ({"url": "https://a.example/x.jpg", "width": 0, "height": -3}, (None, None, "")),
        ({"url": "https://a.example/x.jpg", "width": "wide", "height": "9" * 5000, "title": ["x"]}, (None, None, "")),
        ({"url": "https://a.example/x.jpg", "width": [1], "height": "12.5"}, (None, None, "")),
    ],
)
def test_an_image_has_the_sides_that_make_sense(image: object, wanted: tuple[object, ...]) -> None:
    found = read(images=["data:image/png;base64,AAAA", {"url": "http://127.0.0.1/x.jpg"}, image]).image
    assert found is not None
    assert (found.url, found.width, found.height, found.title) == ("https://a.example/x.jpg", *wanted)
