import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.news.matching import ArticleFeatures, Match, Meaning, StoryIndex, compare_with_story
from bot.news.words import WordRarity
from tests.news.matching_samples import SAME, TELLINGS, telling


def tell_all(articles: list[ArticleFeatures], book: StoryIndex) -> list[int]:
    """Take articles in one by one, as the path does, and number the stories as they start."""
    stories: list[int] = []
    for article in articles:
        joined = book.join(article)
        stories.append(len(stories) if joined is None else joined)
        book.add(article, stories[-1])
    return stories


def scanned(articles: list[ArticleFeatures], capacity: int, meaning: Meaning | None = None) -> list[int]:
    """Do what a book does without its index: compare each article with every story."""
    stories: list[int] = []
    rarity = WordRarity()
    for number, article in enumerate(articles):
        recent = range(max(0, number - capacity), number)
        members = {
            story: [articles[n] for n in recent if stories[n] == story] for story in (stories[n] for n in recent)
        }
        verdicts = {story: compare_with_story(article, told, rarity, meaning) for story, told in members.items()}
        joined = [story for story, verdict in verdicts.items() if verdict.same]
        stories.append(max(joined, key=lambda story: verdicts[story].score, default=number))
        rarity.add(article.words)
        if number >= capacity:
            rarity.remove(articles[number - capacity].words)
    return stories


@given(st.lists(TELLINGS, max_size=40), st.sampled_from([1, 5, 5000]))
def test_the_index_finds_what_comparing_all_finds(articles: list[ArticleFeatures], capacity: int) -> None:
    assert tell_all(articles, StoryIndex(capacity)) == scanned(articles, capacity)


def length_alike(text: str, story: Sequence[str]) -> float:
    """Stand in for a model of language: texts as long as each other mean the same."""
    return 1 - abs(len(text) - sum(map(len, story)) / len(story)) / 40


@given(st.lists(TELLINGS, max_size=40), st.sampled_from([5, 5000]))
def test_with_meaning_the_index_finds_what_comparing_all_finds(articles: list[ArticleFeatures], capacity: int) -> None:
    texts = [replace(article, text=" ".join(article.words.forms.values())) for article in articles]
    assert tell_all(texts, StoryIndex(capacity, length_alike)) == scanned(texts, capacity, length_alike)


def test_an_article_joins_the_story_that_is_most_alike() -> None:
    book = StoryIndex()
    book.add(telling("Ferry Aurelia aground off Kolsund", "The captain is being questioned."), 7)
    book.add(telling("Ferry Aurelia aground off Kolsund", "All 140 passengers are safe, the coast guard says."), 3)
    found = book.match(telling("Ferry Aurelia aground off Kolsund", "All 140 passengers are safe.", hours=1))
    assert isinstance(found, Match)
    assert (found.story, found.comparison.same) == (3, True)


def test_of_equals_the_first_story_is_joined() -> None:
    book = StoryIndex()
    for story in (7, 3):
        book.add(telling("Ferry Aurelia aground off Kolsund with 140 passengers"), story)
    assert book.join(telling("Ferry Aurelia aground off Kolsund with 140 passengers", hours=1)) == 7


def test_an_empty_book_has_no_story() -> None:
    assert StoryIndex().join(telling("Ferry Aurelia aground off Kolsund")) is None


def test_a_full_book_forgets_the_first() -> None:
    book = StoryIndex(capacity=2)
    book.add(telling("Ferry Aurelia aground off Kolsund with 140 passengers"), 1)
    book.add(telling("Lumora buys Tarn Robotics for $310 million"), 2)
    book.add(telling("Halvorsen to outlaw face scanners in schools"), 3)
    assert book.join(telling("Ferry Aurelia aground off Kolsund with 140 passengers")) is None
    assert book.join(telling("Lumora buys Tarn Robotics for $310 million")) == 2
    assert book.rarity("aureli") == book.rarity("unheard")


def test_a_sample_of_a_dozen_articles_folds_rewrites_only() -> None:
    firsts = [pair[0] for pair in SAME.values()]
    seconds = [pair[1] for pair in SAME.values()]
    assert tell_all(firsts + seconds, StoryIndex()) == [*range(len(firsts)), *range(len(firsts))]


STORIES = """
import random
from tests.news.matching_samples import OTHER, SAME, telling
from tests.news.test_story_index import StoryIndex, tell_all

drawn = random.Random(7)
words = sorted({form for pair in (*SAME.values(), *OTHER.values()) for t in pair for form in t.words.forms.values()})
articles = [telling(" ".join(drawn.sample(words[:40], 7)), hours=number / 9, link=str(number)) for number in range(150)]
print(tell_all(articles, StoryIndex()))
"""


def test_stories_do_not_depend_on_the_hash_seed() -> None:
    told = {
        subprocess.run(
            [sys.executable, "-c", STORIES],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1
    assert len(set(json.loads(told.pop()))) < 150
