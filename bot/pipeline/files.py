"""Record files on disk: which there are, and their bytes, without ever following a link."""

import errno
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_IFMT, S_IFREG, S_ISDIR, S_ISLNK, S_ISREG
from typing import TYPE_CHECKING

from bot.alerts.frontmatter import MAX_BYTES, Unreadable

if TYPE_CHECKING:
    from storage.records import Fingerprint  # the processes that only read records need no database

_INODE_BITS = (1 << 63) - 1  # inodes are unsigned, columns of databases are not
_KIND, _REGULAR = S_IFMT(0o177777), S_IFREG
_ENDINGS = (".md", ".MD", ".Md", ".mD")
_LINKED = "links are not followed"
_IRREGULAR = "it is not a regular file"
# What a terminal or a database would choke on; lone surrogates are bytes that are no UTF-8.
_UNSTORABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

_FOLDER = os.O_RDONLY | os.O_CLOEXEC | os.O_DIRECTORY
_FILE = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK


class Unsettled(Exception):  # noqa: N818 - the state of a file, as the scan reports it
    """A file that cannot be read now, though nothing is known to be wrong with what it says: try the next scan."""


@dataclass(frozen=True, slots=True)
class Listing:
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


def walk(root: Path) -> Listing:
    """Lists the `.md` files below a folder; what begins with a dot is passed over.

    Raises:
        OSError: the folder itself cannot be listed.
    """
    listing = Listing()
    folders = _list(root, "", listing)
    while folders:
        folder = folders.pop()
        try:
            folders += _list(root, folder, listing)
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
        Unsettled: it is gone, cannot be opened, or changed while it was read.
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
        raise Unsettled(f"the file cannot be read: {error.strerror}") from None
    finally:
        os.close(file)
    if (len(data), before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise Unsettled("the file changed while it was read")
    return data


def _list(root: Path, path: str, listing: Listing) -> list[str]:
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
                if (within := _other(entry, prefix + name, listing)) is not None:
                    folders.append(within)
    finally:
        os.close(folder)
    return folders


def _other(entry: os.DirEntry[str], path: str, listing: Listing) -> str | None:
    """The path of a folder to be listed; what would be a record file or folder and may not be is noted as refused."""
    if entry.name[0] == ".":
        return None
    if _UNSTORABLE.search(entry.name):
        listing.refused[_shown(path)] = "the name holds a control character or is not UTF-8"
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


def _shown(path: str) -> str:
    return _UNSTORABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", path)


def _open(root: Path, path: str) -> int:
    parent, _, name = path.rpartition("/")
    if _UNSTORABLE.search(path) or not {"", ".", ".."}.isdisjoint(path.split("/")):
        raise Unreadable("it is not a path below the folder")
    try:
        folder = _open_folder(root, parent)
        try:
            return os.open(name, _FILE, dir_fd=folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise _refusal(error) from None


def _open_folder(root: Path, path: str) -> int:
    """Opens a folder name by name, so that no part of its path can be a link."""
    folder = os.open(root, _FOLDER)
    for name in path.split("/") if path else ():
        try:
            inner = os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=folder)
        finally:
            os.close(folder)
        folder = inner
    return folder


def _refusal(error: OSError) -> Unreadable | Unsettled:
    if error.errno in (errno.ELOOP, errno.ENOTDIR):
        return Unreadable(_LINKED)
    if error.errno == errno.ENXIO:  # a socket
        return Unreadable(_IRREGULAR)
    return Unsettled(f"the file cannot be opened: {error.strerror}")


def _read(file: int, size: int) -> bytes:
    # One byte more than there should be, so that growth shows.
    parts, missing = [], size + 1
    while missing > 0 and (part := os.read(file, missing)):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
