from dataclasses import replace

from markupsafe import Markup

from bot.views.format import LONGEST_TEXT
from bot.views.message import Button, Message, content_hash

MESSAGE = Message(
    Markup('<b><a href="https://news.example/?a=1&amp;b=2">Fish &amp; chips</a></b>\n<i>Second</i>'),
    ((Button("Read", url="https://news.example/"),),),
    "https://news.example/picture.jpg",
)


def test_plain_text_keeps_the_first_link() -> None:
    assert MESSAGE.plain() == "Fish & chips\nSecond\n\nhttps://news.example/?a=1&b=2"
    assert Message(Markup("a &lt; b")).plain() == "a < b"


def test_plain_text_keeps_the_limit() -> None:
    text = "x" * (LONGEST_TEXT - 10)
    assert Message(Markup('<a href="https://news.example/">%s</a>') % text).plain() == text


def test_the_digest_tells_what_is_shown() -> None:
    variants = [
        MESSAGE,
        replace(MESSAGE, html=Markup("other")),
        replace(MESSAGE, preview_url=None),
        replace(MESSAGE, keyboard=()),
    ]
    assert len({content_hash(message) for message in variants}) == 4
    assert content_hash(MESSAGE) == content_hash(replace(MESSAGE))
    assert len(content_hash(MESSAGE)) == 24
