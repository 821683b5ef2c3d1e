"""Matching: do these articles tell the same news? The decision, and an index that makes it quickly among many.

The method and its figures are in `docs/stories.md`.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import fsum, sqrt

from bot.news.words import WordRarity, Words, extract_words

MIN_SCORE = 0.15  # the least score at which the news is the same
HOUR = timedelta(hours=1)
MATCHING_WINDOW = 96 * HOUR  # closeness falls evenly to nothing over this time: after two days half is left
FULL_EVIDENCE = 40.0  # rarity in common that proves likeness: nine words that stand in one of a hundred articles each
RELATED_FACTOR = 1.2  # what a related link between two articles multiplies their score by
WORDS_QUOTED = 3  # words that a reason names


@dataclass(frozen=True, slots=True)
class ArticleFeatures:
    """One article, as far as matching goes. Making one reads its words: make it once and keep it."""

    link: str
    words: Words
    published_at: datetime
    related: frozenset[str]

    @classmethod
    def of(
        cls, *, link: str, title: str, excerpt: str, published_at: datetime, related: Iterable[str] = ()
    ) -> "ArticleFeatures":
        """Read an article. `link` and `related` are canonical links, `published_at` is aware."""
        return cls(link, extract_words(title, excerpt), published_at, frozenset(related))

    def is_related_to(self, other: "ArticleFeatures") -> bool:
        """Say whether one of the two lists the other."""
        return other.link in self.related or self.link in other.related


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether the news is the same, how clearly (0 to `RELATED`), and why in one sentence."""

    same: bool
    score: float
    because: str


@dataclass(frozen=True, slots=True)
class Match:
    """The story that an article joins, and why."""

    story: int
    verdict: Comparison


def compare_articles(one: ArticleFeatures, other: ArticleFeatures, rarity: WordRarity) -> Comparison:
    """Decide whether two articles tell the same news; the order of the two does not matter."""
    return _comparison(_score(one, other, rarity), one, other, rarity)


def compare_with_story(article: ArticleFeatures, story: Sequence[ArticleFeatures], rarity: WordRarity) -> Comparison:
    """Decide whether an article tells the news of a story of one or more articles.

    The nearest of them counts for one half and all of them on average for the other, so that one article between two
    subjects does not join them, and a long story does not drift away from its news.
    """
    scores = [_score(article, told, rarity) for told in story]
    best = max(scores)
    score = (best + fsum(scores) / len(scores)) / 2
    return _comparison(score, article, story[scores.index(best)], rarity)


class StoryIndex:
    """The latest articles and their stories, indexed by word; beyond `capacity` the first to come are forgotten.

    What it answers depends on the articles added and their order, and on nothing else.
    """

    def __init__(self, capacity: int = 5000) -> None:
        self.rarity = WordRarity()
        self._capacity = capacity
        self._added = 0
        self._articles: dict[int, tuple[ArticleFeatures, int]] = {}
        self._stories: defaultdict[int, dict[int, ArticleFeatures]] = defaultdict(dict)
        self._holders: defaultdict[str, dict[int, float]] = defaultdict(dict)
        self._lengths: dict[int, float] = {}
        self._edition = 0

    def add(self, telling: ArticleFeatures, story: int) -> None:
        """Enter an article that belongs to a story, new or known."""
        number = self._added
        self._added += 1
        self._articles[number] = telling, story
        self._stories[story][number] = telling
        for stem, weight in telling.words.weights.items():
            self._holders[stem][number] = weight
        self.rarity.add(telling.words)
        self._lengths[number] = _length(telling.words, self.rarity)
        if len(self._articles) > self._capacity:
            self._forget(number - self._capacity)

    def join(self, telling: ArticleFeatures) -> int | None:
        """Name the story that tells the same news, or None if the article starts one."""
        match = self.match(telling)
        return match.story if match else None

    def match(self, telling: ArticleFeatures) -> Match | None:
        """Find the story that tells the same news most clearly; of equals, the one that came first."""
        found = (
            Match(story, compare_with_story(telling, tuple(self._stories[story].values()), self.rarity))
            for story in self._stories_to_compare(telling)
        )
        return max((match for match in found if match.verdict.same), key=lambda m: m.verdict.score, default=None)

    def _stories_to_compare(self, telling: ArticleFeatures) -> list[int]:
        """List, first come first, every story with an article that could reach the score needed.

        Evidence counts as full and every article as related, so nothing that would match is left out. The margin
        covers rounding.
        """
        self._measure()
        rarity, weights = self.rarity, telling.words.weights
        products: defaultdict[int, float] = defaultdict(float)
        for stem, weight in weights.items():
            share = weight * rarity(stem) ** 2
            for number, other_weight in self._holders.get(stem, {}).items():
                products[number] += share * other_weight
        least = MIN_SCORE / RELATED_FACTOR * _length(telling.words, rarity) * (1 - 1e-9)
        lengths, articles = self._lengths, self._articles
        stories = {
            articles[number][1]
            for number, product in products.items()
            if product >= (floor := least * lengths[number])
            and product * _closeness(telling, articles[number][0]) >= floor
        }
        return sorted(stories, key=lambda story: next(iter(self._stories[story])))

    def _measure(self) -> None:
        """Keep the length of every article, which changes only when the rarities are renewed."""
        if self._edition != self.rarity.edition:
            self._edition = self.rarity.edition
            self._lengths = {n: _length(told.words, self.rarity) for n, (told, _) in self._articles.items()}

    def _forget(self, number: int) -> None:
        telling, story = self._articles.pop(number)
        del self._lengths[number], self._stories[story][number]
        if not self._stories[story]:
            del self._stories[story]
        for stem in telling.words.weights:
            del self._holders[stem][number]
            if not self._holders[stem]:
                del self._holders[stem]
        self.rarity.remove(telling.words)


