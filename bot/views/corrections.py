"""What readers see of an editor's second thoughts: a correction, and a story that was withdrawn."""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from bot.views.format import article_title, clean_text, lines, paragraphs, shorten
from bot.views.message import Message, Post, PostKind
from bot.views.texts import Voice
from storage.models import Article
from storage.preferences import Appearance

LONGEST_CORRECTION = 3_000
"""Characters that an editor may write: the title and a heading stand above, within Telegram's limit."""

_LONGEST_TITLE = 200
_NO_PREVIEW = '{"is_disabled":true}'


def correction_message(text: str, entities: Sequence[dict[str, Any]], title: str, voice: Voice) -> Post:
    """Return a correction as its readers see it: a heading, of which article it speaks, and what the editor wrote.

    Args:
        text: As it was written.
        entities: Its formatting (Bot API, ``MessageEntity``).
        title: Of the article.
        voice: Texts and language.
    """
    return _correction(text, json.dumps(list(entities)), title, voice)


@lru_cache(maxsize=64)
def _correction(text: str, entities: str, title: str, voice: Voice) -> Post:
    """The same object every time: what is encoded of it is kept by it."""
    heading = voice.label("label-correction")
    of = shorten(clean_text(title), _LONGEST_TITLE)
    before = f"{heading}\n{of}\n\n" if of else f"{heading}\n\n"
    moved = [each | {"offset": each["offset"] + _units(before)} for each in json.loads(entities)]
    shown = [{"type": "bold", "offset": 0, "length": _units(heading)}, *moved]
    written = json.dumps(shown, ensure_ascii=False, separators=(",", ":"))
    return Post(PostKind.TEXT, before + text, written, preview=_NO_PREVIEW)


def _units(text: str) -> int:
    """Return how long a text is in UTF-16 units, in which places of entities count."""
    return len(text.encode("utf-16-le")) // 2


def withdrawn_message(article: Article, voice: Voice, appearance: Appearance | None = None) -> Message:
    """Return what an alert becomes whose article was withdrawn: its title struck out, without link and buttons.

    Args:
        article: The one that led.
        voice: Texts and language.
        appearance: Of the channel in which it stands, whose signature stays.
    """
    title = Markup("<s>%s</s>") % article_title(article, _LONGEST_TITLE)
    text = lines(title, voice.say("alert-withdrawn"))
    return Message(paragraphs(text, escape(appearance.signature)) if appearance else text)
