"""Slugs and links that are stored become what reading the same names and links makes of them now."""

import pytest
import sqlalchemy
from alembic import command

from bot.news.topics import slugify
from bot.urls import canonical_url
from storage import migrations
from storage.database import Database
from tests.conftest import NOON

pytestmark = pytest.mark.both_engines

SLUGS = {
    "🇩🇪 News": "news",
    "AI": "ai",
    "AI 🤖": "robots",
    "Café": "cafe",
    "🤖": "topic-b0d12518",
    "C++": "c-plus-plus",
    "Q&A": "q-a",
    "$50": "50",
    "❤\ufe0f": "hearts",
    "日本": "chosen",
    "Up ≠": "up",
}
CHOSEN = {"AI 🤖", "❤\ufe0f", "日本"}
LINKS = [
    "https://a.example/é?a=b/c",
    "https://bücher.example/ä\u00a0b\u200e",
    "https://bücher.example?q=ä",
    "https://ä_b.example:8080/x\u3000",
    "https://日本.example",
]


@pytest.fixture
def aged(empty_database: Database) -> Database:
    """A database as the third migration leaves it, with topics and articles in it."""
    config = migrations._config()
    with empty_database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        meta = sqlalchemy.MetaData()
        meta.reflect(connection)
        empty = {"description": "", "shortname": "", "hashtag": "", "is_listed": True}
        topics = [{"name": name, "slug": slug, **empty} for name, slug in SLUGS.items()]
        connection.execute(meta.tables["topic"].insert(), topics)
        connection.execute(meta.tables["story"].insert(), {"id": 1, "started_at": NOON})
        for link, amp_link in [*zip(LINKS, reversed(LINKS), strict=True), ("https://xn--wgv71a.example", None)]:
            connection.execute(meta.tables["article"].insert(), article(link, amp_link))
    return empty_database


def article(link: str, amp_link: str | None) -> dict[str, object]:
    empty = dict.fromkeys(("title", "excerpt", "provider_name", "provider_domain"), "")
    state: dict[str, object] = {"kind": "article", "quality": 0, "heat": 0, "is_published": False, "is_removed": False}
    times = {"published_at": NOON, "arrived_at": NOON}
    lists: dict[str, object] = {"related": [], "topic_names": []}
    return {"link": link, "amp_link": amp_link, "web_url": link, "story_id": 1} | empty | state | times | lists


def rows(database: Database, query: str) -> list[tuple[object, ...]]:
    with database.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(sqlalchemy.text(query))]


def test_made_slugs_are_made_anew_and_chosen_ones_stay(aged: Database) -> None:
    migrations.upgrade(aged.engine)
    found = {str(name): slug for name, slug in rows(aged, "SELECT name, slug FROM topic")}
    assert found == {name: slug if name in CHOSEN else slugify(name) for name, slug in SLUGS.items()}
    assert {name for name, slug in found.items() if slug != SLUGS[name]} == {"🇩🇪 News", "$50", "Up ≠"}


def test_links_are_those_that_reading_makes(aged: Database) -> None:
    migrations.upgrade(aged.engine)
    found = rows(aged, "SELECT link, amp_link, web_url, is_day_only FROM article ORDER BY id")
    wanted = [canonical_url(link) for link in LINKS]
    amp = list(reversed(wanted))
    wanted[-1] = LINKS[-1]  # another article bears that link already
    kept = ("https://xn--wgv71a.example", None, "https://xn--wgv71a.example", False)
    assert [(*row[:3], bool(row[3])) for row in found] == [
        *((link, amp_link, written, False) for link, amp_link, written in zip(wanted, amp, LINKS, strict=True)),
        kept,
    ]
