"""The catalogue: one file a topic, and what topics are called in links and hashtags."""

import re
import unicodedata
from dataclasses import dataclass
from hashlib import sha256

from bot.alerts.frontmatter import Matter, Node, Unreadable, decode, parse, parse_plain
from bot.alerts.plaintext import is_visible, one_line

LONGEST_SLUG = 64  # what a deep link holds: https://core.telegram.org/bots/features#deep-linking
LONGEST_NAME = 100
LONGEST_DESCRIPTION = 1_000
LONGEST_HASHTAG = 64

_SLUG = re.compile(r"[a-z0-9-]{1,64}")
_BREAKS = re.compile(r"[^a-z0-9]+")
# Letters that Unicode does not take apart into a Latin one and a mark.
_LATIN = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_SIGNS = re.compile(r"\+|(?<=\w)#")


@dataclass(frozen=True, slots=True)
class CatalogueTopic:
    """One topic of the catalogue.

    Attributes:
        slug: its name in links and buttons: a-z, 0-9 and hyphens, at most 64.
        parent: the name or slug of the topic above it, as written; None at the top.
        shortname: for narrow places; empty when the file gives none.
        hashtags: each with its `#`; from the name when the file gives none, empty when the name yields none.
    """

    slug: str
    name: str
    parent: str | None
    description: str
    keywords: tuple[str, ...]
    shortname: str
    hashtags: tuple[str, ...]


def read_topic(data: bytes, file_name: str) -> CatalogueTopic:
    """Reads a topic file: Markdown with front matter, or plain YAML where the name ends in .yaml or .yml.

    Raises:
        Unreadable: also when the topic has no name.
    """
    read = parse_plain if file_name.lower().endswith((".yaml", ".yml")) else parse
    matter = read(decode(data))
    name = _field(matter, "name", LONGEST_NAME)
    if not is_visible(name):
        raise Unreadable("name is missing", matter.line_of("name"))
    written = _field(matter, "_id", LONGEST_NAME)
    return CatalogueTopic(
        slug=written if _SLUG.fullmatch(written) else slugify(written or name),
        name=name,
        parent=_field(matter, "parent", LONGEST_NAME) or None,
        description=_field(matter, "description", LONGEST_DESCRIPTION),
        keywords=_lines(matter.values.get("keywords")),
        shortname=_field(matter, "shortname", LONGEST_NAME),
        hashtags=_hashtags(_lines(matter.values.get("hashtags")) or (name,)),
    )


def slugify(name: str) -> str:
    """Returns the slug of a name: the same whatever its case and accents.

    Where Latin letters and digits cannot say it all, a few letters of a hash tell it from other names.
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    latin = unicodedata.normalize("NFKD", folded.translate(_LATIN))
    spoken = _SIGNS.sub(lambda sign: " plus " if sign[0] == "+" else " sharp ", latin)
    slug = _BREAKS.sub("-", "".join(c for c in spoken if not unicodedata.combining(c))).strip("-")
    is_whole = slug and len(slug) <= LONGEST_SLUG and all(c.isascii() for c in spoken if c.isalnum())
    if is_whole:
        return slug
    mark = sha256(folded.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{slug[:50].strip('-') or 'topic'}-{mark}"


def hashtag(name: str) -> str | None:
    """Returns a name as Telegram's hashtag ("AI in Robotics" as #AIinRobotics), None where there is none.

    Telegram ends a hashtag at the first character that is no letter, digit or underscore, combining marks included,
    and wants at least one letter (TDLib, MessageEntity.cpp, `is_hashtag_letter`).
    """
    composed = unicodedata.normalize("NFC", name)
    spoken = _SIGNS.sub(lambda sign: "plus" if sign[0] == "+" else "sharp", composed)
    categories = [unicodedata.category(character) for character in spoken]
    kept = "".join(c for c, category in zip(spoken, categories, strict=True) if _fits_hashtag(c, category))
    has_letter = any(category[0] == "L" for category in categories)
    is_torn = any(category[0] == "M" for category in categories)
    return f"#{kept}" if has_letter and not is_torn and len(kept) <= LONGEST_HASHTAG else None


def _fits_hashtag(character: str, category: str) -> bool:
    return character == "_" or category[0] == "L" or category == "Nd"


def _hashtags(names: tuple[str, ...]) -> tuple[str, ...]:
    tags = (hashtag(name.lstrip("#")) for name in names)
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def _field(matter: Matter, name: str, longest: int) -> str:
    value = matter.values.get(name)
    if value is not None and not isinstance(value, str):
        raise Unreadable(f"{name} is not plain text", matter.line_of(name))
    return one_line(value or "", longest)


def _lines(node: Node) -> tuple[str, ...]:
    entries = node if isinstance(node, list) else [node]
    lines = (one_line(entry, LONGEST_NAME) for entry in entries if isinstance(entry, str))
    return tuple(dict.fromkeys(line for line in lines if line))
