import contextlib
import os
import socket
from collections.abc import Callable
from pathlib import Path, PosixPath

import pytest

from bot.news.frontmatter import Unreadable
from bot.news.sources import TemporarilyUnreadable
from bot.news.sources.folder import (
    FolderListing,
    RecordFolder,
    _check_entry,
    list_record_files,
    read_file,
    read_record_file,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "records"
    root.mkdir()
    (root / "a.md").write_text("one")
    (root / "B.MD").write_text("two!")
    (root / "sub" / "deep").mkdir(parents=True)
    (root / "sub" / "deep" / "c.md").write_text("three")
    return root


def test_a_walk_finds_every_record_file_with_its_looks(folder: Path) -> None:
    listing = list_record_files(folder)
    looks = {path: (folder / path).stat() for path in ("a.md", "B.MD", "sub/deep/c.md")}
    assert listing == FolderListing({path: (s.st_size, s.st_mtime_ns, s.st_ino) for path, s in looks.items()})


def test_a_walk_passes_over_what_is_no_record(folder: Path) -> None:
    for name in ("notes.txt", "a.md~", ".b.md", "md"):
        (folder / name).write_text("x")
    (folder / ".git").mkdir()
    (folder / ".git" / "d.md").write_text("x")
    (folder / "folder.md").mkdir()
    (folder / "folder.md" / "e.md").write_text("x")
    listing = list_record_files(folder)
    assert sorted(listing.files) == ["B.MD", "a.md", "folder.md/e.md", "sub/deep/c.md"]
    assert (listing.refused, listing.closed) == ({}, {})


def test_a_walk_follows_no_links_and_says_so(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.md").write_text("secret")
    (folder / "linked.md").symlink_to(outside / "x.md")
    (folder / "linked").symlink_to(outside)
    (folder / "broken.md").symlink_to(folder / "nowhere")
    (folder / "loop").symlink_to(folder / "loop")
    (folder / "picture.jpg").symlink_to(outside / "x.md")
    listing = list_record_files(folder)
    assert sorted(listing.files) == ["B.MD", "a.md", "sub/deep/c.md"]
    assert listing.refused == dict.fromkeys(("linked.md", "linked", "broken.md"), "links are not followed")


def test_a_walk_refuses_what_is_no_regular_file(folder: Path) -> None:
    os.mkfifo(folder / "pipe.md")
    assert list_record_files(folder).refused == {"pipe.md": "it is not a regular file"}


def test_a_walk_refuses_names_that_cannot_be_stored(folder: Path) -> None:
    for name in (b"bell\x07.md", b"latin\xe9.md", "turned\u202e.md".encode(), b"line\nbreak"):
        (folder / os.fsdecode(name)).write_text("x")
    reason = "the name holds a control character or is not UTF-8"
    names = ("bell\\u0007.md", "latin\\udce9.md", "turned\\u202e.md", "line\\u000abreak")
    assert list_record_files(folder).refused == dict.fromkeys(names, reason)


def test_a_walk_takes_names_in_any_script(folder: Path) -> None:
    (folder / "記事\u00a0é.md").write_text("x")
    assert "記事\u00a0é.md" in list_record_files(folder).files


class Shifting(PosixPath):
    """A folder in which something happens when it is opened for the second time."""

    happening: Callable[[], object]
    times_opened = 0

    def __fspath__(self) -> str:
        self.times_opened += 1
        if self.times_opened == 2:
            self.happening()
        return str(self)


def test_a_folder_that_cannot_be_listed_hides_what_it_holds(folder: Path) -> None:
    def swap() -> None:
        (folder / "sub").rename(folder / "other")
        (folder / "sub").symlink_to(folder / "other")

    shifting = Shifting(folder)
    shifting.happening = swap
    listing = list_record_files(shifting)
    assert sorted(listing.files) == ["B.MD", "a.md"]
    assert listing.closed == {"sub": "the folder cannot be listed: Not a directory"}
    assert listing.hides("sub/a.md")
    assert listing.hides("sub/deep/a.md")
    assert not listing.hides("subject.md")
    assert not listing.hides("a.md")


def test_a_folder_that_goes_away_meanwhile_hides_nothing(folder: Path) -> None:
    shifting = Shifting(folder)
    shifting.happening = lambda: (folder / "sub").rename(folder.parent / "elsewhere")
    listing = list_record_files(shifting)
    assert sorted(listing.files) == ["B.MD", "a.md"]
    assert listing.closed == {}


def test_a_file_that_goes_away_meanwhile_is_passed_over(folder: Path) -> None:
    with os.scandir(folder) as entries:
        entry = next(entry for entry in entries if entry.name == "a.md")
    (folder / "a.md").unlink()
    listing = FolderListing()
    assert _check_entry(entry, "a.md", listing) is None
    assert listing == FolderListing()


def test_a_folder_that_is_not_there_cannot_be_walked(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list_record_files(tmp_path / "nowhere")


def test_the_folder_itself_may_be_a_link(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder)
    assert list_record_files(tmp_path / "link") == list_record_files(folder)
    assert read_file(tmp_path / "link", "a.md") == b"one"


@pytest.mark.parametrize(("path", "data"), [("a.md", b"one"), ("B.MD", b"two!"), ("sub/deep/c.md", b"three")])
def test_a_file_is_read(folder: Path, path: str, data: bytes) -> None:
    assert read_file(folder, path) == data


def test_a_file_of_two_names_is_read(folder: Path) -> None:
    (folder / "again.md").hardlink_to(folder / "a.md")
    assert read_file(folder, "again.md") == b"one"


def test_a_file_is_read_up_to_the_limit(folder: Path) -> None:
    assert read_file(folder, "sub/deep/c.md", limit=5) == b"three"
    with pytest.raises(Unreadable, match="larger than 4 bytes"):
        read_file(folder, "sub/deep/c.md", limit=4)


@pytest.mark.parametrize("path", ["link.md", "linked/deep/c.md", "sub/up/a.md", "loop.md", "a.md/x.md"])
def test_no_part_of_a_path_may_be_a_link(folder: Path, path: str) -> None:
    (folder / "link.md").symlink_to("a.md")
    (folder / "linked").symlink_to("sub")
    (folder / "sub" / "up").symlink_to("..")
    (folder / "loop.md").symlink_to("loop.md")
    with pytest.raises(Unreadable, match="links are not followed"):
        read_file(folder, path)


@pytest.mark.parametrize(
    "path",
    ["", ".", "..", "../outside.md", "sub/../a.md", "/etc/hostname", "sub//deep/c.md", "./a.md", "a\0.md", "\ud800"],
)
def test_a_path_stays_below_the_folder(folder: Path, path: str) -> None:
    (folder.parent / "outside.md").write_text("secret")
    with pytest.raises(Unreadable, match="not a path below the folder"):
        read_file(folder, path)


def test_what_is_no_regular_file_is_refused_without_waiting(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(folder / "pipe.md")
    monkeypatch.chdir(folder)  # a socket's path is short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.md")
        for path in ("pipe.md", "socket.md", "sub"):
            with pytest.raises(Unreadable, match="not a regular file"):
                read_file(folder, path)


@pytest.mark.parametrize(
    ("path", "reason"),
    [("gone.md", "No such file or directory"), ("gone/a.md", "No such file"), ("x" * 300, "too long")],
)
def test_a_file_that_cannot_be_opened_is_tried_again(folder: Path, path: str, reason: str) -> None:
    with pytest.raises(TemporarilyUnreadable, match=reason):
        read_file(folder, path)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's files that are not what they seem")
def test_a_file_that_is_not_as_long_as_it_was_is_tried_again() -> None:
    with pytest.raises(TemporarilyUnreadable, match="changed while it was read"):
        read_file(Path("/proc/self"), "status")  # says that it is empty
    with pytest.raises(TemporarilyUnreadable, match="cannot be read"):
        read_file(Path("/proc/self"), "mem")  # fails at the first byte


def test_reading_leaves_no_file_open(folder: Path) -> None:
    (folder / "linked").symlink_to("sub")
    before = len(os.listdir("/dev/fd"))  # noqa: PTH208 - names are all that is needed
    for path in ("a.md", "sub/deep/c.md", "gone.md", "linked/deep/c.md", "sub", "sub/x/y.md"):
        with contextlib.suppress(Unreadable, TemporarilyUnreadable):
            read_file(folder, path)
    list_record_files(folder)
    assert len(os.listdir("/dev/fd")) == before  # noqa: PTH208


def test_a_file_that_is_gone_may_be_read_later_and_one_without_front_matter_may_not(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("no record", encoding="utf-8")
    assert isinstance(read_record_file(tmp_path, "a.md"), Unreadable)
    (tmp_path / "a.md").unlink()
    assert isinstance(read_record_file(tmp_path, "a.md"), TemporarilyUnreadable)


def test_a_folder_that_may_be_missing_holds_nothing(tmp_path: Path) -> None:
    missing = RecordFolder(tmp_path / "none", may_be_missing=True).changed({"a.md": (1, 2, 3)})
    assert (missing.refused, missing.gone) == ({}, ["a.md"])
    assert RecordFolder(tmp_path / "none").changed({}).refused
