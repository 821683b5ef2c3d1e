"""The bot as a process of its own: started, asked, told to stop."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from bot.sandbox.server import Sandbox
from bot.sandbox.world import World

PATIENCE = 30


async def started(folder: Path, **settings: str) -> asyncio.subprocess.Process:
    (folder / "records").mkdir(exist_ok=True)
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "run",
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **settings},
        stderr=asyncio.subprocess.PIPE,
    )


async def ended(process: asyncio.subprocess.Process) -> tuple[int | None, str]:
    async with asyncio.timeout(PATIENCE):
        _, said = await process.communicate()
    return process.returncode, said.decode()


async def test_an_unknown_token_ends_the_bot_with_a_sentence(tmp_path: Path) -> None:
    async with Sandbox(World()) as sandbox:
        sandbox.world.bot.revoked = True
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
