"""Filters and watches: what matches, in every script, how an expression is written, and what is refused."""

import string
import unicodedata
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.news.filters import (
    LONGEST_EXPRESSION,
    MOST_TERMS,
    Expression,
    Field,
    FilterError,
    FilterProblem,
    Match,
    Matcher,
    Term,
    lets_through,
    read_filter,
    read_terms,
    read_watch,
    source_expression,
)
from storage.folding import fold
from storage.models import FilterMode


def hides(typed: str, title: str = "", excerpt: str = "", name: str = "", domain: str = "") -> bool:
    """Whether a filter that hides would hide an article."""
    return matches(str(read_filter(typed)[FilterMode.HIDE]), title, excerpt, name, domain)


def matches(written: str, title: str = "", excerpt: str = "", name: str = "", domain: str = "") -> bool:
    """Whether a stored expression matches an article."""
    found = Matcher([written]).matching(title=title, excerpt=excerpt, provider_name=name, provider_domain=domain)
    return found == {written}


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("crypto", "Crypto is back"),
        ("-crypto", "CRYPTO!"),
        ("—crypto", "A (crypto) story"),
        ("crypto nft", "An NFT is sold"),
        ("crypto,nft", "An NFT is sold"),
        ('"open source"', "Open-Source models"),
        ("open-source", "An open source model"),
        ("“open source”", "Open   source"),
        ("„open source“", "open_source"),
        ('"open source', "open source"),
        ("openai", "OpenAI’s model"),
        ("l'ia", "L’IA avance"),
        ("ia", "L'IA avance"),
        ("don't", "Don’t panic"),
        ("zurich", "Café Zürich"),
        ("Café", "CAFE\u0301"),
        ("são", "Sao Paulo"),
        ("strasse", "Große Straße"),
        ("STRAẞE", "straße"),
        ("lodz", "Łódź"),
        ("IŞIK", "ışık"),
        ("istanbul", "İSTANBUL"),
        ("ﬁnal", "Ｆｉｎａｌ round"),
        ("2026", "In ٢٠٢٦"),
        ("gpt-4", "GPT 4 is out"),
        ("αθήνα", "ΑΘΗΝΑ"),
        ("Οδυσσεύς", "ΟΔΥΣΣΕΥΣ"),
        ("елка", "Ёлка"),
        ("МОСКВА", "москва, метро"),
        ("п'ять", "пʼять днів"),
        ("मोदी", "प्रधानमंत्री मोदी ने कहा"),
        ("ज़मीन", "ज़मीन"),
        ("الذكاء", "الذَّكاء الاصطناعي"),
        ("الذكـــاء", "الذكاء"),
        ("احمد", "أحمد"),
        ("שלום", "שָׁלוֹם עולם"),
        ("人工智能", "中国人工智能发展"),
        ("学習", "機械学習の研究"),
        ("ｶﾞﾝﾀﾞﾑ", "新型ガンダム"),
        ("ปัญญา", "ระบบปัญญาประดิษฐ์"),
        ("ປັນຍາ", "ລະບົບປັນຍາປະດິດ"),
        ("ဉာဏ်", "လူ့ဉာဏ်ရည်"),
        ("បញ្ញា", "ប្រព័ន្ធបញ្ញាសិប្បនិម្មិត"),
        ("AI技術", "最新のAI 技術"),
        ("技術", "AI技術"),
        ("ai", "新AI技術"),
        ("삼성", "삼성 실적"),
        ("soft\u00adware", "software"),
    ],
)
def test_words_are_found(typed: str, title: str) -> None:
    assert hides(typed, title)
    assert hides(typed, excerpt=f"Of today: {title}.")


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("art", "Artificial intelligence"),
        ("ai", "It was said"),
        ("crypto", "cryptography"),
        ('"open source"', "source open"),
        ('"open source"', "open the source"),
        ("open-source", "opensource"),
        ("gpt-4", "GPT-40"),
        ("मोद", "मोदी"),
        ("की", "का"),
        ("か", "が"),
        ("中国", "其中，国家"),
        ("中国", "中 国"),
        ("機械学習", "機械で学習"),
        ("ก", "กิน"),
        ("елка", "белка"),
    ],
)
def test_other_words_are_not(typed: str, title: str) -> None:
    assert not hides(typed, title)


@pytest.mark.parametrize(
    ("typed", "name", "domain", "expected"),
    [
        ("source:zdnet", "ZDNet", "", True),
        ("source:zdnet", "", "zdnet.com", True),
        ("source:zdnet", "", "www.zdnet.com", True),
        ("source:zdnet.com", "ZDNet", "zdnet.com", True),
        ("source:https://www.zdnet.com/ai?x=1", "", "zdnet.com", True),
        ("source:ZDNET", "", "zdnet.co.uk", True),
        ('source:"The Verge"', "The Verge", "theverge.com", True),
        ('-source:"the verge"', "THE VERGE", "", True),
        ("source:verge", "The Verge", "", True),
        ("source:theverge", "The Verge", "theverge.com", True),
        ("source:com", "ZDNet", "zdnet.com", False),
        ("source:net", "ZDNet", "zdnet.com", False),
        ("source:verge", "", "theverge.com", False),
        ("source:www", "", "www.zdnet.com", False),
        ("source:zdnet", "", "", False),
    ],
)
def test_sources_are_known_by_name_or_domain(typed: str, name: str, domain: str, expected: bool) -> None:
    assert hides(typed, "zdnet verge", "com net www", name, domain) is expected


