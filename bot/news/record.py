"""Records: one article file, parsed and checked.

Read whichever of the three generations of the format wrote it. Field types refuse bad values in a few words that
continue a sentence beginning with the field's name, and never repeat what the file says.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, SkipValidation, ValidationError

from bot.news.frontmatter import FrontMatter, Node, Unreadable, decode_text, parse_front_matter
from bot.news.urls import canonical_url, is_usable_url

# Control and bidirectional control characters, lone surrogates, and code points that are no characters. White space
# among them is left to `split`. The joiners of emoji and the marks of right-to-left scripts stay.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")


def one_line(text: str, longest: int) -> str:
    """Returns the text on one line, single-spaced, without control characters, of at most so many characters."""
    if not text.isprintable():
        text = _UNSEEN.sub("", text)
    return " ".join(text.split())[:longest].rstrip()


def is_visible(text: str) -> bool:
    """Says whether a reader would see anything of this text."""
    if text.isprintable():
        return bool(text.strip())
    return any(character.isprintable() and not character.isspace() for character in text)


# A message holds 4,096 characters in all, so nobody would ever see more.
LONGEST_TITLE = 1_000
LONGEST_TEXT = 8_000
LONGEST_NAME = 100
LARGEST_NUMBER = 1_000_000

_SIDE = re.compile(r"[0-9]{1,6}")
_LOCALE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,4}")


def _title(value: object) -> str:
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


def _canonical(value: object) -> str:
    return canonical_url(_given(value))


def _moment(value: object) -> datetime:
    text = _given(value)
    try:
        at = datetime.fromisoformat(text)
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError("is not a date and time such as 2020-02-02T11:06:00Z") from None
    if not 1970 <= at.year < 2200:
        raise ValueError("lies outside the years 1970 to 2199")
    return at


def _moment_if_any(value: object) -> datetime | None:
    try:
        return _moment(value)
    except ValueError:
        return None


def _number(value: object) -> int:
    if value is None:
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
    return "false" if value is None else value


def _kind(value: object) -> str:
    return "video" if isinstance(value, str) and value.strip().lower() == "video" else "article"


def _locale(value: object) -> str | None:
    return value if isinstance(value, str) and _LOCALE.fullmatch(value) else None


def _given(value: object) -> str:
    if not value:
        raise ValueError("is missing")
    if not isinstance(value, str):
        raise ValueError("is not plain text")  # noqa: TRY004 - the schema collects ValueError alone
    return value.strip()


Title: TypeAlias = Annotated[str, BeforeValidator(_title)]
Text: TypeAlias = Annotated[str, BeforeValidator(_text)]
Name: TypeAlias = Annotated[str, BeforeValidator(_name)]
Link: TypeAlias = Annotated[str, BeforeValidator(_given)]
CanonicalLink: TypeAlias = Annotated[str, BeforeValidator(_canonical)]
# Without a zone it is UTC, without a time midnight; Telegram counts time from 1970.
Moment: TypeAlias = Annotated[datetime, BeforeValidator(_moment)]
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
_NAMES = {"link": _LINK, "canonical_link": _LINK, "published_at": ("publishedDateTime",), "heat": _HEAT}


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
        link: as written (a space inside is %20 to Telegram, too); canonical_link is what the article is known by.
        excerpt: may be empty.
        published_at: aware, UTC.
        amp_url: the AMP page, or its copy in a cache; amp_link_canonical the canonical form of it.
        quality: the editors' score.
        heat: the weight of the story that this article leads, -1 for a follower; the quality where none is given.
        provider_name: the domain where no name is given.
        provider_domain: the host of the link where none is given.
        topics: names as written, each once in any case.
        image: the first that can be used.
        related: the best first, no canonical link twice, never this article, at most MOST_RELATED.
    """

    link: Link
    canonical_link: CanonicalLink
    title: Title
    excerpt: Text
    published_at: Moment
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
    image: Image | None
    related: SkipValidation[tuple[RelatedRecord, ...]]


def parse_record(data: bytes) -> Record:
    """Reads the file of one record.

    Names that are not known are passed over, among them `secured` and `featuredContent`, which go nowhere. A field
    that an alert cannot do without must be right; an image, an AMP link or a related entry that is not is left out.

    Raises:
        Unreadable: with the line of the field at fault, or the first line when a field is missing.
    """
    matter = parse_front_matter(decode_text(data))
    try:
        return Record.model_validate(_record(matter.values))
    except ValidationError as error:
        raise _refusal(error, matter) from None


def _record(tree: Tree) -> dict[str, Any]:
    link, amp_url = _first(tree, _LINK), _first_usable(tree, _AMP)
    own = {canonical_url(address) for address in (link, amp_url) if address and is_usable_url(address)}
    return _article(tree, link) | {
        "excerpt": _first(tree, _EXCERPT),
        "amp_url": amp_url,
        "amp_link_canonical": amp_url and canonical_url(amp_url),
        "kind": tree.get("type"),
        "heat": _first(tree, _HEAT),
        "published": tree.get("published"),
        "removed": tree.get("removed"),
        "locale": tree.get("locale"),
        "topics": _topics(tree.get("topics")),
        "image": _image(tree.get("images")),
        "related": _related(tree.get("related"), own),
    }


def _article(tree: Tree, link: str | None) -> dict[str, Any]:
    """What a record and a related entry have in common."""
    provider = tree.get("provider")
    provider = provider if isinstance(provider, dict) else {"name": provider}
    domain = _first(provider, _DOMAIN)
    if domain is None and link and is_usable_url(link):
        domain = canonical_url(link).split("/")[2].removeprefix("www.")
    return {
        "link": link,
        "canonical_link": link,
        "title": tree.get("title"),
        "published_at": tree.get("publishedDateTime"),
        "quality": tree.get("quality"),
        "provider_name": _first(provider, ("name",)) or domain,
        "provider_domain": domain and domain.lower(),
    }


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
    provider = entry.get("provider")
    provider = provider if isinstance(provider, dict) else {"name": provider}
    domain = _first(provider, _DOMAIN) or canonical.split("/", 3)[2].removeprefix("www.")
    return RelatedRecord(
        link,
        canonical,
        _title(entry.get("title")),
        _moment_if_any(entry.get("publishedDateTime")),
        _name(_first(provider, ("name",)) or domain),
        _name(domain.lower()),
        _number(entry.get("quality")),
    )


def _topics(names: Node) -> tuple[str, ...]:
    written = (one_line(name, LONGEST_NAME) for name in _list(names) if isinstance(name, str))
    kept: dict[str, str] = {}
    for name in written:
        kept.setdefault(name.casefold(), name)
    kept.pop("", None)
    return tuple(kept.values())


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


def _first_usable(tree: Mapping[str, Node], names: tuple[str, ...]) -> str | None:
    return next((link for name in names if (link := _first(tree, (name,))) and is_usable_url(link)), None)


def _refusal(error: ValidationError, matter: FrontMatter) -> Unreadable:
    first = error.errors(include_url=False, include_input=False)[0]
    field = str(first["loc"][0])
    names = _NAMES.get(field, (field,))
    name = next((name for name in names if matter.values.get(name)), names[0])
    said = first.get("ctx", {}).get("error", "is neither true nor false")
    return Unreadable(f"{name} {said}", matter.line_of(name))
