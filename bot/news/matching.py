"""Matching: do these articles tell the same news? The decision, and an index that makes it quickly among many.

The method and its figures are in `docs/stories.md`.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from heapq import nlargest
from itertools import accumulate
from math import fsum, sqrt
from typing import TypeAlias
from urllib.parse import urlsplit

from bot.news.words import WordRarity, Words, extract_words, is_telling

MIN_SCORE = 0.12  # the least score at which the news is the same
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MATCHING_WINDOW = 96 * HOUR  # closeness falls evenly to nothing over this time: after two days half is left
WINDOW_SECONDS, DAY_SECONDS = MATCHING_WINDOW.total_seconds(), DAY.total_seconds()
FULL_EVIDENCE = 40.0  # rarity in common that proves likeness: nine words that stand in one of a hundred articles each
SAME_HOST_FACTOR = 0.5  # what the score of two articles of one host is multiplied by
TEMPLATE_RATIO = 0.5  # titles of one host that agree in so much of their words may fill in one template
RELATED_FACTOR = 1.2  # what a related link between two articles multiplies their score by
MOST_RAISED, MOST_LOWERED = 3.0, 1.25  # what meaning multiplies or divides a score by, at most
EVEN_MEANING = 0.62  # cosine of meanings that leaves a score as it is
MEANING_DOUBLES = 0.1  # so much more of it doubles the score, so much less halves it
LONGEST_TEXT = 1_000  # characters that a model of language is asked about: more than it reads
WORDS_QUOTED = 3  # words that a reason names
SPARED = 0.4  # words are not looked up that could together reach this part of the score needed, at most
RELATED_WINDOW = 30 * DAY  # articles that appeared further apart are no related reading
RELATED_SECONDS = RELATED_WINDOW.total_seconds()
MOST_RELATED = 5
MIN_LIKENESS = 0.09  # the least likeness of related reading
RELATED_WORDS = 8  # the most telling words, by which related reading is looked up
LEAST_RARITY = 2.0  # of these; a word that stands in one of eight articles tells nothing of what is alike
RELATED_COMPARED = 12  # articles that share most of these words, which are compared as a whole
MARGIN = 1 - 1e-9  # of bounds that leave articles out, so that rounding leaves out none that matches


def host_of(link: str) -> str:
    """Name the host of a canonical link, less a leading `www.`."""
    return (urlsplit(link).hostname or "").removeprefix("www.")


@dataclass(frozen=True, slots=True)
class ArticleFeatures:
    """One article, as far as matching goes. Making one reads its words: make it once and keep it.

    ``text`` is what a model of language is asked about, and empty where there is none.
    """

    link: str
    words: Words
    published_at: datetime
    related: frozenset[str]
    host: str = ""
    text: str = ""

    @classmethod
    def of(
        cls,
        *,
        link: str,
        title: str,
        excerpt: str,
        published_at: datetime,
        related: Iterable[str] = (),
        has_text: bool = False,
    ) -> "ArticleFeatures":
        """Read an article. `link` and `related` are canonical links, `published_at` is aware."""
        text = f"{title}. {excerpt}"[:LONGEST_TEXT] if has_text else ""
        return cls(link, extract_words(title, excerpt), published_at, frozenset(related), host_of(link), text)

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


Meaning: TypeAlias = Callable[[str, Sequence[str]], float | None]
"""How alike a text is in meaning to the texts of a story: a cosine; None where that cannot be told just now."""


def is_in_doubt(score: float) -> bool:
    """Whether words say so little that meaning may turn the decision."""
    return MIN_SCORE / MOST_RAISED <= score < MIN_SCORE * MOST_LOWERED


def weigh_meaning(score: float, likeness: float | None) -> float:
    """Correct a score that is in doubt by how alike the meanings are; None corrects nothing."""
    if likeness is None:
        return score
    return score * min(MOST_RAISED, max(1 / MOST_LOWERED, 2 ** ((likeness - EVEN_MEANING) / MEANING_DOUBLES)))


def compare_articles(one: ArticleFeatures, other: ArticleFeatures, rarity: WordRarity) -> Comparison:
    """Decide whether two articles tell the same news; the order of the two does not matter."""
    return compare_with_story(one, (other,), rarity)


def compare_with_story(
    article: ArticleFeatures, story: Sequence[ArticleFeatures], rarity: WordRarity, meaning: Meaning | None = None
) -> Comparison:
    """Decide whether an article tells the news of a story of one or more articles.

    The nearest of them counts for one half and all of them on average for the other, so that one article between two
    subjects does not join them, and a long story does not drift away from its news. Meaning is asked for where that
    leaves doubt.
    """
    length = rarity.length(article.words)
    scores = [_score(article, length, member, rarity.length(member.words), rarity) for member in story]
    score = _story_score(scores)
    nearest = story[scores.index(max(scores))]
    return _comparison(_judged(score, article, story, meaning), article, nearest, rarity, was_alike=score >= MIN_SCORE)


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

    What it answers depends on the articles added and their order, on what `meaning` says, and on nothing else.
    """

    def __init__(self, capacity: int = 5000, meaning: Meaning | None = None, needed: float = MIN_SCORE) -> None:
        self.rarity = WordRarity()
        self._meaning = meaning
        self._needed = needed
        self._capacity = capacity
        self._added = 0
        self._entries: dict[int, _Entry] = {}
        self._stories: defaultdict[int, dict[int, _Entry]] = defaultdict(dict)
        self._days: defaultdict[int, Postings] = defaultdict(dict)
        self._last_search: _Search | None = None

    def add(self, article: ArticleFeatures, story: int) -> None:
        """Enter an article that belongs to a story, new or known."""
        self._last_search = None
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
        search = self._search(article)
        length = search.length
        for story in self._stories_to_compare(search):
            members = self._stories[story].values()
            score = _story_score(
                [_score(article, length, each.features, self._length(each), self.rarity) for each in members]
            )
            score = _judged(score, article, [each.features for each in members], self._meaning)
            if score > best or (joined is None and score == best):
                best, joined = score, story
        return joined

    def match(self, article: ArticleFeatures) -> Match | None:
        """Find the story that tells the same news most clearly; of equals, the one that came first."""
        story = self.join(article)
        if story is None:
            return None
        members = [each.features for each in self._stories[story].values()]
        return Match(story, compare_with_story(article, members, self.rarity, self._meaning))

    def related(self, article: ArticleFeatures, story: int | None) -> list[str]:
        """List the links of up to `MOST_RELATED` articles that are alike and of other stories, the likest first.

        One a story, by the words that matching uses; the nearer in time, the likelier. It relates nothing: `join`
        takes no notice.
        """
        search = self._search(article)
        found: dict[int, tuple[float, str]] = {}
        for number in self._alike(search):
            entry = self._entries[number]
            if entry.story == story or entry.features.link == article.link:
                continue
            score = _likeness(article, search.length, entry.features, self._length(entry), self.rarity)
            score *= 1.0 - abs(search.at - entry.at) / (2 * RELATED_SECONDS)
            if score >= MIN_LIKENESS:
                found[entry.story] = max(found.get(entry.story, (0.0, "")), (score, entry.features.link))
        return [link for _, link in sorted(found.values(), reverse=True)[:MOST_RELATED]]

    def _search(self, article: ArticleFeatures) -> "_Search":
        """Weigh the words of an article, once for its story and its related reading."""
        if self._last_search is None or self._last_search.article is not article:
            least = self._needed / MOST_RAISED if self._meaning else self._needed
            self._last_search = _Search(article, self.rarity, least)
        return self._last_search

    def _alike(self, search: "_Search") -> list[int]:
        """Find the articles that share most of the telling words of another."""
        words = search.telling_words()
        sums: dict[int, float] = {}
        around = RELATED_WINDOW // DAY
        for day in range(_day(search.at) - around, _day(search.at) + around + 1):
            if postings := self._days.get(day):
                for stem, square in words:
                    for number in postings.get(stem, ()):
                        sums[number] = sums.get(number, 0.0) + square
        return nlargest(RELATED_COMPARED, sums, key=lambda number: (sums[number], number))

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

    def __init__(self, article: ArticleFeatures, rarity: WordRarity, least: float) -> None:
        self.article = article
        self._least = least
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

    def telling_words(self) -> list[tuple[str, float]]:
        """List the words that say most about the article, each with its share of the squared length."""
        rare = [(square, stem) for stem, square in self._squares.items() if self._rarities[stem] >= LEAST_RARITY]
        return [(stem, square) for square, stem in sorted(rare, reverse=True)[:RELATED_WORDS]]

    def candidates(self, postings: Postings, closeness: float) -> list[int]:
        """Find the articles of a day that share enough words to match, if they are at most so close in time.

        What the shared words make up of the length bounds the cosine (Cauchy-Schwarz), and their rarities bound the
        evidence. The commonest words are not looked up while all of them together stay well below the score needed:
        every article is taken to share them.
        """
        needed = self._least / closeness
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
        factor = evidence * (1.0 - abs(self.at - at) / WINDOW_SECONDS) * RELATED_FACTOR / (self._least * MARGIN)
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
    """Multiply likeness, closeness and relation."""
    closeness = _closeness(one, other)
    if not closeness or _told_apart(one, other):
        return 0.0
    likeness = _likeness(one, one_length, other, other_length, rarity)
    relation = RELATED_FACTOR if one.is_related_to(other) else 1.0
    return likeness * closeness * relation * (SAME_HOST_FACTOR if one.shares_host_with(other) else 1.0)


