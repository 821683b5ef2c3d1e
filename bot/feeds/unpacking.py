"""Bodies of answers as they were before they were packed, within a limit: a small packed body may be endless."""

import zlib
from collections.abc import Iterator
from typing import Protocol

import brotli

PIECE = 65_536
"""Bytes that are unpacked at once."""

ACCEPTED = "gzip, deflate, br"
"""What is understood (RFC 9110, ``Accept-Encoding``)."""


class UnpackError(ValueError):
    """A body that cannot be unpacked; the sentence says why."""


class Unpacker(Protocol):
    """Undoes one packing."""

    def unpack(self, packed: bytes) -> Iterator[bytes]:
        """Yield what comes of so many more bytes, a piece at a time."""

    def finish(self) -> None:
        """Raise UnpackError where the end is missing."""


def unpacker_for(encoding: str) -> Unpacker | None:
    """Return what undoes a packing; None for a body as it is.

    Args:
        encoding: ``Content-Encoding`` of the answer.

    Raises:
        UnpackError: It is not understood.
    """
    match encoding.strip().lower():
        case "" | "identity" | "none":
            return None
        case "gzip" | "x-gzip":
            return _Zlib(is_gzip=True)
        case "deflate":
            return _Zlib(is_gzip=False)
        case "br":
            return _Brotli()
    raise UnpackError("the server packs its answer in a way that was not asked for")


class _Zlib:
    def __init__(self, *, is_gzip: bool) -> None:
        self._is_gzip = is_gzip
        self._stream = zlib.decompressobj(zlib.MAX_WBITS | 16) if is_gzip else None

    def unpack(self, packed: bytes) -> Iterator[bytes]:
        if self._stream is None:
            # Meant is zlib (RFC 1950); some servers send it bare (RFC 1951). The first four bits tell.
            self._stream = zlib.decompressobj(zlib.MAX_WBITS if packed[:1] and packed[0] & 15 == 8 else -zlib.MAX_WBITS)
        while packed:
            if self._stream.eof:
                if not self._is_gzip or not packed.startswith(b"\x1f\x8b"):
                    return  # padding
                self._stream = zlib.decompressobj(zlib.MAX_WBITS | 16)  # one more member (RFC 1952, section 2.2)
            yield from self._pieces(self._stream, packed)
            packed = self._stream.unused_data

    @staticmethod
    def _pieces(stream: "zlib._Decompress", packed: bytes) -> Iterator[bytes]:
        while packed and not stream.eof:
            try:
                piece = stream.decompress(packed, PIECE)
            except zlib.error:
                raise UnpackError("the answer is packed wrongly") from None
            yield piece
            packed = stream.unconsumed_tail

    def finish(self) -> None:
        if self._stream is not None and not self._stream.eof:
            raise UnpackError("the answer is cut off")


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def unpack(self, packed: bytes) -> Iterator[bytes]:
        try:
            while not self._stream.is_finished():
                piece = self._stream.process(packed, output_buffer_limit=PIECE)
                if not piece:
                    break
                yield piece
                packed = b""
        except brotli.error:
            raise UnpackError("the answer is packed wrongly") from None

    def finish(self) -> None:
        if not self._stream.is_finished():
            raise UnpackError("the answer is cut off")
