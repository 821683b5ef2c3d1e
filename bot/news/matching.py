"""Matching: do these articles tell the same news? The decision, and an index that makes it quickly among many.

The method and its figures are in `docs/stories.md`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate, chain
from math import fsum, sqrt

from bot.news.words import WordRarity, Words, extract_words

MIN_SCORE = 0.15  # the least score at which the news is the same
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MATCHING_WINDOW = 96 * HOUR  # closeness falls evenly to nothing over this time: after two days half is left
FULL_EVIDENCE = 40.0  # rarity in common that proves likeness: nine words that stand in one of a hundred articles each
RELATED_FACTOR = 1.2  # what a related link between two articles multiplies their score by
WORDS_QUOTED = 3  # words that a reason names
MARGIN = 1 - 1e-9  # of bounds that leave articles out, so that rounding leaves out none that matches


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
    comparison: Comparison


def compare_articles(one: ArticleFeatures, other: ArticleFeatures, rarity: WordRarity) -> Comparison:
    """Decide whether two articles tell the same news; the order of the two does not matter."""
    return compare_with_story(one, (other,), rarity)


def compare_with_story(article: ArticleFeatures, story: Sequence[ArticleFeatures], rarity: WordRarity) -> Comparison:
    """Decide whether an article tells the news of a story of one or more articles.

    The nearest of them counts for one half and all of them on average for the other, so that one article between two
    subjects does not join them, and a long story does not drift away from its news.
    """
    length = _length(article.words, rarity)
    scores = [_score(article, length, member, _length(member.words, rarity), rarity) for member in story]
    return _comparison(_story_score(scores), article, story[scores.index(max(scores))], rarity)


Postings = dict[str, set[int]]
"""Stem to the numbers of the articles that have it."""


@dataclass(slots=True)
class _Entry:
    """One article in the index. ``length`` is right for one edition of the rarities only."""

    features: ArticleFeatures
    story: int
    day: int
    edition: int = -1
    length: float = 0.0


class StoryIndex:
    """The latest articles and their stories, by day and word; beyond `capacity` the first to come are forgotten.

    What it answers depends on the articles added and their order, and on nothing else.
    """

    def __init__(self, capacity: int = 5000) -> None:
        self.rarity = WordRarity()
        self._capacity = capacity
        self._added = 0
        self._entries: dict[int, _Entry] = {}
        self._stories: defaultdict[int, dict[int, _Entry]] = defaultdict(dict)
        self._days: defaultdict[int, Postings] = defaultdict(dict)

    def add(self, article: ArticleFeatures, story: int) -> None:
        """Enter an article that belongs to a story, new or known."""
        number = self._added
        self._added += 1
        entry = _Entry(article, story, _day(article.published_at))
        self._entries[number] = self._stories[story][number] = entry
        postings = self._days[entry.day]
        for stem in article.words.weights:
            postings.setdefault(stem, set()).add(number)
        self.rarity.add(article.words)
        if len(self._entries) > self._capacity:
            self._forget(number - self._capacity)

    def renumber(self, numbers: Mapping[int, int]) -> None:
        """Give stories other numbers: old number to new one, which must be free."""
        for old, new in numbers.items():
            if members := self._stories.pop(old, None):
                self._stories[new] = members
                for entry in members.values():
                    entry.story = new

    def join(self, article: ArticleFeatures) -> int | None:
        """Name the story that tells the same news, or None if the article starts one."""
        best, joined = MIN_SCORE, None
        length = _length(article.words, self.rarity)
        for story in self._stories_to_compare(article, length):
            members = self._stories[story].values()
            score = _story_score(
                [_score(article, length, each.features, self._length(each), self.rarity) for each in members]
            )
            if score > best or (joined is None and score == best):
                best, joined = score, story
        return joined

    def match(self, article: ArticleFeatures) -> Match | None:
        """Find the story that tells the same news most clearly; of equals, the one that came first."""
        story = self.join(article)
        if story is None:
            return None
        members = [each.features for each in self._stories[story].values()]
        return Match(story, compare_with_story(article, members, self.rarity))

    def _stories_to_compare(self, article: ArticleFeatures, length: float) -> list[int]:
        """List, first come first, every story with an article that could reach the score needed.

        Evidence counts as full and every article as related, so nothing that would match is left out.
        """
        telling, bounds = _telling_words(article.words, length, self.rarity)
        least = MIN_SCORE / RELATED_FACTOR * length * MARGIN
        products = {stem: weight * self.rarity(stem) ** 2 for stem, weight in article.words.weights.items()}
        stories = set()
        for number, shared in self._shared_words(article, telling).items():
            entry = self._entries[number]
            if bounds[shared] < MIN_SCORE or entry.story in stories:
                continue
            weights = entry.features.words.weights
            product = sum([products[stem] * weights[stem] for stem in products.keys() & weights.keys()])
            if product * _closeness(article, entry.features) >= least * self._length(entry):
                stories.add(entry.story)
        return sorted(stories, key=lambda story: next(iter(self._stories[story])))

    def _shared_words(self, article: ArticleFeatures, stems: Sequence[str]) -> Counter[int]:
        """Count how many of these words each article has that is near in time, by its number."""
        near = [self._days[day] for day in _days_near(_day(article.published_at)) if day in self._days]
        # One call that runs in C: this is where a first scan spends its time.
        return Counter(chain.from_iterable([postings[stem] for postings in near for stem in stems if stem in postings]))

    def _length(self, entry: _Entry) -> float:
        """Measure an article once an edition of the rarities."""
        if entry.edition != self.rarity.edition:
            entry.edition, entry.length = self.rarity.edition, _length(entry.features.words, self.rarity)
        return entry.length

    def _forget(self, number: int) -> None:
        entry = self._entries.pop(number)
        members, postings = self._stories[entry.story], self._days[entry.day]
        del members[number]
        if not members:
            del self._stories[entry.story]
        for stem in entry.features.words.weights:
            postings[stem].remove(number)
            if not postings[stem]:
                del postings[stem]
        if not postings:
            del self._days[entry.day]
        self.rarity.remove(entry.features.words)


def _telling_words(words: Words, length: float, rarity: WordRarity) -> tuple[list[str], list[float]]:
    """Find the words by which to look for articles that tell the same news.

    The commonest words are left out as long as sharing all of them cannot suffice: what they make up of the length
    bounds the cosine (Cauchy-Schwarz), and their rarities the evidence.

    Returns:
        The other words, and the highest score for each number of them that an article may share, from none.
    """
    terms = sorted((rarity(stem), weight * rarity(stem), stem) for stem, weight in words.weights.items())
    square = evidence = 0.0
    left_out = 0
    for rare, share, _ in terms:
        if _bound(square + share * share, evidence + rare, length) >= MIN_SCORE:
            break
        square, evidence, left_out = square + share * share, evidence + rare, left_out + 1
    telling = terms[left_out:]
    squares = accumulate(sorted((share * share for _, share, _ in telling), reverse=True), initial=square)
    evidences = accumulate((rare for rare, _, _ in reversed(telling)), initial=evidence)
    bounds = [_bound(*shared, length) for shared in zip(squares, evidences, strict=True)]
    return [stem for _, _, stem in telling], bounds


def _bound(square: float, evidence: float, length: float) -> float:
    """The highest score of an article that shares words with this sum of squares and of rarities."""
    return RELATED_FACTOR * sqrt(square) / length * min(1.0, evidence / FULL_EVIDENCE) / MARGIN if square else 0.0


def _day(at: datetime) -> int:
    """The day by number, in UTC."""
    return int(at.timestamp() // DAY.total_seconds())


def _days_near(day: int) -> range:
    """The days in which an article may have appeared that is less than the matching window away."""
    around = MATCHING_WINDOW // DAY
    return range(day - around, day + around + 1)


def _score(
    one: ArticleFeatures, one_length: float, other: ArticleFeatures, other_length: float, rarity: WordRarity
) -> float:
    """Multiply likeness, evidence, closeness and relation.

    `fsum` rounds once, so the order of the words, which Python's hash seed decides, cannot matter.
    """
    closeness = _closeness(one, other)
    if not closeness or _told_apart(one, other):
        return 0.0
    ones, others = one.words.weights, other.words.weights
    rarities = [(stem, rarity(stem)) for stem in ones.keys() & others.keys()]
    product = fsum(ones[stem] * others[stem] * rare**2 for stem, rare in rarities)
    cosine = product / (one_length * other_length) if product else 0.0
    evidence = min(1.0, fsum(rare for _, rare in rarities) / FULL_EVIDENCE)
    relation = RELATED_FACTOR if one.is_related_to(other) else 1.0
    return cosine * evidence * closeness * relation


def _story_score(scores: Sequence[float]) -> float:
    return (max(scores) + fsum(scores) / len(scores)) / 2


def _length(words: Words, rarity: WordRarity) -> float:
    return sqrt(fsum([(weight * rarity(stem)) ** 2 for stem, weight in words.weights.items()]))


def _closeness(one: ArticleFeatures, other: ArticleFeatures) -> float:
    """Say how close in time two articles are: 1 at the same moment, 0 from `MATCHING_WINDOW` on."""
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
