"""The words of a text that tell one piece of news from another, and how rare each of them is."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum, log, sqrt

TITLE_WEIGHT = 3.0  # a word in the title counts as much as one in three excerpts: the title is what the news is
EXCERPT_WEIGHT = 1.0
STEM_LENGTH = 6  # letters that are compared: "acquires", "acquired" and "acquiring" are one word

PRIOR_ARTICLES = 200.0  # the weight of what is supposed before an article is known
PRIOR_RATE = 0.01  # a word of which nothing is known stands in one of a hundred articles

_MAGNITUDES = {
    **dict.fromkeys(("m", "mn", "mln", "mil", "mio", "million"), "m"),
    **dict.fromkeys(("b", "bn", "bln", "billion"), "bn"),
    **dict.fromkeys(("tn", "trillion"), "tn"),
    **dict.fromkeys(("k", "thousand"), "k"),
    **dict.fromkeys(("%", "pc", "pct", "percent"), "%"),
}
_NUMBER = r"\d+(?:[.,]\d+)*"
_TOKENS = re.compile(
    rf"(?P<number>{_NUMBER})(?:[\s-]?(?:(?P<magnitude>{'|'.join(sorted(_MAGNITUDES, reverse=True))})(?!\w))|(?!\w))"
    r"|(?P<word>[^\W_]+)"
)
_AMOUNT = re.compile(rf"\d[\d.]*(?:{'|'.join(sorted(set(_MAGNITUDES.values())))})")
_THOUSANDS = re.compile(r"[.,](?=\d{3}(?!\d))")
# Scripts that put no space between words: Han, kana, Thai, Lao, Khmer, Burmese.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")

# Words that carry a sentence or a newsroom and no news, in languages likely to come; letters alone never count.
_CARRYING_WORDS = """
    about above after again against all also am an and any are as at be because been before being below between both
    but by can could did do does doing don down during each few for from further get got had has have having he her
    here hers him his how if in into is isn it its itself just let like ll made make makes may me might more most must
    my new no nor not now of off on once one only or other our ours out over own per re same shall she should so some
    such than that the their them then there these they this those through to too two under until up upon us use used
    uses using ve very via was we were what when where which while who whom whose why will with won would you your

    according exclusive latest news read report reported reportedly reports said say says update updated video watch
    day month today tomorrow week year years yesterday monday tuesday wednesday thursday friday saturday sunday

    auf das dem den der des die ein eine einem einen einer fur im ist mit nicht oder sich und von zu zum zur auch
    au aux ce dans de du en est et la le les ou par pas pour que qui se sur un une
    al como con del el es las lo los mas o para por su una unas unos
    che da della di gli il nel non per sono uno
    ao com da das do dos em na nao os um uma
    в во для до за из как на не но от по при со что это
"""
_STOP_WORDS = frozenset(_CARRYING_WORDS.split())
_STOP_STEMS = frozenset(word[:STEM_LENGTH] for word in _STOP_WORDS)
_DAY_STEMS = frozenset(
    day[:STEM_LENGTH] for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
)

# A title that has "market" and a word of this trade announces a market study.
_MARKET = re.compile(r"\bmarkets?\b")
_STUDY = re.compile(
    r"\b(?:analys[ei]s|boom\w*|cagr|demand|expected|forecast\w*|growth|industry|insights?|opportunit\w+|outlook|overview"
    r"|projec\w+|reach|research|revenues?|segment\w*|shares?|size|thriving|trends?|20[2-9]\d)\b"
)
_ANY_MARKET = frozenset(("global", "world", "worldw"))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text.

    Attributes:
        weights: stem to weight.
        forms: stem to the form last met, for sentences that people read.
        amounts: sums, quantities and percentages in the title: numbers with a magnitude, such as 200m.
        market: the words that name the market, if the title announces a study of one.
        title: stems of all words of the title in order, those too that only carry a sentence.
    """

    weights: dict[str, float]
    forms: dict[str, str]
    amounts: frozenset[str]
    market: frozenset[str] | None
    title: tuple[str, ...] = ()


def extract_words(title: str, excerpt: str) -> Words:
    """Weigh the words of a title and an excerpt; either may be empty and in any language."""
    plain_title = _plain(title)
    in_title, in_excerpt = dict(_stems(plain_title)), dict(_stems(_plain(excerpt)))
    forms = in_excerpt | in_title
    weights = {stem: TITLE_WEIGHT * (stem in in_title) + EXCERPT_WEIGHT * (stem in in_excerpt) for stem in forms}
    amounts = frozenset(filter(_AMOUNT.fullmatch, in_title))
    whole_title = tuple(stem for stem, _ in _stems(plain_title, is_whole=True))
    return Words(weights, forms, amounts, _market_studied(plain_title), whole_title)


