import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from bot.views.message import (
    Album,
    Button,
    Keyboard,
    Message,
    Post,
    PostKind,
    Sendable,
    content_hash,
    sendable_from_json,
    sendable_to_json,
    takes_link_buttons,
    with_link_buttons,
)

KEYS: Keyboard = ((Button("Read", url="https://news.example/"), Button("More", data="n")),)
HELLO = Post(PostKind.TEXT, "Hello", preview='{"is_disabled":true}')
PHOTO = Post(PostKind.PHOTO, "Seen", file_id="photo-1", keyboard=KEYS)
ALBUM = Album((replace(PHOTO, keyboard=()), Post(PostKind.VIDEO, file_id="video-1", has_spoiler=True)))
MESSAGE = Message(Markup("<b>Fish</b> &amp; chips"), KEYS, "https://news.example/p.jpg")

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
buttons = st.builds(Button, texts, st.none() | texts, st.none() | texts)
keyboards = st.lists(st.lists(buttons, min_size=1, max_size=2).map(tuple), max_size=2).map(tuple)
posts = st.builds(
    Post,
    st.sampled_from(PostKind),
    texts,
    st.just("") | st.just('[{"type":"bold","offset":0,"length":1}]'),
    texts,
    st.booleans(),
    st.booleans(),
    st.just("") | st.just('{"is_disabled":true}'),
    keyboards,
)
messages = st.builds(Message, texts.map(Markup.escape), keyboards, st.none() | texts.filter(bool))
albums = st.lists(posts, min_size=2, max_size=10).map(lambda items: Album(tuple(items)))


@given(posts | albums | messages)
def test_what_is_stored_comes_back(sendable: Sendable) -> None:
    assert sendable_from_json(json.loads(json.dumps(sendable_to_json(sendable)))) == sendable


def test_only_what_says_something_is_stored() -> None:
    assert sendable_to_json(Post(PostKind.TEXT, "Hello")) == {"kind": "text", "text": "Hello"}
    assert sendable_to_json(ALBUM) == {
        "album": [
            {"kind": "photo", "text": "Seen", "file_id": "photo-1"},
            {"kind": "video", "file_id": "video-1", "has_spoiler": True},
        ]
    }


@pytest.mark.parametrize("stored", [{}, {"kind": "poll"}, {"album": [{}]}])
def test_what_is_no_post_is_refused(stored: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="is not a valid PostKind"):
        sendable_from_json(stored)


def test_links_take_the_place_of_buttons() -> None:
    other: Keyboard = ((Button("Other", url="https://other.example/"),),)
    assert with_link_buttons(HELLO, other) == replace(HELLO, keyboard=other)
    assert with_link_buttons(PHOTO, ()) == replace(PHOTO, keyboard=())
    assert with_link_buttons(MESSAGE, other) == replace(MESSAGE, keyboard=other)
    assert with_link_buttons(ALBUM, other) is ALBUM
    assert [takes_link_buttons(one) for one in (HELLO, PHOTO, MESSAGE, ALBUM)] == [True, True, True, False]


@pytest.mark.parametrize(
    ("kind", "length", "is_too_long"),
    [
        (PostKind.TEXT, 4_096, False),
        (PostKind.TEXT, 4_097, True),
        (PostKind.PHOTO, 1_024, False),
        (PostKind.DOCUMENT, 1_025, True),
    ],
)
def test_the_longest(kind: PostKind, length: int, is_too_long: bool) -> None:
    post = Post(kind, "😀" * length)
    assert post.is_too_long is is_too_long
    assert Album((PHOTO, post)).is_too_long is is_too_long


def test_captions() -> None:
    without = {kind for kind in PostKind if not kind.has_caption}
    assert without == {PostKind.TEXT, PostKind.STICKER, PostKind.VIDEO_NOTE}


LINK = '[{"type":"bold","offset":0,"length":4},{"type":"text_link","offset":0,"length":4,"url":"https://a.example/"}]'


def test_plain_words_keep_the_first_hidden_link_where_there_is_room() -> None:
    assert Post(PostKind.TEXT, "Read", LINK).plain() == "Read\n\nhttps://a.example/"
    assert Post(PostKind.PHOTO, "x" * 1_010, LINK).plain() == "x" * 1_010
    assert HELLO.plain() == "Hello"
    assert Album((HELLO, Post(PostKind.PHOTO), Post(PostKind.PHOTO, "Read", LINK))).plain() == (
        "Hello\n\nRead\n\nhttps://a.example/"
    )


def test_the_digest_tells_what_is_shown() -> None:
    variants = (HELLO, PHOTO, replace(PHOTO, has_spoiler=True), replace(PHOTO, file_id="photo-2"), ALBUM, MESSAGE)
    assert len({content_hash(one) for one in variants}) == len(variants)
    assert content_hash(PHOTO) == content_hash(replace(PHOTO))
    assert content_hash(Album((PHOTO, HELLO))) != content_hash(Album((HELLO, PHOTO)))
