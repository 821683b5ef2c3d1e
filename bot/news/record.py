"""Records: one article file, parsed and checked.

Read whichever of the three generations of the format wrote it. Field types refuse bad values in a few words that
continue a sentence beginning with the field's name, and never repeat what the file says.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, SkipValidation, ValidationError

from bot.news.frontmatter import FrontMatter, Node, Unreadable, decode_text, parse_front_matter
from bot.urls import canonical_url, is_usable_url, sendable_url, site_name

# Control and bidirectional control characters, lone surrogates, and code points that are no characters. White space
# among them is left to `split`. The joiners of emoji and the marks of right-to-left scripts stay.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")


# Characters of letters and symbols that show as blank space: Hangul fillers, the empty Braille pattern, a note without
# a head.
_BLANKS = "\u115f\u1160\u2800\u3164\uffa0\U0001d159"


def one_line(text: str, longest: int) -> str:
    """Returns the text on one line, single-spaced, composed (NFC), without control characters, of at most so many."""
    if not text.isprintable():
        text = _UNSEEN.sub("", text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())[:longest].rstrip()


def is_visible(text: str) -> bool:
    """Says whether a reader would see anything of this text: more than spaces, fillers, and marks without a letter."""
    if text.isascii() and text.isprintable():
        return bool(text.strip())
    return any(map(_shows, text))


def _shows(character: str) -> bool:
    if not character.isprintable() or character.isspace() or character in _BLANKS:
        return False
    return unicodedata.category(character)[0] != "M"


# A message holds 4,096 characters in all, so nobody would ever see more.
LONGEST_TITLE = 1_000
LONGEST_TEXT = 8_000
LONGEST_NAME = 100
LARGEST_NUMBER = 1_000_000

_SIDE = re.compile(r"[0-9]{1,6}")
_LOCALE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,4}")


# ISO 8601 writes the end of a day as 24:00, RFC 3339 a leap second as :60; Python reads neither.
_END_OF_DAY = re.compile(r"(.+[T ])24(:?00(?::?00(?:[.,]0+)?)?(?:Z|[+-].*)?)")
_LEAP_SECOND = re.compile(r"(.+[T ][0-9]{2}:?[0-9]{2}:?)60((?:[.,][0-9]+)?(?:Z|[+-].*)?)")
_SPACED_ZONE = re.compile(r"(?<=[0-9])\s+(?=Z$|[+-])")


def _title(value: object) -> str:
    if value is not None and not isinstance(value, str):
        raise ValueError("is not plain text")
    title = _line(value, LONGEST_TITLE)
    if not is_visible(title):
        raise ValueError("is missing")
    return title


def _text(value: object) -> str:
    return _line(value, LONGEST_TEXT)


def _name(value: object) -> str:
    return _line(value, LONGEST_NAME)


def _line(value: object, longest: int) -> str:
    return one_line(value, longest) if isinstance(value, str) else ""


def _sendable(value: object) -> str:
    return sendable_url(_given(value))


def _canonical(value: object) -> str:
    return canonical_url(_given(value))


def _moment(value: object) -> datetime:
    text = _SPACED_ZONE.sub("", _given(value).upper())
    try:
        at = _iso_moment(text)
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError("is not a date and time such as 2020-02-02T11:06:00Z") from None
    if not 1970 <= at.year < 2200:
        raise ValueError("lies outside the years 1970 to 2199")
    return at


def _iso_moment(text: str) -> datetime:
    if found := _END_OF_DAY.fullmatch(text):
        return datetime.fromisoformat(f"{found[1]}00{found[2]}") + timedelta(days=1)
    if found := _LEAP_SECOND.fullmatch(text):
        return datetime.fromisoformat(f"{found[1]}59{found[2]}") + timedelta(seconds=1)
    return datetime.fromisoformat(text)


def _is_day(value: object) -> bool:
    """Whether a time of publication names a day and no time."""
    try:
        date.fromisoformat(value.strip() if isinstance(value, str) else "")
    except ValueError:
        return False
    return True


def _moment_or_none(value: object) -> datetime | None:
    return _moment(value) if isinstance(value, list | dict) or _line(value, LONGEST_NAME) else None


def _moment_if_any(value: object) -> datetime | None:
    try:
        return _moment(value)
    except ValueError:
        return None


def _number(value: object) -> int:
    if value is None or (isinstance(value, str) and not value.strip()):
        return 0
    text = _given(value)
    try:
        number = float(text)
    except ValueError:
        raise ValueError("is not a number") from None
    if not abs(number) <= LARGEST_NUMBER:  # nor is NaN
        raise ValueError(f"is not a number up to {LARGEST_NUMBER:,}")
    return int(number)


def _side(value: object) -> int | None:
    return int(value) or None if isinstance(value, str) and _SIDE.fullmatch(value) else None


def _flag(value: object) -> object:
    return "false" if value is None or (isinstance(value, str) and not value.strip()) else value


def _kind(value: object) -> str:
    return "video" if isinstance(value, str) and value.strip().lower() == "video" else "article"


def _locale(value: object) -> str | None:
    return value if isinstance(value, str) and _LOCALE.fullmatch(value) else None


def _given(value: object) -> str:
    if value is not None and not isinstance(value, str):
        raise ValueError("is not plain text")
    if not value or not (text := value.strip()):
        raise ValueError("is missing")
    return text


Title: TypeAlias = Annotated[str, BeforeValidator(_title)]
Text: TypeAlias = Annotated[str, BeforeValidator(_text)]
Name: TypeAlias = Annotated[str, BeforeValidator(_name)]
Link: TypeAlias = Annotated[str, BeforeValidator(_sendable)]
CanonicalLink: TypeAlias = Annotated[str, BeforeValidator(_canonical)]
# Without a zone it is UTC, without a time midnight; Telegram counts time from 1970.
Moment: TypeAlias = Annotated[datetime, BeforeValidator(_moment)]
MomentOrNone: TypeAlias = Annotated[datetime | None, BeforeValidator(_moment_or_none)]
Number: TypeAlias = Annotated[int, BeforeValidator(_number)]
Side: TypeAlias = Annotated[int | None, BeforeValidator(_side)]
Flag: TypeAlias = Annotated[bool, BeforeValidator(_flag)]
Kind: TypeAlias = Annotated[Literal["article", "video"], BeforeValidator(_kind)]
Locale: TypeAlias = Annotated[str | None, BeforeValidator(_locale)]

MOST_RELATED = 200

Tree: TypeAlias = dict[str, Node]

# The names that one thing bears in the file: February 2020, January 2020, 2019. The first that holds something counts.
_LINK = ("webUrl", "sourceUrl", "originalUrl")
_AMP = ("ampWebUrl", "ampUrl", "cdnAmpWebUrl", "cdnAmpUrl")
_EXCERPT = ("excerpt", "abstract")
_RELATED_LINK = (*_LINK, "url")
_HEAT = ("heat", "score", "quality")
_DOMAIN = ("domain", "id")
_NAMES = {
    "link": _LINK,
    "canonical_link": _LINK,
    "published_at": ("publishedDateTime",),
    "heat": _HEAT,
    "embargo_until": ("embargoUntil",),
}


class _Value(BaseModel):
    # Nothing of the file in the text of an error: it may be logged.
    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)


class Image(_Value):
    """A picture; its sides in pixels where the record says so."""

    url: str
    width: Side
    height: Side
    title: Text


@dataclass(frozen=True, slots=True)
class RelatedRecord:
    """What a record says of a related article; checked by the same rules as the record's own fields."""

    link: str
    canonical_link: str
    title: str
    published_at: datetime | None
    provider_name: str
    provider_domain: str
    quality: int


