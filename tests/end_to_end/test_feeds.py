"""A bot with feeds, as it is run: what a feed brings arrives once, also when the bot is killed."""

import asyncio
import signal
from pathlib import Path

from sqlmodel import Session, func, select

from storage import feeds
from storage.database import read_only
from storage.models import FeedEntry
from tests.end_to_end.environment import Environment, bot_process, until
from tests.feeds.samples import item, rss
from tests.feeds.server import HOST, feed_server
from tests.support.pipeline import stored_articles, titles

PATIENCE = 240


@read_only
def known_entries(session: Session) -> int:
    return session.exec(select(func.count()).select_from(FeedEntry)).one()


def feed_of(*names: str) -> str:
    return rss(*(item(name, f"https://osterby.example/{name.split()[0]}", id=name) for name in names))


async def test_what_a_feed_brings_arrives_once_also_through_a_kill(environment: Environment, tmp_path: Path) -> None:
    old, *fresh = titles(4)
    environment.folder.mkdir(exist_ok=True)
    file = tmp_path / "feeds.yaml"
    async with feed_server() as server:
        server.pages["/feed.xml"] = feed_of(old)
        text = f"- {{address: '{server.url('/feed.xml')}', topics: AI, interval: 0.5}}\n- {server.url('/gone')}\n"
        await asyncio.to_thread(file.write_text, text, encoding="utf-8")
        changes = {
            "FEEDS_FILE": str(file),
            "FEEDS_DIR": str(tmp_path / "feeds"),
            "FEEDS_ALLOW_PRIVATE": HOST,
            "FEEDS_MIN_SECONDS": "0.5",
        }
        async with bot_process(environment, tmp_path / "bot.log", 0.0, **changes) as bot:
            await bot.start()
            await until(lambda: any(each.announced_at for each in environment.database.call(stored_articles)), PATIENCE)
            environment.gather(2)
            server.pages["/feed.xml"] = feed_of(fresh[0], old)
            await until(lambda: environment.arrived().total() == 2, PATIENCE)
            server.pages["/feed.xml"] = feed_of(*fresh[:2], old)
            await until(lambda: environment.database.call(known_entries) == 3, PATIENCE)
            await bot.end(signal.SIGKILL)
            server.pages["/feed.xml"] = feed_of(*fresh, old)
            await bot.start()
            await until(lambda: len(environment.arrived()) == 6 and environment.is_drained(), PATIENCE)
            assert await bot.end(signal.SIGTERM) == 0
    assert set(environment.arrived()) == environment.expected(fresh)
    failed = next(feed for feed in environment.database.call(feeds.find_all) if feed.address.endswith("/gone"))
    assert failed.last_error == "the server answers 404 not found"
    assert (tmp_path / "feeds").is_dir()
