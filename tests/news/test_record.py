import pickle
from datetime import UTC, datetime
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.news.frontmatter import Unreadable
from bot.news.record import is_visible, parse_record
from bot.urls import is_usable_url
from tests.news.record_samples import ALL, FEBRUARY, JANUARY, YEAR_2019, read


def test_the_format_of_february_2020_is_read() -> None:
    record = parse_record(FEBRUARY.encode())
    assert record.model_dump(exclude={"related"}) == {
        "link": "https://www.harbour-post.example/news/cranes-learn-to-see/?utm_source=hub&page=2",
        "canonical_link": "https://www.harbour-post.example/news/cranes-learn-to-see/?page=2",
        "title": 'Harbour cranes learn to see: "No blind spots"',
        "excerpt": "Two ports try cameras & software that find people in the way of a load — by night too ...",
        "published_at": datetime(2020, 2, 3, 10, 15, tzinfo=UTC),
        "is_day_only": False,
        "amp_url": "https://www.harbour-post.example/amp/cranes-learn-to-see/",
        "amp_link_canonical": "https://www.harbour-post.example/amp/cranes-learn-to-see/",
        "kind": "article",
        "quality": 61,
        "heat": -1,
        "published": False,
        "removed": False,
        "archive": False,
        "hold": False,
        "embargo_until": None,
        "locale": "en-GB",
        "provider_name": "Harbour Post",
        "provider_domain": "harbour-post.example",
        "topics": ("AI", "Computer Vision"),
        "unreadable_topics": (),
        "image": {
            "url": "https://img.harbour-post.example/crane.jpg",
            "width": 1200,
            "height": 800,
            "title": "A crane",
        },
    }
    assert [(entry.title, entry.quality, entry.provider_name) for entry in record.related] == [
        ("Cameras on cranes", 87, "Lifting"),
        ("Ports count boxes from above", 41, "dock.example.org"),
    ]


def test_the_format_of_january_2020_is_read() -> None:
    record = parse_record(JANUARY.encode())
    assert record.link == record.canonical_link == "https://flight.example.com/a-quieter-drone"
    assert record.amp_url == "https://flight.example.com/a-quieter-drone?amp"
    assert (record.kind, record.excerpt, record.quality, record.heat, record.published) == ("video", "", 12, 340, True)
    assert (record.topics, record.image, record.related) == (("AI in Robotics",), None, ())


def test_the_format_of_2019_is_read() -> None:
    record = parse_record(YEAR_2019.encode())
    assert record.link == "https://bread.example.com/bakers-try-a-robot"
    assert (record.excerpt, record.heat, record.amp_url) == ("It kneads, it rests, it bakes.", 50, None)
    assert (record.provider_name, record.provider_domain) == ("Bread!", "bread.example.com")
    assert [(entry.link, entry.published_at, entry.provider_name) for entry in record.related] == [
        ("https://flour.example.com/mills", None, "flour.example.com")
    ]


@pytest.mark.parametrize("text", ALL)
def test_line_ends_and_a_byte_order_mark_change_nothing(text: str) -> None:
    record = parse_record(text.encode())
    assert parse_record(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()) == record
    assert pickle.loads(pickle.dumps(record)) == record


@pytest.mark.parametrize("text", ALL)
def test_what_is_meant_for_other_programs_goes_nowhere(text: str) -> None:
    assert "c2VjcmV0" in text or text is YEAR_2019
    shown = repr(parse_record(text.encode())) + parse_record(text.encode()).model_dump_json()
    assert "c2VjcmV0" not in shown
    assert "iframe" not in shown


@pytest.mark.parametrize(
    ("names", "link"),
    [
        ({"webUrl": "https://a.example/1", "sourceUrl": "https://a.example/2"}, "https://a.example/1"),
        (
            {"webUrl": "", "sourceUrl": " https://a.example/2 ", "originalUrl": "https://a.example/3"},
            "https://a.example/2",
        ),
        ({"webUrl": None, "originalUrl": "https://a.example/3"}, "https://a.example/3"),
        ({"webUrl": ["https://a.example/1"], "originalUrl": "https://a.example/3"}, "https://a.example/3"),
        ({"webUrl": "https://a.example/World Wire/1"}, "https://a.example/World%20Wire/1"),
    ],
)
def test_the_link_is_the_first_that_holds_something(names: dict[str, object], link: str) -> None:
    assert read(**names).link == link