class Record(_Value):
    """One article as its file tells it. All text is plain text, whatever it looks like.

    Attributes:
        link: as written, in the form that can be sent; canonical_link is what the article is known by.
        excerpt: may be empty.
        published_at: aware, UTC.
        is_day_only: the time of publication is a day; published_at is its first moment in UTC.
        amp_url: the AMP page, or its copy in a cache; amp_link_canonical the canonical form of it.
        quality: the editors' score.
        heat: the weight of the story that this article leads, -1 for a follower; the quality where none is given.
        provider_name: the domain where no name is given.
        provider_domain: the host of the link where none is given.
        topics: names as written, each once in any case.
        unreadable_topics: what stands among the topics and is no name, each as a sentence with its line.
        image: the first that can be used.
        related: the best first, no canonical link twice, never this article, at most MOST_RELATED.
        hold: it waits for an editor, whatever the settings say.
        embargo_until: aware, UTC; before then it is shown nowhere. None for no embargo.
    """

    link: Link
    canonical_link: CanonicalLink
    title: Title
    excerpt: Text
    published_at: Moment
    is_day_only: bool
    amp_url: str | None
    amp_link_canonical: str | None
    kind: Kind
    quality: Number
    heat: Number
    published: Flag
    removed: Flag
    locale: Locale
    provider_name: Name
    provider_domain: Name
    topics: tuple[str, ...]
    unreadable_topics: tuple[str, ...]
    image: Image | None
    related: SkipValidation[tuple[RelatedRecord, ...]]
    hold: Flag = False
    embargo_until: MomentOrNone = None


