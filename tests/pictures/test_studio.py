"""Drawing in a process of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.pictures import studio
from bot.pictures.easel import draw
from bot.pictures.pace import pace_of
from bot.pictures.period import poster_of
from bot.pictures.studio import PictureError, drawn
from bot.pictures.values import Pace, Poster
from tests.messages.samples import VOICE
from tests.pictures.samples import BROADCASTS, PERIODS

POSTER = poster_of(PERIODS["a week"], VOICE)
PACE = pace_of(BROADCASTS["three"], 12, VOICE)


@pytest.mark.parametrize(("value", "is_dark"), [(POSTER, False), (PACE, True)])
async def test_the_process_draws_what_it_is_given(value: Poster | Pace, is_dark: bool) -> None:
    assert await drawn(value, is_dark=is_dark) == draw(value, is_dark=is_dark)


def test_who_runs_the_wire_does_not_load_what_draws() -> None:
    code = "import bot.cli, sys; sys.exit('matplotlib' in sys.modules or 'bot.pictures.studio' not in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


async def test_no_program_no_picture(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nowhere"))
    with pytest.raises(PictureError, match="FileNotFoundError"):
        await drawn(PACE, is_dark=False)


async def test_a_process_that_fails_says_why(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\necho out of memory >&2\nexit 9\n", encoding="utf-8")
    program.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(program))
    with pytest.raises(PictureError, match="the process ended with 9"):
        await drawn(PACE, is_dark=False)
    assert "out of memory" in caplog.text


async def test_no_picture_is_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(studio, "LONGEST", 0.01)
    with pytest.raises(PictureError, match="TimeoutExpired"):
        await drawn(PACE, is_dark=False)
