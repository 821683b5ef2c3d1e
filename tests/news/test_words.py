import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.news.words import EXCERPT_WEIGHT, TITLE_WEIGHT, WordRarity, extract_words

TEXTS = st.text(max_size=80)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harbour REGULATION", "harbours regulating"),
        ("Café Zürich", "cafe zurich"),
        ("the ﬁnal ＲＯＵＮＤ", "Final round"),
        ("Mayor’s tram-line", "mayor tram line"),
        ("$200m", "200 Million"),
        ("US$200 mln", "200-mn"),
        ("1,500 lamps", "1500 lamps"),
        ("1,5 degrees", "1.5 degrees"),
        ("12%", "12 percent"),
        ("Ёлка", "елка"),
        ("ज़मीन", "ज़मीन"),
    ],
)
def test_spellings_of_one_word_are_one_word(one: str, other: str) -> None:
    assert extract_words(one, "").weights == extract_words(other, "").weights


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("$40m", "$90m"),
        ("200m", "200bn"),
        ("4g", "5g"),
        ("version 4.1", "version 4.2"),
        ("東京", "京都"),
        ("bn", "3bn"),
    ],
)
def test_what_differs_stays_different(one: str, other: str) -> None:
    assert extract_words(one, "").weights != extract_words(other, "").weights


def test_numbers_with_letters_are_words_and_not_cut() -> None:
    assert set(extract_words("covid19vaccine 50g", "").weights) == {"covid19vaccine", "50g"}


def test_writing_without_spaces_is_read_in_pairs() -> None:
    assert set(extract_words("東京都 中", "").weights) == {"東京", "京都", "中"}


@pytest.mark.parametrize("text", ["", " ... ", "The report says: and, or?", "I & a", "Der die das", "что это"])
def test_sentences_without_news_have_no_words(text: str) -> None:
    assert not extract_words(text, text).weights


def test_place_weighs() -> None:
    words = extract_words("Ferry sinks", "The ferry was empty")
    assert words.weights == {"ferry": TITLE_WEIGHT + EXCERPT_WEIGHT, "sinks": TITLE_WEIGHT, "empty": EXCERPT_WEIGHT}


def test_forms_can_be_read() -> None:
    assert extract_words("Ministers", "ministry").forms == {"minist": "ministers"}


def test_amounts_are_numbers_of_the_title_with_a_magnitude() -> None:
    assert extract_words("$40m or 3.5% for the 5G set of 2031, 1,200 lamps", "for 90m").amounts == {"40m", "3.5%"}


@pytest.mark.parametrize(
    ("title", "market"),
    [
        ("Smart Kettle Market 2031: Size, Share and Forecast", {"smart", "kettle"}),
        ("Global Smart Kettle Market to See Growth", {"smart", "kettle"}),
        ("2031 Kettle Markets Outlook", {"kettle"}),
        ("Market Analysis of Kettles", set()),
        ("Kettle maker opens a shop at the fish market", None),
        ("Kettle sales forecast raised", None),
        ("Supermarket size grows", None),
    ],
)
def test_market_of_a_study(title: str, market: set[str] | None) -> None:
    assert extract_words(title, "").market == market


@given(TEXTS, TEXTS)
def test_any_text_can_be_read(title: str, excerpt: str) -> None:
    words = extract_words(title, excerpt)
    assert words.weights.keys() == words.forms.keys()
    assert all(
        stem and weight in {EXCERPT_WEIGHT, TITLE_WEIGHT, EXCERPT_WEIGHT + TITLE_WEIGHT}
        for stem, weight in words.weights.items()
    )
    assert words.weights == extract_words(title.upper().lower(), excerpt.upper().lower()).weights or not title.isascii()


def test_every_word_weighs_the_same_while_nothing_is_known() -> None:
    rarity = WordRarity()
    assert rarity("kettle") == rarity("artificial") > 4


def test_rare_words_weigh_more() -> None:
    rarity = WordRarity()
    for number in range(50):
        rarity.add(extract_words(f"dock number{number}", "ferry" if number % 2 else ""))
    assert rarity("unheard") > rarity("number7") > rarity("ferry") > rarity("dock") > 0


def test_a_few_articles_change_little() -> None:
    rarity = WordRarity()
    for _ in range(3):
        rarity.add(extract_words("dock", ""))
    assert rarity("unheard") > rarity("dock") > rarity("unheard") / 2


@given(st.lists(TEXTS, max_size=12), st.lists(TEXTS, max_size=12))
def test_what_was_removed_leaves_no_trace(kept: list[str], passing: list[str]) -> None:
    rarity, untouched = WordRarity(), WordRarity()
    for text in kept + passing:
        rarity.add(extract_words(text, ""))
    for text in passing:
        rarity.remove(extract_words(text, ""))
    for text in kept:
        untouched.add(extract_words(text, ""))
    assert {stem: rarity(stem) for text in kept + passing for stem in extract_words(text, "").weights} == {
        stem: untouched(stem) for text in kept + passing for stem in extract_words(text, "").weights
    }


def test_rarities_are_renewed_once_a_sixteenth_has_changed() -> None:
    rarity = WordRarity()
    renewed_at = [0]
    for known in range(1, 200):
        edition = rarity.edition
        rarity.add(extract_words("dock", ""))
        renewed_at += [known] * (rarity.edition != edition)
    for before, after in itertools.pairwise(renewed_at):
        assert (after - before - 1) / (after - 1 or 1) <= 1 / 16 < (after - before) / after
