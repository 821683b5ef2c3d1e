"""Hours, days, rhythms, quiet hours and spans, as people write them."""

from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.when import (
    LONGEST_PAUSE,
    read_day,
    read_hour,
    read_quiet_hours,
    read_rhythm,
    read_span,
    read_topic_rhythm,
)
from storage.rhythm import QuietHours, Rhythm, RhythmKind

hours = st.times().map(lambda at: at.replace(second=0, microsecond=0))
rhythms = st.one_of(
    st.sampled_from([RhythmKind.AT_ONCE, RhythmKind.DIGEST_ONLY, RhythmKind.OFF]).map(Rhythm),
    hours.map(lambda at: Rhythm(RhythmKind.DAILY, at)),
    st.builds(lambda at, day: Rhythm(RhythmKind.WEEKLY, at, day), hours, st.integers(0, 6)),
)
quiet_hours = st.tuples(hours, hours, st.frozensets(st.integers(0, 6), min_size=1)).filter(lambda it: it[0] != it[1])


@given(rhythms)
def test_what_is_stored_is_read(rhythm: Rhythm) -> None:
    assert read_rhythm(str(rhythm)) == rhythm
    assert read_rhythm(f"  {str(rhythm).upper()}. ") == rhythm
    assert read_topic_rhythm(str(rhythm)) == ("", rhythm)


@given(quiet_hours.map(lambda given: QuietHours(*given)))
def test_quiet_hours_that_are_stored_are_read(quiet: QuietHours) -> None:
    assert read_quiet_hours(str(quiet)) == quiet


@given(st.sampled_from(["AI", "Computer Vision", "Open Source Software", "C++"]), rhythms)
def test_a_topic_stands_before_its_rhythm(name: str, rhythm: Rhythm) -> None:
    assert read_topic_rhythm(f"{name} {rhythm}") == (name, rhythm)
    assert read_topic_rhythm(f"{name}: default") == (name, None)


@given(st.text(max_size=40))
def test_anything_is_read_or_not(words: str) -> None:
    for read in (read_hour, read_day, read_rhythm, read_topic_rhythm, read_quiet_hours, read_span):
        read(words)


@pytest.mark.parametrize(
    ("words", "at"),
    [
        *(("8", time(8)), ("8:00", time(8)), ("8am", time(8)), ("8 P.M.", time(20)), ("12am", time(0))),
        *(("12 pm", time(12)), ("2030", time(20, 30)), ("20.30", time(20, 30)), ("24", time(0)), ("noon", time(12))),
        *(("eight", time(8)), ("at 9", time(9)), ("20h", time(20)), ("7 o’clock", time(7))),
        *((words, None) for words in ("", "25", "8:60", "13pm", "0am", "-1", "8:5", "1:2:3", "soon", "２５")),
    ],
)
def test_an_hour(words: str, at: time | None) -> None:
    assert read_hour(words) == at


@pytest.mark.parametrize(
    ("words", "stored"),
    [
        ("every day at 8", "daily 08:00"),
        ("every morning at eight", "daily 08:00"),
        ("every evening at 7", "daily 19:00"),
        ("every evening at 7:00", "daily 07:00"),
        ("Friday 5pm", "weekly fri 17:00"),
        ("weekly on thursdays at 9", "weekly thu 09:00"),
        ("every weds 9", "weekly wed 09:00"),
        ("immediately", "at once"),
        ("only digests", "digest only"),
        ("never", "off"),
    ],
)
def test_a_rhythm_in_other_words(words: str, stored: str) -> None:
    assert str(read_rhythm(words)) == stored


@pytest.mark.parametrize("words", ["", "daily", "weekly", "8", "daily 25:00", "weekly 8", "every blue moon 8", "AI"])
def test_what_is_no_rhythm(words: str) -> None:
    assert read_rhythm(words) is None
    assert read_topic_rhythm(words) is None


@pytest.mark.parametrize(
    ("words", "stored"),
    [
        ("22-7", "22:00-07:00"),
        ("from 10pm to 7am", "22:00-07:00"),
        ("between 22 and 7", "22:00-07:00"),
        ("fri and sat 23:00 – 09:00", "fri,sat 23:00-09:00"),
        ("22:00-07:00 weekends", "sat,sun 22:00-07:00"),
        ("weekdays 23 until 6:30", "mon,tue,wed,thu,fri 23:00-06:30"),
        ("fri-mon 1-9", "mon,fri,sat,sun 01:00-09:00"),
        ("every night 23-8", "23:00-08:00"),
    ],
)
def test_quiet_hours_in_other_words(words: str, stored: str) -> None:
    assert str(read_quiet_hours(words)) == stored


@pytest.mark.parametrize("words", ["", "off", "22", "22-22", "22-25", "funday 22-7", "fri 22-7 sat", "22-7-8"])
def test_what_are_no_quiet_hours(words: str) -> None:
    assert read_quiet_hours(words) is None


@pytest.mark.parametrize(
    ("words", "span"),
    [
        *(("1h", timedelta(hours=1)), ("1d", timedelta(days=1)), ("1w", timedelta(weeks=1)), ("3d", timedelta(days=3))),
        *(("an hour", timedelta(hours=1)), ("for a week", timedelta(weeks=1)), ("30 min", timedelta(minutes=30))),
        *((words, None) for words in ("", "0h", "h2", "-1d", "500d", "forever", "1y")),
    ],
)
def test_a_span(words: str, span: timedelta | None) -> None:
    assert read_span(words) == span
    assert span is None or span <= LONGEST_PAUSE
