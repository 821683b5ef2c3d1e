from datetime import UTC, datetime

import pytest

from bot.news.frontmatter import Unreadable
from bot.news.record import LONGEST_NAME, LONGEST_TEXT, LONGEST_TITLE
from tests.news.record_samples import read


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
    ],
)
def test_a_time_is_utc_unless_it_says_otherwise(text: str, wanted: datetime) -> None:
    record = read(publishedDateTime=text)
    assert record.published_at == wanted
    assert record.published_at.tzinfo is UTC


WHEN = "publishedDateTime is not a date and time such as 2020-02-02T11:06:00Z"
RANGE = "publishedDateTime lies outside the years 1970 to 2199"


@pytest.mark.parametrize(
    ("fields", "reason", "line"),
    [
        ({"webUrl": None}, "webUrl is missing", 2),
        ({"webUrl": None, "sourceUrl": "x"}, "sourceUrl does not begin with http:// or https://", 5),
        ({"webUrl": "https://localhost/x"}, "webUrl names no host with a dot", 2),
        ({"title": None}, "title is missing", 3),
        ({"title": " \u200b\u202e "}, "title is missing", 3),
        ({"title": ["A title"]}, "title is not plain text", 3),
        ({"webUrl": ["https://a.example/x"]}, "webUrl is not plain text", 2),
        ({"webUrl": None, "originalUrl": {"is": "https://a.example/x"}}, "originalUrl is not plain text", 5),
        ({"publishedDateTime": None}, "publishedDateTime is missing", 4),
        ({"publishedDateTime": "yesterday"}, WHEN, 4),
        ({"publishedDateTime": "2024-13-45"}, WHEN, 4),
        ({"publishedDateTime": "2024-02-30"}, WHEN, 4),
        ({"publishedDateTime": "2020-02-03T25:00:00Z"}, WHEN, 4),
        ({"publishedDateTime": "1580725000"}, WHEN, 4),
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