def _likeness(
    one: ArticleFeatures, one_length: float, other: ArticleFeatures, other_length: float, rarity: WordRarity
) -> float:
    """Multiply the cosine of two texts by the evidence for it.

    `fsum` rounds once, so the order of the words, which Python's hash seed decides, cannot matter.
    """
    ones, others = one.words.weights, other.words.weights
    rarities = [(stem, rarity(stem)) for stem in ones.keys() & others.keys()]
    product = fsum(ones[stem] * others[stem] * rare**2 for stem, rare in rarities)
    cosine = product / (one_length * other_length) if product else 0.0
    counted = {*one.words.title, *other.words.title} if one.shares_host_with(other) else ones
    return cosine * min(1.0, fsum(rare for stem, rare in rarities if stem in counted) / FULL_EVIDENCE)


def _story_score(scores: Sequence[float]) -> float:
    return (max(scores) + fsum(scores) / len(scores)) / 2


def _judged(score: float, article: ArticleFeatures, story: Iterable[ArticleFeatures], meaning: Meaning | None) -> float:
    """Correct the score of a story by what its texts mean, where there is doubt and a model of language."""
    if meaning is None or not is_in_doubt(score):
        return score
    return weigh_meaning(score, meaning(article.text, [member.text for member in story]))


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


def _comparison(
    score: float, one: ArticleFeatures, other: ArticleFeatures, rarity: WordRarity, *, was_alike: bool
) -> Comparison:
    same = score >= MIN_SCORE
    if not _closeness(one, other):
        return Comparison(same, score, f"{MATCHING_WINDOW // HOUR} hours or more apart")
    if difference := _told_apart(one, other):
        return Comparison(same, score, difference)
    likeness = "alike" if same else "too little alike"
    meant = "meaning and " if same and not was_alike else ""
    return Comparison(same, score, f"{likeness} in {meant}{_words_in_common(one, other, rarity)}, {_apart(one, other)}")


def _words_in_common(one: ArticleFeatures, other: ArticleFeatures, rarity: WordRarity) -> str:
    ones, others = one.words.weights, other.words.weights
    common = sorted(ones.keys() & others.keys(), key=lambda s: (-ones[s] * others[s] * rarity(s) ** 2, s))
    forms = (min(one.words.forms[stem], other.words.forms[stem]) for stem in common[:WORDS_QUOTED])
    return ", ".join(f"“{form}”" for form in forms) or "words"


def _apart(one: ArticleFeatures, other: ArticleFeatures) -> str:
    hours = abs(one.published_at - other.published_at) // HOUR
    apart = f"{hours} {'hour' if hours == 1 else 'hours'} apart" if hours else "within the hour"
    return f"{apart}, one related to the other" if one.is_related_to(other) else apart
