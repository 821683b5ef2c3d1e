"""Days without a time; slugs that tell signs apart; links with their host in ASCII and nothing invisible in them.

What names and links come to is written out here as it was when this migration was made.
"""

import re
import unicodedata
from hashlib import sha256
from urllib.parse import quote

import idna
import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("article") as table:
        table.add_column(sa.Column("is_day_only", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("article") as table:
        table.alter_column("is_day_only", server_default=None)
    _rename_slugs(op.get_bind())
    _rewrite_links(op.get_bind())


def _rename_slugs(connection: sa.Connection) -> None:
    """A slug that was made from a name becomes what is made from it now; one that somebody chose stays."""
    topic = sa.table("topic", sa.column("id"), sa.column("slug"), sa.column("name"))
    rows = connection.execute(sa.select(topic.c.id, topic.c.slug, topic.c.name).order_by(topic.c.id)).all()
    taken = {row.slug for row in rows}
    for row in rows:
        slug = _new_slug(row.name)
        if row.slug == _old_slug(row.name) and slug not in taken:
            taken.add(slug)
            connection.execute(topic.update().where(topic.c.id == row.id).values(slug=slug))


_PRESENTATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_JOINTS = re.compile("[\u200d\U000e0020-\U000e007f]")
_LATIN = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


def _old_slug(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold()
    spoken = _spoken(folded)
    slug = _joined("".join(c for c in spoken if not unicodedata.combining(c)))
    is_whole = slug and len(slug) <= 64 and all(c.isascii() for c in spoken if c.isalnum())
    return slug if is_whole else _marked(slug, folded)


def _new_slug(name: str) -> str:
    folded = _PRESENTATION.sub("", unicodedata.normalize("NFKC", name)).casefold()
    kept: list[str] = []
    for character in _spoken(folded):
        if not unicodedata.combining(character) or (kept and _is_sign(kept[-1])):
            kept.append(character)
    slug = _joined("".join(kept))
    if not slug or len(slug) > 64 or not all(c.isascii() for c in kept if c.isalnum()):
        return _marked(slug, folded)
    if not any(map(_is_sign, kept)):
        return slug
    return _marked(slug, "".join(c for c in kept if c.isalnum() or _is_sign(c) or _is_part(c)))


def _spoken(folded: str) -> str:
    latin = unicodedata.normalize("NFKD", folded.translate(_LATIN))
    return re.sub(r"\+|(?<=\w)#", lambda sign: " plus " if sign[0] == "+" else " sharp ", latin)


def _joined(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")


def _marked(slug: str, told: str) -> str:
    mark = sha256(told.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{slug[:50].strip('-') or 'topic'}-{mark}"


def _is_sign(character: str) -> bool:
    if unicodedata.category(character) in {"Sm", "Sc", "Sk", "So", "Me", "Co", "Cn"}:
        return character not in "|`"
    return character in "%@*§¶†‡‰‱※⁂⁕٪"


def _is_part(character: str) -> bool:
    return bool(unicodedata.combining(character) or _JOINTS.match(character))


_INVISIBLE = re.compile(
    "[\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
    "\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
    "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\u030a\u0333\u033f]"
)

_EDGES = (
    "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
    "\xad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
)


def _rewrite_links(connection: sa.Connection) -> None:
    """Canonical links become what reading the same record again would make of them, so that it is no news."""
    article = sa.table("article", sa.column("id"), sa.column("link"), sa.column("amp_link"))
    taken = set(connection.execute(sa.select(article.c.link)).scalars())
    for row in connection.execute(sa.select(article.c.id, article.c.link, article.c.amp_link)).all():
        link, amp_link = _rewritten(row.link), row.amp_link and _rewritten(row.amp_link)
        link = row.link if link in taken else link
        if (link, amp_link) != (row.link, row.amp_link):
            taken.add(link)
            connection.execute(article.update().where(article.c.id == row.id).values(link=link, amp_link=amp_link))


def _rewritten(link: str) -> str:
    if link.isascii():
        return link
    parts = link.strip(_EDGES).split("/", 3)
    # In the canonical form a query may follow the host at once.
    host, mark, query = parts[2].partition("?")
    try:
        labels = idna.uts46_remap(host, std3_rules=False).split(".")
    except idna.IDNAError:
        labels = host.split(".")
    coded = (label if label.isascii() else f"xn--{label.encode('punycode').decode()}" for label in labels)
    parts[2] = f"{'.'.join(coded)}{mark}{query}"
    return _INVISIBLE.sub(lambda found: quote(found[0]), "/".join(parts))