def test_a_title_is_no_excerpt() -> None:
    assert hides("title:crypto", "Crypto")
    assert not hides("title:crypto", "", "Crypto")
    assert hides('-TITLE:"open source"', "Open source")
    assert not hides("crypto", "", "", "Crypto", "crypto.com")


def test_the_excerpt_does_not_go_on_where_the_title_ends() -> None:
    assert not hides('"open source"', "All is open", "Source code")


def test_a_muted_source_is_that_domain() -> None:
    written = str(source_expression("zdnet.com"))
    assert matches(written, domain="zdnet.com")
    assert matches(written, domain="www.zdnet.com")
    assert not matches(written, domain="zdnet.org")


def test_only_and_minus_are_two_filters() -> None:
    found = {mode: str(each) for mode, each in read_filter('only "Open Source" robots -toy -source:x').items()}
    assert found == {FilterMode.ONLY: 'any: "open source" robots', FilterMode.HIDE: "any: source:x toy"}


@pytest.mark.parametrize(
    ("typed", "mode"), [("ONLY ai", "only"), ("hide ai", "hide"), ("-only", "hide"), ('"only"', "hide")]
)
def test_how_it_filters(typed: str, mode: str) -> None:
    assert list(read_filter(typed)) == [FilterMode(mode)]


def test_a_watch_needs_all_its_words_and_none_after_a_minus() -> None:
    written = str(read_watch('robot "Open Source" -toy'))
    assert written == 'all: "open source" -toy robot'
    assert matches(written, "An open-source thing", "It is a robot")
    assert not matches(written, "Open source")
    assert not matches(written, "Open source toy robot")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("b a", "A, B"),
        ("-crypto", "Crypto"),
        ('"open source"', "Open-Source"),
        ("title:Größe", 'title: "GRÖSSE"'),
        ("source:zdnet.com", "SOURCE:http://www.zdnet.com/"),
        ("a a", "a"),
    ],
)
def test_what_matches_the_same_is_written_the_same(one: str, other: str) -> None:
    assert read_filter(one) == read_filter(other)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", "empty"),
        (" , ", "empty"),
        ("-", "no-word"),
        ('""', "no-word"),
        ("&", "no-word"),
        ("source:", "no-word"),
        ("crypto -title:!", "no-word"),
        ("a" * (LONGEST_EXPRESSION + 1), "too-long"),
        ("ﷺ" * 40, "too-long"),
        (" ".join(string.ascii_lowercase[: MOST_TERMS + 1]), "too-many"),
    ],
)
def test_what_is_no_filter_is_refused(typed: str, problem: str) -> None:
    for read in (read_filter, read_watch):
        with pytest.raises(FilterError) as refused:
            read(typed)
        assert refused.value.problem is FilterProblem(problem)


@pytest.mark.parametrize("typed", ["only", " Only ", "hide"])
def test_a_mode_needs_words(typed: str) -> None:
    with pytest.raises(FilterError) as refused:
        read_filter(typed)
    assert refused.value.problem is FilterProblem.EMPTY


def test_a_watch_of_nothing_but_minus_is_refused() -> None:
    with pytest.raises(FilterError) as refused:
        read_watch("-toy")
    assert refused.value.problem is FilterProblem.ONLY_MINUS


def test_the_refused_term_is_named() -> None:
    with pytest.raises(FilterError) as refused:
        read_filter("crypto -title:!? toy")
    assert refused.value.term == "-title:!?"


LETTERS = st.sampled_from("abÉßøıΑςйЁदीमशَسשׁ中国がｶﾞกำປ်บញ្ញាㄅ0٣¹'-’. ，ﬁᾳ\u0301\u200d\u00ad한")
TEXTS = st.text(LETTERS, max_size=30) | st.text(max_size=30)
TYPED = st.lists(
    st.tuples(st.sampled_from(["", "-", "title:", "-source:"]), TEXTS).map(lambda pair: f'{pair[0]}"{pair[1]}"'),
    max_size=6,
).map(" ".join)


@given(TYPED | TEXTS)
def test_a_stored_expression_is_read_as_it_was(typed: str) -> None:
    for match in Match:
        try:
            expression = Expression.of(match, read_terms(typed))
        except FilterError:
            continue
        assert Expression.parse(str(expression)) == expression
        assert Expression.of(match, read_terms(expression.plain)) == expression


@given(TEXTS)
def test_what_is_folded_folds_to_itself(text: str) -> None:
    folded = fold(text)
    assert fold(str(folded)) == folded


