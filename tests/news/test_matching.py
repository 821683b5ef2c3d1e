import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.news.matching import (
    EVEN_MEANING,
    LONGEST_TEXT,
    MATCHING_WINDOW,
    MEANING_DOUBLES,
    MIN_SCORE,
    MOST_LOWERED,
    MOST_RAISED,
    RELATED_FACTOR,
    ArticleFeatures,
    StoryIndex,
    compare_articles,
    compare_with_story,
    is_in_doubt,
    weigh_meaning,
)
from bot.news.words import WordRarity
from tests.news.matching_samples import HOUR, NOON, OTHER, SAME, TELLINGS, a_newsroom, known, nothing_known, telling

RARITIES = pytest.mark.parametrize("rarity", [nothing_known(), a_newsroom()], ids=["nothing known", "a newsroom"])


@RARITIES
@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_the_same_news(one: ArticleFeatures, other: ArticleFeatures, rarity: WordRarity) -> None:
    assert compare_articles(one, other, rarity).same


@RARITIES
@pytest.mark.parametrize(("one", "other"), OTHER.values(), ids=OTHER)
def test_other_news(one: ArticleFeatures, other: ArticleFeatures, rarity: WordRarity) -> None:
    assert not compare_articles(one, other, rarity).same


def test_words_of_the_trade_tell_nothing_once_the_trade_is_known() -> None:
    one = telling(
        "How artificial intelligence changes health care",
        "Nurses of the ward in Storvik spend less time on notes since a machine listens in, and patients notice.",
    )
    other = telling(
        "Artificial intelligence: a chance for health insurers",
        "Premiums may fall where claims are read by software, argues our columnist, but who checks the refusals?",
    )
    assert compare_articles(one, other, a_newsroom()).score < compare_articles(one, other, nothing_known()).score / 2
    assert not compare_articles(one, other, a_newsroom()).same


def test_a_related_link_lowers_what_it_takes() -> None:
    one = telling("Berit Halvorsen outlaws scanners", "The minister spoke in Storvik about pupils and cameras.")
    other = telling("Storvik: no cameras", "Teachers of Storvik welcome Halvorsen and her ban.", hours=30)
    linked = ArticleFeatures(other.link, other.words, other.published_at, frozenset({one.link}), other.host)
    rarity = WordRarity()
    assert compare_articles(one, linked, rarity).score == pytest.approx(
        RELATED_FACTOR * compare_articles(one, other, rarity).score
    )
    assert compare_articles(linked, one, rarity) == compare_articles(one, linked, rarity)


def test_a_related_link_alone_is_not_enough() -> None:
    one, other = OTHER["one theme"]
    linked = ArticleFeatures(other.link, other.words, other.published_at, frozenset({one.link}), other.host)
    assert not compare_articles(one, linked, a_newsroom()).same


@pytest.mark.parametrize(
    ("one", "other", "because"),
    [
        (
            telling("Quillon foundry in Tampere", "Chips for 200 million"),
            telling("Quillon foundry in Tampere", "Chips for $200m", hours=6.5),
            "alike in “foundry”, “quillon”, “tampere”, 6 hours apart",
        ),
        (
            telling("Quillon foundry in Tampere", link="https://a.example/"),
            telling("Tampere foundry of Quillon", hours=1, related=("https://a.example/",)),
            "alike in “foundry”, “quillon”, “tampere”, 1 hour apart, one related to the other",
        ),
        (
            telling("Quillon foundry"),
            telling("A ferry called Quillon"),
            "too little alike in “quillon”, within the hour",
        ),
        (telling("Quillon foundry"), telling("A ferry"), "too little alike in words, within the hour"),
        (telling("Quillon foundry"), telling("Quillon foundry", hours=-96), "96 hours or more apart"),
        (*OTHER["studies of two markets by one template"], "studies of different markets"),
        (*OTHER["one template, two amounts"], "different amounts in their titles"),
    ],
)
def test_the_reason_is_a_sentence(one: ArticleFeatures, other: ArticleFeatures, because: str) -> None:
    assert compare_articles(one, other, nothing_known()).because == because


@given(TELLINGS, TELLINGS, st.lists(TELLINGS, max_size=20))
def test_same_news_is_symmetric(one: ArticleFeatures, other: ArticleFeatures, articles: list[ArticleFeatures]) -> None:
    rarity = known(articles)
    assert compare_articles(one, other, rarity) == compare_articles(other, one, rarity)


@given(TELLINGS.filter(lambda article: len(article.words.weights) > 2), st.lists(TELLINGS, max_size=8))
def test_the_same_text_soon_after_is_the_same_news(article: ArticleFeatures, articles: list[ArticleFeatures]) -> None:
    later = ArticleFeatures("later", article.words, article.published_at + MATCHING_WINDOW / 4, frozenset())
    assert compare_articles(article, later, known(articles)).same


@given(TELLINGS, st.integers(0, 10**6))
def test_far_apart_is_never_the_same_news(article: ArticleFeatures, hours: int) -> None:
    other = ArticleFeatures(
        "other", article.words, article.published_at + MATCHING_WINDOW + hours * HOUR, frozenset({article.link})
    )
    assert not compare_articles(article, other, nothing_known()).same