def is_telling(stem: str) -> bool:
    """Whether a word of a title can tell two texts of one template apart: not "the", but a day of the week."""
    return stem not in _STOP_STEMS or stem in _DAY_STEMS


def _market_studied(title: str) -> frozenset[str] | None:
    """Name the market of a study by what stands before the word in the title, less years and "global"."""
    market = _MARKET.search(title)
    if not market or not _STUDY.search(title):
        return None
    named = {stem for stem, _ in _stems(title[: market.start()]) if not stem.isdecimal()}
    return frozenset(named - _ANY_MARKET)


class WordRarity:
    """How rare each word is among the articles known: inverse document frequency.

    A supposed rate stands in while few articles are known (additive smoothing), so that with none at all every word
    weighs the same, and no word ever weighs nothing. Counts come into force when the articles known have changed by
    a sixteenth: `edition` tells that weights have changed.
    """

    __slots__ = ("_articles", "_changes", "_seen", "_unseen", "_weights", "edition")

    def __init__(self) -> None:
        self.edition = 0
        self._articles = self._changes = 0
        self._seen: Counter[str] = Counter()
        self._renew()

    def add(self, words: Words) -> None:
        """Count one article more."""
        self._articles += 1
        self._seen.update(words.weights.keys())
        self._note_change()

    def remove(self, words: Words) -> None:
        """Count one article less, that was added before."""
        self._articles -= 1
        for stem in words.weights:
            self._seen[stem] -= 1
            if not self._seen[stem]:
                del self._seen[stem]
        self._note_change()

    def __call__(self, stem: str) -> float:
        """Weigh a word: about 4.6 while nothing is known, near 0 for one that stands in every article."""
        return self._weights.get(stem, self._unseen)

    def length(self, words: Words) -> float:
        """Measure a text as a vector of its words, each by its weight times its rarity."""
        get, unseen = self._weights.get, self._unseen
        return sqrt(fsum([(weight * get(stem, unseen)) ** 2 for stem, weight in words.weights.items()]))

    def _note_change(self) -> None:
        self._changes += 1
        if self._changes * 16 > self._articles:
            self._renew()

    def _renew(self) -> None:
        self._changes = 0
        self.edition += 1
        total = self._articles + PRIOR_ARTICLES
        supposed = PRIOR_ARTICLES * PRIOR_RATE
        self._unseen = log(total / supposed)
        by_count = {seen: log(total / (seen + supposed)) for seen in set(self._seen.values())}
        self._weights = {stem: by_count[seen] for stem, seen in self._seen.items()}


def _stems(plain: str, *, is_whole: bool = False) -> Iterable[tuple[str, str]]:
    """Stem and form of every word that counts, in order; of all words, and single letters, if the text is whole."""
    is_spaced = plain.isascii() or not _UNSPACED.search(plain)
    for number, magnitude, word in _TOKENS.findall(plain):
        if number:
            written = _THOUSANDS.sub("", number).replace(",", ".") + _MAGNITUDES.get(magnitude, "")
            yield written, written
        elif not is_spaced and _UNSPACED.search(word):
            yield from ((pair, pair) for pair in _pairs(word))
        elif is_whole or (len(word) > 1 and word not in _STOP_WORDS):
            yield word[:STEM_LENGTH] if word.isalpha() or not any(map(str.isdigit, word)) else word, word


def _pairs(word: str) -> list[str]:
    """Neighbouring letters two by two, the usual stand-in for words where no space parts them."""
    return [word[at : at + 2] for at in range(max(1, len(word) - 1))]


class _WithoutMarks(dict[int, int | None]):
    """Translates combining marks to nothing; looks each character up once."""

    def __missing__(self, point: int) -> int | None:
        self[point] = None if unicodedata.category(chr(point)).startswith("M") else point
        return self[point]


_WITHOUT_MARKS = _WithoutMarks()


def _plain(text: str) -> str:
    """Text without case, accents and compatibility forms (NFKC casefold of Unicode, less combining marks)."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text).casefold()
    return unicodedata.normalize("NFC", apart.translate(_WITHOUT_MARKS))
