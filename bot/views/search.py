"""What a search found, in pages."""

from collections.abc import Sequence
from functools import partial

from bot.views.callback_data import OpenSearch, WatchSearch
from bot.views.format import clean_text, paragraphs, shorten
from bot.views.message import Message, build_keyboard, callback_button, page_buttons, page_count
from bot.views.stories import story_lines
from bot.views.texts import Voice
from storage.models import Article

SEARCH_PAGE_SIZE = 5
_LONGEST_WORDS = 100


def search_message(  # noqa: PLR0917 - all that a page says
    words: str,
    stories: Sequence[Sequence[Article]],
    total: int,
    page: int,
    query_id: int,
    voice: Voice,
    *,
    is_open: bool = False,
) -> Message:
    """Return a page of what was found, with *Watch these words*.

    Args:
        words: What the person looked for, as written.
        stories: Those of this page, best first, each with its articles.
        total: How many there are in all.
        page: From 0.
        query_id: Of the words, as they are kept.
        voice: Texts and language.
        is_open: Whether they are found by words that only begin so.
    """
    written = _written(words)
    watch = callback_button(voice.label("button-watch-search"), WatchSearch(query_id))
    if not stories:
        return Message(voice.say("search-none", words=written), build_keyboard((watch,)))
    heading = voice.say("search-begins" if is_open else "search-found", count=total, words=written)
    turn = page_buttons(page, page_count(total, SEARCH_PAGE_SIZE), partial(OpenSearch, query_id))
    told = [story_lines(articles, voice) for articles in stories]
    return Message(paragraphs(heading, *told), build_keyboard(turn, (watch,)))


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
