"""Filters and watches: their grammar, how text is folded to compare it, and which of many expressions match an article.

    words "a phrase" -word source:zdnet source:"The Verge" title:word

Words are whole ones, in any case and accent. What stands between the words of a phrase does not matter: `open-source`
is "Open Source". Scripts that put no space between words are compared letter by letter, so a word may stand anywhere.

An expression is written in one way only, whatever way somebody typed it: `any: "open source" ai`, where one term is
enough, and `all: battery "solid state" -toy`, where every term is needed and none after a minus may be there. Filters
are of the first form, watches of the second, so that one ``Matcher`` serves both.
"""

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

from storage.folding import Folded, fold
from storage.models import FilterMode

MOST_TERMS = 10
LONGEST_EXPRESSION = 200
"""Characters, as typed and as stored."""

_QUOTES = '"“”„‟«»＂「」『』'  # what people's keyboards make of a quote
_MINUS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_TERM = re.compile(
    rf"(?P<minus>[{_MINUS}]*)(?:(?P<field>source|title):\s*)?"
    rf"(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]?|(?P<word>[^\s,;、，{_QUOTES}]+))",
    re.IGNORECASE,
)
_STORED_TERM = re.compile(r'(-?)(source:|title:|)(?:"([^"]+)"|(\S+))')
_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?([^/\s]+)\S*", re.IGNORECASE)
_DOMAIN = re.compile(r"[a-z0-9-]*[a-z0-9](?:\.[a-z0-9-]*[a-z0-9])+")
_MODE = re.compile(rf"({'|'.join(FilterMode)})\s+(?=\S)", re.IGNORECASE)


class FilterProblem(StrEnum):
    """What is wrong with what somebody typed."""

    EMPTY = "empty"
    NO_WORD = "no-word"
    """A term has no letters or digits."""
    TOO_LONG = "too-long"
    TOO_MANY = "too-many"
    ONLY_MINUS = "only-minus"
    """A watch that only says what must not be there."""


class FilterError(ValueError):
    """What somebody typed is no filter.

    Attributes:
        problem: what is wrong; views have a sentence for each.
        term: where, as typed; empty where it is the whole.
    """

    def __init__(self, problem: FilterProblem, term: str = "") -> None:
        super().__init__(f"not a filter, {problem}: {term!r}")
        self.problem = problem
        self.term = term


class Match(StrEnum):
    """How many of its terms an expression needs."""

    ANY = "any"
    ALL = "all"


class Field(StrEnum):
    """Where a term looks; the value is how it is typed."""

    TEXT = ""
    """Title and excerpt."""
    TITLE = "title:"
    SOURCE = "source:"


class Term(NamedTuple):
    """One word or phrase.

    Attributes:
        text: folded, with one space wherever words may stand apart; the domain of a source as it is.
    """

    field: Field
    text: str
    is_unwanted: bool = False

    def __str__(self) -> str:
        text = f'"{self.text}"' if " " in self.text else self.text
        return f"{'-' if self.is_unwanted else ''}{self.field}{text}"


@dataclass(frozen=True, slots=True)
class Expression:
    """Terms, and whether one of them is enough or all are needed; as text in one way only."""

    match: Match
    terms: tuple[Term, ...]

    def __str__(self) -> str:
        return f"{self.match}: {self.plain}"

    @property
    def plain(self) -> str:
        """The terms as one would type them."""
        return " ".join(map(str, self.terms))

    @classmethod
    def parse(cls, written: str) -> "Expression":
        """Read one as it is stored, which is not checked again.

        Raises:
            ValueError: It is none.
        """
        match, _, plain = written.partition(": ")
        terms = (
            Term(Field(field), phrase or word, is_unwanted=bool(minus))
            for minus, field, phrase, word in _STORED_TERM.findall(plain)
        )
        return cls(Match(match), tuple(terms))

    @classmethod
    def of(cls, match: Match, terms: Iterable[Term]) -> "Expression":
        """Make one of terms in any order.

        Raises:
            FilterError: It is too long as it is stored.
        """
        found = cls(match, tuple(sorted(set(terms), key=str)))
        if len(found.plain) > LONGEST_EXPRESSION:
            raise FilterError(FilterProblem.TOO_LONG)
        return found


