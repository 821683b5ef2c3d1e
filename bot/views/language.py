"""The language in which a chat is spoken to: the page of languages, and which of them somebody means."""

import unicodedata

from bot.views.callback_data import OpenSettings, SetLanguage
from bot.views.format import clean_text, shorten
from bot.views.locale_format import find_locale, language_name
from bot.views.message import Button, Message, build_keyboard, callback_button
from bot.views.texts import FALLBACK, Texts, Voice

LANGUAGES = ("en", "de", "es", "fr", "pt-BR", "ru", "zh-Hans")
"""By the number that a button bears: new ones stand last."""

_LONGEST_WRITTEN = 40


def languages_message(language: str, voice: Voice, unknown: str | None = None) -> Message:
    """Return the languages, each by its own name, as buttons; ``unknown`` is what somebody wrote that is none."""
    present = voice.texts.nearest(language)
    if unknown is None:
        text = voice.say("language-page", language=language_name(present))
    else:
        text = voice.say("language-unknown", text=shorten(clean_text(unknown), _LONGEST_WRITTEN))
    buttons = [_button(number, each, present, voice) for number, each in enumerate(LANGUAGES)]
    rows = [tuple(buttons[first : first + 2]) for first in range(0, len(buttons), 2)]
    back = (callback_button(voice.label("button-language-settings"), OpenSettings()),)
    return Message(text, build_keyboard(*rows, back))


def _button(number: int, language: str, present: str, voice: Voice) -> Button:
    name = language_name(language)
    label = voice.label("button-chosen", label=name) if language == present else name
    return callback_button(label, SetLanguage(number))


def language_toast(language: str, voice: Voice) -> str:
    """In which language the bot speaks from now on."""
    return voice.label("toast-language", language=language_name(language))


def read_language(written: str, texts: Texts) -> str | None:
    """Return the language that somebody means by its tag, or by its name in any of the languages; None for none."""
    wanted = _folded(written)
    for language in LANGUAGES:
        if wanted in _names(language):
            return language
    if not wanted or len(wanted.partition("-")[0]) > 3:
        return None
    nearest = texts.nearest(wanted)
    return nearest if nearest != FALLBACK or wanted.partition("-")[0] == FALLBACK else None


def _names(language: str) -> set[str]:
    """What a language is called in all of them, and by itself."""
    bare = language.partition("-")[0]
    names = {language_name(language), language, bare}
    for speaker in LANGUAGES:
        known = find_locale(speaker)
        names |= {known.languages.get(key, "") for key in (bare, language.replace("-", "_"))}
    return {_folded(name) for name in names if name}


def _folded(name: str) -> str:
    """A name without case and accents."""
    parts = unicodedata.normalize("NFKD", name.strip().replace("_", "-").casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
