"""Hours, rhythms, quiet hours and spans as people of other languages write them."""

import re
from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gazetteer import find_places
from bot.views.texts import Scene, Texts
from bot.when import read_hour, read_quiet_hours, read_rhythm, read_span, read_topic_rhythm
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


TEXTS = Texts.packaged(is_strict=True)
_CODE = re.compile(r"<code>/\w+ (.+?)</code>|[“„«]\s*([^“”„«»]+?)\s*[”“»]")
HOUR = {"hour": "8:05"}


def examples(key: str, language: str, **filled: str) -> list[str]:
    """What a text tells people to write, in private chats and in groups: between quotation marks, or as a command."""
    found = []
    for here in ("private", "group"):
        for command, words in _CODE.findall(TEXTS.say(key, language, Scene(here, here), **filled)):
            found.append(command or words)
    return [each for each in found if each not in filled.values()]


@pytest.mark.parametrize("language", TEXTS.languages)
def test_the_examples_of_each_language_are_read(language: str) -> None:
    """A text that tells people what to write tells them what is understood."""
    for line in TEXTS.say("rhythm-examples", language).splitlines():
        topic, rhythm = read_topic_rhythm(line.removeprefix("/rhythm ")) or ("", None)
        assert rhythm, line
        assert topic in {"", line.split()[1]}
    for key, filled in (("rhythm-ask-hour-words", {}), ("rhythm-hour-unreadable", {"text": "zz"})):
        hours = examples(key, language, **filled)
        assert hours
        assert all(read_hour(each) or read_rhythm(each) for each in hours), hours
    assert all(map(read_quiet_hours, examples("quiet-ask", language)))
    for key in ("zone-ask", "zone-ask-other", "zone-hint", "zone-needed"):
        assert [each for each in examples(key, language) if not find_places(each)] == []


@pytest.mark.parametrize("language", TEXTS.languages)
def test_what_is_on_a_button_may_be_written_as_well(language: str) -> None:
    """The rhythms and pauses as each language shows them are understood when somebody writes them."""
    for begin in ("measure-rhythm", "measure-rhythm-inside"):
        said = {kind: TEXTS.label(f"{begin}-{kind}", language) for kind in ("at-once", "digest-only", "off")}
        said |= {"daily": TEXTS.label(f"{begin}-daily", language, None, **HOUR)}
        assert {kind: str(read_rhythm(words)) for kind, words in said.items()} == {
            "at-once": "at once", "digest-only": "digest only", "off": "off", "daily": "daily 08:05",
        }  # fmt: skip
        for weekday, day in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), 1):
            words = TEXTS.label(f"{begin}-weekly", language, None, weekday=weekday, **HOUR)
            assert str(read_rhythm(words)) == f"weekly {day} 08:05"
    spans = [read_span(TEXTS.label(f"button-pause-{span}", language)) for span in ("hour", "day", "week")]
    assert spans == [timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)]
