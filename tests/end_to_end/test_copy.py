"""Copying beside real bots on PostgreSQL: whoever is at work keeps the other off, and leaves no trace that does."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from sandbox.faults import FaultKind
from storage import migrations, processes
from storage.database import Database
from tests.end_to_end.environment import Environment, bot_process, settings_of, until
from tests.storage.rows import subscriber

pytestmark = pytest.mark.parametrize("database", ["postgresql"], indirect=True)

IN_USE = 3

HALTED = """
import os, signal, sys
from storage import copying
def halt(name, done, total):
    if name == "subscriber":
        print("halted", flush=True)
        sys.stdin.readline()
        os.kill(os.getpid(), signal.SIGKILL)
copying.copy_database(sys.argv[1], sys.argv[2], halt)
"""


def address(environment: Environment) -> str:
    return settings_of(environment).database_url.get_secret_value()


def topicwire(*arguments: str) -> subprocess.CompletedProcess[str]:
    """What a command says, and how it ends."""
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


@contextmanager
def halted_copy(source: str, target: str) -> Iterator[None]:
    """A copy in the middle of its work, which is killed at the end."""
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    command = [sys.executable, "-c", HALTED, source, target]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as copying:
        assert copying.stdout
        assert copying.stdout.readline() == "halted\n"
        try:
            yield
        finally:
            copying.kill()


@pytest.fixture
def file(tmp_path: Path) -> str:
    """The address of a file that a bot made and that holds nothing."""
    path = f"sqlite:///{tmp_path}/other.db"
    with closing(Database(path)) as database:
        migrations.upgrade(database.engine)
    return path


async def test_a_bot_that_runs_is_copied_neither_from_nor_to_and_one_that_ended_is(
    environment: Environment, file: str, tmp_path: Path
) -> None:
    environment.gather(2)
    async with bot_process(environment, tmp_path / "log", roles="schedule") as bot:
        await bot.start()
        await until(lambda: bool(environment.database.call(processes.running)))
        for source, target in ((address(environment), file), (file, address(environment))):
            for extra in ((), ("--dry-run",)):
                refused = topicwire("copy", "--from", source, "--to", target, *extra)
                assert (refused.returncode, refused.stderr.count("\n")) == (IN_USE, 1), refused
                assert "stop it first" in refused.stderr
        assert await bot.end(signal.SIGTERM) == 0
    assert environment.database.call(processes.running) == []
    done = topicwire("copy", "--from", address(environment), "--to", file)
    assert done.returncode == 0, done.stderr
    assert "rows were copied and checked" in done.stdout


@pytest.mark.parametrize("which", ["source", "target"])
async def test_a_bot_that_is_started_during_a_copy_refuses(
    environment: Environment, file: str, tmp_path: Path, which: str
) -> None:
    if which == "source":
        environment.gather(2)
        source, target = address(environment), file
    else:
        with closing(Database(file)) as database:
            subscriber(database, 1)
        source, target = file, address(environment)
    async with bot_process(environment, tmp_path / "log") as bot:
        with halted_copy(source, target):
            await bot.start()
            assert bot.process
            assert await bot.process.wait() == IN_USE
        assert "being copied" in bot.said()
        assert "Traceback" not in bot.said()
    done = topicwire("copy", "--from", source, "--to", target)
    assert done.returncode == 0, done.stderr


async def test_a_process_lives_to_the_others_until_what_it_has_in_the_air_is_settled(
    environment: Environment, tmp_path: Path
) -> None:
    environment.gather(1)
    environment.sandbox.simulator.faults.add(FaultKind.SLOW, "sendMessage", seconds=2.0)
    async with bot_process(environment, tmp_path / "log") as bot:
        await bot.start()
        environment.drop("Quiet rivers flow")
        await until(lambda: any(row.begun_at and row.state == "in_flight" for row in environment.rows()))
        assert bot.process
        bot.process.send_signal(signal.SIGTERM)
        seen = []

        def is_settled() -> bool:
            lives = bool(environment.database.call(processes.running))
            seen.append(lives or environment.is_drained())
            return environment.is_drained()

        await until(is_settled)
        assert all(seen)
        assert await bot.process.wait() == 0
    assert environment.database.call(processes.running) == []