def read_filter(text: str) -> dict[FilterMode, Expression]:
    """Read what is typed after `/filter`, less the topic: what to hide, `only` what to let through, or both.

    Words hide with a minus or without. In an `only`, those with a minus hide.

    Raises:
        FilterError: It is none.
    """
    if text.strip().casefold() in tuple(FilterMode):
        raise FilterError(FilterProblem.EMPTY)
    mode = _MODE.match(text.strip())
    terms = read_terms(text.strip()[mode.end() :] if mode else text)
    is_only = mode is not None and mode[1].casefold() == FilterMode.ONLY
    hidden = [term._replace(is_unwanted=False) for term in terms if term.is_unwanted or not is_only]
    wanted = [term for term in terms if is_only and not term.is_unwanted]
    found = {FilterMode.ONLY: wanted, FilterMode.HIDE: hidden}
    return {mode: Expression.of(Match.ANY, terms) for mode, terms in found.items() if terms}


def read_watch(text: str) -> Expression:
    """Read what is typed after `/watch`: words that must all be there, and after a minus those that may not.

    Raises:
        FilterError: It is none.
    """
    terms = read_terms(text)
    if all(term.is_unwanted for term in terms):
        raise FilterError(FilterProblem.ONLY_MINUS)
    return Expression.of(Match.ALL, terms)


def source_expression(source: str) -> Expression:
    """The filter that matches whatever comes from a provider with this domain, or this name.

    Raises:
        FilterError: It has no letters or digits.
    """
    text = _source_text(source)
    if not text:
        raise FilterError(FilterProblem.NO_WORD, source)
    return Expression.of(Match.ANY, [Term(Field.SOURCE, text)])


def read_terms(text: str) -> list[Term]:
    """Read terms as they are typed. A quote that is not closed ends with the text.

    Raises:
        FilterError: There is none, or there are too many, or one has no letters or digits.
    """
    if len(text) > LONGEST_EXPRESSION:
        raise FilterError(FilterProblem.TOO_LONG)
    terms = [_read_term(found) for found in _TERM.finditer(text)]
    if not terms:
        raise FilterError(FilterProblem.EMPTY)
    if len(set(terms)) > MOST_TERMS:
        raise FilterError(FilterProblem.TOO_MANY)
    return terms


def _read_term(found: re.Match[str]) -> Term:
    field = Field(f"{found['field'].lower()}:") if found["field"] else Field.TEXT
    text = found["phrase"] if found["phrase"] is not None else found["word"]
    if field is Field.TEXT and text.lower() in (Field.TITLE, Field.SOURCE):
        raise FilterError(FilterProblem.NO_WORD, found[0])
    folded = _source_text(text) if field is Field.SOURCE else str(fold(text))
    if not folded:
        raise FilterError(FilterProblem.NO_WORD, found[0].strip())
    return Term(field, folded, is_unwanted=bool(found["minus"]))


def _source_text(written: str) -> str:
    """A domain as it is, a name folded."""
    address = _ADDRESS.fullmatch(written.strip())
    source = address[1].lower() if address else written
    return source if _DOMAIN.fullmatch(source) else str(fold(source))


class Rule(Protocol):
    """A filter as it is stored."""

    @property
    def topic_id(self) -> int | None:
        """The topic to whose stories it is confined; None for all."""

    @property
    def mode(self) -> FilterMode:
        """Whether it hides what it matches, or lets only that through."""

    @property
    def expression(self) -> str:
        """Its words."""


def lets_through(rules: Iterable[Rule], matched: Set[str], topic_id: int | None) -> bool:
    """Return whether filters let an article through.

    Args:
        rules: Of one subscriber.
        matched: The expressions that match the article.
        topic_id: The topic through which it comes; None for a watch, which only the filters of the whole chat concern.
    """
    concerned = [rule for rule in rules if rule.topic_id is None or rule.topic_id == topic_id]
    if any(rule.mode == FilterMode.HIDE and rule.expression in matched for rule in concerned):
        return False
    only = [rule for rule in concerned if rule.mode == FilterMode.ONLY]
    allowed = {rule.topic_id for rule in only if rule.expression in matched}
    return all(rule.topic_id in allowed for rule in only)


