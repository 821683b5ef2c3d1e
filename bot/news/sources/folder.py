"""A folder of record files: which there are, what changed, their content, and noticing changes at once.

Links are never followed.
"""

import asyncio
import errno
import logging
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_IFMT, S_IFREG, S_ISDIR, S_ISLNK, S_ISREG

from watchfiles import Change, awatch

from bot.news.frontmatter import MAX_BYTES, Unreadable
from bot.news.record import parse_record
from bot.news.sources import ReadResult, SourceChanges, TemporarilyUnreadable
from storage.articles import Fingerprint

_INODE_BITS = (1 << 63) - 1  # inodes are unsigned, columns of databases are not
_KIND, _REGULAR = S_IFMT(0o177777), S_IFREG
_ENDINGS = (".md", ".MD", ".Md", ".mD")
_LINKED = "links are not followed"
_IRREGULAR = "it is not a regular file"
# What a terminal or a database would choke on; lone surrogates are bytes that are no UTF-8.
_UNSTORABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

_FOLDER_FLAGS = os.O_RDONLY | os.O_CLOEXEC | os.O_DIRECTORY
_FILE_FLAGS = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK


@dataclass(frozen=True, slots=True)
class FolderListing:
    """What a folder holds. Paths are relative to it, with `/` between.

    Attributes:
        files: path to size, modification time and inode of every record file.
        refused: path to reason, for what would be a record file or a folder and may not be read.
        closed: path to reason, for folders that could not be listed: what they hold is not known to be gone.
    """

    files: "dict[str, Fingerprint]" = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    closed: dict[str, str] = field(default_factory=dict)

    def hides(self, path: str) -> bool:
        """Says whether this path lies in a folder that could not be listed."""
        return any(path.startswith(f"{folder}/") for folder in self.closed)


def list_record_files(root: Path) -> FolderListing:
    """Lists the `.md` files below a folder; what begins with a dot is passed over.

    Raises:
        OSError: the folder itself cannot be listed.
    """
    listing = FolderListing()
    folders = _list_folder(root, "", listing)
    while folders:
        folder = folders.pop()
        try:
            folders += _list_folder(root, folder, listing)
        except FileNotFoundError:
            continue  # gone since it was listed, with all that it held
        except OSError as error:
            listing.closed[folder] = f"the folder cannot be listed: {error.strerror}"
    return listing