@given(TELLINGS, TELLINGS)
def test_a_story_of_one_article_is_judged_like_the_article(one: ArticleFeatures, other: ArticleFeatures) -> None:
    assert compare_with_story(one, [other], nothing_known()) == compare_articles(one, other, nothing_known())


def test_one_bridge_does_not_join_two_subjects() -> None:
    ban = [telling(f"Halvorsen bans face scanners in schools {number}") for number in range(9)]
    bridge = telling("Halvorsen bans face scanners in schools; Aurelia aground off Kolsund with 140 on board")
    wreck = telling("Aurelia aground off Kolsund with 140 on board")
    rarity = known([*ban, bridge])
    assert compare_articles(wreck, bridge, rarity).same
    assert compare_with_story(bridge, ban, rarity).same
    assert (
        compare_with_story(wreck, [*ban, bridge], rarity).score < compare_articles(wreck, bridge, rarity).score * 2 / 3
    )


NAMES = [f"{name}quillon" for name in "Au Ba Co Da Em Fj Ga In Ju Kr Lu Ma".split()]  # fmt: skip # noqa: SIM905
BOILERPLATE = "The new version fixes bugs and improves performance. Download it from the releases page today."


@pytest.mark.parametrize(
    "template",
    [
        "Quillon 1.2.{number} released",
        "Quillon v2.0.0-rc.{number}",
        "{name} {number}.0 released",
        "{name} is out",
        "Weather forecast for {name}",
        "Episode {number}: {name}",
        "Security update for {name} available",
        "Model {letter} recall announced by maker",
        "{name} Inc. reports third quarter results",
        "{name} shares rise {number}% at the open",
        "Deal: {name} for ${number}",
        "New release available",
    ],
)
@pytest.mark.parametrize("excerpt", ["", BOILERPLATE, "{title}. " + BOILERPLATE, BOILERPLATE + " After {before}."])
def test_a_burst_of_one_template_is_as_many_stories(template: str, excerpt: str) -> None:
    """Twelve releases of one feed, whatever they are called, and though the later ones name the one before."""
    titles = [template.format(number=n + 2, name=name, letter=name[0]) for n, name in enumerate(NAMES)]
    index = StoryIndex()
    for number, title in enumerate(titles):
        told = excerpt.format(title=title, before=titles[number - 1])
        article = telling(title, told, hours=number / 12, link=f"https://feed.example/{number}")
        assert index.join(article) is None, title
        index.add(article, number)


def test_one_host_counts_half() -> None:
    one, other = SAME["an agency's text under two titles"]
    here = ArticleFeatures(one.link, one.words, one.published_at, one.related, "a.example")
    there = ArticleFeatures(other.link, other.words, other.published_at, other.related, "a.example")
    rarity = nothing_known()
    assert compare_articles(here, there, rarity).score <= compare_articles(one, other, rarity).score / 2


@pytest.mark.parametrize(
    ("score", "is_asked"),
    [(0.0, False), (MIN_SCORE / 3.01, False), (MIN_SCORE / 2.99, True), (MIN_SCORE * 1.24, True), (0.2, False)],
)
def test_meaning_is_asked_for_where_words_leave_doubt(score: float, is_asked: bool) -> None:
    assert is_in_doubt(score) == is_asked


def test_meaning_corrects_a_score_within_bounds() -> None:
    assert weigh_meaning(0.1, None) == 0.1
    assert weigh_meaning(0.1, EVEN_MEANING) == pytest.approx(0.1)
    assert weigh_meaning(0.1, EVEN_MEANING + MEANING_DOUBLES) == pytest.approx(0.2)
    assert weigh_meaning(0.1, 1.0) == pytest.approx(0.1 * MOST_RAISED)
    assert weigh_meaning(0.1, -1.0) == pytest.approx(0.1 / MOST_LOWERED)


REPHRASED = (
    telling("Ferry aground off Kolsund", "All who travelled on the Aurelia are safe, says the coast guard."),
    telling("Ship runs onto rocks near Kolsund", "Nobody was hurt when the Aurelia struck.", hours=2),
)


@pytest.mark.parametrize(
    ("likeness", "because"),
    [
        (1.0, "alike in meaning and “kolsund”, “aurelia”, 2 hours apart"),
        (None, "too little alike in “kolsund”, “aurelia”, 2 hours apart"),
        (0.0, "too little alike in “kolsund”, “aurelia”, 2 hours apart"),
    ],
)
def test_meaning_joins_what_is_told_in_other_words(likeness: float | None, because: str) -> None:
    one, other = REPHRASED
    found = compare_with_story(one, [other], nothing_known(), lambda text, story: likeness)
    assert (found.same, found.because) == (likeness == 1.0, because)


def test_texts_are_kept_for_a_model_alone() -> None:
    one = ArticleFeatures.of(link="", title="Ferry aground", excerpt="x" * 2_000, published_at=NOON, has_text=True)
    assert one.text == "Ferry aground. " + "x" * (LONGEST_TEXT - 15)
    assert telling("Ferry aground").text == ""


def test_templates_and_other_markets_are_told_apart_whatever_they_mean() -> None:
    one = telling("Global smart kettle market 2031 forecast", "The report of the kettle market has 140 pages.")
    other = telling("Global smart toaster market 2031 forecast", "The report of the toaster market has 140 pages.")
    assert not compare_with_story(one, [other], nothing_known(), lambda text, story: 1.0).same
