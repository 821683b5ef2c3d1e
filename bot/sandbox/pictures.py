"""Pictures as Telegram takes them: how large they may be, and how large they are."""

import struct

from bot.sandbox.answers import bad_request

MAX_PHOTO = 10 * 1024 * 1024


def check_photo(content: bytes) -> tuple[int, int]:
    """Return the width and height of an uploaded photo.

    Raises:
        Refusal: too heavy, too large, too narrow, or no picture.
    """
    if len(content) > MAX_PHOTO:
        limit = f"the maximum size is {MAX_PHOTO} bytes"
        raise bad_request(f"file of size {len(content)} bytes is too big for a photo; {limit}")
    size = dimensions(content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if not min(size) or sum(size) > 10_000 or max(size) > 20 * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return size


def dimensions(content: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG, GIF or JPEG picture, None if it is none of them."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content[:6] in {b"GIF87a", b"GIF89a"} and len(content) >= 10:
        width, height = struct.unpack("<HH", content[6:10])
        return width, height
    return jpeg_dimensions(content) if content.startswith(b"\xff\xd8") else None


def jpeg_dimensions(content: bytes) -> tuple[int, int] | None:
    """Return width and height from the frame header of a JPEG picture (ITU T.81, B.2.2)."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
