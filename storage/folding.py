"""Texts as they are compared: without case and accents, in the words of any script."""

import re
import unicodedata
from enum import StrEnum
from typing import NamedTuple


class Folded(NamedTuple):
    """A text to compare: its words without case and accents, in order.

    In scripts without spaces between words, each letter is a word that is `glued` to the one before, so that a word
    is found anywhere in a run, but not across a stop.
    """

    words: list[str]
    glued: list[bool]

    def __str__(self) -> str:
        """The text with one space wherever words are not glued; folds to the same again."""
        return "".join(
            word if is_glued else f" {word}" for word, is_glued in zip(self.words, self.glued, strict=True)
        ).lstrip()


_ASCII_WORD = re.compile(r"[a-z0-9]+")
# Letters that Unicode does not take apart into a plain one and a mark.
_PLAIN_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i"})
# Thai, Lao; Burmese; Khmer; kana, bopomofo, Han and what repeats it.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f\u1780-\u17ff\u19e0-\u19ff"
    "\u3005-\u3007\u3040-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
# What draws a sign, not what it is: variation selectors (Unicode, 23.4), colours of skin, a stroke that stretches
# Arabic words.
_DRAWING = re.compile("[\u0640\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef]")
# Pictures that are looked for like words: signs, dingbats, stars, and the planes of emoji with the letters of flags.
_PICTURE = re.compile("[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
_IOTA_SUBSCRIPT = "\u0345"  # a mark of old Greek, which casefold would make a letter
_APOSTROPHES = re.compile("[\u02b9-\u02bf]")  # letters to Unicode, in words such as the Ukrainian for "five"
_SCRIPTS_WITH_ACCENTS = ("LATIN", "GREEK", "CYRILLIC", "HEBREW", "ARABIC")


class _Sign(StrEnum):
    """What a character is to a word."""

    LETTER = "letter"
    """Of a script that puts spaces between words; its marks are part of it, as in Hindi."""
    ACCENTED = "accented"
    """The same, but its marks are accents or vowel points; or a digit."""
    UNSPACED = "unspaced"
    MARK = "mark"
    BREAK = "break"
    NOTHING = "nothing"


class _Signs(dict[str, tuple[_Sign, str]]):
    """What each character is, and what it is compared as; looks each up once."""

    def __missing__(self, character: str) -> tuple[_Sign, str]:
        self[character] = found = _classify(character), _digit(character)
        return found


def _digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


def _classify(character: str) -> _Sign:
    category = unicodedata.category(character)
    if _DRAWING.match(character) or category == "Cf":
        return _Sign.NOTHING
    if category[0] == "M":
        return _Sign.MARK
    if category[0] not in "LN" or _APOSTROPHES.match(character):
        return _Sign.UNSPACED if category == "So" and _PICTURE.match(character) else _Sign.BREAK
    if category[0] == "N" and unicodedata.decimal(character, None) is not None:
        return _Sign.ACCENTED
    if _UNSPACED.match(character):
        return _Sign.UNSPACED
    return _Sign.ACCENTED if unicodedata.name(character, "").startswith(_SCRIPTS_WITH_ACCENTS) else _Sign.LETTER


_SIGNS = _Signs()


def fold(text: str) -> Folded:
    """Split a text into words as they are compared: compatibility forms, case and accents gone (NFKC, casefold).

    Marks are accents after Latin, Greek and Cyrillic letters, vowel points after Hebrew and Arabic ones; elsewhere
    they spell the word and stay.
    """
    if text.isascii():
        words = _ASCII_WORD.findall(text.lower())
        return Folded(words, [False] * len(words))
    plain = unicodedata.normalize("NFKD", text).replace(_IOTA_SUBSCRIPT, "").casefold()
    apart = unicodedata.normalize("NFKD", plain).translate(_PLAIN_LETTERS)
    folded = Folded([], [])
    before = _Sign.BREAK
    for character in apart:
        sign, written = _SIGNS[character]
        if sign is _Sign.MARK:
            if before in (_Sign.LETTER, _Sign.UNSPACED):
                folded.words[-1] += written
            continue
        if sign is _Sign.NOTHING:
            continue
        _add_letter(folded, before, sign, written)
        before = sign
    words = [unicodedata.normalize("NFC", word) for word in folded.words]
    return Folded(words, folded.glued)


def _add_letter(folded: Folded, before: _Sign, sign: _Sign, written: str) -> None:
    if sign is _Sign.BREAK:
        return
    is_run = before is _Sign.UNSPACED
    if before is _Sign.BREAK or sign is _Sign.UNSPACED or is_run:
        folded.words.append(written)
        folded.glued.append(is_run and sign is _Sign.UNSPACED)
    else:
        folded.words[-1] += written
