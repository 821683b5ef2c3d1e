"""Every command ends with one sentence and its exit code where the database cannot be used."""

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic import command as alembic

import storage.database
from bot.cli import command_line
from bot.settings import read_settings
from storage import migrations
from storage.database import Database
from tests.cli.conftest import Run
from tests.cli.test_commands import TOKEN

NOBODY = 65534
"""User id of somebody without rights."""

WRITING = (("run",), ("scan",), ("migrate",), ("subscribers", "import", "people.csv"))
READING = (
    ("stories",),
    ("stats",),
    ("backup", "copy.db"),
    ("scan", "--dry-run"),
    ("subscribers", "export", "all.csv"),
    ("subscribers", "import", "people.csv", "--dry-run"),
    ("broadcast", "--file", "message.html", "--to", "everyone", "--yes"),
    ("broadcast", "--file", "message.html", "--to", "everyone", "--dry-run"),
)
"""Commands that need a database of this version, and never migrate one."""


def url_of(path: Path) -> str:
    return f"sqlite:///{path}"


def migrated(path: Path) -> Path:
    database = Database(url_of(path))
    migrations.upgrade(database.engine)
    database.close()
    return path


def changed(path: Path, statement: str) -> Path:
    connection = sqlite3.connect(migrated(path))
    connection.execute(statement)
    connection.commit()
    connection.close()
    return path


def no_database(home: Path) -> str:
    (home / "garbage.db").write_bytes(b"This is a text, and no database at all.\n" * 500)
    return url_of(home / "garbage.db")


def damaged(home: Path) -> str:
    path = migrated(home / "damaged.db")
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xa5" * (len(whole) - 8192))
    return url_of(path)


def cut_short(home: Path) -> str:
    path = migrated(home / "short.db")
    path.write_bytes(path.read_bytes()[:5000])
    return url_of(path)


def folder(home: Path) -> str:
    (home / "folder.db").mkdir()
    return url_of(home / "folder.db")


def below_a_file(home: Path) -> str:
    (home / "file").write_text("no folder", encoding="utf-8")
    return url_of(home / "file" / "topicwire.db")


def newer(home: Path) -> str:
    return url_of(changed(home / "newer.db", "UPDATE alembic_version SET version_num = '9999'"))


def of_another_program(home: Path) -> str:
    connection = sqlite3.connect(home / "other.db")
    connection.execute("CREATE TABLE customer (id INTEGER PRIMARY KEY)")
    connection.close()
    return url_of(home / "other.db")


FAULTS: dict[str, tuple[Callable[[Path], str], str]] = {
    "a file that is no database": (no_database, "is no SQLite database"),
    "a damaged one": (damaged, "is damaged"),
    "one that was cut short": (cut_short, "is damaged"),
    "a folder": (folder, "is a folder, not a database"),
    "a path below a file": (below_a_file, "file/topicwire.db"),
    "a newer version": (newer, "is of a newer Topicwire"),
    "another program's": (of_another_program, "belongs to another program"),
    "two slashes": (lambda _: "sqlite://data/t.db", "write it as sqlite:///data/t.db"),
    "two slashes and a file": (lambda _: "sqlite://t.db", "write it as sqlite:///t.db"),
    "a foreign driver": (lambda _: "sqlite+aiosqlite:///data/t.db", "write it as sqlite:///"),
    "a foreign driver alone": (lambda _: "sqlite+aiosqlite://", "write it as sqlite:///"),
    "options": (lambda _: "sqlite:///data/t.db?mode=ro", "takes no options"),
    "memory": (lambda _: "sqlite://", "must start with sqlite:///"),
    "another kind": (lambda _: "mysql://x/y", "must start with sqlite:///"),
    "no address": (lambda _: "data/topicwire.db", "is not a database address"),
    "a port that is none": (lambda _: "postgresql://x@127.0.0.1:port/y", "is not a database address"),
    "a server that is down": (lambda _: "postgresql://x:hush-hush@127.0.0.1:1/y", "refuses connections"),
    "the same by its short name": (lambda _: "postgres://x:hush-hush@127.0.0.1:1/y", "refuses connections"),
    "a socket that is not there": (lambda _: "postgresql://x@/y?host=/no/such/folder", "refuses connections"),
    "an option that is none": (
        lambda _: "postgresql://x@127.0.0.1:1/y?nonsense=1",
        "options in DATABASE_URL are wrong",
    ),
}


@pytest.fixture
def prepared(home: Path) -> Path:
    """A folder with all that commands want to read."""
    (home / "people.csv").write_text("chat_id\n7\n", encoding="utf-8")
    (home / "message.html").write_text("Good morning", encoding="utf-8")
    return home


def ends_in_a_sentence(topicwire: Run, command: tuple[str, ...], sentence: str, **settings: str) -> None:
    code, _, err = topicwire(*command, TELEGRAM_BOT_TOKEN=TOKEN, **settings)
    assert (code, sentence in err, "Traceback" in err) == (7, True, False), err
    assert len(err.strip().splitlines()) == 1, err
    assert err.startswith("topicwire: the database cannot be used: ")
    assert "hush-hush" not in err


@pytest.mark.parametrize("fault", FAULTS)
def test_every_command_says_what_is_wrong(topicwire: Run, prepared: Path, fault: str) -> None:
    make, sentence = FAULTS[fault]
    url = make(prepared)
    for command in (*WRITING, *READING):
        ends_in_a_sentence(topicwire, command, sentence, DATABASE_URL=url)


