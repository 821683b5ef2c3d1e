"""What a search found, in pages."""

from collections.abc import Sequence
from enum import StrEnum
from functools import partial

from markupsafe import Markup

from bot.views.callback_data import OpenSearch, WatchSearch
from bot.views.format import clean_text, paragraphs, shorten
from bot.views.message import Message, build_keyboard, callback_button, page_buttons, page_count
from bot.views.stories import story_lines
from bot.views.texts import Voice
from storage.models import Article

SEARCH_PAGE_SIZE = 5
_LONGEST_WORDS = 100


class FoundBy(StrEnum):
    """What stories have of the words that were looked for."""

    WORDS = "words"
    BEGINNINGS = "beginnings"
    """Words that begin so."""
    PARTS = "parts"
    """Words that hold them."""


def search_message(  # noqa: PLR0917 - all that a page says
    words: str,
    stories: Sequence[Sequence[Article]],
    total: int,
    page: int,
    query_id: int,
    voice: Voice,
    *,
    found_by: FoundBy = FoundBy.WORDS,
) -> Message:
    """Return a page of what was found, with *Watch these words*.

    Args:
        words: What the person looked for, as written.
        stories: Those of this page, best first, each with its articles.
        total: How many there are in all.
        page: From 0.
        query_id: Of the words, as they are kept.
        voice: Texts and language.
        found_by: Whether they have the words, or such as begin so, or hold them.
    """
    written = _written(words)
    watch = callback_button(voice.label("button-watch-search"), WatchSearch(query_id))
    if not stories:
        return Message(voice.say("search-none", words=written), build_keyboard((watch,)))
    heading = _heading(written, total, found_by, voice)
    turn = page_buttons(page, page_count(total, SEARCH_PAGE_SIZE), partial(OpenSearch, query_id))
    told = [story_lines(articles, voice) for articles in stories]
    if found_by is not FoundBy.WORDS:
        told.append(voice.say("search-watch-exact", words=written))
    return Message(paragraphs(heading, *told), build_keyboard(turn, (watch,)))


def _heading(written: str, total: int, found_by: FoundBy, voice: Voice) -> Markup:
    if found_by is FoundBy.WORDS:
        return voice.say("search-found", count=total, words=written)
    if found_by is FoundBy.BEGINNINGS:
        return voice.say("search-begins", count=total, words=written)
    return voice.say("search-holds", count=total, words=written)


def no_words_message(words: str, voice: Voice) -> Message:
    """Return that nothing can be looked for."""
    return Message(voice.say("search-no-words", words=_written(words)))


def search_question(voice: Voice) -> Message:
    """Ask which words to look for."""
    return Message(voice.say("search-ask"))


def search_explanation(voice: Voice) -> Message:
    """Return how to search where no plain words are read."""
    return Message(voice.say("search-how"))


def _written(words: str) -> str:
    return shorten(clean_text(words), _LONGEST_WORDS)
