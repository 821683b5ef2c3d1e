"""Albums are put together from messages that come one by one."""

import logging
from datetime import timedelta

import pytest
from telegram import Chat, Message, PhotoSize

from bot.transport.capture import AlbumCollector
from bot.views.message import Album, Post, PostKind
from tests.conftest import NOON
from tests.transport.virtual_time import VirtualTime

ADA, BOB = (901, "1"), (902, "1")


def photo(number: int) -> Message:
    size = PhotoSize(f"photo-{number}", "u", 90, 90)
    return Message(number, NOON + timedelta(seconds=number), Chat(901, "private"), photo=[size])


class Desk:
    """Whoever wants the albums."""

    def __init__(self) -> None:
        self.taken: list[Post | Album | None] = []

    async def take(self, whole: Post | Album | None) -> None:
        self.taken.append(whole)

    async def fail(self, whole: Post | Album | None) -> None:
        raise RuntimeError("the disk is full")


def posts(*numbers: int) -> tuple[Post, ...]:
    return tuple(Post(PostKind.PHOTO, file_id=f"photo-{number}") for number in numbers)


async def test_each_message_makes_it_wait_another_second(time: VirtualTime) -> None:
    albums, services = AlbumCollector(time.sleep), Desk()
    for number in (2, 1, 3):
        albums.take(ADA, photo(number), services.take)
        await time.pass_until(time.now + 0.6)
    assert services.taken == []
    await time.pass_until(time.now + 2)
    assert services.taken == [Album(posts(1, 2, 3))]


async def test_two_people_send_albums_at_once(time: VirtualTime) -> None:
    albums, services = AlbumCollector(time.sleep), Desk()
    for number in (1, 2):
        albums.take(ADA, photo(number), services.take)
        albums.take(BOB, photo(number + 10), services.take)
    await time.pass_until(2)
    assert services.taken == [Album(posts(1, 2)), Album(posts(11, 12))]


async def test_one_photo_is_no_album(time: VirtualTime) -> None:
    albums, services = AlbumCollector(time.sleep), Desk()
    albums.take(ADA, photo(1), services.take)
    await time.pass_until(2)
    assert services.taken == [*posts(1)]


async def test_an_album_that_cannot_be_taken_is_logged(time: VirtualTime, caplog: pytest.LogCaptureFixture) -> None:
    albums, services = AlbumCollector(time.sleep), Desk()
    albums.take(ADA, photo(1), services.fail)
    with caplog.at_level(logging.ERROR):
        await time.pass_until(2)
        await albums.arrive()
    assert "an album could not be taken" in caplog.text