@pytest.mark.parametrize("fault", FAULTS)
def test_check_calls_nothing_ok_that_is_not(topicwire: Run, prepared: Path, fault: str) -> None:
    make, sentence = FAULTS[fault]
    code, out, err = topicwire("check", DATABASE_URL=make(prepared))
    (line,) = [line for line in out.splitlines() if "database:" in line]
    assert (code, line.split()[0], err) == (1, "amiss", "")
    assert sentence in line
    assert "topicwire migrate" not in line


def test_a_locked_database_is_told(topicwire: Run, prepared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage.database, "BUSY_TIMEOUT_MS", 10)
    path = migrated(prepared / "locked.db")
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    ends_in_a_sentence(topicwire, ("scan",), "is locked by another program", DATABASE_URL=url_of(path))
    assert "is locked by another program" in topicwire("check", DATABASE_URL=url_of(path))[1]
    holder.close()


@pytest.mark.parametrize("command", READING)
def test_what_reads_does_not_migrate(topicwire: Run, prepared: Path, command: tuple[str, ...]) -> None:
    path = changed(prepared / "older.db", "UPDATE alembic_version SET version_num = '0002'")
    ends_in_a_sentence(topicwire, command, "run topicwire migrate first", DATABASE_URL=url_of(path))
    assert "run topicwire migrate" in topicwire("check", DATABASE_URL=url_of(path))[1]
    assert revision_of(path) == "0002"


def revision_of(path: Path) -> str:
    connection = sqlite3.connect(path)
    (found,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    connection.close()
    return str(found)


def downgraded(path: Path) -> Path:
    """A database as an earlier version left it."""
    database, config = Database(url_of(path)), migrations._config()
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        alembic.upgrade(config, "0002")
    database.close()
    return path


@pytest.mark.parametrize("command", [("scan",), ("migrate",)])
def test_before_migrating_a_copy_is_kept(topicwire: Run, prepared: Path, command: tuple[str, ...]) -> None:
    path = downgraded(prepared / "data" / "wire.db")
    code, out, err = topicwire(*command, DATABASE_URL=url_of(path))
    (copy,) = [each for each in path.parent.iterdir() if "before-migration" in each.name]
    assert code == 0
    assert copy.name.startswith("wire-before-migration-20")
    assert copy.name.endswith("-0002.db")
    assert str(copy) in out + err
    assert (revision_of(copy), revision_of(path)) == ("0002", migrations.revisions()[-1])
    assert copy.stat().st_mode & 0o777 == 0o600


def test_a_new_database_leaves_no_copy(topicwire: Run, prepared: Path) -> None:
    assert topicwire("scan")[0] == 0
    assert topicwire("migrate")[1] == "the database is up to date\n"
    assert [each.name for each in (prepared / "data").iterdir()] == ["topicwire.db"]


def test_without_room_for_the_copy_nothing_is_migrated(
    topicwire: Run, prepared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = downgraded(prepared / "wire.db")
    monkeypatch.setattr("storage.backup.sqlite3.connect", out_of_room)
    ends_in_a_sentence(topicwire, ("migrate",), "no copy could be kept beside the database", DATABASE_URL=url_of(path))
    monkeypatch.undo()
    assert revision_of(path) == "0002"
    assert [each.name for each in path.parent.iterdir() if "migration" in each.name] == []


def out_of_room(*_: object) -> sqlite3.Connection:
    raise sqlite3.OperationalError("database or disk is full")


@contextmanager
def unwritable(folder: Path) -> Iterator[None]:
    """Take the right to write into a folder away; root is somebody else meanwhile, since no right binds it."""
    is_root = os.geteuid() == 0
    mode = folder.stat().st_mode
    folder.chmod(0o555)
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
        folder.chmod(mode)


@pytest.fixture
def open_home(prepared: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that others may look into, with a database; every command is loaded before rights are taken away."""
    command_line()
    read_settings({})
    "".encode("utf-8-sig")  # Python loads a codec when it is first used
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        home.chmod(0o755)
        monkeypatch.chdir(home)
        (home / "records").mkdir()
        for each in ("people.csv", "message.html"):
            (home / each).write_bytes((prepared / each).read_bytes())
        (home / "data").mkdir()
        migrated(home / "data" / "topicwire.db").chmod(0o644)
        yield home


@pytest.mark.parametrize("command", WRITING)
def test_a_folder_that_is_read_only_is_told(topicwire: Run, open_home: Path, command: tuple[str, ...]) -> None:
    (open_home / "data" / "topicwire.db").chmod(0o444)
    with unwritable(open_home / "data"):
        ends_in_a_sentence(topicwire, command, "", TOPICS_DIR="")
        out = topicwire("check")[1]
    assert "amiss  database: nothing can be written beside the database data/topicwire.db" in out


@pytest.mark.parametrize("command", READING)
def test_what_reads_works_on_a_read_only_folder_or_says_why_not(
    topicwire: Run, open_home: Path, command: tuple[str, ...]
) -> None:
    topicwire(*command)  # whatever it loads late is loaded before rights are taken away
    with unwritable(open_home / "data"):
        _, _, err = topicwire(*command)
    assert "Traceback" not in err


def test_where_no_database_can_be_made_check_says_so(topicwire: Run, open_home: Path) -> None:
    url = url_of(open_home / "data" / "further" / "new.db")
    with unwritable(open_home / "data"):
        ends_in_a_sentence(topicwire, ("scan",), "cannot be made (Permission denied)", DATABASE_URL=url)
        out = topicwire("check", DATABASE_URL=url)[1]
    assert "amiss  database: nothing can be written beside the database" in out


def test_a_disk_that_is_nearly_full_is_not_ok(topicwire: Run, prepared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage.database, "LEAST_FREE", 2**62)
    for is_there in (False, True):
        assert "MB are free beside the database" in topicwire("check")[1]
        if not is_there:
            topicwire("migrate")
