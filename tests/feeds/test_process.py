import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from bot.feeds import parse
from bot.feeds.parse import parse_feed
from bot.feeds.parsed import LENGTH, NotAFeedError
from bot.feeds.process import ParserProcess
from tests.feeds.samples import JSON_1, KINDS, RSS_2, item, rss
from tests.feeds.test_parse import ADDRESS


async def test_the_child_parses_as_the_function_does() -> None:
    async with ParserProcess() as parser:
        for body in KINDS.values():
            assert await parser.parse(body, ADDRESS, "") == parse_feed(body, ADDRESS)


async def test_one_after_the_other_though_asked_at_once() -> None:
    bodies = [rss(item(f"Title {n}", f"https://a.example/{n}", text="word " * 3_000)).encode() for n in range(20)]
    async with ParserProcess() as parser:
        feeds = await asyncio.gather(*(parser.parse(body, ADDRESS, "") for body in bodies))
    assert [feed.entries[0].title for feed in feeds] == [f"Title {n}" for n in range(20)]


async def test_what_is_no_feed_is_told_and_the_next_is_parsed() -> None:
    async with ParserProcess() as parser:
        with pytest.raises(NotAFeedError, match="a web page"):
            await parser.parse(b"<html>", ADDRESS, "")
        assert (await parser.parse(RSS_2, ADDRESS, "")).title == "Osterby Journal"


async def test_a_feed_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    async with ParserProcess() as parser:
        await parser.parse(JSON_1, ADDRESS, "")
        child = parser._child
        parser._max_seconds = 0.0
        with pytest.raises(NotAFeedError, match="too much time"):
            await parser.parse(RSS_2, ADDRESS, "")
        assert child is not None
        assert child.returncode == -9
        parser._max_seconds = 60.0
        assert (await parser.parse(RSS_2, ADDRESS, "")).title == "Osterby Journal"


async def test_a_child_that_dies_harms_one_feed_alone() -> None:
    async with ParserProcess() as parser:
        await parser.parse(JSON_1, ADDRESS, "")
        assert parser._child is not None
        parser._child.kill()
        await parser._child.wait()
        with pytest.raises(NotAFeedError):
            await parser.parse(RSS_2, ADDRESS, "")
        assert (await parser.parse(RSS_2, ADDRESS, "")).title == "Osterby Journal"


async def test_a_child_that_has_nothing_to_do_ends() -> None:
    async with ParserProcess(idle_seconds=0.0) as parser:
        await parser.parse(RSS_2, ADDRESS, "")
        child = parser._child
        assert child is not None
        assert await child.wait() == 0
        assert (await parser.parse(RSS_2, ADDRESS, "")).title == "Osterby Journal"


async def test_half_of_a_character_is_left_out() -> None:
    body = b'{"title": "A\\ud83d", "items": [{"id": "1", "url": "https://a.example/1", "title": "Fog\\udc00s"}]}'
    async with ParserProcess() as parser:
        feed = await parser.parse(body, ADDRESS, "")
    assert (feed.title, feed.entries[0].title) == ("A", "Fogs")


def environment_of(process: int) -> bytes:
    return Path(f"/proc/{process}/environ").read_bytes()


async def test_the_child_is_told_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "secret")
    async with ParserProcess() as parser:
        await parser.parse(RSS_2, ADDRESS, "")
        assert parser._child is not None
        environment = environment_of(parser._child.pid)
    assert b"secret" not in environment


def test_messages_end_with_the_pipe(tmp_path: Path) -> None:
    file = tmp_path / "messages"
    file.write_bytes(LENGTH.pack(2) + b"{}" + LENGTH.pack(1) + b"x" + b"\0\0")
    with file.open("rb") as stream:
        assert list(parse.messages(stream)) == [(b"x", {})]
    assert "error" in parse.answer(b"", {"address": ADDRESS, "content_type": ""})


def test_who_runs_the_wire_does_not_load_what_parses() -> None:
    code = (
        "from bot.cli import command_line; command_line(); import sys; "
        "sys.exit('feedparser' in sys.modules or 'bot.feeds.process' not in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