def read_file(root: Path, path: str, limit: int = MAX_BYTES) -> bytes:
    """Returns the bytes of one file below a folder; the folder's own path may contain links, `path` may not.

    A second hard link is no reason to refuse: whoever writes elsewhere and links the record in has two names for a
    moment, and the file would look no different when it has one.

    Raises:
        Unreadable: it leads through a link, is no regular file or is larger than `limit` bytes.
        TemporarilyUnreadable: it is gone, cannot be opened, or changed while it was read.
    """
    file = _open(root, path)
    try:
        before = os.fstat(file)
        if not S_ISREG(before.st_mode):
            raise Unreadable(_IRREGULAR)
        if before.st_size > limit:
            raise Unreadable(f"the file is larger than {limit} bytes")
        data = _read(file, before.st_size)
        after = os.fstat(file)
    except OSError as error:
        raise TemporarilyUnreadable(f"the file cannot be read: {error.strerror}") from None
    finally:
        os.close(file)
    if (len(data), before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise TemporarilyUnreadable("the file changed while it was read")
    return data


def _list_folder(root: Path, path: str, listing: FolderListing) -> list[str]:
    """Adds the files of one folder to the listing and returns the paths of the folders in it."""
    folder = _open_folder(root, path)
    prefix = f"{path}/" if path else ""
    folders, files = [], listing.files
    try:
        with os.scandir(folder) as entries:  # by descriptor: a stat then resolves one name, not a path
            for entry in entries:
                # Nearly every entry is a record file, and a scan with nothing new is to cost no more than the walk:
                # so this is one loop without calls, and whatever is not plain is looked at more closely below.
                name = entry.name
                if name.endswith(_ENDINGS) and name[0] != "." and (name.isprintable() or not _UNSTORABLE.search(name)):
                    try:
                        found = entry.stat(follow_symlinks=False)
                    except OSError:
                        continue  # gone since it was listed
                    if found.st_mode & _KIND == _REGULAR:
                        looks = (found.st_size, found.st_mtime_ns, found.st_ino & _INODE_BITS)
                        files[prefix + name if prefix else name] = looks
                        continue
                if (within := _check_entry(entry, prefix + name, listing)) is not None:
                    folders.append(within)
    finally:
        os.close(folder)
    return folders


def _check_entry(entry: os.DirEntry[str], path: str, listing: FolderListing) -> str | None:
    """The path of a folder to be listed; what would be a record file or folder and may not be is noted as refused."""
    if entry.name[0] == ".":
        return None
    if _UNSTORABLE.search(entry.name):
        listing.refused[_escaped(path)] = "the name holds a control character or is not UTF-8"
        return None
    try:
        mode = entry.stat(follow_symlinks=False).st_mode
        if S_ISDIR(mode):
            return path
        if S_ISLNK(mode) and (entry.name.endswith(_ENDINGS) or entry.is_dir()):
            listing.refused[path] = _LINKED
        elif entry.name.endswith(_ENDINGS):
            listing.refused[path] = _IRREGULAR
    except OSError:
        return None  # gone since it was listed
    return None


def _escaped(path: str) -> str:
    return _UNSTORABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", path)


def _open(root: Path, path: str) -> int:
    parent, _, name = path.rpartition("/")
    if _UNSTORABLE.search(path) or not {"", ".", ".."}.isdisjoint(path.split("/")):
        raise Unreadable("it is not a path below the folder")
    try:
        folder = _open_folder(root, parent)
        try:
            return os.open(name, _FILE_FLAGS, dir_fd=folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise _refusal(error) from None


def _open_folder(root: Path, path: str) -> int:
    """Opens a folder name by name, so that no part of its path can be a link."""
    folder = os.open(root, _FOLDER_FLAGS)
    for name in path.split("/") if path else ():
        try:
            inner = os.open(name, _FOLDER_FLAGS | os.O_NOFOLLOW, dir_fd=folder)
        finally:
            os.close(folder)
        folder = inner
    return folder


def _refusal(error: OSError) -> Unreadable | TemporarilyUnreadable:
    if error.errno in (errno.ELOOP, errno.ENOTDIR):
        return Unreadable(_LINKED)
    if error.errno == errno.ENXIO:  # a socket
        return Unreadable(_IRREGULAR)
    return TemporarilyUnreadable(f"the file cannot be opened: {error.strerror}")


def _read(file: int, size: int) -> bytes:
    # One byte more than there should be, so that growth shows.
    parts, missing = [], size + 1
    while missing > 0 and (part := os.read(file, missing)):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


FEW_FILES = 3
"""Fewer files may always go: a folder of two is soon half empty."""


class RecordsVanishedError(RuntimeError):
    """More than half of the known files are gone at once: an unmounted disk rather than a decision."""


class RecordFolder:
    """A folder of record files as a source; items are paths below it, with ``/`` between.

    Args:
        folder: With the files.
        may_be_missing: Whether it is no fault that it is not there; then it is made when there is something to write.
    """

    def __init__(self, folder: Path, *, may_be_missing: bool = False) -> None:
        self._folder = folder
        self._may_be_missing = may_be_missing

    @property
    def name(self) -> str:
        """The folder as configured."""
        return str(self._folder)

    def changed(self, known: Mapping[str, Fingerprint]) -> SourceChanges:
        """Compare the folder with what is known of it.

        A folder that is not there holds no files. One below it that cannot be listed hides what was in it; that is
        not known to be gone.
        """
        try:
            listing = list_record_files(self._folder)
        except OSError as error:
            if self._may_be_missing and isinstance(error, FileNotFoundError):
                return SourceChanges(self.name, {}, list(known), 0, {})
            refused = {"": f"the folder cannot be listed: {error.strerror}"}
            return SourceChanges(self.name, {}, list(known), 0, refused)
        refused = {**listing.refused, **listing.closed}
        if listing.files == known:
            return SourceChanges(self.name, {}, (), len(known), refused)
        changed = {path: seen for path, seen in listing.files.items() if known.get(path) != seen}
        gone = [path for path in known.keys() - listing.files.keys() if not listing.hides(path)]
        return SourceChanges(self.name, changed, sorted(gone), len(listing.files) - len(changed), refused)

    def read(self, item: str) -> ReadResult:
        """Read one record file; never raises for what the file is."""
        return read_record_file(self._folder, item)

    def locate(self, item: str) -> str:
        """Return the path of the file."""
        return str(self._folder / item)


def refuse_if_vanished(walks: Sequence[SourceChanges], known: int) -> None:
    """Refuse to go on when too much is gone. A file that was renamed or moved is not gone.

    Args:
        walks: What changed in all sources.
        known: Files known before, in all of them.

    Raises:
        RecordsVanishedError: More than half of them are gone; the sentence says what to do.
    """
    gone = sum(len(walk.gone) for walk in walks)
    moved = sum(len(walk.changed) for walk in walks)
    if gone >= FEW_FILES and gone - moved > known / 2:
        folders = ", ".join(walk.source for walk in walks if walk.gone)
        raise RecordsVanishedError(
            f"{gone} of {known} known records are gone from {folders}, so nothing was changed; "
            "mount the folder again, or, if they are meant to be gone, run: topicwire scan --forget-missing"
        )


log = logging.getLogger(__name__)

DEBOUNCE_MS = 50
"""Changes within so many milliseconds wake one scan: an editor writes a file in several steps. It is noticed after one
to two such spans."""

RETRY_SECONDS = 30.0
"""Seconds until watching is tried again after it failed; the scan finds what comes meanwhile."""


LOOK_SECONDS = 1.0
"""Seconds between two looks whether the folders are still those that are watched."""

Places = Mapping[Path, tuple[int, int] | None]
"""Device and inode that each folder's path leads to now; None where there is no folder."""


async def watch_folders(
    folders: Sequence[Path],
    wake: Callable[[], None],
    stopping: asyncio.Event,
    *,
    again: float = RETRY_SECONDS,
    look: float = LOOK_SECONDS,
) -> None:
    """Call ``wake`` for every change in the folders, until ``stopping`` is set.

    The kernel watches an inode, not a path. So it is looked whether each path leads elsewhere by now: to a folder that
    was renamed to its place, made again, switched to by a link, or that came later. Too many folders to watch are no
    fault: the scan is the safety net.
    """
    watched = _places(folders)
    is_first = True
    while not stopping.is_set():
        try:
            await _watch_places(watched, wake, stopping, look, is_first=is_first)
        except (OSError, RuntimeError) as error:  # watchfiles raises the latter for what it does not foresee
            if _places(folders) == watched:
                log.warning("the records folders cannot be watched (%s); scans go on", error)
                await _until_moved(watched, stopping, again, look)
        is_first = False
        if (found := _places(folders)) != watched:
            watched = found
            wake()


async def _watch_places(
    places: Places, wake: Callable[[], None], stopping: asyncio.Event, look: float, *, is_first: bool
) -> None:
    """Watch the folders that are there until one of the paths leads elsewhere, or ``stopping`` is set."""
    there = [folder for folder, place in places.items() if place]
    if not there:
        await _until_moved(places, stopping, look, look)
        return
    roots = {str(folder) for folder in there}
    is_woken = is_first
    looks = awatch(
        *there,
        stop_event=stopping,
        step=DEBOUNCE_MS,
        recursive=True,
        rust_timeout=round(look * 1000),
        yield_on_timeout=True,
    )
    async for changes in looks:
        if changes or not is_woken:  # once without a change, for what came before the watch began anew
            is_woken = True
            wake()
        # A folder that is made again at once may get the inode of the one before, so its removal counts too.
        if any(change is Change.deleted and path in roots for change, path in changes) or _places(places) != places:
            return


async def _until_moved(places: Places, stopping: asyncio.Event, seconds: float, look: float) -> None:
    """Wait until a path leads elsewhere, ``stopping`` is set, or so many seconds are over."""
    left = seconds
    while left > 0 and not stopping.is_set() and _places(places) == places:
        await _pause(stopping, min(look, left))
        left -= look


def _places(folders: Iterable[Path]) -> Places:
    return {folder: _place(folder) for folder in folders}


def _place(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if S_ISDIR(found.st_mode) else None


async def _pause(stopping: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stopping.wait()
    except TimeoutError:
        pass


def read_record_file(folder: Path, path: str) -> ReadResult:
    """Read one record file; never raises for what the file is."""
    try:
        return parse_record(read_file(folder, path))
    except (Unreadable, TemporarilyUnreadable) as error:
        return error
