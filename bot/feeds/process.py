"""Parsing in a child process: however slow or hostile a feed is, the process that answers people goes on.

One child parses one feed after the other. It ends after a while, so that its memory comes back, and is killed when a
feed takes too long or too much. It is told nothing of the environment, where secrets are.
"""

import asyncio
import json
import logging
import os
import sys
from asyncio.subprocess import Process
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from bot.feeds.parsed import LENGTH, NotAFeedError, ParsedEntry, ParsedFeed

log = logging.getLogger(__name__)

MAX_SECONDS = 60.0
"""For one feed; the child has half of it as time of the processor."""

MOST_FEEDS = 500
"""That one child parses."""

IDLE_SECONDS = 60.0
"""After which a child that has nothing to do ends."""

NICENESS = 10
"""People who write to the bot go before (nice(2))."""

LARGEST_ANSWER = 64 * 2**20


class ParserProcess:
    """Parses feeds in a child. An asynchronous context, so that no child is left behind.

    Args:
        max_seconds: For one feed.
        idle_seconds: After which the child ends.
    """

    def __init__(self, max_seconds: float = MAX_SECONDS, idle_seconds: float = IDLE_SECONDS) -> None:
        self._max_seconds = max_seconds
        self._idle_seconds = idle_seconds
        self._turn = asyncio.Lock()
        self._child: Process | None = None
        self._parsed = 0
        self._ending: asyncio.TimerHandle | None = None

    async def __aenter__(self) -> Self:
        """Be ready; the child is started when there is something to parse."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the child."""
        async with self._turn:
            await self._end()

    async def parse(self, body: bytes, address: str, content_type: str) -> ParsedFeed:
        """Parse a feed, as ``bot.feeds.parse.parse_feed`` does.

        Raises:
            NotAFeedError: It is none, or cannot be parsed within the limits.
        """
        async with self._turn:
            if self._ending is not None:
                self._ending.cancel()
            try:
                async with asyncio.timeout(self._max_seconds):
                    said = await self._ask(body, {"address": address, "content_type": content_type})
            except (TimeoutError, OSError, EOFError, ValueError) as error:
                await self._end()
                log.warning("a feed could not be parsed: %s", type(error).__name__)
                raise NotAFeedError("it cannot be parsed: it takes too much time or memory") from None
            except BaseException:  # half of a message may be on its way
                await self._end()
                raise
            self._parsed += 1
            if self._parsed >= MOST_FEEDS:
                await self._end()
            self._end_when_idle()
        if "error" in said:
            raise NotAFeedError(said["error"])
        entries = tuple(ParsedEntry(**entry) for entry in said.pop("entries"))
        return ParsedFeed(**said, entries=entries)

    async def _ask(self, body: bytes, about: dict[str, str]) -> dict[str, Any]:
        child = self._child or await self._start()
        if child.stdin is None or child.stdout is None:
            raise RuntimeError("the child has no pipes")
        head = json.dumps(about).encode()
        child.stdin.write(LENGTH.pack(len(head)) + head + LENGTH.pack(len(body)))
        child.stdin.write(body)
        await child.stdin.drain()
        length = LENGTH.unpack(await child.stdout.readexactly(LENGTH.size))[0]
        if length > LARGEST_ANSWER:
            raise ValueError("the answer of the child is too large")
        answer: dict[str, Any] = json.loads(await child.stdout.readexactly(length))
        return answer

    async def _start(self) -> Process:
        self._parsed = 0
        self._child = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot.feeds.parse",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": os.pathsep.join(sys.path), "LC_ALL": "C.UTF-8"},
        )
        with suppress(OSError):  # it has ended already
            os.setpriority(os.PRIO_PROCESS, self._child.pid, min(os.getpriority(os.PRIO_PROCESS, 0) + NICENESS, 19))
        return self._child

    async def _end(self) -> None:
        if self._ending is not None:
            self._ending.cancel()
        child, self._child = self._child, None
        if child is not None:
            with suppress(ProcessLookupError):
                child.kill()
            await child.wait()
            _close(child)

    def _end_when_idle(self) -> None:
        loop = asyncio.get_running_loop()
        self._ending = loop.call_later(self._idle_seconds, self._leave_to_end)

    def _leave_to_end(self) -> None:
        """Tell the child that nothing more comes."""
        child = self._child
        if child is not None and child.stdin is not None and not self._turn.locked():
            self._child = None
            child.stdin.close()


def _close(child: Process) -> None:
    """Give back the pipes of a child that has ended."""
    child._transport.close()  # type: ignore[attr-defined] # noqa: SLF001 - asyncio has no other way
