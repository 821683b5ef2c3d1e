"""The command line, run in a folder of its own with a clean environment."""

import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.cli import main
from bot.settings import Settings

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def untouched_logging() -> Iterator[None]:
    """Commands set up logging for the whole process, in which other tests read the log afterwards."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with an empty records folder."""
    for name in (*Settings.model_fields, "telegram_bot_token_file", "database_url_file"):
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("HTTP_PORT", "0")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "records").mkdir()
    return tmp_path


@pytest.fixture
def topicwire(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run ``topicwire`` with arguments and settings; gives exit code, output and errors."""

    def run(*arguments: str, **settings: str) -> tuple[int, str, str]:
        with monkeypatch.context() as patch:
            for name, value in settings.items():
                patch.setitem(os.environ, name, value)
            patch.setattr("sys.argv", ["topicwire", *arguments])
            with pytest.raises(SystemExit) as ended:
                main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return run