@pytest.mark.parametrize(
    ("names", "amp_url", "canonical_form"),
    [
        (
            {"ampWebUrl": "https://a.example/1", "ampUrl": "https://a.example/2"},
            "https://a.example/1",
            "https://a.example/1",
        ),
        ({"ampWebUrl": "/amp", "ampUrl": "https://a.example/2#x"}, "https://a.example/2#x", "https://a.example/2"),
        (
            {"cdnAmpUrl": "https://a-example.cdn.ampproject.org/c/s/a.example/amp"},
            "https://a-example.cdn.ampproject.org/c/s/a.example/amp",
            "https://a.example/amp",
        ),
        ({"ampUrl": "http://localhost/", "cdnAmpUrl": [1]}, None, None),
    ],
)
def test_the_amp_link_is_the_first_that_can_be_used(
    names: dict[str, object], amp_url: str | None, canonical_form: str | None
) -> None:
    record = read(**names)
    assert (record.amp_url, record.amp_link_canonical) == (amp_url, canonical_form)


def test_a_field_that_is_not_there_is_missing_from_the_first_line() -> None:
    with pytest.raises(Unreadable) as caught:
        parse_record(b"---\nwebUrl: https://a.example/x\n---\n")
    assert (caught.value.reason, caught.value.line) == ("title is missing", 1)


def test_a_record_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        setattr(read(), "title", "Another")  # noqa: B010 - the plain form is refused by the type checker already


def test_an_error_shows_nothing_of_the_file() -> None:
    with pytest.raises(Unreadable) as caught:
        read(quality="c2VjcmV0", secured="c2VjcmV0")
    error = caught.value
    assert "c2VjcmV0" not in f"{error!r} {error}"
    assert error.__cause__ is None
    assert error.__suppress_context__


@pytest.mark.parametrize("text", ALL)
def test_a_cut_file_is_refused_or_whole(text: str) -> None:
    whole = parse_record(text.encode())
    data = text.encode()
    for index in range(0, len(data) + 1, 3):
        try:
            assert parse_record(data[:index]) == whole
        except Unreadable:
            assert index < len(data) - 1


@settings(max_examples=5 * settings().max_examples)
@given(st.sampled_from(ALL), st.lists(st.tuples(st.integers(0, 4000), st.binary(max_size=3)), min_size=1, max_size=4))
def test_a_damaged_record_is_read_or_refused(text: str, damage: list[tuple[int, bytes]]) -> None:
    data = text.encode()
    for place, put in damage:
        start = place % len(data)
        data = data[:start] + put + data[start + len(put) :]
    try:
        record = parse_record(data)
    except Unreadable:
        return
    assert is_usable_url(record.link)
    assert record.title
    assert record.model_dump_json()


FIELDS = tuple(line.partition(":")[0] for line in FEBRUARY.splitlines() if line[0:1].isalpha())
VALUES = st.recursive(
    st.none() | st.text(max_size=10) | st.integers() | st.booleans() | st.floats(),
    lambda values: st.lists(values, max_size=3) | st.dictionaries(st.sampled_from(["url", "name", "title"]), values),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=6))
def test_nonsense_in_any_field_is_read_or_refused(fields: dict[str, object]) -> None:
    try:
        assert read(**fields).published_at.tzinfo is UTC
    except Unreadable as error:
        line = error.line
        assert line


LINE = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=30)
LINE = LINE.map(lambda text: normalize("NFC", text)).filter(is_visible)


@given(
    written=st.fixed_dictionaries(
        {
            "title": LINE,
            "excerpt": LINE | st.just(""),
            "quality": st.integers(-1, 1_000_000),
            "published": st.booleans(),
            "topics": st.lists(LINE, max_size=4, unique_by=str.casefold).map(tuple),
        }
    ),
    at=st.datetimes(
        datetime(1970, 1, 2),  # noqa: DTZ001 - bounds
        datetime(2199, 12, 30),  # noqa: DTZ001 - bounds
        timezones=st.timezones(),
        allow_imaginary=False,  # an hour that a clock change leaves out has no offset to be written with
    ),
)
def test_what_was_written_is_read(written: dict[str, object], at: datetime) -> None:
    record = read(**written, publishedDateTime=at.isoformat())
    assert record.model_dump(include=set(written)) == written
    # Converted first: in an hour that comes twice, times of two zones never compare equal (PEP 495).
    assert record.published_at == at.astimezone(UTC)
