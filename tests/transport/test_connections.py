"""How an answer is read from a kept connection, in whatever pieces and whichever way it comes (RFC 9112)."""

import pytest

from bot.transport.connections import UnreadableAnswerError, answer_until_end, read_answer

PLAIN = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nbo\r\n2;x=y\r\ndy\r\n0\r\n\r\n"
WITH_TRAILER = CHUNKED[:-2] + b"Expires: never\r\n\r\n"


@pytest.mark.parametrize("answer", [PLAIN, CHUNKED, WITH_TRAILER, b"HTTP/1.1 100 Continue\r\n\r\n" + PLAIN])
def test_an_answer_is_complete_with_its_last_byte_and_not_before(answer: bytes) -> None:
    assert [read_answer(answer[:length]) for length in range(len(answer))] == [None] * len(answer)
    assert read_answer(answer) == ((200, b"body"), True)


@pytest.mark.parametrize(
    "answer",
    [
        PLAIN.replace(b"1.1", b"1.0"),
        PLAIN.replace(b"OK\r\n", b"OK\r\nConnection: close\r\n"),
        PLAIN + b"more",
        CHUNKED + b"more",
    ],
)
def test_a_connection_that_ends_or_says_too_much_is_not_kept(answer: bytes) -> None:
    assert read_answer(answer) == ((200, b"body"), False)


def test_an_answer_without_a_body() -> None:
    assert read_answer(b"HTTP/1.1 204 No Content\r\n\r\n") == ((204, b""), True)


def test_an_answer_of_no_said_length_ends_with_its_connection() -> None:
    answer = b"HTTP/1.1 502 Bad Gateway\r\nServer: x\r\n\r\n<html>"
    assert read_answer(answer) is None
    assert answer_until_end(answer) == (502, b"<html>")


@pytest.mark.parametrize("part", [b"", PLAIN[:-1], CHUNKED[:-1], b"HTTP/1.1 200 OK\r\n"])
def test_an_answer_that_was_cut_off_is_none(part: bytes) -> None:
    assert answer_until_end(part) is None


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        b"HTTP/1.1 999 What\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nmany\r\n",
    ],
)
def test_what_is_no_http_is_told_from_an_answer_that_is_late(answer: bytes) -> None:
    with pytest.raises(UnreadableAnswerError):
        read_answer(answer)
