"""Drawing in a process of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.charts import process
from bot.charts.build import build_broadcast_chart, build_stats_chart
from bot.charts.child import draw_chart
from bot.charts.process import ChartError, render_chart
from tests.charts.samples import BROADCASTS, PERIODS
from tests.views.samples import VOICE

PACE = build_broadcast_chart(BROADCASTS["three"], 12, VOICE)


async def test_the_process_draws_what_it_is_given() -> None:
    """Either kind of picture, and either colour."""
    period = build_stats_chart(PERIODS["a week"], VOICE)
    assert await render_chart(period, is_dark=False) == draw_chart(period, is_dark=False)
    assert await render_chart(PACE, is_dark=True) == draw_chart(PACE, is_dark=True)


def test_who_runs_the_wire_does_not_load_what_draws() -> None:
    code = (
        "from bot.cli import command_line; command_line(); import sys; "
        "sys.exit('matplotlib' in sys.modules or 'bot.charts.process' not in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


async def test_no_program_no_picture(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nowhere"))
    with pytest.raises(ChartError, match="FileNotFoundError"):
        await render_chart(PACE, is_dark=False)


async def test_a_process_that_fails_says_why(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\necho out of memory >&2\nexit 9\n", encoding="utf-8")
    program.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(program))
    with pytest.raises(ChartError, match="the process ended with 9"):
        await render_chart(PACE, is_dark=False)
    assert "out of memory" in caplog.text


async def test_no_picture_is_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "TIMEOUT_SECONDS", 0.01)
    with pytest.raises(ChartError, match="TimeoutExpired"):
        await render_chart(PACE, is_dark=False)
