"""What is kept of an administrator's message, made of the Bot API's own JSON."""

import json
from typing import Any

import pytest
from telegram import Message

from bot.transport.capture import capture_album, capture_post
from bot.views.message import Album, Button, Post, PostKind

Json = dict[str, Any]
FILE = {"file_id": "f", "file_unique_id": "u", "duration": 3, "width": 9, "height": 9, "length": 9}
STICKER = FILE | {"type": "regular", "is_animated": False, "is_video": False}
SIZES = [FILE | {"file_id": "small"}, FILE]


def written(message_id: int = 1, **content: object) -> Message:
    shown: Json = {"message_id": message_id, "date": 1789000000, "chat": {"id": 5, "type": "private"}, **content}
    message = Message.de_json(shown, None)
    assert message is not None
    return message


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        ({"text": "Hello"}, Post(PostKind.TEXT, "Hello")),
        ({"photo": SIZES}, Post(PostKind.PHOTO, file_id="f")),
        ({"video": FILE}, Post(PostKind.VIDEO, file_id="f")),
        ({"animation": FILE, "document": FILE | {"file_id": "old"}}, Post(PostKind.ANIMATION, file_id="f")),
        ({"document": FILE}, Post(PostKind.DOCUMENT, file_id="f")),
        ({"audio": FILE}, Post(PostKind.AUDIO, file_id="f")),
        ({"voice": FILE}, Post(PostKind.VOICE, file_id="f")),
        ({"sticker": STICKER}, Post(PostKind.STICKER, file_id="f")),
        ({"video_note": FILE}, Post(PostKind.VIDEO_NOTE, file_id="f")),
        ({"location": {"latitude": 1.0, "longitude": 2.0}}, None),
        ({"dice": {"emoji": "🎲", "value": 3}}, None),
        ({"contact": {"phone_number": "1", "first_name": "A"}}, None),
        ({"new_chat_title": "News"}, None),
    ],
)
def test_every_kind(content: Json, kept: Post | None) -> None:
    assert capture_post(written(**content)) == kept


def entity(kind: str, **more: object) -> Json:
    return {"type": kind, "offset": 0, "length": 2, **more}


KEPT = [
    entity("bold"),
    entity("text_link", url="https://a.example/"),
    entity("custom_emoji", custom_emoji_id="7"),
    entity("date_time", unix_time=1789000000, date_time_format="r"),
    entity("something_new", added_in="12.0"),
]


def test_formatting_is_kept_but_not_what_telegram_finds_by_itself() -> None:
    found = [entity(kind) for kind in ("url", "hashtag", "mention", "bot_command", "email", "phone_number", "cashtag")]
    post = capture_post(written(text="😀 Hello", entities=[*found, *KEPT]))
    assert post is not None
    assert json.loads(post.entities) == KEPT
    assert capture_post(written(text="#a", entities=[entity("hashtag")])) == Post(PostKind.TEXT, "#a")


def test_caption_and_its_place_are_kept() -> None:
    shown: Json = {"caption": "Hi", "caption_entities": [entity("bold")], "has_media_spoiler": True}
    bold = '[{"length":2,"offset":0,"type":"bold"}]'
    expected = Post(PostKind.PHOTO, "Hi", bold, "f", has_spoiler=True, is_caption_above=True)
    assert capture_post(written(photo=SIZES, show_caption_above_media=True, **shown)) == expected


def test_the_preview_is_kept() -> None:
    options = {"url": "https://a.example/", "show_above_text": True}
    post = capture_post(written(text="Hello", link_preview_options=options))
    assert post is not None
    assert json.loads(post.preview) == options


def test_only_buttons_that_open_a_page_are_kept() -> None:
    rows = [
        [{"text": "Read", "url": "https://a.example/"}, {"text": "Mute", "callback_data": "m"}],
        [{"text": "Old", "callback_data": "o"}, {"text": "Me", "url": "tg://user?id=5"}],
    ]
    post = capture_post(written(text="Hello", reply_markup={"inline_keyboard": rows}))
    assert post is not None
    assert post.keyboard == ((Button("Read", url="https://a.example/"),),)


def test_an_album_is_put_in_order_and_never_longer_than_telegram_takes() -> None:
    photos = [written(number, photo=[FILE | {"file_id": str(number)}]) for number in range(12)]
    whole = capture_album(photos[::-1])
    assert isinstance(whole, Album)
    assert [item.file_id for item in whole.items] == [str(number) for number in range(10)]


def test_the_captions_of_an_album_stand_all_above_or_all_below() -> None:
    above = written(1, photo=SIZES, caption="Hi", show_caption_above_media=True)
    whole = capture_album([above, written(2, photo=SIZES)])
    assert isinstance(whole, Album)
    assert [item.is_caption_above for item in whole.items] == [True, True]


def test_an_album_of_one_is_no_album() -> None:
    place = written(2, location={"latitude": 1.0, "longitude": 2.0})
    assert capture_album([written(photo=SIZES), place]) == Post(PostKind.PHOTO, file_id="f")
    assert capture_album([place]) is None
