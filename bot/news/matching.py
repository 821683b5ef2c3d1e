"""Matching: do these articles tell the same news? The decision, and an index that makes it quickly among many.

The method and its figures are in `docs/stories.md`.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from itertools import accumulate
from math import fsum, sqrt
from urllib.parse import urlsplit

from bot.news.words import WordRarity, Words, extract_words, is_telling

MIN_SCORE = 0.15  # the least score at which the news is the same
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MATCHING_WINDOW = 96 * HOUR  # closeness falls evenly to nothing over this time: after two days half is left
WINDOW_SECONDS, DAY_SECONDS = MATCHING_WINDOW.total_seconds(), DAY.total_seconds()
FULL_EVIDENCE = 40.0  # rarity in common that proves likeness: nine words that stand in one of a hundred articles each
SAME_HOST_FACTOR = 0.5  # what the score of two articles of one host is multiplied by
TEMPLATE_RATIO = 0.5  # titles of one host that agree in so much of their words may fill in one template
RELATED_FACTOR = 1.2  # what a related link between two articles multiplies their score by
WORDS_QUOTED = 3  # words that a reason names
SPARED = 0.4  # words are not looked up that could together reach this part of the score needed, at most
MARGIN = 1 - 1e-9  # of bounds that leave articles out, so that rounding leaves out none that matches


def host_of(link: str) -> str:
    """Name the host of a canonical link, less a leading `www.`."""
    return (urlsplit(link).hostname or "").removeprefix("www.")


@dataclass(frozen=True, slots=True)
class ArticleFeatures:
    """One article, as far as matching goes. Making one reads its words: make it once and keep it."""

    link: str
    words: Words
    published_at: datetime
    related: frozenset[str]
    host: str = ""

    @classmethod
    def of(
        cls, *, link: str, title: str, excerpt: str, published_at: datetime, related: Iterable[str] = ()
    ) -> "ArticleFeatures":
        """Read an article. `link` and `related` are canonical links, `published_at` is aware."""
        return cls(link, extract_words(title, excerpt), published_at, frozenset(related), host_of(link))

    def is_related_to(self, other: "ArticleFeatures") -> bool:
        """Say whether one of the two lists the other."""
        return other.link in self.related or self.link in other.related

    def shares_host_with(self, other: "ArticleFeatures") -> bool:
        """Say whether both stand on one host."""
        return bool(self.host) and self.host == other.host


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
    length = rarity.length(article.words)
    scores = [_score(article, length, member, rarity.length(member.words), rarity) for member in story]
    return _comparison(_story_score(scores), article, story[scores.index(max(scores))], rarity)


Postings = dict[str, set[int]]
"""Stem to the numbers of the articles that have it."""


@dataclass(slots=True)
class _Entry:
    """One article in the index. ``length`` is right for one edition of the rarities only."""

    features: ArticleFeatures
    story: int
    at: float
    edition: int = -1
    length: float = 0.0


class StoryIndex:
    """The latest articles and their stories, by day and word; beyond `capacity` the first to come are forgotten.

    What it answers depends on the articles added and their order, and on nothing else.
    """

    def __init__(self, capacity: int = 5000, needed: float = MIN_SCORE) -> None:
        self.rarity = WordRarity()
        self._needed = needed
        self._capacity = capacity
        self._added = 0
        self._entries: dict[int, _Entry] = {}
        self._stories: defaultdict[int, dict[int, _Entry]] = defaultdict(dict)
        self._days: defaultdict[int, Postings] = defaultdict(dict)

    def add(self, article: ArticleFeatures, story: int) -> None:
        """Enter an article that belongs to a story, new or known."""
        number = self._added
        self._added += 1
        entry = _Entry(article, story, article.published_at.timestamp())
        self._entries[number] = self._stories[story][number] = entry
        postings = self._days[_day(entry.at)]
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
        best, joined = self._needed, None
        search = _Search(article, self.rarity, self._needed)
        length = search.length
        for story in self._stories_to_compare(search):
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

    def _stories_to_compare(self, search: "_Search") -> list[int]:
        """List, first come first, every story with an article that reaches the score needed.

        A story scores no more than its nearest article, so nothing that would match is left out.
        """
        stories: set[int] = set()
        for number in self._articles_to_compare(search):
            entry = self._entries[number]
            if entry.story in stories:
                continue
            needed = search.length_needed(entry.features, entry.at)
            if needed and self._length(entry) <= needed:
                stories.add(entry.story)
        return sorted(stories, key=lambda story: next(iter(self._stories[story])))

    def _articles_to_compare(self, search: "_Search") -> Iterator[int]:
        """Find the articles that are near enough in time for the telling words that they share."""
        for day, closeness in _days_near(search.at):
            if postings := self._days.get(day):
                yield from search.candidates(postings, closeness)

    def _length(self, entry: _Entry) -> float:
        """Measure an article once an edition of the rarities."""
        if entry.edition != self.rarity.edition:
            entry.edition, entry.length = self.rarity.edition, self.rarity.length(entry.features.words)
        return entry.length

    def _forget(self, number: int) -> None:
        entry = self._entries.pop(number)
        members, postings = self._stories[entry.story], self._days[_day(entry.at)]
        del members[number]
        if not members:
            del self._stories[entry.story]
        for stem in entry.features.words.weights:
            postings[stem].remove(number)
            if not postings[stem]:
                del postings[stem]
        if not postings:
            del self._days[_day(entry.at)]
        self.rarity.remove(entry.features.words)


class _Search:
    """An article whose story is looked for, with its words weighed, and bounds of what others can score with it.

    Bounds are a little too high (`MARGIN`), so that rounding leaves out no article that matches.
    """

    def __init__(self, article: ArticleFeatures, rarity: WordRarity, needed: float) -> None:
        self.article = article
        self._needed = needed
        self.at = article.published_at.timestamp()
        self.length = rarity.length(article.words)
        self._factor = RELATED_FACTOR / FULL_EVIDENCE / MARGIN / self.length if self.length else 0.0
        weights = article.words.weights
        self._rarities = {stem: rarity(stem) for stem in weights}
        self._products = {stem: weight * self._rarities[stem] ** 2 for stem, weight in weights.items()}
        self._squares = {stem: product * weights[stem] for stem, product in self._products.items()}
        self._stems = [
            stem for _, _, stem in sorted((self._rarities[stem], self._squares[stem], stem) for stem in weights)
        ]
        self._shares = {stem: complex(self._squares[stem], self._rarities[stem]) for stem in weights}
        self._sums = list(accumulate([self._shares[stem] for stem in self._stems], initial=0j))
        self._bounds = [self._bound(shared) for shared in self._sums]

    def candidates(self, postings: Postings, closeness: float) -> list[int]:
        """Find the articles of a day that share enough words to match, if they are at most so close in time.

        What the shared words make up of the length bounds the cosine (Cauchy-Schwarz), and their rarities bound the
        evidence. The commonest words are not looked up while all of them together stay well below the score needed:
        every article is taken to share them.
        """
        needed = self._needed / closeness
        left_out = max(0, bisect_left(self._bounds, needed * SPARED) - 1)
        supposed = self._sums[left_out]
        # Squares and rarities of the shared words, as one number: this is the inmost loop of a first scan.
        sums: dict[int, complex] = {}
        for stem in self._stems[left_out:]:
            share = self._shares[stem]
            for number in postings.get(stem, ()):
                sums[number] = sums.get(number, supposed) + share
        least = (needed / self._factor) ** 2 if sums else 0.0
        return [
            number
            for number, shared in sums.items()
            if shared.imag * shared.imag * shared.real >= least and self._bound(shared) >= needed
        ]

    def _bound(self, shared: complex) -> float:
        """The highest score of a simultaneous article that shares words with these sums of squares and rarities."""
        if not shared.real:
            return 0.0
        return self._factor * sqrt(shared.real) * min(FULL_EVIDENCE, shared.imag)

    def length_needed(self, other: ArticleFeatures, at: float) -> float:
        """The greatest length with which another article, published then, reaches the score needed; 0 if none does."""
        weights = other.words.weights
        shared = list(self._products.keys() & weights.keys())
        evidence = min(1.0, sum([self._rarities[stem] for stem in shared]) / FULL_EVIDENCE)
        factor = evidence * (1.0 - abs(self.at - at) / WINDOW_SECONDS) * RELATED_FACTOR / (self._needed * MARGIN)
        if factor <= 0.0 or factor**2 * sum([self._squares[stem] for stem in shared]) < self.length**2:
            return 0.0
        if _told_apart(self.article, other):
            return 0.0
        if not self.article.is_related_to(other):
            factor /= RELATED_FACTOR
        if self.article.shares_host_with(other):
            factor *= SAME_HOST_FACTOR
        return factor * sum([self._products[stem] * weights[stem] for stem in shared]) / self.length


def _day(at: float) -> int:
    """The day by number, in UTC."""
    return int(at // DAY_SECONDS)


def _days_near(at: float) -> Iterator[tuple[int, float]]:
    """The days in which an article may match one published then, with the highest closeness that it may have."""
    around = MATCHING_WINDOW // DAY
    for day in range(_day(at) - around, _day(at) + around + 1):
        away = max(0.0, day * DAY_SECONDS - at, at - (day + 1) * DAY_SECONDS)
        closeness = 1.0 - away / WINDOW_SECONDS
        if closeness > 0.0:
            yield day, closeness


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
    is_one_host = one.shares_host_with(other)
    counted = {*one.words.title, *other.words.title} if is_one_host else ones
    evidence = min(1.0, fsum(rare for stem, rare in rarities if stem in counted) / FULL_EVIDENCE)
    relation = RELATED_FACTOR if one.is_related_to(other) else 1.0
    return cosine * evidence * closeness * relation * (SAME_HOST_FACTOR if is_one_host else 1.0)


def _story_score(scores: Sequence[float]) -> float:
    return (max(scores) + fsum(scores) / len(scores)) / 2


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
    if one.shares_host_with(other) and _fill_one_template(*sorted((ones, others), key=lambda words: words.title)):
        return "one template of one host, filled in differently"
    return None


def _fill_one_template(ones: Words, others: Words) -> bool:
    """Say whether two titles of one host differ in what fills a slot: a number, or words where the rest agrees."""
    if _fill_slot([stem for stem in ones.title if _has_digit(stem)], ones, filter(_has_digit, others.title), others):
        return True
    matcher = SequenceMatcher(None, ones.title, others.title, autojunk=False)
    if matcher.ratio() < TEMPLATE_RATIO:
        return False
    return any(
        _fill_slot(ones.title[start:end], ones, others.title[from_:to], others)
        for change, start, end, from_, to in matcher.get_opcodes()
        if change == "replace"
    )


def _fill_slot(mine: Iterable[str], ones: Words, theirs: Iterable[str], others: Words) -> bool:
    """Say whether words fill a slot: neither title has the other's, and one of the articles has them nowhere.

    The later of two releases names the one before, so it need not be both.
    """
    own = [stem for stem in mine if is_telling(stem) and stem not in others.title]
    foreign = [stem for stem in theirs if is_telling(stem) and stem not in ones.title]
    if not own or not foreign:
        return False
    return others.weights.keys().isdisjoint(own) or ones.weights.keys().isdisjoint(foreign)


def _has_digit(stem: str) -> bool:
    return any(map(str.isdigit, stem))


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