def parse_record(data: bytes) -> Record:
    """Reads the file of one record.

    Names that are not known are passed over, among them `secured` and `featuredContent`, which go nowhere. A field
    that an alert cannot do without must be right; an image, an AMP link or a related entry that is not is left out.

    Raises:
        Unreadable: with the line of the field at fault, or the first line when a field is missing.
    """
    matter = parse_front_matter(decode_text(data))
    try:
        return Record.model_validate(_record(matter))
    except ValidationError as error:
        raise _refusal(error, matter) from None


def _record(matter: FrontMatter) -> dict[str, Any]:
    tree = matter.values
    link, amp_url = _first(tree, _LINK), _first_usable(tree, _AMP)
    own = {canonical_url(address) for address in (link, amp_url) if address and is_usable_url(address)}
    topics, unreadable = _topics(tree.get("topics"))
    return _article(tree, link) | {
        "excerpt": _first(tree, _EXCERPT),
        "is_day_only": _is_day(tree.get("publishedDateTime")),
        "amp_url": amp_url,
        "amp_link_canonical": amp_url and canonical_url(amp_url),
        "kind": tree.get("type"),
        "heat": _given_first(tree, _HEAT),
        "published": tree.get("published"),
        "removed": tree.get("removed"),
        "hold": tree.get("hold"),
        "embargo_until": tree.get("embargoUntil"),
        "locale": tree.get("locale"),
        "topics": topics,
        "unreadable_topics": tuple(f"line {matter.line_of('topics')}: {reason}" for reason in unreadable),
        "image": _image(tree.get("images")),
        "related": _related(tree.get("related"), own),
    }


def _article(tree: Tree, link: str | None) -> dict[str, Any]:
    """What a record and a related entry have in common."""
    name, domain = _provider(tree.get("provider"), canonical_url(link) if link and is_usable_url(link) else "")
    return {
        "link": link or _given_first(tree, _LINK),
        "canonical_link": link or _given_first(tree, _LINK),
        "title": tree.get("title"),
        "published_at": tree.get("publishedDateTime"),
        "quality": tree.get("quality"),
        "provider_name": name,
        "provider_domain": domain,
    }


def _provider(written: Node, canonical_link: str) -> tuple[str, str]:
    """Name and domain of a provider; what is missing or invisible is told by the site of the link."""
    provider = written if isinstance(written, dict) else {"name": written}
    domain = _first(provider, _DOMAIN)
    domain = domain.lower() if domain and is_visible(domain) else canonical_link and site_name(canonical_link)
    name = _first(provider, ("name",))
    return name if name and is_visible(name) else domain, domain


