"""What a person sees who types the commands."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

import pytest
from typer.main import get_command

from bot.cli import command_line
from bot.loop import HeartbeatFile, heartbeat_file
from storage import migrations
from storage.database import Database
from storage.lock import BotLock
from tests.cli.conftest import Run
from tests.support.pipeline import record

TOKEN = "123456789:AAF-made-up-token-of-thirty-five-ch"


def rows_of(output: str) -> dict[str, int]:
    """The table of a scan: what became of how many files."""
    cells = [[cell.strip() for cell in line.split("│")] for line in output.splitlines() if line.startswith("│")]
    return {row[2]: int(row[1]) for row in cells}


def test_help_lists_every_command(topicwire: Run) -> None:
    code, out, _ = topicwire("--help")
    assert code == 0
    for command in (
        "run",
        "demo",
        "sandbox",
        "scan",
        "stories",
        "check",
        "health",
        "migrate",
        "backup",
        "copy",
        "broadcast",
        "subscribers",
    ):
        assert command in out


def test_a_scan_tells_what_became_of_each_file(topicwire: Run, home: Path) -> None:
    (home / "records" / "good.md").write_text(record("Quiet rivers", "https://a.example/1"), encoding="utf-8")
    (home / "records" / "half.md").write_text("---\ntitle: cut", encoding="utf-8")
    code, out, _ = topicwire("scan")
    assert code == 1
    assert rows_of(out) == {"new": 1, "folded": 0, "changed": 0, "unchanged": 0, "rejected": 1}
    assert "half.md:2: the closing --- is missing" in out


def test_what_nobody_mended_is_told_again(topicwire: Run, home: Path) -> None:
    (home / "records" / "half.md").write_text("---\ntitle: cut", encoding="utf-8")
    topicwire("scan")
    code, out, _ = topicwire("scan")
    assert code == 1
    assert rows_of(out)["rejected"] == 1
    assert "half.md:2:" in out


def test_a_scan_of_good_files_exits_with_0_and_names_what_is_gone(topicwire: Run, home: Path) -> None:
    path = home / "records" / "good.md"
    path.write_text(record("Quiet rivers", "https://a.example/1"), encoding="utf-8")
    assert topicwire("scan")[0] == 0
    path.unlink()
    code, out, _ = topicwire("scan")
    assert code == 0
    assert rows_of(out)["gone"] == 1


def test_a_dry_run_leaves_no_trace(topicwire: Run, home: Path) -> None:
    (home / "records" / "good.md").write_text(record("Quiet rivers", "https://a.example/1"), encoding="utf-8")
    code, out, _ = topicwire("scan", "--dry-run")
    assert (code, rows_of(out)["new"]) == (0, 1)
    assert not (home / "data").exists()
    topicwire("migrate")
    assert rows_of(topicwire("scan", "--dry-run")[1])["new"] == 1
    assert rows_of(topicwire("scan", "--dry-run")[1])["new"] == 1


def test_a_dry_run_does_not_migrate(topicwire: Run, home: Path) -> None:
    (home / "data").mkdir()
    sqlite3.connect(home / "data" / "topicwire.db").close()
    code, _, err = topicwire("scan", "--dry-run")
    assert code == 7
    assert "topicwire migrate" in err


def test_vanished_records_stop_the_scan_until_told_to_forget(topicwire: Run, home: Path) -> None:
    for number in range(5):
        text = record(f"Title {number}", f"https://a.example/{number}")
        (home / "records" / f"{number}.md").write_text(text, encoding="utf-8")
    topicwire("scan")
    (home / "records").rename(home / "elsewhere")
    (home / "records").mkdir()
    code, _, err = topicwire("scan")
    assert code == 4
    assert "--forget-missing" in err
    assert topicwire("scan", "--forget-missing")[0] == 0


def test_stories_for_programs_and_for_people(topicwire: Run, home: Path) -> None:
    for number, link in enumerate(("https://a.example/1?utm_source=x", "https://b.example/2")):
        text = record("Harbour city pauses its face recognition trial", link, excerpt="Wrong alarms at the ferry")
        (home / "records" / f"{number}.md").write_text(text, encoding="utf-8")
    topicwire("scan")
    (line,) = topicwire("stories", "--json", "--all")[1].splitlines()
    told = json.loads(line)
    assert told["id"] == 1
    assert [article["link"] for article in told["articles"]] == [
        "https://a.example/1?utm_source=x",
        "https://b.example/2",
    ]
    assert set(told["articles"][0]) == {"link", "title", "published_at"}
    assert topicwire("stories")[1].count("Harbour city pauses its face recognition trial") == 2


def test_without_a_database_there_are_no_stories_and_no_backup(topicwire: Run, home: Path) -> None:
    for command in (("stories",), ("backup", "copy.db")):
        code, _, err = topicwire(*command)
        assert code == 7
        assert "there is no database at" in err
    assert not (home / "data").exists()


def test_an_empty_list_of_stories_says_so(topicwire: Run) -> None:
    topicwire("migrate")
    assert "no stories yet" in topicwire("stories")[1]


def test_migrate_says_what_it_did(topicwire: Run) -> None:
    assert topicwire("migrate")[1].startswith("applied: 0001")
    assert topicwire("migrate")[1] == "the database is up to date\n"


def test_a_backup_is_a_database_and_overwrites_nothing(topicwire: Run, home: Path) -> None:
    (home / "records" / "good.md").write_text(record("Quiet rivers", "https://a.example/1"), encoding="utf-8")
    topicwire("scan")
    assert topicwire("backup", "copy.db")[0] == 0
    with sqlite3.connect(home / "copy.db") as copy:
        assert copy.execute("SELECT title FROM article").fetchall() == [("Quiet rivers",)]
    copy.close()
    code, _, err = topicwire("backup", "copy.db")
    assert code == 1
    assert "is there already" in err


def test_check_says_ok_or_what_to_do(topicwire: Run, home: Path) -> None:
    (home / "topics").mkdir()
    (home / "topics" / "ai.yaml").write_text("name: AI\n", encoding="utf-8")
    code, out, _ = topicwire("check", TOPICS_DIR="topics")
    assert code == 1
    lines = out.splitlines()
    assert [line.split()[0] for line in lines] == ["ok", "ok", "ok", "ok", "amiss"]
    assert "@BotFather" in lines[-1]


def test_check_reads_the_list_of_feeds(topicwire: Run, home: Path) -> None:
    assert "feeds.yaml cannot be used" in topicwire("check", FEEDS_FILE="feeds.yaml")[1]
    (home / "feeds.yaml").write_text("- https://a.example/feed\n- nothing: here\n", encoding="utf-8")
    assert "feed 2 is left out" in topicwire("check", FEEDS_FILE="feeds.yaml")[1]
    (home / "feeds.yaml").write_text("- https://a.example/feed\n", encoding="utf-8")
    assert "ok     feeds: 1 feeds in feeds.yaml" in topicwire("check", FEEDS_FILE="feeds.yaml")[1]


def test_scan_reads_what_feeds_brought(topicwire: Run, home: Path) -> None:
    (home / "feeds" / "a").mkdir(parents=True)
    text = record("Quiet rivers", "https://a.example/1")
    (home / "feeds" / "a" / "good.md").write_text(text, encoding="utf-8")
    assert "1 │ new" in topicwire("scan", FEEDS_DIR="feeds", RECORDS_DIRS="records")[1]
    assert topicwire("scan", FEEDS_DIR="nowhere", RECORDS_DIRS="records", DATABASE_URL="sqlite:///b.db")[0] == 0


def test_check_takes_topics_of_records_for_a_catalogue(topicwire: Run, home: Path) -> None:
    (home / "records" / "good.md").write_text(record("Quiet rivers", "https://a.example/1"), encoding="utf-8")
    assert "ok     topics: no TOPICS_DIR" in topicwire("check")[1]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"RECORDS_DIRS": "nowhere"}, "nowhere cannot be listed"),
        ({"TOPICS_DIR": "nowhere"}, "nowhere is not a folder"),
        ({"TOPICS_DIR": "records"}, "topics: none in records, so nobody can choose one"),
        ({}, "topics: neither TOPICS_DIR nor any record, so nobody can choose one"),
        ({"SCAN_SECONDS": "often"}, "SCAN_SECONDS is wrong"),
        ({"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}, "refuses connections"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": "http://127.0.0.1:1"}, "cannot be reached"),
    ],
)
def test_check_names_what_is_amiss(topicwire: Run, settings: dict[str, str], expected: str) -> None:
    code, out, _ = topicwire("check", **settings)
    assert code == 1
    assert expected in out
    assert TOKEN not in out


def test_check_finds_a_database_that_is_behind_and_a_broken_catalogue(topicwire: Run, home: Path) -> None:
    (home / "data").mkdir()
    sqlite3.connect(home / "data" / "topicwire.db").close()
    (home / "topics").mkdir()
    (home / "topics" / "bad.yaml").write_text("nothing: here\n", encoding="utf-8")
    out = topicwire("check", TOPICS_DIR="topics")[1]
    assert "run topicwire migrate" in out
    assert "bad.yaml" in out
    topicwire("migrate")
    assert f"up to date, at migration {migrations.revisions()[-1]}" in topicwire("check")[1]


@pytest.mark.parametrize(
    ("command", "settings", "code", "sentence"),
    [
        ("run", {}, 2, "TELEGRAM_BOT_TOKEN is missing"),
        ("run", {"TELEGRAM_BOT_TOKEN": "no token"}, 2, "TELEGRAM_BOT_TOKEN is wrong"),
        ("scan", {"DATABASE_URL": "mysql://x"}, 7, "DATABASE_URL is wrong"),
        ("migrate", {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}, 7, "the database cannot be used"),
    ],
)
def test_what_is_a_persons_to_mend_is_told_in_a_sentence(
    topicwire: Run, command: str, settings: dict[str, str], code: int, sentence: str
) -> None:
    ended, _, err = topicwire(command, **settings)
    assert ended == code
    assert sentence in " ".join(err.split())
    assert "Traceback" not in err


def test_a_second_bot_on_a_database_is_refused(topicwire: Run, home: Path) -> None:
    database = Database(f"sqlite:///{home}/data/topicwire.db")
    with BotLock(database):
        code, _, err = topicwire("run", TELEGRAM_BOT_TOKEN=TOKEN)
    database.close()
    assert code == 3
    assert f"process {os.getpid()}" in err


def test_health_says_what_the_bot_says_of_itself(topicwire: Run, home: Path) -> None:
    url = "sqlite:///wire.db"
    assert topicwire("health", DATABASE_URL=url)[:2] == (1, "amiss  process: no bot runs with these settings\n")
    heartbeat = HeartbeatFile(heartbeat_file(url))
    heartbeat.write({"scans": "", "database": ""}, time.time())
    assert topicwire("health", DATABASE_URL=url)[:2] == (0, "the bot is well\n")
    heartbeat.write({"scans": "none succeeds", "database": "it is away"}, time.time())
    told = "amiss  scans: none succeeds\namiss  database: it is away\n"
    assert topicwire("health", DATABASE_URL=url)[:2] == (1, told)
    heartbeat.write({}, time.time() - 3600)
    assert "no sign of life" in topicwire("health", DATABASE_URL=url)[1]
    heartbeat.remove()
    assert "no bot runs" in topicwire("health", DATABASE_URL=url)[1]


def test_the_version_is_told(topicwire: Run) -> None:
    assert topicwire("--version")[:2] == (0, f"topicwire {version('topicwire')}\n")


def test_health_loads_nothing_of_the_bot_but_its_settings(home: Path) -> None:
    """A container asks every few seconds."""
    code = (
        "import sys; sys.argv = ['topicwire', 'health']\n"
        "from bot.cli import main\n"
        "try: main()\n"
        "except SystemExit: print([name for name in ('bot.app', 'telegram', 'sqlalchemy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=home, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_every_command_can_be_loaded_alone() -> None:
    whole = {command.name: command for command in get_command(command_line()).commands.values()}  # type: ignore[attr-defined]
    for name, command in whole.items():
        alone = get_command(command_line(name)).commands  # type: ignore[attr-defined]
        assert list(alone) == [name]
        assert (alone[name].help, alone[name].hidden) == (command.help, command.hidden)


def test_check_and_scan_name_a_misspelt_setting(topicwire: Run, home: Path) -> None:
    (home / ".env").write_text("TOPIC_DIR=topics\n", encoding="utf-8")
    sentence = "TOPIC_DIR in .env is no setting: write TOPICS_DIR if that is meant"
    assert f"amiss  settings: {sentence}" in topicwire("check")[1]
    assert sentence in topicwire("scan")[2]
