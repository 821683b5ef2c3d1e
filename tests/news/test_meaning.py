"""The model of language: what it is asked, what it answers, and what happens when it does not."""

import hashlib
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from bot.news import meaning
from bot.news.ingest import StoryCache
from bot.news.meaning import NEEDED, REST_SECONDS, MeaningModel, cosine, find_meaning
from bot.roles.schedule import build_scan
from bot.settings import Settings
from storage.database import Database
from tests.news.matching_samples import NOON

WITHOUT_EXTRA = "the extra “meaning” is not installed"

READ = """
import os, struct, sys, time
def question():
    size = int.from_bytes(os.read(0, 4), "big")
    return os.read(0, size).decode() if size else sys.exit()
def answer(first, second):
    os.write(1, struct.pack("384f", first, second, *[0.0] * 382))
"""
READY = READ + 'os.write(1, b"ready\\n")\n'
COUNTS_LETTERS = READY + 'while text := question():\n    answer(text.count("a"), text.count("b"))\n'


def child(program: str) -> list[str]:
    return [sys.executable, "-c", program]


class Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(name="started")
def _started(clock: Clock) -> Iterator[list[MeaningModel]]:
    models: list[MeaningModel] = []
    yield models
    for model in models:
        model.close()


def start(program: str, started: list[MeaningModel], clock: Clock, patience: float = 20.0) -> MeaningModel:
    started.append(MeaningModel(child(program), clock=clock, patience=patience))
    return started[-1]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ([1.0, 0.0], [2.0, 0.0], 1.0),
        ([1.0, 0.0], [0.0, 3.0], 0.0),
        ([1.0, 0.0], [-1.0, 0.0], -1.0),
        ([0.0], [1.0], 0.0),
    ],
)
def test_cosine(one: Sequence[float], other: Sequence[float], alike: float) -> None:
    assert cosine(one, other) == pytest.approx(alike)


def test_a_text_is_compared_with_the_mean_of_a_story(started: list[MeaningModel], clock: Clock) -> None:
    model = start(COUNTS_LETTERS, started, clock)
    assert model("a", ["b"]) == pytest.approx(0.0)
    assert model("a", ["aa"]) == pytest.approx(1.0)
    assert model("a", ["a", "b"]) == pytest.approx(0.5**0.5)


def test_of_a_long_story_the_latest_count(started: list[MeaningModel], clock: Clock) -> None:
    assert start(COUNTS_LETTERS, started, clock)("a", ["b"] * 5 + ["a"] * meaning.MOST_ASKED) == pytest.approx(1.0)


