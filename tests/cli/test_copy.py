"""``topicwire copy`` as a command: what it prints, its exit codes, one sentence for an error."""

from contextlib import closing
from pathlib import Path

import pytest

from storage import migrations
from storage.database import Database
from storage.lock import BotLock
from tests.cli.conftest import Run
from tests.storage.rows import subscriber


@pytest.fixture
def source(home: Path) -> str:
    """The address of an installation with two readers."""
    with closing(Database(f"sqlite:///{home}/old.db")) as database:
        migrations.upgrade(database.engine)
        subscriber(database, 1)
        subscriber(database, 2)
    return f"sqlite:///{home}/old.db"


def test_it_says_what_was_copied(topicwire: Run, source: str, home: Path) -> None:
    code, said, errors = topicwire("copy", "--from", source, "--to", f"sqlite:///{home}/new.db")
    assert (code, errors) == (0, "")
    assert "2 rows were copied and checked: set DATABASE_URL" in said
    assert (home / "new.db").exists()
    assert not (home / "new.db.copying").exists()


def test_a_dry_run_says_what_would_be(topicwire: Run, source: str, home: Path) -> None:
    before = sorted(home.iterdir())
    code, said, _ = topicwire("copy", "--dry-run", "--from", source, "--to", f"sqlite:///{home}/new.db")
    assert code == 0
    assert "2 rows would be copied; nothing was changed" in said
    assert sorted(home.iterdir()) == before


@pytest.mark.parametrize(
    ("addresses", "code", "sentence"),
    [
        (("sqlite:///none.db", "sqlite:///new.db"), 1, "there is no database at none.db"),
        (("mysql://x/y", "sqlite:///new.db"), 1, "--from is wrong"),
        (("sqlite:///old.db", "nonsense"), 1, "--to is wrong"),
        (("sqlite:///old.db", "sqlite:///old.db"), 1, "the same database"),
        (("sqlite:///other.db", "sqlite:///new.db"), 1, "holds no installation"),
        (("sqlite:///text.db", "sqlite:///new.db"), 7, "is no SQLite database"),
        (("sqlite:///old.db", "postgresql://a:secret@127.0.0.1:1/none"), 7, "refuses connections"),
    ],
)
@pytest.mark.usefixtures("source")
def test_errors_are_one_sentence(
    topicwire: Run, home: Path, addresses: tuple[str, str], code: int, sentence: str
) -> None:
    (home / "text.db").write_text("not a database at all, but a text of some length " * 10)
    (home / "other.db").touch()
    ended, _, errors = topicwire("copy", "--from", addresses[0], "--to", addresses[1])
    assert (ended, errors.count("\n")) == (code, 1), errors
    assert sentence in errors
    assert "secret" not in errors
    assert not (home / "new.db").exists()


def test_what_is_in_use_is_refused(topicwire: Run, source: str, home: Path) -> None:
    with closing(Database(source)) as database, BotLock(database):
        ended, _, errors = topicwire("copy", "--from", source, "--to", f"sqlite:///{home}/new.db")
    assert ended == 3
    assert "stop it first" in errors
