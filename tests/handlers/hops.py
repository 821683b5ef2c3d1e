"""Counts the files of the project that are entered while one update is answered."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType

ROOT = Path(__file__).resolve().parents[2]
ROOMS = (ROOT / "bot", ROOT / "storage")


class CallRecorder:
    """Notes which code runs, in this thread and in every thread that starts once it watches."""

    def __init__(self) -> None:
        self._seen: dict[CodeType, None] = {}
        self._is_recording = False

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch calls inside the block; the database's threads must start inside it."""
        before = sys.getprofile()
        threading.setprofile(self._note)
        sys.setprofile(self._note)
        try:
            yield
        finally:
            sys.setprofile(before)
            threading.setprofile(before)

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Keep what is called inside the block."""
        self._is_recording = True
        try:
            yield
        finally:
            self._is_recording = False

    @property
    def files(self) -> list[str]:
        """The files of bot/ and storage/ of which any code ran, in the order in which they were entered."""
        paths = (Path(code.co_filename) for code in self._seen)
        ours = (path for path in paths if any(path.is_relative_to(room) for room in ROOMS))
        return list(dict.fromkeys(str(path.relative_to(ROOT)) for path in ours))

    def _note(self, frame: FrameType, event: str, _: object) -> None:
        if event == "call" and self._is_recording:
            self._seen.setdefault(frame.f_code)