def _score(one: ArticleFeatures, other: ArticleFeatures, rarity: WordRarity) -> float:
    """Multiply likeness, evidence, closeness and relation.

    `fsum` rounds once, so the order of the words, which Python's hash seed decides, cannot matter.
    """
    closeness = _closeness(one, other)
    if not closeness or _told_apart(one, other):
        return 0.0
    common = one.words.weights.keys() & other.words.weights.keys()
    evidence = min(1.0, fsum(map(rarity, common)) / FULL_EVIDENCE)
    relation = RELATED_FACTOR if one.is_related_to(other) else 1.0
    return _cosine(one.words, other.words, common, rarity) * evidence * closeness * relation


def _cosine(one: Words, other: Words, common: Set[str], rarity: WordRarity) -> float:
    product = fsum(one.weights[stem] * other.weights[stem] * rarity(stem) ** 2 for stem in common)
    return product / (_length(one, rarity) * _length(other, rarity)) if product else 0.0


def _length(words: Words, rarity: WordRarity) -> float:
    return sqrt(fsum((weight * rarity(stem)) ** 2 for stem, weight in words.weights.items()))


def _closeness(one: ArticleFeatures, other: ArticleFeatures) -> float:
    """Say how close in time two articles are: 1 at the same moment, 0 from `WINDOW` on."""
    return max(0.0, 1.0 - abs(one.published_at - other.published_at) / MATCHING_WINDOW)


def _told_apart(one: ArticleFeatures, other: ArticleFeatures) -> str | None:
    """Name what sets two articles apart however alike they are, as when both fill in one template."""
    ones, others = one.words, other.words
    if None not in (ones.market, others.market) and ones.market != others.market:
        return "studies of different markets"
    shared = ones.amounts & others.weights.keys() or others.amounts & ones.weights.keys()
    if ones.amounts and others.amounts and not shared:
        return "different amounts in their titles"
    return None


def _comparison(score: float, one: ArticleFeatures, other: ArticleFeatures, rarity: WordRarity) -> Comparison:
    same = score >= MIN_SCORE
    if not _closeness(one, other):
        return Comparison(same, score, f"{MATCHING_WINDOW // HOUR} hours or more apart")
    if difference := _told_apart(one, other):
        return Comparison(same, score, difference)
    likeness = "alike" if same else "too little alike"
    return Comparison(same, score, f"{likeness} in {_words_in_common(one, other, rarity)}, {_apart(one, other)}")


def _words_in_common(one: ArticleFeatures, other: ArticleFeatures, rarity: WordRarity) -> str:
    ones, others = one.words.weights, other.words.weights
    common = sorted(ones.keys() & others.keys(), key=lambda s: (-ones[s] * others[s] * rarity(s) ** 2, s))
    forms = (min(one.words.forms[stem], other.words.forms[stem]) for stem in common[:WORDS_QUOTED])
    return ", ".join(f"“{form}”" for form in forms) or "words"


def _apart(one: ArticleFeatures, other: ArticleFeatures) -> str:
    hours = abs(one.published_at - other.published_at) // HOUR
    apart = f"{hours} {'hour' if hours == 1 else 'hours'} apart" if hours else "within the hour"
    return f"{apart}, one related to the other" if one.is_related_to(other) else apart