class Matcher:
    """Tells which of many expressions match an article, by an index of the first two words of every term.

    Args:
        expressions: as they are stored; one that cannot be read matches nothing.
    """

    __slots__ = ("_by_key", "_by_term", "_needs")

    def __init__(self, expressions: Iterable[str]) -> None:
        self._needs: dict[str, _Needs | None] = {}
        self._by_term: dict[Term, list[str]] = {}
        self._by_key: dict[Field, dict[str, list[Term]]] = {field: {} for field in Field}
        self.update(expressions)

    def update(self, expressions: Iterable[str]) -> None:
        """Match these from now on, at the cost of those that are new or gone."""
        wanted = dict.fromkeys(expressions)
        for written in [each for each in self._needs if each not in wanted]:
            self._remove(written)
        for written in wanted:
            if written not in self._needs:
                self._add(written)

    def _add(self, written: str) -> None:
        expression = _parsed(written)
        self._needs[written] = _needs_of(expression)
        for term in _found_by(expression):
            self._by_term.setdefault(term, []).append(written)
        for term in expression.terms:
            folded = fold(term.text)
            terms = self._by_key[term.field].setdefault(_key(folded, 0), []) if folded.words else []
            plain = term._replace(is_unwanted=False)
            if plain not in terms:
                terms.append(plain)

    def _remove(self, written: str) -> None:
        """Forget it. Its terms stay in the index, where they cost next to nothing, as others may have them."""
        del self._needs[written]
        for term in _found_by(_parsed(written)):
            self._by_term[term].remove(written)

    def matching(self, *, title: str, excerpt: str, provider_name: str, provider_domain: str) -> set[str]:
        """Return the expressions that match an article."""
        if not self._needs:
            return set()
        terms = self._terms_in(title, excerpt, provider_name, provider_domain)
        candidates = {written for term in terms for written in self._by_term.get(term, ())}
        return {written for written in candidates if (needs := self._needs[written]) is None or needs.are_met(terms)}

    def _terms_in(self, title: str, excerpt: str, provider_name: str, provider_domain: str) -> set[Term]:
        in_title, in_excerpt, in_name = fold(title), fold(excerpt), fold(provider_name)
        in_domain = fold(provider_domain.lower().removeprefix("www."))
        places = (
            (Field.TEXT, in_title),
            (Field.TEXT, in_excerpt),
            (Field.TITLE, in_title),
            (Field.SOURCE, in_name),
            (Field.SOURCE, in_domain),
        )
        found: set[Term] = set()
        for field, text in places:
            by_key = self._by_key[field]
            if by_key:
                found.update(_terms_of(by_key, text, ending=text is in_domain))
        return found


class _Needs(NamedTuple):
    """What must be in an article, besides the term by which an expression is found, and what may not be."""

    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...]

    def are_met(self, terms: Set[Term]) -> bool:
        return all(term in terms for term in self.wanted) and not any(term in terms for term in self.unwanted)


def _parsed(written: str) -> Expression:
    """A stored expression; one without terms if it cannot be read."""
    try:
        return Expression.parse(written)
    except ValueError:
        return Expression(Match.ANY, ())


def _needs_of(expression: Expression) -> _Needs | None:
    """What it needs; None where one of its terms is enough."""
    wanted = tuple(term for term in expression.terms if not term.is_unwanted)
    unwanted = tuple(term._replace(is_unwanted=False) for term in expression.terms if term.is_unwanted)
    is_enough = not unwanted and (expression.match is Match.ANY or len(wanted) == 1)
    return None if is_enough else _Needs(wanted if expression.match is Match.ALL else (), unwanted)


def _found_by(expression: Expression) -> list[Term]:
    """The terms of which one is there if it matches: of several that are all needed, what is likely the rarest."""
    wanted = [term for term in expression.terms if not term.is_unwanted]
    if expression.match is Match.ANY or not wanted:
        return wanted
    return [max(wanted, key=lambda term: (term.field is not Field.SOURCE, len(term.text)))]


def _terms_of(by_key: Mapping[str, list[Term]], text: Folded, *, ending: bool) -> Iterable[Term]:
    """The terms that stand in a text; of a domain, none that is no more than its ending, such as `com`."""
    for at in range(len(text.words) - (ending and len(text.words) > 1)):
        for key in _keys(text, at):
            for term in by_key.get(key, ()):
                if term.text == key or _stands_at(text, at, fold(term.text)):
                    yield term


def _key(folded: Folded, at: int) -> str:
    """The first two words from a place on, as ``str`` writes them."""
    word = folded.words[at]
    if at + 1 == len(folded.words):
        return word
    return f"{word}{'' if folded.glued[at + 1] else ' '}{folded.words[at + 1]}"


def _keys(text: Folded, at: int) -> list[str]:
    """What the term that begins at a place of a text may begin with."""
    word = text.words[at]
    if at + 1 == len(text.words):
        return [word]
    following = text.words[at + 1]
    apart = [word, f"{word} {following}"]
    return [*apart, word + following] if text.glued[at + 1] else apart


def _stands_at(text: Folded, at: int, term: Folded) -> bool:
    """Whether a term, whose first two words are there, goes on in the text as it does by itself."""
    end = at + len(term.words)
    if text.words[at:end] != term.words:
        return False
    return all(text.glued[at + place] or not is_glued for place, is_glued in enumerate(term.glued) if place)