def _related(entries: Node, own: set[str]) -> tuple[RelatedRecord, ...]:
    kept: dict[str, RelatedRecord] = {}
    for entry in sorted(_readable(_list(entries)), key=lambda entry: -entry.quality):
        if entry.canonical_link not in own:
            kept.setdefault(entry.canonical_link, entry)
    return tuple(kept.values())[:MOST_RELATED]


def _readable(entries: list[Node]) -> Iterator[RelatedRecord]:
    for entry in entries:
        if isinstance(entry, dict):
            try:
                yield _related_record(entry)
            except ValueError:
                continue


def _related_record(entry: Tree) -> RelatedRecord:
    """A record may list two hundred of these, so each is made by plain calls."""
    link = _given(_first(entry, _RELATED_LINK))
    canonical = canonical_url(link)
    name, domain = _provider(entry.get("provider"), canonical)
    return RelatedRecord(
        sendable_url(link),
        canonical,
        _title(entry.get("title")),
        _moment_if_any(entry.get("publishedDateTime")),
        _name(name),
        _name(domain),
        _number(entry.get("quality")),
    )


_COMMAS = re.compile("[,\uff0c\u3001\u060c\n]")
"""Between names in one plain text, in several scripts."""


def _topics(written: Node) -> tuple[tuple[str, ...], list[str]]:
    """The names of topics, each once in any case, and what is no name."""
    if isinstance(written, dict):
        return (), ["topics is a mapping"]
    entries: list[Node] = list(_COMMAS.split(written)) if isinstance(written, str) else _list(written)
    kept: dict[str, str] = {}
    amiss = []
    for number, entry in enumerate(entries, 1):
        name = one_line(entry, LONGEST_NAME) if isinstance(entry, str) else ""
        if reason := _topic_fault(entry, name):
            amiss.append(f"entry {number} of topics {reason}")
        elif name:
            kept.setdefault(name.casefold(), name)
    return tuple(kept.values()), amiss


def _topic_fault(entry: Node, name: str) -> str:
    if isinstance(entry, dict | list):
        return "is a mapping" if isinstance(entry, dict) else "is a list"
    return "shows nothing" if name and not is_visible(name) else ""


def _image(entries: Node) -> dict[str, Node] | None:
    images: Iterator[Tree] = (entry if isinstance(entry, dict) else {"url": entry} for entry in _list(entries))
    for image in images:
        if url := _first_usable(image, ("url",)):
            return {"url": url} | {name: image.get(name) for name in ("width", "height", "title")}
    return None


def _list(node: Node) -> list[Node]:
    return node if isinstance(node, list) else [node]


def _first(tree: Mapping[str, Node], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = tree.get(name)
        if isinstance(value, str) and (value := value.strip()):
            return value
    return None


def _given_first(tree: Mapping[str, Node], names: tuple[str, ...]) -> Node:
    """The first text; where there is none, the first that is no text, for whoever tells what is amiss."""
    return _first(tree, names) or next((tree[name] for name in names if isinstance(tree.get(name), list | dict)), None)


def _first_usable(tree: Mapping[str, Node], names: tuple[str, ...]) -> str | None:
    links = (_first(tree, (name,)) for name in names)
    return next((sendable_url(link) for link in links if link and is_usable_url(link)), None)


def _refusal(error: ValidationError, matter: FrontMatter) -> Unreadable:
    first = error.errors(include_url=False, include_input=False)[0]
    field = str(first["loc"][0])
    names = _NAMES.get(field, (field,))
    name = next((name for name in names if matter.values.get(name)), names[0])
    said = first.get("ctx", {}).get("error", "is neither true nor false")
    return Unreadable(f"{name} {said}", matter.line_of(name))
