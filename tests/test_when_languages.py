"""Hours, rhythms, quiet hours and spans as people of other languages write them."""

from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.when import read_hour, read_quiet_hours, read_rhythm, read_span
from bot.when_words import in_english


@pytest.mark.parametrize(
    ("words", "hour"),
    [
        ("8 Uhr", time(8)), ("21 uhr 15", time(21, 15)), ("8h", time(8)), ("8h30", time(8, 30)), ("a las 8", time(8)),
        ("20h", time(20)), ("8点", time(8)), ("晚上8点", time(20)), ("8点30分", time(8, 30)), ("в 8:00", time(8)),
    ],
)  # fmt: skip
def test_hours(words: str, hour: time) -> None:
    assert read_hour(words) == hour


@pytest.mark.parametrize(
    ("words", "rhythm"),
    [
        ("täglich um 8 Uhr", "daily 08:00"), ("taeglich", None), ("jeden Abend um 8", "daily 20:00"),
        ("montags um 17 Uhr", "weekly mon 17:00"), ("freitags 17:30", "weekly fri 17:30"), ("sofort", "at once"),
        ("cada día a las 8", "daily 08:00"), ("los lunes a las 9", "weekly mon 09:00"),
        ("viernes 17:30", "weekly fri 17:30"), ("chaque jour à 8h", "daily 08:00"), ("tout de suite", "at once"),
        ("le lundi à 8h30", "weekly mon 08:30"), ("todo dia às 8h", "daily 08:00"),
        ("toda segunda às 8h", "weekly mon 08:00"), ("segunda-feira 8h", "weekly mon 08:00"),
        ("ежедневно в 8:00", "daily 08:00"), ("по понедельникам в 9", "weekly mon 09:00"),
        ("каждую среду в 9:00", "weekly wed 09:00"), ("每天8点", "daily 08:00"), ("每周一8点", "weekly mon 08:00"),
        ("星期五 17:30", "weekly fri 17:30"), ("立即", "at once"),
    ],
)  # fmt: skip
def test_rhythms(words: str, rhythm: str | None) -> None:
    read = read_rhythm(words)
    assert (str(read) if read else None) == rhythm


@pytest.mark.parametrize(
    ("words", "quiet"),
    [
        ("22 bis 7 Uhr", "22:00-07:00"), ("fr,sa 23:00-09:00", "fri,sat 23:00-09:00"), ("22h a 7h", "22:00-07:00"),
        ("de 22h à 7h", "22:00-07:00"), ("das 22h às 7h", "22:00-07:00"), ("с 22 до 7", "22:00-07:00"),
        ("22点到7点", "22:00-07:00"), ("von 22 bis 7 am Wochenende", "sat,sun 22:00-07:00"),
        ("vie,sáb 23:00-09:00", "fri,sat 23:00-09:00"),
    ],
)  # fmt: skip
def test_quiet_hours(words: str, quiet: str) -> None:
    expected = read_quiet_hours(quiet)
    assert expected is not None
    assert read_quiet_hours(words) == expected


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("eine Stunde", timedelta(hours=1)), ("2 días", timedelta(days=2)), ("3 jours", timedelta(days=3)),
        ("uma semana", timedelta(weeks=1)), ("2 часа", timedelta(hours=2)), ("2小时", timedelta(hours=2)),
    ],
)  # fmt: skip
def test_spans(words: str, span: timedelta) -> None:
    assert read_span(words) == span


@given(st.text(max_size=40))
def test_whatever_is_written_is_read_or_not(words: str) -> None:
    in_english(words)
    for read in (read_hour, read_rhythm, read_quiet_hours, read_span):
        read(words)
