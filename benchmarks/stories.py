"""How well stories are told apart, with words alone and with the model of language, on pairs judged by hand.

Run as ``python -m benchmarks.stories RECORDS PAIRS``. RECORDS is a folder of record files, taken in as a first scan
does, or several with commas between, one scan each, in that order. PAIRS is a table with tabs and a line of names:
whether the news is the same (1 or 0), a column that is passed over, and the names of the two files. A pair counts as
found when both stand in one story. Halves are drawn by story (pairs that hang together by the same news) and by day,
and nothing is chosen on either half: they tell how far the figure is chance. The model takes part if the extra
``meaning`` is installed.
"""

import csv
import random
import sys
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from time import process_time

from bot.news.matching import ArticleFeatures, Meaning, StoryIndex
from bot.news.meaning import find_meaning
from bot.news.record import Record, parse_record

DRAWS = 40


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles, by link, and whether their news is the same."""

    is_same: bool
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Quality:
    """Precision and recall of pairs that are in one story."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __str__(self) -> str:
        return f"precision {self.precision:.3f}  recall {self.recall:.3f}  F1 {self.f1:.3f}"


def read_folder(folder: Path) -> Iterator[tuple[str, Record]]:
    for path in sorted(folder.rglob("*.md")):
        record = parse_record(path.read_bytes())
        if isinstance(record, Record):
            yield path.name, record


def read_pairs(path: Path, links: dict[str, str]) -> list[Pair]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return [Pair(same == "1", links[one], links[other]) for same, _, one, other in rows]


def in_order(scans: Sequence[Sequence[Record]]) -> list[Record]:
    """Records as scans take them in: new links only, each scan by time of publication."""
    taken: dict[str, Record] = {}
    for scan in scans:
        newest = {each.canonical_link: each for each in sorted(scan, key=lambda each: each.published_at)}
        for record in sorted(newest.values(), key=lambda each: (each.published_at, each.canonical_link)):
            taken.setdefault(record.canonical_link, record)
    return list(taken.values())


def tell_apart(records: Sequence[Record], meaning: Meaning | None) -> dict[str, int]:
    """Story by link."""
    index, stories = StoryIndex(meaning=meaning), dict[str, int]()
    for record in records:
        article = ArticleFeatures.of(
            link=record.canonical_link,
            title=record.title,
            excerpt=record.excerpt,
            published_at=record.published_at,
            related=(each.canonical_link for each in record.related),
            has_text=meaning is not None,
        )
        joined = index.join(article)
        stories[article.link] = len(stories) if joined is None else joined
        index.add(article, stories[article.link])
    return stories


def judge(stories: dict[str, int], pairs: Sequence[Pair]) -> Quality:
    found = [pair for pair in pairs if stories[pair.one] == stories[pair.other]]
    hits = sum(pair.is_same for pair in found)
    return Quality(hits / max(1, len(found)), hits / max(1, sum(pair.is_same for pair in pairs)))


def by_story(pairs: Sequence[Pair]) -> Callable[[Pair], Hashable]:
    """The story that a pair is about: articles that are linked by pairs of the same news."""
    heads: dict[str, str] = {}

    def head(link: str) -> str:
        while (above := heads.get(link, link)) != link:
            link = above
        return link

    for pair in pairs:
        if pair.is_same:
            heads[head(pair.one)] = head(pair.other)
    return lambda pair: head(pair.one)


def halves(pairs: Sequence[Pair], group: Callable[[Pair], Hashable]) -> Iterator[list[Pair]]:
    chance = random.Random(1)
    groups = sorted({group(pair) for pair in pairs}, key=str)
    for _ in range(DRAWS):
        half = set(chance.sample(groups, len(groups) // 2))
        drawn = [pair for pair in pairs if group(pair) in half]
        if sum(pair.is_same for pair in drawn) >= len(pairs) // 10:
            yield drawn


def show(name: str, qualities: Sequence[Quality]) -> None:
    for word, choose in (("mean", mean), ("worst", min)):
        precision, recall, f1 = (
            choose([getattr(each, what) for each in qualities]) for what in ("precision", "recall", "f1")
        )
        print(f"  {name}, {word:6} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")


def main(folders: Sequence[Path], table: Path) -> None:
    scans = [list(read_folder(folder)) for folder in folders]
    links = {name: record.canonical_link for scan in scans for name, record in scan}
    pairs = read_pairs(table, links)
    records = in_order([[record for _, record in scan] for scan in scans])
    days = {record.canonical_link: record.published_at.date() for record in records}
    print(f"{len(records)} articles, {len(pairs)} pairs, {sum(pair.is_same for pair in pairs)} the same news")
    model = find_meaning()
    for name, meaning in (("words alone", None), ("words, and meaning where they leave doubt", model)):
        if name != "words alone" and meaning is None:
            print("without the extra “meaning” there is nothing to compare with")
            continue
        start = process_time()
        stories = tell_apart(records, meaning)
        seconds = process_time() - start
        print(
            f"{name}: {len(set(stories.values()))} stories, {seconds:.1f} s of this process\n  {judge(stories, pairs)}"
        )
        for what, group in (("halves by story", by_story(pairs)), ("halves by day", lambda pair: days[pair.one])):
            show(what, [judge(stories, half) for half in halves(pairs, group)])
    if model:
        model.close()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main([Path(each) for each in sys.argv[1].split(",")], Path(sys.argv[2]))