@given(st.text(st.sampled_from("abcÄöÉñšΑβΓάώЯжй中がقשद ी"), min_size=1, max_size=12))
def test_case_and_form_do_not_matter(text: str) -> None:
    assert fold(text.upper()) == fold(text) == fold(unicodedata.normalize("NFD", text))


def stands(term: Term, text: str) -> bool:
    """Whether a term stands in a text, by the rule as it is told: its words side by side, letters of a run in a run."""
    words, runs = fold(text), fold(term.text)
    for start in range(len(words.words) - len(runs.words) + 1):
        span = range(len(runs.words))
        if all(words.words[start + i] == runs.words[i] for i in span) and all(
            words.glued[start + i] for i in span if i and runs.glued[i]
        ):
            return True
    return False


def naive(expression: Expression, title: str, excerpt: str, name: str) -> bool:
    def is_there(term: Term) -> bool:
        places = {Field.TEXT: (title, excerpt), Field.TITLE: (title,), Field.SOURCE: (name,)}[term.field]
        return any(stands(term, place) for place in places)

    wanted = [is_there(term) for term in expression.terms if not term.is_unwanted]
    unwanted = [is_there(term) for term in expression.terms if term.is_unwanted]
    return bool(wanted) and (any if expression.match is Match.ANY else all)(wanted) and not any(unwanted)


WORDS = st.lists(st.sampled_from(["a", "b", "c", "中", "国", "中国", "a中", "Á", "-", "，"]), max_size=6).map(" ".join)
PHRASES = st.lists(st.sampled_from(["a", "b", "c", "中", "国"]), min_size=1, max_size=4)
TERMS = st.builds(
    Term,
    st.sampled_from(Field),
    st.tuples(PHRASES, st.sampled_from(["", " "])).map(lambda pair: str(fold(pair[1].join(pair[0])))),
    st.booleans(),
)


@settings(max_examples=settings().max_examples * 2)
@given(
    st.lists(st.builds(Expression.of, st.sampled_from(Match), st.lists(TERMS, min_size=1, max_size=4)), max_size=6),
    st.lists(st.integers(0, 5)),
    WORDS,
    WORDS,
    WORDS,
)
def test_the_index_finds_what_reading_every_expression_finds(
    expressions: list[Expression], gone: list[int], title: str, excerpt: str, name: str
) -> None:
    matcher = Matcher(map(str, expressions))
    kept = [each for number, each in enumerate(expressions) if number not in gone]
    for present in (expressions, kept, expressions):
        matcher.update(map(str, present))
        found = matcher.matching(title=title, excerpt=excerpt, provider_name=name, provider_domain="")
        assert found == {str(each) for each in present if naive(each, title, excerpt, name)}


def test_what_cannot_be_read_matches_nothing() -> None:
    matcher = Matcher(["", "some: a", "any: a", "all: -a"])
    assert matcher.matching(title="a", excerpt="", provider_name="", provider_domain="") == {"any: a"}


class Rule(NamedTuple):
    topic_id: int | None
    mode: FilterMode
    expression: str


HIDE, ONLY = FilterMode.HIDE, FilterMode.ONLY


@pytest.mark.parametrize(
    ("rules", "matched", "topic_id", "expected"),
    [
        ([], {"a"}, 1, True),
        ([Rule(None, HIDE, "a")], {"a"}, 1, False),
        ([Rule(None, HIDE, "a")], {"a"}, None, False),
        ([Rule(None, HIDE, "a")], {"b"}, 1, True),
        ([Rule(1, HIDE, "a")], {"a"}, 1, False),
        ([Rule(1, HIDE, "a")], {"a"}, 2, True),
        ([Rule(1, HIDE, "a")], {"a"}, None, True),
        ([Rule(1, ONLY, "a")], set(), 1, False),
        ([Rule(1, ONLY, "a")], set(), 2, True),
        ([Rule(1, ONLY, "a"), Rule(1, ONLY, "b")], {"b"}, 1, True),
        ([Rule(1, ONLY, "a"), Rule(None, ONLY, "b")], {"b"}, 1, False),
        ([Rule(1, ONLY, "a"), Rule(None, ONLY, "b")], {"a", "b"}, 1, True),
        ([Rule(1, ONLY, "a"), Rule(1, HIDE, "b")], {"a", "b"}, 1, False),
    ],
)
def test_what_filters_let_through(rules: list[Rule], matched: set[str], topic_id: int | None, expected: bool) -> None:
    assert lets_through(rules, matched, topic_id) is expected


def test_the_domain_of_a_source_is_kept_as_it_is() -> None:
    assert str(source_expression("www.The-Decoder.com")) == "any: source:the-decoder.com"
    assert str(source_expression('The "Verge"')) == 'any: source:"the verge"'
    assert matches("any: source:the-decoder.com", domain="the-decoder.com")
    with pytest.raises(FilterError):
        source_expression("…")
