"""What keeps ``topicwire sandbox`` and ``topicwire demo`` from starting is told in a sentence."""

import errno
import io
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from rich.console import Console
from typer.testing import CliRunner

from bot.cli import command_line
from bot.cli.demo import print_messages
from bot.cli.sandbox import explain_start_errors
from bot.settings import SettingsError
from sandbox.formatting import ParserMissingError


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_port_that_is_taken(taken: int) -> None:
    result = CliRunner().invoke(command_line(), ["sandbox", "--port", str(taken)])
    assert result.exit_code == 1
    assert f"port {taken} is taken by another program" in result.stderr


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    result = CliRunner().invoke(command_line(), ["sandbox", "--records", str(tmp_path / "nowhere")])
    assert isinstance(result.exception, SettingsError)
    assert "is no folder" in str(result.exception)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError(errno.EADDRNOTAVAIL, "x"), "10.1.1.1 is no address of this machine"),
        (OSError(errno.EACCES, "x"), "may not listen on port 80"),
        (ParserMissingError("The parser is missing."), "The parser is missing."),
    ],
)
def test_other_reasons(error: Exception, sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as left, explain_start_errors("10.1.1.1", 80):
        raise error
    assert left.value.exit_code == 1
    assert sentence in capsys.readouterr().err


def test_what_is_nobodys_to_mend_is_not_hidden() -> None:
    with pytest.raises(OSError, match="disk"), explain_start_errors("127.0.0.1", 80):
        raise OSError(errno.EIO, "disk")


@pytest.mark.slow
async def test_the_printed_demo_ends_by_itself() -> None:
    paper = io.StringIO()
    await print_messages(Console(file=paper, width=100), every=0, stay=False)
    assert "12 records made 7 alerts" in paper.getvalue()
    assert "ferry" in paper.getvalue()


@pytest.mark.parametrize("command", [["sandbox", "--port", "0"], ["demo", "--headless"]])
def test_without_the_extra_the_command_says_what_to_install(
    command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "tdjson", None)
    result = CliRunner().invoke(command_line(), command)
    assert result.exit_code == 1
    assert result.stderr.endswith("pip install 'topicwire[sandbox]'\n")
    assert result.stderr.count("\n") == 1
