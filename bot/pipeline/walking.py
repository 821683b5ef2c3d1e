"""Walking the records folders: which files are new or changed since they were last read, and which are gone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.pipeline.files import walk
from storage.records import Fingerprint

FEW = 3
"""Fewer files may always go: a folder of two is soon half empty."""


class VanishedError(RuntimeError):
    """More than half of the known files are gone at once: an unmounted disk rather than a decision."""


@dataclass(frozen=True, slots=True)
class Walk:
    """What a walk over one folder found."""

    folder: Path
    changed: Mapping[str, Fingerprint]
    """New and changed files: how they look now."""
    gone: Sequence[str]
    unchanged: int
    refused: Mapping[str, str]
    """What may not be read at all, with the reason."""


def walk_folder(folder: Path, known: Mapping[str, Fingerprint]) -> Walk:
    """Compare a folder with what is known of it.

    A folder that is not there holds no files. One below it that cannot be listed hides what was in it; that is not
    known to be gone.
    """
    try:
        listing = walk(folder)
    except OSError as error:
        return Walk(folder, {}, list(known), 0, {"": f"the folder cannot be listed: {error.strerror}"})
    refused = {**listing.refused, **listing.closed}
    if listing.files == known:
        return Walk(folder, {}, (), len(known), refused)
    changed = {path: seen for path, seen in listing.files.items() if known.get(path) != seen}
    gone = [path for path in known.keys() - listing.files.keys() if not listing.hides(path)]
    return Walk(folder, changed, sorted(gone), len(listing.files) - len(changed), refused)


def refuse_if_vanished(walks: Sequence[Walk], known: int) -> None:
    """Refuse to go on when too much is gone. A file that was renamed or moved is not gone.

    Args:
        walks: Over all folders.
        known: Files known before, in all folders.

    Raises:
        VanishedError: More than half of them are gone; the sentence says what to do.
    """
    gone = sum(len(walk.gone) for walk in walks)
    moved = sum(len(walk.changed) for walk in walks)
    if gone >= FEW and gone - moved > known / 2:
        folders = ", ".join(str(walk.folder) for walk in walks if walk.gone)
        raise VanishedError(
            f"{gone} of {known} known records are gone from {folders}, so nothing was changed; "
            "mount the folder again, or, if they are meant to be gone, run: topicwire scan --forget-missing"
        )