def test_a_text_is_asked_about_once(started: list[MeaningModel], clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    once = READY + "seen = set()\nwhile (text := question()) not in seen:\n    seen.add(text)\n    answer(1, 0)\n"
    model = start(once, started, clock)
    assert [model("a", ["b"]), model("b", ["a"])] == [1.0, 1.0]
    monkeypatch.setattr(meaning, "MOST_KEPT", 1)
    assert model("c", ["c"]) == 1.0
    assert model("a", ["c"]) is not None  # forgotten, and asked about anew


def test_a_child_that_ended_when_nobody_asked_is_started_anew(
    started: list[MeaningModel], clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    model = start(READY + "question()\nanswer(1, 0)\n", started, clock)
    assert [model("a", ["a"]), model("b", ["a"]), model("c", ["b"])] == [1.0, 1.0, 1.0]
    assert caplog.messages == []


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("", "the process of the model ended"),
        (READ + 'os.write(1, b"model.onnx is not the file\\n")', "model.onnx is not the file"),
        (READY + "question()", "the process of the model ended"),
        (READY + "question()\ntime.sleep(60)", "the process of the model does not answer"),
        (READY + 'question()\nos.write(1, b"x")\ntime.sleep(60)', "the process of the model does not answer"),
    ],
    ids=["dies at once", "says why not", "dies when asked", "hangs", "hangs in an answer"],
)
def test_without_an_answer_words_decide_and_the_log_says_so_once(
    program: str, reason: str, started: list[MeaningModel], clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    model = start(program, started, clock, patience=0.2)
    for _ in range(3):
        assert model("a", ["b"]) is None
        clock.now += REST_SECONDS
    assert caplog.messages == [f"stories are told apart by their words alone for now: {reason}"]


def test_what_cannot_be_started_is_no_answer(clock: Clock, caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    assert MeaningModel([str(tmp_path / "nothing")], clock=clock)("a", ["b"]) is None
    assert caplog.messages == [
        "stories are told apart by their words alone for now: the process of the model could not be started:"
        " FileNotFoundError"
    ]


def test_after_a_failure_it_rests_and_is_tried_again(
    started: list[MeaningModel], clock: Clock, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    works = tmp_path / "works"
    model = start(f"import os, sys\nos.path.exists({str(works)!r}) or sys.exit()\n{COUNTS_LETTERS}", started, clock)
    assert model("a", ["a"]) is None
    works.touch()
    clock.now += REST_SECONDS - 1
    assert model("a", ["a"]) is None
    clock.now += 1
    assert model("a", ["a"]) == 1.0
    assert caplog.messages[-1] == "stories are told apart by their meaning again"


def test_the_child_sees_no_secrets(started: list[MeaningModel], clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456789:AAF")
    tells = READY + 'while question():\n    answer(1, "TELEGRAM_BOT_TOKEN" in os.environ)\n'
    assert start(tells, started, clock)("a", ["b"]) == pytest.approx(1.0)
    assert not any("TOKEN" in name or "DATABASE" in name for name in meaning.PASSED_ON)


def test_a_child_does_not_outlive_its_model(clock: Clock) -> None:
    model = MeaningModel(child(COUNTS_LETTERS), clock=clock)
    assert model("a", ["a"]) == 1.0
    assert model._child is not None
    process = model._child._process
    del model
    assert process.returncode is not None


def test_without_the_extra_the_log_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    monkeypatch.setattr(meaning, "NEEDED", ("no_such_package",))
    assert find_meaning() is None
    assert "the extra “meaning” is not installed" in caplog.text


@pytest.fixture(name="child_program")
def _child_program() -> Any:
    return pytest.importorskip("bot.news.meaning_process", reason=WITHOUT_EXTRA)


@pytest.mark.skipif(not all(map(find_spec, NEEDED)), reason=WITHOUT_EXTRA)
def test_the_model_knows_what_is_alike() -> None:
    model = find_meaning()
    assert model is not None
    ferry = "A ferry ran aground off Kolsund. All passengers are safe."
    same = model(ferry, ["Ship hits rocks near Kolsund, nobody is hurt"])
    other = model(ferry, ["The central bank raises its rate. Loans become dearer."])
    model.close()
    assert same is not None
    assert other is not None
    assert other < 0.3
    assert same > 0.5


def test_an_answer_does_not_depend_on_what_was_asked_before(child_program: Any) -> None:
    embed = child_program.load_model()
    texts = ["A ferry ran aground", "", "Rates rise " * 300, "渡轮搁浅", "A ferry ran aground"]
    answers = [embed(text) for text in texts]
    assert answers[0] == answers[-1]
    assert all(len(answer) == meaning.ANSWER_BYTES for answer in answers)
    assert all(one != other for one, other in pairwise(answers))


def test_the_child_answers_and_ends_with_its_input(child_program: Any) -> None:
    (questions, asking), (answering, answers) = os.pipe(), os.pipe()
    os.write(asking, (3).to_bytes(4, "big") + "aé".encode())
    os.close(asking)
    child_program.serve(lambda text: text.encode() * 2, questions, answers)
    assert os.read(answering, 100).decode() == "aéaé"
    for each in (questions, answering, answers):
        os.close(each)


def test_the_child_ends_when_nobody_asks(child_program: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    questions, asking = os.pipe()
    monkeypatch.setattr(child_program, "IDLE_SECONDS", 0.0)
    child_program.serve(lambda _: b"", questions, asking)
    os.close(questions)
    os.close(asking)


@pytest.mark.parametrize("name", ["MODEL", "TOKENIZER"])
def test_only_the_files_that_were_measured_are_loaded(name: str, child_program: Any) -> None:
    package, file, sha256 = getattr(child_program, name)
    assert hashlib.sha256(child_program.read_file(package, file, sha256)).hexdigest() == sha256
    for wrong, reason in (
        ((package, file, "0" * 64), "is not the file that it should be"),
        ((package, "nothing", sha256), "cannot be read"),
        (("no_such_package", file, sha256), "is missing"),
    ):
        with pytest.raises(child_program.WrongFileError, match=reason):
            child_program.read_file(*wrong)


def test_a_scan_asks_where_words_leave_doubt() -> None:
    asked: list[tuple[str, Sequence[str]]] = []

    def alike(text: str, story: Sequence[str]) -> float:
        asked.append((text, list(story)))
        return 1.0

    cache = StoryCache(alike)
    ferry = cache.read("https://a.example/", "Ferry aground off Kolsund", "All on the Aurelia are safe.", NOON, ())
    ship = cache.read("https://b.example/", "Ship on rocks near Kolsund", "The Aurelia struck at noon.", NOON, ())
    cache.index.add(ferry, 7)
    assert cache.index.join(ship) == 7
    cache.clear()
    cache.index.add(ferry, 7)
    assert cache.index.join(ship) == 7
    assert asked == [(ship.text, [ferry.text])] * 2


def test_the_setting_leaves_the_model_out(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "NEEDED", ())
    found = {each: build_scan(Settings(meaning=each), database) for each in ("auto", "off")}
    assert isinstance(found["auto"]._story_cache.meaning, MeaningModel)
    assert found["off"]._story_cache.meaning is None
