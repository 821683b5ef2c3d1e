"""Filing: under which topics a record stands that names none, by the keywords of the catalogue, and why.

A keyword is a word or a phrase, and only a whole one counts. Case, accents and what stands between the words of a
phrase do not matter; in scripts without spaces between words a keyword may stand anywhere (`storage/folding.py`).

The title says what an article is about, the excerpt also what it touches on. So a topic needs one of its keywords in
the title, or two mentions in the excerpt. Where no topic of the catalogue has so much, a single mention is enough: what
is filed by one mention reaches somebody, and what is filed nowhere reaches nobody. The figures are in `docs/topics.md`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from storage.folding import Folded, fold

TITLE_SCORE = 2
MENTION_SCORE = 1
MIN_SCORE = 2


class FiledUnder(NamedTuple):
    """A topic of an article, and why.

    Attributes:
        topic: as the catalogue was given, such as its id.
        keyword: as the catalogue writes it.
        is_in_title: whether it stands in the title; else in the excerpt.
    """

    topic: int
    keyword: str
    is_in_title: bool


class _Keyword(NamedTuple):
    """A keyword of a topic; ``words`` is how it is compared."""

    topic: int
    text: str
    words: Folded


class KeywordCatalogue:
    """The keywords of all topics, found by their first words.

    Args:
        keywords: Of each topic. One without letters or digits is never found.
    """

    __slots__ = ("_by_first_word",)

    def __init__(self, keywords: Mapping[int, Iterable[str]]) -> None:
        self._by_first_word: dict[str, list[_Keyword]] = {}
        folded = [_Keyword(topic, text, fold(text)) for topic, texts in keywords.items() for text in texts]
        for keyword in sorted(folded, key=lambda each: (-len(each.words.words), each.text)):
            if keyword.words.words:
                self._by_first_word.setdefault(keyword.words.words[0], []).append(keyword)

    def file(self, title: str, excerpt: str) -> list[FiledUnder]:
        """Return the topics of an article without any, the surest first, of equals the lowest."""
        if not self._by_first_word:
            return []
        in_title, in_excerpt = self._mentions(title), self._mentions(excerpt)
        scored = {
            topic: TITLE_SCORE * len(in_title.get(topic, ())) + MENTION_SCORE * len(in_excerpt.get(topic, ()))
            for topic in in_title.keys() | in_excerpt.keys()
        }
        needed = min(MIN_SCORE, max(scored.values(), default=0))
        sure = sorted((-score, topic) for topic, score in scored.items() if score >= needed)
        return [
            FiledUnder(topic, _most_telling(in_title.get(topic) or in_excerpt[topic]), topic in in_title)
            for _, topic in sure
        ]

    def _mentions(self, text: str) -> dict[int, list[_Keyword]]:
        """The keywords of each topic that stand in a text, each as often as it does; of those that overlap the first,
        and of those that begin at one place the longest.
        """
        folded = fold(text)
        found: dict[int, list[_Keyword]] = {}
        ends: dict[int, int] = {}
        for at, word in enumerate(folded.words):
            for keyword in self._by_first_word.get(word, ()):
                if ends.get(keyword.topic, 0) <= at and _stands_at(folded, at, keyword.words):
                    found.setdefault(keyword.topic, []).append(keyword)
                    ends[keyword.topic] = at + len(keyword.words.words)
        return found


def _most_telling(mentions: Sequence[_Keyword]) -> str:
    """The keyword that is mentioned most, of these the longest."""
    times = Counter(each.text for each in mentions)
    return max(mentions, key=lambda each: (times[each.text], len(each.words.words), each.text)).text


def _stands_at(text: Folded, at: int, keyword: Folded) -> bool:
    """Whether a keyword stands at a place: all its words, and glued together where they are."""
    if text.words[at : at + len(keyword.words)] != keyword.words:
        return False
    return all(text.glued[at + place] or not is_glued for place, is_glued in enumerate(keyword.glued) if place)
