"""The roster as CSV: what is written is read the same, and what cannot be read is told by line."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli import subscribers
from bot.news.frontmatter import FileProblem
from storage.models import ChatKind, Picture, SubscriberStatus
from storage.preferences import (
    PICTURE,
    PREFERENCES,
    QUIET_HOURS,
    RHYTHM,
    SIGNATURE,
    ZONE,
    Preference,
    Written,
    default_values,
)
from storage.subscriber_export import ExportedSubscriber
from tests.conftest import NOON

SLUGS = {"ai", "computer-vision", "space", "-odd"}
HEADING = ",".join(subscribers.COLUMNS)
moments = st.datetimes(datetime(2014, 1, 1), NOON.replace(tzinfo=None), timezones=st.just(UTC)).map(  # noqa: DTZ001 - made aware by timezones
    lambda at: at.replace(microsecond=0)
)


WRITTEN = {
    ZONE: ["", "Asia/Tokyo", "UTC+05:30"],
    RHYTHM: ["at once", "weekly fri 17:30"],
    QUIET_HOURS: ["", "22:00-07:00", "fri,sat 23:00-09:00"],
    SIGNATURE: ["", "@deep_sea, daily", "-- the desk"],
    PICTURE: [picture.value for picture in Picture],
}


def values_of(preference: Preference[Any]) -> st.SearchStrategy[Any]:
    """What a setting may be."""
    return st.sampled_from(WRITTEN[preference]) if isinstance(preference, Written) else st.booleans()


@st.composite
def enlisted(draw: st.DrawFn) -> ExportedSubscriber:
    is_private = draw(st.booleans())
    slugs = draw(st.lists(st.sampled_from(sorted(SLUGS)), unique=True))
    cut = draw(st.integers(0, len(slugs)))
    number = draw(st.integers(1, 2**52))
    kinds = [ChatKind.PRIVATE] if is_private else [ChatKind.GROUP, ChatKind.SUPERGROUP, ChatKind.CHANNEL]
    return ExportedSubscriber(
        chat_id=number if is_private else -number,
        thread_id=draw(st.integers(0, 2**40)),
        kind=draw(st.sampled_from(kinds)),
        language=draw(st.sampled_from(["en", "de", "pt-BR", "zh-Hans"])),
        status=draw(st.sampled_from(SubscriberStatus)),
        preferences={preference.column: draw(values_of(preference)) for preference in PREFERENCES},
        followed=tuple(slugs[:cut]),
        muted=tuple(slugs[cut:]),
        joined_at=draw(moments),
        seen_at=draw(moments),
    )


@given(st.lists(enlisted(), max_size=5, unique_by=lambda each: (each.chat_id, each.thread_id)))
def test_what_is_written_is_read_the_same(everybody: list[ExportedSubscriber]) -> None:
    text = f"{HEADING}\n{subscribers.csv_lines(everybody)}"
    assert parsed(text) == everybody


def parsed(text: str) -> list[ExportedSubscriber]:
    """The subscribers of a text, in which every line can be read."""
    read_ = list(subscribers.read_csv(io.StringIO(text), "all.csv", SLUGS, NOON))
    found = [each[1] for each in read_ if not isinstance(each, FileProblem)]
    assert len(found) == len(read_)
    return found


def read(*lines: str) -> list[str]:
    read_ = subscribers.read_csv(io.StringIO("\n".join(lines)), "all.csv", SLUGS, NOON)
    problems, total = subscribers.find_problems(read_, "all.csv")
    assert len(problems) == total
    return [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("chat_id", "kind"),
    [("5", ChatKind.PRIVATE), ("-5", ChatKind.GROUP), ("-1000000000005", ChatKind.SUPERGROUP)],
)
def test_a_chats_id_is_enough(chat_id: str, kind: ChatKind) -> None:
    [one] = parsed(f"chat_id\r\n{chat_id}\r\n\r\n")
    assert one == ExportedSubscriber(
        int(chat_id), 0, kind, "en", SubscriberStatus.ACTIVE, default_values(), (), (), NOON, NOON
    )


def test_columns_stand_in_any_order_and_times_in_any_zone() -> None:
    text = "joined_at, topics ,chat_id\n2026-03-01T14:00:00+02:00, space -ai ,5\n"
    [one] = parsed(text)
    assert (one.followed, one.muted) == (("space",), ("ai",))
    assert one.joined_at == one.seen_at == NOON - timedelta(days=1)


AMISS = [
    ({"chat_id": "0"}, "chat_id cannot be '0'"),
    ({"chat_id": "@ada"}, "chat_id cannot be '@ada'"),
    ({"chat_id": "99999999999999999"}, "chat_id cannot be '99999999999999999'"),
    ({"chat_id": "5", "thread_id": "x"}, "thread_id cannot be 'x'"),
    ({"chat_id": "5", "kind": "group"}, "the chat 5 cannot be group"),
    ({"chat_id": "-5", "kind": "private"}, "the chat -5 cannot be private"),
    ({"chat_id": "5", "kind": "person"}, "kind cannot be 'person', but private, group, supergroup, channel"),
    ({"chat_id": "5", "language": "English"}, "language cannot be 'English'"),
    ({"chat_id": "5", "standing": "gone"}, "standing cannot be 'gone', but active, paused"),
    ({"chat_id": "5", "rhythm": "hourly"}, "'hourly' is no rhythm"),
    ({"chat_id": "5", "quiet_hours": "always"}, "'always' is no hour of the day"),
    ({"chat_id": "5", "time_zone": "Atlantis"}, "there is no time zone 'Atlantis'"),
    ({"chat_id": "5", "announcements": "maybe"}, "announcements cannot be 'maybe', but yes or no"),
    ({"chat_id": "5", "silent_messages": "maybe"}, "silent_messages cannot be 'maybe', but yes or no"),
    ({"chat_id": "5", "topics": "gardening"}, "there is no topic 'gardening'"),
    ({"chat_id": "5", "topics": "-gardening"}, "there is no topic 'gardening'"),
    ({"chat_id": "5", "topics": "ai -ai"}, "a topic stands there twice"),
    ({"chat_id": "5", "joined_at": "yesterday"}, "joined_at cannot be 'yesterday'"),
    ({"chat_id": "5", "joined_at": "0001-01-01T00:00:00+23:00"}, "joined_at cannot be"),
    ({"chat_id": "5", "joined_at": "2026-03-02T12:00:00"}, "joined_at names no time zone"),
    ({"chat_id": "5", "seen_at": "2026-03-02T12:00:01Z"}, "seen_at lies ahead"),
    ({"chat_id": "-5", "signature": "x" * 200}, "a signature has at most"),
    ({"chat_id": "-5", "picture": "huge"}, "picture cannot be 'huge', but large, small, none"),
    ({"chat_id": "-5", "approval": "maybe"}, "approval cannot be 'maybe', but yes or no"),
]


@pytest.mark.parametrize(("cells", "reason"), AMISS)
def test_what_cannot_be_read_is_told_by_line(cells: dict[str, str], reason: str) -> None:
    whole = ",".join(cells.get(column, "") for column in subscribers.COLUMNS)
    [problem] = read(HEADING, "6" + "," * (len(subscribers.COLUMNS) - 1), whole)
    assert problem.startswith(f"all.csv:3: {reason}")


def test_every_bad_line_is_told() -> None:
    assert read("chat_id,thread_id", "5,0", "5,0", "5,1", "6", '"7\n",0', "") == [
        "all.csv:3: the chat 5 stands there twice",
        "all.csv:5: it has 1 columns, not 2",
    ]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["5"], "1: there is no column '5'; there are chat_id, "),
        ([""], "1: the first line must name the columns, chat_id among them"),
        (["language"], "1: the first line must name the columns"),
        (["chat_id,chat_id", "5,6"], "1: a column stands there twice"),
        (["chat_id", '"5'], "2: it is no CSV: "),
    ],
)
def test_what_is_no_roster_is_told(lines: list[str], reason: str) -> None:
    assert read(*lines)[-1].startswith(f"all.csv:{reason}")


def lines_of(chats: list[tuple[int, int]]) -> subscribers.ChatLines:
    found = subscribers.ChatLines(buckets=2)
    for line, (chat_id, thread_id) in enumerate(chats):
        found.add(chat_id, thread_id, line)
    return found


@given(
    st.lists(st.tuples(st.sampled_from([1, -1, 2**53]), st.sampled_from([0, 1, 2**59])), max_size=20), st.integers(0, 9)
)
def test_whatever_stands_there_twice_is_found(chats: list[tuple[int, int]], limit: int) -> None:
    expected = [(line, chat_id) for line, (chat_id, thread) in enumerate(chats) if (chat_id, thread) in chats[:line]]
    assert lines_of(chats).repeated(limit) == (expected[:limit], len(expected))


def test_of_many_problems_the_first_are_told_in_the_order_of_lines() -> None:
    text = "chat_id\n5\n" + "5\nx\n" * 100
    problems, total = subscribers.find_problems(subscribers.read_csv(io.StringIO(text), "a", SLUGS, NOON), "a")
    assert total == 200
    assert [problem.line for problem in problems] == list(range(3, 3 + subscribers.MOST_PROBLEMS))
