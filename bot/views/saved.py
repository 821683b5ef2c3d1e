"""The articles that a subscriber keeps, in pages."""

from collections.abc import Sequence
from datetime import tzinfo

from markupsafe import Markup

from bot.views.callback_data import OpenSaved, OpenStory, RemoveSaved
from bot.views.format import (
    TimeFormat,
    article_full_url,
    article_title,
    bold,
    format_local_time,
    lines,
    link,
    paragraphs,
)
from bot.views.message import Message, Row, build_keyboard, callback_button, catalogue_button, page_buttons, page_count
from bot.views.stories import source_line
from bot.views.texts import Voice
from storage.saved import KeptArticle

SAVED_PAGE_SIZE = 5
_LONGEST_TITLE = 160


def saved_message(kept: Sequence[KeptArticle], total: int, page: int, zone: tzinfo, voice: Voice) -> Message:
    """Return a page of what a subscriber keeps, with buttons that open each story here, or remove it.

    Args:
        kept: The articles of this page (``SAVED_PAGE_SIZE`` of them), last saved first.
        total: How many there are in all.
        page: From 0.
        zone: Of the reader.
        voice: Texts and language.
    """
    if not kept:
        return Message(voice.say("saved-none"), build_keyboard((catalogue_button(voice),)))
    first = page * SAVED_PAGE_SIZE + 1
    told = [_saved_lines(number, each, zone, voice) for number, each in enumerate(kept, first)]
    opening: Row = tuple(
        callback_button(str(number), OpenStory(each.article.id)) for number, each in enumerate(kept, first)
    )
    removing: Row = tuple(
        callback_button(f"✕ {number}", RemoveSaved(each.article.id, page)) for number, each in enumerate(kept, first)
    )
    turn = page_buttons(page, page_count(total, SAVED_PAGE_SIZE), OpenSaved)
    text = paragraphs(voice.say("saved", count=total), *told, voice.say("saved-how"))
    return Message(text, build_keyboard(opening, removing, turn))


def _saved_lines(number: int, kept: KeptArticle, zone: tzinfo, voice: Voice) -> Markup:
    title = bold(link(article_full_url(kept.article), article_title(kept.article, _LONGEST_TITLE)))
    return lines(
        Markup("%s. %s") % (str(number), title),
        source_line(kept.article, voice, TimeFormat.RELATIVE),
        voice.say("saved-at", time=format_local_time(kept.saved_at, zone, voice)),
    )


def saved_toast(voice: Voice) -> str:
    """An article is kept from now on."""
    return voice.label("toast-saved")


def saved_already_toast(voice: Voice) -> str:
    """It was kept already."""
    return voice.label("toast-saved-already")


def unsaved_toast(voice: Voice) -> str:
    """An article is kept no longer."""
    return voice.label("toast-unsaved")
