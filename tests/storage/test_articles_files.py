"""Record files as last read."""

from storage import articles
from storage.articles import FILES_A_QUERY, FileKey, FileReading
from storage.database import Database
from tests.conftest import NOON


def file(
    path: str, folder: str = "/f", size: int = 1, reason: str | None = None, inode: int = 2**63 - 1
) -> FileReading:
    return FileReading(
        folder=folder,
        path=path,
        size=size,
        mtime_ns=2**60,
        inode=inode,
        read_at=NOON,
        reason=reason,
        line=3 if reason else None,
    )


def test_how_files_looked_is_remembered_by_folder(database: Database) -> None:
    database.call(articles.remember_files, [file("a"), file("b"), file("a", folder="/other")])
    assert database.call(articles.file_fingerprints, "/f") == {"a": (1, 2**60, 2**63 - 1), "b": (1, 2**60, 2**63 - 1)}


def test_what_is_read_again_replaces_what_was(database: Database) -> None:
    database.call(articles.remember_files, [file("a", reason="no title"), file("b", reason="no link")])
    assert [(each.path, each.line, each.reason) for each in database.call(articles.rejected_files)] == [
        ("a", 3, "no title"),
        ("b", 3, "no link"),
    ]
    database.call(articles.remember_files, [file("a", size=9)])
    assert [each.path for each in database.call(articles.rejected_files)] == ["b"]
    assert database.call(articles.file_fingerprints, "/f")["a"][0] == 9


def test_nothing_to_remember_is_no_fault(database: Database) -> None:
    database.call(articles.remember_files, [])
    database.call(articles.forget_files, [])
    assert database.call(articles.file_fingerprints, "/f") == {}


def test_many_are_remembered_and_forgotten(database: Database) -> None:
    paths = [str(number) for number in range(2 * FILES_A_QUERY + 1)]
    database.call(articles.remember_files, [file(path) for path in paths])
    database.call(articles.forget_files, [FileKey("/f", path) for path in paths[1:]])
    assert list(database.call(articles.file_fingerprints, "/f")) == ["0"]
