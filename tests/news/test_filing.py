"""Filing by keywords, as a rule of values."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.news.filing import FiledUnder, KeywordCatalogue

AI, VISION, BOATS = 1, 2, 3
CATALOGUE = KeywordCatalogue({
    AI: ("artificial intelligence", "AI", "neural network", "人工智能", "нейросеть", "réseau neuronal"),
    VISION: ("computer vision", "vision"),
    BOATS: ("ferry", "C++ boat", "!!!"),
})  # fmt: skip


def under(title: str, excerpt: str = "") -> list[tuple[int, str, bool]]:
    return [(each.topic, each.keyword, each.is_in_title) for each in CATALOGUE.file(title, excerpt)]


@pytest.mark.parametrize(
    ("title", "topic", "keyword"),
    [
        ("A neural network for the harbour", AI, "neural network"),
        ("Neural-Network: what now?", AI, "neural network"),
        ("“AI”, says the harbour", AI, "AI"),
        ("Un RESEAU NEURONAL au port", AI, "réseau neuronal"),
        ("НЕЙРОСЕТЬ в порту", AI, "нейросеть"),
        ("港口用人工智能看船", AI, "人工智能"),
        ("Une fe\u0301rry", BOATS, "ferry"),
        ("c boat", BOATS, "C++ boat"),
    ],
)
def test_a_keyword_in_the_title_files(title: str, topic: int, keyword: str) -> None:
    assert under(title) == [(topic, keyword, True)]


@pytest.mark.parametrize(
    "title",
    [
        "Fair weather",
        "Paint and chai",
        "A neural one, and a network",
        "ferryman",
        "ferries",
        "工人智能",
        "",
        "!!!",
        "boat c",
    ],
)
def test_only_whole_words_and_phrases_count(title: str) -> None:
    assert under(title, title) == []


def test_the_title_counts_more_than_the_excerpt() -> None:
    assert under("AI at sea", "A ferry was seen.") == [(AI, "AI", True)]
    assert under("Notes from sea", "A ferry met a ferry, with AI.") == [(BOATS, "ferry", False)]
    assert under("Notes", "AI, AI, a ferry, a ferry, AI") == [(AI, "AI", False), (BOATS, "ferry", False)]
    assert under("A ferry", "AI, AI, AI") == [(AI, "AI", False), (BOATS, "ferry", True)]


def test_where_nothing_is_sure_one_mention_is_enough() -> None:
    assert under("Notes from sea", "A ferry was seen.") == [(BOATS, "ferry", False)]
    assert under("Notes from sea", "A ferry with AI was seen.") == [(AI, "AI", False), (BOATS, "ferry", False)]


def test_keywords_that_overlap_are_one_mention() -> None:
    assert under("AI at sea", "It has computer vision.") == [(AI, "AI", True)]
    assert under("Notes", "AI, AI and computer vision") == [(AI, "AI", False)]


def test_the_reason_is_the_longest_keyword_of_those_mentioned_most() -> None:
    assert under("AI: a neural network") == [(AI, "neural network", True)]
    assert under("Notes", "AI, a neural network, AI") == [(AI, "AI", False)]


WORDS = st.sampled_from(
    ["ai", "vision", "computer", "neural", "network", "ferry", "sea", "人", "工", "智能", "人工智能", "é"]
)
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)
KEYWORDS = st.dictionaries(
    st.integers(1, 4), st.lists(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), max_size=3), max_size=4
)


@given(KEYWORDS, TEXTS, TEXTS)
def test_reasons_are_true_and_every_title_files(keywords: dict[int, list[str]], title: str, excerpt: str) -> None:
    filed = KeywordCatalogue(keywords).file(title, excerpt)
    assert len({each.topic for each in filed}) == len(filed)
    for each in filed:
        assert each.keyword in keywords[each.topic]
        alone = KeywordCatalogue({each.topic: [each.keyword]})
        assert alone.file(title, "") if each.is_in_title else alone.file("", excerpt)
    in_title = {topic for topic, words in keywords.items() if KeywordCatalogue({topic: words}).file(title, "")}
    assert in_title <= {each.topic for each in filed}
    assert {each.topic for each in filed if each.is_in_title} == in_title


@given(KEYWORDS, TEXTS, TEXTS)
def test_case_accents_and_the_order_of_keywords_do_not_matter(
    keywords: dict[int, list[str]], title: str, excerpt: str
) -> None:
    filed = KeywordCatalogue(keywords).file(title, excerpt)
    backwards = {topic: list(reversed(words)) for topic, words in reversed(keywords.items())}
    assert KeywordCatalogue(backwards).file(title, excerpt) == filed
    written = unicodedata.normalize("NFD", title.upper()), excerpt.title()
    assert KeywordCatalogue(keywords).file(*written) == filed


@given(TEXTS, TEXTS, TEXTS)
def test_saying_more_in_the_excerpt_takes_no_sure_topic_away(title: str, excerpt: str, more: str) -> None:
    in_title = {each.topic for each in CATALOGUE.file(title, "")}
    assert in_title <= {each.topic for each in CATALOGUE.file(title, f"{excerpt}. {more}")}
    assert BOATS in {each.topic for each in CATALOGUE.file(title, f"{excerpt}. ferry. {more}. ferry")}


def test_without_keywords_nothing_is_filed() -> None:
    assert KeywordCatalogue({}).file("AI", "AI") == []
    assert KeywordCatalogue({AI: ["ferry"]}).file("A ferry", "") == [FiledUnder(AI, "ferry", is_in_title=True)]
